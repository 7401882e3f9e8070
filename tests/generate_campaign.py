"""The papers of the campaign (示例), written beside those of generate_month.py.

Tasks broken down to persons, the two campaigns and what came of them, five
ways of looking, 55 sites before a panel, the plans and the units of the command
post.  It draws from a generator of its own, so that the files of
generate_month.py are what they were; whatever a month is to show stands in the
tables below, everything else goes well enough.
"""
import csv
import os
from datetime import date, timedelta

MAY, JUNE, JULY, AUGUST, SEPTEMBER, OCTOBER = ("2026-%02d" % n for n in range(5, 11))
COUNTIES = ["东区", "西区", "仁和区", "米易县", "盐边县"]
FACADE = [("城乡风貌", thing) for thing in ("广告", "雨棚", "空调", "防盗栏", "裙房卡口", "乱搭乱建", "道路堵点")]
GREENING = [("园林绿化", thing) for thing in ("拆墙透绿", "见缝插绿", "屋顶增绿", "重点地段绿化", "拆违建绿", "拆旧建绿", "专业队伍")]
WAYS = ["明查", "暗访", "定期检查", "突击抽查", "随机复查"]
PLACES = ["城市主干道", "广场", "国道", "省道", "县道", "试点县和示范点", "居住小区", "乡镇政府所在地", "城乡结合部", "道路交汇处", "其他"]
CLASSES = ["重点区域", "重点行业", "重点地段", "重点部位", "一般"]
HOURS = ["早高峰", "日间", "晚高峰", "夜间"]
MEDIA = ["专题专栏", "报纸", "电视", "广播", "网络", "宣传标牌", "固定设施"]
JUDGES = [("示例评委%02d" % (i + 1), unit) for i, unit in enumerate(
    ["市规建局", "市城管局", "市旅游局", "市教育局", "示例设计院", "示例园林学会", "西区"])]

# Permille of what should be done by now that is done; May and June are those of the spring plan, from August on the speech's.
DONE = {
    MAY: [960, 920, 955, 940, 930], JUNE: [965, 915, 960, 935, 940], JULY: [955, 925, 950, 945, 935],
    AUGUST: [985, 900, 960, 950, 860], SEPTEMBER: [1000, 970, 1000, 985, 975], OCTOBER: [1000, 985, 1000, 1000, 1000],
}
# Permille of the places looked at that were in order.
ORDER = {
    MAY: [930, 840, 920, 900, 880], JUNE: [935, 830, 920, 905, 885], JULY: [925, 850, 910, 900, 870],
    AUGUST: [930, 850, 920, 900, 880], SEPTEMBER: [960, 905, 955, 940, 860], OCTOBER: [950, 850, 950, 930, 920],
}
UNBEGUN = {(AUGUST, "盐边县"): ["屋顶增绿", "雨棚"]}              # begun only in September
UNOWNED = {(AUGUST, "西区"): 2, (OCTOBER, "西区"): 1}            # tasks of nobody in office
UNANSWERED = {(AUGUST, "西区"): 3}                               # tasks of which nothing was heard
UNASSIGNED = {(AUGUST, "西区"): 9, (OCTOBER, "西区"): 3}         # cases handed to nobody
TWICE = {(AUGUST, "西区"): 4, (JULY, "盐边县"): 1}               # cases handed to two
SHORT = {(AUGUST, "盐边县"): 30, (JUNE, "米易县"): 10}           # what the parts lack of the whole
WHOLE = {(AUGUST, "米易县")}                                     # a task not broken down at all
AGAIN = {(SEPTEMBER, "西区"): "河门口街道农贸市场"}              # shown twice within the month
UNREVIEWED = {(AUGUST, "盐边县")}
SENT_BACK = {(AUGUST, "盐边县"): 5}
MEASURES_DONE = {(AUGUST, "盐边县"): 13, (AUGUST, "西区"): 18}
FINDINGS = {AUGUST: [("米易县", "重视不够", "示例督〔2026〕8号")]}
LATE_PLANS = {(AUGUST, "市旅游局"): date(2026, 9, 1), (AUGUST, "示例矿业公司"): date(2026, 9, 2)}
GUIDED = {"市规建局": 11, "市城管局": 12, "市交通局": 9, "市水利局": 10, "市教育局": 10, "市旅游局": 7, "市商务局": 10, "市委宣传部": 10}
UNITS = {"牵头部门": ["市规建局", "市城管局"], "成员单位": ["市交通局", "市水利局", "市教育局", "市旅游局", "市商务局", "市委宣传部"],
         "企事业单位": ["示例钢铁公司", "示例矿业公司", "示例铁路分局", "示例大学"]}
DUTIES = {
    "市规建局": ["裙房卡口整治", "新建工程配套绿地", "绿地规划指标控制", "拆除违章建筑", "取缔侵占绿地的施工场所"],
    "市城管局": ["立面及附着物整治", "临街店铺店招灯箱", "绿地及设施维护", "边坡挡墙绿化", "拆违建绿后期管养"],
}


class Draw:
    """Integer linear congruential generator; the same on every machine."""

    def __init__(self, seed):
        self.state = seed

    def below(self, n):
        self.state = (self.state * 6364136223846793005 + 1442695040888963407) % 2**64
        return (self.state >> 33) % n

    def pick(self, items):
        return items[self.below(len(items))]


class Campaign:
    def __init__(self, month, townships):
        self.period, self.first, self.last = month.period, month.first, month.last
        self.write_table, self.out = month.write, month.out
        self.townships = townships              # county -> names
        self.draw = Draw(int(month.period.replace("-", "")) * 7)
        self.spring = month.period < AUGUST
        self.begin, self.end = (date(2026, 3, 2), date(2026, 7, 31)) if self.spring else (date(2026, 8, 20), date(2026, 9, 30))

    def write(self, stem, head, rows):
        self.write_table("%s_%s.csv" % (stem, self.period), head.split(), rows)

    def at(self, table, county, otherwise=0):
        return table.get((self.period, county), otherwise)

    def rate(self, table, county):
        return table[self.period][COUNTIES.index(county)]

    def share(self, table, county, of):
        """So many of `of` as the county's rate says, give or take one."""
        return max(0, min(of, (of * self.rate(table, county) + 500) // 1000))

    def so_far(self):
        """Percent of a plan that should be done by the month's last day."""
        passed, whole = (min(self.last, self.end) - self.begin).days, (self.end - self.begin).days
        return passed * 100 // whole

    # ---- tasks, broken down -------------------------------------------------

    def works(self):
        works, replies, people = [], [], []
        for number, county in enumerate(COUNTIES):
            people += [["示例责任人%d%02d" % (number + 1, i + 1), county, "否" if county == "西区" and i == 11 else "是"]
                       for i in range(12)]
            leaves = self.county_works(number, county, works)
            silent = self.at(UNANSWERED, county, 1 if county in ("西区", "盐边县") else 0)
            replies += [["HY-%d-%03d" % (number + 1, i + 1), leaf[0], county, self.last - timedelta(days=3 + i),
                         "已按分工推进，完成%s%s" % (leaf[7], "处")] for i, leaf in enumerate(leaves[:len(leaves) - silent])]
        self.write("works", "编号 上级编号 区县 街道 专项 名称 目标量 完成量 责任人 期限 完成日期", works)
        self.write("persons", "姓名 区县 在岗", people)
        self.write("replies", "编号 任务编号 区县 日期 内容", replies)

    def county_works(self, number, county, works):
        """Three tasks, each in two townships, each there with two persons; the leaves."""
        leaves, towns = [], self.townships[county]
        for top, (campaign, job) in enumerate([("城乡风貌", "立面清洗"), ("城乡风貌", "裙房卡口"), ("园林绿化", "拆墙透绿")]):
            key = "RW-%d-%d" % (number + 1, top + 1)
            due = self.last - timedelta(days=2) if top < 2 else self.last + timedelta(days=30)
            works.append([key, "", county, "", campaign, job, 400, "", "", due, ""])
            if top == 2 and (self.period, county) in WHOLE:
                continue
            for middle in range(2):
                town = towns[(2 * top + middle) % len(towns)]
                part = "%s-%d" % (key, middle + 1)
                less = self.at(SHORT, county) if top == 0 and middle == 0 else 0
                works.append([part, key, county, town, campaign, town + job, 200 - less, "", "", due, ""])
                for last in range(2):
                    leaves.append(self.leaf(number, county, part, len(leaves), (200 - less) // 2, due, [town, campaign, job, last]))
        for leaf in leaves:
            works.append(leaf)
        return leaves

    def leaf(self, number, county, part, nth, target, due, words):
        town, campaign, job, last = words
        owner = "示例责任人%d%02d" % (number + 1, nth + 1)
        if nth < self.at(UNOWNED, county):
            owner = "" if nth % 2 == 0 else "示例责任人%d12" % (number + 1)
        elif county == "西区" and nth == 11:
            owner = "示例责任人211"
        rate = self.rate(DONE, county)
        finished = nth * 1000 // 12 < rate - 60 if due <= self.last else False
        done = target if finished else target * rate // 1200
        return ["%s-%d" % (part, last + 1), part, county, town, campaign, "%s%s（%d）" % (town, job, last + 1), target, done,
                owner, due, due - timedelta(days=nth % 3) if finished else ""]

    def assignments(self, issues):
        """Cases found in the month, each handed to one bureau, but for what the tables say."""
        rows, spared, doubled = [], {}, {}
        for row in issues:
            county = row["county"]
            if not self.first <= row["found"] <= self.last:
                continue
            spared[county] = spared.get(county, 0) + 1
            if spared[county] <= self.at(UNASSIGNED, county):
                continue
            rows.append([row["id"], row["bureau"], row["found"]])
            if doubled.get(county, 0) < self.at(TWICE, county):
                doubled[county] = doubled.get(county, 0) + 1
                rows.append([row["id"], "市城管局" if row["bureau"] == "市规建局" else "市规建局", row["found"]])
        counties = {row["id"]: row["county"] for row in issues}
        self.write("assignments", "交办编号 区县 问题编号 承办单位 交办日期",
                   [["JB-%04d" % (i + 1), counties[row[0]]] + row for i, row in enumerate(rows)])

    # ---- the two campaigns --------------------------------------------------

    def campaign(self):
        rows = []
        for county in COUNTIES:
            for number, (kind, thing) in enumerate(FACADE + GREENING):
                plan = 20 * (4 + self.draw.below(6))
                now = max(1, plan * self.so_far() // 100)
                late = thing in self.at(UNBEGUN, county, [])
                done = 0 if late else self.share(DONE, county, now)
                begun = "" if late else self.begin + timedelta(days=2 + (number + COUNTIES.index(county)) % 5)
                rows.append([county, kind, thing, plan, now, done, self.begin, begun, self.draw.below(3) // 2 if "拆" in thing else 0])
        self.write("campaign", "区县 专项 事项 计划量 应完成量 完成量 方案日期 启动日期 纠纷数", rows)

    def greens(self):
        rows = []
        for number, county in enumerate(COUNTIES):
            for nth, item in enumerate(["绿地卫生", "植物管护", "设施管理"]):
                seen = 40 + self.draw.below(21)
                lean = 2 * ((nth + number + self.first.month) % 3)         # in which of the three it is weakest
                rows.append([county, item, seen, max(0, self.share(ORDER, county, seen) - lean)])
        self.write("greens", "区县 项目 检查处数 合格处数", rows)

    def inspections(self):
        rows = []
        for number, county in enumerate(COUNTIES):
            towns = self.townships[county]
            faulty = 0
            for i in range(60):
                faulty += 1000 - self.rate(ORDER, county)
                wrong = faulty >= 1000
                faulty -= 1000 if wrong else 0
                place = PLACES[(i + number) % len(PLACES)]
                rows.append(["JC-%d-%03d" % (number + 1, i + 1), county, towns[i % max(1, len(towns) - number)],
                             WAYS[(i * 2 + i // 5) % len(WAYS)], place, "一般" if place == "其他" else CLASSES[i % len(CLASSES)],
                             HOURS[(i + i // 7) % (4 if county != "盐边县" else 3)], self.first + timedelta(days=i * self.last.day // 60),
                             "不合格" if wrong else "合格"])
        self.write("inspections", "检查编号 区县 街道 检查方式 部位 分类 时间段 日期 结果", rows)

    def panel(self):
        """Five to seven judges for each finished site, three marks each; the judge of 西区 leaves his own sites out."""
        with open(os.path.join(self.out, "sites_%s.csv" % self.period), encoding="utf-8", newline="") as f:
            sites = [row for row in csv.DictReader(f) if row["状态"] == "已完成"]
        rows = []
        for site in sites:
            base = {"东区": 90, "西区": 78, "仁和区": 91, "米易县": 85, "盐边县": 87}[site["区县"]]
            for judge, unit in JUDGES:
                rows.append([site["示范点编号"], site["区县"], judge, unit] +
                            ["%d.%d" % divmod(base + self.draw.below(9) - 4, 10) for _ in range(3)])
        self.write("panel", "示范点编号 区县 评委 评委单位 主题鲜明 特色突出 效果明显", rows)

    def exposures(self):
        rows = []
        for county in COUNTIES:
            spot = self.at(AGAIN, county, None)
            shows = [spot, spot] if spot else [self.townships[county][0] + "后街"] if county in ("西区", "米易县") else []
            rows += [[county, "示例电视台“曝光台”", place, self.first + timedelta(days=6 + 11 * i), "是" if i == 0 else "否"]
                     for i, place in enumerate(shows)]
        self.write("exposures", "编号 区县 媒体 问题点 日期 已改",
                   [["BG-%02d" % (i + 1)] + row for i, row in enumerate(rows)])

    # ---- plans, publicity, findings, the units of the command post ----------

    def plans(self):
        rows = []
        passed = (self.last - date(2026, 1, 1)).days * 100 // 729
        for number, county in enumerate(COUNTIES):
            built = 3000 + 700 * number
            base = built * (36 + number % 3) // 100
            goal = 400 - 40 * number
            reviewed = (self.period, county) not in UNREVIEWED
            rows.append([county, "是" if county != "米易县" else "否", "是", "是" if county != "西区" or self.period >= SEPTEMBER else "否",
                         "是", "是" if county != "盐边县" or self.period >= SEPTEMBER else "否",
                         "市规建局" if reviewed else "", "通过" if reviewed else "", 20, self.at(MEASURES_DONE, county, 19 + number % 2),
                         self.at(SENT_BACK, county, number % 2), built, base + built * self.rate(ORDER, county) // 100000, base,
                         goal, goal * (passed + (self.rate(DONE, county) - 940) // 10) // 100,
                         "%d%%" % ([90, 84, 89, 88, 87][number])])
        self.write("plans", "区县 专家评审 目标明确 经费机制 领导小组 工作机构 审查部门 审查结果 措施计划数 措施完成数 退回次数 建成区面积 绿地面积 "
                   "基期绿地面积 两年目标数 累计完成数 基期合格率", rows)

    def publicity(self):
        rows = [[county, medium, 10, 10 + (3 if number == 0 and i < 4 else 0) - (2 if number == 1 else 0) + self.draw.below(2),
                 400 * (5 - number) + 40 * self.draw.below(9)]
                for number, county in enumerate(COUNTIES) for i, medium in enumerate(MEDIA)]
        self.write("publicity", "区县 渠道 计划数 实际数 参与人次", rows)
        found = {row[0]: row for row in FINDINGS.get(self.period, [])}
        self.write("findings", "区县 情形 文号 日期",
                   [list(found.get(county, [county, "无", ""])) + [self.last - timedelta(days=4)] for county in COUNTIES])

    def members(self):
        duties, rows = [], []
        for group, units in UNITS.items():
            for unit in units:
                deadline = date(2026, 3, 15) if self.spring else date(2026, 8, 25 if group == "牵头部门" else 31)
                issued = self.at(LATE_PLANS, unit, deadline - timedelta(days=len(unit) % 4))
                if issued > self.last:
                    issued = ""
                guided = GUIDED.get(unit, 0)
                reviews = 5 if group == "牵头部门" else 0
                done = reviews - (1 if unit == "市规建局" and (self.period, "盐边县") in UNREVIEWED else 0)
                rows.append([unit, deadline, issued, 10 if guided else 0, guided, guided // 3, reviews, done])
                for i, thing in enumerate(DUTIES.get(unit, ["落实本单位任务（%d）" % (n + 1) for n in range(4)])):
                    due = self.last - timedelta(days=i)
                    late = (len(duties) + self.first.month) % 9 == 0
                    duties.append(["ZR-%03d" % (len(duties) + 1), unit, thing, due, due + timedelta(days=6) if late else due])
        for duty in duties:
            if duty[4] > self.last:
                duty[4] = ""
        self.write("members", "单位 方案期限 方案印发日期 计划指导次数 实际指导次数 技术服务次数 应审方案数 已审方案数", rows)
        self.write("duties", "编号 单位 事项 期限 完成日期", duties)


def papers(month, townships, issues):
    """All the campaign's papers of one month; townships: county -> names; issues: its ledger of cases."""
    campaign = Campaign(month, townships)
    campaign.works()
    campaign.assignments(issues)
    campaign.campaign()
    campaign.greens()
    campaign.inspections()
    campaign.panel()
    campaign.exposures()
    campaign.plans()
    campaign.publicity()
    campaign.members()
