"""A paper that replaces another says so, leaves its place in every search to it, and gives it back when it goes."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.corpus import Corpus
from ingest.sync import sync
from tests.ingest.synced import assert_agrees, finds, held, held_after, write_manifest

LETTER = {"kind": "focused_visit", "authority": "Brackenford", "inspected_to": "2023-06-14"}
REPORT = {"kind": "committee_report", "authority": "Brackenford", "meeting_date": "2024-01-23"}
BODY = [
    "Leaders have increased the number of social workers, and caseloads are now manageable for most of them.",
    "Children in need of help are seen promptly. Plans for them are clear and say who will do what by when.",
    "Management oversight is regular, but it does not always drive the progress of plans for children.",
    "Personal advisers know their care leavers well. Pathway plans are reviewed with them twice a year.",
    "The council has begun to visit every children's home in which it places a child each month.",
    "Foster carers told inspectors that their training prepares them for the children who come to them.",
    "Audits are moderated, and what they teach is taken back to the teams in monthly learning sessions.",
]


def write(folder: Path, file: str, *lines: str) -> Path:
    path = folder / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n\n".join(lines) + "\n", encoding="utf-8")
    return path


@pytest.fixture
def papers(tmp_path: Path) -> Path:
    return tmp_path / "papers"


def two(folder: Path, first: dict[str, object], second: dict[str, object], changed: int = 1) -> None:
    """``old.txt`` and ``new.txt``, which differ in so many paragraphs of seven."""
    others = [" ".join(reversed(line.split())) for line in BODY[:changed]]
    write(folder, "old.txt", "Letter", *BODY)
    write(folder, "new.txt", "Letter", *others, *BODY[changed:])
    write_manifest(folder, {"file": "old.txt", **first}, {"file": "new.txt", **second})


def replaced(corpus: Corpus) -> dict[str, str | None]:
    """The files of the superseded papers, each with the file of the paper in its place."""
    papers = held(corpus, current=False)
    files = {paper.id: file for file, paper in papers.items()}
    assert all((paper.status == "superseded") == (paper.replaced_by is not None) for paper in papers.values())
    return {file: files[paper.replaced_by] for file, paper in papers.items() if paper.replaced_by}


def test_a_revised_letter_takes_the_place_of_the_first_and_gives_it_back(corpus: Corpus, papers: Path) -> None:
    two(papers, {**LETTER, "title": "Focused visit"}, {**LETTER, "title": "Focused visit (revised)"})
    held_after(corpus, papers)
    assert replaced(corpus) == {"old.txt": "new.txt"}
    assert finds(corpus, '"caseloads"') == {"new.txt"}
    assert_agrees(corpus)
    report = sync(corpus, [papers])
    assert report.counts["unchanged"] == 2
    (papers / "new.txt").unlink()
    write_manifest(papers, {"file": "old.txt", **LETTER, "title": "Focused visit"})
    sync(corpus, [papers])
    assert replaced(corpus) == {}
    assert held(corpus)["old.txt"].status == "current"
    assert finds(corpus, '"caseloads"') == {"old.txt"}
    assert_agrees(corpus)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({"title": "Placement plan"}, {"title": "Placement plan version 2"}),
        ({"title": "Placement plan v2.1"}, {"title": "Placement plan v3"}),
        ({"title": "Placement plan"}, {"title": "Amended placement plan"}),
        ({"title": "Placement plan version 1"}, {"title": "Placement plan - updated"}),
    ],
)
def test_a_report_to_the_same_meeting_that_says_it_is_later_replaces(
    corpus: Corpus, papers: Path, first: dict[str, object], second: dict[str, object]
) -> None:
    two(papers, {**REPORT, **first}, {**REPORT, **second}, changed=2)
    held_after(corpus, papers)
    assert replaced(corpus) == {"old.txt": "new.txt"}


def test_a_paper_may_say_in_its_text_that_it_corrects_another(corpus: Corpus, papers: Path) -> None:
    two(papers, {**LETTER, "title": "Visit"}, {**LETTER, "title": "Visit"})
    said = "This letter replaces the one published on 3 July 2023, which gave a wrong date."
    write(papers, "new.txt", "Letter", said, *BODY)
    held_after(corpus, papers)
    assert replaced(corpus) == {"old.txt": "new.txt"}


def test_the_same_inspection_published_later_in_nearly_the_same_words_replaces(corpus: Corpus, papers: Path) -> None:
    write(papers, "old.txt", "Letter", *BODY)
    write(papers, "new.txt", "Letter", *BODY[:-1], BODY[-1].replace("monthly", "weekly"))
    first = {**LETTER, "file": "old.txt", "title": "Visit", "published": "2023-07-03"}
    second = {**LETTER, "file": "new.txt", "title": "Visit", "published": "2023-07-20"}
    write_manifest(papers, first, second)
    held_after(corpus, papers)
    assert replaced(corpus) == {"old.txt": "new.txt"}
    write_manifest(papers, first, {**second, "published": "2023-07"})  # no day: it may have come first
    held_after(corpus, papers)
    assert replaced(corpus) == {}
    assert_agrees(corpus)


def test_the_last_of_three_versions_stands_in_the_place_of_both_others(corpus: Corpus, papers: Path) -> None:
    names = ["Plan", "Plan version 2", "Plan version 3"]
    for i, name in enumerate(names):
        write(papers, f"{i}.txt", name, *BODY[i:])
    write_manifest(papers, *({"file": f"{i}.txt", **REPORT, "title": name} for i, name in enumerate(names)))
    held_after(corpus, papers)
    assert replaced(corpus) == {"1.txt": "2.txt"} | ({"0.txt": "2.txt"} if "0.txt" in replaced(corpus) else {})
    assert held(corpus).keys() <= {"0.txt", "2.txt"}
    assert "2.txt" in held(corpus)


@pytest.mark.parametrize(
    ("first", "second", "changed"),
    [
        ({"title": "Visit"}, {"title": "Visit"}, 1),  # neither says anything
        ({"title": "Visit"}, {"title": "Visit, revised", "inspected_to": "2023-06-21"}, 1),  # another inspection
        ({"title": "Visit"}, {"title": "Visit, revised", "authority": "Ferndale"}, 1),
        ({"title": "Visit"}, {"title": "Visit, revised", "kind": "monitoring_visit"}, 1),
        ({"title": "Visit"}, {"title": "Visit, revised"}, 5),  # another text
        ({"title": "Visit"}, {"title": "Visit, revised", "access": "exempt"}, 1),  # the public would lose both
        ({"title": "Visit, corrected"}, {"title": "Visit, revised"}, 1),  # which is the later?
        ({"title": "Visit, revised"}, {"title": "Visit version 2"}, 1),
    ],
)
def test_in_doubt_neither_replaces_the_other(
    corpus: Corpus, papers: Path, first: dict[str, object], second: dict[str, object], changed: int
) -> None:
    two(papers, {**LETTER, **first}, {**LETTER, **second}, changed)
    held_after(corpus, papers)
    assert replaced(corpus) == {}
    assert set(held(corpus)) == {"old.txt", "new.txt"}


@pytest.mark.parametrize(
    "facts",
    [
        {"kind": "news", "authority": "Brackenford", "published": "2024-01-23"},
        {"kind": "minutes", "authority": "Brackenford"},
    ],
)
def test_news_and_papers_of_different_meetings_are_left_alone(
    corpus: Corpus, papers: Path, facts: dict[str, object]
) -> None:
    days = ({}, {}) if facts["kind"] == "news" else ({"meeting_date": "2024-01-23"}, {"meeting_date": "2024-03-19"})
    two(papers, {**facts, "title": "Panel", **days[0]}, {**facts, "title": "Panel, updated", **days[1]})
    held_after(corpus, papers)
    assert replaced(corpus) == {}


def test_an_exempt_paper_is_replaced_by_its_published_revision(corpus: Corpus, papers: Path) -> None:
    two(papers, {**LETTER, "title": "Visit", "access": "exempt"}, {**LETTER, "title": "Visit, revised"})
    held_after(corpus, papers)
    assert replaced(corpus) == {"old.txt": "new.txt"}
