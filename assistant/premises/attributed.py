"""Who did it, who said it, what a visit was about, when a thing opened: premises that another fact contradicts."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from assistant.evidence.evidence import Asked
from assistant.evidence.focus import in_focus
from assistant.premises.contrary import Line
from assistant.premises.polarity import UNSURE, clauses_of
from assistant.premises.presupposed import Assumed
from assistant.quoting.quoted import Quoted
from assistant.understanding.people import HONORIFIC, NAME, NAMED, NO_NAME, TITLE
from assistant.understanding.periods import MONTH_NAMES
from assistant.understanding.question import Question, substance
from assistant.understanding.stems import stems_of
from corpus.context import kind_name, when
from corpus.held import HeldPaper
from corpus.paper import Kind

# What an inspectorate never does: it inspects, and reports what it finds.
DEEDS = {
    "set up": "set up|establish|create|launch|open|introduce|found|begin|start",
    "establish": "set up|establish|create|launch|open|introduce|found",
    "create": "set up|establish|create|launch|open|introduce",
    "launch": "set up|establish|create|launch|open|introduce",
    "open": "open|launch|set up|establish",
    "introduce": "introduce|set up|establish|launch|bring in",
    "build": "build|built|open",
    "close": "close|shut",
    "recruit": "recruit|appoint|employ|hire",
    "hire": "recruit|appoint|employ|hire",
    "employ": "recruit|appoint|employ|hire",
    "fund": "fund|pay|invest|spend|spent|paid",
    "spend": "fund|pay|invest|spend|spent|paid",
    "buy": "buy|bought|purchase",
    "appoint": "recruit|appoint|employ|hire",
    "approve": "approve|agree|pass",
    "train": "train",
    "sack": "sack|dismiss",
    "dismiss": "sack|dismiss",
    "promise": "promise|pledge",
    "pledge": "promise|pledge",
    "apologise": "apologise|sorry",
    "commission": "commission",
    "transfer": "transfer|move",
}
INSPECTORATE = re.compile(
    r"\b(?:ofsted|inspectors|the inspectorate|hmi)\s+(?:ever |first )?"
    rf"(?P<deed>{'|'.join(DEEDS)})s?(?:d|ed)?\b(?P<what>.+)",
    re.IGNORECASE,
)
SAYING = re.compile(
    r"\b(?:say|said|says|tell|told|comment(?:ed|s)?|claim(?:ed|s)?|promise(?:d|s)?|argue(?:d|s)?|think|thought|"
    r"respond(?:ed)?|react(?:ed)?|according to|statement|reaction|response)\b",
    re.IGNORECASE,
)
# The last word of the name of a body: what "the High Court" said, no person of that name did.
NO_PERSON = re.compile(r"\b(?:Court|Council|Cabinet|Committee|Board|Trust|Authority|Department|Commission|Services?)$")
MONTHS = "|".join(MONTH_NAMES)
FINDS = (
    r"find|found|say|said|says|conclude[sd]?|tell|told|report(?:ed|s)?|praise[sd]?|criticise[sd]?|show|make|made|"
    rf"in 20\d\d|in (?:{MONTHS})"
)
THEMED = re.compile(
    r"\b(?:jtai|joint (?:targeted )?(?:area )?(?:child protection )?inspection|(?:focus+ed |monitoring )?visit)"
    r"(?: letter| report)?(?: (?:to|of|in) (?:(?-i:[A-Z])[\w'’-]+ )*(?-i:[A-Z])[\w'’-]+)?"
    r"(?: (?:of|in) (?:[A-Z][a-z]+ )?20\d\d)? "
    r"(?:on|about|into|looking at|covering) "
    rf"(?P<theme>(?!(?:the )?\d|(?:{MONTHS})\b)(?:(?!\b(?:{FINDS})\b)[^?,.])+)",
    re.IGNORECASE,
)
# Themes of joint targeted area inspections since 2016: each has one, and its letter opens with it.
JTAI_THEMES = {
    "child sexual exploitation": r"sexual exploitation|\bcse\b",
    "child criminal exploitation": r"criminal exploitation|county lines|\bcce\b",
    "domestic abuse": r"domestic (abuse|violence)",
    "neglect": r"\bneglect",
    "sexual abuse": r"sexual abuse",
    "mental health": r"mental (ill[- ])?health",
    "serious youth violence": r"youth violence",
    "early help": r"early help|who need help",
}
OF_EVERY = frozenset(stems_of("child children young people services"))  # what every theme is about
OPENING = 4  # passages in which a letter says what it is about
ABOUT = re.compile(
    r"response to|looked at|considered|reviewed|evaluated|was about|focus(?:ed|es)? on|theme|arrangements for",
    re.IGNORECASE,
)
PRIORITY_PLAN = re.compile(r"\bpriority action (?:plan|area)|\bareas? for priority action\b", re.IGNORECASE)
# The first two of the three outcomes of an area SEND inspection; the third alone leads to a priority action plan.
SEND_OUTCOME = re.compile(
    r"\b(?:typically lead to positive|lead to inconsistent|inconsistent) experiences and outcomes\b", re.IGNORECASE
)
STRATEGIC_PLAN = re.compile(r"\b(?:updates?|publish(?:es)?)\b[^.]{0,40}\bstrategic plan\b", re.IGNORECASE)
EVENTS = {
    "open": "opened",
    "launch": "launched",
    "clos": "closed",
    "start": "started|began|begun",
    "beg": "started|began|begun",
    "appoint": "appointed",
    "publish": "published",
    "complet": "completed",
    "establish": "established|set up",
    "set": "established|set up",
}
EVENT = re.compile(
    r"(?P<what>.+?)\b(?P<event>opened|launched|closed|started|began|open|launch|close|"
    r"(?:was|were) (?:appointed|published|completed|established|set up))\b"
    r".{0,20}?\b(?:in|on|by|since) (?:\d{1,2} )?(?P<date>(?:[A-Z][a-z]+ )?20\d\d)\b",
    re.IGNORECASE,
)
DATE = re.compile(rf"\b(?:(?P<month>{'|'.join(MONTH_NAMES)}) )?(?P<year>20\d\d)\b", re.IGNORECASE)
Read = Callable[[Sequence[HeldPaper]], list[Line]]  # the sentences of papers
AskedOf = Callable[[str], Asked]  # the words that a sentence is held against, from a few words of a question


@dataclass(frozen=True, slots=True)
class Otherwise:
    """The sentences that say it otherwise, and the correction in a line. ``goes_on`` where the rest of the question
    can still be answered."""

    quoted: tuple[Quoted, ...]
    said: str
    goes_on: bool = False


def wrong_doer(assumed: Assumed, papers: Sequence[HeldPaper], read: Read, asked_of_words: AskedOf) -> Otherwise | None:
    """Something of which the inspectorate is said to have done what it never does, and which a paper says was done."""
    match = INSPECTORATE.search(assumed.text)
    if not match:
        return None
    asked = asked_of_words(match["what"])
    deed = re.compile(rf"\b(?:{DEEDS[match['deed'].casefold()]})", re.IGNORECASE)
    if not asked.groups:
        return None
    found: list[tuple[float, Line]] = []
    for line in read(papers):
        own = asked.overlap(stems_of(line.text))
        if own >= 0.6 and deed.search(line.text):
            if re.search(r"\b(?:ofsted|inspectors)\b.{0,12}" + deed.pattern, line.text, re.IGNORECASE):
                return None
            found.append((own, line))
    if not found:
        return None
    found.sort(key=lambda pair: -pair[0])
    said = "The papers tell of this, but do not say that inspectors did it."
    return Otherwise((found[0][1].quoted,), said)


def wrong_speaker(question: Question, papers: Sequence[HeldPaper], read: Read) -> Otherwise | None:
    """A person who speaks in the papers, but in none from the year asked about or the one after it."""
    if not SAYING.search(question.text) or not question.periods:
        return None
    years = {str(year) for period in question.periods for year in (period.year, period.year + 1)}
    for match in NAMED.finditer(question.text):
        name = TITLE.sub("", re.sub(r"['’]s$", "", match.group()))
        name = NO_NAME.sub("", name)
        if name.casefold() in {authority.casefold() for authority in question.authorities}:
            continue
        if (" " not in name and not TITLE.match(match.group())) or NO_PERSON.search(name):
            continue
        lines = read(papers)
        sign = re.compile(rf"\b{re.escape(name)}\b", re.IGNORECASE)
        naming = [line for line in lines if sign.search(line.text) or sign.search(speaker_of(line))]
        if not naming or any(line.passage.paper.said[:4] in years or not line.passage.paper.said for line in naming):
            continue
        held = [paper for paper in papers if paper.said[:4] in years]
        if not held:
            continue
        speaking = [line for line in naming if sign.search(speaker_of(line))] or naming
        first = speaking[0]
        dates = "; ".join(sorted({when(line.passage.paper.facts) or "" for line in naming}))
        asked = " and ".join(str(period.year) for period in question.periods)
        return Otherwise(
            (first.quoted,),
            f"{name} was not found in the papers held of {asked}; "
            f"the papers that quote or name {name} are of another time: {dates}.",
        )
    return None


# Offices that nobody confuses with one another, as questions and papers write them.
OFFICES = {
    "director": r"(?:(?:interim|executive|corporate|assistant|deputy|strategic) )?director",
    "cabinet member": r"(?:cabinet|lead|executive) member|portfolio holder",
    "chief executive": r"chief executive",
    "leader": r"leader of (?:the |\w+ )*council|council leader|(?:the|council['’]s) leader",
    "opposition": r"opposition|shadow|group leader",
    "chair": r"chair(?:man|woman|person)?",
    "inspector": r"(?:lead |senior )?inspector|(?:his|her) majesty['’]s inspectors?",
    "commissioner": r"commissioner",
    "minister": r"minister|secretary of state",
}
OFFICE = "|".join(f"(?:{sign})" for sign in OFFICES.values())
# "Nigel Stone, the director of ..." and "director Nigel Stone".
IN_OFFICE = re.compile(
    rf"(?P<name>(?:{HONORIFIC})?{NAME}(?: (?:[A-Z]\. )?{NAME})+)"
    rf",? (?:who (?:is|was) |as )?(?:(?:the|our|its|their|then|former) )*"
    rf"(?:[\w'’]+ ){{0,2}}?(?P<office>(?i:{OFFICE}))\b|"
    rf"\b(?P<title>(?i:{OFFICE}))(?: (?:for|of) [\w'’ ]{{3,40}}?)?"
    rf",? (?P<named>(?:{HONORIFIC})?{NAME}(?: (?:[A-Z]\. )?{NAME})+)"
)
BODY = re.compile(r"\b(?:[A-Z][\w&’']+ )+(?:Council|Trust|Board|Authority|Services?|Group)(?:['’]s?)?")
BESIDE_NAME = 90  # letters on either side of a name within which its office stands


def wrong_office(question: Question, papers: Sequence[HeldPaper], read: Read) -> Otherwise | None:
    """A person to whom a question gives an office that no paper gives them, where papers give them another."""
    match = IN_OFFICE.search(question.text.replace("’", "'"))
    if not match:
        return None
    name = NO_NAME.sub("", TITLE.sub("", re.sub(r"'s$", "", match["name"] or match["named"])))
    asked = offices_in(match["office"] or match["title"])
    if not asked or " " not in name:
        return None
    sign = re.compile(rf"\b{re.escape(name)}\b")
    giving: list[tuple[set[str], Line]] = []
    for line in read(papers):
        for text in (line.text, speaker_of(line)):
            held = {office for found in sign.finditer(text) for office in offices_in(beside(text, found))}
            if held:
                giving.append((held, line))
    if not giving or any(asked & held for held, _ in giving):
        return None
    held, line = giving[0]
    offices = " and ".join(sorted(held))
    return Otherwise((line.quoted,), f"The papers give {name} as {offices}, not {sorted(asked)[0]}.", goes_on=True)


def offices_in(text: str) -> set[str]:
    return {office for office, sign in OFFICES.items() if re.search(rf"\b(?:{sign})\b", text, re.IGNORECASE)}


def beside(text: str, found: re.Match[str]) -> str:
    """What stands around a name up to the next name or verb of saying."""
    after = text[found.end() : found.end() + BESIDE_NAME]
    after = re.split(r"[.;:“”]|\b(?:said|says|told|added)\b", after)[0] if after.startswith((",", " (")) else ""
    ahead = re.split(r"[.;:“”]", text[max(0, found.start() - BESIDE_NAME) : found.start()])[-1]
    ahead = ahead.rpartition(",")[2] if not ahead.rstrip().endswith(",") else ahead.rstrip(", ").rpartition(",")[2]
    ahead, after = BODY.sub(" ", ahead), BODY.sub(" ", after)
    return f"{NAMED.split(ahead)[-1]} {NAMED.split(after)[0]}"


def speaker_of(line: Line) -> str:
    return line.passage.passage.sentences[line.sentence].speaker or ""


def wrong_theme(question: Question, papers: Sequence[HeldPaper], read: Read) -> Otherwise | None:
    """A visit or joint inspection that was about something else than the question says."""
    match = THEMED.search(question.text)
    kinds = question.kinds & {Kind.JTAI, Kind.FOCUSED_VISIT, Kind.MONITORING_VISIT}
    if not match or not kinds:
        return None
    fitting = [paper for paper in in_focus(question, papers) if paper.facts.kind in kinds]
    if len(fitting) != 1:
        return None
    paper, theme = fitting[0], match["theme"].strip()
    own = read([paper])
    opening = [line for line in own if line.passage.ordinal < OPENING]
    about = [line for line in opening if ABOUT.search(line.text)]
    if not about:
        return None
    titles = {heading for line in opening for heading in line.passage.passage.headings[:1]}
    text = " ".join([paper.facts.title, *titles, *(line.text for line in about)])
    for name in question.authorities:
        theme = re.sub(rf"\s*\b(?:in|at|for|by|of) {re.escape(name)}\b.*$", "", theme, flags=re.IGNORECASE).strip()
    words = {stem for word in substance(theme) for stem in stems_of(word)} - OF_EVERY
    if not words or words & set(stems_of(text)):
        return None
    listed = [sign for sign in JTAI_THEMES.values() if re.search(sign, theme, re.IGNORECASE)]
    if paper.facts.kind is Kind.JTAI:
        if not listed or any(re.search(sign, text, re.IGNORECASE) for sign in listed):
            return None
    elif sum(words <= set(stems_of(line.text)) for line in own) > 1:
        return None
    name = f"{kind_name(paper.facts)} of {when(paper.facts)}"
    return Otherwise(
        (about[0].quoted,), f"The {name} says what it was about, and {theme} is not named there.", goes_on=True
    )


def wrong_demand(question: Question, papers: Sequence[HeldPaper], read: Read) -> Otherwise | None:
    """A priority action plan that a SEND inspection is said to have asked for, where its report names none, and says
    that it found what does not lead to one."""
    if not PRIORITY_PLAN.search(question.text) or question.kinds != {Kind.AREA_SEND}:
        return None
    fitting = [paper for paper in in_focus(question, papers) if paper.facts.kind is Kind.AREA_SEND]
    if len(fitting) != 1:
        return None
    lines = read(fitting)
    if any(re.search(r"\bpriority action|\bsystemic failings", line.text, re.IGNORECASE) for line in lines):
        return None
    found = next((line for line in lines if SEND_OUTCOME.search(line.text)), None)
    if found is None:
        return None
    next_step = [line for line in lines if STRATEGIC_PLAN.search(line.text)][:1]
    quoted = (found.quoted, *(line.quoted for line in next_step if line is not found))
    return Otherwise(quoted, f"The report ({when(fitting[0].facts)}) asks for no priority action plan.")


def wrong_day(assumed: Assumed, papers: Sequence[HeldPaper], read: Read, asked_of_words: AskedOf) -> Otherwise | None:
    """Something that opened, started or closed on another date than the question says."""
    match = EVENT.search(assumed.text)
    if not match:
        return None
    verb = re.sub(r"^(?:was|were) ", "", match["event"].casefold())
    sign = next((s for start, s in EVENTS.items() if verb.startswith(start)), None)
    asked = asked_of_words(match["what"])
    if sign is None or not asked.groups:
        return None
    day = DATE.search(match["date"])
    found: list[Line] = []
    for line in read(papers):
        if asked.overlap(stems_of(line.text)) < 0.8:
            continue
        for clause in clauses_of(line.text):
            dated = DATE.search(clause.text)
            if not dated or not re.search(rf"\b(?:{sign})", clause.text, re.IGNORECASE) or UNSURE.search(clause.text):
                continue
            if asked.overlap(stems_of(clause.text)) < 0.8 or day is None:
                continue
            if dates_agree(day, dated):
                return None
            found.append(line)
    if not found:
        return None
    return Otherwise((found[0].quoted,), "The papers give another date.", goes_on=True)


def dates_agree(first: re.Match[str], second: re.Match[str]) -> bool:
    if first["year"] != second["year"]:
        return False
    months = {(m["month"] or "").casefold() for m in (first, second)}
    return len(months) == 1 or "" in months
