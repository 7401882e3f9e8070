#!/usr/bin/env python3
"""Writes the months of the three smaller packs (示例: nothing here is real but the names of places).

    python3 tests/generate_packs.py OUTDIR

makes OUTDIR/rexian12345-2026-08 … -10, shuzichengguan-2026-08 … -10 and
yuedu-wenze-2026-08 … -10, byte for byte the folders committed under
inputs/examples.  Nothing is drawn by chance: every unit's counts are written
down below, and rows are made to bear them out, so that docs/packs.md can tell
what comes out.
"""
import csv
import io
import os
import sys
from calendar import monthrange
from datetime import date, timedelta

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
MONTHS = ["2026-08", "2026-09", "2026-10"]
AUG, SEP, OCT = MONTHS


def day(period, number):
    return date(int(period[:4]), int(period[5:]), number)


def last_day(period):
    return day(period, monthrange(int(period[:4]), int(period[5:]))[1])


def text_of(when):
    return "" if when is None else when.isoformat()


def registry(pack, name):
    with open(os.path.join(ROOT, "rules", "packs", pack, name), encoding="utf-8", newline="") as f:
        return list(csv.DictReader(f))


def write(folder, name, head, rows):
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(head)
    writer.writerows(rows)
    with open(os.path.join(folder, name), "w", encoding="utf-8", newline="") as f:
        f.write(out.getvalue())


# ---- rexian12345 ------------------------------------------------------------
# Per unit: cases dispatched and due this month (n); answered late (slow); closed
# late (late); not closed at all (open); called back (calls), of these not
# content (cross) and not solved (unsolved); second complaints of one place
# (again); unreasonable ones (void); dispatched at the end, due next month (next).

CALM_12345 = dict(n=12, slow=0, late=0, open=0, calls=8, cross=0, unsolved=0, again=0, void=0, next=0)


def case(**counts):
    return {**CALM_12345, **counts}


CASES = {
    "赣榆区": [case(n=20, calls=12), case(n=20, calls=12, slow=2), case(n=20, calls=12, late=1)],
    "东海县": [case(n=20, calls=12, late=2), case(n=20, calls=12), case(n=20, calls=12, late=2)],
    "灌云县": [case(n=20, calls=14, slow=3, late=4, cross=4, unsolved=5, again=2), case(n=20, calls=14, slow=4, late=3, cross=4, unsolved=4, again=3),
            case(n=20, calls=14, slow=3, late=4, cross=3, unsolved=4, again=2)],
    "灌南县": [case(n=18, calls=12, slow=2, cross=1, unsolved=1), case(n=18, calls=12, late=2, unsolved=2), case(n=18, calls=12, slow=2, late=1, again=1)],
    "连云区": [case(n=30, calls=25, cross=1), case(n=30, calls=25, cross=1), case(n=30, calls=25, cross=1)],
    "海州区": [case(n=36, calls=25, again=2, void=2), case(n=36, calls=25, again=2, void=1), case(n=36, calls=25, again=2)],
    "连云港经济技术开发区": [case(n=14, calls=9, late=2, unsolved=2), case(n=14, calls=9, late=2, unsolved=2), case(n=14, calls=9, unsolved=1)],
    "市住建局": [case(n=16, calls=10, late=1, open=1, unsolved=2), case(n=16, calls=10, late=1, open=2, unsolved=3),
             case(n=18, calls=10, late=1, open=3, unsolved=3)],
    "市城管局": [case(n=16, calls=10), case(n=16, calls=10, slow=1), case(n=16, calls=10)],
    "市公安局": [case(slow=1), case(slow=4), case(slow=0)],
    "市交通局": [case(cross=1), case(), case(calls=10, cross=2, unsolved=1)],
    "市人社局": [case(late=1), case(late=1, unsolved=1), case(slow=1)],
    "市供水公司": [case(n=4, calls=2, cross=1), case(n=4, calls=2), case(n=4, calls=2, cross=1)],
    "市邮政公司": [case(n=0, calls=0), case(n=0, calls=0), case(n=0, calls=0)],
    "市供电公司": [case(n=0, calls=0, next=2), case(n=4, calls=4), case(n=0, calls=0)],
}
TOPICS = ["市容环境", "物业管理", "道路交通", "供水供电", "劳动保障", "噪声扰民"]


def hour(when, minutes):
    return f"{when.isoformat()} {9 + minutes // 60:02d}:{minutes % 60:02d}"


class Hotline:
    """The city's orders, month after month."""

    def __init__(self):
        self.orders = []
        self.serial = 0

    def order(self, period, unit, sent, due, closed, slow, **more):
        self.serial += 1
        k = self.serial
        self.orders.append(dict(
            id=f"LYG{period[2:4]}{period[5:]}{k:05d}", unit=unit, source="省派" if k % 4 == 0 else "市派",
            topic=more.get("topic", TOPICS[k % 6]), place=more.get("place", f"示例路{k}号"), phone=f"138{k:08d}", said=f"示例诉求{k}",
            sent=sent, answered=hour(sent, 30 + (300 if slow else 40 + k % 120)), due=due, closed=closed,
            void=more.get("void", False), calls=[]))
        return self.orders[-1]

    def month(self, period, unit, c):
        """All that is dispatched to a unit in a month."""
        new = []
        for k in range(c["n"] + c["void"]):
            sent = day(period, 1 + k * 7 % 23)
            due = sent + timedelta(days=5)
            late, still_open = k < c["late"], c["late"] <= k < c["late"] + c["open"]
            closed = None if still_open else due + timedelta(days=2) if late else sent + timedelta(days=1 + k % 4)
            void = k >= c["n"]
            again = c["n"] - c["again"] <= k < c["n"]
            same = dict(topic=new[0]["topic"], place=new[0]["place"]) if again else {}
            new.append(self.order(period, unit, sent, due, closed, k >= c["n"] - c["slow"] and not void, void=void, **same))
        for k in range(c["next"]):
            sent = last_day(period) - timedelta(days=1)
            self.order(period, unit, sent, sent + timedelta(days=5), sent + timedelta(days=4), False)
        self.call_back([o for o in new if o["closed"] is not None and not o["void"]], c)

    @staticmethod
    def call_back(closed, c):
        for k, o in enumerate(closed[-c["calls"]:] if c["calls"] else []):
            when = o["closed"] + timedelta(days=1)
            cross, unsolved = k < c["cross"], k < c["unsolved"]
            if k == c["calls"] - 1 and not cross and not unsolved:
                o["calls"].append((when, "未解决", "不满意"))   # done over, and asked again
                when += timedelta(days=2)
            o["calls"].append((when, "未解决" if unsolved else "已解决", "不满意" if cross else "基本满意" if k % 3 == 1 else "满意"))

    def files(self, folder, period):
        first, last = day(period, 1), last_day(period)
        rows, calls = [], []
        for o in self.orders:
            closed = o["closed"] if o["closed"] is not None and o["closed"] <= last else None
            settled_before = o["closed"] is not None and o["closed"] < first
            if o["sent"] > last or (o["sent"] < first and o["due"] < first and settled_before):
                continue
            rows.append([o["id"], o["unit"], o["source"], o["topic"], o["place"], o["phone"], o["said"], hour(o["sent"], 0), o["answered"],
                         text_of(o["due"]), text_of(closed), "不合理" if o["void"] else "合理", f"示例认〔2026〕{int(o['id'][-3:])}号" if o["void"] else ""])
            for when, solved, mark in o["calls"]:
                if first <= when <= last:
                    calls.append([f"HF{len(calls) + 1:04d}", o["id"], o["unit"], text_of(when), solved, mark])
        write(folder, f"orders_{period}.csv", ["工单编号", "承办单位", "来源", "事项类别", "地点", "诉求人电话", "诉求内容", "派单时刻", "响应时刻", "办结期限",
                                               "办结日期", "认定", "认定文号"], rows)
        write(folder, f"callbacks_{period}.csv", ["回访编号", "工单编号", "承办单位", "回访日期", "解决", "评价"], calls)


PLATFORM = {       # 数据完整 内容完整 扣分项 工单抽检 数据及时 接口稳定 应更新 已更新
    "赣榆区": [[10, 9.6, 9.5, 9.4, 5, 5, 40, 40], [10, 9.8, 9.5, 9.6, 5, 5, 40, 40], [10, 9.6, 9.8, 9.4, 5, 5, 40, 39]],
    "东海县": [[9.8, 9.5, 9, 9.2, 5, 5, 50, 48], [9.8, 9.5, 9.3, 9.4, 5, 5, 50, 50], [9.9, 9.5, 9.3, 9.4, 5, 5, 50, 49]],
    "灌云县": [[9.2, 8.5, 8, 8.6, 4.5, 4, 40, 30], [9.2, 8.6, 8, 8.6, 4.5, 4.5, 40, 31], [9.3, 8.6, 8.2, 8.8, 4.5, 4.5, 40, 33]],
    "灌南县": [[9.7, 9.2, 9, 9, 5, 4.5, 36, 34], [9.7, 9.3, 9, 9.1, 5, 4.5, 36, 35], [9.7, 9.3, 9.2, 9.1, 5, 5, 36, 35]],
}
STRUCK = {OCT: ("东海县", "示例剔〔2026〕5号", "派单异议成立：不属本县职责，改派后才办结")}       # one late case of it


def hotline(outdir):
    line = Hotline()
    for m, period in enumerate(MONTHS):
        folder = os.path.join(outdir, f"rexian12345-{period}")
        os.makedirs(folder, exist_ok=True)
        for unit in registry("rexian12345", "units.csv"):
            line.month(period, unit["名称"], CASES[unit["名称"]][m])
        line.files(folder, period)
        write(folder, f"platform_{period}.csv", ["承办单位", "数据完整", "内容完整", "扣分项", "工单抽检", "数据及时", "接口稳定", "应更新知识", "已更新知识"],
              [[unit, *marks[m]] for unit, marks in PLATFORM.items()])
        struck = []
        if period in STRUCK:
            unit, paper, why = STRUCK[period]
            late = next(o for o in line.orders if o["unit"] == unit and o["sent"] >= day(period, 1) and o["closed"] > o["due"])
            struck = [[period, "工单", late["id"], paper, why, "示例审"]]
        write(folder, "exclusions.csv", ["期", "数据", "主键", "文号", "理由", "批准人"], struck)


# ---- shuzichengguan ---------------------------------------------------------
# Per street and month: cases due (due), put off (off), closed late (late), open
# (open); urgent ones (urgent) and how many of these were late (hasty); how often
# the checks of reworked cases failed (rework, and given for those handed down);
# false reports (false), shirked (shirk), of these handed down (from above);
# supervised cases by level (watched); reported from above or outside (outside).

CALM_CITY = dict(due=10, off=0, late=1, open=0, urgent=1, hasty=0, rework=(), given=(), false=0, shirk=0, above_shirk=0, watched=(), outside=3)
LEVELS = {"市": "市级", "区": "区级", "局": "局级"}


def street(**counts):
    return {**CALM_CITY, **counts}


STREETS = {
    "城东街道": [street(late=0), street(late=0), street(late=0)],
    "城中街道": [street(rework=(1,)), street(late=3, open=0), street(late=4, open=1)],
    "城北街道": [street(late=4, open=1), street(late=4, open=1), street(late=3, open=2)],
    "江南街道": [street(), street(false=1), street(false=2)],
    "秋滨街道": [street(watched="市市"), street(watched="市市市"), street(watched="市市市区局")],
    "三江街道": [street(rework=(1, 2)), street(rework=(1, 2, 3)), street()],
    "新狮街道": [street(urgent=0), street(urgent=0), street(urgent=0)],
    "西关街道": [street(urgent=4, hasty=1), street(urgent=4), street(urgent=4, hasty=2)],
    "多湖街道": [street(given=(1,)), street(given=(1, 3)), street()],
    "东孝街道": [street(outside=6), street(outside=5), street(outside=4)],
    "白龙桥镇": [street(off=3, late=1), street(off=3, late=1), street(off=2, late=1)],
    "孝顺镇": [street(), street(rework=(3, 4)), street(rework=(1,))],
    "傅村镇": [street(shirk=1), street(shirk=1, above_shirk=1), street()],
    "雅畈镇": [street(late=2, open=1), street(late=2), street()],
}
HELD = {"婺城区": [("是", "是", "是")] * 3, "金东区": [("是", "否", "是"), ("是", "否", "是"), ("是", "是", "是")]}
KINDS = ["暴露垃圾", "占道经营", "井盖缺损", "路面破损", "违规广告", "绿化损毁"]
OUTSIDE = ["公众举报", "领导交办", "部门转办", "公众举报", "媒体曝光", "公众举报"]


def cases_of(period, unit, parent, c, serial):
    """Rows of one street, and what the checks of each said."""
    rows, failed = [], []
    rework = list(c["rework"]) + list(c["given"])
    for k in range(c["due"]):
        filed = day(period, 1 + k * 5 % 24)
        due = filed + timedelta(days=4)
        put_off = k >= c["due"] - c["off"]
        late, still_open = k < c["late"], c["late"] <= k < c["late"] + c["open"]
        closed = None if still_open or put_off else due + timedelta(days=3) if late else filed + timedelta(days=2 + k % 3)
        urgent = k < c["hasty"] or c["late"] + c["open"] <= k < c["late"] + c["open"] + c["urgent"] - c["hasty"]
        slot = k - c["late"] - c["open"]                # the first closed in time, 0 …
        above = len(c["rework"]) <= slot < len(rework) or 4 <= slot < 4 + c["above_shirk"]
        outside = "领导交办" if above else OUTSIDE[k % 6] if k >= c["due"] - c["outside"] else "网格自采"
        shirked = slot < 4 + c["shirk"] + c["above_shirk"] and slot >= 4
        watched = LEVELS[c["watched"][slot]] if 0 <= slot < len(c["watched"]) else ""
        rows.append([f"JH{period[2:4]}{period[5:]}{serial + k:04d}", parent, unit, outside, KINDS[(serial + k) % 6], f"示例街{serial + k}号",
                     "是" if urgent else "否", text_of(filed), text_of(due), text_of(closed), "是" if put_off else "否",
                     "是" if 0 <= slot < c["false"] else "否", "是" if shirked else "否", watched])
        failed.append((closed, rework[slot] if 0 <= slot < len(rework) else 0))
    return rows, failed


def city(outdir):
    districts = {d["代码"]: d["名称"] for d in registry("shuzichengguan", "districts.csv")}
    for m, period in enumerate(MONTHS):
        folder = os.path.join(outdir, f"shuzichengguan-{period}")
        os.makedirs(folder, exist_ok=True)
        rows, checks = [], []
        for unit in registry("shuzichengguan", "streets.csv"):
            parent = districts[unit["上级"]]
            counts = STREETS.get(unit["名称"], [street()] * 3)[m]
            new, failed = cases_of(period, unit["名称"], parent, counts, len(rows) + 1)
            for row, (closed, times) in zip(new, failed):
                if closed is None or (times == 0 and int(row[0][-4:]) % 3):
                    continue                            # every third closed case is checked
                for k in range(times + 1):
                    when = min(closed + timedelta(days=k), last_day(period))
                    checks.append([f"HC{len(checks) + 1:04d}", row[0], parent, unit["名称"], text_of(when), "通过" if k == times else "未通过"])
            rows += new
        write(folder, f"cases_{period}.csv", ["案件编号", "区县", "街道", "来源", "类别", "地点", "紧急", "立案日期", "处置期限", "结案日期", "缓办", "弄虚作假",
                                              "推诿", "督办"], rows)
        write(folder, f"checks_{period}.csv", ["核查编号", "案件编号", "区县", "街道", "核查日期", "结果"], checks)
        write(folder, f"organisation_{period}.csv", ["区县", "机构到位", "人员到位", "制度到位"], [[d, *held[m]] for d, held in HELD.items()])
        write(folder, "decisions.csv", DECISIONS, [])


# ---- yuedu-wenze ------------------------------------------------------------
# Who is among the last three is decided by what the inspectors found, all else being nearly equal; but for
# 长安区, which in October leaves so much untouched that it comes last.

DECISIONS = ["编号", "告知日", "申辩", "决定", "措施", "文号", "日期", "决定人", "理由", "申诉", "复查", "期满", "容错1", "容错2", "容错3", "容错4", "容错5", "容错6"]
WEAK = {            # inspectors' mark, worst first
    AUG: {"周至县": 66, "蓝田县": 70, "灞桥区": 72},
    SEP: {"周至县": 65, "灞桥区": 69, "临潼区": 71},
    OCT: {"周至县": 64, "临潼区": 71, "蓝田县": 68},
}
WEAK_BUREAUS = {    # of ten tasks so many done
    AUG: {"市水务局": 4, "市园林中心": 5, "市商务局": 6},
    SEP: {"市水务局": 4, "市商务局": 5, "市交通局": 6},
    OCT: {"市水务局": 3, "市交通局": 5, "市园林中心": 6},
}
WEAK_STREETS = {    # in October two share the third place from the bottom
    AUG: {"太华路街道": 61, "长乐坊街道": 63, "枣园街道": 65},
    SEP: {"枣园街道": 60, "红庙坡街道": 62, "太乙路街道": 64},
    OCT: {"枣园街道": 58, "红庙坡街道": 60, "土门街道": 63, "胡家庙街道": 63},
}
UNTOUCHED = {AUG: {"长安区": 1}, SEP: {"长安区": 2, "鄠邑区": 1}, OCT: {"长安区": 4}}      # problems never put right
LATE = {AUG: {"新城区": 1, "周至县": 1}, SEP: {"莲湖区": 1, "周至县": 1}, OCT: {"未央区": 1}}
TOPICS_XIAN = ["环境卫生", "占道经营", "扬尘治理", "停车秩序"]
PROBLEMS = 12       # a district and month


def inspections(period, districts, streets):
    rows = []

    def found(unit, street_name, topic, mark):
        rows.append([f"JC{period[5:]}{len(rows) + 1:04d}", unit, street_name, topic, text_of(day(period, 2 + len(rows) % 25)), mark])

    for d, unit in enumerate(districts):
        mark = WEAK[period].get(unit["名称"], 84 + d * 5 % 13)
        inside = [s for s in streets if s["上级"] == unit["代码"]]
        for k, topic in enumerate(TOPICS_XIAN):
            found(unit["名称"], "", topic, mark + [1, -1, 2, -2][k])
        for k, s in enumerate(inside):
            found(unit["名称"], s["名称"], TOPICS_XIAN[k % 4], WEAK_STREETS[period].get(s["名称"], 82 + (k * 4 + d) % 15))
    return rows


def problems(period, districts, streets, bureaus):
    rows = []
    for d, unit in enumerate(districts):
        name = unit["名称"]
        inside = [s["名称"] for s in streets if s["上级"] == unit["代码"] and s["名称"] not in WEAK_STREETS[period]]
        untouched, late = UNTOUCHED[period].get(name, 0), LATE[period].get(name, 0)
        for k in range(PROBLEMS):
            given = day(period, 1 + (d + k * 3) % 20)
            due = given + timedelta(days=7)
            done = None if k < untouched else due + timedelta(days=2) if k < untouched + late else given + timedelta(days=3 + k % 4)
            rows.append([f"WT{period[5:]}{len(rows) + 1:04d}", name, inside[k % len(inside)] if inside and k >= untouched + late else "",
                         bureaus[(d * 3 + k) % len(bureaus)]["名称"], text_of(given), text_of(due), text_of(done)])
    return rows


def ladder(outdir):
    districts, streets, bureaus = (registry("yuedu-wenze", f"{n}.csv") for n in ("districts", "streets", "departments"))
    for m, period in enumerate(MONTHS):
        folder = os.path.join(outdir, f"yuedu-wenze-{period}")
        os.makedirs(folder, exist_ok=True)
        write(folder, f"inspections_{period}.csv", ["检查编号", "区县", "街道", "专项", "日期", "得分"], inspections(period, districts, streets))
        write(folder, f"problems_{period}.csv", ["问题编号", "区县", "街道", "部门", "交办日期", "整改期限", "完成日期"],
              problems(period, districts, streets, bureaus))
        write(folder, f"survey_{period}.csv", ["区县", "样本数", "满意数"],
              [[u["名称"], 400, 344 + (d * 7 + m * 3) % 20] for d, u in enumerate(districts)])
        write(folder, f"tasks_{period}.csv", ["部门", "应完成", "已完成"],
              [[u["名称"], 10, WEAK_BUREAUS[period].get(u["名称"], 9 + (d + m) % 2)] for d, u in enumerate(bureaus)])
        write(folder, "decisions.csv", DECISIONS, [])


def main():
    outdir = sys.argv[1] if len(sys.argv) == 2 else sys.exit(__doc__)
    hotline(outdir)
    city(outdir)
    ladder(outdir)


if __name__ == "__main__":
    main()
