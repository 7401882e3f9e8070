#!/bin/bash
# forms_office.sh -- a form filled in and saved as CSV by LibreOffice is what run reads.
#
# For .ci/run: needs soffice and python3-openpyxl; without them it says "skipped" and ends with 0.
set -eu
cd "$(dirname "$0")/.."
KAOHE=${KAOHE:-$PWD/kaohe}
if ! command -v soffice >/dev/null || ! /usr/bin/python3 -c 'import openpyxl' 2>/dev/null; then
	echo "skipped: soffice or openpyxl is not here"
	exit 0
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
"$KAOHE" init -q districts D
"$KAOHE" template -q -r D/rules -o forms -p 2026-10
mkdir saved
/usr/bin/python3 - <<'PY'
import csv, openpyxl
for form, data in (('台账', 'issues'), ('满意度', 'survey'), ('曝光', 'exposed')):
    book = openpyxl.load_workbook(f'forms/{form}.xlsx')
    sheet = book.worksheets[0]
    for row in list(csv.reader(open(f'D/inputs/{data}_2026-10.csv', encoding='utf-8')))[1:]:
        sheet.append([cell or None for cell in row])
    book.active = 0
    book.save(f'saved/{data}_2026-10.xlsx')
PY
soffice "-env:UserInstallation=file://$work/profile" --headless --convert-to 'csv:Text - txt - csv (StarCalc):44,34,76,1' \
	--outdir saved saved/*.xlsx >office.log 2>&1 || { cat office.log; exit 1; }
cp D/inputs/{decisions,adjustments,objections}.csv saved/
"$KAOHE" run -q -r D/rules -i D/inputs -p 2026-10 -o OUT1
"$KAOHE" run -q -r D/rules -i saved -p 2026-10 -o OUT2
cmp OUT1/2026-10/run-0001-draft/scores.csv OUT2/2026-10/run-0001-draft/scores.csv
echo "the filled forms, saved by LibreOffice, give the same scores"
