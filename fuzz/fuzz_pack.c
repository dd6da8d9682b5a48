/* Any bytes as a pack, and as a learned model of themes in one: refused, or sound enough to build an engine and read a text with it.
 * The checksum and the size are made right first, or nothing behind them would ever be reached. */
#include <stdlib.h>
#include <string.h>

#include "hash.h"
#include "pack_format.h"
#include "ressenti.h"
#include "ressenti_build.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void make_right(uint8_t *bytes, size_t size)
{
    rsn_pack_header header;
    if (size < sizeof header) return;
    memcpy(&header, bytes, sizeof header);
    memcpy(header.signature, RSN_PACK_SIGNATURE, sizeof header.signature);
    header.format = RESSENTI_PACK_FORMAT;
    header.section_count = RSN_SECTION_COUNT;
    header.file_size = size;
    header.checksum = rsn_hash_bytes(bytes + sizeof header, size - sizeof header);
    memcpy(bytes, &header, sizeof header);
}

static void read_with(ressenti_pack *pack)
{
    static const char WORDS[] = "Livraison rapide mais colis abîmé, je ne recommande pas !";
    ressenti_engine *engine = NULL;
    ressenti_scratch *scratch = NULL;
    ressenti_result *result = NULL;
    ressenti_text text = {WORDS, sizeof WORDS - 1};
    if (ressenti_engine_new(&pack, 1, NULL, &engine, NULL) == RESSENTI_OK &&
        ressenti_scratch_new(engine, NULL, &scratch) == RESSENTI_OK && ressenti_result_new(engine, NULL, &result) == RESSENTI_OK)
        (void)ressenti_analyze(scratch, &text, 1, NULL, result, NULL);
    ressenti_result_release(result);
    ressenti_scratch_release(scratch);
    ressenti_engine_release(engine);
}

/* The bytes as a learned model: its head is put right, and as many weights as it has to have are made of them. */
static uint8_t *theme_model_of(const uint8_t *data, size_t size, size_t *model_size)
{
    enum { LABELS_MOST = 20 };
    rsn_proposal_head head = {.bits = RSN_PROPOSAL_BITS, .count = data[0] % LABELS_MOST};
    memcpy(head.signature, RSN_PROPOSAL_SIGNATURE, sizeof head.signature);
    *model_size = sizeof head + head.count * sizeof(rsn_proposal_entry) + (size_t)RSN_PROPOSAL_BUCKETS * rsn_proposal_row(head.count);
    uint8_t *model = malloc(*model_size);
    for (size_t i = 0; model != NULL && i < *model_size; i++) model[i] = data[(i + 1) % size];
    if (model != NULL) memcpy(model, &head, sizeof head);
    return model;
}

static void read_as_theme_model(const uint8_t *data, size_t size)
{
    ressenti_builder *builder = NULL;
    ressenti_pack *pack = NULL;
    ressenti_text bytes = {NULL, 0};
    size_t model_size = 0;
    uint8_t *model = theme_model_of(data, size, &model_size);
    if (model != NULL && ressenti_builder_new(NULL, &builder) == RESSENTI_OK &&
        ressenti_builder_set_theme_model(builder, (ressenti_text){(const char *)model, model_size}, NULL) == RESSENTI_OK &&
        ressenti_builder_finish(builder, &bytes, NULL) == RESSENTI_OK &&
        ressenti_pack_from_bytes(bytes.data, bytes.size, NULL, &pack, NULL) == RESSENTI_OK)
        read_with(pack);
    ressenti_pack_release(pack);
    ressenti_builder_release(builder);
    free(model);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    ressenti_pack *pack = NULL;
    if (size > 1) read_as_theme_model(data, size);
    uint8_t *copy = malloc(size == 0 ? 1 : size);
    if (copy == NULL) return 0;
    memcpy(copy, data, size);
    make_right(copy, size);
    if (ressenti_pack_from_bytes(copy, size, NULL, &pack, NULL) == RESSENTI_OK) read_with(pack);
    ressenti_pack_release(pack);
    free(copy);
    return 0;
}
