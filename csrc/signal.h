/* Signals, channels and irritation: what the rules say, and what figures and tone add. */
#ifndef RSN_SIGNAL_H
#define RSN_SIGNAL_H

#include "gap.h"
#include "opinion.h"
#include "sentiment.h"

typedef struct rsn_signal {
    uint32_t signal, rule; /* rule: RESSENTI_NONE when a gap shows it */
    rsn_span bytes;
    uint32_t name; /* index among the engine's, or RESSENTI_NONE */
} rsn_signal;

typedef struct rsn_signals {
    rsn_signal *items; /* by begin, then signal, then rule */
    uint32_t count;
    uint64_t signals, channels; /* bits */
    uint8_t irritation;
} rsn_signals;

/* O(hits * signals of a rule).  NO_MEMORY is the only failure. */
ressenti_status rsn_read_signals(rsn_arena *arena, const ressenti_engine *engine, const rsn_folded *folded,
                                 const rsn_tokens *tokens, const rsn_hits *hits, const rsn_gaps *gaps,
                                 const rsn_opinions *opinions, const rsn_sentiment *sentiment, rsn_signals *signals);

#endif
