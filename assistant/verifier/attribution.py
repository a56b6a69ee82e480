"""Who a sentence says says it: "Ofsted found that ...", "according to the council", "leaders told inspectors that"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from assistant.verifier.words import STOP
from corpus.paper import Voice

_SAYING = (
    r"(?:(?:has|have|had) )?(?:also |further |now |already |both |later |since |\w+ly )?(?:(?:been )?(?:say|says|"
    r"said|saying|find|finds|found|report|reports|reported|state|states|stated|note|notes|noted|judge|judges|judged|"
    r"conclude|concludes|concluded|claim|claims|claimed|believe|believes|believed|acknowledge|acknowledges|"
    r"acknowledged|accept|accepts|accepted|recogni[sz]e|recogni[sz]es|recogni[sz]ed|admit|admits|admitted|announce|"
    r"announces|announced|argue|argues|argued|assert|asserts|asserted|confirm|confirms|confirmed|describe|describes|"
    r"described|explain|explains|explained|identif(?:y|ies|ied)|observe|observes|observed|warn|warns|warned|write|"
    r"writes|wrote|criticise|criticised|praise|praised|praises|highlight|highlights|highlighted|promise|promises|"
    r"promised|heard|resolved|agreed|decided|recommended|saw|see|sees|told|tell|tells|add|adds|added|ask|asks|asked|"
    r"think|thinks|thought|insist|insists|insisted|expect|expects|expected|hope|hopes|hoped|considered|consider|"
    r"maintain|maintained|want|wants|wanted|suggest|suggests|suggested|(?:is|are|was|were) (?:well |fully )?aware))"
)
_WHO: tuple[tuple[Voice, str], ...] = (
    (
        Voice.INSPECTOR,
        r"ofsted|(?:the |his majesty's |her majesty's |team of )?inspectors?|hmi|the inspectorates?|cqc|"
        r"(?:the |this |that |ofsted's |ofsted )?(?:\d{4} )?(?:ofsted )?"
        r"(?:inspection|focused visit|monitoring visit|visit|re-inspection)"
        r"(?: (?:report|letter|in \d{4}|of \d{4}|team))?|(?:the )?(?:chief )?inspector|(?:the )?inspection team",
    ),
    (
        Voice.COUNCIL,
        r"(?:the |[\w-]+(?: city| county| borough)? )?(?:council|local authority|authority)|"
        r"(?:the |[\w-]+(?: [\w-]+)?'s? )?(?:council|city|senior )?(?: )?(?:leaders|managers|officers)|"
        r"(?:its |their |the )?leaders|cabinet|(?:the )?cabinet member(?: [\w ,]+)?|"
        r"(?:the )?director(?: of [\w' ]+)?|(?:a |the )?council spokes(?:person|man|woman)|the administration|"
        r"senior managers",
    ),
    (
        Voice.DECISION,
        r"(?:the )?(?:(?!that\b)\w+ ){0,6}(?:panel|committee)",
    ),
    (
        Voice.PRESS,
        r"(?:the )?(?:newspaper|courier|echo|press|paper|article|bbc|guardian)",
    ),
)
_PEOPLE = (
    r"(?:(?:the |many |most |some |several |all |other |health |school |both |few |young |social |personal |foster |"
    r"care |new |newly |qualified |those |elected |independent |reviewing |senior |one |two |three |a |an |these |"
    r"their |children's )*)(?:people|person|children|child|chair|chairs|leavers|carers|workers|parents|families|"
    r"staff|advisers|partners|members|judges|cafcass|schools|adopters|professionals|headteachers|officers|"
    r"practitioners|governors|teachers|police|charity|residents|spokesperson|spokesman|spokeswoman|forum|women|man|"
    r"woman|school|schools|practitioner|agencies|mothers|fathers|sws|pas|iros|adviser|worker|group|groups|judge|"
    r"partner|network|board|councillors)"
)
_NAMED = (
    r"(?:(?:Councillor|Cllr|Mr|Mrs|Ms|Dr|Sir|Dame) )?[A-Z][\w'-]+(?: [A-Z][\w'-]+){1,3}|"
    r"(?:Councillor|Cllr) [A-Z][\w'-]+"
)
_BY_NAME = re.compile(
    rf"(?:^|(?<=[,.;:] )|(?<=and )|(?<=that ))(?P<who>{_NAMED})(?P<role>, [^,]{{3,60}},)?"
    rf"(?P<does> {_SAYING})\b(?P<that> that| how|:|,)?"
)
_ACCORDING = re.compile(
    r"(?:,? ?)\b(?:according to|in the (?:view|words|opinion) of|"
    r"as (?:reported|stated|noted|claimed|told|described|found|said) by) "
    r"(?P<who>[^,.;]+?)(?=,|\.|$|;| that\b)",
    re.IGNORECASE,
)
_SAYS = re.compile(rf"[a-z\"']\W? {_SAYING}\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Attribution:
    """``text[start:end]`` says who says the words that it governs: ``voice`` if it can be told, ``name`` if named."""

    start: int
    end: int
    who: str
    voice: Voice
    name: str | None = None
    claims: bool = False  # somebody's word for it, and no finding: not "inspectors saw"


def _patterns() -> Iterator[tuple[Voice, re.Pattern[str]]]:
    head = (
        r"(?:^|(?<=[,.;:\"] )|(?<=\band )|(?<=\bbut )|(?<=\bwhich )|(?<=\bthat )|(?<=\bwhile )|"
        r"(?<=\b(?:19|20)\d\d )|(?<=\b(?:19|20)\d\d, ))"
    )
    for voice, who in _WHO:
        yield voice, re.compile(
            rf"{head}(?P<who>{who})(?: itself| themselves| (?:in|at|across) \w+)?,?"
            rf"(?P<does> (?!expected to be|asked to)(?:{_SAYING}))\b"
            r"(?P<whom> (?:inspectors|members|us|councillors|the panel|the \w+))?"
            rf"(?P<that> that| how|:|,)?(?P<at> (?:in|on|at|during) [\w ]{{3,40}}? that\b)?", re.IGNORECASE,
        )  # fmt: skip
    yield (
        Voice.OTHER,
        re.compile(
            rf"{head}(?P<who>{_PEOPLE})(?: (?:in|at|across) \w+)?(?P<does> {_SAYING})\b"
            r"(?P<whom> (?:inspectors|us|the \w+))?"
            r"(?P<that> that| how|:|,)?",
            re.IGNORECASE,
        ),
    )


_BY_KIND = tuple(_patterns())


@lru_cache(4096)
def attributions_in(text: str) -> tuple[Attribution, ...]:
    """Who a text (with straight quotation marks) says says it, in order; none where it speaks for itself."""
    found = [_named_or_kind(match.start(), match.end(), match["who"]) for match in _ACCORDING.finditer(text)]
    if not _SAYS.search(text):
        return tuple(found)
    for match in _BY_NAME.finditer(text):
        kind = voice_named(match["who"])
        if match["who"].split()[0].casefold() in STOP:
            continue  # "While leaders say"
        found.append(
            Attribution(
                match.start(), match.end(), match["who"], kind or Voice.OTHER, None if kind else match["who"], True
            )
        )
    for voice, pattern in _BY_KIND:
        for match in pattern.finditer(text):
            if any(a.start < match.end() and match.start() < a.end for a in found):
                continue
            if not (match["that"] or "told" in match["does"] or _is_reporting(match["does"], voice)):
                continue
            found.append(
                Attribution(match.start(), match.end(), match["who"], voice, claims=voice is not Voice.INSPECTOR)
            )
    return tuple(sorted(found, key=lambda a: a.start))


def _is_reporting(does: str, voice: Voice) -> bool:
    """Whether the verb reports even with no "that": "inspectors found six", "Ofsted said the council", and not
    "the panel considered the report" or "officers accept this finding"."""
    verb = does.split()[-1].casefold()
    if voice is Voice.INSPECTOR:
        return True
    return verb in {"say", "says", "said", "claim", "claims", "claimed", "believe", "believes", "believed", "promised"}


def _named_or_kind(start: int, end: int, who: str) -> Attribution:
    if voice := voice_named(who):
        return Attribution(start, end, who, voice)
    return Attribution(start, end, who, Voice.OTHER, who if re.search(r"[A-Z]", who) else None)


def voice_named(who: str) -> Voice | None:
    """The voice that a phrase names: "the 2019 inspection" is the inspector's."""
    folded = who.strip().casefold()
    if re.search(r"\b(?:ofsted|inspect\w+|hmi|focused visit|monitoring visit)\b", folded):
        return Voice.INSPECTOR
    for voice, words in _WHO:
        if re.fullmatch(words, folded):
            return voice
    return None
