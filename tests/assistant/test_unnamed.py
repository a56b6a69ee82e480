"""A body that the papers speak of, and whose members they do not name."""

from __future__ import annotations

from typing import cast

from assistant.evidence.evidence import FEATURES, Evidence
from assistant.evidence.unnamed import is_left_unnamed
from assistant.understanding.question import understand
from corpus.held import HeldPassage

ASKED = understand("Who sat on the Parents' Commission?", held=[])


def told(text: str, value: float) -> Evidence:
    features = tuple({"value": value, "named": 0.5}.get(name, 0.0) for name in FEATURES)
    return Evidence(cast(HeldPassage, None), 0, text, features, 0.0)


def test_somebody_named_beside_a_body_is_none_of_its_members() -> None:
    spoken = told("The Parents' Commission heard from 30 families.", 0.0)
    other = told("A commissioner, Ida Marlow, was appointed in May.", 0.4)
    assert is_left_unnamed(ASKED, [spoken, other])


def test_a_member_who_is_named_is_told() -> None:
    assert not is_left_unnamed(ASKED, [told("Ida Marlow and Owen Tranter sat on the Parents' Commission.", 1.0)])
