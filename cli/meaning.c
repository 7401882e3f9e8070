/* meaning.c -- digests: of the rules as bytes, of what they say, of what came in.
 *
 * Two rule folders mean the same when their sections and entries are the same
 * in the same order, their registries have the same cells for the units of the period, and their other tables are
 * equal byte for byte; comments, empty lines, the width of blanks and units of other times do not count. */
#include <string.h>
#include "base/file.h"
#include "base/text.h"
#include "cli/cli.h"
#include "inputs/measures.h"

static const char *digest(const struct buf *b)
{
	char *hex = arena_alloc(b->arena, DIGEST_SIZE);

	digest_bytes(b->at, b->length, hex);
	return hex;
}

const char *digest_rules(struct arena *a, const struct scheme *s)
{
	struct buf b = buf_new(a);

	for (size_t i = 0; i < s->file_count; i++)
		buf_printf(&b, "%s %s\n", s->file[i]->digest, s->file[i]->name);
	return digest(&b);
}

/* The text with every run of blanks as one, and an end that no text can hold. */
static void add_folded(struct buf *b, const char *text)
{
	while (*text != '\0') {
		size_t word = strcspn(text, " \t"), blank = strspn(text + word, " \t");

		buf_addn(b, text, word);
		if (blank > 0)
			buf_add(b, " ");
		text += word + blank;
	}
	buf_add(b, "\n");
}

static bool is_table(const char *name)
{
	size_t n = strlen(name);

	return n < 4 || strcmp(name + n - 4, ".ini") != 0;
}

/* Of a registry what it says for the period, of any other table its bytes. */
static const char *table_digest(const struct scheme *s, const struct file *file)
{
	for (size_t i = 0; i < s->registry_count; i++)
		if (s->registry[i]->digest != NULL && text_same(s->registry[i]->file, file->name))
			return s->registry[i]->digest;
	return file->digest;
}

const char *digest_meaning(struct arena *a, const struct scheme *s)
{
	struct buf b = buf_new(a);

	for (size_t i = 0; i < s->element_count; i++) {
		const struct element *e = &s->element[i];

		buf_add(&b, "[");
		add_folded(&b, e->kind);
		add_folded(&b, e->name);
		for (size_t k = 0; k < e->entry_count; k++) {
			add_folded(&b, e->entry[k].key);
			add_folded(&b, e->entry[k].value);
		}
	}
	for (size_t i = 0; i < s->file_count; i++)
		if (is_table(s->file[i]->name))
			buf_printf(&b, "%s %s\n", table_digest(s, s->file[i]), s->file[i]->name);
	return digest(&b);
}

/* The people's file that may change until publication without touching a figure. */
static bool is_objections(struct arena *a, const struct month *m, const char *name)
{
	return m->scheme->objections != NULL && text_same(period_fill(a, m->period, m->scheme->objections), name);
}

const char *digest_inputs(struct arena *a, const struct month *m)
{
	struct buf b = buf_new(a);

	for (size_t i = 0; m->measures != NULL && i < m->scheme->source_count; i++)
		for (size_t k = 0; k < m->measures->intake[i].file_count; k++)
			buf_printf(&b, "%s %s\n", m->measures->intake[i].file[k].file->digest, m->measures->intake[i].file[k].file->name);
	for (size_t i = 0; m->people != NULL && i < m->people->file_count; i++)
		if (!is_objections(a, m, m->people->file[i]->name))
			buf_printf(&b, "%s %s\n", m->people->file[i]->digest, m->people->file[i]->name);
	return digest(&b);
}
