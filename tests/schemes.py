#!/usr/bin/env python3
"""Two schemes from elsewhere, written in the language: their 例 hold, and a month comes out as reckoned here by hand.

tests/schemes/fazhan   an index after the HDI: geometric mean, log goalposts, truncation
tests/schemes/qukao    the sheet by which a city assesses its districts: twelve kinds of scoring sentence

Nothing below reads the rules; totals are worked out from the CSV alone and compared with scores.csv.
KAOHE names the program.
"""
import csv
import math
import os
import pathlib
import subprocess
import sys
import tempfile

HOME = pathlib.Path(__file__).resolve().parent / "schemes"
PROGRAM = os.environ.get("KAOHE", str(HOME.parent.parent / "kaohe"))


def rows(path):
    with open(path, encoding="utf-8-sig", newline="") as f:
        return list(csv.DictReader(f))


def clip(x):
    return min(max(x, 0.0), 1.0)


def index_of_development():
    out = {}
    for r in rows(HOME / "fazhan/inputs/县情_2026.csv"):
        health = clip((float(r["寿命"]) - 20) / 65)
        schooling = (clip(float(r["预期年限"]) / 18) + clip(float(r["平均年限"]) / 15)) / 2
        income = clip((math.log(float(r["收入"])) - math.log(100)) / (math.log(75000) - math.log(100)))
        out[r["县"]] = round(100 * (health * schooling * income) ** (1 / 3), 3)
    return out


def district_sheet():
    has_new = {"东区": True, "西区": True, "南区": False, "北区": True, "中区": False}
    x = {}
    for r in rows(HOME / "qukao/inputs/报表_2026-10.csv"):
        x.setdefault(r["区"], {})[r["项目"]] = float(r["数"])

    def others(q, item):
        rest = [x[p][item] for p in x if p != q]
        return sum(rest) / len(rest)

    new = {q: 4 * x[q]["新进率"] / 100 for q in x if has_new[q]}
    out = {}
    for q, v in x.items():
        place = 1 + sum(x[p]["全市得分"] > v["全市得分"] for p in x)
        from_last = 1 + sum(x[p]["积案"] < v["积案"] for p in x)
        older = max(v["年龄"] - others(q, "年龄"), 0)
        exempt = v["占比"] > others(q, "占比") + 5
        fewer = max(others(q, "人均") - v["人均"], 0)
        points = [
            {1: 60, 2: 57, 3: 54, 4: 51}.get(place, 48),
            6 * v["销号率"] / max(x[p]["销号率"] for p in x),
            {1: 2, 2: 1.9, 3: 1.8}.get(from_last, 1.8 - 0.1 * (from_last - 3)),
            1 - 0.1 * max(20 - v["占比"], 0),
            4 if exempt else max(4 - 0.5 * older, 0),
            2 - 0.1 * math.floor(fewer),
            3 + (min(0.05 * v["增减"], 0.5) if v["增减"] > 0 else -min(-0.1 * v["增减"], 2)),
            max(1 - 0.5 * v["投诉"], 0),
            {0: 2, 1: 1.5}.get(v["信访"], 0),
            new.get(q, sum(new.values()) / len(new)),
            15 * v["引用分"] / 120,
        ]
        out[q] = math.floor(sum(points) * 100 + 0.5 + 1e-9) / 100
    return out


def run(name, period, expected):
    with tempfile.TemporaryDirectory() as out:
        for args in (["check", "-r"], ["run", "-q", "-i", str(HOME / name / "inputs"), "-o", out, "-p", period, "-r"]):
            done = subprocess.run([PROGRAM, *args, str(HOME / name / "rules")], capture_output=True, text=True)
            if done.returncode != 0 or done.stderr:
                print(f"{name}: {args[0]} ends with {done.returncode}\n{done.stderr}")
                return 1
        said = {r["unit_name"]: float(r["value"]) for r in rows(pathlib.Path(out) / period / "current" / "scores.csv") if r["kind"] == "total"}
    wrong = [u for u in expected if abs(said.get(u, math.inf) - expected[u]) > 1e-9]
    for unit in wrong:
        print(f"{name}: {unit}: {expected[unit]} by hand, {said.get(unit)} by the program")
    return len(wrong)


sys.exit(run("fazhan", "2026", index_of_development()) + run("qukao", "2026-10", district_sheet()) != 0)
