"""Words with a second, harmless sense, and the company in which they have it."""

import re

from moderation.policy.frame_words import pattern
from moderation.policy.sentiment.words import listed

BREEDING = """
breeder breeders breeding kennel kennels litter litters neutered pedigree pups spay spayed sire whelp whelped whelping
crufts
"""
ANIMALS = """
beak beaks birder birding birds birdwatching binoculars cormorant cormorants crowed crowing ducks farmer feather
feathers feeder feeders finch finches flock galapagos gull gulls hen hens nest nested nesting nests penguin penguins
perched plover plumage poultry roost rooster roosters sparrow sparrows species wader waders warbler wildlife
woodpecker
"""
EQUINES = "mule mules donkey donkeys cart saddle burro"
GARDEN = """
allotment bulbs compost dig digging dug garden gardener gardening greenhouse hedge lawn mulch plant planted planting
plants potatoes pruning rake raked rakes seedlings shed shovel shovels soil spade spades trowel weeding weeds
wheelbarrow
"""
WORKSHOP = """
anvil bolt bolts bracket brake carpenter chisel chisels clutch cylinder cylinders drill drilled file filed files
furnace gearbox hammer hinge hydraulic joiner lathe m3 m4 m5 m6 m8 m10 mallet metal piston plank rasp rasps
screwdriver screws solder spanner steel thread threads timber toolbox tools washer washers weld welded workshop wrench
"""
FOOD = """
bacon baked butcher butchers cabbage chips cooked cooking custard gravy ham liver mash mashed mince minced mushy offal
onion onions oven peas pie pork potato pudding puddings recipe roast sauce sausage sausages simmer stew suet supper
"""
WOOD = "bundle bundles brushwood firewood kindling sticks twigs bonfire hearth"
WATER = """
bank banks basalt canal coast coastal dam dams drain drainage dutch embankment flood flooded flooding floods geologist
holland lava magma meadow netherlands polder polders river rivers rock rocks sea storm tide tides water
"""
SCIENCE = """
anatomy antlers biology botanist botanists cell cells clinic crystal curriculum development disease doctor doctors
education enzyme exam examination fetal flame flames foetal growth gynaecologist ignition infection lesson lessons
medical midwife nurse nurses patient patients physician plant plants pupils science screening seedlings surgeon
surgery symptom symptoms textbook timing tissue treatment urologist vaccine
"""
CARS = "automatic clutch fluid gear gearbox gears manual mechanic rebuild rebuilt swap transmission"
COMPUTING = """
cache cluster controller daemon database databases failover kernel latency mysql node nodes primary query redis
replica replicas replicate replication spi
"""
SMOKING = "cigarette cigarettes packet smoked smoker smokes smoking tobacco ashtray"


def beside(*rows: tuple[str, str]) -> dict[str, frozenset[str]]:
    """Return for each word the words beside which it is harmless."""
    found: dict[str, frozenset[str]] = {}
    for words, company in rows:
        for word in listed(words):
            found[word] = found.get(word, frozenset()) | frozenset(listed(company))
    return found


COMPANY = beside(
    ("bitch bitches", BREEDING),
    ("cock cocks tit tits boobies booby shag jackass jackasses", ANIMALS),
    ("ass asses jackass donkey donkeys", EQUINES),
    ("hoe hoes", GARDEN),
    ("bastard bastards screw screwed nut nuts slave slaves nipple nipples shaft", WORKSHOP),
    ("slave slaves", COMPUTING),
    ("faggot faggots dick cock cocks breast breasts nuts", FOOD),
    ("faggot faggots", WOOD),
    ("pig pigs", f"{FOOD} farmer guinea piglets sty trough"),
    ("dyke dykes", WATER),
    ("retarded penis vagina anal anus rectum breast breasts sex sexual genitals nipple sperm erection", SCIENCE),
    ("masturbation masturbate masturbating", SCIENCE),
    ("tranny trannies", CARS),
    ("fag fags", SMOKING),
)
# Several words that are one thing, and may be in another language.
COMPOUNDS = pattern(
    r"""\bpussy[- ]?(?:willows?|cats?|foot\w*)\b
    |\bbastard (?:file|sword|cut|toadflax|trench\w*|amber|title|size|cabbage)s?\b|\b(?:second|smooth)[- ]cut bastard\b
    |\bhorny (?:toad|goat|lizard|layer|skin)s?\b|\bjackass (?:penguin|ginger|rabbit)s?\b|\b(?:wild|pack|\w+born) ass\b
    |\bidiot[- ]proof\w*\b|\bbad[- ]?ass\b|\bshut the front door\b
    |\bspotted dick\b|\bdick(?:['’]s|s) (?:sporting|drive|picks)\b|\bmoby[- ]dick\b
    |\bcock(?:s?foot|[- ]a[- ]\w+|[- ]?pit|spur|crow)\b|\b(?:hen|cock) pheasants?\b
    |\b(?:great|blue|coal|long[- ]tailed|marsh|willow|crested|sombre) tits?\b
    |\b(?:blue|red|brown|masked)(?:-footed)? boob(?:y|ies)\b|\bbooby (?:prize|trap)\w*\b|\bshag (?:pile|carpet|rug)s?\b
    |\b(?:food|earth|book|house|word|ruin) porn\b|\b(?:magna |summa )?cum laude\b|\bsex(?:ual)? education\b
    |\b(?:qu[eé]|de) puta madre\b|\b(?:fire|flame|smoke)[- ]retard\w+\b|\b(?:out|gasping|dying) for a fag\b
    |\bwet (?:my|her|him)self\b"""
)
GIVEN_NAMES = frozenset(listed("dick dicks randy fanny willy gay kike cox butt hooker bastard"))
TITLE = pattern(
    r"""(?:\b(?:mr|mrs|ms|miss|dr|prof|professor|sir|lady|lord|judge|captain|sergeant|councillor|senator|uncle|aunt
    |saint|st|president|chef|coach|pastor)\.?|\b(?:called|named|surname|family name))[ ]$"""
)
CAPITAL_BEFORE, CAPITAL_AFTER = re.compile(r"(?<=[a-z,] )[A-Z][a-z]+ (?:[A-Z]\. )?$"), re.compile(r" [A-Z][a-z]+\b")
PLACE_BEFORE = pattern(r"\b(?:in|to|from|near|at|of|through|visit(?:ed|ing)?|village|town|city|called|named|the)[ ]$")
PLACE_AFTER = re.compile(
    r",? (?:in|near|on the|on) [A-Z][a-z]+|, [A-Z][a-z]+|,? (?:now|once|formerly) (?:called|known|named)"
)
# Whoever is spoken to or of there is meant.
AIMED_BEFORE = pattern(
    r"\b(?:you|u|ur|your|yours|you['’]?re|y['’]?all|ya|he['’]?s|she['’]?s|they['’]?re)\s+(?:[\w'’]+\s+){0,3}$"
)
AIMED_AFTER = pattern(r"^\s*[,!]*\s*(?:you|u|ur|your|bitch|ass)\b")
# What one wins at, and what a threat to win is about.
GAMES = r"""(?:chess|checkers|draughts|tennis|ping[- ]?pong|badminton|squash|pool|snooker|darts|cards|poker|golf
|mini[- ]?golf|bowling|football|footy|fifa|basketball|hockey|(?:mario )?kart|smash ?bros|monopoly|scrabble|uno|jenga
|risk|trivia|quiz|fantasy (?:league|football)|rocket league|fortnite|valorant|tekken|street fighter|mortal kombat
|minecraft|laser ?tag|paintball|(?:next |final |last |first |second |third )?(?:round|match|game|level|lobby|tournament
|race|derby|rematch|duel|arena|raid|dungeon|lap|set)|training|practice|finals?)"""
OWN_DEED = pattern(r"\b(?:i|we|i['’]?ll|i['’]?m)\b")
AT_PLAY = pattern(
    rf"""^\W*(?:\w+ ){{0,2}}?(?:(?:at|in|on|with|during) (?:the |our |a |your |this )?{GAMES}\b
    |with (?:kindness|love|cuteness))"""
)
# Vermin, weeds, processes, and whoever a game is played against.
PREY = frozenset(
    listed(
        """
        ant ants aphid aphids bacteria bacterium bedbugs boss bosses bug bugs container containers demon demons dragon
        dragons enemies enemy flea fleas fly flies fungus germ germs ghoul ghouls goblin goblins hydra job jobs mice
        minion minions mob mobs mold monster monsters mosquito mosquitoes moss moth moths mould mouse nettles npc npcs
        ogre ogres orc orcs pests pod pods process processes session sessions silverfish skeleton skeletons slug slugs
        snail snails spider spiders task tasks termites thread threads ticks tumour undead vampires virus wasp wasps
        weed weeds weevils wolf wolves yeast zombie zombies
        """
    )
)
THIRD_PERSON = pattern(r"\b(?:him|her|them)$")
# “Hanging myself a hammock” is for oneself, and a farewell that looks forward is none.
FOR_ONESELF = pattern(
    r"""^\s*(?:an?|the|some|another|two|three|up (?:an?|with)|in (?:work|traffic|paperwork)
    |out of (?:laughter|boredom|embarrassment))\b
    |^\W{0,3}(?:laughing|see (?:you|ya) (?:all |guys |again )?(?:at|on|in|next|tomorrow|there|soon|later|after|around)
    |(?:until|till) (?:next|tomorrow|monday|the)|back (?:on|in|next)|have a (?:nice|great|good|lovely))"""
)
TAKE_PART = pattern(
    r"""^\W*(?:\w+\s+){0,2}?(?:reviews?|questions?|comments?|answers?|reply|replies|tickets?|orders?|reports?|bugs?
    |issues?|prs?|pull requests?|threads?|suggestions?|feedback|recipes?|notes|screenshots?|photos?|pictures?|pics?
    |gardens?|tents?|setups?|builds?|logs?|settings|cart|basket|draft|homework|guide)\b"""
)
ADVERTISES = pattern(r"https?:|www\.|\b(?:subscribe|channel|follow|promo|discount|giveaway|link in)\b")
# Said not to be so, which praises. Only small words may stand between.
NOT_SO = pattern(
    r"""(?:\b(?:not|never|no|nothing|none|without|zero|hardly|rarely|nor|neither|free of|far from)|n['’]t)
    (?:\s+(?:had|have|has|having|been|be|being|an?|any|one|single|once|ever|even|yet|really|is|it|the|so|too|very|were
    |was|particularly|get|got|gotten|found|find|felt|feel|feels|seen|at all|that|this|remotely|receive|received|of|them
    |signs?|me|wrong|or|broken|dead|late|slightly|least|bit)){0,4}\s+$"""
)
