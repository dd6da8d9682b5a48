/* Everything one thread needs, allocated once. */
#include "scratch.h"

ressenti_status ressenti_scratch_new(const ressenti_engine *engine, const ressenti_allocator *caller,
                                     ressenti_scratch **scratch)
{
    ressenti_allocator memory = rsn_allocator_or_default(caller);
    if (engine == NULL || scratch == NULL) return RESSENTI_BAD_ARGUMENT;
    ressenti_scratch *made = rsn_allocate_zeroed(&memory, sizeof *made);
    if (made == NULL) return RESSENTI_NO_MEMORY;
    made->memory = memory;
    made->engine = (ressenti_engine *)(uintptr_t)engine; /* only its reference count changes */
    rsn_engine_retain(made->engine);
    rsn_arena_init(&made->arena, &memory);
    made->hits.items.element_size = sizeof(rsn_hit);
    ressenti_status status = rsn_prefilter_state_new(engine->prefilter, &memory, &made->prefilter);
    if (status == RESSENTI_OK) status = rsn_pattern_runner_new(engine->patterns, &memory, &made->runner);
    if (status == RESSENTI_OK && engine->model != NULL) status = rsn_model_memo_new(&memory, &made->memo);
    if (status == RESSENTI_OK) status = rsn_proposal_memo_new(engine, &memory, &made->proposals);
    if (status == RESSENTI_OK)
        *scratch = made;
    else
        ressenti_scratch_release(made);
    return status;
}

void ressenti_scratch_release(ressenti_scratch *scratch)
{
    if (scratch == NULL) return;
    ressenti_allocator memory = scratch->memory;
    rsn_array_free(&memory, &scratch->hits.items);
    rsn_model_memo_release(&memory, scratch->memo);
    rsn_proposal_memo_release(&memory, scratch->proposals);
    rsn_pattern_runner_release(scratch->runner); /* before the engine, whose context it uses */
    rsn_prefilter_state_release(scratch->prefilter);
    rsn_arena_free(&scratch->arena);
    ressenti_engine_release(scratch->engine);
    rsn_release(&memory, scratch, sizeof *scratch);
}
