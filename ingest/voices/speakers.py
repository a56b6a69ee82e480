"""Who is said to speak: "Ofsted said", "Councillor Jane Doe, cabinet member for children, added", "they found"."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass, field

from corpus.paper import Voice
from ingest.voices.names import Person, introduced, names_in, people_in, person_in, subject_of
from ingest.voices.roles import (
    INSPECTOR,
    INSPECTOR_WORDS,
    is_lay,
    is_other_body,
    may_be_official,
    voice_of_body,
    voice_of_person,
)

_VERBS = (
    r"(?:said|says|say|saying|read(?=\s*[:,])|added|adds|adding|told|tells|commented|shared|recalled|stated|states|state|reads|wrote|writes|explained"
    r"|concluded|concludes|conclude|found|finds|find|noted|notes|note|observed|reported|reports|highlighted"
    r"|highlights|highlight|described|describes|describe|praised|praises|recognised|recognises|acknowledged"
    r"|acknowledges|identified|identifies|recommended|recommends|recommend|warned|warns|judged|commended|confirmed"
    r"|confirms|responded|insisted|advised|determined|asked|required|stressed|emphasised|lists|listed|continued"
    r"|continues|went\s+on|goes\s+on|replied|claimed|claims|argued|argues|admitted|admits|urged|put\s+it|tweeted|posted"
    # of speech only where the words follow at once: "disagreed: “...”"
    r"|(?:agreed|disagreed|denied|countered|retorted|joked|remarked|promised|pledged|vowed|hit\s+back|hit\s+out"
    r"|thanked|apologised|reflected)(?=\s*[:,]\s*(?:[“\"‘']|$)))"
)
_ADVERBS = r"(?:(?:has|have|had|also|then|further|later|both|clearly|rightly|all)\s+){0,3}"
_LEAD = re.compile(
    r"^(?:(?:however|but|and|meanwhile|yesterday|today|also|then|while|so|yet|now|still)\b,?\s+"
    r"|(?:in|at|on|after|before|following|during|from|under|with|speaking|responding|commenting|reacting|writing|posting"
    r"|asked|welcoming|addressing|talking|referring|answering|formerly|among|despite|earlier|later|of|last|this)\b"
    r"[^,]*,\s*)",
    re.IGNORECASE,
)
_RELATIVE = re.compile(r"^(?:(?:which|who|whose|whom|where|and|aged)\b|\d+$)", re.IGNORECASE)
_WHO = re.compile(r"\b(?:who|which)$", re.IGNORECASE)
_SUBORDINATES = ("after", "when", "while", "because", "but", "since")
_SUBORDINATE = re.compile(r"\b(?:after|when|while|because|but|since)\s+", re.IGNORECASE)
_SAYS = re.compile(rf"\s*,?\s+{_ADVERBS}(?P<verb>{_VERBS})\b", re.IGNORECASE)
# Few sentences hold such a verb. This tells them quickly, in small letters, as it looks at each first letter but once.
_FIRST_WORDS = sorted(set(re.findall(r"[:|]([a-z]+)", _VERBS)))
_BY_LETTER = itertools.groupby(_FIRST_WORDS, lambda word: word[0])
_SPOKEN = re.compile(
    r"\s(?:" + "|".join(f"{first}(?:{'|'.join(word[1:] for word in words)})" for first, words in _BY_LETTER) + r")\b"
)
_PASSIVE = re.compile(r"\b(?:was|were|been|being|is|are|be)(?:\s+also)?$", re.IGNORECASE)
_AGENT = re.compile(r"\s+by\s+(?P<agent>[^“”\",.:;]{2,60})", re.IGNORECASE)
_QUOTES = re.compile(r"(?:[\s\w’']{0,40}[:,]|\s+that)?\s*$")  # between a verb and the mark
_LONGEST_SUBJECT = 220  # characters before the verb
_LONGEST_PHRASE = 10  # words of an unnamed speaker
_BEHIND = r"^(?:\w?[\s,.?!’'”\"]+)"
_SAID_BY = re.compile(rf"{_BEHIND}{_VERBS}\s+(?P<subject>[^“”\".]{{2,160}})", re.IGNORECASE)
_SAYS_BEHIND = re.compile(rf"{_BEHIND}(?P<subject>[^“”\".]{{1,140}}?)\s*,?\s+{_ADVERBS}{_VERBS}\b", re.IGNORECASE)
_ACCORDING = re.compile(r"\baccording\s+to\s+(?P<subject>[^“”\".:;]{2,100}?)\s*(?:[,:.]\s*)?$", re.IGNORECASE)
_ACCORDING_BEHIND = re.compile(rf"{_BEHIND}according\s+to\s+(?P<subject>[^“”\".:;]{{2,100}})", re.IGNORECASE)
_GOING_ON = re.compile(r"(?:adding|saying)$", re.IGNORECASE)
_OF_AN_INSPECTION = (
    r"(?:latest|new|newest|recent|first|second|third|fourth|fifth|sixth|final|full|final|interim|highly|hugely|damning"
    r"|critical|scathing|glowing|positive|published|official|follow-up|\d+-page|inspection|monitoring|focused|ILACS"
    r"|feedback|visit|watchdog[’']s|inspectors?[’']s?|inspectorate[’']s|regulator[’']s|Ofsted[’']?s?)"
)
_REPORT = re.compile(
    rf"\b(?:the|its|their|that|full|ofsted|inspection)\s+(?:(?:{_OF_AN_INSPECTION}\s+)*|\w+\s+)"
    r"(?:report|letter|findings)\b",
    re.IGNORECASE,
)
_OTHER_REPORT = re.compile(
    r"\b(?:this|committee|cabinet|council|officer[’']?s?|independent|internal|annual|audit|ombudsman[’']?s?|review"
    r"|serious\s+case|safeguarding\s+practice|peer|scrutiny|LGA|DfE|lessons"
    r"|(?:commission|commissioner|government|judge|court|coroner|union|charity|consultant|auditor|adviser)s?[’']s?)\s+(?:review\s+)?(?:report|letter|findings)\b",
    re.IGNORECASE,
)
_GRADED = re.compile(r"\b(?:rated|graded|judged)\b|\binadequate\b", re.IGNORECASE)
_IN_THE_PASSIVE = (
    r"\b(?:was|were|is|are|been)\s+(?:\w+ly\s+|also\s+)?(?:described|rated|judged|graded|deemed|found|praised|commended"
    r"|criticised|labelled|branded|credited|assessed|recognised)\b(?![^.!?]*\bby\b)"
)
_JUDGED = re.compile(rf"{_IN_THE_PASSIVE}[^.!?]{{0,80}}$", re.IGNORECASE)
_IS_JUDGED = re.compile(rf"[^.,!?“]{{0,60}}?{_IN_THE_PASSIVE}", re.IGNORECASE)
_TO_MEMBERS = re.compile(
    r"^\s+(?:that\s+)?(?:the\s+)?(?:\w+\s+)?(?:cabinet|council|committee|panel|members|board)\b", re.IGNORECASE
)
_FINDINGS = re.compile(
    r"(?:[’']s?|\bof|\bby)?\s*(?:\b(?:key|main|own|headline|principal|other|areas?\s+for)\s+)*"
    r"\b(?:findings|recommendations|conclusions|strengths|improvements?)\b(?:\s+(?:were|are|include|included))?"
    r"(?:\s+as\s+follows|\s+that)?\s*:$",
    re.IGNORECASE,
)
_SHE = re.compile(
    r"^(?:Mrs|Ms|Miss|Dame|Lady|Baroness)\b|\b(?:spokeswoman|chairwoman|mother|mum|grandmother|woman)\b", re.I
)
_HE = re.compile(r"^(?:Mr|Sir|Lord)\b|\b(?:spokesman|chairman|father|dad|grandfather)\b", re.I)
_ROLE_OPENS = re.compile(
    r"^(?:(?P<the>the|its|their)|an?|one|another)\s+(?:[\w’'-]+\s+){0,4}?(?P<role>director|leader|chief\s+executive|executive"
    r"|member|councillor|chair\w*|mayor|minister|MP|spokes\w+|commissioner|officer|head|secretary|mother|father|mum|dad"
    r"|parent|carer|teenager|girl|boy|woman|man|judge|campaigner|inspector)\b(?![’'])",
    re.IGNORECASE,
)
_OPENS_WITH_PRONOUN = re.compile(r"(?:he|she|they|it)\b", re.IGNORECASE)
_PRONOUN = re.compile(r"\b(?P<word>it|they|he|she)$", re.IGNORECASE)
_ITS = re.compile(r"(?:its|their)\b", re.IGNORECASE)
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+")
# Without one of its words, in small letters, a pattern above fits nothing; looking for a word is much quicker.
_REPORT_WORDS = ("report", "letter", "finding")
_GRADE_WORDS = ("rated", "graded", "judged", "inadequate")


@dataclass(frozen=True, slots=True)
class Source:
    """Who speaks; ``speaker`` is a name with its role, or the role alone, as printed, or None for an organisation."""

    voice: Voice
    speaker: str | None = None


@dataclass(slots=True)
class Speakers:
    """The speakers of one paper so far: whom "they", "the report" and a bare surname mean."""

    last: Source | None = None
    person: Source | None = None  # "she"
    body: Source | None = None  # "it"
    people: dict[str, tuple[Person, Source]] = field(default_factory=dict)  # by surname
    anonymous: bool = False  # an inspection paper: it names nobody, and quotes children, families and the council
    inspected: bool = False  # the text has spoken of an inspection, so that "the report" may be the inspector's

    def named_before(self, text: str) -> Source | None:
        """Who a passage of narration says is speaking: the last such in it."""
        source: Source | None = None
        for sentence in _SENTENCE_END.split(text):
            small = sentence.lower()
            self._notice(sentence, small)
            done = 0
            for verb in _SAYS.finditer(sentence) if _SPOKEN.search(small) else ():
                subject = sentence[max(done, verb.start() - _LONGEST_SUBJECT) : verb.start()]
                if _WHO.search(subject):
                    continue
                found = self._subject(re.split(r"[“”\"]", subject)[-1], verb["verb"], sentence[verb.end() :])
                done = verb.end()
                if found is not None:
                    source = self._heard(found)
                elif not self.anonymous and _QUOTES.match(sentence[verb.end() :]):
                    source = Source(Voice.OTHER, _phrase(_clause(subject)))  # it is not known who
            according = _ACCORDING.search(sentence) if "according" in small else None
            said = self._source(according["subject"]) if according else None
            source = self._heard(said) if said else source
        return source

    def judged(self, text: str) -> bool:
        """Does a text end in the passive of a judgement, with nobody named, after the inspectors were spoken of?"""
        of_inspectors = self.last is not None and self.last.voice is Voice.INSPECTOR
        return of_inspectors and self.inspected and bool(_JUDGED.search(text)) and not self.anonymous

    def named_after(self, text: str) -> Source | None:
        """Who is named behind a quotation: ," said Jane Doe; ," the report said; ," according to Ofsted.

        ``text`` begins with the last character of the quotation and its mark. Behind a full stop a new sentence begins.
        """
        stopped = re.match(r"\w?\W*[.]", text)
        for pattern in (_ACCORDING_BEHIND, _SAID_BY) if stopped else (_ACCORDING_BEHIND, _SAID_BY, _SAYS_BEHIND):
            match = pattern.match(text)
            source = self._behind(match["subject"]) if match else None
            if source is not None:
                return self._heard(source)
        return None

    def _behind(self, subject: str) -> Source | None:
        """Who follows the verb: of "says the report, the third of its kind, after a visit" the report."""
        first = subject.partition(",")[0]
        person = None if self.anonymous else self._person(" ".join(subject.split()).strip(" ,"))
        return person or (self._source(first) if first != subject else None) or self._source(subject)

    def lists(self, text: str, *, own_report: bool) -> Source | None:
        """Whose findings a paragraph that ends in a colon says are listed under it; None unless that is known.

        ``own_report``: the paper is a report itself, so that what "the report" recommends to members is its own.
        """
        sentence = re.split(r"(?<=[.!?])\s+", text.rstrip())[-1]
        if not sentence.endswith(":"):
            return None
        ending = _FINDINGS.search(sentence)
        clause = sentence[: ending.start()].split(",")[-1] if ending else ""
        if ending and voice_of_body(clause) is Voice.INSPECTOR:
            return self._heard(Source(Voice.INSPECTOR))
        found: Source | None = None
        for verb in _SAYS.finditer(sentence):
            after = sentence[verb.end() :]
            agent = _AGENT.match(after)
            if agent:
                found = self._source(agent["agent"]) if "," not in after else None
                continue
            subject = sentence[: verb.start()]
            if own_report and _TO_MEMBERS.match(after) and re.search(r"\breport$", subject, re.IGNORECASE):
                found = None
            elif not _PASSIVE.search(subject):
                found = self._source(subject[-_LONGEST_SUBJECT:]) or found
        return found if found and (found.voice is not Voice.OTHER or found.speaker) else None

    def _notice(self, sentence: str, small: str) -> None:
        """Whom "they" and which report "the report" will mean: the body that a sentence begins with, and the report of
        the last inspection or other inquiry spoken of. ``small`` is the sentence in small letters."""
        opening = " ".join(_clause(sentence.partition(",")[0]).split()[:4])
        voice = voice_of_body(opening) if may_be_official(opening) else None
        if voice in (Voice.INSPECTOR, Voice.COUNCIL) and not _IS_JUDGED.match(sentence):
            self.last = self.body = Source(voice)
        if not self.anonymous:
            for _, person in introduced(sentence):
                someone = Source(voice_of_person(person.name, person.role), person.printed)
                self.people.setdefault(person.surname, (person, someone))
            self._notice_person(sentence)
        inspectors = any(word in small for word in INSPECTOR_WORDS) and INSPECTOR.search(sentence)
        if inspectors:
            self.inspected = True
        elif any(word in small for word in _REPORT_WORDS) and _OTHER_REPORT.search(sentence):
            self.inspected = False
        elif any(word in small for word in _GRADE_WORDS) and _GRADED.search(sentence):
            self.inspected = True

    def _notice_person(self, sentence: str) -> None:
        """Whom "she" will mean: the person whom a sentence speaks of first, if by name and role; nobody where that is
        not known, or where the sentence only names somebody else on the way."""
        sentence = sentence.lstrip(" “”")
        while (lead := _LEAD.match(sentence)) and sentence[lead.end() :].strip():
            sentence = sentence[lead.end() :]
        subject = subject_of(sentence)
        if subject is not None:
            known = self.people.get(subject.surname)
            # of a name alone it is not known whether it is a person's
            self.person = self._named(subject) if subject.role or subject.titled or known else None
            return
        opens = _ROLE_OPENS.match(sentence)
        if opens:
            self.person = self._of_role(opens["role"].lower()) if opens["the"] else None
        elif self.person and not _OPENS_WITH_PRONOUN.match(sentence):
            speaker = self.person.speaker or ""
            if any(person.surname not in speaker for person in people_in(sentence)):
                self.person = None

    def _of_role(self, role: str) -> Source | None:
        """The one person named so far who has a role; the last speaker, if several have it and so has that one."""
        of_role = {source for _, source in self.people.values() if role in (source.speaker or "").lower()}
        if self.person in of_role:
            return self.person
        return of_role.pop() if len(of_role) == 1 else None

    def _heard(self, source: Source) -> Source:
        self.last = source
        if source.speaker and re.match(r"[A-Z]", source.speaker):
            self.person = source
        if source.speaker is None:
            self.body = source
        return source

    def _subject(self, subject: str, verb: str, after: str) -> Source | None:
        """Who does what a verb says: in front of it, or behind it in the passive."""
        agent = _AGENT.match(after)
        if agent:
            return self._source(agent["agent"])
        if _GOING_ON.search(verb):
            return self._opening(subject)
        if _PASSIVE.search(subject) or re.search(r"(?<!on)\s+to$", subject):
            return None
        return self._source(subject)

    def _opening(self, clause: str) -> Source | None:
        """Who a sentence begins with that goes on "..., adding:"."""
        found = (self._source(clause[:end]) for end in names_in(clause))
        return next((source for source in found if source and source.speaker), self.last)

    def _source(self, subject: str) -> Source | None:
        subject = " ".join(subject.split()).strip(" ,")
        while (lead := _LEAD.match(subject)) and subject[lead.end() :].strip():
            subject = subject[lead.end() :]
        person = None if self.anonymous else self._person(subject)
        if person is not None:
            return person
        pronoun = _PRONOUN.search(subject)
        if pronoun:
            word = pronoun["word"].lower()
            if self.anonymous:
                return Source(Voice.OTHER) if word in ("he", "she") else None
            if word in ("he", "she"):
                return self.person if self.person and not _is_other_sex(word, self.person) else Source(Voice.OTHER)
            return (self.body if word == "it" else None) or self.last
        if subject in self.people:
            return self.people[subject][1]
        clause = _clause(subject)
        report = _REPORT.search(clause)
        if report and not _OTHER_REPORT.search(clause) and (self.inspected or INSPECTOR.search(clause)):
            return Source(Voice.INSPECTOR)
        voice = voice_of_body(clause)
        if self.anonymous and not (voice is Voice.COUNCIL or is_lay(clause)):
            return None
        if voice:
            return Source(voice, _phrase(clause) if voice is Voice.OTHER else None)
        only = re.fullmatch(r"(?P<name>[A-Z][\w’'-]+),.*", subject)
        return Source(Voice.OTHER, only["name"]) if only else None  # "Jo, who left care in May"

    def _person(self, subject: str) -> Source | None:
        """A person by name, with the role given now or when first named."""
        person = person_in(subject)
        return self._named(person) if person else None

    def _named(self, person: Person) -> Source:
        known = self.people.get(person.surname)
        if known and (not person.given or (not person.role and person.given == known[0].given)):
            return known[1]  # "Cllr Doe added"
        voice = voice_of_person(person.name, person.role)
        if _ITS.match(person.role) and self.last and is_other_body(self.last.speaker or ""):
            voice = Voice.OTHER  # "... said its chief executive", of the charity that has just spoken
        source = Source(voice, person.printed)
        self.people[person.surname] = (person, source)
        return source


def _is_other_sex(pronoun: str, source: Source) -> bool:
    """Whether title or role say that a person is not the one whom "he" or "she" means."""
    return bool((_HE if pronoun == "she" else _SHE).search(source.speaker or ""))


def _clause(subject: str) -> str:
    """The clause that names who speaks: the last but for "who cannot be named", "which was inspected in May"."""
    found = ""
    for clause in reversed(subject.split(",")):
        clause = clause.strip()
        if clause and not _RELATIVE.match(clause):
            found = clause
            break
    small = found.lower()
    return _SUBORDINATE.split(found)[-1] if any(word in small for word in _SUBORDINATES) else found


def _phrase(clause: str) -> str | None:
    """An unnamed speaker as printed: "One young person", "A Department for Education spokesperson"."""
    words = re.sub(r"^as\s+", "", clause, flags=re.IGNORECASE).strip()
    begins = re.match(r"(?:an?|the|one|another|some|many|several|most|two|three)\b|[A-Z]", words, re.IGNORECASE)
    bare = words.lower() in ("one", "some", "others", "many", "several", "most")
    return words if begins and not bare and len(words.split()) <= _LONGEST_PHRASE else None


def last_speaks_of_inspectors(text: str) -> bool:
    """Does the sentence that leads up to a quotation speak of inspectors, and of nobody else after them?"""
    sentence = re.split(r"(?<=[.!?])\s+", text)[-1]
    found = list(INSPECTOR.finditer(sentence))
    return bool(found) and voice_of_body(sentence[found[-1].end() :].strip()) is None


def attributes(text: str) -> bool:
    """Whether the words behind a quotation only say whose it was: "the report said", "said Jane Doe, the leader"."""
    return len(text.split()) <= 20 and bool(
        _SAID_BY.match(text) or _ACCORDING_BEHIND.match(text) or _SAYS.search(text[:80])
    )


def only_attributes(between: str) -> bool:
    """Does what stands between two quotations say whose the first was, and of the second nothing?"""
    first, *rest = re.split(r"(?<=[.!?])\s+", between.strip())
    return attributes(f" {first}") and not any(_SAYS.search(sentence) for sentence in rest)
