"""What a story of change, a comparison or an outcome is about, apart from how it is asked for."""

from __future__ import annotations

import re

from assistant.understanding.question import STOP_WORDS, Question, words_of

# How a story, a comparison or an outcome is asked for: it says what to do with the subject, not what the subject is.
FRAME = re.compile(
    r"\b(how (has|have|had|did|does|do) (?=.*\b(chang|compar|gone\b|go\b|shift|mov|far(ed?|ing)\b|improv|done\b))|"
    r"(?<=\w )(changed|changing|shifted|fared?|moved on|come along|evolved|gone (up|down)|come down)\b|"
    r"what('s| is| was)? the (story|history|trend|picture|position|difference)s?\b( (on|of|with|in|for|between))?|"
    r"(the )?(history|trend|story) (of|in|on|for)|(what('s| has)? )?changed (in|at|with|for|about)|"
    r"trace( what)?|compared? (to|with)|compare|compares|versus|vs|side by side|"
    r"(got|get|gotten|getting|been) (any )?(better|worse)|(any )?(better|worse) or (better|worse)|better or not|"
    r"over (the )?(years|time|inspections?|reports?)|over the (last|past) \w+ (full )?(inspections?|reports?|years)|"
    r"inspection by inspection|from one inspection to the next|"
    r"(what )?(came|become|became) of|what('s| has| had)? (been done|happened|happens)( (about|to|with|on))?|"
    r"(do |what do )?(later|further|subsequent|more recent) (papers?|reports?|evidence|letters?|visits?)( say)?|"
    r"(any |is there )?(an? )?(later |further |more recent )?(update|news|evidence|word|mention)s?"
    r"( (on|of|about|since))?|"
    r"(has|have|had|was|is) (anything|nothing|something|more) (been )?(said|heard|mentioned|reported|written|done)|"
    r"what (did|does|do|have|has) (the |its |their )?(next|following|subsequent) (\w+ )?"
    r"(inspections?|visits?|reports?|letters?)( \w+)? (find|found|say|said|show|shown|report|conclude)|"
    r"(what )?(did|has|had) (it|they|he|she|we|the \w+) (then|later|afterwards) \w+|"
    r"(was|were|been) (told|asked|required|urged|instructed)( in| to| that)*|"
    # who asked for it
    r"(what )?(did )?((the|our) )?(\w+ )?(panel|committee|cabinet|board|scrutiny|members|councillors|inspectors|ofsted)"
    r"( had| has)? (also )?(ask|asked|resolved?|recommend(ed)?|agreed?|request(ed)?|want(ed)?|call(ed)?|required?|told|"
    r"decided?|insist(ed)?)( (to|the|cabinet|council|us|them))*( (for|that|on))?( confirmation( (that|of))?)?|"
    r"(put right|dealt with|sorted out|acted on|followed (up|through))|(less|more|as|so) (dependent|reliant) on|"
    r"than (they|we|it|he|she) (were|was|used to|had|did)|used to( be)?|so far|at all)\b",
    re.IGNORECASE,
)
# Words that a question of this kind says beside its subject.
STORY_WORDS = frozenset(
    """better worse improve improved improving improves improvement improvements change changes changed changing both
    between came come coming compare compared comparison described difference done down ever far finding findings found
    fully gone good harder judged judgement judgements kept less move moved ofsted's pretty promise promised put shift
    shifted since stopped think thought three two trend view views want wanted whats works yet asked bad going keep
    later evidence update each required requiring require should required stop still ended end finished happening
    happen putting apart away latest newest recent recently current currently recommended resolved agreed pledged
    i've i'd i'm anything nothing something news word dealt fixed sorted sort fix tackle tackled solve solved
    implemented remedied weakness weaknesses problem problems
    issue issues concern concerns criticism criticisms criticise criticised criticises failing failings
    shortcoming shortcomings
    we've we're it's that's what's there's who's hasn't haven't isn't did didn't""".split()
)


def subject_of(question: Question) -> str:
    """What a story, a comparison or an outcome is about: the words of the topic that say so, in their order."""
    words = [w for w in words_of(FRAME.sub(" ", question.topic)) if w.casefold() not in STORY_WORDS]
    own = [i for i, word in enumerate(words) if word.casefold() not in STOP_WORDS]
    return " ".join(words[own[0] : own[-1] + 1]) if own else question.topic
