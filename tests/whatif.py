#!/usr/bin/python3
"""whatif.py -- numbers tried on 推演 against the engine: the ranking must be that of a run with those numbers in the rules.

    KAOHE=./kaohe tests/whatif.py [--count 10] [--seed 7]

Takes schemes of random_books.py.  In each it moves some points of weight from
one part of the first level to another, or another target into the parameter:
once in the workbook, by editing the XML of 推演 and having LibreOffice
recalculate, once in the rules, by running kaohe again.  Every total and every
rank must be equal.  Last line: N passed, N failed.
"""
import argparse
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import warnings
import zipfile

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from random_books import PERIOD, Scheme, book_of, put          # noqa: E402

warnings.simplefilter("ignore")
# LibreOffice believes the numbers it finds unless it is told to compute all of them.
SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""


def run(program, folder):
    p = subprocess.run([program, "run", "-r", "rules", "-i", "inputs", "-o", "out", "-p", PERIOD], cwd=folder, stdout=subprocess.PIPE,
                       stderr=subprocess.STDOUT)
    if p.returncode not in (0, 1):
        raise SystemExit("kaohe ended with %d in %s\n%s" % (p.returncode, folder, p.stdout.decode("utf-8", "replace")[:2000]))
    return book_of(folder)


def sheet_rows(path, name):
    import openpyxl
    book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    rows = list(book[name].iter_rows(values_only=True))
    book.close()
    return rows


def ranking(path, total, rank):
    """{unit: (total, rank)} of two columns of 推演, its heads given; 试改后总分 of a fresh book is the engine's own figure, unrounded."""
    rows = sheet_rows(path, "推演")
    unit, total, rank = (rows[1].index(head) for head in ("单位", total, rank))
    return {row[unit]: (row[total], row[rank]) for row in rows[2:] if row[unit]}


def choose(r, text):
    """Which numbers to try: [(item, what, old line of the rules, new line, new number)]; None where nothing fits."""
    if "值 = 75%" in text and r.random() < 0.75:
        percent = r.choice([40, 55, 62.5, 88, 99])
        return [("参数目标", "参数", "值 = 75%", "值 = %g%%" % percent, percent / 100)]
    parts = re.findall(r"\[指标:(\S+)\]\n上级 = 总分\n权重 = (\d+)\n(?!权重\.)", text)
    if len(parts) < 2:
        return None
    (a, x), (b, y) = r.sample(parts, 2)
    moved = r.randint(1, int(x) - 1)
    line = "[指标:%s]\n上级 = 总分\n权重 = %d\n"
    return [(a, "权重", line % (a, int(x)), line % (a, int(x) - moved), int(x) - moved),
            (b, "权重", line % (b, int(y)), line % (b, int(y) + moved), int(y) + moved)]


def edited(book, out, changes):
    """The workbook with other numbers in the column 试改 of 推演, and nothing else touched."""
    rows = sheet_rows(book, "推演")
    with zipfile.ZipFile(book) as z:
        names = re.findall(r'<sheet name="([^"]+)"', z.read("xl/workbook.xml").decode())
        part = "xl/worksheets/sheet%d.xml" % (names.index("推演") + 1)
        xml = z.read(part).decode()
        for item, what, _, _, number in changes:
            row = next(k for k, cells in enumerate(rows, 1) if cells[1] == item and cells[2] == what)
            xml, count = re.subn(r'(<c r="F%d"[^>]*><v>)[^<]*' % row, r"\g<1>%r" % number, xml)
            if count != 1:
                raise SystemExit("推演!F%d is not there once" % row)
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as w:
            for name in z.namelist():
                w.writestr(name, xml if name == part else z.read(name))


def recalculate(folder, files):
    profile, out = os.path.join(folder, "profile"), os.path.join(folder, "recalculated")
    os.makedirs(os.path.join(profile, "user"))
    put(os.path.join(profile, "user", "registrymodifications.xcu"), SETTINGS)
    subprocess.run(["soffice", "-env:UserInstallation=file://" + profile, "--headless", "--norestore", "--convert-to", "xlsx", "--outdir", out,
                    *files], check=True, timeout=600, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return out


def same(a, b):
    if isinstance(a, (int, float)) and isinstance(b, (int, float)):
        return abs(a - b) < 1e-9
    return a == b


def prepare(program, work, seed, k):
    """A scheme, its book with other numbers tried, and what the engine says with those in the rules; None: nothing to change."""
    r = random.Random(seed * 1000 + k)
    before, after = os.path.join(work, "%d-before" % k), os.path.join(work, "%d-after" % k)
    Scheme(r).write(before)
    rules = os.path.join(before, "rules", "scheme.ini")
    with open(rules, encoding="utf-8") as f:
        text = f.read()
    changes = choose(r, text)
    if changes is None:
        return None
    shutil.copytree(before, after)
    for _, _, old, new, _ in changes:
        text = text.replace(old, new)
    put(os.path.join(after, "rules", "scheme.ini"), text)
    tried = os.path.join(work, "%d.xlsx" % k)
    edited(run(program, before), tried, changes)
    return tried, ranking(run(program, after), "试改后总分", "公布名次"), ["%s %s" % c[:2] for c in changes], book_of(before)


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("--count", type=int, default=10)
    ap.add_argument("--seed", type=int, default=7)
    a = ap.parse_args()
    program = os.path.abspath(os.environ.get("KAOHE", "./kaohe"))
    passed = failed = moved = k = 0
    with tempfile.TemporaryDirectory(prefix="whatif.") as work:
        cases = []
        while len(cases) < a.count:
            case = prepare(program, work, a.seed, k)
            cases += [case] if case else []
            k += 1
        out = recalculate(work, [case[0] for case in cases])
        for tried, engine, what, book in cases:
            found = ranking(os.path.join(out, os.path.basename(tried)), "试改后总分", "试改后名次")
            wrong = [u for u in engine if not all(map(same, engine[u], found.get(u, (None, None))))]
            moved += any(engine[u] != x for u, x in ranking(book, "试改后总分", "公布名次").items())
            print("%s %s: %d units" % ("FAIL" if wrong else "ok  ", "、".join(what), len(engine)))
            for u in wrong[:5]:
                print("    %s: the engine says %s, 推演 says %s" % (u, engine[u], found.get(u)))
            passed, failed = passed + (not wrong), failed + bool(wrong)
    if moved < a.count / 2:
        print("only %d of the changes move anything: they prove too little" % moved)
        failed += 1
    print("%d passed, %d failed" % (passed, failed))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
