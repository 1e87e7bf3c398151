"""Reports of an evening, over HTTP on this machine, beside FastAPI on PostgreSQL in the same run.

usage: reports_run.py PROGRAM STORE --phones N --seconds S --evening S --rounds R --cache FOLDER

One group head is made by the program's own commands, signs in and makes a phone known; the others are copies of those
four rows (account, post, session, phone) with names, tokens and groups of their own, since making 25,000 passwords takes
hours that say nothing about reports. wrk and both servers share the processors of this machine.
"""
import argparse
import asyncio
import base64
import hashlib
import hmac
import http.client
import json
import os
import pathlib
import random
import secrets
import shutil
import socket
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.parse

from lists_pages import Browser, admin

HERE = pathlib.Path(__file__).parent
GOAL_TIMES, GOAL_P99, CONNECTIONS = 8, 100, 64
FREE = "sign_in_per_minute: 600\nlook_per_minute: 1000000\nchange_per_minute: 1000000\n"


def base64url(raw):
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


class Phone:
    """A device with an account and a session of its own."""

    def __init__(self, number, place):
        self.number, self.place = number, place
        self.secret = secrets.token_bytes(32)
        self.device = secrets.token_hex(16)
        self.token = hmac.digest(self.secret, b"form", "sha256").hex()

    @property
    def headers(self):
        return f"Cookie: session={base64url(self.secret)}\r\nX-Field-Device: {self.device}\r\n"

    def push(self, port, day):
        """A report of today, with a mark in place of what no two reports share."""
        record = {
            "key": f"r-ROUNDXXX-{self.number}",
            "kind": "report.daily",
            "made": int(time.time() * 1_000) - 60_000,
            "values": {"day": day, "text": f"三户外出务工返回，第 ROUNDXXX 次报告，{self.number} 号"},
        }
        records = json.dumps([record], ensure_ascii=False, separators=(",", ":"))
        body = urllib.parse.urlencode({"token": self.token, "records": records})
        return self.post("/field/push", port, body, "application/x-www-form-urlencoded")

    def tell_peer(self, port, day):
        body = json.dumps(
            {
                "key": f"r-ROUNDXXX-{self.number}",
                "day": day,
                "made": int(time.time() * 1_000) - 60_000,
                "text": f"三户外出务工返回，第 ROUNDXXX 次报告，{self.number} 号",
            }
        )
        return self.post("/reports", port, body, "application/json")

    def post(self, path, port, body, kind):
        return (
            f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nOrigin: http://127.0.0.1:{port}\r\n{self.headers}"
            f"Content-Type: {kind}\r\nContent-Length: {len(body.encode())}\r\n\r\n{body}"
        )

    def sync(self, port, since):
        return (
            f"GET /field/area?since={since} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n{self.headers}"
            "Accept-Encoding: gzip\r\n\r\n"
        )


# MARK: the server


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def serve(program, store, folder):
    port = free_port()
    settings = pathlib.Path(folder, "settings.yaml")
    settings.write_text(FREE, encoding="utf-8")
    process = subprocess.Popen(
        [program, "serve", "--store", store, "--port", str(port), "--settings", str(settings)],
        stdout=subprocess.DEVNULL,
    )
    wait_for(process, port, "/health/ready")
    return process, port


def wait_for(process, port, path):
    for _ in range(1_200):
        try:
            line = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
            line.request("GET", path)
            if line.getresponse().status in (200, 404):
                return
        except OSError:
            pass
        if process.poll() is not None:
            sys.exit("a server ended before it was asked anything")
        time.sleep(0.1)
    sys.exit("a server did not get ready")


def wait_for_city(port):
    """Until the city is in memory: a server that was just started is busy with that for a while."""
    for _ in range(600):
        line = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        line.request("GET", "/metrics")
        if "\nshouwang_city_loaded 1\n" in line.getresponse().read().decode():
            return
        time.sleep(1)
    sys.exit("the city was not loaded")


def stop(process):
    process.terminate()
    process.wait(timeout=60)


# MARK: phones


def first_phone(program, store, place, folder):
    """A group head by the program's own commands, who signs in and makes a phone known over HTTP."""
    login = f"bench.phone{secrets.token_hex(3)}"
    password = f"Bench-{secrets.token_hex(8)}-9Z"
    admin(program, store, "account", "add", login, "组长")
    admin(program, store, "post", "appoint", login, "group_head", place)
    admin(program, store, "account", "password", login, given=password + "\n")
    process, port = serve(program, store, folder)
    try:
        browser = Browser(port)
        browser.sign_in(login, password)
        me = json.loads(browser.ask("/field/me")[2])
        body = urllib.parse.urlencode({"token": me["token"], "key": secrets.token_hex(8), "label": "bench"})
        cookie = "; ".join(f"{name}={value}" for name, value in browser.cookies.items())
        browser.line.request(
            "POST",
            "/field/enrol",
            body,
            {
                "Cookie": cookie,
                "Origin": browser.origin,
                "Content-Type": "application/x-www-form-urlencoded",
                "X-Field-Device": secrets.token_hex(16),
            },
        )
        answer = browser.line.getresponse()
        if answer.status != 200:
            sys.exit(f"a phone could not be made known: {answer.status} {answer.read()[:200]}")
    finally:
        stop(process)
    return login


def copies(line, table, where, values, changes):
    """Copies one row of a table, as often as there are changes to it."""
    line.row_factory = sqlite3.Row
    row = dict(line.execute(f"SELECT * FROM {table} WHERE {where}", values).fetchone())
    names = list(row)
    line.executemany(
        f"INSERT INTO {table} ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})",
        [[(row | change)[name] for name in names] for change in changes],
    )


def make_phones(program, store, count, folder):
    line = sqlite3.connect(store)
    groups = [row[0] for row in line.execute("SELECT code FROM place WHERE level = 5 AND valid_to IS NULL ORDER BY code")]
    line.close()
    random.Random(7).shuffle(groups)
    login = first_phone(program, store, str(groups[0]), folder)
    phones = [Phone(number, groups[number % len(groups)]) for number in range(count)]
    line = sqlite3.connect(store)
    account = line.execute("SELECT id FROM account WHERE login = ?", [login]).fetchone()[0]
    post = line.execute("SELECT id FROM post WHERE account = ?", [account]).fetchone()[0]
    now = int(time.time() * 1_000)
    # Ids are time-ordered; behind the last one there is room.
    base = line.execute("SELECT MAX(MAX(id), (SELECT MAX(id) FROM post)) FROM account").fetchone()[0] + 1
    copies(line, "account", "id = ?", [account], [
        {"id": base + phone.number, "login": f"phone{phone.number:06d}"} for phone in phones])
    copies(line, "post", "id = ?", [post], [
        {"id": base + phone.number, "account": base + phone.number, "place": phone.place} for phone in phones])
    # Each was last seen in the morning, as phones are before they report in the evening.
    morning = now - 2 * 3_600_000
    copies(line, "session", "account = ?", [account], [
        {"digest": hashlib.sha256(phone.secret).digest(), "account": base + phone.number, "begun_at": morning,
         "seen_at": now - 300_000, "post": base + phone.number} for phone in phones])
    copies(line, "field_device", "account = ?", [login], [
        {"device": phone.device, "account": f"phone{phone.number:06d}", "seen_at": morning} for phone in phones])
    line.commit()
    line.close()
    return phones, len(groups)


# MARK: what is in the store


def stored(store):
    line = sqlite3.connect(store)
    rows = line.execute("SELECT COUNT(*) FROM daily_report").fetchone()[0]
    entries = line.execute("SELECT COUNT(*) FROM journal WHERE action = 'duty.report'").fetchone()[0]
    answers = line.execute("SELECT COUNT(*) FROM command_answer WHERE command = 'duty.report'").fetchone()[0]
    line.close()
    return rows, entries, answers


def check(name, before, after, kept, in_flight):
    """Each report that was answered as kept has its row, its entry and its answer; wrk hangs up on the last ones."""
    told = [now - then for then, now in zip(before, after)]
    right = all(kept <= count <= kept + in_flight for count in told)
    print(f"{name}: {kept} answered as kept; in the store: {told[0]} rows, {told[1]} journal entries, {told[2]} answers"
          f"{'' if right else '  WRONG'}")
    return right


# MARK: what it costs


def processor_seconds(pid):
    """Of a process and all below it, those that ended included."""

    def stat(one):
        try:
            with open(f"/proc/{one}/stat", encoding="ascii") as file:
                return file.read().rpartition(")")[2].split()
        except OSError:
            return None

    parents = {int(path.name): stat(path.name) for path in pathlib.Path("/proc").glob("[0-9]*")}
    family, found = {pid}, True
    while found:
        found = {one for one, words in parents.items() if words and int(words[1]) in family and one not in family}
        family |= found
    ticks = sum(sum(map(int, parents[one][11:15])) for one in family if parents.get(one))
    return ticks / os.sysconf("SC_CLK_TCK")


# MARK: loads


def hammered(requests, folder, port, seconds, number, servers):
    """- servers: the processes behind the port; what they cost is told for each report."""
    file = pathlib.Path(folder, f"requests-{port}")
    file.write_bytes(b"\0".join(request.encode() for request in requests))
    before = sum(map(processor_seconds, servers))
    maker = os.times()
    done = subprocess.run(
        ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "--timeout", "10s", "-s", str(HERE / "reports_phones.lua"),
         f"http://127.0.0.1:{port}", "--", str(file), str(number)],
        capture_output=True, text=True, check=False,
    )
    file.unlink()
    told = [line for line in done.stdout.splitlines() if line.startswith("TOLD ")]
    if not told:
        sys.exit(f"wrk told nothing: {done.stdout}{done.stderr}")
    if done.stderr:
        print(done.stderr[:1_000], file=sys.stderr)
    answer = json.loads(told[0][5:])
    answer["rate"] = answer["kept"] / answer["seconds"]
    spent = sum(map(processor_seconds, servers)) - before
    end = os.times()
    made = end.children_user + end.children_system - maker.children_user - maker.children_system
    answer["server"], answer["maker"] = (1e6 * part / max(1, answer["kept"]) for part in (spent, made))
    return answer


class Evening:
    """Requests at set moments, whatever becomes of those before: a late answer makes none of the next ones later."""

    def __init__(self, port):
        self.port, self.idle = port, []
        self.latencies, self.errors, self.kept = {"report": [], "sync": []}, [], 0
        self.sequences, self.bytes = {}, []

    async def send(self, kind, due, request, phone):
        try:
            reader, writer = self.idle.pop() if self.idle else await asyncio.open_connection("127.0.0.1", self.port)
            writer.write(request.encode())
            head = (await reader.readuntil(b"\r\n\r\n")).decode()
            length = int(head.lower().split("content-length: ")[1].split("\r\n")[0])
            body = await reader.readexactly(length)
            self.idle.append((reader, writer))
        except (OSError, asyncio.IncompleteReadError, IndexError) as error:
            self.errors.append(f"{kind}: {error!r}")
            return
        self.latencies[kind].append((time.perf_counter() - due) * 1_000)
        if not head.startswith("HTTP/1.1 200"):
            self.errors.append(f"{kind}: {head.splitlines()[0]} {body[:200]}")
        elif kind == "report":
            self.kept += any(f'"outcome":"{word}"'.encode() in body for word in ("new", "updated", "older"))
        else:
            self.bytes.append(len(body))

    async def run(self, phones, day, seconds, reports, syncs):
        """Reports and syncs a second."""
        plan = [("report", number / reports) for number in range(int(seconds * reports))]
        plan += [("sync", number / syncs) for number in range(int(seconds * syncs))]
        start, tasks = time.perf_counter() + 0.2, []
        for number, (kind, offset) in enumerate(sorted(plan, key=lambda item: item[1])):
            phone = phones[number % len(phones)]
            if kind == "report":
                request = phone.push(self.port, day).replace("ROUNDXXX", f"{number:08d}")
            else:
                request = phone.sync(self.port, 0)
            await asyncio.sleep(max(0, start + offset - time.perf_counter()))
            tasks.append(asyncio.create_task(self.send(kind, start + offset, request, phone)))
        await asyncio.gather(*tasks)
        for _, writer in self.idle:
            writer.close()


def share(values, part):
    return sorted(values)[min(len(values) - 1, int(len(values) * part))] if values else float("nan")


def evening(phones, port, store, seconds):
    before = stored(store)
    load = Evening(port)
    day = time.strftime("%Y-%m-%d")
    # 25,000 reports and 5,000 syncs of an hour in a tenth of it.
    asyncio.run(load.run(phones, day, seconds, 250_000 / 3_600, 50_000 / 3_600))
    print(f"\nthe evening at ten times its rate, {seconds} s: a report every {3_600 / 250:.1f} ms, a sync every "
          f"{3_600 / 50:.0f} ms")
    for kind, values in load.latencies.items():
        print(f"{kind}: {len(values)} answers, p50 {share(values, 0.5):.1f} ms, p99 {share(values, 0.99):.1f} ms, "
              f"longest {max(values, default=0):.1f} ms")
    print(f"a first sync of a group: {statistics.median(load.bytes or [0]) / 1_024:.1f} KB packed")
    print(f"errors: {len(load.errors)}")
    for error in load.errors[:3]:
        print(f"  {error}")
    return check("evening", before, stored(store), load.kept, 0) and not load.errors


# MARK: the peer


class Peer:
    def __init__(self, cache, folder, phones):
        self.folder = pathlib.Path(folder)
        self.python = self.installed(pathlib.Path(cache, "reports"))
        self.user = "postgres" if os.getuid() == 0 else None
        self.socket = tempfile.mkdtemp(prefix="peer-", dir="/var/tmp")
        self.data = pathlib.Path(self.socket, "data")
        if self.user:
            shutil.chown(self.socket, self.user)
        programs = sorted(pathlib.Path("/usr/lib/postgresql").glob("*/bin"))[-1]
        self.run(programs / "initdb", "-D", self.data, "-A", "trust", "-U", "peer")
        settings = "synchronous_commit=on -c fsync=on -c shared_buffers=512MB -c max_wal_size=4GB"
        self.database = subprocess.Popen(
            self.words(programs / "postgres", "-D", self.data, "-k", self.socket, "-h", "", "-c", *settings.split()),
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )
        address = f"postgresql://peer@/postgres?host={urllib.parse.quote(self.socket)}"
        self.environment = os.environ | {
            "PEER_DATABASE": address,
            "PEER_TAUGHT": address.replace("postgresql://", "postgresql+psycopg2://"),
            "PYTHONPATH": str(HERE),
        }
        rows = self.folder / "peer-phones.csv"
        rows.write_text("".join(
            f"{hashlib.sha256(base64url(phone.secret).encode()).hexdigest()},phone{phone.number:06d},{phone.device},"
            f"{phone.place}\n" for phone in phones), encoding="utf-8")
        fill = ("import asyncio, asyncpg, os, sys, reports_peer\n"
                "async def main():\n"
                "    for _ in range(100):\n"
                "        try:\n"
                "            line = await asyncpg.connect(os.environ['PEER_DATABASE']); break\n"
                "        except (OSError, asyncpg.PostgresError): await asyncio.sleep(0.2)\n"
                "    await line.execute(reports_peer.SCHEMA)\n"
                "    rows = [row.rstrip().split(',') for row in open(sys.argv[1])]\n"
                "    await line.copy_records_to_table('session', records=[\n"
                "        (bytes.fromhex(row[0]), row[1], row[2], int(row[3])) for row in rows])\n"
                "asyncio.run(main())\n")
        subprocess.run([self.python, "-B", "-c", fill, str(rows)], env=self.environment, check=True)
        self.lean, self.taught = self.served("reports_peer"), self.served("reports_peer_taught")

    def served(self, module):
        """Two workers, as there are processors. **Shape**: the process and its port."""
        port = free_port()
        server = subprocess.Popen(
            [self.python, "-B", "-m", "uvicorn", f"{module}:app", "--port", str(port), "--workers", "2",
             "--log-level", "critical", "--no-access-log"], env=self.environment, cwd=HERE)
        wait_for(server, port, "/")
        return server, port

    @staticmethod
    def installed(cache):
        python = cache / "bin" / "python"
        if not (cache / "bin" / "sqlmodel-is-here").exists():
            subprocess.run([sys.executable, "-m", "venv", cache], check=True)
            subprocess.run([python, "-m", "pip", "install", "-q", "fastapi", "uvicorn[standard]", "asyncpg",
                            "sqlmodel", "psycopg2-binary"], check=True)
            (cache / "bin" / "sqlmodel-is-here").touch()
        return python

    def words(self, *words):
        return [*(["runuser", "-u", self.user, "--"] if self.user else []), *map(str, words)]

    def run(self, *words):
        subprocess.run(self.words(*words), check=True, stdout=subprocess.DEVNULL, cwd="/")

    def stored(self):
        count = ("import asyncio, asyncpg, os\n"
                 "async def main():\n"
                 "    line = await asyncpg.connect(os.environ['PEER_DATABASE'])\n"
                 "    print(await line.fetchval('SELECT COUNT(*) FROM report'),\n"
                 "          await line.fetchval('SELECT COUNT(*) FROM journal'),\n"
                 "          await line.fetchval('SELECT COALESCE(SUM(reports), 0) FROM status'))\n"
                 "asyncio.run(main())\n")
        told = subprocess.run([self.python, "-B", "-c", count], env=self.environment, check=True, capture_output=True)
        return tuple(int(word) for word in told.stdout.split())

    def close(self):
        for process in (self.lean[0], self.taught[0], self.database):
            process.terminate()
            process.wait(timeout=60)
        shutil.rmtree(self.socket, ignore_errors=True)


# MARK: all of it


def syncs_a_second(folder):
    """What the disk itself gives: one page written and waited for, one after the other."""
    path = pathlib.Path(folder, "sync")
    with open(path, "wb") as file:
        start, count = time.perf_counter(), 0
        while time.perf_counter() - start < 1:
            file.write(bytes(4_096))
            file.flush()
            os.fdatasync(file.fileno())
            count += 1
    path.unlink()
    return count


def versions(peer):
    words = [f"Python {sys.version.split()[0]}", f"{os.cpu_count()} processors"]
    if peer:
        told = subprocess.run(
            [peer.python, "-m", "pip", "list", "--format", "freeze"], capture_output=True, text=True, check=True).stdout
        words += [one.replace("==", " ") for one in told.split()
                  if one.split("==")[0] in ("fastapi", "uvicorn", "uvloop", "asyncpg", "sqlmodel", "psycopg2-binary")]
    return ", ".join(words)


def main():
    reader = argparse.ArgumentParser(description=__doc__)
    reader.add_argument("program")
    reader.add_argument("store")
    for name, standard in [("phones", 25_000), ("seconds", 30), ("evening", 360), ("rounds", 3)]:
        reader.add_argument(f"--{name}", type=int, default=standard)
    reader.add_argument("--cache", required=True)
    asked = reader.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        phones, groups = make_phones(asked.program, asked.store, asked.phones, folder)
        print(f"{len(phones)} phones of group heads in {groups} groups; {syncs_a_second(pathlib.Path(asked.store).parent)}"
              " single syncs of the disk a second")
        is_right = run(asked, phones, folder)
    sys.exit(0 if is_right else 1)


def run(asked, phones, folder):
    process, port = serve(asked.program, asked.store, folder)
    peer = None
    try:
        wait_for_city(port)
        is_right = evening(phones, port, asked.store, asked.evening)
        try:
            peer = Peer(asked.cache, folder, phones)
        except (OSError, subprocess.CalledProcessError, IndexError) as error:
            print(f"the peer is passed over: {error}")
        print(f"\n64 connections, as fast as they are answered ({versions(peer)}):")
        day = time.strftime("%Y-%m-%d")
        ours, theirs = [], {"lean": [], "taught": []}
        for number in range(1, asked.rounds + 1):
            before = stored(asked.store)
            ours.append(hammered([phone.push(port, day) for phone in phones], folder, port, asked.seconds, number,
                                 [process.pid]))
            time.sleep(2)
            is_right &= check(f"round {number}, ours", before, stored(asked.store), ours[-1]["kept"], CONNECTIONS)
            for name, rounds in theirs.items() if peer else ():
                server, place = getattr(peer, name)
                before = peer.stored()
                requests = [phone.tell_peer(place, day) for phone in phones]
                # The two peers share their tables: no two rounds say the same.
                count = 2 * number + (name == "taught")
                rounds.append(hammered(requests, folder, place, asked.seconds, count,
                                       [server.pid, peer.database.pid]))
                time.sleep(2)
                is_right &= check(f"round {number}, {name} peer", before, peer.stored(), rounds[-1]["kept"], CONNECTIONS)
        return told(ours, theirs) and is_right
    finally:
        if peer:
            peer.close()
        stop(process)


def told(ours, theirs):
    print("\n| | reports/s, median | p50, ms | p99, ms | longest, ms | refused | broken | server, µs a report | load maker, µs |")
    print("|---|---|---|---|---|---|---|---|---|")
    is_right = True
    names = {"lean": "FastAPI on PostgreSQL, SQL by hand", "taught": "FastAPI on PostgreSQL, as its documentation teaches"}
    for name, rounds in [("shouwang", ours), *((names[name], rounds) for name, rounds in theirs.items())]:
        if rounds:
            middle = [statistics.median(one[part] for one in rounds) for part in ("rate", "p50", "p99", "max", "server", "maker")]
            bad = [sum(one[part] for one in rounds) for part in ("failed", "broken")]
            print(f"| {name} | {middle[0]:,.0f} | {middle[1]:.1f} | {middle[2]:.1f} | {middle[3]:.1f} | {bad[0]} | {bad[1]} "
                  f"| {middle[4]:.0f} | {middle[5]:.0f} |")
            is_right &= bad == [0, 0]
    p99 = statistics.median(one["p99"] for one in ours)
    for name, rounds in theirs.items():
        if rounds:
            ratios = [one["rate"] / other["rate"] for one, other in zip(ours, rounds)]
            goal = f" (goal {GOAL_TIMES})" if name == "taught" else ""
            print(f"\nours / {name} peer: {min(ratios):.2f} to {max(ratios):.2f}, median {statistics.median(ratios):.2f}{goal}")
            is_right &= name != "taught" or statistics.median(ratios) >= GOAL_TIMES
    print(f"p99 {p99:.1f} ms (goal {GOAL_P99})")
    return is_right and p99 < GOAL_P99


if __name__ == "__main__":
    main()
