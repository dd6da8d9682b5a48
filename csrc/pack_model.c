/* The learned parts of a pack under construction: the model of sentiment, the themes and signals that are proposed. */
#include <string.h>

#include "builder.h"
#include "failure.h"
#include "pack.h"
#include "subtheme.h"

ressenti_status ressenti_builder_set_model(ressenti_builder *builder, ressenti_text model, ressenti_error *error)
{
    enum { WEIGHTS_SIZE = RSN_MODEL_BUCKETS * RSN_MODEL_OUTPUTS };
    rsn_pack_model head;
    if (builder == NULL || model.data == NULL || model.size != sizeof head + WEIGHTS_SIZE)
        return rsn_builder_refuse(error, "this is no learned model of this release: train it again", (ressenti_text){NULL, 0});
    memcpy(&head, model.data, sizeof head);
    if (!rsn_model_is_sound(&head)) return rsn_builder_refuse(error, "this learned model is damaged: train it again", (ressenti_text){NULL, 0});
    builder->model.count = builder->weights.count = 0;
    if (!rsn_array_append(&builder->memory, &builder->weights, model.data + sizeof head, WEIGHTS_SIZE) ||
        !rsn_array_append(&builder->memory, &builder->model, &head, 1))
        return rsn_fail_memory(error);
    return RESSENTI_OK;
}

/* ---- themes and signals ------------------------------------------------------------------------------------------ */

static size_t id_size(const rsn_proposal_entry *entry)
{
    size_t size = 0;
    while (size < RSN_PROPOSAL_ID_MOST && entry->id[size] != 0) size++;
    return size;
}

/* Its place among the labels: one that this pack does not describe is a reference to that of another pack. */
static ressenti_status find_or_refer(ressenti_builder *builder, const rsn_proposal_entry *entry, uint32_t *label, ressenti_error *error)
{
    ressenti_label reference = RESSENTI_LABEL_INIT;
    ressenti_text none = {NULL, 0};
    reference.id = (ressenti_text){(const char *)entry->id, id_size(entry)};
    *label = rsn_builder_find_label(builder, entry->kind, reference.id, NULL);
    if (*label != RESSENTI_NONE) return RESSENTI_OK;
    *label = (uint32_t)builder->labels.count;
    return ressenti_builder_add_label(builder, (ressenti_label_kind)entry->kind, &reference, none, 0, error);
}

static ressenti_status add_proposal(ressenti_builder *builder, const rsn_proposal_entry *entry, ressenti_error *error)
{
    rsn_pack_proposal packed = {.alone = entry->alone, .beside = entry->beside};
    bool is_part = entry->kind == RESSENTI_THEME && rsn_is_subtheme((ressenti_text){(const char *)entry->id, id_size(entry)});
    bool is_sound = (entry->kind == RESSENTI_THEME || entry->kind == RESSENTI_SIGNAL) && id_size(entry) > 0 && !is_part &&
                    rsn_proposal_needs_are_sound(entry->alone, entry->beside);
    if (!is_sound) return rsn_builder_refuse(error, "this learned model is damaged: train it again", (ressenti_text){NULL, 0});
    RSN_TRY(find_or_refer(builder, entry, &packed.label, error));
    return rsn_array_append(&builder->memory, &builder->proposals, &packed, 1) ? RESSENTI_OK : rsn_fail_memory(error);
}

/* The weights that follow the entries; NULL: these are not the bytes of learned themes. */
static const char *weights_behind(ressenti_text model, rsn_proposal_head *head, size_t *weights_size)
{
    if (model.data == NULL || model.size < sizeof *head) return NULL;
    memcpy(head, model.data, sizeof *head);
    if (memcmp(head->signature, RSN_PROPOSAL_SIGNATURE, sizeof head->signature) != 0 || head->bits != RSN_PROPOSAL_BITS) return NULL;
    if (head->count > RSN_PROPOSALS_MOST) return NULL;
    size_t entries = head->count * sizeof(rsn_proposal_entry);
    *weights_size = (size_t)RSN_PROPOSAL_BUCKETS * rsn_proposal_row(head->count);
    return model.size == sizeof *head + entries + *weights_size ? model.data + sizeof *head + entries : NULL;
}

ressenti_status ressenti_builder_set_theme_model(ressenti_builder *builder, ressenti_text model, ressenti_error *error)
{
    rsn_proposal_head head;
    rsn_proposal_entry entry;
    size_t weights_size = 0;
    const char *weights = builder != NULL ? weights_behind(model, &head, &weights_size) : NULL;
    if (weights == NULL) return rsn_builder_refuse(error, "this is no learned model of this release: train it again", (ressenti_text){NULL, 0});
    builder->proposals.count = builder->proposal_weights.count = 0;
    for (uint32_t i = 0; i < head.count; i++) {
        memcpy(&entry, model.data + sizeof head + i * sizeof entry, sizeof entry);
        RSN_TRY(add_proposal(builder, &entry, error));
    }
    return rsn_array_append(&builder->memory, &builder->proposal_weights, weights, weights_size) ? RESSENTI_OK : rsn_fail_memory(error);
}
