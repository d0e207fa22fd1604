"""Starter guidelines for communities whose trade is regulated: formal complaints, and customers who need care."""

from moderation.policy.starter.words import composed_rules, phrase_rules
from moderation.policy.values import Guideline, Severity

FORMAL_COMPLAINT = Guideline(
    key="formal-complaint",
    name="Formal complaint",
    category="complaint",
    severity=Severity.HIGH,
    statement=(
        "Somebody complains formally, or names the body that decides about us. A deadline may run from this message "
        "on: acknowledge it, give it a number, and hand it to whoever handles complaints. It is never hidden."
    ),
    rules=(
        *phrase_rules(
            """
            formal complaint, formally complain, formally complaining, make a complaint, making a complaint,
            raise a complaint, raising a complaint, log a complaint, lodge a complaint, file a complaint,
            complaints department, complaints procedure, complaints process, final response letter, deadlock letter,
            financial ombudsman, ombudsman service, energy ombudsman, communications ombudsman, pensions ombudsman,
            financial conduct authority, the fca, ofgem, ofcom, ofwat, the ico, information commissioner, the cfpb,
            consumer financial protection bureau, state attorney general, better business bureau, finra,
            insurance commissioner, department of insurance, bafin, schlichtungsstelle, verbraucherzentrale,
            beschwerde einlegen, offizielle beschwerde, banco de españa, cnmv, hoja de reclamaciones,
            reclamación formal, défenseur des droits, acpr
            """
        ),
        *composed_rules(
            """
            all of: phrase [complain*] near 6 [regulator, authority, officially, writing, formal*, official]
            """,
        ),
    ),
)

VULNERABLE_CUSTOMER = Guideline(
    key="vulnerable-customer",
    name="Customer who needs care",
    category="vulnerable-customer",
    severity=Severity.MEDIUM,
    statement=(
        "Somebody tells of an illness, a death, debts or another reason why they need more time or help. Be kind "
        "and brief, offer a person and another way to reach us, ask for no details in public, and note what was "
        "agreed."
    ),
    rules=(
        *phrase_rules(
            """
            power of attorney, my husband died, my wife died, my mother died, my father died, my husband passed away,
            my wife passed away, my mother passed away, my father passed away, my late husband, my late wife,
            recently bereaved, i am bereaved, cant afford to eat, cant afford food, cant afford heating,
            cant pay my rent, food bank, i have dementia, has dementia, terminally ill, i have cancer,
            going through chemo, lost my job and, domestic abuse, gambling addiction, i am registered blind,
            i am deaf and, severe anxiety and, mental health crisis
            """
        ),
        *composed_rules(
            """
            all of: phrase [can't pay, cannot pay, cant pay, struggling, can't cope, cannot cope, debt*,
            behind with] first person; phrase [bill*, rent, mortgage, payment*, loan, heating, energy, account,
            instalment*, installment*]
            """,
        ),
    ),
)
