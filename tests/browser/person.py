"""What a person does in front of the admin, in words."""

import base64
import time
from collections.abc import Callable, Collection
from pathlib import Path
from typing import Any

from selenium.common.exceptions import (
    ElementNotInteractableException,
    NoAlertPresentException,
    NoSuchElementException,
    StaleElementReferenceException,
    UnexpectedAlertPresentException,
)
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.ui import Select

PATIENCE = 40.0
#: Run in every page: keeps why an autosave failed.
NOTE_AUTOSAVE = """
window.autosaveTroubles = [];
document.addEventListener("w-autosave:error", (event) => {
  window.autosaveTroubles.push(`autosave: ${event.detail.text} ${JSON.stringify(event.detail.response)}`);
});
"""


class Person:
    """Opens pages, fills in fields, presses buttons, takes pictures. Waits for what a page still has to bring."""

    def __init__(self, driver: Any, base: str, artefacts: Path, under_way: Collection[int] = ()) -> None:
        self.driver, self.base, self.artefacts = driver, base, artefacts
        #: What the server is answering right now.
        self.under_way = under_way

    def open(self, path: str) -> None:
        self.driver.get(path if path.startswith("http") else f"{self.base}{path}")

    def sign_in(self, name: str, password: str = "password") -> None:
        self.open("/admin/login/")
        self.fill("username", name)
        self.fill("password", password)
        self.press("button[type=submit]")
        self.wait(lambda: "/login/" not in self.driver.current_url)

    def find(self, selector: str) -> WebElement:
        """The first element of a selector, waited for."""
        found: WebElement = self.wait(lambda: self.driver.find_element(By.CSS_SELECTOR, selector), selector)
        return found

    def all(self, selector: str) -> list[WebElement]:
        found: list[WebElement] = self.driver.find_elements(By.CSS_SELECTOR, selector)
        return found

    def fill(self, name: str, text: str) -> None:
        """Type into a field by its name, in place of what is there."""

        def act() -> bool:
            field = self.driver.find_element(By.NAME, name)
            field.clear()
            field.send_keys(text)
            # A dialog that closes late takes the focus, and the keys, with it: who sees that types again.
            return field.get_attribute("value") == text

        self.wait(act, name)

    def press(self, selector: str) -> None:
        """Press the first visible element of a selector."""

        def act() -> bool:
            shown = [each for each in self.all(selector) if each.is_displayed()]
            if not shown:
                return False
            self.driver.execute_script("arguments[0].scrollIntoView({block: 'center'})", shown[0])
            self.driver.execute_script("arguments[0].click()", shown[0])
            return True

        self.wait(act, selector)

    def click(self, element: WebElement) -> None:
        """Press an element that is at hand."""
        self.driver.execute_script("arguments[0].scrollIntoView({block: 'center'}); arguments[0].click()", element)

    def choose(self, name: str, label: str) -> None:
        """Choose in a list of the page."""
        self.wait(lambda: Select(self.driver.find_element(By.NAME, name)).select_by_visible_text(label) is None, label)

    def panel(self, name: str) -> None:
        """Open a side panel, unless it is open."""
        panel = f"[data-side-panel='{name}']"

        def act() -> bool:
            if not self.shown(panel):
                self.press(f"[data-side-panel-toggle='{name}']")
            return self.soon(lambda: self.shown(panel))

        self.wait(act, f"the panel {name}")

    def shown(self, selector: str) -> bool:
        """Whether something of this selector is seen."""
        return any(each.is_displayed() for each in self.all(selector))

    def publish(self) -> None:
        """Press the button inside the closed menu beside "Save draft"."""
        self.act("action-publish")

    def save(self) -> None:
        """Save a draft, and wait until it is kept."""
        self.click(self.find("form[data-edit-form] button.action-save"))
        self.find(".messages .success")

    def act(self, name: str) -> None:
        """Press a button of the menu at the foot of an editor, also while the menu is closed."""
        self.click(self.find(f"[name={name}]"))

    def sign_out(self) -> None:
        """Leave, whatever is not saved."""
        self.leave_page()
        self.driver.execute_cdp_cmd("Network.clearBrowserCookies", {})

    def press_words(self, words: str, selector: str = "button, a", *, exact: bool = False) -> None:
        """Press what says these words; `exact`: and no others."""

        def act() -> bool:
            for each in self.all(selector):
                if each.is_displayed() and (words == each.text.strip() if exact else words in each.text):
                    self.driver.execute_script("arguments[0].click()", each)
                    return True
            return False

        self.wait(act, words)

    def text(self, selector: str = "body") -> str:
        return self.find(selector).text

    def sees(self, words: str, selector: str = "body") -> None:
        self.wait(lambda: words in self.text(selector), words)

    def picture(self, name: str, *, whole: bool = False) -> None:
        """Keep what is on the screen; `whole` the page from top to bottom."""
        if whole:
            height = self.driver.execute_script("return document.documentElement.scrollHeight")
            self.driver.set_window_size(1440, max(1000, min(height + 140, 5000)))
            time.sleep(0.5)
        self.driver.save_screenshot(str(self.artefacts / f"{name}.png"))
        if whole:
            self.driver.set_window_size(1440, 1000)

    def width(self, pixels: int, height: int = 1000) -> None:
        """Look through a window this wide; a narrow one is a phone's."""
        self.driver.execute_cdp_cmd(
            "Emulation.setDeviceMetricsOverride",
            {"width": pixels, "height": height, "deviceScaleFactor": 1, "mobile": pixels < 600},
        )

    def scheme(self, name: str) -> None:
        """Prefer `light` or `dark`."""
        features = [{"name": "prefers-color-scheme", "value": name}]
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})

    def prefer(self, language: str) -> None:
        """Ask for pages in this language, where nobody is signed in."""
        self.driver.execute_cdp_cmd("Network.enable", {})
        self.driver.execute_cdp_cmd(
            "Network.setExtraHTTPHeaders", {"headers": {"Accept-Language": language} if language else {}}
        )

    def whole(self, file: Path) -> None:
        """Keep the page from top to bottom, as wide as it is looked at."""
        js = """return [innerWidth, innerHeight, Math.max(...[document.documentElement, document.body,
            ...document.querySelectorAll(".wrapper, .content-wrapper, main")].map((one) => one.scrollHeight))]"""
        width, height, full = self.driver.execute_script(js)
        self.width(width, max(height, min(full, 6000)))
        shot = self.driver.execute_cdp_cmd("Page.captureScreenshot", {"format": "png"})
        file.write_bytes(base64.b64decode(shot["data"]))
        self.width(width, height)

    def overflow(self) -> int:
        """So many pixels the page is wider than the window."""
        js = "const page = document.documentElement; return page.scrollWidth - page.clientWidth"
        return int(self.driver.execute_script(js))

    def at_rest(self) -> None:
        """Wait until the page is there and asks for nothing more."""
        quiet = 0

        def attempt() -> bool:
            nonlocal quiet
            is_there = self.driver.execute_script("return document.readyState") == "complete"
            quiet = quiet + 1 if is_there and not self.under_way else 0
            return quiet > 2

        self.wait(attempt, "the page at rest")

    def complaints(self) -> list[str]:
        """What the browser's console says is wrong, and why an autosave failed."""
        said = [
            entry["message"]
            for entry in self.driver.get_log("browser")
            if entry["level"] == "SEVERE" and "favicon" not in entry["message"]
        ]
        return said + (self.driver.execute_script("return window.autosaveTroubles") or [])

    def hosts(self) -> set[str]:
        """The hosts that the page loaded something from."""
        names = self.driver.execute_script(
            "return performance.getEntriesByType('resource').map(e => new URL(e.name).host)"
        )
        return {name for name in names if name}

    def leave(self, name: str) -> None:
        """Keep a last picture, forget unsaved changes, close the page."""
        self.picture(name)
        self.leave_page()
        self.driver.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
        self.scheme("")
        self.prefer("")

    def leave_page(self) -> None:
        """Go away, whatever is not saved."""
        try:
            self.driver.execute_script("window.onbeforeunload = null")
            self.driver.get("about:blank")
            self.driver.switch_to.alert.accept()
        except (NoAlertPresentException, UnexpectedAlertPresentException):
            pass

    def soon(self, attempt: Callable[[], Any], seconds: float = 8) -> bool:
        """Whether it comes within some seconds; for what may have to be asked for once more."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            if attempt():
                return True
            time.sleep(0.1)
        return False

    def wait(self, attempt: Callable[[], Any], what: str = "") -> Any:
        """Try until it works."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            try:
                if found := attempt():
                    return found
            except (NoSuchElementException, StaleElementReferenceException, ElementNotInteractableException):
                pass
            time.sleep(0.1)
        raise AssertionError(f"waited in vain for {what or attempt}; console: {self.complaints()[:5]}")
