#!/usr/bin/env python3
"""Writes the six shipped months of 攀枝花 demonstration data (示例: nothing here is real).

    python3 tests/generate_month.py OUTDIR

makes OUTDIR/chengxiang-2026-05 … chengxiang-2026-10, byte for byte the files
committed under inputs/examples.  2026-09 is a clean month, 2026-10 the one with
the story of README.zh-CN.md, and all six together are one story (README.zh-CN.md).
Rates are kept by counting, not by chance, so the story does not depend on the
draw; an integer generator spreads dates and categories.

A case belongs to the month in which it is due (its home).  A month's ledger of
cases holds those, the cases of later months found by its last day, and what the
month before left open, each as it stood on the last day: so that what was open,
and what came, less what was closed, is what is open.
"""
import csv
import io
import os
import sys
from datetime import date, timedelta

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import generate_campaign

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
PACK = os.path.join(ROOT, "rules", "packs", "chengxiang")

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
# slack: percentage points by which a plan of work lies behind the calendar.
MONTHS = ["2026-05", "2026-06", "2026-07", "2026-08", "2026-09", "2026-10"]
MAY, JUNE, JULY, AUGUST, CLEAN, STORY = MONTHS
CALM = {
    "东区": dict(issues=150, key=985, back=950, other=965, public=0, failed=40, content=905, built=960, settled=930,
               done=990, due=950, idle=1, backlog=1, back_share=22, patrol=48, slack=0),
    "西区": dict(issues=110, key=955, back=935, other=945, public=15, failed=110, content=845, built=910, settled=860,
               done=975, due=900, idle=1, backlog=2, back_share=28, patrol=38, slack=0),
    "仁和区": dict(issues=120, key=965, back=950, other=955, public=5, failed=50, content=890, built=940, settled=900,
                done=985, due=950, idle=1, backlog=1, back_share=28, patrol=44, slack=0),
    "米易县": dict(issues=90, key=960, back=945, other=950, public=10, failed=60, content=880, built=930, settled=890,
                done=980, due=950, idle=1, backlog=1, back_share=26, patrol=43, slack=0),
    "盐边县": dict(issues=80, key=955, back=945, other=945, public=10, failed=60, content=870, built=930, settled=890,
                done=980, due=900, idle=1, backlog=1, back_share=26, patrol=43, slack=0),
}


def as_calm(**county):
    """The calm month but for what is named."""
    return {name: {**CALM[name], **county.get(name, {})} for name in CALM}


PROFILES = {
    MAY: as_calm(),
    JUNE: as_calm(西区=dict(idle=12, content=830)),
    JULY: as_calm(仁和区=dict(done=850, due=700), 盐边县=dict(key=820, back=860, other=840)),
    AUGUST: as_calm(东区=dict(back=560, content=915), 仁和区=dict(done=850, due=700), 米易县=dict(done=860, due=600, slack=4)),
    CLEAN: {
        "东区": dict(issues=410, key=985, back=960, other=970, public=0, failed=30, content=925, built=980, settled=950,
                   done=1000, due=1000, idle=1, backlog=1, back_share=22, patrol=50, slack=0),
        "西区": dict(issues=280, key=960, back=945, other=950, public=10, failed=70, content=880, built=950, settled=900,
                   done=985, due=900, idle=1, backlog=3, back_share=28, patrol=42, slack=0),
        "仁和区": dict(issues=320, key=970, back=955, other=960, public=5, failed=40, content=910, built=960, settled=920,
                    done=995, due=950, idle=1, backlog=2, back_share=28, patrol=46, slack=0),
        "米易县": dict(issues=230, key=965, back=950, other=955, public=10, failed=50, content=890, built=950, settled=900,
                    done=880, due=400, idle=1, backlog=2, back_share=26, patrol=44, slack=9),
        "盐边县": dict(issues=210, key=960, back=950, other=950, public=10, failed=50, content=895, built=950, settled=910,
                    done=970, due=900, idle=1, backlog=2, back_share=26, patrol=45, slack=0),
    },
    STORY: {
        "东区": dict(issues=430, key=995, back=560, other=980, public=0, failed=30, content=945, built=1000, settled=960,
                   done=1010, due=1000, idle=3, backlog=2, back_share=14, patrol=52, slack=0),
        "西区": dict(issues=300, key=920, back=890, other=905, public=60, failed=330, content=732, built=890, settled=820,
                   done=950, due=850, idle=6, backlog=9, back_share=30, patrol=33, slack=0),
        "仁和区": dict(issues=340, key=960, back=945, other=955, public=10, failed=45, content=868, built=940, settled=900,
                    done=960, due=900, idle=2, backlog=4, back_share=30, patrol=42, slack=0),
        "米易县": dict(issues=240, key=955, back=945, other=950, public=15, failed=60, content=875, built=930, settled=880,
                    done=660, due=420, idle=3, backlog=4, back_share=28, patrol=44, slack=0),
        "盐边县": dict(issues=220, key=960, back=950, other=950, public=10, failed=50, content=842, built=940, settled=900,
                    done=970, due=900, idle=2, backlog=3, back_share=28, patrol=45, slack=0),
    },
}
UNSENT = {STORY: "盐边县"}                    # whose 任务台账 does not come
QUIET = {STORY: "温泉彝族乡"}                 # no issue handed to it at all
STUCK = {JUNE: ("西区", "河门口街道"), STORY: ("西区", "大宝鼎街道")}   # where the work never begun is
TOO_FEW = {STORY: "格萨拉彝族乡"}             # survey below the least sample
FORGED = {AUGUST: ("西区", 3)}                # so many closing dates of the month before changed after publication
FLOODED = {JULY: ("盐边县", 4)}               # so many cases struck from the ledger on an objection
MEETINGS = {MAY: [2, 2, 2, 2, 0], JUNE: [2, 2, 2, 2, 2], JULY: [2, 2, 3, 2, 2], AUGUST: [3, 2, 3, 2, 2],
            CLEAN: [3, 3, 3, 2, 2], STORY: [3, 2, 3, 1, 2]}
SITES_DONE = {MAY: 300, JUNE: 450, JULY: 600, AUGUST: 750, CLEAN: 1000, STORY: 1000}
FUNDS_DUE = {MAY: 50, JUNE: 60, JULY: 70, AUGUST: 80, CLEAN: 100, STORY: 100}       # percent of the year's plan
EXPOSED = {MAY: [("西区", "陶家渡街道")], JUNE: [("西区", "河门口街道"), ("米易县", "白马镇")], JULY: [("盐边县", "渔门镇")],
           AUGUST: [("东区", "瓜子坪街道"), ("西区", "玉泉街道")], CLEAN: [("西区", "河门口街道")],
           STORY: [("东区", "大渡口街道"), ("西区", "河门口街道"), ("西区", "陶家渡街道"), ("西区", "玉泉街道"),
                   ("米易县", "攀莲镇")]}
BRIGHT = {MAY: [("东区", "炳草岗街道")], JUNE: [("仁和区", "仁和镇")], JULY: [("东区", "银江镇"), ("米易县", "攀莲镇")],
          AUGUST: [("东区", "炳草岗街道"), ("仁和区", "仁和镇")]}


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
        # the work of the first half of the year, then that of the speech
        self.batch = (date(2026, 8, 26), date(2026, 12, 31)) if period >= CLEAN else (date(2026, 3, 2), date(2026, 9, 15))

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
        units = [t for t in townships_of(county) if t["名称"] != QUIET.get(self.period)]
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
        if row["done"] <= self.last:
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
            row["done"] = self.last + timedelta(days=3 + i)
            rows.append(row)
        for i in range(p["issues"]):
            row = self.issue(county, self.first + timedelta(days=self.draw.below(self.last.day)))
            if i < p["idle"]:
                row["due"] = self.last - timedelta(days=10 + i)
                row["found"] = row["due"] - timedelta(days=9)
                row["begun"] = self.last + timedelta(days=2)
                row["done"] = self.last + timedelta(days=6 + i)
                if self.period in STUCK and STUCK[self.period][0] == row["county"]:
                    row["town"] = STUCK[self.period][1]
            else:
                self.finish(row, p)
            rows.append(row)
        for _ in range(p["issues"] // 5):
            row = self.issue(county, self.last + timedelta(days=1 + self.draw.below(5)))
            row["begun"] = row["found"] + timedelta(days=1)
            if self.period == STORY:            # of earlier months, the next month's cases take their place
                rows.append(row)
        return rows

    def blemishes(self, rows):
        """What a real export has: three rows that cannot be used, four found after the month."""
        rows[40]["typed"] = dict(town="炳草岗街道" if rows[40]["county"] != "东区" else "清香坪街道")
        rows[700]["typed"] = dict(done="2026-10-32")
        rows[1200]["typed"] = dict(result="基本合格")
        for i in (300, 600, 900, 1300):
            late = rows[i]
            late.update(found=date(2026, 11, 2), due=date(2026, 11, 12), begun=None, done=None, checked=None, result="")

    def cases(self):
        """The cases at home in this month, as they will in the end have been."""
        rows = [row for county in COUNTIES for row in self.county_issues(county)]
        rows.sort(key=lambda r: r["found"])
        for row in rows:
            row.update(home=self.period, listed=row["found"])
        if self.period == STORY:
            self.blemishes(rows)
        return rows

    def ledger(self, book):
        head = ["问题编号", "区县", "街道", "责任部门", "问题类别", "场所类型", "检查方式", "监督渠道", "发现日期",
                "整改期限", "开始整改日期", "完成日期", "复查日期", "复查结果", "举报电话"]
        keys = ["id", "county", "town", "bureau", "category", "place", "mode", "channel", "found", "due", "begun", "done",
                "checked", "result", "phone"]
        self.write("issues_%s.csv" % self.period, head, [[row[k] for k in keys] for row in book.month(self)],
                   encoding="utf-8-sig")

    # ---- 任务台账 -----------------------------------------------------------

    def tasks(self, county):
        p = self.profile[county["名称"]]
        towns = townships_of(county)
        rows = []
        for i in range(36):
            begin = self.batch[0] + timedelta(days=self.draw.below(6))
            late = i % 4 == 0
            end = self.last - timedelta(days=self.draw.below(20)) if late else self.batch[1] - timedelta(days=5 * (i % 6))
            planned = min(100, 100 * (self.last - begin).days // (end - begin).days) - (0 if late else p["slack"])
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
            if county["名称"] == UNSENT.get(self.period):
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
        rate = (done[where] + (200 if is_key else 0)) * SITES_DONE[self.period] // 1000
        finished = self.quota.grant((where, "示范点", is_key), rate)
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
                if town["名称"] == TOO_FEW.get(self.period):
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
        """Planned, come, spent on livelihood and on show, in 万元."""
        year = {"东区": (3600, 3560, 2950, 610), "西区": (1500, 1290, 980, 310), "仁和区": (2400, 2352, 2010, 342),
                "米易县": (1800, 1656, 1240, 416), "盐边县": (1450, 1392, 1090, 302)}
        part = FUNDS_DUE[self.period]
        self.write("funds_%s.csv" % self.period,
                   ["区县", "计划经费（万元）", "到位经费（万元）", "民生投入（万元）", "观赏标志投入（万元）"],
                   [[where] + ["{:,}.{:02}".format(*divmod(amount * part, 100)) for amount in year[where]] for where in year])

    def organisation(self):
        speech = self.period >= AUGUST          # the speech asked for new plans in August
        plans = [date(2026, 8, 28), date(2026, 8, 31), date(2026, 8, 27), date(2026, 8, 31), date(2026, 8, 29)] \
            if speech else [date(2026, 3, 25), date(2026, 3, 30), date(2026, 3, 24), date(2026, 3, 31), date(2026, 3, 27)]
        points = [6, 5, 6, 5, 6]
        self.write("organisation_%s.csv" % self.period,
                   ["区县", "方案制定日期", "方案要点", "领导到位", "措施到位", "组织到位", "专题会议"],
                   [[c["名称"], plans[i], points[i], "是", "是", "是", MEETINGS[self.period][i]] for i, c in enumerate(COUNTIES)])
        issued = [date(2026, 8, 24), date(2026, 8, 25)] if speech else [date(2026, 3, 12), date(2026, 3, 13)]
        self.write("bureaus_%s.csv" % self.period, ["部门", "方案印发日期", "计划指导次数", "实际指导次数"],
                   [["市规建局", issued[0], 10, 9], ["市城管局", issued[1], 12, 12]])

    def events(self):
        bright = BRIGHT.get(self.period, [("东区", "炳草岗街道"), ("东区", "银江镇"), ("仁和区", "仁和镇"), ("盐边县", "红格镇")])
        rows = [(c, t, "媒体曝光", "示例电视台“曝光台”播出：%s环境脏乱" % t) for c, t in EXPOSED[self.period]]
        rows += [(c, t, "精品亮点", "%s区域精品亮点经验收" % t) for c, t in bright]
        if self.period == STORY:
            rows.append(("盐边县", "红格镇", "暴力执法", "取缔摊点时强驱硬赶，没收经营工具，调查属实"))
        self.write("events_%s.csv" % self.period, ["事件编号", "区县", "街道", "事件类型", "日期", "摘要"],
                   [["SJ-%02d" % (i + 1), c, t, kind, self.first + timedelta(days=2 * i + 3), text]
                    for i, (c, t, kind, text) in enumerate(rows)])

    # ---- 人的决定 -----------------------------------------------------------

    def people(self, book):
        self.write("decisions.csv",
                   ["编号", "告知日", "申辩", "决定", "措施", "文号", "日期", "决定人", "理由", "申诉", "复查", "期满",
                    "容错1", "容错2", "容错3", "容错4", "容错5", "容错6", "回复日", "回复文号", "回复评价"],
                   decided_by(self.period))
        self.write("adjustments.csv", ["期", "榜", "单位", "分值", "文号", "理由", "批准人", "第二批准人"],
                   [row for row in ADJUSTMENTS if row[0] == self.period])
        self.write("exclusions.csv", ["期", "数据", "主键", "文号", "理由", "批准人", "第二批准人"],
                   [[self.period, "台账", row["id"], "示例异复〔2026〕1号", "汛期道路中断期间无法整改，异议成立", "示例副主任", ""]
                    for row in book.flooded(self)])
        self.write("objections.csv", ["编号", "期", "单位", "事项", "提出日期", "处理", "处理日期", "处理文号", "说明"],
                   [row for row in OBJECTIONS if row[1] == self.period])
        self.write("unit_changes.csv", ["名录", "原代码", "新代码", "生效日", "历史", "文号"], [])
        self.write("calendar.csv", ["日期", "工作日"],
                   [[day, "是" if works(day) else "否"] for day in (date(2026, 1, 1) + timedelta(days=i) for i in range(365))])


# 国务院办公厅关于2026年部分节假日安排的通知（2025年11月4日）: days off, first to last, and weekend days worked.
DAYS_OFF = [("01-01", "01-03"), ("02-15", "02-23"), ("04-04", "04-06"), ("05-01", "05-05"), ("06-19", "06-21"),
            ("09-25", "09-27"), ("10-01", "10-07")]
DAYS_ON = ["01-04", "02-14", "02-28", "05-09", "09-20", "10-10"]


def works(day):
    short = day.strftime("%m-%d")
    return short in DAYS_ON or (day.weekday() < 5 and not any(a <= short <= b for a, b in DAYS_OFF))


ALL_SIX = ["是"] * 6
# From which month on it is known, then the columns of decisions.csv; a later row on the same proposal takes its place.
DECISIONS = [
    (JUNE, "2026-05-区县-510422-重视不够", "2026-06-12", "当月换届交接，会议顺延", "维持", "", "示例追〔2026〕1号", "2026-06-26",
     "示例主任", "交接期间仍应专题研究，理由不成立", "", "", "2026-07-31"),
    (JUNE, "2026-05-街道-510403001-街道整改不到位", "2026-06-12", "无", "维持", "", "示例追〔2026〕2号", "2026-06-26", "示例主任",
     "复查记录属实", "", "", "2026-07-31"),
    (JULY, "2026-06-区县-510403-问题不整改", "2026-07-14", "施工队伍未到位", "维持", "", "示例追〔2026〕3号", "2026-07-24", "示例主任",
     "12件逾期未动工属实，未说明补救措施", "", "", "2026-09-30"),
    (JULY, "2026-06-街道-510403003-街道问题不整改", "2026-07-14", "街道无施工审批权限，已两次书面请示", "减轻", "约谈",
     "示例追〔2026〕4号", "2026-07-24", "示例主任", "请示属实，主要责任在区，由通报批评减为约谈", "", "",
     "2026-09-30"),
    (JULY, "2026-06-街道-510403003-街道推进不力", "2026-07-14", "同上", "撤销", "", "示例追〔2026〕5号", "2026-07-24", "示例主任",
     "与问题不整改同一事实，不重复追究"),
    (AUGUST, "2026-07-区县-510411-进展缓慢", "2026-08-20", "试行“先安置后拆除”，进度让位于安置", "免责", "",
     "示例容〔2026〕1号", "2026-08-28", "示例主任", "改革试点经批准，安置到位后已补进度，六项条件齐备", "", "", "", *ALL_SIX),
    (AUGUST, "2026-07-街道-510421100-街道整改不到位", "2026-08-20", "复查时点正逢雨后，请求重新核查"),
    (AUGUST, "2026-07-街道-510422100-街道推进不力", "2026-08-20", "汛期抢险占用力量", "维持", "", "示例追〔2026〕6号", "2026-08-28",
     "示例主任", "汛期影响已在剔除中考虑", "", "", "2026-09-30"),
    (CLEAN, "2026-08-区县-510421-进展缓慢", "2026-09-14", "承认，已排工期", "维持", "", "示例追〔2026〕7号", "2026-09-24", "示例主任",
     "落后序时进度属实"),
    (CLEAN, "2026-08-区县-510402-措施不力", "2026-09-14", "承认，已组织背街小巷集中整治", "维持", "", "示例追〔2026〕8号",
     "2026-09-24", "示例主任", "点面差属实"),
    (CLEAN, "2026-08-区县-510411-进展缓慢", "2026-09-14", "七月试点的尾工"),
    (STORY, "2026-07-街道-510421100-街道整改不到位", "2026-08-20", "复查时点正逢雨后，请求重新核查", "维持", "", "示例追〔2026〕9号",
     "2026-10-14", "示例主任", "重新核查，仍有三成不合格", "2026-09-28", "维持原结论"),
    (STORY, "2026-09-区县-510421-进展缓慢", "2026-10-19", "承认", "维持", "", "示例追〔2026〕10号", "2026-10-28", "示例主任",
     "连续两月落后序时进度"),
]


# From which month on it is known, the proposal, and what was answered to it: in time; sent back; late.
REPLIES = [
    (CLEAN, "2026-08-区县-510421-进展缓慢", "2026-09-28", "示例复〔2026〕1号", "退回"),
    (STORY, "2026-08-区县-510402-措施不力", "2026-10-12", "示例复〔2026〕2号", ""),
    (STORY, "2026-09-区县-510421-进展缓慢", "2026-10-29", "示例复〔2026〕3号", "采纳"),
]


def decided_by(period):
    known = {row[1]: row[1:] for row in DECISIONS if row[0] <= period}
    replies = {row[1]: list(row[2:]) for row in REPLIES if row[0] <= period}
    return [list(row) + [""] * (18 - len(row)) + replies.get(row[0], [""] * 3) for row in known.values()]


ADJUSTMENTS = [
    [JULY, "县区榜", "米易县", "0.5", "示例〔2026〕14号", "代表全市接受省级观摩检查", "示例主任", ""],
]
OBJECTIONS = [
    ["YY-2026-07-01", JULY, "盐边县", "汛期山洪、塌方，多处道路中断，4件问题无法按期整改", "2026-08-06", "采纳", "2026-08-10",
     "示例异复〔2026〕1号", "核实道路中断属实，4件问题剔除"],
]


class Book:
    """Every case of the six months, and what each month's ledger of cases shows of them."""

    def __init__(self, months):
        self.cases = [row for month in months for row in month.cases()]
        self.last = {month.period: month.last for month in months}
        self.number()

    def number(self):
        """By the month in which it was found: a case keeps its number from month to month."""
        count = {}
        for row in sorted(self.cases, key=lambda r: r["found"]):
            found = row["found"].strftime("%Y%m")
            count[found] = count.get(found, 0) + 1
            row["id"] = "WT%s-%04d" % (found, count[found])

    @staticmethod
    def stood(row, day, home):
        """The row as it stood on that day; in its home month as it was typed."""
        seen = dict(row)
        for key in ("begun", "done", "checked"):
            if seen[key] and seen[key] > day:
                seen[key] = None
        if not seen["checked"]:
            seen["result"] = ""
        seen.update(row.get("typed", {}) if home else {})
        return seen

    def month(self, month):
        before = month.first - timedelta(days=1)
        own = [r for r in self.cases if r["home"] == month.period or (r["home"] > month.period and r["found"] <= month.last)]
        left = [r for r in self.cases if r["home"] < month.period and r["found"] <= before
                and not (r["done"] and r["done"] <= before)] if month.period != MONTHS[0] else []
        own.sort(key=lambda r: r["listed"])
        return [self.stood(r, month.last, r["home"] == month.period) for r in own + left] + self.forged(month)

    def late(self, period, county):
        """Cases of that month put right late, but within the month."""
        return [r for r in self.cases if r["home"] == period and r["county"] == county
                and r["done"] and r["due"] < r["done"] <= self.last[period]]

    def forged(self, month):
        """Closed late last month and published so; sent again with the date made good."""
        if month.period not in FORGED:
            return []
        county, count = FORGED[month.period]
        rows = self.late(MONTHS[MONTHS.index(month.period) - 1], county)[:count]
        return [dict(row, done=row["due"]) for row in rows]

    def flooded(self, month):
        if month.period not in FLOODED:
            return []
        county, count = FLOODED[month.period]
        return [r for r in self.late(month.period, county) if r["found"] >= month.first][:count]


def main():
    if len(sys.argv) != 2:
        sys.exit("usage: generate_month.py OUTDIR")
    months = [Month(period, os.path.join(sys.argv[1], "chengxiang-" + period)) for period in MONTHS]
    book = Book(months)
    for month in months:
        os.makedirs(month.out, exist_ok=True)
        month.ledger(book)
        month.task_files()
        month.sites()
        month.survey()
        month.facilities()
        month.funds()
        month.organisation()
        month.events()
        month.people(book)
        towns = {c["名称"]: [t["名称"] for t in townships_of(c)] for c in COUNTIES}
        generate_campaign.papers(month, towns, book.month(month))


if __name__ == "__main__":
    main()
