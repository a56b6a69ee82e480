"""A briefing as a Word document: real headings, numbered references with page and link, the picture of the grades."""

from __future__ import annotations

from assistant.briefing.briefing import TITLES, Briefing, Line, Part
from assistant.briefing.printed import (
    Picture,
    closing_lines,
    groups_of,
    line_numbers,
    marks_of,
    number_text,
    parts_of,
    shown_text,
    sources_of,
)
from assistant.briefing.word_document import FOOT, NOT_PUBLIC, WordDocument


def briefing_as_word(briefing: Briefing, picture: Picture | None, address: str) -> bytes:
    """A .docx file. ``address`` is where the service is reached: each reference links to its page there."""
    document = WordDocument(briefing.title, briefing.asked.topic)
    if not briefing.is_public:
        document.head(NOT_PUBLIC)
    document.foot(FOOT)
    document.heading(briefing.title, 0)
    for warning in briefing.warnings:
        document.paragraph(f"Out of date: {warning}", bold=True)
    document.heading("Purpose", 1)
    document.paragraph(briefing.purpose)
    document.paragraph(briefing.corpus_date)
    for title, empty, lines in parts_of(briefing):
        document.heading(title, 1)
        if empty:
            document.paragraph(empty)
        for under, group in groups_of(lines):
            if under:
                document.heading(under, 2)
            for line in group:
                add_line(document, briefing, line)
        if title == TITLES[Part.INSPECTOR] and picture:
            document.heading("The judgements as a picture", 2)
            document.picture(picture.png, picture.words)
    add_sources(document, briefing, address)
    return document.as_bytes()


def add_line(document: WordDocument, briefing: Briefing, line: Line) -> None:
    paragraph = document.paragraph(style="Quote" if line.kind in ("quote", "register") else "List Bullet")
    if marks := marks_of(line):
        document.run(paragraph, f"{marks}: ", bold=True)
    document.run(paragraph, shown_text(line))
    if line.detail:
        document.run(paragraph, f" {line.detail}")
    for numbered in line_numbers(briefing, line):
        document.run(paragraph, " ")
        document.cross_reference(paragraph, number_text(numbered), mark_of(numbered.number))


def add_sources(document: WordDocument, briefing: Briefing, address: str) -> None:
    document.heading("Sources", 1)
    for source in sources_of(briefing, address):
        paragraph = document.paragraph()
        document.bookmark(paragraph, mark_of(source.number))
        closed = "" if source.is_public else " (not public)"
        document.run(paragraph, f"[{source.number}] {source.title}{closed}, {source.cited}. ")
        document.link(paragraph, "Open the page", source.address)
    document.heading("Before you quote", 1)
    for text in closing_lines(briefing):
        document.paragraph(text)


def mark_of(number: int) -> str:
    return f"source_{number}"
