#!/usr/bin/env python3
"""What 留痕 costs: a ledger with and without it, before anything is published and against a published year.

    make bench-trails                     200,000 rows, 5 rounds
    make bench-trails ROWS=1000000

The keys are made unique, since 留痕 asks for that.  Prints CPU seconds (medians) and writes bench/TRAILS.md.
"""
import csv
import datetime
import os
import statistics

from timing import HERE, KAOHE, ROUNDS, THREADS, ledger_of, machine, path, sh, timed

ROWS = int(os.environ.get("ROWS", "200000"))
TRAIL = "留痕 = 整改期限, 整改完成日期, 状态\n"
WAYS = [("without 留痕", "plain"), ("with 留痕, nothing published before", "kept"), ("with 留痕, against the published year", "compared")]


def unique_keys(source, target):
    seen = set()
    with open(source, encoding="utf-8-sig", newline="") as rows, open(target, "w", encoding="utf-8", newline="") as out:
        write = csv.writer(out, lineterminator="\n").writerow
        for row in csv.reader(rows):
            if row[0] not in seen:
                seen.add(row[0])
                write(row)


def scheme(folder, trail):
    with open(os.path.join(HERE, "q20", "q20.ini"), encoding="utf-8") as file:
        text = file.read().replace("重复 = 计入并报告\n", trail)
    os.makedirs(folder, exist_ok=True)
    with open(os.path.join(folder, "q20.ini"), "w", encoding="utf-8") as out:
        out.write(text)


def run(here, way, period, out):
    return timed([KAOHE, "run", "-q", "-r", os.path.join(here, way), "-i", os.path.join(here, "in"), "-o", out, "-p", period,
                  "--as-of", "2025-12-31", "--now", "2026-01-01", "--threads", THREADS])[:3]


def main():
    here = path(f"trails-{ROWS}")
    ledger = ledger_of(ROWS, here)
    unique_keys(ledger, ledger + ".unique")
    os.rename(ledger + ".unique", ledger)
    for way, trail in (("plain", ""), ("kept", TRAIL)):
        scheme(os.path.join(here, way), trail)
        sh("cp", *[os.path.join(here, "rules", name) for name in ("districts.csv", "streets.csv")], os.path.join(here, way))
    published = os.path.join(here, "published")
    sh("rm", "-rf", published)
    run(here, "kept", "2024", published)
    sh(KAOHE, "publish", "1", "-q", "-o", published, "-i", os.path.join(here, "in"), "--document", "示例〔2026〕1号", "--by", "示例甲")
    taken = {name: [] for _, name in WAYS}
    for _ in range(ROUNDS):
        for way in ("plain", "kept"):
            sh("rm", "-rf", os.path.join(here, "out"))
            taken[way].append(run(here, way, "2024", os.path.join(here, "out")))
        taken["compared"].append(run(here, "kept", "2025", published))
    lines = ["# What 留痕 costs", "", f"{datetime.date.today()}, {machine()}; load average {os.getloadavg()[0]:.1f} at the end. "
             f"{ROWS:,} rows less the repeated keys, three columns watched, {THREADS} threads, {ROUNDS} rounds in turn.", "",
             "| | CPU s (median) | wall s (median) | peak MB |", "|---|---|---|---|"]
    for title, name in WAYS:
        cpu, wall = (statistics.median(x[k] for x in taken[name]) for k in (1, 0))
        lines.append(f"| {title} | {cpu:.2f} | {wall:.2f} | {max(x[2] for x in taken[name]):.0f} |")
    with open(os.environ.get("RESULTS", os.path.join(HERE, "TRAILS.md")), "w", encoding="utf-8") as out:
        out.write("\n".join(lines) + "\n")
    print("\n".join(lines[4:]))


main()
