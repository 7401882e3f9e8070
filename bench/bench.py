#!/usr/bin/env python3
"""The twenty measures of bench/q20 over a generated ledger: kaohe, DuckDB, the floor, in turn.

    make bench                    10 million rows, 5 rounds
    make bench ROWS=1000000 ROUNDS=7

Beside them, without a rival: one thread instead of two; no 主键, for the memory; bench/rows, which only counts rows, checked
by `kaohe check`: what reading, parting and checking cells takes by itself.

Everything made on the way lies in bench/work (not in git).  Checks that all answers agree, prints a table of
medians and of per-round ratios, and writes bench/RESULTS.md.
"""
import csv
import datetime
import os
import statistics
import sys

from timing import HERE, KAOHE, ROUNDS, THREADS, TOOLS, cc, ledger_of, machine, modules, path, sh, timed

ROWS = int(os.environ.get("ROWS", "10000000"))
MEASURES = [f"m{i:02d}" for i in range(1, 20)]


# What is taken out of the scheme so that no key is looked for: m20 is then m01 alone.
KEYED = [
    ("主键 = 问题编号\n重复 = 计入并报告\n", ""), ("列.问题编号 = 文本 必填\n", ""),
    ("\n[统计:编号数]\n数据 = 台账\n算法 = 去重计数\n列 = 问题编号\n", ""), ("公式 = m01 - 编号数\n", "公式 = m01\n"),
]


def scheme(here, rules, name, text, registries):
    """here/rules with that scheme in it and no other."""
    os.makedirs(os.path.join(here, rules), exist_ok=True)
    for registry in registries:
        if rules != "rules":
            sh("cp", os.path.join(here, "rules", registry), os.path.join(here, rules))
    with open(os.path.join(here, rules, name), "w", encoding="utf-8") as out:
        out.write(text)


def prepare():
    modules("@duckdb/node-api")
    cc(os.path.join(HERE, "floor.c"), path("floor"))
    here = path(str(ROWS))
    ledger = ledger_of(ROWS, here)
    twenty = open(os.path.join(HERE, "q20", "q20.ini"), encoding="utf-8").read()
    keyless = twenty
    for what, instead in KEYED:
        if what not in keyless:
            sys.exit(f"bench/q20/q20.ini no longer says: {what}")
        keyless = keyless.replace(what, instead)
    scheme(here, "rules", "q20.ini", twenty, [])
    scheme(here, "rules-keyless", "q20.ini", keyless, ["districts.csv", "streets.csv"])
    scheme(here, "rules-rows", "rows.ini", open(os.path.join(HERE, "rows", "rows.ini"), encoding="utf-8").read(), ["districts.csv"])
    return here, ledger


def kaohe(here, *options, rules="rules", threads=THREADS):
    out = os.path.join(here, "out")
    sh("rm", "-rf", out)
    wall, cpu, memory, _ = timed([KAOHE, "run", "-q", "-r", os.path.join(here, rules), "-i", os.path.join(here, "in"),
                                  "-o", out, "-p", "2024", "--as-of", "2025-12-31", "--threads", threads, *options])
    return wall, cpu, memory


def rows_alone(here):
    wall, cpu, memory, said = timed([KAOHE, "check", "--no-digest", "-r", os.path.join(here, "rules-rows"), "-i", os.path.join(here, "in"),
                                     "-p", "2024", "--as-of", "2025-12-31", "--threads", THREADS])
    if f"{ROWS} 行" not in said:
        sys.exit(f"kaohe check did not count {ROWS} rows:\n{said}")
    return wall, cpu, memory


def kaohe_answers(here):
    """{(district, street or ''): [m01 … m20]}"""
    answers, names, parents = {}, {}, {}
    for row in csv.DictReader(open(os.path.join(here, "rules", "streets.csv"), encoding="utf-8-sig")):
        parents[row["代码"]] = row["上级"]
    scores = os.path.join(here, "out", "2024", "current", "scores.csv")
    for row in csv.DictReader(open(scores, encoding="utf-8-sig")):
        if row["kind"] == "measure" and (row["element"] in MEASURES or row["element"] == "编号数"):
            code = row["unit_code"]
            key = (parents[code], row["unit_name"]) if code in parents else (row["unit_name"], "")
            names.setdefault(key, {})[row["element"]] = int(row["value"])
    for key, of in names.items():
        answers[key] = [of[m] for m in MEASURES] + [of["m01"] - of["编号数"]]
    return answers


def duckdb(ledger, query, out):
    wall, cpu, memory, said = timed(["node", os.path.join(HERE, "duckdb.mjs"), path("npm"), ledger,
                                     os.path.join(TOOLS, query), THREADS, out])
    seconds, version = said.split()
    return float(seconds), cpu, memory, version


def duckdb_answers(out):
    answers = {}
    for row in csv.reader(open(out, encoding="utf-8")):
        answers[(row[0], row[1])] = [int(x) for x in row[2:]]
    return answers


def floor(ledger):
    wall, cpu, memory, said = timed([path("floor"), ledger, THREADS])
    return float(said.split()[0]), cpu, memory


RIVALS = [
    ("kaohe --no-digest", "no_digest"),
    ("kaohe, everything on", "all"),
    ("DuckDB, default query", "default"),
    ("DuckDB, tuned query", "tuned"),
    ("floor: read() and sum", "floor"),
    ("kaohe --no-digest, one thread", "single"),
    ("kaohe --no-digest, no 主键", "keyless"),
    ("kaohe, only counting rows", "rows"),
]


def measure(here, ledger):
    taken = {name: [] for _, name in RIVALS}
    version = ""
    for round_ in range(ROUNDS):
        taken["no_digest"].append(kaohe(here, "--no-digest"))
        ours = kaohe_answers(here)
        *figures, version = duckdb(ledger, "q20_duckdb.sql", path("default.csv"))
        taken["default"].append(figures)
        taken["all"].append(kaohe(here))
        again = kaohe_answers(here)
        *figures, version = duckdb(ledger, "q20_duckdb_tuned.sql", path("tuned.csv"))
        taken["tuned"].append(figures)
        taken["floor"].append(floor(ledger))
        taken["single"].append(kaohe(here, "--no-digest", threads="1"))
        taken["keyless"].append(kaohe(here, "--no-digest", rules="rules-keyless"))
        taken["rows"].append(rows_alone(here))
        for name in ("default.csv", "tuned.csv"):
            theirs = duckdb_answers(path(name))
            if ours != theirs or again != theirs:
                wrong = [k for k in theirs if ours.get(k) != theirs[k]][:3]
                sys.exit(f"the answers differ ({name}): " + "; ".join(f"{k}: {ours.get(k)} and {theirs[k]}" for k in wrong))
        print(f"round {round_ + 1}: " + ", ".join(f"{n} {taken[n][-1][0]:.2f} s" for _, n in RIVALS), flush=True)
    return taken, version


def ratio(taken, ours, theirs):
    return statistics.median(b[0] / a[0] for a, b in zip(taken[ours], taken[theirs]))


def memory_a_row(taken):
    most = {name: max(x[2] for x in taken[name]) for name in ("no_digest", "keyless")}
    return (most["no_digest"] - most["keyless"]) * 1024 * 1024 / ROWS


def report(taken, version, ledger):
    load = os.getloadavg()
    lines = [
        "# Twenty measures of one ledger", "",
        f"{datetime.date.today()}, {machine()}; load average {load[0]:.1f} at the end. DuckDB {version}, {THREADS} threads.",
        f"{ROWS:,} rows, {os.path.getsize(ledger) / 1e6:,.0f} MB, in the page cache; {ROUNDS} rounds, each rival once a round, in turn.",
        "kaohe: the whole process, all outputs written; DuckDB: the query alone. All answers agreed in every round.", "",
        "| | wall s (median) | least | CPU s | M rows/s | peak MB |", "|---|---|---|---|---|---|",
    ]
    for title, name in RIVALS:
        wall = statistics.median(x[0] for x in taken[name])
        cpu = statistics.median(x[1] for x in taken[name])
        lines.append(f"| {title} | {wall:.3f} | {min(x[0] for x in taken[name]):.3f} | {cpu:.2f} | {ROWS / wall / 1e6:.1f} | "
                     f"{max(x[2] for x in taken[name]):.0f} |")
    cpu = statistics.median(a[1] / b[1] for a, b in zip(taken["no_digest"], taken["floor"]))
    cpu_rival = statistics.median(b[1] / a[1] for a, b in zip(taken["no_digest"], taken["default"]))
    lines += ["", f"CPU of kaohe --no-digest: {cpu:.1f} times that of the floor; DuckDB's: {cpu_rival:.1f} times that of kaohe. "
              "Ratios are medians of the ratios within a round.",
              f"{THREADS} threads are {ratio(taken, 'no_digest', 'single'):.2f} times as fast as one. "
              f"Only counting rows and checking that each has its cells (`kaohe check`, the whole process, UTF-8 checked too): "
              f"{100 * ratio(taken, 'rows', 'floor'):.0f} % of the speed of the floor. Memory without a 主键: "
              f"{max(x[2] for x in taken['keyless']):.0f} MB; with one: {memory_a_row(taken):.1f} bytes a row more.", "",
              f"ratio to DuckDB: {ratio(taken, 'no_digest', 'default'):.1f} (default) {ratio(taken, 'no_digest', 'tuned'):.1f} (tuned) "
              f"{ratio(taken, 'all', 'default'):.1f} (everything on)"]
    return lines


def main():
    here, ledger = prepare()
    taken, version = measure(here, ledger)
    lines = report(taken, version, ledger)
    with open(os.environ.get("RESULTS", os.path.join(HERE, "RESULTS.md")), "w", encoding="utf-8") as out:
        out.write("\n".join(lines) + "\n")
    print("\n".join(lines[6:]))


main()
