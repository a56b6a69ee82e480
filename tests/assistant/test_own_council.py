"""The councils that the settings name are those that a screen shows first."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.screens.own_council import own_and_neighbours, place_of_own
from corpus.settings import Settings

HELD = ["Brackenford", "Hallowby", "Moorby", "Wexmoor"]


@pytest.mark.parametrize(
    ("council", "neighbours", "first"),
    [
        (None, "", ["Brackenford"]),
        ("Elsewhere", "Nowhere", ["Brackenford"]),
        ("moorby", "", ["Moorby"]),
        ("Moorby", "Wexmoor, hallowby, Nowhere", ["Moorby", "Hallowby", "Wexmoor"]),
        ("Moorby", "Moorby", ["Moorby"]),
        (None, "Wexmoor", ["Wexmoor"]),
    ],
)
def test_the_own_council_comes_first_then_those_it_is_compared_with(
    tmp_path: Path, council: str | None, neighbours: str, first: list[str]
) -> None:
    settings = Settings(home=tmp_path, council=council, neighbours=neighbours)  # type: ignore[arg-type]  # as in a file
    assert own_and_neighbours(HELD, settings) == first


def test_a_council_that_is_not_held_has_no_place(tmp_path: Path) -> None:
    assert place_of_own(HELD, Settings(home=tmp_path)) is None
    assert place_of_own(HELD, Settings(home=tmp_path, council="Elsewhere")) is None
    assert place_of_own(HELD, Settings(home=tmp_path, council="wexmoor")) == 3
