"""The picture of the judgements as a chart in the browser: the marks of its layout, each cell to be pressed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, cast

import altair as alt

from assistant.judgement_views.judgement_grid import Cell, Grid, area_name
from assistant.judgement_views.judgement_layout import SHAPE, Layout, layout_of

FONT = '"Source Sans", sans-serif'  # as Streamlit serves it itself
PICKED = "picked"
TO: dict[str, Any] = {"x2": "x2:Q", "y2": "y2:Q"}
SYMBOLS = {
    "ring": "circle",
    "cross": "M-0.45,-0.3L-0.3,-0.45L0,-0.15L0.3,-0.45L0.45,-0.3L0.15,0L0.45,0.3L0.3,0.45L0,0.15L-0.3,0.45L-0.45,0.3"
    "L-0.15,0Z",
}


def chart_of(grid: Grid) -> tuple[alt.LayerChart, list[Cell]]:
    """The chart, and its cells by the number that a press gives."""
    layout = layout_of(grid)
    cells = [box.cell for box in layout.boxes if box.cell]
    layers = [*grounds(layout), *lines(layout), *shapes(layout), *words(layout), presses(layout)]
    chart = alt.layer(*layers).properties(width=layout.width, height=layout.height, padding=0)
    return chart.configure(font=FONT, view=alt.ViewConfig(stroke=None)), cells


def picked_cell(state: object, cells: Sequence[Cell]) -> Cell | None:
    """The cell that was pressed, of what the chart gives back."""
    selection = cast(Mapping[str, Any], state).get("selection", {})
    picked = selection.get(PICKED) or []
    number = picked[0].get("cell") if picked else None
    return cells[int(number)] if number is not None and 0 <= int(number) < len(cells) else None


def grounds(layout: Layout) -> list[alt.Chart]:
    rows = [
        {"x": b.x, "y": b.y, "x2": b.x + b.width, "y2": b.y + b.height, "fill": b.fill, "outline": b.outline or b.fill}
        for b in layout.boxes
    ]
    fill, outline = alt.Fill("fill:N").scale(None), alt.Stroke("outline:N").scale(None)
    return [base(rows, layout).mark_rect(cornerRadius=4, aria=False, opacity=1).encode(fill=fill, stroke=outline, **TO)]


def lines(layout: Layout) -> list[alt.Chart]:
    drawn = []
    for dashed in (False, True):
        rows = [
            {"x": n.x, "y": n.y, "x2": n.x2, "y2": n.y2, "colour": n.colour} for n in layout.lines if n.dashed is dashed
        ]
        if rows:
            rule = base(rows, layout).mark_rule(aria=False, strokeDash=[5, 5] if dashed else [1, 0])
            drawn.append(rule.encode(color=alt.Color("colour:N").scale(None), **TO))
    return drawn


def shapes(layout: Layout) -> list[alt.Chart]:
    drawn = []
    for name in dict.fromkeys(shape.shape for shape in layout.shapes):
        rows = [{"x": s.x, "y": s.y, "colour": s.colour} for s in layout.shapes if s.shape == name]
        area = SHAPE * SHAPE * (2.2 if name == "cross" else 0.8)
        point = base(rows, layout).mark_point(
            shape=SYMBOLS.get(name, name), size=area, aria=False, strokeWidth=2, opacity=1
        )
        colour = alt.Color("colour:N").scale(None)
        is_filled = name != "ring"
        drawn.append(point.encode(stroke=colour, **({"fill": alt.Fill("colour:N").scale(None)} if is_filled else {})))
    return drawn


def words(layout: Layout) -> list[alt.Chart]:
    drawn = []
    for style in dict.fromkeys((w.size, w.bold, w.centred) for w in layout.words):
        size, bold, centred = style
        rows = [
            {"x": w.x, "y": w.y, "text": w.text, "colour": w.colour}
            for w in layout.words
            if (w.size, w.bold, w.centred) == style
        ]
        text = base(rows, layout).mark_text(
            fontSize=size + 1,
            fontWeight="bold" if bold else "normal",
            align="center" if centred else "left",
            baseline="middle",
            aria=False,
        )
        drawn.append(text.encode(text="text:N", color=alt.Color("colour:N").scale(None)))
    return drawn


def presses(layout: Layout) -> alt.Chart:
    """Over all else, what is pressed: the cells, seen through."""
    rows = [
        {"x": b.x, "y": b.y, "x2": b.x + b.width, "y2": b.y + b.height, "cell": number, "tells": tells(b.cell)}
        for number, b in enumerate(b for b in layout.boxes if b.cell)
        if b.cell
    ]
    picked = alt.selection_point(name=PICKED, fields=["cell"])
    over = base(rows, layout).mark_rect(opacity=0, cursor="pointer", aria=False)
    chart: alt.Chart = over.encode(tooltip=alt.Tooltip("tells:N", title=" "), detail="cell:Q", **TO).add_params(picked)
    return chart


def tells(cell: Cell) -> str:
    why = f" ({cell.judgement.why})" if cell.judgement.why else ""
    return f"{area_name(cell.area)}: {cell.words}{why}. Press to open page {cell.judgement.page}."


def base(rows: list[dict[str, Any]], layout: Layout) -> alt.Chart:
    """A chart of which a unit of data is a pixel, from the top left."""
    across = alt.Scale(domain=[0, layout.width], range=[0, layout.width])
    down = alt.Scale(domain=[0, layout.height], range=[0, layout.height])
    data = alt.Data(values=rows)  # type: ignore[no-untyped-call]
    return alt.Chart(data).encode(x=alt.X("x:Q", axis=None).scale(across), y=alt.Y("y:Q", axis=None).scale(down))
