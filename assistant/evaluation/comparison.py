"""A run beside an earlier one of the same questions: which got better or worse, and whether by more than chance."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from assistant.answer import Answer
from assistant.evaluation.figures import mean, rounded, values_of_one
from assistant.evaluation.intervals import bootstrap, mcnemar
from assistant.evaluation.marks import Marked
from assistant.evaluation.results import ANSWERS

SHIFTED = (
    "answered_right",
    "refused_right",
    "false_refusals",
    "premises_corrected",
    "page_recall",
    "page_precision",
    "words",
    "seconds",
)


class AnswersFileError(Exception):
    """An answers file cannot be used: the message names the file, the line and what is wrong with it."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """``better`` and ``worse`` are ids of questions answered right in one run alone. ``chance`` is McNemar's exact
    probability of so uneven a split. ``shifts`` are by figure over the questions of both: before, now, the mean
    difference and its interval of 95%. ``changed`` were asked otherwise then and are left out, as are ``only_now`` and
    ``only_then``."""

    both: int
    better: tuple[str, ...]
    worse: tuple[str, ...]
    chance: float
    shifts: Mapping[str, Mapping[str, Any]]
    by_kind: Mapping[str, Mapping[str, Any]]
    changed: tuple[str, ...]
    only_now: tuple[str, ...]
    only_then: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in self.__dataclass_fields__}


def compare(marked: Sequence[Marked], earlier: Sequence[Answer]) -> Comparison:
    """Marks the earlier answers by the lines of today, and pairs them by id."""
    then = {answer.id: answer for answer in earlier if answer.id is not None}
    pairs, changed = [], []
    for now in marked:
        if (old := then.get(now.line.id)) is None:
            continue
        if old.question.strip() == now.answer.question.strip():
            pairs.append((Marked(now.line, old), now))
        else:
            changed.append(now.line.id)
    told = [(old, now) for old, now in pairs if old.right is not None and now.right is not None]
    better = tuple(now.line.id for old, now in told if now.right and not old.right)
    worse = tuple(now.line.id for old, now in told if old.right and not now.right)
    ids = {m.line.id for m in marked}
    return Comparison(
        both=len(pairs),
        better=better,
        worse=worse,
        chance=round(mcnemar(len(better), len(worse)), 4),
        shifts={name: shift for name in SHIFTED if (shift := _shift(name, pairs))},
        by_kind=_by_kind(told),
        changed=tuple(changed),
        only_now=tuple(m.line.id for m in marked if m.line.id not in then),
        only_then=tuple(sorted(id for id in then if id not in ids)),
    )


def _shift(name: str, pairs: Sequence[tuple[Marked, Marked]]) -> dict[str, Any] | None:
    values = [(_value(name, old), _value(name, now)) for old, now in pairs]
    known = [(old, now) for old, now in values if old is not None and now is not None]
    if not known:
        return None
    differences = [now - old for old, now in known]
    return {
        "questions": len(known),
        "before": mean([old for old, _ in known]),
        "now": mean([now for _, now in known]),
        "difference": mean(differences),
        "interval": rounded(bootstrap(differences)),
    }


def _value(name: str, m: Marked) -> float | None:
    if name == "words":
        return float(m.words)
    return m.answer.seconds if name == "seconds" else values_of_one(m).get(name)


def _by_kind(told: Sequence[tuple[Marked, Marked]]) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for kind in sorted({now.line.kind for _, now in told}):
        own = [(bool(old.right), bool(now.right)) for old, now in told if now.line.kind == kind]
        found[kind] = {
            "questions": len(own),
            "before": mean([float(old) for old, _ in own]),
            "now": mean([float(now) for _, now in own]),
            "better": sum(now and not old for old, now in own),
            "worse": sum(old and not now for old, now in own),
        }
    return found


def read_answers(path: Path) -> list[Answer]:
    """The answers of an earlier run: its file, or its results folder.

    Raises AnswersFileError for a line that is no answer, or an answer without an id.
    """
    file = path / ANSWERS if path.is_dir() else path
    answers = []
    for number, raw in enumerate(file.read_text(encoding="utf-8").split("\n"), 1):
        if not raw.strip():
            continue
        try:
            answer = Answer.model_validate(json.loads(raw))
        except (json.JSONDecodeError, ValidationError) as error:
            said = error.msg if isinstance(error, json.JSONDecodeError) else _first(error)
            raise AnswersFileError(
                f"{file}, line {number}: no answer ({said}). Give the file that --answers or --results wrote."
            ) from error
        if answer.id is None:
            raise AnswersFileError(f"{file}, line {number}: the answer has no id, so it cannot be paired.")
        answers.append(answer)
    return answers


def _first(error: ValidationError) -> str:
    first = error.errors()[0]
    return f"{'.'.join(str(part) for part in first['loc'])}: {first['msg']}"
