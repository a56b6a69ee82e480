"""The manifest of a folder: facts of its papers, as their keeper states them."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from pathlib import Path, PurePosixPath
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    TypeAdapter,
    ValidationError,
    model_validator,
)
from pydantic_core import PydanticCustomError
from rapidfuzz.distance import DamerauLevenshtein

from corpus.authorities import common_name
from corpus.dates import is_partial_date
from corpus.paper import Access, Kind, Voice


class ManifestError(ValueError):
    """A manifest that cannot be used; the message names the file, the field, the value and the remedy."""


def _partial_date(value: str) -> str:
    if not is_partial_date(value):
        raise ValueError("is no date; write YYYY-MM-DD, YYYY-MM or YYYY")
    return value


def _below_the_manifest(value: str) -> str:
    path = PurePosixPath(value.replace("\\", "/"))
    if not path.parts or path.is_absolute() or ".." in path.parts or ":" in path.parts[0]:
        raise ValueError("must be a file in or below the manifest's folder")
    return str(path)


def _language(value: str) -> str:
    if not re.fullmatch(r"[a-z]{2}", value):
        raise ValueError("is no language; write its code of two letters, such as en or cy")
    return value


def _unless_blank(value: object) -> object:
    return None if isinstance(value, str) and not value.strip() else value


PartialDate = Annotated[str, AfterValidator(_partial_date)]


class ManifestEntry(BaseModel):
    """What a manifest says of one file. Fields it does not know are kept."""

    model_config = ConfigDict(extra="allow", coerce_numbers_to_str=True, str_strip_whitespace=True, str_min_length=1)

    file: Annotated[str, AfterValidator(_below_the_manifest)]
    title: str | None = None
    kind: Kind | None = None
    publisher: str | None = None
    authority: Annotated[str, AfterValidator(common_name)] | None = None
    framework: str | None = None
    inspected_from: PartialDate | None = None
    inspected_to: PartialDate | None = None
    published: PartialDate | None = None
    about_inspection: Annotated[str | None, BeforeValidator(_unless_blank)] = None
    published_how: Literal["in text", "file name", "manifest", "inferred", "officer"] | None = None
    voice: Voice | None = None
    access: Access | None = None
    marking: str | None = None
    meeting_date: PartialDate | None = None
    licence: str | None = None
    language: Annotated[str, AfterValidator(_language)] | None = None
    authorities: list[Annotated[str, AfterValidator(common_name)]] | None = None

    @model_validator(mode="before")
    @classmethod
    def no_misspelt_fields(cls, stated: Any) -> Any:
        """A field one slip away from one it knows would be overlooked in silence."""
        for name in stated if isinstance(stated, dict) else ():
            near = nearest_field(str(name), list(cls.model_fields))
            if near and name != near:
                raise PydanticCustomError(
                    "misspelt",
                    "{name} is no field; did you mean {near}? The fields are: {fields}",
                    {"name": repr(name), "near": repr(near), "fields": ", ".join(cls.model_fields)},
                )
        return stated


def nearest_field(name: str, fields: Sequence[str]) -> str | None:
    """The field that a name is, or is a slip or two away from."""
    written = re.sub(r"[\s-]+", "_", name.strip().casefold())
    distances = {field: DamerauLevenshtein.distance(written, field) for field in fields}
    near = min(fields, key=distances.__getitem__)
    return near if distances[near] <= (1 if len(near) < _LONG_NAME else 2) else None


_LONG_NAME = 7  # letters
_ENTRIES = TypeAdapter(list[ManifestEntry])


def read_manifest(path: Path) -> dict[str, dict[str, object]]:
    """What the manifest says of each file, by the file's path relative to the manifest; unset fields are left out.

    Raises ManifestError where it is no list of entries, names a file twice, or a value is none that its field takes.
    """
    try:
        raw = json.loads(path.read_text(encoding="utf-8-sig"))
    except json.JSONDecodeError as error:
        raise ManifestError(
            f"{path}: line {error.lineno} is not valid JSON ({error.msg}); write a list of objects like "
            '[{"file": "report.pdf", "kind": "inspection_report"}]'
        ) from error
    except UnicodeDecodeError as error:
        raise ManifestError(f"{path}: is not text in UTF-8; save it as UTF-8") from error
    if not isinstance(raw, list) or not all(isinstance(entry, dict) for entry in raw):
        raise ManifestError(f"{path}: must be a list of objects, one for each file, and is {_shape(raw)}")
    try:
        entries = _ENTRIES.validate_python(raw)
    except ValidationError as error:
        raise ManifestError("\n".join(_complaint(path, raw, dict(one)) for one in error.errors())) from error
    facts: dict[str, dict[str, object]] = {}
    for entry in entries:
        if entry.file in facts:
            raise ManifestError(f"{path}: file {entry.file!r} is listed twice; keep one entry for each file")
        stated = entry.model_dump(exclude_none=True, exclude_unset=True)
        facts[entry.file] = {name: value for name, value in stated.items() if name != "file"}
    return facts


def _shape(raw: object) -> str:
    return "a list that holds other things" if isinstance(raw, list) else f"a {type(raw).__name__}"


def _complaint(path: Path, raw: list[dict[str, object]], error: dict[str, object]) -> str:
    place = error["loc"]
    assert isinstance(place, tuple)
    index = int(place[0])
    name = raw[index].get("file") or f"entry {index + 1}"
    if error["type"] == "misspelt":
        return f"{path}: {name}: {error['msg']}"
    field = str(place[1])
    if error["type"] == "missing":
        return f"{path}: entry {index + 1} has no {field!r}; add the file's path, relative to the manifest"
    remedy = {
        "enum": "use one of",
        "literal_error": "use one of",
        "string_too_short": "leave the field out, or give it a value",
    }.get(str(error["type"]))
    context = error.get("ctx")
    expected = context.get("expected") if isinstance(context, dict) else None
    why = f"{remedy} {expected}" if remedy and expected else remedy or str(error["msg"]).removeprefix("Value error, ")
    return f"{path}: {name}: {field} {error['input']!r}: {why}"
