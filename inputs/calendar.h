/* calendar.h -- 日历.csv: which days are worked. */
#ifndef INPUTS_CALENDAR_H
#define INPUTS_CALENDAR_H

#include "inputs/paper.h"

/* Reads the calendar, where the scheme names one, into paper->people. */
void calendar_read(struct paper *, const char *dir);

#endif
