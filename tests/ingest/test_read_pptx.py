import io

import pptx
import pytest
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Inches

from corpus.paper import BlockKind, Pages
from ingest.readers.read import reader_of
from ingest.readers.read_pptx import read_pptx
from ingest.unreadable import UnreadablePaper
from tests.ingest.blocks import check, of_kind, rows, shown


def saved(deck: object) -> bytes:
    buffer = io.BytesIO()
    deck.save(buffer)  # type: ignore[attr-defined]
    return buffer.getvalue()


@pytest.fixture(scope="module")
def slides() -> Pages:
    deck = pptx.Presentation()
    deck.core_properties.title = "Progress"
    first = deck.slides.add_slide(deck.slide_layouts[1])
    first.shapes.title.text = "Front door"
    first.placeholders[1].text = "Thresholds are understood\nVisits are timely"
    box = first.shapes.add_textbox(Inches(1), Inches(6), Inches(4), Inches(1))
    box.text_frame.text = "Source: the council"
    first.notes_slide.notes_text_frame.text = "Mention the new team."
    second = deck.slides.add_slide(deck.slide_layouts[5])
    second.shapes.title.text = "Figures"
    table = second.shapes.add_table(2, 2, Inches(1), Inches(2), Inches(4), Inches(1)).table
    for i, words in enumerate(("Area", "Grade", "Care leavers", "Good")):
        table.cell(i // 2, i % 2).text = words
    data = CategoryChartData()
    data.categories = ["2022", "2023"]
    data.add_series("Agency staff", (41, 17.5))
    chart = second.shapes.add_chart(
        XL_CHART_TYPE.COLUMN_CLUSTERED, Inches(1), Inches(4), Inches(4), Inches(2), data
    ).chart
    chart.has_title = True
    chart.chart_title.text_frame.text = "Agency social workers"
    hidden = deck.slides.add_slide(deck.slide_layouts[5])
    hidden.shapes.title.text = "Spare slide"
    hidden._element.set("show", "0")
    data = saved(deck)
    assert reader_of(data) is read_pptx
    return read_pptx(data)


def test_a_slide_is_a_page_under_its_title(slides: Pages) -> None:
    check(slides)
    assert slides.paged
    assert slides.title == "Progress"
    assert [of_kind(slides, BlockKind.HEADING, n)[:1] for n in (1, 2)] == [["Front door"], ["Figures"]]


def test_the_notes_come_last_and_are_named_as_such(slides: Pages) -> None:
    assert shown(slides) == [
        ("heading", "Front door"),
        ("bullet", "Thresholds are understood"),
        ("bullet", "Visits are timely"),
        ("paragraph", "Source: the council"),
        ("heading", "Speaker notes"),
        ("paragraph", "Mention the new team."),
    ]


def test_tables_and_charts_are_rows(slides: Pages) -> None:
    assert rows(slides, 2) == [
        {"Area": "Care leavers", "Grade": "Good"},
        {"Category": "2022", "Agency staff": "41"},
        {"Category": "2023", "Agency staff": "17.5"},
    ]
    assert of_kind(slides, BlockKind.CAPTION, 2) == ["Agency social workers"]


def test_a_hidden_slide_keeps_its_number_but_not_its_words(slides: Pages) -> None:
    assert shown(slides, 3) == [("furniture", "Left out: slide 3 is hidden.")]


def test_slides_without_text_say_so() -> None:
    with pytest.raises(UnreadablePaper, match="no text"):
        read_pptx(saved(pptx.Presentation()))
