"""What a body is taken to have rejected or voted against, where papers say that it agreed to or accepted just that."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from assistant.evidence.evidence import Asked
from assistant.premises.contrary import IN_REACH, MOST, Line
from assistant.premises.polarity import DENIES, UNSURE, clauses_of
from assistant.premises.presupposed import Assumed
from assistant.quoting.quoted import Quoted
from assistant.understanding.number_words import NUMBERS
from assistant.understanding.question import substance
from assistant.understanding.stems import stems_of
from corpus.paper import Voice

AGREES = r"(?:endorse|approve|adopt|accept|agree(?: to| with)?|back|support|note|noting|receive|acknowledge|recognise)"
REFUSED = re.compile(
    rf"(?:\b(?:refus(?:e[sd]?|ing)|declin(?:e[sd]?|ing)|fail(?:s|ed)?) to {AGREES}|"
    rf"(?:\bnot|n't) (?:[\w']+ ){{0,4}}?{AGREES}|"
    r"\b(?:reject(?:s|ed|ing)?|vot(?:e[sd]?|ing) (?:against|down)|turn(?:s|ed)? down|thr[eo]w out))\b(?P<what>[^?;]+)",
    re.IGNORECASE,
)
# Of what inspectors found alone: many other things are disputed or opposed.
CONTESTED = re.compile(
    r"\b(?:dispute[sd]?|contest(?:s|ed)?|disagree[sd]? with|object(?:s|ed)? to|oppose[sd]?|challenge[sd]?|"
    r"dismiss(?:es|ed)?|den(?:y|ies|ied))\b(?P<what>[^?;]+)",
    re.IGNORECASE,
)
FINDINGS = (
    r"\b(?:reports?|findings?|judge?ments?|verdicts?|conclusions?|ratings?|grad(?:e|es|ing)|letters?|criticisms?)\b"
)
OF_FINDINGS = re.compile(FINDINGS, re.IGNORECASE)
OF_INSPECTION = re.compile(rf"{FINDINGS}|\b(?:ofsted|inspect\w*|watchdog)\b", re.IGNORECASE)
OF_VISIT = re.compile(r"\b(?:ofsted|inspect\w*|visit)\b", re.IGNORECASE)
ACCEPTED = re.compile(
    rf"\b(?:accept(?:s|ed|ing)?(?! that)|acknowledge[sd]?(?! that)|agree[sd]? with|welcome[sd]?)\b"
    rf"(?:(?!recommendation)[^.;]){{0,40}}?{FINDINGS}|"
    rf"{FINDINGS}[^.;]{{0,30}}\b(?:is|are|was|were|been) (?:\w+ )?accepted\b",
    re.IGNORECASE,
)
CONTESTS = re.compile(
    r"\b(?:reject\w*|refus\w+|disput\w+|contest(?:s|ed|ing)?|challenge[sd]? (?:the|its|their|some|parts?)|disagree\w*|"
    r"object(?:s|ed|ion)? to|appeal(?:ed|s)?|complain\w*|unfair\w*|inaccura\w+|dismiss\w*|den(?:y|ies|ied)|"
    r"(?:not|n't) (?:fully )?(?:accept|agree|recognise))\b",
    re.IGNORECASE,
)
RESOLVED = re.compile(r"\bresolved\b", re.IGNORECASE)
AGREED = re.compile(r"\b(?:be|was|were|been) (?:\w+ly )?(?:endorsed|approved|adopted|accepted|agreed)\b", re.IGNORECASE)
# To note a report is to take it as it stands; to note a plan is not to approve of it.
NOTED = re.compile(
    rf"\b(?:receive[sd]?|note[sd]?|accept(?:s|ed)?|welcome[sd]?|endorse[sd]?)\b[^.;]*{FINDINGS}|"
    rf"{FINDINGS}[^.;]*\b(?:be|was|were|been) (?:\w+ )?(?:received|noted|welcomed)\b",
    re.IGNORECASE,
)
BODY = re.compile(
    r"\b(?:council(?:'s)?|councillors|authority|leaders|leadership|cabinet|committee|panel|board|members|trust|"
    r"executive|director|department|service|we|they|it)\b",
    re.IGNORECASE,
)
OF_BODY = re.compile(r"\b(?:cabinet|scrutiny|committee|panel|board|trust)\b", re.IGNORECASE)
# Whoever else may reject what the body accepts: a part of it, a person, another.
NOT_BODY = re.compile(
    rf"\b(?:opposition|unions?|parents?|carers?|residents?|famil(?:y|ies)|foster\w*|workers?|staff|government|"
    r"ministers?|ofsted|inspectors?|mps?|some|several|few|any|many|individual|councillor|cllr|"
    rf"{'|'.join(list(NUMBERS)[:13])}|\d+)\b|\b(?:conservative|labour|liberal|green|independent|reform)\b",
    re.IGNORECASE,
)
WHICH = re.compile(r"\b(?:first|second|third|fourth|fifth|inadequate|outstanding|good)\b", re.IGNORECASE)
PLAIN = re.compile(
    rf"{FINDINGS}|{WHICH.pattern}|\b(?:(?:ofsted|inspect\w*|watchdog)(?:'s?)?|council'?s?|"
    r"damning|critical|children'?s?|services?)\b",
    re.IGNORECASE,
)
HEAD_REACH = 8  # sentences above a lettered resolution within which "It was resolved that:" stands
AskedOf = Callable[[str], Asked]


def refuses(assumed: Assumed) -> bool:
    """Whether a refusal is taken for granted at all."""
    return bool(REFUSED.search(assumed.text) or CONTESTED.search(assumed.text))


def find_accepted(assumed: Assumed, asked_of_words: AskedOf, lines: Sequence[Line]) -> list[Quoted]:
    """The resolution that agreed to what a question takes to have been refused, or the sentence by which a body
    accepts the report or findings; none where any other refuses or disputes it."""
    match = REFUSED.search(assumed.text)
    if match and (resolved := find_resolved(match, asked_of_words, lines)):
        return resolved
    match = match or CONTESTED.search(assumed.text)
    if not match or not OF_FINDINGS.search(match["what"]):
        return []
    return find_findings_accepted(match, asked_of_words, lines)


def is_by_body(match: re.Match[str]) -> bool:
    actor = match.string[: match.start()]
    return bool(BODY.search(actor)) and not NOT_BODY.search(actor)


def find_resolved(match: re.Match[str], asked_of_words: AskedOf, lines: Sequence[Line]) -> list[Quoted]:
    what = match["what"]
    said = re.search(r"\b(?:note|receive|noting)$", match.group()[: -len(what)], re.IGNORECASE)
    asked = asked_of_words(f"{said.group()} {what}" if said else what)
    is_report = bool(OF_FINDINGS.search(what))
    if not (asked.groups or is_report) or NOT_BODY.search(match.string[: match.start()]):
        return []
    decided = [
        line
        for line in lines
        if (line.voice is Voice.DECISION or RESOLVED.search(line.text))
        and (not asked.groups or asked.overlap(stems_of(line.text)) >= IN_REACH)
        and (not is_report or is_on_report(what, line))
    ]
    agrees = [AGREED, NOTED] if is_report else [AGREED]
    agreed = [line for line in decided if any(sign.search(line.text) for sign in agrees)]
    if len(agreed) < len(decided) or any(DENIES.search(line.text) for line in decided):
        return []
    shown: list[Line] = []
    for line in agreed[:MOST]:
        shown += [head for head in [head_of(line, lines)] if head and head not in shown]
        shown.append(line)
    return [line.quoted for line in shown]


def is_on_report(what: str, line: Line) -> bool:
    """Whether a decision is on a report, and on that of the inspectors where theirs is meant."""
    return bool(OF_FINDINGS.search(line.text)) and (not OF_VISIT.search(what) or bool(OF_VISIT.search(line.text)))


def head_of(line: Line, lines: Sequence[Line]) -> Line | None:
    """ "It was unanimously resolved that:", above a resolution that does not say so itself."""
    place = lines.index(line)
    near = [one for one in lines[max(0, place - HEAD_REACH) : place] if one.passage.paper.id == line.passage.paper.id]
    heads = [one for one in near if RESOLVED.search(one.text) and one.text.rstrip().endswith((":", "that", "to"))]
    return heads[-1] if heads and not RESOLVED.search(line.text) else None


def find_findings_accepted(match: re.Match[str], asked_of_words: AskedOf, lines: Sequence[Line]) -> list[Quoted]:
    if not is_by_body(match) or any(CONTESTS.search(ln.text) and OF_INSPECTION.search(ln.text) for ln in lines):
        return []
    # of which inspection, and on what: the paper must know the first, and the sentence the second
    which = {stem for word in WHICH.findall(match["what"]) for stem in stems_of(word)}
    on = substance(PLAIN.sub(" ", match["what"]))
    asked = asked_of_words(" ".join(on)) if on else None
    bodies = {body.casefold() for body in OF_BODY.findall(match.string[: match.start()])}
    known: dict[str, set[str]] = {}
    for line in lines:
        known.setdefault(line.passage.paper.id, set()).update(stems_of(line.text))
    accepted = [
        line
        for line in lines
        if accepts(line)
        and which <= known[line.passage.paper.id]
        and all(body in f"{line.text} {line.passage.paper.facts.title}".casefold() for body in bodies)
        and (asked is None or not asked.groups or asked.overlap(stems_of(line.text)) >= IN_REACH)
    ]
    return [line.quoted for line in accepted[:MOST]]


def accepts(line: Line) -> bool:
    for clause in clauses_of(line.text):
        found = ACCEPTED.search(clause.text)
        # what follows is of something else: "... accepted the findings and would publish a plan"
        if not found or UNSURE.search(clause.text[: found.end()]) or DENIES.search(clause.text[: found.end()]):
            continue
        is_passive = bool(OF_FINDINGS.match(found.group()))
        actor = clause.text[found.end() :] if is_passive else clause.text[: found.start()]
        if (BODY.search(actor) or line.voice is Voice.COUNCIL) and not NOT_BODY.search(actor):
            return True
    return False
