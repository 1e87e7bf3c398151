"""The table of ratios: what a goal compares, its least, median and greatest over the rounds, and the goal."""
from datetime import date
from statistics import median


def report(rounds, households, small, machine, cores, seed):
    lines = [
        f"{households:,} households, seed {seed}, {len(rounds)} rounds, {cores} cores, {machine}, {date.today()}",
        "",
        "| | ours, median | beside | ratio: least | median | greatest | goal |",
        "|---|---|---|---|---|---|---|",
    ]
    for title, ours, beside, goal in goals(households, small):
        mine, other = [ours(turn) for turn in rounds], [beside(turn) for turn in rounds]
        ratios = sorted(one / two for one, two in zip(mine, other))
        lines.append(
            f"| {title} | {shown(median(mine))} | {shown(median(other))} | {ratios[0]:.4f} | {median(ratios):.4f} "
            f"| {ratios[-1]:.4f} | {goal} |")
    lines += ["", "| | least | median | greatest | goal |", "|---|---|---|---|---|"]
    for title, value, goal in figures():
        values = sorted(value(turn) for turn in rounds)
        lines.append(f"| {title} | {values[0]:,.3f} | {median(values):,.3f} | {values[-1]:,.3f} | {goal} |")
    return "\n".join(lines + [""])


def shown(value):
    return f"{value:,.3f}" if value < 100 else f"{value:,.0f}"


def series(turn, name, key="median_ms"):
    return turn["ours"]["series"][name][key]


def best_again(turn):
    """Seconds of the faster peer for linking, screening and rolling up again."""
    return min(turn["duckdb"]["warm_total"], turn["polars"]["warm_total"])


def goals(households, small):
    """Title, ours, what it is divided by, and the goal. Both are in the same unit."""
    return [
        ("screen again with roll-up, in memory / faster peer, s",
         lambda turn: series(turn, "full") / 1_000, best_again, "1/30 = 0.0333"),
        ("files to result, whole process / Polars' stages, s",
         lambda turn: turn["ours"]["files"]["wall"], lambda turn: turn["polars"]["cold_total"], "1/3 = 0.3333"),
        ("durable import + screen, two processes / DuckDB's stages, s",
         lambda turn: turn["ours"]["import"]["wall"] + turn["ours"]["screen"]["wall"],
         lambda turn: turn["duckdb"]["cold_total"], "1"),
        ("one household through the store / that commit alone, ms",
         lambda turn: series(turn, "household_store"), lambda turn: series(turn, "store_commit"), "2"),
        ("what-if on `line` / full screening, ms",
         lambda turn: series(turn, "whatif_line"), lambda turn: series(turn, "full"), "1/5 = 0.2"),
        (f"screen again, per household / at {small:,}, µs",
         lambda turn: series(turn, "full") * 1_000 / households,
         lambda turn: turn["small"]["series"]["full"]["median_ms"] * 1_000 / small, "1.3"),
        (f"files to result, per household / at {small:,}, µs",
         lambda turn: turn["ours"]["files"]["wall"] * 1e6 / households,
         lambda turn: turn["small"]["files"]["wall"] * 1e6 / small, "1.3"),
        ("one household in memory / DuckDB, durable, ms",
         lambda turn: series(turn, "household"), lambda turn: turn["duckdb"]["incr_p50_ms"], "-"),
        ("one household in memory / Polars, in memory, ms",
         lambda turn: series(turn, "household"), lambda turn: turn["polars"]["incr_p50_ms"], "-"),
    ]


def figures():
    return [
        ("one household in memory, p50, ms", lambda turn: series(turn, "household"), "0.2"),
        ("one household in memory, p99, ms", lambda turn: series(turn, "household", "p99_ms"), "1"),
        ("one household through the store, p50, ms", lambda turn: series(turn, "household_store"), "-"),
        ("start of `serve` to page and city, s", lambda turn: turn["ours"]["served"]["ready"], "5"),
        ("peak of `serve` after a trial and a search, MiB", lambda turn: turn["ours"]["served"]["mib"], "1,300 MB"),
        ("second trial on the web, s", lambda turn: turn["ours"]["served"]["trial"], "-"),
        ("import, s", lambda turn: turn["ours"]["import"]["wall"], "-"),
        ("import, peak MiB", lambda turn: turn["ours"]["import"]["mib"], "-"),
        ("screen, findings kept, s", lambda turn: turn["ours"]["screen"]["wall"], "-"),
        ("files to result, peak MiB", lambda turn: turn["ours"]["files"]["mib"], "-"),
        ("DuckDB, files to result, s", lambda turn: turn["duckdb"]["cold_total"], "-"),
        ("DuckDB again, s", lambda turn: turn["duckdb"]["warm_total"], "-"),
        ("Polars, files to result, s", lambda turn: turn["polars"]["cold_total"], "-"),
        ("Polars again, s", lambda turn: turn["polars"]["warm_total"], "-"),
    ]
