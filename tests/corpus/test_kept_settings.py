"""Settings that are changed on a screen, under those of the environment."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.audit import Action, events
from corpus.kept_settings import change_setting, current_settings, settings_shown
from corpus.paper import Role
from corpus.reader import LOCAL_OFFICER, Reader
from corpus.settings import BadSettings, settings_for
from corpus.workbench import Workbench


@pytest.fixture
def workbench(tmp_path: Path) -> Workbench:
    return Workbench(tmp_path / "workbench.sqlite")


def test_what_is_changed_on_the_screen_holds_until_it_is_taken_back(tmp_path: Path, workbench: Workbench) -> None:
    settings = settings_for(tmp_path)
    change_setting(workbench, settings, "council_name", " Brackenford City Council ", LOCAL_OFFICER)
    change_setting(workbench, settings, "neighbours", "Wexmoor, Hallowby", LOCAL_OFFICER)
    again = current_settings(settings, Workbench(workbench.file))
    assert again.council_name == "Brackenford City Council"
    assert again.neighbours == {"Wexmoor", "Hallowby"}
    change_setting(workbench, settings, "council_name", "", LOCAL_OFFICER)
    assert current_settings(settings, workbench).council_name is None
    entry = events(workbench, actions=[Action.SET])[-1]
    assert (entry.subject, entry.detail) == ("council_name", "none -> Brackenford City Council")


def test_the_environment_has_the_last_word(tmp_path: Path, workbench: Workbench) -> None:
    change_setting(workbench, settings_for(tmp_path), "banner", "of the screen", LOCAL_OFFICER)
    stated = settings_for(tmp_path, banner="of the environment")
    assert current_settings(stated, workbench).banner == "of the environment"
    shown = {setting.name: setting for setting in settings_shown(stated, workbench)}
    assert (shown["banner"].where, shown["banner"].can_change) == ("the environment", False)
    assert (shown["colour"].where, shown["colour"].can_change) == ("as delivered", True)
    with pytest.raises(BadSettings, match="SCRUTINY_BANNER"):
        change_setting(workbench, stated, "banner", "else", LOCAL_OFFICER)


@pytest.mark.parametrize(
    ("name", "value"),
    [("colour", "#ffff00"), ("colour", "red;}"), ("audit_days", "3"), ("audit_days", "long"), ("officers", "me@x.y"),
     ("role", "public"), ("no_such", "x")],
)  # fmt: skip
def test_what_will_not_do_is_refused_and_changes_nothing(
    tmp_path: Path, workbench: Workbench, name: str, value: str
) -> None:
    settings = settings_for(tmp_path)
    with pytest.raises(BadSettings):
        change_setting(workbench, settings, name, value, LOCAL_OFFICER)
    assert current_settings(settings, workbench) == settings
    assert events(workbench) == []


def test_only_officers_change_settings_and_no_secret_is_shown(tmp_path: Path, workbench: Workbench) -> None:
    settings = settings_for(tmp_path, sign_in_secret="hidden words")
    with pytest.raises(PermissionError):
        change_setting(workbench, settings, "banner", "x", Reader("m", "Cllr Ann", Role.MEMBER))
    assert "hidden words" not in str(settings_shown(settings, workbench))
