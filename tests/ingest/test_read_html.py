import pytest

from corpus.paper import BlockKind, Pages
from ingest.readers.read_html import read_html
from ingest.unreadable import UnreadablePaper

PAGE = """<!doctype html><html><head><meta charset="utf-8"><title>Council rated good | Brackenford</title></head><body>
<header><nav><a href="/">Home</a> <a href="/bins">Bins</a></nav></header>
<div class="cookie-banner"><p>We use cookies to make this website work as well as possible for you.</p></div>
{opening}<h1>Council rated <b>good</b></h1><p>Published 12 May 2024</p>
<p>Inspectors rate children&rsquo;s services <strong>good</strong>.<br>They found that leaders know the service well and
that children are safe. The director said that work goes on.</p>
<h2>What they found</h2><ul><li>Thresholds are <em>understood</em>.</li><li>Plans are up to date.</li></ul>
<table><tr><th>Judgement</th><th>Grade</th></tr><tr><td>Overall effectiveness</td><td>Good</td></tr></table>
<div class="share-links"><a href="#">Facebook</a></div>
<section class="related-stories"><h2>Related</h2><p>Bins will be emptied on Tuesdays in future.</p></section>{closing}
<aside><p>Most read: the new swimming pool opens at last after seven years of delay.</p></aside>
<footer><p>&copy; Brackenford City Council</p></footer></body></html>"""
NOT_FOUND = """<html><head><title>Report not found</title></head><body><main><h1>Report not found</h1>
<p>Sorry, the document you asked for no longer exists.</p></main></body></html>"""


def blocks(pages: Pages) -> list[tuple[BlockKind, str]]:
    return [(b.kind, pages.pages[0].text[b.start : b.end]) for b in pages.pages[0].blocks]


@pytest.fixture(params=["main", "article"])
def page(request: pytest.FixtureRequest) -> Pages:
    tag = request.param
    return read_html(PAGE.format(opening=f"<{tag}>", closing=f"</{tag}>").encode())


def test_the_article_keeps_its_structure(page: Pages) -> None:
    assert blocks(page) == [
        (BlockKind.HEADING, "Council rated good"),
        (BlockKind.PARAGRAPH, "Published 12 May 2024"),
        (
            BlockKind.PARAGRAPH,
            "Inspectors rate children’s services good. They found that leaders know the service well and that children "
            "are safe. The director said that work goes on.",
        ),
        (BlockKind.HEADING, "What they found"),
        (BlockKind.BULLET, "Thresholds are understood."),
        (BlockKind.BULLET, "Plans are up to date."),
        (BlockKind.ROW, "Judgement Grade"),
        (BlockKind.ROW, "Overall effectiveness Good"),
    ]
    assert page.title == "Council rated good | Brackenford"
    assert page.pages[0].blocks[-1].columns == ("Judgement", "Grade")


def test_without_a_marked_main_part_teasers_and_menus_stay_out() -> None:
    text = read_html(PAGE.format(opening="<div>", closing="</div>").encode()).pages[0].text
    assert "They found that leaders know the service well" in text
    assert not any(words in text for words in ("cookies", "Bins", "swimming pool", "©"))


@pytest.mark.parametrize("title", ["Report not found", "404 Not Found", "403 Forbidden", "Access denied"])
def test_an_error_page_is_no_paper(title: str) -> None:
    with pytest.raises(UnreadablePaper, match=f"web page that says “{title}”"):
        read_html(NOT_FOUND.replace("Report not found", title).encode())


def test_an_article_about_something_not_found_is_a_paper() -> None:
    words = "<p>" + "Inspectors looked at the plans of many children and talked with their parents. " * 20 + "</p>"
    pages = read_html(
        f"<html><title>Evidence not found, say inspectors</title><body><main>{words}</main></body></html>".encode()
    )
    assert len(pages.pages[0].text) > 1000


def test_a_page_without_text_says_so() -> None:
    with pytest.raises(UnreadablePaper, match="no text"):
        read_html(b"<html><head><title>Papers</title><script>load()</script></head><body></body></html>")


def read_body(body: str) -> Pages:
    return read_html(f"<html><body><main>{body}</main></body></html>".encode())


def test_a_table_inside_another_is_read_once() -> None:
    inner = "<table><tr><th>Area</th><th>Grade</th></tr><tr><td>Front door</td><td>Good</td></tr></table>"
    page = read_body(f"<table><tr><td>Left</td><td><h2>Grades</h2>{inner}</td></tr></table>")
    assert blocks(page) == [
        (BlockKind.PARAGRAPH, "Left"),
        (BlockKind.HEADING, "Grades"),
        (BlockKind.ROW, "Area Grade"),
        (BlockKind.ROW, "Front door Good"),
    ]


def test_a_table_that_frames_the_text_keeps_its_paragraphs() -> None:
    page = read_body("<table><tr><td><p>The council is good.</p><p>Visits are late.</p></td><td></td></tr></table>")
    assert blocks(page) == [(BlockKind.PARAGRAPH, "The council is good."), (BlockKind.PARAGRAPH, "Visits are late.")]


def test_merged_cells_keep_the_columns_in_line() -> None:
    page = read_body(
        "<table><caption>Actions</caption><tr><td><b>Issue</b></td><td><b>Action</b></td><td><b>Owner</b></td></tr>"
        "<tr><td rowspan=2>Late visits</td><td>Hire</td><td>Ann</td></tr><tr><td>Train</td><td>Bo</td></tr>"
        "<tr><td colspan=2>Staff</td><td>Cy</td></tr></table>"
    )
    found = [b for b in page.pages[0].blocks if b.kind is BlockKind.ROW]
    assert [tuple(page.pages[0].text[s:e] for s, e in b.cells) for b in found[1:]] == [
        ("Late visits", "Hire", "Ann"),
        ("Late visits", "Train", "Bo"),
        ("Staff", "", "Cy"),
    ]
    assert {b.columns for b in found} == {("Issue", "Action", "Owner")}
    assert blocks(page)[0] == (BlockKind.CAPTION, "Actions")


def test_a_table_that_does_not_name_its_columns_has_none() -> None:
    page = read_body("<table><tr><td>Overall</td><td>Good</td></tr><tr><td>Leaders</td><td>Good</td></tr></table>")
    assert [b.columns for b in page.pages[0].blocks] == [(), ()]


def test_parts_too_deep_inside_each_other_are_a_reason() -> None:
    with pytest.raises(UnreadablePaper, match="too deep"):
        read_body("<div>" * 3000 + "Words.")
