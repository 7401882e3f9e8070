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
        self.home = tempfile.TemporaryDirectory(prefix="kaohe-%s-" % scheme)
        self.place = self.home.name
        self.rules = os.path.join(self.place, "rules")
        self.inputs = os.path.join(self.place, "inputs")
        os.mkdir(self.inputs)
        os.mkdir(self.rules)
        for name in os.listdir(os.path.join(HERE, scheme)):
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
