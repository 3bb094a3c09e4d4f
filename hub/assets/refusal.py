"""The answer to a file that may not come in."""

from django.core.exceptions import ValidationError


class RefusedFileError(ValidationError):
    """A file that may not come in; the message says why, and what to do."""
