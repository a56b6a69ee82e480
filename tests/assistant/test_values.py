"""Where a sentence has a value of the type asked for."""

from __future__ import annotations

import pytest

from assistant.understanding.values import Ask, value_places


@pytest.mark.parametrize(
    ("ask", "text"),
    [
        (Ask.DURATION, "Waiting times for a mentor are virtually non-existent."),
        (Ask.DURATION, "Children are seen the same day."),
        (Ask.DURATION, "There is no wait for a mentor."),
        (Ask.NAME, "The work of the ‘dream, hope and dare’ team is strong."),
        (Ask.NAME, "Children love the ‘chatty tots’ group."),
    ],
)
def test_a_value_is_found(ask: Ask, text: str) -> None:
    assert value_places(ask, text)


@pytest.mark.parametrize(
    ("ask", "text"),
    [(Ask.DURATION, "The wait for a mentor is too long."), (Ask.NAME, "The work of the team is strong.")],
)
def test_none_is_found_where_none_stands(ask: Ask, text: str) -> None:
    assert not value_places(ask, text)
