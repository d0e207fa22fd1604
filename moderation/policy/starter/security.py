"""The starter guideline for holes and leaks that somebody tells of."""

from moderation.policy.starter.words import composed_rules, phrase_rules
from moderation.policy.values import Guideline, Severity

SECURITY_LEAK = Guideline(
    key="security-leak",
    name="Security leak",
    category="security",
    severity=Severity.HIGH,
    statement=(
        "Somebody found a hole in what we run, or data of ours in the open. Thank them, ask for details in private, "
        "hide what would help others to use it, and escalate to product at once. Whoever reports it is not an "
        "attacker."
    ),
    rules=(
        *phrase_rules(
            """
            security vulnerability, security hole, security flaw, sql injection, remote code execution,
            responsible disclosure, bug bounty, security researcher, proof of concept exploit, zero day in your,
            your database is exposed, your database is public, database dump of, your api key is, your password list,
            leaked credentials, credentials are leaked, your customer data is, your customers data is,
            see other peoples orders, see somebody elses account, logged into someone elses, shows me someone elses,
            sicherheitslücke, vulnerabilidad de seguridad
            """
        ),
        *composed_rules(
            """
            all of: phrase [vulnerab*, exploit*, leak, leaked, leaks, exposed, breach*, hacked, unencrypted,
            plain text, xss] near 6 [your, site, website, app, server*, api, login, database, customers, endpoint];
            phrase [data, database, password*, token*, account*, customers, api, endpoint, emails, credentials,
            injection, xss, admin, session*]
            """,
        ),
    ),
)
