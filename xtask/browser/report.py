"""Opens an HTML report of Guiju as a reader would: on a phone and at a desk, in Chinese and in English.

What the report promises to this test, and to anybody who scripts it:
  [data-set-lang=zh], [data-set-lang=en]  switch the language; the page's `lang` says which one is shown
  [data-encounter]                        opens one encounter (a link, a button or a `summary`)
  [data-timeline]                         is the timeline that is visible then
"""

import argparse
import pathlib
import sys

from playwright.sync_api import Error, sync_playwright

WIDTHS = {390: 844, 1440: 900}
LANGUAGES = ["zh", "en"]

# What is wider than the page itself; things that scroll in a box of their own are no overflow of the page.
OVERFLOW = """() => {
  const page = document.documentElement;
  if (page.scrollWidth <= page.clientWidth) return [];
  const scrolls = e => { for (e = e.parentElement; e && e !== document.body; e = e.parentElement)
    if (getComputedStyle(e).overflowX !== 'visible') return true; return false; };
  const wide = [...document.body.querySelectorAll('*')].filter(e =>
    e.getBoundingClientRect().right > page.clientWidth + 1 && !scrolls(e));
  return [`${page.scrollWidth} px wide in ${page.clientWidth} px`].concat(wide.slice(0, 5).map(e =>
    `${e.tagName.toLowerCase()}.${e.getAttribute('class') || ''}: ${e.textContent.trim().slice(0, 40)}`));
}"""

# Text below the contrast of WCAG 2.2 AA on plain grounds; what stands on pictures or gradients is not measured.
CONTRAST = """() => {
  const canvas = document.createElement('canvas'); canvas.width = canvas.height = 1;
  const pen = canvas.getContext('2d', { willReadFrequently: true });
  const rgba = colour => { pen.clearRect(0, 0, 1, 1); pen.fillStyle = colour; pen.fillRect(0, 0, 1, 1);
    const [r, g, b, a] = pen.getImageData(0, 0, 1, 1).data; return [r, g, b, a / 255]; };
  const light = ([r, g, b]) => { const f = c => (c /= 255) <= .03928 ? c / 12.92 : ((c + .055) / 1.055) ** 2.4;
    return .2126 * f(r) + .7152 * f(g) + .0722 * f(b); };
  const over = (top, under) => top.slice(0, 3).map((c, i) => c * top[3] + under[i] * (1 - top[3]));
  const ground = e => { const layers = [];
    for (; e; e = e.parentElement) { const style = getComputedStyle(e);
      if (style.backgroundImage !== 'none' || +style.opacity < 1) return null;
      layers.push(rgba(style.backgroundColor)); if (layers.at(-1)[3] === 1) break; }
    return layers.reverse().reduce((under, top) => over(top, under), [255, 255, 255]); };
  const found = new Set();
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const e = walk.currentNode.parentElement, text = walk.currentNode.data.trim();
    if (!text || e.closest('svg, [aria-hidden=true], :disabled') || !e.checkVisibility({ visibilityProperty: true })) continue;
    const under = ground(e); if (!under) continue;
    const style = getComputedStyle(e), size = parseFloat(style.fontSize);
    const [a, b] = [light(over(rgba(style.color), under)), light(under)];
    const ratio = (Math.max(a, b) + .05) / (Math.min(a, b) + .05);
    const large = size >= 24 || (size >= 18.66 && +style.fontWeight >= 700);
    if (ratio < (large ? 3 : 4.5)) found.add(`${ratio.toFixed(2)}: ${style.color} in \\`${text.slice(0, 30)}\\``);
  }
  return [...found].slice(0, 8);
}"""


def check(page, width, language, screenshots):
    """What is wrong with the report at this width in this language."""
    wrong = []
    switch = page.locator(f"[data-set-lang={language}]").first
    if switch.count() == 0:
        return [f"there is no [data-set-lang={language}]"]
    switch.click()
    shown = page.evaluate("document.documentElement.lang")
    if not shown.startswith(language):
        wrong.append(f"the page's language is `{shown}` after the switch")
    page.screenshot(path=screenshots / f"report-{language}-{width}.png")
    wrong += [f"overflow: {what}" for what in page.evaluate(OVERFLOW)]
    wrong += [f"contrast {what}" for what in page.evaluate(CONTRAST)]

    encounters = page.locator("[data-encounter]:visible")
    if encounters.count() == 0:
        return wrong + ["there is no [data-encounter] to open"]
    encounters.first.click()
    try:
        timeline = page.locator("[data-timeline]:visible").first
        timeline.wait_for(state="visible", timeout=60000)
        timeline.scroll_into_view_if_needed()
    except Error:
        return wrong + ["no [data-timeline] is visible once an encounter is opened"]
    page.screenshot(path=screenshots / f"encounter-{language}-{width}.png")
    wrong += [f"overflow with an encounter open: {what}" for what in page.evaluate(OVERFLOW)]
    wrong += [f"with an encounter open, contrast {what}" for what in page.evaluate(CONTRAST)]
    return wrong


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("report", type=pathlib.Path)
    arguments.add_argument("--chromium", required=True)
    arguments.add_argument("--screenshots", type=pathlib.Path, required=True)
    given = arguments.parse_args()
    given.screenshots.mkdir(parents=True, exist_ok=True)
    failures = []
    with sync_playwright() as playwright:
        # Without its sandbox, which root may not use; the only page is a file of ours.
        browser = playwright.chromium.launch(executable_path=given.chromium, args=["--no-sandbox"])
        for width, height in WIDTHS.items():
            for language in LANGUAGES:
                where = f"{width} px, {language}"
                page = browser.new_page(viewport={"width": width, "height": height})
                said = []
                page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
                page.on("pageerror", lambda error: said.append(str(error)))
                page.on("request", lambda r: None if r.url.startswith(("file:", "data:", "blob:")) else said.append(f"asks the network for {r.url}"))
                try:
                    page.goto(given.report.resolve().as_uri())
                    failures += [f"{where}: {what}" for what in check(page, width, language, given.screenshots)]
                except Error as error:
                    failures.append(f"{where}: {error}")
                failures += [f"{where}: console: {what}" for what in said]
                page.close()
        browser.close()
    for failure in failures:
        print(failure, file=sys.stderr)
    if not failures:
        print(f"   {len(WIDTHS) * len(LANGUAGES)} views of {given.report.name} are well; pictures in {given.screenshots}")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
