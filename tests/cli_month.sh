# cli_month.sh -- for tests/test_cli_*.sh: a small city with objections, decisions and adjustments, and words to test it with.
#
# A script that sources this file holds functions whose names are sentences;
#     test_cli_x.sh --list     prints the names
#     test_cli_x.sh NAME       runs one in a folder of its own
# shellcheck shell=bash
set -u
export LC_ALL=C KAOHE_USER=示例用户 KAOHE_HOST=示例主机
unset SOURCE_DATE_EPOCH
tests=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
KAOHE=${KAOHE:-$tests/../kaohe}

# small_city: rules/ and inputs/ with 2026-08, 09 and 10 in the present folder
small_city() {
	mkdir -p rules inputs
	printf '代码,名称,主要领导\n1,东区,示例甲\n2,西区,示例乙\n3,南区,示例丙\n' >rules/districts.csv
	cat >rules/scheme.ini <<-'INI'
	; 一个只为测试而有的方案，文号、人名都是示例
	[方案]
	名称 = 整治月度考核（测试示例）
	文号 = 示例〔2026〕1号
	制定机关 = 示例市督查室
	周期 = 月
	生效 = 2026-01
	修约 = 2位 四舍五入
	未报送 = 零分
	无分母 = 不计并折算
	不适用 = 不计并折算
	已剔除 = 不计并折算
	异议 = objections.csv
	异议期 = 3个工作日
	日历 = calendar.csv
	调整 = adjustments.csv

	[名录:区县]
	文件 = districts.csv
	责任角色 = 主要领导

	[榜:区县榜]
	名录 = 区县
	根指标 = 总分
	分组 = 合并
	满分 = 100
	并列 = 跳号
	名次依据 = 修约后

	[数据:台账]
	文件 = issues_{期}.csv
	报送 = 汇总
	单位.区县 = 区县
	主键 = 编号
	列.编号 = 文本 必填
	列.区县 = 文本 必填
	列.整改期限 = 日期 必填 期限
	列.完成日期 = 日期 可空

	[统计:应整改]
	数据 = 台账
	算法 = 计数
	条件 = 整改期限 在 期初 至 期末
	计量单位 = 件

	[统计:按期整改]
	数据 = 台账
	算法 = 计数
	条件 = 整改期限 在 期初 至 期末 且 非 完成日期 为空 且 完成日期 <= 整改期限
	计量单位 = 件

	[指标:总分]
	合成 = 加权平均
	依据 = 考核办法第六条（示例）

	[指标:按期整改率]
	上级 = 总分
	权重 = 100
	计量单位 = %
	公式 = 按期整改 / 应整改
	计分 = 正比
	依据 = 考核办法第七条（示例）

	[问责:整改不到位]
	情形 = 整改不及时不到位
	轨道 = 过错问责
	范围 = 区县榜
	触发 = 按期整改 / 应整改 < 50% 且 应整改 >= 2
	起始 = 约谈
	依据 = 行政过错责任追究办法第三条第（五）项（示例）
	责任角色 = 主要领导
	反馈期限 = 10天
	INI
	for month in 08 09 10; do small_month 2026-$month; done
	printf '编号,期,单位,事项,提出日期,处理,处理日期,处理文号,说明\n' >inputs/objections.csv
	printf '期,榜,单位,分值,文号,理由,批准人\n' >inputs/adjustments.csv
	calendar >inputs/calendar.csv
}

# every day of the second half of 2026, Saturdays and Sundays off
calendar() {
	echo '日期,工作日'
	seq -f '2026-07-01 +%g days' 0 183 | date -u -f - '+%F,%u' | sed 's/,[67]$/,否/; s/,[1-5]$/,是/'
}

# small_month PERIOD: four cases a district; 东区 does all in time, 西区 three, 南区 one
small_month() {
	local row unit=0 done_by
	{
		echo '编号,区县,整改期限,完成日期'
		for unit in 东区 西区 南区; do
			for row in 1 2 3 4; do
				done_by=$1-20
				case $unit$row in 西区4 | 南区[234]) done_by=$1-28 ;; esac
				echo "$unit$row-$1,$unit,$1-25,$done_by"
			done
		done
	} >"inputs/issues_$1.csv"
}

# kaohe CODE ARGUMENTS…: the program, which must end with CODE; what it said is in said.txt
kaohe() {
	local want=$1 code=0
	shift
	"$KAOHE" "$@" >said.txt 2>&1 </dev/null || code=$?
	[ "$code" -eq "$want" ] && return
	echo "kaohe $*: exit $code, expected $want"
	cat said.txt
	return 1
}
# draft PERIOD [OPTION…], a run on the second of the next months
draft() {
	local period=$1
	shift
	kaohe 0 run -r rules -i inputs -o OUT -p "$period" --now "2026-11-02 09:00" "$@"
}
publish() {             # CODE RUN [OPTION…]
	local code=$1 run=$2
	shift 2
	kaohe "$code" publish "$run" -o OUT --document 示例〔2026〕9号 --by 示例丁 --now "2026-11-10 10:00" "$@"
}
says() {                # TEXT: was it said?
	grep -qF -- "$1" said.txt && return
	echo "not said: $1"
	cat said.txt
	return 1
}
lacks() {               # FILE TEXT: it must not be in it
	if grep -qF -- "$2" "$1"; then
		echo "in $1: $2"
		cat "$1"
		return 1
	fi
}
there() {               # PATH…: are they all there?
	local path
	for path; do
		[ -e "$path" ] || { echo "not there: $path"; find OUT | sort; return 1; }
	done
}
not_there() {
	local path
	for path; do
		[ ! -e "$path" ] || { echo "is there: $path"; return 1; }
	done
}
# no working folders, temporary files or half archives
nothing_torn() {
	local left
	left=$(find OUT -name '.?*' ! -name .lock)
	[ -z "$left" ] || { echo "left behind: $left"; return 1; }
}

run_test() {            # "$@" of the script
	local self
	self=$(readlink -f "$0")
	case ${1:-} in
	--list) sed -nE 's/^([a-z_0-9]+)\(\) *\{ *# test$/\1/p' "$self" ;;
	*)
		work=$(mktemp -d)
		trap 'rm -rf "$work"' EXIT
		cd "$work" || exit 1
		set -e
		"$1"
		;;
	esac
}
