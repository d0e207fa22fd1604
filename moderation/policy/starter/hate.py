"""The starter guideline for hate speech.

The slurs stand here to be found.
"""

from moderation.policy.starter.words import pattern_rules, phrase_rules
from moderation.policy.values import Guideline, Severity

GROUP = (
    r"(?:\b(?:jews|muslims|arabs|blacks|(?:black|white|brown|asian|gay|trans|jewish|muslim|disabled|deaf|autistic|queer"
    r"|lesbian|arab|african|indian|mexican|foreign|transgender|handicapped|native|romani|hispanic"
    r"|old|elderly|homeless) "
    r"(?:people|persons|men|women|folks|folk|kids|guys|girls|boys|ppl)|asians|mexicans|latinos|africans|indians"
    r"|pakistanis|chinese people|(?:these|the|all) (?:disabled|chinese|poles|turks|roma)|immigrants|migrants|refugees"
    r"|foreigners|asylum seekers|gays|lesbians|homosexuals|homos|transgenders|trannies|women|females|feminists|gypsies"
    r"|whites|hindus|sikhs|christians|catholics|negroes|niggers|niggas|faggots|fags|dykes|cripples|retards|kikes|chinks"
    r"|pakis|spics|wetbacks)"
    r"|👳[🏻-🏿]?|🧕[🏻-🏿]?|🏳️‍🌈|✡️|[👨👩🧑👦👧][🏾🏿])"
)
LOWERED = (
    r"(?:vermin|rats?|cockroaches|roaches|animals|apes|monkeys|savages|subhumans?|sub-human|parasites?|scum|filth"
    r"|filthy"
    r"|disgusting|trash|garbage|(?:a|the) (?:disease|plague|cancer|abomination|mistake|burden|threat|curse|joke|problem"
    r"|enemy|virus)|an abomination|inferior|degenerates?|worthless|criminals|terrorists|rapists|thieves|evil"
    r"|mentally ill|🐒|🐵|🐀|🪳|🐷|🦍|💩|🤮|🤢|🗑)"
)
DESPISED = (
    r"(?:stupid|dumb|idiots|retarded|vile|gross|barbaric|perverts?|perverted|pa?edophiles?|predators|whores|sluts"
    r"|property|objects|slaves|invaders|leeches|freeloaders|pests|insects|maggots|pigs|dogs|demons|monsters|liars"
    r"|wastes? of (?:space|air|oxygen|skin)"
    r"|unnatural|abnormal|repulsive|revolting|sick|weak|useless|pathetic|dirty|backward|dishonest|untrustworthy"
    r"|not (?:really |even |fully )?(?:human|people|humans|normal|natural|real (?:women|men))|less than human)"
)
FILLER = (
    r"(?:all|just|really|literally|nothing but|so|a bunch of|like|are|such|basically|fucking|dirty|damn"
    r"|these|those|the|you|of|too|always|mostly|incredibly|utterly|totally|simply|clearly|absolutely|as"
    r"|no better than|worse than|more|very|a|an)"
)
HURT = (
    r"(?:killed|shot|hanged|hung|gassed|exterminated|deported|sterili[sz]ed|burned|raped|beaten|stoned|put down"
    r"|locked up"
    r"|wiped out|shipped (?:off|back)|thrown out|kicked out|banned|eradicated|executed|enslaved|punched)"
)

HATE_SPEECH = Guideline(
    key="hate-speech",
    name="Hate speech",
    category="hate-speech",
    severity=Severity.HIGH,
    statement=(
        "Nobody is attacked here for what they are: ethnicity, origin, religion, disability, sex, gender identity "
        "or sexual orientation. Slurs, calling a group animals or vermin, wishing it harm and propaganda for such "
        "views are removed. Somebody who reports what was said to them, argues against it, or uses a word about "
        "themselves has broken nothing: read the whole conversation. Remove what is an attack; warn the first "
        "time, suspend when it is repeated."
    ),
    rules=(
        *phrase_rules(
            """
            nigger*, sand nigger*, [en] faggot*, [en] fag, [en] fags, [en] kike, [en] kikes, [en] spic, [en] spics,
            wetback*, raghead*, towelhead*, towel head*, shemale*, beaner, beaners, jigaboo*, porch monkey*,
            jungle bunny, jungle bunnies, camel jockey*, muzzie*, [en] paki, [en] pakis, zipperhead*, untermensch*,
            heil hitler, sieg heil, hitler was right, gas the jews, white power, race traitor*, race mixing,
            race mixer*, jew rats, jewish vermin, mud people, dirty jew*, filthy jew*, dirty muslim*,
            filthy muslim*, dirty immigrant*, filthy immigrant*, dirty mexican*, [en] homos, [en] dykes,
            scheiß ausländer*, ausländer raus, judensau*, kanake, kanaken, putos moros, moros de mierda,
            negro de mierda, negros de mierda, maricón de mierda, sudaca, sudacas
            """
        ),
        *pattern_rules(
            rf"{GROUP}\s+(?:{FILLER}\s+){{0,3}}(?:are|r|is)\s+(?:{FILLER}\s+){{0,3}}{LOWERED}",
            rf"{GROUP}\s+(?:{FILLER}\s+){{0,3}}(?:are|r|is)\s+(?:{FILLER}\s+){{0,3}}{DESPISED}\b",
            rf"\b(?:kill|gas|exterminate|lynch|behead|hang|shoot|burn|rape|eradicate|stab|🔪|🔫|deport|beat up|attack"
            rf"|punch"
            rf"|hurt|get rid of|wipe out|send back|kick out|throw out|ban|stone)\s+"
            rf"(?:(?:all|some|every|the|these|those|of|any|more|fucking)\s+){{0,3}}{GROUP}",
            rf"\b(?P<seen>(?:i|we|everyone|everybody)\s+(?:(?:really|fucking|absolutely|so|just|truly|do|all"
            rf"|should)\s+)"
            rf"{{0,2}}(?:hate|despise|loathe|detest|can'?t stand|(?:am|are) disgusted by|(?:am|are) sick of)\s+"
            rf"(?:(?:all|every|the|these|those|of|fucking|you|them)\s+){{0,3}}{GROUP})(?:[^'’\w]|$)",
            rf"{GROUP}\s+(?:(?:all|just|really|fucking)\s+)?(?:should|must|need to|needs to|deserve to|ought to"
            rf"|have to|can)\s+"
            rf"(?:(?:all|just|really)\s+)?(?:be\s+{HURT}|die|burn|hang|go back|not exist|not be allowed|suffer|rot"
            r"|stay in the kitchen|fuck off|leave our country|never be (?:allowed|trusted))",
            rf"{GROUP}\s+(?:should ?n[o'’]?t|should not|do(?:n['’]?t| not)|must not|have no right to)\s+(?:even\s+"
            rf"|really\s+)?"
            r"(?:be (?:allowed|alive|here|near|given|trusted|in)|exist|deserve (?:rights|to live|respect|to exist"
            r"|a voice"
            r"|equal|any)|belong (?:here|in|on)|vote|have (?:rights|the right|children|kids|a say)|breathe|count)\b",
            rf"\b(?P<seen>(?:fuck|screw|damn|death to|down with|burn in hell)\s+(?:(?:all|the|these|those"
            rf"|you)\s+){{0,2}}"
            rf"{GROUP})(?:[^'’\w]|$)",
            rf"\b(?:i|we)\s+(?:\w+\s+)?(?:wish|hope|pray)\s+(?:that\s+)?(?:(?:all|every|the|these|those"
            rf"|of)\s+){{0,3}}{GROUP}\s+"
            r"(?:\w+\s+)?(?:die|died|dies|dead|burn|suffer|rot|disappear|disappeared|get|got|never existed|would)\b",
            rf"\bbetter (?:off |place )?without\s+(?:(?:all|the|these|those|of)\s+){{0,3}}{GROUP}",
            rf"\b(?:why|how)\s+(?:are|do|did|can)\s+(?:(?:all|the|these|those"
            rf"|so many)\s+){{0,2}}{GROUP}\s+(?:\w+\s+){{0,2}}"
            r"(?:allowed|exist|alive|breathe|breathing)\b",
            rf"{GROUP}\s+(?:(?:are|is|have|just|always|only)\s+){{0,2}}(?:disgust|disgusts|repulse|ruin(?:s|ed|ing)?"
            r"|destroy(?:s|ed|ing)?|poison(?:s|ed|ing)?|infest(?:s|ed|ing)?|invad(?:e|es|ed|ing)|make me (?:sick"
            r"|puke|vomit)"
            r"|stink|steal our|rape)\b",
            rf"{GROUP}\s+(?:[\w'’]+\s+){{0,6}}[\w'’]+[.!?,;]+\s+(?:they|those people|all of them)\s+(?:(?:all|just"
            rf"|really)\s+)?"
            rf"(?:disgust|make me sick|(?:are|r)\s+(?:\w+\s+)?{LOWERED}|(?:should|must|deserve to|need to)\s+"
            rf"(?:all\s+)?(?:die|burn|be {HURT}))",
            rf"{GROUP}\s+(?:[\w'’]+\s+){{0,6}}[\w'’]+[.!?,;]+\s+i\s+(?:\w+\s+)?(?:hate|despise|loathe|can'?t stand) "
            r"(?:them|them all|all of them|these people)\b",
            r"\b(?:just another|stupid|dirty|filthy|disgusting|ugly|useless|worthless|bloody)\s+(?:(?:fucking"
            r"|little|old|fat)\s+)?"
            r"(?:jew|muslim|arab|immigrant|foreigner|gypsy|homo|tranny|refugee|mexican|paki|cripple)s?\b",
            r"\bgo\s+back\s+to\s+(?:africa|mexico|china|india|pakistan"
            r"|your\s+(?:own\s+)?(?:shithole\s+)?country|the jungle|israel|where you (?:came|come) from)\b",
            r"\b(?:dirty|fucking|filthy|stupid|slant-eyed|ching chong)\s+(?:chinks?|coons?|dykes?|gooks?|spics?"
            r"|tranny|trannies|negro(?:es)?)\b",
            r"\b14\s?/?\s?88\b",
        ),
    ),
)
