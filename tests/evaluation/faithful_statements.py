"""True statements by rule: each words a sentence otherwise or says less of it; None where the rule does not fit."""

from __future__ import annotations

import random
import re

from assistant.understanding.terms import terms_in
from assistant.verifier.datings import dates_in
from corpus.dates import MONTHS
from corpus.paper import Voice
from tests.evaluation.corrupt_statements import lowered

PREFIXES = {
    Voice.INSPECTOR: (
        "Ofsted found that",
        "Inspectors said that",
        "According to inspectors,",
        "The inspection found that",
    ),
    Voice.COUNCIL: (
        "The council said that",
        "The council reported that",
        "According to the council,",
        "The council stated that",
    ),
}
_INTRODUCTION = re.compile(
    r"^(?:However|As a result|In addition|Consequently|Overall|Furthermore|Similarly|Additionally|Nevertheless|In "
    r"contrast|Positively|"
    r"More recently|Since then|At the time of the inspection|Despite this|Therefore|Currently|As a consequence), "
)
_RELATIVE = re.compile(
    r", (?:which|who|whose|where) [^,]+,(?= (?:is|are|was|were|has|have|had|will|do|does|\w+s)\b)|, (?:which|who) "
    r"[^,.]+(?=\.$)"
)
_TAIL = re.compile(r"(?:, (?:and|but|so|although|while|with|which|because) |; )[^.]+(?=\.$)")
_COUNTS = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen".split()
_WEAKER = (
    (r"\b[Aa]ll (?=children|young|care|social|staff|schools|plans|assessments|of the)", "most "),
    (
        r"(?<!the )(?<!as )\b[Mm]ost (?=children|young|care|social|parents|staff|"
        r"families|foster|assess|plans|of|visits)",
        "many ",
    ),
    (r"\b(?:[Aa]lmost|[Nn]early) all\b", "most"),
    (
        r"\b[Mm]any (?=children|young|care|social|parents|"
        r"families|plans|staff|of)",
        "some ",
    ),
    (r"\balways\b(?<!not always)", "usually"),
    (r"\b[Tt]he (?:large |vast )?majority of\b", "many"),
)
_WORDING = (
    ("children looked after", "children in care"),
    ("looked after children", "children in care"),
    ("accommodation", "housing"),
    ("Leaders have", "Senior leaders have"),
    ("receive", "are given"),
    ("ensure", "make sure"),
    ("timely", "prompt"),
    ("undertaken", "carried out"),
    ("carried out", "done"),
    ("employ", "recruit"),
    ("regularly", "on a regular basis"),
    ("assist", "help"),
    ("frequently", "often"),
    ("commenced", "started"),
    ("begun", "started"),
    ("obtain", "get"),
    ("multi-agency", "multi agency"),
    ("increased", "risen"),
    ("decreased", "fallen"),
    ("reduced", "gone down"),
    ("stable", "settled"),
    ("robust", "strong"),
    ("swiftly", "quickly"),
    ("in relation to", "about"),
    ("supported", "helped"),
    ("inconsistent", "variable"),
    ("variable", "uneven"),
    ("too few", "not enough"),
    ("do not always", "do not invariably"),
    ("promptly", "in time"),
    ("live in", "are living in"),
    ("understand", "have an understanding of"),
    ("established", "set up"),
)


# A sentence that asks for something states nothing that can stand after "found that".
_ASKS = re.compile(
    r"^(?:Accelerate|Develop|Embed|Ensure|Establish|Implement|Improve|Increase|Introduce|Make|Provide|Reduce|Review|"
    r"Secure|Strengthen|Take|Work)\b(?! (?:is|are|was|were|has|have|with|to|on)\b)"
)


def prefixed(sentence: str, voice: Voice, rng: random.Random) -> str | None:
    if voice not in PREFIXES or _ASKS.match(sentence):
        return None
    return f"{rng.choice(PREFIXES[voice])} {lowered(sentence)}"


def year_made_explicit(sentence: str, voice: Voice, year: str | None) -> str | None:
    if not year or voice is not Voice.INSPECTOR or dates_in(sentence) or _ASKS.match(sentence):
        return None
    return f"In {year}, inspectors found that {lowered(sentence)}"


def without_introduction(sentence: str, rng: random.Random) -> str | None:
    made = _INTRODUCTION.sub("", sentence)
    return made[0].upper() + made[1:] if made != sentence else None


def without_relative_clause(sentence: str, rng: random.Random) -> str | None:
    made = _RELATIVE.sub("", sentence, count=1)
    return made if made != sentence and len(made.split()) >= 5 else None


def shortened(sentence: str, rng: random.Random) -> str | None:
    made = _TAIL.sub("", sentence, count=1)
    return (
        made
        if made != sentence
        and len(made.split()) >= 5
        and not re.match(r"(?:When|Where|If|While|Although|As|Since)\b", made)
        else None
    )


def joined(first: str, second: str) -> str:
    return f"{first.rstrip('.')}, and {lowered(second)}"


def other_name(sentence: str, rng: random.Random) -> str | None:
    """An acronym for its expansion, or the other way about, and other names of one thing."""
    found = [t for t in terms_in(sentence, related=False) if t.others and len(t.found) > 2 and t.found in sentence]
    if not found:
        return None
    term = rng.choice(found)
    # a name of the same number: "social worker" is not "SWs"
    plural = term.found.casefold().endswith("s")
    fitting = [o for o in term.others if o.casefold().endswith("s") == plural and len(o) > 2]
    if not fitting:
        return None
    new = rng.choice(fitting)
    at = sentence.index(term.found)
    if at == 0:
        new = new[0].upper() + new[1:]
    return sentence[:at] + new + sentence[at + len(term.found) :]


def number_otherwise(sentence: str, rng: random.Random) -> str | None:
    """A small number in words for figures, or the other way about; a percentage in words."""
    if match := re.search(r"(?<![\w£.,/-])(\d{1,2})(?=%)", sentence):
        return f"{sentence[: match.end()]} per cent{sentence[match.end() + 1 :]}"
    dated = {i for d in dates_in(sentence) for i in range(d.start, d.end)}
    for match in re.finditer(r"(?<![\w£.,/-])(?:1[0-5]|[2-9])(?![\w%/,.:-])", sentence):
        if match.start() not in dated and "ection" not in sentence[max(0, match.start() - 9) : match.start()]:
            return sentence[: match.start()] + _COUNTS[int(match.group())] + sentence[match.end() :]
    for match in re.finditer(rf"(?<![\w-])(?<!Year )(?<!Stage )(?:{'|'.join(_COUNTS[2:])})\b", sentence):
        return sentence[: match.start()] + str(_COUNTS.index(match.group())) + sentence[match.end() :]
    return None


def date_otherwise(sentence: str, rng: random.Random) -> str | None:
    for date in dates_in(sentence):
        if re.search(r"(?: and | to |[-–])$", sentence[: date.start]):
            continue  # the end of a span
        if date.day and date.month and date.year and re.fullmatch(r"\d+ \w+ \d{4}", sentence[date.start : date.end]):
            if sentence[: date.start].endswith(" on "):
                return f"{sentence[: date.start - 3]}in {MONTHS[date.month - 1]} {date.year}{sentence[date.end :]}"
            return f"{sentence[: date.start]}{MONTHS[date.month - 1]} {date.day}, {date.year}{sentence[date.end :]}"
        if date.month and date.year and not date.day and sentence[: date.start].endswith(("in ", "In ")):
            return f"{sentence[: date.start]}{date.year}{sentence[date.end :]}"
    return None


def weakened(sentence: str, rng: random.Random) -> str | None:
    if re.search(r"\b(?:not|no|few|yet to)\b|n’t", sentence, re.IGNORECASE):
        return None
    for pattern, new in _WEAKER:
        made = re.sub(pattern, new, sentence, count=1)
        if made != sentence:
            return made[0].upper() + made[1:]
    return None


def reworded(sentence: str, rng: random.Random) -> str | None:
    lines = [line for line in _WORDING if re.search(rf"\b{line[0]}\b", sentence)]
    if not lines:
        return None
    old, new = rng.choice(lines)
    made = re.sub(rf"\b{old}\b", new, sentence, count=1)
    return made[0].upper() + made[1:]


_PASSIVE = re.compile(
    r"^(?P<what>[A-Z][\w’' -]{3,60}?) (?:is|are) (?:well |effectively |regularly |appropriately |carefully "
    r")?(?P<verb>supported|led|overseen|monitored|valued|reviewed|"
    r"considered|recorded|supervised|completed|used|helped|managed|tracked|assessed|shared) by (?P<who>[\w’' "
    r"-]{3,60})\.$"
)
_ACTIVE = {
    "led": "lead",
    "overseen": "oversee",
    "valued": "value",
    "managed": "manage",
    "used": "use",
    "shared": "share",
}


def active(sentence: str, rng: random.Random) -> str | None:
    match = _PASSIVE.match(sentence)
    if not match or " that " in match["what"]:
        return None
    verb = _ACTIVE.get(match["verb"], match["verb"].removesuffix("ed"))
    verb = {"supervis": "supervise", "complet": "complete"}.get(verb, verb)
    who = match["who"]
    return f"{who[0].upper()}{who[1:]} {verb} {lowered(match['what'])}."
