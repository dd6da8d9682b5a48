/* One line of JSON: escapes, decimals, sizes. */
#include "dev_texts.h"
#include "result.h"
#include "small_french.h"

/* ---- a reader that accepts JSON and nothing else (RFC 8259) ------------------------------------------- */

static const char *skip_value(const char *at, int depth);

static const char *skip_string(const char *at)
{
    if (*at++ != '"') return NULL;
    while (*at != '"') {
        if ((unsigned char)*at < 0x20) return NULL;
        if (*at == '\\') {
            at++;
            if (*at == 'u') {
                for (int i = 1; i <= 4; i++)
                    if (at[i] == '\0' || strchr("0123456789abcdefABCDEF", at[i]) == NULL) return NULL;
                at += 4;
            } else if (*at == '\0' || strchr("\"\\/bfnrt", *at) == NULL) {
                return NULL;
            }
        }
        at++;
    }
    return at + 1;
}

static const char *skip_digits(const char *at)
{
    const char *begin = at;
    while (*at >= '0' && *at <= '9') at++;
    return at > begin ? at : NULL;
}

static const char *skip_number(const char *at)
{
    if (*at == '-') at++;
    if (*at == '0' && at[1] >= '0' && at[1] <= '9') return NULL;
    at = skip_digits(at);
    return at != NULL && *at == '.' ? skip_digits(at + 1) : at;
}

static const char *skip_list(const char *at, char close, int depth)
{
    at++;
    if (*at == close) return at + 1;
    for (;;) {
        if (close == '}') {
            at = skip_string(at);
            if (at == NULL || strncmp(at, ": ", 2) != 0) return NULL;
            at += 2;
        }
        at = skip_value(at, depth + 1);
        if (at == NULL) return NULL;
        if (*at == close) return at + 1;
        if (strncmp(at, ", ", 2) != 0) return NULL;
        at += 2;
    }
}

static const char *skip_value(const char *at, int depth)
{
    if (depth > 8) return NULL;
    if (strncmp(at, "null", 4) == 0 || strncmp(at, "true", 4) == 0) return at + 4;
    if (strncmp(at, "false", 5) == 0) return at + 5;
    return *at == '{' ? skip_list(at, '}', depth) : *at == '[' ? skip_list(at, ']', depth) : *at == '"' ? skip_string(at) : skip_number(at);
}

static bool is_json(const char *line, size_t size)
{
    const char *end = skip_value(line, 0);
    return end == line + size;
}

static void test_reader(void)
{
    static const char *const GOOD[] = {"{}", "[]", "{\"a\": [1, -0.5, null, \"\\u00e9\\n\"]}", "0", "-12.25"};
    static const char *const BAD[] = {"", "{", "[1,2]", "{\"a\":1}", "01", "1.", "\"\n\"", "\"\\x\"", "{\"a\": 1, }", "nul", "\"\\u12g4\""};
    for (size_t i = 0; i < sizeof GOOD / sizeof GOOD[0]; i++) CHECK(is_json(GOOD[i], strlen(GOOD[i])), "%s is JSON", GOOD[i]);
    for (size_t i = 0; i < sizeof BAD / sizeof BAD[0]; i++) CHECK(!is_json(BAD[i], strlen(BAD[i])), "%s is not", BAD[i]);
}

/* ---- rows ------------------------------------------------------------------------------------------------ */

static ressenti_result *analyze(ressenti_engine *engine, const ressenti_text *texts, size_t count, uint32_t flags)
{
    ressenti_scratch *scratch = NULL;
    ressenti_result *result = NULL;
    ressenti_options options = {sizeof options, flags, 0, 0};
    bool is_done = ressenti_scratch_new(engine, NULL, &scratch) == RESSENTI_OK && ressenti_result_new(engine, NULL, &result) == RESSENTI_OK &&
                   ressenti_analyze(scratch, texts, count, &options, result, NULL) == RESSENTI_OK;
    ressenti_scratch_release(scratch);
    ressenti_engine_release(engine);
    if (!CHECK(is_done, "there is memory")) exit(check_result());
    return result;
}

static void test_whole_row(void)
{
    ressenti_text texts[] = {text_of("Promis en 5 jours, reçu en 7,5 jours : la livraison est vraiment lente, nul !"), {NULL, 0}};
    static const char REST[] =
        ", \"irritation\": 2, \"themes\": {\"delivery_time\": \"neg\"}, \"signals\": [\"promise_broken\"], \"channels\": [], \"stages\": [\"delivery\"], "
        "\"components\": [\"touchpoints\"], \"lang\": \"fr\", \"gaps\": [{\"kind\": \"duration\", \"promised\": 5, \"actual\": 7.5, \"unit\": \"day\", "
        "\"direction\": \"missed\", \"start\": 10, \"end\": 36, \"promised_start\": 10, \"promised_end\": 17, \"actual_start\": 27, \"actual_end\": 36, "
        "\"open\": false}], \"promises\": [], \"mentions\": [{\"theme\": \"delivery_time\", \"polarity\": \"neg\", \"score\": ";
    static const char LAST[] = ", \"start\": 42, \"end\": 51, \"rule\": \"delivery_time/1\", \"source\": \"rule\", \"target\": \"livraison\", \"target_start\": 42, \"target_end\": 51, \"name\": null}], \"signal_hits\": [{\"signal\": \"promise_broken\", \"start\": 10, \"end\": 36, \"rule\": null, \"source\": \"gap\", \"attributes\": {}, \"name\": null}], \"gave_up\": [], \"fingerprint\": \"ressenti " RESSENTI_VERSION " petit:0123456789abcdef\", \"input\": {\"n\": 1}}";
    static const char UNREAD[] =
        "{\"id\": 2, \"status\": \"null\", \"sentiment\": null, \"score\": 0, \"points\": 0, \"confidence\": 0, \"irritation\": 0, \"themes\": {}, \"signals\": [], "
        "\"channels\": [], \"stages\": [], \"components\": [], \"lang\": \"und\", \"gaps\": [], \"promises\": [], \"mentions\": [], \"signal_hits\": [], \"gave_up\": [], \"fingerprint\": \"ressenti " RESSENTI_VERSION " petit:0123456789abcdef\"}";
    char row[2000], first[200];
    ressenti_result *result = analyze(make_engine(&SMALL_FRENCH), texts, 2, RESSENTI_CODE_POINTS);
    ressenti_documents documents = {.struct_size = sizeof documents};
    ressenti_result_documents(result, &documents);
    CHECK(documents.points[0] < 0 && documents.score[0] < 0 && documents.confidence[0] > 0, "blame, with some confidence");
    snprintf(first, sizeof first, "{\"id\": \"a\\\"b\", \"status\": \"ok\", \"sentiment\": \"neg\", \"score\": %g, \"points\": %d, \"confidence\": %g, ",
             documents.score[0] / 1000.0, documents.points[0], documents.confidence[0] / 1000.0);
    size_t size = ressenti_result_json(result, 0, text_of("\"a\\\"b\""), text_of("{\"n\": 1}"), row, sizeof row - 1);
    row[size < sizeof row ? size : 0] = '\0';
    CHECK(is_json(row, size), "it is JSON: %s", row);
    CHECK(strncmp(row, first, strlen(first)) == 0, "how it begins: %s", row);
    CHECK(strstr(row, REST) != NULL, "what is in the middle: %s", row);
    CHECK(size > strlen(LAST) && strcmp(row + size - strlen(LAST), LAST) == 0, "how it ends: %s", row);
    size = ressenti_result_json(result, 1, text_of("2"), (ressenti_text){NULL, 0}, row, sizeof row - 1);
    row[size < sizeof row ? size : 0] = '\0';
    CHECK(strcmp(row, UNREAD) == 0, "an unread row has every key: %s", row);
    CHECK(ressenti_result_json(result, 2, text_of("3"), (ressenti_text){NULL, 0}, row, sizeof row) == 0, "no such row");
    CHECK(ressenti_result_json(NULL, 0, text_of("3"), (ressenti_text){NULL, 0}, row, sizeof row) == 0, "no such result");
    ressenti_result_release(result);
}

/* The size is the same whatever the capacity, and no byte behind the capacity is touched. */
static void test_sizes(void)
{
    ressenti_text text = text_of("Le colis est éventré, livré en retard : 120 € au lieu de 100 €. Je résilie.");
    ressenti_result *result = analyze(make_engine(&SMALL_FRENCH), &text, 1, 0);
    char whole[2000], part[2000];
    size_t needed = ressenti_result_json(result, 0, text_of("17"), (ressenti_text){NULL, 0}, NULL, 0);
    CHECK(needed > 300 && needed < sizeof whole, "asked with no room at all: %zu", needed);
    CHECK(ressenti_result_json(result, 0, text_of("17"), (ressenti_text){NULL, 0}, whole, needed) == needed, "exactly enough is enough");
    for (size_t capacity = 0; capacity <= needed; capacity++) {
        memset(part, '#', sizeof part);
        CHECK(ressenti_result_json(result, 0, text_of("17"), (ressenti_text){NULL, 0}, part, capacity) == needed, "room for %zu", capacity);
        CHECK(memcmp(part, whole, capacity) == 0 && part[capacity] == '#', "room for %zu: as much as fits, and no more", capacity);
    }
    ressenti_result_release(result);
}

static void test_escapes(void)
{
    static const label_row LABELS[] = {{RESSENTI_THEME, "a\"b\\c\n\x01:é😀", "T", NULL, 1, 1, 0}};
    static const rule_row RULES[] = {{.name = "\t\"règle\"\x1F", .theme = "a\"b\\c\n\x01:é😀", .phrases = {"colis"}}};
    static const pack_source STRANGE = {"\"étrange\"", NULL, 0, ROWS(LABELS), ROWS(RULES)};
    ressenti_text text = text_of("le colis");
    char row[2000];
    ressenti_result *result = analyze(make_engine(&STRANGE), &text, 1, 0);
    size_t size = ressenti_result_json(result, 0, text_of("1"), (ressenti_text){NULL, 0}, row, sizeof row - 1);
    row[size < sizeof row ? size : 0] = '\0';
    CHECK(is_json(row, size), "it is JSON: %s", row);
    CHECK(strstr(row, "\"a\\\"b\\\\c\\u000a\\u0001:é😀\": \"neu\"") != NULL, "quotes, backslashes and controls are escaped, the rest is not: %s", row);
    CHECK(strstr(row, "\"rule\": \"\\u0009\\\"règle\\\"\\u001f\"") != NULL, "in names of rules too: %s", row);
    CHECK(strstr(row, "\\\"étrange\\\":0123456789abcdef\"") != NULL, "and in the fingerprint: %s", row);
    ressenti_result_release(result);
}

/* Hundredths and thousandths without trailing zeros. */
static void test_decimals(void)
{
    static const struct {
        const char *text, *json;
    } TABLE[] = {
        {"devis 100 €, facturé 120 €", "\"promised\": 100, \"actual\": 120,"},
        {"devis 9,90 €, facturé 12,05 €", "\"promised\": 9.9, \"actual\": 12.05,"},
        {"devis 0,01 €, facturé 1 250 000 €", "\"promised\": 0.01, \"actual\": 1250000,"},
        {"devis 0 €, facturé 0,10 €", "\"promised\": 0, \"actual\": 0.1,"},
    };
    for (size_t i = 0; i < sizeof TABLE / sizeof TABLE[0]; i++) {
        ressenti_text text = text_of(TABLE[i].text);
        char row[2000];
        ressenti_result *result = analyze(make_engine(&SMALL_FRENCH), &text, 1, 0);
        size_t size = ressenti_result_json(result, 0, text_of("1"), (ressenti_text){NULL, 0}, row, sizeof row - 1);
        row[size < sizeof row ? size : 0] = '\0';
        CHECK(strstr(row, TABLE[i].json) != NULL, "« %s » holds %s: %s", TABLE[i].text, TABLE[i].json, row);
        ressenti_result_release(result);
    }
}

static void test_challenge(void)
{
    static char row[100000];
    ressenti_error error = RESSENTI_ERROR_INIT;
    ressenti_pack *pack = NULL;
    dev_texts *texts = dev_texts_read();
    if (!CHECK(ressenti_pack_open(SHIPPED_PACK_FILE, NULL, &pack, &error) == RESSENTI_OK, "%s", error.message)) exit(check_result());
    ressenti_result *result = analyze(make_engine_of(&pack, 1), texts->items, texts->count, RESSENTI_CODE_POINTS);
    for (size_t i = 0; i < texts->count; i++) {
        size_t size = ressenti_result_json(result, i, text_of("null"), (ressenti_text){NULL, 0}, row, sizeof row - 1);
        row[size < sizeof row ? size : 0] = '\0';
        CHECK(is_json(row, size) && memchr(row, '\n', size) == NULL, "text %zu is one line of JSON: %s", i, row);
    }
    ressenti_result_release(result);
    dev_texts_free(texts);
}

int main(void)
{
    test_reader();
    test_whole_row();
    test_sizes();
    test_escapes();
    test_decimals();
    test_challenge();
    return check_result();
}
