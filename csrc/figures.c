/* Numbers in digits and in French words, and the quantities they measure: durations, prices, percentages. */
#include "figures.h"

#include <string.h>

#include "compiler.h"

/* By size, then by letter: most words are told apart from these by their size and first letter. */
static const struct {
    char word[10];
    int32_t value;
} NUMBER_WORDS[] = {
    {"un", 1}, {"dix", 10}, {"six", 6}, {"une", 1}, {"cent", 100}, {"cinq", 5}, {"deux", 2},
    {"huit", 8}, {"neuf", 9}, {"onze", 11}, {"sept", 7}, {"cents", 100}, {"douze", 12},
    {"mille", 1000}, {"seize", 16}, {"trois", 3}, {"vingt", 20}, {"quatre", 4}, {"quinze", 15},
    {"treize", 13}, {"trente", 30}, {"vingts", 20}, {"dizaine", 10}, {"nonante", 90},
    {"octante", 80}, {"douzaine", 12}, {"huitante", 80}, {"quarante", 40}, {"quatorze", 14},
    {"septante", 70}, {"soixante", 60}, {"cinquante", 50}, {"quinzaine", 15}, {"trentaine", 30},
    {"vingtaine", 20},
};

enum { NUMBER_WORD_MAX = 9 };

/* Where the words of each size begin in the table. */
static const uint8_t FIRST_OF_SIZE[NUMBER_WORD_MAX + 2] = {0, 0, 0, 1, 4, 11, 17, 22, 25, 31, 35};

static const struct {
    const char *word;
    uint8_t kind, unit;
    int32_t factor; /* of the unit: a year is twelve months */
} UNITS[] = {
    {"minute", RSN_DURATION, RSN_MINUTE, 1}, {"minutes", RSN_DURATION, RSN_MINUTE, 1}, {"min", RSN_DURATION, RSN_MINUTE, 1},
    {"mn", RSN_DURATION, RSN_MINUTE, 1},     {"mins", RSN_DURATION, RSN_MINUTE, 1},    {"heure", RSN_DURATION, RSN_HOUR, 1},
    {"heures", RSN_DURATION, RSN_HOUR, 1},   {"h", RSN_DURATION, RSN_HOUR, 1},         {"hrs", RSN_DURATION, RSN_HOUR, 1},
    {"jour", RSN_DURATION, RSN_DAY, 1},      {"jours", RSN_DURATION, RSN_DAY, 1},      {"j", RSN_DURATION, RSN_DAY, 1},
    {"semaine", RSN_DURATION, RSN_WEEK, 1},  {"semaines", RSN_DURATION, RSN_WEEK, 1},  {"sem", RSN_DURATION, RSN_WEEK, 1},
    {"mois", RSN_DURATION, RSN_MONTH, 1},    {"an", RSN_DURATION, RSN_MONTH, 12},      {"ans", RSN_DURATION, RSN_MONTH, 12},
    {"annee", RSN_DURATION, RSN_MONTH, 12},  {"annees", RSN_DURATION, RSN_MONTH, 12},  {"euro", RSN_PRICE, RSN_EUR, 1},
    {"euros", RSN_PRICE, RSN_EUR, 1},        {"eur", RSN_PRICE, RSN_EUR, 1},           {"balles", RSN_PRICE, RSN_EUR, 1},
    {"dollar", RSN_PRICE, RSN_CAD, 1},       {"dollars", RSN_PRICE, RSN_CAD, 1},       {"piastres", RSN_PRICE, RSN_CAD, 1},
    {"piastre", RSN_PRICE, RSN_CAD, 1},      {"francs", RSN_PRICE, RSN_CHF, 1},        {"franc", RSN_PRICE, RSN_CHF, 1},
    {"chf", RSN_PRICE, RSN_CHF, 1},          {"\xE2\x82\xAC", RSN_PRICE, RSN_EUR, 1},  {"$", RSN_PRICE, RSN_CAD, 1},
    {"%", RSN_PERCENT, RSN_PERCENT_UNIT, 1}, {"pourcent", RSN_PERCENT, RSN_PERCENT_UNIT, 1},
};

typedef struct reader {
    const rsn_folded *folded;
    const rsn_tokens *tokens;
} reader;

static bool is_word(const reader *in, uint32_t at, const char *word)
{
    return at < in->tokens->count && rsn_token_is(in->folded, &in->tokens->items[at], word);
}

/* ---- numbers ----------------------------------------------------------------------------- */

enum { VALUE_MAX = 1000000000 };

/* "9,90" is 990; digits beyond the second decimal are dropped, a value too large for sense is capped. */
static int64_t digits_value(const reader *in, const rsn_token *token)
{
    int64_t value = 0;
    int decimals = -1;
    for (uint32_t i = token->begin; i < token->end && decimals < 2; i++) {
        uint8_t byte = in->folded->bytes[i];
        if (byte == ',' || byte == '.') {
            decimals = 0;
        } else {
            if (value < VALUE_MAX) value = value * 10 + (byte - '0');
            decimals += decimals >= 0;
        }
    }
    for (decimals = decimals < 0 ? 0 : decimals; decimals < 2; decimals++) value *= 10;
    return value;
}

static bool has_three_digits(const reader *in, uint32_t at)
{
    if (at >= in->tokens->count || in->tokens->items[at].kind != RSN_NUMBER) return false;
    const rsn_token *token = &in->tokens->items[at];
    for (uint32_t i = token->begin; i < token->begin + 3; i++)
        if (i >= token->end || in->folded->bytes[i] < '0' || in->folded->bytes[i] > '9') return false;
    return token->end == token->begin + 3 || in->folded->bytes[token->begin + 3] == ',';
}

/* "1 250": the space of thousands. */
static uint32_t read_digits(const reader *in, uint32_t at, int64_t *hundredths)
{
    const rsn_token *token = &in->tokens->items[at];
    *hundredths = digits_value(in, token);
    at++;
    while (token->end - token->begin <= 3 && *hundredths % 100 == 0 && *hundredths < VALUE_MAX && has_three_digits(in, at) &&
           in->tokens->items[at].begin == in->tokens->items[at - 1].end + 1) {
        *hundredths = *hundredths * 1000 + digits_value(in, &in->tokens->items[at]);
        at++;
    }
    return at;
}

static int32_t number_word(const reader *in, uint32_t at)
{
    if (at >= in->tokens->count || in->tokens->items[at].kind != RSN_WORD) return 0;
    const rsn_token *token = &in->tokens->items[at];
    uint32_t size = token->end - token->begin;
    const uint8_t *bytes = in->folded->bytes + token->begin;
    if (size > NUMBER_WORD_MAX) return 0;
    for (uint32_t i = FIRST_OF_SIZE[size]; i < FIRST_OF_SIZE[size + 1]; i++)
        if ((uint8_t)NUMBER_WORDS[i].word[0] == bytes[0] && memcmp(NUMBER_WORDS[i].word, bytes, size) == 0)
            return NUMBER_WORDS[i].value;
    return 0;
}

/* vingt et un, quatre-vingt-dix, deux cent cinquante, mille. */
static uint32_t read_number_words(const reader *in, uint32_t at, int64_t *hundredths)
{
    int64_t total = 0, part = 0;
    int32_t value = number_word(in, at);
    while (value != 0 && total < VALUE_MAX) {
        if (value == 1000) {
            total += (part == 0 ? 1 : part) * 1000;
            part = 0;
        } else if (value == 100 && part > 0 && part < 10) {
            part *= value;
        } else if (part == 1 && value >= 10) { /* une quinzaine */
            part = value;
        } else if (value == 20 && part % 100 == 4) { /* deux cent quatre-vingts */
            part += 4 * value - 4;
        } else {
            part += value;
        }
        at++;
        bool joins = is_word(in, at, "et") && number_word(in, at + 1) != 0 && part >= 20;
        value = number_word(in, joins ? at + 1 : at);
        if (joins && value != 0) at++;
    }
    *hundredths = (total + part) * 100;
    return at;
}

static uint32_t read_number(const reader *in, uint32_t at, int64_t *hundredths)
{
    if (in->tokens->items[at].kind == RSN_NUMBER) return read_digits(in, at, hundredths);
    uint32_t half = is_word(in, at, "un") || is_word(in, at, "une") ? at + 1 : at; /* une demi-heure */
    if (is_word(in, half, "demi") || is_word(in, half, "demie")) {
        *hundredths = 50;
        return half + 1;
    }
    return number_word(in, at) != 0 ? read_number_words(in, at, hundredths) : at;
}

/* ---- units --------------------------------------------------------------------------------- */

static bool read_unit(const reader *in, uint32_t at, rsn_quantity *quantity, int32_t *factor)
{
    if (at >= in->tokens->count) return false;
    for (size_t i = 0; i < RSN_COUNT(UNITS); i++) {
        if (!is_word(in, at, UNITS[i].word)) continue;
        quantity->kind = UNITS[i].kind;
        quantity->unit = UNITS[i].unit;
        *factor = UNITS[i].factor;
        return true;
    }
    return false;
}

/* Words that may stand between a number and its unit: « une quinzaine de jours », « deux petites semaines ». */
static uint32_t skip_filler(const reader *in, uint32_t at)
{
    static const char *const FILLERS[] = {"de", "d", "bonne", "bonnes", "bon", "bons", "petite", "petites", "petit", "petits",
                                          "longue", "longues", "longs", "grosses", "gros", "pauvres"};
    for (size_t i = 0; i < RSN_COUNT(FILLERS); i++)
        if (is_word(in, at, FILLERS[i])) return at + 1;
    return at;
}

/* « une heure et demie », « 2h30 », « 12 € 50 ». */
static uint32_t read_remainder(const reader *in, uint32_t at, rsn_quantity *quantity, int32_t factor)
{
    if (is_word(in, at, "et") && (is_word(in, at + 1, "demi") || is_word(in, at + 1, "demie"))) {
        quantity->hundredths += 50 * (int64_t)factor;
        return at + 2;
    }
    bool is_close = at < in->tokens->count && in->tokens->items[at].kind == RSN_NUMBER &&
                    in->tokens->items[at].end - in->tokens->items[at].begin == 2 &&
                    in->tokens->items[at].begin == in->tokens->items[at - 1].end;
    if (!is_close) return at;
    int64_t rest = digits_value(in, &in->tokens->items[at]) / 100;
    if (quantity->kind == RSN_PRICE) quantity->hundredths += rest;
    if (quantity->unit == RSN_HOUR) quantity->hundredths += (rest * 100 + 30) / 60;
    return at + 1;
}

/* « 24,99 » without a unit is money. */
static bool has_cents(const reader *in, rsn_span tokens)
{
    const rsn_token *last = &in->tokens->items[tokens.end - 1];
    if (last->kind != RSN_NUMBER || last->end - last->begin < 4) return false;
    uint8_t point = in->folded->bytes[last->end - 3];
    return point == ',' || point == '.';
}

/* « 2h30 »: behind the number stands a word of a letter and two digits. */
static bool read_clock(const reader *in, uint32_t at, rsn_quantity *quantity)
{
    if (at >= in->tokens->count || in->tokens->items[at].begin != in->tokens->items[at - 1].end) return false;
    const rsn_token *token = &in->tokens->items[at];
    const uint8_t *bytes = in->folded->bytes + token->begin;
    bool is_clock = token->kind == RSN_WORD && token->end - token->begin == 3 && bytes[0] == 'h' &&
                    bytes[1] >= '0' && bytes[1] <= '5' && bytes[2] >= '0' && bytes[2] <= '9';
    if (!is_clock) return false;
    quantity->kind = RSN_DURATION;
    quantity->unit = RSN_HOUR;
    quantity->hundredths += (((bytes[1] - '0') * 10 + bytes[2] - '0') * 100 + 30) / 60;
    return true;
}

static uint32_t read_quantity(const reader *in, uint32_t at, rsn_quantity *quantity)
{
    int32_t factor = 1;
    uint32_t begin = at;
    at = read_number(in, at, &quantity->hundredths);
    if (at == begin) return begin;
    quantity->kind = RSN_ITEMS;
    quantity->unit = RSN_ITEM;
    uint32_t unit_at = at;
    bool is_clock = read_clock(in, at, quantity);
    if (!is_clock && !read_unit(in, unit_at, quantity, &factor)) unit_at = skip_filler(in, at);
    if (is_clock) {
        at++;
    } else if (quantity->kind != RSN_ITEMS || read_unit(in, unit_at, quantity, &factor)) {
        quantity->hundredths *= factor;
        at = read_remainder(in, unit_at + 1, quantity, factor);
    }
    quantity->tokens = (rsn_span){begin, at};
    if (quantity->kind == RSN_ITEMS && has_cents(in, quantity->tokens)) {
        quantity->kind = RSN_PRICE;
        quantity->unit = RSN_EUR;
    }
    return at;
}

uint32_t rsn_quantity_at(const rsn_folded *folded, const rsn_tokens *tokens, uint32_t at, rsn_quantity *quantity)
{
    reader in = {folded, tokens};
    return at < tokens->count ? read_quantity(&in, at, quantity) : at;
}

/* « 48h » is one token that begins with digits only when a digit was read: the tokeniser splits it. */
ressenti_status rsn_read_figures(rsn_arena *arena, const rsn_folded *folded, const rsn_tokens *tokens,
                                 rsn_quantities *quantities)
{
    reader in = {folded, tokens};
    quantities->count = 0;
    quantities->items = rsn_arena_take(arena, (size_t)tokens->count + 1, sizeof *quantities->items);
    if (quantities->items == NULL) return RESSENTI_NO_MEMORY;
    for (uint32_t at = 0; at < tokens->count;) {
        uint32_t next = read_quantity(&in, at, &quantities->items[quantities->count]);
        quantities->count += next > at;
        at = next > at ? next : at + 1;
    }
    return RESSENTI_OK;
}
