"""Then and now on a screen: a column for each inspection, the council's words under it, what changed between them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape

import streamlit as st
from streamlit.navigation.page import Page as Screen

from assistant.answer import Citation, Statement
from assistant.evidence.retrieve import authorities_of
from assistant.judgement_views.judgement_grid import AREA_NAMES, described
from assistant.lookups.judgements import COMBINED
from assistant.plaintext import listed_under, place
from assistant.quoting.passage_link import PassageLink, address_of, link_to, links_to_quotes
from assistant.screens.markup import quoted_html
from assistant.screens.own_council import place_of_own
from assistant.stories.paired import Pair
from assistant.stories.then_and_now import AREA_TOPICS, Moment, ThenAndNow, then_and_now
from assistant.stories.verdicts import Change
from assistant.understanding.personal import PERSONAL_WARNING, seems_personal
from corpus.context import when
from corpus.corpus import Corpus
from corpus.dates import date_in_words
from corpus.held import HeldPaper
from corpus.paper import INSPECTIONS
from corpus.reader import Reader
from corpus.scope import Scope

Quoting = Callable[[Statement], str]
OWN_TOPIC = "A topic in my own words"
LONGEST_TOPIC = 200  # characters
CHANGES = {
    Change.BETTER: "Better",
    Change.WORSE: "Worse",
    Change.UNCHANGED: "Unchanged",
    Change.BOTH_SHOWN: "Both shown: judge for yourself",
    Change.NOT_AGAIN: "Not found again",
}
EXPLAINED = {
    Change.BOTH_SHOWN: "The words do not settle whether these became better or worse.",
    Change.NOT_AGAIN: "Nothing close to these was found in the later inspections held. A paper may still touch on it "
    "in other words.",
}


def show_then_and_now(corpus: Corpus, reader: Reader, viewer: Screen) -> None:
    """The screen; ``viewer`` is the one that shows a page."""
    st.html(
        "<h1>Then and now</h1><p>What inspectors said on one matter at each inspection, with the council’s words under "
        "them. Every sentence is quoted from a page: check the page before you quote it.</p>"
    )
    papers = corpus.catalogue.papers(reader.scope())
    inspected = [paper for paper in papers if paper.facts.kind in INSPECTIONS and paper.facts.authority]
    councils = authorities_of(inspected)
    if not councils:
        st.html("<p>The papers held have no inspection. Add inspection reports to see here what changed.</p>")
        return
    own = place_of_own(councils, corpus.settings)
    council, area, topic = chosen(councils, own or 0, areas_of(corpus, inspected))
    if not (area or topic):
        st.html("<p>Choose an area, or type a topic, such as: <em>caseloads of social workers</em>.</p>")
        return
    if seems_personal(topic):
        st.html(f'<p class="banner" role="status">{escape(PERSONAL_WARNING)}</p>')
    with st.spinner("Reading the inspections"):
        told, links = told_of(corpus, reader.scope(), corpus.catalogue.fingerprint(), council, topic, area)
    show_told(told, links, area, viewer)


def chosen(councils: Sequence[str], at_first: int, areas: Sequence[str]) -> tuple[str, str | None, str]:
    """The council, and the area or the topic; the address keeps them, so that it can be sent to a colleague.

    ``at_first`` is the place of the council that is shown where the address names none."""
    asked = st.query_params
    linked = asked.get("council", "")
    council = councils[at_first]
    if len(councils) > 1:
        first = councils.index(linked) if linked in councils else at_first
        council = st.selectbox("Council", councils, index=first, key="council then and now") or council
    options = [OWN_TOPIC, *areas]
    area = asked.get("area", "")
    start = options.index(area) if area in options else 0 if asked.get("topic") or len(options) == 1 else 1
    picked = st.selectbox(
        "Area", options, index=start, key="area then and now", format_func=lambda area: AREA_NAMES.get(area, area)
    )
    topic = ""
    if picked == OWN_TOPIC:
        topic = st.text_input("Topic", value=asked.get("topic", ""), key="topic then and now", max_chars=LONGEST_TOPIC)
    picked_area = None if picked == OWN_TOPIC else picked
    query = {"council": council, "area": picked_area or "", "topic": topic.strip()}
    st.query_params.from_dict({name: value for name, value in query.items() if value})
    return council, picked_area, topic.strip()


def areas_of(corpus: Corpus, inspected: Sequence[HeldPaper]) -> list[str]:
    """The areas that the register of these papers judges, in the order of the judgements."""
    judged = {judgement.area for _, judgement in corpus.catalogue.judgements(inspected)}
    judged |= {"in_care", "care_leavers"} if COMBINED in judged else set()
    return [area for area in AREA_NAMES if area in judged and area in AREA_TOPICS]


@st.cache_data(max_entries=64, show_spinner=False)
def told_of(
    _corpus: Corpus, scope: Scope, state: str, council: str, topic: str, area: str | None
) -> tuple[ThenAndNow, dict[Citation, PassageLink]]:
    """What is told, and where its citations lead; ``state`` is the catalogue's."""
    told = then_and_now(_corpus, scope.role, council, topic, area, scope.named)
    said = [s for moment in told.moments for s in (*moment.said, *moment.council)]
    said += [s for pair in told.pairs for s in (pair.then, pair.now) if s]
    citations = {citation for statement in said for citation in statement.citations}
    links = {citation: link_to(_corpus, citation, scope) for citation in citations if citation.passage}
    papers = {moment.paper.id: moment.paper for moment in told.moments}
    cells = [citation for citation in citations if not citation.passage]
    places = links_to_quotes(_corpus, [(papers[c.paper], c.page or 1, c.quote) for c in cells])
    return told, links | {c: places[c.paper, c.quote, c.page or 1] for c in cells}


def show_told(told: ThenAndNow, links: dict[Citation, PassageLink], area: str | None, viewer: Screen) -> None:
    name = AREA_NAMES[area] if area else f"“{told.topic}”"
    st.html(f"<h2>{escape(told.council)}: {escape(name)}</h2>")
    if not told.is_found:
        count = len(told.moments)
        searched = "1 inspection paper was" if count == 1 else f"{count} inspection papers were"
        st.html(f'<p class="standing">The papers held do not say. {searched} looked through.</p>')
        return

    def said(statement: Statement) -> str:
        return quotation(statement, links, viewer.url_path)

    columns = "".join(moment_html(moment, said) for moment in told.moments)
    st.html(f'<div class="moments" role="region" tabindex="0" aria-label="Inspection by inspection">{columns}</div>')
    st.html(f"<h2>What changed</h2>{''.join(changes_html(told.pairs, change, said) for change in CHANGES)}")
    if not told.pairs:
        st.html("<p>Only one inspection speaks of it, so there is nothing to set beside it.</p>")


def moment_html(moment: Moment, said: Quoting) -> str:
    grade = ""
    if moment.grade:
        together = " (children in care and care leavers, judged together)" if moment.is_judged_together else ""
        grade = f'<p class="standing">{escape(moment.grade.words)}{together}</p>'
    kind, _, _ = described(moment.inspection).partition(", ")
    words = "".join(said(statement) for statement in moment.said) or "<p>Nothing on this was found in this paper.</p>"
    replies = "".join(said(statement) for statement in moment.council)
    council = f"<h4>The council said, from then to the next</h4>{replies}" if replies else ""
    return (
        f'<section class="moment"><h3>{escape(moment.inspection.month)}</h3>'
        f'<p class="facts">{escape(kind[:1].upper() + kind[1:])}, {escape(when(moment.paper.facts) or "no date")}</p>'
        f"{grade}{words}{council}</section>"
    )


def changes_html(pairs: Sequence[Pair], change: Change, said: Quoting) -> str:
    own = [pair for pair in pairs if pair.change is change]
    if not own:
        return ""
    explained = f"<p>{EXPLAINED[change]}</p>" if change in EXPLAINED else ""
    return f"<h3>{CHANGES[change]}</h3>{explained}{''.join(pair_html(pair, said) for pair in own)}"


def pair_html(pair: Pair, said: Quoting) -> str:
    now = half_html("Now", pair.now, said) if pair.now else ""
    because = f'<p class="because facts">{escape(pair.because)}</p>' if pair.because else ""
    return f'<div class="pair">{half_html("Then", pair.then, said)}{now}{because}</div>'


def half_html(name: str, statement: Statement, said: Quoting) -> str:
    day = statement.citations[0].inspected_to or statement.citations[0].published or ""
    date = f": {date_in_words(day[:7])}" if day else ""
    return f"<div><strong>{name}{date}</strong>{said(statement)}</div>"


def quotation(statement: Statement, links: dict[Citation, PassageLink], screen: str) -> str:
    """HTML of a statement with a link for each of its places."""
    is_quote = statement.kind == "quote"
    text = f"<blockquote>{quoted_html(statement)}</blockquote>" if is_quote else f"<p>{escape(statement.text)}</p>"
    if statement.under:
        text = f"<p>{escape(listed_under(statement.under))}</p>{text}"
    who = f" · {escape(statement.speaker)}" if statement.speaker else ""
    places = " ".join(
        f'<a href="{escape(address_of(screen, links[citation]))}">{escape(place(citation) or "Open the paper")}'
        f'<span class="only-heard"> of {escape(citation.title)}</span></a>'
        for citation in statement.citations
    )
    return f'<div class="quoted said said-{statement.voice} kind-{statement.kind}">{text}{places}{who}</div>'
