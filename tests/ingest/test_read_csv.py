import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.paper import BlockKind
from ingest.readers.read import reader_of
from ingest.readers.read_csv import delimiter_of, read_csv
from ingest.readers.read_text import read_text
from ingest.unreadable import UnreadablePaper
from tests.ingest.blocks import check, of_kind, rows

PLAN = 'Action,Owner,Due\nVisit each team,Ann Lea,May 2024\n"Report to the panel, twice",Bo Carr,\n'


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_rows_know_their_columns_whatever_parts_the_values(delimiter: str, encoding: str) -> None:
    text = "\r\n".join(
        delimiter.join(row)
        for row in (("Action", "Owner"), ("Visit – twice", "Ann"), ("Report", "Zoë"), ("Close", "Bo"))
    )
    data = text.encode(encoding)
    assert reader_of(data) is read_csv
    assert rows(read_csv(data)) == [
        {"Action": "Visit – twice", "Owner": "Ann"},
        {"Action": "Report", "Owner": "Zoë"},
        {"Action": "Close", "Owner": "Bo"},
    ]


def test_a_quoted_value_keeps_its_comma_and_an_empty_one_its_place() -> None:
    assert rows(read_csv(PLAN.encode()))[1] == {"Action": "Report to the panel, twice", "Owner": "Bo Carr", "Due": ""}


def test_the_title_above_the_names_of_the_columns_is_a_heading() -> None:
    pages = read_csv(("Improvement plan,,\n" + PLAN).encode())
    assert of_kind(pages, BlockKind.HEADING) == ["Improvement plan"]
    assert len(rows(pages)) == 2


def test_the_separator_that_excel_states_is_taken() -> None:
    assert rows(read_csv(b"sep=#\nAction#Owner\nVisit#Ann\nReport#Bo\n"))[0] == {"Action": "Visit", "Owner": "Ann"}


def test_japanese_values_are_read_in_their_own_encoding() -> None:
    text = "名前,年齢,住所\n佐藤太郎,30,東京\n三木英子,25,大阪\n髙橋淳,35,名古屋\n"
    assert rows(read_csv(text.encode("cp932")))[0] == {"名前": "佐藤太郎", "年齢": "30", "住所": "東京"}


@pytest.mark.parametrize(
    "prose",
    [
        "The council, it said, is good.\nThe panel, however, asked for more.\nIt met in May, and then in June.\n",
        "Ann Lea, chair\nBo Carr, vice chair\nCy Dale, member\nDi Eve, member\n",
        "MINUTES\n\nPresent: Ann Lea; Bo Carr\nApologies: none\n",
        "| one |\n",
    ],
)
def test_prose_with_commas_is_no_table(prose: str) -> None:
    assert delimiter_of(prose) is None
    assert reader_of(prose.encode()) is read_text


def test_too_many_rows_are_refused_with_their_number() -> None:
    with pytest.raises(UnreadablePaper, match="20,002 rows"):
        read_csv(b"a,b\n" + b"1,2\n" * 20_001)


@given(st.text(alphabet='ab,;\t|"\n\r \x00é0', max_size=200))
def test_any_text_is_pages_or_a_reason(text: str) -> None:
    try:
        check(read_csv(text.encode()))
    except UnreadablePaper as error:
        assert ": " in str(error)
