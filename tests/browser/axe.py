"""axe-core in the browser: what of a screen keeps people out who see, hear or move differently."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

#: What axe calls grave.
GRAVE = ("serious", "critical")
_RUN = """
const done = arguments[arguments.length - 1];
const excused = arguments[0];
const wanted = {resultTypes: ["violations"], iframes: false};
window.axeOfTests.run(document, wanted).then((found) => done(found.violations.flatMap(
  (rule) => rule.nodes.map((node) => {
    const place = node.target.flat().join(" ");
    let element = null;
    try { element = document.querySelector(node.target.flat()[0]); } catch (error) { /* in a shadow tree */ }
    const leave = excused.findIndex((one) => one[0] === rule.id && element && element.closest(one[1]));
    return {rule: rule.id, impact: node.impact || rule.impact, place: place, html: node.html.slice(0, 200),
            why: (node.failureSummary || "").split("\\n").slice(1, 3).join(" ").trim(), leave: leave};
  })))).catch((error) => done([{rule: "axe", impact: "critical", place: "", html: "", why: String(error), leave: -1}]));
"""
_STILL = """
// A page whose policy lets no foreign style element in lets its own scripts do this.
const sheet = new CSSStyleSheet();
sheet.replaceSync("*, *::before, *::after { transition: none !important; animation: none !important }");
document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
"""


@dataclass(frozen=True, slots=True)
class Excuse:
    """One breach in markup that is not ours and cannot be reached from our templates."""

    rule: str
    within: str
    reason: str


#: Others' own, one by one. What nobody needs any more fails the test.
_SWAGGER = "Swagger UI's own markup and colors, drawn by its script on the API's pages, which are for developers"
EXCUSES: tuple[Excuse, ...] = (
    Excuse("color-contrast", "#swagger-ui .version-stamp", _SWAGGER),
    Excuse("color-contrast", "#swagger-ui .url", _SWAGGER),
    Excuse("color-contrast", "#swagger-ui .info a", _SWAGGER),
    Excuse("color-contrast", "#swagger-ui .btn", _SWAGGER),
    Excuse("color-contrast", "#swagger-ui .opblock-summary-method", _SWAGGER),
    Excuse("color-contrast", "#swagger-ui .json-schema-2020-12-expand-deep-button", _SWAGGER),
    Excuse("nested-interactive", "#swagger-ui .opblock-summary-control", _SWAGGER),
)


@dataclass(frozen=True, slots=True)
class Breach:
    """One place that axe finds fault with."""

    rule: str
    impact: str
    place: str
    html: str
    why: str

    def __str__(self) -> str:
        return f"{self.impact} {self.rule}: {self.place}\n      {self.html}\n      {self.why}"


@cache
def _script() -> str:
    return resources.files("selenium_axe_python").joinpath("axe-core", "axe.min.js").read_text("utf-8")


def still(driver: Any) -> None:
    """Nothing moves: a color half way between two is nobody's."""
    driver.execute_script(_STILL)


def breaches(driver: Any, used: set[Excuse]) -> Iterator[Breach]:
    """What is grave on the page that is open, without what is excused; the excuses that were used are noted."""
    if not driver.execute_script("return !!window.axeOfTests"):
        # Wagtail brings one of its own, which may be at work.
        driver.execute_script("window.theirAxe = window.axe")
        driver.execute_script(_script())
        driver.execute_script("window.axeOfTests = window.axe; window.axe = window.theirAxe")
    for found in driver.execute_async_script(_RUN, [[one.rule, one.within] for one in EXCUSES]):
        leave = found.pop("leave")
        if leave >= 0:
            used.add(EXCUSES[leave])
        elif found["impact"] in GRAVE:
            yield Breach(**found)
