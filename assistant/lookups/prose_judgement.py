"""A judgement that a report gives in sentences, under a heading that says so, and not as a grade."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answer import Statement
from assistant.evidence.focus import IN_YEAR, period_weight
from assistant.quoting.quoted import Quoted, as_statement
from assistant.understanding.question import Question
from assistant.understanding.wants import Wants
from corpus.catalogue import Catalogue
from corpus.held import HeldPaper
from corpus.paper import Judgement

# "Overall judgement on progress since ...", "Judgement on progress"
HEADING = re.compile(
    r"\boverall (?:judge?ments?|conclusions?|evaluation|verdict|assessment|findings?)\b|"
    r"\b(?:judge?ments?|conclusions?) (?:on|about|of) (?:the )?(?:progress|improvement)\b",
    re.IGNORECASE,
)
WHY = re.compile(
    r"^\W*(?:so |and |but )*(?:why|how come|for what reasons?|what (?:made|drove|led|caused))\b", re.IGNORECASE
)
MOST = 4  # sentences


def judged_in_prose(
    catalogue: Catalogue, question: Question, rows: Sequence[tuple[HeldPaper, Judgement]]
) -> list[Statement]:
    """The sentences of the judgement that a question asks for, where its one inspection gave no grade."""
    if question.periods:
        rows = [row for row in rows if period_weight(question.periods, row[0]) >= IN_YEAR]
    papers = {paper.id: paper for paper, _ in rows}
    if Wants.GRADE not in question.wants or len(papers) != 1 or WHY.search(question.text):
        return []
    if any(judgement.grade for _, judgement in rows):
        return []
    (paper,) = papers.values()
    under = [held for held in catalogue.passages_of(paper) if HEADING.search(" ".join(held.passage.headings[-1:]))]
    lines = [Quoted(held, i) for held in under for i in range(len(held.passage.sentences))][:MOST]
    runs: dict[str, list[Quoted]] = {}
    for line in lines:
        runs.setdefault(line.passage.key, []).append(line)
    return [as_statement(run) for run in runs.values()]
