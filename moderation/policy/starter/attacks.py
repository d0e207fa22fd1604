"""Starter guidelines for hate speech, harassment, threats and rude language.

The slurs and insults stand here to be found.
"""

from moderation.policy.starter.words import pattern_rules, phrase_rules
from moderation.policy.values import Guideline, Rule, Severity

GROUP = (
    r"(?:\b(?:jews|muslims|arabs|blacks|(?:black|white|brown|asian|gay|trans|jewish|muslim|disabled|deaf|autistic) "
    r"(?:people|men|women|folks|kids|guys)|asians|mexicans|latinos|africans|indians|pakistanis|chinese people"
    r"|immigrants|"
    r"migrants|refugees|foreigners|gays|lesbians|homosexuals|homos|transgenders|trannies|women|gypsies|whites|hindus|"
    r"christians|negroes|niggers|niggas|faggots|fags|jewish ppl|black ppl|gay ppl|white ppl|trans ppl)"
    r"|👳[🏻-🏿]?|🧕[🏻-🏿]?|🏳️‍🌈|✡️|[👨👩🧑👦👧][🏾🏿])"
)


LOWERED = (
    r"(?:vermin|rats|cockroaches|roaches|animals|apes|monkeys|savages|subhumans?|sub-human|parasites?|scum"
    r"|filth|filthy|"
    r"disgusting|trash|garbage|a disease|a plague|a cancer|an abomination|inferior|a mistake|degenerates?|worthless|"
    r"criminals|terrorists|rapists|thieves|evil|mentally ill|🐒|🐵|🐀|🪳|🐷|🦍|💩|🤮|🤢|🗑)"
)


FILLER = (
    r"(?:all|just|really|literally|nothing but|so|a bunch of|like|are|such|basically|fucking|dirty|damn"
    r"|these|those|the|you|of)"
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
            rf"{GROUP}\s+(?:{FILLER}\s+){{0,3}}(?:are|r|is)\s+(?:{FILLER}\s+|a\s+){{0,3}}{LOWERED}",
            rf"\b(?:kill|gas|exterminate|lynch|behead|hang|shoot|burn|rape|eradicate|stab|🔪|🔫|deport)\s+"
            rf"(?:(?:all|some|every|the|these|those|of|any|more|fucking)\s+){{0,3}}{GROUP}",
            rf"\b(?P<seen>i\s+(?:(?:really|fucking|absolutely|so|just|truly|do)\s+){{0,2}}(?:hate|despise|loathe|can'?t"
            rf" stand)\s+"
            rf"(?:(?:all|every|the|these|those|of|fucking|you|them)\s+){{0,3}}{GROUP})(?:[^'’\w]|$)",
            rf"{GROUP}\s+(?:(?:all|just|really|fucking)\s+)?(?:should|must|need to|deserve to|ought to)\s+"
            r"(?:(?:all|just|really)\s+)?(?:be\s+(?:killed|shot|hanged|hung|gassed|exterminated|deported"
            r"|sterili[sz]ed|burned|"
            r"raped|banned from|put down|locked up|wiped out)|die|burn|hang|go back|not exist|not be allowed)",
            rf"\b(?P<seen>(?:fuck|screw)\s+(?:(?:all|the|these|those|you)\s+){{0,2}}{GROUP})(?:[^'’\w]|$)",
            r"\bgo\s+back\s+to\s+(?:africa|mexico|china|india|pakistan"
            r"|your\s+(?:own\s+)?(?:shithole\s+)?country|the jungle|israel)\b",
            r"\b(?:dirty|fucking|filthy|stupid|slant-eyed|ching chong)\s+(?:chinks?|coons?|dykes?|gooks?|spics?"
            r"|tranny|trannies|negro(?:es)?)\b",
            r"\b14\s?/?\s?88\b",
        ),
    ),
)


INSULT = (
    r"(?:idiots?|morons?|imbeciles?|cretins?|dumb\s?ass(?:es)?|dumbfucks?|assholes?|arseholes?|bitch(?:es)?"
    r"|cunts?|whores?|"
    r"sluts?|losers?|scum(?:bags?)?|trash|garbage|pathetic|worthless|disgusting|pieces? of (?:shit|crap|garbage"
    r"|trash)|pos|"
    r"retards?|retarded|dick\s?heads?|pricks?|twats?|wankers?|bastards?|mother\s?fuckers?|fuckers?|fucktards?"
    r"|shitheads?|"
    r"douche(?:bags?)?|pigs?|clowns?|degenerates?|freaks?|creeps?|disgrace|cowards?|stupid|dumb|ugly|brainless|pussy|"
    r"fools?|simps?|hoe|thot|skank|twit|halfwit|nitwit|jackass|jerk|dipshit|fat)"
)


LEADING = (
    r"(?:are|r|re|such|so|an?|the|one|fucking|fuckin|freaking|damn|goddamn|stupid|complete|total|utter|absolute"
    r"|absolutely|"
    r"dumb|ugly|fat|pathetic|worthless|little|lil|old|ass|big|dirty|sick|lying|bunch of|all|guys|people|just|really|"
    r"literally|nothing but|clearly|ignorant|useless|arrogant|lazy|very|being|bloody|crazy|silly)"
)


HARASSMENT = Guideline(
    key="harassment",
    name="Harassment",
    category="harassment",
    severity=Severity.MEDIUM,
    statement=(
        "Disagree with what people say, not with who they are. Insults aimed at somebody, mobbing, unwanted sexual "
        "remarks and telling people to leave are not accepted, against members or against our staff. Rude words "
        "about a product are allowed. Hide the message and warn; suspend who goes on after a warning. Threats have "
        "a guideline of their own."
    ),
    rules=(
        *phrase_rules(
            """
            fuck you, fuck u, fuck off, fuck ya, fuck yourself, go fuck yourself, gfy, fck you, fuk you, screw you,
            stfu, shut the fuck up, shut your mouth, shut ur mouth, shut up bitch, eat shit, suck my dick,
            suck my cock, suck a dick, suck it bitch, kiss my ass, lick my balls, nobody likes you,
            no one likes you, everyone hates you, everybody hates you, nobody wants you here, nobody asked you,
            you disgust me, you make me sick, i hate you, you suck, u suck, go to hell, burn in hell, rot in hell,
            your mother is a whore, yo mama is, son of a bitch, stupid bitch*, dumb bitch*, ugly bitch*,
            fat bitch*, lil bitch, little bitch, crazy bitch*, ass bitch*, basic bitch*, bitch ass, ho ass,
            hoe ass, punk ass bitch, stupid whore*, dirty whore*, stupid slut*, dirty slut*, stupid cunt*,
            dumb cunt*, fucking retard*, fucking idiot*, fucking moron*, fucktard*, shithead*, dumbfuck*,
            fuckface*, fuckwit*, dickhead*, cocksucker*, dumb hoe*, stupid hoe*, thot, thots, send nudes,
            send me nudes, show me your tits, show me your boobs, show your tits, show me your pussy, nice tits,
            sit on my face, suck me off, i want to fuck you, i wanna fuck you, want to have sex with you,
            have sex with me, do you want to fuck, bend over, are you horny, take off your clothes, you are sexy,
            you whore, you slut, du arschloch, du hurensohn, hurensohn, halt die fresse, verpiss dich, fick dich,
            du wichser, du idiot, hijo de puta, hija de puta, puta madre que te, vete a la mierda, eres un idiota,
            eres una idiota, cállate puta, 死ね, キモい, ta gueule, fils de pute, connard, va te faire foutre,
            vaffanculo, pezzo di merda
            """
        ),
        *pattern_rules(
            rf"\b(?P<seen>(?:you(?:['’]?re|['’]?r)?|u|ur|your|y['’]?all|yall)\s+(?:{LEADING}\s+){{0,5}}{INSULT})"
            r"(?:\s*$|\s*\n|\s*[^\w\s'’\x{c0}-\x{24f}-]|\s+-\s|\s+(?:and|you|u|i|who|if|lol|go|get|shut|stop|ever|like|for|just|because"
            r"|cause|with|so|too|"
            r"that|ass|please|person|man|woman|human|bitch|fuck|piece|idiot|people|excuse|robot|bot|machine|as"
            r"|but|cunt)\b)",
            r"\bf(?:[*@#$_.-]{1,3}|u[*@#$_-])(?:c?k)\s+(?:you|u|off|yourself)\b",
            r"\bwhat\s+(?:an?|the)\s+(?:fucking|stupid|total|complete|absolute|dumb)\s+(?:idiot|moron|bitch"
            r"|cunt|retard|loser)\b",
            r"\b(?:he|she|he['’]s|she['’]s|they|they['’]re|this (?:guy|dude|bitch|chick|woman|man))\s+(?:is\s+|are\s+)?"
            r"(?:(?:such|just|an?|a|total|complete|fucking|stupid|dumb|ugly|fat)\s+){1,3}"
            r"(?:idiots?|morons?|bitch|cunt|whore|slut|retard|faggot|hoe|skank|loser|pig|dumbass|piece of shit)\b",
            r"\b(?:fuck|hate)\s+(?:this|that|these|those|them|dat|dis)\s+(?:\w+\s+)?(?:bitch(?:es)?|hoes?"
            r"|cunts?|whores?|guy)\b",
        ),
    ),
)


RUDE_LANGUAGE = Guideline(
    key="rude-language",
    name="Rude language",
    category="harassment",
    severity=Severity.LOW,
    statement=(
        "Swearing is not forbidden, but it drives people away when it is the tone of a thread. This only marks "
        "words, whoever they are aimed at, and texts that read like abuse. Look at what they do to others: an insult "
        "to somebody falls under harassment."
    ),
    rules=(
        *phrase_rules(
            """
            bitch*, biatch, hoe, hoes, whore*, [en] slut, [en] sluts, cunt*, pussy, pussies, [en] dick, [en] dicks,
            cock sucker*, asshole*, arsehole*, motherfuck*, fuck*, fck, fucc*, bullshit, shitty, dumbass*,
            dumb ass*, jackass*, nigga*, niggah*, [en] retard, [en] retards, [en] retarded, wanker*, twat, twats,
            bastard*, douchebag*, dipshit*, skank*, white trash, redneck*, half breed*, [en] queer, [en] queers,
            coonass, cracker ass, wigger*, [en] dyke, [en] tranny, [en] negro, [en] negroes, tits, titties, penis,
            vagina, blowjob*, handjob*, dildo*, cum, masturbat*, horny, porn, scheiß*, arschl*, wichser*, hure,
            mierda, joder, gilipollas, cabrón, pendejo*, puta, putas, merde, putain, salope*, cazzo, stronz*, クソ,
            くそ
            """
        ),
        Rule("likeness", "abuse 0.5"),
    ),
)


THREATS = Guideline(
    key="threats",
    name="Threats of violence",
    category="threats",
    severity=Severity.CRITICAL,
    statement=(
        "Nobody is threatened here, and nobody is told to hurt themselves. Remove the message, suspend the author, "
        "keep the evidence, and escalate at once when a person, a place or a time is named. Talk about what "
        "happens inside a game is not a threat: look at what the words answer."
    ),
    rules=(
        *phrase_rules(
            """
            i will kill you, ill kill you, im going to kill you, i am going to kill you, im gonna kill you,
            i want to kill you, i wanna kill you, gonna kill you all, kill you and your family, kill your family,
            i will murder you, i will find you and, ill find you and, i know where you live,
            we know where you live, i will come to your house, im coming to your house, im coming for you,
            you better watch your back, slit your throat, cut your throat, break your neck, break your legs,
            smash your face in, punch you in the face, beat the shit out of you, kick your teeth in,
            put a bullet in, shoot you in, burn your house, burn down your, bomb your, shoot up your,
            shoot up the office, rape you, i will rape, hope you get raped, i hope you die, hope u die,
            hope you get cancer, hope you all die, hope your family dies, you deserve to die, you should be shot,
            you should be dead, you should die, you all should die, kill yourself, kill urself, kill ur self,
            kill yo self, go kill your self, killyourself, kys, go hang yourself, hang yourself, neck yourself,
            rope yourself, go die, just die already, die in a fire, drink bleach, slit your wrists,
            jump off a bridge, jump off a cliff and, throw acid, ich bring dich um, ich weiß wo du wohnst,
            te voy a matar, sé dónde vives, 殺すぞ, ぶっ殺す
            """
        ),
        *pattern_rules(
            r"\b(?P<seen>(?:i|we)(?:['’]?ll| will| am going to|['’]?m going to|['’]?m gonna| gonna| want to|"
            r" wanna)\s+(?:fucking\s+)?"
            r"(?:kill|murder|stab|strangle|shoot|behead|rape|hurt)\s+(?:you|u|your (?:family|kids|mother"
            r"|wife)))(?:\s*$|\W)",
            r"\b(?:someone|somebody)\s+(?:should|needs to|ought to)\s+(?:kill|shoot|stab|hang)\s+(?:you|them"
            r"|him|her|this (?:guy|man|woman))\b",
        ),
    ),
)
