/* archive.c -- kaohe archive PERIOD: a published period as one zip for the record office.
 *
 * The run's folder, its ledger entry in words, and a list of all files with
 * SHA-256 and SM3.  Times are fixed and the order is that of the names, so the
 * same run gives the same zip. */
#include <errno.h>
#include <fcntl.h>
#include <minizip/zip.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "base/csv.h"
#include "base/file.h"
#include "base/text.h"
#include "cli/cli.h"

static const struct origin nowhere = { NULL, 0, 0 };

enum { NAMES_ARE_UTF8 = 1 << 11, MADE_BY = 20, PART = 1 << 24 };

/* ---- the entry in words -------------------------------------------------------------------- */

static void put_head(struct buf *b, const struct ledger_entry *e)
{
	buf_printf(b, "运行号\t%u\n类别\t%s\n期\t%s\n方案\t%s\n时刻\t%s\n用户\t%s\n主机\t%s\n程序\tkaohe %s\n选项\t%s\n", e->number, run_kind_words[e->kind],
		e->period, e->scheme, e->now, e->user, e->host, e->version, e->options);
	buf_printf(b, "文号\t%s\n签发\t%s\n理由\t%s\n草稿\t%u\n更正\t%u\n", e->document, e->by, e->reason, e->draft, e->corrects);
	buf_printf(b, "规则SHA-256\t%s\n规则含义SHA-256\t%s\n数据SHA-256\t%s\n清单SM3\t%s\n前链值\t%s\n链值\t%s\n", e->rules_sha256, e->meaning_sha256,
		e->inputs_sha256, e->manifest_sm3, e->previous, e->head);
	buf_add(b, "依据的前期运行");
	for (size_t i = 0; i < e->relied_count; i++)
		buf_printf(b, "\t%u", e->relied[i]);
	buf_add(b, "\n");
}

static void put_records(struct buf *b, const struct ledger_entry *e)
{
	size_t count;
	const struct run_figure *figure = ledger_figures(b->arena, e, &count);

	for (size_t i = 0; i < e->file_count; i++)
		buf_printf(b, "文件\t%s\t%s\t%s\t%llu\n", e->file[i].role, e->file[i].name, e->file[i].sha256, (unsigned long long)e->file[i].bytes);
	for (size_t i = 0; i < e->unit_count; i++) {
		const struct run_unit *u = &e->unit[i];

		buf_printf(b, "单位\t%s\t%s\t%s\t%s\t%s\t%s\t%u\t%s\t%s\n", u->board, u->code, u->name, u->group, u->exact, u->total, u->rank, u->grade, u->why);
	}
	for (size_t i = 0; i < count; i++) {
		const struct run_figure *f = &figure[i];

		buf_printf(b, "数\t%s\t%s\t%s\t%s\t%s\t%s\t%llu\n", f->board, f->code, f->kind, f->element, f->number, f->status, (unsigned long long)f->n);
	}
	for (size_t i = 0; i < e->flag_count; i++) {
		const struct run_flag *f = &e->flag[i];

		buf_printf(b, "问责\t%s\t%s\t%s\t%s\t%s\t%u\t%s\n", f->id, f->trigger, f->track, f->measure, f->status, f->step, f->facts);
	}
	for (size_t i = 0; i < e->count_count; i++)
		buf_printf(b, "计数\t%s\t%llu\n", e->count[i].name, (unsigned long long)e->count[i].number);
}

/* ---- the zip -------------------------------------------------------------------------------- */

struct packing {
	struct call *c;
	zipFile zip;
	struct buf manifest;
};

static bool put_bytes(struct packing *p, const char *name, const char *bytes, size_t length)
{
	const zip_fileinfo fixed = { .tmz_date = { .tm_mday = 1, .tm_mon = 0, .tm_year = 1980 } };
	bool ok = zipOpenNewFileInZip4_64(p->zip, name, &fixed, NULL, 0, NULL, 0, NULL, Z_DEFLATED, 6, 0, -MAX_WBITS, DEF_MEM_LEVEL,
		Z_DEFAULT_STRATEGY, NULL, 0, MADE_BY, NAMES_ARE_UTF8, length > UINT32_MAX) == ZIP_OK;

	for (size_t at = 0; ok && at < length; at += PART)
		ok = zipWriteInFileInZip(p->zip, bytes + at, (unsigned)(length - at < PART ? length - at : PART)) == ZIP_OK;
	return ok && zipCloseFileInZip(p->zip) == ZIP_OK;
}

static void list(struct packing *p, const char *name, const char *bytes, size_t length)
{
	char sha256[DIGEST_SIZE], sm3[DIGEST_SIZE];

	digest_bytes(bytes, length, sha256);
	digest_sm3(bytes, length, sm3);
	csv_put(&p->manifest, name);
	csv_put_number(&p->manifest, arena_printf(p->c->arena, "%zu", length));
	csv_put(&p->manifest, sha256);
	csv_put(&p->manifest, sm3);
	csv_end_row(&p->manifest);
}

static bool put_file(struct packing *p, const char *dir, const char *name)
{
	struct arena *arena = arena_new();
	const struct file *file = folder_read(arena, p->c->aside, dir, name);
	bool ok = file != NULL && put_bytes(p, name, file->bytes, file->length);

	if (ok)
		list(p, name, file->bytes, file->length);
	arena_free(arena);
	return ok;
}

/* All of it; false with errno as it may be. */
static bool fill(struct packing *p, const char *dir, const struct ledger_entry *e)
{
	static const char *const head[] = { "文件", "字节", "SHA-256", "SM3" };
	struct buf words = buf_new(p->c->arena);

	put_head(&words, e);
	put_records(&words, e);
	csv_start(&p->manifest, head, 4);
	for (const char **name = folder_files(p->c, dir); *name != NULL; name++)
		if (!put_file(p, dir, *name))
			return false;
	list(p, "ledger-entry.txt", words.at, words.length);
	return put_bytes(p, "ledger-entry.txt", words.at, words.length) && put_bytes(p, "manifest.csv", p->manifest.at, p->manifest.length);
}

static bool flush(const char *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	bool ok = fd >= 0 && fsync(fd) == 0;

	if (fd >= 0)
		close(fd);
	return ok;
}

/* Written beside its place and linked there: a zip that is there is never overwritten. */
static bool write_zip(struct call *c, const char *parent, const char *name, const char *dir, const struct ledger_entry *e)
{
	const char *working = path_join(c->arena, parent, arena_printf(c->arena, ".%s", name)), *final = path_join(c->arena, parent, name);
	struct packing p = { .c = c, .manifest = buf_new(c->arena) };
	bool ok = false;

	errno = 0;
	p.zip = zipOpen64(working, APPEND_STATUS_CREATE);
	if (p.zip != NULL) {
		ok = fill(&p, dir, e);
		ok = zipClose(p.zip, NULL) == ZIP_OK && ok && chmod(working, 0640) == 0 && flush(working);
	}
	if (ok && link(working, final) != 0)
		ok = false;
	if (!ok && errno == EEXIST)
		diag(c->aside, MSG_ARCHIVE_THERE, nowhere, final, NULL);
	else if (!ok)
		diag(c->aside, MSG_ZIP_FAILED, nowhere, final, errno != 0 ? strerror(errno) : "zip", NULL);
	unlink(working);
	return ok && dir_sync(c->aside, parent);
}

/* ---- the command -------------------------------------------------------------------------------- */

static void archive(struct call *c, const struct store *store)
{
	const struct ledger_entry *e = ledger_published(store->ledger, c->word[0]);
	const char *parent = path_join(c->arena, c->out, c->word[0]), *name = arena_printf(c->arena, "archive-%s.zip", c->word[0]), *dir;
	struct period p;

	if (!period_parse(c->word[0], &p)) {
		diag(c->aside, MSG_PERIOD_WORD, nowhere, c->word[0], NULL);
		return;
	}
	if (e == NULL) {
		diag(c->aside, MSG_NOT_PUBLISHED, nowhere, c->word[0], NULL);
		return;
	}
	dir = path_join(c->arena, c->out, e->folder);
	if (access(dir, F_OK) != 0) {
		diag(c->aside, MSG_FOLDER_ABSENT, nowhere, arena_printf(c->arena, "%u", e->number), e->folder, NULL);
		return;
	}
	if (access(path_join(c->arena, parent, name), F_OK) == 0)
		diag(c->aside, MSG_ARCHIVE_THERE, nowhere, path_join(c->arena, parent, name), NULL);
	else if (folder_matches(c, dir, e, MSG_VERIFY_FILE) && write_zip(c, parent, name, dir, e) && !c->quiet)
		printf("%s%s/%s\n", c->language == CHINESE ? "归档包：" : "archive: ", parent, name);
}

int command_archive(struct call *c)
{
	struct store store;

	if (store_open(c, &store))
		archive(c, &store);
	store_close(&store);
	return month_end(c, NULL);
}
