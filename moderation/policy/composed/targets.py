"""Of whom or what a word is said, told by the grammar around it and not by who is named nearby."""

import re
from collections.abc import Mapping

from moderation.policy.composed.values import Target
from moderation.policy.frame_words import pattern

BE = r"(?:am|are|is|was|were|be|'re|'s|re|r|look|looks|sound|sounds|seem|seems)"
# What may stand between the two, and says nothing of its own.
FILL = r"""(?:(?:a|an|the|such|so|too|very|really|just|all|both|total|totally|complete|completely|absolute|absolutely|
utter|utterly|fucking|bloody|damn|pretty|quite|only|nothing but|no more than|bunch of|lot of|pack of|piece of|kind of|
sort of|still|always|being|honestly|literally|little|big|old|dumb|stupid|dirty|filthy|lazy|useless|pathetic|ugly|fat|
what)\s+){0,4}""".replace("\n", "")
PEOPLE = r"(?:guys?|lot|people|all|folks|two|three)"
OURS = r"""(?:staff|team|support|service|agents?|reps?|employees?|manager|management|ceo|company|mods?|moderators?|
devs?|developers?|admins?)""".replace("\n", "")
THEIRS = r"(?:guy|user|person|member|player|poster|author|op|woman|man|kid|dude)"
GROUPS = r"""(?:women|men|muslims?|jews?|christians?|immigrants?|refugees?|gays?|lesbians?|blacks?|whites?|asians?|
arabs?|mexicans?|africans?|foreigners?|migrants?|trans(?: people)?|disabled(?: people)?|
(?:gay|black|white|jewish|muslim|disabled|trans|asian|old|poor) (?:people|men|women|folks))""".replace("\n", "")
SOMETHING = rf"(?!(?:{OURS}|{THEIRS}|he|she|they|you|i|we)\b)\w+"
SAID: Mapping[Target, re.Pattern[str]] = {
    Target.YOU: pattern(rf"\b(?:you|u|ya|y'all|yall)(?: {PEOPLE})?(?:\s*{BE})?\s+{FILL}$|\b(?:du bist|ihr seid)\s+$"),
    Target.STAFF: pattern(rf"\b(?:your|the|this|these|their|our)(?: \w+)? {OURS}(?: here)?\s*{BE}\s+{FILL}$"),
    Target.MEMBER: pattern(rf"(?:@\w[\w.-]*|\b(?:he|she|this {THEIRS}|that {THEIRS}|these {THEIRS}))\s*{BE}\s+{FILL}$"),
    Target.GROUP: pattern(rf"\b(?:(?:all|these|those|every|most|the|any) )?{GROUPS}\s*{BE}\s+{FILL}$"),
    Target.THING: pattern(rf"\b(?:it|this|that|(?:the|my|this|that|your) {SOMETHING})\s*{BE}\s+{FILL}$"),
}
# “What an idiot you are”, and “idiots like you”.
YOU_BEHIND = pattern(r"^\s*(?:that )?(?:you (?:are|were)|like you|u are|of you)\b")
# A name begins with a capital, and is no first word of many sentences.
NAMED = re.compile(
    r"\b(?!(?:It|This|That|He|She|They|You|We|I|The|There|What|Who|Everything|Everyone|Nobody|Life|Service)\b)[A-Z][\w'-]+"
    rf"(?: [A-Z][\w'-]+)?\s*(?i:{BE}\s+{FILL})$"
)


def is_said_of(target: Target, before: str, behind: str) -> bool:
    """Tell whether words are said of a target, by what stands before and behind them in their sentence."""
    if target is Target.NAME:
        return bool(NAMED.search(before))
    if target is Target.YOU and YOU_BEHIND.search(behind):
        return True
    return bool(SAID[target].search(before))
