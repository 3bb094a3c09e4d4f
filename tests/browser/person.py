"""What a person does in front of the admin, in words."""

import time
from collections.abc import Callable
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

PATIENCE = 40.0


class Person:
    """Opens pages, fills in fields, presses buttons, takes pictures. Waits for what a page still has to bring."""

    def __init__(self, driver: Any, base: str, artefacts: Path) -> None:
        self.driver, self.base, self.artefacts = driver, base, artefacts

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
            return True

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

    def publish(self) -> None:
        """Press the button inside the closed menu beside "Save draft"."""
        self.driver.execute_script("arguments[0].click()", self.find("[name=action-publish]"))

    def press_words(self, words: str, selector: str = "button, a") -> None:
        """Press what says these words."""

        def act() -> bool:
            for each in self.all(selector):
                if each.is_displayed() and words in each.text:
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

    def complaints(self) -> list[str]:
        """What the browser's console says is wrong."""
        return [
            entry["message"]
            for entry in self.driver.get_log("browser")
            if entry["level"] == "SEVERE" and "favicon" not in entry["message"]
        ]

    def hosts(self) -> set[str]:
        """The hosts that the page loaded something from."""
        names = self.driver.execute_script(
            "return performance.getEntriesByType('resource').map(e => new URL(e.name).host)"
        )
        return {name for name in names if name}

    def leave(self, name: str) -> None:
        """Keep a last picture, forget unsaved changes, close the page."""
        try:
            self.picture(name)
            self.driver.execute_script("window.onbeforeunload = null")
            self.driver.get("about:blank")
            self.driver.switch_to.alert.accept()
        except (NoAlertPresentException, UnexpectedAlertPresentException):
            pass

    def wait(self, attempt: Callable[[], Any], what: str = "") -> Any:
        """Try until it works."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            try:
                if found := attempt():
                    return found
            except (NoSuchElementException, StaleElementReferenceException, ElementNotInteractableException):
                pass
            time.sleep(0.2)
        raise AssertionError(f"waited in vain for {what or attempt}; console: {self.complaints()[:5]}")
