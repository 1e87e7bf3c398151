"""The briefings of a place: the list, one as a page with its files, and who sees which."""

import re

from playwright.sync_api import expect
from sight import inspect


def last_period(page, kind):
    """The address of the newest briefing of a kind on the list."""
    return page.locator(f"main a[href^='/briefings/{kind}/']").first.get_attribute("href")


def open_when_counted(page, address):
    """Opens a briefing; of days that were not kept the figures are counted beside the first requests."""
    expect_status = 200
    for _ in range(60):
        if page.goto(address).status == expect_status:
            return
        page.wait_for_timeout(500)
    raise AssertionError(f"{address} was not counted: {page.locator('main').inner_text()}")


def test_the_city_opens_its_pack_and_takes_the_files(at_work):
    page = at_work("shiban")
    page.goto("/")
    page.get_by_role("link", name="调度材料").first.click()
    expect(page.locator("main h1")).to_contain_text("调度材料")
    inspect(page, "briefings")
    address = last_period(page, "dispatch")
    open_when_counted(page, address)
    expect(page.locator("main h1")).to_contain_text("防止返贫监测帮扶调度材料")
    for heading in ["一、总体情况", "二、主要指标", "四、线索和个案办理", "五、问题清单", "数据来源"]:
        expect(page.locator("main h2", has_text=heading)).to_be_visible()
    inspect(page, "briefing-dispatch")
    # Every number of the sentences leads to what stands behind it.
    number = page.locator("main p.lead a").first
    expect(number).to_have_attribute("href", re.compile(r"^/(figures|clues|episodes|month)"))
    pdf = page.request.get(address + ".pdf")
    assert pdf.status == 200 and pdf.headers["content-type"] == "application/pdf" and pdf.body()[:4] == b"%PDF"
    sheet = page.request.get(address + ".xlsx")
    assert sheet.status == 200 and sheet.body()[:2] == b"PK"
    told = page.request.get(address + ".json").json()
    assert told["place"] == "5306" and told["sources"] and all(s["formula"] for s in told["sources"])
    number.click()
    expect(page.locator("main h1")).to_be_visible()


def test_a_county_judges_its_month(at_work):
    page = at_work("xianban")
    page.goto("/briefings")
    open_when_counted(page, last_period(page, "judgement"))
    expect(page.locator("main h1")).to_contain_text("镇雄县")
    expect(page.locator("main h2", has_text="所辖各地情况")).to_be_visible()
    inspect(page, "briefing-judgement")


def test_nobody_sees_the_briefings_of_others(at_work):
    department = at_work("yibao")
    department.goto("/briefings")
    expect(department.locator("main")).to_contain_text("医保卫健月度分析")
    expect(department.locator("main")).not_to_contain_text("月度研判表")
    assert department.goto("/briefings/judgement/530627/2022-12").status == 404
    assert department.goto("/briefings/analysisMedical/5306/2022-12").status == 404
    village = at_work("cunganbu")
    village.goto("/briefings")
    expect(village.locator("main")).to_contain_text("您所在的层级没有这类材料")
    assert village.goto("/briefings?place=530627").status == 404
    assert village.goto("/briefings/dispatch/5306/2022-M11-12").status == 404
