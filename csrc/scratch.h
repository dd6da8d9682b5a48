/* Everything one thread needs, allocated once. */
#ifndef RSN_SCRATCH_H
#define RSN_SCRATCH_H

#include "arena.h"
#include "engine.h"
#include "match.h"
#include "model.h"
#include "proposal.h"

struct ressenti_scratch {
    ressenti_allocator memory;
    ressenti_engine *engine; /* kept alive */
    rsn_arena arena;         /* forgotten after each text */
    rsn_prefilter_state *prefilter;
    rsn_pattern_runner *runner;
    rsn_hits hits;
    rsn_model_memo *memo; /* NULL: the engine has no model */
    rsn_proposal_memo *proposals; /* NULL: nothing is proposed */
};

#endif
