"""Members with their manners, staff, and sellers."""

from dataclasses import dataclass
from random import Random

from community.connectors.stub.grammar import term_words

# A regular writes far more often than somebody who joined once for one question.
CAST_SIZE = 420
REGULARS_LEAN = 1.6

FIRSTS = term_words("""
Maddie Gaz Wren Halvard Moira Ailsa Tom Priya Rob Jess Callan Dot Fergus Hana Ivo Kit Lena Marek Nia Olu Pia Quinn
Rhys Sana Tilda Una Viv Wes Yara Zeb Anwen Bram Cleo Dev Effie Finn Greta Hugh Imo Jonah Keir Luz Mo Nell Otis Paz
""")
SURNAMES = term_words(
    "Kessell Nair Brandt Okafor Lund Pryce Achebe Whitlow Sato Moss Tarrant Vale Ibarra Croft Nowak Heald"
)
NICKS = {
    "tarnfell": term_words("""
        gritstone bothy peat cairn dunnock trig becks tarn heather bealach midge flask col burn scree moss larch
        wainwright wetsocks compass gaiter spindrift kestrel fellside pasty bog
    """),
    "emberloom": term_words("""
        moth wick tallow cinder pixel loot lag kiln crow waffle respawn noodle byte lantern soup glitch thimble snuff
        goblin toast nightowl spool raccoon dodge beans grimoire
    """),
}
TAILS = term_words(
    "trail walks lad _uk hound days dad ish knees rambler goes again wanders 2 99 _x king mum official beard"
)

STAFF = {"tarnfell": ("Noa", "Ben", "Isla", "Callum"), "emberloom": ("Mara", "Theo", "Jun", "Odile")}

# Plain manners are listed twice, because most people just write.
MANNERS = (
    ("plain",),
    ("plain",),
    ("proper",),
    ("lower",),
    ("lower", "bare"),
    ("lower", "short"),
    ("typos",),
    ("terse",),
    ("winded",),
    ("winded", "dots"),
    ("emoji",),
    ("lower", "emoji"),
    ("foreign",),
    ("bang",),
    ("short", "terse"),
    ("winded", "typos"),
    ("dash",),
    ("lower", "typos", "bare"),
)
GRUMPY_SHARE = 0.12


@dataclass(frozen=True, slots=True)
class Person:
    """A member or somebody of staff.

    `manner` is how they write, `given` how they sign.
    """

    id: str
    name: str
    given: str
    manner: tuple[str, ...] = ("plain",)
    is_grumpy: bool = False
    is_staff: bool = False


def staff_of(slug: str) -> tuple[Person, ...]:
    house = slug.capitalize()
    return tuple(
        Person(f"staff-{given.lower()}", f"{given} ({house})", given, ("proper",), is_staff=True)
        for given in STAFF[slug]
    )


def cast_of(slug: str, seed: int) -> tuple[Person, ...]:
    random = Random(f"{seed}:{slug}:cast")
    people: dict[str, Person] = {}
    while len(people) < CAST_SIZE:
        given = random.choice(FIRSTS)
        name = member_name(slug, given, random)
        manner = random.choice(MANNERS)
        people.setdefault(name, Person(f"m-{len(people):04d}", name, given, manner, random.random() < GRUMPY_SHARE))
    return tuple(people.values())


def member_name(slug: str, given: str, random: Random) -> str:
    nick, tail = random.choice(NICKS[slug]), random.choice(TAILS)
    return random.choice(
        (
            f"{nick}{given.lower()}",
            f"{nick}_{given.lower()}",
            f"{given} {random.choice(SURNAMES)[0]}.",
            f"{given} {random.choice(SURNAMES)}",
            f"{given.lower()}{random.randrange(60, 2012)}",
            f"{nick}{tail}",
            f"{given}{nick.capitalize()}",
            f"{nick}.{random.choice(NICKS[slug])}",
            f"{given.lower()}_{random.choice(SURNAMES)[0].lower()}",
        )
    )


def some_person(people: tuple[Person, ...], random: Random) -> Person:
    # The power prefers the front of the list, where the regulars are.
    return people[int(len(people) * random.random() ** REGULARS_LEAN)]


def some_seller(slug: str, random: Random) -> Person:
    """Make up an account that was made to sell something."""
    trade = random.choice(("deals", "outlet", "promo", "bargains", "cash", "giveaway", "keys", "support"))
    number = random.randrange(1000, 9999)
    name = random.choice(
        (f"{random.choice(NICKS[slug])}_{trade}_{number}", f"{random.choice(FIRSTS)} {trade}{number % 100}")
    )
    return Person(f"n-{number}{trade[:2]}", name, name, ("plain",))
