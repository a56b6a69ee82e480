"""Lines of a question file, and how an answer compares with what its line says a right one holds."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from assistant.answer import Answer, Standing
from assistant.evaluation.remedies import no_object, not_json, remedy_for, slips_in
from assistant.evaluation.sheet import SheetError, rows_of

REFUSALS = frozenset({Standing.NOT_IN_PAPERS, Standing.REFUSED, Standing.NEEDS_DETAIL})
FALSE_PREMISE = "false_premise"  # the kind of a question that assumes what is not so
MOST_NAMED = 10  # lines at fault that an error names


class QuestionFileError(Exception):
    """A question file cannot be used: the message names the file, the line and what is wrong with it."""


class Source(BaseModel):
    """A page that a full answer cites; sources of one ``group`` are alternatives."""

    model_config = ConfigDict(extra="allow")

    file: str
    page: int | None = None
    group: int | str | None = None

    @property
    def quote(self) -> str | None:
        """The words that answer, where the line gives them."""
        quote = (self.model_extra or {}).get("quote")
        return quote if isinstance(quote, str) else None


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
        if isinstance(filled.get("turns"), list) and filled["turns"] and "question" not in filled:
            filled["question"] = filled["turns"][-1]
        return filled

    @model_validator(mode="after")
    def ask_something(self) -> Self:
        if not self.asked.strip():
            raise ValueError('"question" is empty. Write what is to be asked.')
        return self

    @property
    def asked(self) -> str:
        return self.turns[-1] if self.turns else self.question

    @property
    def earlier(self) -> list[str]:
        return self.turns[:-1]

    def is_right(self, answer: Answer) -> bool:
        """Whether the answer says what it must and nothing that it must not; where nothing is to be found, whether
        it says so."""
        refused = answer.standing in REFUSALS
        if self.wrongly_said(answer):
            return False
        if not self.answerable:
            return refused or any(stands(words, text_seen(answer)) for words in self.also_right)
        return not refused and not self.unmet(answer)

    @property
    def groups(self) -> list[list[Source]]:
        """The sources, those that are alternatives together: a full answer cites one of each."""
        groups: dict[int | str, list[Source]] = {}
        for source in self.gold or self.sources:
            groups.setdefault(source.group if source.group is not None else source.file, []).append(source)
        return list(groups.values())

    def unmet(self, answer: Answer) -> list[list[str]]:
        """What a right answer says and this one does not, alternatives together."""
        seen = text_seen(answer)
        wanted = [[words] for words in self.must_include] + self.any_of
        return [group for group in wanted if not any(stands(words, seen) for words in group)]

    def wrongly_said(self, answer: Answer) -> list[str]:
        """What the answer says and must not."""
        seen = text_seen(answer)
        return [words for words in self.must_not_include if stands(words, seen)]

    def page_recall(self, answer: Answer) -> float | None:
        """The share of the groups of sources of which the answer cites a page, from 0 to 1; None without sources."""
        cited = pages_cited(answer)
        met = [any(is_cited(source.file, source.page, cited) for source in group) for group in self.groups]
        return sum(met) / len(met) if met else None

    def page_precision(self, answer: Answer) -> float | None:
        """The share of the pages cited that are sources, from 0 to 1: 0 where none is cited; None without sources."""
        sources, cited = self.gold or self.sources, pages_cited(answer)
        if not sources:
            return None
        return (
            sum(any(is_cited(s.file, s.page, {page}) for s in sources) for page in cited) / len(cited) if cited else 0.0
        )


def pages_cited(answer: Answer) -> set[tuple[str, int | None]]:
    return {(c.file, c.page) for statement in answer.statements for c in statement.citations}


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
    """The lines of a question file, in order: an object a line, or a row each of a .csv file.

    Raises QuestionFileError, which names each line that is no question, up to MOST_NAMED, and what to do about it.
    """
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise QuestionFileError(f"{path} is not in UTF-8 (byte {error.start + 1}). Save it again as UTF-8.") from error
    lines: list[QuestionLine] = []
    seen: dict[str, int] = {}
    wrong: list[str] = []
    for number, found in parsed(path, text):
        try:
            if isinstance(found, str):
                raise QuestionFileError(found)
            line = QuestionLine.model_validate(found)
            if line.id in seen:
                raise QuestionFileError(
                    f"the id {line.id!r} stands twice, first in line {seen[line.id]}. Give each its own."
                )
        except ValidationError as error:
            wrong += [f"{path}, line {number}: {remedy_for(each)}" for each in error.errors()]
        except QuestionFileError as error:
            wrong.append(f"{path}, line {number}: {error}")
        else:
            seen[line.id] = number
            lines.append(line)
    if wrong:
        more = [f"and {len(wrong) - MOST_NAMED} more"] if len(wrong) > MOST_NAMED else []
        raise QuestionFileError("\n".join([*wrong[:MOST_NAMED], *more]))
    if not lines:
        raise QuestionFileError(f"{path} holds no question. Write one a line, as in the template.")
    return lines


def parsed(path: Path, text: str) -> Iterator[tuple[int, Any]]:
    """The number of each line that is not empty, and what it holds; text where that is what is wrong with it."""
    if path.suffix.casefold() == ".csv":
        try:
            yield from rows_of(text)
        except SheetError as error:
            yield 1, str(error)
        return
    # not splitlines, which takes a line separator within a text for the end of a line
    for number, raw in enumerate(text.split("\n"), 1):
        if not raw.strip():
            continue
        try:
            found = json.loads(raw)
        except json.JSONDecodeError as error:
            yield number, not_json(raw, error)
            continue
        yield number, found if isinstance(found, dict) else no_object(found)


def doubts_about(lines: Iterable[QuestionLine]) -> list[str]:
    """What may be a slip in lines that can be read: a key that nothing reads, an answer of which nothing is asked."""
    doubts = []
    for line in lines:
        for key, meant in slips_in(line.model_extra or {}, [*QuestionLine.model_fields, "answer", "note"]).items():
            doubts.append(f"{line.id}: “{key}” is not read. Did you mean “{meant}”?")
        expects = line.must_include or line.any_of or line.must_not_include or line.gold or line.sources
        if line.answerable and not expects and line.sentences is None:
            doubts.append(f"{line.id}: any answer will count as right. Say in must_include what a right one holds.")
    return doubts
