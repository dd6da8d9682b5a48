/* Who finds rules in texts as they were typed: folded and matched in one go. */
#ifndef BENCH_MATCH_H
#define BENCH_MATCH_H

#include "race.h"

extern const contender match_ours, match_icu_vectorscan;

#endif
