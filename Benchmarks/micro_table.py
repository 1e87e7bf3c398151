"""Prints what the micro-benchmarks took beside their thresholds, and which are slower.

usage: micro_table.py THRESHOLDS MEASURED CHECK_LOG [--some]

Both folders hold the benchmark tool's files, Micro.NAME.p90.json. The log is what the tool said when it checked one
against the other: it knows how much more each benchmark may take. --some: not all benchmarks were run.
"""

import json
import pathlib
import re
import sys


def read(folder):
    files = pathlib.Path(folder).glob("Micro.*.p90.json")
    return {file.name[len("Micro."):-len(".p90.json")]: json.loads(file.read_text()) for file in files}


def span(picoseconds):
    for unit, size in (("ms", 1e9), ("µs", 1e6), ("ns", 1e3)):
        if picoseconds >= size:
            return f"{picoseconds / size:.3g} {unit}"
    return f"{picoseconds} ps"


def milliseconds(result):
    return f"{result['CPU time (us)'] / 1000:.2f}"


def change(now, before):
    return f"{(now['effort'] / before['effort'] - 1) * 100:+.0f}%"


def this_processor():
    try:
        return re.search(r"^model name[^:]*: *(.*)$", pathlib.Path("/proc/cpuinfo").read_text(), re.M).group(1)
    except (OSError, AttributeError):
        return ""


def main(thresholds_folder, measured_folder, log, some):
    before, now = read(thresholds_folder), read(measured_folder)
    # The tool cuts letters of more than one byte in its tables.
    said = pathlib.Path(log).read_text(errors="replace")
    if not now:
        sys.exit("no benchmark was run")
    if before and not re.search(r"is (EQUAL to|WORSE than|BETTER than) the defined thresholds", said):
        sys.exit(f"the benchmark tool could not check the thresholds; see {log}")
    slower = set(re.findall(r"Deviations worse than threshold for Micro:(\S+)", said))
    faster = set(re.findall(r"Deviations better than threshold for Micro:(\S+)", said))

    print("\n| | CPU ms | an item | items / s | effort | threshold | |\n|---|---|---|---|---|---|---|")
    for name in sorted(now):
        result, old = now[name], before.get(name)
        item = result["CPU time of an item (ps)"]
        known = f"{old['effort']:,} | {change(result, old)}" if old else "none | "
        print(f"| {name} | {milliseconds(result)} | {span(item)} | {1e12 / max(1, item):,.0f} "
              f"| {result['effort']:,} | {known} |")
    print()

    for name in sorted(faster & now.keys()):
        print(f"faster: {name} by {change(now[name], before[name])}; bin/bench micro --update holds it there")
    for name in sorted(slower & now.keys()):
        print(f"SLOWER: {name} by {change(now[name], before[name])}: effort {now[name]['effort']:,}, "
              f"threshold {before[name]['effort']:,}; CPU {milliseconds(now[name])} ms, "
              f"{milliseconds(before[name])} ms when the threshold was written")
    unknown = sorted(now.keys() - before.keys())
    gone = [] if some else sorted(before.keys() - now.keys())
    for name in unknown:
        print(f"no threshold: {name}; bin/bench micro --update writes one")
    for name in gone:
        print(f"a threshold without a benchmark: {name}")
    file = pathlib.Path(thresholds_folder) / "processor.txt"
    writer = file.read_text().strip() if file.exists() else ""
    if slower and writer != this_processor():
        print(f"the thresholds were written on another processor: {writer or 'unknown'}")
    if slower or unknown or gone:
        sys.exit(1)
    print("no micro-benchmark is slower than its threshold allows")


if __name__ == "__main__":
    main(*sys.argv[1:4], some="--some" in sys.argv)
