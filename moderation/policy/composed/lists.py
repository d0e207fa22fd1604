"""Lists of words that turn what is said, which rules name instead of repeating them."""

from collections.abc import Mapping

from moderation.policy.sentiment.words import listed

LISTS: Mapping[str, tuple[str, ...]] = {
    "negation": (
        *listed("no not never without stopped nobody none nothing nor neither hardly cannot can't cant don't dont"),
        *listed("doesn't doesnt didn't didnt isn't isnt wasn't wasnt aren't arent weren't won't wont wouldn't wouldnt"),
        *listed(
            "shouldn't couldn't couldnt haven't havent hasn't hasnt hadn't hadnt nicht kein keine nie ohne nunca sin"
        ),
    ),
    "third party": (
        *listed(
            "he she they him her them his their he's she's they're somebody someone friend brother sister neighbour"
        ),
        *listed("neighbor colleague boss ex mother father uncle aunt cousin er sie ihm ihnen su sus él ella"),
    ),
    "play": (
        *listed(
            "match boss level raid game round map lobby mob npc monster dragon enemy enemies team ranked respawn dps"
        ),
        *listed("loot quest dungeon arena pvp headshot sniper zombie zombies tank healer support bot bots gank season"),
    ),
}
