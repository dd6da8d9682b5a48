/* Any bytes as a pack: refused, or sound enough to build an engine and read a text with it.
 * The checksum and the size are made right first, or nothing behind them would ever be reached. */
#include <stdlib.h>
#include <string.h>

#include "hash.h"
#include "pack_format.h"
#include "ressenti.h"

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

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    ressenti_pack *pack = NULL;
    uint8_t *copy = malloc(size == 0 ? 1 : size);
    if (copy == NULL) return 0;
    memcpy(copy, data, size);
    make_right(copy, size);
    if (ressenti_pack_from_bytes(copy, size, NULL, &pack, NULL) == RESSENTI_OK) read_with(pack);
    ressenti_pack_release(pack);
    free(copy);
    return 0;
}
