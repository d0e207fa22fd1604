"""Starter guidelines for legal threats, self-harm, unsafe products, the press and product complaints."""

from moderation.policy.starter.words import composed_rules, pattern_rules, phrase_rules
from moderation.policy.values import Guideline, Severity

LEGAL_THREAT = Guideline(
    key="legal-threat",
    name="Legal threat",
    category="legal-threat",
    severity=Severity.CRITICAL,
    statement=(
        "Somebody announces a lawyer, a lawsuit, or a complaint to an authority. This is not forbidden: never hide "
        "or remove it for that. Do not argue, admit or promise anything in public. Escalate to legal with the "
        "whole conversation and answer only with what legal agreed."
    ),
    rules=(
        *phrase_rules(
            """
            see you in court, seeing you in court, hear from my lawyer*, hearing from my lawyer*,
            hear from my attorney, hearing from my attorney, hear from my solicitor*, hearing from my solicitor*,
            hear from our lawyer*, contact my lawyer*, contacted my lawyer*, contacting my lawyer*,
            contact a lawyer, contacted a lawyer, contacting a lawyer, contacted my attorney,
            contacting my attorney, contact my attorney, contacted my solicitor, contacting my solicitor,
            talking to my lawyer*, spoken to my lawyer*, speaking to my lawyer*, spoke to my lawyer*,
            speaking with a lawyer, consulting a lawyer, consulted a lawyer, hired a lawyer, hiring a lawyer,
            getting a lawyer, get a lawyer involved, my lawyer will, my lawyers will, my attorney will,
            my solicitor will, our lawyers will, take legal action, taking legal action, pursue legal action,
            pursuing legal action, considering legal action, legal action against, legal proceedings against,
            class action against, small claims court, cease and desist, file a lawsuit, filing a lawsuit,
            filed a lawsuit, file suit against, press charges against you, letter before action, take you to court,
            taking you to court, take this to court, taking this to court, take them to court, to sue you,
            will sue you, gonna sue you, ill sue you, can sue you, should sue you, could sue you, sue your company,
            sue the company, sue this company, suing you, suing your company, suing this company,
            sue your ass*, will sue you guys, lawsuit against you, report you to trading standards,
            reporting you to trading standards, reported you to trading standards, report you to the ftc,
            complaint with the ftc, complaint with the bbb, report you to the authorities,
            reported you to the authorities, report you to the attorney general, rechtliche schritte, mein anwalt,
            meinen anwalt, meinem anwalt, anzeige erstatten, wir sehen uns vor gericht, acciones legales,
            mi abogado, mi abogada, voy a demandar*, los voy a demandar, mon avocat, porter plainte, 訴えます, 弁護士に
            """
        ),
        *pattern_rules(
            r"\b(?:i|we)(?:['’]?ll| will| am|['’]?m|['’]?re| are)\s+(?:(?:going to|gonna|about to|ready to"
            r"|prepared to|definitely|"
            r"seriously|considering|thinking of|thinking about|be|not afraid to|happy to)\s+){0,3}(?:sue|suing)\s+"
            r"(?:you|u|your|this|the|them|over|for)\b",
        ),
    ),
)


SELF_HARM = Guideline(
    key="self-harm",
    name="Self-harm",
    category="self-harm",
    severity=Severity.CRITICAL,
    statement=(
        "Somebody may be in danger from themselves. A person looks at once, however it was meant. Do not remove "
        "the message for what it says and do not punish; answer kindly and in private, name the local crisis line, "
        "and escalate at once. Call the emergency services when a means, a place or a time is named. Descriptions "
        "of methods are hidden."
    ),
    rules=(
        *phrase_rules(
            """
            i want to kill myself, i wanna kill myself, im going to kill myself, im gonna kill myself,
            going to end my life, want to end my life, ending my life, end it all tonight,
            thinking about killing myself, thinking of killing myself, thoughts of killing myself,
            tried to kill myself, try to kill myself, i am suicidal, im suicidal, feeling suicidal, been suicidal,
            suicidal thoughts, thinking about suicide, thinking of suicide, thoughts of suicide, attempt suicide,
            attempted suicide, commit suicide tonight, planning my suicide, suicide note, i dont want to live,
            dont want to live anymore, do not want to live anymore, i dont want to be alive,
            dont want to be alive anymore, no reason to live, nothing left to live for, i cant go on living,
            better off without me, id be better off dead, i would be better off dead, i wish i was dead,
            i wish i were dead, wish i was never born, i cut myself again, started cutting again, cutting myself,
            self harm*, self-harm*, want to hurt myself, hurting myself again, i took all my pills,
            took a bottle of pills, going to overdose, want to overdose, goodbye cruel world,
            ich will nicht mehr leben, ich bring mich um, will mich umbringen, quiero morirme, me quiero matar,
            no quiero vivir, quiero suicidarme, 死にたい, 自殺したい, je veux mourir, envie de mourir
            """
        ),
        *pattern_rules(
            r"\b(?P<seen>i\s+(?:just\s+|really\s+)?(?:want to|wanna)\s+(?:die|disappear forever))(?:\s*[.,;…]|\s*$"
            r"|\s+(?:and|because|i|every|right|"
            r"tonight|anymore|please|now|so|today)\b)",
            r"\b(?P<seen>(?:might|may|will|want to|gonna|going to|could)\s+(?:as well\s+)?(?:just\s+)?kill"
            r" myself)(?:\s*[.,;…]|\s*$|\s+(?:and|because|i|"
            r"tonight|now|today|soon)\b)",
        ),
    ),
)


PRODUCT_SAFETY = Guideline(
    key="product-safety",
    name="Product safety",
    category="product-safety",
    severity=Severity.HIGH,
    statement=(
        "Somebody was hurt by something that we made, or it burnt, burst or gave a shock. This is not forbidden: never "
        "hide it. Ask in public whether everybody is well, and in private for the batch number. Escalate to product "
        "and PR at once, and name no cause before they do."
    ),
    rules=(
        *phrase_rules(
            """
            caught fire in my, caught fire in our, caught fire while, caught fire when, caught fire during,
            burst into flames, went up in flames, started a fire in, battery exploded, battery swelled,
            swollen battery, exploded in my hand, exploded in my hands, exploded in my face, blew up in my hands,
            blew up in my face, exploded while charging, caught fire while charging, smoke came out of it,
            started smoking when, gave me a shock, electric shock, got electrocuted, chemical burn, chemical burns,
            burned my hand, burnt my hand, burned my hands, burnt my hands, burned my face, burnt my face,
            second degree burns, second degree burn, third degree burns, burns on my, burns on her, burns on his,
            allergic reaction to your, allergic reaction to the, ended up in the er, ended up in hospital,
            ended up in the hospital, had to go to hospital, taken to hospital, taken to the hospital, needed stitches,
            choking hazard, carbon monoxide, product recall, safety recall, is it being recalled, being recalled,
            in flammen aufgegangen, akku explodiert, stromschlag, se incendió, explotó la batería, a pris feu
            """
        ),
        *pattern_rules(
            r"\byour\s+(?:\w+\s+){1,3}(?:caught fire|exploded|burst into flames|injured (?:me|my|our)|hurt (?:me|my"
            r" (?:son|daughter|child|kid|baby|wife|husband|dog)))\b",
            r"\b(?P<seen>is(?:n['’]?t)? (?:it|this|that|the \w+) (?:even )?safe to use)\b",
        ),
    ),
)


PRESS = Guideline(
    key="press",
    name="Press enquiry",
    category="press",
    severity=Severity.MEDIUM,
    statement=(
        "Somebody writes for a newspaper, a broadcaster or a channel and asks for a comment. Do not answer for the "
        "company: say in one sentence that it was passed on, note the deadline, and escalate to PR."
    ),
    rules=(
        *phrase_rules(
            """
            i am a journalist, im a journalist, i am a reporter, im a reporter, journalist with, journalist for the,
            journalist at, reporter with, reporter for the, reporter at, i write for the, writing a story about,
            working on a story about, working on an article about, writing an article about, request for comment,
            requesting comment, like to comment on, care to comment, comment for a story, comment for an article,
            comment for our story, comment before publication, before we publish, we are going to publish,
            we publish at, press enquiry, press inquiry, media enquiry, media inquiry, press contact for,
            media contact for, interview your, interview someone from, right of reply, my editor, our newsroom,
            presseanfrage, bitte um stellungnahme, ich bin journalist, ich bin journalistin, soy periodista,
            je suis journaliste
            """
        ),
        *composed_rules(
            """
            all of: phrase [go to press, going to press, journalist*, reporter*, newsroom, our readers, our article,
            our story, our newspaper] near 3 [we, our, i'm, am, work for]; phrase [statement, your side, on the record,
            interview, your comment, for comment, ask you, ask your, respond by, reply by]
            """
        ),
    ),
)


THINGS = """
    zip, zips, zipper*, pole, poles, seam*, strap*, buckle*, tent*, jacket*, boot, boots, sole, soles, stitching,
    screen, battery, charger, button*, handle*, lid, stove, lamp, app, site, website, page, update, server*, game,
    order*, parcel*, package*, delivery, item*, product*, bag, bags, box, account, login
"""
FAULTS = """
    broke, broken, breaks, torn, tore, ripped, leaking, leaked, cracked, crashed, crashing, faulty, damaged, missing,
    snapped, split, came off, fell off, came loose, does nothing, stopped, won't open, won't load, won't start,
    won't close, is late, are late, is stuck, is down, got lost, went missing, never came, arrived empty
"""
WRONGLY = "twice, two times, wrong*, again, without, never, extra, double, still"
CHARGES = "charged, billed, overcharged, took money, taken money, took my money, withdrawn"


PRODUCT_COMPLAINT = Guideline(
    key="product-complaint",
    name="Product complaint",
    category="product-complaint",
    severity=Severity.LOW,
    statement=(
        "A customer says that something we made or promised failed. Complaints are welcome and stay, however "
        "blunt. Answer in public that we look into it, move order details to a private channel, and tell the "
        "product team when the same fault comes up again."
    ),
    rules=(
        *phrase_rules(
            """
            stopped working, doesnt work, does not work, didnt work, isnt working, not working, no longer works,
            quit working, broke after, broke on, broke within, fell apart, falling apart, came apart,
            waste of money, waste of time and money, want a refund, want my money back, refund me,
            give me a refund, demand a refund, asked for a refund, where is my refund, where is my order,
            never arrived, hasnt arrived, still waiting for my order, still waiting for my refund, wrong item,
            wrong size, missing parts, worst customer service, terrible customer service, no customer service,
            terrible service, awful service, no reply from support, support never answered, support is useless,
            defective, faulty, broken on arrival, arrived broken, arrived damaged, seam ripped, zipper broke,
            zip broke, ripped after, ripped on the first, leaks, leaked on the first, keeps crashing,
            crashes every, crashes on, crashing since the, unplayable, game breaking, gamebreaking, lost my save,
            save is gone, lost all my progress, corrupted my save, terrible quality, poor quality, bad quality,
            cheaply made, cheap junk, very disappointed, so disappointed, really disappointed,
            extremely disappointed, rip off, ripoff, got scammed, felt scammed, never buying, never buy again,
            will not buy again, wont buy again, do not buy, dont buy this, save your money, overpriced,
            not as described, false advertising, funktioniert nicht, geht nicht mehr, kaputt,
            will mein geld zurück, enttäuscht, no funciona, dejó de funcionar, quiero un reembolso,
            muy decepcionad*, nunca llegó, ne marche pas, très déçu*, 壊れ, 動かない, 返金
            """
        ),
        *composed_rules(
            f"all of: phrase [{FAULTS}] near 5 [{THINGS}] not near 3 {{negation}}",
            f"all of: phrase [{CHARGES}] near 6 [{WRONGLY}]",
        ),
    ),
)
