"""Whole numbers as words."""

from __future__ import annotations

ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
).split()  # each at its own number
TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
NUMBERS = {
    **{word: number for number, word in enumerate(ONES)},
    **{word: 10 * number for number, word in enumerate(TENS, 2)},
    **{f"{ten}-{ONES[one]}": 10 * number + one for number, ten in enumerate(TENS, 2) for one in range(1, 10)},
}  # to ninety-nine
UP_TO_TWENTY = {word: number for word, number in NUMBERS.items() if 1 <= number <= 20}
