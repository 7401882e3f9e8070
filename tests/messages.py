#!/usr/bin/env python3
"""Every error and warning about rules is seen once from the outside.

    tests/messages.py             KAOHE names the program
    tests/messages.py --rewrite   writes tests/messages/expected.txt anew

tests/messages holds a small scheme without a fault.  Each case below spoils it in one place; all that `kaohe
check` then says stands in expected.txt.  And each number of rules.def, lint.def, expr.def and method.def
must stand, as a complaint that was made, there or in another test of tests/ (a golden file, a whole sentence
expected by a C or shell test), so that none goes out into the world that nobody has read.
"""
import glob
import os
import pathlib
import re
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor

HOME = pathlib.Path(__file__).resolve().parent.parent
BASE = HOME / "tests" / "messages"
EXPECTED = BASE / "expected.txt"
PROGRAM = os.environ.get("KAOHE", str(HOME / "kaohe"))
INTERNAL = {920, 921, 922}      # the INI library reads otherwise than load.c: no file does that, or it is a fault of ours

# (number, what stands in scheme.ini, what stands there instead); "" adds at the end
CASES = [
    (225, "[汇总:半年]", "[考核项:半年]"),
    (226, "[汇总:半年]", "[加减:半年]"),
    (230, "档.2 =", "档.3 ="),
    (233, "最少人数 = 3", "最少人数 = 3.5"),
    (238, "主要领导, 分管领导", "主要领导,, 分管领导"),
    (241, "生效 = 2026-01", "生效 = 2026-06\n失效 = 2026-01"),
    (244, "文件 = 区县.csv", "文件 = 区县.csv\n上级名录 = 街道"),
    (247, "列.点 = 文本 必填", "列.点 = 文本 必填 最多 100"),
    (248, "列.完成 = 日期 必填", "列.完成 = 日期"),
    (249, "列.电话 = 文本 可空 保密", "列.电话 = 文本 可空 期限"),
    (251, "[方案]", ";"),
    (253, "上级名录 = 区县\n", ""),
    (254, "文件 = 打分_{期}.csv\n报送 = 汇总", "文件 = 打分_{期}.csv\n报送 = 逐单位\n报送名录 = 区县"),
    (255, "文件 = 打分_{期}.csv", "文件 = 打分_{单位}.csv"),
    (256, "文件 = 打分_{期}.csv", "文件 = ../打分_{期}.csv"),
    (258, "值 = 95%", "值 = 很高"),
    (260, "[统计:应办]\n数据 = 台账\n算法 = 计数", "[统计:应办]\n数据 = 台账\n算法 = 计数\n列 = 街道"),
    (261, "列 = 面积\n", ""),
    (264, "档.1 = <= 0 得 100\n档.2 = 其余 得 60\n", ""),
    (266, "计分 = 名次赋分 升序 并列同分\n名次.1 = 100\n名次.其余 = 80\n", "计分 = 名次赋分 升序 并列同分\n"),
    (267, "计分 = 引用 满分 100", "计分 = 引用 满分 100\n档.1 = 其余 得 60"),
    (268, "得分(效果) 降序", "得分(效果)"),
    (270, "级.2 = 合格 其余 颜色 黄", "级.2 = 合格 >= 60 颜色 黄"),
    (272, "优秀 >= 90 颜色 绿", "优秀 90分以上"),
    (273, "[汇总:半年]", "[等次:又一份]\n榜 = 区县榜\n级.1 = 好 >= 80\n级.2 = 差 其余\n依据 = 示例\n\n[汇总:半年]"),
    (274, "效果 = 等次降为最差", "效果 = 等次封顶 良"),
    (275, "效果 = 等次降为最差", "效果 = 取消资格"),
    (276, "[否决:拖延太久]\n榜 = 区县榜\n条件 = 拖延 > 100", "[否决:拖延太久]\n榜 = 街道榜\n条件 = 拖延 > 100"),
    (277, "指标 = 办结率\n条件 = 应办 = 0\n效果 = 满分", "条件 = 应办 = 0\n效果 = 满分"),
    (278, "情形 = 进展缓慢\n轨道 = 效能督查\n范围 = 街道榜", "情形 = 工作不力\n轨道 = 效能督查\n范围 = 街道榜"),
    (279, "反馈期限 = 10天", "反馈期限 = 一周"),
    (283, "公式 = 点评\n", ""),
    (284, "公式 = 点评\n", "公式 = 点评\n合成 = 加权平均\n"),
    (285, "公式 = 点评\n", "公式 = 点评\n最小样本 = 30\n"),
    (287, "合成 = 平均\n合成对象 = 得分\n", ""),
    (288, "合成 = 平均\n", "合成 = 平均\n公式 = 返工\n"),
    (291, "权重 = 40", "权重 = -40"),
    (293, "上级 = 效果\n公式 = 点评", "上级 = 效果\n权重 = 20\n公式 = 点评"),
    (298, "[统计:经费数]", "[统计:期末]"),
    (299, "[参数:目标]", "[参数:应办]"),
    (300, "条件 = 完成 <= 期限", "条件 = 街道 = “一街"),
    (301, "公式 = 点评", "公式 = 点评 # 2"),
    (307, "列 = 天数(期限, 完成)", "列 = 天数(期限)"),
    (308, "公式 = 点评", "公式 = 舍入(点评, 应办)"),
    (309, "次键.1 = 得分(效果) 降序", "次键.1 = 得分(3) 降序"),
    (310, "得分(效果) 降序", "得分(市容环境) 降序"),
    (311, "得分(效果) 降序", "得分(效率) 降序"),
    (312, "触发 = 已办 / 应办 < 50% 且 应办 >= 5", "触发 = 末位(总得分, 0)"),
    (314, "条件 = 完成 > 期限", "条件 = 组平均(拖延) > 3"),
    (315, "公式 = 点评", "公式 = 加起来再除(点评, 返工)"),
    (317, "拖延 > 100", "拖延 > 100件"),
    (319, "公式 = 经费数 / 面积数", "公式 = 经费数 + 面积数"),
    (321, "条件 = 完成 > 期限", "条件 = 街道 > “一街”"),
    (325, "触发 = 已办 / 应办 < 50% 且 应办 >= 5", "触发 = 本级措施(约谈, 自然年) >= 1"),
    (326, "触发 = 已办 / 应办 < 60% 且 应办 >= 5", "触发 = 下级问责(进展慢) >= 1"),
    (351, None, ["榜:区县榜", "榜:街道榜", "等次:区县等次", "否决:拖延太久", "状态:没有事", "问责:办得慢", "问责:街道办得慢", "汇总:半年"]),
    (353, "公式 = 返工", "公式 = 返工 + 得分(街道办结率)"),
    (354, "拖延 > 100", "值(效果) > 100"),
    (355, "", "[名录:社区]\n文件 = 街道.csv\n上级名录 = 区县\n\n[否决:街道差]\n榜 = 区县榜\n条件 = 下级平均(总得分) < 60\n效果 = 等次降为最差\n依据 = 示例\n"),
    (356, "触发 = 已办 / 应办 < 50% 且 应办 >= 5", "触发 = 下级平均(已办 / 应办) < 50%"),
    (364, "主键 = 编号", "主键 = 编号\n留痕 = 电话"),
    (366, "[统计:应办]\n数据 = 台账\n算法 = 计数", "[统计:应办]\n数据 = 台账\n算法 = 改动数"),
    (367, "日历 = 日历.csv", "日历 = 日历.csv\n异议期 = 一周"),
    (369, "阶梯 = 常用", "阶梯 = 常用\n计分影响 = 扣2分"),
    (370, "阶梯 = 常用", "阶梯 = 常用\n有效期 = 半年"),
    (372, "起始 = 提醒", "起始 = 提醒\n起始级 = 2"),
    (374, "级.2 = 约谈且书面检查", "级.1.郊区 = 提醒 | 主要领导 | 连续 >= 2\n级.2 = 约谈且书面检查"),
    (376, "周期 = 月\n生效 = 2026-01", "周期 = 半年\n生效 = 2026H1"),
    (377, "", "[例:爬梯]\n问责 = 办得慢\n期 = 2026-10\n历史 = 有 无 有\n应得 = 级 1\n"),
    (379, "", "[例:爬梯]\n问责 = 办得慢\n历史 = 是 是\n应得 = 级 2\n"),
    (1207, "", "[例:半年]\n汇总 = 半年\n期 = 2026-10\n给定总分.2026-10 = 90\n应得 = 总分 90\n"),
    (1208, "", "[例:半年]\n汇总 = 半年\n期 = 2026H2\n给定总分.2026-06 = 90\n应得 = 总分 90\n"),
    (1209, "", "[例:榜]\n榜 = 区县榜\n告知日 = 2026-10-08\n给定得分.总分 = 90\n应得 = 总分 90\n"),
    (1210, "", "[例:街道等回复]\n督办 = 街道办得慢\n期 = 2026-10\n告知日 = 2026-10-08\n应得 = 期限内\n"),
    (1211, "", "[例:等回复]\n督办 = 办得慢\n期 = 2026-10\n告知日 = 2026-10-08\n应得 = 快到期了\n"),
    (1212, "", "[例:等回复]\n督办 = 办得慢\n期 = 2026-10\n告知日 = 国庆后\n应得 = 期限内\n"),
    (1213, "", "[例:半年]\n汇总 = 半年\n期 = 2026H2\n应得 = 总分 90\n"),
    (1214, "", "[例:半年]\n汇总 = 半年\n期 = 2026H2\n给定.已办 = 1\n给定总分.2026-07 = 90\n应得 = 总分 90\n"),
    (1215, "", "[例:等回复]\n督办 = 办得慢\n期 = 2026-10\n告知日 = 2026-10-10\n回复日 = 2026-10-08\n应得 = 已回复\n"),
    (380, "文件 = 街道.csv", "文件 = 乡镇.csv"),
    (1005, "条件 = 完成 <= 期限", "条件 = 第几次(期初) = 1"),
    (1021, "窗口 = 10天", "窗口 = 10天\n轮次 = 0"),
    (1026, "最少人数 = 3", "最少人数 = 2"),
    (1165, "级.2 = 约谈且书面检查", "级.2 = 约谈且"),
    (1166, "级.2 = 约谈且书面检查", "级.2 = 约谈、书面检查且约谈"),
    (1169, "触发 = 已办 / 应办 < 60% 且 应办 >= 5", "触发 = 问责(街道办得慢)"),
]
# (number, what is asked of check)
CALLS = [
    (250, ["check", "-r", "空"]),
    (257, ["check", "-r", "季", "-p", "2026-10"]),
    (259, ["check", "-r", "以后", "-p", "2026-08"]),
    (1147, ["check", "-r", "坏", "-r", "好"]),
]


def spoiled(text, old, new):
    if old is None:
        for head in new:
            text, times = re.subn(r"^\[%s\]\n(.+\n)*\n?" % re.escape(head), "", text, flags=re.M)
            assert times == 1, head
        return text
    assert old == "" or text.count(old) >= 1, "scheme.ini does not hold “%s”" % old
    return text + "\n" + new if old == "" else text.replace(old, new, 1)


def lay(folder, text):
    folder.mkdir(parents=True)
    for file in BASE.glob("*.csv"):
        (folder / file.name).write_bytes(file.read_bytes())
    (folder / "scheme.ini").write_text(text, encoding="utf-8")


def said(folder, words):
    done = subprocess.run([PROGRAM] + words, cwd=folder, capture_output=True, text=True, env={"PATH": "/usr/bin:/bin"})
    return "%s%sexit %d\n" % (done.stdout, done.stderr, done.returncode)


def perform(work):
    """[(number, heading, what was said)]"""
    text = (BASE / "scheme.ini").read_text(encoding="utf-8")
    jobs = [(0, "as it stands", "whole", ["check", "-v", "-r", "."])]
    lay(work / "whole", text)
    for number, old, new in CASES:
        lay(work / str(number), spoiled(text, old, new))
        jobs.append((number, "K%d" % number, str(number), ["check", "-r", "."]))
    (work / "空").mkdir()
    lay(work / "季", text.replace("打分_{期}.csv", "打分_{期.csv"))
    lay(work / "以后", text.replace("值 = 95%", "值.2026-10 = 95%"))
    lay(work / "坏", text.replace("权重 = 60", "权重 = 50"))
    lay(work / "好", text)
    jobs += [(number, "K%d: %s" % (number, " ".join(words)), ".", words) for number, words in CALLS]
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        answers = pool.map(lambda job: said(work / job[2], job[3]), jobs)
        return [(job[0], job[1], answer) for job, answer in zip(jobs, answers)]


def made(text):
    return {int(n) for n in re.findall(r"(?:错误|警告|error|warning) K(\d+)", text)}


def unread(expected):
    """The messages that no test has made."""
    seen = made(expected)
    for pattern in ("tests/*.[ch]", "tests/*.sh", "tests/golden/*/expected.txt"):
        for path in glob.glob(str(HOME / pattern)):
            text = pathlib.Path(path).read_text(encoding="utf-8")
            seen |= made(text) | {int(n) for n in re.findall(r'"K(\d+): ', text)}
    for room in ("rules", "lint", "expr", "method"):
        for number, name in re.findall(r"^MSG\((\d+), (?:ERROR|WARNING), \d+, (\w+),", (HOME / "base" / "messages" / (room + ".def")).read_text(encoding="utf-8"), re.M):
            if int(number) not in seen | INTERNAL:
                yield "K%s (%s.def, %s) is not raised by any test" % (number, room, name)


def main():
    with tempfile.TemporaryDirectory() as work:
        told = perform(pathlib.Path(work))
    faults = ["K%d is not raised by its case:\n%s" % (number, answer) for number, _, answer in told if number and number not in made(answer)]
    now = "\n".join("== %s\n%s" % (heading, answer) for _, heading, answer in told)
    if "--rewrite" in sys.argv:
        EXPECTED.write_text(now, encoding="utf-8")
    before = EXPECTED.read_text(encoding="utf-8")
    faults += ["expected.txt: “%s” is now “%s”" % pair for pair in zip(before.split("\n"), now.split("\n")) if pair[0] != pair[1]][:20]
    faults += ["expected.txt has another number of lines"] if before.count("\n") != now.count("\n") else []
    faults += unread(before)
    print("\n".join(faults) if faults else "%d faulty schemes, every message read" % (len(told) - 1))
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
