/* The words of units.  Elided letters are none: « 3 j'ai ». */
#include "units.h"

#include "compiler.h"

#define TIME(word, unit) {word, RSN_DURATION, unit, 1, 1}
#define MONEY(word, unit) {word, RSN_PRICE, unit, 1, 1}
#define SIZE(word) {word, RSN_SIZE, RSN_NO_UNIT, 1, 1}

static const rsn_unit_word UNITS[] = {
    TIME("minute", RSN_MINUTE), TIME("minutes", RSN_MINUTE), TIME("min", RSN_MINUTE), TIME("mins", RSN_MINUTE), TIME("mn", RSN_MINUTE),
    TIME("minuttes", RSN_MINUTE), {"seconde", RSN_DURATION, RSN_MINUTE, 1, 60}, {"secondes", RSN_DURATION, RSN_MINUTE, 1, 60},
    TIME("heure", RSN_HOUR), TIME("heures", RSN_HOUR), TIME("h", RSN_HOUR), TIME("hrs", RSN_HOUR), TIME("hr", RSN_HOUR),
    TIME("jour", RSN_DAY), TIME("jours", RSN_DAY), TIME("j", RSN_DAY), TIME("jrs", RSN_DAY), TIME("jr", RSN_DAY),
    TIME("journee", RSN_DAY), TIME("journees", RSN_DAY),
    TIME("semaine", RSN_WEEK), TIME("semaines", RSN_WEEK), TIME("sem", RSN_WEEK),
    TIME("mois", RSN_MONTH), {"an", RSN_DURATION, RSN_MONTH, 12, 1}, {"ans", RSN_DURATION, RSN_MONTH, 12, 1},
    {"annee", RSN_DURATION, RSN_MONTH, 12, 1}, {"annees", RSN_DURATION, RSN_MONTH, 12, 1},
    {"trimestre", RSN_DURATION, RSN_MONTH, 3, 1}, {"trimestres", RSN_DURATION, RSN_MONTH, 3, 1}, {"semestres", RSN_DURATION, RSN_MONTH, 6, 1},
    MONEY("\xE2\x82\xAC", RSN_EUR), MONEY("euro", RSN_EUR), MONEY("euros", RSN_EUR), MONEY("eur", RSN_EUR), MONEY("eurs", RSN_EUR),
    MONEY("e", RSN_EUR), MONEY("balle", RSN_EUR), MONEY("balles", RSN_EUR),
    {"centime", RSN_PRICE, RSN_EUR, 1, 100}, {"centimes", RSN_PRICE, RSN_EUR, 1, 100}, {"cts", RSN_PRICE, RSN_EUR, 1, 100},
    MONEY("$", RSN_CAD), MONEY("dollar", RSN_CAD), MONEY("dollars", RSN_CAD), MONEY("cad", RSN_CAD),
    MONEY("piastre", RSN_CAD), MONEY("piastres", RSN_CAD), MONEY("piasse", RSN_CAD), MONEY("piasses", RSN_CAD),
    MONEY("chf", RSN_CHF), MONEY("franc", RSN_CHF), MONEY("francs", RSN_CHF), MONEY("fr", RSN_CHF), MONEY("frs", RSN_CHF),
    {"%", RSN_PERCENT, RSN_PERCENT_UNIT, 1, 1}, {"pourcent", RSN_PERCENT, RSN_PERCENT_UNIT, 1, 1}, {"pourcents", RSN_PERCENT, RSN_PERCENT_UNIT, 1, 1},
    {"fois", RSN_ITEMS, RSN_TIMES, 1, 1}, {"x", RSN_ITEMS, RSN_TIMES, 1, 1},
    {"etoile", RSN_RATING, RSN_POINT, 1, 1}, {"etoiles", RSN_RATING, RSN_POINT, 1, 1},
    SIZE("mm"), SIZE("cm"), SIZE("m"), SIZE("m2"), SIZE("m3"), SIZE("km"), SIZE("metre"), SIZE("metres"), SIZE("centimetres"),
    SIZE("kilometre"), SIZE("kilometres"), SIZE("g"), SIZE("kg"), SIZE("kilo"), SIZE("kilos"), SIZE("gramme"), SIZE("grammes"), SIZE("tonnes"),
    SIZE("l"), SIZE("cl"), SIZE("ml"), SIZE("litre"), SIZE("litres"), SIZE("ko"), SIZE("mo"), SIZE("go"), SIZE("gb"), SIZE("mb"), SIZE("mbits"),
    SIZE("kw"), SIZE("kwh"), SIZE("kva"), SIZE("w"), SIZE("watts"), SIZE("v"), SIZE("volts"), SIZE("pouces"), SIZE("degre"),
    SIZE("degres"), SIZE("\xC2\xB0"), SIZE("cv"), SIZE("ch"),
};

/* « l'autre », « j'ai », « m'a »: the letter belongs to what follows. */
static bool is_elided(const rsn_wording *in, uint32_t at)
{
    const rsn_token *token = &in->tokens->items[at];
    return token->end - token->begin == 1 && token->kind == RSN_WORD && in->folded->bytes[token->end] == '\'';
}

uint32_t rsn_read_unit(const rsn_wording *in, uint32_t at, const rsn_unit_word **unit)
{
    static const rsn_unit_word PER_CENT = {"pour cent", RSN_PERCENT, RSN_PERCENT_UNIT, 1, 1};
    if (at >= in->tokens->count || is_elided(in, at)) return at;
    if (rsn_word_at(in, at, "pour") && rsn_word_at(in, at + 1, "cent")) {
        *unit = &PER_CENT;
        return at + 2;
    }
    char first = (char)in->folded->bytes[in->tokens->items[at].begin];
    for (size_t i = 0; i < RSN_COUNT(UNITS); i++) {
        if (UNITS[i].word[0] != first || !rsn_word_at(in, at, UNITS[i].word)) continue;
        *unit = &UNITS[i];
        return at + 1;
    }
    return at;
}

int64_t rsn_minutes_in(uint8_t unit)
{
    static const int64_t MINUTES[] = {1, 60, 1440, 10080, 43200};
    return MINUTES[unit];
}
