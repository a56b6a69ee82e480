"""``scrutiny brief``: a briefing on a topic as a Word or HTML file."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from corpus.corpus import STORE_ERRORS
from corpus.dates import is_partial_date
from corpus.paper import Role
from corpus.scope import Scope
from corpus.terminal import WRONG_USAGE, AsJson, Home, Reader, fail, opened, say

ADDRESS = "http://127.0.0.1:8501"


def brief_command(
    topic: Annotated[str, typer.Argument(help="What the briefing is about.", show_default=False)],
    out: Annotated[Path, typer.Option("--out", help="The file to write: .docx or .html.", show_default=False)],
    authority: Annotated[str | None, typer.Option(help="The council that it is about.")] = None,
    since: Annotated[str | None, typer.Option(help="Only papers from this day, month or year on: YYYY-MM-DD.")] = None,
    until: Annotated[str | None, typer.Option(help="Only papers until this day, month or year: YYYY-MM-DD.")] = None,
    audience: Annotated[str | None, typer.Option(help="Whom it is for, such as a committee.")] = None,
    papers: Annotated[list[str] | None, typer.Option(help="Only this paper, by its id; may be repeated.")] = None,
    address: Annotated[str, typer.Option(help="Where the service is reached: references link there.")] = ADDRESS,
    role: Reader = Role.PUBLIC,
    home: Home = None,
    as_json: AsJson = False,
) -> None:
    """Write a briefing: what inspectors found, what the council said and did, what is open; each with its page."""
    from assistant.briefing.briefing import Asked
    from assistant.briefing.compose import NoBriefing, compose
    from assistant.briefing.printed import picture_of
    from assistant.briefing.web import briefing_as_html
    from assistant.briefing.word import briefing_as_word

    if not topic.strip():
        fail("The topic is empty. Write it in quotation marks after brief.", WRONG_USAGE)
    if out.suffix.lower() not in (".docx", ".html"):
        fail(f"--out {out} has neither of the endings .docx and .html. Give one that has.", WRONG_USAGE)
    for name, value in (("--since", since), ("--until", until)):
        if value is not None and not is_partial_date(value):
            fail(f"{name} {value!r} is no date. Write YYYY-MM-DD, YYYY-MM or YYYY.", WRONG_USAGE)
    asked = Asked(
        topic=" ".join(topic.split()),
        authority=authority,
        since=since,
        until=until,
        audience=audience,
        papers=tuple(papers or ()),
    )
    corpus, scope = opened(home), Scope(role)
    try:
        refuse_unknown(asked.papers, {paper.id for paper in corpus.catalogue.papers(scope)})
        briefing = compose(corpus, asked, scope)
        picture = picture_of(briefing, corpus, scope)
    except (NoBriefing, *STORE_ERRORS) as error:
        fail(str(error))
    if out.suffix.lower() == ".docx":
        written = briefing_as_word(briefing, picture, address)
    else:
        written = briefing_as_html(briefing, picture, address).encode()
    try:
        out.write_bytes(written)
    except OSError as error:
        fail(f"{out} cannot be written ({error.strerror}). Choose another place.", WRONG_USAGE)
    if as_json:
        json.dump(briefing.model_dump(mode="json"), sys.stdout, indent=1)
        sys.stdout.write("\n")
    say(f"Written to {out}. Check each paper before you quote it.")


def refuse_unknown(wanted: tuple[str, ...], held: set[str]) -> None:
    for paper in wanted:
        if paper not in held:
            fail(f"--papers {paper}: no such paper may be read. List them with: scrutiny papers --json", WRONG_USAGE)
