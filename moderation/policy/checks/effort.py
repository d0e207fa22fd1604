"""The work that a pattern can make for the matcher at each character."""

import re

# The pieces of a pattern. Wide places fit many letters, and repetitions multiply them.
PIECE = re.compile(
    r"(?P<edge>\\[AbBz]|[\^$]|\(\?[a-zA-Z-]+\))"
    r"|(?P<wide>\\[dDsSwWC]|\\[pP](?:\{[^}]*\}|.)|\.|\[\^?\]?(?:\[:\^?\w+:\]|\\.|[^\]\\])*\])"
    r"|(?P<opening>\((?:\?(?:P?<\w+>|[a-zA-Z-]*:))?)|(?P<closing>\))|(?P<bar>\|)"
    r"|(?P<repetition>[*+]|\{\d+(?:,\d*)?\})"
    r"|(?P<letter>\\Q.*?(?:\\E|\Z)|\\x\{[^}]*\}|\\.|.)",
    re.DOTALL,
)


def count_states(pattern: str) -> int:
    """Count the places of a pattern at which the matcher can stand at once.

    It looks at each of them for every character. The letters of a word are one after another, so that they count
    nothing. `.{40}` counts 40, and `(?:a|bc)` 1.
    """
    totals, has_bar = [0], [False]
    last = 0
    for piece in PIECE.finditer(pattern):
        match piece.lastgroup:
            case "opening":
                totals.append(0)
                has_bar.append(False)
            case "bar":
                has_bar[-1] = True
            case "closing":
                last = max(totals.pop(), has_bar.pop())
                totals[-1] += last
            case "repetition":
                repeated = copies(piece[0]) * max(last, 1)
                totals[-1] += repeated - last
                last = repeated
            case kind:
                last = kind == "wide"
                totals[-1] += last
    return totals[0]


def copies(repetition: str) -> int:
    """Return how often a repetition repeats what stands before it."""
    # An endless repetition goes round in its last copy.
    return max([1, *map(int, re.findall(r"\d+", repetition))])
