"""SMS: one text message that says the essential and leads on.

## What becomes of a piece
The message is the longest approved wording that fits one segment: the override, a short wording, the headline with
its teaser, the teaser, the headline. Where a piece has neither teaser nor short wordings, the headline and as many
sentences of the body as fit. Where nothing fits, the headline is cut at a sentence, then at a word.

Behind it stand the voucher code (where the wording does not say it), the short link of the action, small print and
the opt-out line. These are never cut: rather, the message takes a second segment, and its meter says so.

Without a short link the address carries the campaign parameters if a whole wording fits one segment with them, and
goes without them where that makes room for one.

## What is lost
Pictures, and every text that the message does not say; the losses quote them in full. Typographic characters („ “ – …
and no-break spaces) are replaced by plain ones, since one of them would leave 70 instead of 160 characters. Letters
and emoji stay as they are.

## Merge fields
They count as long as the field register allows. Systems that fill them in: Brevo, Klaviyo.
"""

import json

from renderers.channels.sms.composing import Composer
from renderers.channels.sms.meters import meters
from renderers.contract import gsm7
from renderers.contract.artifact import Artifact, Meter, Part
from renderers.contract.renderer import AssetSource, Format, OverrideField, OverrideKind, Reads, Renderer
from renderers.contract.view import RenderInput
from renderers.toolkit.limits import load
from renderers.toolkit.phrases import borrowed


class SmsRenderer(Renderer):
    """Keeps the link, the code and the opt-out line; says the longest approved wording that fits."""

    key = "sms"
    label = "SMS"
    version = "4"
    formats = (Format("message", label="Text message", parts=("message.txt", "message.json")),)
    dialects = ("plain", "brevo", "klaviyo")
    reads = frozenset({Reads.LEGAL, Reads.SENDER, Reads.FIELDS, Reads.SHORT, Reads.LINKS})
    override_fields = (
        OverrideField("text", label="Message", kind=OverrideKind.TEXT, replaces="teaser"),
        OverrideField("headline", label="Headline", kind=OverrideKind.LINE),
        OverrideField("teaser", label="Teaser", kind=OverrideKind.TEXT),
        OverrideField("action.url", label="Address of the action", kind=OverrideKind.LINE),
    )
    replacements = gsm7.FOLD
    limits = load(__file__)

    def render(self, source: RenderInput, assets: AssetSource) -> Artifact:  # noqa: ARG002 -- no picture in an SMS
        """Compose the message and say what it costs to send."""
        message = Composer(source).compose()
        costs = gsm7.segments(message.longest)
        payload = {
            "sender": source.tokens.sender.sms_name,
            "text": message.text,
            "encoding": costs.encoding,
            "segments": costs.count,
            "units": costs.units,
            "link": message.link,
            "opt_out": message.opt_out,
            "fields": message.fields,
        }
        return Artifact(
            parts=(
                Part("message.txt", "text/plain", message.text.encode()),
                Part(
                    "message.json",
                    "application/json",
                    (json.dumps(payload, ensure_ascii=False, indent=2) + "\n").encode(),
                ),
            ),
            losses=(*message.losses, *borrowed(source.document, (message.text,))),
            meters=meters(message.longest, source.limits, sender=source.tokens.sender.sms_name),
            provenance=message.traces,
        )

    def measure(self, text: str, format_key: str) -> list[Meter]:
        """The segments and units of a text as it stands."""
        return list(meters(text, self.limits_of(format_key)))


plugin = SmsRenderer()
