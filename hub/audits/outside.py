"""Outside material judged by a brand's guideline: a text, a file, an address. Nothing of it is kept."""

import os
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from brand.audit import Audit, audit
from brand.errors import BrandError, FetchError, InspectError
from brand.fetch import Fetched, fetch
from brand.gathering import About, gather
from brand.subject import Subject
from hub.accounts.models import Brand
from hub.audits.judging import today_of
from hub.guidelines.convert import to_guideline
from hub.guidelines.selectors import guideline_in_force, version_in_force
from renderers import registry
from renderers.contract.artifact import Meter
from renderers.contract.message import Message
from renderers.contract.renderer import Limit
from renderers.toolkit.isolation import GuardedJobError, guarded

#: What a PDF may take that is taken apart in a guarded child: seconds, and megabytes of memory and of what is read.
WALL_S, MEMORY_MB, OUTPUT_MB = 30.0, 1024, 100
#: Seconds that an address and its style sheets may take together.
FETCH_S = 20.0
#: File endings of the kinds of texts that may be sent as a text.
TEXTS = {"text/plain": ".txt", "text/markdown": ".md", "text/html": ".html"}


@dataclass(frozen=True, slots=True)
class Asked:
    """By whose guideline, and what the material is for."""

    brand: Brand
    channel: str = ""
    format: str = ""
    locale: str = ""


@dataclass(frozen=True, slots=True)
class Judged:
    """What was found, the names of what was looked at, and the number of the guideline it was judged by."""

    audit: Audit
    files: tuple[str, ...]
    guideline_version: int | None


def judge_file(data: bytes, name: str, asked: Asked) -> Judged:
    """Judge a file by its bytes; its name says what kind of file it is, else its first bytes do.

    Raises:
        BrandError: it is of no known kind, too large or broken.
        RendererError: there is no such channel or format.
    """
    about = _about(asked)
    return _judged(about.subjects(data, name), (name,), asked)


def judge_address(url: str, asked: Asked) -> Judged:
    """Judge what lies at a public address, a page with its style sheets.

    Raises:
        BrandError: it cannot be fetched or read.
        RendererError: there is no such channel or format.
    """
    if not url.startswith(("http://", "https://")):  # anything else would be a path of this machine
        raise FetchError(Message("Only http and https addresses are fetched."), file=url[:200])
    gathered = gather([url], _about(asked), stdin=bytes)
    if gathered.troubles:
        raise gathered.troubles[0]
    return _judged(gathered.subjects, tuple(gathered.files), asked)


def _judged(subjects: Sequence[Subject], files: tuple[str, ...], asked: Asked) -> Judged:
    version = version_in_force(asked.brand)
    guideline = to_guideline(version) if version is not None else guideline_in_force(asked.brand)
    found = audit(subjects, guideline, today=today_of(asked.brand), police=False)
    return Judged(found, files, version.number if version is not None else None)


def _about(asked: Asked) -> About:
    if asked.channel:
        renderer = registry.get(asked.channel)
        if asked.format:
            renderer.format(asked.format)
    elif asked.format:
        raise InspectError(Message("Say which channel the format “{format}” is of.", format=asked.format))
    return About(
        channel=asked.channel,
        format=asked.format,
        locale=asked.locale,
        default_locale=asked.brand.default_locale,
        today=today_of(asked.brand),
        measure=_meters,
        limits=_limits,
        get=_getter(),
        run=_apart,
    )


def _getter() -> Callable[[str], Fetched]:
    """Fetches one address after the other, all of them within one time."""
    return partial(_get, time.monotonic() + FETCH_S)


def _get(deadline: float, url: str) -> Fetched:
    left = deadline - time.monotonic()
    if left <= 0:
        raise FetchError(Message("The address did not answer in time."), file=url[:200])
    return fetch(url, seconds=left)


def _meters(text: str, channel: str, format_key: str) -> Sequence[Meter]:
    renderer = registry.get(channel)
    if not format_key and len(renderer.formats) > 1:
        return ()
    return registry.measure(renderer, text, format_key or renderer.formats[0].key)


def _limits(channel: str, format_key: str) -> Sequence[Limit]:
    return registry.get(channel).limits_of(format_key)


def _apart(job: Callable[[], bytes], name: str) -> bytes:
    """Run a job in a guarded child; here, where the system knows no such thing."""
    if not hasattr(os, "fork"):
        return job()
    try:
        return guarded(job, wall_s=WALL_S, memory_mb=MEMORY_MB, output_mb=OUTPUT_MB, name=name)
    except GuardedJobError as error:
        raise InspectError(error.message, file=name) from error


__all__ = ["TEXTS", "Asked", "BrandError", "Judged", "judge_address", "judge_file"]
