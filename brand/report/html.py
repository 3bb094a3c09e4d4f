"""Findings as one self-contained page, for mails and archives: no script, nothing loaded, everything escaped."""

from collections.abc import Iterator
from html import escape

from brand.baseline import State
from brand.finding import Finding, Verdict
from brand.report import SEVERITIES, STATES, Report, counted, is_worth_showing, pages
from renderers.contract.message import Message

_STYLE = """
:root{color-scheme:light dark;--ink:#1b1f27;--soft:#5a6170;--line:#dfe3ea;--paper:#fff;--tint:#f5f7fa;
--error:#b3261e;--warning:#8a5300;--note:#1f5a94;--good:#1d6b3a}
@media (prefers-color-scheme:dark){:root{--ink:#e8eaf0;--soft:#a3aab8;--line:#343a46;--paper:#15181e;--tint:#1d2129;
--error:#ff8a80;--warning:#f2b35a;--note:#8ab8f0;--good:#7fcf9b}}
*{box-sizing:border-box}
body{margin:0 auto;padding:2.5rem 1.25rem 4rem;max-width:60rem;background:var(--paper);color:var(--ink);
font:1rem/1.55 system-ui,-apple-system,"Segoe UI",sans-serif}
h1{font-size:1.6rem;line-height:1.2;margin:0 0 1.25rem;letter-spacing:-.01em}
h2{font-size:1.05rem;margin:2.5rem 0 .75rem;overflow-wrap:anywhere}
.counts{display:flex;flex-wrap:wrap;gap:.75rem;margin:0;padding:0;list-style:none}
.counts li{border:1px solid var(--line);border-radius:.6rem;padding:.6rem 1rem;min-width:7rem}
.counts b{display:block;font-size:1.6rem;line-height:1.1;font-variant-numeric:tabular-nums}
.error{color:var(--error)}.warning{color:var(--warning)}.note{color:var(--note)}.good{color:var(--good)}
article{border:1px solid var(--line);border-left:.3rem solid currentColor;border-radius:.5rem;margin:0 0 .75rem;
padding:.75rem 1rem}
article>*{color:var(--ink)}
article p{margin:.15rem 0}
.label{font-weight:600;font-size:.85rem}
.rule,.where{color:var(--soft);font-size:.85rem;overflow-wrap:anywhere}
.waived{opacity:.85}
blockquote{margin:.6rem 0;padding:.55rem .8rem;background:var(--tint);border-radius:.4rem;overflow-wrap:anywhere;
white-space:pre-wrap}
mark{background:none;color:inherit;font-weight:700;text-decoration:underline wavy;text-underline-offset:.2em}
ins{color:var(--good);text-decoration:none;font-weight:600}
details{margin-top:.4rem;font-size:.9rem}summary{cursor:pointer;color:var(--soft)}
"""


def html_report(report: Report) -> str:
    """The page."""
    title = report.translate("Brand check")
    lines = [
        "<!doctype html>",
        f'<html lang="{escape(report.language[:2] or "en")}"><head><meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width,initial-scale=1">',
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">",
        f"<title>{escape(title)}</title><style>{_STYLE}</style></head><body>",
        f"<h1>{escape(title)}</h1>",
        *_counts(report),
        *_troubles(report),
        *_files(report),
        *_gone(report),
        "</body></html>",
    ]
    return "\n".join(lines) + "\n"


def _counts(report: Report) -> Iterator[str]:
    translate = report.translate
    yield '<ul class="counts">'
    for severity, count in counted(report):
        look = severity.value if count else "good"
        yield f'<li><b class="{look}">{count}</b> {escape(translate(_NOUNS[severity.value]))}</li>'
    if report.audit.waived:
        yield f"<li><b>{len(report.audit.waived)}</b> {escape(translate('waived'))}</li>"
    for state, count in report.states.items():
        yield f"<li><b>{count}</b> {escape(translate(STATES[state]))}</li>"
    yield f"<li><b>{len(report.files)}</b> {escape(translate('inspected'))}</li>"
    yield "</ul>"


_NOUNS = {"error": "Errors", "warning": "Warnings", "note": "Notes"}


def _troubles(report: Report) -> Iterator[str]:
    if report.troubles:
        yield f"<h2>{escape(report.translate('could not be inspected'))}</h2>"
    for trouble in report.troubles:
        yield f'<article class="error"><p>{escape(trouble.show(report.translate))}</p></article>'


def _files(report: Report) -> Iterator[str]:
    titles = {name: rule.title for name, rule in pages(report).items()}
    for name, findings in report.by_file.items():
        yield f"<h2>{escape(name)}</h2>"
        if not findings:
            yield f'<p class="good">{escape(report.translate("No findings."))}</p>'
        for finding in findings:
            yield from _finding(finding, report, titles.get(finding.rule, ""))


def _finding(finding: Finding, report: Report, title: str) -> Iterator[str]:
    translate = report.translate
    label = translate(SEVERITIES[finding.severity])
    if finding.waiver:
        label = f"{label}, {translate('waived')}"
    elif finding.verdict is Verdict.NEEDS_REVIEW:
        label = f"{label}, {translate('needs review')}"
    state = report.state(finding)
    if state is not None:
        label = f"{label}, {translate(STATES[state])}"
    aside = finding.waiver or state is State.UNCHANGED
    yield f'<article class="{finding.severity.value}{" waived" if aside else ""}">'
    message = escape(finding.message.show(translate))
    yield f'<p><span class="label {finding.severity.value}">{escape(label)}</span> {message}</p>'
    if is_worth_showing(finding):
        quote = finding.quote
        fix = f" → <ins>{escape(finding.fix.new) or '∅'}</ins>" if finding.fix is not None else ""
        words = f"{escape(quote.before)}<mark>{escape(quote.text)}</mark>{escape(quote.after)}"
        yield f"<blockquote>{words}{fix}</blockquote>"
    yield f'<p class="where">{escape(_place(finding, report))}</p>'
    yield f'<p class="rule" title="{escape(translate(title))}">{escape(finding.rule)}</p>'
    if finding.waiver:
        yield f"<p>{escape(report.waivers.get(finding.waiver, '') or finding.waiver)}</p>"
    yield from _details(finding, report)
    yield "</article>"


def _gone(report: Report) -> Iterator[str]:
    """What the baseline had and is no more."""
    if report.gone:
        yield f'<h2 class="good">{escape(report.translate("No longer found"))}</h2><ul>'
        for entry in report.gone:
            yield f'<li>{escape(entry.quote or entry.rule)} <span class="rule">{escape(entry.rule)}'
            yield f"{escape(f' · {entry.subject}')}</span></li>"
        yield "</ul>"


def _place(finding: Finding, report: Report) -> str:
    where, translate = finding.where, report.translate
    parts = [f"{where.line}:{where.column}" if where.line else ""]
    parts.append(Message("page {page}", page=where.page).show(translate) if where.page else "")
    parts.append(where.path)
    parts.append(Message("in {place}", place=str(where.source)).show(translate) if where.source is not None else "")
    parts.append("/".join(filter(None, (finding.channel, finding.format))))
    parts.append(Message("also in {outputs}", outputs=", ".join(finding.also)).show(translate) if finding.also else "")
    return " · ".join(filter(None, parts))


def _details(finding: Finding, report: Report) -> Iterator[str]:
    rows = [f"{escape(key)}: {escape(value)}" for key, value in finding.evidence]
    rows += [escape(str(where)) for where in finding.related]
    if rows:
        yield f"<details><summary>{escape(report.translate('Evidence'))}</summary>{'<br>'.join(rows)}</details>"
