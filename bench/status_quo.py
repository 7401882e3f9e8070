#!/usr/bin/env python3
"""The whole job, from a ledger of a million rows to a workbook, beside what offices use today.

    make bench-status-quo                 1 million rows, 5 rounds
    make bench-status-quo ROWS=200000

12 districts, 186 streets, 2,975 communities; twenty counts of each, points, ranks, a workbook.  kaohe writes all its
outputs, with the two sheets that the rivals write (--sheets) and with all of them; the rivals are pandas with
XlsxWriter and DuckDB with exceljs.  Whole processes are timed.  Checks that the counts of all three agree, and writes
bench/STATUS_QUO.md.
"""
import csv
import datetime
import os
import statistics
import sys
import zipfile
from xml.etree import ElementTree

from timing import HERE, KAOHE, ROUNDS, THREADS, TOOLS, ledger_of, machine, modules, path, sh, timed

ROWS = int(os.environ.get("ROWS", "1000000"))
PYTHON = "/usr/bin/python3"
MEASURES = [f"m{i:02d}" for i in range(1, 20)]
RIVALS = [("kaohe, the same two sheets", "sheets"), ("kaohe, the full workbook", "full"), ("pandas + XlsxWriter", "pandas"),
          ("DuckDB + exceljs", "duckdb")]


def kaohe(here, *options):
    sh("rm", "-rf", os.path.join(here, "out"))
    return timed([KAOHE, "run", "-q", "-r", os.path.join(here, "rules"), "-i", os.path.join(here, "in"), "-o",
                  os.path.join(here, "out"), "-p", "2024", "--as-of", "2025-12-31", "--threads", THREADS, *options])[:3]


def registry(here, name):
    with open(os.path.join(here, "rules", name + ".csv"), encoding="utf-8-sig") as file:
        return list(csv.DictReader(file))


def unit_paths(here):
    """{code: (district, street, community)}, "" below the unit's level."""
    paths = {row["代码"]: (row["名称"], "", "") for row in registry(here, "districts")}
    for row in registry(here, "streets"):
        paths[row["代码"]] = (row["上级"], row["名称"], "")
    for row in registry(here, "communities"):
        paths[row["代码"]] = paths[row["上级"]][:2] + (row["名称"],)
    return paths


def kaohe_answers(here):
    of, paths = {}, unit_paths(here)
    with open(os.path.join(here, "out", "2024", "current", "scores.csv"), encoding="utf-8-sig") as file:
        for row in csv.DictReader(file):
            if row["kind"] == "measure" and (row["element"] in MEASURES or row["element"] == "编号数"):
                of.setdefault(paths[row["unit_code"]], {})[row["element"]] = int(row["value"])
    return {k: [m[x] for x in MEASURES] + [m["m01"] - m["编号数"]] for k, m in of.items()}


def sheet_rows(book):
    """The rows of the first sheet, as texts."""
    mark = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
    with zipfile.ZipFile(book) as file:
        shared = ["".join(t.text or "" for t in si.iter(mark + "t")) for si in ElementTree.fromstring(file.read("xl/sharedStrings.xml"))]
        for row in ElementTree.fromstring(file.read("xl/worksheets/sheet1.xml")).iter(mark + "row"):
            cells = {}
            for c in row:
                v = c.findtext(mark + "v") or ""
                cells[c.get("r").rstrip("0123456789")] = shared[int(v)] if c.get("t") == "s" and v else v
            yield cells


def rival_answers(book):
    rows, answers = sheet_rows(book), {}
    heads = {head: column for column, head in next(rows).items()}
    for row in rows:
        unit = tuple(row.get(heads[k], "") for k in ("区县", "街道", "社区"))
        answers[unit] = [int(float(row[heads[f"m{i:02d}"]])) for i in range(1, 21)]
    return answers


def agree(ours, book):
    theirs = rival_answers(book)
    if ours != theirs:
        wrong = [k for k in set(ours) | set(theirs) if ours.get(k) != theirs.get(k)][:3]
        sys.exit(f"{book} differs: " + "; ".join(f"{k}: {ours.get(k)} and {theirs.get(k)}" for k in wrong))


def measure(here, ledger, packages):
    taken = {name: [] for _, name in RIVALS}
    pandas, duckdb = path("pandas.xlsx"), path("duckdb.xlsx")
    for round_ in range(ROUNDS):
        taken["sheets"].append(kaohe(here, "--sheets", "排名,指标得分"))
        taken["pandas"].append(timed([PYTHON, os.path.join(HERE, "whole", "by_pandas.py"), ledger, pandas])[:3])
        taken["full"].append(kaohe(here))
        taken["duckdb"].append(timed(["node", os.path.join(HERE, "whole", "by_duckdb.mjs"), packages, ledger,
                                      os.path.join(TOOLS, "q20_duckdb.sql"), THREADS, duckdb])[:3])
        if round_ == 0:
            ours = kaohe_answers(here)
            agree(ours, pandas)
            agree(ours, duckdb)
        print(f"round {round_ + 1}: " + ", ".join(f"{n} {taken[n][-1][0]:.2f} s" for _, n in RIVALS), flush=True)
    return taken, len(ours)


def ratio(taken, ours, theirs):
    return statistics.median(b[0] / a[0] for a, b in zip(taken[ours], taken[theirs]))


def report(taken, units, ledger):
    lines = [
        "# From a ledger to a workbook", "",
        f"{datetime.date.today()}, {machine()}; load average {os.getloadavg()[0]:.1f} at the end. {THREADS} threads.",
        f"{ROWS:,} rows, {os.path.getsize(ledger) / 1e6:,.0f} MB, in the page cache; {units:,} units; {ROUNDS} rounds, each once a round, "
        "in turn. Whole processes; kaohe with everything on, its scores.csv, ledger and archive written. The counts of all three agreed.", "",
        "| | wall s (median) | least | CPU s | peak MB |", "|---|---|---|---|---|",
    ]
    for title, name in RIVALS:
        wall = [x[0] for x in taken[name]]
        lines.append(f"| {title} | {statistics.median(wall):.3f} | {min(wall):.3f} | {statistics.median(x[1] for x in taken[name]):.2f} | "
                     f"{max(x[2] for x in taken[name]):.0f} |")
    return lines + ["", f"ratio to the status quo: {ratio(taken, 'sheets', 'pandas'):.1f} (pandas + XlsxWriter) "
                    f"{ratio(taken, 'sheets', 'duckdb'):.1f} (DuckDB + exceljs); the full workbook {ratio(taken, 'full', 'pandas'):.1f} and "
                    f"{ratio(taken, 'full', 'duckdb'):.1f}"]


def main():
    packages = modules("@duckdb/node-api", "exceljs")
    here = path(f"whole-{ROWS}")
    ledger = ledger_of(ROWS, here)
    sh("cp", os.path.join(HERE, "whole", "whole.ini"), os.path.join(here, "rules"))
    taken, units = measure(here, ledger, packages)
    lines = report(taken, units, ledger)
    with open(os.environ.get("RESULTS", os.path.join(HERE, "STATUS_QUO.md")), "w", encoding="utf-8") as out:
        out.write("\n".join(lines) + "\n")
    print("\n".join(lines[5:]))


main()
