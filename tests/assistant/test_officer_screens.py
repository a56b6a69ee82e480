"""What officers see and do on the screens of audit, access and settings; what About is filled with."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from selectolax.lexbor import LexborHTMLParser
from streamlit.testing.v1 import AppTest

from assistant.screens.markup import as_csv, as_table
from corpus.audit import Action, events, record
from corpus.catalogue import Catalogue
from corpus.corpus import Corpus
from corpus.identities import known_reader, named_readers, people
from corpus.kept_settings import current_settings
from corpus.paper import Role
from corpus.settings import Settings, settings_for
from corpus.workbench import Workbench
from tests.conftest import PATIENCE

CLAIMS = {"iss": "https://id.example", "sub": "17", "name": "Cllr <Ann>", "email": "ann@example.gov.uk", "iat": 5_000}


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return settings_for(tmp_path)


@pytest.fixture
def workbench(settings: Settings) -> Workbench:
    return Workbench(settings.workbench_file)


def run(script: Callable[..., None], *args: Any) -> AppTest:
    ran = AppTest.from_function(script, args=args, default_timeout=PATIENCE).run()
    assert not ran.exception
    return ran


def text_of(ran: AppTest) -> str:
    return LexborHTMLParser("".join(element.proto.body for element in ran.get("html"))).text()


def audit_screen(workbench, settings):  # type: ignore[no-untyped-def]  # Streamlit runs its source by itself
    from assistant.screens.audit import show_audit
    from corpus.reader import LOCAL_OFFICER

    show_audit(workbench, LOCAL_OFFICER, settings)


def test_the_trail_is_shown_with_names_and_words(workbench: Workbench, settings: Settings) -> None:
    assert "There is no such entry" in text_of(run(audit_screen, workbench, settings))
    ann = known_reader(workbench, CLAIMS, Role.MEMBER)
    record(workbench, ann, Action.ASKED, "conversation", "What of <b>hotels</b>?")
    shown = text_of(run(audit_screen, workbench, settings))
    assert "What of <b>hotels</b>?" in shown
    assert "Cllr <Ann>" in shown
    assert "ann@example.gov.uk" in shown


def test_a_person_is_erased_only_when_chosen_and_confirmed(workbench: Workbench, settings: Settings) -> None:
    ann = known_reader(workbench, CLAIMS, Role.MEMBER)
    record(workbench, ann, Action.ASKED, "conversation", "What of hotels?")
    screen = run(audit_screen, workbench, settings)
    screen.selectbox[-1].select(ann.id)
    screen.button[-1].click().run()
    assert [error.value for error in screen.error] == ["Choose a person, and tick the box."]
    assert people(workbench)
    screen.selectbox[-1].select(ann.id)
    screen.checkbox[0].check()
    screen.button[-1].click().run()
    assert people(workbench) == []
    shown = text_of(run(audit_screen, workbench, settings))
    assert f"Erased ({ann.id})" in shown
    assert "hotels" not in shown
    assert "Cllr" not in shown


def test_the_csv_holds_text_and_no_formulas() -> None:
    rows = list(csv.reader(io.StringIO(as_csv(["a"], [['=HYPERLINK("x")'], ["plain, with comma"], ["+1"], ["@x"]]))))
    assert rows == [["a"], ['\'=HYPERLINK("x")'], ["plain, with comma"], ["'+1"], ["'@x"]]
    assert "<script>" not in as_table("<script>", ["<script>"], [["<script>"]])


def settings_screen(workbench, settings):  # type: ignore[no-untyped-def]
    from assistant.screens.settings import show_settings
    from corpus.reader import LOCAL_OFFICER

    show_settings(workbench, LOCAL_OFFICER, settings)


def test_a_setting_is_changed_and_a_bad_one_is_refused_in_words(workbench: Workbench, settings: Settings) -> None:
    screen = run(settings_screen, workbench, settings)
    field = next(box for box in screen.text_input if box.key == "setting council_name")
    field.set_value("Brackenford City Council")
    screen.button[0].click().run()
    assert [said.value for said in screen.success] == ["Saved."]
    assert current_settings(settings, workbench).council_name == "Brackenford City Council"
    next(box for box in screen.text_input if box.key == "setting colour").set_value("#ffff00")
    screen.button[0].click().run()
    assert "darker" in screen.error[0].value
    assert len(events(workbench, actions=[Action.SET])) == 1
    assert "Brackenford City Council" in text_of(screen)


def access_screen(corpus, workbench):  # type: ignore[no-untyped-def]
    import streamlit as st

    from assistant.screens.access import show_access
    from corpus.reader import LOCAL_OFFICER

    viewer = st.Page(lambda: None, title="Page", url_path="page", default=True)
    st.navigation([viewer], position="hidden")
    show_access(corpus, workbench, LOCAL_OFFICER, viewer)


def test_a_councillor_is_named_for_a_paper_and_the_right_is_ended(sample_corpus: Corpus, tmp_path: Path) -> None:
    workbench = Workbench(tmp_path / "workbench.sqlite")
    screen = run(access_screen, sample_corpus, workbench)
    assert "No councillor is named for it" in text_of(screen)
    screen.text_input[0].set_value("nobody")
    screen.button[-1].click().run()
    assert "no e-mail address" in screen.error[0].value
    screen.text_input[0].set_value("Ann@example.gov.uk")
    screen.button[-1].click().run()
    assert list(named_readers(workbench).values()) == [["ann@example.gov.uk"]]
    screen.button[0].click().run()
    assert named_readers(workbench) == {}
    assert {e.action for e in events(workbench)} == {Action.NAMED, Action.UNNAMED}


@pytest.mark.parametrize("name", ["show_about", "show_privacy", "show_transparency", "show_accessibility"])
def test_about_is_filled_from_what_is_running(tmp_path: Path, name: str) -> None:
    def script(corpus, settings, name):  # type: ignore[no-untyped-def]
        import assistant.screens.about
        from corpus.reader import LOCAL_OFFICER

        getattr(assistant.screens.about, name)(corpus, LOCAL_OFFICER, settings)

    settings = settings_for(
        tmp_path, council_name="Brackenford City Council", contact="scrutiny@brackenford.example", audit_days=400
    )
    corpus = Corpus(settings, Catalogue(settings.catalogue_file), None, None)  # type: ignore[arg-type]
    shown = text_of(run(script, corpus, settings, name))
    assert "${" not in shown
    assert "Brackenford City Council" in shown
    if name == "show_privacy":
        assert "kept for 400 days" in shown
