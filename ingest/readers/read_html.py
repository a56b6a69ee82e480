"""A web page -> one page of blocks: its title and main text. Menus, banners, footers and teasers are left out."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from selectolax.lexbor import LexborHTMLParser, LexborNode

from corpus.paper import BlockKind, Pages
from ingest.readers.html_main import add_main, main_of
from ingest.readers.page_draft import PageDraft
from ingest.readers.read_text import decoded
from ingest.readers.site_text import is_aside
from ingest.readers.word_blocks import plain
from ingest.unreadable import UnreadablePaper

_ERROR = re.compile(
    r"\b(40[0-9]|50[0-9])\b.{0,40}(error|not found|forbidden|unavailable)|\bnot found\b"
    r"|\b(page|report|document|file|resource)\b.{0,30}"
    r"\b(no longer (exists|available)|cannot be found|can.t be found|does not exist)"
    r"|access (denied|forbidden)|just a moment|are you a robot|verify you are human|session (has )?expired"
    r"|service unavailable|sign in to (continue|your account)",
    re.IGNORECASE,
)
ERROR_PAGE_WORDS = 120  # an error page says no more than this
ARTICLE_WORDS = 40  # an article that was told apart from its site has at least this many


def read_html(data: bytes) -> Pages:
    """Raises UnreadablePaper for an error page and for a page without any text."""
    source = decoded(data)
    tree = LexborHTMLParser(source)
    title = _text(tree.css_first("title")) or _text(tree.css_first("h1"))
    headline = " ".join(filter(None, [title, _text(tree.css_first("h1"))]))
    draft = PageDraft()
    main = main_of(tree)
    if main is not None:
        add_main(draft, main)
    elif tree.body is not None:
        import trafilatura  # here, because it takes half a second that few pages need

        add_main(draft, tree.body)
        _set_apart(draft, trafilatura.extract(source, include_comments=False, include_tables=True) or "")
    _set_asides_apart(draft)
    words = len(draft.text.split())
    if words < ERROR_PAGE_WORDS and (_ERROR.search(headline) or (words < 40 and _ERROR.search(draft.text))):
        says = (title or draft.text)[:80]
        raise UnreadablePaper(f"this is not a paper but a web page that says “{says}”: fetch the paper again")
    if not draft.blocks:
        raise UnreadablePaper("the web page holds no text of its own: open it in a browser and save it as PDF")
    return Pages((draft.page(),), paged=False, title=title, published=_published(tree))


_PUBLISHED = (
    ('meta[property="article:published_time"]', "content"),
    ('meta[name="DCTERMS.issued"]', "content"),
    ('meta[name="DC.date.issued"]', "content"),
    ('meta[itemprop="datePublished"]', "content"),
    ('time[itemprop="datePublished"]', "datetime"),
)


def _published(tree: LexborHTMLParser) -> str | None:
    """The day of publication that a page states for machines; None where two of its statements differ."""
    stated = set()
    for selector, attribute in _PUBLISHED:
        for node in tree.css(selector):
            try:
                stated.add(date.fromisoformat((node.attributes.get(attribute) or "").strip()[:10]).isoformat())
            except ValueError:
                continue  # what is no date states none
    return stated.pop() if len(stated) == 1 else None


def _text(node: LexborNode | None) -> str | None:
    return (plain(node.text()) or None) if node is not None else None


def _set_apart(draft: PageDraft, article: str) -> None:
    """Where a page does not mark its main part, what is not in its article becomes furniture."""
    if len(article.split()) < ARTICLE_WORDS:
        return
    squashed = _squash(article)
    kept = False
    for i in range(len(draft.blocks) - 1, -1, -1):
        block = draft.blocks[i]
        if _squash(draft.text[block.label_end : block.end]) in squashed:
            kept = True
        elif block.kind is not BlockKind.HEADING or not kept:  # a heading stands with what follows it
            draft.blocks[i] = replace(block, kind=BlockKind.FURNITURE, columns=(), cells=(), number=None)
            kept = False


def _set_asides_apart(draft: PageDraft) -> None:
    """What a site puts between the lines of an article becomes furniture."""
    for i, block in enumerate(draft.blocks):
        if block.kind in (BlockKind.PARAGRAPH, BlockKind.BULLET) and is_aside(draft.text[block.label_end : block.end]):
            draft.blocks[i] = replace(block, kind=BlockKind.FURNITURE, number=None)


def _squash(text: str) -> str:
    return "".join(c for c in text.lower() if c.isalnum())
