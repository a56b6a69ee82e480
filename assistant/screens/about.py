"""About the service, your data, transparency record, accessibility statement: each filled from what is running."""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from string import Template

import streamlit as st
from markdown_it import MarkdownIt

import assistant
from assistant.evidence.retrieve import authorities_of
from assistant.screens.mended import AXE, MENDED
from corpus.corpus import Corpus
from corpus.dates import date_in_words
from corpus.held import HeldPaper
from corpus.reader import LOCAL_OFFICER, Reader
from corpus.settings import Settings
from corpus.sign_in import has_sign_in

FOLDER = Path(assistant.__file__).parent / "about"
FOR_THE_COUNCIL = "For the council"
SETS = {"ofsted_dev": "Ofsted reports", "southampton_news_dev": "News and council papers", "sample": "Sample papers"}
# what a reader can make something of; the rest is in tests/evaluation/RESULTS.md
FIGURES = {
    "questions": "Questions asked",
    "answered right": "Answered right, of those that the papers answer",
    "refused right": "“The papers do not say”, of those that they do not answer",
    "false refusals": "“The papers do not say”, though they do",
    "wrong assertions": "Answers with a wrong grade, date or number",
    "quotations; not verbatim": "Quotations; of these, not word for word",
}


def show_about(corpus: Corpus, reader: Reader, settings: Settings) -> None:
    show_text("about.md", corpus, reader, settings)


def show_privacy(corpus: Corpus, reader: Reader, settings: Settings) -> None:
    show_text("privacy.md", corpus, reader, settings)


def show_transparency(corpus: Corpus, reader: Reader, settings: Settings) -> None:
    show_text("transparency.md", corpus, reader, settings)


def show_accessibility(corpus: Corpus, reader: Reader, settings: Settings) -> None:
    show_text("accessibility.md", corpus, reader, settings)


def show_text(name: str, corpus: Corpus, reader: Reader, settings: Settings) -> None:
    text = Template((FOLDER / name).read_text(encoding="utf-8"))
    filled = text.substitute(facts_of_service(corpus, reader, settings))
    html = MarkdownIt("commonmark", {"html": False}).enable("table").render(filled)
    st.html(f'<div class="reading">{with_scrolling_tables(html)}</div>')


def with_scrolling_tables(html: str) -> str:
    """A table that is wider than the screen scrolls by itself, also by keyboard, named by the heading above it."""
    heading = ""

    def mended(match: re.Match[str]) -> str:
        nonlocal heading
        heading = match["heading"] or heading
        opening = f'<div class="wide" role="region" tabindex="0" aria-label="Table: {heading}"><table>'
        return match.group() if match["heading"] else opening

    html = re.sub(r"<h\d>(?P<heading>[^<]+)</h\d>|<table>", mended, html)
    return html.replace("</table>", "</table></div>")


def facts_of_service(corpus: Corpus, reader: Reader, settings: Settings) -> dict[str, str]:
    """What the texts leave open; it tells of no paper that the reader may not see."""
    return {
        **whose_it_is(settings),
        **what_is_held(corpus.catalogue.papers(reader.scope())),
        **how_it_works(settings),
        **what_is_kept(settings),
        "figures_from": "questions about Ofsted reports, one council's papers with news of it, and sample papers",
        "figures": figures_table(),
        "axe_version": AXE,
        "mended": mended_table(),
        "version": own_version(),
    }


def whose_it_is(settings: Settings) -> dict[str, str]:
    name, contact = settings.council_name, settings.contact
    unnamed = "The council that runs this service has not named itself yet."
    return {
        "name": f"Scrutiny assistant{f' of {name}' if name else ''}",
        "whose": name or "this service",
        "organisation": name or FOR_THE_COUNCIL,
        "runner": f"{name} runs this service." if name else unnamed,
        "contact": contact or FOR_THE_COUNCIL,
        "contact_line": f"Write to {contact}." if contact else "The council has not named a contact yet.",
        "url": settings.url or "none: it is open only at the computer that it runs on",
    }


def what_is_held(papers: Sequence[HeldPaper]) -> dict[str, str]:
    councils = authorities_of(papers)
    about = {0: "", 1: f" about {next(iter(councils), '')}"}
    return {
        "papers": "1 paper" if len(papers) == 1 else f"{len(papers):,} papers",
        "councils": about.get(len(councils), f" about {len(councils)} councils"),
        "latest": date_in_words(max((p.said for p in papers), default="")) or "no known date",
    }


def how_it_works(settings: Settings) -> dict[str, str]:
    model = settings.model
    quoting = "Statements are sentences of the papers, word for word, under who says them. No language model writes."
    writing = (
        f"The language model {model} writes statements from the numbered sentences alone. Each is checked against "
        "what it cites before it is shown; what does not pass is replaced by its quotation."
    )
    own_cross_encoder = (
        "a small model, run on the council's own computer, that looks at the question and a passage together. It was "
        "trained on public questions about Wikipedia (SQuAD 1.1), and on no council's papers."
    )
    return {
        "how_written": writing if model else quoting,
        "supplier": f"The provider of the language model {model}." if model else "None: nothing is sent to a supplier.",
        "embedding_model": settings.embedding_model or "all-MiniLM-L6-v2, run on the council's own computer.",
        "cross_encoder": settings.cross_encoder or own_cross_encoder,
        "where_it_goes": where_it_goes(settings),
    }


def what_is_kept(settings: Settings) -> dict[str, str]:
    signed_in = "Councillors and officers who sign in with their council account."
    local = "One officer, at the computer that it runs on."
    return {
        "sign_in": signed_in if has_sign_in(settings) else local,
        "kept_of_you": kept_of_you(settings),
        "audit_days": str(settings.audit_days),
        "words_days": str(settings.words_days),
        "session_hours": f"{settings.session_hours:g}",
    }


def where_it_goes(settings: Settings) -> str:
    parts = ["Papers, questions and answers stay on the computer that serves this page."]
    if settings.chroma_url:
        parts.append(
            f"Numbers computed from the papers and from questions go to the vector store {settings.chroma_url}."
        )
    if settings.model:
        parts.append(f"Your question, and the sentences found for it, are sent to the language model {settings.model}.")
    else:
        parts.append("No language model is used, and nothing is sent to anyone.")
    return " ".join(parts)


def kept_of_you(settings: Settings) -> str:
    if has_sign_in(settings):
        return (
            "- **Your name and e-mail address**, as the council's sign-in states them, kept apart from everything "
            "else, so that they can be erased."
        )
    return f"- **No name**: there is no sign-in, and whoever sits at this computer is “{LOCAL_OFFICER.name}”."


def figures_table() -> str:
    """Markdown of the measured figures, as tests/evaluation/publish_figures.py took them over."""
    with (FOLDER / "figures.csv").open(encoding="utf-8", newline="") as file:
        rows = {row.pop("figure"): row for row in csv.DictReader(file)}
    head = f"| | {' | '.join(SETS.values())} |\n|---|{'---|' * len(SETS)}"
    body = [f"| {words} | {' | '.join(rows[name][key] for key in SETS)} |" for name, words in FIGURES.items()]
    return "\n".join([head, *body])


def mended_table() -> str:
    head = "| What | Rule | Where it is reported |\n|---|---|---|"
    return "\n".join([head, *(f"| {m.what} | {m.criterion} ({m.rule}) | {m.issue} |" for m in MENDED)])


def own_version() -> str:
    try:
        return version("scrutiny-assistant")
    except PackageNotFoundError:
        return "unknown: it runs from its source"
