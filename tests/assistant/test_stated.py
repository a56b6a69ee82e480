"""Of which time a sentence gives its figures."""

from __future__ import annotations

import pytest

from assistant.evidence.stated import fits_closely, is_of_other_times, overlaps, times_in
from assistant.understanding.periods import Period, periods_in


def only(text: str) -> Period:
    (period,) = periods_in(text)
    return period


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ("in 2019", "In 2017/18 there were 14 foster carers."),
        ("in 2012/13", "Fines fell from 57 in 2011/12 to 23 in 2013-14."),
        ("in 2012/13", "The figure fell between 2011/12 and 2013/14."),
        ("in March 2015", "At 31 August 2015, 12 children lived in the hostel."),
        ("in 2014", "Attainment was 46% in 2013."),
        ("in 2014", "The rate rose from 7% in 2012 to 11% in 2013."),
        ("in July 2019", "44 referrals had been open at the desk in March."),
        ("in July 2019", "On 3 March, nine visits were overdue."),
    ],
)
def test_a_figure_of_another_time(asked: str, sentence: str) -> None:
    assert is_of_other_times(times_in(sentence), only(asked))


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ("in 2013", "Fines fell from 57 in 2011/12 to 23 in 2013-14."),
        ("in 2012", "Between 2010 and 2013 children waited 731 days on average."),
        ("in January 2013", "At 31 January 2014, 31 children had a mentor, up from 24 a year before."),
        ("in 2018", "Leaders launched the scheme in 2016 and 40 schools use it."),
        ("in 2022", "Since the inspection of November 2018, caseloads have fallen to 15."),
        ("in 2022", "Caseloads are 15 on average."),
        ("in July 2019", "44 referrals had been open at the desk in July."),
        ("in 2019", "44 referrals had been open at the desk in March."),
        ("in July 2019", "Six more have been recruited since the visit in March."),
        ("in July 2019", "Of 44 in March there were nine by July, and none may be late."),
    ],
)
def test_a_figure_that_may_be_of_the_time_asked_about(asked: str, sentence: str) -> None:
    assert not is_of_other_times(times_in(sentence), only(asked))


def test_a_ratio_is_no_year() -> None:
    assert times_in("In 12/48 of the files, and in 9/10 of the visits.") == ()


def test_the_year_before_is_spoken_of() -> None:
    assert overlaps(times_in("In 2020 there were 9, and 12 in the previous year."), only("in 2019"))
    assert not overlaps(times_in("In 2020 there were 9."), only("in 2019"))


def test_a_figure_of_some_months_fits_a_month_more_closely_than_one_of_a_year() -> None:
    asked = only("in August 2024")
    assert fits_closely(times_in("Between August 2024 and January 2025, nine stayed in a hostel."), asked)
    assert not fits_closely(times_in("In 2024, nine stayed in a hostel."), asked)
    assert not fits_closely(times_in("In 2024/25, nine stayed in a hostel."), asked)


def test_a_month_of_no_year_told_is_not_taken_for_the_one_asked_about() -> None:
    assert not overlaps(times_in("44 referrals had been open at the desk in July."), only("in July 2019"))
