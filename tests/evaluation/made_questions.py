"""Questions made by rule from the papers held, answerable and not, to fit the gate on more than a few dozen.

Each pair of rules differs in one thing: a sentence that gives a number ("27 care leavers are parents") makes a question
that it answers, and one that gives none ("most care leavers are parents") the same sort of question that it does not.
What is made is never measured on: see fit_weights.py.
"""

# ruff: noqa: E501 - a pattern is read best on a line of its own
from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from assistant.understanding.question import substance
from assistant.understanding.stems import stems_of
from assistant.understanding.values import MONTHS, WORDS
from corpus.corpus import Corpus
from corpus.held import HeldPaper
from corpus.paper import Role
from corpus.scope import Scope

EACH = 6  # questions of one sort, answerable or not, for one council
NAMELESS = "2018"  # inspection reports from this year on name no official

PEOPLE = (
    r"(?:[a-z-]+ ){0,2}(?:children|young people|care leavers|social workers|foster carers|families|parents|staff|"
    r"referrals|assessments|plans|visits|cases|contacts|pupils|managers|practitioners|placements|schools|posts)"
)
DOES = (
    r"(?:are|were|is|was|have|had|has|live|lived|receive|received|do not|did not|went|go|become|became|get|said|told)"
)
REST = r"[a-z][^.,;:()%£\d]{12,80}"
EXACT = rf"(?:\d[\d,]*|{WORDS})"
VAGUE = r"(?:most|many|some|a (?:small|large|significant|growing) (?:number|minority|majority) of|a few|several|too many|few)"
ROLE = (
    r"(?:director of children.s services|chief executive|lead member|principal social worker|independent chair|"
    r"headteacher of the virtual school|assistant director|head of service)"
)
BEGAN = r"(?:appointed|established|introduced|launched|opened|created|restructured|commissioned|set up|implemented)"
BODIES = r"(?:schools|providers|agencies|partners|settings|health services|hospitals|teams|boards)"
DOING = {"chaired": "chairs", "led": "leads", "provided": "provides", "delivered": "delivers", "run": "runs",
         "managed": "manages", "commissioned": "commissions"}  # fmt: skip


@dataclass(frozen=True)
class Made:
    """A question by rule. ``quote`` is the sentence that it was made from, and answers it where ``answerable``."""

    sort: str
    text: str
    authority: str
    answerable: bool
    quote: str


def made_questions(corpus: Corpus, seed: int = 0) -> list[Made]:
    """At most EACH of a sort for each council, drawn at random from all that the rules give."""
    papers = corpus.catalogue.papers(Scope(Role.PUBLIC))
    by_sort: dict[tuple[str, str, bool], list[Made]] = defaultdict(list)
    sentences = {paper.id: list(sentences_of(corpus, paper)) for paper in papers}
    words: dict[str, set[str]] = defaultdict(set)
    for paper in papers:
        for text in sentences[paper.id]:
            words[paper.facts.authority or ""] |= set(stems_of(text))
    for paper in papers:
        for text in sentences[paper.id]:
            for made in [*from_sentence(paper, text), *about_topic(paper, text, words)]:
                by_sort[made.authority, made.sort, made.answerable].append(made)
    draw = np.random.default_rng(seed)
    return [own[i] for key in sorted(by_sort) for own in [by_sort[key]] for i in draw.permutation(len(own))[:EACH]]


def sentences_of(corpus: Corpus, paper: HeldPaper) -> Iterator[str]:
    if not paper.facts.authority or not paper.said:
        return
    for held in corpus.catalogue.passages_of(paper):
        for sentence in held.passage.sentences:
            text = " ".join(held.passage.text[sentence.start : sentence.end].replace("’", "'").split())
            if 6 <= len(text.split()) <= 45:
                yield text


def from_sentence(paper: HeldPaper, text: str) -> Iterator[Made]:
    """Questions whose answer a sentence gives, or would have given with a number, a name or a date."""
    council, year = paper.facts.authority or "", paper.said[:4]

    def made(sort: str, question: str, answerable: bool) -> Made:
        return Made(sort, " ".join(question.split()), council, answerable, text)

    for amount, is_exact in ((EXACT, True), (VAGUE, False)):
        if found := re.search(
            rf"(?:^|[,;] |\bthat |\band ){amount} (?P<who>{PEOPLE}) (?P<what>{DOES} {REST})", text, re.IGNORECASE
        ):
            ending = f"in {council} in {year}?" if len(text) % 2 else f"in the {year} inspection of {council}?"
            yield made("number", f"How many {found['who']} {found['what']} {ending}", is_exact)
    for amount, is_exact in (
        (r"(?:\d+(?:\.\d+)?(?:%| per cent)) of", True),
        (r"(?:most|the majority of|many|a minority of)", False),
    ):
        if found := re.search(
            rf"\b{amount} (?P<who>(?:all |the )?{PEOPLE}) (?P<what>{DOES} {REST})", text, re.IGNORECASE
        ):
            yield made("share", f"What percentage of {found['who']} in {council} {found['what']} in {year}?", is_exact)
    if found := re.search(
        rf"(?P<what>[Tt]he [a-z' -]{{5,50}}?),? (?:is|are|which is|was) (?:\w+ )?(?P<how>{'|'.join(DOING)}) by (?:the|an?|[A-Z])",
        text,
    ):
        yield made("agent", f"Who {DOING[found['how']]} {found['what']} in {council}?", True)
    if (found := re.search(rf"\b{ROLE}\b", text)) and year >= NAMELESS and paper.paged:
        yield made("person", f"What was the name of {council}'s {found[0]} in {year}?", False)
        yield made("person", f"Who was {council}'s {found[0]} at the time of the {year} inspection?", False)
    if found := re.search(
        rf"(?P<what>\b[Tt]he [a-z' -]{{5,60}}?) (?P<was>was|were|has been|have been) (?:recently |newly |also )?(?P<how>{BEGAN})\b(?P<rest>[^.]*)",
        text,
    ):
        is_dated = bool(
            re.search(rf"\b(?:in|since|on) (?:(?:\d+ )?(?:{MONTHS}) )?20\d\d", found["rest"], re.IGNORECASE)
        )
        if is_dated or not re.search(r"\d|ago|year|month|spring|summer|autumn|winter", text):
            yield made("date", f"When was {found['what']} {found['how']} in {council}?", is_dated)
    if found := re.search(r"£[\d,.]+(?: million)?(?P<what> (?:for|on|to|towards|of|in) [a-z][^.,;£]{10,60})", text):
        yield made(
            "money",
            f"How much money went{found['what']} in {council}?".replace("went of", "was there in the way of"),
            True,
        )
    elif found := re.search(
        r"\b(?:invest\w*|fund\w*|budget\w*|resourc\w*) (?P<what>(?:in|for|to) [a-z][^.,;£\d]{8,60})", text
    ):
        yield made("money", f"How much did {council} spend {found['what']}?".replace("spend in", "spend on"), False)
    if found := re.search(
        rf"\b(?:[Ss]ome|[Mm]ost|[Mm]any|[Ss]everal|a few|a small number of) (?P<who>{BODIES}) (?P<what>[a-z][^.,;:\d]{{12,70}})",
        text,
    ):
        yield made("name", f"Which {found['who']} in {council} {found['what']}?", False)
    if found := re.search(
        r"(?P<what>[a-z-]+ (?:project|programme|service|team|scheme|board|council|forum|panel|hub)),? (?:is |are )?(?:called|named|known as) ",
        text,
    ):
        yield made("name", f"What is the {found['what']} in {council} called?", True)


def about_topic(paper: HeldPaper, text: str, words: dict[str, set[str]]) -> Iterator[Made]:
    """Questions on a matter named in a sentence: to its own council, and to one in whose papers no such word stands."""
    council = paper.facts.authority or ""
    found = re.search(
        r"\b(?:of|about|on|with|for|the) (?P<what>[a-z][a-z-]+ [a-z-]{4,}(?: [a-z-]{4,})?)(?=[.,;])", text
    )
    if not found or len(substance(found["what"])) < 2:
        return
    stems = set(stems_of(found["what"]))
    asked = ("What did inspectors say about {0} in {1}?", "Do we do anything on {0} in {1}?", "Is there {0} in {1}?",
             "Why is {0} a problem in {1}?")  # fmt: skip
    form = asked[len(text) % len(asked)]
    yield Made("text", form.format(found["what"], council), council, True, text)
    for other in sorted(words):
        if other and other != council and stems - words[other]:
            yield Made("text", form.format(found["what"], other), other, False, text)
