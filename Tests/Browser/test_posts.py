"""Posts: taking another, standing in for somebody."""

import datetime

from city import VILLAGE, send
from playwright.sync_api import expect

CHINA = datetime.timezone(datetime.timedelta(hours=8))


def test_another_post_is_another_place(city, at_work):
    names = {row["code"]: row["name"] for row in city.rows("regions")}
    here, there = names[VILLAGE], names["530628001001"]
    page = at_work("liangtou")
    page.goto("/me/posts")
    page.get_by_label(there).check()
    send(page)
    expect(page.locator("details.user")).to_contain_text(there)
    assert page.goto("/places/530628001001").status == 200
    assert page.goto(f"/places/{VILLAGE}").status == 404
    page.locator("details.user summary").click()
    page.get_by_role("link", name="切换岗位").click()
    page.get_by_label(here).check()
    send(page)
    expect(page.locator("details.user")).to_contain_text(here)
    assert page.goto(f"/places/{VILLAGE}").status == 200
    assert page.goto("/places/530628001001").status == 404


def test_a_deputy_has_the_post_while_it_lasts(city, at_work):
    deputy = at_work("daili")
    deputy.goto("/")
    expect(deputy.locator("main")).to_contain_text("还没有岗位")
    page = at_work("cunganbu")
    page.goto("/me/delegation")
    today = datetime.datetime.now(CHINA).date()
    page.locator("[name=deputy]").fill("daili")
    page.locator("[name=from]").fill(str(today))
    page.locator("[name=until]").fill(str(today + datetime.timedelta(days=3)))
    page.get_by_role("button", name="指定代理人").click()
    expect(page.locator("main tbody")).to_contain_text("蒋代理")

    deputy.goto("/")
    expect(deputy.locator("h1")).to_contain_text("蒋代理")
    assert deputy.goto(f"/places/{VILLAGE}").status == 200
    page.get_by_role("button", name="收回").click()
    expect(page.locator("main .empty")).to_be_visible()
    deputy.goto(f"/places/{VILLAGE}")
    expect(deputy.locator("main")).to_contain_text("还没有岗位")


def test_a_post_is_given_and_ended(city, at_work):
    office = at_work("anquan")
    office.goto("/posts/new")
    office.locator("[name=login]").fill("daili")
    office.locator("[name=role]").select_option("township")
    office.locator("[name=place]").fill("530628001")
    send(office)
    expect(office.locator("main tbody")).to_contain_text("蒋代理")
    page = at_work("daili")
    assert page.goto("/places/530628001").status == 200
    office.get_by_role("row").filter(has_text="蒋代理").get_by_role("link").first.click()
    office.get_by_role("button", name="今天起结束岗位").click()
    page.goto("/places/530628001")
    expect(page.locator("main")).to_contain_text("还没有岗位")


def test_a_faulty_appointment_says_where(city, at_work):
    office = at_work("anquan")
    office.goto("/posts/new?account=daili")
    office.locator("[name=role]").select_option("township")
    office.locator("[name=place]").fill("123")
    send(office)
    expect(office.locator(".faults a")).to_have_attribute("href", "#f-place")
    expect(office.locator("[name=place]")).to_have_attribute("aria-invalid", "true")
    expect(office.locator("[name=login]")).to_have_value("daili")
