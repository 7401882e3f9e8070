#!/bin/bash
# faults.sh -- whatever goes wrong while a month is written: the month that is there is whole, or there is none.
#
#     tests/faults.sh              every fault (make faults); half an hour and more
#     tests/faults.sh STEP FROM    every STEP-th of them, beginning with FROM (what make test does)
#     FULL=1 tests/faults.sh       every request for memory too, not some of each way; hours
#     ONLY='own|disk' …            those whose line matches, such as "own openat:error=EIO:when=7"
#
# A fault is one call that fails, fails from then on, or is the last one (kill
# -9); or memory that cannot be had; or a disk of a given size.  In the child
# that writes the workbook, which fault_child.c reaches, and in the program
# itself.  Of the requests for memory that one way of calls leads to (the three
# nearest callers), the first, the second, the middle one and the last are tried.
# The same month written without a fault is the witness: after a fault
#     the end is 0 and OUT is byte for byte that of the witness; or
#     the end is 71, 73 or 74 with a message, OUT is as before, or the next start makes it so.
# Needs strace; the disks of a given size need the right to mount.
# shellcheck source=tests/cli_month.sh
. "$(dirname "$0")/cli_month.sh"
here=$(cd "$(dirname "$0")" && pwd)
step=${1:-1} from=${2:-1} workers=${3:-$(nproc)}
export ASAN_OPTIONS="${ASAN_OPTIONS:+$ASAN_OPTIONS:}detect_leaks=0"    # the leak check does not work under strace
root=$(mktemp -d)
trap 'umount "$root"/disk.* 2>/dev/null; rm -rf "$root"' EXIT
run=(run -q -r "$root/rules" -i "$root/inputs" -p 2026-10 --now 2026-11-02)

prepare() {
	cd "$root" || exit 1
	small_city
	"$KAOHE" run -q -r rules -i inputs -o before -p 2026-09 --now 2026-10-08 &&
		"$KAOHE" publish -q 1 -o before --document 示例〔2026〕8号 --by 示例丁 --now 2026-10-20 &&
		cp -a before witness && "$KAOHE" "${run[@]}" -o witness || exit 1
	"${CC:-gcc}" -std=gnu11 -O1 -fPIC -shared -o fault_child.so "$here/fault_child.c" || exit 1
	if ldd "$KAOHE" | grep -q libasan; then child=; else child=$root/fault_child.so; fi  # a sanitizer has a malloc of its own
}

# ---- the list of faults -----------------------------------------------------

# calls FILE: name and count of each system call, from what strace -c wrote
calls() { awk '$1 ~ /^[0-9.]+$/ && $NF != "total" { print $NF, $4 }' "$1"; }

each() {                # WHERE WHAT FILE NAMES…: WHAT at each call of one of the NAMES
	local where=$1 what=$2 file=$3 name count n
	shift 3
	calls "$file" | while read -r name count; do
		[[ " $* " == *" $name "* || "$*" = all ]] || continue
		for ((n = 1; n <= count; n++)); do echo "$where $name:$what:when=$n${ever:-}"; done
	done
}

# One line a fault.  Those in the child first, the requests for memory last.
list() {
	local n what
	if [ -n "$child" ]; then
		cp -a before OUT
		FAULT_STRACE="-c -o $root/child.calls" LD_PRELOAD=$child "$KAOHE" "${run[@]}" -o OUT || exit 1
		rm -rf OUT
		[ -s child.calls ] || { echo "strace cannot be attached to the child" >&2; exit 1; }
		each child signal=KILL child.calls all
		for what in ENOSPC EIO EINTR; do each child error=$what child.calls write; done
		ever=+ each child error=ENOSPC child.calls write
		each child error=EIO child.calls read lseek fsync close unlink newfstatat
		for what in ENOSPC EMFILE; do each child error=$what child.calls openat; done
		each child error=EPERM child.calls fchmod
	fi
	cp -a before OUT
	strace -c -o own.calls "$KAOHE" "${run[@]}" -o OUT || exit 1
	rm -rf OUT
	for what in ENOSPC EIO; do each own error=$what own.calls write pwrite64 fsync fdatasync rename renameat renameat2 mkdir symlink; done
	ever=+ each own error=ENOSPC own.calls write
	for what in EIO EMFILE; do each own error=$what own.calls openat; done
	each own error=EIO own.calls read pread64 lseek getdents64 newfstatat fstat access readlink unlink fchmod ftruncate flock
	[ -z "$child" ] || each own error=ENOMEM own.calls mmap clone fork vfork clone3    # a sanitizer cannot do without
	for ((n = 200; n <= 600; n += 4)); do echo "disk $n"; done
	[ -z "$child" ] || { requests memory '' && requests own-memory FAULT_OWN=1; }
}

# requests WHERE [FAULT_OWN=1]: the numbers of the requests for memory that are tried, each once and from then on
requests() {
	cp -a before OUT
	env ${2:+"$2"} FAULT_WAYS="$root/ways" LD_PRELOAD="$child" "$KAOHE" "${run[@]}" -o OUT || exit 1
	rm -rf OUT
	awk -v full="${FULL:-}" '{ way[NR] = $1; count[$1]++ }
		END { for (i = 1; i <= NR; i++) {
			n = ++seen[way[i]]
			if (full || n <= 2 || n == int((count[way[i]] + 1) / 2) || n == count[way[i]]) print i } }' ways |
		sed "s/.*/$1 &\\n$1 & ever/"
}

# ---- one fault --------------------------------------------------------------

same() { diff -r --no-dereference -x .lock "$1" "$2" >differs.txt 2>&1; }

fault() {               # TEXT: this is not as it must be
	faults=$((faults + 1))
	echo "FAILED $point (exit $code): $1"
	head -5 differs.txt
	cat said.txt
}

# What the next start makes of it: number 3 is there as in the witness, and all verifies.
mended() {
	"$KAOHE" "${run[@]}" -o "$out" >said.txt 2>&1 </dev/null && "$KAOHE" verify -o "$out" >said.txt 2>&1 &&
		same "$out/2026-10/run-0003-draft" "$root/witness/2026-10/run-0003-draft" &&
		! find "$out" -name '.?*' ! -name .lock | grep . >differs.txt
}

# Whether the end is that of a refusal.  What cannot be read may be anybody's fault; before main() the loader speaks, or
# falls; libcrypto and the C library's nss fall where they get no memory when first used, and are counted apart.
refuses() {
	case $code in
	71 | 73 | 74) ;;
	65 | 66 | 75 | 77 | 78 | 81) [[ $point =~ ^own\ (openat|read|pread64|lseek|getdents64|newfstatat|access|readlink|flock): ]] ;;
	70) [[ $point = own-memory* ]] && grep -qE 'K91[01]' end.txt; return ;;         # libcrypto does not say that it was memory
	127) grep -qE 'shared librar|TLS' end.txt; return ;;
	134) fell=$((fell + 1)); [[ $point = own-memory* ]] && grep -q nss_database end.txt; return ;;
	139) fell=$((fell + 1)); [[ $point =~ ^own(-memory\ |\ mmap:) ]]; return ;;
	*) return 1 ;;
	esac
	[[ $point = own\ write:* ]] || grep -qE 'K[0-9]{3}' end.txt || fault "ended without a message"
}

judge() {
	if [ "$code" -eq 0 ]; then
		if same "$out" "$root/witness"; then published=$((published + 1)); else fault "what was published is not what was to be"; fi
	elif ! refuses; then
		fault "another end than 0, 71, 73, 74"
	elif same "$out" "$root/before"; then
		kept=$((kept + 1))
	elif [[ $point = child* || $point = memory* ]]; then
		fault "not as before"
	elif [[ $point != disk* ]] && mended; then
		next=$((next + 1))
	elif [[ $point = disk* ]] && mount -o remount,size=4m "$out" && mended; then
		next=$((next + 1))
	else
		fault "the next start does not put it right"
	fi
}

try() {                 # POINT
	local where what more own=
	point=$1 code=0
	read -r where what more <<<"$point"
	[[ $where != own* ]] || own=1
	: >differs.txt
	rm -rf OUT
	if [ "$where" = disk ]; then
		out=$root/disk.$worker
		mkdir -p "$out" && mount -t tmpfs -o size="$what"k,mode=0750 none "$out" 2>/dev/null || { skipped=$((skipped + 1)); return; }
		cp -a "$root/before/." "$out" 2>/dev/null || { umount "$out"; skipped=$((skipped + 1)); return; }
	else
		out=OUT
		cp -a "$root/before" OUT
	fi
	case $where in
	child) FAULT_STRACE="-e inject=$what" LD_PRELOAD=$child "$KAOHE" "${run[@]}" -o OUT ;;
	*memory) env ${own:+FAULT_OWN=1} FAULT_MALLOC="$what" ${more:+FAULT_EVER=1} LD_PRELOAD="$child" "$KAOHE" "${run[@]}" -o OUT ;;
	own) strace -o /dev/null -e inject="$what" "$KAOHE" "${run[@]}" -o OUT ;;
	disk) "$KAOHE" "${run[@]}" -o "$out" ;;
	esac >said.txt 2>&1 </dev/null || code=$?
	tried=$((tried + 1))
	cp said.txt end.txt
	judge
	[ "$where" != disk ] || umount "$out"
}

work() {                # NUMBER of the worker: its share of the list
	local line at=0
	worker=$1 tried=0 published=0 kept=0 next=0 skipped=0 faults=0 fell=0
	mkdir "$root/worker.$1" && cd "$root/worker.$1" || exit 1
	while read -r line; do
		if [ $((at++ % workers)) -eq "$worker" ]; then try "$line"; fi
	done <"$root/points"
	echo "$tried $published $kept $next $skipped $faults $fell" >"$root/sum.$1"
}

prepare
list | grep -E "${ONLY:-.}" >every
[ -s every ] || exit 1
awk -v step="$step" -v from="$from" 'NR % step == from % step' every >points
for ((worker = 0; worker < workers; worker++)); do work $worker & done
wait
awk '{ for (i = 1; i <= 7; i++) sum[i] += $i }
	END { printf "%d faults: %d months published and whole, %d refused and OUT as before (in %d of them a library fell), %d put right by the next start, %d skipped; %d damaged\n",
		sum[1], sum[2], sum[3], sum[7], sum[4], sum[5], sum[6]; exit sum[6] > 0 || sum[1] == 0 }' sum.*
