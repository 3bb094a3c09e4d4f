"""What the OpenAPI document says in words and examples: parameters, headers, bodies, and the messages of webhooks.

The examples are of the demonstration brand; tests hold them against their schemas, and against a hub.
"""

from typing import Any

from hub.delivery.outbox import TYPES

#: What a parameter of this name means, wherever it is taken.
PARAMETERS = {
    "address": "A piece: its id (a UUID, the same in every locale), or `{brand}:{slug}`.",
    "arm": "An arm of the piece's A/B test, such as `b`. Left out: the base.",
    "audit_id": "The number of an audit, as `list_audits` gives it.",
    "brand": "The key of a brand. Left out: all brands of the token.",
    "brand_key": "The key of a brand.",
    "campaign": "The short name of a campaign. Left out: all.",
    "channel": "The key of a channel, as `list_channels` gives it.",
    "cursor": "`next` of the answer before. Left out: from the beginning.",
    "delivery_id": "The number of a message, as `list_webhook_deliveries` gives it.",
    "dialect": "The system that will send it: merge fields and footer tags are written as that one reads them.",
    "family": "The first half of a rule's id.",
    "format": "The key of one of the channel's formats.",
    "key": "A render key: what an envelope, a list or the sync feed gives as `key`.",
    "limit": "How many items at most: 1 to 200.",
    "locale": "A locale, such as `de` or `en-GB`. Left out: the brand's own.",
    "part": "The name of a part, as the envelope's `parts` give it.",
    "perspective": "`published`: what may be seen now. `draft`: the newest draft (right `drafts:read`).",
    "slug": "A short name.",
    "state": "Only messages in this state: `waiting`, `delivered` or `failed`.",
    "updated_after": "Only pieces published after this moment, such as `2026-11-01T00:00:00Z`, in the order they were.",
    "version": "The number of an earlier version. Left out: the current one.",
    "webhook_id": "The number of a webhook.",
}
#: Where the same name means something else.
OF_OPERATIONS = {
    ("get_campaign", "brand"): "The key of its brand, where several brands of the token have a campaign of that name.",
    ("get_campaign", "slug"): "The short name of a campaign.",
    ("get_rule", "slug"): "The second half of a rule's id.",
    ("list_audit_findings", "format"): "How the findings are written.",
    ("list_pieces", "channel"): "Only pieces that go to this channel.",
    ("list_pieces", "locale"): "Only this locale. Left out: all.",
    ("list_piece_variants", "locale"): "Only this locale. Left out: all.",
    ("list_variants", "channel"): "Only this channel. Left out: all that the token may read.",
    ("list_variants", "dialect"): "Only this dialect. Left out: all that somebody asked for before.",
    ("list_variants", "format"): "Only this format. Left out: all.",
    ("list_variants", "locale"): "Only this locale. Left out: all.",
    ("sync", "channel"): "Only this channel. Left out: all that the token may read.",
}


def _header(name: str, said: str, *, required: bool = False, **schema: Any) -> dict[str, Any]:
    return {
        "name": name,
        "in": "header",
        "required": required,
        "schema": {"type": "string", **schema},
        "description": said,
    }


IF_NONE_MATCH = _header(
    "If-None-Match", "The `ETag` of what you have: 304 says that nothing changed, and does not count against the quota."
)
IF_MATCH = _header(
    "If-Match",
    "The `ETag` of the draft that was read: who wrote in between is not overwritten (412).",
    required=True,
)
IDEMPOTENCY_KEY = _header(
    "Idempotency-Key",
    "Any text of yours. Sent again with the same body within a day, it brings the same answer.",
    maxLength=200,
)
ACCEPT_LANGUAGE = _header(
    "Accept-Language", "The language of messages: `de` or `en`. The words of the content are what they are."
)
#: Operations whose answers have an ETag; and those that say something in the caller's language.
CACHED = frozenset({"get_variant", "get_variant_part", "get_key_part", "get_tokens", "get_tokens_css"})
SPEAKING = frozenset(
    {"get_rule", "get_variant", "lint", "list_audit_findings", "list_channels", "list_piece_variants"}
    | {"get_submission", "list_rules", "list_variants", "render", "submit_piece", "sync"}
)
#: Operations whose answers name a draft in their ETag (`get_piece` with `perspective=draft`); and those that make one.
DRAFTS = frozenset({"create_piece", "edit_piece", "get_piece"})
LOCATED = frozenset({"create_piece"})
NOT_MODIFIED = {"description": "Nothing changed since the `ETag` sent as `If-None-Match`."}
#: Whatever a part is. Generators of clients make nothing of "*/*" alone.
_BYTES = {
    media_type: {"schema": {"type": "string", "format": "binary"}} for media_type in ("application/octet-stream", "*/*")
}
#: What is answered as it is, and not as one of our shapes.
CONTENTS: dict[str, dict[str, Any]] = {
    "get_tokens": {"application/design-tokens+json": {"schema": {"type": "object"}}},
    "get_tokens_css": {"text/css": {"schema": {"type": "string"}}},
    "get_variant_part": _BYTES,
    "get_key_part": _BYTES,
}

_MARKDOWN = (
    "---\ntitle: Laternen\nlocale: de\naction: '[Ansehen](https://kupfergruen.example/laternen)'\n---\n\nAus Kupfer."
)
_WINDLICHT = {
    "brand": "kupfergruen",
    "campaign": "winterlicht",
    "title": "Windlicht",
    "body": "Aus **Kupfer** gefalzt.",
}
_LINT = {"brand": "kupfergruen", "channel": "sms", "text": "Unsere Laterne Lütt für 49,90 €. Abmelden mit STOP."}
#: Bodies of requests, by operation and media type.
BODIES: dict[str, dict[str, Any]] = {
    "create_piece": {"application/json": _WINDLICHT},
    "edit_piece": {
        "application/json": {"teaser": "Ein Licht für drinnen und draußen.", "short": ["Windlicht aus Kupfer"]}
    },
    "create_webhook": {"application/json": {"url": "https://hooks.example.com/einklang", "channels": ["email", "web"]}},
    "update_webhook": {"application/json": {"enabled": True}},
    "render": {
        "application/json": {"brand": "kupfergruen", "channel": "sms", "format": "message", "markdown": _MARKDOWN}
    },
    "lint": {"application/json": _LINT},
}

_PLACE = {
    "brand": "kupfergruen",
    "campaign": "winterlicht",
    "piece": "c0f61fab-abb6-51fd-8d3f-f0de32106916",
    "channel": "email",
    "format": "newsletter",
    "locale": "de",
    "dialect": "plain",
    "arm": "",
    "version": 3,
    "key": "0f343b0931126a20f133d67c2b018a3b5d1f8d6fa34c3b2ad0a1fd2ca9f1a1b3",
    "url": "https://hub.example.com/api/v1/pieces/c0f61fab-abb6-51fd-8d3f-f0de32106916/variants/email/newsletter?locale=de",
}
MESSAGE: dict[str, Any] = {
    "title": "WebhookMessage",
    "description": "What a webhook is told: where something changed, never what it says.",
    "type": "object",
    "required": ["type", "timestamp", "data"],
    "properties": {
        "type": {"type": "string", "enum": list(TYPES)},
        "timestamp": {"type": "string", "format": "date-time"},
        "data": {
            "type": "object",
            "description": "The place. Of a test: `webhook` and `brand`. Of a recall: the version taken back, and why.",
            "required": ["brand"],
            "properties": {
                **{name: {"type": "string"} for name, value in _PLACE.items() if isinstance(value, str)},
                "key": {"type": ["string", "null"]},
                "version": {"type": "integer"},
                "reason": {"type": "string"},
                "webhook": {"type": "integer"},
            },
        },
    },
    "examples": [{"type": "variant.changed", "timestamp": "2026-11-22T09:00:00.000Z", "data": _PLACE}],
}
_SIGNED = {
    "webhook-id": "Names the message; the same when it is sent again. Whoever saw it already may pass over it.",
    "webhook-timestamp": "When it was sent, in seconds since 1970. Refuse what is older than five minutes.",
    "webhook-signature": "`v1,` and the HMAC-SHA256 of `{id}.{timestamp}.{body}` in base64. There are two,"
    " with a space between, while a new secret takes the place of an old one.",
}


def headers_of(operation: str) -> list[dict[str, Any]]:
    """The headers that an operation reads besides those that it names itself."""
    return [
        *([IF_NONE_MATCH] if operation in CACHED else []),
        *([ACCEPT_LANGUAGE] if operation in SPEAKING else []),
    ]


def webhooks() -> dict[str, Any]:
    """The calls that the hub makes, one for each kind of message, as OpenAPI 3.1 has them."""
    parameters = [_header(name, said, required=True) for name, said in _SIGNED.items()]
    body = {
        "required": True,
        "content": {"application/json": {"schema": {"$ref": "#/components/schemas/WebhookMessage"}}},
    }
    answers = {
        "2XX": {"description": "Taken. Anything else is tried again, for about three days."},
        "410": {"description": "Gone: the webhook is switched off."},
    }
    return {
        kind: {
            "post": {
                "summary": said,
                "parameters": parameters,
                "requestBody": body,
                "responses": answers,
                "security": [],
            }
        }
        for kind, said in TYPES.items()
    }
