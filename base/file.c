/* file.c -- files in, files out.
 *
 * A folder is opened once and names are looked up in it, never a path put
 * together: a name cannot lead out of its folder, and a link is not followed.
 * A file that changed while it was read was not delivered yet.  What is written
 * appears under its name only when it is whole and on disk. */
#include "base/file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/gzip.h"

enum { FILE_MODE = 0640, DIR_MODE = 0750, MOST_IO = 1024 * 1024 * 1024, NAME_SHOWN = 200 };

static struct origin in_file(const char *name)
{
	return (struct origin){ name, 0, 0 };
}

static const struct origin nowhere = { NULL, 0, 0 };

static bool name_is_plain(const char *name)
{
	return *name && *name != '.' && !strchr(name, '/');
}

/* A name that can also be printed: in a message, a workbook, the ledger. */
static bool name_is_good(const char *name)
{
	size_t bad;

	return name_is_plain(name) && utf8_valid(name, strlen(name), &bad);
}

static bool ends_in(const char *name, const char *suffix)
{
	size_t length = strlen(name), tail = strlen(suffix);

	return length >= tail && strcmp(name + length - tail, suffix) == 0;
}

static int open_dir(const char *dir)
{
	return open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
}

/* ---- reading ---- */

static void complain_of_dir(struct diag *to, const char *dir)
{
	const char *why = strerror(errno);

	if (errno == ENOENT || errno == ENOTDIR)
		diag(to, MSG_DIR_MISSING, nowhere, dir, NULL);
	else if (errno == EACCES || errno == EPERM)
		diag(to, MSG_DIR_PERMISSION, nowhere, dir, NULL);
	else
		diag(to, MSG_DIR_UNREADABLE, nowhere, dir, why, NULL);
}

static void complain_of_open(struct diag *to, const char *dir, const char *name)
{
	struct origin at = in_file(name);
	const char *why = strerror(errno);

	switch (errno) {
	case ENOENT:
		diag(to, MSG_FILE_MISSING, at, dir, NULL);
		break;
	case ELOOP:
		diag(to, MSG_FILE_IS_LINK, at, NULL);
		break;
	case ENXIO:                     /* a socket, or a device without its driver */
	case ENODEV:
		diag(to, MSG_FILE_KIND, at, NULL);
		break;
	case EACCES:
	case EPERM:
		diag(to, MSG_FILE_PERMISSION, at, NULL);
		break;
	default:
		diag(to, MSG_FILE_UNREADABLE, at, why, NULL);
	}
}

/* A descriptor of the regular file dir/name and what fstat says of it, or -1. */
static int open_regular(struct diag *to, const char *dir, const char *name, struct stat *found)
{
	int folder = open_dir(dir), fd;

	if (folder < 0) {
		complain_of_dir(to, dir);
		return -1;
	}
	fd = openat(folder, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
	if (fd < 0)
		complain_of_open(to, dir, name);
	close(folder);
	if (fd < 0)
		return -1;
	if (fstat(fd, found) != 0)
		diag(to, MSG_FILE_UNREADABLE, in_file(name), strerror(errno), NULL);
	else if (!S_ISREG(found->st_mode))
		diag(to, MSG_FILE_KIND, in_file(name), NULL);
	else
		return fd;
	close(fd);
	return -1;
}

/* Bytes read, fewer only at the end of the file; -1 on an error. */
static ssize_t read_full(int fd, char *bytes, size_t length)
{
	size_t done = 0;
	ssize_t n;

	while (done < length) {
		n = read(fd, bytes + done, length - done < MOST_IO ? length - done : MOST_IO);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return -1;
		if (n == 0)
			break;
		done += (size_t)n;
	}
	return (ssize_t)done;
}

static bool is_unchanged(int fd, const struct stat *before)
{
	struct stat after;

	return fstat(fd, &after) == 0 && after.st_size == before->st_size &&
		after.st_mtim.tv_sec == before->st_mtim.tv_sec && after.st_mtim.tv_nsec == before->st_mtim.tv_nsec;
}

/* All bytes of the file, a NUL behind; NULL and a complaint if they cannot be had. */
static char *read_whole(struct arena *arena, struct diag *to, const char *dir, const char *name, size_t *length)
{
	struct stat before;
	int fd = open_regular(to, dir, name, &before);
	char *bytes = NULL;
	ssize_t got;

	if (fd < 0)
		return NULL;
	*length = (size_t)before.st_size;
	bytes = arena_alloc(arena, *length + 1);
	got = read_full(fd, bytes, *length + 1);        /* one more: it may have grown */
	if (got < 0) {
		diag(to, MSG_FILE_UNREADABLE, in_file(name), strerror(errno), NULL);
		bytes = NULL;
	} else if ((size_t)got != *length || !is_unchanged(fd, &before)) {
		diag(to, MSG_FILE_CHANGED, in_file(name), NULL);
		bytes = NULL;
	}
	close(fd);
	return bytes;
}

struct file *file_read_stored(struct arena *arena, struct diag *to, const char *dir, const char *name)
{
	struct file *file = arena_one(arena, struct file);

	if (!name_is_good(name)) {
		diag(to, MSG_FILE_NAME, nowhere, name, NULL);
		return NULL;
	}
	file->name = arena_str(arena, name);
	file->bytes = read_whole(arena, to, dir, name, &file->stored);
	if (!file->bytes)
		return NULL;
	digest_bytes(file->bytes, file->stored, file->digest);
	file->length = file->stored;
	return file;
}

struct file *file_read(struct arena *arena, struct diag *to, const char *dir, const char *name)
{
	struct file *file = file_read_stored(arena, to, dir, name);

	if (file && ends_in(name, ".gz") &&
	    !gzip_unpack(arena, to, name, file->bytes, file->stored, &file->bytes, &file->length))
		return NULL;
	return file;
}

static unsigned line_of(const char *bytes, size_t offset)
{
	const char *at = bytes, *end = bytes + offset;
	unsigned line = 1;

	while (at < end && (at = memchr(at, '\n', (size_t)(end - at))) != NULL) {
		at++;
		line++;
	}
	return line;
}

static const char *encoding_name(enum encoding encoding)
{
	return encoding == ENC_GB18030 ? "GB18030" : encoding == ENC_UTF16 ? "UTF-16" : "UTF-8";
}

bool file_text(struct arena *arena, struct diag *to, const struct file *file, enum encoding want,
	char **text, size_t *length, enum encoding *found)
{
	size_t bad;

	if (text_decode(arena, file->bytes, file->length, want, text, length, found, &bad))
		return true;
	if (*found == ENC_UTF16)
		diag(to, MSG_TEXT_UTF16, in_file(file->name), NULL);
	else
		diag(to, MSG_TEXT_UNDECODABLE, (struct origin){ file->name, line_of(file->bytes, bad), 0 },
			arena_printf(arena, "%zu", bad + 1),
			arena_printf(arena, "%02X", (unsigned)(unsigned char)file->bytes[bad]),
			encoding_name(want == ENC_AUTO ? *found : want), NULL);
	return false;
}

static bool is_regular_in(int folder, const char *name)
{
	struct stat found;

	return fstatat(folder, name, &found, AT_SYMLINK_NOFOLLOW) == 0 && S_ISREG(found.st_mode);
}

bool file_absent(const char *dir, const char *name)
{
	struct stat found;
	int folder;
	bool absent;

	if (!name_is_plain(name))
		return false;
	folder = open_dir(dir);
	if (folder < 0)
		return errno == ENOENT || errno == ENOTDIR;
	absent = fstatat(folder, name, &found, AT_SYMLINK_NOFOLLOW) != 0 && errno == ENOENT;
	close(folder);
	return absent;
}

bool file_exists(const char *dir, const char *name)
{
	int folder;
	bool there;

	if (!name_is_plain(name) || (folder = open_dir(dir)) < 0)
		return false;
	there = is_regular_in(folder, name);
	close(folder);
	return there;
}

static bool is_folder_in(int folder, const char *name)
{
	struct stat found;

	return fstatat(folder, name, &found, AT_SYMLINK_NOFOLLOW) == 0 && S_ISDIR(found.st_mode);
}

static int by_bytes(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

const char **dir_list(struct arena *arena, struct diag *to, const char *dir, const char *suffix)
{
	DIR *folder = opendir(dir);
	const struct dirent *entry;
	const char **names = NULL;
	size_t count = 0;

	if (!folder) {
		complain_of_dir(to, dir);
		return NULL;
	}
	while (errno = 0, (entry = readdir(folder)) != NULL)
		if (name_is_plain(entry->d_name) && ends_in(entry->d_name, suffix) &&
		    !is_folder_in(dirfd(folder), entry->d_name))
			*arena_push(arena, names, count) = arena_str(arena, entry->d_name);
	if (errno) {
		complain_of_dir(to, dir);
		closedir(folder);
		return NULL;
	}
	closedir(folder);
	if (count)
		qsort(names, count, sizeof *names, by_bytes);
	*arena_push(arena, names, count) = NULL;
	return names;
}

/* ---- writing ---- */

static void complain_of_create(struct diag *to, const char *dir, const char *name)
{
	if (errno == EACCES || errno == EPERM || errno == EROFS)
		diag(to, MSG_WRITE_PERMISSION, in_file(name), dir, NULL);
	else
		diag(to, MSG_FILE_NOT_CREATED, in_file(name), dir, strerror(errno), NULL);
}

static bool write_full(int fd, const char *bytes, size_t length)
{
	size_t done = 0;
	ssize_t n;

	while (done < length) {
		n = write(fd, bytes + done, length - done < MOST_IO ? length - done : MOST_IO);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return false;
		done += (size_t)n;
	}
	return true;
}

static int create(int folder, const char *temporary)
{
	const int flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC;
	int fd = openat(folder, temporary, flags, 0600);

	if (fd < 0 && errno == EEXIST && unlinkat(folder, temporary, 0) == 0)
		fd = openat(folder, temporary, flags, 0600);    /* left by a killed run with our id */
	return fd;
}

/* The bytes, on disk, under a temporary name; false with errno set. */
static bool write_temporary(int fd, const char *bytes, size_t length)
{
	bool ok = write_full(fd, bytes, length) && fchmod(fd, FILE_MODE) == 0 && fsync(fd) == 0;
	int why = errno;

	if (close(fd) != 0 && ok)
		return false;
	errno = why;
	return ok;
}

/* Some file systems cannot flush a folder and say EINVAL; they have nothing to flush. */
static bool flush_dir(int folder)
{
	return fsync(folder) == 0 || errno == EINVAL;
}

static bool write_into(struct diag *to, const char *dir, const char *name, const char *bytes, size_t length, bool flush)
{
	char temporary[NAME_SHOWN + 64];
	int folder = -1, fd;
	bool ok = false;

	if (!name_is_good(name)) {
		diag(to, MSG_FILE_NAME, nowhere, name, NULL);
		return false;
	}
	snprintf(temporary, sizeof temporary, ".%.*s.tmp.%ld", NAME_SHOWN, name, (long)getpid());
	folder = open_dir(dir);
	if (folder < 0 || (fd = create(folder, temporary)) < 0) {
		complain_of_create(to, dir, name);
		goto out;
	}
	if (!write_temporary(fd, bytes, length)) {
		diag(to, MSG_FILE_NOT_WRITTEN, in_file(name), strerror(errno), NULL);
		unlinkat(folder, temporary, 0);
		goto out;
	}
	if (renameat(folder, temporary, folder, name) != 0) {
		complain_of_create(to, dir, name);
		unlinkat(folder, temporary, 0);
		goto out;
	}
	ok = !flush || flush_dir(folder);
	if (!ok)
		diag(to, MSG_DIR_NOT_SYNCED, in_file(name), dir, strerror(errno), NULL);
out:
	if (folder >= 0)
		close(folder);
	return ok;
}

bool file_write(struct diag *to, const char *dir, const char *name, const char *bytes, size_t length)
{
	return write_into(to, dir, name, bytes, length, true);
}

bool file_write_one(struct diag *to, const char *dir, const char *name, const char *bytes, size_t length)
{
	return write_into(to, dir, name, bytes, length, false);
}

/* ---- folders ---- */

static bool is_dir(const char *path)
{
	struct stat found;

	return stat(path, &found) == 0 && S_ISDIR(found.st_mode);
}

/* One folder whose parent is there; the mode does not depend on umask. */
static bool make_one(const char *path)
{
	int why;

	if (mkdir(path, DIR_MODE) == 0)
		return chmod(path, DIR_MODE) == 0;
	why = errno;
	if (is_dir(path))
		return true;
	errno = why;
	return false;
}

bool dir_make(struct diag *to, const char *dir)
{
	char path[PATH_MAX];
	char *slash = path;
	bool ok = strlen(dir) < sizeof path;

	errno = ENAMETOOLONG;
	if (ok) {
		memcpy(path, dir, strlen(dir) + 1);
		while (ok && *path && (slash = strchr(slash + 1, '/')) != NULL) {
			*slash = '\0';
			ok = make_one(path);
			*slash = '/';
		}
		ok = ok && make_one(path);
	}
	if (!ok && (errno == EACCES || errno == EPERM || errno == EROFS))
		diag(to, MSG_WRITE_PERMISSION, nowhere, dir, NULL);
	else if (!ok)
		diag(to, MSG_DIR_NOT_MADE, nowhere, dir, strerror(errno), NULL);
	return ok;
}

bool dir_sync(struct diag *to, const char *dir)
{
	int folder = open_dir(dir);
	bool ok = folder >= 0 && flush_dir(folder);

	if (!ok)
		diag(to, MSG_DIR_NOT_SYNCED, nowhere, dir, strerror(errno), NULL);
	if (folder >= 0)
		close(folder);
	return ok;
}

const char *path_join(struct arena *arena, const char *dir, const char *name)
{
	size_t length = strlen(dir);

	if (!length)
		return arena_str(arena, name);
	return arena_printf(arena, dir[length - 1] == '/' ? "%s%s" : "%s/%s", dir, name);
}
