#!/bin/bash
# registry.sh -- the registries of bench/q20 out of a ledger that ledger_gen wrote.
#
#     bench/registry.sh LEDGER.csv DIR     writes DIR/districts.csv and DIR/streets.csv
set -u
export LC_ALL=C
[ $# -eq 2 ] || { echo "usage: $0 LEDGER.csv DIR" >&2; exit 64; }
head -n 400000 "$1" | grep '^WT' | cut -d, -f2,3 | sort -u |
	awk -F, -v districts="$2/districts.csv" -v streets="$2/streets.csv" '
		BEGIN {
			print "代码,名称" >districts
			print "代码,名称,上级" >streets
		}
		!($1 in seen) { seen[$1] = sprintf("D%02d", ++d); print seen[$1] "," $1 >districts }
		{ printf "S%03d,%s,%s\n", ++s, $2, $1 >streets }'
