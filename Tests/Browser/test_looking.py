"""Looking for people, seeing what is one's own, and nothing of the neighbours."""

import re

import pytest
from city import NEIGHBOUR, VILLAGE, send
from playwright.sync_api import expect


def search(page, words):
    page.goto("/")
    page.locator("#q").fill(words)
    page.locator("#q").press("Enter")
    expect(page).to_have_url(re.compile(r"/search\?q="))


def hits(page):
    """The households of a page of findings."""
    return {
        link.get_attribute("href").split("/")[-1]
        for link in page.locator("main a[href^='/households/']").all()
    }


def masked(number):
    return number[:6] + "********" + number[-4:]


def keys(city, village):
    """What a household of a village can be found by; the name is nobody's in the other of the two villages."""
    villages = {VILLAGE, NEIGHBOUR}
    codes = {row["household_id"]: row["group_code"][:12] for row in city.rows("households")}
    others = {one["name"] for one in city.rows("persons") if codes.get(one["household_id"]) in villages - {village}}
    for row in city.rows("households"):
        members = [one for one in city.rows("persons") if one["household_id"] == row["household_id"]]
        if row["group_code"].startswith(village) and row["phone"] and members and members[0]["name"] not in others:
            person = members[0]
            return row, {"name": person["name"], "number": row["household_id"], "ID": person["pid"], "phone": row["phone"]}
    raise AssertionError("no household fits")


@pytest.mark.parametrize("kind", ["name", "number", "ID", "phone"])
def test_a_household_is_found(city, at_work, kind):
    row, words = keys(city, VILLAGE)
    page = at_work("cunganbu")
    search(page, words[kind])
    assert row["household_id"] in hits(page)
    # An ID number or telephone that somebody looked for is no reason to show it elsewhere.
    assert words["ID"] not in page.locator("main table").inner_text()
    page.locator(f"main a[href$='/{row['household_id']}']").first.click()
    expect(page.locator("main")).to_contain_text(masked(words["ID"]))


@pytest.mark.parametrize("kind", ["name", "number", "ID", "phone"])
def test_a_neighbour_is_not_found(city, at_work, kind):
    row, words = keys(city, NEIGHBOUR)
    page = at_work("cunganbu")
    search(page, words[kind])
    assert not hits(page)
    expect(page.locator("main .empty")).to_be_visible()
    # There is somebody: the county finds them.
    county = at_work("xianban")
    search(county, words[kind])
    assert row["household_id"] in hits(county)


def test_a_neighbour_looks_like_nothing(city, at_work):
    page = at_work("cunganbu")

    def refusal(path):
        answer = page.request.get(path)
        number = re.search(r"<code>[^<]* · ([0-9a-f]+)</code>", answer.text()).group(1)
        return answer.status, answer.text().replace(number, "")

    row, _ = city.household(NEIGHBOUR)
    real, none = city.path_of(row), "/households/530627/9999999999999"
    for suffix in ("", "/reveal", "/opening"):
        assert refusal(real + suffix) == refusal(none + suffix)
        assert refusal(real + suffix)[0] == 404
    for real in (NEIGHBOUR, "530627001", "530627", "5306", "530628001001"):
        assert refusal(f"/places/{real}") == refusal("/places/530627001099"), real
        assert refusal(f"/places/{real}")[0] == 404
    assert page.goto(city.path_of(city.household(VILLAGE)[0])).status == 200


def test_a_number_is_shown_for_a_reason_and_the_auditor_sees_it(city, at_work):
    row, words = keys(city, VILLAGE)
    page = at_work("cunganbu")
    page.goto(city.path_of(row))
    assert words["ID"] not in page.content() and words["phone"] not in page.content()
    page.locator("a[href$='/reveal']").click()
    page.locator("[name=reason]").fill("核对大病救助申请")
    send(page)
    expect(page.locator("main")).to_contain_text(words["ID"])
    expect(page.locator("main")).to_contain_text(words["phone"])

    audit = at_work("shenji")
    audit.goto("/journal")
    audit.locator("[name=household]").fill(row["household_id"])
    audit.locator("[name=actor]").fill("cunganbu")
    audit.locator(".filter button").click()
    rows = audit.locator("main tbody tr")
    expect(rows.filter(has_text="核对大病救助申请").first).to_contain_text("查看完整号码")
    rows.first.locator("a").click()
    expect(audit.locator("main")).to_contain_text("127.0.0.1")
    assert words["ID"] not in audit.content() and words["phone"] not in audit.content()


def test_a_list_is_taken_out_with_a_watermark(city, at_work):
    page = at_work("xiangzhen")
    page.goto("/places/530627001")
    page.get_by_role("link", name="导出名单").click()
    page.locator("[name=reason]").fill("季度走访排班")
    with page.expect_download() as waiting:
        send(page)
    text = open(waiting.value.path(), encoding="utf-8").read()
    lines = text.lstrip("\ufeff").splitlines()
    assert waiting.value.suggested_filename == "households-530627001.csv"
    assert text.startswith("\ufeff") and len(lines) > 10
    assert all("郑乡镇" in line for line in lines[2:])
    assert not re.search(r"\d{17}[\dX]", text), "no ID number is whole"
    phones = [row["phone"] for row in city.rows("households") if row["phone"]]
    assert not [phone for phone in phones if phone in text]

    audit = at_work("shenji")
    audit.goto("/journal?action=household.export")
    expect(audit.locator("main tbody")).to_contain_text("季度走访排班")


def test_a_department_says_why_it_opens_a_household(city, at_work):
    page = at_work("yibao")
    _, words = keys(city, VILLAGE)
    row = city.household(VILLAGE)[0]
    page.goto(city.path_of(row))
    expect(page.locator("[name=reason]")).to_be_visible()
    assert words["ID"] not in page.content()
    page.locator("[name=reason]").fill("医疗费用核对")
    send(page)
    expect(page.locator("h1")).to_contain_text("家")
    audit = at_work("shenji")
    audit.goto("/journal?action=household.openOutside&actor=yibao")
    expect(audit.locator("main tbody")).to_contain_text("医疗费用核对")


def test_a_page_that_is_not_there_says_what_to_do(at_work, stranger):
    page = at_work("cunganbu")
    assert page.goto("/nowhere").status == 404
    page.get_by_role("link", name="回到首页").click()
    expect(page).to_have_url(re.compile(r"/$"))
    # Without signing in nobody learns which pages there are.
    stranger.goto("/nowhere")
    expect(stranger).to_have_url(re.compile("/sign-in"))


def test_on_paper_there_is_only_the_household(city, at_work):
    page = at_work("cunganbu")
    page.goto(city.path_of(keys(city, VILLAGE)[0]))
    furniture = page.locator("header.top, nav.tabs, nav.bottom, .skip, main .button, details.user")
    assert furniture.filter(visible=True).count() > 2
    page.emulate_media(media="print")
    expect(furniture.filter(visible=True)).to_have_count(0)
    expect(page.locator("h1")).to_be_visible()
    expect(page.locator("main table").first).to_be_visible()
