"""The evidence as a chat model is given it: numbered quotations, and of each what it takes to verify against it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from assistant.answer import Statement
from assistant.evidence.evidence import Evidence
from assistant.quoting.quote import as_statements
from assistant.quoting.quoted import Quoted
from assistant.verifier.verify import Cited, cited_of
from corpus.held import HeldPassage

FURTHER = 2  # sentences sent beside what the quoting answer quotes: more of them held no more of what was asked
NEARBY = 0.7  # share of the best score from which a sentence is sent that the quoting answer does not quote


@dataclass(frozen=True, slots=True)
class Numbered:
    """``cited`` holds only the sentences that are quoted, with the headings and dates of their paper."""

    number: int  # from 1
    quotation: Statement
    cited: Cited
    passage: HeldPassage


@dataclass(frozen=True, slots=True)
class Sent:
    """What is sent, and which quotations of the quoting answer are kept back: those of papers that the model may not
    see, and those that speak to whoever reads them. ``wanted`` are the numbers of what the quoting answer quotes."""

    evidence: tuple[Numbered, ...]
    wanted: frozenset[int]
    closed: tuple[Statement, ...]
    kept_back: tuple[Statement, ...]


def number_evidence(quoted: Sequence[Statement], ranked: Sequence[Sequence[Evidence]], with_exempt: bool) -> Sent:
    """The quotations of the quoting answer in its order, with the next best of ``ranked``; what one speaker says in one
    paper stands together.

    Each part of ``ranked`` has the strongest first; together they hold the passages of all that is quoted. What is far
    weaker is not sent: a statement can be true to it and still answer another question.
    """
    passages = {e.passage.key: e.passage for part in ranked for e in part}
    near = [e for part in ranked for e in part if e.score >= NEARBY * part[0].score]
    closed, kept_back, sent = [], [], []
    for statement in quoted:
        if not with_exempt and not all(passages[c.passage].paper.is_public for c in statement.citations):
            closed.append(statement)
        elif addresses_reader(statement.text):
            kept_back.append(statement)
        else:
            sent.append(statement)
    wanted = {statement.text for statement in sent}
    most = len(sent) + FURTHER
    for statement in further(near, with_exempt):
        if len(sent) >= most:
            break
        if not any(is_within(statement, other) for other in [*sent, *kept_back]):
            sent.append(statement)
    numbered = [as_numbered(number, statement, passages) for number, statement in enumerate(by_source(sent), 1)]
    numbers = frozenset(item.number for item in numbered if item.quotation.text in wanted)
    return Sent(tuple(numbered), numbers, tuple(closed), tuple(kept_back))


def by_source(statements: Sequence[Statement]) -> list[Statement]:
    """Who says it in which paper needs to be said once of those that stand together."""
    together: dict[tuple[object, ...], list[Statement]] = {}
    for statement in statements:
        source = (statement.citations[0].paper, statement.voice, statement.speaker, statement.quoted_by)
        together.setdefault(source, []).append(statement)
    return [statement for group in together.values() for statement in group]


def further(near: Sequence[Evidence], with_exempt: bool) -> Iterable[Statement]:
    for e in near:
        if with_exempt or e.passage.paper.is_public:
            for statement in as_statements([Quoted(e.passage, e.sentence)], ()):
                if not addresses_reader(statement.text):
                    yield statement


def is_within(statement: Statement, other: Statement) -> bool:
    return " ".join(statement.text.casefold().split()) in " ".join(other.text.casefold().split())


def as_numbered(number: int, quotation: Statement, passages: dict[str, HeldPassage]) -> Numbered:
    held = passages[quotation.citations[0].passage]
    start = held.passage.text.index(quotation.text)
    end = start + len(quotation.text)
    cited = cited_of(held)
    within = [
        said
        for sentence, said in zip(held.passage.sentences, cited.sentences, strict=True)
        if start <= sentence.start and sentence.end <= end
    ]
    return Numbered(number, quotation, replace(cited, sentences=tuple(within)), held)


# What a paper about children's services says to nobody, and an instruction to an assistant does.
ADDRESSES = re.compile(
    r"""
      \byour\ (\w+\ )?(answers?|responses?|repl(y|ies)|messages?|output|prompt)\b | \bthis\ (prompt|output|reply)\b
    | \b(ignore|disregard|forget|override|bypass)\b.{0,40}\b(instruction|prompt|rule|above|previous|evidence|everything)
    | \b(system|developer)\ (prompt|message)\b | \b(language|chat)\ ?(model|bot)s?\b | \byou\ are\ (now\ )?(an?|the)\b
    | \b(to|dear|note\ to|attention,?)\ (the\ |any\ |all\ )?(ai|assistants?(?!\ (director|head|principal|chief|team)))\b
    | (?:https?:|www\.|\b[\w.-]+@[\w-]+\.\w|\b[\w-]+\.(com|net|org|xyz|io|info|co\.uk)\b)
    | [{}`] | \]\( | <[/!a-z]
    | ^\W*(please\ |now\ |always\ |never\ |instead,?\ |also,?\ |then\ )*
      (write|say|tell|answer|reply|respond|translate|explain|draft|compose|render|scramble|misspell|rearrange|repeat|
       print|output|reveal|click|download|pretend|jumble|anagram|ignore|disregard|forget|act\ as|convert|
       in\ (your|the)\ (answer|response|reply))\b
    | \?\W*$
    """,
    re.IGNORECASE | re.VERBOSE,
)


def addresses_reader(text: str) -> bool:
    """Whether some sentence of a paper speaks to whoever reads it: asks, instructs, links. Such text is quoted where it
    answers, and never sent to a model."""
    return any(ADDRESSES.search(sentence) for sentence in re.split(r"(?<=[.!?:;])\s+", text))
