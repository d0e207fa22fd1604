"""The refusal that every verb may give."""


class Refused(Exception):
    """A verb that was not done, and why, in a sentence for the screen."""

    @property
    def reason(self) -> str:
        return str(self.args[0])
