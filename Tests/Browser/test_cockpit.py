"""The cockpit of a place, the measures of living, and the big screen: what they show, and to whom."""

import re

from playwright.sync_api import expect
from sight import inspect


def test_the_board_of_the_city_and_the_way_down(at_work):
    page = at_work("shiban")
    page.goto("/")
    page.get_by_role("link", name="驾驶舱").first.click()
    expect(page.locator("main h1")).to_contain_text("驾驶舱")
    # What needs a decision, targets, places side by side, the flow of cases: each with its numbers.
    for heading in ["目标进度", "排名：风险消除率", "风险线索：新增、办结与未结", "监测个案：新识别、消除与在办",
                    "收入分段", "个案闭环", "收入差距由什么构成"]:
        expect(page.locator("main h2", has_text=heading)).to_be_visible()
    expect(page.locator("main table tbody tr").first).to_be_visible()
    # The gap of out-of-poverty people and all, and the months of the targets, are words and numbers too.
    expect(page.locator("main").get_by_text(re.compile("脱贫户和监测户人均纯收入")).first).to_be_visible()
    page.get_by_text("看各月数值").click()
    expect(page.locator("details[open] table tbody tr")).to_have_count(12)
    page.get_by_text("看各月数值").click()
    inspect(page, "cockpit-city")
    page.get_by_role("link", name=re.compile("人均纯收入")).first.click()
    page.goto("/cockpit/5306?by=perCapitaNetIncome")
    expect(page.locator("main h2", has_text="排名：脱贫人口和监测对象人均纯收入")).to_be_visible()
    page.locator("main table a[href^='/cockpit/530627']").first.click()
    expect(page.locator("main h1")).to_contain_text("镇雄县")
    inspect(page, "cockpit-county")


def test_a_number_of_the_board_leads_to_its_figure(at_work):
    page = at_work("shiban")
    page.goto("/cockpit/5306")
    link = page.locator(".figures a").first
    expect(link).to_have_attribute("href", re.compile(r"^/figures/"))
    link.click()
    expect(page.locator("main h1")).to_be_visible()


def test_what_stands_behind_a_figure(at_work):
    page = at_work("shiban")
    # Of a ledger its rows, with a way to the ledger itself.
    page.goto("/figures/bindingFirms")
    expect(page.locator("#ledger h2")).to_have_text("背后的台账条目")
    expect(page.locator("#ledger table tbody tr").first).to_be_visible()
    inspect(page, "figure-ledger")
    page.get_by_role("link", name="整本台账").click()
    expect(page.locator("main h1")).to_contain_text("昭通市")
    # Of a change those who came and went.
    page.goto("/figures/newOutOfProvince")
    expect(page.locator("#households")).to_contain_text("增减")
    inspect(page, "figure-change")
    # Of a past day nothing that the register keeps as it is now only; before the register nothing at all.
    assert page.goto("/figures?as-of=1700-01-01").status == 400
    for _ in range(60):
        if page.goto("/figures/assuredRate?as-of=2025-09-30").status == 200:
            break
        page.wait_for_timeout(500)
    expect(page.locator("main")).to_contain_text("登记册只保留现值，当日又没有存档")
    inspect(page, "figure-past")


def test_poverty_and_inequality_of_a_place(at_work):
    page = at_work("shiban")
    page.goto("/cockpit/5306/wellbeing")
    for words in ["基尼系数", "贫困发生率 FGT(0)", "多维贫困"]:
        expect(page.locator("main").get_by_text(words).first).to_be_visible()
    inspect(page, "wellbeing")


def test_the_big_screen_shows_itself_and_what_it_listens_to(at_work):
    page = at_work("shiban")
    page.goto("/screen")
    expect(page.locator("main h1")).to_be_visible()
    inspect(page, "screen")
    heard = page.request.get("/screen/events")
    assert heard.headers["content-type"].startswith("text/event-stream")
    assert heard.text().startswith("retry: ") and "data: <header>" in heard.text()


def test_nobody_sees_the_board_of_others(at_work):
    village = at_work("cunganbu")
    assert village.goto("/cockpit/530627001001").status == 200
    for other in ["5306", "530627", "530627001002", "530602", "530627001001001"]:
        assert village.goto(f"/cockpit/{other}").status == 404, other
    department = at_work("yibao")
    assert department.goto("/cockpit/530627").status == 200
    assert department.goto("/cockpit/530627001001").status == 403
    assert department.goto("/cockpit/530627/wellbeing").status == 403
    assert department.goto("/cockpit/530627?by=nothing").status == 400


def test_a_department_follows_every_link_of_its_board(at_work):
    page = at_work("jiaoyu")
    page.goto("/cockpit/5306")
    # What is not its business is told without a link, and the way to the measures of living is not offered.
    expect(page.locator("main")).to_contain_text("人均纯收入增幅")
    expect(page.locator("main a", has_text="贫困与不平等测度")).to_have_count(0)
    links = page.eval_on_selector_all("main a[href^='/']", "all => [...new Set(all.map(one => one.getAttribute('href')))]")
    assert len(links) > 10
    for link in links:
        assert page.request.get(link).status == 200, link
    page.goto("/cockpit/530627001")
    assert page.locator("main a[href^='/cockpit/530627001001']").count() == 0, "villages are not told"
    for address in ["/figures?place=530627001001", "/figures/relocatedPersons?place=530627001001001",
                    "/figures?place=530627001001&format=json"]:
        assert page.request.get(address).status == 403, address


def test_a_square_of_the_map_tells_its_value_once_and_the_key_its_unit(at_work):
    page = at_work("shiban")
    page.goto("/cockpit/5306?by=perCapitaNetIncome")
    square = page.locator(".map svg.wide a").first
    expect(square.locator("text")).to_have_count(2)
    assert "%" not in page.locator(".map").inner_text()
    expect(page.locator(".map .key li")).to_have_count(5)
    inspect(page, "cockpit-map")
