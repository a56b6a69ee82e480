"""A link to a passage on its page, as a colleague may be sent it: it names a place, and carries no words or rights."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import groupby
from operator import itemgetter
from urllib.parse import urlencode

from assistant.answer import Citation
from assistant.lookups.judgements import NUMBERED
from corpus.corpus import Corpus
from corpus.held import HeldPaper, HeldPassage
from corpus.paper import Segment
from corpus.scope import Scope

VERSION_LETTERS = 12  # of a file's digest: enough to tell the versions of one paper apart
LARGEST_NUMBER = 2**31 - 1  # more than the pages, characters or briefings of anybody, and a number to every database


@dataclass(frozen=True, slots=True)
class PassageLink:
    """A page of a paper; with a passage, ``passage.text[start:end]`` is what is marked there.

    ``version`` begins the digest of the file that was cited: a file that has changed since is kept, and opens still.
    """

    paper: str
    page: int = 1
    passage: str | None = None
    start: int = 0
    end: int = 0
    version: str | None = None

    def as_query(self) -> dict[str, str]:
        query = {"paper": self.paper, "page": str(self.page)}
        if self.passage:
            query |= {"passage": self.passage, "start": str(self.start), "end": str(self.end)}
        if self.version:
            query["version"] = self.version
        return query

    def on_page(self, page: int) -> PassageLink:
        """The same passage seen from another page."""
        return replace(self, page=page)

    def to_now(self) -> PassageLink:
        """The paper as it is now, from its beginning."""
        return PassageLink(self.paper)


def address_of(screen: str, link: PassageLink) -> str:
    """The address of a link, from any screen of the app; ``screen`` is the path of the one that shows a page."""
    return f"{screen}?{urlencode(link.as_query())}"


def link_from(query: Mapping[str, str]) -> PassageLink | None:
    """The link that an address holds; None where it names no paper, or its numbers are none."""
    paper = query.get("paper")
    page, start, end = (
        number_in(query.get(name, usual)) for name, usual in (("page", "1"), ("start", "0"), ("end", "0"))
    )
    if not paper or page is None or start is None or end is None:
        return None
    return PassageLink(paper, page, query.get("passage") or None, start, end, query.get("version") or None)


def number_in(written: str) -> int | None:
    """A whole number as an address holds it, from 0 to LARGEST_NUMBER; None for anything else."""
    if not written.isdecimal() or len(written) > len(str(LARGEST_NUMBER)):
        return None
    number = int(written)
    return number if number <= LARGEST_NUMBER else None


def link_to(corpus: Corpus, citation: Citation, scope: Scope) -> PassageLink:
    """The link to what a citation quotes, in the version of the paper that it quotes."""
    link = PassageLink(citation.paper, citation.page or 1, citation.passage)
    found = version_of(corpus, link, scope)
    if found is None:
        return replace(link, passage=None)
    paper, link = found
    held = corpus.catalogue.passages([citation.passage], [paper]).get(citation.passage)
    start = held.passage.text.find(citation.quote) if held else -1
    if held is None or start < 0:
        return replace(link, passage=None)
    marked = replace(link, start=start, end=start + len(citation.quote))
    # a sheet of a workbook or a file of an archive, which have no page numbers to cite
    return marked if citation.page else marked.on_page(held.passage.parts(start, marked.end)[0][0].page)


def version_of(corpus: Corpus, link: PassageLink, scope: Scope) -> tuple[HeldPaper, PassageLink] | None:
    """The version of the paper that the link cites, and the link with that version named.

    A link that names no version was made of one that holds its passage: the present one if it does, or else the
    last that did. A version that the reader may not see is as one that never was. None where there is no such
    paper, or the reader may not see it.
    """
    present = corpus.catalogue.paper(link.paper, scope)
    if present is None:
        return None
    # the present version is one of them, the first, where the reader may see it
    versions = [present, *(v for v in corpus.catalogue.versions(link.paper, scope) if v.version != present.version)]
    names = {v.version: corpus.catalogue.stored_file(v)[:VERSION_LETTERS] for v in versions}
    cited = [v for v in versions if link.version is None or names[v.version] == link.version] or [present]
    if link.passage is None:
        return cited[0], link
    holding = [v for v in cited if corpus.catalogue.passages([link.passage], [v])]
    chosen = (holding or cited)[0]
    return chosen, replace(link, version=names[chosen.version])


def links_to_quotes(
    corpus: Corpus, quotes: Iterable[tuple[HeldPaper, int, str]]
) -> dict[tuple[str, str, int], PassageLink]:
    """Links to quotations from pages of papers that the reader may see, by paper id, quotation and page.

    One whose words stand in no passage, such as a number before a heading, leads to its page or to the words after it.
    """
    links: dict[tuple[str, str, int], PassageLink] = {}
    for paper, own in groupby(quotes, key=itemgetter(0)):
        version = corpus.catalogue.stored_file(paper)[:VERSION_LETTERS]
        passages = corpus.catalogue.passages_of(paper)
        for _, page, quote in own:
            link = PassageLink(paper.id, page, version=version)
            on_page = [p for p in passages if any(segment.page == page for segment in p.passage.segments)]
            holding = (
                replace(link, passage=held.key, start=start, end=start + len(words))
                for words in (quote, NUMBERED.sub("", quote))
                for held in on_page
                if words and (start := held.passage.text.find(words)) >= 0
            )
            links[paper.id, quote, page] = next(holding, link)
    return links


@dataclass(frozen=True, slots=True)
class Marked:
    """What a link marks: ``quote`` is ``held.passage.text[start:end]``, ``segments`` where that stands on its pages."""

    held: HeldPassage
    start: int
    end: int
    segments: tuple[Segment, ...]

    @property
    def quote(self) -> str:
        return self.held.passage.text[self.start : self.end]

    def spans_on(self, page: int) -> list[tuple[int, int]]:
        """The offsets in the page's text, in order and apart."""
        return [(s.start, s.end) for s in self.segments if s.page == page]

    def pages(self) -> list[int]:
        return sorted({s.page for s in self.segments})


def marked_by(corpus: Corpus, link: PassageLink, paper: HeldPaper) -> Marked | None:
    """What the link marks in that version of the paper; None where those words do not stand in it."""
    if link.passage is None:
        return None
    held = corpus.catalogue.passages([link.passage], [paper]).get(link.passage)
    if held is None or not 0 <= link.start < link.end <= len(held.passage.text):
        return None
    places = held.passage.parts(link.start, link.end)
    return Marked(held, link.start, link.end, tuple(place for place, _ in places))
