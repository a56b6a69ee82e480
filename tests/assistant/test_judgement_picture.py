"""The judgements side by side, and the picture of them: what a reader could be misled by."""

from __future__ import annotations

import io
from itertools import combinations

import pytest
from PIL import Image

from assistant.judgement_views.judgement_grid import VISITS, Grid, Mark, Row, grid_of
from assistant.judgement_views.judgement_layout import LOOKS, NO_GRADE, UNREAD, layout_of
from assistant.judgement_views.judgement_picture import judgement_picture, picture_in_words
from corpus.corpus import Corpus
from corpus.held import HeldPaper
from corpus.paper import Facts, Judgement, Kind, Role
from corpus.scope import Scope


@pytest.fixture(scope="module")
def sample_rows(sample_corpus: Corpus) -> list[Row]:
    return sample_corpus.catalogue.judgements(sample_corpus.catalogue.papers(Scope(Role.PUBLIC)))


def row(area: str, grade: str | None, said: str = "2023-06-16", why: str | None = None, **more: object) -> Row:
    facts = {"title": "Inspection", "kind": Kind.INSPECTION_REPORT, "authority": "Ferndale", "framework": "ILACS"}
    paper_id = f"{more.get('authority', 'Ferndale')} {said}"
    paper = HeldPaper(paper_id, "a.pdf", "current", 1, 9, True, Facts(**{**facts, **more, "inspected_to": said}))  # type: ignore[arg-type]
    return paper, Judgement(area, f"1. {area}", grade, why, 1, f"{area} {grade}")


def words_in(grid: Grid) -> str:
    return " ".join(words.text for words in layout_of(grid).words)


def test_each_cell_of_the_sample_is_in_its_place(sample_rows: list[Row]) -> None:
    (council,) = grid_of(sample_rows).councils
    by_year = {inspection.year: inspection for inspection in council.inspections}
    assert list(by_year) == ["2014", "2017", "2019", "2021", "2022", "2023", "2025", "2026"]
    assert by_year["2014"].cells["leaders"].words == "Inadequate"
    assert by_year["2023"].cells["care_leavers"].words == "Requires improvement to be good"
    assert by_year["2026"].cells["overall"].mark is Mark.NO_GRADE
    assert by_year["2019"].why_empty("care_leavers") == "judged together"
    assert by_year["2023"].why_empty("in_care_and_care_leavers") == "judged apart"
    assert set(by_year["2021"].cells) == {VISITS}


def test_what_cannot_be_compared_is_said(sample_rows: list[Row]) -> None:
    notes = " ".join(grid_of(sample_rows).notes())
    assert "November 2019: not like for like with March 2017" in notes
    assert "from SIF to ILACS" in notes
    assert "no overall effectiveness grade any more" in notes
    assert "no inspection paper is held of 2015 to 2016, 2018, 2020 and 2024" in notes
    same = grid_of([row("overall", "good", "2023-06-16"), row("overall", "good", "2024-06-16")])
    assert same.notes() == []
    assert "not like for like" not in words_in(same)


def test_a_grade_that_could_not_be_read_is_not_shown_as_one_that_was_not_given() -> None:
    reasons = [
        "the grade for leaders was not found in the paper",
        "no grades were found in the report",
        "no overall grade was found in the report",
        "the paper gives two: good (page 1), inadequate (page 4)",
        "the report states none of the three outcomes",
    ]
    for why in reasons:
        grid = grid_of([row("leaders", None, why=why)])
        cell = grid.councils[0].inspections[0].cells["leaders"]
        assert cell.mark is Mark.UNREAD, why
        assert cell.words == "Could not be read: look at the page"
        assert why in grid.notes()[0]
        assert "Could not be read" in " ".join(words_in(grid).split())
        # nothing is said of the areas that may stand in the part that was not read
        assert grid.councils[0].inspections[0].why_empty("adoption") is None
    visit = grid_of([row("overall", None, why="focused visits carry no grade", kind=Kind.FOCUSED_VISIT)])
    cell = visit.councils[0].inspections[0].cells[VISITS]
    assert (cell.mark, cell.words) == (Mark.NO_GRADE, "No grade given")
    assert visit.notes() == []


def test_the_register_has_no_other_reason_than_these(sample_rows: list[Row]) -> None:
    for cell in (c for i in grid_of(sample_rows).councils[0].inspections for c in i.cells.values()):
        assert cell.mark is not Mark.UNREAD, cell.judgement.why


def test_no_two_grades_of_a_framework_share_shape_or_colour() -> None:
    for grades in (
        ["outstanding", "good", "requires improvement", "inadequate", "adequate"],
        ["typically positive", "inconsistent", "systemic failings"],
    ):
        looks = [*(LOOKS[grade] for grade in grades), NO_GRADE, UNREAD]
        for one, other in combinations(looks, 2):
            assert one.shape != other.shape
            assert one.colour != other.colour
            assert one.short != other.short


def test_councils_stand_under_the_same_years() -> None:
    rows = [
        row("overall", "good", "2018-05-01", authority="Ferndale"),
        row("overall", "inadequate", "2023-05-01", authority="Ferndale"),
        row("overall", "outstanding", "2023-09-01", authority="Larkmoor"),
        row("overall", None, "2023-11-01", "no grade", authority="Larkmoor", kind=Kind.FOCUSED_VISIT),
    ]
    grid = grid_of(rows, ["Larkmoor", "Ferndale"])
    assert [council.name for council in grid.councils] == ["Larkmoor", "Ferndale"]
    boxes = {(b.cell.paper.facts.authority, b.cell.paper.said): b.x for b in layout_of(grid).boxes if b.cell}
    assert boxes["Larkmoor", "2023-09-01"] == boxes["Ferndale", "2023-05-01"]
    assert boxes["Larkmoor", "2023-11-01"] > boxes["Larkmoor", "2023-09-01"]
    assert boxes["Ferndale", "2018-05-01"] < boxes["Ferndale", "2023-05-01"]
    assert [council.name for council in grid_of(rows, ["Ferndale"]).councils] == ["Ferndale"]
    assert not grid_of(rows, ["Brackenford"]).councils


def test_nothing_in_the_picture_overlaps_or_stands_outside_it(sample_rows: list[Row]) -> None:
    layout = layout_of(grid_of(sample_rows))
    boxes = [(b.x, b.y, b.x + b.width, b.y + b.height) for b in layout.boxes]
    for x0, y0, x1, y1 in boxes:
        assert 0 <= x0 < x1 <= layout.width
        assert 0 <= y0 < y1 <= layout.height
    for one, other in combinations(boxes, 2):
        assert one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]
    assert all(0 <= w.x <= layout.width and 0 <= w.y <= layout.height for w in layout.words)


def test_the_picture_is_a_png_with_the_colours_of_its_grades(sample_rows: list[Row]) -> None:
    image = Image.open(io.BytesIO(judgement_picture(sample_rows)))
    assert image.format == "PNG"
    assert image.info["dpi"] == pytest.approx((192, 192), abs=1)
    colours = {"#{:02x}{:02x}{:02x}".format(*colour) for _, colour in image.getcolors(1_000_000)}  # type: ignore[union-attr, misc]
    for grade in ("outstanding", "good", "requires improvement", "inadequate"):
        assert LOOKS[grade].colour in colours
    assert LOOKS["adequate"].colour not in colours
    with pytest.raises(ValueError, match="choose councils"):
        judgement_picture(sample_rows, ["Nowhere"])


def test_the_picture_is_told_in_words(sample_rows: list[Row]) -> None:
    told = picture_in_words(grid_of(sample_rows))
    assert "Brackenford, ILACS inspection report, 18 to 29 September 2023: " in told
    assert "Care leavers: Requires improvement to be good" in told
    assert "Visits and joint inspections: No grade given" in told
