/* book_looks.c -- how cells look: fonts, and each style made a format of the library once. */
#include "reports/book_private.h"

#include <string.h>
#include "base/text.h"

/* Fonts that every Windows and WPS desktop has; change them here. */
static const char *const font_names[] = {
	[FONT_HEAD]  = "黑体",          /* titles and heads of tables */
	[FONT_TABLE] = "宋体",          /* figures */
	[FONT_TEXT]  = "仿宋",          /* sentences */
	[FONT_NOTE]  = "楷体",          /* notes */
};

int size_of(struct style style)
{
	return style.size == 0 ? POINTS : style.size;
}

static bool same_style(const struct style *a, const struct style *b)
{
	return a->font == b->font && size_of(*a) == size_of(*b) && a->bold == b->bold && a->wrap == b->wrap &&
		a->border == b->border && a->link == b->link && a->strike == b->strike && a->unlocked == b->unlocked && a->align == b->align && a->ink == b->ink && a->fill == b->fill &&
		text_same(a->format, b->format);
}

static lxw_format *make_format(struct book *b, struct style s)
{
	static const uint8_t aligns[] = { LXW_ALIGN_LEFT, LXW_ALIGN_CENTER, LXW_ALIGN_RIGHT };
	lxw_format *f = workbook_add_format(b->workbook);

	if (f == NULL) {
		book_starved(b);
		return NULL;
	}
	format_set_font_name(f, font_names[s.font]);
	format_set_font_size(f, size_of(s));
	format_set_align(f, aligns[s.align]);
	format_set_align(f, LXW_ALIGN_VERTICAL_CENTER);
	if (s.bold)
		format_set_bold(f);
	if (s.wrap)
		format_set_text_wrap(f);
	if (s.border && s.align == RIGHT)
		format_set_indent(f, 1);
	if (s.border) {
		format_set_border(f, LXW_BORDER_THIN);
		format_set_border_color(f, 0x808080);
	}
	if (s.strike)
		format_set_font_strikeout(f);
	if (s.unlocked)
		format_set_unlocked(f);
	if (s.link)
		format_set_underline(f, LXW_UNDERLINE_SINGLE);
	if (s.ink != 0)
		format_set_font_color(f, s.ink);
	if (s.fill != 0)
		format_set_bg_color(f, s.fill);
	if (s.format != NULL)
		format_set_num_format(f, s.format);
	return f;
}

/* Where a style was last found; styles that are the same have the same. */
static size_t *place_of(struct book *b, const struct style *s)
{
	size_t sum = (size_t)size_of(*s) * 31 + s->font + 5u * s->align + 17u * s->ink + 131u * s->fill + 7u * s->bold + 11u * s->wrap + 13u * s->border +
		19u * s->link + 23u * s->strike + 29u * s->unlocked;

	for (const char *c = s->format; c != NULL && *c != '\0'; c++)
		sum = sum * 37 + (unsigned char)*c;
	return &b->sought[(sum ^ sum >> 8 ^ sum >> 16) % FORMATS_SOUGHT];
}

lxw_format *format_for(struct book *b, struct style s)
{
	size_t *place = place_of(b, &s);
	struct format *f;

	if (*place > 0 && same_style(&b->format[*place - 1].style, &s))
		return b->format[*place - 1].format;
	for (size_t i = 0; i < b->format_count; i++)
		if (same_style(&b->format[i].style, &s)) {
			*place = i + 1;
			return b->format[i].format;
		}
	s.format = arena_str(b->kept, s.format);
	f = arena_push(b->kept, b->format, b->format_count);
	f->style = s;
	f->format = make_format(b, s);
	*place = b->format_count;
	return f->format;
}

const char *number_format(struct book *b, const char *before, int places, const char *after)
{
	struct buf f = buf_new(b->arena);

	if (*before != '\0')
		buf_printf(&f, "\"%s\"", before);
	buf_add(&f, places > 0 ? "0." : "0");
	for (int i = 0; i < places; i++)
		buf_add(&f, "0");
	if (strcmp(after, "%") == 0)
		buf_add(&f, "%");
	else if (*after != '\0')
		buf_printf(&f, "\"%s\"", after);
	return f.at;
}

