"""Conversations that need a moderator.

Spam, insults, legal threats, leaked data, a worry, other languages.
"""

from community.connectors.stub import compose
from community.connectors.stub.grammar import Topic
from community.connectors.stub.manner import write_lower
from community.connectors.stub.people import Person, some_seller
from community.connectors.stub.plans import ChannelPlan
from community.connectors.stub.scene import Scene, Turn
from community.connectors.stub.threads import (
    EVERYDAY,
    HOUR,
    Theme,
    add_staff_answers,
    ask_question,
    small_talk,
    staff_wait,
)
from community.connectors.stub.words import desk, tongues, trouble


def sell_something(scene: Scene, _channel: ChannelPlan) -> None:
    text = scene.fresh(write_offer)
    scene.add(Turn(some_seller(scene.slug, scene.random), text, reports=scene.random.choice((0, 0, 1, 2, 4))))


def write_offer(scene: Scene) -> str:
    text = scene.say(scene.world.spam)
    if scene.adds(0.1):
        text += " " + scene.say(trouble.SPAM_TAILS)
    return write_lower(text, "", scene.random) if scene.chance(0.3) else text


def start_quarrel(scene: Scene, channel: ChannelPlan) -> None:
    """Play a harmless start, somebody rude, and retorts."""
    (ask_question if channel.is_answered else small_talk)(scene, channel)
    parent = scene.random.randrange(len(scene.turns))
    rude = insult_turn(scene, scene.called(parent), parent)
    for _ in range(scene.random.choice((0, 1, 1, 2))):
        add_retort(scene, rude)
    if scene.chance(0.4):
        insult_turn(scene, scene.called(-1), len(scene.turns) - 1, scene.turns[rude].author)


def insult_somebody(scene: Scene, channel: ChannelPlan) -> None:
    """Play an insult without a cause.

    In private it is aimed at staff.
    """
    if channel.is_private:
        insult_turn(scene, scene.random.choice(scene.staff).given, -1)
        return
    rude = insult_turn(scene, scene.somebody().name, -1)
    for _ in range(scene.random.choice((0, 1, 2))):
        add_retort(scene, rude)


def insult_turn(scene: Scene, name: str, parent: int, person: Person | None = None) -> int:
    person = person or some_grump(scene)
    text = scene.fresh(rude_words, person, name)
    reports = scene.random.choice((0, 1, 1, 2, 3, 6))
    return scene.add(Turn(person, text, parent, 2 + scene.random.expovariate(1 / 40), reports=reports))


def rude_words(scene: Scene, person: Person, name: str) -> str:
    parts = [scene.say(trouble.RUDE, name=name)]
    if scene.adds(0.3):
        parts.append(scene.say(trouble.RUDE, name=name))
    return scene.voiced(person, parts, "cross")


def some_grump(scene: Scene) -> Person:
    """Pick a rude member, mostly one of the same few."""
    grumps = [person for person in scene.people if person.is_grumpy]
    # The square prefers the front of the list.
    return grumps[int(len(grumps) * scene.random.random() ** 2)]


def add_retort(scene: Scene, rude: int) -> None:
    person = scene.somebody()
    text = scene.fresh(voiced_by, person, trouble.RETORTS, scene.called(rude), "cross")
    scene.add(Turn(person, text, rude, 1 + scene.random.expovariate(1 / 15)))


def voiced_by(scene: Scene, person: Person, pool: tuple[str, ...], name: str, mood: str) -> str:
    return scene.voiced(person, [scene.say(pool, name=name)], mood)


def threaten_to_sue(scene: Scene, _channel: ChannelPlan) -> None:
    topic = scene.fault()
    person = scene.somebody()
    root = scene.add(Turn(person, scene.fresh(legal_threat, person, topic)))
    if scene.chance(0.4):
        staff_says(scene, root, desk.LEGAL_STAFF)


def legal_threat(scene: Scene, person: Person, topic: Topic) -> str:
    parts = [scene.begin(topic.told), scene.say(topic.detail), scene.say(trouble.LEGAL)]
    if scene.adds(0.5):
        parts.insert(2, scene.say(desk.ANGER))
    return scene.voiced(person, parts, "cross")


def staff_says(scene: Scene, parent: int, pool: tuple[str, ...]) -> None:
    staff = scene.random.choice(scene.staff)
    text = scene.fresh(compose.staff_note, staff, pool, scene.called(parent))
    scene.add(Turn(staff, text, parent, staff_wait(scene)[0]))


def leak_personal_data(scene: Scene, channel: ChannelPlan) -> None:
    """Play personal data, in public or in a private channel."""
    topic = scene.fault()
    person = scene.somebody()
    text = scene.fresh(own_data, topic, topic.detail if channel.is_private else trouble.LEAK_ASIDES)
    root = scene.add(Turn(person, text, reports=scene.random.choice((0, 0, 0, 1, 2))))
    if channel.is_private:
        add_staff_answers(scene, root, topic)
    elif scene.chance(0.4):
        staff_says(scene, root, desk.PLEASE_HIDE)


def own_data(scene: Scene, topic: Topic, middle: tuple[str, ...]) -> str:
    """Write personal data in a plain manner."""
    parts = [scene.begin(topic.told), scene.say(trouble.LEAKS)]
    if scene.adds(0.5):
        parts.insert(1, scene.say(middle))
    # Not voiced, because a typo would break the numbers.
    return "\n".join(parts) if scene.chance(0.3) else " ".join(parts)


def worry_about_self(scene: Scene, _channel: ChannelPlan) -> None:
    about, person = scene.somebody(), scene.somebody()
    text = scene.fresh(voiced_by, person, trouble.WORRIES, about.name, "asking")
    root = scene.add(Turn(person, text))
    for _ in range(scene.random.choice((1, 2))):
        friend = scene.somebody()
        kind = scene.fresh(voiced_by, friend, trouble.KIND, about.name, "chatty")
        scene.add(Turn(friend, kind, root, 5 + scene.random.expovariate(1 / 60)))
    if scene.chance(0.6):
        staff_says(scene, root, trouble.WORRY_STAFF)


def theme_in_language(code: str) -> Theme:
    def say_it(scene: Scene, channel: ChannelPlan) -> None:
        speak_in(scene, channel, code)

    return say_it


def speak_foreign(scene: Scene, channel: ChannelPlan) -> None:
    speak_in(scene, channel, scene.random.choice(scene.world.common_tongues))


def speak_in(scene: Scene, channel: ChannelPlan, code: str) -> None:
    person = scene.somebody()
    is_praise = channel.kind == "review" or (not channel.is_answered and scene.chance(0.5))
    text = scene.fresh(write_abroad, person, code, is_praise)
    root = scene.add(Turn(person, text, language=code if channel.kind == "review" else ""))
    if channel.is_answered and scene.chance(0.5):
        staff = scene.random.choice(scene.staff)
        answer = scene.fresh(staff_abroad, staff, code, person.name)
        scene.add(Turn(staff, answer, root, staff_wait(scene)[0] + HOUR))


def write_abroad(scene: Scene, person: Person, code: str, is_praise: bool) -> str:
    tongue = scene.world.tongues[code]
    if is_praise:
        parts = [scene.say(tongue.praise) for _ in range(3 if scene.adds(0.3) else 2)]
    else:
        parts = [scene.say(tongue.told), scene.say(tongue.asks)]
        if scene.adds(0.75):
            parts.insert(1, scene.say(tongue.detail))
        if scene.adds(0.5):
            parts.insert(0, scene.say(tongues.HELLO[code]))
        if scene.adds(0.5):
            parts.append(scene.say(tongues.GOODBYE[code], me=person.given))
    text = " ".join(parts)
    return text.lower() if scene.chance(0.2) else text


def staff_abroad(scene: Scene, staff: Person, code: str, name: str) -> str:
    return scene.say(scene.world.tongues[code].staff, name=name, signed=staff.given)


THEMES: dict[str, Theme] = {
    **EVERYDAY,
    "spam": sell_something,
    "quarrel": start_quarrel,
    "insult": insult_somebody,
    "legal": threaten_to_sue,
    "leak": leak_personal_data,
    "worry": worry_about_self,
    "foreign": speak_foreign,
    "spanish": theme_in_language("es"),
}
