"""Which papers a question is most likely about."""

from __future__ import annotations

from assistant.evidence.focus import in_focus, latest_of, weigh_papers
from assistant.understanding.question import understand
from corpus.held import HeldPaper
from corpus.paper import Facts, Kind


def paper(
    name: str,
    kind: Kind = Kind.INSPECTION_REPORT,
    inspected: str | None = None,
    published: str | None = None,
    authority: str = "Brackenford",
    about: str | None = None,
) -> HeldPaper:
    facts = Facts(
        name,
        kind,
        authority,
        inspected_from=inspected,
        inspected_to=inspected,
        published=published,
        about_inspection=about,
    )
    return HeldPaper(name, name, "current", 1, 1, True, facts)


SIF = paper("sif", inspected="2017-03-09", published="2017-05-05")
AUTUMN = paper("autumn", inspected="2019-11-15", published="2020-01-06")
NEXT = paper("next", inspected="2020-02-14", published="2020-03-20")
VISIT = paper("visit", Kind.FOCUSED_VISIT, "2021-05-20", "2021-06-25")
RELEASE = paper("release", Kind.PRESS_RELEASE, None, "2020-01-06")
ALL = [SIF, AUTUMN, NEXT, VISIT, RELEASE]


def weights(text: str) -> dict[str, float]:
    return weigh_papers(understand(text, held=("Brackenford",)), ALL)


def test_the_year_of_the_inspection_outranks_the_year_of_its_report() -> None:
    found = weights("What did the 2020 inspection find?")
    assert found["next"] > found["autumn"] > found["sif"]


def test_papers_of_another_year_stay_in_reach() -> None:
    assert (
        0
        < weights("What did the 2019 inspection find?")["visit"]
        < weights("What did the 2019 inspection find?")["autumn"]
    )


def test_a_month_tells_papers_of_one_year_apart() -> None:
    found = weights("What happened in February 2020?")
    assert found["next"] > found["autumn"]


def test_a_story_is_of_the_year_of_the_inspection_that_it_tells_of_too() -> None:
    story = paper("story", Kind.NEWS, None, "2020-01", about="ILACS 11-22 November 2019")
    other = paper("other", Kind.NEWS, None, "2020-01")

    def of(text: str) -> set[str]:
        return {found.id for found in in_focus(understand(text, held=("Brackenford",)), [story, other])}

    assert of("What did the 2019 inspection find?") == {"story"}
    assert of("What did inspectors find in November 2019?") == {"story"}
    assert of("What was said in 2020?") == {"story", "other"}
    assert of("What did the 2018 inspection find?") == set()


def test_without_a_date_no_paper_is_preferred() -> None:
    assert set(weights("What of private fostering?").values()) == {1.0}


def test_a_kind_of_paper_that_is_named_is_preferred() -> None:
    found = weights("What did the press release say?")
    assert found["release"] == max(found.values())
    assert found["release"] > found["sif"]


def test_a_kind_of_which_none_is_held_prefers_nothing() -> None:
    assert set(weights("What do the minutes say?").values()) == {1.0}


def test_the_latest_is_preferred_where_it_is_asked_for() -> None:
    found = weights("What did the latest inspection report say?")
    assert found["next"] > found["autumn"]


def test_the_latest_is_told_for_each_kind_and_council() -> None:
    other = paper("other", inspected="2015-01-01", authority="Ferndale")
    assert latest_of([*ALL, other], set()) == {"next", "visit", "release", "other"}
    assert latest_of([*ALL, other], {Kind.FOCUSED_VISIT}) == {"visit"}


def test_a_paper_without_dates_is_not_left_out() -> None:
    undated = paper("undated", Kind.OTHER)
    question = understand("What happened in 2019?", held=())
    assert undated in in_focus(question, [undated, SIF])
    assert SIF not in in_focus(question, [undated, SIF])
