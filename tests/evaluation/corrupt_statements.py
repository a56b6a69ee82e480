"""Statements made wrong by rule: each takes a true sentence and changes one thing, or answers None where it cannot."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from itertools import pairwise

from assistant.verifier.datings import dates_in
from assistant.verifier.numbers import amounts_in
from assistant.verifier.words import NEUTRAL, words_of
from corpus.authorities import known_authorities

Rule = Callable[[str, random.Random], str | None]
AUXILIARY = r"is|are|was|were|has|have|had|will|can|should|could|would|must|does|do|did"
_VERB = re.compile(rf"\b({AUXILIARY})\b(?! (?:not|no|never|few|little)\b)")
_DENIED = re.compile(
    r"\b(?:(is|are|was|were|has|have|had|will|can|should|could|would|must) not|(do|does|did) not|no longer|never|"
    r"cannot)\b(?! only)( yet)?"
)


def lowered(sentence: str) -> str:
    """A sentence as it stands after other words: its first letter small, unless it begins with a name."""
    first = sentence.split(" ", 1)[0].strip(",.")
    is_name = (
        first.isupper() or bool(re.match(r"[A-Z]\w+ [A-Z]\w+", sentence)) or first.rstrip("’'s") in known_authorities()
    )
    return sentence if is_name else sentence[0].lower() + sentence[1:]


def negated(sentence: str, rng: random.Random) -> str | None:
    """A negation put in after an auxiliary of the main clause, or taken out."""
    if match := _DENIED.search(sentence):
        said = match.group(1) or (match.group(2) if match.group(2) else {"cannot": "can"}.get(match.group(0), ""))
        return re.sub(r"\s+", " ", sentence[: match.start()] + said + sentence[match.end() :])
    verbs = list(_VERB.finditer(sentence))
    if not verbs or re.search(r"\b(?:few|little|no|not|rarely|without|neither)\b", sentence, re.IGNORECASE):
        return None
    at = verbs[0].end()
    return f"{sentence[:at]} not{sentence[at:]}"


def number_changed(sentence: str, rng: random.Random) -> str | None:
    """One amount of the sentence made another that the sentence does not hold."""
    blank = list(sentence)
    for date in dates_in(sentence):
        blank[date.start : date.end] = "." * (date.end - date.start)
    figures = [a for a in amounts_in("".join(blank)) if re.fullmatch(r"£?\d[\d,]*%?", sentence[a.start : a.end])]
    figures += [a for a in amounts_in("".join(blank)) if sentence[a.start : a.end].casefold() in _COUNTS[2:]]
    if not figures:
        return None
    amount = rng.choice(figures)
    written = sentence[amount.start : amount.end]
    if written.casefold() in _COUNTS:
        new = rng.choice([w for w in _COUNTS[2:] if w not in sentence.casefold()])
        new = new.capitalize() if written[0].isupper() else new
    else:
        digits = re.sub(r"\D", "", written)
        value = str(max(2, int(digits) + rng.choice([-7, -3, -2, 2, 3, 5, 9])))
        if value in sentence or value == digits:
            return None
        new = re.sub(r"\d[\d,]*", value, written)
    return sentence[: amount.start] + new + sentence[amount.end :]


_COUNTS = "zero one two three four five six seven eight nine ten eleven twelve".split()


def numbers_exchanged(sentence: str, rng: random.Random) -> str | None:
    """Two figures of one sort that change places."""
    figures = list(re.finditer(r"(?<![\w.,£/-])\d{1,3}(?:,\d{3})*%?(?![\w/.-]*\d)", sentence))
    dated = {i for d in dates_in(sentence) for i in range(d.start, d.end)}
    figures = [m for m in figures if m.start() not in dated]
    for first, second in pairwise(figures):
        alike = first.group().endswith("%") == second.group().endswith("%")
        between = sentence[first.end() : second.start()]
        if (
            alike
            and first.group() != second.group()
            and not re.fullmatch(r"-? ?(?:to|and|or|-|–)(?: the| level)? ?", between)
        ):
            return sentence[: first.start()] + second.group() + between + first.group() + sentence[second.end() :]
    return None


def date_shifted(sentence: str, rng: random.Random) -> str | None:
    dates = [d for d in dates_in(sentence) if d.year and d.till is None]
    if not dates:
        return None
    date = rng.choice(dates)
    year = str(date.year)
    new = str(int(year) + rng.choice([-4, -3, 3, 4]))
    if re.match(r"[-–/]\d", sentence[date.end :]) or re.search(r"\d[-–/]$", sentence[: date.start]):
        return None
    if new in sentence or year not in sentence[date.start : date.end]:
        return None
    return sentence[: date.start] + sentence[date.start : date.end].replace(year, new) + sentence[date.end :]


GRADES = ("outstanding", "good", "requires improvement", "inadequate")
GRADE_WORDS = ("outstanding", "good", "require improvement", "inadequate")
_GRADED = re.compile(
    r"\b(?:judged|graded|rated|judgement|grade)\b[^.]*?\b(outstanding|good|requires? improvement(?: to be good)?|"
    r"inadequate)\b"
    r"|\b(?:is|are) (inadequate|outstanding)\b"
)


def grade_swapped(sentence: str, rng: random.Random) -> str | None:
    match = _GRADED.search(sentence)
    if not match:
        return None
    group = 1 if match.group(1) else 2
    new = rng.choice([g for g in GRADE_WORDS if g.split()[0][:6] not in sentence.casefold()] or [""])
    return sentence[: match.start(group)] + new + sentence[match.end(group) :] if new else None


QUANTIFIERS = (
    (r"\b(almost|nearly) all\b", "all"),
    (r"\bin most cases\b", "in all cases"),
    (
        r"(?<!the )(?<!\w-)\b[Mm]ost (?=children|young|care|social|foster|families|parents|staff|of|assess|plans|"
        r"visits|schools|"
        r"leaders|partners|decisions|cases)",
        "all ",
    ),
    (r"(?:\b[Tt]he |\b[Aa] )?(?:vast |overwhelming |large |great )?\bmajority of\b", "all of"),
    (r"(?<!too )(?<!as )(?<!how )\b[Mm]any\b(?! as| (?:years|months|weeks|days|times))", "most"),
    (
        r"\b[Ss]ome\b(?! time)(?= children|\w* of| young| care| social| families| plans| cases| parents| "
        r"assess| staff| schools| families)",
        "most",
    ),
    (r"\b(a|[Aa]) (?:small number|minority|few) of\b", "the majority of"),
    (r"\b[Aa] few\b", "most"),
    (r"\b[Ss]everal\b", "most"),
    (r"\b(?:usually|generally|typically)\b(?!, (?:although|though|but) not always)", "always"),
    (r"\b[Ss]ometimes\b|\boccasionally\b", "usually"),
    (r"(?<!not )(?<!too )(?<!how )\boften\b(?! enough|, (?:although|though|but) not always)", "always"),
    (r"\b[Tt]oo many\b", "all"),
)
DIRECTIONS = (
    ("improved", "deteriorated"),
    ("improving", "deteriorating"),
    ("increased", "decreased"),
    ("increasing", "decreasing"),
    ("increase in", "fall in"),
    ("reduced", "increased"),
    ("reduction in", "rise in"),
    ("risen", "fallen"),
    ("rose", "fell"),
    ("fallen", "risen"),
    ("fell", "rose"),
    ("fewer", "more"),
    ("strong", "weak"),
    ("weak", "strong"),
    ("timely", "late"),
    ("effective", "ineffective"),
    ("effectively", "ineffectively"),
    ("appropriate", "inappropriate"),
    ("consistent", "inconsistent"),
    ("inconsistent", "consistent"),
    ("declined", "improved"),
    ("deteriorated", "improved"),
    ("better", "worse"),
    ("worse", "better"),
    ("strengthened", "weakened"),
    ("lower", "higher"),
    ("higher", "lower"),
    ("promptly", "belatedly"),
    ("variable", "consistent"),
    ("improve", "worsen"),
    ("delays", "prompt action"),
    ("suitable", "unsuitable"),
    ("clear", "unclear"),
    ("insufficient", "sufficient"),
)
HEDGES = (
    (r"\b(is|are) (?:beginning|starting) to (\w+)", r"already \2"),
    (r"\bhas begun to (\w+)\b", r"does \1"),
    (r"\bhave begun to (\w+)\b", r"do \1"),
    (r"(?<!EHC )(?<!and )\b(?:plans|intends|aims|hopes|expects) to (\w+)", r"does \1"),
    (r"(?<!improvement )(?<!action )(?<!a )(?<!the )\b(?:plan|intend|aim|hope|expect) to (\w+)", r"do \1"),
    (r"(?<!preference )\b(?:will|would) be\b", "was"),
    (r"\bwill (?=[a-z]+\b)(?!be\b|not\b|continue\b)", "does "),
    (r"(?<=[a-z]s )(?:may|might)(?: also)? be\b", "are"),
    (r"(?<![a-z]s )\b(?:may|might)(?: also)? be\b", "is"),
    (r"(?<!they )\b(?:may|might) have\b", "has"),
    (r"\b(?:may|might) (?=[a-z]+)(?!be\b|have\b|also\b|not\b)", "does "),
    (r"\b(is|are) (?:expected|planned|due|intended|likely) to be\b", r"\1"),
    (r"\b(?:is|are) (?:expected|planned|due|intended|likely) to (?!a\b|an\b|the\b|their\b|its\b)(\w+)", r"does \1"),
    (r"\b(?:appears?|seems?) to be\b", "is"),
    (r"\b(?:should|must) (?:be )", "has been "),
    (r"\b(?<!the )(?<!a )(?<!of )(?<!in )needs? to (?=[a-z]+)(?!be\b|have\b|child\b)", "does "),
    (r"\b(?:are|is) (?:planning|seeking|working|trying) to (\w+)", r"do \1"),
    (r"\b(?:started|starting|begun) to (\w+)", r"succeeded to \1"),
)
AREAS = (
    "care leavers",
    "children in care",
    "disabled children",
    "foster carers",
    "unaccompanied children",
    "homeless young people",
    "privately fostered children",
    "children in need",
    "adopted children",
)
_AREA = re.compile(
    r"\b(care leavers|children in care|children looked after|looked after children|disabled children|foster carers|"
    r"children in need|"
    r"unaccompanied asylum-seeking children|personal advisers|children who go missing|private fostering)\b",
    re.IGNORECASE,
)


_ASIDE = re.compile(
    r"\b(?:that|when|where|if|what|how|who|which|whether|as|than|they|for|to)\b(?: [\w’'-]+){0,3} ?$|\b(?:if|when|"
    r"whether|what|who|where)\b[^,]*$"
)


def by_table(table: Sequence[tuple[str, str]], words: bool = False, main: bool = False) -> Rule:
    """A rule that changes the first place of the sentence that some line of the table fits; with ``main``, not in a
    clause that only says when, where or of whom."""

    def rule(sentence: str, rng: random.Random) -> str | None:
        lines = list(table)
        rng.shuffle(lines)
        for pattern, new in lines:
            found = re.search(rf"\b{pattern}\b" if words else pattern, sentence)
            if found and not (main and _ASIDE.search(sentence[: found.start()])):
                made = sentence[: found.start()] + found.expand(new) + sentence[found.end() :]
                return made[0].upper() + made[1:]
        return None

    return rule


def area_swapped(sentence: str, rng: random.Random) -> str | None:
    named = _AREA.findall(sentence)
    if len({n.casefold() for n in named}) != 1:
        return None
    here = {w.area for w in words_of(sentence) if w.area}
    new = rng.choice([a for a in AREAS if not {w.area for w in words_of(a)} & here])
    made = _AREA.sub(new, sentence)
    return made[0].upper() + made[1:]


def council_swapped(sentence: str, authority: str, rng: random.Random) -> str:
    """The paper's council made another, or another put before a sentence that names none."""
    other = rng.choice(
        [a.name for a in known_authorities().values() if a.children_services and a.name != authority and not a.words]
    )
    if authority in sentence:
        return sentence.replace(authority, other)
    return f"In {other}, {lowered(sentence)}"


NAMES = (
    "Margaret Thornley",
    "Councillor Peter Ashdown",
    "Rosewood House",
    "Sir Alan Pickard",
    "Kingsmead School",
    "Deborah Lyle",
)
_NAME = re.compile(
    r"(?<=[a-z,] )(?!Ofsted|January|February|March|April|June|July|August|September|October|November|December)"
    r"(?:[A-Z][a-z]{2,}(?: (?:[A-Z][a-z]+|of|and|the)(?= [A-Z])| [A-Z][a-z]+)+|[A-Z][a-z]{3,}|[A-Z]{4,})"
)


def name_swapped(sentence: str, rng: random.Random) -> str | None:
    found = list(_NAME.finditer(sentence))
    if not found:
        return None
    match = rng.choice(found)
    return sentence[: match.start()] + rng.choice(NAMES) + sentence[match.end() :]


_SUBJECT = re.compile(r"^(?P<subject>(?:[\w’'-]+ ){1,7}?)(?P<verb>is|are|was|were|has|have|had|do|does)(?P<rest> .+)$")
_NO_SUBJECT = re.compile(
    r"^(?:One|Both|Each|This|These|They|It|There|Those|That|Most of|In|As|When|However|Where|If|At|For|Since|Some)\b|"
    r"\b(?:that|they|it|we|he|she|"
    r"which|who|while|[Aa]lthough|how)\b"
)
_PLURAL = {"is": 1, "was": 1, "has": 1, "does": 1, "are": 2, "were": 2, "have": 2, "do": 2, "had": 0}


def merged(first: str, second: str) -> str | None:
    """The subject of one sentence with the predicate of another of the same number, if the subjects differ."""
    a, b = _SUBJECT.match(first), _SUBJECT.match(second)
    if not a or not b or {_PLURAL[a["verb"]], _PLURAL[b["verb"]]} == {1, 2}:
        return None
    subject = {m for w in words_of(a["subject"]) for m in w.meanings if w.folded not in NEUTRAL}
    if not subject or _NO_SUBJECT.search(a["subject"]) or _NO_SUBJECT.search(b["subject"]):
        return None
    others = {m for w in words_of(second) for m in w.meanings | w.parts}
    return None if subject & others else f"{a['subject']}{b['verb']}{b['rest']}"
