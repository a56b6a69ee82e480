"""How often a thing is done, as questions take it for granted and as papers say it."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from assistant.premises.often import often_in, wrong_frequency
from tests.assistant.test_premises_denied import asked, first, lines

MONTHLY = "Why do workers visit children in unregistered homes only once a month?"


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("They meet once a month.", [30.4]),
        ("They meet twice a week.", [3.5]),
        ("They meet three times a year.", [365 / 3]),
        ("They meet every six weeks.", [42.0]),
        ("They meet every other week.", [14.0]),
        ("They meet once every two months.", [60.8]),
        ("They meet six-weekly, and the board quarterly.", [42.0, 91.0]),
        ("They meet each week.", [7.0]),
        ("They met once, a month later, for a day.", []),
    ],
)
def test_a_frequency_is_read_as_the_days_between(text: str, days: Sequence[float]) -> None:
    assert [often.days for often in often_in(text)] == pytest.approx(days)


@pytest.mark.parametrize(
    ("question", "text", "is_wrong"),
    [
        (MONTHLY, "Workers visit children in unregistered homes at least weekly.", True),
        (MONTHLY, "Children in unregistered homes get weekly visits from workers.", True),
        (MONTHLY, "Workers visit children in unregistered homes every day, and this is recorded.", True),
        (MONTHLY, "Workers visit children in unregistered homes every four weeks.", False),
        (MONTHLY, "Workers visit children in unregistered homes at least quarterly.", False),
        (MONTHLY, "Workers should visit children in unregistered homes weekly.", False),
        (MONTHLY, "Workers do not visit children in unregistered homes weekly.", False),
        (MONTHLY, "Workers who visit children in unregistered homes have weekly supervision.", False),
        (MONTHLY, "Workers visit children in foster care weekly.", False),
        (MONTHLY, "Workers visit children in unregistered homes weekly at first and then monthly.", False),
        (MONTHLY.replace("only once a month", "weekly"), "Workers visit children in unregistered homes monthly.", True),
    ],
)
def test_another_frequency_of_the_very_thing_corrects(question: str, text: str, is_wrong: bool) -> None:
    assert (wrong_frequency(first(question), lines(text), asked) is not None) is is_wrong
