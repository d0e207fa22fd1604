"""Lists of words for sentiment: trouble, emoji, and words that only sound like praise."""


def listed(words: str) -> tuple[str, ...]:
    return tuple(words.split())


# Words of people with a problem, which VADER's lexicon does not know or takes for praise.
TROUBLE = listed(
    """
    refund refunds refunded crashed crashes crashing overpriced overcharged overcharging faulty defective ripoff
    unresponsive undelivered unusable misleading incompetent unhelpful buggy glitchy laggy broke broken breaks
    damaged cancelled canceled cancelling canceling cancellation cancellations stranded downgraded late delayed
    delays delay bug bugs glitch glitches lag lags lagging outage outages stuck missing waiting waited wait error
    errors freezes freezing froze frozen slow slower expired overbooked oversold stole charged unanswered ignored
    ignoring nothing nobody disconnected disconnects disconnecting hours ridiculous unacceptable hung filthy smelly
    leaking leaks leaked
    """
)
# Negative wherever they stand.
EMOJI = tuple("😡🤬👎🙄💔😠😤😒😞😔😢🤮🤢🖕💩😩😫😑🤦😣😖☹🙁😟😾")
# Words of games, work, science and idioms, whose valence alone is no mood.
PLAYED = frozenset(
    listed(
        """
        alarm alarms arrested attack attacked attacking attacks battle battles beast bitch bloody bombing bombs
        boobies boss cancer cancers chop chopped combat conflict conflicts cried crying deadline deadly deaths
        defeat defeated defeats demon demons destroying destroys devil devils dick disease diseases dragon drop
        dropped enemies enemy evil execute executed execution exploit exploited exploits faggots fatal fatality
        fights ghost ghosts hang hanged hanging hit hits hung injection jackass killers knocked loot monster
        monsters murderer murders mutation orphan orphaned orphans plague poison poisonous poisons prison
        prisoner punch punched raid raids shag shark shoots slag slave slaves slay slaying smash sniper sting
        stings strike strikes sued suicide terminate terminated threat threats trap traps vampire victim victims
        villain villains virus viruses warfare warning warnings wars weapons wreck wrecked zombie zombies
        """
    )
)
THANKS = frozenset({"thank", "thanks", "thankyou", "thx", "ty", "appreciate", "appreciated"})
# Polite, technical or empty words that VADER takes for praise.
NO_PRAISE = frozenset(
    listed(
        """
        please pls plz help helped helping helps support supports supporting care cares dear kindly hope hoping
        hopefully like interested interest credit credits share shared sharing ready assist assistance okay ok fine sure
        yes agree join security secure trust value important accept accepted matter matters super pretty free true truth
        chance yeah entertainment natural
        """
    )
)
