"""Social networks: a post as a social media manager would put it up, and its picture.

## What becomes of a piece
Headline, teaser, body, the action with its address, small print and hashtags, each in its own paragraph. Lists have
bullets, prices stand behind their products, quotations have their quotation marks; there is no markup and no
imitation of bold type. Where a network's limit is reached, the text ends after a whole sentence.

X has room for one wording only: the longest of headline with teaser, short wordings, teaser and headline that fits
beside address, code and small print. A piece with neither teaser nor short wordings goes on with its body.

## The picture
The hero, else the body's first picture, cut to the network's size around its focal point; its alternative text is a
part of its own. A piece without pictures becomes a post without one.

## What is lost
Further pictures, addresses inside words (the words stay), hashtags beyond the network's number, and what does not fit.
Instagram makes no address clickable: the caption shows the short link, or the address without campaign parameters.
"""

import json
from typing import Any

from renderers.channels.social import picture
from renderers.channels.social.composing import Composer, Post
from renderers.channels.social.meters import meters
from renderers.channels.social.networks import FORMATS, OVERRIDE_FIELDS, Network, limits_by_name, network_of
from renderers.channels.social.picture import Shot
from renderers.contract.artifact import Artifact, Meter, Part, Trace
from renderers.contract.escape import REPLACEMENTS
from renderers.contract.renderer import AssetSource, Reads, Renderer
from renderers.contract.view import RenderInput
from renderers.toolkit.fit import Unit
from renderers.toolkit.legal import labeled_credit
from renderers.toolkit.limits import load
from renderers.toolkit.phrases import borrowed


class SocialRenderer(Renderer):
    """One post a network, within the network's own count."""

    key = "social"
    label = "Social media"
    version = "3"
    formats = FORMATS
    reads = frozenset(
        {Reads.LEGAL, Reads.SHORT, Reads.PICTURES, Reads.FOCAL, Reads.CREDIT, Reads.HASHTAGS, Reads.LINKS}
    )
    override_fields = OVERRIDE_FIELDS
    engine = ("pillow", "twitter-text-parser")
    replacements = REPLACEMENTS
    limits = load(__file__)

    def render(self, source: RenderInput, assets: AssetSource) -> Artifact:
        """Compose the text, cut the picture, and put both into one payload."""
        network = network_of(source.request.format)
        limits = limits_by_name(network, source.limits)
        shot = picture.shoot(source.document, assets, limits)
        credit = None
        if shot and shot.credit:
            credit = Unit(shot.inside("credit"), labeled_credit(shot.credit, source.document.language))
        post = Composer(source, network, credit=credit, shown=shot.place if shot else None).compose()
        return Artifact(
            parts=_parts(source, network, post, shot),
            losses=(
                *post.losses,
                *picture.others(source.document),
                *(shot.losses if shot else ()),
                *borrowed(source.document, (post.text,)),
            ),
            meters=tuple(meters(network, limits, post.text, alt=shot.alt if shot else None)),
            provenance=(*post.traces, *_alt_trace(shot)),
        )

    def measure(self, text: str, format_key: str) -> list[Meter]:
        """The length, folds and hashtags of a post's text."""
        network = network_of(self.format(format_key).key)
        return meters(network, limits_by_name(network, self.limits_of(format_key)), text)


def _parts(source: RenderInput, network: Network, post: Post, shot: Shot | None) -> tuple[Part, ...]:
    payload: dict[str, Any] = {
        "network": network.key,
        "format": network.format,
        "locale": source.document.locale,
        "text": post.text,
        "link": post.link,
        "hashtags": post.hashtags,
        "alt": shot.alt if shot else "",
        "media": [],
    }
    parts = [Part("text.txt", "text/plain", post.text.encode())]
    if shot is not None:
        made = shot.cropped
        payload["media"] = [
            {"name": "image.jpg", "media_type": made.media_type, "width": made.width, "height": made.height}
        ]
        parts += [Part("alt.txt", "text/plain", shot.alt.encode()), Part("image.jpg", made.media_type, made.data)]
    text = json.dumps(payload, ensure_ascii=False, indent=2) + "\n"
    return (*parts, Part("post.json", "application/json", text.encode()))


def _alt_trace(shot: Shot | None) -> tuple[Trace, ...]:
    if shot is None or not shot.alt:
        return ()
    return (Trace("alt.txt", shot.alt, shot.inside("alt")),)


plugin = SocialRenderer()
