/* Numbers in digits and in words, what they measure, and what digits name without measuring. */
#include "figures.h"

#include "small_french.h"
#include "reading.h"

static const struct {
    const char *text, *figures, *why; /* value unit, or value kind where the unit does not say it */
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
    {"1 200", "1200 item", "zeros are not drawn-out letters"},
    {"200 et 1000", "200 item; 1000 item", "nor here"},
    {"1\u202F250\u00A0000", "1250000 item", "whatever space it is"},
    {"1.800", "1800 item", "the point of thousands"},
    {"0.500", "0.50 item", "a point behind a zero is decimal"},
    {"1.800,50", "1800.50 eur", "a point of thousands, a comma of decimals"},
    {"1'800", "1800 item", "Switzerland"},
    {"1\u2019800.50", "1800.50 eur", "with a typographic apostrophe and decimals"},
    {"1 25", "1 item; 25 item", "two digits are no thousands"},
    {"12 345,67", "12345.67 eur", "thousands with decimals"},
    {"vingt et un", "21 item", "et un"},
    {"soixante et onze", "71 item", "et onze"},
    {"soixante-dix", "70 item", "sixty and ten"},
    {"quatre-vingts", "80 item", "four times twenty"},
    {"quatre-vingt-dix-neuf", "99 item", "and nineteen"},
    {"septante-deux", "72 item", "Belgium and Switzerland"},
    {"nonante", "90 item", "Belgium and Switzerland"},
    {"huitante et un", "81 item", "Switzerland"},
    {"deux cent cinquante", "250 item", "hundreds"},
    {"cent", "100 item", "a hundred alone"},
    {"trois mille deux cents", "3200 item", "thousands"},
    {"mille", "1000 item", "a thousand alone"},
    {"deux millions trois cent mille", "2300000 item", "millions"},
    {"deux et trois", "2 item; 3 item", "et joins only from twenty on"},
    {"une douzaine", "12 item", "a dozen"},
    {"deux douzaines d'œufs", "24 item", "two of them"},
    {"une bonne quinzaine", "15 item", "an adjective between"},
    {"des centaines", "", "how many is not said"},
    {"une vingtaine d'appels", "20 item", "a score"},
    {"deux cent quatre-vingts", "280 item", "four times twenty behind hundreds"},
    {"un et demi", "1.50 item", "and a half"},
    {"une facture", "", "an article"},
    {"un seul", "1 item", "a number"},
    {"un produit neuf", "", "new, not nine"},
    {"deux trois jours", "2 day; 3 day", "two or three: both are days"},
    {"12bis", "12 size", "letters that touch digits"},
    /* durations */
    {"5 jours", "5 day", "days"},
    {"48h", "48 hour", "glued"},
    {"deux heures", "2 hour", "in words"},
    {"2h30", "2.50 hour", "hours and minutes"},
    {"2 h 30", "2.50 hour", "with blanks"},
    {"2h30min", "2.50 hour", "said to be minutes"},
    {"2 h 5 min", "2.08 hour", "one digit, said to be minutes"},
    {"une heure et demie", "1.50 hour", "and a half"},
    {"une heure et quart", "1.25 hour", "and a quarter"},
    {"une heure vingt", "1.33 hour", "in words"},
    {"deux heures moins le quart", "1.75 hour", "less a quarter"},
    {"une demi-heure", "0.50 hour", "half an hour"},
    {"½ heure", "0.50 hour", "as a sign"},
    {"un quart d'heure", "15 minute", "a quarter of an hour"},
    {"trois quarts d'heure", "45 minute", "three of them"},
    {"18h05", "18.08 hour", "minutes are sixtieths"},
    {"30 secondes", "0.50 minute", "seconds"},
    {"trois petites semaines", "3 week", "an adjective between"},
    {"une quinzaine de jours", "15 day", "a fortnight"},
    {"quinze jours", "15 day", "a fortnight, plainly"},
    {"huit jours", "8 day", "a week, plainly"},
    {"10 min", "10 minute", "minutes cut short"},
    {"2 ans", "24 month", "a year is twelve months"},
    {"un an et demi", "18 month", "and a half"},
    {"un an et trois mois", "15 month", "and some months"},
    {"un mois et demi", "1.50 month", "a month and a half"},
    {"6 mois", "6 month", "months"},
    {"3 j", "3 day", "days cut short"},
    {"3 j'ai", "3 item", "an elision is no unit"},
    {"J+2", "2 day", "two days after"},
    {"J + 2", "2 day", "with blanks"},
    {"dans l'heure", "1 hour", "one, without saying so"},
    {"le lendemain", "1 day", "the next day"},
    {"3 à 5 jours", "3 day; 5 day", "both ends of a range are days"},
    {"48/72h", "48 hour; 72 hour", "a range with a slash"},
    {"sixième jour", "6 day rank", "a rank in time"},
    {"6e jour", "6 day rank", "in digits"},
    /* times of day */
    {"à 14h", "840 clock", "at two"},
    {"à 14 h 30", "870 clock", "half past"},
    {"8h du matin", "480 clock", "in the morning"},
    {"vers 8h30", "510 clock", "about"},
    {"14:30", "870 clock", "with a colon"},
    {"à midi", "720 clock", "noon"},
    {"à minuit et demi", "30 clock", "after midnight"},
    {"ce midi", "", "not when, but which"},
    {"l'après-midi", "", "part of a word"},
    {"le train de 8h12", "492 clock", "a timetable"},
    {"à 48h", "48 hour", "no day has so many"},
    {"il y a 2 h", "2 hour", "ago"},
    {"à 2 h de route", "2 hour", "a distance"},
    {"entre 8h et 12h", "480 clock; 720 clock", "what one end is the other is too"},
    /* dates: yyyymmdd, 0 for what is not said */
    {"le 12", "12 date", "a day"},
    {"lundi 3 mars", "303 date", "a weekday, a day, a month"},
    {"le 1er avril 2026", "20260401 date", "the first"},
    {"03/04", "403 date", "a zero in front"},
    {"le 3/4", "403 date", "an article in front"},
    {"3/4/2026", "20260403 date", "with a year"},
    {"03.04.26", "20260403 date", "with points and a short year"},
    {"2026-04-03", "20260403 date", "the year first"},
    {"avant 10 h", "600 clock", "hours are no day"},
    {"le 3 pièces", "3 item", "a flat is no day"},
    {"32/13/2026", "32 item; 13 item; 2026 item", "no such day"},
    /* prices */
    {"12 €", "12 eur", "euros"},
    {"12€50", "12.50 eur", "with cents behind"},
    {"12 € 50", "12.50 eur", "with blanks"},
    {"12 euros 50", "12.50 eur", "in letters"},
    {"dix-neuf euros quatre-vingt-dix", "19.90 eur", "in words"},
    {"vingt euros quinze jours après", "20 eur; 15 day", "days are no cents"},
    {"9,90 euros", "9.90 eur", "with decimals"},
    {"vingt euros", "20 eur", "in words"},
    {"50 centimes", "0.50 eur", "cents alone"},
    {"1 250 €", "1250 eur", "thousands"},
    {"3 k€", "3000 eur", "a letter for thousands"},
    {"€ 20", "20 eur", "the sign first"},
    {"20 piastres", "20 cad", "Québec"},
    {"20 $", "20 cad", "dollars"},
    {"$20", "20 cad", "the sign first"},
    {"50 francs", "50 chf", "Switzerland"},
    {"CHF 49.90", "49.90 chf", "the code first"},
    {"fr. 20.-", "20 chf", "with a dash"},
    {"20 fr.", "20 chf", "cut short"},
    {"80 e", "80 eur", "a letter for euros"},
    {"la moitié prix", "50 percent", "half price"},
    /* percentages */
    {"15 %", "15 percent", "per cent"},
    {"30 pourcent", "30 percent", "in letters"},
    {"dix pour cent", "10 percent", "in words"},
    /* marks */
    {"4/5", "4 rating of 5", "a mark"},
    {"3,5/5", "3.50 rating of 5", "with decimals"},
    {"4 sur 5", "4 rating of 5", "in words"},
    {"18/20", "18 rating of 20", "of twenty"},
    {"5 étoiles", "5 rating of 5", "stars"},
    {"6/5", "6 item; 5 item", "more than the best"},
    {"3/5 jours", "3 day; 5 day", "a range"},
    /* of another figure */
    {"le double", "2 times ratio", "twice"},
    {"la moitié", "0.50 times ratio", "half"},
    {"trois quarts", "0.75 times ratio", "three quarters"},
    {"trois fois le prix", "3 times ratio", "three times"},
    {"trois fois", "3 times", "how often"},
    /* sizes */
    {"120 cm", "120 size", "a length"},
    {"7j/7", "0 size", "always"},
    {"24h/24", "0 size", "always"},
    /* what digits are written for */
    {"01 99 00 12 34", "phone", "a telephone number"},
    {"01.99.00.12.34", "phone", "with points"},
    {"+33 6 39 98 00 11", "phone", "from abroad"},
    {"514-555-0199", "phone", "in Québec"},
    {"01 99 00 12 34 2 fois", "phone; 2 times", "and no digit more"},
    {"jean.dupont@example.com, 5 jours", "email; 5 day", "an address of mail"},
    {"www.example.com/a1?b=22", "url", "an address of the web"},
    {"https://example.org/3", "url", "with its protocol"},
    {"exemple.fr", "url", "without one"},
    {"FR76 3000 6000 0112 3456 7890 189", "iban", "an account"},
    {"4970 1000 0000 0003", "card", "a card"},
    {"dossier n° 12", "reference", "announced"},
    {"contrat TEST-778-210", "reference", "a code"},
    {"commande 4587213", "reference", "seven digits"},
    {"chambre 214", "reference", "a place"},
    {"facture 2780", "2780 item", "what a bill comes to"},
    {"75011 Paris", "postcode", "in France"},
    {"H2X 1Y4", "postcode", "in Québec"},
    {"en 2024", "year", "a year"},
    {"2024 €", "2024 eur", "a price"},
    /* in sentences */
    {"promis en 5 jours, reçu en 7", "5 day; 7 item", "the second has no unit of its own yet"},
    {"3 appels de 20 minutes", "3 item; 20 minute", "two quantities"},
    {"99999999999999999999 jours", NULL, "a number too large for sense is capped, and does not overflow"},
    {"9999999999 ans et 9999999999 mois", NULL, "nor does a sum of two"},
};

static void describe_figure(const rsn_figure *figure, line *out)
{
    static const char *const UNITS[] = RESSENTI_FIGURE_UNIT_NAMES, *const KINDS[] = RESSENTI_FIGURE_KIND_NAMES;
    bool is_class = figure->kind >= RSN_EMAIL, is_said = figure->kind <= RSN_ITEMS;
    if (!is_class) line_add(out, "%lld", (long long)(figure->hundredths / 100));
    if (figure->hundredths % 100 != 0) line_add(out, ".%02d", (int)(figure->hundredths % 100));
    bool has_unit = is_said || figure->kind == RSN_RATIO || figure->kind == RSN_RANK;
    if (has_unit) line_add(out, " %s", UNITS[figure->unit]);
    if (!is_said) line_add(out, "%s%s", is_class ? "" : " ", KINDS[figure->kind]);
    if (figure->scale != 0) line_add(out, " of %lld", (long long)(figure->scale / 100));
}

static void check_sound(const rsn_findings *found, const char *text)
{
    static const rsn_figure_kind KINDS[] = {RSN_DURATION, RSN_DURATION, RSN_DURATION, RSN_DURATION, RSN_DURATION, RSN_PRICE, RSN_PRICE, RSN_PRICE, RSN_PERCENT, RSN_ITEMS};
    uint32_t at = 0;
    for (uint32_t k = 0; k < found->figures.count; k++) {
        const rsn_figure *figure = &found->figures.items[k];
        if (figure->kind <= RSN_ITEMS) CHECK(figure->unit == RSN_TIMES || figure->kind == KINDS[figure->unit], "« %s »: the unit fits the kind", text);
        CHECK(figure->hundredths >= 0 && figure->minutes >= 0, "« %s »: no figure is negative", text);
        CHECK(figure->tokens.begin >= at && figure->tokens.end > figure->tokens.begin && figure->tokens.end <= found->tokens.count, "« %s »: figures are in order and hold tokens", text);
        at = figure->tokens.end;
    }
}

static void test_table(reading *in)
{
    for (size_t i = 0; i < sizeof TABLE / sizeof TABLE[0]; i++) {
        line out = {.size = 0};
        const rsn_findings *found = read_text(in, TABLE[i].text);
        for (uint32_t k = 0; k < found->figures.count; k++) {
            line_add(&out, "%s", k > 0 ? "; " : "");
            describe_figure(&found->figures.items[k], &out);
        }
        if (TABLE[i].figures != NULL) CHECK(strcmp(out.text, TABLE[i].figures) == 0, "%s: « %s » gives %s, not %s", TABLE[i].why, TABLE[i].text, out.text, TABLE[i].figures);
        check_sound(found, TABLE[i].text);
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
        CHECK(found->figures.count == 1 && found->figures.items[0].hundredths == number * 100 && found->figures.items[0].unit == RSN_DAY, "%d: « %s »", number, words.text);
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
