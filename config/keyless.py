"""Keep the secret part of addresses out of the logs."""

import logging
import re

# An address inside another one is encoded, and encoded again inside a third one.
SLASH = "(?:/|%(?:25)*2F)"
# Anything up to the next part, because addresses are logged before they are checked.
KEY = rf"(?:(?!{SLASH})[^\s?#&\"'<>])+"
SECRET = re.compile(rf"({SLASH}(?:invitation|reset{SLASH}key){SLASH}){KEY}", re.IGNORECASE)


class Keyless(logging.Formatter):
    """A formatter that hides secrets in a whole entry.

    An exception in the traceback may name an address too.
    """

    def format(self, record: logging.LogRecord) -> str:
        return SECRET.sub(r"\1…", super().format(record))
