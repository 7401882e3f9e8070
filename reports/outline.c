/* outline.c -- a tree of lines. */
#include "reports/outline.h"

#include <stdarg.h>
#include <string.h>
#include "base/text.h"

struct outline *outline_new(struct arena *a, const char *line)
{
	struct outline *o = arena_one(a, struct outline);

	o->arena = a;
	o->line = line;
	return o;
}

struct outline *outline_add(struct outline *parent, const char *format, ...)
{
	va_list list, again;
	struct outline *o;
	char *line;
	int length;

	va_start(list, format);
	va_copy(again, list);
	length = vsnprintf(NULL, 0, format, list);
	line = arena_alloc(parent->arena, (size_t)length + 1);
	vsnprintf(line, (size_t)length + 1, format, again);
	va_end(again);
	va_end(list);
	o = outline_new(parent->arena, line);
	*arena_push(parent->arena, parent->child, parent->child_count) = o;
	return o;
}

static void print_below(const struct outline *o, const char *indent, FILE *out)
{
	for (size_t i = 0; i < o->child_count; i++) {
		const struct outline *child = o->child[i];
		bool last = i + 1 == o->child_count;

		fprintf(out, "%s%s %s\n", indent, last ? "└" : "├", text_visible(o->arena, child->line));
		print_below(child, arena_printf(o->arena, "%s%s ", indent, last ? " " : "│"), out);
	}
}

void outline_print(const struct outline *o, FILE *out)
{
	fprintf(out, "%s\n", text_visible(o->arena, o->line));
	print_below(o, "", out);
}
