"""The evidence as a chat model is given it: numbered quotations, and of each what it takes to verify against it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from assistant.answer import Statement
from assistant.evidence import Evidence
from assistant.quote import Quoted, as_statements
from assistant.verifier.verify import Cited, cited_of
from corpus.held import HeldPassage

MOST = 12  # quotations sent
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
    see, and those that speak to whoever reads them."""

    evidence: tuple[Numbered, ...]
    closed: tuple[Statement, ...]
    kept_back: tuple[Statement, ...]


def number_evidence(quoted: Sequence[Statement], ranked: Sequence[Sequence[Evidence]], with_exempt: bool) -> Sent:
    """The quotations of the quoting answer first, then others of ``ranked`` in its order.

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
    for statement in further(near, with_exempt):
        if len(sent) >= MOST:
            break
        if not any(is_within(statement, other) for other in [*sent, *kept_back]):
            sent.append(statement)
    numbered = [as_numbered(number, statement, passages) for number, statement in enumerate(sent, 1)]
    return Sent(tuple(numbered), tuple(closed), tuple(kept_back))


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
