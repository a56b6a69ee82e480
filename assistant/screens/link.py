"""A link to a passage on its page, as a colleague may be sent it: it names a place, and carries no words or rights."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from assistant.answer import Citation
from corpus.corpus import Corpus
from corpus.held import HeldPaper, HeldPassage
from corpus.paper import Role, Segment
from corpus.scope import Scope


@dataclass(frozen=True, slots=True)
class PassageLink:
    """A page of a paper; with a passage, ``passage.text[start:end]`` is what is marked there."""

    paper: str
    page: int = 1
    passage: str | None = None
    start: int = 0
    end: int = 0

    def as_query(self) -> dict[str, str]:
        query = {"paper": self.paper, "page": str(self.page)}
        if self.passage:
            query |= {"passage": self.passage, "start": str(self.start), "end": str(self.end)}
        return query

    def on_page(self, page: int) -> PassageLink:
        """The same passage seen from another page."""
        return PassageLink(self.paper, page, self.passage, self.start, self.end)


def link_from(query: Mapping[str, str]) -> PassageLink | None:
    """The link that an address holds; None where it names no paper, or its numbers are none."""
    try:
        link = PassageLink(
            query.get("paper", ""),
            int(query.get("page", "1")),
            query.get("passage") or None,
            int(query.get("start", "0")),
            int(query.get("end", "0")),
        )
    except ValueError:
        return None
    return link if link.paper else None


def link_to(corpus: Corpus, citation: Citation, role: Role) -> PassageLink:
    """The link to what a citation quotes."""
    page = PassageLink(citation.paper, citation.page or 1)
    paper = corpus.catalogue.paper(citation.paper, Scope(role))
    held = corpus.catalogue.passages([citation.passage], [paper]).get(citation.passage) if paper else None
    start = held.passage.text.find(citation.quote) if held else -1
    if held is None or start < 0:
        return page
    return PassageLink(page.paper, page.page, held.key, start, start + len(citation.quote))


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
    """What the link marks in the paper as it is now; None where those words stand in it no more."""
    if link.passage is None:
        return None
    held = corpus.catalogue.passages([link.passage], [paper]).get(link.passage)
    if held is None or not 0 <= link.start < link.end <= len(held.passage.text):
        return None
    places = held.passage.parts(link.start, link.end)
    return Marked(held, link.start, link.end, tuple(place for place, _ in places))
