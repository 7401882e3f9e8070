#!/bin/bash
# reproducible.sh -- builds the tree in two folders and compares the programs.
set -eu
cd "$(dirname "$0")/.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
unset BUILD PROGRAM

for place in a some/deeper/folder; do
	mkdir -p "$work/$place"
	tar -c --exclude=./.git --exclude=./build --exclude='./build-*' --exclude=./kaohe \
		--exclude=./demo . | tar -x -C "$work/$place"
	make -C "$work/$place" -s -j"$(nproc)" all
done
cmp "$work/a/kaohe" "$work/some/deeper/folder/kaohe"
echo "reproducible: $(sha256sum <"$work/a/kaohe" | cut -c1-64)"
