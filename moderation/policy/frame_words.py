"""What people say around words that they only mention."""

import re


def pattern(lines: str) -> re.Pattern[str]:
    """Compile a pattern that is written in several lines, without their ends."""
    return re.compile("".join(map(str.strip, lines.splitlines())), re.IGNORECASE)


SAY = """(?:says?|said|saying|tells?|told|telling|calls?|called|calling|writes?|wrote|writing|written|text(?:s|ed|ing)?|
messag(?:es?|ed|ing)|sends?|sent|sending|dm(?:s|ed|'d|ing)?|comment(?:s|ed|ing)?|post(?:s|ed|ing)?|reply|replies|
replied|replying|shout(?:s|ed|ing)?|yell(?:s|ed|ing)?|scream(?:s|ed|ing)?|threaten(?:s|ed|ing)?|chant(?:s|ed|ing)?|
name[sd]?|label(?:s|led|ed)?)""".replace("\n", "")
SOMEBODY = r"""(?:he|she|they|you|it|someone|somebody|some(?:one)? \w+|people|everyone|who|that|another \w+|
an? [\w'-]+(?: \w+)?|the [\w'-]+(?: \w+)?|this [\w'-]+|these \w+|(?:my|his|her|your) \w+|@\w[\w.-]*|player|user|guy|
man|woman|troll|driver|agent|employee|manager|kid|neighbou?r|boss|ex)""".replace("\n", "")
TO = r"""(?:(?:to |at )?(?:me|us|her|him|them|(?:my|our|his|their) \w+|people|women|everyone|others|members)|
myself)""".replace("\n", "")
WRONG = """(?:wrong|racist|sexist|homophobic|transphobic|hateful|hurtful|harmful|offensive|disgusting|unacceptable|
inappropriate|awful|cruel|vile|not (?:ok|okay|cool|right|acceptable|funny|fair|true|nice)|
never (?:ok|okay|acceptable|right|funny|fine)|hate speech|bigot(?:ed|ry)?|abus(?:e|ive)|harassment|a slur|a lie|
against the rules|bullying|ignorant|horrible|dangerous|out of line|stupid|low)""".replace("\n", "")

SENTENCE_END = re.compile(r"[.!?…]+[\"”’»']?\s+|\n+")
MARKED = pattern(
    r"""“[^”\n]{1,400}”|"[^"\n]{1,400}"|«[^»\n]{1,400}»|„[^“”\n]{1,400}[“”]|
    (?<!\w)'[^'\n]{2,200}'(?!\w)|‘[^’\n]{2,200}’"""
)
OWN_WORD = re.compile(r"[^\W\d_]{2,}")
# A post that only repeats another one.
REPOSTED = re.compile(r"\bRT\b|[\"“]\s*@\w+\s*:?")

# Somebody else says it. Without marks of a quote, to somebody, or one person claims it.
REPORTED = pattern(rf"\b{SOMEBODY}\s+(?:\w+\s+){{0,3}}?{SAY}\b")
PASSED_ON = pattern(
    rf"""\b{SOMEBODY}\s+(?:\w+\s+){{0,3}}?{SAY}\s+(?:\w+ )?{TO}\b|
    \b{SAY}\s+{TO} (?:an? |the |to |that |(?:names|things|stuff) like )?\W*$|
    \b(?:(?:i|we|she|he|they|my \w+) (?:was|were|is|are|am|got|get|gets|have been|has been|had been|keep|kept|keeps|
    am being|been)|
    (?:i|we|she|he|they)(?:'ve been|'m|'m being))
    (?: \w+){{0,2}}? (?:being |getting )?(?:called|told|sent|threatened|messaged|labell?ed|named|harassed|bullied)\b|
    \b(?:being|been|got|getting) (?:called|told|sent|threatened)\b|
    \b(?:messages?|comments?|dms?|repl(?:y|ies)|threats?|texts?|e?mails?|posts?|notes?|reviews?|chants?|graffiti|
    tweets?|insults?|slurs?|things|stuff)(?: \w+){{0,4}}?
    (?: like| saying| that sa(?:y|id|ys)| reading| such as| with| telling| calling)\b|
    \b(?:received|receiving|reporting|report|reported|flagged|quote|quoting|according to|screenshot)\b"""
)
CLAIMED = pattern(
    r"""\b(?:he|she|somebody|someone|an? [\w'-]+|the [\w'-]+(?: \w+){0,3}|this [\w'-]+|(?:my|your) \w+|@\w[\w.-]*)
    (?: ?(?:just|also|even|then|who) )? ?(?:said|says|wrote|writes|claims|claimed|posted|commented|thinks|believes)
    (?: that)? (?:\w+ ){0,3}\W*$"""
)
# Whoever says that they said it, says it again.
OWN_WORDS = pattern(
    rf"\b(?:i|we)\s+(?:(?:just|also|already|only|have|had|would|will|'ll|did|do|always|must)\s+){{0,2}}{SAY}\b"
)
TO_ME = pattern(r"\b(?:me|my|us|our|myself|her|him|them|his|their)\b")

COUNTER_BEFORE = pattern(
    rf"""\b(?:do ?n[o']?t|dont|stop|quit|never|nobody (?:should|deserves to)|no ?one (?:should|deserves to)|
    should ?n[o']?t|ca ?n[o']?t(?: just)?|must ?n[o']?t|refuse to|would never|will not|wo ?n't|please|against|
    instead of|rather than|without|enough of|tired of|sick of|ashamed of|condemn\w*|reject\w*|denounc\w*|oppos\w+|
    disagree\w*|banned? for|{WRONG} to)\s+(?:\w+\s+){{0,5}}?
    (?:{SAY}|us(?:e|es|ed|ing)|spread(?:s|ing)?|think(?:s|ing)?|believ(?:e|es|ing)|claim(?:s|ed|ing)?|
    repeat(?:s|ed|ing)?|argu(?:e|es|ing)|shar(?:e|es|ing)|idea|view|statement|notion|slogan|phrase|language|words?)\b|
    \b(?:any(?:one|body)|people|those|whoever|every(?:one|body)|some(?:one|body)|men|women|folks|guys|idiots)
    (?: who| that| which) (?:\w+ ){{0,2}}?(?:says?|said|thinks?|thought|calls?|called|believes?|claims?|writes?|uses?|
    tells?|posts?|hates?)\b|
    \bif (?:you|someone|somebody|anyone|they|people)(?: \w+){{0,2}}? (?:{SAY}|thinks?|believes?)\b(?! so\b)|
    \b(?:how dare|why (?:would|do|does|did)(?: \w+)?) (?:\w+ )?(?:say|call|think|tell|write|use|post)\b|
    \b(?:i|we)(?: really| just)? (?:hate|dislike|loathe|despise|can'?t stand|mind)(?: it)?(?: when| how| that)?
    (?: people| others| somebody| someone| they| anybody| everybody| members| customers)(?: \w+){{0,2}}? {SAY}\b|
    \b(?:nobody|no ?one|none of us)(?: \w+){{0,3}} (?:be|being|get|gets) (?:called|told|sent)\b|
    \bwho (?:says|said|thinks|thought|believes)\b|\bsaying\b|\bcalling (?:\w+ ){{1,3}}"""
)
# Of whole groups: nobody is attacked who is said not to deserve it.
NOBODY = pattern(rf"\b(?:{WRONG} to (?:\w+ )?|(?:no|not all|not every|not any|nobody|no one)\s*)$")
COUNTER_AFTER = pattern(
    rf"""\b(?:is|are|was|were|isn't|sounds|seems|counts as|amounts to|has|have)\s+
    (?:(?:just|so|really|simply|such|always|never|clearly|extremely|deeply|very|pure|no place|an?|plain|also) )*
    (?:{WRONG}|here|place)|
    \b(?:has|have) no place\b|\bshould (?:never|not) be (?:said|used|called|written|allowed|tolerated)\b|
    \bneeds? to (?:stop|be banned)\b"""
)
ABOUT_THE_WORD = pattern(
    r"""\b(?:the|a|this|that|these|those|such|as|which) (?:\w+ )?
    (?:word|term|slur|phrase|expression|insult|epithet|hashtag|slogan|label|name|title|lyrics?|line|chapter|song)s?
    (?: (?:like|such as|called|of|for|is|was|reads?|goes))?\W*$|
    \b(?:meaning|definition|etymology|origins?|history|use|usage|spelling|translation) of\b|\bwhat does\b|
    \bhow do you (?:say|spell|translate)\b|\btranslates? (?:to|as)\b"""
)
TITLED = pattern(
    r"""\b(?:song|track|tune|film|movie|book|novel|band|album|show|game|play|episode|poem|podcast|comic)s?
    (?: \w+){0,3}? (?:called|titled|named|entitled)\W*$"""
)
MEANS = pattern(
    r"""^\W*(?:\w+ )?(?:means?|meant|is an? (?:\w+ )?(?:slur|word|term|insult)|comes from|derives from|
    was (?:originally|once) |refers to)\b"""
)
OF_ONESELF = pattern(
    r"""\b(?:i'?m|i am|im|i was|i feel like|i felt like|i look like|i'm being|i can be|i've been|we'?re|we are|we|as|us|
    my fellow|fellow|call(?:ed|ing)? (?:my|our)sel(?:f|ves)|makes? me(?: feel like| look like)?|
    makes? me (?:out )?to be|proud(?:ly)?|(?:my|our)sel(?:f|ves))
    (?: (?:an?|the|such|just|so|really|too|being|still|also|one|kind|of|like|total|totally|complete|proud|big|huge|
    little|old|a bit|fucking|stupid|dumb|absolute))*\W*$"""
)
