"""The judgements as a table and as CSV: the content of the picture, and nothing that a spreadsheet would run."""

from __future__ import annotations

import csv
import io

from selectolax.lexbor import LexborHTMLParser

from assistant.judgement_views.judgement_grid import Row, grid_of
from assistant.judgement_views.judgement_picture import picture_in_words
from assistant.judgement_views.judgement_table import COLUMNS, as_csv, as_html
from corpus.held import HeldPaper
from corpus.paper import Facts, Judgement, Kind


def row(area: str, grade: str | None, said: str, why: str | None = None, title: str = "Inspection <1>") -> Row:
    kind = Kind.FOCUSED_VISIT if area == "visits" else Kind.INSPECTION_REPORT
    facts = Facts(title, kind, "Ferndale", "ILACS", inspected_to=said)
    quote = f"Care <leavers>\n{grade} to be good"
    return HeldPaper(said, "a.pdf", "current", 1, 9, True, facts), Judgement(
        area, "1. Care <leavers>", grade, why, 1, quote
    )


ROWS = [
    row("care_leavers", "requires improvement", "2023-05-01"),
    row("visits", None, "2024-05-01", "focused visits carry no grade"),
    row("overall", None, "2026-06-01", "the paper gives two: good (page 1), inadequate (page 4)", "=HYPERLINK(1)"),
]


def test_the_table_says_what_the_picture_says() -> None:
    grid = grid_of(ROWS)
    table = LexborHTMLParser(as_html(grid, lambda cell: f"page?paper={cell.paper.id}&page=1"))
    links = {a.attributes["href"]: " ".join(a.text().split()) for a in table.css("td a")}
    assert "Requires improvement to be good" in links["page?paper=2023-05-01&page=1"]
    assert "No grade given" in links["page?paper=2024-05-01&page=1"]
    assert "Could not be read: look at the page" in links["page?paper=2026-06-01&page=1"]
    told = picture_in_words(grid)
    for words in ("Requires improvement to be good", "No grade given", "Could not be read: look at the page"):
        assert words in told
    assert [th.attributes["scope"] for th in table.css("tbody th")] == ["row"] * len(table.css("tbody tr"))
    assert table.css_first("caption").text() == "Ferndale"  # type: ignore[union-attr]


def test_a_spreadsheet_gets_every_judgement_and_no_formula() -> None:
    lines = list(csv.DictReader(io.StringIO(as_csv(grid_of(ROWS), lambda cell: f"page?paper={cell.paper.id}"))))
    assert tuple(lines[0]) == COLUMNS
    assert [line["grade"] for line in lines] == ["Requires improvement to be good", "", ""]
    assert lines[1]["why there is no grade"] == "focused visits carry no grade"
    assert lines[2]["why there is no grade"].startswith("the paper gives two")
    assert lines[0]["heading as printed"] == "Care <leavers>"
    assert lines[2]["paper"] == "'=HYPERLINK(1)"
    assert "no overall effectiveness grade any more" in lines[2]["not like for like with the inspection before"]
