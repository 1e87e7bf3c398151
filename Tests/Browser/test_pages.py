"""Every kind of page: without serious findings of axe, whole on a narrow telephone, and on a picture to look at."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from city import DESK, NEIGHBOUR, PHONE, SCREENS, VILLAGE, send

NARROW = {"width": 360, "height": 740}
AXE = {
    "resultTypes": ["violations"],
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
}


def household(city, village=VILLAGE):
    return city.path_of(city.household(village)[0])


def first(page, list_path, pattern):
    """The address of the first link of a list that fits."""
    page.goto(list_path)
    for link in page.locator("main a").all():
        if re.search(pattern, link.get_attribute("href")):
            return link.get_attribute("href")
    raise AssertionError(f"no link {pattern} on {list_path}")


# Name of the picture, who looks (nobody before signing in), and where to: a path, or how to find it.
PAGES = [
    ("sign-in", None, "/sign-in"),
    ("link-unknown", None, "/links/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"),
    ("home-city-office", "shiban", "/"),
    ("home-county-office", "xianban", "/"),
    ("home-township", "xiangzhen", "/"),
    ("home-village", "cunganbu", "/"),
    ("home-grid", "wangge", "/"),
    ("home-department", "yibao", "/"),
    ("home-system", "xitong", "/"),
    ("home-security", "anquan", "/"),
    ("home-auditor", "shenji", "/"),
    ("no-post", "daili", "/"),
    ("choose-post", "liangtou", "/me/posts"),
    ("place-city", "shiban", "/places/5306"),
    ("place-county", "shiban", "/places/530627"),
    ("place-township", "xiangzhen", "/places/530627001"),
    ("place-village", "cunganbu", f"/places/{VILLAGE}"),
    ("place-village-filtered", "cunganbu", f"/places/{VILLAGE}?rule=left_behind_child"),
    ("place-department", "yibao", "/places/530627"),
    ("household", "cunganbu", household),
    ("household-department", "yibao", household),
    ("reveal", "cunganbu", lambda city, page: household(city) + "/reveal"),
    ("export", "xiangzhen", "/places/530627001/export"),
    ("search-blank", "cunganbu", "/search"),
    ("search-found", "shiban", "/search?q=王"),
    ("search-nothing", "cunganbu", "/search?q=没有这个人"),
    ("rules", "shiban", "/rules"),
    ("rule", "shiban", lambda city, page: first(page, "/rules", r"^/rules/[^/]+$")),
    ("trial", "shiban", lambda city, page: first(page, "/rules", r"^/rules/[^/]+$") + "/trial"),
    ("quality", "shiban", "/quality"),
    ("quarantine", "shiban", "/quarantine"),
    ("accounts", "xitong", "/accounts"),
    ("accounts-nothing", "xitong", "/accounts?q=nobody"),
    ("account", "xitong", lambda city, page: first(page, "/accounts", r"^/accounts/\d+$")),
    ("account-new", "xitong", "/accounts/new"),
    ("system", "xitong", "/system"),
    ("posts", "anquan", "/posts"),
    ("posts-none", "anquan", "/posts?place=530602001001"),
    ("post", "anquan", lambda city, page: first(page, "/posts", r"^/posts/\d+$")),
    ("post-new", "anquan", "/posts/new"),
    ("hand-over", "anquan", lambda city, page: first(page, "/posts", r"^/posts/\d+$") + "/handover"),
    ("journal", "shenji", "/journal"),
    ("journal-nothing", "shenji", "/journal?actor=nobody"),
    ("journal-entry", "shenji", lambda city, page: first(page, "/journal", r"^/journal/-?\d+/\d+$")),
    ("me", "cunganbu", "/me"),
    ("password", "cunganbu", "/me/password"),
    ("code", "cunganbu", "/me/code"),
    ("sessions", "cunganbu", "/me/sessions"),
    ("delegation", "cunganbu", "/me/delegation"),
    ("sign-out", "cunganbu", "/sign-out"),
    ("style", "cunganbu", "/style"),
    ("refused-403", "cunganbu", "/accounts"),
    ("unknown-404", "cunganbu", "/nowhere"),
    ("neighbour-404", "cunganbu", f"/places/{NEIGHBOUR}"),
]


@pytest.fixture(scope="module")
def readers(city):
    """One browser for each reader, with script for axe alone, kept for all pages."""
    contexts = {}

    def page_of(login):
        if login not in contexts:
            kind = {"java_script_enabled": True}
            contexts[login] = (city.person(login).context(**kind) if login else city.context(**kind)).new_page()
        return contexts[login]

    yield page_of
    for page in contexts.values():
        page.context.close()


def findings(page):
    """What axe has to say of a page: rule, gravity and the elements."""
    found = Axe().run(page, options=AXE).response["violations"]
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


@pytest.mark.parametrize("name, login, where", PAGES, ids=[page[0] for page in PAGES])
def test_page(city, readers, name, login, where):
    page = readers(login)
    page.goto(where if isinstance(where, str) else where(city, page) if where is not household else household(city))
    inspect(page, name)


@pytest.mark.parametrize("name, login, where", PAGES, ids=[page[0] for page in PAGES])
def test_page_in_english(city, readers, name, login, where):
    page = readers(login)
    path = where if isinstance(where, str) else where(city, page) if where is not household else household(city)
    page.set_viewport_size(NARROW)
    page.goto(path + ("&" if "?" in path else "?") + "lang=en")
    assert page.locator("html").get_attribute("lang") == "en"
    reach = overflow(page)
    page.screenshot(path=SCREENS / f"{name}-en.png", full_page=True)
    page.context.clear_cookies(name="lang")
    assert not reach, "\n".join(map(str, reach))
