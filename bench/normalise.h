/* Who folds texts: lower case without accents, from UTF-8 to UTF-8. */
#ifndef BENCH_NORMALISE_H
#define BENCH_NORMALISE_H

#include "race.h"

extern const contender normalise_ours, normalise_memcpy, normalise_memcpy_cached, normalise_icu, normalise_utf8proc_map, normalise_utf8proc_reused;

/* What one text may need of an output buffer, whoever writes it. */
size_t normalise_room(const corpus *texts);

#endif
