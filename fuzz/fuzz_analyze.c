/* Any bytes as a text: no crash, no leak, no hang, and a row that keeps its promises.
 *
 *   make fuzz            one minute of each target; FUZZ_SECONDS=3600 for more
 *
 * The first byte chooses the options.  The texts stand in heap blocks of their exact size, so that reading one
 * byte too far is seen. */
#include <stdlib.h>
#include <string.h>

#include "ressenti.h"

static ressenti_engine *engine;
static ressenti_scratch *scratch;

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    ressenti_pack *pack = NULL;
    const char *path = getenv("RESSENTI_FUZZ_PACK");
    (void)argc;
    (void)argv;
    if (ressenti_pack_open(path != NULL ? path : "python/ressenti/data/fr.pack", NULL, &pack, NULL) != RESSENTI_OK) abort();
    if (ressenti_engine_new(&pack, 1, NULL, &engine, NULL) != RESSENTI_OK) abort();
    if (ressenti_scratch_new(engine, NULL, &scratch) != RESSENTI_OK) abort();
    ressenti_pack_release(pack);
    return 0;
}

static void require(int holds)
{
    if (!holds) abort();
}

static void check_row(const ressenti_result *result, size_t text_size)
{
    ressenti_documents documents = {.struct_size = sizeof documents};
    ressenti_mentions mentions = {.struct_size = sizeof mentions};
    ressenti_contributions terms = {.struct_size = sizeof terms};
    int64_t sum = 0;
    ressenti_result_documents(result, &documents);
    ressenti_result_mentions(result, &mentions);
    ressenti_result_contributions(result, &terms);
    require(documents.count == 1 && documents.score[0] >= -1000 && documents.score[0] <= 1000);
    for (size_t i = 0; i < mentions.count; i++)
        require(mentions.begin[i] < mentions.end[i] && mentions.end[i] <= text_size);
    for (size_t i = 0; i < terms.count; i++) sum += terms.points[i];
    require(terms.count == 0 || sum == documents.points[0]);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    ressenti_result *result = NULL;
    ressenti_options options = RESSENTI_OPTIONS_INIT;
    char json[512];
    if (size == 0) return 0;
    options.flags = data[0] & 7u;
    size--;
    char *copy = malloc(size == 0 ? 1 : size);
    require(copy != NULL && ressenti_result_new(engine, NULL, &result) == RESSENTI_OK);
    memcpy(copy, data + 1, size);
    ressenti_text text = {copy, size}, id = {"1", 1}, nothing = {NULL, 0};
    require(ressenti_analyze(scratch, &text, 1, &options, result, NULL) == RESSENTI_OK);
    check_row(result, size);
    require(ressenti_result_json(result, 0, id, nothing, json, sizeof json) > 0);
    ressenti_result_release(result);
    free(copy);
    return 0;
}
