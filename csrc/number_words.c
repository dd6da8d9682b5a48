/* Numbers in French words.  One function for each storey of a number: below a hundred, below a thousand, thousands, millions. */
#include "number_words.h"

#include <string.h>

typedef struct number_word {
    char word[15];
    bool is_group; /* une quinzaine: it is counted itself */
    int32_t value;
} number_word;

/* By size: most words are told apart from these by their size and first letter. */
static const number_word NUMBER_WORDS[] = {
    {"un", 0, 1}, {"une", 0, 1}, {"six", 0, 6}, {"dix", 0, 10}, {"mil", 0, 1000}, {"zero", 0, 0}, {"deux", 0, 2},
    {"cinq", 0, 5}, {"sept", 0, 7}, {"huit", 0, 8}, {"neuf", 0, 9}, {"onze", 0, 11}, {"cent", 0, 100}, {"trois", 0, 3},
    {"douze", 0, 12}, {"seize", 0, 16}, {"vingt", 0, 20}, {"cents", 0, 100}, {"mille", 0, 1000}, {"quatre", 0, 4},
    {"treize", 0, 13}, {"quinze", 0, 15}, {"vingts", 0, 20}, {"trente", 0, 30}, {"octante", 0, 80}, {"nonante", 0, 90},
    {"million", 1, 1000000}, {"dizaine", 1, 10}, {"millier", 1, 1000}, {"quatorze", 0, 14}, {"quarante", 0, 40},
    {"soixante", 0, 60}, {"septante", 0, 70}, {"huitante", 0, 80}, {"millions", 1, 1000000}, {"huitaine", 1, 8},
    {"douzaine", 1, 12}, {"centaine", 1, 100}, {"dizaines", 1, 10}, {"milliers", 1, 1000}, {"cinquante", 0, 50},
    {"quinzaine", 1, 15}, {"vingtaine", 1, 20}, {"trentaine", 1, 30}, {"huitaines", 1, 8}, {"douzaines", 1, 12},
    {"centaines", 1, 100}, {"quinzaines", 1, 15}, {"vingtaines", 1, 20}, {"trentaines", 1, 30}, {"quarantaine", 1, 40},
    {"soixantaine", 1, 60}, {"cinquantaine", 1, 50}, {"quarantaines", 1, 40}, {"soixantaines", 1, 60}, {"cinquantaines", 1, 50},
};

enum { NUMBER_WORD_MAX = 14 };

/* Where the words of each size begin in the table. */
static const uint8_t FIRST_OF_SIZE[NUMBER_WORD_MAX + 2] = {0, 0, 0, 1, 5, 13, 19, 24, 29, 40, 47, 50, 52, 55, 56, 56};

/* A bit for each letter with which a number word of that size begins: most words are gone after one look. */
static const uint32_t FIRST_LETTERS[NUMBER_WORD_MAX + 1] = {0x0, 0x0, 0x100000, 0x141008, 0x204608c, 0x2c100c, 0x290000, 0x7008, 0x5108c, 0x29008c, 0x290000, 0x50000, 0x50004, 0x4, 0x0};

static const number_word *word_at(const rsn_wording *in, uint32_t at)
{
    if (!rsn_kind_at(in, at, RSN_WORD)) return NULL;
    const rsn_token *token = &in->tokens->items[at];
    uint32_t size = token->end - token->begin;
    const uint8_t *bytes = in->folded->bytes + token->begin;
    if (size > NUMBER_WORD_MAX || bytes[0] < 'a' || !(FIRST_LETTERS[size] >> (bytes[0] - 'a') & 1)) return NULL;
    for (uint32_t i = FIRST_OF_SIZE[size]; i < FIRST_OF_SIZE[size + 1]; i++)
        if ((uint8_t)NUMBER_WORDS[i].word[0] == bytes[0] && (uint8_t)NUMBER_WORDS[i].word[1] == bytes[1] && memcmp(NUMBER_WORDS[i].word, bytes, size) == 0)
            return &NUMBER_WORDS[i];
    return NULL;
}

/* The value of a plain number word from `least` to `most`; -1: another word. */
static int32_t value_within(const rsn_wording *in, uint32_t at, int32_t least, int32_t most)
{
    const number_word *word = word_at(in, at);
    return word != NULL && !word->is_group && word->value >= least && word->value <= most ? word->value : -1;
}

/* 0 to 19: sept, seize, dix-sept. */
static uint32_t read_small(const rsn_wording *in, uint32_t at, int64_t *value)
{
    int32_t first = value_within(in, at, 0, 16);
    if (first < 0) return at;
    *value = first;
    int32_t second = first == 10 ? value_within(in, at + 1, 7, 9) : -1;
    if (second < 0) return at + 1;
    *value += second;
    return at + 2;
}

/* What follows tens: -deux, et un, and behind soixante and quatre-vingt all up to dix-neuf. */
static uint32_t read_behind_tens(const rsn_wording *in, uint32_t at, bool is_long, int64_t *value)
{
    int64_t rest = 0;
    bool has_et = rsn_word_at(in, at, "et");
    uint32_t end = read_small(in, at + has_et, &rest);
    bool is_rest = end > at + has_et && rest > 0 && (is_long || rest < 10) && (!has_et || rest == 1 || rest == 11);
    if (!is_rest) return at;
    *value += rest;
    return end;
}

/* 0 to 99. */
static uint32_t read_below_hundred(const rsn_wording *in, uint32_t at, int64_t *value)
{
    bool is_four_twenties = value_within(in, at, 4, 4) > 0 && value_within(in, at + 1, 20, 20) > 0;
    if (is_four_twenties) {
        *value = 80;
        return read_behind_tens(in, at + 2, true, value);
    }
    int32_t tens = value_within(in, at, 20, 90);
    if (tens < 0) return read_small(in, at, value);
    *value = tens;
    return read_behind_tens(in, at + 1, tens == 60, value);
}

/* 0 to 999: cent vingt, deux cents. */
static uint32_t read_below_thousand(const rsn_wording *in, uint32_t at, int64_t *value)
{
    int32_t hundreds = value_within(in, at + 1, 100, 100) > 0 ? value_within(in, at, 2, 9) : -1;
    uint32_t behind = at + 2;
    if (hundreds < 0) {
        if (value_within(in, at, 100, 100) < 0) return read_below_hundred(in, at, value);
        hundreds = 1;
        behind = at + 1;
    }
    int64_t rest = 0;
    uint32_t end = read_below_hundred(in, behind, &rest);
    *value = hundreds * 100 + rest;
    return rest > 0 ? end : behind;
}

/* Up to 999,999: mille, deux mille trois cents. */
static uint32_t read_below_million(const rsn_wording *in, uint32_t at, int64_t *value)
{
    int64_t thousands = 0, rest = 0;
    uint32_t end = read_below_thousand(in, at, &thousands);
    if (end == at) thousands = 1;
    *value = thousands;
    if (thousands == 0 || value_within(in, end, 1000, 1000) < 0) return end;
    uint32_t behind = end + 1;
    end = read_below_thousand(in, behind, &rest);
    *value = thousands * 1000 + rest;
    return rest > 0 ? end : behind;
}

/* deux douzaines, une petite centaine, trois millions; plain « quinzaine » is one of them, plain « centaines » is not said how many. */
static uint32_t read_group(const rsn_wording *in, uint32_t at, int64_t *value)
{
    static const char *const SIZES[] = {"bonne", "bonnes", "petite", "petites", "grosse", "grosses", NULL};
    uint32_t behind = rsn_any_word_at(in, at, SIZES) ? at + 1 : at;
    const number_word *group = word_at(in, behind);
    if (group == NULL || !group->is_group || *value >= 1000) return at;
    *value *= group->value;
    return behind + 1;
}

static uint32_t read_lone_group(const rsn_wording *in, uint32_t at, int64_t *value)
{
    const number_word *group = word_at(in, at);
    if (group == NULL || !group->is_group || group->word[strlen(group->word) - 1] == 's') return at;
    *value = group->value;
    return at + 1;
}

bool rsn_begins_number(const rsn_wording *in, uint32_t at)
{
    return word_at(in, at) != NULL;
}

uint32_t rsn_read_number_words(const rsn_wording *in, uint32_t at, int64_t *value)
{
    if (word_at(in, at) == NULL) return at;
    uint32_t end = read_below_million(in, at, value);
    if (end == at) return read_lone_group(in, at, value);
    uint32_t behind = read_group(in, end, value);
    if (behind == end || *value < 1000000) return behind;
    int64_t rest = 0; /* deux millions trois cent mille */
    end = read_below_million(in, behind, &rest);
    *value += rest;
    return end;
}
