#!/bin/bash
# doors.sh -- water runs one way: no room includes more than it may.
#
#     tests/doors.sh [TREE]    prints what is wrong; ends with 1 if anything is
#     tests/doors.sh --self    plants one violation after another in a small tree
#                              and expects each to be found
#
# A room includes its own files and, of lower floors, only the door headers.
# Libraries stay in the room that is their home.  C never lies in a drawer
# (packs, examples), rules and data never lie beside C.  Every message of the
# tables is said somewhere.
[ -n "${BASH_VERSION-}" ] || exec bash "$0" "$@"        # `sh tests/doors.sh` works too
set -u
cd "$(dirname "$0")/.." || exit 1

# room: floors below it
declare -A below=(
	[base]=''
	[rules]='base'
	[inputs]='rules base'
	[ledger]='base'
	[scoring]='inputs rules base'
	[reports]='scoring inputs rules base'
	[cli]='reports scoring inputs rules ledger base'
)
# door headers; every header of base is one
doors=' rules/scheme.h rules/expr.h inputs/measures.h inputs/people.h scoring/scores.h scoring/flags.h scoring/history.h scoring/summary.h reports/reports.h ledger/ledger.h '
# library header: the files it may be seen in
declare -A home=(
	[ini.h]='rules/load.c'
	[xlsxwriter.h]='reports/*'
	[sqlite3.h]='ledger/*'
	[gmp.h]='base/*'
	[openssl/*]='base/*'
	[iconv.h]='base/*'
)
# what scoring may include of the system: no files, no processes, no clock
pure=' assert.h ctype.h errno.h inttypes.h limits.h stdalign.h stdarg.h stdbool.h stddef.h stdint.h stdio.h stdlib.h string.h '

# includes TREE -> "file line form name" for every #include of every room
includes() {
	(cd "$1" && find "${!below[@]}" -type f -name '*.[ch]' -o -name '*.def' 2>/dev/null | sort |
		xargs -r awk '/^[ \t]*#[ \t]*include[ \t]*[<"]/ {
			sub(/^[ \t]*#[ \t]*include[ \t]*/, "")
			print FILENAME, FNR, substr($0, 1, 1), substr($0, 2, match(substr($0, 2), /[>"]/) - 1)
		}')
}

own_header() {          # FILE LINE ROOM NAME
	local target=${4%%/*}
	if [ "$target" = "$4" ]; then
		echo "$1:$2: \"$4\" without its room; write \"$3/$4\""
	elif [ "$target" = "$3" ]; then
		return
	elif [[ " ${below[$3]} " != *" $target "* ]]; then
		echo "$1:$2: $3 may not include \"$4\": $target is no lower floor"
	elif [ "$target" = base ]; then
		[[ $4 == base/*.h && $4 != base/*/* ]] || echo "$1:$2: \"$4\" is no door of base"
	elif [[ "$doors" != *" $4 "* ]]; then
		echo "$1:$2: \"$4\" is no door header of $target"
	fi
}

library_header() {      # FILE LINE ROOM NAME
	local library
	for library in "${!home[@]}"; do
		# shellcheck disable=SC2053
		if [[ $4 == $library && $1 != ${home[$library]} ]]; then
			echo "$1:$2: <$4> belongs in ${home[$library]}"
		fi
	done
	if [ "$3" = scoring ] && [[ "$pure" != *" $4 "* ]]; then
		echo "$1:$2: scoring is pure and may not include <$4>"
	fi
}

# Scoring opens no file and starts no process, whatever its headers offer.
pure_scoring() {
	[ -d "$1/scoring" ] || return 0
	(cd "$1" && grep -nE '\b(fopen|freopen|fdopen|open|openat|creat|popen|system|fork|exec[lv]p?e?|remove|rename|getenv|time|clock)[[:space:]]*\(' \
		scoring/*.[ch] 2>/dev/null | grep -vE '^[^:]*:[0-9]+:[[:space:]]*(/?\*|//)' |
		sed -E 's/^([^:]*:[0-9]+):[[:space:]]*(.*)/\1: scoring is pure: \2/')
	return 0
}

drawers() {
	(cd "$1" && find . -name .git -prune -o -name 'build*' -prune -o -type f -print | sed 's|^\./||' | sort |
		awk '
		{ dir = $0; if (!sub("/[^/]*$", "", dir)) dir = "." }
		/\.[ch]$/ { c[dir] = $0; if (("/" dir "/") ~ "/(packs|examples)/") print $0 ": C lies in a drawer" }
		/\.(ini|csv)$/ { data[dir] = $0 }
		END { for (d in c) if (d in data) print data[d] ": rules or data lie beside " c[d] }')
}

# Messages that no room says: as MSG_NAME, or through paper_bad(paper, NAME, …).
# INTERNAL (K900) is the sample of tests/test_base_diag.c and says nothing of its own.
unsaid() {
	[ -d "$1/base/messages" ] || return 0
	(cd "$1" && comm -23 \
		<(sed -nE 's/^MSG\(([0-9]+), [A-Z]+, [0-9]+, ([A-Z0-9_]+),.*/\2/p' base/messages/*.def | grep -vx INTERNAL | sort -u) \
		<(find "${!below[@]}" -type f -name '*.[ch]' 2>/dev/null | xargs -r cat |
			grep -oE '\bMSG_[A-Z0-9_]+|paper_bad\([^,]+, *[A-Z0-9_]+' | sed -E 's/^MSG_//; s/^paper_bad.*, *//' | sort -u) |
		sed 's|.*|base/messages: nothing says &; take it out (its number is not used again)|')
}

violations() {
	includes "$1" | while read -r file line form name; do
		if [ "$form" = '"' ]; then
			own_header "$file" "$line" "${file%%/*}" "$name"
		else
			library_header "$file" "$line" "${file%%/*}" "$name"
		fi
	done
	pure_scoring "$1"
	drawers "$1"
	unsaid "$1"
}

# ---- the test of the test ---------------------------------------------------

plant() {               # FILE TEXT: must be found
	mkdir -p "$tree/$(dirname "$1")"
	printf '%s\n' "$2" >"$tree/$1"
	if [ -z "$(violations "$tree")" ]; then
		echo "doors.sh does not see this in $1: $2"
		blind=1
	fi
	rm "$tree/$1"
}

self() {
	tree=$(mktemp -d) blind=0
	trap 'rm -rf "$tree"' EXIT
	mkdir -p "$tree"/{base,rules/packs/p,inputs,scoring,reports,cli}
	printf '#include "base/arena.h"\n#include "rules/load.h"\n#include <ini.h>\n' >"$tree/rules/load.c"
	printf '#include "inputs/measures.h"\n#include <string.h>\n' >"$tree/scoring/ranks.c"
	printf '#include <xlsxwriter.h>\n#include "scoring/flags.h"\n' >"$tree/reports/book.c"
	printf '#include "reports/reports.h"\n' >"$tree/cli/run.c"
	printf '[x]\n' >"$tree/rules/packs/p/a.ini"
	if [ -n "$(violations "$tree")" ]; then
		echo "doors.sh refuses what is allowed:"
		violations "$tree"
		blind=1
	fi
	plant base/a.c '#include "rules/scheme.h"'
	plant rules/a.c '#include "inputs/measures.h"'
	plant rules/a.c '#include <ini.h>'
	plant rules/a.h ' #  include	"scoring/scores.h"'
	plant inputs/a.c '#include "rules/lint.h"'
	plant inputs/a.c '#include "scoring/scores.h"'
	plant inputs/a.c '#include "base/messages/base.def"'
	plant scoring/a.c '#include "reports/reports.h"'
	plant scoring/a.c '#include "inputs/read.h"'
	plant scoring/a.c '#include "ranks.h"'
	plant scoring/a.c '#include <unistd.h>'
	plant scoring/a.c '#include <xlsxwriter.h>'
	plant scoring/a.c '	FILE *f = fopen("x", "r");'
	plant reports/a.c '#include "scoring/combine.h"'
	plant reports/a.c '#include "cli/run.h"'
	plant cli/a.c '#include <xlsxwriter.h>'
	plant cli/a.c '#include <sqlite3.h>'
	plant inputs/a.c '#include <gmp.h>'
	plant rules/packs/p/a.c 'int x;'
	plant inputs/examples/m/a.c 'int x;'
	plant scoring/a.csv '代码,名称'
	plant rules/a.ini '[x]'
	plant base/messages/a.def 'MSG(199, NOTE, 0, NEVER_SAID, "从来不说", "never said")'
	return "$blind"
}

case ${1:-.} in
--self)
	self
	;;
*)
	found=$(violations "${1:-.}")
	[ -z "$found" ] || { printf '%s\n' "$found"; exit 1; }
	;;
esac
