/* diag.h -- complaints: numbered, placed, in the reader's language.
 *
 * Readers report every problem and walk on; they neither print nor exit nor
 * decide.  The caller passes one gate afterwards (diag_errors) and prints. */
#ifndef BASE_DIAG_H
#define BASE_DIAG_H

#include <stddef.h>
#include <stdio.h>
#include "base/arena.h"

/* Where a thing was written.  file is the name inside the folder the user
 * gave, never an absolute path; NULL stands for the command line.  line 0: the
 * file as a whole; column 0: the line as a whole.  Columns count characters. */
struct origin {
	const char *file;
	unsigned line, column;
};

enum severity { NOTE, WARNING, ERROR };
enum language { CHINESE, ENGLISH };

/* The list of messages is base/messages.def: number (never reused), severity,
 * exit code it leads to, name, Chinese and English text.  {1} {2} … in a text
 * are the arguments. */
enum message {
#define MSG(number, severity, exit, name, zh, en) MSG_##name,
#include "base/messages.def"
#undef MSG
	MSG_COUNT
};

struct diag;

/* Lives in the arena. */
struct diag *diag_new(struct arena *, enum language);
/* For arguments that are phrases of their own. */
enum language diag_language(const struct diag *);

/* Adds a complaint.  The arguments are strings, copied; the list ends with
 * NULL.  Control and format characters in them are shown as <U+202E>.  The
 * same complaint at the same place with the same words is kept once. */
void diag(struct diag *, enum message, struct origin at, ...) __attribute__((sentinel));

/* Makes the text of a file known, before complaints about it; bytes are UTF-8 and stay alive as long as the diag. */
void diag_source(struct diag *, const char *file, const char *bytes, size_t length);

/* Adds the errors of another list, as they stand there. */
void diag_pass_errors(struct diag *, const struct diag *from);

size_t diag_errors(const struct diag *);
size_t diag_warnings(const struct diag *);

/* The exit code that the complaints so far call for: 0 when there are none or
 * only notes, 1 when there are warnings, otherwise the code of the first
 * error (70 wins over all: a fault of our own is never hidden behind others). */
int diag_exit(const struct diag *);

/* The complaints in order of place (files in order of first complaint, then line, then
 * column, then age), one line each, for example
 *     考核.ini:2:8: 错误 K201: 不认识的计分方法“完成律”；…
 * Notes only with DIAG_NOTES; DIAG_JOURNAL puts <3> <4> <5> in front, the
 * priorities that systemd's journal reads. */
/* DIAG_EXCERPT shows the line of a file made known by diag_source() below each complaint, what it is about underlined. */
enum { DIAG_NOTES = 1, DIAG_JOURNAL = 2, DIAG_EXCERPT = 4 };
void diag_print(const struct diag *, FILE *, int flags);

/* The same lines for reports: number of complaints and the i-th, oldest first. */
struct complaint {
	enum message message;
	enum severity severity;
	int number, exit;
	struct origin at;
	const char *text;              /* without place, severity and number */
};
size_t diag_count(const struct diag *);
const struct complaint *diag_at(const struct diag *, size_t i);

/* "file:line:column" as far as known, in the arena. */
const char *origin_text(struct arena *, struct origin);

/* The table behind help messages: i from 0 to MSG_COUNT - 1. */
struct message_info {
	int number, exit;
	enum severity severity;
	const char *zh, *en;
};
const struct message_info *message_info(size_t i);

#endif
