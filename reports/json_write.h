/* json_write.h -- writes JSON: keys in the order given, two blanks a level.  Private to reports/. */
#ifndef REPORTS_JSON_WRITE_H
#define REPORTS_JSON_WRITE_H

#include <stdbool.h>
#include <stdint.h>
#include "base/text.h"

struct json {
	struct buf *out;
	unsigned depth;
	bool first;                     /* nothing yet in the object or list being written */
};

/* key NULL: an element of a list, or the whole. */
void json_object(struct json *, const char *key);
void json_object_end(struct json *);
void json_list(struct json *, const char *key);
void json_list_end(struct json *);
/* NULL writes null; bytes that are not UTF-8 are written as <0xXX>. */
void json_text(struct json *, const char *key, const char *text);
void json_count(struct json *, const char *key, uint64_t);

#endif
