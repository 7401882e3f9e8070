#!/usr/bin/env python3
"""Many units and forty indicators: what reading, scoring and writing each cost.

    make bench-wide                       50,000 units in 50 groups, 3 rounds
    make bench-wide UNITS=5000 ROUNDS=5

The scheme mixes ten methods, four of them by the group, with ties and blanks (wide_month.py); tests/wide.py holds a
small one against a reckoning in fractions.  Scoring is the difference between checking with the forty indicators and
checking with one that adds the same forty figures up; writing, that between a run (--sheets 排名) and a check, is of a
tenth of the units: their scores.csv alone has 120 rows a unit.
Writes bench/WIDE.md.
"""
import datetime
import os
import statistics

import wide_month
from timing import HERE, KAOHE, machine, path, sh, timed

UNITS, GROUPS, ROUNDS = int(os.environ.get("UNITS", "50000")), 50, int(os.environ.get("ROUNDS", "3"))


def kaohe(here, command, rules, *options):
    return timed([KAOHE, command, "-q", "-r", os.path.join(here, rules), "-i", os.path.join(here, "in"), "-p", "2026-10", *options])[:3]


def run(here):
    out = os.path.join(here, "out")
    sh("rm", "-rf", out)
    return kaohe(here, "run", "rules", "-o", out, "--sheets", "排名")


def main():
    here, few = path(f"wide-{UNITS}"), path(f"wide-{UNITS // 10}")
    wide_month.make(here, UNITS, GROUPS)
    wide_month.make(few, UNITS // 10, GROUPS)
    taken = {"read": [], "scored": [], "few": [], "written": []}
    for _ in range(ROUNDS):
        taken["read"].append(kaohe(here, "check", "plain"))
        taken["scored"].append(kaohe(here, "check", "rules"))
        taken["few"].append(kaohe(few, "check", "rules"))
        taken["written"].append(run(few))
    lines = ["# Many units, forty indicators", "",
             f"{datetime.date.today()}, {machine()}; load average {os.getloadavg()[0]:.1f} at the end. {UNITS:,} units in {GROUPS} groups, "
             f"four sources of ten columns, ten methods; {ROUNDS} rounds in turn, medians.", "",
             "| | CPU s | wall s | peak MB |", "|---|---|---|---|"]
    for title, name, less in (("rules, reading, forty figures a unit under one indicator", "read", None),
                              ("check with all forty indicators", "scored", None), ("of it scoring and ranking (the difference)", "scored", "read"),
                              (f"{UNITS // 10:,} units: check", "few", None), (f"{UNITS // 10:,} units: run --sheets 排名", "written", None),
                              ("of it scores.csv, workbook, archive, ledger (the difference)", "written", "few")):
        cpu, wall = (statistics.median(x[k] - (y[k] if less else 0) for x, y in zip(taken[name], taken[less or name])) for k in (1, 0))
        lines.append(f"| {title} | {cpu:.2f} | {wall:.2f} | {'' if less else format(max(x[2] for x in taken[name]), '.0f')} |")
    with open(os.environ.get("RESULTS", os.path.join(HERE, "WIDE.md")), "w", encoding="utf-8") as out:
        out.write("\n".join(lines) + "\n")
    print("\n".join(lines[4:]))


main()
