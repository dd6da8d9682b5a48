/* Signals, channels and irritation: what the rules say, and what figures and tone add. */
#ifndef RSN_SIGNAL_H
#define RSN_SIGNAL_H

#include "gap.h"
#include "opinion.h"
#include "proposal.h"
#include "sentiment.h"

enum { RSN_ATTRIBUTES_MOST = 8 }; /* of one piece of evidence; what comes later is left out */

/* In the order of RESSENTI_SOURCE_NAMES. */
typedef enum rsn_source { RSN_SOURCE_RULE, RSN_SOURCE_GAP, RSN_SOURCE_MODEL } rsn_source;

typedef struct rsn_signal {
    uint32_t signal, rule; /* rule: RESSENTI_NONE when a gap shows it, or the learned model proposes it */
    rsn_span bytes, tokens;
    int64_t value; /* hundredths of the unit */
    uint8_t unit;  /* RESSENTI_NO_UNIT: there is no value */
    uint8_t source; /* rsn_source */
    uint8_t attribute_count;
    uint32_t attributes[RSN_ATTRIBUTES_MOST]; /* of the engine, one for each key */
    uint32_t name; /* index among the engine's, or RESSENTI_NONE */
} rsn_signal;

typedef struct rsn_signals {
    rsn_signal *items; /* by begin, then signal, then rule */
    uint32_t count;
    uint64_t signals, channels; /* bits */
    uint64_t grievances;        /* signals of rules that say something of irritation */
    uint8_t irritation;
} rsn_signals;

/* What has been read before. */
typedef struct rsn_signal_sources {
    const ressenti_engine *engine;
    const rsn_folded *folded;
    const rsn_tokens *tokens;
    const rsn_clauses *clauses;
    const rsn_hits *hits;
    const rsn_figures *figures;
    const rsn_gaps *gaps;
    const rsn_opinions *opinions;
    const rsn_sentiment *sentiment;
    const rsn_proposals *proposals;
} rsn_signal_sources;

/* O(hits * signals of a rule + opinions + sentences).  NO_MEMORY is the only failure. */
ressenti_status rsn_read_signals(rsn_arena *arena, const rsn_signal_sources *sources, rsn_signals *signals);

#endif
