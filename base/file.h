/* file.h -- files in, files out, digests. */
#ifndef BASE_FILE_H
#define BASE_FILE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "base/arena.h"
#include "base/diag.h"
#include "base/text.h"

/* The digest used everywhere: SHA-256 in hex; above 16 MiB the SHA-256 over the
 * binary SHA-256s of the 16 MiB chunks. */
enum { DIGEST_CHUNK = 16 * 1024 * 1024, DIGEST_SIZE = 65 };
void digest_bytes(const void *bytes, size_t length, char hex[DIGEST_SIZE]);
/* Plain SHA-256 whatever the length, and plain SM3 (GB/T 32905), in hex: what others recompute with common tools. */
void digest_sha256(const void *bytes, size_t length, char hex[DIGEST_SIZE]);
void digest_sm3(const void *bytes, size_t length, char hex[DIGEST_SIZE]);

/* The same digest where the bytes come in windows: of each DIGEST_CHUNK of them (the last may be shorter,
 * of an empty file there is one), then of these parts together. */
enum { DIGEST_PART = 32 };
struct chunk_digest;
struct chunk_digest *chunk_digest_begin(void);
void chunk_digest_add(struct chunk_digest *, const void *bytes, size_t length);
void chunk_digest_end(struct chunk_digest *, unsigned char digest[DIGEST_PART]);          /* frees it */
void digest_parts(const unsigned char (*part)[DIGEST_PART], size_t count, char hex[DIGEST_SIZE]);

/* A file as it lay on disk when it was read. */
struct file {
	const char *name;               /* inside its folder */
	char *bytes;                    /* contents, unpacked if .gz, a NUL behind; in the arena */
	size_t length;
	size_t stored;                  /* bytes on disk */
	char digest[DIGEST_SIZE];       /* of the bytes on disk */
};

/* Reads dir/name.  A name ending in .gz is unpacked (at most 4 GiB, and no more
 * than 200 times its size after the first 16 MiB).  Refuses links, devices,
 * pipes and names with '/' or a leading '.'; reports and gives NULL. */
struct file *file_read(struct arena *, struct diag *, const char *dir, const char *name);
/* The same as it lies on disk: a .gz stays packed. */
struct file *file_read_stored(struct arena *, struct diag *, const char *dir, const char *name);

/* The file's contents as UTF-8 (see text_decode): a copy in the arena to write
 * in, a NUL behind; reports the line of a wrong byte and gives false. */
bool file_text(struct arena *, struct diag *, const struct file *, enum encoding want,
	char **text, size_t *length, enum encoding *found);

/* A regular file held open to be read in windows, by several threads at once.  These say nothing: who is told false
 * reads the file whole, by file_read, which complains. */
struct held {
	int fd;
	const char *bytes;              /* or where they are in memory */
	size_t length;
	int64_t changed, changed_nano;  /* when it was last written */
};
bool held_open(struct held *, const char *dir, const char *name);
/* For many files of one folder: the folder open (to be closed, -1 where it cannot be), and a file in it. */
int held_folder(const char *dir);
bool held_open_in(struct held *, int folder, const char *name);
/* A file that was read already: its bytes must last. */
struct held held_file(const struct file *);
bool held_read(const struct held *, size_t offset, char *to, size_t length);
/* Whether it is still what it was at held_open. */
bool held_same(const struct held *);
/* The same of a file that was closed since. */
bool held_same_in(const struct held *, int folder, const char *name);
void held_close(struct held *);
/* Its digest (see digest_bytes), read in windows; false where it cannot be read. */
bool held_digest(const struct held *, char hex[DIGEST_SIZE]);

/* Whether dir/name is there as a regular file; says nothing. */
bool file_exists(const char *dir, const char *name);

/* Whether there is surely nothing of that name, not even the folder; says nothing.  What is no file, or cannot be
 * looked at, is not absent: whoever reads it is told what is wrong. */
bool file_absent(const char *dir, const char *name);

/* Names in dir that end in suffix, without folders and what begins with '.', sorted by bytes; links and pipes are among
 * them, so that reading them is refused and not forgotten; NULL-terminated; NULL (reported) if the folder cannot be read. */
const char **dir_list(struct arena *, struct diag *, const char *dir, const char *suffix);

/* Writes dir/name: a temporary file beside it, fsync, rename, mode 0640.
 * False and a complaint if it cannot. */
bool file_write(struct diag *, const char *dir, const char *name, const char *bytes, size_t length);
/* The same for one of many files in a folder: who wrote the last one flushes the folder, by dir_sync. */
bool file_write_one(struct diag *, const char *dir, const char *name, const char *bytes, size_t length);

/* Makes dir and its parents where they lack (mode 0750); fsyncs a folder. */
bool dir_make(struct diag *, const char *dir);
bool dir_sync(struct diag *, const char *dir);

/* Path "dir/name" in the arena. */
const char *path_join(struct arena *, const char *dir, const char *name);

#endif
