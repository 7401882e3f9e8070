#!/usr/bin/env python3
"""Writes the two shipped months of 攀枝花 demonstration data (示例: nothing here is real).

    python3 tests/generate_month.py OUTDIR

makes OUTDIR/panzhihua-2026-09 (a clean month) and OUTDIR/panzhihua-2026-10 (the
month with the story of docs/story.md), byte for byte the files committed under
inputs/examples.  Rates are kept by counting, not by chance, so the story does
not depend on the draw; an integer generator spreads dates and categories.
"""
import csv
import io
import os
import sys
from datetime import date, timedelta

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
PACK = os.path.join(ROOT, "rules", "packs", "panzhihua")

KEY_PLACES = ["主干道", "主干道", "广场", "国省县道沿线"]
BACK_PLACES = ["背街小巷", "背街小巷", "城乡结合部", "老旧小区"]
OTHER_PLACES = ["居住小区", "农贸市场", "乡镇驻地"]
CATEGORIES = ["占道经营", "占道经营", "乱倒垃圾", "车辆乱停", "乱贴广告", "违章建筑",
              "立面附着物", "绿地管护", "裙房卡口"]
PLANNING_BUREAU = {"违章建筑", "裙房卡口"}
PATROLS = ["明查", "暗访", "定期检查", "突击抽查", "随机复查"]
QUESTIONS = ["环境卫生", "背街小巷", "停车秩序", "农贸市场", "公厕与垃圾转运", "投诉处理"]
FACILITIES = ["农贸市场", "便民超市", "公益广告栏", "垃圾转运站", "停车场", "内涝点治理"]
JOBS = [("城乡风貌", "临街立面清洗"), ("城乡风貌", "裙房卡口拆除"), ("城乡风貌", "广告店招规范"),
        ("园林绿化", "拆违建绿"), ("园林绿化", "拆墙透绿"), ("园林绿化", "边坡挡墙绿化")]

# Per county, in permille: on time at key, back and other places, and how much
# less where the public complained; re-checks failed; satisfaction; facilities
# built; vendors settled; tasks done of planned, tasks done when due.
# issues: due this month; never begun; still open from earlier months.
STORY, CLEAN = "2026-10", "2026-09"
PROFILES = {
    STORY: {
        "东区": dict(issues=430, key=995, back=560, other=980, public=0, failed=30, content=945, built=1000,
                   settled=960, done=1010, due=1000, idle=3, backlog=2, back_share=14, patrol=52),
        "西区": dict(issues=300, key=920, back=890, other=905, public=60, failed=330, content=732, built=890,
                   settled=820, done=950, due=850, idle=6, backlog=9, back_share=30, patrol=33),
        "仁和区": dict(issues=340, key=960, back=945, other=955, public=10, failed=45, content=868, built=940,
                    settled=900, done=960, due=900, idle=2, backlog=4, back_share=30, patrol=42),
        "米易县": dict(issues=240, key=955, back=945, other=950, public=15, failed=60, content=875, built=930,
                    settled=880, done=660, due=420, idle=3, backlog=4, back_share=28, patrol=44),
        "盐边县": dict(issues=220, key=960, back=950, other=950, public=10, failed=50, content=842, built=940,
                    settled=900, done=970, due=900, idle=2, backlog=3, back_share=28, patrol=45),
    },
    CLEAN: {
        "东区": dict(issues=410, key=985, back=960, other=970, public=0, failed=30, content=925, built=980,
                   settled=950, done=1000, due=1000, idle=1, backlog=1, back_share=22, patrol=50),
        "西区": dict(issues=280, key=960, back=945, other=950, public=10, failed=70, content=880, built=950,
                   settled=900, done=985, due=900, idle=1, backlog=3, back_share=28, patrol=42),
        "仁和区": dict(issues=320, key=970, back=955, other=960, public=5, failed=40, content=910, built=960,
                    settled=920, done=995, due=950, idle=1, backlog=2, back_share=28, patrol=46),
        "米易县": dict(issues=230, key=965, back=950, other=955, public=10, failed=50, content=890, built=950,
                    settled=900, done=965, due=900, idle=1, backlog=2, back_share=26, patrol=44),
        "盐边县": dict(issues=210, key=960, back=950, other=950, public=10, failed=50, content=895, built=950,
                    settled=910, done=970, due=900, idle=1, backlog=2, back_share=26, patrol=45),
    },
}
UNSENT = {STORY: "盐边县", CLEAN: None}          # whose 任务台账 does not come
QUIET = {STORY: "温泉彝族乡", CLEAN: None}        # no issue handed to it at all
STUCK = {STORY: ("西区", "大宝鼎街道"), CLEAN: None}  # where the work never begun is
TOO_FEW = {STORY: "格萨拉彝族乡", CLEAN: None}    # survey below the least sample


class Draw:
    """Integer linear congruential generator; the same on every machine."""

    def __init__(self, seed):
        self.state = seed

    def below(self, n):
        self.state = (self.state * 6364136223846793005 + 1442695040888963407) % 2**64
        return (self.state >> 33) % n

    def pick(self, items):
        return items[self.below(len(items))]


class Quota:
    """Says yes to exactly so many permille of the askers of each kind."""

    def __init__(self):
        self.debt = {}

    def grant(self, kind, permille):
        owed = self.debt.get(kind, 500) + permille
        self.debt[kind] = owed - 1000 if owed >= 1000 else owed
        return owed >= 1000


def registry(name):
    with open(os.path.join(PACK, name), encoding="utf-8", newline="") as f:
        return list(csv.DictReader(f))


COUNTIES = registry("counties.csv")
TOWNSHIPS = registry("townships.csv")


def townships_of(county):
    return [t for t in TOWNSHIPS if t["上级"] == county["代码"]]


class Month:
    def __init__(self, period, out):
        self.period = period
        self.out = out
        self.first = date.fromisoformat(period + "-01")
        self.last = (self.first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
        self.draw = Draw(int(period.replace("-", "")))
        self.quota = Quota()
        self.profile = PROFILES[period]

    def write(self, name, head, rows, encoding="utf-8", newline="\n"):
        text = io.StringIO()
        writer = csv.writer(text, lineterminator=newline)
        writer.writerow(head)
        writer.writerows(rows)
        with open(os.path.join(self.out, name), "wb") as f:
            f.write(text.getvalue().encode(encoding))

    # ---- 问题台账 -----------------------------------------------------------

    def township(self, county):
        """A township of the county, the more populous the more often."""
        units = [t for t in townships_of(county) if t["名称"] != QUIET[self.period]]
        at = self.draw.below(sum(int(t["人口"]) for t in units))
        for t in units:
            at -= int(t["人口"])
            if at < 0:
                return t
        return units[-1]

    def place(self, p):
        dice = self.draw.below(100)
        if dice < p["back_share"]:
            return "back", self.draw.pick(BACK_PLACES)
        if dice < p["back_share"] + 36:
            return "key", self.draw.pick(KEY_PLACES)
        return "other", self.draw.pick(OTHER_PLACES)

    def channel(self, p):
        dice = self.draw.below(100)
        if dice < p["patrol"]:
            return "行政监督"
        return "媒体监督" if dice < p["patrol"] + 3 else "群众监督"

    def issue(self, county, due):
        """One row up to its deadline; who, where, what, found when."""
        p = self.profile[county["名称"]]
        town = self.township(county)
        kind, place = self.place(p)
        category = self.draw.pick(CATEGORIES)
        channel = self.channel(p)
        spelled = town["别名"].split("|")[0] if self.draw.below(16) == 0 else town["名称"]
        return dict(county=county["名称"], town=spelled, kind=kind, place=place, category=category, channel=channel,
                    bureau="市规建局" if category in PLANNING_BUREAU else "市城管局",
                    mode=self.draw.pick(PATROLS) if channel == "行政监督" else "",
                    phone="示例电话%05d" % self.draw.below(100000) if channel == "群众监督" else "",
                    found=due - timedelta(days=5 + self.draw.below(8)), due=due,
                    begun=None, done=None, checked=None, result="")

    def finish(self, row, p):
        """Begins and ends the work on it, in time or late, as the county's rates say."""
        rate = p[row["kind"]] - (p["public"] if row["channel"] == "群众监督" else 0)
        row["begun"] = row["found"] + timedelta(days=1 + self.draw.below(3))
        if self.quota.grant((row["county"], row["kind"], row["channel"] == "群众监督"), rate):
            row["done"] = row["due"] - timedelta(days=self.draw.below(2))
        else:
            row["done"] = row["due"] + timedelta(days=1 + self.draw.below(9))
        if row["done"] > self.last:
            row["done"] = None
            return
        self.recheck(row, p)

    def recheck(self, row, p):
        checked = row["done"] + timedelta(days=1 + self.draw.below(4))
        if not self.quota.grant((row["county"], "复查"), 650) or checked > self.last:
            return
        row["checked"] = checked
        failed = self.quota.grant((row["county"], "不合格"), p["failed"])
        row["result"] = "不合格" if failed else "合格"

    def county_issues(self, county):
        p = self.profile[county["名称"]]
        rows = []
        for i in range(p["backlog"]):
            row = self.issue(county, self.first - timedelta(days=3 + 4 * i))
            row["begun"] = row["found"] + timedelta(days=2)
            rows.append(row)
        for i in range(p["issues"]):
            row = self.issue(county, self.first + timedelta(days=self.draw.below(self.last.day)))
            if i < p["idle"]:
                row["due"] = self.last - timedelta(days=10 + i)
                row["found"] = row["due"] - timedelta(days=9)
                if STUCK[self.period] and STUCK[self.period][0] == row["county"]:
                    row["town"] = STUCK[self.period][1]
            else:
                self.finish(row, p)
            rows.append(row)
        for _ in range(p["issues"] // 5):
            row = self.issue(county, self.last + timedelta(days=1 + self.draw.below(5)))
            row["begun"] = row["found"] + timedelta(days=1)
            rows.append(row)
        return rows

    def blemishes(self, rows):
        """What a real export has: three rows that cannot be used, four found after the month."""
        rows[40]["town"] = "炳草岗街道" if rows[40]["county"] != "东区" else "清香坪街道"
        rows[700]["done"] = "2026-10-32"
        rows[1200]["result"] = "基本合格"
        for i in (300, 600, 900, 1300):
            late = rows[i]
            late.update(found=date(2026, 11, 2), due=date(2026, 11, 12), begun=None, done=None, checked=None, result="")

    def ledger(self):
        rows = [row for county in COUNTIES for row in self.county_issues(county)]
        rows.sort(key=lambda r: r["found"])
        if self.period == STORY:
            self.blemishes(rows)
        head = ["问题编号", "区县", "街道", "责任部门", "问题类别", "场所类型", "检查方式", "监督渠道", "发现日期",
                "整改期限", "开始整改日期", "完成日期", "复查日期", "复查结果", "举报电话"]
        keys = ["county", "town", "bureau", "category", "place", "mode", "channel", "found", "due", "begun", "done",
                "checked", "result", "phone"]
        number = self.period.replace("-", "")
        self.write("issues_%s.csv" % self.period, head,
                   [["WT%s-%04d" % (number, i + 1)] + [row[k] for k in keys] for i, row in enumerate(rows)],
                   encoding="utf-8-sig")

    # ---- 任务台账 -----------------------------------------------------------

    def tasks(self, county):
        p = self.profile[county["名称"]]
        towns = townships_of(county)
        rows = []
        for i in range(36):
            begin = date(2026, 8, 26) + timedelta(days=self.draw.below(6))
            late = i % 4 == 0
            end = self.last - timedelta(days=self.draw.below(20)) if late else date(2026, 12, 31) - timedelta(days=5 * (i % 6))
            planned = min(100, 100 * (self.last - begin).days // (end - begin).days)
            if late:
                actual = 100 if self.quota.grant((county["名称"], "到期"), p["due"]) else planned * p["done"] // 1000 - 5
            else:
                actual = min(100, planned * p["done"] // 1000 + self.draw.below(3) - 1)
            area = 200 + 10 * self.draw.below(180)
            kind, job = JOBS[i % len(JOBS)]
            rows.append(["RW-%s-%03d" % (county["代码"], i + 1), county["名称"], kind,
                         towns[i % len(towns)]["名称"] + job, begin, end, "%d%%" % planned, "%d%%" % actual,
                         "%d.0" % area, "%d.%d" % divmod(area * actual // 10, 10), "示例责任人%02d" % (i + 1)])
        return rows

    def task_files(self):
        head = ["任务编号", "区县", "专项", "任务名称", "开始日期", "完成期限", "计划完成率", "实际完成率", "计划面积",
                "完成面积", "责任人"]
        for county in COUNTIES:
            rows = self.tasks(county)
            if county["名称"] == UNSENT[self.period]:
                continue
            office = county["名称"] == "米易县"      # sent from an office suite that saves GB18030
            self.write("tasks_%s_%s.csv" % (self.period, county["代码"]), head, rows,
                       encoding="gb18030" if office else "utf-8", newline="\r\n" if office else "\n")

    # ---- 示范点 -------------------------------------------------------------

    def sites(self):
        """十类55个: the kinds and the key ones are the speech's, the shares by kind are made up."""
        kinds = [("乡镇", 8), ("村庄", 10), ("街道", 6), ("社区", 8), ("农贸市场", 5), ("学校", 5),
                 ("旅游休闲场所", 4), ("产业园区", 3), ("铁路沿线", 2), ("交通要道", 4)]
        order = {"乡镇": [1, 2, 3, 4, 2, 3, 4, 0], "村庄": [0, 2, 2, 3, 4, 3, 4, 1, 2, 3]}
        key = {"乡镇": 4, "村庄": 5, "交通要道": 1}
        done = {"东区": 640, "西区": 420, "仁和区": 620, "米易县": 470, "盐边县": 560}
        marks = {"东区": 88, "西区": 74, "仁和区": 89, "米易县": 82, "盐边县": 85}
        rows = []
        for kind, count in kinds:
            for i in range(count):
                county = COUNTIES[order.get(kind, [0, 1, 2, 3, 4, 0, 2, 1])[i % 10]]
                name = "密地桥至渡口桥道路秩序" if kind == "交通要道" and i == 0 else "%s示例%s点%d" % (
                    county["名称"], kind, i + 1)
                rows.append(self.site(len(rows) + 1, county, kind, name, i < key.get(kind, 0), done, marks))
        self.write("sites_%s.csv" % self.period,
                   ["示范点编号", "区县", "街道", "点位类型", "名称", "重点", "状态", "验收日期", "主题鲜明", "特色突出",
                    "效果明显", "推广处数"], rows)

    def site(self, number, county, kind, name, is_key, done, marks):
        where = county["名称"]
        towns = [t for t in townships_of(county) if (t["组"] == "街道") == (kind in ("街道", "社区"))] or townships_of(county)
        finished = self.quota.grant((where, "示范点", is_key), done[where] + (200 if is_key else 0))
        ready = self.last - timedelta(days=1 + self.draw.below(25)) if finished else ""
        score = ["%d.%d" % divmod(marks[where] + self.draw.below(9) - 4, 10) if finished else "" for _ in range(3)]
        state = "已完成" if finished else "未启动" if number % 27 == 0 else "打造中"
        return (["SFD-%02d" % number, where, towns[number % len(towns)]["名称"], kind, name, "是" if is_key else "否",
                 state, ready] + score + [self.draw.below(4) if finished else 0])

    # ---- 满意度、设施 -------------------------------------------------------

    def survey(self):
        rows = []
        for county in COUNTIES:
            p = self.profile[county["名称"]]
            for i, town in enumerate(townships_of(county)):
                people = {"街道": 60, "镇": 40}.get(town["类型"], 16)
                if town["名称"] == TOO_FEW[self.period]:
                    people = 4
                lean = i * 7 % 5 * 12 - 24
                for question in QUESTIONS:
                    asked = people + self.draw.below(people // 4)
                    rate = p["content"] + lean - self.grudge(county["名称"], question)
                    rows.append([county["名称"], town["名称"], question, asked, (asked * min(rate, 1000) + 500) // 1000])
        self.write("survey_%s.csv" % self.period, ["区县", "街道", "题目", "样本数", "满意数"], rows)

    def grudge(self, county, question):
        """What people of one place are less content with than with the rest."""
        if self.period == STORY and county == "东区" and question == "背街小巷":
            return 160
        if self.period == STORY and county == "西区" and question == "投诉处理":
            return 120
        return 0

    def facilities(self):
        rows = []
        for county in COUNTIES:
            where, p = county["名称"], self.profile[county["名称"]]
            for town in townships_of(county):
                for kind in FACILITIES:
                    planned = 1 + self.draw.below(3) + (2 if town["组"] == "街道" else 0)
                    built = sum(self.quota.grant((where, "设施"), p["built"]) for _ in range(planned))
                    stalls = 4 + self.draw.below(12) if kind in ("农贸市场", "便民超市") else 0
                    settled = sum(self.quota.grant((where, "摊位"), p["settled"]) for _ in range(stalls))
                    rows.append([where, town["名称"], kind, planned, built, stalls, settled])
        self.write("facilities_%s.csv" % self.period,
                   ["区县", "街道", "设施类型", "计划数", "建成数", "应疏导摊位", "已安置摊位"], rows)

    # ---- 经费、组织、部门、事件 ---------------------------------------------

    def funds(self):
        rows = [["东区", "3,600.00", "3,560.00", "2,950.00", "610.00"], ["西区", "1,500.00", "1,290.00", "980.00", "310.00"],
                ["仁和区", "2,400.00", "2,352.00", "2,010.00", "342.00"], ["米易县", "1,800.00", "1,656.00", "1,240.00", "416.00"],
                ["盐边县", "1,450.00", "1,392.00", "1,090.00", "302.00"]]
        self.write("funds_%s.csv" % self.period,
                   ["区县", "计划经费（万元）", "到位经费（万元）", "民生投入（万元）", "观赏标志投入（万元）"], rows)

    def organisation(self):
        meetings = {STORY: [3, 2, 3, 1, 2], CLEAN: [3, 3, 3, 2, 2]}[self.period]
        plans = [date(2026, 8, 28), date(2026, 8, 31), date(2026, 8, 27), date(2026, 8, 31), date(2026, 8, 29)]
        points = [6, 5, 6, 5, 6]
        self.write("organisation_%s.csv" % self.period,
                   ["区县", "方案制定日期", "方案要点", "领导到位", "措施到位", "组织到位", "专题会议"],
                   [[c["名称"], plans[i], points[i], "是", "是", "是", meetings[i]] for i, c in enumerate(COUNTIES)])
        self.write("bureaus_%s.csv" % self.period, ["部门", "方案印发日期", "计划指导次数", "实际指导次数"],
                   [["市规建局", date(2026, 8, 24), 10, 9], ["市城管局", date(2026, 8, 25), 12, 12]])

    def events(self):
        exposed = {STORY: [("东区", "大渡口街道"), ("西区", "河门口街道"), ("西区", "陶家渡街道"), ("西区", "玉泉街道"),
                          ("米易县", "攀莲镇")], CLEAN: [("西区", "河门口街道")]}[self.period]
        bright = [("东区", "炳草岗街道"), ("东区", "银江镇"), ("仁和区", "仁和镇"), ("盐边县", "红格镇")]
        rows = [(c, t, "媒体曝光", "示例电视台“曝光台”播出：%s环境脏乱" % t) for c, t in exposed]
        rows += [(c, t, "精品亮点", "%s区域精品亮点经验收" % t) for c, t in bright]
        if self.period == STORY:
            rows.append(("盐边县", "红格镇", "暴力执法", "取缔摊点时强驱硬赶，没收经营工具，调查属实"))
        self.write("events_%s.csv" % self.period, ["事件编号", "区县", "街道", "事件类型", "日期", "摘要"],
                   [["SJ-%02d" % (i + 1), c, t, kind, self.first + timedelta(days=2 * i + 3), text]
                    for i, (c, t, kind, text) in enumerate(rows)])


def main():
    if len(sys.argv) != 2:
        sys.exit("usage: generate_month.py OUTDIR")
    for period in (CLEAN, STORY):
        out = os.path.join(sys.argv[1], "panzhihua-" + period)
        os.makedirs(out, exist_ok=True)
        month = Month(period, out)
        month.ledger()
        month.task_files()
        month.sites()
        month.survey()
        month.facilities()
        month.funds()
        month.organisation()
        month.events()


if __name__ == "__main__":
    main()
