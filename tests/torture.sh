#!/bin/bash
# torture.sh -- kill -9 at the calls that change the disk, in every command that writes; nothing may be torn.
#
#     tests/torture.sh                   every write, rename, fsync, mkdir, symlink and unlink in turn (make torture)
#     tests/torture.sh STEP FROM WORKERS every STEP-th of them, beginning with FROM (what make test does)
#
# The scenes: a run, a publish, the run of a quarter (汇总), an import of two
# months, a correction, an edition made after publication; each with the signal for the program alone and for the
# child that writes the workbook, too.  After each kill the ledger verifies, and
# the next start, at once, completes or sweeps what was left: every run of the
# ledger has its folder, no working folder or temporary file remains, current
# and HEAD are those of the newest run.
# Needs strace, which delivers the signal at the entry of the n-th call.
# shellcheck source=tests/cli_month.sh
. "$(dirname "$0")/cli_month.sh"
step=${1:-1} from=${2:-1} workers=${3:-$(nproc)}
export ASAN_OPTIONS="${ASAN_OPTIONS:+$ASAN_OPTIONS:}detect_leaks=0"    # the leak check does not work under strace
calls=write,pwrite64,fsync,fdatasync,rename,renameat,renameat2,mkdir,symlink,unlink,unlinkat,link
root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT
cd "$root" || exit 1

# ---- the scenes -------------------------------------------------------------

signed=(--document 示例〔2026〕9号 --by 示例丁)
scenes=(run publish quarter import correction reissue)

# scene NAME: what OUT is before, the command, and how the next start may end
scene() {
	codes=0
	case $1 in
	run) base=published command=(run -r "$root/rules" -i "$root/inputs" -o OUT -p 2026-10 --now 2026-11-02) ;;
	publish) base=drafted codes="0 82" command=(publish 3 -o OUT "${signed[@]}" --now 2026-11-20) ;;
	quarter) base=published codes=1 command=(run -r "$root/rules" -i "$root/inputs" -o OUT -p 2026Q3 --now 2026-11-02) ;;
	import) base=published command=(import-history "$root/old.csv" -r "$root/rules" -o OUT "${signed[@]}" --now 2026-11-02) ;;
	reissue) base=published codes="0 73" command=(reissue 2026-09 -o OUT --edition 公开) ;;
	correction) base=published command=(run -r "$root/rules" -i "$root/late" -o OUT -p 2026-09
		--correct --reason 西区一件误录 "${signed[@]}" --now 2026-11-20) ;;
	esac
}

prepare() {
	small_city
	printf '\n[汇总:季度考核]\n榜 = 区县榜\n周期 = 季\n缺期 = 跳过\n修约 = 2位 四舍五入\n并列 = 跳号\n依据 = 示例\n' >>rules/scheme.ini
	printf '期,榜,单位代码,总分,名次\n2026-05,区县榜,1,90,1\n2026-05,区县榜,2,80,2\n2026-06,区县榜,1,85,1\n' >old.csv
	cp -a inputs late
	sed -i 's/^西区4-2026-09.*/西区4-2026-09,西区,2026-09-25,2026-09-20/' late/issues_2026-09.csv
	"$KAOHE" run -q -r rules -i inputs -o published -p 2026-09 --now 2026-10-08 &&
		"$KAOHE" publish -q 1 -o published "${signed[@]}" --now 2026-10-20 && cp -a published drafted &&
		"$KAOHE" run -q -r rules -i inputs -o drafted -p 2026-10 --now 2026-11-02 || exit 1
}

# The points: SCENE FOLLOW CALL N, N up to what the busiest of the processes does without a kill.
points() {
	local name follow
	for name in "${scenes[@]}"; do
		scene "$name"
		rm -rf OUT trace && mkdir trace && cp -a "$base" OUT
		strace -ff -o trace/t -e trace=$calls "$KAOHE" "${command[@]}" -q >/dev/null 2>&1 </dev/null
		[[ " $codes " == *" $? "* ]] || { echo "the scene $name does not play" >&2; exit 1; }
		for follow in alone all; do
			awk -F'(' -v scene="$name $follow" '
				/^[a-z0-9]+\(/ { if (++n[FILENAME " " $1] > most[$1]) most[$1] = n[FILENAME " " $1] }
				END { for (call in most) for (i = 1; i <= most[call]; i++) print scene, call, i }' trace/* | sort -k3,3 -k4,4n
		done
	done
}

# ---- one kill ---------------------------------------------------------------

fault() {               # TEXT
	faults=$((faults + 1))
	echo "FAILED $point: $1"
	cat said.txt
	find OUT | sort
}

newest_is_shown() {
	local number head period folder
	read -r number head period <OUT/HEAD
	folder=$(readlink "OUT/$period/current")
	[ "$(printf 'run-%04u' "$number")" = "${folder%-*}" ] || return 1
	"$KAOHE" status -o OUT | grep -qF "台账：$number 次运行，链值 $head"
}

# What must hold once the command was killed, and after the next start.
after() {
	local code=0
	"$KAOHE" verify -o OUT >said.txt 2>&1 || { fault "the ledger does not verify after the kill"; return; }
	"$KAOHE" "${command[@]}" -v >said.txt 2>&1 </dev/null || code=$?
	[[ " $codes " == *" $code "* ]] || { fault "the next start ends with $code"; return; }
	! grep -q 已入台账 said.txt || finished=$((finished + 1))
	! grep -q 已清除 said.txt || swept=$((swept + 1))
	nothing_torn >torn.txt || { cat torn.txt; fault "something is left"; return; }
	"$KAOHE" verify -o OUT >said.txt 2>&1 || { fault "the ledger does not verify after the next start"; return; }
	grep -q '，0 个目录不在原处' said.txt || { fault "a run without its folder"; return; }
	newest_is_shown || fault "current or HEAD is not of the newest run"
}

torment() {             # SCENE FOLLOW CALL N
	local code=0 follow=
	point=$*
	[ "$2" = alone ] || follow=-f
	scene "$1"
	rm -rf OUT && cp -a "$root/$base" OUT
	{
		strace $follow -o /dev/null -e trace="$3" -e inject="$3:signal=KILL:when=$4" \
			"$KAOHE" "${command[@]}" >said.txt 2>&1 </dev/null || code=$?
	} 2>/dev/null           # what bash says of a killed child
	[ "$code" -ge 71 ] || { untouched=$((untouched + 1)); return; }         # the n-th call is not this process's
	kills=$((kills + 1))
	after
}

# ---- all of them ------------------------------------------------------------

work() {                # NUMBER of the worker: its share of the points
	local line at=0
	kills=0 finished=0 swept=0 untouched=0 faults=0
	mkdir "$root/worker.$1" && cd "$root/worker.$1" || exit 1
	while read -r line; do
		# shellcheck disable=SC2086
		if [ $((at++ % workers)) -eq "$1" ]; then torment $line; fi
	done <"$root/points"
	echo "$kills $finished $swept $untouched $faults" >"$root/sum.$1"
}

prepare
points >every || exit 1
awk -v step="$step" -v from="$from" 'NR % step == from % step' every >points
for ((worker = 0; worker < workers; worker++)); do work $worker & done
wait
[ "$(cat sum.* | wc -l)" -eq "$workers" ] || { echo "a worker did not come to the end"; exit 1; }
awk '{ for (i = 1; i <= 5; i++) sum[i] += $i }
	END { printf "%d kills, %d runs completed and %d swept by the next start, %d points not met, %d faults\n",
		sum[1], sum[2], sum[3], sum[4], sum[5]; exit sum[5] > 0 || sum[1] == 0 }' sum.*
