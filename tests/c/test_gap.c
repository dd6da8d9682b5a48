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
    /* times of day and dates */
    {"promis à 18h30, reçu à 20h15", "duration 0 105 minute missed: 18h30, recu a 20h15", "the minutes between two times of day"},
    {"promis à 18 h, reçu à 20 h", "duration 0 2 hour missed: 18 h, recu a 20 h", "whole hours are hours"},
    {"promis à 18 h, reçu à 17h50", "duration 0 -10 minute exceeded: 18 h, recu a 17h50", "early is negative"},
    {"promis à 23h30, reçu à 0h15", "duration 0 45 minute missed: 23h30, recu a 0h15", "beyond midnight"},
    {"promis avant midi, reçu à 14h", "duration 0 2 hour missed: midi, recu a 14h", "noon"},
    {"mon train de 8h12 a mis les voiles, reçu à 9h40", "duration 0 88 minute missed: 8h12 a mis les voiles, recu a 9h40", "a timetable is an announcement"},
    {"17h au lieu de 19h", "duration 0 -2 hour exceeded: 17h au lieu de 19h", "instead of says that both are times of day"},
    {"promis à 8h, terminé à 12h", "", "when it was over is another matter"},
    {"promis le 12, reçu le 17", "duration 0 5 day missed: 12, recu le 17", "days between two dates"},
    {"promis le 20, reçu le 17", "duration 0 -3 day exceeded: 20, recu le 17", "early"},
    {"promis le 28 février, reçu le 3 mars", "duration 0 3 day missed: 28 fevrier, recu le 3 mars", "over the end of a month"},
    {"promis le 30 décembre, reçu le 4 janvier", "duration 0 5 day missed: 30 decembre, recu le 4 janvier", "over the end of a year"},
    {"promis le 28/02/2024, reçu le 01/03/2024", "duration 0 2 day missed: 28/02/2024, recu le 01/03/2024", "a leap year"},
    {"promis le 28, reçu le 3", "", "of which month?"},
    {"promis le 12 à 14h, reçu le 14 à 9h", "duration 0 2 day missed: 12 a 14h, recu le 14", "the dates say it, not the hours"},
    /* what is left open */
    {"promis sous 48h, j’attends depuis 6 jours", "duration 48 144 hour missed open: 48h, j'attends depuis 6 jours", "it still goes on"},
    {"promis sous 14 jours. Cela fait 41 jours.", "duration 14 41 day missed open: 14 jours. cela fait 41 jours", "from one sentence to the next"},
    {"promis sous 48 h. Nous sommes au sixième jour.", "duration 48 144 hour missed open: 48 h. nous sommes au sixieme jour", "the sixth day"},
    {"promis sous 48 h, client depuis 10 ans", "", "he is not waiting for ten years"},
    /* one hint alone */
    {"il parlait de dix jours, reçu en sept", "duration 10 7 day exceeded: dix jours, recu en sept", "a hint and a fact"},
    {"il parlait de dix jours. Il a mis sept jours.", "duration 10 7 day exceeded: dix jours. il a mis sept jours", "two hints, with nothing between"},
    {"il parlait de dix jours. Reçu 5 €. Merci. Il a mis sept jours.", "", "two hints far apart"},
    {"promis en 5 jours. Merci. Bravo. Voilà. Reçu en 9 jours.", "", "more than two sentences away"},
    /* counts */
    {"commandé douze verres, reçu dix verres", "count 12 10 item missed: douze verres, recu dix", "ordered and received"},
    {"commandé douze verres, reçu quatorze", "count 12 14 item exceeded: douze verres, recu quatorze", "the noun is said once"},
    {"commandé 3 articles, reçu 2 colis", "", "other things are counted"},
    {"commandé 3 articles, reçu en 2 jours", "", "days are no articles"},
    {"4 copies payé, reçu 1", "count 4 1 item missed: 4 copies paye, recu 1", "what is paid for is due"},
    /* better or worse */
    {"autonomie promis 10 h, reçu 4 h", "duration 10 4 hour missed: 10 h, recu 4 h", "of some times more is better"},
    {"hausse promis de 3 %, reçu 8 %", "percent 3 8 percent missed: 3 %, recu 8 %", "and of some percentages less"},
    {"devis de 200 €, facturé le double", "price 200 400 eur missed: 200 €, facture le double", "twice as much"},
    {"promis 100 € de rabais, reçu la moitié", "price 100 50 eur missed: 100 € de rabais, recu la moitie", "half of it"},
    {"devis 2400, facturé 2780", "price 2400 2780 eur missed: 2400, facture 2780", "money goes without saying"},
    {"annoncé 10 %, reçu 5", "percent 10 5 percent missed: 10 %, recu 5", "per cent too"},
    {"12 jours contre 5 annoncé", "duration 5 12 day missed: 12 jours contre 5", "against what was announced"},
    {"garanti en 24 h, reçu en 48 h", "duration 24 48 hour missed: 24 h, recu en 48 h", "a guaranteed delay"},
    /* nothing */
    {"12 jours contre 5", "", "against nothing announced"},
    {"garanti 2 ans, reçu en 3 ans", "", "a guarantee is no delay"},
    {"promis en 3 à 5 jours, reçu en 9 jours", "", "a range"},
    {"promis entre 8h et 12h, reçu à 14h", "", "a range of hours"},
    {"promis toutes les 10 minutes, reçu en 20 minutes", "", "how often, not how long"},
    {"promis en 5 jours, reçu avec 3 jours de retard", "", "the difference alone"},
    {"annoncé 20 € sur le site, facturé 25 € en magasin", "", "another channel"},
    {"il ouvre à 8h, annoncé à 9h, reçu à 10h", "", "opening hours"},
    {"il ouvre à 8h. annoncé à 9h, reçu à 10h", "duration 0 1 hour missed: 9h, recu a 10h", "of another sentence"},
    {"promis en 3 jours, reçu un appel de 20 minutes", "", "minutes are not the outcome of days"},
    {"promis en 2 ans, reçu en 2 jours", "", "nor days of years"},
    {"5 minutes, l’annonce, reçu 9 minutes", "", "a neutral cue hides"},
};

/* What is promised and not told of any further: with the word that makes it a promise. */
static const struct {
    const char *text, *promises, *why;
} PROMISES[] = {
    {"réponse sous 48 h", "duration 48 hour: sous 48 h", "a delay"},
    {"remboursé sous quinze jours", "duration 15 day: sous quinze jours", "in words"},
    {"devis de 300 €", "price 300 eur: devis de 300 €", "a price"},
    {"un rabais de 10 % annoncé", "percent 10 percent: 10 % annonce", "the cue behind"},
    {"sous 48 h, sous 3 jours", "duration 48 hour: sous 48 h; duration 3 day: sous 3 jours", "two"},
    {"sans retour sous dix jours", "", "the customer's own deadline"},
    {"promis sous 48 h, reçu en 3 jours", "", "its outcome is told"},
    {"garanti 2 ans", "", "a guarantee"},
    {"sous 3 à 5 jours", "", "a range"},
    {"promis le 12", "", "a day of the month is no figure of the guide"},
    {"commandé 3 verres", "", "an order is none"},
    {"il parlait de dix jours", "", "a hint is none"},
};

static void describe(const rsn_findings *found, line *out)
{
    static const char *const KINDS[] = RESSENTI_GAP_KIND_NAMES, *const UNITS[] = RESSENTI_GAP_UNIT_NAMES, *const DIRECTIONS[] = RESSENTI_GAP_DIRECTION_NAMES;
    for (uint32_t i = 0; i < found->gaps.count; i++) {
        const rsn_gap *gap = &found->gaps.items[i];
        line_add(out, "%s%s %g %g %s %s%s: ", i > 0 ? "; " : "", KINDS[gap->kind], (double)gap->promised / 100, (double)gap->actual / 100, UNITS[gap->unit], DIRECTIONS[gap->direction], gap->is_open ? " open" : "");
        line_add_bytes(out, &found->folded, gap->bytes);
    }
}

static void describe_promises(const rsn_findings *found, line *out)
{
    static const char *const KINDS[] = RESSENTI_GAP_KIND_NAMES, *const UNITS[] = RESSENTI_GAP_UNIT_NAMES;
    for (uint32_t i = 0; i < found->gaps.promise_count; i++) {
        const rsn_promise *promise = &found->gaps.promises[i];
        line_add(out, "%s%s %g %s: ", i > 0 ? "; " : "", KINDS[promise->kind], (double)promise->value / 100, UNITS[promise->unit]);
        line_add_bytes(out, &found->folded, promise->bytes);
    }
}

/* What gaps alone add to the score: « en 5 jours » is a term of its own. */
static int32_t points_of_gaps(const rsn_opinions *opinions)
{
    int32_t points = 0;
    for (uint32_t i = 0; i < opinions->count; i++)
        if (opinions->items[i].kind == RSN_OPINION_GAP) points += opinions->items[i].points;
    return points;
}

/* A missed promise is a signal and a term of the score, an exceeded one too; a kept one is a term alone. */
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
    int32_t from_gaps = points_of_gaps(&found->opinions);
    CHECK((from_gaps > 0) - (from_gaps < 0) == points, "« %s »: %d points", text, from_gaps);
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
    for (size_t i = 0; i < sizeof PROMISES / sizeof PROMISES[0]; i++) {
        line out = {.size = 0};
        describe_promises(read_text(&in, PROMISES[i].text), &out);
        CHECK(strcmp(out.text, PROMISES[i].promises) == 0, "%s: « %s » promises « %s », not « %s »", PROMISES[i].why, PROMISES[i].text, out.text, PROMISES[i].promises);
    }
    reading_free(&in);
    return check_result();
}
