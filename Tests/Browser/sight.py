"""Looking a page over: what axe finds, whether it fits a narrow telephone, and pictures for people to look at."""

from axe_playwright_python.sync_playwright import Axe
from city import DESK, PHONE, SCREENS

NARROW = {"width": 360, "height": 740}
AXE = {
    "resultTypes": ["violations"],
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
}


def findings(page):
    """What axe has to say of a page: rule, gravity and the elements.

    Axe waits for timers, which a browser without script does not run: it looks at a twin of the page that has script.
    """
    twin, whole = page.context.browser.new_page(viewport=page.viewport_size), page.content()
    # At the same address, or the stylesheet would not come.
    twin.route(page.url.split("#")[0], lambda route: route.fulfill(body=whole, content_type="text/html; charset=utf-8"))
    twin.goto(page.url)
    found = Axe().run(twin, options=AXE).response["violations"]
    twin.close()
    return [
        f"{one['impact']} {one['id']}: {node['target']} {node['html'][:160]} {node['failureSummary'][:300]}"
        for one in found
        if one["impact"] in ("serious", "critical")
        for node in one["nodes"][:5]
    ]


def overflow(page):
    """How far a page reaches beyond the screen, and which elements do."""
    return page.evaluate(
        """() => {
          const wide = document.scrollingElement.scrollWidth - innerWidth;
          if (wide <= 0) return [];
          const out = [...document.querySelectorAll('body *')].filter(one =>
            one.getBoundingClientRect().right > innerWidth + 1 && !one.closest('.scroll, .tabs'));
          return [wide, ...out.slice(0, 5).map(one => one.outerHTML.slice(0, 160))];
        }"""
    )


def inspect(page, name):
    """Looks a page over at three widths, and leaves pictures of two."""
    faults = []
    for width, size in (("desk", DESK), ("phone", PHONE)):
        page.set_viewport_size(size)
        faults += [f"{width}: {fault}" for fault in findings(page)]
        page.screenshot(path=SCREENS / f"{name}-{width}.png", full_page=True)
    page.set_viewport_size(NARROW)
    faults += [f"at 360: {fault}" for fault in overflow(page)]
    assert not faults, "\n".join(faults)
