/* Promised against happened: pairs of figures, their direction, and what is no pair. */
#include "gap.h"

#include "small_french.h"
#include "reading.h"

static const struct {
    const char *text, *gap; /* kind promised actual unit direction: evidence; "": none */
    const char *why;
} TABLE[] = {
    {"promis en 5 jours, reçu en 7 jours", "duration 5 7 day missed: 5 jours, recu en 7 jours", "the promise first"},
    {"reçu en 7 jours, promis en 5 jours", "duration 5 7 day missed: 7 jours, promis en 5 jours", "the promise last"},
    {"annoncé 5 jours, reçu en 3 jours", "duration 5 3 day exceeded: 5 jours, recu en 3 jours", "sooner than promised"},
    {"annoncé 5 jours, reçu en 5 jours", "duration 5 5 day met: 5 jours, recu en 5 jours", "a promise kept"},
    {"promis en 5 jours, reçu en 7", "duration 5 7 day missed: 5 jours, recu en 7", "the unit is said once"},
    {"promis en 48 heures, reçu en 3 jours", "duration 48 72 hour missed: 48 heures, recu en 3 jours", "in the unit of the promise"},
    {"promis en 2 semaines, reçu en 7 jours", "duration 2 1 week exceeded: 2 semaines, recu en 7 jours", "weeks from days"},
    {"7 jours au lieu de 5", "duration 5 7 day missed: 7 jours au lieu de 5", "au lieu de"},
    {"7 jours au lieu de 5 jours", "duration 5 7 day missed: 7 jours au lieu de 5 jours", "with both units"},
    {"devis de 100 €, facturé 120 €", "price 100 120 eur missed: 100 €, facture 120 €", "dearer than the estimate"},
    {"120 € au lieu de 100 €", "price 100 120 eur missed: 120 € au lieu de 100 €", "a price"},
    {"80 € au lieu de 100 €", "price 100 80 eur exceeded: 80 € au lieu de 100 €", "cheaper is better"},
    {"2 pièces au lieu de 3", "count 3 2 item missed: 2 pieces au lieu de 3", "of things more is better"},
    {"10 % au lieu de 20 %", "percent 20 10 percent missed: 10 % au lieu de 20 %", "and of percentages"},
    {"un rabais de 20 € annoncé, reçu 10 €", "price 20 10 eur missed: 20 € annonce, recu 10 €", "of a rebate more is better"},
    {"promis en 5 jours", "", "one figure is no pair"},
    {"5 jours, 7 jours", "", "no cue"},
    {"reçu en 5 jours, reçu en 7 jours", "", "no promise"},
    {"promis 5 jours, promis 7 jours", "", "two promises"},
    {"promis en 5 jours, facturé 20 €", "", "a duration and a price"},
    {"devis 100 €, facturé 120 $", "", "two currencies"},
    {"promis en une demi-heure, reçu en 2 heures", "duration 0.5 2 hour missed: une demi-heure, recu en 2 heures", "half an hour is one figure"},
    {"promis en une quinzaine de jours, reçu en 20 jours", "duration 15 20 day missed: une quinzaine de jours, recu en 20 jours", "fifteen, not sixteen"},
    {"devis de deux cent quatre-vingts euros, facturé 300 €", "price 280 300 eur missed: deux cent quatre-vingts euros, facture 300 €", "280, not 224"},
    {"promis 1h30, reçu en 2h15", "duration 1.5 2.25 hour missed: 1h30, recu en 2h15", "hours with minutes"},
    {"promis à 18h30, reçu à 20h15", "", "times of day, with minutes"},
    {"promis à 18 h, reçu à 20 h", "", "times of day are no durations"},
};

static void describe(const rsn_findings *found, line *out)
{
    static const char *const KINDS[] = RESSENTI_GAP_KIND_NAMES, *const UNITS[] = RESSENTI_GAP_UNIT_NAMES, *const DIRECTIONS[] = RESSENTI_GAP_DIRECTION_NAMES;
    for (uint32_t i = 0; i < found->gaps.count; i++) {
        const rsn_gap *gap = &found->gaps.items[i];
        line_add(out, "%s%s %g %g %s %s: ", i > 0 ? "; " : "", KINDS[gap->kind], (double)gap->promised / 100, (double)gap->actual / 100, UNITS[gap->unit], DIRECTIONS[gap->direction]);
        line_add_bytes(out, &found->folded, gap->bytes);
    }
}

/* A missed promise is a signal and a term of the score, an exceeded one too; a kept one is a term only. */
static void check_consequences(const rsn_findings *found, const char *text)
{
    uint64_t expected = 0;
    int32_t points = 0;
    for (uint32_t i = 0; i < found->gaps.count; i++) {
        if (found->gaps.items[i].direction == RSN_GAP_MISSED) expected |= 1; /* promise_broken is the first signal */
        if (found->gaps.items[i].direction == RSN_GAP_EXCEEDED) expected |= 2;
        points += found->gaps.items[i].direction == RSN_GAP_MISSED ? -1 : 1;
    }
    CHECK(found->signals.signals == expected, "« %s »: signals %d, not %d", text, (int)found->signals.signals, (int)expected);
    for (uint32_t i = 0; i < found->opinions.count; i++) /* what is not told by a gap is another test's */
        if (found->opinions.items[i].kind == RSN_OPINION_CONSTRUCTION) return;
    CHECK((found->opinions.points > 0) - (found->opinions.points < 0) == points, "« %s »: %d points", text, found->opinions.points);
}

int main(void)
{
    reading in = reading_new(make_engine(&SMALL_FRENCH));
    for (size_t i = 0; i < sizeof TABLE / sizeof TABLE[0]; i++) {
        line out = {.size = 0};
        const rsn_findings *found = read_text(&in, TABLE[i].text);
        describe(found, &out);
        CHECK(strcmp(out.text, TABLE[i].gap) == 0, "%s: « %s » gives « %s », not « %s »", TABLE[i].why, TABLE[i].text, out.text, TABLE[i].gap);
        check_consequences(found, TABLE[i].text);
    }
    reading_free(&in);
    return check_result();
}
