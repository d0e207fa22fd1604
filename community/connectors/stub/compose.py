"""Texts of single questions, complaints, reviews and answers."""

from community.connectors.stub.grammar import Chat, Topic
from community.connectors.stub.people import Person
from community.connectors.stub.scene import Scene
from community.connectors.stub.words import desk, titles


def write_question(scene: Scene, person: Person, topic: Topic) -> str:
    terse, winded = "terse" in person.manner, "winded" in person.manner
    parts = [scene.begin(topic.told)]
    if not terse and scene.adds(0.4):
        parts.insert(0, scene.say(desk.GREETINGS))
    if winded and scene.chance(0.35):
        parts.append(scene.say(scene.world.stories))
    if scene.adds(0.15 if terse else 0.7):
        parts.append(scene.say(topic.detail))
    parts += write_background(scene, person, topic)
    if scene.adds(0.85):
        parts.append(scene.say(topic.asks))
    if not terse and scene.adds(0.35):
        parts.append(scene.say(desk.CLOSINGS, me=person.given))
    return scene.voiced(person, parts, "asking")


def write_background(scene: Scene, person: Person, topic: Topic) -> list[str]:
    """Add what a talkative person says without being asked."""
    winded = "winded" in person.manner
    world, pools = scene.world, []
    if scene.adds(0.85 if winded else 0.2):
        pools.append(world.asides)
    if winded and scene.chance(0.6):
        pools += [topic.detail, world.asides]
    if winded and scene.chance(0.12):
        pools += [world.stories, topic.detail, world.asides] * 2
    return [scene.say(pool) for pool in pools if scene.has_more(pool)]


def write_complaint(scene: Scene, person: Person, topic: Topic) -> str:
    terse = "terse" in person.manner
    parts = [scene.begin(topic.told)]
    if scene.adds(0.3 if terse else 0.75):
        parts.append(scene.say(topic.detail))
    parts.append(scene.say(desk.ANGER))
    parts += write_background(scene, person, topic)
    if person.is_grumpy or scene.adds(0.35):
        parts.append(scene.say(desk.ANGER))
    if scene.adds(0.3):
        parts.append(scene.say(topic.asks))
    # Some people are angry first and explain later.
    if scene.chance(0.2):
        parts[0], parts[1] = parts[1], parts[0]
    return scene.voiced(person, parts, "cross")


def write_praise(scene: Scene, person: Person, is_review: bool) -> str:
    if scene.chance(0.15 if is_review else 0.4):
        parts = [scene.say(scene.world.short_praise)]
        if scene.adds(0.4):
            parts.append(scene.say(scene.world.verdicts))
        return scene.voiced(person, parts, "glad")
    parts = [scene.say(scene.world.praise)]
    if is_review and scene.adds(0.6):
        parts.append(scene.say(scene.world.praise))
    if scene.adds(0.25):
        parts.append(scene.say(scene.world.asides))
    if "winded" in person.manner and scene.chance(0.4):
        parts.append(scene.say(scene.world.stories))
    if is_review or scene.adds(0.4):
        parts.append(scene.say(scene.world.verdicts))
    return scene.voiced(person, parts, "glad")


def peer_answer(scene: Scene, person: Person, topic: Topic, name: str) -> str:
    # Without a fragment left, agreeing is better than repeating one.
    if scene.chance(0.16) or not scene.has_more(topic.peers):
        return write_agreement(scene, person, name, topic.product)
    parts = [scene.say(topic.peers)]
    if scene.adds(0.22):
        parts.insert(0, scene.say(desk.AGREEING, name=name, blamed=f"the {topic.key}"))
    if scene.adds(0.3):
        parts.append(scene.say(desk.HOPES, name=name))
    if "winded" in person.manner and scene.chance(0.4):
        parts.append(scene.say(scene.world.asides))
    return scene.voiced(person, parts, "chatty")


def write_agreement(scene: Scene, person: Person, name: str, blamed: str) -> str:
    parts = [scene.say(desk.AGREEING, name=name, blamed=blamed)]
    if scene.adds(0.3):
        parts.append(scene.say(desk.SMALL_TALK, name=name))
    return scene.voiced(person, parts, "chatty")


def staff_answer(scene: Scene, staff: Person, topic: Topic, name: str, is_slow: bool) -> str:
    hello = scene.say(desk.SLOW_HELLO if is_slow else desk.HELLO_FROM_STAFF, name=name)
    parts = [hello, scene.say(topic.staff)]
    if scene.adds(0.65):
        parts.append(scene.say(desk.NEXT_STEP))
    return signed_by_staff(scene, staff, parts)


def signed_by_staff(scene: Scene, staff: Person, parts: list[str]) -> str:
    ending = scene.random.choice(("\n{}", " – {}", "\n\n{}", " /{}", "\nBest, {}", " {}"))
    return scene.voiced(staff, parts, "glad") + ending.format(staff.given)


def write_remark(scene: Scene, person: Person, chat: Chat) -> str:
    """Write the first message of some small talk."""
    parts = [scene.begin(chat.first)]
    if scene.adds(0.5):
        parts.append(scene.say(chat.more))
    if scene.adds(0.12):
        parts.append(scene.say(scene.world.asides))
    return scene.voiced(person, parts, "chatty")


def write_chime(scene: Scene, person: Person, chat: Chat, name: str) -> str:
    if scene.chance(0.15) or not scene.has_more(chat.replies):
        return write_agreement(scene, person, name, "that")
    parts = [scene.say(chat.replies)]
    if scene.adds(0.25):
        parts.append(scene.say(desk.SMALL_TALK, name=name))
    if scene.urge and scene.adds(0):
        parts.append(scene.say(scene.world.asides))
    return scene.voiced(person, parts, "chatty")


def staff_note(scene: Scene, staff: Person, pool: tuple[str, ...], name: str) -> str:
    return signed_by_staff(scene, staff, [scene.say(pool, name=name)])


def write_follow_up(scene: Scene, person: Person, topic: Topic, name: str) -> str:
    parts = [scene.say(topic.later)]
    if scene.adds(0.12):
        parts.append(scene.say(scene.world.asides))
    if scene.adds(0.1):
        parts.append(scene.say(desk.SMALL_TALK, name=name))
    return scene.voiced(person, parts, "chatty")


def write_private(scene: Scene, person: Person, topic: Topic) -> str:
    parts = [scene.begin(topic.told)]
    if scene.adds(0.7):
        parts.insert(0, scene.say(desk.PRIVATE_OPENINGS))
    if scene.adds(0.6):
        parts.append(scene.say(topic.detail))
    parts += write_background(scene, person, topic)
    # Nobody else reads along, so the grumpy do not ask politely.
    parts.append(scene.say(desk.ANGER if person.is_grumpy else topic.asks))
    if scene.adds(0.7):
        parts.append(scene.say(desk.PRIVATE_CLOSINGS, me=person.given))
    return scene.voiced(person, parts, "asking")


def post_title(scene: Scene, person: Person, topic: Topic) -> str:
    return write_headline(scene, person, titles.POSTS, topic)


def write_headline(scene: Scene, person: Person, pool: tuple[str, ...], topic: Topic) -> str:
    text = scene.say(pool, product=topic.product, key=topic.key.replace("-", " "))
    return text.lower() if "lower" in person.manner else text
