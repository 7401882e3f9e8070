#!/usr/bin/env python3
"""The ways rows come in: a thousand files, a packed file, GB18030, each beside one plain UTF-8 file of the same rows.

    make bench-ways                       a million rows, 5 rounds
    make bench-ways ROWS=200000 FILES=300

Each way is read by `kaohe check`, which reads, counts and checks as a run does but makes no workbook, so that nothing hides
what reading costs.  What each has counted is checked by a run first.  Writes bench/WAYS.md.
"""
import csv
import datetime
import os
import statistics
import sys

from timing import HERE, KAOHE, ROUNDS, THREADS, ledger_of, machine, path, sh, timed

ROWS = int(os.environ.get("ROWS", "1000000"))
FILES = int(os.environ.get("FILES", "1000"))
AT = ["-p", "2024", "--as-of", "2025-12-31", "--threads", THREADS]
WAYS = [("one file, UTF-8", "plain"), (f"the same rows in {FILES:,} files", "many"), ("the same in GB18030", "gb18030"),
        ("the same as .csv.gz", "packed"), ("`gzip -dc` of that to /dev/null", "gzip")]


def scheme(folder, here, many):
    """q20; where the rows lie in many files, each comes from a sender of its own."""
    os.makedirs(folder, exist_ok=True)
    with open(os.path.join(HERE, "q20", "q20.ini"), encoding="utf-8") as file:
        text = file.read()
    if many:
        text = text.replace("文件 = ledger.csv\n报送 = 汇总\n", "文件 = ledger_{单位}.csv\n报送 = 逐单位\n报送名录 = 份\n")
        text = text.replace("[榜:区县榜]\n", "[名录:份]\n文件 = senders.csv\n\n[榜:区县榜]\n", 1)
        with open(os.path.join(folder, "senders.csv"), "w", encoding="utf-8") as out:
            out.write("代码,名称\n" + "".join(f"F{i:04d},第{i}份\n" for i in range(FILES)))
    with open(os.path.join(folder, "q20.ini"), "w", encoding="utf-8") as out:
        out.write(text)
    sh("cp", *[os.path.join(here, "rules", name) for name in ("districts.csv", "streets.csv")], folder)


def split(ledger, folder):
    """Every row of the ledger begins with WT; in none of its texts does a line."""
    share, row, out = -(-ROWS // FILES), 0, None
    with open(ledger, "rb") as file:
        head = file.readline()
        for line in file:
            if line.startswith(b"WT"):
                if row % share == 0:
                    if out:
                        out.close()
                    out = open(os.path.join(folder, f"ledger_F{row // share:04d}.csv"), "wb")
                    out.write(head)
                row += 1
            out.write(line)
    out.close()


def prepare():
    here = path(f"ways-{ROWS}-{FILES}")
    ledger = ledger_of(ROWS, here)
    for way in ("plain", "many", "gb18030", "packed"):
        scheme(os.path.join(here, way, "rules"), here, way == "many")
        os.makedirs(os.path.join(here, way, "in"), exist_ok=True)
    target = {way: os.path.join(here, way, "in", "ledger.csv") for way in ("plain", "gb18030", "packed")}
    sh("ln", "-f", ledger, target["plain"])
    with open(target["gb18030"], "wb") as out:
        sh("iconv", "-f", "UTF-8", "-t", "GB18030", ledger, stdout=out)
    with open(target["packed"] + ".gz", "wb") as out:
        sh("gzip", "-6nc", ledger, stdout=out)
    split(ledger, os.path.join(here, "many", "in"))
    return here


def of(here, way):
    return ["-q", "-r", os.path.join(here, way, "rules"), "-i", os.path.join(here, way, "in"), *AT]


def figures(here, way):
    """What a run has counted: {(unit, measure): value}"""
    out = os.path.join(here, way, "out")
    sh("rm", "-rf", out)
    timed([KAOHE, "run", "-o", out, *of(here, way)])
    with open(os.path.join(out, "2024", "current", "scores.csv"), encoding="utf-8-sig") as rows:
        return {(row["unit_code"], row["element"]): row["value"] for row in csv.DictReader(rows) if row["kind"] == "measure"}


def agree(here):
    counted = {way: figures(here, way) for _, way in WAYS if way != "gzip"}
    for way, values in counted.items():
        if not values or values != counted["plain"]:
            sys.exit(f"{way} counts otherwise than one plain file")


def once(here, way):
    if way == "gzip":
        return timed(["sh", "-c", f"gzip -dc '{os.path.join(here, 'packed', 'in', 'ledger.csv.gz')}' >/dev/null"])[:3]
    return timed([KAOHE, "check", *of(here, way)])[:3]


def ratio(taken, way, beside, column):
    return statistics.median(a[column] / b[column] for a, b in zip(taken[way], taken[beside]))


def report(taken):
    lines = ["# The ways rows come in", "",
             f"{datetime.date.today()}, {machine()}; load average {os.getloadavg()[0]:.1f} at the end. {ROWS:,} rows, in the page cache, "
             f"{THREADS} threads, {ROUNDS} rounds, each way once a round, in turn. `kaohe check`: reading, counting, digests, no workbook. "
             "All ways count the same.", "",
             "| | wall s (median) | CPU s | peak MB |", "|---|---|---|---|"]
    for title, way in WAYS:
        wall, cpu = (statistics.median(x[k] for x in taken[way]) for k in (0, 1))
        lines.append(f"| {title} | {wall:.2f} | {cpu:.2f} | {max(x[2] for x in taken[way]):.0f} |")
    lines += ["", "Medians of the ratios within a round:", "",
              "| | wall | CPU | wanted (wall) |", "|---|---|---|---|"]
    for title, way, beside, wanted in ((f"{FILES:,} files to one", "many", "plain", "at most 1.3"),
                                       ("GB18030 to UTF-8", "gb18030", "plain", "at most 2"),
                                       (".csv.gz to gzip -dc", "packed", "gzip", "at most 1.1")):
        lines.append(f"| {title} | {ratio(taken, way, beside, 0):.2f} | {ratio(taken, way, beside, 1):.2f} | {wanted} |")
    return lines


def main():
    here = prepare()
    agree(here)
    taken = {way: [] for _, way in WAYS}
    for round_ in range(ROUNDS):
        for _, way in WAYS:
            taken[way].append(once(here, way))
        print(f"round {round_ + 1}: " + ", ".join(f"{way} {taken[way][-1][0]:.2f} s" for _, way in WAYS), flush=True)
    lines = report(taken)
    with open(os.environ.get("RESULTS", os.path.join(HERE, "WAYS.md")), "w", encoding="utf-8") as out:
        out.write("\n".join(lines) + "\n")
    print("\n".join(lines[4:]))


main()
