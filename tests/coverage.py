#!/usr/bin/env python3
"""Holds rules/packs/COVERAGE.md against the packs; and, with --run, proves that nothing it names is idle.

    python3 tests/coverage.py [--page FILE]   the page: no row missing or twice, every element in the file named,
                                              every column on the way from its data to it; three 例 each
    python3 tests/coverage.py --run KAOHE     also takes each element out in turn and computes the shipped months

An element is taken out in a copy of its pack (all 例 left out, `check` proves them):

- 指标: no unit is 适用 any more, with 不适用 = 不计并折算, so that its siblings share its weight among them in
  proportion; of an inner one, all leaves under it.
- 问责, 加减分, 否决, 状态, 整改, 汇总: the section goes, and a 问责 that counts it in 下级问责() with it.
- 阶梯: every 问责 that climbs it begins with 提醒 and stays there.
- 约束: is turned into its contrary; the rules must then be refused (78).

The shipped months of a pack are lived in order, each published, so that a later one has the ledger of the
earlier.  What counts as a change: a line of scores.csv (not the element's own, not a mere measure), of
flags.csv (无法判断 does not count) or of rectify.csv; file and line of the rule do not count.
"""
import csv
import glob
import os
import re
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
PACKS = os.path.join(ROOT, "rules", "packs")
PAGE = os.path.join(PACKS, "COVERAGE.md")
EXAMPLES = os.path.join(ROOT, "inputs", "examples")
ROWS = [letter + str(n) for letter, last in (("A", 18), ("B", 11), ("C", 36), ("D", 33), ("E", 47))
        for n in range(1, last + 1)]
NONE = "无可计算内容："
CLEARED = ["问责", "加减分", "否决", "状态", "整改", "汇总"]
MEMORY = "/dev/shm"             # hundreds of runs, each kept for a moment: no disk need wait for them
LIVING = (".db", "HEAD", ".lock")       # files of an output folder that a run writes again
KINDS = CLEARED + ["指标", "阶梯", "约束"]


class Section:
    def __init__(self, file, head):
        self.file = file
        self.head = head
        self.kind, _, self.name = head.partition(":")
        self.lines = []

    def get(self, key):
        for line in self.lines:
            if line.partition("=")[0].strip() == key:
                return line.partition("=")[2].strip()
        return None

    def put(self, key, value):
        self.lines = [line for line in self.lines if line.partition("=")[0].strip() != key]
        if value is not None:
            self.lines.insert(0, "%s = %s" % (key, value))

    def text(self):
        return "\n".join(line for line in self.lines if line.partition("=")[0].strip() not in ("依据", "说明", "标题"))


class Pack:
    """The sections of a rules folder, as text."""

    def __init__(self, name):
        self.name = name
        self.folder = os.path.join(PACKS, name)
        self.sections = {}
        for path in sorted(glob.glob(os.path.join(self.folder, "*.ini"))):
            section = None
            with open(path, encoding="utf-8") as f:
                for line in f:
                    line = line.rstrip("\n")
                    if line.startswith("["):
                        section = Section(os.path.basename(path), line.strip()[1:-1])
                        self.sections[section.head] = section
                    elif section and "=" in line and line[0] not in ";#":
                        section.lines.append(line)

    def of(self, kind):
        return [s for s in self.sections.values() if s.kind == kind]

    def leaves(self, name):
        """The indicator itself, or all leaves under it."""
        children = [s for s in self.of("指标") if s.get("上级") == name]
        if not children:
            return [self.sections["指标:" + name]]
        return [leaf for child in children for leaf in self.leaves(child.name)]

    def under(self, name):
        children = [s.name for s in self.of("指标") if s.get("上级") == name]
        return {name}.union(*(self.under(child) for child in children)) if children else {name}

    def write(self, folder):
        """All but the 例, one file."""
        os.makedirs(folder)
        for path in glob.glob(os.path.join(self.folder, "*.csv")):
            shutil.copy(path, folder)
        with open(os.path.join(folder, "00-all.ini"), "w", encoding="utf-8") as f:
            for section in self.sections.values():
                if section.kind != "例":
                    f.write("[%s]\n%s\n\n" % (section.head, "\n".join(section.lines)))


# ---- the page ---------------------------------------------------------------

def elements(cell):
    """[(head, file)] of "[类:名] file；…"; None where it is not so written."""
    found = [re.fullmatch(r"\[([^\]]+)\] (\S+)", part) for part in cell.split("；")]
    return None if None in found else [m.groups() for m in found]


def read_page(page, complain):
    rows = {}
    with open(page, encoding="utf-8") as f:
        for number, line in enumerate(f, 1):
            if not re.match(r"\| *[A-E][0-9]", line):
                continue
            cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
            if len(cells) != 5:
                complain("line %d has %d cells, not 5" % (number, len(cells)))
            elif cells[0] in rows:
                complain("row %s stands twice, again on line %d" % (cells[0], number))
            else:
                rows[cells[0]] = cells
    for name in ROWS:
        if name not in rows:
            complain("row %s is missing" % name)
    for name in rows:
        if name not in ROWS:
            complain("there is no row %s in the list A1-E47" % name)
    return rows


def behind(pack, head):
    """The sections an element rests on, and itself: what its text names, and so on."""
    names = {}
    for section in pack.sections.values():
        if section.kind not in ("例", "约束", "榜", "等次", "方案", "督办", "通报"):
            names.setdefault(section.name, []).append(section)
    seen, todo = [], [pack.sections[head]]
    while todo:
        section = todo.pop()
        if section in seen:
            continue
        seen.append(section)
        if section.kind == "指标":
            todo += [s for s in pack.of("指标") if s.get("上级") == section.name]
        if section.kind == "阶梯":
            todo += [s for s in pack.of("问责") if s.get("阶梯") == section.name]
        if section.kind == "问责":
            root = pack.sections["榜:" + section.get("范围")].get("根指标")
            todo += names[root] if re.search("总得分|总名次", section.text()) else []
        if section.kind in ("数据", "名录", "参数", "时段"):
            continue
        words = section.text()
        for name in sorted(names, key=len, reverse=True):
            if name in words:
                todo += [s for s in names[name] if not (s.kind == "指标" and s.name == section.get("上级"))]
                words = words.replace(name, " ")
    return seen


def reads(pack, sections, column):
    """Whether these sections read the column: 数据.列, or 名录:名录.列 of a registry file."""
    source, _, name = column.rpartition(".")
    if source.startswith("名录:"):
        with open(os.path.join(pack.folder, pack.sections[source].get("文件")), encoding="utf-8") as f:
            return name in f.readline().lstrip("\ufeff").strip().split(",")
    data = pack.sections.get("数据:" + source)
    if data is None or data.get("列." + name) is None or data not in sections:
        return False
    place = [data.get(key) or "" for key in (line.partition("=")[0].strip() for line in data.lines)
             if key.startswith("单位.") or key.startswith("键.") or key in ("主键", "留痕")]
    links = [s.get(k) for s in sections if s.kind == "数据" for k in ("键." + source,) if s.get(k)]
    return any(name in s.text() for s in sections if s.kind not in ("数据",)) or name in " ".join(place + links)


def check_row(cells, packs, complain):
    row, name, element, column, note = cells
    if name == "—":
        if element != "—" or column != "—" or not note.startswith(NONE) or len(note) <= len(NONE):
            complain("%s: a row without a pack says “%s” and why" % (row, NONE))
        return []
    if name not in packs:
        complain("%s: there is no pack “%s”" % (row, name))
        return []
    named = elements(element)
    if named is None:
        complain("%s: “%s” is not written [类:名] file" % (row, element))
        return []
    pack, rests = packs[name], []
    for head, file in named:
        section = pack.sections.get(head)
        if section is None:
            complain("%s: pack %s has no [%s]" % (row, name, head))
            return []
        if section.file != file:
            complain("%s: [%s] stands in %s, not in %s" % (row, head, section.file, file))
        if section.kind not in KINDS:
            complain("%s: [%s] can not be taken out by itself; name what uses it" % (row, head))
        rests += behind(pack, head)
    for item in column.split("、") if column != "—" else []:
        if not reads(pack, rests, item):
            complain("%s: nothing named reads the column %s" % (row, item))
    if column == "—" and any(not head.startswith("约束:") for head, _ in named):
        complain("%s: names no column" % row)
    return [(name, head) for head, _ in named]


def check_examples(pack, complain):
    """Full points, fewer, on the line: three 例 for each leaf and 加减分; holds, not, on the line for each 问责.
    """
    proofs = {}
    for example in pack.of("例"):
        for kind in ("指标", "加减分", "问责"):
            if example.get(kind) and example.get("历史") is None:
                proofs.setdefault((kind, example.get(kind)), []).append(example.get("应得"))
    for kind in ("指标", "加减分", "问责"):
        for section in pack.of(kind):
            if kind == "指标" and any(s.get("上级") == section.name for s in pack.of("指标")):
                continue
            given = proofs.get((kind, section.name), [])
            if len(given) < 3:
                complain("%s: [%s] has %d of 3 例" % (pack.name, section.head, len(given)))
            elif kind == "问责" and not {"是", "否"} <= set(given):
                complain("%s: [%s] has no 例 that holds and one that does not" % (pack.name, section.head))


def check_page(page):
    said = []
    rows = read_page(page, said.append)
    names = {cells[1] for cells in rows.values()} | {"chengxiang"} - {"—"}
    packs = {name: Pack(name) for name in names if os.path.isdir(os.path.join(PACKS, name))}
    named = []
    for cells in rows.values():
        named += check_row(cells, packs, said.append)
    for pack in packs.values():
        check_examples(pack, said.append)
    for line in said:
        print("COVERAGE.md: " + line)
    computed = sum(cells[1] != "—" for cells in rows.values())
    return not said, list(dict.fromkeys(named)), computed, len(rows) - computed


# ---- each element in turn ---------------------------------------------------

def take_out(pack, head):
    """The names whose own lines do not count."""
    section = pack.sections[head]
    if section.kind == "指标":
        for leaf in pack.leaves(section.name):
            leaf.put("适用", "代码 = “（停用）”")
            leaf.put("不适用", "不计并折算")
        return pack.under(section.name)
    if section.kind == "阶梯":
        for trigger in pack.of("问责"):
            if trigger.get("阶梯") == section.name:
                for key in ("阶梯", "起始级", "数量"):
                    trigger.put(key, None)
                trigger.put("起始", "提醒")
                trigger.put("责任角色", "主要领导")
        del pack.sections[head]
    elif section.kind == "约束":
        section.put("条件", "非 (%s)" % section.get("条件"))
    else:
        del pack.sections[head]
        if section.kind == "问责":
            for other in pack.of("问责"):
                if "下级问责(%s)" % section.name in other.get("触发"):
                    del pack.sections[other.head]
    return {section.name} if section.kind != "问责" else set()


class Life:
    """The shipped months of a pack, lived in order; what each gave, and the folder as it stood before."""

    def __init__(self, kaohe, pack, work):
        self.kaohe, self.pack, self.work = kaohe, pack, os.path.join(work, pack.name)
        self.periods = [os.path.basename(p)[-7:] for p in sorted(glob.glob(os.path.join(EXAMPLES, pack.name + "-????-??")))]
        rules = os.path.join(self.work, "rules")
        pack.write(rules)
        for period in self.periods:
            self.copy(self.before(period))
            if self.run(rules, os.path.join(self.work, "out"), period) > 1:
                sys.exit("%s %s: the month as shipped does not run" % (pack.name, period))
            self.publish(period)

    def before(self, period):
        return os.path.join(self.work, "before-" + period)

    def copy(self, to):
        out = os.path.join(self.work, "out")
        if os.path.isdir(out):
            lay(out, to)
        else:
            os.makedirs(to)

    def telling(self, section):
        """The months, those first that say more than nothing of the element; the latest first among them."""
        names = {section.name} | {s.name for s in self.pack.of("问责") if s.get("阶梯") == section.name}
        told = {}
        for period in self.periods:
            folder = self.shipped(period)
            told[period] = sum(r["element"] in names and r["kind"] == "points" and bool(r["value"].strip("0"))
                               for r in lines(folder, "scores.csv"))
            told[period] += sum(not names.isdisjoint([r["id"].split("-")[-1]] + r["merged"].split("、"))
                                for r in lines(folder, "flags.csv") if r["record"] == "proposal")
        return sorted(self.periods, key=lambda period: (told[period] > 0, period), reverse=True)

    def call(self, *words):
        return subprocess.run([self.kaohe] + list(words), capture_output=True, text=True)

    def run(self, rules, out, period):
        done = self.call("run", "-q", "-r", rules, "-i", os.path.join(EXAMPLES, "%s-%s" % (self.pack.name, period)),
                         "-o", out, "-p", period, "--now", self.clock(period, 3))
        self.said = done.stderr
        return done.returncode

    @staticmethod
    def clock(period, days):
        first = (date.fromisoformat(period + "-28") + timedelta(days=4)).replace(day=1)
        return "%s 09:00" % (first + timedelta(days=days - 1))

    def publish(self, period):
        out = os.path.join(self.work, "out")
        number = os.readlink(os.path.join(out, period, "current")).split("-")[1].lstrip("0")
        done = self.call("publish", number, "-o", out, "--document", "示例〔2026〕%s号" % period[-2:], "--by", "示例主任",
                         "--now", self.clock(period, 26))
        if done.returncode > 1:
            sys.exit("%s %s: can not be published: %s" % (self.pack.name, period, done.stderr))

    def shipped(self, period):
        """As published first: the draft and the final have the same figures."""
        return os.path.join(self.work, "out", period, "current")


def lay(old, new):
    """A copy of an output folder; what is never written again is linked."""
    shutil.copytree(old, new, symlinks=True, copy_function=lambda a, b: (shutil.copy if a.endswith(LIVING) else os.link)(a, b))


def lines(folder, name):
    path = os.path.join(folder, name)
    if not os.path.exists(path):
        return []
    with open(path, encoding="utf-8-sig", newline="") as f:
        return list(csv.DictReader(f))


def result(folder, own, head):
    """What a run says, without the element's own lines and without places in the rules."""
    scores = {(r["registry"], r["unit_code"], r["kind"], r["element"], r["value"], r["status"])
              for r in lines(folder, "scores.csv") if r["kind"] != "measure" and r["element"] not in own}
    flags = {(r["id"], r["level"], r["roles"], r["merged"]) for r in lines(folder, "flags.csv")
             if r["record"] == "proposal" and r["status"] != "无法判断"}
    rectify = {(r["rectification"], r["unit_code"], r["kind"], r["element"], r["rows"]) for r in lines(folder, "rectify.csv")}
    return (flags,) if head.startswith(("问责:", "阶梯:")) else (scores, flags, rectify)


def alive(life, head, nth):
    """The first month that is another without the element; None where none is; an error where it will not run."""
    pack = Pack(life.pack.name)
    own = take_out(pack, head)
    work = os.path.join(life.work, "without-%d" % nth)
    rules = os.path.join(work, "rules")
    pack.write(rules)
    try:
        if head.startswith("约束:"):
            return "refused" if life.call("check", "-r", rules).returncode == 78 else None
        for period in life.telling(life.pack.sections[head]):
            out = os.path.join(work, period)
            lay(life.before(period), out)
            code = life.run(rules, out, period)
            if code not in (0, 1):
                return "ERROR %d: %s" % (code, life.said.strip().splitlines()[:1])
            if result(os.path.join(out, period, "current"), own, head) != result(life.shipped(period), own, head):
                return period
        return None
    finally:
        shutil.rmtree(work)


def prove(kaohe, named):
    """How many elements are dead."""
    dead = 0
    names = list(dict.fromkeys(name for name, _ in named))
    with tempfile.TemporaryDirectory(dir=MEMORY if os.access(MEMORY, os.W_OK) else None) as work, ThreadPoolExecutor(os.cpu_count()) as pool:
        lives = dict(zip(names, pool.map(lambda name: Life(kaohe, Pack(name), work), names)))
        told = pool.map(lambda item: alive(lives[item[1][0]], item[1][1], item[0]), enumerate(named))
        for (name, head), where in zip(named, told):
            if where is None or where.startswith("ERROR"):
                dead += 1
                print("%s [%s]: %s" % (name, head, where or "no shipped month shows that it is gone"), flush=True)
    return dead


def main():
    option, value = (sys.argv[1:] + ["", ""])[:2] if len(sys.argv) in (1, 3) else ("?", "")
    if option not in ("", "--page", "--run"):
        sys.exit("usage: coverage.py [--page FILE | --run KAOHE]")
    good, named, computed, none = check_page(value if option == "--page" else PAGE)
    if option != "--run":
        sys.exit(0 if good else 1)
    dead = prove(value, named)
    print("%d computed, %d none, %d dead" % (computed, none, dead))
    sys.exit(0 if good and dead == 0 else 1)


if __name__ == "__main__":
    main()
