"""Another member with the name of somebody on the staff."""

from moderation.policy.values import Facts, Part, Severity
from tests.policy.looking import findings


def test_whoever_bears_the_name_of_staff_is_found_with_the_whole_text() -> None:
    (found,) = findings("impersonation", "", Facts("Send me your password.", title="Hi", bears_staff_name="Mia"))
    assert (found.part, found.excerpt, found.severity) == (Part.TEXT, "Send me your password.", Severity.HIGH)
    assert found.reason == "The author bears the name of “Mia”, who is staff in this source, and is somebody else."


def test_a_title_is_the_evidence_where_there_is_no_text() -> None:
    (found,) = findings("impersonation", "", Facts("", title="Hi", bears_staff_name="Mia"))
    assert (found.part, found.excerpt) == (Part.TITLE, "Hi")


def test_nobody_else_is_found() -> None:
    assert findings("impersonation", "", "Send me your password, says Mia.") == []
