"""What the form of a council's report says: its recommendations, whether it is a key decision, the wards it affects.

Decision reports of English councils share these headings; a word or two under each is the whole answer.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.evidence.focus import in_focus, weigh_papers
from assistant.quoting.quoted import Quoted
from assistant.understanding.question import Question, substance
from assistant.understanding.stems import stems_of
from assistant.understanding.wants import Wants
from corpus.catalogue import Catalogue
from corpus.held import HeldPaper, HeldPassage
from corpus.paper import Kind

# How a part of the form is asked for, and how its heading or its line begins.
FIELDS: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...] = tuple(
    (re.compile(asked, re.IGNORECASE), re.compile(heading, re.IGNORECASE))
    for asked, heading in (
        (r"\bkey decision\b", r"key decision"),
        (
            r"\bwards?\b.*\b(affect|concern|cover|involv)|\b(affect|concern|cover|involv)\w*\b.*\bwards?\b|\b(which|"
            r"what) wards?\b",
            r"wards?\b.*affected",
        ),
        (
            r"\bconfidential(ity)?\b|\bexempt\b|\bnot for publication\b|\bheld back from the public\b",
            r"(statement of )?confidentiality|exempt(ion)? (information|statement)",
        ),
        (
            r"\b(alternatives?|other options?|options?)\b.*\b(reject|consider|rul|turn|look)",
            r"alternative options|options considered",
        ),
        (r"\breasons? for (the )?(report'?s? )?recommendations?\b", r"reasons? for"),
        (
            r"\brecommend(ed|s|ations?)?\b.*\b(committee|council|cabinet|panel|members|report)\b|"
            r"\b(committee|council|cabinet|panel|members|report)\b.*\b(asked|recommend(ed|s|"
            r"ations?)?)\b(?!.*\bofsted recommend)",
            r"recommendations?\b",
        ),
        (r"\blegal (implications?|powers?|basis)\b|\bstatutory powers?\b", r"legal implications|statutory power"),
        (
            r"\bcapital\b|\brevenue\b|\b(resource|financial|budget) implications?\b",
            r"resource implications|financial implications",
        ),
        (r"\bproperty implications?\b", r"(resource implications > )?property"),
        (r"\bpolicy framework\b", r"policy framework"),
        (r"\bdecision[- ]maker\b|\bwho (was|is|were) (to|asked to) (make the )?deci(sion|de)\b", r"decision[- ]maker"),
        (
            r"\bwho (wrote|drafted|was the author of) (the|this|that) (\w+ )?report\b|\bauthor of (the|this|"
            r"that) (\w+ )?report\b",
            r"author",
        ),
        (r"\bequality impact\b|\beia\b", r"equality impact"),
    )
)
# What a closed appendix says is no part of the form, which only says that it is closed.
IN_CLOSED = re.compile(
    r"\b(?:confidential|exempt|restricted) (?:annex(?:e|es)?|appendix|appendices|papers?|part|section)\b[^?]*"
    r"\b(?:say|says|said|show|shows|showed|tell|told|give|gave|mention|put)\b|"
    r"\b(?:in|from|according to) the (?:confidential|exempt|restricted) (?:annex|appendix|appendices|papers?|part)\b",
    re.IGNORECASE,
)
FORMS = frozenset({Kind.COMMITTEE_REPORT})
MOST = 5


def find_field(catalogue: Catalogue, question: Question, papers: Sequence[HeldPaper]) -> tuple[Quoted, ...]:
    """The part of the form of a council's report that a question asks for; empty where it asks for none."""
    text = question.text.replace("’", "'")
    headings = [heading for asked, heading in FIELDS if asked.search(text)]
    reports = [paper for paper in papers if paper.facts.kind in FORMS]
    if not headings or not reports or Wants.OUTCOME in question.wants or IN_CLOSED.search(text):
        return ()
    paper = the_report(question, reports, catalogue)
    if paper is None:
        return ()
    passages = catalogue.passages_of(paper)
    for heading in headings:
        if found := under(passages, heading):
            return found[:MOST]
    return ()


def the_report(question: Question, reports: Sequence[HeldPaper], catalogue: Catalogue) -> HeldPaper | None:
    """The report that fits the dates and the words of the question best; None where several fit alike."""
    fitting = in_focus(question, reports) or ([] if question.periods else list(reports))
    asked = set(stems_of(" ".join(substance(question.topic))))
    weights = weigh_papers(question, fitting)

    def fit(paper: HeldPaper) -> tuple[float, int]:
        subject = {stem for held in catalogue.passages_of(paper)[:8] for stem in stems_of(held.passage.text)}
        return weights[paper.id], len(asked & (subject | set(stems_of(paper.facts.title))))

    ranked = sorted(fitting, key=fit, reverse=True)
    return ranked[0] if ranked and (len(ranked) == 1 or fit(ranked[0]) > fit(ranked[1])) else None


def under(passages: Sequence[HeldPassage], heading: re.Pattern[str]) -> tuple[Quoted, ...]:
    """What stands under a heading, or on a line, that begins so."""
    found = []
    for held in passages:
        headings = held.passage.headings
        in_heading = any(heading.match(part.strip()) for part in (*headings[-2:], " > ".join(headings[-2:])))
        if in_heading or heading.match(held.passage.text):
            found += [Quoted(held, i) for i in range(len(held.passage.sentences))]
    return tuple(found)
