"""The picture of the judgements as marks in their places, for whatever draws it: a chart on a screen, or a file.

A column for each year, or two where a council was inspected twice in it, and a narrow one for the years of which no
inspection is held; a panel for each council under the same years; a line for each area. A grade is told by its words,
its shape and its colour, so that none of them is needed.
"""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from assistant.judgement_views.judgement_grid import VISITS, Cell, Council, Grid, Inspection, Mark, area_name, stretch

INK, QUIET, FAINT = "#17212e", "#4a5564", "#d5dbe0"
GROUND = "#f2f5f6"
MARGIN, LABELS, COLUMN, NARROW, GAP = 12, 178, 122, 96, 52  # pixels wide
HEAD, NAME, AREA, BETWEEN = 50, 36, 54, 22  # pixels high
LABEL_LETTERS, CELL_LETTERS, NARROW_LETTERS = 25, 13, 9
SHAPE = 15  # pixels across


@dataclass(frozen=True, slots=True)
class Look:
    """How a grade is drawn; ``short`` is what is said of it where the words of the report are too long."""

    shape: str  # diamond, circle, square, triangle-down, triangle-up, ring, cross
    colour: str
    tint: str
    short: str


LOOKS = {
    "outstanding": Look("diamond", "#123e8a", "#e3ebf8", "Outstanding"),
    "good": Look("circle", "#0b5f3f", "#e1f2ea", "Good"),
    "requires improvement": Look("square", "#7a4a00", "#fbefd9", "Requires improvement"),
    "inadequate": Look("triangle-down", "#8c1d18", "#fbe4e2", "Inadequate"),
    "adequate": Look("triangle-up", "#5a3a7a", "#eee6f5", "Adequate"),
    "typically positive": Look("circle", "#0b5f3f", "#e1f2ea", "Typically positive"),
    "inconsistent": Look("square", "#7a4a00", "#fbefd9", "Inconsistent"),
    "systemic failings": Look("triangle-down", "#8c1d18", "#fbe4e2", "Systemic failings"),
}
NO_GRADE = Look("ring", QUIET, "#ffffff", "No grade given")
UNREAD = Look("cross", INK, "#ffffff", "Could not be read")


@dataclass(frozen=True, slots=True)
class Box:
    x: float
    y: float
    width: float
    height: float
    fill: str
    outline: str | None = None
    cell: Cell | None = None  # whose page it opens


@dataclass(frozen=True, slots=True)
class Shape:
    x: float  # of its middle, as of a text's
    y: float
    shape: str
    colour: str
    cell: Cell | None = None


@dataclass(frozen=True, slots=True)
class Words:
    """One line of text; ``y`` is its middle, ``x`` its beginning, or its middle where it is ``centred``."""

    x: float
    y: float
    text: str
    size: int = 13
    bold: bool = False
    colour: str = INK
    centred: bool = False
    cell: Cell | None = None


@dataclass(frozen=True, slots=True)
class Line:
    x: float
    y: float
    x2: float
    y2: float
    colour: str = FAINT
    dashed: bool = False


@dataclass
class Layout:
    """All that is drawn, in pixels from the top left, the lowest first."""

    width: float = 0
    height: float = 0
    boxes: list[Box] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    shapes: list[Shape] = field(default_factory=list)
    words: list[Words] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Column:
    """A place for one inspection of a year, or, with ``gap``, for years without any."""

    x: float
    width: float
    year: str
    gap: str | None = None


def look_of(cell: Cell) -> Look:
    if cell.judgement.grade is None:
        return UNREAD if cell.mark is Mark.UNREAD else NO_GRADE
    return LOOKS.get(cell.judgement.grade, Look("square", INK, GROUND, cell.words))


def layout_of(grid: Grid) -> Layout:
    """Where everything stands. An empty grid has an empty layout."""
    layout = Layout()
    columns = columns_of(grid)
    layout.width = (columns[-1].x + columns[-1].width if columns else LABELS) + MARGIN
    y: float = MARGIN
    for council in grid.councils:
        y = add_council(layout, grid, council, columns, y) + BETWEEN
    add_key(layout, grid, y)
    return layout


def columns_of(grid: Grid) -> list[Column]:
    columns: list[Column] = []
    x: float = MARGIN + LABELS
    before: int | None = None
    for year in grid.years:
        if year and before is not None and int(year) - before > 1:
            columns.append(Column(x, GAP, "", stretch(before + 1, int(year) - 1)))
            x += GAP
        before = int(year) if year else before
        for slot in range(max(Counter(i.year for i in c.inspections)[year] for c in grid.councils)):
            width = COLUMN if any(is_wide(c, year, slot) for c in grid.councils) else NARROW
            columns.append(Column(x, width, year))
            x += width
    return columns


def is_wide(council: Council, year: str, slot: int) -> bool:
    """Whether the inspection in this place has grades to show, which take more room than a visit without."""
    own = [inspection for inspection in council.inspections if inspection.year == year]
    return slot < len(own) and set(own[slot].cells) != {VISITS}


def placed(council: Council, columns: list[Column]) -> Iterator[tuple[Inspection, Column]]:
    """Each inspection with its column."""
    free = [column for column in columns if column.gap is None]
    for inspection in council.inspections:
        column = next(column for column in free if column.year == inspection.year)
        free.remove(column)
        yield inspection, column


def add_council(layout: Layout, grid: Grid, council: Council, columns: list[Column], y: float) -> float:
    """Adds the panel of a council; returns where it ends."""
    areas = [area for area in grid.areas if any(area in i.cells for i in council.inspections)]
    layout.words.append(Words(MARGIN, y + NAME / 2, council.name, 18, bold=True))
    head = y + NAME
    top = head + HEAD
    bottom = top + AREA * len(areas)
    right = layout.width - MARGIN
    for number, area in enumerate(areas):
        middle = top + AREA * (number + 0.5)
        layout.lines.append(Line(MARGIN, top + AREA * number, right, top + AREA * number))
        add_lines(layout, area_name(area), MARGIN, middle, LABEL_LETTERS, 13, centred=False)
    layout.lines.append(Line(MARGIN, bottom, right, bottom))
    for column in columns:
        if column.gap:
            layout.boxes.append(Box(column.x + 4, head, column.width - 8, bottom - head, GROUND))
            held = "None held" if grid.visits else "No grades"
            add_lines(layout, f"{held} {column.gap}", column.x + column.width / 2, head + HEAD / 2, 7, 10, True)
    for inspection, column in placed(council, columns):
        middle = column.x + column.width / 2
        month = inspection.month if column.width == COLUMN else inspection.short_month
        layout.words.append(Words(middle, head + 12, month, 13, True, centred=True))
        layout.words.append(Words(middle, head + 29, inspection.name, 12, colour=QUIET, centred=True))
        if inspection.breaks:
            layout.lines.append(Line(column.x, head, column.x, bottom, INK, dashed=True))
            layout.words.append(Words(middle, head + 43, "not like for like", 11, colour=INK, centred=True))
        for number, area in enumerate(areas):
            add_cell(layout, inspection, area, column, top + AREA * number)
    return bottom


def add_cell(layout: Layout, inspection: Inspection, area: str, column: Column, y: float) -> None:
    middle = column.x + column.width / 2
    cell = inspection.cells.get(area)
    if cell is None:
        if why := inspection.why_empty(area):
            layout.words.append(Words(middle, y + AREA / 2, why, 11, colour=QUIET, centred=True))
        return
    look = look_of(cell)
    box = Box(column.x + 4, y + 3, column.width - 8, AREA - 6, look.tint, look.colour, cell)
    layout.boxes.append(box)
    layout.shapes.append(Shape(box.x + 14, y + AREA / 2, look.shape, look.colour, cell))
    letters = CELL_LETTERS if column.width == COLUMN else NARROW_LETTERS
    add_lines(layout, look.short, box.x + 27, y + AREA / 2, letters, 12, centred=False, cell=cell)


def add_lines(
    layout: Layout, text: str, x: float, y: float, letters: int, size: int, centred: bool, cell: Cell | None = None
) -> None:
    """Adds a text on as many lines as it takes, ``y`` being the middle of them all."""
    lines = textwrap.wrap(text, letters)
    colour = look_of(cell).colour if cell else QUIET if centred else INK
    for number, line in enumerate(lines):
        at = y + (number - (len(lines) - 1) / 2) * (size + 3)
        layout.words.append(Words(x, at, line, size, cell is not None, colour, centred, cell))


def add_key(layout: Layout, grid: Grid, y: float) -> None:
    """Adds a shape with its words for each look that the picture has, and where it ends."""
    looks = {
        look_of(cell).short: look_of(cell) for c in grid.councils for i in c.inspections for cell in i.cells.values()
    }
    order = [look.short for look in (*LOOKS.values(), NO_GRADE, UNREAD)]
    x: float = MARGIN
    for short in sorted(looks, key=lambda s: order.index(s) if s in order else len(order)):
        wide = 48 + 6.6 * len(short)
        if x > MARGIN and x + wide > layout.width:
            x, y = MARGIN, y + 24
        layout.shapes.append(Shape(x + SHAPE / 2, y + 10, looks[short].shape, looks[short].colour))
        layout.words.append(Words(x + SHAPE + 6, y + 10, short, 12))
        x += wide
    layout.height = y + 24 + MARGIN if grid.councils else 0
