"""What is wrong with a line of a question file, and what to do about it, in words for whoever wrote it."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from typing import TYPE_CHECKING

from rapidfuzz import fuzz, process

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

EXAMPLES = {
    "id": '"Q1"',
    "question": '"How many children are in care?"',
    "kind": '"single_fact"',
    "scope": '"Brackenford"',
    "turns": '["Who led the inspection?", "And the one before?"]',
    "answerable": "true",
    "must_include": '["143"]',
    "any_of": '[["three", "3"], ["May", "spring"]]',
    "must_not_include": '["outstanding"]',
    "also_right": '["no grade"]',
    "gold": '[{"file": "ofsted/report.pdf", "page": 3}]',
    "sources": '[{"file": "ofsted/report.pdf", "page": 3}]',
    "file": '"ofsted/report.pdf"',
    "page": "3",
    "group": "1",
    "title": '"Tower"',
    "sentences": '["The tower is 330 metres tall."]',
}
_MUST_BE = {
    "string": "text in quotation marks",
    "list": "a list in square brackets",
    "bool": "true or false",
    "int": "a whole number",
    "model": "an object in curly brackets",
    "dict": "an object in curly brackets",
}
LIKE = 78  # of 100: how alike a key is to one of ours that it is taken for a slip of the pen


def remedy_for(error: ErrorDetails) -> str:
    """The field at fault, what it is, and what it must be."""
    where = [part for part in error["loc"] if part not in ("int", "str")]
    names = [part for part in where if isinstance(part, str)]
    field = ".".join(str(part) for part in where)
    name = names[-1] if names else ""
    example = f", such as {EXAMPLES[name]}" if name in EXAMPLES else ""
    if error["type"] == "missing":
        return f'"{field}" is missing. Add it{example}.'
    if error["type"] == "value_error":
        return f"{error['ctx']['error']}"
    sort = next((text for prefix, text in _MUST_BE.items() if error["type"].startswith(prefix)), None)
    shown = json.dumps(error["input"], ensure_ascii=False, default=str)
    shown = shown if len(shown) <= 60 else f"{shown[:57]}..."
    inner = isinstance(where[-1], int)  # a member of a list
    if sort is None:
        return f'"{field}" is {shown}: {error["msg"]}.'
    return f'"{field}" is {shown}, and must be {sort}{"" if inner else example}.'


_LISTED = "not one object. Write one question a line in curly brackets, with no list around them."


def no_object(found: object) -> str:
    """Why JSON that is no object is no question."""
    if isinstance(found, list):
        return _LISTED
    shown = json.dumps(found, ensure_ascii=False)
    return f"a line must be one object in curly brackets with a question, and is {shown}."


def not_json(raw: str, error: json.JSONDecodeError) -> str:
    """Why a line is not JSON, with the likeliest slip."""
    if raw.strip() in ("[", "]"):
        return _LISTED
    if raw.count("“") + raw.count("”") > raw.count('"'):
        return 'not JSON. Put straight quotation marks (") around names and text, not curly ones.'
    return f"not JSON ({error.msg} at character {error.colno}). Write one object a line, as in the template."


def slips_in(keys: Iterable[str], known: Collection[str]) -> Mapping[str, str]:
    """Keys that are no known one and look like one misspelt, each with the one it looks like."""
    slips = {}
    for key in keys:
        if key not in known and (best := process.extractOne(_plain(key), known, scorer=fuzz.ratio, score_cutoff=LIKE)):
            slips[key] = best[0]
    return slips


def _plain(key: str) -> str:
    return key.strip().casefold().replace(" ", "_").replace("-", "_")
