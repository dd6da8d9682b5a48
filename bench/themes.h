/* Who finds rules in folded texts. */
#ifndef BENCH_THEMES_H
#define BENCH_THEMES_H

#include "race.h"

#ifdef __cplusplus
extern "C" {
#endif

extern const contender themes_ours, themes_vectorscan, themes_pcre2, themes_re2;

#ifdef __cplusplus
}
#endif

#endif
