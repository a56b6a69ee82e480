"""A claim held against the sentences that are said to bear it out: what they do not say, or say otherwise."""

from __future__ import annotations

from collections.abc import Mapping

from assistant.verifier.claims import Claim
from assistant.verifier.figures import date_differences, number_differences
from assistant.verifier.reasons import Around, Reason
from assistant.verifier.reversal import polarity_differences
from assistant.verifier.strength import hedge_differences, quantifier_differences
from assistant.verifier.subjects import area_differences, grade_differences, name_differences, unsaid

CHECKS = (
    number_differences,
    date_differences,
    name_differences,
    grade_differences,
    area_differences,
    polarity_differences,
    hedge_differences,
    quantifier_differences,
    unsaid,
)


def differences(claim: Claim, source: Claim, around: Around, places: Mapping[int, int]) -> list[Reason]:
    """Why ``source`` does not bear out ``claim``; ``places`` are where its words stand there, by ``aligned``."""
    return [reason for check in CHECKS for reason in check(claim, source, places, around)]
