"""The blocks of a web page's main part, read from its own structure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from selectolax.lexbor import LexborHTMLParser, LexborNode

from corpus.paper import BlockKind
from ingest.readers.labels import printed_label
from ingest.readers.page_draft import PageDraft
from ingest.readers.word_blocks import REPEATED_WORDS, TableRow, add_table, plain
from ingest.unreadable import UnreadablePaper

_AROUND = {
    "script", "style", "noscript", "template", "svg", "nav", "aside", "footer", "button", "iframe", "dialog", "select",
    "head", "title",
}  # fmt: skip
_AROUND_NAMES = re.compile(
    r"(.*[-_])?(cookie|consent|breadcrumb|related|share|sharing|social|newsletter|subscribe|advert|promo|teaser"
    r"|sidebar|skip-link|pagination|comments?|feedback|recommend(ed|ations)|most-read|more-stories|print-link)([-_s].*)?$",
    re.IGNORECASE,
)
_BLOCKS = {
    "p", "div", "section", "article", "main", "header", "ul", "ol", "li", "table", "blockquote", "dl", "dt",
    "dd", "pre",
    "figure", "figcaption", "details", "summary", "address", "hr", "body", "center", "fieldset",
    "h1", "h2", "h3", "h4", "h5", "h6",
}  # fmt: skip
_FRAMED = "table, h1, h2, h3, h4, h5, h6"
WIDEST = 100  # columns or rows that one cell may span
_MAIN = ("main", "[role=main]", "#main-content", "#content", "#modgov")


def main_of(tree: LexborHTMLParser) -> LexborNode | None:
    """The part that the page itself marks as its main one; of several articles none is.

    A page without menus is all main part.
    """
    for selector in _MAIN:
        found = tree.css(selector)
        if len(found) == 1:
            articles = found[0].css("article")
            return articles[0] if len(articles) == 1 else found[0]
    articles = tree.css("article")
    if len(articles) == 1:
        return articles[0]
    return None if tree.css("nav, aside, footer, [role=navigation], article") else tree.body


def add_main(draft: PageDraft, main: LexborNode) -> None:
    """Writes the headings, paragraphs, list items and rows under ``main``; not what stands around them.

    Raises UnreadablePaper where they stand hundreds deep inside each other, which no page of text does.
    """
    try:
        _add(draft, main)
    except RecursionError as error:
        raise UnreadablePaper(
            "the parts of the web page stand too deep inside each other: open it in a browser and save it as PDF"
        ) from error


def _add(draft: PageDraft, node: LexborNode) -> None:
    inline: list[str] = []
    for child in _children(node):
        if child.tag in _BLOCKS or (child.tag not in ("-text", "br") and _holds_block(child)):
            _add_paragraph(draft, "".join(inline))
            inline.clear()
            _add_block(draft, child)
        elif child.tag == "br":
            inline.append(" ")
        else:
            inline.append(child.text() if child.tag == "-text" else "".join(_pieces(child)))
    _add_paragraph(draft, "".join(inline))


def _add_block(draft: PageDraft, node: LexborNode) -> None:
    tag = node.tag or ""
    if tag in ("ul", "ol") and _is_menu(node):
        return
    if tag == "table":
        if caption := node.css_first("caption"):
            draft.add(BlockKind.CAPTION, _text(caption))
        _add_table(draft, node)
    elif tag == "figcaption":
        draft.add(BlockKind.CAPTION, _text(node))
    elif tag in ("li", "dd") and not _holds_block(node):
        _add_item(draft, _text(node))
    elif re.fullmatch(r"h[1-6]", tag):
        draft.add(BlockKind.HEADING, _text(node), level=int(tag[1]))
    else:
        before = len(draft.blocks)
        _add(draft, node)
        if tag == "li" and len(draft.blocks) > before and draft.blocks[before].kind is BlockKind.PARAGRAPH:
            _as_bullet(draft, before)


def _as_bullet(draft: PageDraft, index: int) -> None:
    draft.blocks[index] = replace(draft.blocks[index], kind=BlockKind.BULLET)


def _children(node: LexborNode) -> Iterator[LexborNode]:
    child = node.first_child
    while child is not None:
        if child.tag != "-comment" and not _is_around(child):
            yield child
        child = child.next


def _is_around(node: LexborNode) -> bool:
    if node.tag == "-text":
        return False
    names = f"{node.attributes.get('class') or ''} {node.attributes.get('id') or ''}"
    return node.tag in _AROUND or any(_AROUND_NAMES.match(name) for name in names.split())


def _holds_block(node: LexborNode) -> bool:
    return any(found.tag in _BLOCKS and found != node for found in node.css("*"))


def _text(node: LexborNode) -> str:
    return plain("".join(_pieces(node)))


def _pieces(node: LexborNode) -> Iterator[str]:
    for child in _children(node):
        if child.tag == "-text":
            yield child.text()
        else:
            yield " " if child.tag in _BLOCKS or child.tag == "br" else ""
            yield from _pieces(child)


def _is_menu(node: LexborNode) -> bool:
    """A list of links and of nothing else."""
    links = sum(len(_text(link)) for link in node.css("a"))
    return len(node.css("a")) >= 4 and links > 0.85 * max(len(_text(node)), 1)


def _add_paragraph(draft: PageDraft, text: str) -> None:
    text = plain(text)
    label = printed_label(text, next((b.number for b in reversed(draft.blocks) if b.number), None))
    if label is None:
        draft.add(BlockKind.PARAGRAPH, text)
    else:
        kind = BlockKind.BULLET if label[1] is None else BlockKind.PARAGRAPH
        draft.add(kind, text, label=label[0], number=label[1])


def _add_item(draft: PageDraft, text: str) -> None:
    label = printed_label(text)
    draft.add(BlockKind.BULLET, text, label=label[0] if label else 0)


def _add_table(draft: PageDraft, table: LexborNode) -> None:
    """A row of one cell, or one that frames other tables or headings, is there for the layout and read as text."""
    rows: list[TableRow] = []
    columns: tuple[str, ...] = ()
    for row, cells in _rows(table):
        alone = sum(bool(_text(cell)) for cell in cells) == 1
        if (alone and any(_holds_block(cell) for cell in cells)) or any(cell.css_first(_FRAMED) for cell in cells):
            columns = add_table(draft, rows, columns, guess=False)
            rows = []
            for cell in cells:
                _add(draft, cell)
        else:
            rows.append(row)
    add_table(draft, rows, columns, guess=False)


def _rows(table: LexborNode) -> Iterator[tuple[TableRow, list[LexborNode]]]:
    """Each row and its cells. A cell merged over several rows belongs to each, if it is short."""
    down: dict[int, tuple[int, str]] = {}  # column -> how many more rows, and the text
    for row in table.css("tr"):
        if _table_around(row) != table:
            continue
        cells = [cell for cell in _children(row) if cell.tag in ("td", "th")]
        texts: list[str] = []
        for cell in cells:
            _go_on(texts, down)
            text, wide, deep = _text(cell), _span(cell, "colspan"), _span(cell, "rowspan")
            for i in range(wide):
                if deep > 1:
                    down[len(texts)] = (deep - 1, text if not i and len(text.split()) <= REPEATED_WORDS else "")
                texts.append(text if not i else "")
        _go_on(texts, down)
        bold = tuple(_is_bold(cell) for cell in cells if _text(cell))
        yield TableRow(tuple(texts), bold, bool(cells) and all(cell.tag == "th" for cell in cells)), cells


def _go_on(texts: list[str], down: dict[int, tuple[int, str]]) -> None:
    """Adds the cells at this place that go on from rows above."""
    while down.get(len(texts), (0, ""))[0]:
        left, text = down[len(texts)]
        down[len(texts)] = (left - 1, text)
        texts.append(text)


def _table_around(row: LexborNode) -> LexborNode | None:
    around = row.parent
    while around is not None and around.tag != "table":
        around = around.parent
    return around


def _span(cell: LexborNode, name: str) -> int:
    value = cell.attributes.get(name) or "1"
    return max(1, min(int(value), WIDEST)) if value.isdecimal() else 1


def _is_bold(cell: LexborNode) -> bool:
    strong = cell.css("b, strong, th")
    return cell.tag == "th" or (bool(strong) and sum(len(_text(each)) for each in strong) >= len(_text(cell)) > 0)
