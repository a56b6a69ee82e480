"""An answer as it is shown: quotations under who says them, paper by paper, each with links to its pages."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from html import escape
from itertools import groupby

import streamlit as st
from streamlit.navigation.page import Page as Screen

from assistant.answer import Answer, Citation, Searched, Standing, Statement
from assistant.plaintext import STANDINGS, dated, listed_under, place, who_says
from assistant.screens.about_answer import show_sources
from assistant.screens.conversation import Turn
from assistant.screens.markup import quoted_html
from corpus.context import kind_name, when
from corpus.dates import date_in_words
from corpus.held import HeldPaper
from corpus.markdown import as_markdown
from corpus.paper import Voice

VOICES = list(Voice)  # inspectors first, then the council, the press, decisions, others
REGISTER = "From the register of judgements, inspection by inspection"
REMINDER = "Check the paper before you quote it."
WITHHELD = (
    "This was answered from papers that you may no longer read. Ask again to have it answered from those you may."
)


def show_turn(
    number: int,
    turn: Turn,
    papers: Mapping[str, HeldPaper],
    viewer: Screen,
    about: Callable[[Turn], None] = lambda turn: None,
) -> None:
    """One turn; ``papers`` by id are those that the reader may see, ``viewer`` is the screen that shows a page, and
    ``about`` adds what goes with an answer."""
    answer = turn.answer
    with st.container(key=f"turn-{number}", gap="xsmall"):
        st.html(f'<h2 class="question" id="question-{number}"><small>You asked</small> {escape(answer.question)}</h2>')
        if turn.withheld:
            st.html(f'<p class="standing">{WITHHELD}</p>')
            return
        numbers = numbered(answer)
        said, sources = st.columns([5, 2], gap="large") if numbers else (st.container(), None)
        with said:
            show_answer(turn, numbers, papers, viewer)
            about(turn)
        if sources is not None:
            with sources:
                show_sources(papers, numbers, viewer)


def show_answer(turn: Turn, numbers: Mapping[Citation, int], papers: Mapping[str, HeldPaper], viewer: Screen) -> None:
    answer = turn.answer
    if standing := standing_line(answer):
        st.html(f'<p class="standing standing-{answer.standing}">{escape(standing)}</p>')
    if answer.lead:
        st.html(f'<p class="lead">{escape(answer.lead)}</p>')
    show_statements(answer.statements, numbers, turn, papers, viewer)
    if answer.notes:
        st.html("".join(f'<p class="note">{escape(note.text)}</p>' for note in answer.notes))
    if answer.closest:
        st.html(
            "<h3>Closest passages</h3>"
            '<p class="note">These do not answer the question. They are the nearest that the papers come to it.</p>'
        )
        show_statements(answer.closest, numbers, turn, papers, viewer, level=4)
    st.html(f'<p class="small-print">{escape(small_print(answer))}</p>')


def numbered(answer: Answer) -> dict[Citation, int]:
    """The citations by number, in the order in which they are shown."""
    shown = [s for part in (answer.statements, answer.closest) for _, group in by_voice(part) for s in group]
    citations = dict.fromkeys(citation for statement in shown for citation in statement.citations)
    return {citation: number for number, citation in enumerate(citations, 1)}


def standing_line(answer: Answer) -> str | None:
    """The standing in words, unless a note or the lead says it already."""
    line = STANDINGS[answer.standing]
    said = " ".join([answer.lead or "", *(note.text for note in answer.notes)]).casefold()
    return None if line is None or line.rstrip(".").casefold() in said else line


def show_statements(
    statements: Sequence[Statement],
    numbers: Mapping[Citation, int],
    turn: Turn,
    papers: Mapping[str, HeldPaper],
    viewer: Screen,
    level: int = 3,
) -> None:
    for heading, said in by_voice(statements):
        title = f"<h{level}>{escape(heading)}</h{level}>"
        for paper, group in groupby(said, only_paper):
            own = list(group)
            source = source_line(own[0].citations[0], papers.get(paper)) if paper else f"<strong>{REGISTER}</strong>"
            st.html(f'{title}<p class="source">{source}</p>')
            title, above = "", None
            for statement in own:
                if statement.under and statement.under != above:
                    st.html(f'<p class="source">{escape(listed_under(statement.under))}</p>')
                above = statement.under
                show_statement(statement, numbers, turn, viewer)


def only_paper(statement: Statement) -> str | None:
    """The paper that a statement cites; None for a line of the register over several."""
    papers = {citation.paper for citation in statement.citations}
    return None if statement.kind == "register" and len(papers) > 1 else statement.citations[0].paper


def by_voice(statements: Sequence[Statement]) -> list[tuple[str, list[Statement]]]:
    """Statements under who says them, each voice once; their order within a voice stays."""
    ordered = sorted(statements, key=lambda s: (VOICES.index(s.voice), s.quoted_by or ""))
    return [(heading, list(group)) for heading, group in groupby(ordered, who_says)]


def source_line(citation: Citation, paper: HeldPaper | None) -> str:
    """HTML: the paper's title, its kind and its date in words."""
    facts = [kind_name(paper.facts), when(paper.facts) or "no date"] if paper else [dated(citation)]
    kind, *rest = facts
    return f"<strong>{escape(citation.title)}</strong><br>{escape(' · '.join([kind[:1].upper() + kind[1:], *rest]))}"


def show_statement(statement: Statement, numbers: Mapping[Citation, int], turn: Turn, viewer: Screen) -> None:
    with st.container(gap=None):
        show_words(statement)
        with st.container(horizontal=True, gap="small"):
            is_over_time = only_paper(statement) is None
            for citation in statement.citations:
                where = place(citation) or "Open the paper"
                day = citation.inspected_to or citation.published
                month = f"{date_in_words(day[:7])}, " if is_over_time and day else ""
                label = f"[{numbers[citation]}] {month}{where}"
                st.page_link(viewer, label=as_markdown(label), query_params=turn.links[citation].as_query())


def show_words(statement: Statement) -> None:
    """A quotation in quotation marks; what a model wrote without them, above the words that it was checked against."""
    speaker = f"<footer>{escape(statement.speaker)}</footer>" if statement.speaker else ""
    if statement.kind == "quote":
        words = f"<blockquote>{quoted_html(statement)}{speaker}</blockquote>"
    else:
        words = f'<p class="finding">{escape(statement.text)}</p>'
    if statement.kind == "written":
        quotes = " … ".join(f"“{escape(citation.quote)}”" for citation in statement.citations)
        words += (
            f"<details><summary>In the paper’s own words</summary><blockquote>{quotes}{speaker}</blockquote></details>"
        )
    st.html(f'<div class="said said-{statement.voice} kind-{statement.kind}">{words}</div>')


def small_print(answer: Answer) -> str:
    """What was searched, by what means, in what time."""
    if answer.standing is Standing.REFUSED:
        return REMINDER
    took = f"{max(answer.seconds, 0.1):.1f} seconds"
    looked = searched_line(answer.searched)
    if answer.model != "quote":
        return (
            f"{REMINDER} {looked} Written in {took} with the language model {answer.model}; each statement was checked "
            "against what it cites."
        )
    done = "Answered by quotation" if answer.statements else "Searched"
    return f"{REMINDER} {looked} {done} in {took}, with no language model."


def searched_line(searched: Searched) -> str:
    """ "Looked through 14 papers (authority: Brackenford)." """
    filters = "; ".join(
        f"{name}: {value if isinstance(value, str) else ', '.join(value)}" for name, value in searched.filters.items()
    )
    papers = "1 paper" if searched.papers == 1 else f"{searched.papers:,} papers"
    return f"Looked through {papers}{f' ({filters})' if filters else ''}."


def announcement(answer: Answer) -> str:
    """What a screen reader says when the answer has come."""
    if not answer.statements:
        return f"{STANDINGS[answer.standing] or 'No quotation was found.'}"
    count = len(answer.statements)
    return f"Answer ready: {count} {'statement' if count == 1 else 'statements'}."
