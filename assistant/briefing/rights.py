"""What of a briefing a reader may see: looked at anew each time, for the papers that it draws on."""

from __future__ import annotations

from assistant.briefing.briefing import Briefing, Line
from corpus.catalogue import Catalogue
from corpus.scope import Scope


def for_reader(briefing: Briefing, catalogue: Catalogue, scope: Scope) -> Briefing:
    """The briefing without the lines that draw on papers which the scope does not open.

    An officer's own words have the access of what they were written from; of a closed paper, they are closed too.
    """
    opened = {paper.id for paper in catalogue.papers(scope, current=False)}
    # the right to a closed line without a citation, as a theme's question, is the right to every paper of its kind
    sections = tuple(
        section.model_copy(update={"lines": tuple(line for line in section.lines if may_see(line, scope, opened))})
        for section in briefing.sections
    )
    closed = briefing.closed_held if all_closed_open(scope) else 0
    graded = tuple(paper for paper in briefing.graded if paper in opened)
    return briefing.model_copy(update={"sections": sections, "closed_held": closed, "graded": graded})


def may_see(line: Line, scope: Scope, opened: set[str]) -> bool:
    papers = {reference.citation.paper for reference in line.references}
    if papers:
        return papers <= opened
    return line.access in scope.access


def all_closed_open(scope: Scope) -> bool:
    return len(scope.access) > 1


def public_only(briefing: Briefing) -> Briefing:
    """The briefing without anything that is not public: for a paper that will be published."""
    sections = tuple(
        section.model_copy(update={"lines": tuple(line for line in section.lines if line.is_public)})
        for section in briefing.sections
    )
    return briefing.model_copy(update={"sections": sections, "closed_held": 0})
