/* Which themes and signals an engine's learned model may propose. */
#include "engine_proposals.h"

#include "failure.h"

static const rsn_pack_view *last_with_proposals(const ressenti_engine *engine)
{
    for (uint32_t p = engine->pack_count; p-- > 0;)
        if (engine->views[p]->proposal_count > 0) return engine->views[p];
    return NULL;
}

bool rsn_engine_has_proposals(const ressenti_engine *engine)
{
    return last_with_proposals(engine) != NULL;
}

/* The pack's label is among the engine's: they are merged by id. */
static uint32_t index_of(const ressenti_engine *engine, uint32_t kind, ressenti_text id)
{
    uint32_t index = 0;
    while (index < engine->labels[kind].count && !rsn_same_text(rsn_engine_label_at(engine, (ressenti_label_kind)kind, index)->id, id)) index++;
    return index;
}

/* "delivery_time/" and a star, or less and a star. */
static bool mutes_all(ressenti_text name, ressenti_text id)
{
    if (name.size == 0 || name.data[name.size - 1] != '*' || name.size > id.size + 2) return false;
    size_t of_id = name.size - 1 < id.size ? name.size - 1 : id.size;
    bool is_its_own = name.size - 1 <= id.size || name.data[id.size] == '/';
    return is_its_own && rsn_same_text((ressenti_text){name.data, of_id}, (ressenti_text){id.data, of_id});
}

static bool is_muted(const ressenti_engine_options *options, ressenti_text id)
{
    for (size_t i = 0; i < options->muted_count; i++)
        if (mutes_all(options->muted[i], id)) return true;
    return false;
}

ressenti_status rsn_engine_read_proposals(ressenti_engine *engine, const ressenti_engine_options *options)
{
    const rsn_pack_view *view = last_with_proposals(engine);
    if (view == NULL || options->no_learned_themes) return RESSENTI_OK;
    for (uint32_t i = 0; i < view->proposal_count; i++) {
        const rsn_pack_proposal *packed = &view->proposals[i];
        const rsn_pack_label *label = &view->labels[packed->label];
        ressenti_text id = rsn_pack_text(view, label->id);
        rsn_engine_proposal made = {label->kind, index_of(engine, label->kind, id), packed->alone, packed->beside};
        if (is_muted(options, id)) made.alone = made.beside = RSN_PROPOSAL_NEVER;
        if (!rsn_array_append(&engine->memory, &engine->proposals, &made, 1)) return RESSENTI_NO_MEMORY;
        engine->proposes_beside = engine->proposes_beside || made.beside != RSN_PROPOSAL_NEVER;
    }
    engine->proposal_weights = view->proposal_weights;
    return RESSENTI_OK;
}
