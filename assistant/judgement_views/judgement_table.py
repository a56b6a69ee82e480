"""The judgements as a table, with the same content as their picture: for a screen reader, a phone, or a spreadsheet."""

from __future__ import annotations

import io
from collections.abc import Callable
from html import escape

from assistant.judgement_views.judgement_grid import Cell, Council, Grid, Inspection, area_name, described
from assistant.judgement_views.judgement_layout import look_of
from corpus.spreadsheet import write_csv

COLUMNS = (
    "council", "inspection", "framework", "inspected from", "inspected to", "published", "area", "heading as printed",
    "grade", "why there is no grade", "not like for like with the inspection before", "page", "paper", "link",
)  # fmt: skip
SIGNS = {
    "diamond": "◆", "circle": "●", "square": "■", "triangle-down": "▼", "triangle-up": "▲", "ring": "○", "cross": "✕",
}  # fmt: skip


def as_html(grid: Grid, link: Callable[[Cell], str]) -> str:
    """A table for each council: a line for each area, a column for each inspection. ``link`` is a cell's address."""
    return "".join(council_table(grid, council, link) for council in grid.councils)


def council_table(grid: Grid, council: Council, link: Callable[[Cell], str]) -> str:
    areas = [area for area in grid.areas if any(area in i.cells for i in council.inspections)]
    heads = "".join(f'<th scope="col">{inspection_head(inspection)}</th>' for inspection in council.inspections)
    lines = "".join(
        f'<tr><th scope="row">{escape(area_name(area))}</th>'
        + "".join(f"<td>{table_cell(inspection, area, link)}</td>" for inspection in council.inspections)
        + "</tr>"
        for area in areas
    )
    name = escape(council.name)
    return (
        f'<div class="wide-table" role="region" tabindex="0" aria-label="Judgements of {name}"><table>'
        f'<caption>{name}</caption><thead><tr><th scope="col">Area</th>{heads}</tr></thead>'
        f"<tbody>{lines}</tbody></table></div>"
    )


def inspection_head(inspection: Inspection) -> str:
    broken = "<br><small>not like for like with the one before</small>" if inspection.breaks else ""
    return f"{escape(described(inspection))}{broken}"


def table_cell(inspection: Inspection, area: str, link: Callable[[Cell], str]) -> str:
    cell = inspection.cells.get(area)
    if cell is None:
        why = inspection.why_empty(area)
        return f"<small>{why}</small>" if why else '<small aria-label="nothing">–</small>'
    look = look_of(cell)
    why = f"<br><small>{escape(cell.judgement.why)}</small>" if cell.judgement.why else ""
    sign = f'<span aria-hidden="true" style="color: {look.colour}">{SIGNS[look.shape]}</span>'
    words = f'{sign} {escape(cell.words)}<span class="only-heard">: open page {cell.judgement.page}</span>'
    return f'<a href="{escape(link(cell))}">{words}</a>{why}'


def as_csv(grid: Grid, link: Callable[[Cell], str]) -> str:
    """A line for each judgement, with a heading line."""
    stream = io.StringIO()
    lines = (
        csv_line(council, inspection, cell, link(cell))
        for council in grid.councils
        for inspection in council.inspections
        for cell in inspection.cells.values()
    )
    write_csv(stream, COLUMNS, (dict(zip(COLUMNS, map(as_text, line), strict=True)) for line in lines))
    return stream.getvalue()


def csv_line(council: Council, inspection: Inspection, cell: Cell, link: str) -> list[str | int | None]:
    facts, judgement = inspection.paper.facts, cell.judgement
    return [
        council.name, inspection.name, facts.framework, facts.inspected_from, facts.inspected_to, facts.published,
        area_name(cell.area), cell.label, cell.words if judgement.grade else "", judgement.why,
        "; ".join(inspection.breaks), judgement.page if inspection.paper.paged else "", facts.title, link,
    ]  # fmt: skip


def as_text(value: str | int | None) -> str:
    return "" if value is None else " ".join(str(value).split())
