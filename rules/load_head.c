/* load_head.c -- [类:名]: the head of a section, straight or nearly so. */
#include "rules/loading.h"

#include <stdio.h>
#include <string.h>

#include "base/text.h"

struct head {
	struct piece written;            /* from bracket to bracket */
	struct piece kind, name, tail;   /* tail: behind the bracket */
	bool has_colon;
};

bool is_head(struct piece line)
{
	return piece_begins(line, "[") || piece_begins(line, "【") || piece_begins(line, "［");
}

static struct head take_apart(struct piece line)
{
	static const char *const closing[] = { "]", "】", "］", NULL };
	static const char *const colons[] = { ":", WIDE_COLON, NULL };
	struct piece inside = { line.at + (*line.at == '[' ? 1 : strlen("【")), line.end };
	struct head head = { line, inside, { line.end, line.end }, { line.end, line.end }, false };
	size_t size = 0;
	const char *at = piece_first(inside, closing, &size);

	if (at) {
		inside.end = at;
		head.written.end = at + size;
		head.tail = piece_trimmed_wide((struct piece){ at + size, line.end });
	}
	head.kind = inside;
	at = piece_first(inside, colons, &size);
	if (at) {
		head.has_colon = true;
		head.kind.end = at;
		head.name = piece_trimmed_wide((struct piece){ at + size, inside.end });
	}
	head.kind = piece_trimmed_wide(head.kind);
	return head;
}

/* The name as it should be: references in rule values are read with ： as : too. */
static const char *straight_name(struct ini *ini, struct piece name)
{
	struct buf out = buf_new(ini->arena);
	const char *colon;

	while ((colon = piece_find(name, WIDE_COLON)) != NULL) {
		buf_addn(&out, name.at, (size_t)(colon - name.at));
		buf_add(&out, ":");
		name.at = colon + strlen(WIDE_COLON);
	}
	buf_addn(&out, name.at, piece_length(name));
	return out.at;
}

/* Points at the first character the name must not have, or that is one too many. */
static const char *bad_in_name(struct piece name)
{
	size_t size;
	int characters = 0;

	for (const char *at = name.at; at < name.end; at += size) {
		utf8_decode(at, name.end, &size);
		if (++characters > INI_NAME_MOST || (size == 1 && strchr("/[];\t", *at)))
			return at;
	}
	return NULL;
}

static const struct element *section_of(const struct ini *ini, const char *kind, const char *name)
{
	for (size_t i = 0; i < *ini->count; i++)
		if (text_same((*ini->element)[i].kind, kind) && text_same((*ini->element)[i].name, name))
			return &(*ini->element)[i];
	return NULL;
}

void drop_section(struct ini *ini)
{
	ini->dropped = (struct element){ .kind = "", .name = "", .at = ini_place(ini, ini->line.at) };
	ini->open = &ini->dropped;
	strcpy(ini->code, "S0");
}

static void open_section(struct ini *ini, const char *kind, const char *name)
{
	const struct element *first = section_of(ini, kind, name);
	struct origin at = ini_place(ini, ini->line.at);

	if (first) {
		diag(ini->diag, MSG_INI_SECTION_TWICE, at, *name ? arena_printf(ini->arena, "%s:%s", kind, name) : kind,
			origin_text(ini->arena, (struct origin){ first->at.file, first->at.line, 0 }), NULL);
		drop_section(ini);
		return;
	}
	ini->open = arena_push(ini->arena, *ini->element, *ini->count);
	*ini->open = (struct element){ .kind = kind, .name = name, .at = at };
	snprintf(ini->code, sizeof ini->code, "S%zu", *ini->count);
}

void read_head_line(struct ini *ini)
{
	struct head head = take_apart(piece_trimmed(ini->line));
	const char *kind = piece_text(ini, head.kind), *name = straight_name(ini, head.name), *bad = bad_in_name(head.name);
	const char *right = arena_printf(ini->arena, "[%s%s%s]", kind, head.has_colon ? ":" : "", name);
	bool is_single = text_same(kind, "方案") || text_same(kind, "督办") || text_same(kind, "通报");

	if (!*kind || head.has_colon == is_single || (head.has_colon && !*name)) {
		diag(ini->diag, MSG_INI_HEAD_FORM, ini_place(ini, head.written.at), piece_shown(ini, head.written), NULL);
		drop_section(ini);
	} else {
		if (!text_same(right, piece_text(ini, head.written)))
			diag(ini->diag, MSG_INI_HEAD_SPELLING, ini_place(ini, head.written.at), piece_shown(ini, head.written),
				piece_shown(ini, piece_of(right)), NULL);
		if (bad)
			diag(ini->diag, MSG_INI_NAME, ini_place(ini, bad), piece_shown(ini, piece_of(name)), ini_number(ini, INI_NAME_MOST), NULL);
		open_section(ini, kind, name);
	}
	if (!piece_is_empty(head.tail))
		diag(ini->diag, MSG_INI_HEAD_TAIL, ini_place(ini, head.tail.at), piece_shown(ini, head.tail), NULL);
}
