/* A learned model of a pack under construction. */
#include <string.h>

#include "builder.h"
#include "failure.h"
#include "pack.h"

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
