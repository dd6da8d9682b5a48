/* Names of lists: what finds them, what they are called, and everything that no list may hold. */
#include "engine_lists.h"
#include "reading.h"

static ressenti_engine *engine_with(const pack_source *source, const ressenti_list_word *words, size_t count, ressenti_status expected)
{
    ressenti_pack *pack = make_pack(source);
    ressenti_engine *engine = NULL;
    ressenti_error error = RESSENTI_ERROR_INIT;
    ressenti_engine_options options = {.struct_size = sizeof options, .list_words = words, .list_word_count = count};
    ressenti_status status = ressenti_engine_new_with(&pack, 1, &options, NULL, &engine, &error);
    ressenti_pack_release(pack);
    CHECK(status == expected && (engine != NULL) == (expected == RESSENTI_OK), "%d, not %d: %s", (int)status, (int)expected, error.message);
    return engine;
}

static ressenti_list_word listed(const char *list, const char *word)
{
    return (ressenti_list_word){text_of(list), text_of(word)};
}

static const label_row LABELS[] = {{RESSENTI_THEME, "t", "T", NULL, 1, 1, 0}, {RESSENTI_SIGNAL, "competitor", "Concurrent", NULL, 0, 0, 0}};
static const rule_row RULES[] = {
    {.name = "t/1", .theme = "t", .signal = "competitor", .phrases = {"(parti|passé) chez (<concurrent>|un concurrent)", "<concurrent> est moins cher"}},
    {.name = "t/2", .theme = "t", .phrases = {"<marque> … <produit>"}, .unless = {"chez <concurrent>"}},
    {.name = "t/3", .theme = "t", .phrases = {"rideau"}},
};
static const pack_source PACK = {"listes", NULL, 0, ROWS(LABELS), ROWS(RULES)};

/* The name of the first mention, "" where it has none, NULL where nothing is found. */
static const char *name_found(reading *in, const char *text)
{
    const rsn_findings *found = read_text(in, text);
    if (found->mentions.count == 0) return NULL;
    uint32_t name = found->mentions.items[0].name;
    return name == RESSENTI_NONE ? "" : RSN_AT(&in->scratch->engine->lists.names, rsn_list_name, name).written.data;
}

static void test_names(void)
{
    static const struct {
        const char *text, *name, *why;
    } TABLE[] = {
        {"Je suis parti chez Aqualys.", "Aqualys", "as it is written"},
        {"je suis parti chez AQUALYS", "Aqualys", "capitals do not matter"},
        {"Parti chez Ñandù", "Ñandù", "accents neither"},
        {"Passé chez Bleu Nuit Énergie", "Bleu Nuit Énergie", "the longest of two"},
        {"Passé chez Bleu Nuit", "Bleu Nuit", "the shorter one"},
        {"Passé chez bleu-nuit", "Bleu Nuit", "a hyphen"},
        {"Passé chez BleuNuit", "Bleu Nuit", "in one word"},
        {"Passé chez K&Z.fr", "K&Z.fr", "signs are part of a name"},
        {"Passé chez kz", NULL, "and have to be there"},
        {"L'Atelier est moins cher", "L’Atelier", "an apostrophe"},
        {"Latelier est moins cher", "L’Atelier", "or none"},
        {"Parti chez Aqualysse", NULL, "a longer word is another"},
        {"Parti chez un concurrent", "", "the other branch has no name"},
        {"Lumo, le Tabouret", "Tabouret", "of two slots the last"},
        {"Mon Lumo, mieux que chez Aqualys, tabouret", NULL, "an exclusion waits for a name too"},
        {"Un rideau", "", "a rule without a slot"},
        {"Parti chez Lumo", NULL, "a name of another list"},
    };
    ressenti_list_word words[] = {listed("concurrent", "Aqualys"), listed("concurrent", "Bleu Nuit"), listed("concurrent", "Bleu Nuit Énergie"),
                                  listed("concurrent", "K&Z.fr"), listed("concurrent", "L’Atelier"), listed("concurrent", "Ñandù"),
                                  listed("concurrent", "aqualys"), listed("marque", "Lumo"), listed("produit", "Tabouret")};
    reading in = reading_new(engine_with(&PACK, words, sizeof words / sizeof words[0], RESSENTI_OK));
    for (size_t i = 0; i < sizeof TABLE / sizeof TABLE[0]; i++) {
        const char *name = name_found(&in, TABLE[i].text);
        bool is_it = name == NULL || TABLE[i].name == NULL ? name == TABLE[i].name : strcmp(name, TABLE[i].name) == 0;
        CHECK(is_it, "« %s »: %s, not %s: %s", TABLE[i].text, name ? name : "nothing", TABLE[i].name ? TABLE[i].name : "nothing", TABLE[i].why);
    }
    CHECK(ressenti_engine_name_count(in.scratch->engine) == 8, "of two that read the same one stays");
    const rsn_findings *found = read_text(&in, "Parti chez Aqualys.");
    CHECK(found->signals.count == 1 && found->signals.items[0].name == found->mentions.items[0].name, "the signal has the name too");
    for (uint32_t i = 0; i < in.scratch->engine->rules.count; i++)
        CHECK(rsn_engine_rule_at(in.scratch->engine, i)->is_prefiltered, "names are worth waiting for");
    reading_free(&in);
}

static void test_no_names(void)
{
    reading in = reading_new(engine_with(&PACK, NULL, 0, RESSENTI_OK));
    CHECK(name_found(&in, "Parti chez Aqualys. Aqualys est moins cher. Parti chez nom.") == NULL, "without a name such a rule finds nothing");
    CHECK(name_found(&in, "Parti chez un concurrent") == NULL, "nor in its other branch, for the phrase is not there");
    CHECK(name_found(&in, "Un rideau") != NULL, "others do");
    CHECK(ressenti_engine_name_count(in.scratch->engine) == 0, "no names");
    reading_free(&in);
}

/* More names than one expression takes: all are found, none by trying every text. */
static void test_many_names(void)
{
    enum { MANY = 1000 };
    static char names[MANY][24];
    static ressenti_list_word words[MANY];
    for (int i = 0; i < MANY; i++) {
        (void)snprintf(names[i], sizeof names[i], "Societe %03d", i);
        words[i] = listed("concurrent", names[i]);
    }
    reading in = reading_new(engine_with(&PACK, words, MANY, RESSENTI_OK));
    for (int i = 0; i < MANY; i += 7) {
        char text[100];
        (void)snprintf(text, sizeof text, "Je suis parti chez la societe, %.23s est moins cher", names[i]);
        const char *name = name_found(&in, text);
        CHECK(name != NULL && strcmp(name, names[i]) == 0, "%s is found, not %s", names[i], name ? name : "nothing");
    }
    uint32_t further = 0;
    for (uint32_t i = 0; i < ressenti_engine_pattern_count(in.scratch->engine); i++) {
        ressenti_pattern pattern = RESSENTI_PATTERN_INIT;
        CHECK(ressenti_engine_pattern(in.scratch->engine, i, &pattern) == RESSENTI_OK && pattern.is_prefiltered, "pattern %u waits for a word", i);
        further += pattern.is_further;
    }
    CHECK(further == 3 * ((MANY + RSN_LIST_ROUND - 1) / RSN_LIST_ROUND - 1), "%u further ones", further);
    reading_free(&in);
}

static void test_refused(void)
{
    static char endless[4 * RSN_LIST_WORD_MAX + 2];
    memset(endless, 'a', sizeof endless - 1);
    const struct {
        const char *list, *word, *why;
    } TABLE[] = {
        {"concurrents", "Aqualys", "another list"}, {"", "Aqualys", "no list"},        {"Concurrent", "Aqualys", "a capital"},
        {"concurrent", "", "no word"},              {"concurrent", " ' - ", "no letter"}, {"concurrent", "!!", "signs alone"},
        {"concurrent", "\xff", "no UTF-8"},         {"marque", endless, "too long"},   {"produit", endless + 3 * RSN_LIST_WORD_MAX - 1, "a little too long"},
    };
    ressenti_builder *builder = NULL;
    if (!CHECK(ressenti_builder_new(NULL, &builder) == RESSENTI_OK, "a builder")) return;
    for (size_t i = 0; i < sizeof TABLE / sizeof TABLE[0]; i++) {
        ressenti_error error = RESSENTI_ERROR_INIT;
        ressenti_list_word words[] = {listed("marque", "Lumo"), listed(TABLE[i].list, TABLE[i].word)};
        CHECK(ressenti_builder_add_list_word(builder, words[1].list, words[1].word, &error) == RESSENTI_BAD_DATA && error.message[0] != 0, "%s", TABLE[i].why);
        (void)engine_with(&PACK, words, 2, RESSENTI_BAD_DATA);
    }
    CHECK(ressenti_builder_add_list_word(builder, text_of("marque"), text_of("Lumo"), NULL) == RESSENTI_OK, "a good one");
    ressenti_builder_release(builder);
}

/* Regexes of authors hold no markers, and a pack that holds odd ones finds nothing with them. */
static void test_markers(void)
{
    static const char *const ODD[] = {"(?<nom>(?C{@concurrent", "(?<nom>(?C{@concurrent}", "(?C{@})", "a(?C{@x})b", "(?C{@concurrent})(?C{@concurrent})(?C{@marque})(?C{@marque})(?C{@marque})"};
    ressenti_allocator memory = rsn_allocator_or_default(NULL);
    rsn_lists lists;
    rsn_lists_init(&lists, &memory);
    if (!CHECK(rsn_lists_stand_in(&lists) == RESSENTI_OK, "there is memory")) return;
    for (size_t i = 0; i < sizeof ODD / sizeof ODD[0]; i++) {
        ressenti_text filled;
        ressenti_error error = RESSENTI_ERROR_INIT;
        ressenti_status status = rsn_lists_fill(&lists, text_of(ODD[i]), 0, &filled, &error);
        CHECK(rsn_lists_concern(text_of(ODD[i])), "%s has a marker", ODD[i]);
        CHECK(status == RESSENTI_BAD_DATA || (status == RESSENTI_OK && (filled.data == NULL || !rsn_lists_concern(filled))), "%s: refused, empty or filled", ODD[i]);
    }
    ressenti_builder *builder = NULL;
    if (CHECK(ressenti_builder_new(NULL, &builder) == RESSENTI_OK, "a builder")) {
        ressenti_text regex = text_of("chez (?C{@concurrent})");
        ressenti_rule_source rule = {.struct_size = sizeof rule, .name = text_of("r"), .irritation = 1, .regexes = &regex, .regex_count = 1};
        CHECK(ressenti_builder_add_rule(builder, &rule, NULL) == RESSENTI_BAD_PATTERN, "an author writes phrases for this");
    }
    ressenti_builder_release(builder);
    rsn_lists_free(&lists);
}

int main(void)
{
    test_names();
    test_no_names();
    test_many_names();
    test_refused();
    test_markers();
    return check_result();
}
