/* fuzz_scan.c -- libFuzzer: every way of the scanner marks what csv.h reads, whatever the bytes (make fuzz). */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/csv.h"
#include "base/scan.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Cells of whole rows, and rows that are odd, added up with their lengths. */
static uint64_t by_csv(struct arena *arena, const char *text, size_t length, bool *whole)
{
	struct csv *csv = csv_open(arena, diag_new(arena, CHINESE), "", arena_strn(arena, text, length), length);
	struct csv_block block;
	uint64_t sum = 0;
	size_t r;

	while (csv_next(csv, &block))
		for (r = 0; r < block.rows; r++)
			sum = sum * 31 + block.line[r] * 7 + (block.fault[r] != CSV_NO_FAULT ? 1 : 2 + block.first[r + 1] - block.first[r]);
	*whole = csv_whole(csv);
	return sum;
}

static uint64_t by_scan(struct arena *arena, const char *bytes, size_t length, size_t stretch, bool *whole)
{
	struct scan s = scan_new(arena);
	size_t start = 0, line = 1, r, stop;
	uint64_t sum = 0;
	bool cut = false;

	while (start < length && !cut) {
		stop = length - start < stretch ? length : start + stretch;
		start = scan_rows(&s, bytes, start, stop, length, &cut);
		for (r = 0; r < s.rows; r++) {
			size_t cells = s.row[r + 1] - s.row[r], from = (uint32_t)(s.mark[s.row[r]] + 1), to = s.mark[s.row[r + 1]];

			if (cells == 1 && (from == to || (from + 1 == to && bytes[from] == '\r')))
				continue;
			sum = sum * 31 + (line + s.line[r]) * 7 + (s.odd[r] ? 1 : 2 + cells);
		}
		line += s.feeds;
	}
	*whole = !cut;
	return sum;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *arena;
	char *bytes;
	bool whole, scanned;
	uint64_t expected;
	size_t way;

	if (size == 0 || memchr(data, '\0', size))
		return 0;
	arena = arena_new();
	bytes = arena_alloc(arena, size + 1 + SCAN_SLACK);
	memcpy(bytes, data, size);
	bytes[size] = '\n';
	expected = by_csv(arena, bytes, size + 1, &whole);
	for (way = 0; scan_way(way); way++)
		if (scan_use(way) && whole && (by_scan(arena, bytes, size + 1, 1 + size % 90, &scanned) != expected || !scanned))
			abort();
	arena_free(arena);
	return 0;
}
