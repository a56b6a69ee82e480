"""The reply of a chat model, read while it comes: JSON with statements, as a tool call or as text."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any

from langchain_core.utils.json import parse_partial_json

THOUGHT = re.compile(r"<think>.*?(</think>|$)", re.DOTALL)  # models that reason aloud do so before they answer


class UnusableReply(ValueError):
    """A reply that is no JSON of the form asked for."""


class HalfReply(UnusableReply):
    """A reply whose JSON breaks off before its end."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A statement as the model wrote it, with the numbers of the evidence that it cites, unchecked."""

    text: str
    evidence: tuple[int, ...]


def drafts_so_far(reply: str) -> list[Draft]:
    """The statements that are whole in the beginning of a reply: not the last where that may go on."""
    text = json_part(reply)
    if not text:
        return []
    try:
        found = statements_of(parse_partial_json(text))
    except (ValueError, UnusableReply):
        return []
    return [draft for draft in map(as_draft, found if ends_in_object(text) else found[:-1]) if draft]


STRING = re.compile(r'"(?:[^"\\]|\\.)*"', re.DOTALL)


def ends_in_object(text: str) -> bool:
    """Whether the beginning of a JSON text breaks off where the last of its objects is whole."""
    without_strings = STRING.sub("", text)
    return '"' not in without_strings and bool(re.search(r"\}[\s,\]}]*$", without_strings))


def drafts_of(reply: str) -> list[Draft]:
    """The statements of a whole reply. Raises UnusableReply."""
    text = json_part(reply)
    if not text:
        raise UnusableReply("The reply holds no JSON.")
    try:
        value, _ = json.JSONDecoder(strict=False).raw_decode(text)
    except (ValueError, RecursionError) as error:
        raise HalfReply("The JSON of the reply is not whole.") from error
    return [draft for draft in map(as_draft, statements_of(value)) if draft]


def json_part(reply: str) -> str:
    """The reply from its first brace or bracket on: before it may stand a greeting, a code fence or thoughts."""
    found = re.search(r"[{\[]", without_thought := THOUGHT.sub("", reply))
    return without_thought[found.start() :] if found else ""


def statements_of(value: Any) -> list[Any]:
    """The list of statements, also where a model wraps it up as the call of a tool, or gives it bare."""
    if isinstance(value, dict) and "statements" not in value:
        value = value.get("arguments", value.get("parameters"))
        if isinstance(value, str):
            value = parse_partial_json(value)
    found = value.get("statements") if isinstance(value, dict) else value
    if not isinstance(found, list):
        raise UnusableReply("The reply holds no list of statements.")
    return found


def as_draft(value: Any) -> Draft | None:
    """None for what is no statement at all."""
    if not isinstance(value, dict) or not isinstance(value.get("text"), str) or not value["text"].strip():
        return None
    cited = value.get("evidence", [])
    numbers = [number_of(item) for item in (cited if isinstance(cited, list) else [cited])]
    return Draft(" ".join(value["text"].split()), tuple(dict.fromkeys(n for n in numbers if n is not None)))


def number_of(value: Any) -> int | None:
    """3, "3", "[3]" and "evidence 3" are the number 3; a truth value and anything else is none."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        return value
    digits = re.fullmatch(r"\D{0,12}(\d{1,4})\D?", value) if isinstance(value, str) else None
    return int(digits[1]) if digits else None
