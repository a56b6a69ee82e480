"""Where a paragraph quotes: between double marks, between single ones, or with one mark of the pair left out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_DOUBLE = re.compile(r"[“”„\"]")
_SINGLE_OPENS = re.compile(r"(?<!\w)‘(?=\S)|(?<![\w’'.,!?])'(?=\w)")
_SINGLE_CLOSES = re.compile(r"(?<=[\w.,!?…)])[’'](?!\w)")
_MARK = re.compile(f"{_DOUBLE.pattern}|{_SINGLE_OPENS.pattern}|{_SINGLE_CLOSES.pattern}")
_LEADS_UP = re.compile(r":$|\b(?:said|says|added|adds|explained|continued|told [\w ’'-]{2,40}),$", re.IGNORECASE)
_ANY_MARK = re.compile(r"[“”„\"‘’']")  # an apostrophe too; looked for first, since it is found much quicker
_STOP = re.compile(r"[.!?](?=\s+[A-Z])")
_FEWEST_WORDS = 5  # between single marks: fewer are a term, unless they end as a sentence does
_MOSTLY = 0.6  # of a sentence's words in quotation marks make it a quotation
_LONGEST_LEAD = 40  # words before the colon


@dataclass(frozen=True, slots=True)
class Quotation:
    """``text[start:end]`` of a paragraph, its marks included; ``closed`` where its closing mark stands there."""

    start: int
    end: int
    opened: bool
    closed: bool
    single: bool = False


def quotations(text: str, *, inside: Quotation | None = None) -> list[Quotation]:
    """The outermost quotations of a paragraph, in order; ``inside``: the one of the paragraph before that is open.

    A double mark without its partner reaches to the end of the paragraph on its open side.
    """
    found: list[Quotation] = []
    start: int | None = 0 if inside else None
    opened = inside is not None
    single = inside is not None and inside.single
    done = 0
    for mark in _ANY_MARK.finditer(text):
        at = mark.start()
        if at < done or not _MARK.match(text, at):
            continue
        if mark.group() in "‘’'":
            if start is not None:
                if single and _SINGLE_CLOSES.match(text, at) and text[at - 1] in ".,!?":
                    found.append(Quotation(start, mark.end(), opened, True, single=True))
                    start, single = None, False
            elif _SINGLE_OPENS.match(text, at):
                end = _single_end(text, at)
                if end is not None:
                    done = end
                    if _is_said(text, at, end):
                        found.append(Quotation(at, end, True, True, single=True))
                elif _begins_speech(text, at, mark.group()):
                    start, opened, single = at, True, True
        elif _opens(text, mark):
            if start is None or (inside and at == 0):
                start, opened, single = at, True, False
        elif start is not None:
            if not single:
                found.append(Quotation(start, mark.end(), opened, True))
                start = None
        elif not found and mark.group() in '”"':
            found.append(Quotation(0, mark.end(), False, True))  # its opening mark is missing
    if start is not None:
        found.append(Quotation(start, len(text), opened, False, single))
    return found


def _opens(text: str, mark: re.Match[str]) -> bool:
    """Does a double mark open a quotation? Straight ones say so by where the spaces are."""
    if mark.group() in "“„":
        return True
    if mark.group() == "”":
        return False
    before, after = text[: mark.start()], text[mark.end() : mark.end() + 1]
    return bool(after and not after.isspace()) and (not before or before[-1].isspace() or before[-1] in "([–—-")


def _begins_speech(text: str, start: int, mark: str) -> bool:
    """Does a single mark that nothing closes open a speech of several paragraphs? A straight one may be an apostrophe
    ("the class of '98"), unless it is led up to."""
    before = text[:start].rstrip()
    if mark == "‘":
        return not before or before.endswith((":", ","))
    return bool(_LEADS_UP.search(before)) and text[start + 1 : start + 2].isalpha()


def _single_end(text: str, start: int) -> int | None:
    """Behind the mark that closes a single one; the apostrophe of "the carers’ homes" closes nothing if another can.

    Beyond its first sentence only a mark that follows a stop can.
    """
    following = _SINGLE_OPENS.search(text, start + 1)
    stop = _STOP.search(text, start)
    owning: int | None = None
    for mark in _SINGLE_CLOSES.finditer(text, start + 1, following.start() if following else len(text)):
        before = text[mark.start() - 1]
        if stop and stop.end() < mark.start() and (owning is not None or before not in ".,!?"):
            break
        if before == "s" and text[mark.end() : mark.end() + 1].isspace():
            owning = owning if owning is not None else mark.end()
        else:
            return mark.end()
    return owning


def _is_said(text: str, start: int, end: int) -> bool:
    """Are the words between single marks speech and not a term?"""
    return len(text[start:end].split()) >= _FEWEST_WORDS or text[end - 2] in ".,!?"


def begins_quoted(text: str) -> bool:
    return text.startswith(("“", '"')) or bool(_SINGLE_OPENS.match(text))


def narration(text: str, found: Sequence[Quotation]) -> str:
    """The words around quotations, each of which leaves a gap that no pattern of a sentence crosses."""
    parts, at = [], 0
    for quotation in found:
        parts.append(text[at : quotation.start])
        at = quotation.end
    return " “” ".join([*parts, text[at:]])


def within(text: str, quotation: Quotation) -> Iterator[tuple[str, str]]:
    """The quotations inside one: what leads up to each, and its words."""
    start = quotation.start + 1 if quotation.opened else quotation.start
    end = quotation.end - 1 if quotation.closed else quotation.end
    words = text[start:end]
    for inner in quotations(words):
        if inner.opened and inner.closed:
            yield words[: inner.start], words[inner.start : inner.end]


def mostly(part: str, sentence: str) -> bool:
    return len(part.split()) >= _MOSTLY * max(len(sentence.split()), 1)


def leads_into(text: str, start: int, quotation: Quotation) -> bool:
    """Does the sentence that begins at ``start`` only lead up to the quotation? Councillor Doe said: “It is late.”"""
    led = text[start : quotation.start].rstrip()
    return led.endswith(":") and led.count(" ") < _LONGEST_LEAD


def is_part_of_a_sentence(text: str, quotation: Quotation) -> bool:
    """Does the writer's own sentence go on in the quotation? The grade “describes systems and not people”."""
    before = text[: quotation.start].rstrip()
    return before[-1:].isalnum() and text[quotation.start + 1 : quotation.start + 2].islower()


def share(text: str, span: tuple[int, int], found: Sequence[Quotation]) -> str:
    """The words of ``text[start:end]`` that stand in the quotations."""
    start, end = span
    parts = [text[max(start, q.start) : min(end, q.end)] for q in found if q.start < end and start < q.end]
    return " ".join(parts)
