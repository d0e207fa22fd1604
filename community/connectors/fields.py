"""Form fields for the settings of connectors."""

from typing import Any

from django import forms


class SecretField(forms.CharField):
    """What a connector signs in with. It is never shown, and left blank it stays as it is."""

    widget = forms.PasswordInput

    def __init__(self, **options: Any) -> None:
        super().__init__(required=False, help_text="Leave it blank to keep what is there.", **options)
