"""The front matter of a Markdown piece: what each key means and how it is read."""

import re
from dataclasses import dataclass
from datetime import datetime, tzinfo

from renderers.contract.document import Action, Arm, AssetRef, Campaign, FactType, Override, Replacement
from renderers.contract.errors import DocumentError
from renderers.contract.message import Message
from renderers.contract.text import RichText
from renderers.display import canonical
from renderers.markdown.nodes import Entry, Items, Mapping, Node, Scalar, compose
from renderers.markdown.reader import Reader

KEYS = (
    "title", "slug", "brand", "locale", "headline", "teaser", "short", "action", "hero", "hero_alt", "hashtags",
    "facts", "channels", "campaign", "overrides", "arms", "legal",
)  # fmt: skip

_KEY = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_HASHTAG = re.compile(r"[^\s#.,;:!?()]+")


@dataclass(frozen=True, slots=True)
class Front:
    """Everything a front matter says, except facts, which are read first."""

    headline: RichText
    teaser: RichText
    short: tuple[RichText, ...]
    action: Action | None
    hero: AssetRef | None
    hashtags: tuple[str, ...]
    channels: tuple[str, ...]
    campaign: Campaign | None
    overrides: tuple[Override, ...]
    arms: tuple[Arm, ...]
    legal: tuple[RichText, ...]


def open_front(reader: Reader) -> Mapping:
    """The keys and values of a front matter, unknown keys noted; no keys where there is none."""
    found = reader.source.front_matter
    node = compose(*found, reader.problems) if found else None
    expected = Message("The front matter is not made of keys and values such as “title: Words”.")
    return reader.mapping(node, KEYS, expected) or Mapping((), 0)


def read_front(reader: Reader, front: Mapping, zone: tzinfo | None) -> Front:
    """Read every key but title, slug, brand, locale and facts."""
    return Front(
        headline=reader.rich(front.get("headline")),
        teaser=reader.rich(front.get("teaser")),
        short=_texts(reader, front.get("short")),
        action=None if front.get("action") is None else reader.action(front.get("action")),
        hero=reader.picture(front.get("hero"), alt=front.get("hero_alt")),
        hashtags=hashtags(reader, front.get("hashtags")),
        channels=_keys(reader, front.get("channels")),
        campaign=_campaign(reader, front.get("campaign"), zone),
        overrides=tuple(_overrides(reader, front.get("overrides"))),
        arms=_arms(reader, front.get("arms")),
        legal=_texts(reader, front.get("legal")),
    )


def _texts(reader: Reader, node: Node | None) -> tuple[RichText, ...]:
    texts = (reader.rich_text(scalar) for scalar in reader.scalars(node))
    return tuple(text for text in texts if text)


def hashtags(reader: Reader, node: Node | None) -> tuple[str, ...]:
    """Hashtags without their `#`: a list, or one text with spaces or commas between them."""
    found = []
    for scalar in reader.scalars(node):
        words = re.split(r"[\s,]+", scalar.text.strip()) if isinstance(node, Scalar) else [scalar.text.strip()]
        for word in filter(None, words):
            tag = word.removeprefix("#")
            if _HASHTAG.fullmatch(tag):
                found.append(tag)
            else:
                message = Message("“{tag}” is no hashtag. Write one word without punctuation.", tag=word)
                reader.problems.add(message, scalar.offset)
    return tuple(found)


def _keys(reader: Reader, node: Node | None) -> tuple[str, ...]:
    """A list of channel keys."""
    if isinstance(node, Mapping):
        reader.problems.add(Message("Channels are a list of those that are on: [email, web]."), node.offset)
        return ()
    scalars = reader.scalars(node)
    for scalar in scalars:
        _check_key(reader, scalar.text, scalar.offset)
    return tuple(scalar.text for scalar in scalars)


def _check_key(reader: Reader, key: str, offset: int) -> None:
    if not _KEY.fullmatch(key):
        reader.problems.add(Message("“{key}” is no key. Use small letters, digits and hyphens.", key=key), offset)


def _campaign(reader: Reader, node: Node | None, zone: tzinfo | None) -> Campaign | None:
    """A campaign: its slug, or `{slug: ..., name: ..., starts: ..., ends: ..., regions: [...]}`."""
    if node is None:
        return None
    if isinstance(node, Scalar):
        _check_key(reader, node.text, node.offset)
        return Campaign(node.text)
    expected = Message("A campaign is its slug, or slug, name, starts, ends and regions.")
    mapping = reader.mapping(node, ("slug", "name", "starts", "ends", "regions"), expected)
    slug = reader.scalar(mapping.get("slug")) if mapping else None
    if mapping is None or slug is None:
        reader.problems.add(expected, node.offset)
        return None
    _check_key(reader, slug.text, slug.offset)
    return Campaign(
        slug.text,
        name=reader.plain(mapping.get("name")),
        starts=_instant(reader, mapping.get("starts"), zone, end=False),
        ends=_instant(reader, mapping.get("ends"), zone, end=True),
        regions=tuple(scalar.text for scalar in reader.scalars(mapping.get("regions"))),
    )


def _instant(reader: Reader, node: Node | None, zone: tzinfo | None, *, end: bool) -> datetime | None:
    """An instant; a day alone begins at midnight, or lasts to its last second, in the zone."""
    scalar = reader.scalar(node)
    if scalar is None:
        return None
    try:
        when = datetime.fromisoformat(canonical(FactType.DATE, scalar.text, zone=zone))
    except DocumentError as error:
        reader.problems.add(error.message, scalar.offset)
        return None
    if when.tzinfo is not None:
        return when
    when = when.replace(hour=23, minute=59, second=59, tzinfo=zone) if end else when.replace(tzinfo=zone)
    return datetime.fromisoformat(when.isoformat())  # with a plain offset, as JSON gives it back


def _overrides(reader: Reader, node: Node | None) -> list[Override]:
    """Overrides: channel, format or "*", field, value. Channels nobody has installed are kept as they are."""
    expected = Message(
        "Overrides are channels with formats with fields: {example}.", example="sms: {message: {text: ...}}"
    )
    found = []
    for channel in reader.entries(node, expected):
        _check_key(reader, channel.key, channel.offset)
        for format_ in reader.entries(channel.value, expected):
            if format_.key != "*":
                _check_key(reader, format_.key, format_.offset)
            for field in reader.entries(format_.value, expected):
                value = _replacement(reader, field)
                if value is not None:
                    found.append(Override(channel.key, format_.key, field.key, value))
    return found


def _arms(reader: Reader, node: Node | None) -> tuple[Arm, ...]:
    """Arms: a key and the one field it changes, `b: {headline: Other words}`."""
    expected = Message("An arm is a key with one field and its value: {example}.", example="b: {headline: ...}")
    found = []
    for entry in reader.entries(node, expected):
        _check_key(reader, entry.key, entry.offset)
        fields = reader.entries(entry.value, expected)
        if len(fields) != 1:
            reader.problems.add(expected, entry.offset)
        elif (value := _replacement(reader, fields[0])) is not None:
            found.append(Arm(entry.key, fields[0].key, value))
    return tuple(found)


def _replacement(reader: Reader, field: Entry) -> Replacement | None:
    """Words, a list of words, or a picture (`{file: ...}`; for `hero` its name alone will do)."""
    value = field.value
    if value is None:
        reader.problems.add(Message("“{field}” needs a value.", field=field.key), field.offset)
        return None
    if field.key == "hashtags":
        return Replacement(items=hashtags(reader, value))
    if isinstance(value, Items):
        return Replacement(items=tuple(scalar.text for scalar in reader.scalars(value)))
    if isinstance(value, Mapping) and value.get("file") is None:
        reader.scalar(value)
        return None
    if isinstance(value, Mapping) or field.key == "hero":
        asset = reader.picture(value)
        return None if asset is None else Replacement(asset=asset)
    return Replacement(text=reader.rich(value))
