#!/bin/bash
# pictures.sh -- pages of the October workbook as pictures for the README: what
# LibreOffice would print, page for page, nothing touched by hand.
#
#   tests/pictures.sh [DIR [BOOK]]      docs/img, the demo's October; KAOHE names another program
set -u
cd "$(dirname "$0")/.." || exit 1
export KAOHE=${KAOHE:-$PWD/kaohe} LC_ALL=C.UTF-8
dir=${1:-docs/img}
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT

fail() { echo "画图失败：$*" >&2; exit 1; }

book=${2:-}
if [ -z "$book" ]; then
	tests/demo.sh "$work/demo" >"$work/log" 2>&1 </dev/null || { cat "$work/log" >&2; fail "演示没有走完"; }
	book=$(echo "$work"/demo/2026-10/current/*.xlsx)
fi
cp "$book" "$work/book.xlsx" || fail "没有工作簿"
soffice "-env:UserInstallation=file://$work/office" --headless --convert-to pdf --outdir "$work" "$work/book.xlsx" >"$work/log" 2>&1 </dev/null
[ -s "$work/book.pdf" ] || { cat "$work/log" >&2; fail "LibreOffice 没有转成 PDF"; }
# A page a line.
pdftotext -layout "$work/book.pdf" - | tr -d '\n ' | tr '\f' '\n' >"$work/pages"

# picture NAME TEXT: the first page that holds it
picture() {
	local page
	page=$(grep -nm1 -F "$2" "$work/pages" | cut -d: -f1)
	[ -n "$page" ] || fail "没有一页写着“$2”"
	pdftoppm -r 64 -f "$page" -l "$page" -singlefile -png "$work/book.pdf" "$work/$1" && mv "$work/$1.png" "$dir/$1.png" || fail "$1"
}

mkdir -p "$dir"
picture cover 考核结果
picture ranking 考核排名（
picture marks 各单位指标得分（
picture flags 问责建议清单（
picture changes 总分变化（
picture trend 各期总分名次单位
picture card 西区目录排名
ls -l "$dir" | awk 'NR > 1 { print $9, $5 }'
