"""A real browser: what it asks for, what its console says, and what axe-core finds in its pages."""

from __future__ import annotations

import base64
import json
import os
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait

PHONE = (375, 667)
DESKTOP = (1280, 720)
AXE = Path(__file__).parents[1] / "accessibility" / "node_modules" / "axe-core" / "axe.min.js"
QUIET = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--disable-default-apps",
    "--disable-extensions",
)


class Browser:
    """One window."""

    def __init__(self, driver: webdriver.Chrome) -> None:
        self.driver = driver
        self.requests: list[str] = []
        self.errors: list[str] = []
        self.origin = ""

    def shape(self, size, *, dark=False, motion=True, zoom=1.0):
        """Size in CSS pixels, colours, motion; zoom makes pixels larger in the same window."""
        width, height = (round(side / zoom) for side in size)
        self.driver.execute_cdp_cmd(
            "Emulation.setDeviceMetricsOverride",
            {"width": width, "height": height, "deviceScaleFactor": zoom, "mobile": width < 500},
        )
        features = [
            {"name": "prefers-color-scheme", "value": "dark" if dark else "light"},
            {"name": "prefers-reduced-motion", "value": "no-preference" if motion else "reduce"},
        ]
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "screen", "features": features})

    def open(self, address):
        """Go to an address."""
        self.driver.get(address)
        self.listen()

    @property
    def path(self):
        """The address without its beginning."""
        return "/" + self.driver.current_url.split("/", 3)[3]

    def one(self, selector):
        """The first element of a selector."""
        return self.driver.find_element(By.CSS_SELECTOR, selector)

    def every(self, selector):
        """All elements of a selector."""
        return self.driver.find_elements(By.CSS_SELECTOR, selector)

    def run(self, script, *arguments):
        """A script in the page."""
        return self.driver.execute_script(script, *arguments)

    def leave(self, act):
        """Do something that leads to another page, and wait for that page."""
        mark = f"{time.monotonic()}"  # a page that the back button brings back still has an older one
        self.run("window.leaving = arguments[0]", mark)
        act()
        WebDriverWait(self.driver, 20, poll_frequency=0.02).until(
            lambda _: self.run(
                "return document.readyState === 'complete' && window.leaving !== arguments[0]", mark
            )
        )
        self.listen()

    def press(self, *keys):
        """Keys to whatever has the focus."""
        webdriver.ActionChains(self.driver).send_keys(*keys).perform()

    def focused(self):
        """What has the focus."""
        return self.driver.switch_to.active_element

    def text(self):
        """What can be read."""
        return self.one("body").text

    def listen(self):
        """Take what was asked for and said since the last time."""
        for entry in self.driver.get_log("performance"):
            message = json.loads(entry["message"])["message"]
            if message["method"] == "Network.requestWillBeSent":
                address = message["params"]["request"]["url"]
                if address.startswith(("http", "ws", "ftp")):  # and not the browser's own parts
                    self.requests.append(address)
        self.errors += [entry["message"] for entry in self.driver.get_log("browser")]

    def axe(self):
        """What axe-core finds in the page, as texts."""
        self.run(AXE.read_text("utf-8"))
        seen = self.driver.execute_async_script(
            "const done = arguments[0]; axe.run({resultTypes: ['violations', 'passes']}).then(done);"
        )
        assert len(seen["passes"]) > 10, self.path
        return [
            f"{self.path}: {rule['id']}: {rule['help']}: {[node['html'][:200] for node in rule['nodes'][:3]]}"
            for rule in seen["violations"]
        ]

    def overflow(self):
        """How many pixels the page is wider than its window."""
        return self.run("return document.documentElement.scrollWidth - window.innerWidth")

    def picture(self, file, *, whole=False):
        """A screenshot."""
        if whole:
            size = self.driver.execute_cdp_cmd("Page.getLayoutMetrics", {})["cssContentSize"]
            clip = {"x": 0, "y": 0, "width": size["width"], "height": size["height"], "scale": 1}
            taken = self.driver.execute_cdp_cmd(
                "Page.captureScreenshot", {"captureBeyondViewport": True, "clip": clip}
            )
            Path(file).write_bytes(base64.b64decode(taken["data"]))
        else:
            self.driver.save_screenshot(str(file))


@contextmanager
def browser(*, script=True):
    """A browser with a profile of its own; without script where that is asked for."""
    options = webdriver.ChromeOptions()
    options.binary_location = os.environ["READINESS_CHROMIUM"]
    with tempfile.TemporaryDirectory() as folder:
        for argument in (*QUIET, f"--user-data-dir={folder}"):
            options.add_argument(argument)
        options.set_capability("goog:loggingPrefs", {"performance": "ALL", "browser": "ALL"})
        driver = webdriver.Chrome(options, Service(os.environ["READINESS_CHROMEDRIVER"]))
        try:
            driver.set_page_load_timeout(30)
            driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": not script})
            yield Browser(driver)
        finally:
            driver.quit()


ENTER = Keys.ENTER
TAB = Keys.TAB
SPACE = Keys.SPACE
DOWN = Keys.ARROW_DOWN
