"""Somebody without an account tells of a difficulty; the month's visits and meetings; saved filters."""

import json
import re
import sqlite3
import struct
import zlib

import pytest
from city import NEIGHBOUR, VILLAGE, send, shouwang
from playwright.sync_api import expect
from sight import inspect

JSON = {"Accept": "application/json"}


def check(digits):
    """The last character of an identity number whose first seventeen digits these are."""
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    return "10X98765432"[sum(int(digit) * weight for digit, weight in zip(digits, weights)) % 11]


NOBODY = "11010119900307002" + check("11010119900307002")


def choose(page, name, value):
    """Answers a question whose answers are a list, or, where they are few, buttons."""
    if page.locator(f"select[name='{name}']").count():
        page.locator(f"select[name='{name}']").select_option(value)
    else:
        page.locator(f"input[name='{name}'][value='{value}']").check()


def act(page, verb):
    """Sends the form that does so much."""
    page.locator(f"form:has(input[name=verb][value={verb}]) button[type=submit]").click()


def tell(page, citizen, place, words, phone="", photos=()):
    page.goto("/difficulty")
    page.locator("[name=name]").fill("李四")
    page.locator("[name=citizen]").fill(citizen)
    page.locator("[name=phone]").fill(phone)
    choose(page, "place", place)
    choose(page, "cause", "0201" if page.locator("option[value='0201']").count() else "02")
    page.locator("[name=words]").fill(words)
    page.locator("[name=photo]").set_input_files(list(photos))
    send(page)


def picture(side):
    """A grey PNG; a browser may send one that says to be far larger than it is."""

    def chunk(name, body):
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    head = struct.pack(">IIBBBBB", side, side, 8, 0, 0, 0, 0)
    rows = zlib.compress(bytes(side + 1) * side if side < 1_000 else b"")
    whole = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
    return {"name": "house.png", "mimeType": "image/png", "buffer": whole}


def ask(page, code):
    page.goto("/difficulty/state")
    page.locator("[name=code]").fill(code)
    send(page)


@pytest.fixture(scope="module")
def villager(city):
    """A household of the neighbour's village, and the sound identity number of a member."""
    homes = {one["household_id"]: one for one in city.rows("households") if one["group_code"].startswith(NEIGHBOUR)}
    member = next(
        one
        for one in city.rows("persons")
        if one["household_id"] in homes and len(one["pid"]) == 18 and one["pid"][17] == check(one["pid"][:17])
    )
    row = homes[member["household_id"]]
    return {"pid": member["pid"], "row": row, "place": row["group_code"][:9], "path": city.path_of(row)}


def test_wrong_inputs_are_told_at_their_fields(city, stranger, villager):
    stranger.goto("/difficulty")
    inspect(stranger, "difficulty")
    tell(stranger, villager["pid"], villager["place"], "急")
    # What is too short is told beside its field, and nothing but the identity number has to be typed again.
    expect(stranger.locator("#f-words-fault")).to_contain_text("5 到 500")
    expect(stranger.locator("[name=name]")).to_have_value("李四")
    assert stranger.locator("[name=citizen]").input_value() == ""
    inspect(stranger, "difficulty-wrong")
    tell(stranger, "530627199001011", villager["place"], "昨晚山洪进屋，粮食全毁了")
    expect(stranger.locator("#f-citizen-fault")).to_contain_text("18 位")
    tell(stranger, villager["pid"], villager["place"], "昨晚山洪进屋，粮食全毁了", phone="12345")
    expect(stranger.locator("#f-phone-fault")).to_contain_text("11 位")
    # A small file that would be a picture of 3,600 million pixels.
    tell(stranger, villager["pid"], villager["place"], "昨晚山洪进屋，粮食全毁了", photos=[picture(60_000)])
    expect(stranger.locator("#f-photo-fault")).to_contain_text("像素")
    expect(stranger.locator("[name=words]")).to_have_value("昨晚山洪进屋，粮食全毁了")
    inspect(stranger, "difficulty-photo-wrong")
    ask(stranger, "ABCDE-FGHJK")
    expect(stranger.locator("main")).to_contain_text("没有这个查询码")
    inspect(stranger, "difficulty-state-wrong")


def test_a_villager_tells_asks_and_complains(city, stranger, at_work, villager):
    tell(stranger, villager["pid"], villager["place"], "昨晚山洪进屋，粮食全毁了", photos=[picture(40)])
    code = stranger.locator("main strong").inner_text()
    assert re.fullmatch(r"[2-9A-Z]{5}-[2-9A-Z]{5}", code)
    inspect(stranger, "difficulty-received")
    ask(stranger, code.lower())
    expect(stranger.locator("main")).to_contain_text("已收到，等待上门核实")
    expect(stranger.get_by_role("button", name="催办")).to_have_count(0)
    inspect(stranger, "difficulty-state")
    township = at_work("xiangzhen")
    township.goto(villager["path"] + "/monitoring")
    expect(township.locator("main")).to_contain_text("农户自主申报")
    # Nobody came: after its days the reporter may complain, once, and the clue becomes urgent.
    city.days_pass(10)
    ask(stranger, code)
    inspect(stranger, "difficulty-late")
    stranger.get_by_role("button", name="催办").click()
    expect(stranger.locator("main")).to_contain_text("已催办")
    # Who telephones is told the same, and the list is on the machine, too.
    assert "已收到" in shouwang("reports", "state", code, "--store", city.store)
    shouwang("reports", "complain", code, "--store", city.store, expect=75)
    listed = json.loads(shouwang("reports", "complaints", "--store", city.store, "--json"))
    assert [one["count"] for one in listed] == [1] and "李四" not in str(listed)
    # Once a day.
    expect(stranger.get_by_role("button", name="催办")).to_have_count(0)
    inspect(stranger, "difficulty-complained")
    township.goto("/")
    expect(township.locator("main a[href='/complaints']")).to_have_count(1)
    inspect(township, "home-township-complaints")
    township.locator("main a[href='/complaints']").click()
    expect(township.locator("main tbody tr")).to_have_count(1)
    expect(township.locator("main")).not_to_contain_text("李四")
    inspect(township, "complaints")
    city.days_pass(1)
    ask(stranger, code)
    expect(stranger.get_by_role("button", name="催办")).to_have_count(1)
    township.goto("/clues?severity=red")
    clue = township.locator("main table tbody tr", has_text=villager["row"]["household_id"]).locator("a").first
    clue.click()
    expect(township.locator("main")).to_contain_text("昨晚山洪进屋")
    # The photo is seen by who works on the clue, and by nobody without an account.
    photo = township.locator("main .photos a").first.get_attribute("href")
    assert township.request.get(photo).headers["content-type"] == "image/png"
    assert "image" not in stranger.request.get(photo).headers["content-type"]
    expect(township.locator("main")).to_contain_text("催办")
    choose(township, "reason", "noRisk")
    township.locator("[name=note]").fill("乡镇上门核实，损失已由保险赔付")
    township.get_by_role("button", name="办结线索").click()
    ask(stranger, code)
    expect(stranger.locator("main")).to_contain_text("核实后未纳入")
    township.goto("/complaints")
    expect(township.locator("main")).to_contain_text("没有催办")


def test_notices_are_found_by_county_township_and_village(city, stranger, villager):
    # A notice as the village would have put it up today.
    store = sqlite3.connect(city.store, timeout=30)
    county, number = int(villager["row"]["group_code"][:6]), 99_001
    household, place = int(villager["row"]["household_id"]), int(villager["row"]["group_code"])
    day = int(store.execute("SELECT julianday(date('now', '+8 hours')) - 2440587.5").fetchone()[0])
    today = store.execute("SELECT date(?, 'unixepoch')", [day * 86_400]).fetchone()[0]
    form = f'{{"notice":{{"_0":{{"postedOn":"{today}","spot":"村委会公示栏","poster":"王主任","evidence":"","objections":[]}}}}}}'
    with store:
        store.execute(
            "INSERT INTO episode (county, number, household, place, opened_on, is_emergency, risks, chain, step, due, "
            "total_due, is_paused) VALUES (?, ?, ?, ?, ?, 0, '01', 'identification', 'notice', ?, ?, 0)",
            [county, number, household, place, day, day + 5, day + 15],
        )
        store.execute(
            "INSERT INTO episode_step (county, episode, number, chain, step, entered_on, by_whom, note, form) "
            "VALUES (?, ?, 1, 'identification', 'notice', ?, '', '', ?)",
            [county, number, day, form],
        )
    store.close()
    stranger.goto("/difficulty")
    stranger.get_by_role("link", name="看村里的公示").click()
    inspect(stranger, "notices-city")
    code = villager["row"]["group_code"]
    for length, name in ((6, "county"), (9, "township"), (12, "village")):
        stranger.locator(f"main a[href='/notices/{code[:length]}']").click()
        inspect(stranger, f"notices-{name}")
    expect(stranger.locator("main")).to_contain_text("村委会公示栏")
    expect(stranger.locator("main")).to_contain_text("户主")
    expect(stranger.locator("main")).not_to_contain_text(villager["pid"])
    stranger.goto(f"/notices/{code[:12]}?lang=en")
    expect(stranger.locator("main")).to_contain_text("Head of household")
    inspect(stranger, "notices-village-en")
    stranger.goto(f"/notices/{code[:12]}?lang=zh")
    # What nobody took down is gone when its days are over.
    city.days_pass(6)
    stranger.reload()
    expect(stranger.locator("main")).to_contain_text("现在没有公示")
    inspect(stranger, "notices-none")
    store = sqlite3.connect(city.store, timeout=30)
    with store:
        store.execute("DELETE FROM episode_step WHERE county = ? AND episode = ?", [county, number])
        store.execute("DELETE FROM episode WHERE county = ? AND number = ?", [county, number])
    store.close()


def test_the_township_matches_and_answers_reports_that_fit_nobody(city, stranger, at_work, villager):
    codes = []
    for words in ("家里老人住院两个月，负担很重", "娃儿上学的补助没有发下来"):
        tell(stranger, NOBODY, villager["place"], words, phone="13800001111")
        # A number that nobody has is answered alike.
        expect(stranger.locator("main")).to_contain_text("已收到您的反映")
        codes.append(stranger.locator("main strong").inner_text())
    township = at_work("xiangzhen")
    township.goto("/")
    inspect(township, "home-township-reports")
    township.locator("main a[href='/reports']").click()
    expect(township.locator("main tbody tr")).to_have_count(2)
    expect(township.locator("main")).not_to_contain_text("13800001111")
    inspect(township, "reports")
    assert township.request.get("/reports", headers=JSON).json()["total"] == 2
    township.locator("main tbody tr").first.locator("a").click()
    expect(township.locator("main")).to_contain_text("138****1111")
    report = township.url
    # A telephone whole needs a reason.
    township.locator("[name=why]").fill("打")
    act(township, "reveal")
    expect(township.locator("#f-why-fault")).to_contain_text("4 至 200")
    township.locator("[name=why]").fill("回电话核实")
    act(township, "reveal")
    expect(township.locator("main")).to_contain_text("13800001111")
    township.goto(report)
    township.locator("main [name=q]").fill("没有这个人")
    township.locator("main form.filter button").click()
    expect(township.locator("main")).to_contain_text("没有找到")
    township.locator("main [name=q]").fill(villager["row"]["household_id"])
    township.locator("main form.filter button").click()
    inspect(township, "report-match")
    choose(township, "household", villager["row"]["household_id"])
    choose(township, "cause", "01")
    act(township, "match")
    expect(township).to_have_url(re.compile(r"/clues/530627-\d+$"))
    expect(township.locator("main")).to_contain_text("家里老人住院两个月")
    township.goto("/reports")
    township.locator("main tbody tr").first.locator("a").click()
    township.locator("[name=answer]").fill(" ")
    act(township, "answer")
    expect(township.locator("#f-answer-fault")).to_be_visible()
    inspect(township, "report-wrong")
    township.locator("[name=answer]").fill("请带户口本到镇便民服务中心登记")
    act(township, "answer")
    expect(township.locator("main")).to_contain_text("没有待核对的反映")
    ask(stranger, codes[0])
    expect(stranger.locator("main")).to_contain_text("已收到，等待上门核实")
    ask(stranger, codes[1])
    expect(stranger.locator("main")).to_contain_text("请带户口本到镇便民服务中心登记")
    # The neighbour's village sees none of it.
    village = at_work("linju")
    assert village.goto(report).status == 404


def emergency(page, path):
    page.goto(path + "/report")
    choose(page, "cause", "05")
    page.locator("[name=note]").fill("房屋失火")
    page.locator("[name=emergency]").check()
    send(page)
    expect(page).to_have_url(re.compile(r"/clues/530627-\d+$"))


def test_a_month_from_the_list_of_visits_to_signed_minutes(city, at_work):
    rows = [row for row in city.rows("households") if row["group_code"].startswith(VILLAGE)][-3:]
    village = at_work("cunganbu")
    for row in rows:
        emergency(village, city.path_of(row))
    village.goto("/")
    inspect(village, "home-village-month")
    village.get_by_role("link", name="遍访研判").first.click()
    expect(village.locator("#unvisited tbody tr")).to_have_count(3)
    inspect(village, "month-village")
    # Two are visited; one of them is for the township to judge.
    for index in range(2):
        village.goto("/month")
        village.locator("#unvisited tbody tr").first.get_by_role("link", name="登记走访").click()
        for name in ("schooled", "insured", "housed", "watered"):
            village.locator(f"[name={name}]").check()
        village.locator("[name=findings]").fill("房屋烧毁一间")
        if index == 0:
            village.locator("[name=concern]").check()
        send(village)
        expect(village).to_have_url(re.compile("/monitoring$"))
    village.goto("/month")
    expect(village.locator("#unvisited tbody tr")).to_have_count(1)
    township = at_work("xiangzhen")
    township.goto("/month")
    inspect(township, "month-township")
    township.get_by_role("link", name="召开研判会").click()
    expect(township.locator("main table tbody tr")).to_have_count(1)
    inspect(township, "meeting-before")
    township.locator("[name=chair]").fill("郑镇长")
    township.locator("[name=present]").fill("1")
    township.locator("[name=minutes]").fill("通报本月遍访情况，逐户研判。")
    act(township, "hold")
    expect(township.locator("#f-present-fault")).to_contain_text("2 至 500 人")
    expect(township.locator("[name=chair]")).to_have_value("郑镇长")
    township.locator("[name=present]").fill("9")
    act(township, "hold")
    expect(township.locator("main")).to_contain_text("还有 1 户没有结论")
    # Not closed while one has no decision; no decision without a reason.
    act(township, "close")
    expect(township.locator(".faults")).to_contain_text("还有 1 户没有研判结论")
    act(township, "decide")
    expect(township.locator(".faults")).to_contain_text("还没有选结论")
    township.locator("select[name^='decision.']").select_option("help")
    act(township, "decide")
    expect(township.locator(".faults")).to_contain_text("有 1 户没有办成")
    expect(township.locator("select[name^='decision.']")).to_have_value("help")
    inspect(township, "meeting-wrong")
    township.locator("[name^='reason.']").fill("协调临时住处，申请救助")
    act(township, "decide")
    expect(township.locator("main")).to_contain_text("协调临时住处")
    act(township, "close")
    expect(township.locator("main")).to_contain_text("结束")
    expect(township.locator("input[name=verb]")).to_have_count(0)
    inspect(township, "meeting-closed")
    meeting = township.url
    told = township.request.get(meeting, headers=JSON).json()
    assert told["closedOn"] and len(told["decided"]) == 1 and told["decided"][0]["decision"] == "help"
    township.get_by_role("link", name="会议记录").click()
    expect(township.locator("main")).to_contain_text("研判会议记录")
    inspect(township, "meeting-minutes")
    assert township.request.get(meeting + "/minutes.pdf").body().startswith(b"%PDF")
    county = at_work("xianban")
    county.goto("/month")
    expect(county.locator("main")).to_contain_text("已结束，研判 1 户")
    inspect(county, "month-county")
    # A department learns how far the visits are, not whose homes are left; it takes no part in the meeting.
    department = at_work("yibao")
    department.goto("/month")
    expect(department.locator("#unvisited")).to_have_count(0)
    assert department.goto(meeting).status == 404
    city_office = at_work("shiban")
    city_office.goto("/month")
    inspect(city_office, "month-city")


def test_a_filter_is_named_found_again_renamed_and_deleted(city, at_work):
    county = at_work("xianban")
    county.goto("/clues")
    county.locator("main form.filter select[name=severity]").select_option("red")
    county.locator("main form.filter button").click()
    county.get_by_text("保存这个筛选").click()
    county.locator("[name=name]").fill(" ")
    act(county, "save")
    expect(county.locator("main")).to_contain_text("请起一个名字")
    county.go_back()
    county.get_by_text("保存这个筛选").click()
    county.locator("[name=name]").fill("急办线索")
    act(county, "save")
    expect(county.locator("main .saved")).to_contain_text("急办线索")
    expect(county.locator("select[name=severity]")).to_have_value("red")
    inspect(county, "saved-list")
    county.goto("/")
    inspect(county, "saved-home")
    county.get_by_role("link", name="急办线索").click()
    expect(county).to_have_url(re.compile("severity=red"))
    county.get_by_role("link", name="管理").click()
    inspect(county, "saved-views")
    county.locator("[name=name]").fill("要急办的")
    act(county, "rename")
    expect(county.locator("main")).to_contain_text("要急办的")
    assert [one["name"] for one in county.request.get("/views", headers=JSON).json()] == ["要急办的"]
    # They are one's own.
    township = at_work("xiangzhen")
    assert township.request.get("/views", headers=JSON).json() == []
    act(county, "delete")
    expect(county.locator("main")).to_contain_text("还没有保存的筛选")
