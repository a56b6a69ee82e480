import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.paper import BlockKind, Pages
from ingest.readers.read import reader_of
from ingest.readers.read_rtf import read_rtf
from ingest.unreadable import UnreadablePaper
from tests.ingest.blocks import check, of_kind, rows, shown

PAPER = rb"""{\rtf1\ansi\ansicpg1252\deff0\uc1
{\fonttbl{\f0\fnil\fcharset0 Arial;}{\f1\fnil\fcharset204 Arial Cyr;}{\f2\fnil\fcharset2 Symbol;}}
{\colortbl;\red0\green0\blue0;}
{\stylesheet{\s0 Normal;}{\s1\outlinelevel0\b heading 1;}{\s2\b heading 2;}}
{\info{\title Improvement plan}{\author Ann Lea}{\creatim\yr2024}}
{\header\pard Brackenford City Council\par}{\footer\pard Page {\field{\*\fldinst PAGE}{\fldrslt 1}}\par}
\pard\s1\b Improvement plan\b0\par
\pard The council\'92s plan cost \'a34,000\u8212-twice the sum.{\footnote\pard\plain{\chftn} Audited in 2023.\par}
 {\deleted It is inadequate. }{\v Secret. }It is good.\par
\pard {\f1\'cf\'f0\'e8\'e2\'e5\'f2} world\line and more\par
\pard\s2 Actions\par
\pard{\listtext\f2\'b7\tab}Visit each team\par
\pard{\listtext 1.\tab}Report to the panel\par
{\field{\*\fldinst{HYPERLINK "https://example.org"}}{\fldrslt the report}} is public\par
\trowd\trhdr\cellx1000\cellx2000\pard\intbl\b Action\cell Owner\cell\b0\row
\trowd\cellx1000\cellx2000\pard\intbl Visit\par twice\cell Ann\cell\row
\trowd\cellx1000\cellx2000\pard\intbl Report\cell\cell\row
\pard {\pict\pngblip 89504e47}{\*\unknown not shown}After the table.\par
{\shp{\*\shpinst{\sp{\sn name}{\sv value}}{\shptxt\pard In a box.\par}}}
}"""


@pytest.fixture(scope="module")
def paper() -> Pages:
    assert reader_of(PAPER) is read_rtf
    return read_rtf(PAPER)


def test_paragraphs_lists_and_headings_are_told_apart(paper: Pages) -> None:
    check(paper)
    assert shown(paper) == [
        ("furniture", "Brackenford City Council"),
        ("furniture", "Page 1"),
        ("heading", "Improvement plan"),
        ("paragraph", "The council’s plan cost £4,000—twice the sum. It is good."),
        ("paragraph", "Привет world and more"),
        ("footnote", "Audited in 2023."),
        ("heading", "Actions"),
        ("bullet", "Visit each team"),
        ("paragraph", "Report to the panel"),
        ("paragraph", "the report is public"),
        ("row", "Action Owner"),
        ("row", "Visit twice Ann"),
        ("paragraph", "Report"),
        ("paragraph", "After the table."),
        ("paragraph", "In a box."),
    ]
    assert [b.number for b in paper.pages[0].blocks if b.number] == ["1"]
    assert [b.level for b in paper.pages[0].blocks if b.kind is BlockKind.HEADING] == [1, 2]
    assert paper.title == "Improvement plan"


def test_rows_know_their_columns(paper: Pages) -> None:
    assert rows(paper) == [{"Action": "Visit twice", "Owner": "Ann"}]


def test_a_frame_around_paragraphs_is_read_as_paragraphs() -> None:
    data = rb"{\rtf1 \trowd\cellx9000\pard\intbl First.\par Second.\cell\row\pard Third.\par}"
    assert of_kind(read_rtf(data), BlockKind.PARAGRAPH) == ["First.", "Second.", "Third."]


def test_a_character_beyond_the_first_65536_is_whole() -> None:
    assert read_rtf(rb"{\rtf1 \u-10179?\u-8704? done}").pages[0].text == "\U0001f600 done"


def test_binary_data_is_passed_over() -> None:
    assert read_rtf(b"{\\rtf1 {\\pict\\bin6 }}}}}}}Seen.\\par}").pages[0].text == "Seen."


def test_a_file_cut_short_keeps_what_it_has() -> None:
    assert "The council’s plan" in read_rtf(PAPER[: PAPER.index(b"It is good")]).pages[0].text


def test_a_file_without_text_says_so() -> None:
    with pytest.raises(UnreadablePaper, match="no text"):
        read_rtf(rb"{\rtf1{\header Brackenford}{\pict 8950}}")


WORDS = st.sampled_from(
    [
        b"{", b"}", b"\\par ", b"\\cell ", b"\\row ", b"\\intbl ", b"\\pard ", b"\\u-10179?", b"\\u55357 ", b"\\'e9",
        b"\\'", b"\\*", b"\\bin99999 ", b"\\footnote ", b"\\header ", b"\\s1 ", b"\\uc9 ", b"\\stylesheet ", b"text. ",
        b"\xff\x00", b"\\ansicpg932 ", b"\\ansicpg99999 ", b"\\listtext ", b"\\outlinelevel-4 ", b"\\fcharset128 ",
        b"\\f", b"\\shptxt ", b"\\ansicpg-1 ", b"\\", b"\\u99999999 ", b"\\title ",
    ]
)  # fmt: skip


@given(st.lists(st.one_of(WORDS, st.binary(max_size=4)), max_size=40))
def test_any_bytes_are_pages_or_a_reason(pieces: list[bytes]) -> None:
    try:
        check(read_rtf(b"{\\rtf1 " + b"".join(pieces)))
    except UnreadablePaper as error:
        assert ": " in str(error)
