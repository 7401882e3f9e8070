#!/bin/bash
# registry.sh -- the registries of bench/q20 out of a ledger that ledger_gen wrote.
#
#     bench/registry.sh LEDGER.csv DIR     writes DIR/districts.csv, DIR/streets.csv and DIR/communities.csv
set -u
export LC_ALL=C
[ $# -eq 2 ] || { echo "usage: $0 LEDGER.csv DIR" >&2; exit 64; }
head -n 1000000 "$1" | grep '^WT' | cut -d, -f2-4 | sort -u |
	awk -F, -v districts="$2/districts.csv" -v streets="$2/streets.csv" -v communities="$2/communities.csv" '
		BEGIN {
			print "代码,名称" >districts
			print "代码,名称,上级" >streets
			print "代码,名称,上级" >communities
		}
		!($1 in seen) { seen[$1] = sprintf("D%02d", ++d); print seen[$1] "," $1 >districts }
		!(($1, $2) in known) { known[$1, $2] = sprintf("S%03d", ++s); print known[$1, $2] "," $2 "," $1 >streets }
		{ printf "C%04d,%s,%s\n", ++c, $3, known[$1, $2] >communities }'
