"""Times the pages of the cockpit over HTTP at each level, and the first page after a household changed.

usage: cockpit_pages.py PROGRAM STORE [--rounds R] [--wrk SECONDS]

A household changes by a clue that is told and taken into a case, as a village does it; the city's board is asked right
after, when its figures have to follow. With wrk installed each page of the city is also asked by two readers at once,
for so many seconds, while households go on changing.
"""
import argparse
import json
import re
import secrets
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time

from lists_pages import Browser, people, serve

PAGES = [
    ("board", "/cockpit/{place}"),
    ("board, ranked by income", "/cockpit/{place}?by=perCapitaNetIncome"),
    ("figures", "/figures?place={place}"),
    ("one figure", "/figures/underWatchHouseholds?place={place}"),
    ("poverty and inequality", "/cockpit/{place}/wellbeing"),
    ("big screen", "/screen"),
]


def timed(browser, path):
    start = time.perf_counter()
    status, _, page = browser.ask(path)
    if status != 200:
        sys.exit(f"{path} answered {status}: {page[:300]}")
    return (time.perf_counter() - start) * 1_000


def places(store):
    """A city, a county, a township and a village with households that nobody watches yet."""
    line = sqlite3.connect(store)
    found = line.execute(
        """
        SELECT place, number FROM household h WHERE gone_on IS NULL AND county = 530627
          AND NOT EXISTS (SELECT 1 FROM episode e WHERE e.county = h.county AND e.household = h.number)
        ORDER BY place, number LIMIT 400
        """
    ).fetchall()
    line.close()
    village = str(found[0][0])[:12]
    return [village[:4], village[:6], village[:9], village], [row[1] for row in found if str(row[0]).startswith(village)]


def is_quiet(pid):
    """Whether the server has nothing to do for a second: less than a twentieth of one processor."""

    def ticks():
        with open(f"/proc/{pid}/stat", encoding="ascii") as file:
            return sum(map(int, file.read().rpartition(")")[2].split()[11:13]))

    before = ticks()
    time.sleep(1)
    return ticks() - before < 5


def change(village, household):
    """A clue is told and taken into a case."""
    page = f"/households/530627/{household}"
    village.send(page + "/report", cause="01", note="户主住院，自付一万五千元")
    village.send(page + "/monitoring", verb="open")


def hammered(browser, port, path, seconds, between):
    """Requests a second and the latencies that half and 99 of 100 stay under, in ms, as wrk tells them."""
    cookie = "; ".join(f"{name}={value}" for name, value in browser.cookies.items())
    wrk = subprocess.Popen(
        ["wrk", "-t1", "-c2", f"-d{seconds}s", "--latency", "-H", f"Cookie: {cookie}", f"http://127.0.0.1:{port}{path}"],
        stdout=subprocess.PIPE,
        text=True,
    )
    while wrk.poll() is None:
        between()
        time.sleep(1)
    told = wrk.stdout.read()
    if "Non-2xx" in told:
        sys.exit(f"{path} was refused while it was asked again and again:\n{told}")
    unit = {"us": 0.001, "ms": 1, "s": 1_000}

    def latency(share):
        number, name = re.search(rf"\b{share}%\s+([0-9.]+)(us|ms|s)", told).groups()
        return float(number) * unit[name]

    return float(re.search(r"Requests/sec:\s+([0-9.]+)", told).group(1)), latency(50), latency(99)


def main():
    reader = argparse.ArgumentParser(description=__doc__)
    reader.add_argument("program")
    reader.add_argument("store")
    reader.add_argument("--rounds", type=int, default=9)
    reader.add_argument("--wrk", type=int, default=10)
    asked = reader.parse_args()
    levels, households = places(asked.store)
    accounts = people(asked.program, asked.store, levels, secrets.token_hex(2))
    lines = {name: [] for name, _ in PAGES} | {"board, right after a household changed": []}
    with tempfile.TemporaryDirectory() as folder:
        process, port = serve(asked.program, asked.store, folder)
        try:
            browsers = []
            for login, password in accounts:
                browsers.append(Browser(port))
                browsers[-1].sign_in(login, password)
            # Until the figures are counted the pages say so; those of a month before are counted after them.
            # Those of the ends of twelve months come after these, one day at a time.
            quiet = 0
            for _ in range(900):
                is_there = browsers[0].ask(f"/cockpit/{levels[0]}")[0] == 200
                if not is_there:
                    time.sleep(1)
                quiet = quiet + 1 if is_there and is_quiet(process.pid) else 0
                if quiet == 3:
                    break
            for place, browser in zip(levels, browsers):
                for name, path in PAGES:
                    own = path.format(place=place)
                    lines[name].append(statistics.median(timed(browser, own) for _ in range(asked.rounds)))
            changed = iter(households)
            for place, browser in zip(levels, browsers):
                times = []
                for _ in range(asked.rounds):
                    change(browsers[-1], next(changed))
                    times.append(timed(browser, f"/cockpit/{place}"))
                lines["board, right after a household changed"].append(statistics.median(times))
            under_load = {}
            if shutil.which("wrk") and asked.wrk > 0:
                for name, path in PAGES:
                    own = path.format(place=levels[0])
                    under_load[name] = hammered(
                        browsers[0], port, own, asked.wrk, lambda: change(browsers[-1], next(changed))
                    )
        finally:
            process.terminate()
            process.wait(timeout=60)
    print(json.dumps({"lists": lines, "wrk": under_load}))


if __name__ == "__main__":
    main()
