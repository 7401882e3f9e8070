/* html.c -- the few pieces that the pages are made of. */
#include "reports/html.h"

#include <string.h>

/* Grey-scale print loses nothing: colours stand only behind words. */
static const char style[] =
	"body{margin:0 auto;padding:12px;max-width:60em;background:#fff;color:#111;"
	"font:16px/1.6 \"Noto Sans CJK SC\",\"Microsoft YaHei\",\"PingFang SC\",SimSun,sans-serif}\n"
	"h1{font-size:1.3em;line-height:1.35;margin:.3em 0}h2{font-size:1.1em;border-bottom:2px solid #345;margin:1.4em 0 .5em}"
	"h3{font-size:1em;margin:1em 0 .3em}p,ul,ol{margin:.4em 0}ul,ol{padding-left:1.3em}\n"
	".standing{color:#b00020}.note{color:#404040;font-size:.85em;overflow-wrap:anywhere}\n"
	".frame{overflow-x:auto}table{border-collapse:collapse;width:100%}th,td{border:1px solid #8a99a8;padding:.25em .45em;text-align:left;"
	"vertical-align:top}th{background:#d9e2ec;white-space:nowrap}td.n{text-align:right;white-space:nowrap}\n"
	".card{border:1px solid #8a99a8;padding:.5em .7em;margin:.6em 0;break-inside:avoid}.card h3{margin:.1em 0}.gone{text-decoration:line-through}\n"
	"svg{max-width:100%;height:auto}a{color:#1f4e9e}\n"
	"@page{size:A4;margin:15mm}@media print{body{font-size:11pt;padding:0;max-width:none}.frame{overflow:visible}a{color:inherit;text-decoration:none}"
	"h2,h3{break-after:avoid}tr{break-inside:avoid}thead{display:table-header-group}th,td,.card{-webkit-print-color-adjust:exact;print-color-adjust:exact}}\n";

void html_text(struct buf *b, const char *text)
{
	static const struct { char c; const char *name; } escapes[] = { { '&', "&amp;" }, { '<', "&lt;" }, { '>', "&gt;" }, { '"', "&quot;" }, { '\'', "&#39;" } };

	for (; *text != '\0'; text++) {
		const char *as = NULL;

		for (size_t i = 0; i < sizeof escapes / sizeof *escapes; i++)
			if (*text == escapes[i].c)
				as = escapes[i].name;
		if (as != NULL)
			buf_add(b, as);
		else if (*text == '\n')
			buf_add(b, "<br>");
		else
			buf_addn(b, text, 1);
	}
}

void html_tag(struct buf *b, const char *tag, const char *text)
{
	buf_printf(b, "<%s>", tag);
	html_text(b, text);
	buf_printf(b, "</%.*s>\n", (int)strcspn(tag, " "), tag);
}

void html_cell(struct buf *b, const char *text)
{
	html_tag(b, "td", text);
}

void html_coloured(struct buf *b, const char *text, uint32_t fill)
{
	html_tag(b, fill == 0 ? "td" : arena_printf(b->arena, "td style=\"background:#%06x\"", fill), text);
}

void html_table(struct buf *b, const char *const *head, size_t count)
{
	buf_add(b, "<div class=\"frame\"><table><thead><tr>\n");
	for (size_t i = 0; i < count; i++)
		html_tag(b, "th", head[i]);
	buf_add(b, "</tr></thead><tbody>\n");
}

void html_table_end(struct buf *b)
{
	buf_add(b, "</tbody></table></div>\n");
}

struct buf html_open(struct arena *a, const char *title)
{
	struct buf b = buf_new(a);

	buf_add(&b, "<!DOCTYPE html>\n<html lang=\"zh-CN\"><head><meta charset=\"utf-8\">\n"
		"<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n"
		"<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
		"<meta name=\"referrer\" content=\"no-referrer\"><meta name=\"robots\" content=\"noindex\">\n");
	html_tag(&b, "title", title);
	buf_printf(&b, "<style>\n%s</style></head><body>\n", style);
	return b;
}

void html_close(struct buf *b)
{
	buf_add(b, "</body></html>\n");
}
