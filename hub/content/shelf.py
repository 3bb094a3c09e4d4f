"""What lists of pieces are looked up by, beside the piece: whose it is, and where it does not go. Kept by the columns.

A list for one brand, or of one channel, must not walk through everybody's pieces: see `Piece.Meta.indexes`.
"""

import hashlib
import json
from typing import Any

from django.db import models


class BrandKeyField(models.PositiveBigIntegerField):  # type: ignore[type-arg]
    """The key of the brand that a piece's campaign belongs to, written whenever the piece is."""

    def pre_save(self, model_instance: Any, add: bool) -> Any:
        """The campaign's brand, whatever was there."""
        setattr(model_instance, self.attname, model_instance.campaign.brand_id)
        return super().pre_save(model_instance, add)


class OffDigestField(models.CharField):  # type: ignore[type-arg]
    """Names the set of channels that a piece does not go to: short, however many there are; "" if there are none."""

    def pre_save(self, model_instance: Any, add: bool) -> Any:
        """The digest of `channels_off`, whatever was there."""
        setattr(model_instance, self.attname, digest_of(model_instance.channels_off))
        return super().pre_save(model_instance, add)


def digest_of(channels: Any) -> str:
    """The name of a set of channels."""
    if not channels:
        return ""
    return hashlib.sha256(json.dumps(sorted(map(str, channels))).encode()).hexdigest()[:32]
