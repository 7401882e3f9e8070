/* html.h -- pages that ask for nothing: one file, no script, no network.  Private to reports/.
 *
 * Whatever comes from rules or data goes through html_text, html_tag or html_cell and is escaped. */
#ifndef REPORTS_HTML_H
#define REPORTS_HTML_H

#include "base/num.h"
#include "base/text.h"

/* Head and style; the title stands in the browser's tab only. */
struct buf html_open(struct arena *, const char *title);
void html_close(struct buf *);
void html_text(struct buf *, const char *text);
/* <tag>text</tag>; of the tag's name and attributes only the name is closed: "p class=\"note\"". */
void html_tag(struct buf *, const char *tag, const char *text);
void html_cell(struct buf *, const char *text);
/* A cell on a colour (0xRRGGBB, 0: none), the word always beside it. */
void html_coloured(struct buf *, const char *text, uint32_t fill);
/* <table> in a frame that scrolls by itself on a narrow screen, with that head row; count of heads. */
void html_table(struct buf *, const char *const *head, size_t count);
void html_table_end(struct buf *);

#endif
