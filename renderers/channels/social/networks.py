"""The networks, as data. A further one is a row here and its limits in `limits.yaml`."""

from collections.abc import Callable
from dataclasses import dataclass

from renderers.channels.social import counting
from renderers.contract.renderer import Format, Limit, OverrideField, OverrideKind


@dataclass(frozen=True, slots=True)
class Network:
    """How one network takes a post.

    `key` leads the ids of its limits (`x-post`, `x-alt`). `short`: there is room for one wording only, not for the
    body. `clickable`: addresses in the text lead somewhere.
    """

    key: str
    format: str
    label: str
    count: Callable[[str], int]
    short: bool = False
    clickable: bool = True


NETWORKS = (
    Network("linkedin", "linkedin-post", "LinkedIn post", counting.utf16),
    Network("x", "x-post", "X post", counting.weighted, short=True),
    Network("instagram", "instagram-feed", "Instagram post", counting.utf16, clickable=False),
)

PARTS = ("text.txt", "post.json")
FORMATS = tuple(Format(network.format, label=network.label, parts=PARTS) for network in NETWORKS)
OVERRIDE_FIELDS = (
    OverrideField("text", label="Text of the post", kind=OverrideKind.TEXT, replaces="teaser"),
    OverrideField("headline", label="Headline", kind=OverrideKind.LINE),
    OverrideField("teaser", label="Teaser", kind=OverrideKind.TEXT),
    OverrideField("hashtags", label="Hashtags", kind=OverrideKind.WORDS),
    OverrideField("hero", label="Picture", kind=OverrideKind.PICTURE),
    OverrideField("hero.alt", label="Alternative text of the picture", kind=OverrideKind.TEXT),
    OverrideField("action.label", label="Label of the action", kind=OverrideKind.LINE),
    OverrideField("action.url", label="Address of the action", kind=OverrideKind.LINE),
)


def network_of(format_key: str) -> Network:
    """The network of a format.

    Raises:
        KeyError: there is none.
    """
    return {network.format: network for network in NETWORKS}[format_key]


def limits_by_name(network: Network, limits: tuple[Limit, ...]) -> dict[str, Limit]:
    """A network's limits without its key before them: `post`, `alt`, `hashtags`, `picture-width`."""
    lead = f"{network.key}-"
    return {limit.id.removeprefix(lead): limit for limit in limits if limit.id.startswith(lead)}
