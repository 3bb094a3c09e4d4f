"""Pages for people who write scripts: for each task a `curl` line and a few lines of Python, run in a test as written.

The texts are Markdown files beside this one, `<name>.<language>.md`; the code in them is the same in every language.
"""

from functools import lru_cache
from pathlib import Path

import markdown
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

FOLDER = Path(__file__).parent
#: In the order in which people meet these tasks.
NAMES = ("newsletter", "folder", "webhook", "pdf", "draft")
_PAGE = """<!doctype html>
<html lang="{language}"><head><meta charset="utf-8"><title>{title} – Einklang</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<style>
:root{{color-scheme:light dark;--ink:#1f2937;--paper:#fff;--line:#d1d5db;--code:#f3f4f6;--link:#1d4ed8}}
@media (prefers-color-scheme:dark){{
:root{{--ink:#e5e7eb;--paper:#14171c;--line:#374151;--code:#1f242c;--link:#93c5fd}}}}
body{{font:1rem/1.6 system-ui,sans-serif;color:var(--ink);background:var(--paper);margin:0}}
main,nav{{max-width:46rem;margin:0 auto;padding:1rem 1.25rem}}nav{{border-bottom:1px solid var(--line)}}
nav ul{{list-style:none;display:flex;flex-wrap:wrap;gap:.25rem 1.25rem;margin:0;padding:0}}
a{{color:var(--link)}}h1{{font-size:1.6rem;line-height:1.25}}h2{{font-size:1.15rem;margin-top:2rem}}
code{{font:.875rem/1.55 ui-monospace,monospace;background:var(--code);padding:.1em .3em;border-radius:.2rem}}
pre{{background:var(--code);border:1px solid var(--line);border-radius:.4rem;padding:.9rem 1rem;
white-space:pre-wrap;overflow-wrap:anywhere}}
pre code{{background:none;padding:0}}
</style></head>
<body><nav aria-label="{tasks}"><ul>{links}</ul></nav><main>{text}</main></body></html>
"""


@require_safe
def list_guides(request: HttpRequest) -> HttpResponse:
    """What there is, and what every script needs."""
    return _page("index")


@require_safe
def show_guide(request: HttpRequest, guide: str) -> HttpResponse:
    """How one task is done."""
    if guide not in NAMES:
        raise Http404
    return _page(guide)


def text_of(name: str, language: str) -> str:
    """The Markdown of a page."""
    return (FOLDER / f"{name}.{language}.md").read_text("utf-8")


def title_of(name: str, language: str) -> str:
    """The heading of a page."""
    return text_of(name, language).partition("\n")[0].removeprefix("# ")


def _page(name: str) -> HttpResponse:
    language = "de" if (get_language() or "").startswith("de") else "en"
    links = [(reverse("api_guides"), title_of("index", language))]
    links += [(reverse("api_guide", args=[each]), title_of(each, language)) for each in NAMES]
    links += [(reverse("api-1:openapi-view"), _("All calls"))]
    page = format_html(
        _PAGE,
        language=language,
        title=title_of(name, language),
        tasks=_("Tasks"),
        links=format_html_join("", '<li><a href="{}">{}</a></li>', links),
        text=_as_html(name, language),
    )
    response = HttpResponse(page)
    response["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'"
    patch_vary_headers(response, ["Accept-Language"])
    return response


@lru_cache(maxsize=32)
def _as_html(name: str, language: str) -> SafeString:
    shown = markdown.markdown(text_of(name, language), extensions=["fenced_code", "tables"], output_format="html")
    return mark_safe(shown)  # noqa: S308 -- our own files
