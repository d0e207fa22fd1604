"""Everything that one community can say."""

from collections.abc import Mapping
from dataclasses import dataclass

from community.connectors.stub.grammar import Chat, Topic, Words
from community.connectors.stub.words import (
    desk,
    emberloom_bugs,
    emberloom_places,
    emberloom_play,
    emberloom_talk,
    emberloom_tongues,
    tarnfell_kit,
    tarnfell_orders,
    tarnfell_places,
    tarnfell_talk,
    tarnfell_tongues,
    titles,
    trouble,
)
from community.connectors.stub.words.tongues import Tongue

Pool = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class World:
    """The fragments of one community.

    `films` are remarks below videos and trailers.
    """

    words: Words
    topics: tuple[Topic, ...]
    talk: tuple[Chat, ...]
    films: tuple[Chat, ...]
    praise: Pool
    short_praise: Pool
    verdicts: Pool
    asides: Pool
    stories: Pool
    spam: Pool
    campaigns: Pool
    tongues: Mapping[str, Tongue]
    common_tongues: tuple[str, ...]


COMMON = {**trouble.WORDS, **desk.WORDS, **titles.WORDS}

WORLDS = {
    "tarnfell": World(
        words={
            **COMMON,
            **tarnfell_places.WORDS,
            "order": "TF-{#####}",
            "price": "£{###}",
            "blamed": ("the courier", "the Skarn", "the weather", "the boots", "{thing}", "Tarnfell"),
            "blamed_place": "{place}",
        },
        topics=tarnfell_kit.KIT_TOPICS + tarnfell_orders.ORDER_TOPICS,
        talk=tarnfell_talk.TALK,
        films=tarnfell_talk.FILMS,
        praise=tarnfell_talk.PRAISE,
        short_praise=tarnfell_talk.SHORT_PRAISE,
        verdicts=tarnfell_talk.VERDICTS,
        asides=tarnfell_places.ASIDES,
        stories=tarnfell_places.STORIES,
        spam=trouble.SPAM["tarnfell"],
        campaigns=trouble.CAMPAIGNS["tarnfell"],
        tongues=tarnfell_tongues.TONGUES,
        # Listed twice are those that people write most.
        common_tongues=("es", "es", "de", "de", "fr", "pl", "pt", "ja"),
    ),
    "emberloom": World(
        words={
            **COMMON,
            **emberloom_places.WORDS,
            "order": "{######}",
            "price": "{##} bucks",
            "place": "{map}",
            "blamed": ("co-op", "the patch", "the {class}", "{boss}", "the devs", "the controller"),
            "blamed_place": "{map}",
        },
        topics=emberloom_bugs.BUG_TOPICS + emberloom_play.PLAY_TOPICS,
        talk=emberloom_talk.TALK,
        films=(*emberloom_talk.FILMS, emberloom_talk.ART),
        praise=emberloom_talk.PRAISE,
        short_praise=emberloom_talk.SHORT_PRAISE,
        verdicts=emberloom_talk.VERDICTS,
        asides=emberloom_places.ASIDES,
        stories=emberloom_places.STORIES,
        spam=trouble.SPAM["emberloom"],
        campaigns=trouble.CAMPAIGNS["emberloom"],
        tongues=emberloom_tongues.TONGUES,
        common_tongues=("ja", "ja", "pt", "pt", "es", "de", "fr", "pl"),
    ),
}
RELEASE = emberloom_play.RELEASE
