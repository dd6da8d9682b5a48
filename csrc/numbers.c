/* Numbers as they are written, in digits or in words. */
#include "numbers.h"

enum { VALUE_MAX = 1000000000 };

static bool is_digit(uint8_t byte)
{
    return byte >= '0' && byte <= '9';
}

static int64_t digits_value(const rsn_wording *in, uint32_t begin, uint32_t end)
{
    int64_t value = 0;
    for (uint32_t i = begin; i < end && value < VALUE_MAX; i++) value = value * 10 + (in->folded->bytes[i] - '0');
    return value;
}

/* The first two digits in [begin, end): ",5" is 50; what follows is dropped. */
static int64_t decimals_value(const rsn_wording *in, uint32_t begin, uint32_t end)
{
    int64_t value = 0;
    for (uint32_t i = begin; i < begin + 2; i++) value = value * 10 + (i < end ? in->folded->bytes[i] - '0' : 0);
    return value;
}

/* « 1.800 »: behind the point of thousands stand three digits, before it one to three that do not begin with 0. */
static bool has_thousands_point(const rsn_wording *in, const rsn_token *token, uint32_t whole)
{
    const uint8_t *bytes = in->folded->bytes + token->begin;
    return bytes[whole] == '.' && token->end - token->begin == whole + 4 && whole <= 3 && bytes[0] != '0';
}

/* Three digits behind a single blank or apostrophe: the next thousands of « 1 250 », « 1'250 ». */
static bool is_next_group(const rsn_wording *in, uint32_t at)
{
    if (!rsn_kind_at(in, at, RSN_NUMBER) || rsn_digits_at(in, at) != 3 || in->tokens->items[at].class != RSN_CLASS_NONE) return false;
    uint32_t end = in->tokens->items[at - 1].end;
    uint8_t between = in->folded->bytes[end];
    return in->tokens->items[at].begin == end + 1 && (between == ' ' || between == '\'');
}

static void add_decimals(const rsn_wording *in, uint32_t begin, uint32_t end, rsn_number *number)
{
    number->hundredths += decimals_value(in, begin, end);
    number->has_cents = end - begin == 2;
}

/* What follows the first digits: groups of thousands, at last decimals. */
static uint32_t read_groups(const rsn_wording *in, uint32_t at, rsn_number *number)
{
    for (; is_next_group(in, at); at++) {
        const rsn_token *token = &in->tokens->items[at];
        if (number->hundredths < VALUE_MAX) number->hundredths = number->hundredths * 1000 + digits_value(in, token->begin, token->begin + 3) * 100;
        if (token->end - token->begin == 3) continue;
        add_decimals(in, token->begin + 4, token->end, number);
        return at + 1;
    }
    return at;
}

/* « 1.800,50 »: the comma behind the point of thousands is a token of its own. */
static uint32_t read_comma(const rsn_wording *in, uint32_t at, rsn_number *number)
{
    bool is_comma = rsn_mark_at(in, at, ',') && rsn_touches(in, at) && rsn_touches(in, at + 1) &&
                    (rsn_is_digits(in, at + 1, 1) || rsn_is_digits(in, at + 1, 2));
    if (!is_comma) return at;
    add_decimals(in, in->tokens->items[at + 1].begin, in->tokens->items[at + 1].end, number);
    return at + 2;
}

static uint32_t read_digits(const rsn_wording *in, uint32_t at, rsn_number *number)
{
    const rsn_token *token = &in->tokens->items[at];
    uint32_t whole = rsn_digits_at(in, at), size = token->end - token->begin;
    number->is_digits = true;
    number->hundredths = digits_value(in, token->begin, token->begin + whole) * 100;
    if (whole == size) return whole <= 3 && in->folded->bytes[token->begin] != '0' ? read_groups(in, at + 1, number) : at + 1;
    if (has_thousands_point(in, token, whole)) {
        number->hundredths = number->hundredths * 1000 + digits_value(in, token->end - 3, token->end) * 100;
        return read_comma(in, at + 1, number);
    }
    add_decimals(in, token->begin + whole + 1, token->end, number);
    return at + 1;
}

static bool is_half(const rsn_wording *in, uint32_t at)
{
    return rsn_word_at(in, at, "demi") || rsn_word_at(in, at, "demie") || rsn_word_at(in, at, "\xC2\xBD");
}

uint32_t rsn_skip_and_half(const rsn_wording *in, uint32_t at)
{
    if (rsn_kind_at(in, at, RSN_SYMBOL) && rsn_touches(in, at) && is_half(in, at)) return at + 1; /* 2½ */
    return rsn_word_at(in, at, "et") && is_half(in, at + 1) ? at + 2 : at;
}

/* « une demi-heure », « ½ heure » */
static uint32_t read_half(const rsn_wording *in, uint32_t at, rsn_number *number)
{
    uint32_t half = rsn_word_at(in, at, "un") || rsn_word_at(in, at, "une") ? at + 1 : at;
    if (!is_half(in, half)) return at;
    number->hundredths = 50;
    return half + 1;
}

static uint32_t read_any(const rsn_wording *in, uint32_t at, rsn_number *number)
{
    int64_t value = 0;
    if (in->tokens->items[at].kind == RSN_NUMBER && is_digit(in->folded->bytes[in->tokens->items[at].begin])) return read_digits(in, at, number);
    uint32_t end = read_half(in, at, number);
    if (end > at) return end;
    end = rsn_read_number_words(in, at, &value);
    number->hundredths = value * 100;
    number->is_article = end == at + 1 && value == 1;
    return end;
}

uint32_t rsn_read_number(const rsn_wording *in, uint32_t at, rsn_number *number)
{
    *number = (rsn_number){.hundredths = 0};
    if (at >= in->tokens->count) return at;
    uint32_t end = read_any(in, at, number), behind = end > at && number->hundredths != 50 ? rsn_skip_and_half(in, end) : end;
    if (behind > end) {
        number->hundredths += 50;
        number->is_article = false;
    }
    number->tokens = (rsn_span){at, behind};
    return behind;
}
