"""Rows of the catalogue as the values that the rest of the program knows."""

from __future__ import annotations

from dataclasses import replace

from corpus.held import HeldPaper, HeldPassage
from corpus.paper import (
    Access,
    BlockKind,
    Facts,
    FactSource,
    Kind,
    Passage,
    Quality,
    Rag,
    Recommendation,
    RecommendationKind,
    Segment,
    Sentence,
    Sure,
    Voice,
)
from corpus.schema import PaperRow, PassageRow, RecommendationRow, VersionRow


def held_paper(row: PaperRow) -> HeldPaper:
    facts = Facts(
        title=row.title,
        kind=Kind(row.kind),
        authority=row.authority,
        framework=row.framework,
        inspected_from=row.inspected_from,
        inspected_to=row.inspected_to,
        published=row.published,
        publisher=row.publisher,
        about_inspection=row.about_inspection,
        voice=Voice(row.voice),
        access=Access(row.access),
        marking=row.marking,
        authorities=tuple(row.authorities),
        meeting_date=row.meeting_date,
        licence=row.licence,
        language=row.language,
        known=dict(row.known),
        sources={name: fact_source(**stored) for name, stored in row.sources.items()},
    )
    return HeldPaper(
        id=row.id,
        file=row.file,
        status=row.status,
        version=row.version_id,
        pages=row.pages,
        paged=row.paged,
        facts=facts,
        replaced_by=row.replaced_by,
        quality=quality(**row.quality),
    )


def held_version(row: PaperRow, version: VersionRow, replaced_on: str | None) -> HeldPaper:
    """The paper as it was: pages, title and access of that version, all else as it is now."""
    paper = held_paper(row)
    facts = replace(paper.facts, title=version.title, access=Access(version.access))
    return replace(
        paper, version=version.id, pages=version.pages, paged=version.paged, facts=facts, replaced_on=replaced_on
    )


def quality(
    pages: int,
    pages_without_text: list[int],
    ocr_pages: list[int],
    boilerplate: int,
    markings: list[str],
    concerns: list[str],
) -> Quality:
    return Quality(pages, tuple(pages_without_text), tuple(ocr_pages), boilerplate, tuple(markings), tuple(concerns))


def fact_source(how: str, sure: str, page: int | None, quote: str | None) -> FactSource:
    return FactSource(how, Sure(sure), page, quote)


def recommendation(row: RecommendationRow) -> Recommendation:
    return Recommendation(
        kind=RecommendationKind(row.kind),
        text=row.text,
        page=row.page,
        quote=row.quote,
        number=row.number,
        issue=row.issue,
        owner=row.owner,
        due=row.due,
        due_date=row.due_date,
        action_rag=Rag(row.action_rag) if row.action_rag else None,
        impact_rag=Rag(row.impact_rag) if row.impact_rag else None,
        progress=row.progress,
    )


def held_passage(row: PassageRow, paper: HeldPaper) -> HeldPassage:
    passage = Passage(
        text=row.text,
        segments=tuple(Segment(*segment) for segment in row.segments),
        headings=tuple(row.headings),
        paragraph=row.paragraph,
        kind=BlockKind(row.kind),
        columns=tuple(part for part in row.columns if isinstance(part, str)),
        cells=tuple((part[0], part[1], part[2]) for part in row.columns if isinstance(part, list)),
        caption=next((part["caption"] for part in row.columns if isinstance(part, dict)), ""),
        voice=Voice(row.voice),
        sentences=tuple(sentence_from_row(*sentence) for sentence in row.sentences),
    )
    return HeldPassage(row.key, row.ordinal, paper, passage, row.context, row.digest)


def sentence_from_row(start: int, end: int, voice: str | None, speaker: str | None, quoted_by: str | None) -> Sentence:
    return Sentence(start, end, Voice(voice) if voice else None, speaker, Voice(quoted_by) if quoted_by else None)
