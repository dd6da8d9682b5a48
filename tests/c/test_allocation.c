/* Every allocation fails once, and for ever from there on: no crash, no leak, and what exists stays usable.  The counting
 * allocator also checks that every block comes back with its size. */
#include "counting.h"

#include "small_french.h"

static const char *const TEXTS[] = {
    "Livré en retard, le colis est éventré !", "Promis en 5 jours, reçu en 9 : je résilie.", "C'est vraiment très bon 😀 :)", "", "pas mal, peu agréable, rien à redire",
    "tjrs un pb, nuuul, booon", "the food was cold and the staff was rude", "120 € au lieu de 100 €", "Colis taché, plat salé et sâle", "plus jamais la hotline au téléphone", "Les machines à café, partie chez Aqualys, la table de chevet est rayée", "dÃ©Ã§u &eacute;t&eacute;, e\u0301te\u0301",
};

enum { TEXT_COUNT = sizeof TEXTS / sizeof TEXTS[0], JSON_SIZE = 60000 };

typedef struct story {
    ressenti_builder *builder;
    ressenti_pack *pack;
    ressenti_engine *engine;
    ressenti_scratch *scratch;
    ressenti_result *result;
    ressenti_text texts[TEXT_COUNT];
    char *json;
    size_t json_size;
} story;

static void story_free(story *in)
{
    ressenti_result_release(in->result);
    ressenti_scratch_release(in->scratch);
    ressenti_engine_release(in->engine);
    ressenti_pack_release(in->pack);
    ressenti_builder_release(in->builder);
}

static ressenti_status analyze(story *in, ressenti_error *error)
{
    ressenti_options options = {sizeof options, RESSENTI_CODE_POINTS | RESSENTI_WANT_CONTRIBUTIONS | RESSENTI_WANT_HITS | RESSENTI_WANT_FIGURES, 0, 0};
    return ressenti_analyze(in->scratch, in->texts, TEXT_COUNT, &options, in->result, error);
}

/* From rows to JSON, by way of everything that allocates. */
static ressenti_status tell(story *in, const ressenti_allocator *memory, ressenti_error *error)
{
    ressenti_text bytes = {NULL, 0};
    ressenti_status status = build_small_pack(&SMALL_FRENCH, memory, &in->builder, &bytes, error);
    if (status == RESSENTI_OK) status = ressenti_pack_from_bytes(bytes.data, bytes.size, memory, &in->pack, error);
    ressenti_text muted = text_of("phone/1");
    ressenti_list_word names[] = {{text_of("concurrent"), text_of("Aqualys")}, {text_of("concurrent"), text_of("Bleu Nuit")}};
    ressenti_engine_options options = {.struct_size = sizeof options, .muted = &muted, .muted_count = 1, .list_words = names, .list_word_count = 2};
    if (status == RESSENTI_OK) status = ressenti_engine_new_with(&in->pack, 1, &options, memory, &in->engine, error);
    if (status == RESSENTI_OK) status = ressenti_scratch_new(in->engine, memory, &in->scratch);
    if (status == RESSENTI_OK) status = ressenti_result_new(in->engine, memory, &in->result);
    if (status == RESSENTI_OK) status = analyze(in, error);
    return status;
}

static size_t write_json(const story *in, char *json)
{
    size_t size = 0;
    for (size_t i = 0; i < TEXT_COUNT; i++) {
        size_t needed = ressenti_result_json(in->result, i, text_of("1"), (ressenti_text){NULL, 0}, json + size, JSON_SIZE - size);
        if (needed > JSON_SIZE - size) return 0;
        size += needed;
    }
    return size;
}

static story story_new(void)
{
    story in = {NULL, NULL, NULL, NULL, NULL, {{NULL, 0}}, NULL, 0};
    for (size_t i = 0; i < TEXT_COUNT; i++) in.texts[i] = text_of(TEXTS[i]);
    return in;
}

/* What the same story gives when there is memory. */
static char expected[JSON_SIZE], told[JSON_SIZE];
static size_t expected_size;

static void test_enough_memory(void)
{
    counting counts = {0};
    ressenti_allocator memory = counting_allocator(&counts);
    ressenti_error error = RESSENTI_ERROR_INIT;
    story in = story_new();
    CHECK(tell(&in, &memory, &error) == RESSENTI_OK, "nothing fails: %s", error.message);
    expected_size = in.result != NULL ? write_json(&in, expected) : 0;
    CHECK(expected_size > 1000 && error.status == RESSENTI_OK, "and the error was left alone");
    CHECK(strstr(expected, "\"name\": \"Aqualys\"") != NULL && strstr(expected, "\"target\": \"table de chevet\"") != NULL, "names and targets are in it");
    long before = counts.calls;
    CHECK(analyze(&in, &error) == RESSENTI_OK && counts.calls - before < 60, "the second batch hardly asks for memory: %ld times", counts.calls - before);
    story_free(&in);
    CHECK(counts.blocks == 0 && counts.bytes == 0, "all is given back: %ld blocks are out", counts.blocks);
    CHECK(counts.wrong_sizes == 0, "with its sizes");
    printf("%ld allocations\n", counts.calls);
}

/* One allocation fails; then the same objects, if they were made, finish the story. */
static bool test_failure_at(long call, bool for_ever)
{
    counting counts = {.fail_at = call, .for_ever = for_ever};
    ressenti_allocator memory = counting_allocator(&counts);
    ressenti_error error = RESSENTI_ERROR_INIT;
    story in = story_new();
    ressenti_status status = tell(&in, &memory, &error);
    bool was_reached = counts.has_failed;
    /* PCRE2 works without its JIT stack, so one failure may go unnoticed: the result has to be right then. */
    CHECK(status == RESSENTI_OK || (status == RESSENTI_NO_MEMORY && was_reached), "call %ld: status %d", call, status);
    CHECK(status == RESSENTI_OK || error.status == RESSENTI_OK || error.status == RESSENTI_NO_MEMORY, "call %ld: the error says so", call);
    if (in.result != NULL) {
        ressenti_documents documents = {.struct_size = sizeof documents};
        ressenti_result_documents(in.result, &documents);
        CHECK(documents.count == (status == RESSENTI_OK ? TEXT_COUNT : 0), "call %ld: a batch that failed left %zu rows", call, documents.count);
        counts.fail_at = 0;
        if (status != RESSENTI_OK) CHECK(analyze(&in, &error) == RESSENTI_OK, "call %ld: with memory again, all goes on", call);
        size_t size = write_json(&in, told);
        CHECK(size == expected_size && memcmp(told, expected, size) == 0, "call %ld: and gives what it always gives", call);
    }
    story_free(&in);
    CHECK(counts.blocks == 0 && counts.bytes == 0, "call %ld: %ld blocks of %zu bytes are out", call, counts.blocks, counts.bytes);
    CHECK(counts.wrong_sizes == 0, "call %ld: a block came back with another size", call);
    return was_reached;
}

/* The builder itself goes on after a failure: the word or rule that failed is asked for again. */
static bool test_builder_at(long call)
{
    counting counts = {0};
    ressenti_allocator memory = counting_allocator(&counts);
    ressenti_error error = RESSENTI_ERROR_INIT;
    ressenti_builder *builder = NULL;
    ressenti_pack *pack = NULL;
    ressenti_text bytes = {NULL, 0};
    pack_source first = SMALL_FRENCH, second = {SMALL_FRENCH.name, NULL, 0, NULL, 0, SMALL_FRENCH.rules, 1};
    first.rule_count = 0;
    if (!CHECK(build_small_pack(&first, &memory, &builder, &bytes, &error) == RESSENTI_OK, "%s", error.message)) exit(check_result());
    counts.fail_at = counts.calls + call;
    ressenti_status status = add_rule_row(builder, &second.rules[0], &error);
    bool was_reached = counts.has_failed;
    counts.fail_at = 0;
    CHECK(status == (was_reached ? RESSENTI_NO_MEMORY : RESSENTI_OK), "rule, call %ld: status %d", call, status);
    if (status != RESSENTI_OK) CHECK(add_rule_row(builder, &second.rules[0], &error) == RESSENTI_OK, "rule, call %ld: the second time it is added: %s", call, error.message);
    CHECK(ressenti_builder_finish(builder, &bytes, &error) == RESSENTI_OK && ressenti_pack_from_bytes(bytes.data, bytes.size, NULL, &pack, &error) == RESSENTI_OK, "rule, call %ld: the pack is sound: %s", call, error.message);
    ressenti_pack_release(pack);
    ressenti_builder_release(builder);
    CHECK(counts.blocks == 0 && counts.wrong_sizes == 0, "rule, call %ld: all is given back", call);
    return was_reached;
}

static void test_fold(void)
{
    ressenti_text text = text_of("Déçu…");
    char buffer[64];
    size_t size = 0;
    for (long call = 1;; call++) {
        counting counts = {.fail_at = call};
        ressenti_allocator memory = counting_allocator(&counts);
        ressenti_status status = ressenti_fold(text, buffer, NULL, sizeof buffer, &size, &memory, NULL);
        CHECK(counts.blocks == 0, "fold, call %ld: nothing is out", call);
        CHECK(status == (counts.has_failed ? RESSENTI_NO_MEMORY : RESSENTI_OK), "fold, call %ld: status %d", call, status);
        if (!counts.has_failed) break;
    }
}

int main(void)
{
    long call = 1;
    test_enough_memory();
    while (test_failure_at(call, false)) call++;
    CHECK(call > 100, "a story of %ld allocations", call);
    for (call = 1; test_failure_at(call, true);) call++;
    for (call = 1; test_builder_at(call);) call++;
    test_fold();
    return check_result();
}
