/* Parts of themes: what an id may be, what a mention says of them, and that everything else sees the theme. */
#include "engine.h"
#include "hash.h"
#include "pack_format.h"
#include "ressenti_build.h"
#include "subtheme.h"

#include "reading.h"

/* ---- ids ------------------------------------------------------------------------------------ */

static void test_ids(void)
{
    static const struct {
        const char *id, *whole;
        bool is_sound;
        const char *why;
    } TABLE[] = {
        {"return_refund", "return_refund", false, "a theme is no part"},
        {"return_refund/cancel", "return_refund", true, "a part of it"},
        {"a/", "a", false, "nothing behind the slash"},
        {"/b", "", false, "nothing before it"},
        {"/", "", false, "nothing at all"},
        {"a/b/c", "a", false, "parts have no parts"},
        {"a//b", "a", false, "nor an empty one"},
        {"é/ü", "é", true, "bytes are not looked at"},
        {"", "", false, "no id"},
    };
    for (size_t i = 0; i < sizeof TABLE / sizeof TABLE[0]; i++) {
        ressenti_text id = text_of(TABLE[i].id);
        CHECK(rsn_same_text(rsn_whole_theme(id), text_of(TABLE[i].whole)), "%s: « %s »", TABLE[i].why, TABLE[i].id);
        CHECK(rsn_subtheme_is_sound(id) == TABLE[i].is_sound, "%s: « %s »", TABLE[i].why, TABLE[i].id);
    }
    CHECK(!rsn_is_subtheme((ressenti_text){NULL, 0}), "no text is no part");
}

static void test_refused(void)
{
    static const struct {
        const char *id, *parent;
        uint32_t flags;
        const char *said; /* NULL: accepted */
    } TABLE[] = {
        {"t/part", NULL, 0, NULL},
        {"t/named", "t", 0, NULL},
        {"t/part", NULL, 0, "there twice"},
        {"x/part", NULL, 0, "the theme of this sub-theme is not known"},
        {"t/", NULL, 0, "a sub-theme is called theme/part"},
        {"/t", NULL, 0, "a sub-theme is called theme/part"},
        {"t/part/more", NULL, 0, "a sub-theme is called theme/part"},
        {"t/other", "g", 0, "the parent and the flags of its theme"},
        {"t/other", NULL, RESSENTI_LABEL_ALONE, "the parent and the flags of its theme"},
    };
    ressenti_builder *builder = NULL;
    ressenti_label theme = {sizeof theme, text_of("t"), text_of("T"), text_of("T"), 0, 1, 1, 0};
    if (!CHECK(ressenti_builder_new(NULL, &builder) == RESSENTI_OK, "a builder")) return;
    CHECK(ressenti_builder_add_label(builder, RESSENTI_THEME, &theme, text_of(NULL), 0, NULL) == RESSENTI_OK, "its theme");
    for (size_t i = 0; i < sizeof TABLE / sizeof TABLE[0]; i++) {
        ressenti_error error = RESSENTI_ERROR_INIT;
        ressenti_label part = {sizeof part, text_of(TABLE[i].id), text_of("P"), text_of("P"), 0, 0, 0, 0};
        ressenti_status status = ressenti_builder_add_label(builder, RESSENTI_THEME, &part, text_of(TABLE[i].parent), TABLE[i].flags, &error);
        if (TABLE[i].said == NULL) CHECK(status == RESSENTI_OK, "%s: %s", TABLE[i].id, error.message);
        else CHECK(status == RESSENTI_BAD_DATA && strstr(error.message, TABLE[i].said) != NULL, "%s: %s", TABLE[i].id, error.message);
    }
    ressenti_builder_release(builder);
}

/* ---- what an engine makes of them ------------------------------------------------------------ */

static const label_row LABELS[] = {
    {RESSENTI_PARENT, "g", "G", NULL, 0, 0, 0},
    {RESSENTI_THEME, "retour", "Retour", "g", 1 << 6, 1 << 3, RESSENTI_LABEL_AMOUNTS},
    {RESSENTI_THEME, "avis", "Avis", "g", 1 << 8, 1 << 0, RESSENTI_LABEL_ALONE},
    {RESSENTI_THEME, "retour/annulation", "Annulation", NULL, 0, 0, 0},
    {RESSENTI_THEME, "retour/caution", "Caution", "retour", 1 << 2, 0, 0},
    {RESSENTI_THEME, "avis/bref", "Avis bref", NULL, 0, 0, 0},
};

static const word_row WORDS[] = {{RESSENTI_WORD_OPINION, "nul", -60, 0, NULL}, {RESSENTI_WORD_OPINION, "parfait", 80, 0, NULL}};

static const rule_row RULES[] = {
    {.name = "retour/1", .theme = "retour", .phrases = {"retour … colis", "rien rendu"}},
    {.name = "retour/2", .theme = "retour/annulation", .phrases = {"annulation", "colis"}},
    {.name = "retour/3", .theme = "retour/caution", .phrases = {"caution", "rien"}, .valence = -50},
    {.name = "avis/1", .theme = "avis/bref", .phrases = {"bof"}},
};

static const pack_source PACK = {"parts", ROWS(WORDS), ROWS(LABELS), ROWS(RULES)};

static ressenti_text theme_id(const ressenti_engine *engine, uint32_t theme)
{
    return rsn_engine_label_at(engine, RESSENTI_THEME, theme)->id;
}

static void test_labels(const ressenti_engine *engine)
{
    ressenti_label part = RESSENTI_LABEL_INIT;
    ressenti_rule rule = RESSENTI_RULE_INIT;
    CHECK(ressenti_engine_label_count(engine, RESSENTI_THEME) == 2, "parts are not among the themes");
    CHECK(ressenti_engine_label_count(engine, RESSENTI_SUBTHEME) == 3, "they are a kind of their own");
    CHECK(ressenti_engine_label(engine, RESSENTI_SUBTHEME, 0, &part) == RESSENTI_OK && part.parent == 0, "the theme is the parent");
    CHECK(part.stage == 1u << 6 && part.component == 1u << 3, "what a part does not say is as of its theme");
    CHECK(ressenti_engine_label(engine, RESSENTI_SUBTHEME, 1, &part) == RESSENTI_OK && part.stage == 1u << 2 && part.component == 1u << 3, "a stage of its own");
    CHECK(ressenti_engine_label(engine, RESSENTI_SUBTHEME, 2, &part) == RESSENTI_OK && part.is_alone && part.parent == 1, "the flags are the theme's");
    CHECK(ressenti_engine_label(engine, RESSENTI_SUBTHEME, 3, &part) == RESSENTI_BAD_ARGUMENT, "beyond the last");
    CHECK(ressenti_engine_rule(engine, 0, &rule) == RESSENTI_OK && rule.theme == 0 && rule.subtheme == RESSENTI_NONE, "a rule of the whole");
    CHECK(ressenti_engine_rule(engine, 2, &rule) == RESSENTI_OK && rule.theme == 0 && rule.subtheme == 1, "a rule of a part is of the theme");
}

static void test_mentions(reading *in)
{
    static const struct {
        const char *text;
        uint32_t mentions, themes;
        const char *theme, *part; /* of the first mention; part NULL: none */
        uint8_t polarity;         /* of the first theme */
        uint32_t stages;
        const char *why;
    } TABLE[] = {
        {"le retour du colis", 1, 1, "retour", "retour/annulation", RESSENTI_NEUTRAL, 1 << 6, "the part named inside a longer mention of the theme stays"},
        {"annulation nul", 1, 1, "retour", "retour/annulation", RESSENTI_NEGATIVE, 1 << 6, "the theme is told, and judged"},
        {"annulation. caution.", 2, 1, "retour", "retour/annulation", RESSENTI_NEGATIVE, 1 << 6 | 1 << 2, "two parts, one theme, the stages of both"},
        {"annulation parfait. caution.", 2, 1, "retour", "retour/annulation", RESSENTI_POSITIVE, 1 << 6 | 1 << 2, "judged by the sum of all its mentions"},
        {"rien rendu", 2, 1, "retour", NULL, RESSENTI_NEGATIVE, 1 << 6 | 1 << 2, "a part that alone judges is told beside the longer mention"},
        {"bof. annulation", 1, 1, "retour", "retour/annulation", RESSENTI_NEUTRAL, 1 << 6, "a part of what stays alone does not stay either"},
        {"bof", 1, 1, "avis", "avis/bref", RESSENTI_NEUTRAL, 1 << 8, "alone it does"},
    };
    const ressenti_engine *engine = in->scratch->engine;
    for (size_t i = 0; i < sizeof TABLE / sizeof TABLE[0]; i++) {
        const rsn_findings *found = read_text(in, TABLE[i].text);
        const rsn_mentions *mentions = &found->mentions;
        if (!CHECK(mentions->count == TABLE[i].mentions && mentions->theme_count == TABLE[i].themes, "%s: « %s » has %u mentions, %u themes", TABLE[i].why, TABLE[i].text, mentions->count, mentions->theme_count)) continue;
        CHECK(rsn_same_text(theme_id(engine, mentions->items[0].theme), text_of(TABLE[i].theme)), "%s: « %s »", TABLE[i].why, TABLE[i].text);
        uint32_t part = mentions->items[0].part;
        ressenti_text id = part == 0 ? (ressenti_text){NULL, 0} : rsn_engine_label_at(engine, RESSENTI_SUBTHEME, part - 1)->id;
        CHECK(rsn_same_text(id, text_of(TABLE[i].part)), "%s: « %s » is of %.*s", TABLE[i].why, TABLE[i].text, (int)id.size, id.size > 0 ? id.data : "");
        CHECK(mentions->themes[0].polarity == TABLE[i].polarity, "%s: « %s » is judged %d", TABLE[i].why, TABLE[i].text, mentions->themes[0].polarity);
        CHECK(mentions->stages == TABLE[i].stages, "%s: « %s » has stages %x", TABLE[i].why, TABLE[i].text, mentions->stages);
    }
}

static void test_results(ressenti_engine *engine)
{
    ressenti_scratch *scratch = NULL;
    ressenti_result *result = NULL;
    ressenti_text text = text_of("retour du colis. caution"), none = {NULL, 0};
    ressenti_mentions mentions = {.struct_size = sizeof mentions};
    ressenti_themes themes = {.struct_size = sizeof themes};
    char json[4000];
    bool is_read = ressenti_scratch_new(engine, NULL, &scratch) == RESSENTI_OK && ressenti_result_new(engine, NULL, &result) == RESSENTI_OK &&
                   ressenti_analyze(scratch, &text, 1, NULL, result, NULL) == RESSENTI_OK;
    if (CHECK(is_read, "the text is read")) {
        ressenti_result_mentions(result, &mentions);
        ressenti_result_themes(result, &themes);
        CHECK(mentions.count == 2 && mentions.subtheme[0] == 0 && mentions.subtheme[1] == 1, "each mention names its part");
        CHECK(mentions.theme[0] == 0 && mentions.theme[1] == 0 && themes.count == 1 && themes.theme[0] == 0, "of one theme");
        json[ressenti_result_json(result, 0, text_of("1"), none, json, sizeof json - 1)] = '\0';
        CHECK(strstr(json, "\"themes\": {\"retour\": \"neg\"}") != NULL, "the theme once: %s", json);
        CHECK(strstr(json, "\"name\": null, \"sub\": \"retour/caution\"}") != NULL, "the part by its whole id: %s", json);
    }
    ressenti_result_release(result);
    ressenti_scratch_release(scratch);
}

/* ---- packs over packs -------------------------------------------------------------------------- */

static void test_stacked(void)
{
    static const label_row MORE[] = {
        {RESSENTI_THEME, "retour", NULL, NULL, 0, 0, 0},
        {RESSENTI_THEME, "retour/annulation", "Annulations", NULL, 0, 0, 0},
        {RESSENTI_THEME, "retour/caution", NULL, NULL, 0, 0, 0},
        {RESSENTI_THEME, "retour/echange", "Échange", NULL, 0, 1 << 1, 0},
    };
    static const rule_row MORE_RULES[] = {{.name = "retour/plus.1", .theme = "retour/echange", .phrases = {"échange"}}, {.name = "retour/plus.2", .theme = "retour/caution", .phrases = {"arrhes"}}};
    static const pack_source OVER = {"plus", NULL, 0, ROWS(MORE), ROWS(MORE_RULES)};
    static const struct {
        const char *id, *fr;
        uint32_t stage, component;
    } EXPECTED[] = {
        {"retour/annulation", "Annulations", 1 << 6, 1 << 3},
        {"retour/caution", "Caution", 1 << 2, 1 << 3},
        {"avis/bref", "Avis bref", 1 << 8, 1 << 0},
        {"retour/echange", "Échange", 1 << 6, 1 << 1},
    };
    ressenti_pack *packs[2] = {make_pack(&PACK), make_pack(&OVER)};
    ressenti_engine *engine = make_engine_of(packs, 2);
    ressenti_rule rule = RESSENTI_RULE_INIT;
    for (uint32_t i = 0; i < sizeof EXPECTED / sizeof EXPECTED[0]; i++) {
        ressenti_label part = RESSENTI_LABEL_INIT;
        CHECK(ressenti_engine_label(engine, RESSENTI_SUBTHEME, i, &part) == RESSENTI_OK && rsn_same_text(part.id, text_of(EXPECTED[i].id)), "%s", EXPECTED[i].id);
        CHECK(rsn_same_text(part.fr, text_of(EXPECTED[i].fr)) && part.stage == EXPECTED[i].stage && part.component == EXPECTED[i].component, "%s", EXPECTED[i].id);
    }
    CHECK(ressenti_engine_rule(engine, 4, &rule) == RESSENTI_OK && rule.theme == 0 && rule.subtheme == 3, "a new part of a theme below");
    CHECK(ressenti_engine_rule(engine, 5, &rule) == RESSENTI_OK && rule.theme == 0 && rule.subtheme == 1, "a part below");
    ressenti_engine_release(engine);
}

/* Who forges a pack may write any label: a part without its theme is refused, so that nobody looks for it in vain. */
static void test_forged(void)
{
    static const char *const WRONG[] = {"retour/", "retour//nnulation", "retouR/annulation", "/etour/annulation", "retour/a/nulation"};
    ressenti_builder *builder = NULL;
    ressenti_text bytes = {NULL, 0};
    ressenti_error error = RESSENTI_ERROR_INIT;
    if (!CHECK(build_small_pack(&PACK, NULL, &builder, &bytes, &error) == RESSENTI_OK, "%s", error.message)) return;
    uint8_t *forged = malloc(bytes.size);
    for (size_t i = 0; forged != NULL && i < sizeof WRONG / sizeof WRONG[0]; i++) {
        ressenti_pack *pack = NULL;
        memcpy(forged, bytes.data, bytes.size);
        for (size_t at = sizeof(rsn_pack_header); at + strlen("retour/annulation") <= bytes.size; at++)
            if (memcmp(forged + at, "retour/annulation", strlen("retour/annulation")) == 0) memcpy(forged + at, WRONG[i], strlen(WRONG[i]));
        uint64_t checksum = rsn_hash_bytes(forged + sizeof(rsn_pack_header), bytes.size - sizeof(rsn_pack_header));
        memcpy(forged + offsetof(rsn_pack_header, checksum), &checksum, sizeof checksum);
        ressenti_status status = ressenti_pack_from_bytes(forged, bytes.size, NULL, &pack, &error);
        bool is_harmless = i == 0; /* the same bytes again */
        CHECK(status == (is_harmless ? RESSENTI_OK : RESSENTI_BAD_PACK), "« %s »: %d", WRONG[i], status);
        ressenti_pack_release(pack);
    }
    free(forged);
    ressenti_builder_release(builder);
}

static void test_muted(void)
{
    static const struct {
        const char *muted, *text;
        bool is_found;
        const char *why;
    } TABLE[] = {
        {"retour/annulation/*", "annulation", false, "all rules of the part"},
        {"retour/annulation/*", "caution", true, "not those of another"},
        {"retour/annulation/*", "retour du colis", true, "nor those of the whole"},
        {"retour/*", "annulation", false, "all of the theme are those of its parts too"},
        {"retour/2", "annulation", false, "a rule by its name, which is of the whole"},
    };
    for (size_t i = 0; i < sizeof TABLE / sizeof TABLE[0]; i++) {
        ressenti_pack *pack = make_pack(&PACK);
        ressenti_text name = text_of(TABLE[i].muted);
        ressenti_engine_options options = {.struct_size = sizeof options, .muted = &name, .muted_count = 1};
        ressenti_engine *engine = NULL;
        CHECK(ressenti_engine_new_with(&pack, 1, &options, NULL, &engine, NULL) == RESSENTI_OK, "%s is a name", TABLE[i].muted);
        if (engine != NULL) {
            reading in = reading_new(engine);
            CHECK((read_text(&in, TABLE[i].text)->mentions.count > 0) == TABLE[i].is_found, "%s: « %s »", TABLE[i].why, TABLE[i].text);
            reading_free(&in);
        }
        ressenti_pack_release(pack);
    }
}

int main(void)
{
    test_ids();
    test_refused();
    ressenti_engine *engine = make_engine(&PACK);
    test_labels(engine);
    test_results(engine);
    reading in = reading_new(engine); /* which takes the engine over */
    test_mentions(&in);
    reading_free(&in);
    test_stacked();
    test_forged();
    test_muted();
    return check_result();
}
