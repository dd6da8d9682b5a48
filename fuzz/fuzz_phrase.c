/* Any bytes as a rule: refused with a reason, or a pack that reads a text. */
#include <stdlib.h>
#include <string.h>

#include "ressenti_build.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void read_with(ressenti_text bytes)
{
    static const char WORDS[] = "Le colis promis en 5 jours n'est toujours pas arrivé : 12 € de frais, déçue, partie chez Aqualys !";
    ressenti_pack *pack = NULL;
    ressenti_engine *engine = NULL;
    ressenti_scratch *scratch = NULL;
    ressenti_result *result = NULL;
    ressenti_text text = {WORDS, sizeof WORDS - 1};
    if (ressenti_pack_from_bytes(bytes.data, bytes.size, NULL, &pack, NULL) != RESSENTI_OK) abort();
    ressenti_list_word names[] = {{{"concurrent", 10}, {"Aqualys", 7}}, {{"produit", 7}, {"colis", 5}}};
    ressenti_engine_options options = {.struct_size = sizeof options, .list_words = names, .list_word_count = 2};
    if (ressenti_engine_new_with(&pack, 1, &options, NULL, &engine, NULL) != RESSENTI_OK) abort();
    if (ressenti_scratch_new(engine, NULL, &scratch) == RESSENTI_OK && ressenti_result_new(engine, NULL, &result) == RESSENTI_OK)
        (void)ressenti_analyze(scratch, &text, 1, NULL, result, NULL);
    ressenti_result_release(result);
    ressenti_scratch_release(scratch);
    ressenti_engine_release(engine);
    ressenti_pack_release(pack);
}

/* The first byte says whether the rest is a phrase or a regex. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    ressenti_builder *builder = NULL;
    ressenti_error error = RESSENTI_ERROR_INIT;
    ressenti_label theme = RESSENTI_LABEL_INIT;
    ressenti_rule_source rule;
    ressenti_text none = {NULL, 0}, bytes;
    if (size < 1 || size > 400 || ressenti_builder_new(NULL, &builder) != RESSENTI_OK) return 0;
    ressenti_text pattern = {(const char *)data + 1, size - 1};
    theme.id = (ressenti_text){"t", 1};
    memset(&rule, 0, sizeof rule);
    rule.struct_size = sizeof rule;
    rule.name = rule.file = rule.theme = theme.id;
    rule.valence = -50;
    if (data[0] & 1) {
        rule.phrases = &pattern;
        rule.phrase_count = 1;
    } else {
        rule.regexes = &pattern;
        rule.regex_count = 1;
    }
    if (ressenti_builder_name(builder, theme.id, theme.id, &error) == RESSENTI_OK &&
        ressenti_builder_add_label(builder, RESSENTI_THEME, &theme, none, 0, &error) == RESSENTI_OK &&
        ressenti_builder_add_rule(builder, &rule, &error) == RESSENTI_OK &&
        ressenti_builder_finish(builder, &bytes, &error) == RESSENTI_OK)
        read_with(bytes);
    ressenti_builder_release(builder);
    return 0;
}
