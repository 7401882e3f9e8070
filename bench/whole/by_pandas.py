#!/usr/bin/env python3
"""The whole job as an office with pandas does it: one ledger in, twenty counts by three levels, ranks, a workbook out.

    by_pandas.py LEDGER.csv OUT.xlsx
"""
import sys

import pandas as pd

LEVELS = [["区县"], ["区县", "街道"], ["区县", "街道", "社区"]]
DATES = ["发现日期", "整改期限", "整改完成日期"]


def measures(d):
    """One column a measure, 0/1 or the figure to be added up."""
    done, due = d["整改完成日期"], d["整改期限"]
    late = done > due
    m = pd.DataFrame(index=d.index)
    m["m01"] = 1
    m["m02"] = d["来源"] == "群众举报"
    m["m03"] = d["来源"] == "媒体曝光"
    m["m04"] = d["来源"].isin(["定期检查", "突击抽查"])
    m["m05"] = d["来源"] == "暗访"
    m["m06"] = d["来源"] == "随机复查"
    m["m07"] = d["状态"].isin(["已销号", "已办结"])
    m["m08"] = d["状态"] == "逾期未改"
    m["m09"] = done <= due
    m["m10"] = late
    m["m11"] = done.isna() & (due < pd.Timestamp("2024-11-30"))
    m["m12"] = (done - due).dt.days.where(late, 0)
    m["m13"] = d["满意度"].fillna(0)
    m["m14"] = d["满意度"].notna()
    m["m15"] = d["满意度"] <= 2
    m["m16"] = d["复查结果"] == "不合格"
    m["m17"] = m["m03"] & m["m16"]
    m["m18"] = (d["类别"] == "垃圾清运") & (d["发现日期"] >= pd.Timestamp("2024-10-01"))
    return m.astype("int64")


def level(d, m, by):
    keys = [d[k] for k in by]
    t = m.groupby(keys, observed=True).sum()
    names = d.groupby(by, observed=True)
    t["m19"] = names["社区"].nunique()
    t["m20"] = t["m01"] - names["问题编号"].nunique()
    points = (100 - t * 0.00001).clip(lower=0)
    t.insert(0, "总分", (points * 0.05).sum(axis=1).round(2))
    t.insert(0, "名次", t["总分"].rank(method="min", ascending=False).astype(int))
    t = t.sort_values("名次", kind="stable").reset_index()
    for missing in [k for k in LEVELS[-1] if k not in by]:
        t.insert(len(by), missing, "")
    return t


d = pd.read_csv(sys.argv[1], parse_dates=DATES, usecols=lambda c: c not in ("描述", "责任单位"),
                dtype={"区县": "category", "街道": "category", "社区": "category", "来源": "category", "状态": "category",
                       "复查结果": "category", "类别": "category"})
m = measures(d)
with pd.ExcelWriter(sys.argv[2], engine="xlsxwriter") as book:
    pd.concat([level(d, m, by) for by in LEVELS]).to_excel(book, sheet_name="排名", index=False)
