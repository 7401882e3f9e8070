"""A month of many units and forty indicators, made up: rules, registry, and one row a unit in each of four sources.

make(folder, units, groups) writes it; reckon(folder) works its totals and ranks out again from the CSV alone, in
fractions.  All names and numbers are examples.
"""
import csv
import os
import random
from fractions import Fraction

SOURCES, COLUMNS = 4, 10
NAMES = [(s, c) for s in range(SOURCES) for c in range(COLUMNS)]

HEAD = """# 测速用方案（示例）：四十个指标，十种计分，很多单位，分组排名。由 bench/wide_month.py 生成。

[方案]
名称 = 宽表测速（示例）
文号 = 示例〔2026〕9号
制定机关 = 示例
周期 = 月
生效 = 2026-01
修约 = 2位 四舍五入
未报送 = 零分
无分母 = 不计并折算
不适用 = 不计并折算
已剔除 = 不计并折算

[名录:单位]
文件 = units.csv

[榜:单位榜]
名录 = 单位
根指标 = 总分
分组 = 按组
并列 = 跳号
名次依据 = 修约后

[指标:总分]
合成 = 加权平均
依据 = 示例
"""

SOURCE = """
[数据:表{s}]
文件 = table{s}.csv
报送 = 汇总
主键 = 单位
单位.单位 = 单位
列.单位 = 文本 必填
"""

WAYS = [
    ("{x} / 100", "正比 封顶", ""),
    ("{x} / 100", "达标 目标 95% 每低 1个百分点 扣 2 按比例 扣完为止", "计量单位 = %\n"),
    ("{x} / 100", "反向达标 目标 10% 每高 1个百分点 扣 1 整步舍去 保底 10", "计量单位 = %\n"),
    ("{x}", "分档", "档.1 = >= 90 得 100\n档.2 = >= 75 得 85\n档.3 = >= 60 得 70\n档.4 = 其余 得 40\n"),
    ("{x}", "线性 低 50 高 95 截断 两端", ""),
    ("{x}", "扣分 每 1 扣 2 按比例 扣完为止", ""),
    ("{x}", "引用 满分 120", ""),
    ("{x}", "名次赋分 降序 并列同分", "名次.1 = 100\n名次.2 = 98\n名次.其余 = 每降1名 减 0.05 保底 40\n"),
    ("{x} / ({x} + {y})", "极差 降序 低分 60 高分 100", "无差异 = 满分\n"),
    ("{x}", "按第一名比例 降序", ""),
]


def column(s, c):
    return f"c{s}{c}"


def rules(scored=True):
    """The scheme; not scored: the same sources and figures under a single indicator."""
    text = [HEAD]
    for s in range(SOURCES):
        text.append(SOURCE.format(s=s) + "".join(f"列.{column(s, c)} = 小数 可空 范围 0 至 100\n" for c in range(COLUMNS)))
    for s, c in NAMES:
        text.append(f"\n[统计:x{s}{c}]\n数据 = 表{s}\n算法 = 平均\n列 = {column(s, c)}\n")
    if not scored:
        every = " + ".join(f"x{s}{c}" for s, c in NAMES)
        return "".join(text) + f"\n[指标:合计]\n上级 = 总分\n权重 = 100\n公式 = {every}\n计分 = 引用 满分 4000\n依据 = 示例\n"
    for s, c in NAMES:
        formula, method, more = WAYS[c]
        formula = formula.format(x=f"x{s}{c}", y=f"x{s}{c - 1}")
        text.append(f"\n[指标:第{s}{c}项]\n上级 = 总分\n权重 = 2.5\n公式 = {formula}\n计分 = {method}\n{more}依据 = 示例\n")
    return "".join(text)


def cell(dice, c):
    """Few different values where ties are wanted, a hundredth of the cells blank; never 0 where it is divided by."""
    if dice.random() < 0.01:
        return ""
    if c in (3, 7):
        return str(dice.randint(20, 100))
    if c == 5:
        return str(dice.randint(0, 60))
    return f"{dice.randint(2000, 10000) / 100:.2f}"


def make(folder, units, groups):
    """folder/rules, folder/plain (the same without the forty indicators) and folder/in."""
    dice = random.Random(20261124)
    for name in ("rules", "plain", "in"):
        os.makedirs(os.path.join(folder, name), exist_ok=True)
    for name in ("rules", "plain"):
        with open(os.path.join(folder, name, "wide.ini"), "w", encoding="utf-8") as out:
            out.write(rules(name == "rules"))
        with open(os.path.join(folder, name, "units.csv"), "w", encoding="utf-8") as out:
            out.write("代码,名称,组\n")
            out.writelines(f"U{u:05d},示例单位{u:05d},第{u % groups + 1}组\n" for u in range(units))
    for s in range(SOURCES):
        with open(os.path.join(folder, "in", f"table{s}.csv"), "w", encoding="utf-8") as out:
            out.write("单位," + ",".join(column(s, c) for c in range(COLUMNS)) + "\n")
            for u in range(units):
                out.write(f"示例单位{u:05d}," + ",".join(cell(dice, c) for c in range(COLUMNS)) + "\n")


# ---- the same by other means --------------------------------------------------------------------


def values(folder):
    """{unit: {(source, column): Fraction or None}}"""
    out = {}
    for s in range(SOURCES):
        with open(os.path.join(folder, "in", f"table{s}.csv"), encoding="utf-8") as file:
            for row in csv.DictReader(file):
                for c in range(COLUMNS):
                    text = row[column(s, c)]
                    out.setdefault(row["单位"], {})[s, c] = Fraction(text) if text else None
    return out


def formula(v, s, c):
    x, y = v[s, c], v[s, c - 1] if c == 8 else None
    if c != 8:
        return x if x is None or c > 2 else x / 100
    return None if x is None or y is None else x / (x + y)


def points(c, x, crowd):
    """Of a value among those of its group."""
    if c == 0 or c == 6:
        return min(100 * x, Fraction(100)) if c == 0 else 100 * x / 120
    if c == 1:
        return max(100 - 2 * max(Fraction(95, 100) - x, 0) * 100, Fraction(0))
    if c == 2:
        return max(100 - Fraction(max(x - Fraction(1, 10), 0) * 100 // 1), Fraction(10))
    if c == 3:
        return Fraction(100 if x >= 90 else 85 if x >= 75 else 70 if x >= 60 else 40)
    if c == 4:
        return 100 * min(max((x - 50) / 45, Fraction(0)), Fraction(1))
    if c == 5:
        return max(100 - 2 * x, Fraction(0))
    if c == 7:
        place = 1 + sum(other > x for other in crowd)
        return Fraction(100) if place == 1 else max(98 - Fraction(place - 2, 20), Fraction(40))
    low, high = min(crowd), max(crowd)
    if c == 8:
        return 60 + 40 * (x - low) / (high - low) if high > low else Fraction(100)
    return 100 * x / high


def half_up(x):
    return Fraction((x * 100 + Fraction(1, 2)) // 1, 100)


def reckon(folder):
    """{unit: (total, rank)}"""
    of, groups, out = values(folder), {}, {}
    with open(os.path.join(folder, "rules", "units.csv"), encoding="utf-8") as file:
        for row in csv.DictReader(file):
            groups.setdefault(row["组"], []).append(row["名称"])
    for units in groups.values():
        table = {k: {u: x for u in units if (x := formula(of[u], *k)) is not None} for k in NAMES}
        totals = {}
        for u in units:
            got = [points(k[1], table[k][u], table[k].values()) for k in NAMES if u in table[k]]
            totals[u] = half_up(sum(got) / len(got))
        for u in units:
            out[u] = totals[u], 1 + sum(other > totals[u] for other in totals.values())
    return out
