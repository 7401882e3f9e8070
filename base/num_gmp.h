/* num_gmp.h -- a num as GMP sees it; what the files of num share. */
#ifndef BASE_NUM_GMP_H
#define BASE_NUM_GMP_H

#include <gmp.h>
#include "base/num.h"

struct bignum {
	mpq_t value;
};

/* A num seen as an mpq; nothing to clear, valid as long as the view. */
struct view {
	mpq_t value;
	mp_limb_t p, q;
};
mpq_srcptr num_view(struct num, struct view *);
/* A canonical mpq as a num of the arena. */
struct num num_keep(struct arena *, mpq_srcptr);

#endif
