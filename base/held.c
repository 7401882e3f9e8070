/* held.c -- a file held open, read in windows. */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"

enum { WINDOW = 256 * 1024 };

static bool note(struct held *held)
{
	struct stat found;

	if (fstat(held->fd, &found) != 0 || !S_ISREG(found.st_mode))
		return false;
	held->length = (size_t)found.st_size;
	held->changed = found.st_mtim.tv_sec;
	held->changed_nano = found.st_mtim.tv_nsec;
	return true;
}

static bool is_as_noted(const struct held *held, const struct stat *now)
{
	return S_ISREG(now->st_mode) && (size_t)now->st_size == held->length && now->st_mtim.tv_sec == held->changed &&
		now->st_mtim.tv_nsec == held->changed_nano;
}

int held_folder(const char *dir)
{
	return open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
}

bool held_open_in(struct held *held, int folder, const char *name)
{
	held->bytes = NULL;
	held->fd = -1;
	if (!*name || *name == '.' || strchr(name, '/'))
		return false;
	held->fd = openat(folder, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
	if (held->fd < 0)
		return false;
	if (note(held))
		return true;
	held_close(held);
	return false;
}

bool held_open(struct held *held, const char *dir, const char *name)
{
	int folder = held_folder(dir);
	bool good = folder >= 0 && held_open_in(held, folder, name);

	if (folder >= 0)
		close(folder);
	return good;
}

struct held held_file(const struct file *file)
{
	return (struct held){ .fd = -1, .bytes = file->bytes, .length = file->length };
}

bool held_read(const struct held *held, size_t offset, char *to, size_t length)
{
	ssize_t n;

	if (held->bytes) {
		memcpy(to, held->bytes + offset, length);
		return true;
	}
	while (length > 0) {
		n = pread(held->fd, to, length, (off_t)offset);
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return false;
		to += n;
		offset += (size_t)n;
		length -= (size_t)n;
	}
	return true;
}

bool held_same(const struct held *held)
{
	struct stat now;

	return held->bytes || (fstat(held->fd, &now) == 0 && is_as_noted(held, &now));
}

bool held_same_in(const struct held *held, int folder, const char *name)
{
	struct stat now;

	return held->bytes || (fstatat(folder, name, &now, AT_SYMLINK_NOFOLLOW) == 0 && is_as_noted(held, &now));
}

/* One DIGEST_CHUNK, from there on, by way of the window. */
static bool digest_chunk(const struct held *held, size_t at, char *window, unsigned char digest[DIGEST_PART])
{
	const size_t end = held->length - at < DIGEST_CHUNK ? held->length : at + DIGEST_CHUNK;
	struct chunk_digest *part = chunk_digest_begin();
	bool good = true;
	size_t step;

	for (; good && at < end; at += step) {
		step = end - at < WINDOW ? end - at : WINDOW;
		good = held_read(held, at, window, step);
		if (good)
			chunk_digest_add(part, window, step);
	}
	chunk_digest_end(part, digest);
	return good;
}

bool held_digest(const struct held *held, char hex[DIGEST_SIZE])
{
	const size_t count = held->length > DIGEST_CHUNK ? (held->length + DIGEST_CHUNK - 1) / DIGEST_CHUNK : 1;
	unsigned char (*part)[DIGEST_PART] = calloc(count, sizeof *part);
	char *window = malloc(WINDOW);
	bool good = part && window;
	size_t i;

	for (i = 0; good && i < count; i++)
		good = digest_chunk(held, i * DIGEST_CHUNK, window, part[i]);
	if (good)
		digest_parts((const unsigned char (*)[DIGEST_PART])part, count, hex);
	free(window);
	free(part);
	return good;
}

void held_close(struct held *held)
{
	if (held->fd >= 0)
		close(held->fd);
	held->fd = -1;
}
