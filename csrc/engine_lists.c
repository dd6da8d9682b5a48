/* Patterns that wait for a name of a list, made of the names that this engine knows. */
#include "engine_lists.h"

#include <string.h>

#include "failure.h"
#include "needs.h"

static ressenti_status add_words_of_packs(ressenti_engine *engine, ressenti_error *error)
{
    for (uint32_t p = 0; p < engine->pack_count; p++) {
        const rsn_pack_view *view = engine->views[p];
        for (uint32_t i = 0; i < view->list_word_count; i++) {
            const rsn_pack_list_word *word = &view->list_words[i];
            RSN_TRY(rsn_lists_add(&engine->lists, rsn_pack_text(view, word->list), rsn_pack_text(view, word->word), error));
        }
    }
    return RESSENTI_OK;
}

ressenti_status rsn_engine_read_lists(ressenti_engine *engine, const ressenti_engine_options *options, ressenti_error *error)
{
    RSN_TRY(add_words_of_packs(engine, error));
    for (size_t i = 0; i < options->list_word_count; i++) {
        ressenti_status status = rsn_lists_add(&engine->lists, options->list_words[i].list, options->list_words[i].word, error);
        if (status == RESSENTI_BAD_DATA && error != NULL) error->item = i;
        RSN_TRY(status);
    }
    return rsn_lists_close(&engine->lists) == RESSENTI_OK ? RESSENTI_OK : rsn_fail_memory(error);
}

/* A pack's pattern with sections of its own, as if the names had been known when the pack was made. */
typedef struct filled_pattern {
    rsn_pack_view view;
    rsn_pack_pattern packed;
    rsn_pack_need needs[RSN_NEEDS_MAX];
} filled_pattern;

static bool put_needs(rsn_arena *arena, filled_pattern *made, const rsn_needs *needs)
{
    size_t count = 0;
    for (uint32_t i = 0; i < needs->count; i++) count += needs->items[i].count;
    uint64_t *literals = rsn_arena_take(arena, count + 1, sizeof *literals);
    if (literals == NULL) return false;
    memset(literals, 0, (count + 1) * sizeof *literals);
    for (uint32_t i = 0; i < needs->count; i++) {
        const rsn_need *need = &needs->items[i];
        made->needs[i] = (rsn_pack_need){{made->view.literal_count, need->count}, need->far};
        for (uint32_t k = 0; k < need->count; k++) memcpy(&literals[made->view.literal_count++], need->items[k].bytes, need->items[k].size);
    }
    made->view.literals = literals;
    made->view.needs = made->needs;
    made->view.need_count = made->packed.needs.count = needs->count;
    made->packed.is_led = needs->is_led;
    made->packed.text_chunks = (uint16_t)needs->text_chunks;
    return true;
}

static ressenti_status find_needs(ressenti_engine *engine, ressenti_text regex, filled_pattern *made)
{
    rsn_rarity unknown = {.is_closed = true}; /* longer words are taken for rarer */
    rsn_program *program = NULL;
    rsn_needs needs;
    ressenti_status status = rsn_program_compile(&engine->memory, regex, &program);
    if (status == RESSENTI_OK) status = rsn_program_needs(&engine->memory, program, &unknown, &needs);
    rsn_program_release(program);
    RSN_TRY(status);
    rsn_needs_wait_for(&unknown, &needs, &made->packed.rarest, &made->packed.second);
    return put_needs(&engine->lists.arena, made, &needs) ? RESSENTI_OK : RESSENTI_NO_MEMORY;
}

ressenti_status rsn_engine_fill_pattern(ressenti_engine *engine, const rsn_pack_view *view, const rsn_pack_pattern *packed, uint32_t round,
                                        rsn_pattern_source *filled, ressenti_error *error)
{
    ressenti_text regex;
    *filled = (rsn_pattern_source){NULL, NULL};
    RSN_TRY(rsn_lists_fill(&engine->lists, rsn_pack_text(view, packed->regex), round, &regex, error));
    if (regex.data == NULL) return RESSENTI_OK;
    filled_pattern *made = rsn_arena_take(&engine->lists.arena, 1, sizeof *made);
    if (made == NULL) return rsn_fail_memory(error);
    memset(made, 0, sizeof *made);
    made->view.strings = regex.data;
    made->packed.regex.size = (uint32_t)regex.size;
    if (find_needs(engine, regex, made) != RESSENTI_OK) return rsn_fail_memory(error);
    *filled = (rsn_pattern_source){&made->view, &made->packed};
    return RESSENTI_OK;
}
