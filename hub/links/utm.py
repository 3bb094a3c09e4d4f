"""The vocabulary of campaign parameters: the same words in every channel, so that reports add up."""

from collections.abc import Mapping

#: utm_medium per channel: the words Google Analytics groups by ("Default channel group", read 2026-11-21 in its
#: secondary documentation); a channel that is not here gives its key.
MEDIA = {"email": "email", "sms": "sms", "social": "social", "print": "print", "web": "referral"}

#: utm_source per social format: the network, not the shape of the post.
SOURCES = {"social": lambda format_key: format_key.partition("-")[0]}


def parameters(
    *, channel: str, format_key: str, campaign: str, own: Mapping[str, str] | None = None
) -> tuple[tuple[str, str], ...]:
    """The campaign parameters of a link; a brand's own values win, empty ones are left out."""
    source = SOURCES[channel](format_key) if channel in SOURCES else format_key if channel == "print" else channel
    values = {"utm_source": source, "utm_medium": MEDIA.get(channel, channel), "utm_campaign": campaign}
    values.update(own or {})
    return tuple((key, value) for key, value in values.items() if value)
