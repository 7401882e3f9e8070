#!/bin/bash
# golden.sh -- what kaohe says today about the small cases in tests/golden.
#
#     tests/golden.sh NAME        compares NAME with its expected.txt
#     tests/golden.sh --rewrite   writes every expected.txt anew
#
# A case is a folder: rules/, inputs/, and args, one command line each.  The
# commands run in a copy of it; expected.txt holds all they said, their exit
# codes, and the CSVs of each run.
set -u
export LC_ALL=C
cd "$(dirname "$0")/.." || exit 1
KAOHE=${KAOHE:-$PWD/kaohe}
[ -x "$KAOHE" ] || { echo "no program at $KAOHE" >&2; exit 1; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

plain() { sed -e '1s/^\xEF\xBB\xBF//' -e 's/\r$//' "$1"; }

perform() {             # NAME
	local line code file
	rm -rf "$work/case" && cp -r "tests/golden/$1" "$work/case" && cd "$work/case" || return 1
	while IFS= read -r line; do
		echo "\$ kaohe $line"
		# shellcheck disable=SC2086
		env -i PATH=/usr/bin:/bin ${ASAN_OPTIONS:+ASAN_OPTIONS="$ASAN_OPTIONS"} \
			SOURCE_DATE_EPOCH=1793491200 KAOHE_USER=示例用户 KAOHE_HOST=示例主机 \
			"$KAOHE" $line >out.txt 2>err.txt </dev/null
		code=$?
		sed -E 's#(链值|head) [0-9a-f]{64}#\1 <SHA-256>#' out.txt     # the chain holds the program itself
		sed 's/^/! /' err.txt
		echo "exit $code"
	done <args
	for file in $(find . -path './OUT/*/run-*' -name '*.csv' ! -path '*/archive/*' | sort); do
		echo
		echo "== ${file#./OUT/}"
		plain "$file"
	done
	[ ! -d OUT ] || { echo; find OUT -mindepth 1 | sort; }
}

if [ "${1:-}" = --rewrite ]; then
	for case in tests/golden/*/; do
		name=$(basename "$case")
		(perform "$name") >"$work/expected.txt"
		cmp -s "$work/expected.txt" "$case/expected.txt" || echo "rewritten: $name"
		cp "$work/expected.txt" "$case/expected.txt"
	done
else
	(perform "$1") >"$work/now.txt"
	diff -u "tests/golden/$1/expected.txt" "$work/now.txt"
fi
