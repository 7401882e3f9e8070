#!/bin/bash
# demo.sh -- six months in order, as the office would have lived them: a draft,
# days for objections, the final; once an objection upheld, once a correction; at
# the end the quarter that three of them make.
#
#   tests/demo.sh [OUT]         KAOHE names another program
#
# Every clock reading is given (--now), as are user and host, so that the ledger
# and all run folders are the same bytes wherever and whenever this is run.
# Two months end with 1 by design: 2026-08 (dates changed after publication) and
# 2026-10 (a file that did not come, three rows that cannot be used).
set -u
cd "$(dirname "$0")/.." || exit 1

KAOHE=${KAOHE:-./kaohe}
OUT=${1:-demo}
RULES=rules/packs/chengxiang
export KAOHE_USER=示例 KAOHE_HOST=示例 LC_ALL=C

fail() { echo "演示失败：$*" >&2; exit 1; }
month() { echo "inputs/examples/chengxiang-$1"; }
# The number of the run that `current` of a period points at.
number() { readlink "$OUT/$1/current" | sed -E 's/^run-0*([0-9]+)-.*/\1/'; }

# expect CODE COMMAND…: says the command's own words, and stops unless it ends so
expect() {
	local code=$1 given
	shift
	"$@"
	given=$?
	[ "$given" -eq "$code" ] || fail "$* 应以 $code 结束，实际以 $given 结束"
}

# draft CODE PERIOD NOW [INPUTS]
draft() { expect "$1" "$KAOHE" run -q -r "$RULES" -i "${4:-$(month "$2")}" -o "$OUT" -p "$2" --now "$3"; }
# publish CODE PERIOD NOW 号: the period's current draft becomes final
publish() {
	expect "$1" "$KAOHE" publish "$(number "$2")" -o "$OUT" --document "示例〔2026〕$4号" --by 示例主任 --now "$3"
}

# holds PERIOD FILE REGEX: a line of the story, as the published run has it
holds() { grep -qE "$3" "$OUT/$1/current/$2" || fail "$1/current/$2 里没有 $3"; }

if [ "$OUT" = demo ]; then
	rm -rf demo
elif [ -e "$OUT" ]; then
	fail "$OUT 已经存在"
fi
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT

echo "== 2026-05、06：草稿，五个工作日异议期，定稿"
draft 0 2026-05 "2026-06-03 09:00"
publish 0 2026-05 "2026-06-11 09:00" 31
draft 0 2026-06 "2026-07-03 09:00"
publish 0 2026-06 "2026-07-13 09:00" 36

echo "== 2026-07：盐边县提出异议，未处理以前不能定稿；采纳后剔除4件，重算，再定稿"
cp -r "$(month 2026-07)" "$work/07"
for paper in objections exclusions; do
	head -1 "$(month 2026-07)/$paper.csv" >"$work/07/$paper.csv"
done
draft 0 2026-07 "2026-08-04 09:00" "$work/07"
sed 's/,采纳,.*/,,,,/' "$(month 2026-07)/objections.csv" >"$work/07/objections.csv"
draft 0 2026-07 "2026-08-07 09:00" "$work/07"
publish 65 2026-07 "2026-08-17 09:00" 42
draft 0 2026-07 "2026-08-11 09:00"
publish 0 2026-07 "2026-08-19 09:00" 42

echo "== 2026-08：西区上月三件的完成日期在公布以后改了"
draft 1 2026-08 "2026-09-03 09:00"
publish 0 2026-08 "2026-09-11 09:00" 47

echo "== 2026-06 更正：调查公司把米易县普威镇的满意与不满意录反了；已定稿的一期，不写明更正就不让改"
cp -r "$(month 2026-06)" "$work/06"
awk -F, -v OFS=, '$2 == "普威镇" { $5 = $4 - $5 } 1' "$(month 2026-06)/survey_2026-06.csv" >"$work/06/survey_2026-06.csv"
draft 82 2026-06 "2026-09-15 09:00" "$work/06"
expect 0 "$KAOHE" run -q -r "$RULES" -i "$work/06" -o "$OUT" -p 2026-06 --now "2026-09-16 09:00" --correct \
	--reason "调查公司把米易县普威镇的满意数与不满意数录反，抽查录音发现" --document "示例〔2026〕49号" --by 示例主任

echo "== 2026-09：干净的一个月，一个字也不说"
draft 0 2026-09 "2026-10-09 09:00" >"$work/silent" 2>&1
[ ! -s "$work/silent" ] || fail "2026-09 应当一个字也不说：$(cat "$work/silent")"
publish 0 2026-09 "2026-10-19 09:00" 52

echo "== 2026-10：米易县连着第三个月进展缓慢，东区背街小巷反弹"
draft 1 2026-10 "2026-11-04 09:00"
publish 0 2026-10 "2026-11-12 09:00" 58

echo "== 2026年第3季度：由已公布的七、八、九月汇总"
draft 0 2026Q3 "2026-11-13 09:00" "$(month 2026-10)"
publish 0 2026Q3 "2026-11-23 09:00" 61

holds 2026-06 corrections.csv "县区榜,510421,米易县,名次,3,4"
holds 2026-06 flags.csv "510403-问题不整改,.*,主要领导（示例丙，现任示例申）、"       # computed in September
holds 2026-07 flags.csv "510411-进展缓慢,.*,提醒,.*,分管领导（示例己）,"
holds 2026-07 scores.csv "盐边县,total,[^,]*,[^,]*,83.01,"
holds 2026-08 flags.csv "510411-进展缓慢,.*,提醒,.*,分管领导（示例酉）,"   # 免责 of July does not count
holds 2026-08 flags.csv "510421-进展缓慢,.*,提醒,"
holds 2026-08 scores.csv "西区,measure,台账改动,[^,]*,3,"
holds 2026-09 flags.csv "510421-进展缓慢,.*,督办,"
holds 2026-10 flags.csv "510421-进展缓慢,.*,约谈,"
holds 2026-10 flags.csv "510402-背街小巷反弹,.*,督办,"
holds 2026Q3 run.json '"period": "2026-07"'
holds 2026-10 flags.csv "510403-整改不到位,.*,主要领导（示例申）、"

echo
echo "演示完成：五月到十月和第3季度都已定稿，在 $OUT 里；台账是 $OUT/ledger.db，链值在 $OUT/HEAD。"
echo "有两个月以 1 结束，意思是“已出表，但有提醒”：八月有三处完成日期在公布以后改了，十月有意缺一个文件、三行不能用。"
