"""What speaks for quoting a sentence beyond its nearness to the question: who says it, of when it speaks, and that it
finds something."""

from __future__ import annotations

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

from assistant.evidence.boilerplate import is_boilerplate, is_courtesy, is_grade_line
from assistant.evidence.evidence import Evidence
from assistant.evidence.given import around
from assistant.evidence.requirement import requirement_of
from assistant.evidence.stated import times_in
from assistant.understanding.grades import ANY_GRADE
from assistant.understanding.groups import is_of_others
from assistant.understanding.periods import MONTH_NAMES
from assistant.understanding.question import STOP_WORDS, Question, words_of
from assistant.understanding.wants import Wants
from corpus.paper import BlockKind, Voice

FOR_VOICE = 0.15
FOR_SPEAKER = 0.5
FOR_MONTH = 0.15  # the sentence names the month that the question names
FOR_YEAR = 0.05
AGAINST_STOCK = 0.25
AGAINST_GRADE_LINE = 0.3
LOOKED_AT = 30  # sentences, from the strongest, for one that gives what is asked
NO_TIME = 0.01  # less is of another time
GIVES = 0.4
FOR_CHANGED = 0.8  # the fault that was put right is as a rule told in more of the question's words
# What somebody changed is a deed that one place tells; "what has changed" is a story of many papers.
ASKS_WHAT_WAS_CHANGED = re.compile(
    r"\bwhat (?:did|does|do|has|have|had) (?:the |our |its )?\w+(?: \w+){0,3}? changed? (?:about|in|to|on|with|for)\b",
    re.IGNORECASE,
)
CHANGED = re.compile(
    r"\b(?:no longer|c[ao]me to an end|instead of|in place of|rather than waiting|are now|is now|has now|have now|"
    r"(?:has|have|had) (?:been )?(?:replaced|changed|ended|stopped|moved to)|replaced|changed|switched|"
    r"since \d{1,2} \w+ .{0,60}\b(?:has|have|had) been)\b",
    re.IGNORECASE,
)
WORD = re.compile(r"[^\W\d_]{3,}")
LONGEST_LINE = 6  # words
ENDS = re.compile(r"[.!?;:,…][\"'”’)\]]*$")
OFFICE_NEAR = 0.6  # of the best score, from which the words of an office that is asked for are all that is quoted

SAYS = (
    r"\b(sa(y|ys|id|ying)|f(ind|ound|inds)|th(ink|ought)|tell|told|claim(s|ed)?|admit(s|ted)?|answer(s|ed)?|repl(y|ied)|respond(ed)?|"
    r"response|argued?|blamed?|explain(ed)?|describ(e|ed)|conclud(e|ed)|wrote|write|report(ed)?|view|opinion|stat(e|"
    r"ed)|"
    r"complain(ed)?|comment(ed)?|react(ed)?|ma(k|d)e of|want(ed)?|promis(e|ed)|pledg(e|ed)|assur(e|ed))\b"
)
ASKED_VOICES: tuple[tuple[Voice, re.Pattern[str]], ...] = tuple(
    (voice, re.compile(pattern, re.IGNORECASE))
    for voice, pattern in (
        (
            Voice.INSPECTOR,
            rf"\b(ofsted|inspectors?|hmi|cqc)\b(?! (report|inspection))[^.?,;]{{0,30}}{SAYS}|according to (ofsted|"
            rf"(the )?inspectors?)",
        ),
        (
            Voice.COUNCIL,
            rf"\b(council|local authority|director|cabinet member|lead member|councillors?|cllr|leader|"
            rf"officers)\b[^.?,;]{{0,30}}{SAYS}|"
            r"according to (the )?(council|local authority|director)|\bcouncil['’]?s? (own )?(response|reply|view|"
            r"version|figure|account)",
        ),
        (Voice.PRESS, rf"\b(press|newspaper|journalists?|reporters?|news (story|report))\b[^.?,;]{{0,30}}{SAYS}"),
    )
)
TITLES = frozenset(
    """councillor cllr director directors executive cabinet member members chief council council's children children's
    services learning education people wellbeing spokesperson spokesman spokeswoman department authority young head
    leader service chair panel committee scrutiny manager city county borough from with said
    mr mrs ms miss dr sir dame""".split()
)


# Words of an office, a party or a body beside those: whoever says one of them names nobody.
OF_OFFICE = TITLES | frozenset(
    """district unitary metropolitan royal authorities councils trust board partnership group party labour conservative
    liberal democrat democrats independent green reform deputy assistant interim acting former corporate principal
    social
    work worker workers care adult adults leavers leaver schools school skills families family foster carer
    carers parent
    parents safeguarding early help strategic ofsted inspector inspectors inspectorate majesty's government minister
    secretary state mp""".split()
)
# "Westshire Council" in what a speaker is called
BODY = re.compile(r"\b(?:[A-Z][\w&’'-]+ )+(?:Council|Authority|Trust|Board|Partnership|Group)\b")


# "Chair of Together for Children"
SPEAKS_FOR = re.compile(r"\b(?:of|at|for|from) (?:the )?[A-Z][\w&’'-]+(?: (?:(?:and|for|of|the|&) )?[A-Z][\w&’'-]+)*")
SAID = re.compile(SAYS, re.IGNORECASE)

# An office that a question gives a speaker, and how papers write it beside the name.
ROLES: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...] = tuple(
    (
        re.compile(
            rf"(?<!former )(?<!which )(?<!what )\b(?:{asked})\b(?! (?:report|team|board|committee|paper))"
            rf"[^.?,;]{{0,60}}?{SAYS}|"
            rf"\baccording to (?:the |our |a |one )?(?:\w+ )?(?:{asked})\b",
            re.IGNORECASE,
        ),
        re.compile(rf"\b(?:{written})\b", re.IGNORECASE),
    )
    for asked, written in (
        (r"(?:executive )?directors?(?: of [\w'’ ]+?)?", "director"),
        (r"chief executive", "chief executive"),
        (
            r"(?:cabinet|lead|executive) members?|portfolio holder",
            r"(?:cabinet|lead|executive) member|portfolio holder",
        ),
        (
            r"(?:leader of the |the )?opposition(?: (?:group|leader|councillors?))?|opposition leader",
            "opposition|shadow",
        ),
        *(
            (
                rf"{party}(?: group)?(?:['’]s)? leader|leader of the {party} group",
                rf"{party}(?: group)?(?:['’]s)? leader|leader of the {party} group",
            )
            for party in ("labour", "conservative", "liberal democrat", "lib dem", "green", "independent", "reform")
        ),
        (r"(?:council['’]?s? )?leader(?: of the council)?", r"leader of (?:the |\w+ )*council|council leader"),
        (r"chair(?:man|woman|person)?(?: of [\w'’ ]+?)?", "chair(?:man|woman|person)?"),
        (r"spokes(?:man|woman|person)(?: for [\w'’ ]+?)?", "spokes(?:man|woman|person)"),
    )
)


def of_what_is_asked(question: Question, evidence: Sequence[Evidence]) -> Sequence[Evidence]:
    """Where a question asks for a value, the evidence without what speaks of another time or of others than it names;
    all of it where there is no other."""
    required = requirement_of(question)
    if not required.is_of_value:
        return evidence
    # as close to the time as the strongest sentence that gives a value of it at all
    gives = (e.feature("time") for e in evidence[:LOOKED_AT] if e.feature("value") >= GIVES and e.feature("time") > 0)
    least = next(gives, NO_TIME) if required.is_dated else NO_TIME
    own = [
        e
        for e in evidence
        if not (required.periods and e.feature("time") < (least if times_in(e.text) else NO_TIME))
        and not is_of_others(required.ask, question.text, e.text, around(e.passage, e.sentence))
    ]
    return own or evidence


def voices_asked(question: Question) -> tuple[Voice, ...]:
    """The voices whose words are asked for, in the order of ASKED_VOICES."""
    return tuple(voice for voice, sign in ASKED_VOICES if sign.search(question.text.replace("’", "'")))


def speakers_asked(question: Question, evidence: Sequence[Evidence]) -> frozenset[str]:
    """The speakers in the evidence whom the question names, or else those of the office that it names, where one of
    them speaks nearly as much to the point as anything does."""
    # "Leader of the Council of ..." is not named by who names the council
    councils = {word.casefold() for name in question.authorities for word in words_of(name)}
    said = {word.casefold() for word in words_of(question.text)} - councils
    speakers = {s for e in evidence if (s := e.passage.passage.sentences[e.sentence].speaker)}
    # the name of whom they speak for names nobody, unless it is asked what that body says
    asks_of_body = SAID.search(question.text)
    named = frozenset(
        speaker
        for speaker in speakers
        for own in [BODY.sub(" its ", speaker)]
        if any(
            name.casefold() in said - OF_OFFICE - STOP_WORDS
            for name in proper_names(own if asks_of_body else SPEAKS_FOR.sub(" ", own))
        )
    )
    return named or of_office(question, evidence)


def proper_names(speaker: str) -> list[str]:
    """The words with a capital in what a speaker is called; none of "Care leavers", which a sentence begins with."""
    words = words_of(speaker)
    names = [word for word in words if word[0].isupper()]
    return [] if len(words) > 1 and names == words[:1] else names


def of_office(question: Question, evidence: Sequence[Evidence]) -> frozenset[str]:
    """The speakers of an office that a question asks the words of: of these, those whose office it gives most fully."""
    text = question.text.replace("’", "'")
    written = next((signs for asked, signs in ROLES if asked.search(text)), None)
    if written is None or not evidence:
        return frozenset()
    best: dict[str, float] = {}
    for e in evidence:
        speaker = e.passage.passage.sentences[e.sentence].speaker
        if speaker and written.search(speaker):
            best[speaker] = max(best.get(speaker, 0.0), e.score)
    most = max(e.score for e in evidence)
    near = {speaker: score for speaker, score in best.items() if score >= OFFICE_NEAR * most}
    said = {word.casefold() for word in words_of(text)} & TITLES
    fullest = max((office_words(speaker, said) for speaker in near), default=0)
    return frozenset(speaker for speaker in near if office_words(speaker, said) == fullest)


def office_words(speaker: str, said: AbstractSet[str]) -> int:
    return len({word.casefold() for word in words_of(speaker)} & said)


def reranked(question: Question, evidence: Sequence[Evidence]) -> list[Evidence]:
    """The evidence in the order in which it is worth quoting."""
    voices, speakers = voices_asked(question), speakers_asked(question, evidence)
    asks_of_paper = question.wants & {Wants.DATE, Wants.PERSON, Wants.GRADE}
    wants_words = not (asks_of_paper or requirement_of(question).is_of_value)
    of_deed = ASKS_WHAT_WAS_CHANGED.search(question.text)
    ranked = []
    for e in evidence:
        if is_fragment(e) or (not asks_of_paper and is_courtesy(e.text)) or (wants_words and is_bare_line(e)):
            continue
        sentence = e.passage.passage.sentences[e.sentence]
        more = FOR_VOICE if len(voices) == 1 and e.passage.voice_of(e.sentence) in voices else 0.0
        more += FOR_SPEAKER if sentence.speaker in speakers else 0.0
        more += of_when(question, e.text)
        more += FOR_CHANGED if of_deed and CHANGED.search(e.text) else 0.0
        if not asks_of_paper:
            more -= AGAINST_STOCK if is_boilerplate(e.text) else AGAINST_GRADE_LINE if is_grade_line(e.text) else 0.0
        ranked.append(replace(e, score=e.score + more))
    return sorted(ranked, key=lambda e: (-e.score, e.passage.key, e.sentence))


def is_fragment(e: Evidence) -> bool:
    """Whether a sentence is a bare date, a number or a stray mark, under no name of a column: it says nothing by
    itself."""
    if any(e.passage.passage.columns):
        return False
    return not any(word.casefold() not in MONTH_NAMES for word in WORD.findall(e.text))


def is_bare_line(e: Evidence) -> bool:
    """Whether a sentence is a line of a few words that ends as no sentence does and gives no value or grade: the
    heading over a part of a story, which plain text does not tell from its paragraphs."""
    if e.passage.passage.kind is not BlockKind.PARAGRAPH or len(e.text.split()) > LONGEST_LINE:
        return False
    return not (ENDS.search(e.text) or re.search(r"[\d:%£]", e.text) or ANY_GRADE.search(e.text))


def of_when(question: Question, text: str) -> float:
    """A sentence that names the month, or the year, that the question names is likely of it."""
    best = 0.0
    for period in question.periods:
        if str(period.year) not in text:
            continue
        months = MONTH_NAMES[period.first_month - 1 : period.last_month]
        if not period.is_whole_year and any(month in text.casefold() for month in months):
            best = max(best, FOR_MONTH)
        best = max(best, FOR_YEAR)
    return best
