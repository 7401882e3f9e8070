/* book_deflate.c -- a lower level of packing than the library asks for.
 *
 * libxlsxwriter packs at zlib's level 6 and has no option for it; that is half of
 * what a workbook costs to write.  The name of zlib's own call is defined here,
 * so that this program is asked first; it passes on what it is given, but for
 * the level where pack_at named one.  Only the child that writes a workbook does. */
#include "reports/book_private.h"

#include <dlfcn.h>
#include <string.h>
#include <zlib.h>

typedef int (*init_call)(z_streamp, int, int, int, int, int, const char *, int);

static int asked_level = Z_DEFAULT_COMPRESSION;

void pack_at(int level)
{
	asked_level = level;
}

int deflateInit2_(z_streamp stream, int level, int method, int window, int memory, int strategy, const char *version, int size)
{
	void *found = dlsym(RTLD_NEXT, "deflateInit2_");
	init_call next;

	if (found == NULL)
		return Z_VERSION_ERROR;
	memcpy(&next, &found, sizeof next);
	return next(stream, asked_level != Z_DEFAULT_COMPRESSION ? asked_level : level, method, window, memory, strategy, version, size);
}
