"""What officers correct: facts of a paper that outrank its text, its file's name and its manifest.

A correction is kept as text, by field. "none" says that there is no such fact: no date is better than a wrong one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from enum import StrEnum
from typing import Any

from corpus.authorities import common_name
from corpus.dates import is_partial_date
from corpus.paper import Access, Facts, FactSource, Kind, Sure, Voice
from ingest.facts.describe import VOICES

DATES = ("inspected_from", "inspected_to", "published", "meeting_date")
CHOICES: dict[str, type[StrEnum]] = {"kind": Kind, "voice": Voice, "access": Access}
FIELDS = (
    "title", "kind", "authority", "authorities", "framework", *DATES, "publisher", "about_inspection",
    "voice", "access", "marking", "licence", "language",
)  # fmt: skip
NONE = "none"
ALWAYS_THERE = frozenset({"title", "kind", "voice", "access"})
_BY_INSPECTORS = frozenset(kind for kind, voice in VOICES.items() if voice is Voice.INSPECTOR)


class BadCorrection(ValueError):
    """A correction that cannot be made; the message names the field, the value and what is allowed."""


def checked_corrections(given: Mapping[str, str]) -> dict[str, str]:
    """The corrections in the form in which they are kept. Raises BadCorrection."""
    return {name: checked_correction(name, value) for name, value in given.items()}


def checked_correction(name: str, value: str) -> str:
    """A correction as it is kept: authorities by their common names, choices in small letters. Raises BadCorrection."""
    value = " ".join(value.split())
    if name not in FIELDS:
        raise BadCorrection(f"{name!r} is no fact of a paper. Correct one of: {', '.join(FIELDS)}.")
    if not value:
        raise BadCorrection(f"{name} is empty. Give a value, or {NONE!r} where there is none.")
    if value.casefold() == NONE:
        if name in ALWAYS_THERE:
            raise BadCorrection(f"{name} cannot be {NONE!r}: every paper has one.{allowed_values(name)}")
        return NONE
    if name in CHOICES:
        folded = re.sub(r"[\s-]+", "_", value.casefold())
        if folded not in list(CHOICES[name]):
            raise BadCorrection(f"{name} {value!r} is not known.{allowed_values(name)}")
        return folded
    if name in DATES and not is_partial_date(value):
        raise BadCorrection(f"{name} {value!r} is no date. Write YYYY-MM-DD, YYYY-MM or YYYY, or {NONE!r}.")
    if name == "language" and not re.fullmatch(r"[a-z]{2}", value):
        raise BadCorrection(f"language {value!r} is no code of two letters. Write en, cy or the like, or {NONE!r}.")
    if name == "authority":
        return common_name(value)
    return "; ".join(several(value)) if name == "authorities" else value


def allowed_values(name: str) -> str:
    return f" Use one of: {', '.join(CHOICES[name])}." if name in CHOICES else ""


def several(value: str) -> tuple[str, ...]:
    """The names of a correction of ``authorities``, which semicolons part: names have commas of their own."""
    return tuple(dict.fromkeys(common_name(part) for part in value.split(";") if part.strip()))


def corrected(facts: Facts, corrections: Mapping[str, str]) -> Facts:
    """The facts as officers have corrected them.

    What follows from a corrected fact follows: the voice from the kind, the first of several authorities; a date as
    read that cannot be true beside a corrected one is left out. Raises BadCorrection for one that is not allowed.
    """
    kept = checked_corrections(corrections)
    values: dict[str, Any] = {name: None if value == NONE else value for name, value in kept.items()}
    for name in values.keys() & CHOICES.keys():
        values[name] = CHOICES[name](values[name])
    follow_authorities(facts, values)
    follow_dates(facts, values)
    follow_title(facts, values)
    if "kind" in values:
        if "voice" not in values and facts.known.get("voice", "inferred") == "inferred":
            values["voice"] = VOICES[values["kind"]]
        if "framework" not in values and values["kind"] not in _BY_INSPECTORS:
            values["framework"] = None
    stated = FactSource("officer", Sure.CERTAIN)
    gone = {name for name, value in values.items() if name not in kept and value is None}
    known = {name: how for name, how in facts.known.items() if name not in gone} | dict.fromkeys(kept, "officer")
    sources = {name: at for name, at in facts.sources.items() if name not in gone} | dict.fromkeys(kept, stated)
    return replace(facts, **values, known=known, sources=sources)


def follow_authorities(facts: Facts, values: dict[str, Any]) -> None:
    """Keeps ``authority`` and ``authorities`` in step, the first first."""
    if "authorities" in values:
        named = several(values["authorities"] or "")
        if "authority" not in values:
            values["authority"] = named[0] if named else None
        first = values["authority"]
        values["authorities"] = tuple(dict.fromkeys([first, *named])) if first else named
    elif "authority" in values:
        first = values["authority"]
        others = [name for name in facts.authorities if name not in (first, facts.authority)]
        values["authorities"] = (first, *others) if first else ()


def follow_title(facts: Facts, values: dict[str, Any]) -> None:
    """Puts the corrected authority before a title that was led by the one read, which the paper does not print so."""
    led, printed = f"{facts.authority}: ", facts.sources.get("title")
    if "authority" not in values or "title" in values or printed is None or not facts.title.startswith(led):
        return
    if printed.quote and not printed.quote.startswith(led):
        bare = facts.title.removeprefix(led)
        values["title"] = f"{values['authority']}: {bare}" if values["authority"] else bare


def follow_dates(facts: Facts, values: dict[str, Any]) -> None:
    """Leaves out the first or last day of the inspection as read where the other, corrected, contradicts it."""
    ends = {name: values.get(name, getattr(facts, name)) for name in ("inspected_from", "inspected_to")}
    if in_order(ends["inspected_from"], ends["inspected_to"]):
        return
    values.update({name: None for name in ends if name not in values})


def check_order(facts: Facts, corrections: Mapping[str, str]) -> None:
    """Raises BadCorrection where the inspection of a paper so corrected would end before it began."""
    ends = (corrections.get(name, getattr(facts, name)) for name in ("inspected_from", "inspected_to"))
    first, last = (None if end == NONE else end for end in ends)
    if not in_order(first, last):
        raise BadCorrection(
            f"inspected_to {last} is before inspected_from {first}. Give both, or {NONE!r} for the one not known."
        )


def in_order(first: str | None, last: str | None) -> bool:
    """Whether an inspection may have gone from ``first`` to ``last``, as far as both are known."""
    return not (first and last) or last[: len(first)] >= first[: len(last)]
