/* diag.c -- complaints: numbered, placed, in the reader's language.
 *
 * Complaints are kept in the order they came; a hash over place and words finds
 * repetitions, and every file remembers the rank in which it was first heard
 * of, so that printing is one sort. */
#include "base/diag.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/excerpt.h"
#include "base/text.h"

enum { BUCKETS = 1024, MOST_ARGUMENTS = 9, EXIT_WARNING = 1, EXIT_INTERNAL = 70 };

struct entry {
	struct complaint complaint;
	size_t file;                    /* rank of its file */
	size_t next;                    /* in its bucket, plus one; 0 ends */
	size_t length;                  /* bytes of what it is about, 0 unknown */
};

struct diag {
	struct arena *arena;
	enum language language;
	struct entry *entries;
	size_t entry_count;
	const char **files;             /* in order of first complaint */
	size_t file_count, last_file;
	struct source_text *sources;
	size_t source_count;
	size_t warnings, errors;
	int first_exit;                 /* of the first error, or 70 once there was one */
	size_t buckets[BUCKETS];        /* entry, plus one */
};

static const struct message_info messages[] = {
#define MSG(number, severity, exit, name, zh, en) { number, exit, severity, zh, en },
#include "base/messages.def"
#undef MSG
};

static const char *const severity_words[][3] = {
	[CHINESE] = { "提示", "警告", "错误" },
	[ENGLISH] = { "note", "warning", "error" }
};

const struct message_info *message_info(size_t i)
{
	return &messages[i];
}

struct diag *diag_new(struct arena *arena, enum language language)
{
	struct diag *diag = arena_one(arena, struct diag);

	diag->arena = arena;
	diag->language = language;
	return diag;
}

enum language diag_language(const struct diag *diag)
{
	return diag->language;
}

/* Rank of a file name; complaints mostly come file by file, so the last one is tried first. */
static size_t file_rank(struct diag *diag, const char *file)
{
	size_t i;

	if (diag->file_count && text_same(diag->files[diag->last_file], file))
		return diag->last_file;
	for (i = 0; i < diag->file_count; i++)
		if (text_same(diag->files[i], file))
			break;
	if (i == diag->file_count)
		*arena_push(diag->arena, diag->files, diag->file_count) = arena_str(diag->arena, file);
	return diag->last_file = i;
}

/* The message's text with {1} to {9} put in; a placeholder without an argument stays. */
static const char *fill(struct arena *arena, const char *text, const char *const *arguments, size_t count)
{
	struct buf out = buf_new(arena);
	const char *open;

	while ((open = strchr(text, '{')) != NULL) {
		buf_addn(&out, text, (size_t)(open - text));
		text = open + 1;
		if (*text >= '1' && (size_t)(*text - '1') < count && text[1] == '}') {
			buf_add(&out, arguments[*text - '1']);
			text += 2;
		} else {
			buf_add(&out, "{");
		}
	}
	buf_add(&out, text);
	return out.at;
}

static size_t bucket_of(enum message message, size_t file, struct origin at, const char *text)
{
	uint64_t hash = 14695981039346656037u;
	const uint64_t prime = 1099511628211u;

	hash = (hash ^ (uint64_t)message) * prime;
	hash = (hash ^ file) * prime;
	hash = (hash ^ at.line) * prime;
	hash = (hash ^ at.column) * prime;
	for (; *text; text++)
		hash = (hash ^ (unsigned char)*text) * prime;
	return (size_t)((hash ^ hash >> 32) % BUCKETS);
}

static bool is_repeated(const struct diag *diag, size_t bucket, enum message message, size_t file,
	struct origin at, const char *text)
{
	const struct entry *entry;
	size_t i;

	for (i = diag->buckets[bucket]; i; i = entry->next) {
		entry = &diag->entries[i - 1];
		if (entry->complaint.message == message && entry->file == file &&
		    entry->complaint.at.line == at.line && entry->complaint.at.column == at.column &&
		    strcmp(entry->complaint.text, text) == 0)
			return true;
	}
	return false;
}

static void count_severity(struct diag *diag, const struct message_info *info)
{
	if (info->severity == WARNING)
		diag->warnings++;
	if (info->severity != ERROR)
		return;
	if (diag->errors++ == 0 || info->exit == EXIT_INTERNAL)
		diag->first_exit = info->exit;
}

void diag_source(struct diag *diag, const char *file, const char *bytes, size_t length)
{
	*arena_push(diag->arena, diag->sources, diag->source_count) = (struct source_text){ file, bytes, length };
}

static const struct source_text *source_of(const struct diag *diag, const char *file)
{
	for (size_t i = diag->source_count; i > 0; i--)
		if (text_same(diag->sources[i - 1].file, file))
			return &diag->sources[i - 1];
	return NULL;
}

static void add(struct diag *diag, enum message message, struct origin at, const char *text, size_t length)
{
	const struct message_info *info = &messages[message];
	size_t file = file_rank(diag, at.file);
	size_t bucket = bucket_of(message, file, at, text);
	struct entry *entry;

	if (is_repeated(diag, bucket, message, file, at, text))
		return;
	entry = arena_push(diag->arena, diag->entries, diag->entry_count);
	entry->complaint = (struct complaint){ message, info->severity, info->number, info->exit,
		{ diag->files[file], at.line, at.column }, text };
	entry->file = file;
	entry->length = length;
	entry->next = diag->buckets[bucket];
	diag->buckets[bucket] = diag->entry_count;
	count_severity(diag, info);
}

void diag(struct diag *diag, enum message message, struct origin at, ...)
{
	const char *arguments[MOST_ARGUMENTS], *argument;
	const struct message_info *info = &messages[message];
	const struct source_text *source = source_of(diag, at.file);
	size_t count = 0;
	va_list list;

	va_start(list, at);
	while ((argument = va_arg(list, const char *)) != NULL)
		if (count < MOST_ARGUMENTS)
			arguments[count++] = text_visible(diag->arena, argument);
	va_end(list);
	add(diag, message, at,
		fill(diag->arena, diag->language == ENGLISH ? info->en : info->zh, arguments, count),
		source == NULL ? 0 : excerpt_length(source, at.line, at.column, arguments, count));
}

void diag_pass_errors(struct diag *diag, const struct diag *from)
{
	for (size_t i = 0; i < from->entry_count; i++) {
		const struct complaint *c = &from->entries[i].complaint;

		if (c->severity == ERROR)
			add(diag, c->message, c->at, arena_str(diag->arena, c->text), 0);
	}
}

size_t diag_errors(const struct diag *diag)
{
	return diag->errors;
}

size_t diag_warnings(const struct diag *diag)
{
	return diag->warnings;
}

int diag_exit(const struct diag *diag)
{
	if (diag->errors)
		return diag->first_exit;
	return diag->warnings ? EXIT_WARNING : 0;
}

size_t diag_count(const struct diag *diag)
{
	return diag->entry_count;
}

const struct complaint *diag_at(const struct diag *diag, size_t i)
{
	return &diag->entries[i].complaint;
}

const char *origin_text(struct arena *arena, struct origin at)
{
	const char *file = at.file ? text_visible(arena, at.file) : "kaohe";

	if (!at.line)
		return file;
	if (!at.column)
		return arena_printf(arena, "%s:%u", file, at.line);
	return arena_printf(arena, "%s:%u:%u", file, at.line, at.column);
}

static int by_place(const void *left, const void *right)
{
	const struct entry *a = *(const struct entry *const *)left;
	const struct entry *b = *(const struct entry *const *)right;

	if (a->file != b->file)
		return a->file < b->file ? -1 : 1;
	if (a->complaint.at.line != b->complaint.at.line)
		return a->complaint.at.line < b->complaint.at.line ? -1 : 1;
	if (a->complaint.at.column != b->complaint.at.column)
		return a->complaint.at.column < b->complaint.at.column ? -1 : 1;
	return a < b ? -1 : a > b;      /* age: entries lie in the order they came */
}

void diag_print(const struct diag *diag, FILE *out, int flags)
{
	static const char *const priority[] = { [NOTE] = "<5>", [WARNING] = "<4>", [ERROR] = "<3>" };
	const struct entry **sorted = arena_many(diag->arena, const struct entry *, diag->entry_count);
	const struct complaint *complaint;
	const struct source_text *source;
	size_t i;

	for (i = 0; i < diag->entry_count; i++)
		sorted[i] = &diag->entries[i];
	if (diag->entry_count)
		qsort(sorted, diag->entry_count, sizeof *sorted, by_place);
	for (i = 0; i < diag->entry_count; i++) {
		complaint = &sorted[i]->complaint;
		if (complaint->severity == NOTE && !(flags & DIAG_NOTES))
			continue;
		fprintf(out, "%s%s: %s K%d: %s\n", flags & DIAG_JOURNAL ? priority[complaint->severity] : "", origin_text(diag->arena, complaint->at),
			severity_words[diag->language][complaint->severity], complaint->number, complaint->text);
		if (flags & DIAG_EXCERPT && complaint->at.line > 0 && (source = source_of(diag, complaint->at.file)) != NULL)
			excerpt_print(diag->arena, source, complaint->at.line, complaint->at.column, sorted[i]->length, out);
	}
}
