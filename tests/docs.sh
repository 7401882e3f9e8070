#!/bin/bash
# docs.sh -- what the pages say is what the program says.
#
#     tests/docs.sh           says what differs; ends with 1 if anything does
#     tests/docs.sh --write   writes the vocabulary in docs/rules.md anew
#
# Held against the program: the vocabulary; every fenced block that begins with
# "$ ./kaohe …" (each line below it must be said; … stands for what is left out);
# every figure listed in a comment <!-- 核 RUN …-->, every line in <!-- 核 工作簿 …-->
# (it must stand in a cell of the workbook, and on the page); message numbers and their
# exit codes; the tour of the house, both ways; links between pages.
set -u
export LC_ALL=C.UTF-8
cd "$(dirname "$0")/.." || exit 1
KAOHE=${KAOHE:-$PWD/kaohe}
[ -x "$KAOHE" ] || { echo "no program at $KAOHE" >&2; exit 1; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
pages=(README.md README.zh-CN.md docs/*.md)
rules=rules/packs/panzhihua
months=inputs/examples/panzhihua
wrong=0

complain() {
	echo "$*"
	wrong=1
}

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

said() {                # PAGE LINE: is the line in what was said?
	case $2 in
	'' | …) return ;;
	*…) awk -v want="${2%…}" 'index($0, want) == 1 { found = 1 } END { exit !found }' "$work/said" ;;
	*) grep -qxF -e "$2" "$work/said" ;;
	esac || complain "$1: the program does not say: $2"
}
transcripts() {         # PAGE
	local line fenced='' running=''
	while IFS= read -r line; do
		if [[ $line == '```'* ]]; then
			[ -n "$fenced" ] && fenced='' || fenced=1
			running=''
		elif [ -n "$fenced" ] && [[ $line == '$ ./kaohe '* ]]; then
			rm -rf "$work/OUT"
			# shellcheck disable=SC2046,SC2086
			"$KAOHE" $(sed "s|^\$ ./kaohe ||; s| OUT | $work/OUT |" <<<"$line") >"$work/said" 2>&1 </dev/null
			sed -i "s|$work/OUT|OUT|g" "$work/said"
			running=1
		elif [ -n "$running" ]; then
			said "$1" "$line"
		fi
	done <"$1"
}

# ---- figures ----------------------------------------------------------------

run_of() {              # RUN: scores.csv of that run, computed once
	local r=$rules i=$months-2026-10 period=2026-10
	local out=$work/runs/$1
	[ -d "$out" ] || case $1 in
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
		i=$work/months/panzhihua-2026-10 ;;
	*) echo "no run is called $1" >&2; exit 1 ;;
	esac
	[ -d "$out" ] || "$KAOHE" run -q -r "$r" -i "$i" -o "$out" -p "$period" 2>/dev/null </dev/null
	cat "$out"/*/current/scores.csv
}

# figure RUN UNIT KIND ELEMENT FIGURE: the value, rounded to the digits of FIGURE
figure() {
	run_of "$1" | awk -F, -v unit="$2" -v kind="$3" -v element="$4" -v want="$5" '
		$5 == unit && $6 == kind && $7 == element { value = $9; found = 1 }
		END {
			if (!found || value == "") { print "nothing"; exit }
			if (value == want) { print want; exit }         # a fraction, quoted whole
			n = split(value, part, "/")
			x = n == 2 ? part[1] / part[2] : value
			if (want ~ /%$/) x *= 100
			bare = want; sub(/%$/, "", bare)
			places = index(bare, ".") ? length(bare) - index(bare, ".") : 0
			printf "%.*f%s\n", places, x, want ~ /%$/ ? "%" : ""
		}'
}
prose() {               # PAGE without its comments
	awk '/^<!-- / { hidden = 1 } !hidden { print } /-->$/ { hidden = 0 }' "$1"
}
figures() {             # PAGE
	local line run='' table='' unit kind element want bare got rank total
	prose "$1" >"$work/prose"
	while IFS= read -r line; do
		if [[ $line =~ ^'<!-- 核 '([^ ]+)' 表 '([^ ]+) ]]; then
			run=${BASH_REMATCH[1]} table=${BASH_REMATCH[2]}
		elif [[ $line =~ ^'<!-- 核 '([^ ]+)$ && $line != *工作簿 ]]; then
			run=${BASH_REMATCH[1]}
		elif [ -n "$table" ] && [[ $line =~ ^'| '([0-9]+)' | '([^ ]+)' | '([0-9.]+)' |' ]]; then
			rank=${BASH_REMATCH[1]} unit=${BASH_REMATCH[2]} total=${BASH_REMATCH[3]}
			[ "$(figure "$run" "$unit" rank "$table" "$rank")" = "$rank" ] || complain "$1: $unit is not $rank"
			got=$(figure "$run" "$unit" total "$table" "$total")
			[ "$got" = "$total" ] || complain "$1: $unit has $got, not $total"
		elif [ -n "$table" ] && [[ $line != '|'* ]]; then
			run='' table=''
		elif [[ $line == '-->' ]]; then
			run=''
		elif [ -n "$run" ] && [ -z "$table" ]; then
			read -r unit kind element want <<<"$line"
			got=$(figure "$run" "$unit" "$kind" "$element" "$want")
			[ "$got" = "$want" ] || complain "$1: $line: the run gives $got"
			bare=${want%\%} bare=${bare//./\\.}
			grep -qE "(^|[^0-9.])$bare(\.?[^0-9.]|\.?$)" "$work/prose" || complain "$1: $want is listed, but not said"
		fi
	done <"$1"
}

# What the pages quote from the workbook stands there.
quotations() {          # PAGE
	local line quoted=''
	run_of 本月 >/dev/null
	[ -e "$work/cells" ] || python3 - "$work"/runs/本月/*/current/*.xlsx >"$work/cells" <<-'END'
		import html, re, sys, zipfile
		text = zipfile.ZipFile(sys.argv[1]).read("xl/sharedStrings.xml").decode("utf-8")
		print(html.unescape(re.sub("<[^>]*>", "\n", text)))
	END
	prose "$1" | tr -d '\n' >"$work/prose"
	while IFS= read -r line; do
		case $line in
		'<!-- 核 工作簿') quoted=1 ;;
		'-->') quoted='' ;;
		*)
			[ -n "$quoted" ] || continue
			grep -qF -e "$line" "$work/cells" || complain "$1: the workbook does not say: $line"
			grep -qF -e "$line" "$work/prose" || complain "$1: $line is listed, but not said"
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

# ---- message numbers --------------------------------------------------------

messages() {            # PAGE
	local number code row
	"$KAOHE" help messages >"$work/messages"
	for number in $(grep -oE '\bK[1-9][0-9]{2}\b' "$1" | sort -u); do
		grep -q "^$number " "$work/messages" || complain "$1: there is no message $number"
	done
	while IFS='|' read -r _ row code _; do
		for number in $row; do
			grep -q "^$number .* rc=${code// /} " "$work/messages" ||
				complain "$1: $number does not end with ${code// /}"
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
				[ -e "$word" ] || [[ $word == 'kaohe '* || $word == 'run-NNNN-draft' || $word == '#include' ]] ||
				complain "README.md: the tour names $room/$word, which is not there"
		done
		for file in "$room"/*; do
			stem=${file#"$room"/} stem=${stem%.[ch]}
			[[ $stem == __pycache__ ]] && continue
			for pattern in "${named[@]}"; do
				# shellcheck disable=SC2053
				[[ $stem == $pattern || $file == "$room/$pattern" ]] && continue 2
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

vocabulary "${1-}"
for page in "${pages[@]}"; do
	transcripts "$page"
	figures "$page"
	quotations "$page"
	messages "$page"
	links "$page"
done
audited_rows
tour
exit $wrong
