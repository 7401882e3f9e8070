/* templates.h -- the files of rules/templates, compiled in by cli/templates.sh. */
#ifndef CLI_TEMPLATES_H
#define CLI_TEMPLATES_H

#include <stddef.h>

struct template_file {
	const char *name, *path;        /* districts, rules/00-scheme.ini */
	const unsigned char *bytes;
	size_t length;
};
extern const struct template_file template_files[];
extern const size_t template_file_count;

#endif
