import io
import zipfile

import pytest

from corpus.paper import BlockKind, Pages
from ingest.readers.read import reader_of
from ingest.readers.read_odf import read_odp, read_ods, read_odt
from ingest.unreadable import UnreadablePaper
from tests.ingest.blocks import check, of_kind, rows, shown

NAMES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in {
        "office": "office", "text": "text", "table": "table", "draw": "drawing", "style": "style",
        "fo": "xsl-fo-compatible", "presentation": "presentation",
    }.items()
)  # fmt: skip
STYLES = """<office:automatic-styles>
<style:style style:name="P1" style:family="paragraph"><style:text-properties fo:font-weight="bold"/></style:style>
<style:style style:name="Off" style:family="table"><style:table-properties table:display="false"/></style:style>
<text:list-style style:name="L1">
<text:list-level-style-number text:level="1" style:num-format="1" style:num-suffix="."/>
<text:list-level-style-number text:level="2" style:num-format="a" style:num-prefix="(" style:num-suffix=")"/>
</text:list-style>
<text:list-style style:name="L2"><text:list-level-style-bullet text:level="1" text:bullet-char="-"/></text:list-style>
</office:automatic-styles>"""
TEXT = """
<text:tracked-changes><text:changed-region><text:deletion><text:p>It was inadequate.</text:p></text:deletion>
</text:changed-region></text:tracked-changes>
<text:table-of-content><text:index-body><text:p>Actions 4</text:p></text:index-body></text:table-of-content>
<text:h text:outline-level="1">Improvement plan</text:h>
<text:p>The council<text:s text:c="2"/>is <text:span>good</text:span>.<text:note text:note-class="footnote">
<text:note-citation>1</text:note-citation><text:note-body><text:p>Audited in 2023.</text:p></text:note-body></text:note>
<office:annotation><text:p>A comment</text:p></office:annotation></text:p>
<text:p text:style-name="P1">Next steps</text:p>
<text:list text:style-name="L1"><text:list-item><text:p>Visit</text:p>
<text:list><text:list-item><text:p>each team</text:p></text:list-item></text:list></text:list-item>
<text:list-item><text:p>Report</text:p></text:list-item></text:list>
<text:list text:style-name="L2"><text:list-item><text:p>A bullet</text:p></text:list-item></text:list>
<text:p text:style-name="Caption">Table 1: actions</text:p>
<table:table><table:table-header-rows><table:table-row><table:table-cell><text:p>Action</text:p></table:table-cell>
<table:table-cell><text:p>Owner</text:p></table:table-cell></table:table-row></table:table-header-rows>
<table:table-row><table:table-cell table:number-rows-spanned="2"><text:p>Visit</text:p></table:table-cell>
<table:table-cell><text:p>Ann</text:p></table:table-cell></table:table-row>
<table:table-row><table:covered-table-cell/><table:table-cell><text:p>Bo</text:p></table:table-cell></table:table-row>
</table:table>
<text:h text:outline-level="2">Risks</text:h>
<text:p>Money<draw:frame><draw:text-box><text:p>In a box.</text:p></draw:text-box></draw:frame></text:p>"""


def packed(kind: str, body: str, **parts: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("mimetype", f"application/vnd.oasis.opendocument.{kind}")
        archive.writestr(
            "content.xml",
            f'<?xml version="1.0"?><office:document-content {NAMES}>{STYLES}<office:body><office:{kind}>{body}'
            f"</office:{kind}></office:body></office:document-content>",
        )
        for name, text in parts.items():
            archive.writestr(name.replace("__", "/") + ".xml", text)
    return buffer.getvalue()


@pytest.fixture(scope="module")
def paper() -> Pages:
    running = (
        f'<office:document-styles {NAMES}><style:style style:name="Caption"/><style:header><text:p>Brackenford</text:p>'
        "</style:header></office:document-styles>"
    )
    title = (
        f'<office:document-meta {NAMES} xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>The plan</dc:title>'
        "</office:document-meta>"
    )
    data = packed("text", TEXT, styles=running, meta=title)
    assert reader_of(data) is read_odt
    return read_odt(data)


def test_a_text_keeps_its_structure(paper: Pages) -> None:
    check(paper)
    assert shown(paper) == [
        ("furniture", "Actions 4"),
        ("heading", "Improvement plan"),
        ("paragraph", "The council is good."),
        ("heading", "Next steps"),
        ("paragraph", "Visit"),
        ("paragraph", "each team"),
        ("paragraph", "Report"),
        ("bullet", "A bullet"),
        ("caption", "Table 1: actions"),
        ("row", "Action Owner"),
        ("row", "Visit Ann"),
        ("row", "Visit Bo"),
        ("footnote", "Audited in 2023."),
        ("heading", "Risks"),
        ("paragraph", "Money"),
        ("paragraph", "In a box."),
        ("furniture", "Brackenford"),
    ]
    assert [b.number for b in paper.pages[0].blocks if b.number] == ["1", "a", "2"]
    assert paper.title == "The plan"


def test_a_cell_merged_over_rows_belongs_to_each(paper: Pages) -> None:
    assert rows(paper) == [{"Action": "Visit", "Owner": "Ann"}, {"Action": "Visit", "Owner": "Bo"}]


def cell(text: str, more: str = "") -> str:
    return f"<table:table-cell {more}><text:p>{text}</text:p></table:table-cell>"


def test_a_spreadsheet_is_a_page_a_sheet() -> None:
    due = cell("03/05/24", 'office:value-type="date" office:date-value="2024-05-03"')
    data = packed(
        "spreadsheet",
        f'<table:table table:name="Actions"><table:table-row>{cell("Action")}{cell("Due")}</table:table-row>'
        f"<table:table-row>{cell('Visit')}{due}</table:table-row>"
        '<table:table-row table:number-rows-repeated="1048570"><table:table-cell '
        'table:number-columns-repeated="16384"/></table:table-row></table:table>'
        f'<table:table table:name="Names" table:style-name="Off"><table:table-row>{cell("Secret")}</table:table-row>'
        "</table:table>",
    )
    assert reader_of(data) is read_ods
    pages = read_ods(data)
    check(pages)
    assert rows(pages) == [{"Action": "Visit", "Due": "3 May 2024"}]
    assert of_kind(pages, BlockKind.FURNITURE) == ["Left out: the hidden sheet Names."]
    assert "Secret" not in pages.pages[0].text


def test_a_presentation_is_a_page_a_slide() -> None:
    def frame(kind: str, text: str) -> str:
        box = f"<draw:text-box><text:p>{text}</text:p></draw:text-box>"
        return f'<draw:frame presentation:class="{kind}">{box}</draw:frame>'

    notes = f"<presentation:notes>{frame('notes', 'Say hello.')}</presentation:notes>"
    data = packed("presentation", f"<draw:page>{frame('subtitle', 'Two')}{frame('title', 'One')}{notes}</draw:page>")
    assert reader_of(data) is read_odp
    pages = read_odp(data)
    assert shown(pages) == [
        ("heading", "One"),
        ("paragraph", "Two"),
        ("heading", "Speaker notes"),
        ("paragraph", "Say hello."),
    ]
    assert pages.paged


@pytest.mark.parametrize(
    ("parts", "reason"),
    [
        ({"META-INF__manifest": "<m><encryption-data/></m>"}, "password"),
        ({"styles": "<broken"}, "no whole XML"),
        ({}, "no text"),
    ],
)
def test_what_cannot_be_read_says_why(parts: dict[str, str], reason: str) -> None:
    with pytest.raises(UnreadablePaper, match=reason):
        read_odt(packed("text", "", **parts))


def test_entities_are_not_unfolded() -> None:
    laughs = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><x>&b;</x>'
    with pytest.raises(UnreadablePaper, match="entities"):
        reader_of(packed("text", "<text:p>Text</text:p>", meta=laughs))
