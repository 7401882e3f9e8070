#!/usr/bin/env python3
"""Writes the three months of the pack chengshi (示例: nothing here is real but the names of places).

    python3 tests/generate_chengshi.py OUTDIR

makes OUTDIR/chengshi-2026-08, -09 and -10, byte for byte the folders committed
under inputs/examples.  No chance is used: what a league is like is written down
in LEAGUES and the tables below, and the rows bear it out; where one row of many
is to be late, the checksum of its number says which.
"""
import csv
import io
import os
import sys
import zlib
from calendar import monthrange
from datetime import date, datetime, timedelta

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
PACK = os.path.join(ROOT, "rules", "packs", "chengshi")
AUG, SEP, OCT = "2026-08", "2026-09", "2026-10"
MONTHS = [AUG, SEP, OCT]
LEDGER = ["2026-07", AUG, SEP, OCT]     # the ledger begins in July
PERMITS = ["2026-05", "2026-06", "2026-07", AUG, SEP, OCT]

PLACES = ["主干道", "背街小巷", "居民小区", "广场", "城郊结合部", "城中村", "建设工地"]
FRONT = ("主干道", "广场")
KINDS = ["占道经营", "乱倒垃圾", "车辆乱停", "设施破损", "乱贴广告", "违章建筑"]
CAUSES = ["设施不足", "规划缺位", "管护不到位", "宣传不到位", "违法经营"]
OWN, OTHERS = ["日常巡查", "社区上报"], ["群众举报", "上级检查", "媒体曝光", "情况恶化"]


def day(period, number):
    return date(int(period[:4]), int(period[5:]), number)


def last_day(period):
    return day(period, monthrange(int(period[:4]), int(period[5:]))[1])


def text_of(when):
    if when is None:
        return ""
    return when.strftime("%Y-%m-%d %H:%M") if isinstance(when, datetime) else when.isoformat()


def registry(name):
    with open(os.path.join(PACK, name), encoding="utf-8", newline="") as f:
        return list(csv.DictReader(f))


def write(folder, name, period, head, rows):
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(head.split(","))
    writer.writerows(rows)
    with open(os.path.join(folder, "%s_%s.csv" % (name, period)), "w", encoding="utf-8", newline="") as f:
        f.write(out.getvalue())


def part(key, percent):
    """Whether this one of many belongs to the percent."""
    return zlib.crc32(key.encode()) % 100 < percent


# ---- what each league is like -----------------------------------------------
# late, open: percent of the cases closed after the deadline, and never; back: percent of late ones in back streets on
# top; own: found by its own patrols; cause: with the cause written down; base: closed by the street or the community;
# handed: referred to another bureau; hours: how long that took; outside: done by contractors.

CALM = dict(late=6, open=2, back=0, own=70, cause=85, base=60, handed=8, hours=6, outside=25,
            ways=90, happy=84, vendors=(85, 86), built=(70, 80, 90), drained=80, renewed=(68, 76, 86), gallery=60,
            spending=(45, 55, 48, 4), minutes=22, published=8, study=2, answers=0, support=0, enforced=90)


def league(**different):
    return {**CALM, **different}


LEAGUES = {
    "呼和浩特市": league(late=3, own=78, cause=92, base=66, happy=88),
    "包头市": league(late=5, vendors=(100, 30)),
    "乌海市": league(handed=40, hours=44),
    "赤峰市": league(late=8),
    "通辽市": league(drained=40, renewed=(42, 48, 60)),
    "鄂尔多斯市": league(back=60, spending=(18, 82, 22, 14), happy=66),
    "呼伦贝尔市": league(own=24, late=10, minutes=40),
    "巴彦淖尔市": league(late=15, open=20),
    "乌兰察布市": league(built=(30, 34, 38), late=12),
    "兴安盟": league(spending=(74, 26, 60, 2), late=4, vendors=(82, 84), own=74),
    "锡林郭勒盟": league(late=6),
    "阿拉善盟": league(study=0, published=None, cause=60, base=40),
}
AREAS = {"城郊结合部": 0, "背街小巷": -4, "居民小区": 3, "综合事项": -10, "非重点时段": -14}


# ---- the ledger -------------------------------------------------------------

def cases_a_month(county, many):
    return (4 if county["组"] == "区市" else 3) * (2 if many <= 6 else 1)


def ordinary_case(like, county, name, period, number, month):
    key = "%s-%s-%02d" % (county["代码"], period.replace("-", ""), number)
    found = day(period, 1 + zlib.crc32(("d" + key).encode()) % 27)
    due = found + timedelta(days=8)
    place = PLACES[zlib.crc32(("p" + key).encode()) % len(PLACES)]
    kind = KINDS[zlib.crc32(("k" + key).encode()) % len(KINDS)]
    closed = found + timedelta(days=3 + zlib.crc32(("c" + key).encode()) % 5)
    worse = like["open"] * (1 + month) // 2 if like["open"] > 10 else like["open"]
    if part("o" + key, worse):
        closed = None
    elif part("l" + key, like["late"] + (like["back"] if place not in FRONT else 0)):
        closed = due + timedelta(days=6)
    if name == "锡林郭勒盟" and period != SEP:      # nothing but the campaign month closes cases
        closed = day(SEP, 3 + zlib.crc32(("x" + key).encode()) % 25) if period < SEP else (None if part("x" + key, 70) else due + timedelta(days=5))
    source = OWN if part("s" + key, like["own"]) else OTHERS
    level = "社区" if part("a" + key, like["base"] // 2) else "街道" if part("b" + key, like["base"]) else "旗县区"
    return dict(id=key, county=county["名称"], place=place, kind=kind, spot="示例地点%s" % key[-9:], risk="高" if place == "城中村" else "一般",
                source=source[zlib.crc32(("z" + key).encode()) % len(source)], doer="外包" if part("w" + key, like["outside"]) else "政府",
                found=found, due=due, closed=closed, level=level,
                cause=CAUSES[zlib.crc32(("y" + key).encode()) % len(CAUSES)] if part("r" + key, like["cause"]) else "")


def rebounds():
    """赤峰市: a stall street cleared, back, cleared, back again; some spots come back once."""
    out = []

    def spot(name, county, days, kind="占道经营"):
        for turn, (found, closed) in enumerate(days, 1):
            out.append(dict(id="FT-%s-%d" % (name, turn), county=county, place="背街小巷", kind=kind, spot="示例反弹点" + name, risk="一般", source="群众举报",
                            doer="政府", found=found, due=found + timedelta(days=8), closed=closed, level="街道", cause="设施不足"))

    spot("一", "红山区", [(date(2026, 8, 3), date(2026, 8, 6)), (date(2026, 8, 14), date(2026, 8, 16)), (date(2026, 8, 24), date(2026, 8, 27)),
                      (date(2026, 9, 3), date(2026, 9, 5)), (date(2026, 9, 13), date(2026, 9, 15)), (date(2026, 9, 22), date(2026, 9, 24))])
    spot("二", "松山区", [(date(2026, 9, 1), date(2026, 9, 3)), (date(2026, 9, 9), date(2026, 9, 11)), (date(2026, 9, 18), date(2026, 9, 20))])
    spot("三", "元宝山区", [(date(2026, 7, 20), date(2026, 7, 24)), (date(2026, 8, 2), date(2026, 8, 5))], "乱倒垃圾")
    spot("四", "宁城县", [(date(2026, 9, 2), date(2026, 9, 6)), (date(2026, 9, 15), date(2026, 9, 19))], "乱贴广告")
    return out


def all_cases(leagues, counties):
    cases = {row["名称"]: [] for row in leagues}
    for row in leagues:
        own = [c for c in counties if c["上级"] == row["代码"]]
        for month, period in enumerate(LEDGER):
            for county in own:
                for number in range(1, cases_a_month(county, len(own)) + 1):
                    cases[row["名称"]].append(ordinary_case(LEAGUES[row["名称"]], county, row["名称"], period, number, month))
    cases["赤峰市"] += rebounds()
    return cases


def ledger(folder, period, cases):
    rows = []
    for name, own in cases.items():
        for c in own:
            if c["found"] > last_day(period):
                continue
            closed = c["closed"] if c["closed"] and c["closed"] <= last_day(period) else None
            rows.append([c["id"], name, c["county"], c["place"], c["kind"], c["spot"], c["risk"], c["source"], c["doer"], text_of(c["found"]),
                         text_of(c["due"]), text_of(closed), c["level"] if closed else "", c["cause"] if closed else ""])
    write(folder, "issues", period, "问题编号,盟市,旗县区,场所,类别,地点,风险,来源,承办主体,发现日期,整改期限,完成日期,办结层级,原因", rows)


def referrals(folder, period, cases):
    rows = []
    for name, own in cases.items():
        like, number = LEAGUES[name], 0
        passed_on = 3 if name == "乌海市" and period != AUG else 1
        for c in own:
            if c["found"].strftime("%Y-%m") != period or not part("t" + c["id"], like["handed"]):
                continue
            number += 1
            at = datetime(c["found"].year, c["found"].month, c["found"].day, 9, 0)
            for turn in range(passed_on if number <= 2 + (period == OCT) else 1):
                taken = at + timedelta(hours=like["hours"] + number % 3)
                rows.append(["ZB-%s-%d" % (c["id"], turn + 1), name, c["id"], "市城管局" if turn % 2 == 0 else "市住建局",
                             "市住建局" if turn % 2 == 0 else "市城管局", text_of(at), text_of(taken)])
                at = taken
    write(folder, "referrals", period, "转办编号,盟市,问题编号,移出部门,接收部门,移出时刻,接收时刻", rows)


# ---- the small tables -------------------------------------------------------

def support(folder, period, names):
    rows = []
    for at, name in enumerate(names, 1):
        for number in range(1, 5):
            asked = day(period, 3 + 6 * number % 25)
            came = asked + timedelta(days=4 if name == "乌海市" and number > 2 else 1)
            rows.append(["XB%s%02d%d" % (period[5:], at, number), name, text_of(asked), "" if name == "阿拉善盟" and number == 4 else text_of(came)])
    write(folder, "support", period, "请求编号,盟市,请求日期,报到日期", rows)


def coverage(folder, period, names):
    rows = []
    for name in names:
        for area, less in AREAS.items():
            weaker = 30 if name == "鄂尔多斯市" and area in ("背街小巷", "城郊结合部") else 20 if name == "阿拉善盟" and area == "居民小区" else 0
            rows.append([name, area, 100, LEAGUES[name]["ways"] + less - weaker + MONTHS.index(period)])
    write(folder, "coverage", period, "盟市,延伸,应查,实查", rows)


def spending(folder, period, leagues, counties):
    rows, months = [], int(period[5:])
    for row in leagues:
        own = [c for c in counties if c["上级"] == row["代码"]]
        upkeep, building, people, showy = LEAGUES[row["名称"]]["spending"]
        scale = int(row["人口"]) // 100000
        handled = sum(cases_a_month(c, len(own)) for c in own) * (6 if row["名称"] == "阿拉善盟" else 3)
        rows.append([row["名称"]] + [scale * months * share for share in (upkeep, building, people, showy)] + [handled])
    write(folder, "spending", period, "盟市,治理支出,建设支出,民生支出,观赏标志支出,本月处置支出", rows)


def facilities(folder, period, names):
    rows = []
    for name in names:
        built = LEAGUES[name]["built"][MONTHS.index(period)]
        for kind, plan in (("农贸市场", 10), ("便民超市", 20), ("公益广告栏", 40), ("垃圾转运站", 10), ("停车场", 20)):
            rows.append([name, kind, plan, plan * built // 100])
    write(folder, "facilities", period, "盟市,设施,计划数,建成数", rows)


def vendors(folder, period, leagues):
    rows = []
    for row in leagues:
        stalls = int(row["人口"]) // 10000
        tidy, housed = LEAGUES[row["名称"]]["vendors"]
        if row["名称"] == "包头市" and period == AUG:
            tidy, housed = 78, 64
        ads = 40 if row["名称"] != "乌海市" else 10
        rows.append([row["名称"], stalls, stalls * tidy // 100, stalls, stalls * housed // 100, stalls * 10, stalls * (100 - ads) // 10])
    write(folder, "vendors", period, "盟市,占道摊点,已规范摊点,流动摊贩,已安置摊贩,设栏前清除量,设栏后清除量", rows)


def survey(folder, period, names):
    rows = []
    for name in names:
        asked = 25 if name == "兴安盟" and period == AUG else 100
        for way, bit in (("市民听证", -2), ("入户评议", 0), ("网上评议", 2)):
            rows.append([name, way, asked, asked * (LEAGUES[name]["happy"] + bit) // 100])
    write(folder, "survey", period, "盟市,渠道,样本数,满意数", rows)


def pipes(folder, period, names):
    rows = [[name, 20, LEAGUES[name]["drained"] // 5 + MONTHS.index(period), 100, LEAGUES[name]["renewed"][MONTHS.index(period)], 50,
             LEAGUES[name]["gallery"] // 2] for name in names]
    write(folder, "pipes", period, "盟市,内涝点,已消除内涝点,年度更新计划,已更新,应入廊,已入廊", rows)


def projects(folder, period, names):
    rows = []
    for at, name in enumerate(names, 1):
        for number in range(1, 5):
            used = date(2026, 3 + number, 10 + at)
            behind = name in ("鄂尔多斯市", "通辽市") and number > 2
            ready = used - timedelta(days=5) if not behind else None if number == 4 and period != OCT else used + timedelta(days=95)
            if ready and ready > last_day(period):
                ready = None
            rows.append(["KF%02d%d" % (at, number), name, text_of(used), text_of(ready)])
    write(folder, "projects", period, "项目编号,盟市,主体投用日期,配套投用日期", rows)


def roads(folder, period, names):
    rows = []
    for at, name in enumerate(names, 1):
        for number in range(1, 5):
            rows.append(["示例%02d路%d段" % (at, number), name, text_of(date(2026, 4 + number % 3, 20)), "否" if name in ("通辽市", "赤峰市") and number > 2 else "是"])
    write(folder, "roads", period, "路段,盟市,竣工日期,同步管线", rows)


def diggings(folder, period, names):
    """The permits of this month and of the three before, in files of their own."""
    for month in PERMITS[PERMITS.index(period) - 3:PERMITS.index(period) + 1]:
        rows = []
        for at, name in enumerate(names, 1):
            opened = ["示例%02d路%d段" % (at, 5 + PERMITS.index(month))]
            if name == "通辽市" and month in ("2026-07", AUG, OCT):
                opened.append("示例%02d路3段" % at)
            if name == "赤峰市" and month in (AUG, SEP):
                opened.append("示例%02d路9段" % at)
            if name == "鄂尔多斯市" and month in ("2026-06", SEP):
                opened += ["示例%02d路2段" % at] * 2
            rows += [["KW%s%02d%d" % (month[5:], at, n), name, road, text_of(day(month, 12 + n))] for n, road in enumerate(opened, 1)]
        write(folder, "diggings", month, "许可编号,盟市,路段,开工日期", rows)


def emergencies(folder, period, names):
    rows = []
    for at, name in enumerate(names, 1):
        for number in (1, 2):
            start = datetime(int(period[:4]), int(period[5:]), 4 * number + at, 7 + at, 10)
            minutes = LEAGUES[name]["minutes"] + 4 * number
            if name == "呼伦贝尔市" and period == OCT and number == 2:
                minutes = 95
            rows.append(["YJ%s%02d%d" % (period[5:], at, number), name, text_of(start), text_of(start + timedelta(minutes=minutes))])
    write(folder, "emergencies", period, "事件编号,盟市,发生时刻,首次响应时刻", rows)


EVENTS = {
    AUG: [("呼和浩特市", "社区自治范例", "示例社区推选楼栋长自管停车"), ("呼和浩特市", "创建称号", "示例卫生城市复审通过"), ("鄂尔多斯市", "强制手段", "示例：没收经营工具")],
    SEP: [("包头市", "创建称号", "示例文明城市提名"), ("包头市", "强制手段", "示例：强驱硬赶"), ("锡林郭勒盟", "强制手段", "示例：高额罚款"),
          ("锡林郭勒盟", "质量失范", "示例：保洁外包缺岗"), ("兴安盟", "社区自治范例", "示例社区设公共广告栏")],
    OCT: [("乌兰察布市", "暴力执法", "示例：执法中推搡摊贩"), ("包头市", "创建称号", "示例文明城市提名"), ("锡林郭勒盟", "价格失控", "示例：停车外包擅自涨价"),
          ("锡林郭勒盟", "监督过失", "示例：未按合同考评"), ("兴安盟", "社区自治范例", "示例社区楼院议事会"), ("兴安盟", "社区自治范例", "示例社区夜市自管")],
}


def events(folder, period, names):
    write(folder, "events", period, "事件编号,盟市,类型,日期,摘要",
          [["SJ%s%02d" % (period[5:], n), name, kind, text_of(day(period, 5 + n)), said] for n, (name, kind, said) in enumerate(EVENTS[period], 1)])


def contracts(folder, period, names):
    rows = []
    for at, name in enumerate(names, 1):
        markets = ["运营市场", "作业市场", "保障市场", "监督市场"][:2 if name == "阿拉善盟" else 3 if at % 3 == 0 else 4]
        for number, market in enumerate(markets, 1):
            poor = name == "锡林郭勒盟" and period == OCT
            rows.append(["WB%02d%d" % (at, number), name, "示例公司%02d%d" % (at, number), market, 40 + 10 * number, 4 if poor else 0, 70 if poor else 90 - at % 4])
    write(folder, "contracts", period, "合同编号,盟市,承包单位,市场,服务费,扣减,考评分", rows)


def opinions(folder, period, names):
    rows = []
    for at, name in enumerate(names, 1):
        for number in range(1, 11):
            came = day(period, 2 * number - 1)
            due = came + timedelta(days=7)
            late = number > (6 if name in ("鄂尔多斯市", "阿拉善盟") else 9 if name == "赤峰市" else 10)
            rows.append(["YJ%s%02d%02d" % (period[5:], at, number), name, text_of(came), text_of(due), "" if late and number == 10 else text_of(due + timedelta(days=2 if late else -2)),
                         "1390000%02d%02d" % (at, number)])
    write(folder, "opinions", period, "意见编号,盟市,收到日期,回复期限,回复日期,联系电话", rows)


def publication(folder, period, names):
    rows = []
    for name in names:
        number = LEAGUES[name]["published"]
        if name == "阿拉善盟":
            number = {AUG: 9, SEP: None, OCT: 14}[period]
        rows.append([name, text_of(day(period, number)) if number else ""])
    write(folder, "publication", period, "盟市,公开日期", rows)


def participation(folder, period, leagues):
    rows = []
    for row in leagues:
        people = int(row["人口"]) // 10000
        society = 4 if row["名称"] in ("鄂尔多斯市", "阿拉善盟") else 12
        for kind, many in (("政府", people * 12), ("市场", people * 4), ("社会", people * society)):
            rows.append([row["名称"], kind, many])
    write(folder, "participation", period, "盟市,主体,人次", rows)


def enforcement(folder, period, names):
    rows = []
    for name in names:
        study = LEAGUES[name]["study"] if name != "阿拉善盟" or period != AUG else 1
        rows.append([name, 24, 10, 3 if name == "赤峰市" else LEAGUES[name]["enforced"] // 10, study])
    write(folder, "enforcement", period, "盟市,立案数,申请强制执行,执行到位,专题研究", rows)


# ---- the streets on trial ---------------------------------------------------

def street_name(code):
    return {"150102": "新城区", "150302": "海勃湾区", "150402": "红山区"}[code]


def streets(folder, period, registry_rows):
    kept, walks, marks = [], [], []
    for at, row in enumerate(registry_rows, 1):
        place = [street_name(row["上级"]), row["名称"]]
        given = {"150102": 5, "150302": 3, "150402": 2}[row["上级"]]
        tasks = 6 + at % 5
        money = 0 if row["上级"] == "150402" and at % 4 == 0 else tasks * given
        staff = 20 + at % 7
        kept.append(place + [tasks, money, staff, staff * (8 * given - 5 * (at % 3)) // 100, "是" if given > 2 else "否", "是" if at % 5 else "否"])
        for number in (1, 2):
            rounds = 20 + (at + number) % 6
            told = rounds * (60 + 5 * given + 3 * MONTHS.index(period)) // 100
            walks.append(place + ["示例社区%02d%d" % (at, number), rounds, told, told - (at + number) % 4])
        for judge, bit in (("示例区城市管理局", 0), ("示例区政府督查室", -3), ("示例市城市管理局", 2), ("示例市民评议团", -6), ("示例社区联合会", 4)):
            marks.append(place + [judge, min(100, 78 + 2 * given + at % 5 + bit)])
        if at % 6 == 0:                         # a street that marks itself is not heard
            marks.append(place + [row["名称"], 100])
    write(folder, "streets", period, "旗县区,街道,下放任务,下达经费,在岗人员,下沉人员,治理权,治理设备", kept)
    write(folder, "patrols", period, "旗县区,街道,社区,巡查次数,上报数,当日上报数", walks)
    write(folder, "marks", period, "旗县区,街道,考评单位,得分", marks)


def main(out):
    leagues = registry("leagues.csv")
    names = [row["名称"] for row in leagues]
    counties = registry("counties.csv")
    cases = all_cases(leagues, counties)
    trial = registry("streets.csv")
    for period in MONTHS:
        folder = os.path.join(out, "chengshi-" + period)
        os.makedirs(folder, exist_ok=True)
        ledger(folder, period, cases)
        referrals(folder, period, cases)
        for table in (support, coverage, facilities, survey, pipes, projects, roads, diggings, emergencies, events, contracts, opinions, publication,
                      enforcement):
            table(folder, period, names)
        spending(folder, period, leagues, counties)
        vendors(folder, period, leagues)
        participation(folder, period, leagues)
        streets(folder, period, trial)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(sys.argv[1])
