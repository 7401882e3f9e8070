#!/usr/bin/python3
"""run.py -- recomputes results that nobody in this project wrote.

    tests/conformance/run.py [CASE…]     every case, or those whose path contains a word
    tests/conformance/run.py --guard     no scheme here may hold a unit's name or a published result

Each case is a small scheme in the rule language (NAME/scheme.ini).  For each, a
temporary folder gets the scheme, registries made from the case's own files, and
copies of its CSVs; kaohe runs on them; scores.csv is compared with what was
published.  Nothing is computed here but the comparison.

    case PATH[/part]: N of M     a target; the run fails if any N < M
    compared ...                 worth seeing, no target

The cases are read in place from ../shared/cases beside the project (CASES=DIR
for another place).  Where they are absent: "skipped", but a failure when CI=true.
"""
import csv
import decimal
import fractions
import gzip
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
CASES = os.environ.get("CASES") or os.path.join(os.path.dirname(ROOT), "shared", "cases")
KAOHE = os.environ.get("KAOHE") or os.path.join(ROOT, "kaohe")
HEAD = "period,registry,group,unit_code,unit_name,kind,element,n,value,status,rule,source"


# ---- reading ----------------------------------------------------------------

def rows(path):
    """The rows of a CSV as dicts."""
    opened = gzip.open(path, "rt", encoding="utf-8-sig", newline="") if path.endswith(".gz") \
        else open(path, encoding="utf-8-sig", newline="")
    with opened as f:
        return list(csv.DictReader(f))


def case_rows(path):
    return rows(os.path.join(CASES, path))


def number(text):
    """An exact decimal, a fraction or a percentage of scores.csv or of a published table."""
    return fractions.Fraction(text.strip().rstrip("%"))


class Run:
    """One run of kaohe on a scheme in a folder of its own."""

    def __init__(self, scheme, period):
        self.period = period
        self.home = tempfile.TemporaryDirectory(prefix="kaohe-%s-" % (scheme or "made"))
        self.place = self.home.name
        self.rules = os.path.join(self.place, "rules")
        self.inputs = os.path.join(self.place, "inputs")
        os.mkdir(self.inputs)
        os.mkdir(self.rules)
        for name in os.listdir(os.path.join(HERE, scheme)) if scheme else ():
            if name.endswith(".ini"):
                shutil.copyfile(os.path.join(HERE, scheme, name), os.path.join(self.rules, name))

    def registry(self, name, units, head=("代码", "名称"), codes=True):
        """Writes a registry; units are names, or tuples of name and further columns."""
        with open(os.path.join(self.rules, name), "w", encoding="utf-8", newline="") as f:
            out = csv.writer(f)
            out.writerow(head)
            for i, unit in enumerate(units, 1):
                unit = unit if isinstance(unit, tuple) else (unit,)
                out.writerow((("D%02d" % i,) if codes else ()) + unit)

    def input(self, case_file, name):
        """Copies one file of the case under the name that the scheme expects."""
        shutil.copyfile(os.path.join(CASES, case_file), os.path.join(self.inputs, name))

    def go(self, *options):
        """Runs kaohe and reads what it wrote."""
        out = os.path.join(self.place, "out")
        done = subprocess.run([KAOHE, "run", "-r", self.rules, "-i", self.inputs, "-o", out,
                               "-p", self.period, *options], stdin=subprocess.DEVNULL,
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        self.said = done.stdout + done.stderr
        if done.returncode not in (0, 1):
            raise SystemError("kaohe ended with %d:\n%s" % (done.returncode, self.said[:4000]))
        self.folder = os.path.join(out, self.period, "current")
        self.scores = rows(os.path.join(self.folder, "scores.csv"))
        with open(os.path.join(self.folder, "scores.csv"), encoding="utf-8-sig") as f:
            if f.readline().rstrip() != HEAD:
                raise SystemError("scores.csv has another header")
        return self

    def find(self, kind, element=None, registry=None, key="unit_name"):
        """{unit: value as text} of the lines of one kind."""
        return {r[key]: r["value"] for r in self.scores if r["kind"] == kind
                and (element is None or r["element"] == element)
                and (registry is None or r["registry"] == registry)}

    def close(self):
        self.home.cleanup()


# ---- comparing --------------------------------------------------------------

class Book:
    """The lines printed so far."""

    def __init__(self):
        self.short = 0

    def case(self, name, good, of):
        print("case %s: %d of %d" % (name, good, of), flush=True)
        if good < of or of == 0:
            self.short += 1

    def equal(self, name, expected, got, same=None):
        """One target: every expected {key: value} must be among got."""
        same = same or (lambda a, b: number(a) == number(b))
        wrong = [k for k, v in expected.items() if got.get(k) in (None, "") or not same(v, got[k])]
        for key in wrong[:10]:
            print("%s: %s: expected %s, got %s" % (name, key, expected[key], got.get(key)), file=sys.stderr)
        self.case(name, len(expected) - len(wrong), len(expected))


def column(table, key, value):
    return {r[key]: r[value] for r in table}


# ---- the cases --------------------------------------------------------------

def panjin(book):
    case = "published/panjin_2023_01_04"
    run = Run("panjin", "2023-04")
    run.registry("units.csv", [(r["unit"], r["group"]) for r in case_rows(case + "/inputs.csv")],
                 ("代码", "名称", "组"))
    run.input(case + "/inputs.csv", "inputs.csv")
    run.go()
    book.equal(case, column(case_rows(case + "/published.csv"), "unit", "score"), run.find("total", "得分榜"))
    run.close()


def shenzhen(book):
    case = "published/shenzhen_2020_12"
    run = Run("shenzhen", "2020-12")
    run.registry("units.csv", [r["unit"] for r in case_rows(case + "/inputs.csv")])
    run.input(case + "/inputs.csv", "inputs.csv")
    run.go()
    published = case_rows(case + "/published.csv")
    totals = run.find("total", "指数榜")
    near = fractions.Fraction(1, 100)
    book.equal(case + "/score", column(published, "unit", "index"), totals,
               lambda a, b: abs(number(a) - number(b)) <= near)
    book.equal(case + "/order", column(published, "unit", "rank"), run.find("rank", "指数榜"))
    print("compared %s: %d of %d equal half-up at two decimals" % (
        case, sum(number(r["index"]) == number(totals[r["unit"]]) for r in published), len(published)))
    run.close()


def gov_websites(book):
    case = "published/gov_websites"
    for year, inputs in (("2014", "ministries_2014.csv"), ("2016", "departments_2016.csv")):
        run = Run("gov_" + year, year)
        run.registry("units.csv", [r["unit"] for r in case_rows("%s/%s" % (case, inputs))])
        run.input("%s/%s" % (case, inputs), "inputs.csv")
        run.go()
        published = case_rows("%s/published_%s.csv" % (case, year))
        book.equal("%s/%s" % (case, year), column(published, "unit", "rank"), run.find("rank", "总分榜"))
        run.close()


def guangdong(book):
    case = "published/guangdong_air_2017_08"
    run = Run("guangdong", "2017-08")
    run.registry("units.csv", [r["city"] for r in case_rows(case + "/inputs.csv")])
    run.input(case + "/inputs.csv", "inputs.csv")
    run.go()
    book.equal(case, column(case_rows(case + "/published.csv"), "city", "rank"), run.find("rank", "综合指数榜"))
    run.close()


def jinhua_district(book):
    case = "published/jinhua_2022-03_district"
    table = case_rows(case + "/table.csv")
    run = Run("jinhua_district", "2022-03")
    run.registry("units.csv", [r["单位"] for r in table])
    run.input(case + "/table.csv", "table.csv")
    run.go()
    book.equal(case + "/weighted", column(table, "单位", "智慧城管40%"), run.find("total", "折算榜"))
    book.equal(case + "/total", column(table, "单位", "总分"), run.find("total", "总分榜"))
    book.equal(case + "/rank", column(table, "单位", "排名"), run.find("rank", "总分榜"))
    run.close()


def jinhua_street(book):
    case = "published/jinhua_2022-03_street"
    table = case_rows(case + "/table.csv")
    run = Run("jinhua_street", "2022-03")
    run.registry("units.csv", [(r["单位"], r["类别"]) for r in table], ("代码", "名称", "组"))
    run.input(case + "/table.csv", "table.csv")
    run.go()
    book.equal(case + "/weighted", column(table, "单位", "智慧城管40%"), run.find("total", "折算榜"))
    book.equal(case + "/total", column(table, "单位", "得分"), run.find("total", "得分榜"))
    book.equal(case + "/rank", column(table, "单位", "排名"), run.find("rank", "得分榜"))
    run.close()


def dazhou(book):
    case = "published/dazhou_2018-07_projects"
    table = case_rows(case + "/table.csv")
    unit = "县(市、区)"
    city = table[0]                     # the first row is the sum of the others
    run = Run("dazhou", "2018-07")
    run.registry("city.csv", [city[unit]])
    run.registry("parts.csv", [(r[unit], city[unit]) for r in table[1:]], ("代码", "名称", "上级"))
    run.input(case + "/table.csv", "table.csv")
    run.go()
    percents = {**run.find("total", "市完成占比"), **run.find("total", "县区完成占比")}
    book.equal(case + "/percent", column(table, unit, "完成前三季度目标任务占比"), percents)
    sums = {"年度投资计划_亿元": "年度计划合计", "前三季度投资计划_亿元": "前三季度计划合计",
            "1-7月完成投资_亿元": "完成投资合计"}
    book.equal(case + "/sum", {c: city[c] for c in sums},
               {c: run.find("total", board).get(city[unit]) for c, board in sums.items()})
    run.close()


def louxing_street(book):
    case = "published/louxing_2017-04"
    table = case_rows(case + "/street.csv")
    run = Run("louxing_street", "2017-04")
    run.registry("units.csv", [r["街道"] for r in table])
    run.input(case + "/street.csv", "street.csv")
    run.go()
    book.equal(case + "/street_environment", column(table, "街道", "环境卫生得分"), run.find("total", "环境卫生榜"))
    book.equal(case + "/street_total", column(table, "街道", "合计得分"), run.find("total", "合计榜"))
    book.equal(case + "/street_rank", column(table, "街道", "排名"), run.find("rank", "合计榜"))
    run.close()


def is_number(text):
    try:
        decimal.Decimal(text)
        return True
    except decimal.InvalidOperation:
        return False


def louxing_town(book):
    case = "published/louxing_2017-04"
    table = case_rows(case + "/town.csv")
    run = Run("louxing_town", "2017-04")
    run.registry("units.csv", [r["乡镇"] for r in table])
    run.input(case + "/village.csv", "village.csv")
    run.input(case + "/town.csv", "town.csv")
    run.go()
    readable = [r for r in table if is_number(r["得分"])]
    means = run.find("total", "乡镇榜")
    book.equal(case + "/town_mean", column(readable, "乡镇", "得分"), means)
    book.equal(case + "/town_rank", column(table, "乡镇", "排名"), run.find("rank", "乡镇榜"))
    unreadable = {(str(i), r["得分"]) for i, r in enumerate(table, 2) if not is_number(r["得分"])}
    told = {(q["line"], q["what"].partition("=")[2]) for q in rows(os.path.join(run.folder, "quarantine.csv"))
            if q["file"] == "town.csv"}
    book.case(case + "/unreadable", len(told & unreadable), len(told | unreadable))
    for r in table:
        if not is_number(r["得分"]):
            print("compared %s: printed %s, computed %s" % (case, r["得分"], means.get(r["乡镇"])))
    run.close()


def boston(book):
    case = "ledgers/boston_2011_q3"
    ledger = case_rows(case + "/ledger.csv.gz")
    departments = case_rows(case + "/official_flag_by_department.csv")
    neighborhoods = case_rows(case + "/official_flag_by_neighborhood.csv")
    run = Run("boston", "2011Q3")
    run.registry("departments.csv", [r["department"] for r in departments])
    run.registry("neighborhoods.csv", [r["neighborhood"] for r in neighborhoods if r["neighborhood"].strip()])
    run.input(case + "/ledger.csv.gz", "ledger.csv.gz")
    run.go("--as-of", "2019-12-31")
    flagged = sum(1 for r in ledger if r["ontime"])
    equal = sum(number(v) for v in run.find("measure", "一致", "部门").values())
    book.case(case + "/flag", int(equal), flagged)
    flag_counts(book, case + "/department", run, "部门", departments, "department")
    flag_counts(book, case + "/neighborhood", run, "片区", neighborhoods, "neighborhood")
    run.close()


def flag_counts(book, name, run, registry, official, key):
    """Recomputed on time, overdue and unflagged per unit against the official table; blank names are added up."""
    measures = {"ONTIME": "复算按期", "OVERDUE": "复算超期", "BLANK": "无标记"}
    expected, got = {}, {}
    for word, measure in measures.items():
        for r in official:
            where = (r[key].strip() or "无单位", word)
            expected[where] = str(int(expected.get(where, 0)) + int(r[word]))
        for unit, value in run.find("measure", measure, registry).items():
            got[unit.strip() or "无单位", word] = value
    book.equal(name, expected, got)


def api(book):
    case = "accountability/api_even_counties"
    table = case_rows(case + ".csv")
    run = Run("api", "2000")
    run.registry("units.csv", [(r["cds"], "%s (%s)" % (r["sname"], r["cds"]), r["cname"]) for r in table],
                 ("代码", "名称", "组"), codes=False)
    run.input(case + ".csv", "inputs.csv")
    run.go()
    aimed = [r for r in table if r["target"] not in ("", "NA")]
    book.equal(case + "/target", column(aimed, "cds", "target"), run.find("value", "增长目标", key="unit_code"))
    book.equal(case + "/growth", column(aimed, "cds", "growth"), run.find("value", "增长", key="unit_code"))
    book.equal(case + "/met", column(aimed, "cds", "sch.wide"), run.find("value", "达到目标", key="unit_code"),
               lambda a, b: {"Yes": 1, "No": 0}[a] == number(b))
    ranked = run.find("rank", "增长目标榜", key="unit_code")
    print("compared %s: %d of %d schools without a target have none here" % (
        case, sum(ranked.get(r["cds"], "") == "" for r in table if r not in aimed), len(table) - len(aimed)))
    run.close()


def baltimore(book):
    case = "ledgers/baltimore_2024_25"
    ledger = case_rows(case + "/ledger.csv")
    run = Run("baltimore", "2025")
    run.registry("requests.csv", [(r["Service Request Number"], r["Service Request Number"]) for r in ledger],
                 ("代码", "名称"), codes=False)
    run.input(case + "/ledger.csv", "ledger.csv")
    run.go("--as-of", "2025-12-31")
    flags = {"on time": "1", "late": "0"}
    book.equal(case + "/flag", {r["Service Request Number"]: flags[r["ontime"]] for r in ledger if r["ontime"] in flags},
               run.find("measure", "复算按期数", key="unit_code"))
    contradicted = sorted(unit for unit, n in run.find("measure", "矛盾数", key="unit_code").items() if n not in ("", "0"))
    book.case(case + "/contradicted", len(contradicted), 530)
    for i in range(0, len(contradicted), 10):
        print("compared %s: the due date contradicts the flag of %s" % (case, " ".join(contradicted[i:i + 10])))
    run.close()


def divisions(book):
    case = "divisions/2023"
    provinces, cities, areas, streets = (case_rows("%s/%s.csv" % (case, level)) for level in ("provinces", "cities", "areas", "streets"))
    run = Run("divisions", "2023")
    run.registry("provinces.csv", [(r["code"], r["name"]) for r in provinces], codes=False)
    for name, table, parent in (("cities.csv", cities, "provinceCode"), ("areas.csv", areas, "cityCode"), ("streets.csv", streets, "areaCode")):
        run.registry(name, [(r["code"], r["name"], r[parent]) for r in table], ("代码", "名称", "上级"), codes=False)
    run.input(case + "/streets.csv", "table.csv")
    run.go()
    for registry, table, key in (("省级", provinces, "provinceCode"), ("地级", cities, "cityCode"), ("县级", areas, "areaCode")):
        expected = {r["code"]: "0" for r in table}
        for r in streets:
            expected[r[key]] = str(int(expected[r[key]]) + 1)
        book.equal("%s/%s" % (case, registry), expected, run.find("measure", "乡级个数", registry, "unit_code"))
        if registry != "省级":
            book.equal("%s/%s roll-up" % (case, registry), expected, run.find("value", registry + "所辖", registry, "unit_code"))
    with open(os.path.join(run.folder, "run.json"), encoding="utf-8") as f:
        tallies = {t["registry"]: t for t in json.load(f)["conservation"]}
    book.case(case + "/乡级", tallies["乡级"]["counted"], len(streets))
    run.close()


def gmpp(book):
    """Projects with the official ratings.  The ratings are counted from the case's own file, stray carriage returns
    and all; for the comparison every project gets its two amounts without the £."""
    case = "projects/gmpp_2018_2020"
    with open(os.path.join(CASES, case, "gmpp_panel.csv"), encoding="utf-8-sig", newline="") as f:
        table = list(csv.DictReader(f.read().replace("\r\n", "\n").replace("\r", " ").splitlines(True)))
    truth = case_rows(case + "/truth_rating_counts.csv")
    run = Run("gmpp", "2020")
    run.registry("years.csv", [(r["year"], r["year"]) for r in truth], codes=False)
    run.registry("projects.csv", [(project(r), "%s %s" % (project(r), r["project_name"]), r["department"]) for r in table],
                 ("代码", "名称", "部门"), codes=False)
    run.input(case + "/gmpp_panel.csv", "panel.csv")
    with open(os.path.join(run.inputs, "amounts.csv"), "w", encoding="utf-8", newline="") as f:
        out = csv.writer(f)
        out.writerow(["项目号", "计划", "预计"])
        for r in table:
            out.writerow([project(r)] + [amount(r[c]) for c in ("baseline_m", "forecast_m")])
    run.go()
    words = {"Green": "绿", "Amber/Green": "黄绿", "Amber": "黄", "Amber/Red": "黄红", "Red": "红", "none/exempt": "未评", "total": "全部"}
    expected = {(r["year"], word): r[word] for r in truth for word in words}
    got = {(year, word): n for word, measure in words.items() for year, n in run.find("measure", measure, "年度").items()}
    book.equal(case + "/ratings", expected, got)
    flagged = {r["unit_code"] for r in rows(os.path.join(run.folder, "flags.csv")) if r["cause"] == "进展缓慢"}
    for word in [w for w in words if w != "total"]:
        rated = [r for r in table if rating(r, words) == word]
        print("compared %s: rated %s: %d of %d slow by the rule" % (case, word, sum(project(r) in flagged for r in rated), len(rated)))
    run.close()


def project(r):
    return r["year"] + "-" + r["row_in_raw"]


def rating(r, words):
    word = r["rating"].replace("/red", "/Red")
    return word if word in words else "none/exempt"


def amount(text):
    """£1,234.5 or (£3) as a plain number; anything else is no number."""
    plain = text.replace("£", "").replace(",", "").strip()
    return plain if is_number(plain) else ""


# ---- composite/asem: a scheme made from the case's own table of indicators ----

ASEM_HEAD = """[方案]
名称 = 综合指数
文号 = 复算用，非正式文件
制定机关 = 复算
周期 = 年
生效 = 2018
修约 = 不修约
未报送 = 不参与排名
无分母 = 不计并折算
不适用 = 不计并折算
已剔除 = 不计并折算
[名录:单位]
文件 = units.csv
[数据:数]
文件 = table.csv
报送 = 汇总
单位.单位 = uCode
列.uCode = 文本 必填
"""


class Asem:
    """One way of putting the index together: marking of the leaves and operator of the nodes."""

    case = "composite/asem"

    def __init__(self, table, combine, low, grouped=(), formulas=None):
        meta = [m for m in case_rows(self.case + "/asem_iMeta.csv") if m["Level"]]
        self.leaves = [m for m in meta if m["Level"] == "1"]
        self.nodes = [m["iCode"] for m in meta if m["Level"] != "1"]
        self.table = case_rows(self.case + "/" + table)
        groups = dict(grouped)
        self.run = Run("", "2018")
        self.run.registry("units.csv", [(r["uCode"], r["uCode"], groups.get(r["uCode"], "")) for r in self.table],
                          ("代码", "名称", "组"), codes=False)
        self.write_table()
        with open(os.path.join(self.run.rules, "scheme.ini"), "w", encoding="utf-8") as f:
            f.write(ASEM_HEAD)
            for m in self.leaves:
                f.write("列.%s = 小数 可空\n" % m["iCode"])
            for m in self.leaves:
                f.write(self.leaf(m, low, formulas))
            for m in meta:
                if m["Level"] != "1":
                    f.write(self.node(m, combine))
        self.run.go()

    def found(self, kind):
        """{(unit, indicator): text}; an indicator on several boards of the registry is written 榜/指标."""
        return {(r["unit_code"], re.split("[/：]", r["element"])[-1]): r["value"] for r in self.run.scores if r["kind"] == kind}

    def found_ranks(self):
        """{(unit, indicator): rank on the indicator's own board}."""
        return {(r["unit_code"], r["element"][:-1]): r["value"] for r in self.run.scores if r["kind"] == "rank"}

    def write_table(self):
        """The case's table with numbers such as 4.1e-05 written out in full; the digits stay."""
        with open(os.path.join(self.run.inputs, "table.csv"), "w", encoding="utf-8", newline="") as f:
            out = csv.writer(f)
            codes = [m["iCode"] for m in self.leaves]
            out.writerow(["uCode"] + codes)
            for r in self.table:
                out.writerow([r["uCode"]] + [format(decimal.Decimal(r[c]), "f") if r[c] not in ("", "NA") else "" for c in codes])

    @staticmethod
    def leaf(m, low, formulas):
        measure = m["iCode"] + "值"
        if formulas is None:
            formula, better = measure, "降序" if m["Direction"] == "1" else "升序"
            marking = "极差 %s 低分 %d 高分 100\n无差异 = 无分母" % (better, low)
        else:
            formula, marking = formulas[m["Direction"]].replace("%s", measure), "引用 满分 100"
        return ("[统计:%s]\n数据 = 数\n算法 = 单值\n列 = %s\n[指标:%s]\n上级 = %s\n公式 = %s\n计分 = %s\n依据 = 复算\n"
                % (measure, m["iCode"], m["iCode"], m["Parent"], formula, marking))

    @staticmethod
    def node(m, combine):
        parent = "上级 = %s\n" % m["Parent"] if m["Parent"] else ""
        bounds = "" if combine == "平均" else "零值 = 无分母\n负值 = 无分母\n"
        return ("[指标:%(i)s]\n%(parent)s合成 = %(combine)s\n合成对象 = 得分\n%(bounds)s依据 = 复算\n"
                "[榜:%(i)s榜]\n名录 = 单位\n根指标 = %(i)s\n并列 = 跳号\n名次依据 = 修约前\n分组 = 按组\n"
                % {"i": m["iCode"], "parent": parent, "combine": combine, "bounds": bounds})

def within(a, b):
    return abs(number(a) - number(b)) <= fractions.Fraction(1, 10 ** 9)


def cells(table, columns):
    """{(unit, column): text} of the cells that are filled."""
    return {(r["uCode"], c): r[c] for r in table for c in columns if r[c] not in ("", "NA")}


def asem_index(book, name, truth, table, combine, low):
    """Every node of one aggregation, and its ranks where the truth has them."""
    one = Asem(table, combine, low)
    published = case_rows(Asem.case + "/" + truth)
    points = one.found("points")
    book.equal("%s/%s" % (Asem.case, name), cells(published, one.nodes), points, within)
    if "Rank" in published[0]:
        ranks = one.run.find("rank", "Index榜", key="unit_code")
        book.equal("%s/%s_rank" % (Asem.case, name), column(published, "uCode", "Rank"), ranks)
    return one, points


def asem_by_group(book, ranked, name):
    """Ranks of every node within the groups; the indicators are scaled over all units."""
    codes = [c for c in ranked[0] if c not in ("uCode", name)]
    every = "范围 = 非 代码 = “无”"
    least, most = "组最小(%%s, %s)" % every, "组最大(%%s, %s)" % every
    one = Asem("asem_dset_Treated.csv", "平均", 0, [(r["uCode"], r[name]) for r in ranked], {
        "1": "(%%s - %s) / (%s - %s) * 100" % (least, most, least),
        "-1": "(%s - %%s) / (%s - %s) * 100" % (most, most, least)})
    ranks = one.found_ranks()
    book.equal(Asem.case + "/group_ranks", cells(ranked, codes), ranks)
    one.run.close()


def asem_value(book, name, truth, formulas):
    """One figure of every indicator and unit, by a formula over all units."""
    one = Asem("asem_dset_Raw.csv", "平均", 0, formulas=formulas)
    values = one.found("value")
    book.equal("%s/%s" % (Asem.case, name), cells(case_rows(Asem.case + "/" + truth), [m["iCode"] for m in one.leaves]), values, within)
    one.run.close()


def asem(book):
    one, points = asem_index(book, "arithmetic", "asem_dset_Aggregated.csv", "asem_dset_Treated.csv", "平均", 0)
    leaves = [m["iCode"] for m in one.leaves]
    book.equal(Asem.case + "/min_max", cells(case_rows(Asem.case + "/asem_dset_Normalised.csv"), leaves), points, within)
    ranks = one.found_ranks()
    book.equal(Asem.case + "/ranks", cells(case_rows(Asem.case + "/asem_results_ranks.csv"), one.nodes), ranks)
    one.run.close()
    for name, truth, combine in (("geometric", "asem_results_a_gmean_on_1_100.csv", "几何平均"),
                                 ("harmonic", "asem_results_a_hmean_on_1_100.csv", "调和平均")):
        asem_index(book, name, truth, "asem_dset_Treated.csv", combine, 1)[0].run.close()
    asem_index(book, "missing_data", "asem_results_noimpute_nothresh.csv", "asem_dset_Raw.csv", "平均", 0)[0].run.close()
    asem_by_group(book, case_rows(Asem.case + "/asem_results_groupranks_GDPpc.csv"), "GDPpc_group")
    for name, truth, formula in (
            ("z_score", "asem_raw_n_zscore.csv", {"1": "(%s - 组平均(%s)) / 组标准差(%s, 样本)", "-1": "(组平均(%s) - %s) / 组标准差(%s, 样本)"}),
            ("rank_of_each", "asem_raw_n_rank.csv", {"1": "名次(-%s)", "-1": "名次(%s)"})):
        asem_value(book, name, truth, formula)


EVERY = {
    "published/panjin_2023_01_04": panjin,
    "published/shenzhen_2020_12": shenzhen,
    "published/gov_websites": gov_websites,
    "published/guangdong_air_2017_08": guangdong,
    "published/jinhua_2022-03_district": jinhua_district,
    "published/jinhua_2022-03_street": jinhua_street,
    "published/dazhou_2018-07_projects": dazhou,
    "published/louxing_2017-04 (streets)": louxing_street,
    "published/louxing_2017-04 (towns)": louxing_town,
    "ledgers/boston_2011_q3": boston,
    "accountability/api_even_counties": api,
    "ledgers/baltimore_2024_25": baltimore,
    "projects/gmpp_2018_2020": gmpp,
    "divisions/2023": divisions,
    "composite/asem": asem,
}


# ---- the guard --------------------------------------------------------------

NAMES = {
    "published": ["unit", "city", "单位", "县(市、区)", "街道", "乡镇", "村", "district"],
    "ledgers/boston_2011_q3": ["department", "neighborhood"],
    "accountability": ["name", "sname", "dname", "cname", "cds"],
}
RESULTS = ["score", "index", "total", "总分", "得分", "智慧城管40%", "完成前三季度目标任务占比", "环境卫生得分",
           "合计得分", "年度投资计划_亿元", "前三季度投资计划_亿元", "1-7月完成投资_亿元", "ONTIME", "OVERDUE",
           "BLANK", "target", "growth"]
ROUND = {"100"}                         # full marks, not a result


def case_files(under):
    for folder, _, names in sorted(os.walk(os.path.join(CASES, under))):
        for name in sorted(names):
            if name.endswith((".csv", ".csv.gz")):
                yield os.path.join(folder, name)


def guard():
    """Says which scheme holds a unit's name or a published figure of three or more characters."""
    names, results = set(), set()
    for under, columns in NAMES.items():
        for path in case_files(under):
            for r in rows(path):
                names.update(r[c].strip() for c in columns if r.get(c))
                results.update(r[c].strip().rstrip("%") for c in RESULTS if r.get(c))
    names = {n for n in names if len(n) >= 2}
    results = {n for n in results if len(n.lstrip("-")) >= 3} - ROUND
    wrong = 0
    for scheme in sorted(os.listdir(HERE)):
        path = os.path.join(HERE, scheme, "scheme.ini")
        if not os.path.exists(path):
            continue
        with open(path, encoding="utf-8") as f:
            text = f.read()
        figures = set(re.findall(r"(?<![\w.])-?\d+(?:\.\d+)?(?![\w.-])", text))
        for found in sorted(n for n in names if n in text) + sorted(figures & results):
            print("%s/scheme.ini holds “%s”" % (scheme, found))
            wrong += 1
    return wrong, len(names), len(results)


def main(words):
    if not os.path.isdir(CASES):
        print("skipped")
        return 1 if os.environ.get("CI") == "true" else 0
    wrong, names, results = guard()
    if words == ["--guard"]:
        print("looked for %d names and %d results" % (names, results))
        return 1 if wrong or names < 100 or results < 100 else 0
    book = Book()
    for name, case in EVERY.items():
        if words and not any(w in name for w in words):
            continue
        try:
            case(book)
        except (SystemError, OSError, KeyError, ValueError) as e:
            print("%s: %s" % (name, e or type(e).__name__), file=sys.stderr)
            book.case(name.split()[0], 0, 1)
    return 1 if book.short or wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
