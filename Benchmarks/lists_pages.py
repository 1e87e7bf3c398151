"""Times each page of a list over HTTP, as a reader of each level asks for it: a real server, real sign-ins.

usage: lists_pages.py PROGRAM STORE PLACE... [--rounds R]

The places are a city, a county, a township and a village; the store is one that `shouwang bench lists` filled.
"""
import argparse
import base64
import hashlib
import hmac
import http.client
import json
import pathlib
import re
import secrets
import socket
import statistics
import struct
import subprocess
import sys
import tempfile
import time
import urllib.parse

ROLES = ["city_office", "county_office", "township", "village"]
PAGES = [
    ("today", "/"),
    ("clues waiting", "/clues"),
    ("clues waiting, page 1,000", "/clues?page=1000"),
    ("clues waiting, a cause", "/clues?cause=11"),
    ("clues waiting, red", "/clues?severity=red"),
    ("clues waiting, late", "/clues?late=1"),
    ("clues waiting, old", "/clues?late=alarm"),
    ("clues in procedure", "/clues?state=inProcedure"),
    ("clues closed", "/clues?state=closed"),
    ("episodes under way", "/episodes"),
    ("episodes at the notice", "/episodes?step=notice"),
    ("episodes under way, late", "/episodes?late=1"),
    ("episodes monitored", "/episodes?state=monitored"),
    ("episodes monitored, type and risk", "/episodes?state=monitored&type=marginal&risk=01"),
    ("episodes eliminated", "/episodes?state=eliminated"),
    ("episodes ended otherwise", "/episodes?state=ended"),
    ("measures", "/measures"),
    ("measures, late", "/measures?late=1"),
    ("helpers", "/helpers"),
    ("households without a helper", "/helpers?state=open"),
]


class Browser:
    """One reader: keeps cookies, sends forms with their tokens."""

    def __init__(self, port):
        self.line = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
        self.origin = f"http://127.0.0.1:{port}"
        self.cookies = {}

    def ask(self, path, fields=None):
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        body = None
        if fields is not None:
            body = urllib.parse.urlencode(fields)
            headers |= {"Content-Type": "application/x-www-form-urlencoded", "Origin": self.origin}
        self.line.request("GET" if body is None else "POST", path, body, headers)
        answer = self.line.getresponse()
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie":
                key, _, rest = value.partition("=")
                self.cookies[key] = rest.split(";")[0]
        return answer.status, answer.getheader("location"), answer.read().decode()

    def send(self, path, **fields):
        _, _, page = self.ask(path)
        hidden = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', self.form(page, path)))
        return self.ask(path, hidden | fields)

    @staticmethod
    def form(page, path):
        forms = re.findall(r"<form[^>]*method=\"post\".*?</form>", page, re.S)
        own = [form for form in forms if f'action="{path}"' in form]
        return (own or forms)[-1]

    def sign_in(self, login, password):
        _, location, page = self.send("/sign-in", login=login, password=password)
        for _ in range(4):
            if not location:
                break
            _, location, page = self.ask(location)
        if 'action="/me/code"' in page:
            self.enrol()
        status, _, page = self.ask("/clues")
        if status != 200:
            sys.exit(f"{login} could not sign in: {status}")

    def enrol(self):
        _, _, page = self.send("/me/code")
        secret = re.search(r"<code>([A-Z2-7]{16,})</code>", page).group(1)
        key = base64.b32decode(secret + "=" * (-len(secret) % 8))
        mac = hmac.digest(key, struct.pack(">Q", int(time.time()) // 30), hashlib.sha1)
        start = mac[-1] & 15
        number = (struct.unpack(">I", mac[start : start + 4])[0] & 0x7FFFFFFF) % 1_000_000
        hidden = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', self.form(page, "/me/code")))
        self.ask("/me/code", hidden | {"code": f"{number:06d}"})


def admin(program, store, *words, given=None):
    done = subprocess.run(
        [program, "admin", *words, "--store", store], input=given, capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        sys.exit(f"shouwang admin {' '.join(words)}: {done.stdout}{done.stderr}")


def people(program, store, places, mark=""):
    """An account with a post at each place, whose password nobody else has."""
    found = []
    for role, place in zip(ROLES, places):
        login = f"bench{mark}.{role.replace('_', '-')}"
        # Three kinds of characters, as the rules of passwords ask.
        password = f"Bench-{secrets.token_hex(8)}-9Z"
        admin(program, store, "account", "add", login, "测速员")
        admin(program, store, "post", "appoint", login, role, place)
        admin(program, store, "account", "password", login, given=password + "\n")
        found.append((login, password))
    return found


def serve(program, store, folder):
    """The server on a free port, once all of the city is in its memory."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    settings = pathlib.Path(folder, "settings.yaml")
    settings.write_text("sign_in_per_minute: 600\nlook_per_minute: 600000\nchange_per_minute: 6000\n", encoding="utf-8")
    process = subprocess.Popen(
        [program, "serve", "--store", store, "--port", str(port), "--settings", str(settings)],
        stdout=subprocess.DEVNULL,
    )
    for _ in range(1_200):
        try:
            line = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
            line.request("GET", "/health/ready")
            if line.getresponse().status == 200:
                return process, port
        except OSError:
            pass
        if process.poll() is not None:
            sys.exit("the server did not start")
        time.sleep(0.25)
    sys.exit("the server was not ready within five minutes")


def main():
    reader = argparse.ArgumentParser(description=__doc__)
    reader.add_argument("program")
    reader.add_argument("store")
    reader.add_argument("places", nargs="+")
    reader.add_argument("--rounds", type=int, default=9)
    asked = reader.parse_args()
    accounts = people(asked.program, asked.store, asked.places)
    lines = {name: [] for name, _ in PAGES}
    with tempfile.TemporaryDirectory() as folder:
        process, port = serve(asked.program, asked.store, folder)
        try:
            for login, password in accounts:
                browser = Browser(port)
                browser.sign_in(login, password)
                for name, path in PAGES:
                    times = []
                    for _ in range(asked.rounds):
                        start = time.perf_counter()
                        status, _, _ = browser.ask(path)
                        times.append((time.perf_counter() - start) * 1_000)
                        if status != 200:
                            sys.exit(f"{path} answered {status}")
                    lines[name].append(statistics.median(times))
        finally:
            process.terminate()
            process.wait(timeout=60)
    print(json.dumps({"lists": lines}))


if __name__ == "__main__":
    main()
