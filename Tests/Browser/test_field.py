"""The field app on a phone: a village without network for a while, a bad network, two phones, a lost one."""

import json
import re
import socket
import sqlite3
import threading

import pytest
from axe_playwright_python.sync_playwright import Axe
from city import SCREENS, VILLAGE, Server, free_port, send
from playwright.sync_api import expect

HANDHELD = {"width": 360, "height": 740}


class Line:
    """A network between phones and the server that can be cut, lose answers, or deliver twice."""

    def __init__(self, target):
        self.target = target
        self.mode = "good"
        self.passed = 0
        self.listener = socket.create_server(("127.0.0.1", free_port()))
        self.url = f"http://127.0.0.1:{self.listener.getsockname()[1]}"
        threading.Thread(target=self._listen, daemon=True).start()

    def close(self):
        self.listener.close()

    def _listen(self):
        while True:
            try:
                client, _ = self.listener.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(client,), daemon=True).start()

    def _serve(self, client):
        with client:
            while request := self._message(client):
                is_push = request.startswith(b"POST /field/push")
                if self.mode == "cut" or self.mode == "lose request" and is_push:
                    return
                try:
                    answer = self._ask(request)
                    if is_push and self.mode == "twice":
                        # The answer that came late is the one that the phone gets.
                        answer = self._ask(request)
                except OSError:
                    return
                if is_push and self.mode == "lose answer":
                    return
                if is_push and self.mode == "half answer":
                    client.sendall(answer[: len(answer) // 2])
                    return
                self.passed += is_push
                client.sendall(answer)

    def _ask(self, request):
        with socket.create_connection(("127.0.0.1", self.target), timeout=30) as server:
            head, _, body = request.partition(b"\r\n\r\n")
            lines = [line for line in head.split(b"\r\n") if not line.lower().startswith(b"connection:")]
            server.sendall(b"\r\n".join([*lines, b"connection: close"]) + b"\r\n\r\n" + body)
            answer = b""
            while part := server.recv(65536):
                answer += part
            return answer

    @staticmethod
    def _message(client):
        """One request with its body; empty where the phone has gone."""
        data = b""
        try:
            while b"\r\n\r\n" not in data:
                part = client.recv(65536)
                if not part:
                    return b""
                data += part
            length = re.search(rb"\r\ncontent-length: (\d+)", data, re.IGNORECASE)
            whole = data.index(b"\r\n\r\n") + 4 + (int(length[1]) if length else 0)
            while len(data) < whole:
                part = client.recv(65536)
                if not part:
                    return b""
                data += part
        except OSError:
            return b""
        return data


@pytest.fixture
def line(city):
    line = Line(city.server.port)
    yield line
    line.close()


@pytest.fixture
def phones(city, line):
    """Opens the app for people of the city, each on a phone of their own."""
    contexts = []

    def phone(login, url=None):
        person = city.person(login)
        person.context().close()
        context = city.browser.new_context(
            storage_state=person.state, java_script_enabled=True, locale="zh-CN", viewport=HANDHELD,
            base_url=url or line.url, has_touch=True, is_mobile=True,
        )
        contexts.append(context)
        page = context.new_page()
        page.faults = []
        page.on("pageerror", lambda error: page.faults.append(str(error)))
        page.goto("/field")
        return page

    yield phone
    for context in contexts:
        context.close()


def look(page, name):
    """A picture to look at, and whether everybody can use what is on it."""
    page.screenshot(path=SCREENS / f"field-{name}.png", full_page=True)
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= page.viewport_size["width"], f"{name} is {width} pixels wide"
    assert page.faults == []


def in_step(page):
    expect(page.locator("header .sync")).to_have_text("已同步")


def ready(page):
    """The app with its households, and kept on the phone."""
    in_step(page)
    page.evaluate("navigator.serviceWorker.ready.then(() => 1)")


def open_home(page, name):
    page.goto("/field#/homes")
    page.locator("#find").fill(name)
    # The list is made anew a moment after the typing.
    expect(page.locator(".homes a").first).to_contain_text(name)
    page.locator(".homes a").first.click()
    expect(page.locator("h1")).to_contain_text(name)


def write_visit(page, findings, day=None):
    page.get_by_role("link", name="去走访").click()
    if day:
        page.locator("#day").fill(day)
    for question in ["schooled", "insured", "housed", "watered"]:
        page.locator(f"#q-{question} .pick").first.click()
    page.locator("#findings").fill(findings)
    page.get_by_role("button", name="保存").click()
    page.wait_for_url("**/field#/today")
    expect(page.locator(".strip.fine")).to_contain_text("已存在手机里")


def visits(city):
    store = sqlite3.connect(city.store, timeout=30)
    rows = store.execute("SELECT number, by_whom, findings, household FROM visit ORDER BY number").fetchall()
    store.close()
    return rows


def head_of(city, number=0):
    homes = [row for row in city.rows("households") if row["group_code"].startswith(VILLAGE)]
    row = homes[number]
    people = [one for one in city.rows("persons") if one["household_id"] == row["household_id"]]
    return row, next(one["name"] for one in people if one["relation"] in ("head", "户主", "1", "01"))


def test_a_village_on_a_phone(city, phones):
    page = phones("cunganbu")
    ready(page)
    look(page, "today")
    page.get_by_role("link", name="农户").click()
    count = sum(row["group_code"].startswith(VILLAGE) for row in city.rows("households"))
    expect(page.locator(".homes li")).to_have_count(min(count, 60))
    look(page, "homes")
    page.locator(".homes a").first.click()
    look(page, "home")
    page.get_by_role("link", name="去走访").click()
    page.get_by_role("button", name="保存").click()
    expect(page.locator("#schooled-wrong")).to_have_text("请回答这一项。")
    look(page, "visit-refused")
    page.goto("/field#/report")
    page.locator("#find").fill("不会有这个人")
    expect(page.locator(".found")).to_contain_text("没有找到")
    look(page, "report")
    for name in ["records", "me", "daily"]:
        page.goto(f"/field#/{name}")
        expect(page.locator("main")).to_be_visible()
        look(page, name)
    page.goto("/field#/me")
    page.get_by_role("button", name="English").click()
    expect(page.get_by_role("button", name="Sync now")).to_be_visible()
    look(page, "me-english")


def test_a_message_is_read_on_the_phone_without_a_network(city, phones):
    store = sqlite3.connect(city.store, timeout=30)
    account = store.execute("SELECT id FROM account WHERE login = 'cunganbu'").fetchone()[0]
    number = store.execute("SELECT COALESCE(MAX(number), 0) + 1 FROM message").fetchone()[0]
    store.execute(
        "INSERT INTO message (number, account, kind, on_day, title_zh, title_en, words_zh, words_en, link, at) "
        "VALUES (?, ?, 'row_below', 20000, '下级连续未完成', 'Missing', '连续未完成 2 项', '2 missing', '/duties', 0)",
        (number, account))
    store.commit()

    def is_read():
        return store.execute("SELECT read_at FROM message WHERE number = ?", (number,)).fetchone()[0] is not None

    page = phones("cunganbu")
    ready(page)
    message = page.locator(".duty", has_text="下级连续未完成")
    expect(message).to_contain_text("连续未完成 2 项")
    look(page, "today-with-message")
    page.context.set_offline(True)
    message.get_by_role("button", name="知道了").click()
    expect(message).to_have_count(0)
    assert not is_read()
    page.goto("/field#/records")
    expect(page.locator("main")).not_to_contain_text("message.read")
    page.context.set_offline(False)
    page.locator("header .sync").click()
    in_step(page)
    assert is_read()
    entries = store.execute("SELECT COUNT(*) FROM journal WHERE action = 'message.read' AND actor = 'cunganbu'")
    assert entries.fetchone()[0] == 1
    store.close()


def test_twenty_records_arrive_once_and_in_order_over_a_bad_network(city, line, phones):
    page = phones("cunganbu")
    ready(page)
    before = len(visits(city))
    _, name = head_of(city)
    context = page.context
    context.set_offline(True)
    for number in range(20):
        open_home(page, name)
        write_visit(page, f"第 {number + 1} 次记录")
    expect(page.locator("header .sync")).to_contain_text("20 条待传")
    # The phone is turned off and on again, still without network.
    page.close()
    page = context.new_page()
    page.faults = []
    page.goto("/field#/records")
    expect(page.locator(".records li")).to_have_count(20)
    expect(page.locator("header .sync")).to_contain_text("20 条待传")
    look(page, "records-waiting")
    assert len(visits(city)) == before
    # The network comes back and is bad: a request is lost, an answer is lost, one is cut in half.
    for mode in ["lose request", "lose answer", "half answer"]:
        line.mode = mode
        context.set_offline(False)
        page.locator("header .sync").click()
        expect(page.locator("header .sync")).to_contain_text("离线")
        context.set_offline(True)
    # The server is started anew, and what comes is delivered twice.
    city.server.end()
    city.server = Server(city.store, city.server.log, "--settings", str(city.store.parent / "settings.yaml"))
    city.server.wait("127.0.0.1:[0-9]+")
    line.target, line.mode = city.server.port, "twice"
    context.set_offline(False)
    page.locator("header .sync").click()
    expect(page.locator("header .sync")).to_have_text("已同步", timeout=60_000)
    page.goto("/field#/records")
    expect(page.locator(".records .tag.fine")).to_have_count(20)
    look(page, "records-sent")
    arrived = visits(city)[before:]
    assert [row[2].split("\n")[0] for row in arrived] == [f"第 {number + 1} 次记录" for number in range(20)]
    assert {row[1] for row in arrived} == {"cunganbu"}
    store = sqlite3.connect(city.store, timeout=30)
    for number, _, _, _ in arrived:
        subject = f"visit 530627-{number}"
        assert store.execute("SELECT COUNT(*) FROM journal WHERE subject = ?", (subject,)).fetchone() == (1,)
    store.close()


def test_two_phones_tell_of_the_same_household(city, phones):
    _, name = head_of(city, 1)
    village, grid = phones("cunganbu"), phones("wangge")
    ready(village)
    ready(grid)
    for page in [village, grid]:
        page.context.set_offline(True)
    open_home(village, name)
    write_visit(village, "村里看到的")
    open_home(grid, name)
    write_visit(grid, "网格员看到的")
    open_home(grid, name)
    write_visit(grid, "上个月看到的", "2026-01-15")
    for page in [village, grid]:
        page.context.set_offline(False)
        page.locator("header .sync").click()
        in_step(page)
    village.goto("/field#/records")
    expect(village.locator(".records li").first).to_contain_text("已收到")
    grid.goto("/field#/records")
    expect(grid.locator(".records li").nth(1)).to_contain_text("同一天 cunganbu 也走访过")
    expect(grid.locator(".records li").nth(0)).to_contain_text("存入历史")
    look(grid, "records-conflict")
    # Both see what the other brought.
    village.locator("header .sync").click()
    in_step(village)
    open_home(village, name)
    expect(village.locator("main")).to_contain_text("上次走访")


def test_what_the_server_refuses_is_told_and_can_be_mended(city, phones):
    page = phones("cunganbu")
    ready(page)
    _, name = head_of(city, 2)
    page.context.set_offline(True)
    open_home(page, name)
    write_visit(page, "日期太早", "2001-01-01")
    page.context.set_offline(False)
    page.locator("header .sync").click()
    in_step(page)
    page.goto("/field#/records")
    refused = page.locator(".records li").first
    expect(refused.locator(".tag.late")).to_have_text("没有收下")
    look(page, "records-refused")
    refused.get_by_role("button", name="改好再交").click()
    expect(page.locator("#findings")).to_have_value("日期太早")
    page.locator("#day").fill("2026-01-20")
    page.get_by_role("button", name="保存").click()
    page.wait_for_url("**/field#/today")
    page.goto("/field#/records")
    expect(page.locator(".records .tag.fine").first).to_have_text("已收到")


def test_a_clue_with_a_photo(city, phones):
    page = phones("wangge")
    ready(page)
    _, name = head_of(city, 3)
    picture = page.screenshot(type="jpeg", quality=60)
    page.get_by_role("link", name="报线索").click()
    page.locator("#find").fill(name)
    page.locator(".found button").first.click()
    expect(page.locator(".chosen")).to_contain_text(name)
    page.locator("#q-cause .pick", has_text="因自然灾害").click()
    page.locator("#note").fill("暴雨冲了后墙")
    page.locator("#photos").set_input_files({"name": "wall.jpg", "mimeType": "image/jpeg", "buffer": picture})
    expect(page.locator(".photos img")).to_have_count(1)
    look(page, "clue")
    page.get_by_role("button", name="保存").click()
    page.wait_for_url("**/field#/today")
    in_step(page)
    page.goto("/field#/records")
    expect(page.locator(".records li").first).to_contain_text("线索编号")
    store = sqlite3.connect(city.store, timeout=30)
    kept = store.execute("SELECT COUNT(*) FROM evidence WHERE topic LIKE 'clue%' OR kind = 'clue'").fetchone()
    store.close()
    assert kept[0] >= 1


def test_what_is_typed_is_kept_until_it_is_sent(city, phones):
    page = phones("cunganbu")
    ready(page)
    _, name = head_of(city, 4)
    open_home(page, name)
    page.get_by_role("link", name="去走访").click()
    page.locator("#findings").fill("写到一半")
    expect(page.get_by_text("已写的内容已保留在手机里")).to_be_visible()
    page.reload()
    expect(page.locator("#findings")).to_have_value("写到一半")


STORED = """() => new Promise((resolve) => {
  const asked = indexedDB.open("shouwang-field");
  asked.onsuccess = () => {
    const names = ["keys", "state", "rows", "out"];
    const reading = asked.result.transaction(names);
    Promise.all(names.map((name) => new Promise((done) => {
      const got = reading.objectStore(name).getAll();
      got.onsuccess = () => done(got.result.length);
    }))).then((counts) => { asked.result.close(); resolve(counts); });
  };
})"""


def test_what_is_kept_is_sealed_and_signing_out_ends_the_key(city, phones):
    page = phones("cunganbu")
    ready(page)
    _, name = head_of(city)
    raw = page.evaluate(
        """() => new Promise((resolve) => { const asked = indexedDB.open("shouwang-field");
        asked.onsuccess = () => { const got = asked.result.transaction("rows").objectStore("rows").getAll();
        got.onsuccess = () => { asked.result.close(); resolve(got.result.map((box) =>
        new TextDecoder().decode(box.data)).join("")); }; }; })"""
    )
    assert name not in raw and len(raw) > 1000
    keys, _, rows, _ = page.evaluate(STORED)
    assert keys >= 1 and rows > 0
    page.goto("/field#/me")
    page.get_by_role("button", name="退出并清除农户资料").click()
    expect(page.get_by_role("link", name="去登录")).to_be_visible()
    look(page, "signed-out")
    _, _, rows, _ = page.evaluate(STORED)
    assert rows == 0
    city.person("cunganbu").state = None


def test_a_lost_phone_forgets_at_its_next_contact(city, at_work, phones):
    page = phones("wangge")
    ready(page)
    manager = at_work("xitong")
    manager.goto("/field/devices?account=wangge")
    manager.screenshot(path=SCREENS / "field-devices.png", full_page=True)
    for _ in range(manager.locator("main form").count()):
        send(manager)
    expect(manager.locator("main form")).to_have_count(0)
    page.locator("header .sync").click()
    expect(page.locator("main")).to_contain_text("已全部清除")
    look(page, "wiped")
    assert page.evaluate(STORED)[2:] == [0, 0]
    manager.reload()
    expect(manager.locator("main")).to_contain_text("手机收到")
    # Whoever signs in on it anew works on.
    page.reload()
    in_step(page)
    page.goto("/field#/me")
    expect(page.locator("main")).to_contain_text("冯网格")


def test_without_contact_for_a_week_the_households_go_and_records_stay(city, phones):
    page = phones("cunganbu")
    ready(page)
    _, name = head_of(city)
    page.context.set_offline(True)
    open_home(page, name)
    write_visit(page, "一周没有网络")
    page.evaluate(
        """() => new Promise((resolve) => { const asked = indexedDB.open("shouwang-field");
        asked.onsuccess = () => { const writing = asked.result.transaction("state", "readwrite");
        writing.objectStore("state").put(Date.now() - 8 * 86400000, "contact");
        writing.oncomplete = () => { asked.result.close(); resolve(); }; }; })"""
    )
    page.reload()
    expect(page.locator("main")).to_contain_text("7 天没有联网")
    look(page, "expired")
    assert page.evaluate(STORED)[2:] == [0, 1]
    before = len(visits(city))
    page.context.set_offline(False)
    page.reload()
    in_step(page)
    assert visits(city)[before][2] == "一周没有网络"


def test_the_app_is_small_and_quick_on_a_slow_link(city, phones):
    page = phones("cunganbu")
    ready(page)
    state = page.context.storage_state()
    context = city.browser.new_context(
        storage_state=state, java_script_enabled=True, locale="zh-CN", viewport=HANDHELD, base_url=city.server.url
    )
    slow = context.new_page()
    link = context.new_cdp_session(slow)
    link.send("Network.enable")
    # The preset of the browser's tools that was called Slow 3G.
    link.send(
        "Network.emulateNetworkConditions",
        {"offline": False, "latency": 2000, "downloadThroughput": 50_000, "uploadThroughput": 50_000},
    )
    received = []
    link.on("Network.loadingFinished", lambda event: received.append(event["encodedDataLength"]))
    first = timed(slow)
    expect(slow.locator("header .sync")).to_have_text("已同步", timeout=60_000)
    slow.evaluate("navigator.serviceWorker.ready.then(() => 1)")
    again = timed(slow)
    figures = {"first": first, "again": again, "bytes": sum(received)}
    (SCREENS / "field-figures.json").write_text(json.dumps(figures))
    assert sum(received) < 200_000
    context.close()


def timed(page):
    """Milliseconds from the wish until the first screen that can be used."""
    page.goto("/field", wait_until="commit")
    page.locator("nav a").first.wait_for(timeout=60_000)
    return page.evaluate("performance.now()")
