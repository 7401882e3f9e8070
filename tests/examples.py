#!/usr/bin/env python3
"""For every leaf, 加减分 and 问责 of every pack: an 例 that earns all, one that loses some, one on the line.

    tests/examples.py    KAOHE names the program

What an 例 comes to is asked of the program, by an 应得 that cannot be.  On the line is, of a leaf, an 例 whose
value is one of the figures that its 计分 names, or whose points have just run out or are just full; the three must be
three.  Of a 问责, an 例 whose answer turns when one comparison of 触发 takes in the line or leaves it out (>= for >):
every comparison must be turned by one, but such as can only go one way then (check refuses the rule) and roots.
"""
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from fractions import Fraction
from itertools import product

from coverage import PACKS, Pack

PROGRAM = os.environ.get("KAOHE", str(pathlib.Path(__file__).resolve().parent.parent / "kaohe"))
NEVER = "-987654321.5"
FLIPPED = {">=": ">", ">": ">=", "<=": "<", "<": "<="}


def check(pack, work, name, change):
    """What check says of the pack with its sections changed by change(), which gives the 例 to be kept."""
    folder = os.path.join(work, pack.name, name)
    os.makedirs(folder)
    for file in pathlib.Path(pack.folder).glob("*.csv"):
        shutil.copy(file, folder)
    kept = change()
    with open(os.path.join(folder, "00-all.ini"), "w", encoding="utf-8") as f:
        for section in pack.sections.values():
            if section.kind != "例" or section in kept:
                f.write("[%s]\n%s\n\n" % (section.head, "\n".join(section.lines)))
    return subprocess.run([PROGRAM, "check", "-r", folder], capture_output=True, text=True)


def examples_of(pack, kind, name=None):
    return [x for x in pack.of("例") if x.get(kind) and (name is None or x.get(kind) == name) and x.get("历史") is None]


# ---- leaves, 加减分 ---------------------------------------------------------------

def number(text):
    """60%, ≈88.4%, 9830/113, 3; None of what is no number."""
    found = re.fullmatch(r"≈?(-?[0-9.]+)(?:/([0-9]+))?(%?)[^0-9]*", text)
    return None if found is None else Fraction(found[1]) / int(found[2] or 1) / (100 if found[3] else 1)


def come_to(pack, work):
    """{example: (value, points)} of all that come to a number."""
    copy = Pack(pack.name)

    def ask():
        kept = examples_of(copy, "指标") + examples_of(copy, "加减分")
        for x in kept:
            x.lines = [line for line in x.lines if not line.startswith("应得")] + ["应得 = 值 %s, 得分 %s" % (NEVER, NEVER)]
        return kept

    said = check(copy, work, "asked", ask).stderr
    found = {}
    for x in pack.of("例"):
        told = re.search(r"K510: 例“%s(?:中%s)?”应得 .*?，算得 值 (\S+?)，得分 ([-0-9./]+)（"
                         % (re.escape(x.name), re.escape((x.get("单位") or "").split(",")[0].strip())), said)
        if told and number(told[1]) is not None:
            found[x.name] = (number(told[1]), Fraction(told[2]))
    return found


def figures(pack, section):
    """The figures that the marking names, those of parameters too."""
    text = " ".join(line.partition("=")[2] for line in section.lines if re.match(r"计分|档\.|名次\.|封顶|保底", line))
    for parameter in sorted(pack.of("参数"), key=lambda p: -len(p.name)):
        values = [line.partition("=")[2] for line in parameter.lines if line.startswith("值")]
        text = text.replace(parameter.name, " %s " % " ".join(values))
    return {Fraction(n) / (100 if percent else 1) for n, percent in re.findall(r"(-?\d+(?:\.\d+)?)(%?)", text)}


def full_marks(pack, section):
    """Its own, else those of the pool that it is taken from, else 100."""
    marks = {Fraction(line.partition("=")[2].strip()) for line in section.lines if line.startswith("满分")}
    parent = pack.sections.get("指标:%s" % section.get("上级"))
    if not marks and parent is not None and parent.get("合成") == "合扣":
        return full_marks(pack, parent)
    return marks or {Fraction(100)}


def check_leaf(pack, section, told, complain):
    given = [told[x.name] for x in examples_of(pack, section.kind, section.name) if x.name in told]
    named = figures(pack, section)
    if section.kind == "加减分":
        ends = {Fraction(0)} | {s * n for n in named for s in (1, -1)}
        full = [k for k, (_, p) in enumerate(given) if p in ends]
    else:
        ends = {Fraction(0)} | full_marks(pack, section)
        full = [k for k, (_, p) in enumerate(given) if p in full_marks(pack, section)]
    less = [k for k in range(len(given)) if k not in full or section.kind == "加减分"]
    line = [k for k, (v, p) in enumerate(given) if v in named or p in ends or p in named]
    for what, those in (("earns all", full), ("loses some", less), ("is on the line", line)):
        if not those:
            complain("%s: [%s] has no 例 that %s" % (pack.name, section.head, what))
    if full and less and line and not any(len(set(three)) == 3 for three in product(full, less, line)):
        complain("%s: [%s] has not three 例: one that earns all, one that loses some, one on the line" % (pack.name, section.head))


# ---- 问责 -------------------------------------------------------------------------

def check_trigger(pack, section, work, complain):
    given = examples_of(pack, "问责", section.name)
    answers = {word for x in given for line in x.lines if line.startswith("应得") for word in [line.partition("=")[2].strip()]}
    if not {"是", "否"} <= answers:
        complain("%s: [%s] has no 例 that holds and one that does not" % (pack.name, section.head))
    when = section.get("触发")
    for nth, sign in enumerate(re.finditer(r">=|<=|>|<", when)):
        if when[:sign.start()].rstrip().endswith("标准差)"):
            continue                # a root: no three totals lie on a line that is a whole number
        copy = Pack(pack.name)

        def turn():
            copy.sections[section.head].put("触发", when[:sign.start()] + FLIPPED[sign[0]] + when[sign.end():])
            return examples_of(copy, "问责", section.name)

        done = check(copy, work, "%s-%d" % (section.name, nth), turn)
        if done.returncode in (0, 1) and "K36" not in done.stderr:
            complain("%s: [%s] has no 例 on the line of “…%s…”" % (pack.name, section.head, when[max(0, sign.start() - 12):sign.end() + 12]))


def check_pack(name, work):
    said = []
    pack = Pack(name)
    told = come_to(pack, work)
    for section in pack.of("指标") + pack.of("加减分"):
        if section.kind == "加减分" or section.get("计分"):
            check_leaf(pack, section, told, said.append)
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        list(pool.map(lambda section: check_trigger(pack, section, work, said.append), pack.of("问责")))
    return sorted(said)


def main():
    with tempfile.TemporaryDirectory() as work:
        said = [line for name in sorted(p for p in os.listdir(PACKS) if os.path.isdir(os.path.join(PACKS, p)))
                for line in check_pack(name, work)]
    print("\n".join(said) if said else "every leaf, 加减分 and 问责 has its three")
    sys.exit(1 if said else 0)


if __name__ == "__main__":
    main()
