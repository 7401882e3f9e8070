#!/bin/sh
# demo.sh -- scores the shipped month; the program itself says where the workbook
# is and the sentences that matter.  One file of that month is missing by design.
set -u
cd "$(dirname "$0")/.." || exit 1

./kaohe run -r rules/packs/panzhihua -i inputs/examples/panzhihua-2026-10 -o demo -p 2026-10
code=$?
if [ "$code" -ne 1 ]; then
	echo "演示失败：程序应以 1（有提醒）结束，实际以 $code 结束。" >&2
	exit 1
fi
echo
echo "程序以 1 结束，意思是“已出表，但有提醒”：示例月份中有一个文件是有意缺的（见上面的提醒和工作簿的“数据质量”）。演示完成。"
