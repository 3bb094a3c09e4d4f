"""From what somebody names on the command line (files, folders, addresses, standard input) to subjects."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from pathlib import Path
from urllib.parse import urljoin

from selectolax.lexbor import LexborHTMLParser

from brand.errors import BrandError, InspectError
from brand.fetch import Fetched
from brand.inspect.apart import Runner, here
from brand.inspect.folder import ARTIFACT, artifact_folders, inspect_folder
from brand.inspect.limits import BYTES, MEGABYTE, decoded
from brand.inspect.sniff import ENDINGS, inspect_bytes, kind_of
from brand.subject import Subject, SubjectKind
from renderers.contract.artifact import Meter
from renderers.contract.document import Document
from renderers.contract.message import Message
from renderers.contract.renderer import Limit

#: Style sheets that are fetched with a page.
SHEETS = 20
#: The name of the piece that outside files are of which are said to belong together.
ONE_PIECE = "given"
_SHEET_BYTES = 2 << 20


def _no_piece(_file: Path, _locale: str) -> Document | None:
    return None


def _no_limits(_channel: str, _format_key: str) -> Sequence[Limit]:
    return ()


def _no_meters(_text: str, _channel: str, _format_key: str) -> Sequence[Meter]:
    return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What the user says of the material, and what the command line lends to the cores.

    `read_piece` makes a document of a Markdown file (None = it is no piece), `measure` gives a channel's meters for a
    text, `limits` what it allows, `get` fetches an address, `run` lends a process for PDFs. `one_piece`: everything
    named is of one piece, so that its values are compared.
    """

    channel: str = ""
    format: str = ""
    locale: str = ""
    default_locale: str = "de"
    today: date | None = None
    read_piece: Callable[[Path, str], Document | None] = _no_piece
    measure: Callable[[str, str, str], Sequence[Meter]] = _no_meters
    limits: Callable[[str, str], Sequence[Limit]] = _no_limits
    get: Callable[[str], Fetched]
    run: Runner = here
    one_piece: bool = False

    def subjects(self, data: bytes, name: str, *, document: Document | None = None) -> tuple[Subject, ...]:
        """What a file is to the rules, with the words of the user about it.

        Raises:
            InspectError: it is of no known kind, too large or broken.
        """
        return tuple(_described(subject, self) for subject in _bytes(data, name, self, document=document)[0])


@dataclass(slots=True)
class Gathered:
    """The subjects, what could not be inspected, the names of everything inspected, and texts for code frames."""

    subjects: list[Subject] = field(default_factory=list)
    troubles: list[BrandError] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    sources: dict[str, str] = field(default_factory=dict)


def gather(
    targets: Iterable[str],
    about: About,
    *,
    stdin: Callable[[], bytes],
    progress: Callable[[str], None] = lambda _: None,
) -> Gathered:
    """Inspect everything that is named. What cannot be inspected is a trouble; the rest goes on."""
    gathered = Gathered()
    for target in targets:
        try:
            for name, inspect in _sources(target, about, stdin):
                progress(name)
                try:
                    _add(gathered, name, *inspect(), about)
                except BrandError as error:
                    gathered.troubles.append(error)
        except BrandError as error:
            gathered.troubles.append(error)
    if about.one_piece:
        gathered.subjects = _together(gathered.subjects)
    return gathered


def _together(subjects: Sequence[Subject]) -> list[Subject]:
    """Subjects as variants of one piece; where a language stands with one region and without, it is that region's."""
    regions: dict[str, set[str]] = {}
    for subject in subjects:
        regions.setdefault(subject.language, set()).add(subject.locale)
    meant = {
        language: next(iter(named))
        for language, locales in regions.items()
        if len(named := {locale for locale in locales if locale.lower() != language}) == 1
    }
    piece = next((subject.group for subject in subjects if subject.group), ONE_PIECE)
    return [replace(one, piece=piece, locale=meant.get(one.language, one.locale)) for one in subjects]


_Inspected = tuple[tuple[Subject, ...], str]
_Source = tuple[str, Callable[[], _Inspected]]


def _add(gathered: Gathered, name: str, subjects: tuple[Subject, ...], text: str, about: About) -> None:
    gathered.files.append(name)
    if text:
        gathered.sources[name] = text
    gathered.subjects += [_described(subject, about) for subject in subjects]


def _described(subject: Subject, about: About) -> Subject:
    limits = tuple(about.limits(subject.channel, subject.format)) if subject.channel else ()
    return _measured(replace(subject, locale=subject.locale or about.default_locale, limits=limits), about)


def _measured(subject: Subject, about: About) -> Subject:
    """Meters for a text of a channel that no renderer made."""
    if subject.meters or not subject.channel or subject.kind is not SubjectKind.TEXT:
        return subject
    text = "\n\n".join(run.text for run in subject.runs)
    return replace(subject, meters=tuple(about.measure(text, subject.channel, subject.format)))


def _sources(target: str, about: About, stdin: Callable[[], bytes]) -> Iterator[_Source]:
    if target == "-":
        yield "-", lambda: _bytes(stdin(), "-", about)
    elif target.startswith(("http://", "https://")):
        yield target, partial(_address, target, about)
    elif Path(target).is_dir():
        yield from _folder(Path(target), about)
    else:
        yield target, partial(_file, Path(target), about)


def _folder(folder: Path, about: About) -> Iterator[_Source]:
    """Render folders in it, then every other file of a known kind; what is hidden is left out."""
    rendered = artifact_folders(folder)
    for inner in rendered:
        yield inner.as_posix(), partial(_rendered, inner, about)
    files = files_in(folder)
    for file in files:
        yield file.as_posix(), partial(_file, file, about)
    if not files and not rendered:
        raise InspectError(
            Message(
                "The folder holds nothing that can be inspected: no {artifact} and no files ending in {known}.",
                artifact=ARTIFACT,
                known=", ".join(sorted(ENDINGS)),
            ),
            file=folder.as_posix(),
        )


def files_in(folder: Path) -> list[Path]:
    """The files of known kinds in a folder, sorted; what is hidden or of a render folder is left out."""
    rendered = artifact_folders(folder)
    return [file for file in sorted(folder.rglob("*")) if _is_meant(file, folder, rendered)]


def _is_meant(file: Path, folder: Path, rendered: Sequence[Path]) -> bool:
    hidden = any(part.startswith(".") for part in file.relative_to(folder).parts)
    known = file.suffix.lower() in ENDINGS and not any(file.is_relative_to(inner) for inner in rendered)
    return known and not hidden and file.is_file()


def _rendered(folder: Path, about: About) -> _Inspected:
    return inspect_folder(folder, name=folder.as_posix(), today=about.today), ""


def read_file(file: Path) -> bytes:
    """The bytes of a file.

    Raises:
        InspectError: it is not there, may not be read, or is too large.
    """
    name = file.as_posix()
    try:
        if file.stat().st_size > max(BYTES.values()):
            limit = max(BYTES.values()) // MEGABYTE
            raise InspectError(Message("The file has more than {limit} MB.", limit=limit), file=name)
        return file.read_bytes()
    except OSError as error:
        raise InspectError(
            Message("The file cannot be read: {problem}.", problem=error.strerror or str(error)), file=name
        ) from error


def _file(file: Path, about: About) -> _Inspected:
    name, data = file.as_posix(), read_file(file)
    document = None
    if kind_of(data, name) == "markdown":
        document = about.read_piece(file, about.locale)
    return _bytes(data, name, about, document=document)


def _bytes(
    data: bytes,
    name: str,
    about: About,
    *,
    media_type: str = "",
    charset: str = "",
    document: Document | None = None,
    sheets: tuple[str, ...] = (),
) -> _Inspected:
    subjects = inspect_bytes(
        data,
        name=name,
        media_type=media_type,
        charset=charset,
        channel=about.channel,
        format_key=about.format,
        locale=about.locale,
        today=about.today,
        document=document,
        sheets=sheets,
        run=about.run,
    )
    textual = kind_of(data, name, media_type) in {"markdown", "text", "html"}
    return subjects, decoded(data, name, charset) if textual and not charset else ""


def _address(url: str, about: About) -> _Inspected:
    """A live page with its style sheets, or whatever else lies at an address."""
    answer = about.get(url)
    sheets: tuple[str, ...] = ()
    if answer.media_type in {"text/html", "application/xhtml+xml"}:
        sheets = tuple(_sheets(answer, about))
    return _bytes(answer.data, url, about, media_type=answer.media_type, charset=answer.charset, sheets=sheets)


def _sheets(answer: Fetched, about: About) -> Iterator[str]:
    """The style sheets a page loads; those that cannot be had are left out, as a browser does."""
    tree = LexborHTMLParser(answer.data.decode("utf-8", "replace"))
    for link in tree.css("link[rel~=stylesheet][href]")[:SHEETS]:
        try:
            sheet = about.get(urljoin(answer.url, link.attributes.get("href") or ""))
        except BrandError:
            continue
        if sheet.media_type == "text/css" and len(sheet.data) <= _SHEET_BYTES:
            yield sheet.data.decode(sheet.charset or "utf-8", "replace")
