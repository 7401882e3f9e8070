#!/usr/bin/python3
"""random_books.py -- schemes made at random, scored, and their workbooks recomputed by LibreOffice: no cell may differ.

    KAOHE=./kaohe tests/random_books.py [--count 50] [--seed 2026] [--keep DIR] [--least 10000]

Every method, every way of putting children together, groups, ties, every kind
of no number and every mode of rounding turn up.  A scheme that the program
refuses is a fault of this script and fails the test, as a book does in which
演算 is mostly values.  Last line: N passed, N failed.
"""
import argparse
import importlib.util
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
CHECK = os.path.join(HERE, "..", "..", "shared", "tools", "check_workbook.py")
PERIOD = "2026-10"
SKIPS = ["不计并折算", "不计不折算"]
EFFECTS = SKIPS + ["零分", "满分", "组均得分 同组", "组均得分 全部"]
KINDS = ["未报送", "已剔除", "不适用", "无分母"]


class Scheme:
    def __init__(self, r):
        self.r = r
        self.groups = r.choice([["甲类"], ["甲类", "乙类"], ["甲类", "乙类", "丙类"]])
        self.units = [("U%02d" % i, "示例单位%02d" % i, self.groups[i] if i < len(self.groups) else r.choice(self.groups),
                       ["县", "城区"][i] if i < 2 else r.choice(["城区", "县"])) for i in range(r.randint(5, 14))]
        self.lines, self.names, self.used = [], 0, set()

    def say(self, *lines):
        self.lines.extend(lines)

    def section(self, head, *lines):
        self.say("", "[%s]" % head, *lines)

    # ---- what is counted ------------------------------------------------------

    def measure(self, kind):
        """A measure: n whole and never negative, d a decimal, s sent unit by unit, m a mean that may lack rows."""
        name = "%s%s" % ({"n": "件", "d": "量", "s": "报", "m": "均"}[kind], self.r.randint(1, 3))
        self.used.add(name)
        return name

    def measures(self):
        said = "\n".join(self.lines)
        self.used = {name for name in self.used if name in said}       # what a choice not taken asked for is not counted
        for name in sorted(self.used):
            sent, mean = name[0] == "报", name[0] == "均"
            self.section("统计:" + name, "数据 = " + ("报表" if sent else "台账"), "算法 = " + ("平均" if mean else "合计"), "列 = 数",
                         "条件 = 类 = “%s”" % name)

    # ---- formulas ----------------------------------------------------------------

    def rate(self):
        a, b = self.measure(self.r.choice("ns")), self.measure(self.r.choice("ns"))
        while a == b:
            b = self.measure(self.r.choice("ns"))
        return self.r.choice([
            "%s / (%s + %s)" % (a, a, b),
            "%s / (%s + %s)" % (a, a, b),
            "1 - %s / (%s + %s)" % (a, a, b),
            "%s * 0.3 / (%s + %s) + 0.7" % (a, a, b),
            "如果(%s >= 2, %s / (%s + %s), 0.5)" % (b, a, a, b),
            "%s / (%s + %s) - 组平均(%s / (%s + %s)) + 0.5" % (a, a, b, a, a, b),
            "最大(%s / (%s + %s), 0.25)" % (a, a, b),
        ])

    def figure(self):
        a, b = self.measure(self.r.choice("ndsm")), self.measure(self.r.choice("ndm"))
        return self.r.choice([a, a, "%s + %s" % (a, b), "%s * 2 + 1" % a, "绝对值(%s - %s)" % (a, b), "舍入(%s / 3, 1)" % a,
                              "最小(%s, %s)" % (a, b), "sqrt(%s + 1)" % a])

    def count(self):
        return self.measure(self.r.choice("nns"))

    # ---- 计分 ---------------------------------------------------------------------

    def marking(self, full):
        r = self.r
        steps = r.choice(["按比例", "整步舍去", "整步进一"])
        floor = r.choice(["扣完为止", "保底 %s" % (full / 5)])
        part = lambda k: "%g" % (full * k)
        spread = "无差异 = " + r.choice(["满分", "零分", "均分", "无分母"])
        order = r.choice(["降序", "升序"])
        return r.choice([
            lambda: (self.rate(), ["计分 = 正比 " + r.choice(["封顶", "不封顶"])]),
            lambda: (self.rate(), ["计分 = 达标 目标 %s%% 每低 1个百分点 扣 %s %s %s" % (r.choice([60, 85, 95]), part(0.02), steps, floor)]),
            lambda: (self.rate(), ["计分 = 反向达标 目标 %s%% 每高 2个百分点 扣 %s %s %s" % (r.choice([5, 20, 40]), part(0.03), steps, floor)]),
            lambda: (self.rate(), ["计分 = 达标 目标 参数目标 每低 1个百分点 扣 %s %s %s" % (part(0.015), steps, floor)]),
            lambda: (self.rate(), ["计分 = 分档", "档.1 = >= 80% 得 满分 的 100%", "档.2 = 在 40% 至 80% 得 满分 的 60%", "档.3 = 其余 得 0"]),
            lambda: (self.rate(), ["计分 = 线性 低 %s%% 高 %s%% 截断 两端" % r.choice([(20, 90), (60, 10), (0, 100)])]),
            lambda: (self.count(), ["计分 = 扣分 每 %s 扣 %s %s %s" % (r.choice([1, 2, 3]), part(0.07), steps, floor)]),
            lambda: (self.count(), ["计分 = 加分 起点 1 每 2 加 %s 封顶 %s" % (part(0.2), part(0.9))]),
            lambda: (self.count(), ["计分 = 引用 满分 120"]),
            lambda: (self.count(), ["计分 = 首犯再犯 首次 扣 %s 再犯 %s" % (part(0.3), r.choice(["不得分", "扣 " + part(0.7)]))]),
            lambda: (self.count(), ["计分 = 增减 起点 4 每增 1 加 %s 封顶 %s 每减 1 扣 %s 封顶 %s %s" % (
                part(0.03), part(0.2), part(0.05), part(0.3), steps)]),
            lambda: (self.figure(), ["计分 = 名次赋分 %s %s" % (r.choice(["降序", "升序", "倒数"]), r.choice(["并列同分", "并列同分", "并列均分"])),
                                     "名次.1 = " + part(1), "名次.2 = " + part(0.8), "名次.3 = " + part(0.65),
                                     "名次.其余 = " + r.choice(["每降1名 减 %s 保底 %s" % (part(0.1), part(0.1)), part(0.2)])]),
            lambda: (self.count() + " + 1", ["计分 = 按第一名比例 " + order]),
            lambda: (self.figure(), ["计分 = 标准分 均值 %s 每标准差 %s %s 封顶 %s 保底 0" % (part(0.6), part(0.2), r.choice(["样本", "总体"]), part(1)), spread]),
            lambda: (self.figure(), ["计分 = 极差 %s 低分 %s 高分 %s" % (order, part(0.3), part(1)), spread]),
            lambda: (self.figure(), ["计分 = 功效系数 %s 基 %s 加 %s" % (order, part(0.6), part(0.4)), spread]),
        ])()

    # ---- the tree --------------------------------------------------------------------

    def rounding(self, least):
        return "%d位 %s" % (self.r.randint(least, 3), self.r.choice(["四舍五入", "四舍六入五成双", "截尾"]))

    def name(self, kind):
        self.names += 1
        return "%s%02d" % (kind, self.names)

    def shares(self, count):
        cuts = sorted(self.r.sample(range(5, 96, 5), count - 1))
        return [b - a for a, b in zip([0] + cuts, cuts + [100])]

    def treatments(self):
        return ["%s = %s" % (k, self.r.choice(EFFECTS)) for k in KINDS if self.r.random() < 0.4]

    def children(self, parent, combine, full, depth):
        count = self.r.randint(2, 4)
        shares = self.shares(count)
        weighted = combine == "加权平均" or (combine in ("几何平均", "调和平均") and self.r.random() < 0.5)
        groups = self.shares(count) if combine == "加权平均" and len(self.groups) > 1 and self.r.random() < 0.4 else None
        for k in range(count):
            place = ["上级 = " + parent]
            own = 100
            if weighted:
                place.append("权重 = %d" % shares[k])
                if groups:
                    place.append("权重.乙类 = %d" % groups[k])
            elif combine == "直接相加":
                own = full * shares[k] / 100
                place.append("满分 = %g" % own)
            elif combine == "合扣":
                own = full
            if self.r.random() < 0.2:
                place.append("修约 = " + self.rounding(1))
            if depth < 1 and combine != "合扣" and self.r.random() < 0.5:
                self.inner(place, own, combine, depth + 1)
            else:
                self.leaf(place, own, combine == "合扣")

    def inner(self, place, own, above, depth):
        name = self.name("层")
        combine = self.r.choice(["加权平均", "直接相加", "平均", "取较低", "取较高", "几何平均", "调和平均", "合扣"])
        if above == "直接相加" and combine != "合扣":
            combine = "直接相加" if self.r.random() < 0.3 else combine
        lines = ["合成 = " + combine]
        if combine in ("取较高", "几何平均", "调和平均", "取较低", "平均"):
            lines.append("合成对象 = " + ("得分率" if above == "直接相加" else self.r.choice(["得分", "得分率"])))
        if combine in ("几何平均", "调和平均"):
            lines += ["零值 = " + self.r.choice(["按零", "不计", "无分母"]), "负值 = " + self.r.choice(["按零", "不计", "无分母"])]
        if combine == "合扣" and above != "直接相加":
            own = 100
        self.section("指标:" + name, *place, *lines, *self.treatments(), "依据 = 示例")
        self.children(name, combine, own, depth)

    def leaf(self, place, own, pool):
        name = self.name("项")
        formula, lines = self.marking(own)
        while pool and not re.match("计分 = (扣分|达标|反向达标|首犯再犯)", lines[0]):
            formula, lines = self.marking(own)
        extra = []
        if self.r.random() < 0.15:
            extra.append("适用 = 类型 = “城区”")
        if self.r.random() < 0.15:
            sample = self.measure("n")
            extra += ["样本 = " + sample, "最小样本 = 2", "样本不足 = " + self.r.choice(EFFECTS)]
        if self.r.random() < 0.15 and not pool and not lines[0].startswith("计分 = 线性"):
            extra += ["封顶 = %g" % (own * 0.95), "保底 = %g" % (own * 0.1)]
        if self.r.random() < 0.1:
            extra.append("豁免 = %s >= 8" % self.measure("n"))
        self.section("指标:" + name, *place, "公式 = " + formula, *lines, *extra, *self.treatments(), "依据 = 示例")
        if self.r.random() < 0.1:
            self.section("否决:否%s" % name, "榜 = 单位榜", "条件 = %s > 7" % self.measure("n"), "效果 = 本项计零 " + name, "依据 = 示例")
        if self.r.random() < 0.1:
            self.section("状态:无%s" % name, "榜 = 单位榜", "指标 = " + name, "条件 = %s = 1" % self.measure("n"),
                         "效果 = " + self.r.choice(EFFECTS), "依据 = 示例")

    # ---- the whole ----------------------------------------------------------------------

    def board(self):
        lines = ["名录 = 单位", "根指标 = 总分", "分组 = " + self.r.choice(["按组", "合并"]), "满分 = %d" % self.r.choice([100, 120, 1000]),
                 "并列 = " + self.r.choice(["跳号", "连号", "不分先后"]), "名次依据 = " + self.r.choice(["修约后", "修约前"])]
        if self.r.random() < 0.3:
            lines += ["次键.1 = %s 降序" % self.measure("n"), "次键.2 = %s 升序" % self.measure("s")]
        if self.r.random() < 0.2:
            lines.append("不参与排名 = " + self.units[0][1])
        if self.r.random() < 0.3:
            lines += ["总分封顶 = 105", "总分保底 = 5"]
        self.section("榜:单位榜", *lines)

    def extras(self):
        for k in range(self.r.choice([0, 0, 1, 2])):
            self.section("加减分:加%d" % k, "榜 = 单位榜", "公式 = " + self.measure("n"), "计分 = " + self.r.choice([
                "加分 起点 2 每 1 加 0.5 封顶 2", "扣分 每 2 扣 0.3 整步进一 封顶 3", "增减 起点 3 每增 1 加 0.2 封顶 1 每减 1 扣 0.1 封顶 1 按比例"]),
                "依据 = 示例")

    def text(self):
        self.section("指标:总分", "合成 = 加权平均", "依据 = 示例")
        self.children("总分", "加权平均", 100, 0)
        self.extras()
        self.board()
        self.measures()
        body, self.lines = self.lines, []
        self.say("[方案]", "名称 = 随机方案（示例）", "文号 = 示例〔2026〕1号", "制定机关 = 示例", "周期 = 月", "生效 = 2026-01",
                 "修约 = " + self.r.choice([self.rounding(0), "不修约"]), *["%s = %s" % (k, self.r.choice(EFFECTS)) for k in KINDS])
        self.section("名录:单位", "文件 = units.csv", "责任角色 = 主要领导")
        columns = ["列.单位 = 文本 必填", "列.类 = 文本 必填", "列.数 = 小数 必填", "单位.单位 = 单位"]
        used = "".join(sorted(self.used))
        if "件" in used or "量" in used or "均" in used:
            self.section("数据:台账", "文件 = 台账_{期}.csv", "报送 = 汇总", *columns)
        if "报" in used:
            self.section("数据:报表", "文件 = 报表_{期}_{单位}.csv", "报送 = 逐单位", "报送名录 = 单位", *columns)
        if any("参数目标" in line for line in body):
            self.section("参数:参数目标", "值 = 75%", "计量单位 = %", "依据 = 示例")
        return "\n".join(self.lines + body) + "\n"

    def rows(self, kind):
        rows = {}
        for _, name, _, _ in self.units:
            rows[name] = []
            for m in sorted(self.used):
                if (m[0] == "报") != (kind == "报表") or (m[0] == "均" and self.r.random() < 0.3):
                    continue
                rows[name].append((m, "%.2f" % (self.r.randint(0, 4000) / 100) if m[0] == "量" else str(self.r.choice([0, 0, 1, 2, 3, 4, 5, 6, 7, 9]))))
        return rows

    def write(self, folder):
        rules, inputs = os.path.join(folder, "rules"), os.path.join(folder, "inputs")
        os.makedirs(rules)
        os.makedirs(inputs)
        put(os.path.join(rules, "scheme.ini"), self.text())
        put(os.path.join(rules, "units.csv"), "代码,名称,组,类型,主要领导\n" + "".join("%s,%s,%s,%s,示例甲\n" % u for u in self.units))
        head = "单位,类,数\n"
        put(os.path.join(inputs, "台账_%s.csv" % PERIOD), head + "".join("%s,%s,%s\n" % (u, m, x) for u, l in self.rows("台账").items() for m, x in l))
        codes = {name: code for code, name, _, _ in self.units}
        for unit, lines in self.rows("报表").items():
            if any(m[0] == "报" for m in self.used) and self.r.random() < 0.8:
                put(os.path.join(inputs, "报表_%s_%s.csv" % (PERIOD, codes[unit])), head + "".join("%s,%s,%s\n" % (unit, m, x) for m, x in lines))


def put(path, text):
    with open(path, "w", encoding="utf-8") as f:
        f.write(text)


def book_of(folder):
    found = [os.path.join(d, f) for d, _, files in os.walk(os.path.join(folder, "out")) for f in files if f.endswith(".xlsx")]
    return found[0] if found else None


class Recalculated:
    """All books in one go of LibreOffice, which takes longer to start than to compute; the canary of check_workbook.py is one of them."""

    name = "libreoffice"

    def __init__(self, checker, books, tmp):
        office = checker.LibreOffice(tmp, 0)
        self.out, self.of = os.path.join(tmp, "out"), {}
        checker.canary(os.path.join(tmp, "canary.xlsx"))
        files = [os.path.join(tmp, "canary.xlsx")]
        for k, book in enumerate(books):
            files.append(os.path.join(tmp, "%03d.xlsx" % k))
            shutil.copyfile(book, files[-1])
            self.of[book] = os.path.join(self.out, "%03d.xlsx" % k)
        subprocess.run(["soffice", "-env:UserInstallation=file://" + office.prof, "--headless", "--norestore", "--convert-to", "xlsx",
                        "--outdir", self.out, *files], check=True, timeout=1800, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        cell = checker.openpyxl.load_workbook(os.path.join(self.out, "canary.xlsx"), data_only=True)["c"]["B1"].value
        if cell != 6:
            raise SystemExit("LibreOffice did not recalculate the canary: it proves nothing")

    def recalc(self, book, _):
        return self.of[book]


def check(books, tmp, false=None):
    """(books in which nothing differs, formulas compared, whether something differs in the one called false)"""
    spec = importlib.util.spec_from_file_location("check_workbook", CHECK)
    checker = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(checker)
    engine = Recalculated(checker, books + ([false] if false else []), tmp)
    good = formulas = 0
    for book in books:
        r = checker.check(book, [engine], 1e-9, tmp, 20)
        wrong = r["problems"] + ["%(sheet)s!%(cell)s  %(formula)s  cached %(cached)r, recalculated %(recalculated)r" % d for d in r["differences"]]
        good += not wrong
        formulas += r.get("formulas", 0)
        if wrong:
            print("FAIL %s" % book)
        for line in wrong[:8]:
            print("    " + line[:600])
    found = false is not None and bool(checker.check(false, [engine], 1e-9, tmp, 20)["differences"])
    return good, formulas, found


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("--count", type=int, default=50)
    ap.add_argument("--seed", type=int, default=2026)
    ap.add_argument("--least", type=int, default=10000)
    ap.add_argument("--keep")
    a = ap.parse_args()
    program = os.path.abspath(os.environ.get("KAOHE", "./kaohe"))
    with tempfile.TemporaryDirectory(prefix="random_books.") as tmp:
        work = a.keep or tmp
        books, failed = [], 0
        for k in range(a.count):
            folder = os.path.join(work, "%03d" % k)
            Scheme(random.Random(a.seed * 1000 + k)).write(folder)
            p = subprocess.run([program, "run", "-r", "rules", "-i", "inputs", "-o", "out", "-p", PERIOD, "--now", "2026-11-05T09:00"], cwd=folder,
                               stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
            if p.returncode not in (0, 1) or book_of(folder) is None:
                print("FAIL %03d: kaohe ended with %d\n%s" % (k, p.returncode, p.stdout.decode("utf-8", "replace")[:3000]))
                failed += 1
                continue
            books.append(book_of(folder))
        office = os.path.join(tmp, "office")
        os.makedirs(office)
        good, formulas, _ = check(books, office)
        print("%d books, %d formulas, at least %d wanted" % (len(books), formulas, a.least))
        enough = formulas >= a.least
        print("%d passed, %d failed" % (good + enough, failed + len(books) - good + (not enough)))
        return 0 if failed == 0 and good == len(books) and enough else 1


if __name__ == "__main__":
    sys.exit(main())
