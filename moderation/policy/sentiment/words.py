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
