/* Several packs made one: later packs win, word by word, theme by theme, rule by rule. */
#include "engine.h"

#include "reading.h"

static const label_row BASE_LABELS[] = {
    {RESSENTI_PARENT, "service", "Service", NULL, 0, 0, 0},
    {RESSENTI_THEME, "accueil", "Accueil", "service", 1 << 5, 1 << 1, 0},
    {RESSENTI_THEME, "prix", "Prix", NULL, 1 << 2, 1 << 0, 0},
    {RESSENTI_SIGNAL, "depart", "Départ", NULL, 0, 0, 0},
    {RESSENTI_SIGNAL, "attente", "Attente", NULL, 0, 0, 0},
    {RESSENTI_CHANNEL, "guichet", "Guichet", NULL, 0, 0, 0},
};

static const word_row BASE_WORDS[] = {
    {RESSENTI_WORD_OPINION, "bon", 40, 0, NULL},
    {RESSENTI_WORD_OPINION, "costaud", -20, 0, NULL},
};

static const rule_row BASE_RULES[] = {
    {.name = "accueil/1", .theme = "accueil", .channel = "guichet", .phrases = {"guichet"}},
    {.name = "prix/1", .theme = "prix", .phrases = {"tarif"}, .valence = -30},
    {.name = "depart/1", .signal = "depart", .phrases = {"je pars"}},
    {.name = "attente/1", .signal = "attente", .phrases = {"file d'attente"}},
};

/* The overlay counts its own signals: its first is not the base's first.  It refers to a theme of the base by a label
 * without words, renames another, adds one, and replaces a rule. */
static const label_row OVERLAY_LABELS[] = {
    {RESSENTI_PARENT, "argent", "Argent", NULL, 0, 0, 0},
    {RESSENTI_SIGNAL, "fuite", "Fuite", NULL, 0, 0, 0},
    {RESSENTI_SIGNAL, "attente", NULL, NULL, 0, 0, 0},
    {RESSENTI_THEME, "accueil", NULL, NULL, 0, 0, 0},
    {RESSENTI_THEME, "prix", "Tarifs", "argent", 1 << 2, 1 << 1, 0},
    {RESSENTI_THEME, "parking", "Stationnement", NULL, 1 << 4, 1 << 2, 0},
};

static const word_row OVERLAY_WORDS[] = {{RESSENTI_WORD_OPINION, "costaud", 60, 0, NULL}};

static const rule_row OVERLAY_RULES[] = {
    {.name = "prix/1", .theme = "prix", .phrases = {"barème"}, .valence = 20},
    {.name = "parking/1", .theme = "parking", .phrases = {"parking"}, .signal = "fuite"},
    {.name = "accueil/2", .theme = "accueil", .phrases = {"hôtesse"}, .signal = "attente"},
};

static const pack_source BASE = {"base", ROWS(BASE_WORDS), ROWS(BASE_LABELS), ROWS(BASE_RULES)};
static const pack_source OVERLAY = {"plus", ROWS(OVERLAY_WORDS), ROWS(OVERLAY_LABELS), ROWS(OVERLAY_RULES)};

static bool is_text(ressenti_text text, const char *expected)
{
    return text.size == strlen(expected) && memcmp(text.data, expected, text.size) == 0;
}

static void test_labels(const ressenti_engine *engine)
{
    static const struct {
        ressenti_label_kind kind;
        uint32_t index;
        const char *id, *fr;
        uint32_t parent;
        const char *why;
    } TABLE[] = {
        {RESSENTI_THEME, 0, "accueil", "Accueil", 0, "a label without words only refers"},
        {RESSENTI_THEME, 1, "prix", "Tarifs", 1, "a label with words replaces, in its old place, with its new parent"},
        {RESSENTI_THEME, 2, "parking", "Stationnement", RESSENTI_NONE, "a new one comes last"},
        {RESSENTI_SIGNAL, 0, "depart", "Départ", RESSENTI_NONE, "signals keep their order"},
        {RESSENTI_SIGNAL, 1, "attente", "Attente", RESSENTI_NONE, "signals keep their order"},
        {RESSENTI_SIGNAL, 2, "fuite", "Fuite", RESSENTI_NONE, "new ones come behind"},
    };
    for (size_t i = 0; i < sizeof TABLE / sizeof TABLE[0]; i++) {
        ressenti_label label = RESSENTI_LABEL_INIT;
        if (!CHECK(ressenti_engine_label(engine, TABLE[i].kind, TABLE[i].index, &label) == RESSENTI_OK, "%s", TABLE[i].why)) continue;
        CHECK(is_text(label.id, TABLE[i].id) && is_text(label.fr, TABLE[i].fr), "%s: %.*s", TABLE[i].why, (int)label.fr.size, label.fr.data);
        if (TABLE[i].kind == RESSENTI_THEME) CHECK(label.parent == TABLE[i].parent, "%s: parent %u", TABLE[i].why, label.parent);
    }
    ressenti_label label = RESSENTI_LABEL_INIT;
    CHECK(ressenti_engine_label_count(engine, RESSENTI_THEME) == 3 && ressenti_engine_label_count(engine, RESSENTI_SIGNAL) == 3, "nothing is there twice");
    CHECK(ressenti_engine_label_count(engine, (ressenti_label_kind)0) == 0 && ressenti_engine_label_count(engine, (ressenti_label_kind)99) == 0, "no such kind");
    CHECK(ressenti_engine_label(engine, RESSENTI_THEME, 3, &label) == RESSENTI_BAD_ARGUMENT, "beyond the last");
}

static void test_readings(reading *in)
{
    static const struct {
        const char *text;
        int32_t points;
        const char *theme; /* of the only mention; NULL: none */
        uint64_t signals;
        const char *why;
    } TABLE[] = {
        {"c'est bon", 40, NULL, 0, "a word of the base"},
        {"c'est costaud", 60, NULL, 0, "the overlay's word wins"},
        {"le tarif", 0, NULL, 0, "an overruled rule is silent"},
        {"le barème", 20, "prix", 0, "the one that overrules it speaks, on the base's theme"},
        {"au guichet", 0, "accueil", 0, "a rule that nobody touched"},
        {"le parking", 0, "parking", 4, "a signal of the overlay gets its place in the engine"},
        {"une hôtesse", 0, "accueil", 2, "and one of the base, named by the overlay, its own"},
        {"je pars", 0, NULL, 1, "signals of the base stay where they were"},
    };
    const ressenti_engine *engine = in->scratch->engine;
    for (size_t i = 0; i < sizeof TABLE / sizeof TABLE[0]; i++) {
        const rsn_findings *found = read_text(in, TABLE[i].text);
        CHECK(found->opinions.points == TABLE[i].points, "%s: « %s » is worth %d", TABLE[i].why, TABLE[i].text, found->opinions.points);
        CHECK(found->signals.signals == TABLE[i].signals, "%s: « %s » has signals %d", TABLE[i].why, TABLE[i].text, (int)found->signals.signals);
        CHECK(found->mentions.count == (TABLE[i].theme != NULL), "%s: « %s » has %u mentions", TABLE[i].why, TABLE[i].text, found->mentions.count);
        if (TABLE[i].theme != NULL && found->mentions.count == 1)
            CHECK(is_text(rsn_engine_label_at(engine, RESSENTI_THEME, found->mentions.items[0].theme)->id, TABLE[i].theme), "%s: « %s » is about %s", TABLE[i].why, TABLE[i].text, TABLE[i].theme);
    }
}

static void test_inspection(const ressenti_engine *engine)
{
    ressenti_rule rule = RESSENTI_RULE_INIT;
    ressenti_pattern pattern = RESSENTI_PATTERN_INIT;
    CHECK(ressenti_engine_rule_count(engine) == 7, "four rules and three, the overruled one among them");
    CHECK(ressenti_engine_rule(engine, 4, &rule) == RESSENTI_OK && is_text(rule.name, "prix/1") && rule.valence == 20 && rule.theme == 1 && rule.is_prefiltered, "the overlay's first rule");
    CHECK(ressenti_engine_rule(engine, 5, &rule) == RESSENTI_OK && rule.signals == 4, "its bits are the engine's");
    CHECK(ressenti_engine_rule(engine, 7, &rule) == RESSENTI_BAD_ARGUMENT, "beyond the last");
    CHECK(ressenti_engine_pattern_count(engine) == 7 && ressenti_engine_pattern(engine, 4, &pattern) == RESSENTI_OK, "one pattern a phrase");
    CHECK(pattern.rule == 4 && pattern.is_program && pattern.is_prefiltered && !pattern.is_unless && is_text(pattern.regex, "(?<!\\w)(?:bareme)(?!\\w)"), "as its rule wrote it");
    CHECK(ressenti_engine_word_count(engine) == 3, "two words and one");
    ressenti_text fingerprint = ressenti_engine_fingerprint(engine);
    CHECK(is_text(fingerprint, "ressenti " RESSENTI_VERSION " base:0123456789abcdef plus:0123456789abcdef"), "%.*s", (int)fingerprint.size, fingerprint.data);
    /* A program that was compiled against an older, shorter struct. */
    ressenti_label shorter;
    memset(&shorter, 0x55, sizeof shorter);
    shorter.struct_size = offsetof(ressenti_label, fr);
    CHECK(ressenti_engine_label(engine, RESSENTI_THEME, 0, &shorter) == RESSENTI_OK && is_text(shorter.id, "accueil"), "what it knows is filled");
    CHECK(shorter.stage == 0x55555555u, "what it does not have room for is left alone");
}

static void test_refused(void)
{
    enum { SIGNALS = 40 };
    static label_row many[2][SIGNALS];
    static char ids[2][SIGNALS][32];
    ressenti_error error = RESSENTI_ERROR_INIT;
    ressenti_engine *engine = NULL;
    ressenti_pack *packs[17];
    for (int p = 0; p < 2; p++)
        for (int i = 0; i < SIGNALS; i++) {
            snprintf(ids[p][i], sizeof ids[p][i], "s%d_%d", p, i);
            many[p][i] = (label_row){RESSENTI_SIGNAL, ids[p][i], "S", NULL, 0, 0, 0};
        }
    for (int p = 0; p < 2; p++) {
        pack_source source = {"beaucoup", NULL, 0, many[p], SIGNALS, NULL, 0};
        packs[p] = make_pack(&source);
    }
    CHECK(ressenti_engine_new(packs, 2, NULL, &engine, &error) == RESSENTI_BAD_DATA && engine == NULL, "eighty signals do not fit 64 bits: %s", error.message);
    CHECK(ressenti_engine_new(packs, 1, NULL, &engine, &error) == RESSENTI_OK, "forty do: %s", error.message);
    CHECK(ressenti_engine_new(packs, 0, NULL, &engine, &error) == RESSENTI_BAD_ARGUMENT, "no pack at all");
    CHECK(ressenti_engine_new(NULL, 1, NULL, &engine, &error) == RESSENTI_BAD_ARGUMENT, "one pack that is not there");
    ressenti_engine_release(engine);
    ressenti_engine_release(NULL);
    for (int p = 0; p < 2; p++) ressenti_pack_release(packs[p]);
}

static void test_kernels(void)
{
    ressenti_pack *pack = make_pack(&BASE);
    for (uint32_t i = 0; ressenti_kernels_name(i) != NULL; i++) {
        ressenti_engine_options options = RESSENTI_ENGINE_OPTIONS_INIT;
        ressenti_engine *engine = NULL;
        options.kernels = text_of(ressenti_kernels_name(i));
        CHECK(ressenti_engine_new_with(&pack, 1, &options, NULL, &engine, NULL) == RESSENTI_OK, "%s", ressenti_kernels_name(i));
        CHECK(engine != NULL && strcmp(ressenti_engine_kernels(engine), ressenti_kernels_name(i)) == 0, "those that were asked for");
        ressenti_engine_release(engine);
        options.struct_size = offsetof(ressenti_engine_options, kernels);
        CHECK(ressenti_engine_new_with(&pack, 1, &options, NULL, &engine, NULL) == RESSENTI_OK, "a program that knows no kernels");
        CHECK(strcmp(ressenti_engine_kernels(engine), ressenti_kernels_name(0)) == 0, "gets the fastest");
        ressenti_engine_release(engine);
    }
    ressenti_engine_options unknown = {.struct_size = sizeof unknown, .kernels = text_of("mmx")};
    ressenti_error error = RESSENTI_ERROR_INIT;
    ressenti_engine *engine = NULL;
    CHECK(ressenti_engine_new_with(&pack, 1, &unknown, NULL, &engine, &error) == RESSENTI_BAD_ARGUMENT && engine == NULL, "no such kernels");
    CHECK(strstr(error.message, "scalar") != NULL, "the sentence names those there are: %s", error.message);
    char info[200];
    CHECK(ressenti_build_info(info, sizeof info) < sizeof info && strstr(info, "scalar") != NULL, "%s", info);
    ressenti_pack_release(pack);
}

static bool is_found(ressenti_engine *engine, const char *text, const char *theme)
{
    ressenti_scratch *scratch = NULL;
    ressenti_result *result = NULL;
    ressenti_text given = text_of(text), none = {NULL, 0};
    char json[2000];
    bool is_read = ressenti_scratch_new(engine, NULL, &scratch) == RESSENTI_OK && ressenti_result_new(engine, NULL, &result) == RESSENTI_OK &&
                   ressenti_analyze(scratch, &given, 1, NULL, result, NULL) == RESSENTI_OK;
    size_t size = is_read ? ressenti_result_json(result, 0, text_of("1"), none, json, sizeof json - 1) : 0;
    json[size < sizeof json ? size : 0] = '\0';
    ressenti_result_release(result);
    ressenti_scratch_release(scratch);
    return strstr(json, theme) != NULL;
}

/* Rules that the caller does not want, by name and by the beginning of names. */
static void test_muted_rules(void)
{
    static const label_row LABELS[] = {{RESSENTI_THEME, "t", "T", NULL, 1, 1, 0}, {RESSENTI_THEME, "tu", "TU", NULL, 1, 1, 0}};
    static const rule_row RULES[] = {{.name = "t/1", .theme = "t", .phrases = {"rideau"}}, {.name = "t/12", .theme = "t", .phrases = {"tapis"}}, {.name = "tu/1", .theme = "tu", .phrases = {"lampe"}}};
    static const pack_source PACK = {"muet", NULL, 0, ROWS(LABELS), ROWS(RULES)};
    static const struct {
        const char *muted, *rideau, *tapis, *lampe, *reason;
    } CASES[] = {
        {"t/1", "", "t", "tu", "one rule, not the one whose name is longer"},
        {"t/*", "", "", "tu", "all of one label"},
        {"t*", "", "", "", "all that begin so"},
        {"t/12", "t", "", "tu", "the other one"},
    };
    ressenti_pack *pack = make_pack(&PACK);
    char plain[200] = "";
    for (size_t i = 0; i <= sizeof CASES / sizeof CASES[0]; i++) {
        ressenti_text name = i == 0 ? (ressenti_text){NULL, 0} : text_of(CASES[i - 1].muted);
        ressenti_engine_options options = {.struct_size = sizeof options, .muted = &name, .muted_count = i > 0};
        ressenti_engine *engine = NULL;
        if (!CHECK(ressenti_engine_new_with(&pack, 1, &options, NULL, &engine, NULL) == RESSENTI_OK, "muting is no mistake")) continue;
        ressenti_text fingerprint = ressenti_engine_fingerprint(engine);
        if (i == 0) {
            memcpy(plain, fingerprint.data, fingerprint.size);
            CHECK(strstr(plain, "options") == NULL, "nothing muted, nothing said: %s", plain);
        } else {
            CHECK(fingerprint.size != strlen(plain), "%s: the fingerprint tells", CASES[i - 1].muted);
            CHECK(is_found(engine, "Un rideau.", "\"t\"") == (CASES[i - 1].rideau[0] != 0), "%s: %s", CASES[i - 1].muted, CASES[i - 1].reason);
            CHECK(is_found(engine, "Un tapis.", "\"t\"") == (CASES[i - 1].tapis[0] != 0), "%s: %s", CASES[i - 1].muted, CASES[i - 1].reason);
            CHECK(is_found(engine, "Une lampe.", "\"tu\"") == (CASES[i - 1].lampe[0] != 0), "%s: %s", CASES[i - 1].muted, CASES[i - 1].reason);
        }
        ressenti_engine_release(engine);
    }
    static const char *const UNKNOWN[] = {"", "t", "t/2", "u*", "t/1 ", "\xff"};
    for (size_t i = 0; i < sizeof UNKNOWN / sizeof UNKNOWN[0]; i++) {
        ressenti_text names[] = {text_of("t/1"), text_of(UNKNOWN[i])};
        ressenti_engine_options options = {.struct_size = sizeof options, .muted = names, .muted_count = 2};
        ressenti_engine *engine = NULL;
        ressenti_error error = RESSENTI_ERROR_INIT;
        bool is_refused = ressenti_engine_new_with(&pack, 1, &options, NULL, &engine, &error) == RESSENTI_BAD_ARGUMENT;
        CHECK(is_refused && engine == NULL && error.item == 1, "« %s » names no rule: %s", UNKNOWN[i], error.message);
    }
    ressenti_pack_release(pack);
}

/* Objects keep alive what they were made from, so any order of release is right. */
static void test_lifetimes(void)
{
    ressenti_pack *packs[] = {make_pack(&BASE), make_pack(&OVERLAY)};
    ressenti_engine *engine = make_engine_of(packs, 2); /* the packs are released by now */
    ressenti_scratch *scratch = NULL;
    ressenti_result *result = NULL;
    ressenti_text text = text_of("Au guichet, c'est costaud.");
    ressenti_documents documents = {.struct_size = sizeof documents};
    char json[1000];
    CHECK(ressenti_scratch_new(engine, NULL, &scratch) == RESSENTI_OK && ressenti_result_new(engine, NULL, &result) == RESSENTI_OK, "made");
    ressenti_engine_release(engine);
    CHECK(ressenti_analyze(scratch, &text, 1, NULL, result, NULL) == RESSENTI_OK, "the scratch keeps the engine");
    ressenti_scratch_release(scratch);
    ressenti_result_documents(result, &documents);
    CHECK(documents.count == 1 && documents.points[0] == 60, "the result outlives them all");
    CHECK(ressenti_result_json(result, 0, text_of("1"), (ressenti_text){NULL, 0}, json, sizeof json) < sizeof json && strstr(json, "accueil") != NULL, "with its labels");
    ressenti_result_release(result);
}

/* What a pattern waits for, in the words of the header. */
static void test_needs_in_words(void)
{
    static const label_row LABELS[] = {{RESSENTI_THEME, "t", "T", NULL, 1, 1, 0}};
    static const rule_row RULES[] = {
        {.name = "t/1", .theme = "t", .regexes = {"\\b(?:pas|aucun\\w*)\\W+(?:\\w+\\W+){0,2}cher\\w*", "(?:oui )?\\bnon\\b", "oui"}, .phrases = {"livraison en retard"}, .unless = {"j'attends"}},
        {.name = "t/2", .theme = "t", .regexes = {"(?<=ab|cde)p"}, .needs = {"café", "remboursement"}},
    };
    static const pack_source PACK = {"besoins", NULL, 0, ROWS(LABELS), ROWS(RULES)};
    static const char *const EXPECTED[] = {"livraiso* … retard ≤2 + en ≤1", "pas|aucun* … cher* ≤3", "… non ≤1", "", "j|jattends* … attends|jattends* ≤1", "… cafe*|rembours*"};
    ressenti_engine *engine = make_engine(&PACK);
    uint32_t count = ressenti_engine_pattern_count(engine);
    CHECK(count == sizeof EXPECTED / sizeof EXPECTED[0], "%u patterns", count);
    for (uint32_t i = 0; i < count; i++) {
        char said[100], start[6] = "?????";
        size_t size = ressenti_engine_pattern_needs(engine, i, said, sizeof said), wanted = strlen(EXPECTED[i]);
        CHECK(size == wanted && memcmp(said, EXPECTED[i], size) == 0, "pattern %u waits for « %.*s », not « %s »", i, (int)size, said, EXPECTED[i]);
        CHECK(ressenti_engine_pattern_needs(engine, i, start, 3) == size && start[3] == '?', "a short buffer is respected, and the size told");
        CHECK(ressenti_engine_pattern_needs(engine, i, NULL, 0) == size, "no buffer is a short one");
    }
    CHECK(ressenti_engine_pattern_needs(engine, count, NULL, 0) == 0, "there is no such pattern");
    ressenti_engine_release(engine);
}

int main(void)
{
    ressenti_pack *packs[] = {make_pack(&BASE), make_pack(&OVERLAY)};
    reading in = reading_new(make_engine_of(packs, 2));
    test_labels(in.scratch->engine);
    test_inspection(in.scratch->engine);
    test_readings(&in);
    reading_free(&in);
    test_refused();
    test_kernels();
    test_muted_rules();
    test_lifetimes();
    test_needs_in_words();
    return check_result();
}
