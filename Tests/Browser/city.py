"""A small city, the program that serves it, and the people who work there."""

import base64
import csv
import datetime
import hashlib
import hmac
import pathlib
import re
import socket
import sqlite3
import struct
import subprocess
import time

from playwright.sync_api import expect

ROOT = pathlib.Path(__file__).resolve().parents[2]
PROGRAM = ROOT / ".build" / "debug" / "shouwang"
SCREENS = ROOT / ".build-logs" / "screens"
CHROMIUM = "/usr/bin/chromium"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 900}
PASSWORD = "Wu-Meng-2031-Shan"

VILLAGE = "530627001001"
NEIGHBOUR = "530627001002"
GUARDIANS = {"xitong": "王系统", "anquan": "李安全", "shenji": "赵审计"}
# Sign-in name: own name, and posts as role, place and subject.
POSTS = {
    "shiban": ("周市办", [("city_office", "5306", None)]),
    "xianban": ("吴县办", [("county_office", "530627", None)]),
    "xiangzhen": ("郑乡镇", [("township", "530627001", None)]),
    "cunganbu": ("陈村干", [("village", VILLAGE, None)]),
    "linju": ("邻村干", [("village", NEIGHBOUR, None)]),
    "zuzhang": ("孙组长", [("group_head", VILLAGE + "001", None)]),
    "wangge": ("冯网格", [("grid_officer", VILLAGE, None)]),
    "yibao": ("褚医保", [("county_department", "530627", "medical")]),
    "liangtou": ("卫两头", [("village", VILLAGE, None), ("village", "530628001001", None)]),
    "daili": ("蒋代理", []),
    "suoding": ("沈锁定", [("grid_officer", VILLAGE, None)]),
    "tingyong": ("韩停用", [("grid_officer", VILLAGE, None)]),
    "liangji": ("杨两机", [("grid_officer", VILLAGE, None)]),
    "jiaoyu": ("朱教育", [("city_department", "5306", "education")]),
    "shuiwu": ("姜水务", [("city_department", "5306", "water")]),
    "minzheng": ("秦民政", [("county_department", "530627", "civil_affairs")]),
    "zhujian": ("尤住建", [("county_department", "530627", "housing")]),
    "renshe": ("许人社", [("county_department", "530627", "employment")]),
    "nongye": ("何农业", [("county_department", "530627", "agriculture")]),
}


def shouwang(*words, expect=0):
    """Runs the program and answers what it wrote; another exit code than `expect` fails the test."""
    done = subprocess.run(
        [PROGRAM, *map(str, words)], capture_output=True, text=True, stdin=subprocess.DEVNULL, cwd=ROOT, timeout=300
    )
    assert done.returncode == expect, f"{words}: {done.returncode}\n{done.stdout}\n{done.stderr}"
    return done.stdout


def link_in(text):
    """The path of the one-time link that a text names."""
    found = re.search(r"/links/[A-Za-z0-9_-]+", text)
    assert found, f"there is no one-time link in: {text}"
    return found.group()


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Server:
    """The program serving a store, from start to end of a test run."""

    def __init__(self, store, log, *options):
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.log = pathlib.Path(log)
        with open(log, "w") as output:
            self.process = subprocess.Popen(
                [PROGRAM, "serve", "--store", store, "--port", str(self.port), *options],
                stdout=output,
                stderr=subprocess.STDOUT,
                stdin=subprocess.DEVNULL,
                cwd=ROOT,
            )

    def wait(self, pattern, timeout=60):
        """Reads the log until a line matches, and answers the match."""
        follow = f"tail -n +1 -F '{self.log}' 2>/dev/null | grep -m1 -E '{pattern}'"
        found = subprocess.run(["timeout", str(timeout), "bash", "-c", follow], capture_output=True, text=True).stdout
        match = re.search(pattern, found)
        assert match, f"the server did not say {pattern}:\n{self.log.read_text()}"
        return match

    def end(self):
        self.process.terminate()
        assert self.process.wait(timeout=30) == 0, "the server ends by itself when it is told to"


class Authenticator:
    """The codes that a telephone would show (RFC 6238). Each is used once, as the program demands."""

    def __init__(self, secret):
        self.key = base64.b32decode(secret + "=" * (-len(secret) % 8))
        self.last = 0

    def code(self):
        """The next code that is accepted now: of the half minute before, this one or the next."""
        now = int(time.time())
        # Near the end of a half minute the code of the one before would be too old on arrival.
        step = max(self.last + 1, now // 30 - (1 if now % 30 < 15 else 0))
        while step > int(time.time()) // 30 + 1:
            time.sleep(0.2)
        self.last = step
        mac = hmac.digest(self.key, struct.pack(">Q", step), hashlib.sha1)
        start = mac[-1] & 15
        return f"{(struct.unpack('>I', mac[start:start + 4])[0] & 0x7FFFFFFF) % 1_000_000:06d}"


class Person:
    """Somebody with an account. Signs in once, when first asked for; every browser after that holds the session."""

    def __init__(self, city, login, name):
        self.city, self.login, self.name = city, login, name
        self.authenticator = None
        self.state = None

    def context(self, **options):
        if self.state is None:
            context = self.city.context()
            self.sign_in(context.new_page())
            self.state = context.storage_state()
            context.close()
        return self.city.context(storage_state=self.state, **options)

    def give_password(self, page, password=PASSWORD):
        page.goto("/sign-in")
        page.locator("[name=login]").fill(self.login)
        page.locator("[name=password]").fill(password)
        send(page)

    def sign_in(self, page):
        """Password, then what else the account needs; ends where work begins."""
        self.give_password(page)
        expect(page.locator("body.signed")).to_be_visible()
        if "/sign-in/code" in page.url:
            self.give_code(page)
        elif page.url.endswith("/me/code"):
            self.enrol(page)
        expect(page.locator("main h1")).to_be_visible()
        assert "/sign-in" not in page.url, page.locator("main").inner_text()

    def enrol(self, page):
        send(page)
        self.authenticator = Authenticator(page.locator("main .secret code").inner_text())
        self.give_code(page)
        page.locator("main a.button.go").click()

    def give_code(self, page):
        page.locator("[name=code]").fill(self.authenticator.code())
        send(page)

    def choose_password(self, page, link):
        page.goto(link)
        page.locator("[name=new]").fill(PASSWORD)
        page.locator("[name=again]").fill(PASSWORD)
        send(page)
        expect(page).to_have_url(re.compile("/sign-in"))


def send(page):
    """The main button of the page's first form."""
    page.locator("main form:not(.filter) button[type=submit]:visible").first.click()


class City:
    def __init__(self, browser, folder):
        self.browser = browser
        self.store = folder / "city.sqlite"
        self.files = folder / "files"
        shouwang("city", "make", "--scale", "tiny", "--seed", 1, "--out", self.files)
        shouwang("import", "--store", self.store, self.files)
        shouwang("screen", "--store", self.store, "--as-of", "2025-10-31")
        shouwang("ledger", "run", "--store", self.store, "--as-of", "2025-10-31")
        settings = folder / "settings.yaml"
        settings.write_text("sign_in_per_minute: 600\nchange_per_minute: 6000\nlook_per_minute: 60000\n")
        self.server = Server(self.store, folder / "serve.log", "--settings", str(settings))
        self.first_link = self.server.wait("/links/[A-Za-z0-9_-]+").group()
        self.people = {}
        page = self.context().new_page()
        self._first_run(page)
        for login, (name, posts) in POSTS.items():
            self._employ(page, login, name, posts)
        page.context.close()

    def context(self, **options):
        """A browser of its own; without script, as every page has to do."""
        plain = {"java_script_enabled": False, "locale": "zh-CN", "viewport": DESK, "base_url": self.server.url}
        return self.browser.new_context(**(plain | options))

    def person(self, login):
        return self.people[login]

    def admin(self, *words):
        return shouwang("admin", *words, "--store", self.store)

    def rows(self, name):
        """The rows of a file that the city was made of."""
        with open(self.files / f"{name}.csv", encoding="utf-8-sig", newline="") as file:
            return list(csv.DictReader(file))

    def household(self, village):
        """The first household of a village: its row, and the rows of its members."""
        row = next(row for row in self.rows("households") if row["group_code"].startswith(village))
        return row, [one for one in self.rows("persons") if one["household_id"] == row["household_id"]]

    def path_of(self, row):
        return f"/households/{row['group_code'][:6]}/{row['household_id']}"

    def days_pass(self, days):
        """Moves all that was done with clues and cases back by some days, as if they had passed since."""

        def earlier(text):
            shift = datetime.timedelta(days=days)
            return re.sub(
                r"\d{4}-\d\d-\d\d", lambda day: str(datetime.date.fromisoformat(day.group()) - shift), text
            )

        columns = {
            "clue": ["opened_on", "due", "closed_on"],
            "clue_source": ["on_day"],
            "self_report": ["told_on", "answered_on", "complained_on"],
            "report_complaint": ["on_day"],
            "episode": ["opened_on", "due", "total_due", "registered_on", "ended_on"],
            "episode_step": ["entered_on", "left_on"],
        }
        store = sqlite3.connect(self.store, timeout=30)
        store.create_function("earlier", 1, lambda text: text and earlier(text))
        with store:
            for table, names in columns.items():
                store.execute(f"UPDATE {table} SET " + ", ".join(f"{name} = {name} - {days}" for name in names))
            store.execute("UPDATE episode_step SET form = earlier(form)")
        store.close()

    def close(self):
        self.server.end()

    def _first_run(self, page):
        guardians = list(GUARDIANS.items())
        page.goto(self.first_link)
        for prefix, (login, name) in zip(["", "security", "auditor"], guardians):
            page.locator(f"[name={prefix + 'Login' if prefix else 'login'}]").fill(login)
            page.locator(f"[name={prefix + 'Name' if prefix else 'name'}]").fill(name)
            self.people[login] = Person(self, login, name)
        page.locator("[name=new]").fill(PASSWORD)
        page.locator("[name=again]").fill(PASSWORD)
        send(page)
        expect(page.locator("main .secret")).to_have_count(2)
        shown = page.locator("main .secret code").all_inner_texts()
        assert all(text.startswith(f"{self.server.url}/links/") for text in shown), "links are whole"
        links = [link_in(text) for text in shown]
        for (login, _), link in zip(guardians[1:], links):
            self.people[login].choose_password(page, link)

    def _employ(self, page, login, name, posts):
        link = link_in(self.admin("account", "add", login, name))
        for role, place, subject in posts:
            self.admin("post", "appoint", login, role, place, *(["--subject", subject] if subject else []))
        self.people[login] = Person(self, login, name)
        self.people[login].choose_password(page, link)
