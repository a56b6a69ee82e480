"""What a question takes for granted: the clauses that it does not ask about but builds on.

"Why was early help weak?" takes for granted that it was; "Was early help weak?" takes nothing for granted.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from assistant.premises.polarity import FINITE, Sign, signs_in
from assistant.understanding.question import DATED, Question, substance, topic_of, words_of

LIKED = r"like|love|praise|commend|welcome|admire|find (?:so )?(?:impressive|strong|good|positive)"
DISLIKED = r"dislike|criticise|condemn|slam|attack|fault|find (?:so )?(?:weak|wrong|poor|bad|worrying)"
# Who asks why takes it for so, wherever the word stands: "Can you explain why ...", "... was late, why?"
WHY = re.compile(
    r"(?:^|[,;:(–—-]\s*|\b(?:so|and|but|ok|explains?|tell (?:me|us)|know|idea|idea as to|understand|see|clear|say|said|"
    r"says|wonder(?:ing)?|ask(?:ed|ing)?|reasons?|about|of|as to|is it|was it)\s+)"
    r"(?:why(?: (?:on earth|is it that|was it that|exactly|then|was that|is that))?|how come|how (?:is|was) it that|"
    r"how (?:can|could) it be that|(?:for|to) what reasons?|"
    r"what(?:'s| is| was| are| were) the (?:\w+ )?(?:reasons?|explanations?|causes?|excuses?)"
    r"(?: (?:why|that|for|of|behind))?)\b,?\s*(?P<said>\w.+)",
    re.IGNORECASE,
)
WHY_AFTER = re.compile(
    r"^(?P<said>.{12,}?)[,;:–— -]+(?:but |and |so )?(?:(?:why|how come|for what reasons?|what(?:'s| is| was| were) "
    r"the reasons?)"
    r"(?: (?:is|was|for) (?:that|this|it))?|what (?:lay|lies|is|was|were) behind (?:that|this|it)|what went wrong|"
    r"what (?:caused|explains|led to) (?:that|this|it))\W*$",
    re.IGNORECASE,
)
DROVE = (
    r"made|drove|drives|led (?:\w+ )?to|leads to|caused|causes|explains|explained|accounts? for|accounted for|"
    r"(?:is|was|lies|lay|stands|stood) behind|triggered|prompted|got|earned|won|landed|gave|brought|"
    r"brought about|pushed|"
    r"pulled|tipped|dragged|dropped|contributed to|contributes to|resulted in|put|turned|sent|cost|"
    r"happened (?:after|when|once|following)|went wrong (?:after|when)"
)
CAUSE = re.compile(
    rf"(?:^|[,;:] )(?:so |and |but )*(?:what(?:'s| (?:is|was) it)?"
    rf"(?: exactly)?(?: that| which)? (?:has |had )?(?:{DROVE})|"
    r"(?:what|who) (?:is|was|are|were) (?:responsible|to blame) for)\b\s*(?P<said>.+)",
    re.IGNORECASE,
)
# Where and when a question looks, before what it asks.
FRONTED = re.compile(
    r"^(?:so |and |but |ok )*(?:in|at|on|during|from|for|by|per|under|throughout|"
    r"going by|according to|looking at|based on|"
    r"as of|back in|over)\b"
    r"(?P<where>[^,;:?]{2,70}?)(?:\s*[,:;–—]\s*|\s+)"
    r"(?=(?:so |and |but )?(?:why|how come|what|how (?:many|far|bad|late|slow|did|has|have|was|were)|"
    r"who|which|for what)\b)",
    re.IGNORECASE,
)
LABELLED = re.compile(
    r"^(?P<where>[^,:?]{3,50}?(?:\b20\d\d|visit|inspection|report|letter|minutes))\s*[:,–—-]\s+(?=\w)", re.I
)
GIVEN = re.compile(
    r"(?:^|,\s*|\band )"
    r"(?:now(?: that)?|given(?: that)?|seeing (?:that|as)|since|after|when(?! (?:is|are|was|were|did|does|do|"
    r"has|have|had|will|can|could|should)\b)|"
    r"once|because|considering(?: that)?|with|"
    r"following|although|even though|though|despite|in spite of) "
    r"(?P<said>[^,?]{8,}?(?:,(?! )[^,?]*)*)(?:,|\?|$)",
    re.IGNORECASE,
)
VIEW = re.compile(
    rf"^(?:so |and |but )*what (?:exactly )?(?:did|do|does) .{{0,40}}?(?:inspectors|ofsted|they|report|letter)\b"
    rf".{{0,12}}?\b(?:(?P<liked>{LIKED})|(?P<disliked>{DISLIKED}))\b(?P<said>.+)",
    re.IGNORECASE,
)
# "What were the main complaints that carers had about it?"
COMPLAINT = "complaint"
COMPLAINTS = re.compile(
    r"^(?:so |and |but )*what (?:were|are|was|is) (?:the|their) (?:\w+ ){0,2}(?:complaints?|grievances?|gripes?)"
    r"(?: (?:that|which))? (?P<said>.+)",
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
    r"^(?:so |and |but )*how (?:did|has|have|come) (?P<said>.+? (?:from .+ to |slip|drop|fall|sink|end up|lose|"
    r"come out|earn|achieve|become|manage to).+)",
    re.IGNORECASE,
)
COUNT = re.compile(r"\bhow many (?P<said>[^?]+)", re.IGNORECASE)
# "... the inadequate rating of 2018 ...": whoever speaks of it so takes it for given.
DESCRIBED = re.compile(
    r"(?P<said>(?:\b(?:the|its|their|our|your|this|that|another|first|second|third)|"
    r"['’]s?) (?:(?:\d{4}|overall|latest|new|damning|shock|first|second|"
    r"third|recent|\w+['’]s) )*(?:inadequate|outstanding|good|requires[ -]improvement) "
    r"(?:rating|judge?ment|grade|grading|verdict|result|mark|status|score)\b[^?,;]*)",
    re.IGNORECASE,
)
# "What did they do after being judged ...?"
WHEN_JUDGED = re.compile(
    r"\b(?:after|since|following|despite|when|once|before|on) (?:(?:being|having been)|(?:it|they|we|the \w+(?: \w+)?|"
    r"(?-i:[A-Z])[\w-]+)(?:'s services)? (?:was|were|had been|got|has been|have been)) "
    r"(?P<said>(?:judged|rated|graded|found|labelled|declared|deemed|given|awarded)\b[^?,;]+)",
    re.IGNORECASE,
)
ASKS_WHETHER = re.compile(
    r"^(?:so |and |but )*(?:is|are|was|were|did|does|do|has|have|had|can|could|would|will)\b", re.IGNORECASE
)
TAKEN = (WHY_AFTER, WHY, CAUSE, WRONG, DEGREE, TURN, TAG)
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
# "the costs of the 2014 action plan": the paper that they stand in
OF_PLAN = re.compile(
    r"\b(?:of|in) (?:the |its |their |our )?(?:20\d\d |\w+ ){0,2}(?:action|improvement) plan\b", re.IGNORECASE
)
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
    happen issue just merely simply start starts started starting begin begins began begun during despite
    throughout ever even bedded
    weren't wasn't isn't aren't didn't don't doesn't hasn't haven't hadn't can't couldn't won't wouldn't""".split()
)


ACTORS = frozenset(
    """director director's chief executive leader council council's councils cabinet committee panel board members
    councillors leaders authority
    local we     they""".split()
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


# A second question in the same sentence, and words that only say of when or by whom.
NEXT_ASKED = re.compile(
    r"(?:,? and|,|;) (?:what|who|whom|whose|which|when|where|how|did|does|do|was|is|were|are|has|have) .*$",
    re.IGNORECASE,
)
ASIDE = re.compile(
    r",? ?\b(?:(?:by|at|around|from) the (?:time|date)s?(?: of| when)?\b|according to (?:the )?[\w']+|"
    r"at (?:the|this) moment\b|(?:of|in|under) (?:the|its|our) (?:20\d\d )?(?:action|improvement|delivery) plan\b|"
    r"in the (?:end|first place)\b|in the eyes of\b|in your view\b)",
    re.IGNORECASE,
)


def presupposed(question: Question, held: tuple[str, ...] = ()) -> list[Assumed]:
    """What a question takes for granted, in order; empty for most questions."""
    text = question.text.replace("’", "'").strip()
    sentences = [s.strip() for s in re.split(r"(?<=[.!])\s+(?=[A-Z])", text) if s.strip()]
    counts = bool(COUNT.search(sentences[-1])) if sentences else False
    found = [declared(s, held, counts) for s in sentences[:-1] if not s.endswith("?") and len(s.split()) > 3]
    asked = re.split(r"(?<=\?)\s+", sentences[-1]) if sentences else []
    for part in asked:
        found += asked_for(unfronted(part), held)
    return [one for one in found if one]


def unfronted(sentence: str) -> str:
    """A question without the phrases before it that say only where or when to look: "In the March visit, why ...?"."""
    for sign in (FRONTED, LABELLED, FRONTED):
        match = sign.match(sentence)
        if match and not has_clause(match["where"]):
            sentence = sentence[match.end() :]
    return sentence


def has_clause(text: str) -> bool:
    """Whether a phrase says something of its own: it has a verb or one of the words that speak well or ill."""
    return bool(FINITE.search(text) or signs_in(DATED.sub(" ", text)))


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
    elif match := COMPLAINTS.search(plain):
        if part := assumed(match["said"], held, view=False):
            found.append(replace(part, signs=(Sign("value", False, COMPLAINT),)))
    elif match := next(filter(None, (sign.search(plain) for sign in TAKEN)), None):
        found.append(assumed(match["said"], held))
    elif match := COUNT.search(plain):
        found.append(assumed(match["said"], held, counts=True))
    elif (match := DESCRIBED.search(plain)) and not ASKS_WHETHER.search(plain):
        found.append(assumed(match["said"], held))
    judged = None if ASKS_WHETHER.search(plain) else WHEN_JUDGED.search(plain)
    if match := judged or GIVEN.search(plain):
        found.append(assumed(match["said"], held))
    return found


def assumed(said: str, held: tuple[str, ...], *, view: bool | None = None, counts: bool = False) -> Assumed | None:
    said = ASIDE.sub(" ", NEXT_ASKED.sub("", said)).strip(" ?.!,")
    signs = signs_in(DATED.sub(" ", said))
    if view is not None:  # "What did they like about how quickly ...?" takes for granted that it was quick enough
        how = signs if HOW_DONE.search(said) else ()
        signs = tuple(Sign(s.matter, view, s.word) for s in how) or (Sign("value", view, "praised"),)
    names = {word for sign in signs_in(said) for word in sign.word.casefold().split()} | OF_TIME
    words = [
        word for word in words_of(topic_of(OF_PLAN.sub(" ", said), held)) if word.casefold() not in names | GENERIC
    ]
    subject = tuple(word for word in words if not word.isdigit())
    if any(sign.matter == "agree" for sign in signs):  # whoever it is, a paper says "we" or "members"
        subject = tuple(word for word in subject if word.casefold() not in ACTORS) or subject
    subject = subject if substance(" ".join(subject)) else ()
    return Assumed(said, subject, signs, counts)
