#!/usr/bin/python3
"""pack_books.py -- every shipped month of every pack, scored, and its workbook recomputed by LibreOffice: no cell may differ.

    KAOHE=./kaohe tests/pack_books.py [--keep DIR] [--least 10000]

The months of a pack are lived in order, each a draft and then final, so that
变化 and 连续 have something behind them; those of chengxiang, which stop at an
objection and a correction (demo.sh lives them), are drafts.  One cached value
of one workbook is then falsified, which must be found.  Last line: N passed, N failed.
"""
import argparse
import os
import re
import subprocess
import sys
import tempfile
import zipfile

import random_books

HERE = os.path.dirname(os.path.abspath(__file__))
PACKS = os.path.join(HERE, "..", "rules", "packs")
MONTHS = os.path.join(HERE, "..", "inputs", "examples")
LIVED_BY_THE_DEMO = {"chengxiang"}


def kaohe(*arguments):
    p = subprocess.run([os.path.abspath(os.environ.get("KAOHE", "./kaohe")), *arguments], stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                       env=dict(os.environ, KAOHE_USER="示例用户", KAOHE_HOST="示例主机"))
    if p.returncode not in (0, 1):
        raise SystemExit("kaohe %s: exit %d\n%s\n0 passed, 1 failed" % (" ".join(arguments), p.returncode, p.stdout.decode("utf-8", "replace")))


def folders(out, kind):
    """Those of OUT/PERIOD/run-NNNN-kind, as they were made."""
    found = [os.path.join(d, n) for d, names, _ in os.walk(out) for n in names if re.fullmatch(r"run-\d{4}-" + kind, n)]
    return sorted(found, key=lambda path: os.path.basename(path))


def live(pack, work):
    """Workbooks of all the pack's months."""
    out = os.path.join(work, pack)
    months = sorted(m for m in os.listdir(MONTHS) if re.fullmatch(re.escape(pack) + r"-\d{4}-\d\d", m))
    if len(months) < 3:
        raise SystemExit("%s has less than three months\n0 passed, 1 failed" % pack)
    for month in months:
        kaohe("run", "-r", os.path.join(PACKS, pack), "-i", os.path.join(MONTHS, month), "-o", out, "-p", month[-7:], "--now", "2026-11-02 09:00")
        if pack not in LIVED_BY_THE_DEMO:
            number = os.path.basename(folders(out, "draft")[-1])[4:8]
            kaohe("publish", str(int(number)), "-o", out, "--document", "示例〔2026〕9号", "--by", "示例甲", "--now", "2026-11-30 10:00")
    made = folders(out, "draft" if pack in LIVED_BY_THE_DEMO else "final")
    if len(made) != len(months):
        raise SystemExit("%s: %d months, %d workbooks\n0 passed, 1 failed" % (pack, len(months), len(made)))
    return [os.path.join(d, name) for d in made for name in os.listdir(d) if name.endswith(".xlsx")]


def falsify(book, to):
    """A copy in which one formula's number is another."""
    done = False
    with zipfile.ZipFile(book) as a, zipfile.ZipFile(to, "w", zipfile.ZIP_DEFLATED) as b:
        for part in a.namelist():
            data = a.read(part)
            if not done and part.startswith("xl/worksheets/"):
                data, count = re.subn(rb"(</f><v>)(\d)", lambda m: m[1] + str((int(m[2]) + 1) % 10).encode(), data, count=1)
                done = count == 1
            b.writestr(part, data)
    if not done:
        raise SystemExit("no formula to falsify in %s\n0 passed, 1 failed" % book)


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("--keep")
    ap.add_argument("--least", type=int, default=10000)
    a = ap.parse_args()
    with tempfile.TemporaryDirectory(prefix="pack_books.") as tmp:
        books = [book for pack in sorted(os.listdir(PACKS)) if os.path.isdir(os.path.join(PACKS, pack)) for book in live(pack, a.keep or tmp)]
        false = os.path.join(tmp, "false.xlsx")
        falsify(books[-1], false)
        office = os.path.join(tmp, "office")
        os.makedirs(office)
        good, formulas, found = random_books.check(books, office, false)
        print("%d books, %d formulas, at least %d wanted; a falsified cell was %s" % (
            len(books), formulas, a.least, "found" if found else "NOT found"))
        good += (formulas >= a.least) + found
        print("%d passed, %d failed" % (good, len(books) + 2 - good))
        return 0 if good == len(books) + 2 else 1


if __name__ == "__main__":
    sys.exit(main())
