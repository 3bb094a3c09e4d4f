"""`python -m brand.maintenance.caniemail SOURCE`: refresh what mail programs support.

SOURCE is a `caniemail.json`, or a folder that holds one: the unpacked npm package `caniemail`, a copy of the site.
"""

import argparse
import json
import re
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from brand.errors import BrandError
from brand.mailclients import DATA, patterns
from renderers.contract.message import Message

_FILE = "caniemail.json"
_VALUES = frozenset("yanu")


def main(arguments: Sequence[str] | None = None) -> int:
    """Refresh the file; 0 = done, 2 = the source cannot be used."""
    parser = argparse.ArgumentParser(prog="python -m brand.maintenance.caniemail", description=__doc__)
    parser.add_argument("source", type=Path, metavar="SOURCE", help=f"{_FILE}, or a folder that holds it")
    parser.add_argument("--output", type=Path, default=DATA, help="the file to write (default: the one in use)")
    given = parser.parse_args(arguments)
    try:
        trimmed = trim(_read(given.source))
    except BrandError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    given.output.write_text(written(trimmed), "utf-8")
    sys.stdout.write(f"{given.output.name}: {len(trimmed['features'])} features, as of {trimmed['as_of']}\n")
    return 0


def trim(data: Mapping[str, Any]) -> dict[str, Any]:
    """Keep of the site's data what the rule needs: the newest result of each feature and client.

    Raises:
        BrandError: it is not in the shape it used to be in, or a feature we look for is gone.
    """
    try:
        by_slug = {entry["slug"]: entry for entry in data["data"]}
        names = data["nicenames"]
        wanted = [pattern.slug for pattern in patterns()]
        if missing := [slug for slug in wanted if slug not in by_slug]:
            raise BrandError(
                Message("These features are gone: {slugs}. Mend features.yaml first.", slugs=", ".join(missing))
            )
        features = {slug: _feature(by_slug[slug]) for slug in wanted}
        used = sorted({client for feature in features.values() for client in feature["support"]})
        return {
            "source": "Can I email (www.caniemail.com); MIT, see NOTICE.md",
            "as_of": str(data["last_update_date"])[:10],
            "clients": {client: _name(client, names) for client in used},
            "features": features,
        }
    except (KeyError, TypeError, AttributeError, IndexError) as error:
        raise BrandError(
            Message("The data have another shape than before: {problem}.", problem=repr(error)[:200])
        ) from error


def written(trimmed: Mapping[str, Any]) -> str:
    """The file: a line for every feature, so that a change of one can be read."""
    features = ",\n".join(
        f"  {json.dumps(slug)}: {json.dumps(entry, ensure_ascii=False, sort_keys=True)}"
        for slug, entry in trimmed["features"].items()
    )
    head = {key: value for key, value in trimmed.items() if key != "features"}
    return f'{json.dumps(head, ensure_ascii=False, indent=1)[:-2]},\n "features": {{\n{features}\n }}\n}}\n'


def _feature(entry: Mapping[str, Any]) -> dict[str, Any]:
    support = {
        f"{family}/{platform}": value
        for family, platforms in entry["stats"].items()
        for platform, versions in platforms.items()
        if versions and (value := str(list(versions.values())[-1])[:1]) in _VALUES
    }
    return {"title": entry["title"], "as_of": _day(str(entry["last_test_date"])), "support": support}


def _day(written_day: str) -> str:
    """The day of the last test; some are written without a leading zero."""
    year, month, day = re.findall(r"\d+", written_day)[:3]
    return f"{int(year):04}-{int(month):02}-{int(day):02}"


def _name(client: str, names: Mapping[str, Mapping[str, str]]) -> str:
    family, _, platform = client.partition("/")
    return f"{names['family'].get(family, family)} ({names['platform'].get(platform, platform)})"


def _read(source: Path) -> Mapping[str, Any]:
    found = sorted(source.rglob(_FILE)) if source.is_dir() else [source]
    if not found:
        raise BrandError(Message("The folder holds no {file}.", file=_FILE), file=source.as_posix())
    try:
        data = json.loads(found[0].read_bytes())
    except OSError as error:
        raise BrandError(
            Message("The file cannot be read: {problem}.", problem=error.strerror or str(error)), file=str(found[0])
        ) from error
    except (ValueError, RecursionError) as error:
        raise BrandError(
            Message("This is no JSON: {problem}.", problem=str(error)[:200]), file=found[0].as_posix()
        ) from error
    return dict(data) if isinstance(data, dict) else {}


if __name__ == "__main__":
    sys.exit(main())
