"""What is asked: of which council, of when, of what kind of paper, and what sort of answer would do."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from assistant.understanding.other_subject import SAYS_WHAT, with_other_subject
from assistant.understanding.periods import (
    MONTH,
    QUARTER,
    SEASON,
    Period,
    Span,
    inspections_in,
    moved_from,
    periods_in,
    span_in,
)
from assistant.understanding.standing import asks_how_judged
from assistant.understanding.terms import Term, terms_in
from assistant.understanding.wants import Wants, wants_of
from corpus.authorities import Found, find_authorities, is_body
from corpus.paper import Kind


@dataclass(frozen=True, slots=True)
class Question:
    """``text`` is the question as asked; ``search`` stands on its own, with what earlier turns give it; ``topic`` is
    that without the council, the dates and the kind of paper, which say where to look and not what for."""

    text: str
    search: str
    topic: str
    authorities: tuple[str, ...] = ()
    periods: tuple[Period, ...] = ()
    kinds: frozenset[Kind] = frozenset()
    latest: bool = False
    span: Span | None = None
    inspections: int | None = None  # of the last so many inspections
    before: tuple[Period, ...] | None = None  # about the inspection before that of these dates, or before the latest
    after: tuple[Period, ...] | None = None  # about the inspection after that of these dates
    wants: frozenset[Wants] = frozenset()
    terms: tuple[Term, ...] = ()
    earlier: tuple[str, ...] = field(default_factory=tuple)


def understand(
    text: str, *, held: Iterable[str], earlier: Sequence[str] = (), authority: str | None = None
) -> Question:
    """Reads a question; ``held`` are the authorities of the papers, ``authority`` the one set by the reader.

    A question that names no council is of the reader's, or of the council of the turn before.
    """
    held = tuple(held)
    named = named_authorities(text, held)
    if authority and OTHERS.search(text):
        named = tuple(dict.fromkeys([*named, *own_name(authority, held), *held]))
    elif authority and named and WE.search(text) and COMPARES.search(text):
        named = tuple(dict.fromkeys([*own_name(authority, held), *named]))
    periods, kinds, wants = periods_in(text), kinds_in(text), wants_of(text)
    if Wants.GRADE not in wants and not (kinds and kinds <= UNGRADED):
        is_of_change = Wants.CHANGE in wants_of(CAPACITY.sub(" ", text))
        if asks_how_judged(topic_of(text, held), len(named), is_of_change=is_of_change, substance=substance):
            wants = wants - {Wants.TEXT, Wants.OUTCOME} | {Wants.GRADE}
    if Wants.OUTCOME in wants:  # what came of a plan is told after the year that it is called by
        periods = periods_in(OF_PLAN.sub("", text))
    claim = CLAIM.search(text)
    if claim:  # who said it is asked, not what came of it
        wants = wants - {Wants.OUTCOME, Wants.CHANGE, Wants.LIST} or frozenset({Wants.TEXT})
    span = span_in(text, periods)
    steps_back = bool(PREVIOUS.search(text))
    steps_after = bool(earlier) and bool(FOLLOWING.search(text))
    back_from = periods
    search = COMES_BACK.sub(r"\g<who> re-inspect ", without_asides(text, held))
    if earlier:
        before = understand(earlier[-1], held=held, earlier=earlier[:-1], authority=authority)
        # names its own council, or the whole of a service, and points to nothing before it
        is_whole = (bool(named) or OF_SERVICE.search(text) is not None) and not LEANS.search(text)
        named = named or before.authorities
        own = substance(topic_of(text, held))
        if LEANS.search(text) or (len(own) < OWN_WORDS and not is_whole):
            asks_itself = wants != {Wants.TEXT} or SAYS_WHAT.search(text)
            topic = GRADE_WORDS.sub(" ", before.topic) if asks_itself and Wants.GRADE not in wants else before.topic
            if other := with_other_subject(before.topic, text) if wants == {Wants.TEXT} and own else None:
                search = topic = other
            else:
                search = f"{topic} {search}" if len(own) < OWN_WORDS else search
            steps_on = MOVES_ON.search(text) or LATEST.search(text)
            back_from = periods or before.periods
            moved = moved_from(before.periods, text)
            if moved and not periods:  # "was it any better two years earlier?" asks of both
                periods = (*before.periods, moved) if Wants.CHANGE in wants else (moved,)
            span = span or (None if periods or steps_on else before.span)
            periods = periods or (() if steps_on else before.periods)
            kinds = kinds or before.kinds
            if wants == {Wants.TEXT} and (not own or (len(own) < OWN_WORDS and Wants.GRADE not in before.wants)):
                # the grade of the time before is not told by the register's latest
                inherited = before.wants
                if own and NEW_SUBJECT.search(text):  # what one thing costs is no cost of another
                    inherited = inherited - {Wants.MONEY} or wants
                wants = (
                    inherited
                    if steps_back or steps_after or not MOVES_ON.search(text)
                    else inherited - {Wants.GRADE} or wants
                )
                if periods_in(text) and SAYS_WHAT.search(text):  # in words, and of that time alone
                    wants = wants - {Wants.GRADE, Wants.CHANGE, Wants.OUTCOME} or frozenset({Wants.TEXT})
    steps_after = steps_after and Wants.GRADE in wants
    if not named and authority:
        named = own_name(authority, held)
    return Question(
        text=text,
        search=search,
        topic=topic_of(search, held),
        authorities=named,
        periods=() if steps_back or steps_after else periods,
        kinds=kinds,
        latest=bool(LATEST.search(text)),
        span=span or span_in(text, periods),
        inspections=inspections_in(text),
        before=back_from if steps_back else None,
        after=back_from if steps_after and not steps_back else None,
        wants=wants,
        terms=tuple(terms_in(topic_of(search, held))),
        earlier=tuple(earlier),
    )


def own_name(authority: str, held: Sequence[str]) -> tuple[str]:
    """The reader's own council, as the papers spell it."""
    return (next((name for name in held if name.casefold() == authority.casefold()), authority),)


def named_authorities(text: str, held: Iterable[str]) -> tuple[str, ...]:
    """Each council that the text names, once, in order."""
    return tuple(dict.fromkeys(found.name for found in councils_in(text, held)))


def councils_in(text: str, held: Iterable[str]) -> list[Found]:
    """Where a text names councils. A place that only names another body ("the Hampshire force") is left out where
    another council is named plainly, or where no papers on it are held."""
    held = tuple(held)
    found = find_authorities(text, held)
    plain = [one for one in found if not is_body(text, one)]
    return plain or [one for one in found if one.name in held]


DATED = re.compile(
    rf"\b(?:(?:in|at|on|from|of|since|by|during) )?(?:\d{{1,2}}(?:st|nd|rd|th)? (?=(?:{MONTH})\b))?"
    rf"(?:(?:{SEASON}|{MONTH})[ -]*)*\b20\d\d(?:[/-](?:20)?\d\d)?\b",
    re.IGNORECASE,
)
DATED_QUARTER = re.compile(
    rf"\b(?:(?:in|at|for|from|of|since|by|during) )?(?:the )?{QUARTER}(?: (?:of|in|for))?(?: the)?"
    r"(?: (?:financial )?year)?,? \(?(?:20)?\d\d[/–-](?:20)?\d\d\b",
    re.IGNORECASE,
)
SHORT_YEAR = re.compile(r"\b(?:(?:in|at|for|from|of|since|by|during) )?(?<![\d/£.])(\d\d)/(\d\d)\b(?!/)", re.IGNORECASE)
# Why somebody asks is no part of what is asked.
WHY_ASKED = re.compile(
    r"\b(?:I|we)(?:['’]m|['’]re| am| are)? ask(?:ing)? (?:this )?because\b[^.?!]*[.!]", re.IGNORECASE
)
SERIES = re.compile(rf"(?:(?:{DATED.pattern})[\s,]*(?:and |or |& |to |v(?:s|ersus)? )*)+", re.IGNORECASE)
# That a matter is raised over and over is no part of the matter, nor is it that somebody would like to know of it.
RAISED = re.compile(
    r"\b(?:(?:seems?|seemed|appears?) to )?(?:(?:has |have |had )?(?:keeps?|kept) (?:on )?(?:com|cropp|popp|gett|"
    r"be)ing "
    r"(?:up|back|raised|mentioned|flagged)|(?:comes?|came|coming|crops?|cropped|pops?|popped) up (?:again and again|"
    r"every time|"
    r"each time|time and (?:time )?again|a lot|regularly|repeatedly|all the time|over and over)|"
    r"(?:is|was|has been|have been) (?:raised|mentioned|flagged) (?:again and again|every time|each time|repeatedly|"
    r"time and (?:time )?again)|(?:is|was|has been|seems) (?:a|an) (?:recurring|perennial|repeated|regular|constant|"
    r"old|"
    r"familiar) (?:theme|issue|concern|problem|worry|topic|complaint|story|one))\b|"
    r"\b(?:I['’]?(?:m| am)|we['’]?(?:re| are)) (?:interested in|curious about|asking about|keen to (?:know|"
    r"hear) about)\b|"
    r"\b(?:I['’]ve|I have|we['’]ve|we have) been asked about\b|"
    r",? ?\bfrom (?:the )?(?:very )?(?:first|earliest|oldest)(?: \w+)? (?:up |through |right )*to (?:the )?(?:very )?"
    r"(?:last|latest|newest|most recent)\b(?: (?:one|report|inspection|visit|letter)\b)?",
    re.IGNORECASE,
)
ASKS = re.compile(r"\b(?:what|whats|who|whose|whom|which|when|where|why|how|and|or)\b", re.IGNORECASE)
PAPER = re.compile(r"\b(?:inspection|visit|report|letter|paper|minutes|article|story|statement|plan)s?\b", re.I)
AT_PAPER = re.compile(
    r"(?:look|judg|read|bas|refer|mean|think|talk|compar)(?:e|ing|t|s)?|paper|visit|story|one|full|last|latest|"
    r"first|previous|"
    r"sides?|beside|alongside|together|table|row|order|turn|set|lay|laid|line|needs?|wants?|interested",
    re.I,
)
OF_PLAN = re.compile(r"\b20\d\d(?:[/-](?:20)?\d\d)? (?=(?:[a-z]+ ){0,2}plan\b)", re.IGNORECASE)
# Inspectors who come back inspect again.
COMES_BACK = re.compile(
    r"(?P<who>\b(?:ofsted|inspectors|the inspectorate)(?: \w+){0,3}?) (?:(?:come|comes|came|coming|be|go|going) back|"
    r"return(?:s|ed|ing)?)\b(?! (?:home|interview))",
    re.IGNORECASE,
)
LATEST = re.compile(r"\b(latest|most recent|newest|last|current|currently|now|today)\b", re.IGNORECASE)
MOVES_ON = re.compile(
    r"\b(before that|one before|previous|earlier|later|since|after that|by then|next|years? (before|earlier|later|on))"
    r"\b",
    re.IGNORECASE,
)
FOLLOWING = re.compile(
    r"^\W*(?:and |what about |how about |but |so )*(?:(?:at|in|by|for|of) )?the "
    r"(?:(?:one|inspection|time) (?:after|following)(?: (?:that|this|it)(?: one)?)?|"
    r"(?:next|following) (?:one|inspection|time))\W*$",
    re.IGNORECASE,
)
PREVIOUS = re.compile(
    r"\b(one|inspection|visit|report|time) before( (that|this|it|last)( one)?)?\W*$|\bbefore that one\b|"
    r"\bbefore last\b|"
    r"\bthe (previous|last but one|penultimate|preceding|earlier) (\w+ ){0,2}(inspection|visit|report|letter|one)\b|"
    r"\b(and|what about) (the )?(previous|one before|last but one)( (one|time))?\b",
    re.IGNORECASE,
)
WE = re.compile(r"\b(?:we|us|our|ours)\b", re.IGNORECASE)
COMPARES = re.compile(
    r"\b(?:compare[sd]?|comparison|than|versus|vs|against|unlike|as (?:\w+ )?as|better|worse|both|"
    r"differ(?:s|ed|ences?)?)\b",
    re.IGNORECASE,
)
# The councils beside the reader's own, in a question that compares: all that papers are held on.
OTHERS = re.compile(
    r"\b(compare[sd]?|comparison|than|versus|vs|against|like|unlike|as well as|better|worse|ahead|behind)\b.*"
    r"\b(?<!statistical )(our |other )?(neighbours|neighbouring (councils|authorities|boroughs)|other (councils|"
    r"authorities|places|boroughs)|"
    r"(all )?the others|everyone else|elsewhere)\b",
    re.IGNORECASE,
)
LEANS = re.compile(
    r"^\s*(and|but|or|what about|how about|was (that|it|this)|were (they|those)|is (that|it)|when did that|so)\b"
    r"|\b(it|that|they|them|those|this|these|there|its|their|the one)\b",
    re.IGNORECASE,
)
NEW_SUBJECT = re.compile(r"^\W*(?:and |but |so |ok |okay )*(?:what|how) about\b", re.IGNORECASE)
OF_SERVICE = re.compile(
    r"\bchildren['’]?s (?:social care|(?:social (?:care|work) )?(?:services|department))\b", re.IGNORECASE
)
GRADE_WORDS = re.compile(r"\b(overall )?(grades?|ratings?|judge?ments?|graded|rated|judged)\b", re.IGNORECASE)
VERB_OF_SAYING = re.compile(r"\b(say|said|says|claim(s|ed)?|wrote|write|found|find|stated?|report(s|ed)?)\b", re.I)
OWN_WORDS = 4  # words of substance from which a question says by itself what it is about
CAPACITY = re.compile(r"\bcapacity (?:to|for) improve(?:ment)?\b", re.IGNORECASE)  # a judgement of its own
UNGRADED = frozenset({Kind.FOCUSED_VISIT, Kind.MONITORING_VISIT, Kind.JTAI})
STOP_WORDS = frozenset(
    """a about after again all already also am an and any are as ask at back be been before being but by call can could
    did do does doing done each even ever every for from get gets getting give go going got had has have having he
    her here him his how i if in into is it its itself just let like list look looking made make many me more most
    much my new next no nor not now of off on one only or other our ours out over own papers part picture please
    pls point put rather really remind report reports right said same say saying says see she should show sit so
    some sort still such tell than thank thanks that the their them then there these they thing things think this
    those through time to told too turn under until up us use used very want was way we were what whats when where
    which while who whom whose why will with without would wrong year years yes yet you your much did ofsted
    kind kinds type types inspection inspections inspector inspectors date dates dated published letter actually
    exactly roughly approximately mention mentioned mentions happen happened according altogether total
    council council's councils city fraction youngster youngsters kid kids children's childrens service services area
    local hello hi please ok okay cheers paying spending buying trace anything
    else following""".split()
)


# "Was it Ofsted who said (the claim)?", "did inspectors themselves say (the claim), or was it somebody else?"
CLAIM = re.compile(
    r"^\W*(?:(?:and|so|but) )?(?:was|is) it (?:really )?(?P<who>[^?,.]{2,60}?) (?:who|that|which) (?:\w+ )?"
    r"(?:said|says|claimed|claims|wrote|found|reported|stated|called|described|concluded)\b(?: that\b)?",
    re.IGNORECASE,
)
WHO_ELSE = re.compile(
    r",? or (?:was|is|were|did) (?:it|that|this|someone|somebody|anyone|they|the \w+)\b[^?]*(?=\?|$)|"
    r"(?<=\w )(?:themselves|itself|himself|herself|actually|really)\b",
    re.IGNORECASE,
)


def topic_of(text: str, held: Iterable[str]) -> str:
    """The text without the names of councils, dates and kinds of paper."""
    if VERB_OF_SAYING.search(text):
        text = WHO_ELSE.sub("", CLAIM.sub("", text))
    spans = [(found.start, found.end) for found in councils_in(text, held)]
    spans += [match.span() for sign in (DATED_QUARTER, DATED, WHY_ASKED, RAISED) for match in sign.finditer(text)]
    spans += [m.span() for m in SHORT_YEAR.finditer(text) if int(m[2]) == (int(m[1]) + 1) % 100]
    for pattern, _ in KIND_SIGNS:
        named = re.compile(pattern, re.IGNORECASE)
        spans += [match.span(match.lastgroup or 0) for match in named.finditer(text)]
    kept = "".join(" " if any(a <= i < b for a, b in spans) else letter for i, letter in enumerate(text))
    return " ".join(re.sub(r"(?<!\w)['’]s\b", " ", kept).split())


def without_asides(text: str, held: Sequence[str]) -> str:
    """The text without the sentences, and the clauses before or after a comma, that only say where or when to look.

    "Going by the letter of March, how many ...?", "How many ...? It was in the last report".
    """
    kept = []
    for sentence in re.split(r"(?<=[.!?])\s+(?=\w)", text.strip()):
        if is_aside(sentence, held) or HOW_TO_SAY.fullmatch(sentence):
            continue
        before, comma, said = sentence.partition(", ")
        if comma and is_aside(before, held) and substance(topic_of(said, held)):
            sentence = said
        sentence, comma, after = sentence.rpartition(", ")
        if not comma or not is_aside(after.rstrip("?"), held) or not substance(topic_of(sentence, held)):
            sentence = f"{sentence}{comma}{after}"
        else:
            sentence += re.sub(r".*?([.!?]?)$", r"\1", after, flags=re.DOTALL)
        kept.append(sentence)
    return " ".join(kept) or text


# "Want the numbers.": of the answer, and nothing to look for
HOW_TO_SAY = re.compile(
    r"\W*(?:(?:i|we) )?(?:just |only )?"
    r"(?:(?:want|need|would like|['’]d like|am after|are after|after|give (?:me|us)|show (?:me|us)|with) )?"
    r"(?:(?:the|some|any|all|actual|exact|hard|real) )*"
    r"(?:numbers|figures|stats|statistics|dates|quotes|quotations|facts|details|page numbers|pages)"
    r"(?: and (?:numbers|figures|dates|quotes|pages))?"
    r"(?:,? (?:please|pls|thanks|ta|cheers|only|if (?:you|we) have them))*\W*",
    re.IGNORECASE,
)


def is_aside(part: str, held: Sequence[str]) -> bool:
    """Whether a part of a question asks nothing and names nothing but a council, a date or a kind of paper."""
    if part.rstrip().endswith("?") or ASKS.search(SERIES.sub(" ", part)):
        return False
    scoped = periods_in(part) or kinds_in(part) or PAPER.search(part)
    return bool(scoped) and not [word for word in substance(topic_of(part, held)) if not AT_PAPER.fullmatch(word)]


# "I'd", "we've", "they're", "that'll", "needn't"
SHORTENED = re.compile(
    r"(?:i|we|you|he|she|it|they|there|here|that|this|what|who|where|when|how|let)'(?:d|m|ve|ll|re|s)|\w+n't",
    re.IGNORECASE,
)


def substance(text: str) -> list[str]:
    """The words of a text that say what it is about."""
    return [word for word in words_of(text) if word.casefold() not in STOP_WORDS and not SHORTENED.fullmatch(word)]


def is_empty(question: Question) -> bool:
    """Whether a question names nothing that could be searched for: no subject, council, date or kind of paper."""
    named = question.authorities or question.periods or question.kinds or question.wants - {Wants.TEXT, Wants.OUTCOME}
    return not words_of(question.search) or not (named or substance(question.topic))


def words_of(text: str) -> list[str]:
    """Words and numbers, with inner hyphens, apostrophes, points and signs: "B&B", "2,831", "18-21", "48.1%"."""
    return re.findall(r"£?\w+(?:[-'&.,/]\w+)*%?", text.replace("’", "'"))


KIND_SIGNS: tuple[tuple[str, frozenset[Kind]], ...] = (
    (r"focus+ed visits?", frozenset({Kind.FOCUSED_VISIT})),
    (r"\b(?:ofsted'?s?|inspectors'?|20\d\d|the|that|this|last|latest) "
     r"(?:(?!social|worker|home|health|monitoring|focus+ed)\w+ ){0,2}(?P<said>visit)\b(?! (?:by|to|from)\b)|"
     r"\b(?:ofsted|inspectors) (?:\w+ )?visited\b", frozenset({Kind.FOCUSED_VISIT})),
    (r"monitoring visits?", frozenset({Kind.MONITORING_VISIT})),
    (r"\bjtais?\b|joint (targeted )?(area )?(child protection )?inspections?", frozenset({Kind.JTAI})),
    (r"\bsend\b (inspection|report|letter|review)|area send|\bsend was inspected", frozenset({Kind.AREA_SEND})),
    # the statement itself is what is asked about: only the inspection that asks for it says where to look
    (r"(?P<said>)written statement of action", frozenset({Kind.AREA_SEND, Kind.JTAI})),
    (r"press release|council('s)? (public )?statement", frozenset({Kind.PRESS_RELEASE, Kind.NEWS})),
    (r"news (story|article|report)|newspaper|article", frozenset({Kind.NEWS})),
    (r"(committee|council|cabinet) report|report to (the )?(council|committee|cabinet)",
     frozenset({Kind.COMMITTEE_REPORT})),
    (r"minutes|resolved", frozenset({Kind.MINUTES})),
    # the place to look, and not the matter: "in the action plan", "what does the action plan say?"
    (r"\b(?:in|of|within|under|from|per|by|according to|see|read) (?:(?!that\b)[\w'’-]+ ){0,4}?(?P<said>action plan)|"
     r"(?P<says>action plan)(?= (?:\w+ )?(?:sa(?:y|ys|id)|sets?|lists?|listed|states?|stated|gives?|gave|shows?|rates?|"
     r"rated|describes?|contains?|includes?|covers?|names?|report|items?|rows?|entries)\b)",
     frozenset({Kind.ACTION_PLAN, Kind.COMMITTEE_REPORT})),
    (r"(full|single|ilacs|sif|children'?s services) inspections?", frozenset({Kind.INSPECTION_REPORT})),
)  # fmt: skip


def kinds_in(text: str) -> frozenset[Kind]:
    """The kinds of paper that a question speaks of; empty where it does not."""
    lower = text.casefold().replace("’", "'")
    found: set[Kind] = set()
    for pattern, kinds in KIND_SIGNS:
        if re.search(pattern, lower):
            found |= kinds
    return frozenset(found)
