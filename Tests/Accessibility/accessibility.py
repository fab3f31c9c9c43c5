"""Opens every page below a folder in Chromium and fails on what axe finds, on sideways scrolling, and on a lost keyboard.

usage: accessibility.py FOLDER...

- axe-core with the rules of WCAG 2.0 and 2.1, levels A and AA;
- at 320 CSS pixels no page scrolls sideways (WCAG 1.4.10);
- the first thing that the keyboard reaches is the link to the content, and what it reaches is visible when it has the focus;
- no page runs a script or fetches anything.

Before that a page with planted faults must be found faulty: a check that cannot fail proves nothing.
"""

import pathlib
import shutil
import sys

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]}}
FAULTY = """<!DOCTYPE html><html><head><title></title></head><body><img src="data:,"><p style="color:#bbb;background:#fff">pale</p>
<input type="text"></body></html>"""
EXPECTED = {"html-has-lang", "image-alt", "color-contrast", "label", "document-title"}


def violations(axe, page):
    return axe.run(page, options=RULES).response["violations"]


def problems_of(axe, page, path, requests):
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(path.as_uri())
    for violation in violations(axe, page):
        for node in violation["nodes"][:3]:
            yield f"{violation['id']}: {node['html'][:160]}"
    page.keyboard.press("Tab")
    first = page.evaluate("document.activeElement.getAttribute('href')")
    if first != "#main":
        yield f"the keyboard reaches {first!r} first, not the link to the content"
    elif not page.evaluate(
        "(() => { const b = document.activeElement.getBoundingClientRect(); return b.width > 1 && b.top >= 0 })()"
    ):
        yield "the link to the content is not visible when it has the focus"
    if page.evaluate("document.scripts.length"):
        yield "the page runs a script"
    fetched = [address for address in requests if not address.startswith(("file:", "data:"))]
    if fetched:
        yield f"the page fetches {fetched[0]}"
    page.set_viewport_size({"width": 320, "height": 640})
    wide = page.evaluate("document.documentElement.scrollWidth")
    if wide > 320:
        yield f"at 320 pixels the page is {wide} wide"


def main():
    pages = sorted(page for folder in sys.argv[1:] for page in pathlib.Path(folder).resolve().rglob("*.html"))
    if not pages:
        sys.exit("no page was found: the check would prove nothing")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        axe = Axe()
        page = browser.new_page()
        page.set_content(FAULTY)
        found = {violation["id"] for violation in violations(axe, page)}
        if not EXPECTED <= found:
            sys.exit(f"axe missed planted faults: {sorted(EXPECTED - found)}")
        requests = []
        page.on("request", lambda request: requests.append(request.url))
        count = 0
        for path in pages:
            requests.clear()
            for problem in problems_of(axe, page, path, requests):
                count += 1
                print(f"{path}: {problem}")
        browser.close()
    print(f"{len(pages)} pages opened, {count} problems")
    sys.exit(1 if count else 0)


main()
