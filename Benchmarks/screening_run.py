"""Runs our stages and the peers' scripts in turns and prints their ratios. Called by the script beside it."""
import argparse
import filecmp
import json
import os
import platform
import re
import shutil
import subprocess
import sys
import time
import urllib.parse
import urllib.request

from screening_table import report

options = argparse.ArgumentParser()
options.add_argument("--binary", required=True)
options.add_argument("--reference", required=True)
options.add_argument("--work", required=True)
options.add_argument("--households", type=int, default=100_000)
options.add_argument("--rounds", type=int, default=5)
options.add_argument("--seed", type=int, default=20_251_031)
options.add_argument("--oracle-seeds", default="71 72 73")
options = options.parse_args()

DAY = "2025-10-31"
SMALL = 100_000
LOG = os.path.join(options.work, "run.log")


def say(text):
    print(text, file=sys.stderr, flush=True)


def run(name, command, **environment):
    """A whole process: seconds by the clock and of the processor, MiB at most, and what it printed."""
    with open(LOG, "ab") as log:
        start = time.perf_counter()
        process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=log,
            env={**os.environ, **environment})
        out = process.stdout.read()
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        log.write(out)
    if status != 0:
        sys.exit(f"{name} failed; the whole log: {LOG}")
    return {"wall": wall, "cpu": usage.ru_utime + usage.ru_stime, "mib": usage.ru_maxrss / 1024, "out": out}


def data(households, seed):
    label = f"h{households // 1000}k-{seed}"
    folder = os.path.join(options.work, "data", label)
    if not os.path.exists(os.path.join(folder, "manifest.json")):
        say(f"making {households} households with seed {seed}")
        shutil.rmtree(folder, ignore_errors=True)
        run("gen.py", ["python3", "-B", f"{options.reference}/gen.py", "--households", str(households),
                       "--seed", str(seed), "--out", folder])
    return label, folder


def ours(label, folder):
    """One turn of ours. The store is made anew each time."""
    store = os.path.join(options.work, f"{label}.sqlite")
    for ending in ("", "-wal", "-shm", ".city", ".building"):
        if os.path.exists(store + ending):
            os.remove(store + ending)
    binary = options.binary
    figures = {
        "files": run("screen --files", [binary, "screen", "--files", folder, "--as-of", DAY]),
        "import": run("import", [binary, "import", "--store", store, folder]),
        "screen": run("screen", [binary, "screen", "--store", store, "--as-of", DAY]),
    }
    # Before single changes make the columns beside the store out of date.
    figures["served"] = serve(store)
    bench = run("bench screening", [binary, "bench", "screening", "--store", store, "--as-of", DAY, "--write", "--json"])
    answer = json.loads(bench["out"])
    figures["series"] = {line["name"]: line for line in answer["series"]}
    return figures


def serve(store):
    """Seconds from the start to the first page and the city in memory, and MiB at most after a what-if."""
    port = 18_300 + os.getpid() % 1_000
    environment = reader_of(store)
    start = time.perf_counter()
    process = subprocess.Popen(
        [options.binary, "serve", "--store", store, "--port", str(port), "--lang", "en"],
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment)
    try:
        lines = set()
        while len(lines) < 2:
            line = process.stdout.readline().decode()
            if not line:
                sys.exit(f"serve ended early; the store is {store}")
            lines |= {word for word in ("Serving", "in memory") if word in line}
        visit = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
        page(visit, port, "/")
        ready = time.perf_counter() - start
        sign_in(visit, port)
        trial = time.perf_counter()
        page(visit, port, "/rules/low_income/trial?line=8700")
        first = time.perf_counter() - trial
        trial = time.perf_counter()
        page(visit, port, "/rules/low_income/trial?line=8800")
        second = time.perf_counter() - trial
        page(visit, port, "/search?q=%E7%A7%80%E8%8B%B1")
        with open(f"/proc/{process.pid}/status") as status:
            peak = next(int(line.split()[1]) for line in status if line.startswith("VmHWM")) / 1024
        return {"ready": ready, "mib": peak, "trial_first": first, "trial": second}
    finally:
        process.terminate()
        process.wait()


READER = ("bench", "Measured-2026-twice")


def reader_of(store):
    """Gives the store an account that sees the whole city, and answers an environment that asks it for no code."""
    roles = os.path.join(options.work, "access")
    shutil.rmtree(roles, ignore_errors=True)
    shutil.copytree(os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "access"), roles)
    with open(f"{roles}/roles.yaml") as file:
        text = file.read()
    with open(f"{roles}/roles.yaml", "w") as file:
        file.write(text.replace("needs_code: true", "needs_code: false"))
    environment = dict(os.environ, SHOUWANG_ACCESS=roles)
    login, password = READER
    for words in (["account", "add", login, "Bench"], ["account", "password", login],
                  ["post", "appoint", login, "city_office", "5306"]):
        subprocess.run([options.binary, "admin", *words, "--store", store], input=password + "\n", text=True,
                       check=True, stdout=subprocess.DEVNULL, env=environment)
    return environment


def sign_in(visit, port):
    """Signs the reader in, so that pages are shown and not the way in."""
    form = page(visit, port, "/sign-in")
    hidden = {name: re.search(f'name="{name}" value="([^"]*)"', form).group(1) for name in ("token", "key")}
    login, password = READER
    body = urllib.parse.urlencode(hidden | {"login": login, "password": password}).encode()
    origin = f"http://127.0.0.1:{port}"
    page(visit, port, urllib.request.Request(f"{origin}/sign-in", body, {"Origin": origin}))


def page(visit, port, path):
    """The text of a page; ends the benchmark where it is the sign-in, for a page that is none."""
    address = f"http://127.0.0.1:{port}{path}" if isinstance(path, str) else path
    with visit.open(address, timeout=60) as answer:
        text = answer.read().decode()
    if isinstance(path, str) and "line=" in path and "/sign-in" in answer.url:
        sys.exit(f"the reader of the benchmark was not let in to {path}")
    return text


def peers(label):
    """One turn of each peer: from files to the result, then again from what it keeps."""
    os.makedirs(os.path.join(options.work, "results"), exist_ok=True)
    figures = {}
    for name, script in (("duckdb", "bench_duckdb.py"), ("polars", "bench_polars.py")):
        whole = run(name, ["python3", "-B", f"{options.reference}/{script}", label, "--reps", "1"],
                    PERF_BASE=options.work)
        with open(os.path.join(options.work, "results", f"{name}_{label}_t2.json")) as file:
            figures[name] = json.load(file) | {"whole": whole["wall"]}
    return figures


def same_answers(label, folder):
    """Whether all programs answer byte by byte the same; names what differs."""
    out = os.path.join(options.work, f"out-{label}")
    store = os.path.join(options.work, f"{label}-answers.sqlite")
    for ending in ("", "-wal", "-shm", ".city"):
        if os.path.exists(store + ending):
            os.remove(store + ending)
    run("screen --files", [options.binary, "screen", "--files", folder, "--as-of", DAY, "--export", f"{out}/files"])
    run("import", [options.binary, "import", "--store", store, folder])
    run("screen", [options.binary, "screen", "--store", store, "--as-of", DAY, "--export", f"{out}/store"])
    different = []
    for answer in ("masks", "rollup", "dq"):
        first = f"{out}/files/{answer}.csv"
        others = [f"{out}/store/{answer}.csv", f"{options.work}/data/out/duck_{label}_{answer}.csv"]
        if answer != "dq":
            others.append(f"{options.work}/data/out/polars_{label}_{answer}.csv")
        different += [f"{other} differs from {first}" for other in others if not same(first, other)]
    return different


def same(first, other):
    if filecmp.cmp(first, other, shallow=False):
        return True
    # A peer may quote or order columns in its own way, never the numbers.
    with open(first) as one, open(other) as two:
        return one.read().replace('"', "").split() == two.read().replace('"', "").split()


def oracle(seeds):
    """Households whose rows, judged one by one, give another mask than columns, by seed."""
    different = {}
    for seed in seeds:
        label, folder = data(10_000, int(seed))
        store = os.path.join(options.work, f"{label}.sqlite")
        for ending in ("", "-wal", "-shm", ".city"):
            if os.path.exists(store + ending):
                os.remove(store + ending)
        run("import", [options.binary, "import", "--store", store, folder])
        answer = json.loads(run("oracle", [
            options.binary, "bench", "screening", "--store", store, "--as-of", DAY, "--rounds", "1",
            "--households", "1", "--oracle", "10000", "--json"])["out"])
        different[seed] = (answer["oracle_compared"], answer["oracle_differing"])
    return different


os.makedirs(options.work, exist_ok=True)
open(LOG, "wb").close()
label, folder = data(options.households, options.seed)
small_label, small_folder = data(SMALL, options.seed)
rounds = []
for number in range(options.rounds):
    say(f"round {number + 1} of {options.rounds}")
    turn = {"ours": ours(label, folder)} | peers(label)
    turn["small"] = turn["ours"] if label == small_label else ours(small_label, small_folder)
    rounds.append(turn)
say("comparing the answers")
different = same_answers(label, folder)
say("judging single rows")
checked = oracle(options.oracle_seeds.split())
print(report(rounds, options.households, SMALL, platform.machine(), os.cpu_count(), options.seed))
print("answers: " + ("; ".join(different) or "byte-equal: masks, roll-up and quality, of files, store and peers"))
for seed, (compared, differing) in checked.items():
    print(f"seed {seed}: {differing} of {compared} households judged row by row differ from columns")
sys.exit(1 if different or any(differing for _, differing in checked.values()) else 0)
