"""Every page of the demonstration, as wide and as narrow as screens are, light and dark.

usage: tests/demo tests/browser/look [--pictures FOLDER]

Each page: no axe violation, nothing wider than the screen, nothing that moves while it loads; and its HTML without an
error or a warning of the Nu checker. What a decision says is not judged here.
"""

import base64
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import urllib.error
import urllib.request

URL = os.environ["AIGUILLEUR_URL"]
# Width, whether dark, whether axe looks too. Colours do not change with the width, nor what is read aloud.
VIEWS = ((1280, False, True), (1280, True, True), (390, False, True), (320, False, False))
SHIFT = 0.1  # of a screen, in sum

PAGES = {
    "search": "/",
    "results": "/?q=marie+martin",
    "no result": "/?q=zzzzzz",
    "a number with a wrong key": "/?q=99700000105",
    "an answer": "/professionnels/99700000104",
    "a choice": "/professionnels/99700000153",
    "several situations": "/professionnels/99700000500",
    "several certificates": "/professionnels/99700000260?usage=dmp&usage=insi_manu",
    "a form": "/professionnels/99700000104/formulaires/1",
    "a kit": "/professionnels/99700000104/commande?usage=dmp&usage=insi_manu",
    "a kit without an order": "/professionnels/99700000153/commande",
    "an EJ": "/structures/1990010019",
    "an officine": "/structures/1990010266",
    "a group": "/groupes/99000000017",
    "certificates": "/certificats",
    "the rules": "/regles",
    "sign-in": "/connexion",
    "a number that is none": "/professionnels/abc",
    "an unknown number": "/professionnels/99799999992",
    "no page": "/nulle-part",
    "questions": "/docs",
    "reference": "/docs/reference",
    "codes": "/docs/codes",
    "errors": "/docs/errors",
    "an error": "/docs/errors/not_in_directory",
    "console": "/docs/console",
}

# Pasted into the certificates page: the one of the reference's own example.
CERTIFICATE = json.loads(pathlib.Path("crates/api/doc/examples/certificate-text.json").read_text(encoding="utf-8"))

AXE = """const [done] = arguments;
axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'] }).then(
  (r) => done(r.violations.map((v) => v.id + ': ' + v.help + ' — ' + v.nodes.slice(0, 3).map((n) => n.html).join(' | '))),
  (e) => done([String(e)]));"""

SHIFTED = """const [done] = arguments; let sum = 0;
new PerformanceObserver((list) => { for (const one of list.getEntries()) sum += one.value; })
  .observe({ type: 'layout-shift', buffered: true });
setTimeout(() => done(sum), 100);"""

# What reaches beyond the screen and is in no part of the page that scrolls by itself.
WIDER = """const width = arguments[0];
const scrolls = (e) => e && (/(auto|scroll|hidden)/.test(getComputedStyle(e).overflowX) || scrolls(e.parentElement));
return [...document.body.querySelectorAll('*')].filter((e) => e.getBoundingClientRect().right > width + 1
  && !scrolls(e.parentElement) && !e.closest('.unseen, svg, [hidden]'))
  .slice(0, 3).map((e) => e.tagName + '.' + e.className + ': ' + e.textContent.trim().slice(0, 40));"""


class Browser:
    """A headless Chromium through its driver."""

    def __init__(self):
        self.driver = subprocess.Popen(["chromedriver", "--port=0"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        port = next(line.split("port ")[1].strip(" .\n") for line in self.driver.stdout if "successfully on port" in line)
        self.at = f"http://127.0.0.1:{port}/session"
        options = ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
        options += ["--disable-component-update", "--disable-sync", "--disable-dev-shm-usage", "--hide-scrollbars"]
        wanted = {"capabilities": {"alwaysMatch": {"goog:chromeOptions": {"args": options}}}}
        self.at += "/" + self.ask("", wanted)["sessionId"]
        self.ask("/timeouts", {"script": 110_000})

    def ask(self, path, body):
        headers = {"content-type": "application/json"}
        request = urllib.request.Request(self.at + path, json.dumps(body).encode(), headers)
        with urllib.request.urlopen(request, timeout=120) as answer:
            return json.load(answer)["value"]

    def devtools(self, command, **parameters):
        return self.ask("/goog/cdp/execute", {"cmd": command, "params": parameters})

    def run(self, script, *arguments):
        return self.ask("/execute/sync", {"script": script, "args": arguments})

    def wait(self, script):
        return self.ask("/execute/async", {"script": script, "args": []})

    def look(self, width, dark):
        mobile = width < 600
        self.devtools("Emulation.setDeviceMetricsOverride", width=width, height=900, deviceScaleFactor=1, mobile=mobile)
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self.devtools("Emulation.setEmulatedMedia", features=[scheme])

    def open(self, path):
        self.ask("/url", {"url": URL + path})

    def picture(self, path):
        size = self.devtools("Page.getLayoutMetrics")["cssContentSize"]
        clip = {"x": 0, "y": 0, "width": size["width"], "height": min(size["height"], 6000), "scale": 1}
        shot = self.devtools("Page.captureScreenshot", format="png", captureBeyondViewport=True, clip=clip)
        path.write_bytes(base64.b64decode(shot["data"]))

    def close(self):
        self.driver.kill()
        self.driver.wait()


def read(browser):
    """The page of certificates once one was pasted."""
    browser.open("/certificats")
    area = next(iter(browser.ask("/element", {"using": "css selector", "value": "#texte"}).values()))
    browser.ask(f"/element/{area}/value", {"text": CERTIFICATE})
    button = next(iter(browser.ask("/element", {"using": "css selector", "value": ".paste button"}).values()))
    browser.ask(f"/element/{button}/click", {})


def faults(browser, axe, width):
    """What is wrong with the page shown; by axe only where it is given."""
    wider = browser.run(WIDER, width)
    found = [f"wider than the screen: {one}" for one in wider]
    if browser.run("return document.documentElement.scrollWidth") > width and not wider:
        found.append("scrolls sideways")
    shift = browser.wait(SHIFTED)
    if shift > SHIFT:
        found.append(f"moves while it loads: {shift:.2f}")
    if axe:
        browser.run(axe)
        found += browser.wait(AXE)
    return found


def nu(pages, jar):
    """The complaints of the Nu checker on the HTML of the pages, each with its page."""
    with tempfile.TemporaryDirectory() as folder:
        files = {}
        for rank, path in enumerate(pages):
            try:
                asked = urllib.request.Request(URL + path, headers={"accept": "text/html"})
                html = urllib.request.urlopen(asked, timeout=60).read()
            except urllib.error.HTTPError as error:
                html = error.read()
            file = pathlib.Path(folder, f"{rank}.html")
            file.write_bytes(html)
            files[file.as_uri().replace("file:///", "file:/")] = path
        command = ["java", "-jar", jar, "--format", "json", *map(str, sorted(pathlib.Path(folder).iterdir()))]
        done = subprocess.run(command, capture_output=True, text=True)
        messages = json.loads(done.stderr)["messages"]
    return [f"{files.get(it['url'], it['url'])}: line {it.get('lastLine')}: {it['message']}" for it in messages]


def main():
    pictures = pathlib.Path(sys.argv[2]) if sys.argv[1:2] == ["--pictures"] else None
    axe = pathlib.Path(os.environ["AIGUILLEUR_AXE"]).read_text(encoding="utf-8")
    wrong = nu(list(PAGES.values()), os.environ["AIGUILLEUR_NU"])
    browser = Browser()
    try:
        steps = {name: lambda path=path: browser.open(path) for name, path in PAGES.items()}
        steps["a certificate read"] = lambda: read(browser)
        for width, dark, judged in VIEWS:
            browser.look(width, dark)
            for name, step in steps.items():
                step()
                where = f"{name}, {width} wide, {'dark' if dark else 'light'}"
                wrong += [f"{where}: {one}" for one in faults(browser, axe if judged else "", width)]
                if pictures:
                    browser.picture(pictures / f"{where}.png".replace(", ", "-").replace(" ", "_"))
    finally:
        browser.close()
    for one in wrong:
        print(one, file=sys.stderr)
    print(f"{len(steps)} pages in {len(VIEWS)} views, {len(wrong)} faults")
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
