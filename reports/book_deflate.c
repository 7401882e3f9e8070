/* book_deflate.c -- what this program sees and changes of the packing that the library has others do.
 *
 * libxlsxwriter packs at zlib's level 6 and has no option for it; that is half of
 * what a workbook costs to write.  And of memory it did not get while it wrote a
 * part of the workbook nothing is left but malloc's errno, until it opens the file
 * of the next part: that sets errno to 0.  Between the two it calls minizip and
 * zlib.  The names of those calls are defined here, so that this program is asked
 * first; it passes on what it is given, but for the level where pack_at named one.
 * Only the child that writes a workbook uses either. */
#include "reports/book_private.h"

#include <dlfcn.h>
#include <errno.h>
#include <string.h>
#include <minizip/zip.h>
#include <zlib.h>

typedef zipFile (*open_call)(const char *, int);
typedef int (*init_call)(z_streamp, int, int, int, int, int, const char *, int);

static int asked_level = Z_DEFAULT_COMPRESSION;
static bool starved;

void pack_at(int level)
{
	asked_level = level;
	starved = false;
}

bool packing_starved(void)
{
	return starved;
}

/* Called when the parts are prepared, and none is written. */
zipFile zipOpen(const char *path, int append)
{
	void *found;
	open_call next;

	starved = starved || errno == ENOMEM;
	found = dlsym(RTLD_NEXT, "zipOpen");
	if (found == NULL)
		return NULL;
	memcpy(&next, &found, sizeof next);
	return next(path, append);
}

/* Called after each part. */
int deflateInit2_(z_streamp stream, int level, int method, int window, int memory, int strategy, const char *version, int size)
{
	void *found;
	init_call next;

	starved = starved || errno == ENOMEM;
	found = dlsym(RTLD_NEXT, "deflateInit2_");
	if (found == NULL)
		return Z_VERSION_ERROR;
	memcpy(&next, &found, sizeof next);
	return next(stream, asked_level != Z_DEFAULT_COMPRESSION ? asked_level : level, method, window, memory, strategy, version, size);
}
