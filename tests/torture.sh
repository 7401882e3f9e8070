#!/bin/bash
# torture.sh -- kill -9 at the calls that change the disk, in a run and in a publish; nothing may be torn.
#
#     tests/torture.sh           every write, rename, fsync, mkdir, symlink and unlink in turn (make torture)
#     tests/torture.sh N [FROM]  every N-th of them, beginning with FROM (what make test does)
#
# After each kill: the ledger verifies, and the next start completes or sweeps
# what was left: every run of the ledger has its folder, no working folder or
# temporary file remains, current and HEAD are those of the newest run.
# Needs strace, which delivers the signal at the entry of the n-th call.
# shellcheck source=tests/cli_month.sh
. "$(dirname "$0")/cli_month.sh"
step=${1:-1} from=${2:-1}
export ASAN_OPTIONS="${ASAN_OPTIONS:+$ASAN_OPTIONS:}detect_leaks=0"    # the leak check does not work under strace
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
kills=0 finished=0 swept=0 faults=0

fault() {               # TEXT
	faults=$((faults + 1))
	echo "FAILED $scene: $1"
	cat said.txt
	find OUT | sort
}

# the command of the scene, again while a dying run's child still holds the lock
next_start() {
	local try code
	for try in $(seq 100); do
		code=0
		"$KAOHE" "$@" >said.txt 2>&1 </dev/null || code=$?
		[ $code -eq 75 ] || break
		sleep 0.1
	done
	return $code
}

newest_is_shown() {
	local number head period folder
	read -r number head period <OUT/HEAD
	folder=$(readlink "OUT/$period/current")
	[ "$(printf 'run-%04u' "$number")" = "${folder%-*}" ] || return 1
	"$KAOHE" status -o OUT | grep -qF "台账：$number 次运行，链值 $head"
}

# after CODE…: what must hold once a command was killed, and after the next start, which ends with one of CODE…
after() {
	local code=0 codes=" $1 " before
	shift
	before=$("$KAOHE" history -o OUT | wc -l)
	"$KAOHE" verify -o OUT >said.txt 2>&1 || { fault "the ledger does not verify after the kill"; return; }
	next_start "$@" -v || code=$?
	[[ $codes == *" $code "* ]] || { fault "the next start ends with $code"; return; }
	! grep -q 已入台账 said.txt || finished=$((finished + 1))
	! grep -q 已清除 said.txt || swept=$((swept + 1))
	nothing_torn >torn.txt || { cat torn.txt; fault "something is left"; return; }
	"$KAOHE" verify -o OUT >said.txt 2>&1 || { fault "the ledger does not verify after the next start"; return; }
	grep -q '，0 个目录不在原处' said.txt || { fault "a run without its folder"; return; }
	newest_is_shown || fault "current or HEAD is not of the newest run"
}

# sweep CODES BASE FOLLOW COMMAND…: kills COMMAND at its calls, each time from a fresh copy of BASE
sweep() {
	local codes=$1 base=$2 follow=$3 call n code
	shift 3
	for call in write pwrite64 fsync fdatasync rename renameat renameat2 mkdir symlink unlink unlinkat link; do
		for ((n = from; ; n += step)); do
			rm -rf OUT && cp -a "$base" OUT
			code=0
			{
				strace $follow -o /dev/null -e trace=$call -e inject=$call:signal=KILL:when=$n \
					"$KAOHE" "$@" >said.txt 2>&1 </dev/null || code=$?
			} 2>/dev/null           # what bash says of a killed child
			scene="$call $n of kaohe $1${follow:+ and its child}"
			[ "$code" -ge 71 ] || break     # it never came to an n-th call
			kills=$((kills + 1))
			after "$codes" "$@"
		done
	done
}

small_city
"$KAOHE" run -q -r rules -i inputs -o first -p 2026-09 --now 2026-10-08 &&
	"$KAOHE" publish -q 1 -o first --document 示例〔2026〕8号 --by 示例丁 --now 2026-10-20 || exit 1
cp -a first drafted
"$KAOHE" run -q -r rules -i inputs -o drafted -p 2026-10 --now 2026-11-02 || exit 1
run=(run -r rules -i inputs -o OUT -p 2026-10 --now 2026-11-02)
publish=(publish 3 -o OUT --document 示例〔2026〕9号 --by 示例丁 --now 2026-11-20)
sweep "0" first "" "${run[@]}"
sweep "0" first -f "${run[@]}"
sweep "0 82" drafted "" "${publish[@]}"
sweep "0 82" drafted -f "${publish[@]}"
[ $kills -gt 0 ] || { echo "nothing was killed: is strace there?"; exit 1; }
echo "$kills kills, $finished runs completed and $swept swept by the next start, $faults faults"
[ $faults -eq 0 ]
