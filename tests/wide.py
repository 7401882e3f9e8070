#!/usr/bin/env python3
"""The scheme of forty indicators that bench/wide.py times, small: totals and ranks as reckoned from the CSV alone.

KAOHE names the program.
"""
import csv
import os
import pathlib
import subprocess
import sys
import tempfile
from fractions import Fraction

HOME = pathlib.Path(__file__).resolve().parent.parent
PROGRAM = os.environ.get("KAOHE", str(HOME / "kaohe"))
sys.path.insert(0, str(HOME / "bench"))
import wide_month  # noqa: E402

UNITS, GROUPS = 200, 5


def of_program(here):
    out = {}
    subprocess.run([PROGRAM, "run", "-q", "-r", here + "/rules", "-i", here + "/in", "-o", here + "/out", "-p", "2026-10", "--now", "2026-11-05",
                    "--sheets", "排名"], check=True)
    with open(here + "/out/2026-10/current/scores.csv", encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            if row["kind"] in ("total", "rank"):
                out.setdefault(row["unit_name"], []).append(Fraction(row["value"]))
    return {unit: tuple(both) for unit, both in out.items()}


def main():
    with tempfile.TemporaryDirectory() as here:
        wide_month.make(here, UNITS, GROUPS)
        due, got = wide_month.reckon(here), of_program(here)
    wrong = [u for u in due if got.get(u) != due[u]]
    for u in wrong[:5]:
        print(f"{u}: {got.get(u)}, reckoned {due[u]}", file=sys.stderr)
    print(f"{len(due) - len(wrong)} of {UNITS} units as reckoned")
    return len(due) != UNITS or bool(wrong)


sys.exit(main())
