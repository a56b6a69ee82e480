"""Lines of a question file, and how an answer compares with what its line says a right one holds."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from assistant.answer import Answer, Standing

REFUSALS = frozenset({Standing.NOT_IN_PAPERS, Standing.REFUSED, Standing.NEEDS_DETAIL})


class QuestionFileError(Exception):
    """A question file cannot be used: the message names the file, the line and what is wrong with it."""


class Source(BaseModel):
    """A page that a full answer cites; sources of one ``group`` are alternatives."""

    model_config = ConfigDict(extra="allow")

    file: str
    page: int | None = None
    group: int | str | None = None


class QuestionLine(BaseModel):
    """A question to be answered. Without ``answerable`` nothing is expected, and only the answer is kept.

    ``title`` and ``sentences`` make it a closed passage, answered from those sentences alone.
    """

    model_config = ConfigDict(extra="allow")

    id: str
    question: str
    kind: str = "other"
    scope: str | None = None
    turns: list[str] = Field(default_factory=list)
    title: str | None = None
    sentences: list[str] | None = None
    answerable: bool | None = None
    must_include: list[str] = Field(default_factory=list)
    any_of: list[list[str]] = Field(default_factory=list)
    must_not_include: list[str] = Field(default_factory=list)
    also_right: list[str] = Field(default_factory=list)
    gold: list[Source] = Field(default_factory=list)
    sources: list[Source] = Field(default_factory=list)

    @model_validator(mode="before")
    @classmethod
    def fill_gaps(cls, data: Any) -> Any:
        """Takes null for a key left out, and the last turn as the question."""
        if not isinstance(data, dict):
            return data
        filled = {key: value for key, value in data.items() if value is not None}
        if filled.get("turns") and "question" not in filled:
            filled["question"] = filled["turns"][-1]
        return filled

    @property
    def asked(self) -> str:
        return self.turns[-1] if self.turns else self.question

    @property
    def earlier(self) -> list[str]:
        return self.turns[:-1]

    def is_right(self, answer: Answer) -> bool:
        """Whether the answer says what it must and nothing that it must not; where nothing is to be found, whether
        it says so."""
        seen = text_seen(answer)
        refused = answer.standing in REFUSALS
        if any(stands(words, seen) for words in self.must_not_include):
            return False
        if not self.answerable:
            return refused or any(stands(words, seen) for words in self.also_right)
        has_all = all(stands(words, seen) for words in self.must_include)
        return not refused and has_all and all(any(stands(w, seen) for w in group) for group in self.any_of)

    def page_recall(self, answer: Answer) -> float | None:
        """The share of the groups of sources of which the answer cites a page, from 0 to 1; None without sources."""
        groups: dict[int | str, set[tuple[str, int | None]]] = {}
        for source in self.gold or self.sources:
            key = source.group if source.group is not None else source.file
            groups.setdefault(key, set()).add((source.file, source.page))
        if not groups:
            return None
        cited = {(c.file, c.page) for statement in answer.statements for c in statement.citations}
        met = [any(is_cited(file, page, cited) for file, page in group) for group in groups.values()]
        return sum(met) / len(met)


def is_cited(file: str, page: int | None, cited: set[tuple[str, int | None]]) -> bool:
    return any((f == file or f.endswith(f"/{file}")) and page in (None, p) for f, p in cited)


def text_seen(answer: Answer) -> str:
    """All that a reader sees of an answer, folded."""
    parts = [answer.lead or ""]
    for statement in answer.statements:
        parts += [statement.text, statement.speaker or ""]
        for c in statement.citations:
            parts += [c.quote, c.title, c.authority or "", c.published or "", c.inspected_to or ""]
    parts += [note.text for note in answer.notes]
    return folded(" ".join(parts))


def folded(text: str) -> str:
    """Lower case, with plain quotation marks and dashes and single spaces."""
    table = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "\u00ad": None, "\u00a0": " "})
    return " ".join(text.translate(table).casefold().split())


def stands(words: str, text: str) -> bool:
    """Whether words stand in a folded text; a number not as part of a longer one: no "24" in "2024"."""
    words = folded(words)
    before = r"(?<![\d.])" if words[:1].isdigit() else ""
    after = r"(?!\d)" if words[-1:].isdigit() else ""
    return re.search(before + re.escape(words) + after, text) is not None


def read_questions(path: Path) -> list[QuestionLine]:
    """The lines of a question file, in order.

    Raises QuestionFileError for a line that is no question, or an id that stands twice.
    """
    lines: list[QuestionLine] = []
    seen: set[str] = set()
    for number, raw in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not raw.strip():
            continue
        try:
            line = QuestionLine.model_validate(json.loads(raw))
        except json.JSONDecodeError as error:
            raise QuestionFileError(f"{path}, line {number}: not JSON ({error}). Write one object a line.") from error
        except ValidationError as error:
            first = error.errors()[0]
            where = ".".join(str(part) for part in first["loc"])
            raise QuestionFileError(f"{path}, line {number}: {where}: {first['msg']}.") from error
        if line.id in seen:
            raise QuestionFileError(f"{path}, line {number}: the id {line.id!r} stands twice. Give each its own.")
        seen.add(line.id)
        lines.append(line)
    return lines
