"""What a question takes for granted: the clauses that it does not ask about but builds on.

"Why was early help weak?" takes for granted that it was; "Was early help weak?" takes nothing for granted.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.polarity import Sign, signs_in
from assistant.question import DATED, Question, substance, topic_of, words_of

LIKED = r"like|love|praise|commend|welcome|admire|find (?:so )?(?:impressive|strong|good|positive)"
DISLIKED = r"dislike|criticise|condemn|slam|attack|fault|find (?:so )?(?:weak|wrong|poor|bad|worrying)"
WHY = re.compile(r"^(?:so |and |but |ok )*(?:why|how come|for what reasons?)\b\s*(?P<said>.+)", re.IGNORECASE)
CAUSE = re.compile(
    r"^(?:so |and |but )*what (?:made|drove|led (?:\w+ )?to|caused|explains|is behind|was behind|lies behind|triggered|"
    r"prompted|happened after|went wrong after)\b\s*(?P<said>.+)",
    re.IGNORECASE,
)
GIVEN = re.compile(
    r"(?:^|,\s*|\band )"
    r"(?:now(?: that)?|given(?: that)?|seeing (?:that|as)|since|after|when|because|considering(?: that)?|with) "
    r"(?P<said>[^,?]{8,}?(?:,(?! )[^,?]*)*)(?:,|\?|$)",
    re.IGNORECASE,
)
VIEW = re.compile(
    rf"^(?:so |and |but )*what (?:exactly )?(?:did|do|does) .{{0,40}}?(?:inspectors|ofsted|they|report|letter)\b"
    rf".{{0,12}}?\b(?:(?P<liked>{LIKED})|(?P<disliked>{DISLIKED}))\b(?P<said>.+)",
    re.IGNORECASE,
)
WRONG = re.compile(
    r"^(?:so |and |but )*what (?:was|is|were|are|went|has gone|had gone) (?:so |actually )?"
    r"(?P<said>(?:wrong|bad|weak|poor|good|great|impressive|strong)\b.+)",
    re.IGNORECASE,
)
DEGREE = re.compile(
    r"^(?:so |and |but )*how (?P<said>(?:far (?:past|behind|over|beyond|below)|bad|badly|late|slow|slowly|poor|poorly|"
    r"weak|overdue|delayed)\b.+)",
    re.IGNORECASE,
)
TAG = re.compile(
    r"^(?P<said>.+?),?\s+(?:wasn't|weren't|isn't|aren't|didn't|hasn't|haven't) (?:it|we|they|you)\W*$", re.IGNORECASE
)
HOW_DONE = re.compile(r"\bhow (?:\w+ly|fast|well|soon)\b", re.IGNORECASE)
TURN = re.compile(
    r"^(?:so |and |but )*how (?:did|has|have|come) (?P<said>.+? (?:from .+ to |slip|drop|fall|sink|end up|lose).+)",
    re.IGNORECASE,
)
COUNT = re.compile(r"\bhow many (?P<said>[^?]+)", re.IGNORECASE)
TAKEN = (WHY, CAUSE, WRONG, DEGREE, TURN, TAG)
HEARSAY = re.compile(
    r"^(?:i'?m told|i (?:hear|heard|read|think|thought|believe)|apparently|people say)\b(?: that)?", re.IGNORECASE
)
# What somebody was told or meant to do says nothing of how it was or is.
DEMANDED = re.compile(
    r"\b(?:told|asked|required|recommended|wanted|expected|instructed|urged|ordered|advised|promised|pledged|agreed|"
    r"resolved|vowed|aimed|planned|due|supposed|going) (?:\w+ ){0,6}?(?:to|that)\b|\b(?:should|must)\b|\bcalled for\b|"
    r"\b(?:wanted|asked for|demanded|recommended)\b",
    re.IGNORECASE,
)
OF_TIME = frozenset("far statutory national nationally set required expected prescribed legal target limit".split())
# Words of a clause that say nothing of its subject.
GENERIC = frozenset(
    """inspectors inspector ofsted say says said find finds found judge judged rate rated rating grade graded describe
    described report reported think call called be being become became get gets got gone go going went make made keep
    really quite very much more less lot still so such always all both among only slightly
    work works working response responses performance practice approach arrangement arrangements process processes
    offer system systems quality state level levels use run runs running carry carried handle handling handled deal
    does do done fall come came give gave given tell told write wrote put set lead leads led cause caused
    number numbers amount share proportion figure figures rate rates spot area areas point things thing drop slip
    slipped january february march april june july august september october november december years year months
    outcome outcomes between by two who whom live lives lived issued produced completed happening
    happen issue""".split()
)


@dataclass(frozen=True, slots=True)
class Assumed:
    """``text`` is what is taken for granted; ``subject`` the words that it is about, in order; ``signs`` what it says
    of them.

    ``counts`` where all that is taken for granted is that there are some ("how many ...?").
    """

    text: str
    subject: tuple[str, ...]
    signs: tuple[Sign, ...]
    counts: bool = False


def presupposed(question: Question, held: tuple[str, ...] = ()) -> list[Assumed]:
    """What a question takes for granted, in order; empty for most questions."""
    text = question.text.replace("’", "'").strip()
    sentences = [s.strip() for s in re.split(r"(?<=[.!])\s+(?=[A-Z])", text) if s.strip()]
    counts = bool(COUNT.search(sentences[-1])) if sentences else False
    found = [declared(s, held, counts) for s in sentences[:-1] if not s.endswith("?") and len(s.split()) > 3]
    asked = re.split(r"(?<=\?)\s+", sentences[-1]) if sentences else []
    for part in asked:
        found += asked_for(part, held)
    return [one for one in found if one]


def declared(sentence: str, held: tuple[str, ...], counts: bool) -> Assumed | None:
    """What a sentence before the question says; it counts where the question then asks how many there were."""
    plain = HEARSAY.sub("", sentence)
    if DEMANDED.search(plain):
        return None
    return assumed(plain, held, counts=counts and not signs_in(plain))


def asked_for(sentence: str, held: tuple[str, ...]) -> list[Assumed | None]:
    plain = sentence.strip()
    found: list[Assumed | None] = []
    if match := VIEW.search(plain):
        side = bool(match["liked"])
        found.append(assumed(match["said"], held, view=side))
    elif match := next(filter(None, (sign.search(plain) for sign in TAKEN)), None):
        found.append(assumed(match["said"], held))
    elif match := COUNT.search(plain):
        found.append(assumed(match["said"], held, counts=True))
    if match := GIVEN.search(plain):
        found.append(assumed(match["said"], held))
    return found


def assumed(said: str, held: tuple[str, ...], *, view: bool | None = None, counts: bool = False) -> Assumed | None:
    said = said.strip(" ?.!,")
    signs = signs_in(DATED.sub(" ", said))
    if view is not None:  # "What did they like about how quickly ...?" takes for granted that it was quick enough
        how = signs if HOW_DONE.search(said) else ()
        signs = tuple(Sign(s.matter, view, s.word) for s in how) or (Sign("value", view, "praised"),)
    names = {word for sign in signs_in(said) for word in sign.word.casefold().split()} | OF_TIME
    words = [word for word in words_of(topic_of(said, held)) if word.casefold() not in names | GENERIC]
    subject = tuple(word for word in words if not word.isdigit())
    subject = subject if substance(" ".join(subject)) else ()
    return Assumed(said, subject, signs, counts)
