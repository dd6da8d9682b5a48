/* Ours: UTF-8 checked, folded, with the way back to the text as given. */
#include <stdio.h>
#include <stdlib.h>

#include "normalise.h"
#include "ressenti.h"

static void *make(const corpus *rules)
{
    ressenti_folder *folder = NULL;
    (void)rules;
    return ressenti_folder_new(NULL, NULL, &folder) == RESSENTI_OK ? folder : NULL;
}

static uint64_t read(void *state, const corpus *texts, size_t count, const pairs *found)
{
    uint64_t sum = 0;
    (void)found;
    for (size_t i = 0; i < count; i++) {
        ressenti_folded folded = RESSENTI_FOLDED_INIT;
        ressenti_text text = {corpus_text(texts, i), corpus_size(texts, i)};
        if (ressenti_folder_fold(state, text, 0, &folded, NULL) != RESSENTI_OK) fprintf(stderr, "ours: text %zu\n", i);
        sum += folded.size;
    }
    return sum;
}

static void release(void *state)
{
    ressenti_folder_release(state);
}

const contender normalise_ours = {"ours", make, NULL, read, release, true};
