/* What was learned of themes, with the figures of cross-validation. */
#include "theme_model.h"

#include <string.h>

#include "compiler.h"

static size_t column_size(size_t count)
{
    return (count + 1) * sizeof(uint32_t);
}

ressenti_status rsn_theme_model_new(const ressenti_allocator *memory, size_t count, ressenti_theme_model **model)
{
    ressenti_theme_model *made = rsn_allocate_zeroed(memory, sizeof *made);
    *model = made;
    if (made == NULL) return RESSENTI_NO_MEMORY;
    *made = (ressenti_theme_model){.memory = *memory, .bytes = RSN_ARRAY(uint8_t), .count = count};
    uint32_t **columns[] = {&made->kind, &made->label, &made->texts, &made->proposed, &made->right};
    made->is_kept = rsn_allocate_zeroed(memory, count + 1);
    bool has_room = made->is_kept != NULL;
    for (size_t i = 0; i < RSN_COUNT(columns); i++) {
        *columns[i] = rsn_allocate_zeroed(memory, column_size(count));
        has_room = has_room && *columns[i] != NULL;
    }
    return has_room ? RESSENTI_OK : RESSENTI_NO_MEMORY;
}

ressenti_proposal_totals *rsn_theme_totals(ressenti_theme_model *model, uint32_t kind)
{
    return &model->totals[kind == RESSENTI_SIGNAL];
}

ressenti_text ressenti_theme_model_bytes(const ressenti_theme_model *model)
{
    return (ressenti_text){model->bytes.items, model->bytes.count};
}

void ressenti_theme_model_figures(const ressenti_theme_model *model, ressenti_proposal_figures *out)
{
    ressenti_proposal_figures full = {out->struct_size, model->count, model->kind, model->label, model->texts, model->proposed, model->right, model->is_kept};
    memcpy(out, &full, out->struct_size < sizeof full ? out->struct_size : sizeof full);
}

void ressenti_theme_model_totals(const ressenti_theme_model *model, ressenti_label_kind kind, ressenti_proposal_totals *out)
{
    ressenti_proposal_totals full = {0};
    if (kind == RESSENTI_THEME || kind == RESSENTI_SIGNAL) full = model->totals[kind == RESSENTI_SIGNAL];
    full.struct_size = out->struct_size;
    memcpy(out, &full, out->struct_size < sizeof full ? out->struct_size : sizeof full);
}

void ressenti_theme_model_release(ressenti_theme_model *model)
{
    if (model == NULL) return;
    ressenti_allocator memory = model->memory;
    uint32_t *columns[] = {model->kind, model->label, model->texts, model->proposed, model->right};
    for (size_t i = 0; i < RSN_COUNT(columns); i++) rsn_release(&memory, columns[i], column_size(model->count));
    rsn_release(&memory, model->is_kept, model->count + 1);
    rsn_array_free(&memory, &model->bytes);
    rsn_release(&memory, model, sizeof *model);
}
