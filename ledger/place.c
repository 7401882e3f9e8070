/* place.c -- which record lies at a byte of a sound image.
 *
 * Walks the pages as the SQLite file format lays them out; only tables WITHOUT
 * ROWID are walked, which keep their records in index pages.  The image was
 * made by us a moment ago, so nothing in it is doubted. */
#include "ledger/image.h"

enum {
	INTERIOR = 2, LEAF = 10,        /* kinds of index page */
	POINTER = 4,
	MOST_LOCAL = (PAGE - 12) * 64 / 255 - 23, LEAST_LOCAL = (PAGE - 12) * 32 / 255 - 23
};

struct search {
	const unsigned char *bytes;
	size_t page, offset;            /* wanted: page from 1, offset in it */
	uint64_t key;
};

static const unsigned char *page_at(const struct search *s, size_t page)
{
	return s->bytes + (page - 1) * PAGE;
}

static size_t two_bytes(const unsigned char *at)
{
	return (size_t)at[0] << 8 | at[1];
}

static const unsigned char *varint(const unsigned char *at, uint64_t *number)
{
	int i;

	*number = 0;
	for (i = 0; i < 8; i++) {
		*number = *number << 7 | (at[i] & 0x7f);
		if (!(at[i] & 0x80))
			return at + i + 1;
	}
	*number = *number << 8 | at[8];
	return at + 9;
}

/* First column of a record: an integer of ours, never negative. */
static uint64_t first_column(const unsigned char *payload)
{
	static const size_t size[] = { 0, 1, 2, 3, 4, 6, 8 };
	uint64_t header, kind, number = 0;
	size_t i;

	varint(varint(payload, &header), &kind);
	if (kind >= sizeof size / sizeof *size)
		return kind == 9;       /* the constants 0 and 1 take no bytes */
	for (i = 0; i < size[kind]; i++)
		number = number << 8 | payload[header + i];
	return number;
}

/* Whether the wanted page is one of those on which the record goes on. */
static bool overflows_to(const struct search *s, const unsigned char *payload, uint64_t length)
{
	size_t local, next;

	if (length <= MOST_LOCAL)
		return false;
	local = LEAST_LOCAL + (size_t)((length - LEAST_LOCAL) % (PAGE - POINTER));
	if (local > MOST_LOCAL)
		local = LEAST_LOCAL;
	for (next = big_endian(payload + local); next; next = big_endian(page_at(s, next)))
		if (next == s->page)
			return true;
	return false;
}

/* The record that begins last before the byte; before all of them, the first on the page. */
static bool is_nearer(size_t cell, size_t nearest, size_t offset)
{
	if (!nearest)
		return true;
	if (cell <= offset)
		return cell > nearest || nearest > offset;
	return cell < nearest;
}

/* Looks at the cells of one page: true if the wanted byte is here or on a record's further pages. */
static bool in_cells(struct search *s, size_t page)
{
	const unsigned char *at = page_at(s, page), *payload;
	const bool interior = at[0] == INTERIOR, here = page == s->page;
	const size_t cells = two_bytes(at + 3), pointers = interior ? 12 : 8;
	size_t i, cell, nearest = 0;
	uint64_t length;

	for (i = 0; i < cells; i++) {
		cell = two_bytes(at + pointers + 2 * i);
		payload = varint(at + cell + (interior ? POINTER : 0), &length);
		if (overflows_to(s, payload, length)) {
			s->key = first_column(payload);
			return true;
		}
		if (here && is_nearer(cell, nearest, s->offset)) {
			nearest = cell;
			s->key = first_column(payload);
		}
	}
	return here;
}

static bool in_tree(struct search *s, size_t page)
{
	const unsigned char *at = page_at(s, page);
	size_t i, cells;

	if (in_cells(s, page))
		return true;
	if (at[0] != INTERIOR)
		return false;
	cells = two_bytes(at + 3);
	for (i = 0; i < cells; i++)
		if (in_tree(s, big_endian(at + two_bytes(at + 12 + 2 * i))))
			return true;
	return in_tree(s, big_endian(at + 8));
}

struct place image_place(const unsigned char *bytes, size_t length, const unsigned root[TABLES], size_t offset)
{
	struct search search = { bytes, offset / PAGE + 1, offset % PAGE, 0 };
	size_t t;

	for (t = 0; t < TABLES && offset < length; t++)
		if (in_tree(&search, root[t]))
			return (struct place){ table_name(t), search.key };
	return (struct place){ NULL, 0 };
}
