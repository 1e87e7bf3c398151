#!/usr/bin/env python3
"""Sets our figures beside those of the peers: a Markdown table, and a word on what agrees.

usage: cel_table.py OURS.json FIRST.json PEERS.jsonl

OURS is what `shouwang cel bench --json` said of all households, FIRST the same of those that the pure Python
peer sees. The last two columns are our rate over that of the peer. Ends with status 1 where somebody found
another number of households than we did.
"""
import json
import sys

TITLES = {"rows": "Shouwang, row by row", "columns": "Shouwang, by columns"}
WIDTHS = (36, 10, 17, 16, 10, 9, 12)


def line(cells):
    cells = [cell.ljust(WIDTHS[0]) if place == 0 else cell.rjust(WIDTHS[place])
             for place, cell in enumerate(cells)]
    return "| " + " | ".join(cells) + " |"


def rates(way, households):
    """The cells of an engine's rates, by CPU time on one thread."""
    return [f"{households:,}", f"{way['evaluations_per_second']:,}", f"{way['households_per_second']:,}"]


def main():
    with open(sys.argv[1]) as ours, open(sys.argv[2]) as first, open(sys.argv[3]) as peers:
        ours, first, peers = json.load(ours), json.load(first), [json.loads(peer) for peer in peers]
    ways = {way["way"]: way for way in ours["ways"]}
    wanted = {told["households"]: told["ways"][0]["matches"] for told in (first, ours)}
    agreed = ours["agrees"] and first["agrees"]

    print(f"{ours['households']:,} households, {ours['persons']:,} persons, seed {ours['seed']}, "
          f"{ours['cores']} cores\n")
    print(line(["one thread, by CPU time", "households", "evaluations / s", "households / s", "call, µs",
                "rows / it", "columns / it"]))
    print("|" + "|".join("-" * (width + 2) for width in WIDTHS) + "|")
    for name, title in TITLES.items():
        print(line([title, *rates(ways[name], ours["households"]), "-", "-", "-"]))
    words = []
    for peer in peers:
        if "absent" in peer:
            words.append(f"{peer['peer']}: passed over: {peer['absent']}")
            continue
        ratios = (ways[name]["evaluations_per_second"] / peer["evaluations_per_second"] for name in TITLES)
        print(line([peer["peer"], *rates(peer, peer["households"]), f"{peer['bare_call_seconds'] * 1e6:.2f}",
                    *(f"{ratio:,.1f}" for ratio in ratios)]))
        same = peer["matches"] == wanted.get(peer["households"])
        agreed = agreed and same
        if not same:
            words.append(f"{peer['peer']}: DIFFERENT: found {peer['matches']}, "
                         f"we found {wanted.get(peer['households'])}")
    threads = ways["columnsOnAllCores"]
    print(f"\nby columns on {threads['threads']} threads, by the clock: "
          f"{threads['wall_evaluations_per_second']:,} evaluations / s")
    print(f"households found by each rule: {', '.join(f'{found:,}' for found in ways['rows']['matches'])}"
          + ("; all engines agree" if agreed else ""))
    for word in words:
        print(word)
    sys.exit(0 if agreed else 1)


if __name__ == "__main__":
    main()
