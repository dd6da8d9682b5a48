/* Numbers in digits and in words, durations, prices, percentages. */
#include "figures.h"

#include "small_french.h"
#include "reading.h"

static const struct {
    const char *text, *quantities, *why;
} TABLE[] = {
    {"", "", "nothing"},
    {"aucun chiffre", "", "no number"},
    /* numbers */
    {"12", "12 item", "digits alone count things"},
    {"9,90", "9.90 eur", "two decimals without a unit are money"},
    {"9,5", "9.50 item", "decimals after a comma"},
    {"9.5", "9.50 item", "or a point"},
    {"9,999", "9.99 item", "digits beyond the second are dropped"},
    {"1 250", "1250 item", "the space of thousands"},
    {"1\u202F250\u00A0000", "1250000 item", "whatever space it is"},
    {"1 25", "1 item; 25 item", "two digits are no thousands"},
    {"12 345,67", "12345.67 eur", "thousands with decimals"},
    {"vingt et un", "21 item", "et un"},
    {"soixante et onze", "71 item", "et onze"},
    {"soixante-dix", "70 item", "sixty and ten"},
    {"quatre-vingts", "80 item", "four times twenty"},
    {"quatre-vingt-dix-neuf", "99 item", "and nineteen"},
    {"septante-deux", "72 item", "Belgium and Switzerland"},
    {"nonante", "90 item", "Belgium and Switzerland"},
    {"deux cent cinquante", "250 item", "hundreds"},
    {"cent", "100 item", "a hundred alone"},
    {"trois mille deux cents", "3200 item", "thousands"},
    {"mille", "1000 item", "a thousand alone"},
    {"deux et trois", "2 item; 3 item", "et joins only from twenty on"},
    {"une douzaine", "12 item", "a dozen"},
    {"une vingtaine d'appels", "20 item", "a score"},
    {"deux cent quatre-vingts", "280 item", "four times twenty behind hundreds"},
    /* durations */
    {"5 jours", "5 day", "days"},
    {"48h", "48 hour", "glued"},
    {"deux heures", "2 hour", "in words"},
    {"2h30", "2.50 hour", "hours and minutes"},
    {"une heure et demie", "1.50 hour", "and a half"},
    {"une demi-heure", "0.50 hour", "half an hour"},
    {"18h05", "18.08 hour", "minutes are sixtieths"},
    {"3 h30", "3 item", "a blank stands between: no time of day"},
    {"trois petites semaines", "3 week", "an adjective between"},
    {"une quinzaine de jours", "15 day", "a fortnight"},
    {"quinze jours", "15 day", "a fortnight, plainly"},
    {"10 min", "10 minute", "minutes cut short"},
    {"2 ans", "24 month", "a year is twelve months"},
    {"6 mois", "6 month", "months"},
    {"3 j", "3 day", "days cut short"},
    /* prices */
    {"12 €", "12 eur", "euros"},
    {"12€50", "12.50 eur", "with cents behind"},
    {"9,90 euros", "9.90 eur", "with decimals"},
    {"vingt euros", "20 eur", "in words"},
    {"1 250 €", "1250 eur", "thousands"},
    {"20 piastres", "20 cad", "Québec"},
    {"50 francs", "50 chf", "Switzerland"},
    {"20 $", "20 cad", "dollars"},
    /* percentages */
    {"15 %", "15 percent", "per cent"},
    {"30 pourcent", "30 percent", "in letters"},
    /* in sentences */
    {"promis en 5 jours, reçu en 7", "5 day; 7 item", "the second has no unit of its own yet"},
    {"3 appels de 20 minutes", "3 item; 20 minute", "two quantities"},
    {"99999999999999999999 jours", NULL, "a number too large for sense is capped, and does not overflow"},
};

static void describe(const rsn_findings *found, line *out)
{
    static const char *const UNITS[] = RESSENTI_GAP_UNIT_NAMES;
    for (uint32_t i = 0; i < found->quantities.count; i++) {
        const rsn_quantity *quantity = &found->quantities.items[i];
        line_add(out, "%s%lld", i > 0 ? "; " : "", (long long)(quantity->hundredths / 100));
        if (quantity->hundredths % 100 != 0) line_add(out, ".%02d", (int)(quantity->hundredths % 100));
        line_add(out, " %s", UNITS[quantity->unit]);
    }
}

static void test_table(reading *in)
{
    static const rsn_quantity_kind KINDS[] = {RSN_DURATION, RSN_DURATION, RSN_DURATION, RSN_DURATION, RSN_DURATION, RSN_PRICE, RSN_PRICE, RSN_PRICE, RSN_PERCENT, RSN_ITEMS};
    for (size_t i = 0; i < sizeof TABLE / sizeof TABLE[0]; i++) {
        line out = {.size = 0};
        const rsn_findings *found = read_text(in, TABLE[i].text);
        describe(found, &out);
        if (TABLE[i].quantities != NULL) CHECK(strcmp(out.text, TABLE[i].quantities) == 0, "%s: « %s » gives %s, not %s", TABLE[i].why, TABLE[i].text, out.text, TABLE[i].quantities);
        uint32_t at = 0;
        for (uint32_t k = 0; k < found->quantities.count; k++) {
            const rsn_quantity *quantity = &found->quantities.items[k];
            CHECK(quantity->kind == KINDS[quantity->unit], "« %s »: the unit fits the kind", TABLE[i].text);
            CHECK(quantity->hundredths >= 0, "« %s »: no quantity is negative", TABLE[i].text);
            CHECK(quantity->tokens.begin >= at && quantity->tokens.end > quantity->tokens.begin && quantity->tokens.end <= found->tokens.count, "« %s »: quantities are in order and hold tokens", TABLE[i].text);
            at = quantity->tokens.end;
        }
    }
}

/* Every number of French up to 999, written by the rules of grammar and read back. */
static void write_number(line *out, int number)
{
    static const char *const SMALL[] = {"", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze", "treize", "quatorze", "quinze", "seize", "dix-sept", "dix-huit", "dix-neuf"};
    static const char *const TENS[] = {"", "", "vingt", "trente", "quarante", "cinquante", "soixante", "soixante", "quatre-vingt", "quatre-vingt"};
    if (number >= 100) {
        if (number >= 200) line_add(out, "%s ", SMALL[number / 100]);
        line_add(out, "cent%s%s", number >= 200 && number % 100 == 0 ? "s" : "", number % 100 != 0 ? " " : "");
        number %= 100;
    }
    if (number < 20) {
        line_add(out, "%s", SMALL[number]);
        return;
    }
    int tens = number / 10, rest = tens == 7 || tens == 9 ? number % 20 : number % 10;
    bool has_et = (rest == 1 || rest == 11) && tens < 8;
    line_add(out, "%s%s%s%s", TENS[tens], number == 80 ? "s" : "", rest == 0 ? "" : has_et ? " et " : "-", SMALL[rest]);
}

static void test_all_words(reading *in)
{
    for (int number = 1; number < 1000; number++) {
        line words = {.size = 0};
        write_number(&words, number);
        line_add(&words, " jours");
        const rsn_findings *found = read_text(in, words.text);
        CHECK(found->quantities.count == 1 && found->quantities.items[0].hundredths == number * 100 && found->quantities.items[0].unit == RSN_DAY, "%d: « %s »", number, words.text);
    }
}

int main(void)
{
    reading in = reading_new(make_engine(&SMALL_FRENCH));
    test_table(&in);
    test_all_words(&in);
    reading_free(&in);
    return check_result();
}
