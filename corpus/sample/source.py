"""A sample paper's text before layout: TOML facts between two lines of +++, then blocks in a small markup."""

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

MARKS = {
    "# ": "title",
    "## ": "heading",
    "### ": "subheading",
    "+ ": "numbered",
    "- ": "bullet",
    "> ": "quotation",
    "| ": "row",
    "!judgement ": "judgement",
    "!contents ": "contents",
    "!page": "page",
}
LABELLED = re.compile(r"^(\([ivx]+\)|[a-z]\.) ")


class SourceError(ValueError):
    """A sample text that cannot be read."""


@dataclass(frozen=True)
class Block:
    """kind is a value of MARKS, "labelled" or "paragraph"; label is the printed number or letter."""

    kind: str
    text: str
    label: str = ""

    @property
    def cells(self) -> list[str]:
        return [cell.strip() for cell in self.text.split("|")]


@dataclass(frozen=True)
class Source:
    facts: dict[str, Any]
    blocks: list[Block]


def read_source(path: Path) -> Source:
    facts, body = _split(path)
    typeset = {name: fact if name == "file" else _typeset(fact) for name, fact in tomllib.loads(facts).items()}
    return Source(typeset, _blocks(typographic(body)))


def typographic(text: str) -> str:
    """Straight quotation marks to curly ones, as a word processor sets them."""
    text = re.sub(r"(^|[\s(\[|])'", r"\1‘", text, flags=re.M).replace("'", "’")
    return re.sub(r"(^|[\s(\[|])\"", r"\1“", text, flags=re.M).replace('"', "”")


def _typeset(fact: Any) -> Any:
    if isinstance(fact, str):
        return typographic(fact)
    if isinstance(fact, list):
        return [_typeset(item) for item in fact]
    return {k: _typeset(v) for k, v in fact.items()} if isinstance(fact, dict) else fact


def _split(path: Path) -> tuple[str, str]:
    parts = path.read_text(encoding="utf-8").split("+++\n", 2)
    if len(parts) != 3:
        raise SourceError(f"{path}: expected facts between two lines of +++, found {len(parts) - 1}")
    return parts[1], parts[2]


def _blocks(body: str) -> list[Block]:
    """A blank line or a line with a mark begins a block; every other line continues the one before."""
    blocks: list[Block] = []
    fresh, number = True, 0
    for line in body.splitlines():
        mark = next((m for m in MARKS if line.startswith(m)), None)
        labelled = LABELLED.match(line)
        if not line.strip():
            fresh = True
            continue
        if mark:
            kind = MARKS[mark]
            number += kind == "numbered"
            blocks.append(Block(kind, line[len(mark) :].strip(), f"{number}." if kind == "numbered" else ""))
        elif labelled:
            blocks.append(Block("labelled", line[labelled.end() :].strip(), labelled[1]))
        elif fresh:
            blocks.append(Block("paragraph", line.strip()))
        else:
            last = blocks.pop()
            blocks.append(Block(last.kind, f"{last.text} {line.strip()}", last.label))
        fresh = False
    return blocks
