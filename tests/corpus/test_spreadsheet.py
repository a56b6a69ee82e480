"""Text that came from a paper stays text in a spreadsheet."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.spreadsheet import write_csv


def written(*cells: object) -> list[str]:
    out = io.StringIO()
    columns = [f"column {i}" for i in range(len(cells))]
    write_csv(out, columns, [dict(zip(columns, cells, strict=True))])
    head, row = csv.reader(io.StringIO(out.getvalue(), newline=""))
    assert head == columns
    return row


@pytest.mark.parametrize(
    "text",
    ["=HYPERLINK(A1)", "+44 23", "-2+3", "@SUM(1)", "\t=1+1", "\r=1+1", "\n=1+1", "＝1+1"],
)
def test_no_cell_begins_as_a_formula_does(text: str) -> None:
    assert written("Brackenford", text) == ["Brackenford", f"'{text}"]


def test_what_is_no_formula_stays_as_it_is() -> None:
    plain = ["a = b", "£3", "(ii)", "“Good”, it says", "two\nlines", ""]
    assert written(*plain) == plain
    assert written(None, 4, -4) == ["", "4", "-4"]


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")))
def test_any_text_is_kept_whole(text: str) -> None:
    (cell,) = written(text) if text else ("",)
    assert cell.removeprefix("'") == text.removeprefix("'")
