"""What the styles of an OpenDocument file say: which text is bold, and what is printed before the items of lists."""

from __future__ import annotations

from typing import Any

from ingest.readers.docx_numbers import printed_number
from ingest.readers.odf_text import name
from ingest.readers.word_blocks import BULLET

DEEPEST_STYLE = 20  # styles that build on each other
_FORMS = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_NUMBERED = (name("text:list-level-style-number"), name("text:outline-level-style"))


class Styles:
    """Made of the root elements of content.xml and styles.xml."""

    def __init__(self, *roots: Any) -> None:
        self._styles: dict[str, Any] = {}
        self._lists: dict[str, dict[int, Any]] = {}
        for root in roots:
            for style in root.iter(name("style:style")):
                self._styles.setdefault(style.get(name("style:name")) or "", style)
            for listed in root.iter(name("text:list-style"), name("text:outline-style")):
                levels = {int(each.get(name("text:level")) or 1): each for each in listed}
                key = "" if listed.tag == name("text:outline-style") else listed.get(name("style:name")) or ""
                self._lists.setdefault(key, levels)

    def chain(self, style: str | None) -> list[Any]:
        """The style and those that it builds on."""
        found: list[Any] = []
        while style in self._styles and len(found) < DEEPEST_STYLE:
            found.append(self._styles[style])
            style = found[-1].get(name("style:parent-style-name"))
        return found

    def names(self, style: str | None) -> set[str]:
        """The names of the style and of those that it builds on, as an author sees them."""
        shown = {
            each.get(name("style:display-name")) or each.get(name("style:name")) or "" for each in self.chain(style)
        }
        last = self.chain(style)[-1:] or [None]
        parent = last[0].get(name("style:parent-style-name")) if last[0] is not None else style
        return {each.replace("_20_", " ") for each in {*shown, parent or ""}}

    def is_bold(self, style: str | None) -> bool | None:
        """None where the style does not say."""
        for each in self.chain(style):
            for properties in each.iter(name("style:text-properties")):
                weight = properties.get(name("fo:font-weight"))
                if weight is not None:
                    return weight == "bold" or (weight.isdigit() and int(weight) >= 600)
        return None

    def list_level(self, style: str | None, level: int) -> Any | None:
        return self._lists.get(style or "", {}).get(level) if style is not None else None


class Counter:
    """Counts the items of the lists, and the headings; ask for each once, in order."""

    def __init__(self, styles: Styles) -> None:
        self._styles = styles
        self._counts: dict[str, dict[int, int]] = {}

    def restart(self, style: str) -> None:
        self._counts.pop(style, None)

    def printed(self, style: str | None, level: int, start: str | None = None) -> str:
        """What is printed before an item: its number, BULLET, or "" for nothing. ``style`` "" is that of headings."""
        form = self._styles.list_level(style, level)
        if style is None or form is None:
            return ""
        if form.tag not in _NUMBERED:
            return BULLET
        counts = self._counts.setdefault(style, {})
        first = start or form.get(name("text:start-value")) or "1"
        begins = int(first) if first.isdigit() else 1
        counts[level] = begins if start or level not in counts else counts[level] + 1
        for deeper in [each for each in counts if each > level]:
            del counts[deeper]
        shown = int(form.get(name("text:display-levels")) or 1)
        numbers = []
        for each in range(max(level - shown + 1, 1), level + 1):
            own = self._styles.list_level(style, each)
            kind = _FORMS.get(own.get(name("style:num-format")) or "") if own is not None else None
            if kind:
                numbers.append(printed_number(counts.get(each, 1), kind))
        if not numbers or not form.get(name("style:num-format")):
            return ""
        before, after = form.get(name("style:num-prefix")) or "", form.get(name("style:num-suffix")) or ""
        return f"{before}{'.'.join(numbers)}{after}".strip()
