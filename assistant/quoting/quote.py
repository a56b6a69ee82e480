"""An answer by quotation: the fewest sentences that answer, verbatim, in date order, under who says each."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import islice, takewhile

from assistant.answer import Note, Statement
from assistant.evidence.answertype import AHEAD, SIGNS, fits
from assistant.evidence.boilerplate import is_boilerplate
from assistant.evidence.evidence import Evidence
from assistant.evidence.focus import IN_YEAR
from assistant.evidence.selection import NO_TIME, TITLES, of_what_is_asked, reranked, speakers_asked, voices_asked
from assistant.quoting.quoted import Quoted, as_statement, runs_of, said_by, text_of
from assistant.quoting.spread import DEMANDS, FIGURE, PROMISES, WHOLE, Spread, share_out, silence_note, without_repeats
from assistant.quoting.told import own_and_told, speakers_of, told_on
from assistant.understanding.question import Question, substance, words_of
from assistant.understanding.stems import stems_of
from assistant.understanding.wants import Wants
from corpus.held import HeldPaper, HeldPassage
from corpus.paper import INSPECTIONS, BlockKind, Voice

MOST = 5  # statements for a plain question
NEAR_BEST = 0.8  # share of the best score from which a further sentence is quoted
LONGEST_LIST = 14
LONGEST_INTRODUCED = 6
LONGEST_SPEECH = 2  # sentences quoted after the best of a speaker's
MOST_READ = 3  # papers that are read by themselves
MOST_DONE = 2  # statements of what the council says it did
LOOKED_AT = 30  # sentences, from the strongest, for a part of the question that the first few leave open


def quote_answer(
    question: Question, evidence: Sequence[Evidence], after: Callable[[HeldPassage], Sequence[HeldPassage]]
) -> list[Statement]:
    """The statements of a quoting answer, the oldest paper first and in the order of reading within each; ``after``
    gives the passages of a paper that follow one of its own."""
    ranked = reranked(question, evidence)
    chosen = [Quoted(e.passage, e.sentence) for e in choose(question, ranked)]
    chosen += [item for quoted in chosen for item in (*introduced(quoted, after), *headed(quoted, after))]
    if ASKS_WHETHER_AGREED.search(question.text):
        chosen += [item for quoted in chosen for item in judged_of(quoted)]
    if Wants.LIST in question.wants:
        chosen = recommended(chosen, after) or chosen
    if speakers_asked(question, ranked):
        chosen += rest_of_speech(chosen)
    return as_statements(chosen, chosen[:1])


def introduced(quoted: Quoted, after: Callable[[HeldPassage], Sequence[HeldPassage]]) -> list[Quoted]:
    """What a sentence that ends in a colon leads up to, which says nothing without it: at most LONGEST_INTRODUCED
    sentences under the same heading, up to the next numbered paragraph."""
    if not text_of(quoted).rstrip().endswith(":"):
        return []
    own = quoted.passage.passage
    items = [Quoted(quoted.passage, i) for i in range(quoted.sentence + 1, len(own.sentences))]
    for held in after(quoted.passage):
        is_next_matter = held.passage.headings != own.headings or (held.passage.paragraph or "").isdigit()
        if is_next_matter or len(items) >= LONGEST_INTRODUCED:
            break
        items += [Quoted(held, i) for i in range(len(held.passage.sentences))]
    return items[:LONGEST_INTRODUCED]


def headed(quoted: Quoted, after: Callable[[HeldPassage], Sequence[HeldPassage]]) -> list[Quoted]:
    """The list that stands next below a heading, which says nothing without it: at most LONGEST_INTRODUCED items."""
    if quoted.passage.passage.kind is not BlockKind.HEADING:
        return []
    below = takewhile(lambda held: held.passage.kind is BlockKind.BULLET, after(quoted.passage))
    items = (Quoted(held, i) for held in below for i in range(len(held.passage.sentences)))
    return list(islice(items, LONGEST_INTRODUCED))


def judged_of(quoted: Quoted) -> list[Quoted]:
    """The sentence after one, in which somebody agrees with it or does not, and the sentence that says why."""
    after = next_of(quoted)
    if after is None or not AGREED.search(text_of(after)):
        return []
    why = next_of(after)
    return [after, why] if why and GOES_ON.search(text_of(why)) else [after]


def recommended(chosen: Sequence[Quoted], after: Callable[[HeldPassage], Sequence[HeldPassage]]) -> list[Quoted]:
    """What is recommended where a paper says so in running text: the sentence that opens it, and those that go on to
    say what should be done; empty where none of the sentences opens such a list."""
    opening = next((quoted for quoted in chosen if RECOMMENDS.search(text_of(quoted))), None)
    if opening is None:
        return []
    own = len(opening.passage.passage.sentences)
    rest = [Quoted(opening.passage, i) for i in range(opening.sentence + 1, own)]
    rest += [Quoted(held, i) for held in after(opening.passage) for i in range(len(held.passage.sentences))]
    going_on = takewhile(lambda quoted: DEMANDS.search(text_of(quoted)) or NEEDS.search(text_of(quoted)), rest)
    return [opening, *islice(going_on, LONGEST_LIST - 1)]


def rest_of_speech(chosen: Sequence[Quoted]) -> list[Quoted]:
    """What the speakers of these sentences go on to say, at most LONGEST_SPEECH sentences each."""
    rest: list[Quoted] = []
    for quoted in chosen[:1]:
        said: Quoted | None = quoted
        for _ in range(LONGEST_SPEECH):
            said = next_of(said) if said else None
            rest += [said] if said else []
    return rest


def quote_spread(
    question: Question,
    spread: Spread,
    evidence: Sequence[Evidence],
    read: Callable[[HeldPaper], Evidence | None] = lambda _: None,
) -> tuple[list[Statement], list[Note]]:
    """The statements of an answer shared out among papers, and which of them are silent; an inspection of a time that
    the question names is taken for silent only once it was ``read`` by itself for an answer."""
    evidence = reranked(question, evidence)
    chosen = share_out(spread, evidence)
    if spread.kind == "change" and len(question.periods) > 1:
        heard = {e.passage.paper.id for e in chosen}
        silent = [
            p for p in spread.papers if p.id not in heard and p.id in spread.named and p.facts.kind in INSPECTIONS
        ]
        chosen += [e for paper in silent[:MOST_READ] if (e := read(paper))]
    note = silence_note(spread, chosen, evidence)
    chosen = [*chosen, *done_by_council(question, chosen, evidence)]
    quoted = [Quoted(e.passage, e.sentence) for e in chosen]
    signs = [*([] if spread.due else [FIGURE]), *([DEED] if spread.kind == "outcome" else [])]
    return as_statements(quoted, first_of_each(quoted), signs), [note] if note else []


def done_by_council(question: Question, chosen: Sequence[Evidence], evidence: Sequence[Evidence]) -> list[Evidence]:
    """What the council says that it did or would do, from the time asked about on, where a question asks for that."""
    if not COUNCIL_DID.search(question.text) or not chosen:
        return []
    since = min(e.passage.paper.said for e in chosen)
    told = [
        e
        for e in evidence
        if e.passage.voice_of(e.sentence) in (Voice.COUNCIL, Voice.DECISION)
        and e.feature("passage_overlap") >= WHOLE
        and e.passage.paper.said >= since
        and not is_boilerplate(e.text)
        and (e.passage.passage.kind is BlockKind.ROW or DEED.search(e.text) or PROMISES.search(e.text))
    ]
    return [e for e in first_per_paper(told)[:MOST_DONE] if e not in chosen]


def first_per_paper(evidence: Sequence[Evidence]) -> list[Evidence]:
    first: dict[str, Evidence] = {}
    for e in evidence:
        first.setdefault(e.passage.paper.id, e)
    return list(first.values())


def as_statements(
    chosen: Sequence[Quoted], leading: Sequence[Quoted], signs: Sequence[re.Pattern[str]] = ()
) -> list[Statement]:
    """Statements in the order of time and of reading. The sentences of ``leading`` are followed to where they end, and
    to the next sentence where that bears one of the ``signs`` and they do not."""
    ordered = sorted(
        {(q.passage.key, q.sentence): q for q in with_neighbours(chosen, leading, signs)}.values(),
        key=lambda q: (q.passage.paper.said, q.passage.paper.file, q.passage.ordinal, q.sentence),
    )
    return [as_statement(run) for run in runs_of(ordered)]


# "..., and did Ofsted agree?"
ASKS_WHETHER_AGREED = re.compile(
    r"\b(?:did|do|does|have|has)(?: \S+){1,5}? (?:(?:dis)?agreed?|accept(?:ed)?|disputed?|share that view)\b",
    re.IGNORECASE,
)
AGREED = re.compile(
    r"\b(?:(?:dis)?agree[ds]?|accept(?:ed|s)?|disput(?:ed|es?)|reject(?:ed|s)?|took issue)\b", re.IGNORECASE
)
NEEDS = re.compile(r"\bneeds? to\b", re.IGNORECASE)
RECOMMENDS = re.compile(
    r"\b(recommend(s|ed)|says|said|concluded|wants|asked)( \w+)? that\b.*\b(should|must|needs? to)\b", re.IGNORECASE
)
# Words by which a sentence points at the one before it.
POINTS_BACK = re.compile(
    r"^\W*(they|it(?! (comes|came|is (clear|important|anticipated)))|he|she|this|these|those|both|neither|their|its|"
    r"his|"
    r"her|such|despite (this|these)|as a result|of (these|those)|that is|none of them)\b",
    re.IGNORECASE,
)
# "And what did the council do about it?"
COUNCIL_DID = re.compile(
    r"\bwhat (?:did|has|have|is|are) (?:the council|the local authority|the director|leaders|we|they|it)\b[^?]*"
    r"\b(?:do|done|doing)\b|\bhow (?:did|has|have) (?:the council|the local authority|leaders|we|they)\b[^?]*"
    r"\b(?:respond|responded|react|reacted|reply|replied|answer|answered)\b",
    re.IGNORECASE,
)
# What was done about a matter.
DEED = re.compile(
    r"\b(in post|appointed|recruited|set up|opened|introduced|established|approved|launched|trained|created|"
    r"commissioned|funded|cleared|agreed|began|started|put in place|in place|put right)\b",
    re.IGNORECASE,
)
# A short sentence that tells of things and names none.
ANNOUNCES = re.compile(
    r"^(?=(?:\S+\s+){2,10}\S+$)[^\d:;“”\"]*\b(?:(?:some|several|other|good|bad|positive|many|few|such) )*"
    r"(?:things|points|positives|negatives|bright spots|signs of (?:hope|progress)|good news|bad news|not all)\b"
    r"(?: (?:to|for|that|which|in|was|were|too|about)\b[^:,;]{0,30})?\.$",
    re.IGNORECASE,
)
# Somebody asks in minutes, and the sentence after it replies.
ASKED = re.compile(r"\b(asked|questioned|queried|wanted to know|challenged|raised|sought)\b", re.IGNORECASE)
REPLIED = re.compile(
    r"^[^.“”\"]{0,120}\b(replied|explained|answered|responded|confirmed|clarified|advised|acknowledged|assured|"
    r"undertook|said in (reply|response|answer)|in (reply|response))\b",
    re.IGNORECASE,
)
# Of those, the ones that finish what the sentence before it began to say.
GOES_ON = re.compile(
    r"^\W*(they|it|he|she|this|these|those \w+ (was|were|is|are|had|have)|both|however|but|of (these|those)|none)\b",
    re.IGNORECASE,
)


def with_neighbours(
    chosen: Sequence[Quoted], leading: Sequence[Quoted], signs: Sequence[re.Pattern[str]]
) -> list[Quoted]:
    """The sentences chosen, and beside each that points back the sentence that it points at, in the same voice; beside
    each in which somebody asks, the reply."""
    taken = list(chosen)
    for quoted in chosen:
        taken += [*reply_to(quoted), *announced_by(quoted)]
        before = Quoted(quoted.passage, quoted.sentence - 1)
        if quoted.sentence and POINTS_BACK.search(text_of(quoted)) and said_by(before) == said_by(quoted):
            taken.append(before)
    for quoted in leading:
        taken += own_words_of(quoted)
        after = next_of(quoted)
        if after is None:
            continue
        brings = any(sign.search(text_of(after)) and not sign.search(text_of(quoted)) for sign in signs)
        if brings or GOES_ON.search(text_of(after)):
            taken.append(after)
    return taken


def announced_by(quoted: Quoted) -> list[Quoted]:
    """The sentence after one that only says that there is something to tell: "Inspectors did find things to like."."""
    after = next_of(quoted)
    return [after] if after and ANNOUNCES.search(text_of(quoted)) else []


def reply_to(quoted: Quoted) -> list[Quoted]:
    """The sentence that replies to what somebody asks in this one."""
    after = Quoted(quoted.passage, quoted.sentence + 1)
    if after.sentence >= len(quoted.passage.passage.sentences) or not ASKED.search(text_of(quoted)):
        return []
    return [after] if REPLIED.search(text_of(after)) else []


def own_words_of(quoted: Quoted) -> list[Quoted]:
    """What somebody goes on to say of whom a sentence tells what they said: "The chair, Councillor Marsh, said that
    the panel had asked for it. “It never came,” she said." At most LONGEST_SPEECH sentences."""
    sentences = quoted.passage.passage.sentences
    if sentences[quoted.sentence].speaker:
        return []
    rest: list[Quoted] = []
    for number in range(quoted.sentence + 1, min(quoted.sentence + 1 + LONGEST_SPEECH, len(sentences))):
        after = Quoted(quoted.passage, number)
        names = [word for word in words_of(sentences[number].speaker or "") if word[0].isupper()]
        is_named = any(name.casefold() not in TITLES and name in text_of(quoted) for name in names)
        if not is_named or not GOES_ON.search(text_of(after)):
            break
        rest.append(after)
    return rest


def first_of_each(chosen: Sequence[Quoted]) -> list[Quoted]:
    """The first, which is the best, of those of each paper."""
    first: dict[str, Quoted] = {}
    for quoted in chosen:
        first.setdefault(quoted.passage.paper.id, quoted)
    return list(first.values())


def next_of(quoted: Quoted) -> Quoted | None:
    """The sentence after, where it stands in the same passage and voice."""
    after = Quoted(quoted.passage, quoted.sentence + 1)
    if after.sentence >= len(quoted.passage.passage.sentences) or said_by(after) != said_by(quoted):
        return None
    return after


REFERENCE = re.compile(r"\([^()]*\)\W*")  # "(Outcome 3, national framework)"


def quote_list(items: Sequence[Quoted]) -> list[Statement]:
    """A statement for each item of a list that a paper makes."""
    items = [item for item in items if not REFERENCE.fullmatch(text_of(item).strip())]
    return [as_statement([item]) for item in items[:LONGEST_LIST]]


def choose(question: Question, evidence: Sequence[Evidence]) -> list[Evidence]:
    """The sentences to quote: a whole list, or the best few."""
    evidence = of_what_is_asked(question, evidence)
    if not evidence:
        return []
    if said := by_speaker(question, evidence):
        return said
    best = evidence[0]
    if Wants.LIST in question.wants and best.passage.passage.kind is BlockKind.BULLET:
        items = [e for e in evidence if e.passage.key == best.passage.key]
        if not is_of_one_item(best, items):
            return items[:LONGEST_LIST]
    # what a paper of another year or kind says is quoted beside the best only where the best is of another itself
    fitting = min(IN_YEAR, best.feature("paper_weight"))
    near = [e for e in evidence if e.score >= NEAR_BEST * best.score and e.feature("paper_weight") >= fitting]
    near = [e for e in near if not is_row_beside(question, best, e)]
    first = without_repeats(near)[:MOST]
    return first + for_each_part(question, first, evidence)


def is_row_beside(question: Question, best: Evidence, e: Evidence) -> bool:
    """Whether a sentence is a row of the table of the best one that has nothing of the question's words but what that
    one has as well, and less of it."""
    own, other = best.passage, e.passage
    if (
        own.passage.kind is not BlockKind.ROW
        or other.passage.kind is not BlockKind.ROW
        or own.paper.id != other.paper.id
    ):
        return False
    if (own.passage.columns, own.passage.caption) != (other.passage.columns, other.passage.caption):
        return False
    asked = {stem for word in substance(question.topic) for stem in stems_of(word)}
    return asked & set(stems_of(e.shown)) < asked & set(stems_of(best.shown))


def is_of_one_item(best: Evidence, items: Sequence[Evidence]) -> bool:
    """Whether what is asked about stands in that item of a list and in no other, so that the list is not asked for."""
    said = [e.feature("sentence_overlap") for e in items if e is not best]
    return best.feature("sentence_overlap") >= WHOLE and bool(said) and not any(said)


def quote_ahead(question: Question, find: Callable[[], Sequence[Evidence]]) -> list[Statement]:
    """The sentence that says when what is yet to come is due, where a question asks for that as well; ``find`` searches
    for the evidence."""
    if not AHEAD.search(question.text):
        return []
    due = (e for e in find()[:LOOKED_AT] if fits(Wants.DATE, question, e.shown) and AHEAD.search(e.text))
    return [as_statement([Quoted(e.passage, e.sentence)]) for e in [next(due, None)] if e]


def by_speaker(question: Question, evidence: Sequence[Evidence]) -> list[Evidence]:
    """The words of those whom a question names, or the best of each voice where it sets two side by side."""
    if own := own_and_told(question, evidence, speakers_of(question, evidence)):
        near = without_repeats([e for e in own if e.score >= NEAR_BEST * own[0].score])[:MOST]
        return [*near, *(replace(e, sentence=number) for e in near for number in told_on(e))]
    voices = voices_asked(question)
    if len(voices) < 2:
        return []
    best: list[Evidence] = []
    for voice in voices:
        # the press tells what inspectors said, as a rule without quotation marks
        heard = [(voice,), (Voice.PRESS,)] if voice is Voice.INSPECTOR else [(voice,)]
        held = [[e for e in evidence if e.passage.voice_of(e.sentence) in of] for of in heard]
        of_time = [[e for e in own if e.feature("time") >= NO_TIME] for own in held]
        own = next((own for own in [*of_time, *held] if own), [])
        best += [e for e in own if e.score >= NEAR_BEST * own[0].score][:2]
    return best


def for_each_part(question: Question, chosen: Sequence[Evidence], evidence: Sequence[Evidence]) -> list[Evidence]:
    """For each further thing asked ("who led it, and when?"), the best sentence that holds one, if none does yet."""
    further: list[Evidence] = []
    wanted = question.wants & SIGNS.keys()
    # an owner in a plan is often an office and no name
    if len(wanted) == 1 and any(e.passage.passage.columns and e.feature("type_fits") for e in chosen):
        return []
    for want in sorted(wanted):
        if not any(fits(want, question, e.shown) for e in [*chosen, *further]):
            own_words = (e for e in evidence[:LOOKED_AT] if not is_boilerplate(e.text))
            holding = (e for e in own_words if fits(want, question, e.shown))
            further += [e for e in [next(holding, None)] if e]
    return further
