"""Who is said to speak: "Ofsted said", "Councillor Jane Doe, cabinet member for children, added", "they found"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from corpus.paper import Voice

_VERBS = (
    r"(?:said|says|say|saying|added|adds|told|tells|commented|comments|stated|states|state|reads|wrote|writes|explained"
    r"|concluded|concludes|conclude|found|finds|find|noted|notes|note|observed|reported|reports|highlighted|highlights"
    r"|highlight|described|describes|describe|praised|praises|recognised|recognises|acknowledged|acknowledges"
    r"|identified|identifies|recommended|recommends|recommend|warned|warns|judged|commended|confirmed|confirms"
    r"|responded|insisted|advised|determined|asked|required|stressed|emphasised)"
)
_ADVERBS = r"(?:(?:has|have|had|also|then|further|later|both|clearly|rightly|all)\s+){0,3}"
_TITLE = r"(?:Councillor|Cllr\.?|Dr\.?|Mr|Mrs|Ms|Miss|Sir|Dame|Lord|Baroness|Prof(?:essor)?)"
_CAPITAL = r"[A-Z][\w’'-]+"
_TITLED = re.compile(
    rf"(?P<name>{_TITLE}\s+{_CAPITAL}(?:\s+{_CAPITAL}){{0,3}})\s*(?:,\s*(?P<role>[^“”\".:;]{{3,140}}))?$"
)
_NAMED = re.compile(rf"(?P<name>{_CAPITAL}(?:\s+{_CAPITAL}){{1,3}})\s*(?:,\s*(?P<role>[^“”\".:;]{{3,140}}))?$")
_FIRST_NAMED = re.compile(rf"^(?P<name>{_CAPITAL}),\s*(?:\d+|who\b|a\b|an\b|the\b)[^“”\".:;]*$")
_ROLE = re.compile(
    r"(?P<role>(?:(?:the|a|council|cabinet|executive|deputy|chief)\s+)*(?:leader|member|director|executive|head|chair\w*)"
    r"\b[^“”\".:;]{0,80}?)\s*,?\s*$",
    re.IGNORECASE,
)
_SAYS = re.compile(rf"\s*,?\s+{_ADVERBS}{_VERBS}\b", re.IGNORECASE)
_LONGEST_SUBJECT = 220  # characters before the verb
_SAID_BY = re.compile(rf"^[\s,.’'”\"]*{_VERBS}\s+(?P<subject>[^“”\".]{{2,160}})", re.IGNORECASE)

_INSPECTOR = re.compile(
    r"\b(?:ofsted|inspectors?|inspectorates?|inspection|watchdog|HMI|CQC|care\s+quality\s+commission)\b", re.IGNORECASE
)
_REPORT = re.compile(
    r"\b(?:the|its|their|that|full|ofsted|inspection)\s+(?:\w+\s+)?(?:report|letter|findings)\b", re.IGNORECASE
)
_OWN_REPORT = re.compile(r"\b(?:this|committee|cabinet|council|officer[’']?s?)\s+report\b", re.IGNORECASE)
_COUNCIL = re.compile(
    r"\b(?:council(?:[’']s)?|councillors?|cllr|cabinet|local\s+authority|director|executive|portfolio|mayor|leader"
    r"|head\s+of|town\s+hall|social\s+services|chair\w*)\b",
    re.IGNORECASE,
)
_OTHERS = re.compile(
    r"\b(?:MP|charit\w+|union|unison|minister|secretary\s+of\s+state|police|NHS|professor|university|campaign\w*"
    r"|parents?|mother|father|judge|foundation|society|association|trust|DfE|government|department)\b"
)
_PRONOUN = re.compile(r"\b(?:it|they|he|she)$", re.IGNORECASE)
_NO_PEOPLE = re.compile(
    r"\b(?:council|ofsted|services?|board|committee|panel|report|inspectors?|hub|families|children|city|commission|government|department|trust)\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Source:
    """Who speaks; ``speaker`` is a name with its role, as printed, or None for an organisation."""

    voice: Voice
    speaker: str | None = None


@dataclass(slots=True)
class Speakers:
    """The speakers of one paper so far: whom "they" and a bare surname mean."""

    last: Source | None = None
    inspected: bool = False  # the text has spoken of an inspection, so that "the report" may be the inspector's

    def named_before(self, text: str) -> Source | None:
        """Who a passage of narration says is speaking: the last such in it."""
        source: Source | None = None
        for sentence in re.split(r"(?<=[.!?])\s+", text):
            done = 0
            for verb in _SAYS.finditer(sentence):
                subject = sentence[max(done, verb.start() - _LONGEST_SUBJECT) : verb.start()]
                found = self._source(re.split(r"[“”\"]", subject)[-1])
                done = verb.end()
                if found is not None:
                    source = self.last = found
                elif re.match(r"[\s\w’']{0,40}[:,]\s*$", sentence[verb.end() :]):
                    source = Source(Voice.OTHER)  # somebody is about to be quoted, and it is not known who
            self.inspected = self.inspected or bool(_INSPECTOR.search(sentence))
        return source

    def named_after(self, text: str) -> Source | None:
        """Who is named behind a closing quotation mark: "said Jane Doe", "the report said"."""
        inverted = _SAID_BY.match(text)
        source = self._source(inverted["subject"]) if inverted else None
        if source is None:
            direct = re.match(rf"^[\s,.’'”\"]*(?P<subject>[^“”\".]{{1,140}}?)\s*,?\s+{_ADVERBS}{_VERBS}\b", text, re.I)
            source = self._source(direct["subject"]) if direct else None
        if source is not None:
            self.last = source
        return source

    def _source(self, subject: str) -> Source | None:
        subject = " ".join(subject.split()).strip(" ,")
        person = self._person(subject)
        if person is not None:
            return person
        if _PRONOUN.search(subject):
            return self.last
        report = _REPORT.search(subject)
        if report and not _OWN_REPORT.search(subject) and (self.inspected or _INSPECTOR.search(subject)):
            return Source(Voice.INSPECTOR)
        nearest = max(
            (
                (match.start(), voice)
                for pattern, voice in ((_COUNCIL, Voice.COUNCIL), (_OTHERS, Voice.OTHER), (_INSPECTOR, Voice.INSPECTOR))
                for match in pattern.finditer(subject)
            ),
            key=lambda found: found[0],
            default=None,
        )
        if nearest:
            return Source(nearest[1])
        someone = _FIRST_NAMED.match(subject)
        return Source(Voice.OTHER, someone["name"]) if someone else None

    def _person(self, subject: str) -> Source | None:
        """A person by name, with the role behind the name or before it."""
        match = _TITLED.search(subject) or _NAMED.search(subject)
        if match is None or _NO_PEOPLE.search(match["name"]):
            return None
        name, role = match["name"], match["role"] or ""
        before = _ROLE.search(subject[: match.start()])
        if not role and before:
            role = before["role"].removeprefix("The ").removeprefix("the ")
        surname = name.split(" ")[-1]
        if not role and self.last and self.last.speaker and surname in self.last.speaker.split(",")[0].split(" "):
            return self.last  # "Cllr Doe added"
        printed = f"{name}, {role}" if role else name
        if re.search(r"\b(?:ofsted|inspector)\b", role, re.IGNORECASE):
            return Source(Voice.INSPECTOR, printed)
        if _OTHERS.search(role) and not re.search(r"\bcouncil|cabinet|director of (?:children|people)", role, re.I):
            return Source(Voice.OTHER, printed)
        return Source(Voice.COUNCIL if _COUNCIL.search(f"{name} {role}") else Voice.OTHER, printed)


def speaks_of_inspectors(text: str) -> bool:
    """Whether inspectors or their report are named."""
    return bool(_INSPECTOR.search(text))


def attributes(text: str) -> bool:
    """Whether the words behind a quotation only say whose it was: "the report said", "said Jane Doe, the leader"."""
    return len(text.split()) <= 20 and bool(_SAID_BY.match(text) or _SAYS.search(text[:80]))
