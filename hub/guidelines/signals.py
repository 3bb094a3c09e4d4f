"""News from guidelines."""

from django.dispatch import Signal

#: A new version of a brand's guideline is in force. Sent inside the transaction, with `version` (GuidelineVersion)
#: and `previous` (GuidelineVersion or None).
guideline_published = Signal()
