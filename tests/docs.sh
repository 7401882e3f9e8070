#!/bin/bash
# docs.sh -- what the pages say is what the program says.
#
#     tests/docs.sh           says what differs; ends with 1 if anything does
#     tests/docs.sh --write   writes the vocabulary in docs/rules.md anew
#
# Held against the program: the vocabulary; every fenced block with a line that
# begins "$ ./kaohe …", "$ grep …" or "$ sqlite3 …" (each line below it must be said;
# … stands for what is left out; demo/ is a fresh run of the six months, OUT an empty
# folder); every figure in a comment <!-- 核 RUN …-->, every line in <!-- 核 工作簿 RUN …-->
# (it must stand in a cell of that workbook, and on the page); the script in docs/ledger.md;
# message numbers and their exit codes; the tour of the house, both ways; links.
#
# RUN is 本月, 九月, 若取平均, 若报送 (one month alone, no ledger behind it), or a
# folder of the demo: 2026-10 for what counts, 2026-06/run-0004-final for another run.
set -u
export LC_ALL=C.UTF-8
cd "$(dirname "$0")/.." || exit 1
KAOHE=${KAOHE:-$PWD/kaohe}
[ -x "$KAOHE" ] || { echo "no program at $KAOHE" >&2; exit 1; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
pages=(README.md README.zh-CN.md docs/*.md)
rules=rules/packs/chengxiang
months=inputs/examples/chengxiang
wrong=0

complain() {
	echo "$*"
	wrong=1
}

# The six months are made while the rest is looked at.
KAOHE=$KAOHE tests/demo.sh "$work/demo" >"$work/demo.log" 2>&1 </dev/null &
demo=$!

# ---- the vocabulary ---------------------------------------------------------

with_vocabulary() {     # docs/rules.md as it should be
	awk -v words="$work/words" '
		/^<!-- 词表结束 -->/ { inside = 0 }
		!inside { print }
		/^<!-- 词表开始 -->/ {
			inside = 1
			print "```"
			while ((getline line < words) > 0)
				print line
			print "```"
		}' docs/rules.md
}
vocabulary() {
	"$KAOHE" help rules >"$work/words" && with_vocabulary >"$work/rules.md" || return 1
	if [ "${1-}" = --write ]; then
		cat "$work/rules.md" >docs/rules.md
	fi
	cmp -s "$work/rules.md" docs/rules.md ||
		complain "docs/rules.md: the vocabulary is not what kaohe help rules says; run tests/docs.sh --write"
}

# ---- transcripts ------------------------------------------------------------

# sqlite3 -readonly FILE QUERY, where the command is not installed
sqlite3() {
	python3 -c '
import sqlite3, sys
for row in sqlite3.connect(f"file:{sys.argv[2]}?mode=ro", uri=True).execute(sys.argv[3]):
    print("|".join(str(x) for x in row))' "$@"
}
declare -A asked
ask() {                 # LINE: runs the command of a page; what it says is in $answer
	local command=${1#$ }
	answer=${asked[$1]-}
	[ -z "$answer" ] || return 0
	rm -rf "$work/OUT"
	command=$(sed -E "s#(^| )demo(/| |\$)#\1$work/demo\2#g; s# OUT # $work/OUT #; s#^\./kaohe #\"$KAOHE\" #" <<<"$command")
	answer=$(eval "$command" 2>&1 </dev/null | tr -d '\r')
	answer=$'\n'${answer//"$work/"/}$'\n'
	asked[$1]=$answer
}
transcripts() {         # PAGE
	local line fenced='' running=''
	while IFS= read -r line; do
		if [[ $line == '```'* ]]; then
			[ -n "$fenced" ] && fenced='' || fenced=1
			running=''
		elif [ -n "$fenced" ] && [[ $line =~ ^'$ '('./kaohe'|grep|sqlite3)' ' ]]; then
			ask "$line"
			running=1
		elif [ -n "$running" ]; then
			case $line in
			'' | …) ;;
			*…) [[ $answer == *$'\n'"${line%…}"* ]] || complain "$1: the program does not say: $line" ;;
			*) [[ $answer == *$'\n'"$line"$'\n'* ]] || complain "$1: the program does not say: $line" ;;
			esac
		fi
	done <"$1"
}

# ---- figures ----------------------------------------------------------------

run_of() {              # RUN: where that run's files lie; computed once
	local r=$rules i=$months-2026-10 period=2026-10 at
	if [[ $1 == 2026-* ]]; then
		at=$work/demo/$1
		[[ $1 == */* ]] || at+=/current
		echo "$at"
		return
	fi
	at=$work/runs/$1
	[ -d "$at" ] || case $1 in
	本月) ;;
	九月) i=$months-2026-09 period=2026-09 ;;
	若取平均)               # 面上治理 by the mean
		r=$work/mean
		cp -r "$rules" "$r" && sed -i 's/^合成 = 取较低$/合成 = 平均/' "$r/50-governance.ini" ;;
	若报送)                 # the missing file is there
		python3 -B - "$work/months" <<-'END' || exit 1
			import sys
			sys.path.insert(0, "tests")
			import generate_month
			generate_month.UNSENT = {generate_month.STORY: None, generate_month.CLEAN: None}
			generate_month.main()
		END
		i=$work/months/chengxiang-2026-10 ;;
	*) echo "no run is called $1" >&2; return 1 ;;
	esac
	[ -d "$at" ] || "$KAOHE" run -q -r "$r" -i "$i" -o "$at" -p "$period" 2>/dev/null </dev/null
	echo "$at"/*/current
}

prose() {               # PAGE without its comments
	awk '/^<!-- / { hidden = 1 } !hidden { print } /-->$/ { hidden = 0 }' "$1"
}
# Every figure a page lists: RUN UNIT KIND ELEMENT FIGURE, tables too.
listed() {              # PAGE
	awk '
		/^<!-- 核 工作簿/ { next }
		/^<!-- 核 [^ ]+ 表 / { run = $3; table = $5; next }
		/^<!-- 核 [^ ]+$/ { run = $3; table = ""; next }
		/^-->$/ { run = ""; next }
		table != "" && /^\| [0-9]+ \|/ {
			print run, $4, "rank", table, $2
			print run, $4, "total", table, $6
			next
		}
		table != "" && !/^\|/ { run = table = "" }
		run != "" && table == "" && NF == 4 { print run, $0 }' "$1"
}
# held SCORES: of the lines on standard input those that scores.csv does not bear out, with what it has
held() {
	awk -F, -v scores="$1" '
		BEGIN {
			while ((getline < scores) > 0)
				value[$5 " " $6 " " $7] = $9
			FS = " "
		}
		{
			want = $5; got = "nothing"
			v = value[$2 " " $3 " " $4]
			if (v == want) next                     # a fraction, quoted whole
			if (v != "") {
				n = split(v, part, "/")
				x = n == 2 ? part[1] / part[2] : v
				if (want ~ /%$/) x *= 100
				bare = want; sub(/%$/, "", bare)
				places = index(bare, ".") ? length(bare) - index(bare, ".") : 0
				got = sprintf("%.*f%s", places, x, want ~ /%$/ ? "%" : "")
			}
			if (got != want) print $0 ": the run gives " got
		}'
}
figures() {             # PAGE
	local run at line text want bare
	listed "$1" >"$work/listed"
	for run in $(cut -d' ' -f1 "$work/listed" | sort -u); do
		at=$(run_of "$run") || { complain "$1: no run is called $run"; continue; }
		while IFS= read -r line; do
			complain "$1: $line"
		done < <(awk -v run="$run" '$1 == run' "$work/listed" | held "$at/scores.csv")
	done
	text=$'\n'$(prose "$1")$'\n'
	while read -r _ _ _ _ want; do
		bare=${want%\%} bare=${bare#-} bare=${bare//./\\.}
		[[ $text =~ [^0-9.]$bare(\.?[^0-9.]) ]] || complain "$1: $want is listed, but not said"
	done <"$work/listed"
}

cells_of() {            # RUN: the texts of its workbook, in a file
	local at cells=$work/cells-${1//\//-}
	at=$(run_of "$1") || return 1
	[ -e "$cells" ] || python3 - "$at"/*.xlsx >"$cells" <<-'END'
		import html, re, sys, zipfile
		text = zipfile.ZipFile(sys.argv[1]).read("xl/sharedStrings.xml").decode("utf-8")
		print(html.unescape(re.sub("<[^>]*>", "\n", text)))
	END
	echo "$cells"
}
# What the pages quote from a workbook stands there.
quotations() {          # PAGE
	local line text cells=''
	text=$(prose "$1" | tr -d '\n')
	while IFS= read -r line; do
		case $line in
		'<!-- 核 工作簿 '*)
			cells=$(cells_of "${line##* }") || complain "$1: no run is called ${line##* }" ;;
		'-->') cells='' ;;
		*)
			[ -n "$cells" ] || continue
			grep -qF -e "$line" "$cells" || complain "$1: the workbook does not say: $line"
			grep -qF -e "$line" <<<"$text" || complain "$1: $line is listed, but not said"
		esac
	done <"$1"
}

# The rows that docs/audit.md counts by hand.
audited_rows() {
	local list
	for list in '$14 != ""' '$14 == "不合格"'; do
		list=$(awk -F, '$3 ~ /^格里坪镇/ && $13 ~ /^2026-10-/ && '"$list"' { printf "%s%d", n++ ? "、" : "", NR }' \
			$months-2026-10/issues_2026-10.csv)
		grep -qF -e "：$list。" docs/audit.md || complain "docs/audit.md: the rows are $list"
	done
}

# The auditor's own script walks the chain of the demo and ends at its head.
audited_chain() {
	awk '/^```python/ { inside = 1; next } /^```/ { inside = 0 } inside' docs/ledger.md >"$work/audit.py"
	[ "$(python3 "$work/audit.py" "$work/demo/ledger.db" | tail -1)" = "$(cut -d' ' -f1,2 "$work/demo/HEAD")" ] ||
		complain "docs/ledger.md: the script does not come to the head in demo/HEAD"
}

# ---- message numbers --------------------------------------------------------

messages() {            # PAGE
	local number row code
	for number in $(grep -oE '\bK[1-9][0-9]{2,3}\b' "$1" | sort -u); do
		[ -n "${exit_of[$number]-}" ] || complain "$1: there is no message $number"
	done
	while IFS='|' read -r _ row code _; do
		for number in $row; do
			[ "${exit_of[$number]-}" = "${code// /}" ] || complain "$1: $number does not end with ${code// /}"
		done
	done < <(grep -E '^\| K[0-9]' "$1")
}

# ---- the tour ---------------------------------------------------------------

words_of() {            # ROOM: what the tour names there
	awk -v room="$1/" -F'`' '
		/^<!-- end of tour -->/ { exit }
		/^### / { here = $2 == room; for (i = 4; here && i <= NF; i += 2) print $i; next }
		here { for (i = 2; i <= NF; i += 2) print $i }' README.md
}
tour() {
	local room word file stem pattern named
	for room in */; do
		room=${room%/}
		case $room in build* | demo) continue ;; esac
		mapfile -t named < <(words_of "$room")
		[ "${#named[@]}" -gt 0 ] || { complain "README.md: the tour leaves out $room/"; continue; }
		for word in "${named[@]}"; do
			compgen -G "$room/$word" >/dev/null || compgen -G "$room/$word.[ch]" >/dev/null ||
				[ -e "$word" ] || [[ $word == 'kaohe '* || $word == 'run-NNNN-'* || $word == '#include' ]] ||
				complain "README.md: the tour names $room/$word, which is not there"
		done
		for file in "$room"/*; do
			stem=${file#"$room"/} stem=${stem%.[ch]}
			[[ $stem == __pycache__ ]] && continue
			for pattern in "${named[@]}"; do
				# shellcheck disable=SC2053
				[[ $stem == $pattern || $file == "$room/"$pattern ]] && continue 2
			done
			complain "README.md: the tour leaves out $file"
		done
	done
}

links() {               # PAGE
	local target
	for target in $(grep -oE '\]\([^)#]+' "$1" | cut -c3-); do
		[ -e "$(dirname "$1")/$target" ] || complain "$1: the link to $target leads nowhere"
	done
}

# ---- in order ---------------------------------------------------------------

declare -A exit_of
while read -r number _ code _; do
	exit_of[$number]=${code#rc=}
done < <("$KAOHE" help messages)

vocabulary "${1-}"
tour
audited_rows
for page in "${pages[@]}"; do
	links "$page"
	messages "$page"
done
for run in 本月 九月 若取平均 若报送; do
	run_of "$run" >/dev/null || complain "the run $run fails"
done
wait "$demo" || { cat "$work/demo.log"; complain "tests/demo.sh does not end with 0"; }
for page in "${pages[@]}"; do
	transcripts "$page"
	figures "$page"
	quotations "$page"
done
audited_chain
exit $wrong
