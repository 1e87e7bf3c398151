"""A group reports its day with one tap, a village sits, a department analyses, the city meets; who is late is told."""

import datetime

from city import VILLAGE, send
from playwright.sync_api import expect
from sight import inspect

GROUP = VILLAGE + "001"
JSON = {"Accept": "application/json"}
SESSION = {
    "attendance": "陈村干、孙组长",
    "clues": "无",
    "cases": "无",
    "measures": "无",
    "notices": "无",
    "requests": "无",
    "decisions": "走访三户",
}


def period():
    """The two months of today, as addresses write them."""
    today = datetime.date.today()
    first = today.month - (today.month - 1) % 2
    return f"{today.year}-M{first:02d}-{first + 1:02d}"


def open_one(page, words):
    """Opens the newest duty of a kind."""
    page.goto("/duties")
    page.locator("section.card").filter(has_text=words).last.locator("a.button.go").click()


def test_one_tap_reports_the_day_and_a_change_corrects_it(city, at_work):
    head = at_work("zuzhang")
    head.goto("/")
    expect(head.locator("main")).to_contain_text("每天一报告")
    head.goto("/duties")
    inspect(head, "duties-group")
    head.locator("button", has_text="今天无变化").click()
    expect(head.locator("main")).to_contain_text("已报告")
    inspect(head, "daily-report")
    head.locator("[name=words]").fill("王家老二住院，要人照看")
    head.locator("button", has_text="上报变化").click()
    expect(head.locator("main")).to_contain_text("王家老二住院")
    expect(head.locator("main")).to_contain_text("已被更正")
    inspect(head, "daily-report-changed")
    # What is too long comes back with the words that were typed.
    head.locator("[name=words]").evaluate("one => one.removeAttribute('maxlength')")
    head.locator("[name=words]").fill("长" * 501)
    head.locator("button", has_text="上报变化").click()
    expect(head.locator("#f-words-fault")).to_contain_text("500")
    assert head.locator("[name=words]").input_value() == "长" * 501
    inspect(head, "daily-report-wrong")


def test_the_village_hears_of_it_and_sits(city, at_work):
    cadre = at_work("cunganbu")
    cadre.goto("/duties")
    inspect(cadre, "duties-village")
    cadre.goto(f"/duties/{VILLAGE}?duty=daily_report")
    expect(cadre.locator("main")).to_contain_text("王家老二住院")
    inspect(cadre, "duties-place-village")
    open_one(cadre, "每旬一办公")
    expect(cadre.locator("main")).to_contain_text("议题（自动汇总）")
    expect(cadre.locator("main")).to_contain_text("各组上报的变化")
    inspect(cadre, "session")
    for name, words in SESSION.items():
        cadre.locator(f"[name={name}]").fill(words)
    send(cadre)
    expect(cadre.locator("main")).to_contain_text("走访三户")
    inspect(cadre, "session-recorded")
    cadre.locator("a", has_text="打印").click()
    expect(cadre.locator("body")).to_contain_text("每旬一办公记录")
    inspect(cadre, "session-paper")
    # A neighbour's village is not theirs.
    answer = cadre.request.get("/duties/530627001002", headers=JSON)
    assert answer.status == 400 or answer.status == 404, answer.text()


def test_township_and_city_see_who_is_late(city, at_work):
    township = at_work("xiangzhen")
    township.goto("/duties")
    expect(township.locator("main")).to_contain_text("连续 3 期未完成")
    inspect(township, "duties-township")
    office = at_work("shiban")
    office.goto("/duties/5306?duty=daily_report")
    inspect(office, "duties-place-city")
    open_one(office, "双月一调度")
    inspect(office, "dispatch")
    office.locator("input[name='leaders.1']").check()
    office.locator("[name=attendance]").fill("各县")
    office.locator("[name=problems]").fill("报告不及时")
    office.locator("[name=decisions]").fill("各乡镇三天内补齐")
    send(office)
    expect(office.locator("main")).to_contain_text("政府主要负责人没有到会")
    inspect(office, "dispatch-refused")
    office.locator("input[name='leaders.2']").check()
    send(office)
    expect(office.locator("main")).to_contain_text("政府主要负责人：到会")


def test_a_department_says_nil_and_tables_are_read_line_by_line(city, at_work):
    education = at_work("jiaoyu")
    open_one(education, "部门一月一分析")
    for name, words in {
        "pushed": "无",
        "verified": "2026-10-1|12",
        "coverage": "助学金|100|99",
        "receipt": "无",
        "problems": "无",
        "next": "控辍保学",
    }.items():
        education.locator(f"[name={name}]").fill(words)
    send(education)
    expect(education.locator("#f-verified-fault")).to_contain_text("第 1 行")
    inspect(education, "analysis-wrong")
    education.locator("[name=verified]").fill("2026-10-1|12|3")
    send(education)
    expect(education.locator("main")).to_contain_text("助学金 | 100 | 99")
    inspect(education, "analysis")


def test_a_task_goes_from_the_meeting_to_the_county_and_back(city, at_work):
    office = at_work("shiban")
    office.goto("/duties/5306/dispatch_meeting/" + period())
    expect(office.locator("main")).to_contain_text("分派任务")
    inspect(office, "dispatch-recorded")
    form = office.locator("form[action$='/tasks']")
    form.locator("[name=words]").fill("三天内补齐每日报告")
    option = form.locator("select[name=owner] option", has_text="吴县办")
    form.locator("select[name=owner]").select_option(option.get_attribute("value"))
    form.locator("[name=due]").fill(str(datetime.date.today() + datetime.timedelta(days=3)))
    form.locator("button[type=submit]").click()
    expect(office.locator("main")).to_contain_text("会议决定的任务")
    county = at_work("xianban")
    county.goto("/duties")
    expect(county.locator("main")).to_contain_text("我的任务")
    inspect(county, "duties-county")
    county.locator("a", has_text="三天内补齐每日报告").first.click()
    county.locator("[name=evidence]").fill("好")
    send(county)
    expect(county.locator("#f-evidence-fault")).to_contain_text("5 个字")
    inspect(county, "task-wrong")
    county.locator("[name=evidence]").fill("各镇已补齐，见第3号通报")
    send(county)
    expect(county.locator("main")).to_contain_text("按时办结")
    office.goto("/duties/tasks")
    expect(office.locator("main")).to_contain_text("按时办结")
    inspect(office, "tasks")


def test_a_village_decides_stage_by_stage(city, at_work):
    cadre = at_work("cunganbu")
    cadre.goto(f"/duties/{VILLAGE}/deliberations")
    inspect(cadre, "deliberations-none")
    cadre.locator("[name=title]").fill("修建饮水管道")
    send(cadre)
    for name, words in {"entitled": "7", "present": "3", "agreed": "3", "words": "提议修建饮水管道"}.items():
        cadre.locator(f"[name={name}]").fill(words)
    send(cadre)
    expect(cadre.locator("#f-present-fault")).to_contain_text("会议无效")
    inspect(cadre, "deliberation-refused")
    cadre.locator("[name=present]").fill("7")
    cadre.locator("[name=agreed]").fill("7")
    send(cadre)
    expect(cadre.locator("main")).to_contain_text("村“两委”会商议")
    inspect(cadre, "deliberation")
    cadre.goto(f"/duties/{VILLAGE}/deliberations")
    inspect(cadre, "deliberations")


def test_seats_tell_who_is_missing(city, at_work):
    office = at_work("shiban")
    office.goto("/duties/5306/seats")
    expect(office.locator("main")).to_contain_text("双组长")
    expect(office.locator("main")).to_contain_text("从未任命")
    inspect(office, "seats")
