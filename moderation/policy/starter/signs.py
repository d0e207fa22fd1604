"""Starter guidelines that find legal steps and signs of despair in any wording, below those that know plain words."""

from moderation.policy.starter.words import pattern_rules
from moderation.policy.values import Guideline, Severity

WORDS = r"(?:[\w'’-]+,?\s+)"
# Whoever says it means to do it, or has begun.
WE = r"\b(?:i['’]?ll|we['’]?ll|i['’]?m|we['’]?re|i['’]?ve|we['’]?ve|i['’]?d|i|we|me|expect|my|our|im|ill)\s+"
LAW = (
    r"(?:lawyers?|attorneys?|solicitors?|barristers?|law firm|legal (?:counsel|team|advice|action|proceedings|route"
    r"|help"
    r"|department|options|remed(?:y|ies)|steps|representative|letter|means|channels)|litigation|lawsuit|court action"
    r"|small claims(?: court)?|class action|ombudsman|trading standards|consumer (?:protection|rights|court|affairs"
    r"|forum)"
    r"|better business bureau|bbb|ftc|attorney general|data protection (?:authority|commissioner)|tribunal|county court"
    r"|the courts?|court (?:case|order|date)|a judge|the regulator|cease and desist|a claim against|legally)"
)
TAKES_UP = (
    r"(?:contact(?:ed|ing)?|call(?:ed|ing)?|speak(?:ing)?|spoken|spoke|talk(?:ed|ing)?|consult(?:ed|ing)?|hir(?:e|ed"
    r"|ing)"
    r"|get(?:ting)?|involv(?:e|ed|ing)|instruct(?:ed|ing)?|see(?:ing)?|seek(?:ing)?|sought|tak(?:e|en|ing)|go(?:ing)?"
    r"|fil(?:e|ed|ing)|start(?:ed|ing)?|pursu(?:e|ed|ing)|consider(?:ed|ing)?|bring(?:ing)?|report(?:ed|ing)?"
    r"|complain(?:ed|ing)?|escalat(?:e|ed|ing)|lodg(?:e|ed|ing)|prepar(?:e|ed|ing)|serv(?:e|ed|ing)|explor(?:e|ed|ing)"
    r"|refer(?:red|ring)?|forward(?:ed|ing)?|hand(?:ed|ing)?|pass(?:ed|ing)?|initiat(?:e|ed|ing)|commenc(?:e|ed|ing)"
    r"|engag(?:e|ed|ing)|retain(?:ed|ing)?|forced|turn(?:ed|ing)?|writ(?:e|ing)|settle|let|resort|forward"
    r"|choice)"
)

LEGAL_STEPS = Guideline(
    key="legal-steps",
    name="Legal steps",
    category="legal-threat",
    severity=Severity.HIGH,
    statement=(
        "Somebody speaks of lawyers, courts or authorities and means us, in words that the guideline for legal threats "
        "does not know. The same holds: never hide it, argue about it or promise anything. When it is no threat, such "
        "as a question about the law, answer as usual."
    ),
    rules=pattern_rules(
        rf"{WE}{WORDS}{{0,5}}{TAKES_UP}\s+{WORDS}{{0,4}}{LAW}\b",
        rf"\b(?:my|our)\s+(?:\w+\s+)?{LAW}\s+{WORDS}{{0,3}}(?:will|has|have|wants?|would|says?|said|advised|told"
        rf"|drafted|sent|(?:is|are) (?:\w+ing|ready))\b",
        r"\b(?:see|meet|seeing|meeting)\s+(?:you|u|them)\s+(?:all\s+)?(?:in|at)\s+(?:the\s+)?(?:\w+\s+)?(?:court"
        r"|tribunal)\b",
        r"\b(?:take|taking|drag|dragging|haul|hauling)\s+(?:you|them|this|it|your \w+|the (?:company|matter))\s+"
        r"(?:\w+\s+){0,3}to\s+(?:the\s+)?(?:\w+\s+){0,2}(?:court|tribunal|ombudsman)\b",
        rf"(?:^|[.!?\n]\s*)(?P<seen>{TAKES_UP}\s+(?:[\w'’-]+\s+){{0,4}}{LAW})\b",
        r"\b(?:lawyer|attorney|solicitor|barrister)\s+(?:and|who|so)\s+(?:(?:he|she|they|i)\s?)?(?:['’]?ll|will|has"
        r"|have|is)\b",
        r"\b(?:(?:ready|prepared|going|about|time|gonna|i['’]?m|we['’]?re|will be|i) (?:to )?(?:sue"
        r"|suing))\s*(?:[.,!?]|$)",
        r"\b(?:(?:to|will|gonna|can|should|could|i|we|ill|and|or)\s+sue|['’]ll\s+sue|suing)\s+(?:you|u|ur|your"
        r"|this (?:company|shop|store|airline|bank)|the (?:company|brand|shop|store)"
        r"|for (?:damages|compensation|negligence|breach))\b",
        r"\b(?:lawsuit|legal action|legal proceedings|court proceedings|charges|litigation)\s+(?:\w+\s+){0,2}"
        r"(?:against\s+(?:you|your|this company|the company)|is (?:coming|next|on its way)|will follow)\b",
        rf"\b(?:next (?:letter|mail|email|call|message|step)|letter from)\s+{WORDS}{{0,5}}{LAW}\b",
        r"\bhear(?:ing)? from (?:my|our|a|the) (?:barristers?|legal \w+|law firm|law office)\b",
        r"\b(?:served (?:with )?papers|letter before (?:action|claim)|breach of contract"
        r"|(?:in breach of|violat(?:es|ing|ion of)) (?:the |my )?(?:consumer|gdpr|data protection|law|statutory"
        r"|warranty act))\b",
        r"\b(?:report(?:ed|ing)?|complain(?:ed|ing)?|complaint|referr?(?:ed|ing)?)\s+(?:\w+\s+){0,5}(?:to"
        r"|with)\s+(?:the\s+)?"
        r"(?:bbb|ftc|fca|cfpb|ofcom|ofgem|ombudsman|trading standards|attorney general|regulator|better business bureau"
        r"|authorities|consumer protection\w*|dot|financial conduct authority)\b",
    ),
)

HERSELF = r"(?:myself|my self|my (?:wrists?|arms?|veins))"

SELF_HARM_SIGNS = Guideline(
    key="self-harm-signs",
    name="Signs of despair",
    category="self-harm",
    severity=Severity.MEDIUM,
    statement=(
        "Please look: somebody may not want to live, or worries about somebody who does not. It is often meant "
        "lightly, and it is looked at all the same, before anything else is decided. Answer kindly and in private and "
        "name a crisis line. Nothing is done for this in bulk or by a machine."
    ),
    rules=pattern_rules(
        r"\b(?:want|wanna|wish|ready|going|gonna|rather|about|prefer|long|plan|planning|decided|trying"
        r"|tried)\s+(?:\w+\s+){0,3}"
        r"(?:to\s+)?(?:die|be dead|end (?:it all|everything|my life|this life|it)|disappear forever|not wake up"
        r"|never wake up"
        r"|stop existing|not exist|cease to exist|not be (?:here|alive|around)|sleep (?:forever"
        r"|and never wake))(?:\s*[.,;!?…]|\s*$|\s+(?:and|but|because|i|so|every|right"
        r"|tonight|any ?more|please|now|today|tomorrow|soon|too|when|if|already|alone|inside|all|just|here|in my)\b)",
        rf"\b(?:kill|killing|hang|hanging|shoot|drown|drowning|starve|starving|unalive)\s+{HERSELF}\b",
        rf"\b(?:want|wanna|going|gonna|to|about|keep|started?|been|thinking|of|like|urge)\s+(?:\w+\s+)?(?:hurt|harm"
        rf"|cut|burn|end"
        rf"|off)(?:ing|ting)?\s+{HERSELF}\b",
        r"\b(?:can(?:['’]?t|not)|do(?:n['’]?t| not)(?: want to| wanna)?|unable to|tired of"
        r"|no longer want to)\s+(?:\w+\s+){0,2}"
        r"(?:go on living|do this (?:any ?more|any longer)|live (?:like this|any ?more|any longer)|be alive"
        r"|be here any ?more|exist|existing|keep going"
        r"|take (?:it|this|life) any ?more|living|being alive|see a future)\b",
        r"\b(?P<seen>(?:can(?:['’]?t|not)|do(?:n['’]?t| not) (?:want to|wanna)|unable to)\s+(?:\w+\s+){0,2}go on)"
        r"(?:\s*[.,;!?…]|\s*$|\s+(?:like|with (?:life|this|it all)|any|much|and|but|i|it|because|without)\b)",
        r"\b(?:no (?:point|reason|sense)|nothing left|not worth|isn['’]?t worth|pointless)\s+(?:\w+\s+){0,2}"
        r"(?:living|to live(?: for)?|going on|being alive|to stay alive|to be here)\b|\blife (?:is|isn['’]?t"
        r"|feels) (?:\w+\s+)?"
        r"(?:not worth|worth|pointless|meaningless|unbearable)\b",
        r"\b(?:hate|done with|sick of|over|tired of|end|ending|take|took|taking)\s+(?:being alive|living|existing"
        r"|my (?:own )?life)\b",
        r"\b(?:better off|happier|easier|relieved|nobody would (?:care|notice|miss)|no ?one would (?:care|notice|miss)"
        r"|who would (?:care|miss))\s*(?:\w+\s+){0,3}(?:without me|if i (?:was|were|am|died|die|wasn['’]?t"
        r"|weren['’]?t|disappear\w*"
        r"|just|vanish\w*|killed))\b|\bif i (?:died|were dead|was dead|killed myself|disappeared)\b",
        r"\b(?:suicidal|(?:thinking|thoughts?|think|consider\w*|attempt\w*|about|commit\w*|plan\w*|my|of"
        r"|do)\s+(?:\w+\s+)?suicide"
        r"|self[- ]?harm\w*|overdosed|(?:want|going|trying|tried) to overdose|relapsed? (?:into |and )?cut\w*"
        r"|cutting again"
        r"|(?:took|take|swallowed?|taking) (?:too many|all (?:my|the)|a (?:whole )?bottle of"
        r"|every) (?:\w+\s+)?(?:pills|tablets)"
        r"|end(?:ing)? it (?:all|tonight|today|now|soon|for good)|jump(?:ing)? (?:off|from) (?:the|a) (?:bridge|roof"
        r"|building)"
        r"|never wake up)\b",
        r"\b(?:this is (?:my )?(?:goodbye|farewell)|goodbye (?:everyone|everybody|world|all|forever|cruel)"
        r"|farewell (?:everyone|all)"
        r"|won['’]?t be (?:around|here) (?:much longer|any ?more|tomorrow|next)|by the time you read this|my (?:last"
        r"|final)"
        r" (?:post|message|words|goodbye|day on earth|note)|this is the end for me|i['’]?ve (?:made"
        r"|written) my (?:peace|note|will))\b",
        r"\b(?:friend|sister|brother|son|daughter|wife|husband|mom|mum|dad|she|he|they|someone|somebody"
        r"|member)\s+(?:\w+\s+){0,4}"
        r"(?:kill(?:ing)? (?:him|her|them)(?:self|selves)|end (?:his|her|their) life|(?:is|are|was|being) suicidal"
        r"|hurt(?:ing)? (?:him|her|them)(?:self|selves)|wants? to die|cutting (?:him|her|them)sel\w+)\b",
        r"\b(?:i|i['’]?m|im|ive|i['’]?ve)\s+(?:\w+\s+){0,3}(?:dead inside|so alone|completely alone|worthless"
        r"|hopeless|empty inside"
        r"|a burden|broken beyond|beyond help|given up on (?:life|everything)|lost (?:all|the) (?:hope|will))\b",
    ),
)
