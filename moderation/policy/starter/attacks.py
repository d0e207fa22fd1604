"""Starter guidelines for harassment, threats and rude language.

The insults stand here to be found.
"""

from moderation.policy.starter.words import pattern_rules, phrase_rules
from moderation.policy.values import Guideline, Rule, Severity

INSULT = (
    r"(?:idiots?|morons?|imbeciles?|cretins?|dumb\s?ass(?:es)?|dumbfucks?|assholes?|arseholes?|bitch(?:es)?"
    r"|cunts?|whores?|"
    r"sluts?|losers?|scum(?:bags?)?|trash|garbage|pathetic|worthless|disgusting|pieces? of (?:shit|crap|garbage"
    r"|trash)|pos|"
    r"retards?|retarded|dick\s?heads?|pricks?|twats?|wankers?|bastards?|mother\s?fuckers?|fuckers?|fucktards?"
    r"|shitheads?|"
    r"douche(?:bags?)?|pigs?|rats?|apes?|clowns?|degenerates?|freaks?|creeps?|disgrace|cowards?|stupid|dumb|ugly|brainless|pussy|"
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
            fuck you, fuck u, fuck off, fuck ya, fuck yourself, go fuck yourself, gfy, fck you, fck u,
            go f yourself, fuk you, fuk u, fuq you, suk my dick, screw you,
            stfu, shut the fuck up, f off, eff off, feck off, shut your mouth,
            shut ur mouth, shut up bitch, eat shit, suck my dick,
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
            r"(?:\s*$|\s*\n|\s*[^\w\s'’\x{c0}-\x{24f}-]|\s+-\s|\s+(?:and|you|u|i|who|if|lol|go|get|shut|stop|ever"
            r"|like|for|just|because"
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
            bitch*, biatch, hoes, a hoe, this hoe, that hoe, dumb hoe, ass hoe, whore*, [en] slut, [en] sluts,
            cunt*, pussies, pussy,
            a dick, my dick, his dick, your dick, big dick, the dick, that dick, dick pic*, [en] dicks,
            cock sucker*, asshole*, arsehole*, motherfuck*, muthafuck*, mofo, mofos,
            fuck*, fck, fucc*, bullshit, shitty, dumbass*,
            dumb ass*, jackass*, nigga*, niggah*, [en] retard, [en] retards, [en] retarded, wanker*, twat, twats,
            bastard*, douchebag*, dipshit*, skank*, white trash, redneck*, half breed*, fucking queer*,
            coonass, cracker ass, wigger*, [en] tranny, titties, my tits, her tits, big tits, nice tits, your tits,
            blowjob*, handjob*, dildo*, my cum, cum on, cum in, masturbat*, horny, porn, scheiß*, arschl*,
            wichser*, hure,
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
            kill yo self, go kill your self, killyourself, kys, unalive yourself, unalive urself, neck urself,
            hang urself,
            shoot yourself, stab yourself, shoot urself, go hang yourself, hang yourself, neck yourself,
            rope yourself, go die, just die already, die in a fire, drink bleach, slit your wrists,
            jump off a bridge, jump off a cliff and, throw acid, ich bring dich um, ich weiß wo du wohnst,
            te voy a matar, sé dónde vives, 殺すぞ, ぶっ殺す
            """
        ),
        *pattern_rules(
            r"\b(?P<seen>(?:(?:i|we)(?:['’]?ll| will| am going to|['’]?m going to|['’]?m gonna| gonna| want to| wanna)"
            r"|imma|i['’]?ma)\s+(?:fucking\s+)?"
            r"(?:kill|murder|stab|strangle|shoot|behead|rape|hurt)\s+(?:you|u|your (?:family|kids|mother"
            r"|wife)))(?:\s*$|\W)",
            r"\b(?:i|we|i['’]?ll|we['’]?ll|i['’]?m|gonna|going to|somebody|someone)\s+(?:[\w'’]+\s+){0,5}"
            r"(?:kill|murder|stab|strangle|behead|gut|shoot|rape)\s+(?:you|u|ya|him|her|them|everyone|everybody"
            r"|all of you"
            r"|(?:your|ur|his|her|their) (?:family|kids|children|wife|mother|son|daughter|dog|staff|team))\b",
            r"\b(?:i|we|i['’]?ll|we['’]?ll|i['’]?m|gonna|going to|somebody|someone)\s+(?:[\w'’]+\s+){0,4}"
            r"(?:(?:hunt|track|put) (?:you|u|him|her|them) down|beat (?:you|u|him|her|them) (?:up|senseless"
            r"|to (?:death|a pulp))"
            r"|beat the (?:shit|crap|hell|living \w+) out of|(?:smash|bash|break|slit|cut|snap|crush|blow|cave in)"
            r" (?:your|ur|his|her|their) (?:\w+ )?(?:face|head|skull|legs?|arms?|neck|teeth|nose|throat|brains?"
            r"|bones|fingers"
            r"|kneecaps|car|windows|house|jaw)|burn (?:down )?(?:your|ur|his|her|their) (?:house|home|shop|store"
            r"|office|car"
            r"|place|building)|shoot up|blow up (?:your|their)|throw acid|bury you|end your life"
            r"|put you in (?:the|a) (?:ground|grave|hospital)"
            r"|come (?:to|over to|by) your (?:house|home|office|work|place|door|school) (?:with|and)"
            r"|bring(?:ing)? (?:a|my|the) (?:\w+ )?(?:gun|knife|rifle|machete|shotgun|bomb))\b",
            r"\b(?:someone|somebody)\s+(?:should|needs to|ought to|must)\s+(?:shoot|kill|stab)\s+the\s+(?:ceo|boss"
            r"|manager|owner"
            r"|driver|staff|team)\b",
            r"\b(?:you['’]?re|you are|ur|u are|he is|she is|they are)\s+(?:\w+\s+)?(?:a dead (?:man|woman|person)"
            r"|dead meat"
            r"|going to die|gonna die|gonna get (?:hurt|shot|stabbed|killed)|going to get (?:hurt|shot|stabbed"
            r"|killed))\b",
            r"\b(?:watch (?:your|ur) back|sleep with one eye open|(?:your|ur) days are numbered|count your days"
            r"|(?:i|we) know where (?:you|u|your \w+|he|she|they) (?:lives?|works?|sleeps?|parks?|goe?s? to school)"
            r"|(?:i|we) (?:have|got|found) (?:your|ur) (?:home )?address|say goodbye to your (?:family|kids|wife"
            r"|life|loved ones)"
            r"|(?:waiting|wait) (?:for you )?outside (?:your|the) (?:house|home|office|door|work|shop|store)"
            r"|(?:you|u) (?:will not|won['’]?t) (?:live|survive|see (?:tomorrow|another day|morning)|make it home))\b",
            r"\b(?:hope|wish|pray)\s+(?:that\s+)?(?:you|u|your \w+(?: and \w+)?|he|she|they|all of you"
            r"|someone)\s+(?:\w+\s+){0,2}"
            r"(?:die|dies|died|burns?|rots?|chokes?|suffers?|drowns?|gets? (?:hit by|run over|cancer|raped|shot"
            r"|stabbed|killed"
            r"|murdered|beaten|aids)|(?:shoots?|stabs?|kills?|rapes?|beats?) (?:you|him|her|them))\b",
            r"\b(?:you|u|he|she|they|your \w+)\s+(?:\w+\s+)?(?:deserves?|ought|needs?|should)\s+(?:to\s+)?(?:die"
            r"|be (?:shot|killed"
            r"|raped|beaten|hanged|hung|stabbed|burned|murdered|put down))\b",
            r"\b(?:bring(?:ing)?|show(?:ing)? up with|come(?:s|ing)? with|buy(?:ing)?|load(?:ing|ed)?)\s+(?:a|my"
            r"|the)\s+(?:\w+\s+)?"
            r"(?:gun|knife|rifle|machete|shotgun|bomb|bat)\s+(?:to|and|for|over)\b|\bbomb (?:in|under|at"
            r"|threat to) (?:your|the)\b",
            r"\b(?:someone|somebody)\s+(?:should|needs to|ought to)\s+(?:kill|shoot|stab|hang|bomb|burn down|blow up"
            r"|beat up)"
            r"\s+(?:you|them|him|her|your \w+|that \w+|this (?:guy|man|woman|place|company))\b",
        ),
    ),
)
