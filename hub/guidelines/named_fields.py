"""Fields for short keys, such as roles, that people read and write by their names."""

from typing import Any

from django import forms

from hub.guidelines.beginning import roles_in
from hub.guidelines.catalogue import picks


class NamedField(forms.CharField):
    """Keys of a list between commas, shown by their labels; what is no label is taken as it is written."""

    def __init__(self, *, pick: str, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.pick = pick

    def prepare_value(self, value: Any) -> Any:
        """Labels for keys."""
        return called(self.pick, value) if isinstance(value, str) else value

    def to_python(self, value: Any) -> str:
        """Keys for labels."""
        keys = {label.casefold(): key for key, label in picks(self.pick).items()}
        words = roles_in(super().to_python(value))
        return ", ".join(keys.get(word.casefold(), word) for word in words)


def called(pick: str, value: str) -> str:
    """The labels of keys between commas."""
    labels = picks(pick)
    return ", ".join(labels.get(word, word) for word in roles_in(value))
