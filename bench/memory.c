/* How much memory many texts need when they are read batch by batch.
 *
 *     memory PACK TEXTS COUNT      a pack, a block (corpus.h) that is begun again when it ends, how many texts
 *
 * Prints {"engine", "texts", "peak_mib"}: the most this process ever held, the block included. */
#include <stdio.h>
#include <stdlib.h>

#include "corpus.h"
#include "ressenti.h"

enum { BATCH = 1000 };

static void check(ressenti_status status, const ressenti_error *error)
{
    if (status == RESSENTI_OK) return;
    fprintf(stderr, "memory: %s: %s\n", ressenti_status_name(status), error->message);
    exit(1);
}

static ressenti_engine *open_engine(const char *path)
{
    ressenti_error error = RESSENTI_ERROR_INIT;
    ressenti_pack *pack = NULL;
    ressenti_engine *engine = NULL;
    check(ressenti_pack_open(path, NULL, &pack, &error), &error);
    check(ressenti_engine_new(&pack, 1, NULL, &engine, &error), &error);
    ressenti_pack_release(pack);
    return engine;
}

static void read_batch(const ressenti_engine *engine, ressenti_scratch *scratch, const corpus *texts, size_t first, size_t count)
{
    ressenti_error error = RESSENTI_ERROR_INIT;
    ressenti_result *result = NULL;
    ressenti_text batch[BATCH];
    for (size_t i = 0; i < count; i++) {
        size_t at = (first + i) % texts->count;
        batch[i] = (ressenti_text){corpus_text(texts, at), corpus_size(texts, at)};
    }
    check(ressenti_result_new(engine, NULL, &result), &error);
    check(ressenti_analyze(scratch, batch, count, NULL, result, &error), &error);
    ressenti_result_release(result);
}

/* getrusage() would count what the parent held before it became this program. */
static double peak_mib(void)
{
    char line[256];
    double kib = 0;
    FILE *status = fopen("/proc/self/status", "r");
    while (status != NULL && fgets(line, sizeof line, status) != NULL)
        if (sscanf(line, "VmHWM: %lf kB", &kib) == 1) break;
    if (status != NULL) fclose(status);
    return kib / 1024;
}

int main(int argument_count, char **arguments)
{
    ressenti_error error = RESSENTI_ERROR_INIT;
    ressenti_scratch *scratch = NULL;
    if (argument_count != 4) return fprintf(stderr, "usage: memory PACK TEXTS COUNT\n"), 2;
    ressenti_engine *engine = open_engine(arguments[1]);
    corpus texts = corpus_read(arguments[2]);
    size_t count = (size_t)strtoull(arguments[3], NULL, 10);
    check(ressenti_scratch_new(engine, NULL, &scratch), &error);
    for (size_t first = 0; first < count; first += BATCH)
        read_batch(engine, scratch, &texts, first, count - first < BATCH ? count - first : BATCH);
    printf("{\"engine\": \"memory_c\", \"texts\": %zu, \"peak_mib\": %.2f}\n", count, peak_mib());
    ressenti_scratch_release(scratch);
    ressenti_engine_release(engine);
    corpus_free(&texts);
    return 0;
}
