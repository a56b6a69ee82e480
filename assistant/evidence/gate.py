"""Is there enough evidence to answer? A small classifier, calibrated by tests/evaluation/fit_weights.py.

A question of a type (how many, when, who) is answered by a value of that type beside the thing it is asked of; any
other by sentences that hold what it names. Each kind has features of its own, and in the fit none may count against
the evidence: a sentence that gives more of what is asked never makes a refusal likelier.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Sequence
from functools import lru_cache
from importlib.resources import files
from typing import Any

from assistant.evidence.evidence import ODDS, Evidence, words_of_passage
from assistant.evidence.given import REPORTERS
from assistant.evidence.requirement import requirement_of
from assistant.evidence.selection import TITLES
from assistant.understanding.periods import MONTH
from assistant.understanding.question import STOP_WORDS, Question, words_of
from assistant.understanding.stems import stems_of
from assistant.understanding.values import Ask
from assistant.understanding.wants import Wants
from corpus.held import HeldPassage

FEATURES = (
    "given",  # a value beside its thing, of the time asked about, with the question's other words: the best
    "given_first",  # the same among the sentences that an answer would show
    "value",  # without the other words, up to VALUE_ENOUGH
    "rarest_given",  # with the rarest of the other words alone
    "least_given",  # with the one of them that is missed the most
    "named",  # how near the question's other words stand together
    "cosine",
    "given_cosine",  # the cosine of a sentence by how far it gives what is asked
    "present",  # share of the question's words, by their rarity, in any of the passages found
    "answers",  # the cross-encoder: that some sentence answers
    "holds_words",  # that some words do
    "value_answers",  # that a sentence with a value does
    "value_words",  # that words of a sentence with a value do
    "agent",
    "name",
    "untyped",  # the question asks for no value; what follows is of such questions, what stands above of the others
    "untyped_named",
    "untyped_cosine",
    "untyped_rarest",
    "untyped_least",
    "untyped_passage",
    "untyped_joint",  # as given_cosine
    "untyped_present",
    "untyped_answers",
    "untyped_words",
    "yes_no",
    "yes_no_present",
    "cause",
    "said",
    "change",
)
FREE = frozenset(
    {"agent", "name", "untyped", "yes_no", "cause", "said", "change"}
)  # of either sign; the other weights are at least 0
MONTH_NAME = re.compile(rf"(?:{MONTH})\.?", re.IGNORECASE)
RANKS = re.compile(
    r"\b(?:which|who|where)\b[^,:;.?]*\b(?:has|have|had|the|is|was|were) (?:the )?"
    r"(?:best|worst|most(?! recent)|highest|lowest|fewest|largest|biggest|greatest|smallest|longest|busiest)\b|"
    r"^\W*(?:is|are|was|were)\b[^,:;.?]*\bthe (?:best|worst|highest|lowest|largest|biggest)\b|\branking\b|"
    r"\bleague table\b",
    re.IGNORECASE,
)
RANKED = re.compile(
    r"\b(?:best(?! (?:endeavours|interests?|outcomes?|place|possible|practices?|start|use|value|way|work)\b)|"
    r"worst|highest|lowest|fewest|largest|biggest|greatest|smallest|longest|busiest|strongest|weakest|rank\w*|"
    r"(?:more|less|fewer|better|worse|higher|lower|larger) than (?!\d|two|three|four|five|half|one))\b",
    re.IGNORECASE,
)
RATE = re.compile(
    r"\b(?:a|an|per|each|every) (?:hour|day|night|week|month|year|place|bed|child|head)\b|"
    r"\b(?:hour|dai|night|week|month)ly\b",
    re.IGNORECASE,
)
CONTRACTED = re.compile(r"'(?:s|d|m|ll|re|ve)$")
LOOKED_AT = 12  # sentences, from the strongest
FIRST = 3
VALUE_ENOUGH = 0.4
MET_WITH = 0.35
PERSON_ENOUGH = 0.6
HEARD = 0.8  # from where on a sentence is taken for the words of those asked about
REJECTED = -4.0  # by the cross-encoder, for which 0 is as good as nothing that answers
SURE = 0.85  # a probability, from which most of what would be ruled out answers
PLAIN_READ = 3.0  # the logarithm of odds
OUT_OF_TIME = 0.1  # what a value counts that is of another time than asked about
SUM_OVERLAP, SUM_PASSAGE_OVERLAP, SUM_NAMED, SUM_COSINE = 0.5, 0.6, 0.6, 0.55
SUM_READ, SUM_READ_COSINE = 1.0, 0.4  # of a sentence that the cross-encoder plainly takes for an answer (log odds)


def gate_features(question: Question, evidence: Sequence[Evidence]) -> tuple[float, ...]:
    """What the gate weighs up, in the order of FEATURES."""
    if not evidence:
        return (0.0,) * len(FEATURES)
    top = evidence[:LOOKED_AT]
    required = requirement_of(question)
    values = [value_of(e) for e in top]

    def best(*names: str, among: int = LOOKED_AT) -> float:
        return max(
            value * math.prod(e.feature(name) for name in names) for value, e in zip(values[:among], top, strict=False)
        )

    given, rarest, least = best("named"), best("rarest_named"), best("least_named")
    joint = best("named", "sentence_cosine")
    cosine = max(e.feature("sentence_cosine") for e in top)
    present = 1 - top[0].feature("absent")
    answers, words = surest(top)
    if required.is_of_value:
        named = max(e.feature("named") for e in top[:FIRST])
        shown = best("named", among=FIRST)
        is_agent, is_name = float(required.ask is Ask.AGENT), float(required.ask is Ask.NAME)
        value = min(max(values), VALUE_ENOUGH)
        of_value = [e for v, e in zip(values, top, strict=True) if v >= VALUE_ENOUGH]
        read = (answers, words, *surest(of_value))
        typed = (given, shown, value, rarest, least, named, cosine, joint, present, *read, is_agent, is_name)
        return (*typed, *(0.0 for _ in FEATURES[len(typed) :]))
    passage = max(e.feature("passage_cosine") for e in top[:FIRST])
    yes_no, cause, said = (float(required.ask is ask) for ask in (Ask.YES_NO, Ask.CAUSE, Ask.SAID))
    change = float(bool(question.wants & {Wants.CHANGE, Wants.OUTCOME}))
    untyped = (
        1.0,
        given,
        cosine,
        rarest,
        least,
        passage,
        joint,
        present,
        answers,
        words,
        yes_no,
        yes_no * present,
        cause,
        said,
        change,
    )
    return (*(0.0 for _ in FEATURES[: -len(untyped)]), *untyped)


def surest(evidence: Sequence[Evidence]) -> tuple[float, float]:
    """The best of what the cross-encoder says of sentences, and of words in them, from -1 to 1."""
    return (
        max((e.answers for e in evidence), default=-ODDS) / ODDS,
        max((e.holds_words for e in evidence), default=-ODDS) / ODDS,
    )


def value_of(e: Evidence) -> float:
    return e.feature("value") * (OUT_OF_TIME + (1 - OUT_OF_TIME) * e.feature("time"))


def is_enough(question: Question, evidence: Sequence[Evidence]) -> bool:
    """Whether the evidence answers the question."""
    if sufficiency(question, evidence) < threshold_of(question, evidence):
        return False
    return not is_ruled_out(question, evidence)


def is_plain(question: Question, evidence: Sequence[Evidence]) -> bool:
    """Whether so much speaks for an answer that words which stand nowhere do not refuse it: the classifier is sure, and
    the cross-encoder that a sentence with what is asked for answers."""
    giving = [e for e in evidence[:LOOKED_AT] if value_of(e) >= VALUE_ENOUGH]
    read = max((e.answers for e in giving), default=-ODDS)
    return read >= PLAIN_READ and sufficiency(question, evidence) >= SURE


def threshold_of(question: Question, evidence: Sequence[Evidence]) -> float:
    """From where on a probability is enough, by whether the question asks for a value."""
    return float(fitted_for(evidence)["thresholds"][kind_of(question)])


def fitted_for(evidence: Sequence[Evidence]) -> dict[str, Any]:
    """The weights for evidence that the cross-encoder has read, or for that which it has not."""
    return dict(gate_settings()["papers" if is_read(evidence) else "unread"])


def is_read(evidence: Sequence[Evidence]) -> bool:
    """Whether the cross-encoder has read it: not so for a topic, which asks nothing."""
    return any(e.answers > -ODDS for e in evidence[:LOOKED_AT])


def kind_of(question: Question) -> str:
    return "value" if requirement_of(question).is_of_value else "text"


def is_ruled_out(question: Question, evidence: Sequence[Evidence]) -> bool:
    """Whether something is lacking that an answer can hardly do without, however near the evidence is otherwise.

    That is a person of the office, a sum such as is asked for, the one that is above others, and for a value or a
    person any word of the question. Somebody's own words, and names that stand nowhere, are done without where the
    classifier is all but certain.
    """
    is_sure = sufficiency(question, evidence) >= SURE
    if requirement_of(question).ask is Ask.PERSON and not is_named(evidence):
        return True
    if requirement_of(question).is_of_value and is_unheard_of(evidence):
        return True
    if not is_sure and not is_heard(question, evidence):
        return True
    are_named = is_sure or not names_unmet(question, evidence)
    if are_named and holds_sum(question, evidence) and is_ranked(question, evidence):
        return False
    return not is_plain(question, evidence)


def is_named(evidence: Sequence[Evidence]) -> bool:
    """Whether any of the strongest sentences names somebody of the office and the time asked about."""
    return any(
        value_of(e) >= PERSON_ENOUGH and value_of(e) * e.feature("named") >= MET_WITH for e in evidence[:LOOKED_AT]
    )


def is_unheard_of(evidence: Sequence[Evidence]) -> bool:
    """Whether no word that the question asks by stands in any passage found, and the cross-encoder takes no sentence
    for an answer in other words."""
    return all(e.feature("absent") >= 1 and e.answers < 0 for e in evidence[:LOOKED_AT])


def names_unmet(question: Question, evidence: Sequence[Evidence]) -> list[str]:
    """The names in a question (of people, places, bodies, laws) that stand in none of the passages found."""
    names = names_asked(question)
    if not names:
        return []
    held = {e.passage.key: e.passage for e in evidence}.values()
    stems = {stem for passage in held for stem in words_of_passage(passage)}
    stems |= {stem for passage in held for stem in stems_of(said_by_and_of(passage))}
    return [name for name in names if not stems.issuperset(stems_of(name))]


def names_asked(question: Question) -> list[str]:
    """The names in a question; none of one that begins most of its words with capitals, nor a term with other names,
    which is looked for elsewhere."""
    asked = words_of(question.topic)
    capitals = [word for i, word in enumerate(asked) if word[0].isupper() and (i or word.isupper())]
    if len(capitals) > len(asked) / 2:
        return []
    known = {stem for term in question.terms for stem in stems_of(term.found)}
    names = [name for name in capitals if len(name) > 2 and not MONTH_NAME.fullmatch(name) and is_name(name)]
    names = [name for name in names if not known.issuperset(stems_of(name))]
    # of two things, one will do: "an autism or ADHD diagnosis"
    return [name for name in names if not re.search(rf"\bor {re.escape(name)}|{re.escape(name)} or\b", question.topic)]


def is_name(word: str) -> bool:
    """Whether a word with a capital may tell one person, place or body from another."""
    return CONTRACTED.sub("", word.casefold()) not in STOP_WORDS | TITLES


def said_by_and_of(held: HeldPassage) -> str:
    """Who speaks in a passage, and the paper that it is of."""
    facts = held.paper.facts
    speakers = (sentence.speaker or "" for sentence in held.passage.sentences)
    return " ".join([facts.title, facts.authority or "", *speakers])


def is_heard(question: Question, evidence: Sequence[Evidence]) -> bool:
    """Whether somebody whose words are asked for speaks in any of the strongest sentences, and one that the
    cross-encoder does not take for no answer; True where none are asked for."""
    required = requirement_of(question)
    if required.ask is not Ask.SAID or required.thing & REPORTERS:
        return True
    return any(
        e.feature("value") >= HEARD and value_of(e) * e.feature("named") >= MET_WITH and e.answers > REJECTED
        for e in evidence[:LOOKED_AT]
    )


def is_ranked(question: Question, evidence: Sequence[Evidence]) -> bool:
    """Whether a sentence sets one above the others, where a question asks which is the best, the most or the least."""
    if not RANKS.search(question.text):
        return True
    return any(RANKED.search(e.text) and e.feature("named") >= MET_WITH for e in evidence[:LOOKED_AT])


def holds_sum(question: Question, evidence: Sequence[Evidence]) -> bool:
    """Whether a sentence with a sum of money such as is asked for is about most of what the question names; True where
    none is asked for.

    No sum is better than another one: what a building cost is no answer to what its places cost a week.
    """
    required = requirement_of(question)
    if required.ask is not Ask.MONEY and (Wants.MONEY not in question.wants or required.is_of_value):
        return True
    if required.ask is Ask.MONEY and sufficiency(question, evidence) >= SURE:
        return True
    if any(
        e.feature("type_fits")
        and e.feature("sentence_cosine") >= (SUM_READ_COSINE if e.answers > SUM_READ else SUM_COSINE)
        for e in evidence[:FIRST]
    ):
        return True
    any_sum = RATE.search(question.text) is None
    return any(
        (e.feature("type_fits") or (any_sum and value_of(e) >= PERSON_ENOUGH))
        and (e.feature("named") >= SUM_NAMED or e.feature("sentence_cosine") >= SUM_COSINE)
        and (e.feature("sentence_overlap") >= SUM_OVERLAP or e.feature("passage_overlap") >= SUM_PASSAGE_OVERLAP)
        for e in evidence[:LOOKED_AT]
    )


def sufficiency(question: Question, evidence: Sequence[Evidence]) -> float:
    """The probability, from 0 to 1, that there is enough."""
    fitted, features = fitted_for(evidence), gate_features(question, evidence)
    z = fitted["intercept"] + sum(fitted["weights"][name] * x for name, x in zip(FEATURES, features, strict=True))
    return 1 / (1 + math.exp(-z))


@lru_cache(1)
def gate_settings() -> dict[str, Any]:
    return dict(json.loads(files("assistant.evidence").joinpath("weights.json").read_text())["gate"])
