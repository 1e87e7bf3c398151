"""Every kind of page: without serious findings of axe, whole on a narrow telephone, and on a picture to look at."""

import re

import pytest
from city import NEIGHBOUR, SCREENS, VILLAGE, Authenticator, Person, Server, link_in, send, shouwang
from sight import NARROW, findings, inspect, overflow


def household(city, _page=None):
    return city.path_of(city.household(VILLAGE)[0])


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
    ("quality-village", "cunganbu", "/quality"),
    ("quarantine-village", "cunganbu", "/quarantine"),
    ("quarantine-township", "xiangzhen", "/quarantine?fault=unknown"),
    ("ledger-city", "shiban", "/ledger"),
    ("ledger-county", "xianban", "/ledger?severity=block"),
    ("ledger-nothing", "cunganbu", "/ledger?state=closed"),
    ("ledger-rules", "shiban", "/ledger/rules"),
    ("ledger-issue", "xiangzhen", lambda city, page: first(page, "/ledger", r"^/ledger/\d+/\d+$")),
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


def address(city, page, where):
    """A path as it is, or found by looking."""
    return where if isinstance(where, str) else where(city, page)


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


@pytest.mark.parametrize("name, login, where", PAGES, ids=[page[0] for page in PAGES])
def test_page(city, readers, name, login, where):
    page = readers(login)
    page.goto(address(city, page, where))
    inspect(page, name)


@pytest.mark.parametrize("name, login, where", PAGES, ids=[page[0] for page in PAGES])
def test_page_in_english(city, readers, name, login, where):
    page = readers(login)
    path = address(city, page, where)
    page.context.add_cookies([{"name": "lang", "value": "en", "url": city.server.url}])
    page.set_viewport_size(NARROW)
    page.goto(path)
    assert page.locator("html").get_attribute("lang") == "en"
    reach = overflow(page)
    page.screenshot(path=SCREENS / f"{name}-en.png", full_page=True)
    page.context.clear_cookies(name="lang")
    assert not reach, "\n".join(map(str, reach))


def test_pages_on_the_way_in(city):
    """What is seen once: the link, the authenticator, the recovery codes; and forms that were filled in wrongly."""
    person = Person(city, "xinren", "秦新人")
    link = link_in(city.admin("account", "add", person.login, person.name))
    city.admin("post", "appoint", person.login, "city_department", "5306", "--subject", "water")
    page = city.context(java_script_enabled=True).new_page()
    page.goto(link)
    page.locator("[name=new]").fill("short")
    page.locator("[name=again]").fill("short")
    send(page)
    inspect(page, "link-fault")
    person.choose_password(page, link)
    person.give_password(page, "wrong")
    inspect(page, "sign-in-fault")
    person.give_password(page)
    inspect(page, "enrolment")
    send(page)
    inspect(page, "enrolment-code")
    person.authenticator = Authenticator(page.locator("main .secret code").inner_text())
    person.give_code(page)
    inspect(page, "recovery-codes")
    page.context.clear_cookies()
    person.give_password(page)
    inspect(page, "sign-in-code")
    page.context.close()


def test_pages_after_a_question(city, readers):
    page = readers("cunganbu")
    page.goto(household(city) + "/reveal")
    page.locator("[name=reason]").fill("核对证件号码")
    send(page)
    inspect(page, "reveal-shown")
    page = readers("xitong")
    page.goto("/accounts/new")
    page.locator("[name=name]").fill("尤新建")
    page.locator("[name=login]").fill("xinjian")
    send(page)
    inspect(page, "account-link")


def test_pages_of_the_first_run(browser, city, tmp_path):
    """A store without accounts, served anew."""
    store = tmp_path / "new.sqlite"
    shouwang("import", "--store", store, city.files)
    server = Server(store, tmp_path / "serve.log")
    page = browser.new_context(locale="zh-CN", base_url=server.url).new_page()
    link = server.wait("/links/[A-Za-z0-9_-]+").group()
    page.goto("/")
    assert page.url.endswith("/first-run"), page.url
    inspect(page, "first-run")
    page.goto(link)
    inspect(page, "first-run-link")
    page.context.close()
    server.end()


def test_a_planted_fault_is_found(city):
    page = city.context(java_script_enabled=True).new_page()
    page.goto("/sign-in")
    page.evaluate("document.querySelector('label').remove(); document.querySelector('h1').style.minWidth = '2000px'")
    assert any("label" in fault for fault in findings(page))
    page.set_viewport_size(NARROW)
    assert overflow(page)
    page.context.close()
