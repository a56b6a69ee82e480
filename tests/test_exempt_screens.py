"""No screen, at no address and for no words typed, shows without the right what an officer made of such papers."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from langchain_core.messages import HumanMessage
from streamlit.testing.v1 import AppTest

from app import NO_SUCH_SCREEN, SCREENS
from assistant.ask import ask
from assistant.briefing.briefing import Asked
from assistant.briefing.compose import compose
from assistant.briefing.store import Briefings
from assistant.conversations import Conversations
from assistant.judgement_views.judgement_grid import grid_of
from assistant.judgement_views.judgement_table import as_csv as judgements_as_csv
from assistant.tracker.followed import Followed
from assistant.tracker.item import items_of
from assistant.writing.record import WrittenRecord, written_as_json
from corpus.audit import Action, record
from corpus.corpus import Corpus
from corpus.embedding import Embedder
from corpus.paper import Role
from corpus.reader import ANYBODY, Reader
from corpus.workbench import Workbench

from .conftest import PATIENCE
from .test_exempt import CANARIES, HIDDEN_PAPERS, MEMBER, PUBLIC_PAPERS, Attempts, hidden_papers, made_corpus

# minutes, so that the tracker has something to follow
HIDDEN = {
    **HIDDEN_PAPERS,
    "deal.txt": """Brackenford City Council

Minutes of the Kestrelmoor Scrutiny Panel, 11 March 2031

NOT FOR PUBLICATION by virtue of paragraph 3 of Schedule 12A of the Local Government Act 1972

1. The purchase of Zanthorpe House from Quillfeather Holdings was agreed at £4,417,903. The hyperbaric unit is let.

2. Zanthorpe House will hold nine children. The Quillfeather offer for Zanthorpe House ends on 11 March 2031.

RESOLVED: that Osgodby Tallentire report to the Panel in May 2031 on the Zanthorpe purchase.
""",
}
OFFICER = Reader("o", "Olu Officer", Role.OFFICER)


@pytest.fixture(scope="module")
def attempts() -> Iterator[Attempts]:
    made = Attempts()
    yield made
    print(f"{made.made} attempts on the screens, {len(made.leaks)} leaks")


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory, embedder: Embedder) -> Corpus:
    return made_corpus(tmp_path_factory.mktemp("screens"), embedder, PUBLIC_PAPERS, HIDDEN)


@pytest.fixture(scope="module")
def made_by_officer(whole: Corpus) -> dict[str, list[dict[str, str]]]:
    """What an officer has made of the papers that are not public; by screen the addresses that lead to it."""
    bench = Workbench(whole.settings.workbench_file)
    question = "What was agreed on Zanthorpe House?"
    answer = ask(whole, question, role=Role.OFFICER)
    conversations, briefings = Conversations(bench), Briefings(bench)
    turn = conversations.add(OFFICER, conversations.begin(OFFICER.id, question), answer)
    conversations.think(OFFICER.id, turn.id, True, "Quillfeather is right")
    about = Asked(topic="Zanthorpe House", authority="Brackenford")
    number = briefings.add(OFFICER, compose(whole, about, OFFICER.scope()))
    items = items_of(whole.catalogue, hidden_papers(whole))
    assert items
    for item in items:
        Followed(bench).set(OFFICER, item.key, None, "Tallentire was asked")
    record(bench, OFFICER, Action.ASKED, "answer", question)
    written = WrittenRecord(bench, 30)
    row = written.begin("officer", "a model", question, [HumanMessage(answer.model_dump_json())], [])
    written.end(row, "Zanthorpe House was bought from Quillfeather.", [], "written", 1.0)
    papers = [{"paper": p.id, "version": whole.catalogue.stored_file(p)[:12]} for p in hidden_papers(whole)]
    return {
        "ask": [{"answer": turn.id}, {"conversation": turn.conversation}],
        "briefings": [{"briefing": str(number)}, {"briefing": str(number), "version": "1"}],
        "page": [*papers, *({"paper": p["paper"]} for p in papers)],
        "judgements": [{"council": "Wexmoor"}],
        "then-and-now": [{"council": "Wexmoor", "area": "care_leavers"}, {"council": "Wexmoor", "topic": "heating"}],
    }


def opened(corpus: Corpus, reader: Reader, path: str, query: dict[str, str]) -> AppTest:
    """A screen of the app at an address."""

    def script(corpus, reader, path):  # type: ignore[no-untyped-def]  # Streamlit runs its source by itself
        import streamlit as st

        from app import SCREENS, Desk, page_of, show_screen
        from corpus.workbench import Workbench

        settings = corpus.settings.model_copy(update={"open_to_public": True})
        desk = Desk(corpus, Workbench(settings.workbench_file), reader, settings, {})
        for screen in SCREENS:
            desk.ways[screen.path] = page_of(screen, desk, is_first=not desk.ways)
        st.navigation(list(desk.ways.values()), position="hidden")
        show_screen(next(screen for screen in SCREENS if screen.path == path), desk)

    test = AppTest.from_function(script, args=(corpus, reader, path), default_timeout=PATIENCE)
    for name, value in query.items():
        test.query_params[name] = value
    return test.run()


def shown(screen: AppTest) -> str:
    """All that the browser is sent of a screen."""
    assert not screen.exception
    return f"{screen.main}{screen.sidebar}" + "".join(element.proto.body for element in screen.get("html"))


@pytest.mark.parametrize("reader", [MEMBER, ANYBODY], ids=["member", "public"])
def test_every_screen_at_every_address(
    whole: Corpus, made_by_officer: dict[str, list[dict[str, str]]], attempts: Attempts, reader: Reader
) -> None:
    for screen in SCREENS:
        for query in ({}, *made_by_officer.get(screen.path, ())):
            came_out = shown(opened(whole, reader, screen.path, query))
            attempts.look(f"{screen.path} {query}", came_out)
            if screen.roles == frozenset({Role.OFFICER}):
                attempts.expect(f"{screen.path} is for officers", NO_SUCH_SCREEN in came_out)
    for path in ("papers", "recommendations"):
        searched = opened(whole, reader, path, {})
        for word in CANARIES:
            attempts.look(word, shown(searched.text_input[0].set_value(word).run()))
    assert attempts.leaks == []


def test_an_officer_sees_what_the_addresses_lead_to(
    whole: Corpus, made_by_officer: dict[str, list[dict[str, str]]]
) -> None:
    for path in ("ask", "briefings", "page", "then-and-now"):
        for query in made_by_officer[path]:
            came_out = shown(opened(whole, OFFICER, path, query))
            assert any(word in came_out for word in CANARIES), f"{path} {query}"
    for path in ("papers", "recommendations", "new", "audit", "access"):
        assert any(word in shown(opened(whole, OFFICER, path, {})) for word in CANARIES), path
    assert "Quillfeather" in written_as_json(Workbench(whole.settings.workbench_file))


def test_the_table_of_judgements(whole: Corpus, attempts: Attempts) -> None:
    for reader in (MEMBER, ANYBODY):
        rows = whole.catalogue.judgements(whole.catalogue.papers(reader.scope()))
        grid = grid_of(rows, ["Brackenford", "Wexmoor"], visits=True)
        attempts.look("judgements.csv", judgements_as_csv(grid, lambda cell: cell.paper.id))
    assert attempts.leaks == []
