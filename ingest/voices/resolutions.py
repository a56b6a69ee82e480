"""What minutes say was decided: what follows RESOLVED, to the end of its paragraph, and the list under it.

A page of a committee system has decisions under a label, "Decision:", up to the next of its labels. What a committee
recommends to another, or is said to have agreed with in the course of a discussion, is no decision.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from corpus.paper import BlockKind, Passage
from ingest.readers.labels import follows

_ADVERBS = (
    r"(?:(?:unanimously|therefore|further|also|then|duly|accordingly|subsequently|formally|nem\.?\s+con\.?,?"
    r"|by\s+(?:a\s+)?majority(?:\s+vote)?)\s+)*"
)
_BODY = (
    r"(?:[Cc]abinet|[Cc]ouncil|[Cc]ommittee|[Pp]anel|[Bb]oard|[Ss]ub-?[Cc]ommittee|[Cc]ommission|[Ee]xecutive"
    r"|[Mm]embers|[Mm]eeting|[Ff]orum|[Aa]uthority|[Cc]ouncillors|[Pp]artnership|[Ll]eader|[Cc]abinet\s+[Mm]ember|[Gg]overnors)"
)
_WHO = (
    rf"(?:[Ii]t\s+was\s+|(?:[Tt]he\s+)?(?:[A-Z][\w’'&-]+\s+(?:and\s+|for\s+|of\s+)?){{0,6}}{_BODY}\s+"
    r"|[Tt]he\s+\w+(?:\s+\w+)?\s+|[Aa]nd\s+)"
)
_ON_A_VOTE = (
    r"(?:(?:[Uu]pon|[Oo]n|[Ff]ollowing|[Aa]fter|[Hh]aving|[Aa]ccordingly|[Tt]herefore)\b[^.;:]{0,120}?,?\s+)?"
    r"(?:[Pp]roposed\s+by\b[^.;:]{0,120}?,?\s+)?"
)
_RESOLVED = re.compile(
    r"\bRESOLVED\b(?!\s+(?:issues|matters|cases)\b)"
    r"|^\W*(?:IT\s+WAS\s+)?(?:UNANIMOUSLY\s+)?AGREED\b(?=\s*(?:[-–—:.(]|$|THAT\b|that\b|to\b|UNANIMOUSLY\b))"
    rf"|^\W*{_ON_A_VOTE}(?:{_WHO})?(?i:{_ADVERBS})[Rr]esolved\b"
    r"(?=\s*(?:[-–—:.(]|$|that\b|to\b|unanimously\b|by\b))"
    # agreed, where it is certain to be what a vote came to
    rf"|^\W*{_ON_A_VOTE}(?:{_WHO})?(?:(?i:unanimously\s+agreed)|(?i:agreed\s+unanimously)"
    rf"|(?i:agreed,?\s+nem\.?\s+con))\b"
    r"(?=,?\s*(?:[-–—:.(]|$|that\b|to\b|unanimously\b|by\b))"
    r"|^\W*Agreed(?:\s+unanimously)?\s*[:–—-](?=\s|$)"
)
_CARRIED = re.compile(
    rf"^\W*{_ON_A_VOTE}(?:(?:[Tt]he|[Tt]hat|[Tt]his)\s+(?:[\w’'-]+\s+){{0,5}}?(?:motion|amendment"
    rf"|recommendations?|proposals?|resolution)\b"
    r"[^.;]{0,100}?\b(?:was|were)\b[^.;]{0,60}?\b(?:carried|CARRIED)\b(?!\s+(?:out|forward|over|on)\b)"
    r"|(?:CARRIED|Carried)(?:\s+(?:unanimously|nem\.?\s+con\.?|UNANIMOUSLY))?\s*\.?$)"
)
# The labels of a page of a committee system, each on a line of its own or before its value.
_DECISION_LABEL = re.compile(r"^\W*(?:Decisions?|DECISIONS?)(?:\s+(?:made|taken))?\s*(?::?\s*$|:\s*(?=\S))")
_ANOTHER_LABEL = re.compile(
    r"^\W*(?:minutes|reasons?(?:\s+for\s+(?:the\s+)?(?:decisions?|recommendations?))?|(?:alternative"
    r"|other)\s+options.{0,60}"
    r"|(?:additional|supporting|accompanying|background)\s+(?:documents?|papers)|report\s+author|lead\s+officer"
    r"|contact(?:\s+officer)?"
    r"|(?:publication|effective|meeting|decision)\s+date|date\s+(?:of\s+decision|published)|effective\s+from"
    r"|decision[- ](?:maker|type|status)"
    r"|(?:is|this)\s+(?:\w+\s+){0,3}(?:key\s+decision|subject\s+to\s+call).{0,20}|key\s+decision"
    r"|wards?\s+affected|purpose|content"
    r"|declarations?\s+of\s+interests?.{0,40}|notes?|discussion|the\s+meeting\s+(?:closed|ended).{0,40}"
    r"|action(?:s|\s+by)?|summary)"
    r"\s*\??\s*(?::|$)",
    re.IGNORECASE,
)
_NEXT_ITEM = re.compile(r"^\d{1,3}(?:/\d{2,4})?\.?\s+(?!That\b|To\b)[A-Z][^.;:]*$|\bpdf icon\b")
_TITLE = re.compile(r"(?!That\b|To\b)[A-Z][^.;:]{3,120}")  # behind the number of an item
_GOES_ON = re.compile(r"(?:[:;–—-]|\band|\bthat|\bor)$", re.IGNORECASE)
_FEWEST_WORDS = 4  # behind RESOLVED: what was decided stands in the next paragraph where there are fewer
_MARK = re.compile(r"^\(?(?P<mark>[A-Za-z]|[ivxIVX]{2,5}|\d{1,2})[.)]\s+")  # of an item that the reader took for text
_DECIDES = re.compile(r"(?:that|to)\b", re.IGNORECASE)


class Resolutions:
    """Goes through the paragraphs of minutes in order; only what is resolved is a decision."""

    def __init__(self, paragraphs: Iterable[str]) -> None:
        self.has_labels = any(_ANOTHER_LABEL.match(text) for text in paragraphs)  # so that "Decision:" has an end
        self.goes_on = False  # the last paragraph was a decision that the next belongs to
        self.listing = False  # the last was one, so that a list item after it may be another
        self.labelled = False  # all is decided up to the next label
        self.headings: tuple[str, ...] = ()
        self.number = 0  # of the last numbered item of a decision
        self.mark: str | None = None  # printed before the last item, in its text
        self.begins_that = False  # that item

    def decides(self, text: str, spans: Sequence[tuple[int, int]], passage: Passage) -> list[bool]:
        """Of each sentence of a paragraph, whether it is a decision."""
        if passage.headings != self.headings:
            self.headings, self.goes_on, self.listing, self.labelled, self.number = (
                passage.headings,
                False,
                False,
                False,
                0,
            )
        if _ANOTHER_LABEL.match(text) or (self.labelled and self._ends_label(passage, text)):
            self.labelled = self.listing = self.goes_on = False
        under = bool(passage.headings) and _is_decision_heading(passage.headings[-1])
        label = _DECISION_LABEL.match(text)
        self.labelled = self.labelled or bool(self.has_labels and label and label.end() == len(text))
        decided = (
            under or self.labelled or self.goes_on or (self.listing and self._is_item(passage, text)) or bool(label)
        )
        went_on = decided
        found: list[bool] = []
        last: re.Match[str] | None = None
        for start, end in spans:
            last = _RESOLVED.search(text[start:end])
            decided = decided or bool(last)
            found.append(decided or bool(_CARRIED.match(text[start:end])))
        ending = text.rstrip()
        resolved = _RESOLVED.search(text) or last
        behind = resolved.string[resolved.end() :] if resolved else ""
        short = resolved is not None and len(behind.split()) < _FEWEST_WORDS
        self.goes_on = decided and (short or bool(_GOES_ON.search(ending)))
        self.listing = decided
        mark = _MARK.match(text)
        self.mark = mark["mark"] if decided and mark else None
        self.begins_that = bool(mark and _DECIDES.match(text[mark.end() :]))
        if decided and not went_on:
            self.number = 0
        if decided and passage.paragraph and passage.paragraph.isdigit() and went_on:
            self.number = int(passage.paragraph)
        return found

    @staticmethod
    def _ends_label(passage: Passage, text: str) -> bool:
        numbered = bool(passage.paragraph and passage.paragraph[0].isdigit())
        return bool(_NEXT_ITEM.search(text) or (numbered and _TITLE.fullmatch(text)))

    def _is_item(self, passage: Passage, text: str) -> bool:
        number = passage.paragraph
        if number is not None:
            return int(number) == self.number + 1 if number.isdigit() else not number[0].isdigit()
        mark = _MARK.match(text)
        if mark and self.mark is None:
            return mark["mark"] in ("1", "A", "a", "i")
        if mark and self.mark and follows(mark["mark"], self.mark):  # and is no initial: "D. Field left"
            return bool(_DECIDES.match(text[mark.end() :])) if self.begins_that else not mark["mark"].isupper()
        return passage.kind is BlockKind.BULLET or bool(_DECIDES.match(text))


def _is_decision_heading(heading: str) -> bool:
    return bool(_RESOLVED.match(heading) or _DECISION_LABEL.match(heading))
