"""The table of lists: the median of each at a city, a county, a township and a village, and whether all keep the goal."""
import json
import sys

GOAL_MS = 100


def report(found):
    lines = []
    if "waiting" in found:
        lines += [
            f"{found['waiting']:,} clues wait, {found['underWay']:,} episodes are under way; "
            f"making {found['opened']:,} clues took {found['takeSeconds']:.1f} s",
            "",
        ]
    lines += ["| median, ms | city | county | township | village |", "|---|---|---|---|---|"]
    for name, times in found["lists"].items():
        lines.append(f"| {name} | " + " | ".join(f"{time:,.2f}" for time in times) + " |")
    if found.get("wrk"):
        lines += ["", "| the city's pages under load, by wrk | requests / s | half under, ms | 99 % under, ms |", "|---|---|---|---|"]
        lines += [f"| {name} | {rate:,.1f} | {half:,.1f} | {most:,.1f} |" for name, (rate, half, most) in found["wrk"].items()]
    slow = [name for name, times in found["lists"].items() if max(times) >= GOAL_MS]
    lines += ["", f"over {GOAL_MS} ms: {', '.join(slow) or 'none'}"]
    return "\n".join(lines), not slow


if __name__ == "__main__":
    with open(sys.argv[1], encoding="utf-8") as file:
        text, is_kept = report(json.load(file))
    print(text)
    sys.exit(0 if is_kept else 1)
