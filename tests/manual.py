#!/usr/bin/env python3
"""Every block of rules on docs/rules.md belongs to a scheme that `kaohe check` proves.

A fenced ```ini block stands behind a comment that names its scheme:

    <!-- 例 合成 -->
    <!-- 例 台账
    [数据:台账]             lines that the reader of the page need not see
    -->

A ```csv block behind <!-- 表 合成 FILE.csv --> is a table beside the rules of that
scheme.  Blocks of one name make up one scheme, on tests/manual/NAME.ini (where there is
such a file) and tests/manual/frame.ini.  Each scheme must pass without a word,
and each construct of the language must stand in a block of a scheme that has a
[例].  The constructs are read from the program: the vocabulary that it prints
and the table of functions in rules/parse_calls.c.

    tests/manual.py           KAOHE names the program
    tests/manual.py --keep D  leaves the schemes in D
"""
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

HOME = pathlib.Path(__file__).resolve().parent.parent
FRAMES = HOME / "tests" / "manual"
PAGE = pathlib.Path(os.environ.get("PAGE", HOME / "docs" / "rules.md"))
KINDS = {"段", "计分", "合成", "算法", "函数", "效果"}
PROGRAM = os.environ.get("KAOHE", str(HOME / "kaohe"))


def blocks():
    """(scheme, first line, hidden text, shown text) of every ```ini block."""
    lines = PAGE.read_text(encoding="utf-8").splitlines()
    found, name, hidden, i = [], None, [], 0
    while i < len(lines):
        mark = re.match(r"<!-- 例 (\S+?)\s*(-->)?$", lines[i])
        if mark:
            name, hidden = mark.group(1), []
            while not lines[i].endswith("-->"):
                i += 1
                hidden.append(lines[i])
            if hidden:
                hidden[-1] = hidden[-1][:-len("-->")]
        elif lines[i] == "```ini":
            first, shown = i + 2, []
            while lines[i + 1] != "```":
                i += 1
                shown.append(lines[i])
            i += 1
            found.append((name, first, "\n".join(hidden), "\n".join(shown)))
            name, hidden = None, []
        elif lines[i].strip():
            name, hidden = None, []
        i += 1
    return found


def tables(name):
    """(file, text) of every ```csv block that lies beside the rules of the scheme."""
    page = PAGE.read_text(encoding="utf-8")
    return re.findall(rf"^<!-- 表 {re.escape(name)} (\S+) -->\n```csv\n(.*?)^```$", page, re.M | re.S)


def lay_out(folder, name, parts):
    folder.mkdir(parents=True)
    for file in FRAMES.glob("*.csv"):
        shutil.copy(file, folder)
    frame = (FRAMES / "frame.ini").read_text(encoding="utf-8")
    own = FRAMES / f"{name}.ini"
    text = own.read_text(encoding="utf-8") if own.exists() else ""
    if not any("[方案]" in part for _, _, *both in [(0, 0, text, ""), *parts] for part in both):
        (folder / "00-frame.ini").write_text(frame, encoding="utf-8")
    (folder / "10-own.ini").write_text(text, encoding="utf-8")
    for file, table in tables(name):
        (folder / file).write_text(table, encoding="utf-8")
    for _, first, hidden, shown in parts:
        (folder / f"{first:04}-manual.ini").write_text(f"{hidden}\n{shown}\n", encoding="utf-8")
    return subprocess.run([PROGRAM, "check", "-r", str(folder)], capture_output=True, text=True)


def alternatives(words, section, key):
    """What may stand at a key, by the vocabulary: the first word of each alternative."""
    at = re.search(rf"^\[{section}.*?(?=^\[|\Z)", words, re.M | re.S)
    kind = re.search(rf"^  {re.escape(key)}\s.*\n\s+= (.*)$", at.group(0), re.M).group(1)
    # the bars within an alternative have no blanks around them
    return [part.split()[0].split("|")[0] for part in kind.split(" | ")]


def constructs():
    """(what it is, pattern) of everything that must be shown."""
    words = subprocess.run([PROGRAM, "help", "rules"], capture_output=True, text=True, check=True).stdout
    out = [(f"段 [{s}]", rf"^\[{s}[:\]]") for s in re.findall(r"^\[([^:\]]+)", words, re.M)]
    out += [(f"计分 {w}", rf"^计分(\.\S+)? = {w}\b") for w in alternatives(words, "指标", "计分")]
    out += [(f"合成 {w}", rf"^合成(\.\S+)? = {w}$") for w in alternatives(words, "指标", "合成")]
    out += [(f"算法 {w}", rf"^算法 = {w}( |$)") for w in alternatives(words, "统计", "算法")]
    source = (HOME / "rules" / "parse_calls.c").read_text(encoding="utf-8")
    functions = re.findall(r'^\t\{ "(\w+)", OP_\w+, [A-Z_]+, \w+ \},', source, re.M)
    assert len(functions) > 40, "the table of functions is not where this test looks for it"
    out += [(f"函数 {f}()", rf"(?<![\w·.]){f}\(") for f in functions]
    effects = (HOME / "rules" / "words.c").read_text(encoding="utf-8")
    listed = re.search(r"effect_words\[\] = \{(.*?)\}", effects).group(1)
    out += [(f"效果 {e}", rf"= {e}") for e in re.findall(r'"(\w+)"', listed)]
    out += [(f"{key}", rf"^{key}(\.\S+)? = ") for key in
            ("豁免", "往期", "归属", "任职", "同一", "窗口", "轮次", "分位法", "回避", "去掉最高最低", "零值", "负值", "无差异",
             "计分影响", "数量", "取级", "次键", "最小样本", "适用", "键", "事实日", "封顶", "保底", "修约", "历史", "前期", "下级", "下级给定得分", "表", "给定总分", "告知日", "回复日", "回复评价")]
    out += [(f"{what}", pattern) for what, pattern in
            (("范围 =", r"组\w+\(.*范围 = "), ("名次 范围", r"名次\(.*范围 = "), ("在 a 至 b", r" 在 .* 至 "), ("为空", r" 为空"), ("含", r" 含 “"), ("期别", r"期别"),
             ("时段 期前 期后", r"期后"), ("升降", r"升降"), ("总得分", r"总得分"), ("总名次", r"总名次"),
             ("汇总 例", r"^\[例:.*\n汇总 = "), ("整改 例", r"^\[例:.*\n整改 = "), ("督办 例", r"^\[例:.*\n督办 = "))]
    return out


def main():
    keep = pathlib.Path(sys.argv[2]) if sys.argv[1:2] == ["--keep"] else None
    work = keep or pathlib.Path(tempfile.mkdtemp())
    wrong, shown_of, proven = 0, {}, 0
    found = blocks()

    def complain(text):
        nonlocal wrong
        wrong += 1
        print(text)

    for name, first, _, _ in found:
        if name is None:
            complain(f"docs/rules.md:{first}: this block belongs to no scheme; write <!-- 例 NAME --> above it")
    for name in dict.fromkeys(b[0] for b in found if b[0]):
        parts = [b for b in found if b[0] == name]
        run = lay_out(work / name, name, parts)
        if run.returncode != 0 or run.stderr.strip():
            complain(f"docs/rules.md: the scheme {name} is not proven (exit {run.returncode}):\n{run.stderr}{run.stdout}")
        text = "\n".join(b[3] for b in parts)
        if any("[例:" in file.read_text(encoding="utf-8") for file in (work / name).glob("*.ini")):
            proven += 1
            shown_of[name] = text
        else:
            complain(f"docs/rules.md:{parts[0][1]}: the scheme {name} has no [例]")
    everything = "\n".join(shown_of.values())
    for what, pattern in constructs():
        if not re.search(pattern, everything, re.M):
            complain(f"docs/rules.md: no proven block shows {what}")
    page = PAGE.read_text(encoding="utf-8")
    sections = set(re.findall(r"^\[[^:\]]+:([^\]]+)\]", everything, re.M))
    index = page[page.index("### 哪种说法看哪里"):page.index("## 17.")]
    for pointer in re.findall(r"\[([^\]]+)\]", index):
        if pointer.split(":")[-1] not in sections and not re.search(rf"^\[{pointer}[:\]]", everything, re.M):
            complain(f"docs/rules.md: the index of idioms names [{pointer}], which no proven block has")
    english = page[page.index("English summary"):]
    for what, _ in constructs():
        word = re.sub(r"[\[\]]", "", what.split()[-1] if what.split()[0] in KINDS else what.split()[0])
        if word not in english:
            complain(f"docs/rules.md: the English summary leaves out {what}")
    if not keep:
        shutil.rmtree(work)
    print(f"{len(found)} blocks, {proven} schemes proven, {len(constructs())} constructs" if not wrong else f"{wrong} wrong")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
