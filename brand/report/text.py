"""Findings for a terminal: file by file, each with the line it stands in."""

from collections.abc import Iterator

from brand.baseline import State
from brand.finding import Finding, Severity, Verdict
from brand.report import SEVERITIES, STATES, Report, counted, is_worth_showing
from renderers.contract.message import Message, Translator

_RESET = "\x1b[0m"
_COLORS = {Severity.ERROR: "\x1b[31m", Severity.WARNING: "\x1b[33m", Severity.NOTE: "\x1b[36m"}
_BOLD, _DIM, _GREEN = "\x1b[1m", "\x1b[2m", "\x1b[32m"
#: The most characters of a line that are shown around a finding.
_WIDTH = 100


def text_report(report: Report, *, color: bool = False) -> str:
    """The report as lines; `color` for a terminal that shows it."""
    paint = _Paint(on=color)
    lines: list[str] = []
    for trouble in report.troubles:
        lines += [f"{paint(_COLORS[Severity.ERROR], 'x')} {_visible(trouble.show(report.translate))}", ""]
    for name, findings in report.by_file.items():
        if findings:
            lines += [paint(_BOLD, _visible(name))]
            for finding in findings:
                lines += _finding(finding, report, paint)
            lines.append("")
    lines += _gone(report, paint)
    lines.append(_summary(report, paint))
    return "\n".join(lines) + "\n"


class _Paint:
    def __init__(self, *, on: bool) -> None:
        self._on = on

    def __call__(self, code: str, text: str) -> str:
        return f"{code}{text}{_RESET}" if self._on else text


def _finding(finding: Finding, report: Report, paint: _Paint) -> Iterator[str]:
    translate = report.translate
    label = translate(SEVERITIES[finding.severity])
    if finding.waiver:
        label = translate("waived")
    elif finding.verdict is Verdict.NEEDS_REVIEW:
        label = f"{label}, {translate('needs review')}"
    if report.state(finding) is State.UNCHANGED:
        label = f"{label}, {translate('unchanged')}"
    head = f"  {_spot(finding, translate):<10} {paint(_COLORS[finding.severity], label)}  "
    yield head + _visible(finding.message.show(translate)) + "  " + paint(_DIM, finding.rule)
    yield from _frame(finding, report, paint)
    if finding.where.source is not None:
        yield paint(_DIM, f"             {Message('in {place}', place=str(finding.where.source)).show(translate)}")
    if finding.also:
        yield paint(
            _DIM, f"             {Message('also in {outputs}', outputs=', '.join(finding.also)).show(translate)}"
        )
    if finding.waiver:
        reason = report.waivers.get(finding.waiver, "")
        yield paint(_DIM, f"             {finding.waiver}: {_visible(reason)}".rstrip(": "))


def _gone(report: Report, paint: _Paint) -> Iterator[str]:
    """What the baseline had and is no more."""
    if report.gone:
        yield paint(_BOLD, report.translate("No longer found"))
        for entry in report.gone:
            yield f"  {_visible(entry.subject)}  {_visible(entry.quote)}  {paint(_DIM, entry.rule)}"
        yield ""


def _spot(finding: Finding, translate: Translator) -> str:
    where = finding.where
    if where.page:
        return Message("page {page}", page=where.page).show(translate)
    if where.line:
        return f"{where.line}:{where.column}"
    return translate(_PARTS[where.path]) if where.path in _PARTS else "HTML" if where.path else "-"


def _frame(finding: Finding, report: Report, paint: _Paint) -> Iterator[str]:
    """The line with the words marked: out of the file where it is known, else out of the finding itself."""
    quote = finding.quote.text
    if not is_worth_showing(finding):
        return
    before, after = _surroundings(finding, report)
    before, after = _visible(before)[-_WIDTH // 2 :], _visible(after)[: _WIDTH // 2]
    shown = _visible(quote) if len(quote) <= _WIDTH else f"{_visible(quote)[: _WIDTH - 1]}…"
    number = str(finding.where.line) if finding.where.line else ""
    yield f"     {paint(_DIM, f'{number:>6} |')} {before}{shown}{after}"
    fix = "" if finding.fix is None else paint(_GREEN, f" -> {_visible(finding.fix.new) or '∅'}")
    marks = paint(_COLORS[finding.severity], "^" * max(len(shown), 1))
    yield f"     {paint(_DIM, '       |')} {' ' * len(before)}{marks}{fix}"


def _surroundings(finding: Finding, report: Report) -> tuple[str, str]:
    """What stands before and after the quote on its line."""
    quote, where = finding.quote, finding.where
    lines = report.sources.get(where.part, "").splitlines()
    if 0 < where.line <= len(lines):
        line, at = lines[where.line - 1], where.column - 1
        if line[at : at + len(quote.text)] == quote.text:
            return line[:at], line[at + len(quote.text) :]
    return quote.before.rpartition("\n")[2], quote.after.partition("\n")[0]


def _visible(text: str) -> str:
    """One line without control characters: what a file holds must not steer the terminal."""
    return "".join(
        character if character.isprintable() or character == "\xa0" else " " if character in "\n\t" else "�"
        for character in text
    )


def _summary(report: Report, paint: _Paint) -> str:
    translate = report.translate
    found = [(severity, count) for severity, count in counted(report) if count]
    waived = len(report.audit.waived)
    files = Message("{count} inspected", count=len(report.files)).show(translate)
    parts = [paint(_COLORS[severity], f"{translate(_NOUNS[severity])}: {count}") for severity, count in found]
    if not parts:
        parts = [paint(_GREEN, translate("No findings."))]
    parts += [f"{translate(STATES[state])}: {count}" for state, count in report.states.items()]
    if waived:
        parts.append(f"{translate('waived')}: {waived}")
    if report.troubles:
        parts.append(f"{translate('could not be inspected')}: {len(report.troubles)}")
    return f"{', '.join(parts)} ({files})".replace(".,", ",")  # "No findings." is a sentence, unless more follows


#: Parts of a mail by their paths; all others are in its HTML.
_PARTS = {"Subject": "Subject line", "text/plain": "Plain text"}
_NOUNS = {Severity.ERROR: "Errors", Severity.WARNING: "Warnings", Severity.NOTE: "Notes"}
