/* scan_body.h -- the scanner's loop, compiled once for each way of looking at 64 bytes.
 *
 * Included by the files that define LOOK (the masks of a block), INSIDE (prefix xor), MARK (bits into marks) and
 * WAY (the function's name and attributes); no header of its own. */

/* A block in which every quote opens or closes a cell, or stands doubled in one: bits of
 * what parts cells, of the line feeds that end rows; false if a quote stands elsewhere. */
static inline TARGET bool WAY(settle)(const char *at, const struct look *look, struct behind *behind, uint64_t *parts, uint64_t *ends)
{
	uint64_t inside, open, close, after;

	if (!(look->quote | behind->inside)) {
		*parts = look->comma | look->feed;
		*ends = look->feed;
		if (behind->closed && !(*parts & 1) && !(at[0] == '\r' && at[1] == '\n'))
			return false;
		behind->closed = 0;
		behind->parted = *parts >> 63;
		return true;
	}
	inside = INSIDE(look->quote) ^ behind->inside;
	open = look->quote & inside;
	close = look->quote & ~inside;
	*parts = (look->comma | look->feed) & ~inside;
	*ends = look->feed & ~inside;
	if (open & ~(*parts << 1 | behind->parted | close << 1 | behind->closed))
		return false;
	after = close << 1 | behind->closed;
	for (after &= ~(*parts | look->quote); after; after &= after - 1) {
		unsigned bit = (unsigned)__builtin_ctzll(after);

		if (at[bit] != '\r' || at[bit + 1] != '\n')
			return false;
	}
	behind->inside = (uint64_t)((int64_t)inside >> 63);
	behind->parted = *parts >> 63;
	behind->closed = close >> 63;
	return true;
}

static TARGET size_t WAY(rows)(struct scan *s, const char *bytes, size_t start, size_t stop, size_t length, bool *cut)
{
	size_t at = start, row_start = start, feeds_at_row = s->feeds, next;
	struct behind behind = row_begins;
	uint64_t parts, ends;
	struct look look;

	while (at < length) {
		make_room(s);
		LOOK(bytes + at, &look);
		if (length - at < 64)
			cut_look(&look, length - at);
		if (!WAY(settle)(bytes + at, &look, &behind, &parts, &ends)) {
			s->feeds = feeds_at_row;
			next = scan_odd_row(s, bytes, row_start, length);
			if (next > length)
				break;
			at = row_start = next;
			feeds_at_row = s->feeds;
			behind = row_begins;
			if (row_start >= stop)
				return row_start;
			continue;
		}
		if (ends) {
			next = put_rows(s, at, parts, ends, look.feed, stop, &feeds_at_row);
			if (next) {
				s->feeds = feeds_at_row;
				return next;
			}
		}
		s->feeds += (unsigned)__builtin_popcountll(look.feed);
		MARK(s, at, parts);
		if (ends)
			row_start = (size_t)s->mark[s->row[s->rows]] + 1;
		at += 64;
	}
	drop_row(s);
	s->feeds = feeds_at_row;
	*cut = row_start < length;
	return row_start;
}
