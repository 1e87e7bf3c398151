"""One household's whole way into monitoring, through the hands of all posts that it takes."""

import datetime
import re

import pytest
from city import NEIGHBOUR, VILLAGE, send
from playwright.sync_api import expect
from sight import inspect

DEPARTMENTS = ["minzheng", "zhujian", "renshe", "nongye"]
JSON = {"Accept": "application/json"}


def ordinary(city, village):
    """A household of a village whose members all live and draw no allowance, so that departments are asked."""
    aside = {row["pid"] for name in ("minlife", "deaths") for row in city.rows(name)}
    for row in city.rows("households"):
        members = [one for one in city.rows("persons") if one["household_id"] == row["household_id"]]
        if row["group_code"].startswith(village) and len(members) > 1 and not aside & {one["pid"] for one in members}:
            return row, members
    raise AssertionError("no household fits")


def fill(page, **fields):
    for name, value in fields.items():
        page.locator(f"[name='{name.replace('__', '.')}']").fill(value)


def report(page, path, note):
    page.goto(path)
    page.get_by_role("link", name="报告线索").click()
    page.locator("[name=cause]").select_option("01")
    fill(page, note=note)
    send(page)
    expect(page).to_have_url(re.compile(r"/clues/530627-\d+$"))


def go(page, case, verb):
    """Opens the form of a verb by the button of the case's page."""
    page.goto(case)
    page.get_by_role("link", name=verb, exact=True).click()


def verify(page, case, members):
    go(page, case, "填写入户核实表")
    inspect(page, "case-verify")
    fill(page, visitors="陈村干、冯网格", living="户主住院三个月，花费大", income__A1="9000", income__E1="1200", selfPaid="15000")
    for name in ("insured", "housed", "watered"):
        page.locator(f"[name={name}]").check()
    send(page)
    # Nobody has signed yet: told beside the boxes, and nothing that was typed is lost.
    expect(page.locator("#f-signed .fault")).to_contain_text(f"还有 {len(members)} 名成员")
    expect(page.locator("[name='income.A1']")).to_have_value("9000")
    expect(page.locator("[name=housed]")).to_be_checked()
    inspect(page, "case-verify-wrong")
    for box in page.locator("[name^='signed.']").all():
        box.check()
    send(page)
    expect(page.locator("main")).to_contain_text("信息比对")


def compare(at_work, case):
    for login in DEPARTMENTS:
        page = at_work(login)
        page.goto("/")
        page.locator("main a[href^='/episodes?step=compare']").click()
        page.locator(f"main a[href='{case}']").click()
        page.get_by_role("link", name="反馈比对结果", exact=True).click()
        if login == "renshe":
            page.locator("[name='person.1']").select_option(index=1)
            fill(page, words__1="本年有务工收入")
            inspect(page, "case-answer")
        send(page)
        expect(page).to_have_url(re.compile(re.escape(case) + "$"))
        expect(page.get_by_role("link", name="反馈比对结果", exact=True)).to_have_count(0)
    county = at_work("xianban")
    go(county, case, "完成信息比对")
    send(county)
    expect(county.locator("main .way [aria-current]")).to_contain_text("民主评议")


def review(page, case):
    go(page, case, "登记民主评议")
    fill(page, entitled="30", present="24", votesFor="20", presided="赵书记", minutes="家庭困难，同意纳入")
    send(page)
    expect(page.locator(".beside .fault")).to_contain_text("合计 20，应等于实到的 24 人")
    inspect(page, "case-review")
    fill(page, votesAgainst="3", abstained="1")
    send(page)
    expect(page.locator("main .way [aria-current]")).to_contain_text("村级公示")


def notice(city, page, case):
    go(page, case, "登记张贴公示")
    fill(page, spot="村委会公示栏", poster="陈村干")
    send(page)
    go(page, case, "登记异议")
    fill(page, words="有人说他家有车")
    send(page)
    go(page, case, "处理异议")
    fill(page, answer="核实无车，已答复")
    send(page)
    go(page, case, "结束公示")
    fill(page, evidence="照片 3 张，见证人冯网格")
    send(page)
    # A notice hangs its five days: the refusal names the day on which it may end.
    expect(page.locator(".faults")).to_contain_text(re.compile(r"\d{4}-\d\d-\d\d 才能结束"))
    expect(page.locator("[name=evidence]")).to_have_value("照片 3 张，见证人冯网格")
    inspect(page, "case-notice-early")
    city.days_pass(5)
    send(page)
    expect(page.locator("main .way [aria-current]")).to_contain_text("乡镇审核")


def decide(page, case):
    page.goto("/")
    inspect(page, "home-county")
    page.locator("main a[href^='/episodes?step=decide']").click()
    number = case.split("/")[-1]
    page.locator("input[name=decision][value=decide]").check()
    send(page)
    expect(page.locator(".faults")).to_contain_text("请先选中要审定的户")
    page.locator(f"[name='pick.{number}']").check()
    send(page)
    # Nobody is decided about without a reason of their own: the row says so, and is corrected where it stands.
    expect(page.locator("main tbody").first).to_contain_text("请写明意见和理由")
    expect(page.locator(f"[id='fault-{number}']")).to_contain_text("请写明意见和理由")
    expect(page.locator(f"[name='pick.{number}']")).to_be_checked()
    expect(page.locator("input[name=decision][value=decide]")).to_be_checked()
    inspect(page, "cases-decide-refused")
    fill(page, **{f"reason__{number}": "收入低于监测线，刚性支出大，同意"})
    inspect(page, "cases-decide")
    send(page)
    expect(page.locator("main tbody")).to_contain_text("已办")
    inspect(page, "cases-decided")


@pytest.fixture(scope="module")
def household(city):
    return ordinary(city, VILLAGE)


@pytest.fixture(scope="module")
def at_work(city):
    """One browser a person, with script for those who look the pages over; the pages themselves have none."""
    pages = {}

    def page_of(login):
        if login not in pages:
            pages[login] = city.person(login).context(java_script_enabled=True, bypass_csp=True).new_page()
        return pages[login]

    yield page_of
    for page in pages.values():
        page.context.close()


def test_a_household_goes_the_whole_way(city, at_work, household):
    row, members = household
    village, township, county = at_work("cunganbu"), at_work("xiangzhen"), at_work("xianban")
    village.goto(city.path_of(row))
    inspect(village, "household-village")
    village.goto(city.path_of(row) + "/report")
    inspect(village, "clue-report")
    report(village, city.path_of(row), "户主住院，自付一万五千元")
    inspect(village, "clue")
    clue = village.url.removeprefix(city.server.url)
    village.goto("/")
    expect(village.locator("main")).to_contain_text("待处理线索")
    inspect(village, "home-village")
    village.goto("/clues")
    expect(village.locator(f"main a[href='{clue}']")).to_be_visible()
    inspect(village, "clues")
    village.goto(clue)
    village.get_by_role("button", name="开始识别").click()
    expect(village).to_have_url(re.compile(r"/episodes/530627-\d+$"))
    case = village.url.removeprefix(city.server.url)
    inspect(village, "case-new")

    verify(village, case, members)
    compare(at_work, case)
    review(village, case)
    notice(city, village, case)
    go(township, case, "乡镇审核")
    fill(township, opinion="情况属实，程序完整")
    send(township)
    decide(county, case)
    go(township, case, "登记结果公告")
    fill(township, spot="村委会公示栏")
    send(township)
    expect(township.locator("main")).to_contain_text("监测帮扶中")

    township.get_by_role("link", name="安排措施").first.click()
    inspect(township, "case-plan")
    township.locator("[name=group]").select_option("100A45")
    township.locator("[name=subject]").select_option("medical")
    fill(township, title="大病二次报销", officer="褚医保", due=f"{datetime.date.today() + datetime.timedelta(90)}", amount="8000")
    send(township)
    expect(township.locator("#measures")).to_contain_text("大病二次报销")
    inspect(township, "case-registered")

    doctor = at_work("yibao")
    doctor.goto("/measures")
    doctor.get_by_role("link", name="大病二次报销").click()
    fill(doctor, note="已受理，材料齐全")
    send(doctor)
    expect(doctor.locator("main")).to_contain_text("已受理")
    inspect(doctor, "measure")
    doctor.goto(case)
    # Incomes are not this department's business.
    assert "人均参考收入" not in doctor.content()

    village.goto(city.path_of(row) + "/visit")
    inspect(village, "visit")
    fill(village, findings="户主出院在家，情绪稳定", income="9000")
    send(village)
    expect(village.locator("main")).to_contain_text("户主出院在家")
    inspect(village, "household-cases")
    for path, name in (("/episodes?state=monitored", "cases"), ("/measures", "measures")):
        township.goto(path)
        inspect(township, name)


def test_who_comes_too_late_sees_the_case_and_a_clock_stands_still(city, at_work, household):
    row, _ = city.household(NEIGHBOUR)
    village, county = at_work("linju"), at_work("xianban")
    report(village, city.path_of(row), "户主失业三个月")
    village.get_by_role("button", name="开始识别").click()
    expect(village).to_have_url(re.compile(r"/episodes/530627-\d+$"))
    case = village.url.removeprefix(city.server.url)
    go(county, case, "暂停计时")
    fill(county, reason="山体滑坡，道路中断")
    send(county)
    for page, path in ((county, case), (village, case), (village, "/episodes")):
        page.goto(path)
        expect(page.locator("main")).to_contain_text(re.compile(r"自 \d{4}-\d\d-\d\d 暂停计时：山体滑坡，道路中断"))
    inspect(village, "cases-paused")
    go(county, case, "恢复计时")
    send(county)
    # Two have the same form open: the second finds the case as it stands, and what they wrote.
    go(village, case, "不纳入")
    second = village.context.new_page()
    go(second, case, "不纳入")
    fill(village, reason="已找到工作")
    send(village)
    fill(second, reason="收入稳定，没有返贫风险")
    send(second)
    expect(second.locator("main [role=alert]")).to_contain_text("最近一次办理")
    expect(second.locator("main")).to_contain_text("收入稳定，没有返贫风险")
    inspect(second, "case-overtaken")
    second.close()


def test_programs_read_the_same_as_json(city, at_work, household):
    page = at_work("cunganbu")
    answer = page.request.get("/episodes?state=monitored", headers=JSON)
    assert answer.headers["content-type"].startswith("application/json")
    listed = answer.json()
    assert listed["total"] == len(listed["rows"]) == 1
    case = page.request.get(f"/episodes/{listed['rows'][0]['id']}", headers=JSON).json()
    assert case["household"] == int(household[0]["household_id"]) and case["registeredOn"]
    assert [one["step"] for one in case["records"]][:3] == ["verify", "compare", "review"]
    none = page.request.get("/episodes/530627-999999", headers=JSON)
    assert none.status == 404 and none.json()["code"] == "monitoring.episode.unknown"


def test_a_neighbours_case_looks_like_nothing(city, at_work, household):
    page = at_work("linju")

    def refusal(path):
        answer = page.request.get(path)
        number = re.search(r"<code>[^<]* · ([0-9a-f]+)</code>", answer.text()).group(1)
        return answer.status, answer.text().replace(number, "")

    theirs = city.path_of(household[0])
    none = "/households/530627/9999999999999"
    pairs = [(theirs + end, none + end) for end in ("/monitoring", "/report", "/visit")]
    pairs += [(f"/{kind}/530627-1", f"/{kind}/530627-999999") for kind in ("clues", "episodes", "measures")]
    for real, absent in pairs:
        assert refusal(real) == refusal(absent), real
        assert refusal(real)[0] == 404
    page.goto("/episodes?state=monitored")
    expect(page.locator("main .empty")).to_be_visible()
    assert page.goto(f"/episodes?place={VILLAGE}").status == 400
    assert page.goto(f"/episodes?place={NEIGHBOUR}").status == 200
