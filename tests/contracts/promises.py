"""What every renderer promises, as functions that say what was broken. An empty answer means that all is well.

`test_every_renderer.py` asks them of every renderer; `test_suite_bites.py` proves that they notice broken ones.
"""

import hashlib
import html
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from renderers.contract import codec, walk
from renderers.contract.artifact import Loss, LossKind, MeterKind
from renderers.contract.document import Document
from renderers.contract.escape import Context, escape
from renderers.contract.fields import get_field
from renderers.contract.place import Place
from renderers.contract.schemas import ARTIFACT, DOCUMENT, INPUT
from renderers.contract.view import RenderInput
from renderers.toolkit.phrases import direction
from tests import corpus
from tests.contracts.cases import Made, make
from tests.contracts.reading import Reading, missing, normalized, read

Promise = Callable[[Made], list[str]]
ROOT = Path(__file__).parents[2]

#: A part that says this share of the texts is meant to say all of them.
FULL = 0.6
#: With fewer texts than this, no share says anything.
ENOUGH = 5


def nothing_missing(made: Made) -> list[str]:
    """Every text is in a part, or a loss quotes what is not; and it is in each part that has nearly all of the rest."""
    readings = _readings(made)
    texts = _texts(made)
    broken: list[str] = []
    gaps = {reading.name: 0 for reading in readings}
    unsaid: dict[str, list[str]] = {reading.name: [] for reading in readings}
    for place, text, quotes in texts:
        lacking = {reading.name: missing(text, quotes, reading, made.renderer.replacements) for reading in readings}
        if all(lacking.values()):
            shortest = min(lacking.values(), key=lambda pieces: sum(map(len, pieces)), default=[text])
            broken.append(f"{place}: gone without a trace: {shortest[0][:80]!r}")
            continue
        for name, pieces in lacking.items():
            if pieces:
                gaps[name] += 1
                unsaid[name].append(f"{place}: not in {name}, which has the rest: {pieces[0][:80]!r}")
    if len(texts) >= ENOUGH:
        for name, count in gaps.items():
            if 0 < count <= len(texts) * (1 - FULL):
                broken += unsaid[name]
    return broken


def _readings(made: Made) -> list[Reading]:
    rtl = direction(made.source.document.language) == "rtl"
    return [replace(reading, rtl=rtl) for part in made.artifact.parts if (reading := read(part)) is not None]


def _lost_at(made: Made, place: Place) -> list[Loss]:
    """The losses of a field, and those of its whole block."""
    wholes = {place, Place("body", place.block)} if place.block else {place}
    return [loss for loss in made.artifact.losses if loss.source.whole in wholes]


def _texts(made: Made) -> list[tuple[Place, str, list[str]]]:
    """Every text that readers are meant to see and that is not lost as a whole, with what losses quote of it."""
    found = []
    for place, text in walk.texts(made.source.document):
        true = true_place(made.source, place)
        quotes = [loss.what for loss in _lost_at(made, true)]
        if normalized(text.plain) and not any(normalized(text.plain) in normalized(quote) for quote in quotes):
            found.append((true, text.plain, quotes))
    return found


def true_place(source: RenderInput, place: Place) -> Place:
    """The place that losses and traces name: the override or arm, where one wrote the words."""
    address = f"body.{place.block}.{place.field.removeprefix('body.')}" if place.block else place.field
    origin = dict(source.origins).get(address)
    return place if origin is None else Place(origin, place.block)


def no_picture_missing(made: Made) -> list[str]:
    """Every picture was read and its alternative text is told, or a loss at its place quotes that text."""
    readings, broken = _readings(made), []
    for place, asset in walk.pictures(made.source.document):
        true = true_place(made.source, place)
        losses = [loss for loss in _lost_at(made, true) if loss.kind is LossKind.DROPPED]
        if any(normalized(asset.alt) in normalized(loss.what) for loss in losses):
            continue
        if losses:
            broken.append(f"{true}: the loss does not quote the alternative text {asset.alt!r}")
        elif asset.sha256 not in made.read_digests:
            broken.append(f"{true}: the picture {asset.alt!r} is gone without a trace")
        elif not any(reading.tells(asset.alt, made.renderer.replacements) for reading in readings):
            broken.append(f"{true}: the alternative text {asset.alt!r} is gone without a trace")
    return broken


def no_address_missing(made: Made) -> list[str]:
    """Every action leads somewhere: its address is in a part, tagged, short or bare, or a loss at its place."""
    raw = "\n".join(said for reading in _readings(made) for said in (reading.seen, *reading.told))
    raw += "\n".join(part.text for part in made.artifact.parts if part.is_text)
    raw = re.sub(r"\s+", "", html.unescape(raw))
    lost = [loss.source for loss in made.artifact.losses]
    traced = [trace.source for trace in made.artifact.provenance]
    links, broken = made.source.request.links, []
    for place, url in walk.urls(made.source.document):
        if not place.field.endswith("url"):
            continue
        true = true_place(made.source, place)
        forms = {url, links.tagged(url), links.shortest(url)}
        forms |= {escape(form, Context.URL) for form in forms}
        bare = {form.partition("://")[2] or form for form in forms}
        told = any(_is_address(place, true) for place in (*lost, *traced))
        if not told and not any(form in raw for form in bare):
            broken.append(f"{true}: the address {url!r} is gone without a trace")
    return broken


def _is_address(place: Place, wanted: Place) -> bool:
    """Whether a place is that of an address: itself, its whole block, or the address of the block's action."""
    if not wanted.block:
        return place.whole == wanted
    return place.block == wanted.block and (place.field == "body" or place.field.endswith("url"))


def losses_are_sound(made: Made) -> list[str]:
    """A loss points at a place that exists, says why, and quotes words; none tells of a loss that is none."""
    broken = []
    for loss in made.artifact.losses:
        where = f"loss at {loss.source}"
        if not place_exists(loss.source, made):
            broken.append(f"{where}: there is no such place")
        shown = loss.why.show()
        if not shown.strip() or re.search(r"\{[a-z_]+\}", shown):
            broken.append(f"{where}: its reason is {shown!r}")
        if loss.kind in (LossKind.SHORTENED, LossKind.REPLACED) and not loss.what.strip():
            broken.append(f"{where}: it quotes nothing")
    return broken


def traces_are_sound(made: Made) -> list[str]:
    """A trace names a part, words that stand in it, and a place that exists."""
    parts = {part.name: part for part in made.artifact.parts}
    readings = {reading.name: reading for reading in _readings(made)}
    broken = []
    for trace in made.artifact.provenance:
        where = f"trace {trace.text[:40]!r} from {trace.source}"
        if trace.part not in parts:
            broken.append(f"{where}: there is no part {trace.part}")
            continue
        reading = readings.get(trace.part)
        if reading is not None and not reading.tells(trace.text, made.renderer.replacements):
            broken.append(f"{where}: the words are not in {trace.part}")
        if not place_exists(trace.source, made):
            broken.append(f"{where}: there is no such place")
    return broken


def place_exists(place: Place, made: Made) -> bool:
    """Whether a place names something in the document, its overrides and arms, or the tokens."""
    document = made.document
    if place.field.startswith("tokens."):
        return _token_exists(place.field, made)
    if place.field.startswith("overrides."):
        written = {f"overrides.{item.channel}.{item.format}.{item.field}" for item in document.overrides}
        return place.field in written
    if place.field.startswith("arms."):
        return document.arm is not None and place.field == f"arms.{document.arm.key}"
    return _stretch_exists(place, document, made.source.document)


def _token_exists(field: str, made: Made) -> bool:
    _, group, *rest = field.split(".", 2)
    if group == "legal":
        return any(line.key == rest[0] for line in corpus.tokens().legal)
    return hasattr(made.source.tokens, group)


def _stretch_exists(place: Place, *documents: Document) -> bool:
    values = [value for document in documents if (value := _value(document, place)) is not None]
    if not values:
        return False
    if place.start is None:
        return True
    length = max(len(getattr(value, "source", value)) for value in values)
    return 0 <= place.start <= (place.end or place.start) <= length


def _value(document: Document, place: Place) -> object:
    if not place.block:
        head, _, name = place.field.partition(".")
        if head == "facts":
            return document.fact(name)
        if head == "hero" and name:
            return getattr(document.hero, name, None)
        return get_field(document, place.field)
    block = next((block for block in document.all_blocks if block.id == place.block), None)
    value: object = block
    for step in place.field.split(".")[1:]:
        if isinstance(value, tuple):
            value = value[int(step)] if step.isdigit() and int(step) < len(value) else None
        elif step == "url" and getattr(value, "url", None) is None:
            value = getattr(getattr(value, "action", None), "url", None)
        else:
            value = getattr(value, step, None)
    return value


def within_limits(made: Made) -> list[str]:
    """No hard limit is passed, and every meter is one of the channel's limits."""
    limits = {limit.id for limit in made.renderer.limits_of(made.source.request.format)}
    broken = [
        f"meter {meter.name}: {meter.used} of {meter.limit}"
        for meter in made.artifact.meters
        if meter.over and meter.kind is MeterKind.HARD
    ]
    return broken + [f"meter {meter.name}: no such limit" for meter in made.artifact.meters if meter.name not in limits]


def parts_as_declared(made: Made) -> list[str]:
    """Every part that the format always has is there, each once, and each is what its media type says."""
    names = [part.name for part in made.artifact.parts]
    declared = made.renderer.format(made.source.request.format).parts
    broken = [f"the part {name} is missing" for name in declared if name not in names]
    broken += [f"the part {name} is there twice" for name in set(names) if names.count(name) > 1]
    if not declared:
        broken.append("the format declares no parts")
    heads = {"image/jpeg": b"\xff\xd8\xff", "image/png": b"\x89PNG", "application/pdf": b"%PDF-"}
    pictures = [(part.name, part.media_type, part.data) for part in made.artifact.parts]
    pictures += [(media.file_name, media.media_type, media.data) for media in made.artifact.media]
    broken += [
        f"{name} is no {kind}" for name, kind, data in pictures if kind in heads and not data.startswith(heads[kind])
    ]
    return broken + [
        part.name + " is not UTF-8" for part in made.artifact.parts if part.is_text and not _utf8(part.data)
    ]


def _utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def media_are_there(made: Made) -> list[str]:
    """Every picture that a part refers to is among the media, under the digest of its bytes; none is there in vain."""
    text = "\n".join(part.text for part in made.artifact.parts if part.is_text)
    names = {media.file_name for media in made.artifact.media}
    wanted = set(re.findall(r"media/([0-9a-f]{64}\.[a-z0-9]+)", text))
    broken = [f"{name} is referred to and not there" for name in sorted(wanted - names)]
    broken += [f"{name} is there and nothing refers to it" for name in sorted(names - wanted)]
    return broken + [
        f"{media.file_name} is not named by its digest"
        for media in made.artifact.media
        if hashlib.sha256(media.data).hexdigest() != media.sha256
    ]


def survives_json(made: Made) -> list[str]:
    """Document, input and artifact are the same after a round through JSON."""
    pairs = ((made.document, DOCUMENT), (made.source, INPUT), (made.artifact, ARTIFACT))
    return [schema.name for value, schema in pairs if codec.load(codec.dump(value, schema), schema) != value]


def tells_nothing_of_its_maker(made: Made) -> list[str]:
    """No path of this machine and no day on which it was made is in any part."""
    today = datetime.now(UTC)
    forbidden = [str(ROOT), str(Path.home()) + "/", "/tmp/", f"{today:%Y-%m-%d}", f"D:{today:%Y%m%d}"]
    files = [(part.name, part.data) for part in made.artifact.parts]
    files += [(media.file_name, media.data) for media in made.artifact.media]
    return [f"{name} holds {text!r}" for name, data in files for text in forbidden if text.encode() in data]


def same_again(made: Made) -> list[str]:
    """Made once more, it is the same, byte by byte."""
    again = make(made.renderer, made.source.request.format, made.document)
    if again.key != made.key:
        return ["another render key"]
    return differences(made, again)


def differences(one: Made, other: Made) -> list[str]:
    """What differs between two artifacts."""
    found = [
        f"{first.name} differs"
        for first, second in zip(one.artifact.parts, other.artifact.parts, strict=False)
        if first != second
    ]
    names = ("media", "losses", "meters", "provenance")
    found += [f"its {name} differ" for name in names if getattr(one.artifact, name) != getattr(other.artifact, name)]
    return found + ([] if len(one.artifact.parts) == len(other.artifact.parts) else ["another number of parts"])


PROMISES: tuple[Promise, ...] = (
    nothing_missing,
    no_picture_missing,
    no_address_missing,
    losses_are_sound,
    traces_are_sound,
    within_limits,
    parts_as_declared,
    media_are_there,
    survives_json,
    tells_nothing_of_its_maker,
    same_again,
)
