"""Times the pages of the cockpit over HTTP at each level, and the first page after a household changed.

usage: cockpit_pages.py PROGRAM STORE [--rounds R]

A household changes by a clue that is told and taken into a case, as a village does it; the city's board is asked right
after, when its figures have to follow.
"""
import argparse
import json
import secrets
import sqlite3
import statistics
import sys
import tempfile
import time

from lists_pages import Browser, people, serve

PAGES = [
    ("board", "/cockpit/{place}"),
    ("board, ranked by income", "/cockpit/{place}?by=perCapitaNetIncome"),
    ("figures", "/figures?place={place}"),
    ("one figure", "/figures/underWatchHouseholds?place={place}"),
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
        ORDER BY place, number LIMIT 40
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


def main():
    reader = argparse.ArgumentParser(description=__doc__)
    reader.add_argument("program")
    reader.add_argument("store")
    reader.add_argument("--rounds", type=int, default=9)
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
            for _ in range(240):
                if browsers[0].ask(f"/cockpit/{levels[0]}")[0] == 200 and is_quiet(process.pid):
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
        finally:
            process.terminate()
            process.wait(timeout=60)
    print(json.dumps({"lists": lines}))


if __name__ == "__main__":
    main()
