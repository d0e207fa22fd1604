"""Whole conversations by theme."""

from collections.abc import Callable

from community.connectors.stub import compose
from community.connectors.stub.grammar import Chat, Topic
from community.connectors.stub.people import Person
from community.connectors.stub.plans import ChannelPlan
from community.connectors.stub.scene import Scene, Turn
from community.connectors.stub.words import desk, titles

HOUR, DAY = 60.0, 24 * 60.0


def ask_question(scene: Scene, channel: ChannelPlan, topic: Topic | None = None) -> None:
    """Play a question, and the answers of members and staff."""
    topic = topic or scene.random.choice(scene.world.topics)
    asker = scene.somebody()
    text = scene.fresh(compose.write_question, asker, topic)
    root = scene.add(Turn(asker, text, tags=topic_tags(channel, topic)))
    if channel.kind == "post":
        scene.turns[root].title = compose.post_title(scene, asker, topic)
    peers_answer(scene, asker, topic, scene.random.choice((0, 1, 1, 2, 3) if channel.is_answered else (0, 0, 1, 2)))
    if scene.chance(0.75 if channel.is_answered else 0.25):
        add_staff_answers(scene, root, topic)
        if scene.chance(0.45):
            come_back(scene, asker, topic, len(scene.turns) - 1)


def peers_answer(scene: Scene, asker: Person, topic: Topic, count: int) -> None:
    for _ in range(count):
        parent = 0 if scene.chance(0.7) else len(scene.turns) - 1
        person = scene.somebody()
        text = scene.fresh(compose.peer_answer, person, topic, scene.called(parent))
        scene.add(Turn(person, text, parent, 4 + scene.random.expovariate(1 / (3 * HOUR))))
    if count > 1 and scene.chance(0.3):
        come_back(scene, asker, topic, len(scene.turns) - 1)


def come_back(scene: Scene, asker: Person, topic: Topic, parent: int) -> None:
    text = scene.fresh(compose.write_follow_up, asker, topic, scene.called(parent))
    scene.add(Turn(asker, text, parent, 10 + scene.random.expovariate(1 / (14 * HOUR))))


def add_staff_answers(scene: Scene, parent: int, topic: Topic) -> None:
    wait, is_slow = staff_wait(scene)
    staff = scene.random.choice(scene.staff)
    text = scene.fresh(compose.staff_answer, staff, topic, scene.called(parent), is_slow)
    scene.add(Turn(staff, text, parent, wait))


def staff_wait(scene: Scene) -> tuple[float, bool]:
    """Return the minutes until staff answer, and whether that is late."""
    pace = scene.random.random()
    if pace < 0.55:
        return scene.random.uniform(3, 40), False
    if pace < 0.75:
        return scene.random.uniform(HOUR, 8 * HOUR), False
    return scene.random.uniform(1.5 * DAY, 4 * DAY), True


def complain_about(scene: Scene, channel: ChannelPlan, topic: Topic | None = None) -> None:
    topic = topic or scene.fault()
    person = scene.somebody()
    root = scene.add(Turn(person, scene.fresh(compose.write_complaint, person, topic), tags=topic_tags(channel, topic)))
    if channel.kind in ("review", "post"):
        scene.turns[root].title = compose.write_headline(scene, person, titles.CROSS, topic)
    # Nobody answers below a review but staff.
    if channel.kind != "review":
        peers_answer(scene, person, topic, scene.random.choice((0, 1, 1, 2)))
    if scene.chance(0.45):
        add_staff_answers(scene, root, topic)


def praise_something(scene: Scene, channel: ChannelPlan) -> None:
    person = scene.somebody()
    is_review = channel.kind == "review"
    root = scene.add(Turn(person, scene.fresh(compose.write_praise, person, is_review)))
    if is_review and scene.chance(0.7):
        scene.turns[root].title = compose.write_headline(
            scene, person, titles.GLAD, scene.random.choice(scene.world.topics)
        )
    if scene.chance(0.12):
        thank_staff(scene, root)


def thank_staff(scene: Scene, parent: int) -> None:
    staff = scene.random.choice(scene.staff)
    text = scene.fresh(compose.staff_note, staff, desk.THANKS_FROM_STAFF, scene.called(parent))
    scene.add(Turn(staff, text, parent, staff_wait(scene)[0]))


def write_privately(scene: Scene, channel: ChannelPlan) -> None:
    topic = scene.random.choice(scene.world.topics)
    person = scene.somebody()
    root = scene.add(Turn(person, scene.fresh(compose.write_private, person, topic), tags=topic_tags(channel, topic)))
    if scene.chance(0.75):
        add_staff_answers(scene, root, topic)
        if scene.chance(0.5):
            come_back(scene, person, topic, len(scene.turns) - 1)


def small_talk(scene: Scene, channel: ChannelPlan) -> None:
    """Play small talk on one subject, with many answers."""
    pool = scene.world.films if channel.slug in ("video-comments", "social") else scene.world.talk
    chat = scene.random.choice(pool)
    person = scene.somebody()
    scene.add(Turn(person, scene.fresh(compose.write_remark, person, chat)))
    for _ in range(scene.random.choice((0, 1, 2, 2, 3, 4))):
        chime_in(scene, chat)


def chime_in(scene: Scene, chat: Chat) -> None:
    parent = 0 if scene.chance(0.5) else scene.random.randrange(len(scene.turns))
    person, name = scene.somebody(), scene.called(parent)
    text = scene.fresh(compose.write_chime, person, chat, name)
    if scene.chance(0.12):
        text = f"@{name} {text}"
    scene.add(Turn(person, text, parent, 1 + scene.random.expovariate(1 / 25)))


def topic_tags(channel: ChannelPlan, topic: Topic) -> tuple[str, ...]:
    """Return the tags of a post, which only a forum has."""
    return (topic.key,) if channel.kind == "post" else ()


Theme = Callable[[Scene, ChannelPlan], None]
EVERYDAY: dict[str, Theme] = {
    "question": ask_question,
    "complaint": complain_about,
    "praise": praise_something,
    "private": write_privately,
    "talk": small_talk,
}
