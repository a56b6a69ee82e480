"""Statements of an answer and rows of the registers as lines of a briefing, each with its links."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from assistant.answer import Citation, Statement
from assistant.briefing.briefing import Line, Reference
from assistant.quoting.passage_link import PassageLink, link_to
from assistant.tracker.item import Item
from corpus.context import kind_name, when
from corpus.corpus import Corpus
from corpus.dates import date_in_words
from corpus.held import HeldPaper
from corpus.paper import Access
from corpus.scope import Scope

STRICTEST = [Access.PUBLIC, Access.EXEMPT, Access.CONFIDENTIAL]


class LineMaker:
    """Makes lines for one reader; ``papers`` by id are those that the reader may see."""

    def __init__(self, corpus: Corpus, scope: Scope, papers: Mapping[str, HeldPaper]) -> None:
        self.corpus = corpus
        self.scope = scope
        self.papers = papers
        self._links: dict[Citation, PassageLink] = {}

    def from_statement(self, statement: Statement, *, under: str | None = None, label: str | None = None) -> Line:
        return Line(
            text=statement.text,
            kind="register" if statement.kind == "register" else "quote",
            under=under or self.heading(statement.citations[0].paper),
            label=label or (f"Listed under “{statement.under}”" if statement.under else None),
            voice=statement.voice,
            speaker=statement.speaker,
            quoted_by=statement.quoted_by,
            references=tuple(self.reference(citation) for citation in statement.citations),
            access=self.access([citation.paper for citation in statement.citations]),
        )

    def from_item(self, item: Item, *, under: str | None = None, label: str | None = None) -> Line:
        """What was required, recommended or resolved, verbatim, with owner, date and progress as the paper has them."""
        cited = item.citation
        return Line(
            text=cited.quote,
            under=under or self.heading(item.paper.id),
            label=label,
            detail=detail_of(item),
            voice=item.voice,
            references=(Reference(citation=cited, link=item.link),),
            access=self.access([item.paper.id]),
        )

    def reference(self, citation: Citation) -> Reference:
        if citation not in self._links:
            self._links[citation] = link_to(self.corpus, citation, self.scope)
        return Reference(citation=citation, link=self._links[citation])

    def access(self, papers: Sequence[str]) -> Access:
        """The strictest marking of these papers."""
        return strictest(self.papers[paper] for paper in papers)

    def heading(self, paper: str) -> str:
        return paper_heading(self.papers[paper])


def strictest(papers: Iterable[HeldPaper]) -> Access:
    """The strictest marking of these papers; public where there is none."""
    return max((paper.facts.access for paper in papers), key=STRICTEST.index, default=Access.PUBLIC)


def paper_heading(paper: HeldPaper) -> str:
    """ "ILACS inspection report, 18 to 29 September 2023"."""
    kind = kind_name(paper.facts)
    kind = kind[:1].upper() + kind[1:]
    if paper.facts.inspected_to or not paper.facts.meeting_date:
        return ", ".join(part for part in (kind, when(paper.facts) or "no date") if part)
    return f"{kind}, meeting of {date_in_words(paper.facts.meeting_date)}"


def detail_of(item: Item) -> str | None:
    row = item.row
    due = date_in_words(row.due_date) if row.due_date else row.due
    parts = [
        f"Owner: {row.owner}" if row.owner else None,
        f"Due: {due}" if due else None,
        f"Action: {row.action_rag}" if row.action_rag else None,
        f"Impact: {row.impact_rag}" if row.impact_rag else None,
        f"Done so far: “{row.progress.rstrip('.')}”" if row.progress else None,
    ]
    said = ". ".join(part for part in parts if part)
    return f"{said}." if said else None
