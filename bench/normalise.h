/* Who folds texts: lower case without accents, from UTF-8 to UTF-8. */
#ifndef BENCH_NORMALISE_H
#define BENCH_NORMALISE_H

#include "race.h"

/* For match*.c: one text by ICU; the answer holds until the next. */
const char *normalise_icu_fold(void *state, const char *text, size_t size, size_t *folded_size);

extern const contender normalise_ours, normalise_memcpy, normalise_memcpy_cached, normalise_icu, normalise_utf8proc_map, normalise_utf8proc_reused;

/* What one text may need of an output buffer, whoever writes it. */
static inline size_t normalise_room(const corpus *texts)
{
    enum { GROWTH = 4, ROOM = 64 };
    size_t longest = 0;
    for (size_t i = 0; i < texts->count; i++)
        if (corpus_size(texts, i) > longest) longest = corpus_size(texts, i);
    return GROWTH * longest + ROOM;
}

#endif
