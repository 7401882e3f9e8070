/* registry.h -- the units of a 名录, read from the CSV beside the rules. */
#ifndef RULES_REGISTRY_H
#define RULES_REGISTRY_H

#include <stdbool.h>
#include "base/arena.h"
#include "base/diag.h"
#include "rules/scheme.h"

/* Fills r->unit from dir/r->file and appends the file to scheme->file (NULL: to
 * no scheme).  Columns 代码 名称 must be there, 上级 too where r->parent is set,
 * and every column of r->role; 别名 (several with | between) 组 类型 人口 may
 * be, 有效起 有效止 too: units not valid on r->last stand in r->away; where r->terms names a 任职 table its roles need no column.  r->parent must have been loaded before.  Rows without a code or a name
 * are reported and left out, whatever else is wrong is reported and kept; false
 * where there is no table to read. */
bool registry_load(struct arena *, struct diag *, struct registry *r, const char *dir, struct scheme *scheme);

/* office.c: fills the terms of every unit of a registry that was read, and by_term, from dir/r->terms, and appends the
 * file to scheme->file.  is_column: by role, whether the registry has a column for it.  False where there is no table. */
bool offices_load(struct arena *, struct diag *, struct registry *r, const bool *is_column, const char *dir, struct scheme *scheme);

/* registry_find() and registry_groups() are in scheme.h. */

#endif
