#!/bin/sh
# templates.sh -- the files below rules/templates as a C table, for kaohe init.
#
#     cli/templates.sh FILE…      in the order given, C on standard output
#
# Bytes as numbers: the same input gives the same output on every machine.
set -eu
export LC_ALL=C
n=0
printf '/* Made by cli/templates.sh from rules/templates. */\n#include "cli/templates.h"\n\n'
for file; do
	printf 'static const unsigned char file_%d[] = {\n' "$n"
	od -An -v -tu1 "$file" | sed 's/[0-9][0-9]*/&,/g'
	printf '};\n'
	n=$((n + 1))
done
printf 'const struct template_file template_files[] = {\n'
n=0
for file; do
	path=${file#rules/templates/}
	printf '\t{ "%s", "%s", file_%d, sizeof file_%d },\n' "${path%%/*}" "${path#*/}" "$n" "$n"
	n=$((n + 1))
done
printf '};\nconst size_t template_file_count = sizeof template_files / sizeof *template_files;\n'
