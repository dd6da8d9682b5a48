/* Who finds rules in folded texts. */
#ifndef BENCH_THEMES_H
#define BENCH_THEMES_H

#include "race.h"

#ifdef __cplusplus
extern "C" {
#endif

/* For match*.c: an engine of these rules, NULL when it cannot be made, which is told; one text for Vectorscan. */
struct ressenti_engine *themes_engine(const corpus *rules);
uint64_t themes_vectorscan_scan(void *state, const char *bytes, size_t size);

extern const contender themes_ours, themes_vectorscan, themes_pcre2, themes_re2;

#ifdef __cplusplus
}
#endif

#endif
