"""Whether "how much" asks for a sum of money, or only how far something goes.

"How much did it lean on agency staff?" is answered by "reliance on agency staff is low", and by no sum.
"""

from __future__ import annotations

import re

MONEY = (
    r"costs?|costing|spen[dt]\w*|pay\w*|paid|budgets?|fund\w*|pric\w+|fees?|grants?|money|cash|pounds|invest\w*|"
    r"salar\w+|"
    r"wages?|worth|owes?|owed|debt|sav(?:e|es|ed|ings?)|£"
)
AMOUNTS = (  # of which there is more or less, though none is counted
    r"progress|time|work|difference|say|influence|support|help|contact|impact|notice|better|worse|choice|training|"
    r"information|pressure|trust|confidence|attention|weight|drift|delay|change|improvement|oversight|scrutiny|"
    r"supervision|"
    r"challenge|reliance|dependence|freedom|stability|churn|turnover|management|evidence|involvement|input|direction"
)
DOINGS = (  # what is done to a degree
    r"lean(?:s|t|ed|ing)?|reli(?:es|ed|ant)|rely(?:ing)?|depend(?:s|ed|ent|ing)?|us(?:e|es|ed|ing)|involv\w+|"
    r"improv(?:es?|ed|ing)|"
    r"chang\w+|matter\w*|listen\w*|influenc\w+|affect\w*|engag\w+|know|knew|known|understand|understood|trust\w*|"
    r"turn(?:s|ed|ing)? to|draw(?:s|ing)? on|drew on|fall(?:s|ing)? back on|struggl\w+|progress\w*|vary|varies|"
    r"varied|"
    r"differ\w*|talk\w*|see|saw|attend\w*|miss(?:es|ed|ing)?|learn\w*|contribut\w+ to|stretched|"
    r"worr(?:y|ies|ied)|suffer\w*|enjoy\w*|feel|felt|move[sd]? on|lag(?:s|ged|ging)?|disrupt\w*|"
    r"benefit\w*|hamper\w*|hinder\w*|slip(?:s|ped)?|cop(?:e|ed|ing)"
)
GIVEN = (  # sums are given and got, whatever is done with them
    r"g[ie]ves?|gave|given|gets?|got|receiv\w+|award\w*|allocat\w+|reserves|set aside|towards|put (?:in|into|"
    r"aside)|fined|earn\w*|"
    r"charged|contract|allowances?|bursar\w+|claim\w*"
)
OF_DEGREE = re.compile(
    rf"\bhow much(?! (?:more|less|fewer)\b)(?![^?.]*(?<!\w)(?:{MONEY})(?!\w))"
    rf"(?= (?:of (?:an?|the|our|its|their|your|all) |(?:\w+ )?(?:{AMOUNTS})\b)|"
    rf"(?![^?.]*\b(?:{GIVEN})\b)[^?.]*\b(?:{DOINGS})\b)",
    re.IGNORECASE,
)


def as_degree(text: str) -> str:
    """The text with "to what extent" for each "how much" that asks for no sum."""
    return OF_DEGREE.sub("to what extent", text)
