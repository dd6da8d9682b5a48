/* What judges without a word of opinion: absence, excess, marks, repetition, waiting, insistence, lists. */
#include "construction.h"

#include "reading.h"
#include "small_french.h"

/* "label valence: words; …" of the constructions among the terms. */
static void describe(const rsn_findings *found, line *out)
{
    for (uint32_t i = 0; i < found->opinions.count; i++) {
        const rsn_opinion *opinion = &found->opinions.items[i];
        if (opinion->kind != RSN_OPINION_CONSTRUCTION) continue;
        rsn_span bytes = {found->tokens.items[opinion->tokens.begin].begin, found->tokens.items[opinion->tokens.end - 1].end};
        line_add(out, "%s%.*s %d: ", out->size > 0 ? "; " : "", (int)opinion->label.size, opinion->label.data, opinion->valence);
        line_add_bytes(out, &found->folded, bytes);
    }
}

static const struct {
    const char *text, *constructions, *why;
} TABLE[] = {
    {"", "", "nothing"},
    {"le colis est là", "", "a fact that judges nothing"},
    /* absence */
    {"aucun retour", "absence -30: aucun retour", "a determiner and a thing"},
    {"aucun problème", "", "what judges is negated instead"},
    {"aucun jour sans", "", "sans turns it round"},
    {"personne au guichet", "absence -30: personne", "nobody"},
    {"une personne au guichet", "", "a person"},
    {"trois personnes", "", "persons"},
    {"délai : zéro", "absence -45: zero", "nought at the end of a clause"},
    {"zéro", "", "alone it is a word of its own"},
    /* not done */
    {"caution non rendue", "non fait -30: non rendue", "a participle"},
    {"colis jamais expédié", "non fait -30: jamais expedie", "an accent makes the participle"},
    {"je n'ai pas essayé", "", "what the customer has not done is no complaint"},
    {"il ne faut pas être là", "", "an infinitive"},
    /* excess */
    {"trop loin", "excès -35: trop loin", "before a plain word"},
    {"trop bon", "", "before praise it is an adverb"},
    {"pas trop loin", "", "denied"},
    {"pas assez grand", "insuffisance -35: pas assez grand", "the other way round"},
    {"assez grand", "", "assez alone"},
    /* marks */
    {"9/10", "note 75: 9/10", "excellent"},
    {"8 sur 10", "note 60: 8 sur 10", "good"},
    {"7/10", "note 20: 7/10", "hardly"},
    {"3/5", "", "half way judges nothing"},
    {"2/10", "note -65: 2/10", "bad"},
    {"je mets 4 étoiles", "note 60: 4 etoiles", "stars"},
    {"une étoile de moins", "", "what was taken off"},
    {"un hôtel 4 étoiles", "", "a category"},
    {"le 5/10", "", "a date"},
    {"05/10", "", "a date"},
    {"8/10/2023", "", "a date"},
    {"7/12", "", "no scale"},
    {"11/10", "", "above the scale"},
    /* how often, how long */
    {"appelé quatre fois", "répétition -25: quatre fois", "several times"},
    {"une fois", "", "once"},
    {"deux fois par jour", "", "a rate"},
    {"rapide trois fois", "", "a judgement stands in the clause"},
    {"depuis trois semaines", "durée -30: depuis trois semaines", "waiting"},
    {"depuis dix ans", "", "years are faithfulness"},
    {"au bout de deux mois", "durée -20: de deux mois", "afterwards"},
    {"après 18 h", "", "a time of day"},
    {"réparé en 20 minutes", "promptitude 25: en 20 minutes", "prompt"},
    {"parti en 3 mois", "", "not prompt"},
    {"promis en 2 jours", "", "only promised"},
    /* insistence */
    {"où ?", "", "one mark asks"},
    {"où ??", "question indignée -15: ??", "two insist"},
    {"où ???", "question indignée -30: ??", "three more"},
    {"où ?!", "question indignée -30: ?!", "and so does this"},
    {"où !?", "", "the other way round nothing is added"},
    /* lists */
    {"+ accueil, - parking", "liste : pour 30: accueil; liste : contre -30: parking", "signs before"},
    {"accueil +, parking -", "liste : pour 30: accueil; liste : contre -30: parking", "signs behind"},
    {"Les + : jardin, terrasse", "liste : pour 30: jardin; liste : pour 30: terrasse", "a heading"},
    {"Points négatifs : parking. Jardin", "liste : contre -30: parking", "up to the end of its sentence"},
    {"+ bon accueil", "", "what is judged already is left alone"},
    {"15 + 5", "", "a sum"},
    {"chambre + repas", "", "an addition"},
    {"aller-retour - bus", "", "dashes alone make no list"},
};

/* Labels are French; for the table's sake their accents count. */
static void test_table(reading *in)
{
    for (size_t i = 0; i < sizeof TABLE / sizeof TABLE[0]; i++) {
        line out = {.size = 0};
        describe(read_text(in, TABLE[i].text), &out);
        const char *expected = TABLE[i].constructions;
        CHECK(strcmp(out.text, expected) == 0, "%s: « %s » gives %s, not %s", TABLE[i].why, TABLE[i].text, out.text, expected);
    }
}

/* Constructions never overlap each other nor what judged before them, and stand in the order of the text. */
static void test_apart(reading *in)
{
    static const char *const TEXTS[] = {"aucun retour depuis trois semaines ???", "trop trop loin, personne personne", "+ + accueil - - parking",
                                        "9/10 8/10 7/10", "en 20 minutes en 3 fois", "les + : les - : + -"};
    for (size_t i = 0; i < sizeof TEXTS / sizeof TEXTS[0]; i++) {
        const rsn_opinions *opinions = &read_text(in, TEXTS[i])->opinions;
        for (uint32_t k = 1; k < opinions->count; k++)
            CHECK(opinions->items[k - 1].tokens.end <= opinions->items[k].tokens.begin, "« %s »: terms %u and %u are apart", TEXTS[i], k - 1, k);
    }
}

int main(void)
{
    reading in = reading_new(make_engine(&SMALL_FRENCH));
    test_table(&in);
    test_apart(&in);
    reading_free(&in);
    return check_result();
}
