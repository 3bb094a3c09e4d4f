"""News from guidelines."""

from django.dispatch import Signal

#: A new version of a brand's guideline is in force. Sent inside the transaction, with `version` (GuidelineVersion)
#: and `previous` (GuidelineVersion or None).
guideline_published = Signal()

#: What would change if another guideline were in force? Sent with `brand`, `before` and `after` (brand.Guideline),
#: `seconds`, the time there is, and `skip`, how many pieces were looked at before; receivers answer a `Consequences`
#: (hub.guidelines.consequences). Nothing may be kept.
consequences_asked = Signal()
