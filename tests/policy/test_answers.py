"""Whom a staff message answers, as a table of texts and places."""

import time

import pytest

from moderation.policy.answers import Above, By, Named, Waiting, Way, Written, whom_it_answers
from moderation.policy.answers.address import names_to_look_up
from moderation.policy.answers.automatic import is_automatic

MIA, OTTO, WILL, AL, TOM, LENA = (
    Named(1, ("Mia Schmidt",), "u1"),
    Named(2, ("otto_k",), "u2"),
    Named(3, ("Will",), "u3"),
    Named(4, ("Al Berg",), "u4"),
    Named(9, ("Tom",), "s1", is_staff=True),
    Named(8, ("Lena",), "u8", is_here=False),
)
HERE = (MIA, OTTO, WILL, AL, TOM, LENA)
BELOW_MIA, BELOW_OTTO = Above(By.MEMBER, (1,), 10), Above(By.MEMBER, (2,), 20, parent=10)
MIA_WAITS = (Waiting(1, text="Where is my parcel?"),)
BOTH_WAIT = (*MIA_WAITS, Waiting(2, text="Does it fit?"))


def answered(text: str, **around: object) -> tuple[tuple[int, ...], Way]:
    said = whom_it_answers(Written(text, HERE, **around))  # type: ignore[arg-type]
    return said.whom, said.way


# Who is addressed by a mention, below a message of Otto.
MENTIONS = [
    ("@Mia Schmidt it left today.", (1,)),
    ("<@u1> it left today.", (1,)),
    ("<@!u1> it left today.", (1,)),
    ("<@u1|mia> it left today.", (1,)),
    ("[~u1] it left today.", (1,)),
    ("[~accountid:u1] it left today.", (1,)),
    ("@[1:Will] it left today.", (3,)),
    ("@[Will](user:u3) it left today.", (3,)),
    ("[Mia](tg://user?id=1), it left today.", ()),
    ("[@Will](https://example.com/u/will) it left today.", (3,)),
    ("<at id='0'>Mia Schmidt</at> it left today.", (1,)),
    ("<p><a class='mention' href='/u/will'>@Will</a> it left today.</p>", (3,)),
    ("<a href='https://example.com/@will' class='u-url mention'>@<span>Will</span></a> it left.", (3,)),
    ("<span data-user-id='u1'>somebody</span> it left today.", (1,)),
    ("u/Will it left today.", (3,)),
    ("/u/Will it left today.", (3,)),
    ("Hi @Mia Schmidt, it left today.", (1,)),
    ("Thank you for waiting @Will, it left today.", (3,)),
    ("It left today, @Mia Schmidt.", (1,)),
    ("@Will and @Mia Schmidt it left today.", (1, 3)),
    ("@Will @Mia Schmidt @otto_k it left today.", (1, 2, 3)),
    ("@Will @Tom has the number.", (3,)),
    # To more than three, to all, to a colleague alone or to nobody known here, it is asked.
    ("@Will @Mia Schmidt @otto_k @Al Berg it left today.", ()),
    ("@everyone it left today.", ()),
    ("<!channel> it left today.", ()),
    ("<@&81> it left today.", ()),
    ("@Tom can you look?", ()),
    ("@anna it left today.", ()),
    ("It left today. @Will yours leaves on Friday.", ()),
    # In passing, or in a quote, it changes nothing.
    ("As @Will said, it left today.", (2,)),
    ("@Will said so too: it left today.", (2,)),
    ("@Will is banned now.", (2,)),
    ("@Will is on version 4.1 now.", (2,)),
    ("@Will is 4.1 on your disk?", (3,)),
    ("Write to help@Will.example please.", (2,)),
    ("> @Will where is it?\nIt left today.", (2,)),
    ("<blockquote>@Will where is it?</blockquote>It left today.", (2,)),
    ('[quote="otto_k, post:3"]@Will where is it?[/quote] It left today.', (2,)),
]


@pytest.mark.parametrize(("text", "whom"), MENTIONS)
def test_whom_a_text_mentions(text: str, whom: tuple[int, ...]) -> None:
    assert tuple(sorted(answered(text, parent=BELOW_OTTO)[0])) == whom


# The name that begins a text, below a message of Otto.
NAMES = [
    ("Hi Mia, it left today.", (1,)),
    ("Mia Schmidt: it left today.", (1,)),
    ("mia - it left today.", (1,)),
    ("Dear Ms Schmidt,\nit left today.", (1,)),
    ("Sehr geehrte Frau Schmidt, es ging heute raus.", (1,)),
    ("Bonjour Mia !", (1,)),
    ("Miaさん、今日です。", (1,)),
    ("Hi Will, it left today.", (3,)),
    ("Hi Otto, it left today.", (2,)),
    ("And Mia, it left today.", (1,)),
    # It puts right what was written before, in any language.
    ("Correction, Mia: it leaves on Friday.", (1,)),
    ("Korrektur, Mia: am Freitag.", (1,)),
    ("*Update* Mia, it leaves on Friday.", (1,)),
    # A word that is somebody's name, written as that is and parted from what follows.
    ("Will, it left today.", (3,)),
    ("Will: it left today.", (3,)),
    ("Will - it left today.", (3,)),
    ("will, it left today.", (2,)),
    ("Well, it left today.", (2,)),
    # Whom it quotes with a name.
    ("Mia Schmidt wrote:\n> where is it?\nIt left today.", (1,)),
    ("On Monday at 9, Mia Schmidt wrote:\n> where is it?\nIt left today.", (1,)),
    ("Mia Schmidt schrieb:\n> wo ist es?\nEs ging heute raus.", (1,)),
    ("Mia Schmidt wrote:\nwhere is it?", (2,)),
    # It speaks of somebody, or says who writes.
    ("Mia is right, it left today.", (2,)),
    ("Mia's parcel left today.", (2,)),
    ("Will be there on Friday.", (2,)),
    ("Hi, Tom from our team sends it.", (2,)),
    ("Tom will look at it.", (2,)),
    # To several, to many, to whoever is elsewhere or nobody known, it is asked.
    ("Hi Mia and Will, it left today.", ()),
    ("Thanks both!", ()),
    ("Hi all, it left today.", ()),
    ("Hallo zusammen, es ging heute raus.", ()),
    ("Hi Lena, it left today.", ()),
    ("Hi Anna, it left today.", ()),
    ("mia it left today.", ()),
    ("It left today, Al.", ()),
]


@pytest.mark.parametrize(("text", "whom"), NAMES)
def test_whose_name_begins_a_text(text: str, whom: tuple[int, ...]) -> None:
    assert answered(text, parent=BELOW_OTTO)[0] == whom


CARA, DAVE = Named(1, ("Cara",)), Named(2, ("Dave",))
LIKE_A_GREETING = [
    ("Cara, it left today.", (1,)),
    ("Cara: it left today.", (1,)),
    ("Cara and Dave, both left today.", ()),
    ("Cara, Dave, both left today.", ()),
    ("Cara Dave, it left today.", (2,)),
    ("Ciao Dave, it left today.", (2,)),
]


@pytest.mark.parametrize(("text", "whom"), LIKE_A_GREETING, ids=[text for text, _ in LIKE_A_GREETING])
def test_a_name_that_is_a_greeting_elsewhere_is_still_a_name(text: str, whom: tuple[int, ...]) -> None:
    """In Italian one writes “Cara Dave”."""
    waits = (Waiting(1, text="Where is my tent?"), Waiting(2, text="Where is my stove?"))
    assert whom_it_answers(Written(text, (CARA, DAVE), waits=waits)).whom == whom


AUTOMATIC = [
    "This is an automatic reply: your ticket 4411 was created.",
    "Thanks! A human will be with you soon (automatic reply).",
    "[Automated message] Hello!",
    "Out of office: back on Monday.",
    "Hi! I'm currently out of the office until Monday.",
    "We have received your request and will get back to you within 2 days.",
    "Your request (#12345) has been received and is being reviewed by our support staff.",
    "We've received your message and somebody will be with you shortly.",
    "Please do not reply to this e-mail.",
    "Danke. Dies ist eine automatische Antwort.",
    "Automatische Antwort: Ich bin im Urlaub.",
    "Bonjour, ceci est une réponse automatique.",
    "Este es un mensaje automático.",
    "Dit is een automatisch bericht.",
]
BY_HAND = [
    "Sorry, the automatic reply was wrong. It left today.",
    "You can turn automated messages off in the settings.",
    "We have received your parcel and will send the money today.",
    "We received your message. The money was sent today.",
    "The driver is out. Office hours are nine to five.",
    "You will get an answer by e-mail. It left today.",
]


@pytest.mark.parametrize("text", AUTOMATIC)
@pytest.mark.parametrize("around", [{"is_single": True}, {"parent": BELOW_MIA}, {"waits": MIA_WAITS}])
def test_what_says_of_itself_that_a_machine_wrote_it_answers_nobody(text: str, around: dict[str, object]) -> None:
    assert answered(text, **around) == ((), Way.UNKNOWN)


@pytest.mark.parametrize("text", BY_HAND)
def test_who_writes_about_machines_is_none(text: str) -> None:
    assert not is_automatic(text)


def test_of_namesakes_the_one_right_above_is_meant() -> None:
    other = Named(5, ("Mia Jones",), "u5")
    said = Written("Hi Mia, it left today.", (*HERE, other), parent=BELOW_MIA)
    assert whom_it_answers(said) == ((1,), Way.PARENT)
    assert whom_it_answers(Written("Hi Mia, it left today.", (*HERE, other), waits=MIA_WAITS)).way == Way.UNKNOWN


def test_behind_a_handle_may_be_any_name() -> None:
    sunny = Named(6, ("sunny84",), "u6")
    said = Written("Hi Anna, it left today.", (*HERE, sunny), parent=Above(By.MEMBER, (6,)))
    assert whom_it_answers(said) == ((6,), Way.PARENT)


# Where nobody is addressed, the message above tells.
ABOVE = [
    ({"parent": BELOW_MIA}, ((1,), Way.PARENT)),
    ({"parent": BELOW_MIA, "waits": BOTH_WAIT}, ((1,), Way.PARENT)),
    ({"parent": Above(By.STAFF, (1,))}, ((1,), Way.PARENT)),
    ({"parent": Above(By.STAFF, ())}, ((), Way.UNKNOWN)),
    ({"parent": Above(By.ASIDE, ())}, ((), Way.UNKNOWN)),
    ({"is_orphan": True, "waits": MIA_WAITS}, ((), Way.UNKNOWN)),
    # Where a platform knows two levels only, an answer to who waits below stands there too.
    ({"parent": BELOW_MIA, "waits": (Waiting(2, parent=10),)}, ((), Way.UNKNOWN)),
    ({"parent": BELOW_OTTO, "waits": (Waiting(1, parent=20),)}, ((2,), Way.PARENT)),
    ({"parent": BELOW_MIA, "waits": (Waiting(2, parent=20),)}, ((1,), Way.PARENT)),
    ({"parent": BELOW_MIA, "continued": Above(By.STAFF, (2,), 30, parent=10)}, ((), Way.UNKNOWN)),
]
BESIDE_MIA = (*MIA_WAITS, Waiting(2, parent=10, text="Does it fit?"))


@pytest.mark.parametrize(("around", "told"), ABOVE)
def test_what_the_message_above_tells(around: dict[str, object], told: tuple[tuple[int, ...], Way]) -> None:
    assert answered("It left today.", **around) == told


# Where nothing has a parent, the only one who waits is answered.
ONLY = [
    ("It left today.", {"waits": MIA_WAITS}, (1,)),
    ("It left today.", {"waits": MIA_WAITS * 2}, (1,)),
    ("Yes.", {"waits": MIA_WAITS}, (1,)),
    ("Your parcel left today.", {"waits": MIA_WAITS, "spoke_last": Waiting(2)}, (1,)),
    ("We passed it on to the shop.", {"waits": MIA_WAITS, "spoke_last": Waiting(2)}, (1,)),
    ("It left today.", {"waits": ()}, ()),
    ("It left today.", {"waits": BOTH_WAIT}, ()),
    ("It left today.", {"waits": (Waiting(1, parent=10),)}, ()),
    # What is meant for all, for another, or for nobody.
    ("Our winter sale starts tomorrow!", {"waits": MIA_WAITS}, ()),
    ("📢 The shop is open.", {"waits": MIA_WAITS}, ()),
    ("Good morning", {"waits": MIA_WAITS}, ()),
    ("wrong channel", {"waits": MIA_WAITS}, ()),
    ("The office is closed.", {"waits": MIA_WAITS}, ()),
    ("Glad that it fits!", {"waits": MIA_WAITS, "spoke_last": Waiting(2)}, ()),
    ("So happy you like it!", {"waits": MIA_WAITS, "spoke_last": Waiting(2)}, ()),
    ("Takk, da vet jeg det.", {"waits": MIA_WAITS, "spoke_last": Waiting(2)}, ()),
    ("See you there, so many of you!", {"waits": MIA_WAITS}, ()),
    ("Vanaf nu ook op zondag open, voor jou.", {"waits": MIA_WAITS}, ()),
    ("You get 20 % today only.", {"waits": MIA_WAITS}, ()),
    ("It left today, like that of Will.", {"waits": MIA_WAITS}, (1,)),
    ("It left today, like that of otto_k.", {"waits": MIA_WAITS}, ()),
    ("As @otto_k said, it left today.", {"waits": MIA_WAITS}, ()),
    ("It left today, Al.", {"waits": MIA_WAITS}, ()),
]


@pytest.mark.parametrize(("text", "around", "whom"), ONLY)
def test_who_alone_waits(text: str, around: dict[str, object], whom: tuple[int, ...]) -> None:
    assert answered(text, **around) == (whom, Way.ONLY if whom else Way.UNKNOWN)


def test_who_goes_on_writing_means_the_same_person_unless_others_wait() -> None:
    before = Above(By.STAFF, (1,), 30)
    assert answered("And sorry again.", continued=before) == ((1,), Way.ONLY)
    assert answered("And sorry again.", continued=before, waits=(Waiting(2),)) == ((), Way.UNKNOWN)
    assert answered("It fits.", continued=Above(By.STAFF, (), 30), waits=MIA_WAITS) == ((1,), Way.ONLY)


def test_whoever_announces_something_goes_on_with_nobody() -> None:
    before = Above(By.STAFF, (1,), 30)
    assert answered("Viel Spaß euch allen.", continued=before) == ((), Way.UNKNOWN)
    assert answered("Update: from today on it is free for everyone.", continued=before) == ((1,), Way.ONLY)


@pytest.mark.parametrize("text", ["on it", "Sure thing!", "Me.", "yes"])
def test_a_few_words_behind_a_colleagues_are_for_them(text: str) -> None:
    assert answered(text, parent=BELOW_MIA, after_colleague=True) == ((), Way.UNKNOWN)
    assert answered(text, waits=MIA_WAITS, after_colleague=True) == ((), Way.UNKNOWN)
    assert answered(text, parent=BELOW_MIA) == ((1,), Way.PARENT)
    # More than a few, or with a name, they are not.
    assert answered("Hi Mia, yes.", waits=MIA_WAITS, after_colleague=True) == ((1,), Way.MENTION)
    assert answered("Yes, your parcel left the house this morning.", waits=MIA_WAITS, after_colleague=True)[0] == (1,)


def test_a_quote_without_a_name_is_of_whoever_waits_with_these_words() -> None:
    below = {"parent": BELOW_MIA, "waits": BESIDE_MIA}
    assert answered("> Does it fit?\nIt does.", **below) == ((2,), Way.MENTION)
    assert answered("> Where is my\nIt left.", **below) == ((1,), Way.MENTION)
    # One word, both of them, or nobody's words tell nothing.
    same = {"waits": (Waiting(1, text="Does it fit?"), Waiting(2, text="Does it fit?"))}
    assert answered("> Does it fit?\nIt does.", **same)[0] == ()
    assert answered("> fit?\nIt does.", waits=BOTH_WAIT)[0] == ()
    assert answered("> Is it blue?\nIt is.", waits=BOTH_WAIT)[0] == ()


def test_a_picture_alone_below_a_first_message_is_for_nobody_where_others_wait() -> None:
    assert answered("🔥🔥", parent=BELOW_MIA, waits=BESIDE_MIA) == ((), Way.UNKNOWN)
    assert answered("🔥🔥", parent=BELOW_MIA, waits=MIA_WAITS) == ((1,), Way.PARENT)


LONG = "The warehouse moves in May. " + "Orders leave later than usual then, and the shop shows the new dates. " * 5


@pytest.mark.parametrize(
    ("text", "is_told"),
    [
        ("Hi everyone, the shop moves in May.", False),
        ("Dear customers, the shop moves in May.", False),
        ("Update for all: parcels leave again.", False),
        ("Important update for all customers: the shop moves.", False),
        ("A message to all our customers – the shop moves.", False),
        ("Good news for all members! We are open.", False),
        ("Info an alle: Der Laden zieht um.", False),
        ("Announcement: new opening hours", False),
        ("Our shop moves in May.", False),
        (LONG, False),
        ("Our carrier has the parcel.", True),
        ("It works for all: open the link.", True),
        ("We ship the parcel for everyone.", True),
        ("Today we ship it.", True),
        (LONG + "That holds for the parcel too.", True),
        (LONG + "Yours is not among them.", True),
        (" ".join(LONG.split()[:50]), True),
    ],
)
def test_what_is_for_all_answers_nobody_though_it_stands_below_somebody(text: str, is_told: bool) -> None:
    expected = ((1,), Way.PARENT) if is_told else ((), Way.UNKNOWN)
    assert answered(text, parent=BELOW_MIA, waits=MIA_WAITS) == expected


def test_below_one_of_ours_only_what_says_so_is_for_all() -> None:
    below = Above(By.STAFF, (1,), 11, parent=10)
    assert answered("Update for everyone: parcels leave again.", parent=below) == ((), Way.UNKNOWN)
    assert answered("Our shop moves in May.", parent=below) == ((1,), Way.PARENT)


def test_a_private_conversation_has_one_member() -> None:
    said = Written("Hi Anna, thank you all!", (MIA, TOM, LENA), is_single=True)
    assert whom_it_answers(said) == ((1,), Way.ONLY)


def test_a_text_says_what_is_to_be_looked_up() -> None:
    ids, names = names_to_look_up("<@u1|mia> and @Otto Kern, [~u2] [quote=Lena]Hi Will[/quote]")
    assert ids == {"u1", "u2"}
    assert {"mia", "Otto Kern", "Otto", "u2", "Lena"} <= names


@pytest.mark.parametrize(
    "text",
    [
        "@" * 5_000,
        "@a " * 2_000,
        "[quote=" * 1_000,
        "<a " * 1_500,
        "<a class='mention'>" * 300,
        "hi " * 2_000,
        "Mia and " * 800,
        "[~" * 2_500,
        "@[1:" * 1_200,
        "- " * 2_500,
        "\n" * 5_000,
        "(out of the office " * 300,
        "your message " * 500,
        "\ue000" * 5_000,
        "ü" * 200_000,
    ],
)
def test_a_hostile_text_takes_no_time(text: str) -> None:
    began = time.perf_counter()
    answered(text, parent=BELOW_MIA, waits=BOTH_WAIT)
    names_to_look_up(text)
    assert time.perf_counter() - began < 1.5
