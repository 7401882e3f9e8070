#!/bin/sh
# install.sh -- puts in place the Debian packages that the next step needs.
#
#     tests/install.sh         to build and run the demo
#     tests/install.sh test    and the tests
#     tests/install.sh ci      and the slower gates of .ci/run
#     tests/install.sh bench   to measure it beside others
#     tests/install.sh pictures    to draw the pages for the README
#
# Says nothing and returns at once when nothing lacks.  Installs as root or
# through sudo; where neither is possible it prints the one line to run.
set -eu

packages='gcc libc6-dev libinih-dev libsqlite3-dev libxlsxwriter-dev libminizip-dev libexpat1-dev
libgmp-dev libssl-dev zlib1g-dev tzdata'
case ${1:-} in
'') ;;
test) packages="$packages libcmocka-dev python3 strace" ;;
ci) packages="$packages libcmocka-dev python3 strace clang libclang-rt-14-dev
	libreoffice-calc python3-openpyxl chromium" ;;
bench) packages="$packages python3 python3-pandas python3-xlsxwriter"
	command -v npm >/dev/null || packages="$packages nodejs npm" ;;
pictures) packages="$packages libreoffice-calc poppler-utils fonts-noto-cjk fonts-crosextra-carlito" ;;
*) echo "usage: tests/install.sh [test|ci|bench|pictures]" >&2; exit 64 ;;
esac

if ! command -v dpkg-query >/dev/null; then
	echo "这不是 Debian，不能自动安装；需要的软件包：" $packages >&2
	exit 0
fi

lacking=
for package in $packages; do
	case $(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null || :) in
	installed*) ;;
	*) lacking="$lacking $package" ;;
	esac
done
[ -n "$lacking" ] || exit 0

install="apt-get install -y --no-install-recommends$lacking"
if [ "$(id -u)" -eq 0 ]; then
	as_root=
elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
	as_root='sudo -n'
else
	echo "缺少软件包，请由管理员执行这一行后重来：" >&2
	echo "sudo sh -c 'apt-get update && $install'" >&2
	exit 1
fi

echo "正在安装：${lacking# }" >&2
log=$(mktemp)
trap 'rm -f "$log"' EXIT
apt() {
	$as_root env DEBIAN_FRONTEND=noninteractive \
		apt-get -q -o DPkg::Lock::Timeout=300 "$@" </dev/null >>"$log" 2>&1
}
apt update || :                 # a stale list may still do
if ! apt install -y --no-install-recommends $lacking; then
	cat "$log" >&2
	echo "安装失败；请由管理员执行：apt-get update && $install" >&2
	exit 1
fi
