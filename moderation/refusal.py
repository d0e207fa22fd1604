"""The refusal that every action may raise."""


class Refused(Exception):
    """An action that was not done, with a sentence for the screen."""

    @property
    def reason(self) -> str:
        return str(self.args[0])
