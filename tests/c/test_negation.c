/* What ne … pas and its cousins reach, asked for one word of a sentence. */
#include "negation.h"

#include "small_french.h"
#include "reading.h"

static const struct {
    const char *text, *word;
    rsn_negated negated;
    const char *cue; /* the token that negates; NULL: none */
    const char *why;
} TABLE[] = {
    {"Le service est bon", "bon", RSN_AFFIRMED, NULL, "no negation at all"},
    {"Le service n'est pas bon", "bon", RSN_NEGATED, "pas", "ne … pas"},
    {"Le service est pas bon", "bon", RSN_NEGATED, "pas", "spoken French leaves ne out"},
    {"Le service n'est vraiment pas très bon", "bon", RSN_NEGATED, "pas", "with adverbs between"},
    {"Ce n'est jamais bon", "bon", RSN_NEGATED, "jamais", "jamais"},
    {"aucun problème", "probleme", RSN_NEGATED, "aucun", "a determiner"},
    {"livré sans problème", "probleme", RSN_NEGATED, "sans", "sans"},
    {"ni bon ni rapide", "bon", RSN_NEGATED, "ni", "ni, the first"},
    {"ni bon ni rapide", "rapide", RSN_NEGATED, "ni", "both negate together"},
    {"pas bon ni rapide", "rapide", RSN_NEGATED, "pas", "ni goes on with pas"},
    {"ni bon, ni rapide", "rapide", RSN_NEGATED, "ni", "as one writes it"},
    {"un accueil peu agréable", "agreable", RSN_WEAKENED, "peu", "peu just before"},
    {"peu de gens, service agréable", "agreable", RSN_AFFIRMED, NULL, "peu in another clause"},
    {"peu de monde et agréable", "agreable", RSN_AFFIRMED, NULL, "peu too far away"},
    {"C'est plus rapide", "rapide", RSN_AFFIRMED, NULL, "plus compares"},
    {"Ce n'est plus rapide", "rapide", RSN_NEGATED, "plus", "ne … plus negates"},
    {"plus de problème", "probleme", RSN_NEGATED, "plus", "plus de"},
    {"plus aucun problème", "probleme", RSN_NEGATED, "plus", "two n-words are one negation"},
    {"pas sans problème", "probleme", RSN_AFFIRMED, "pas", "pas and sans cancel out"},
    {"jamais vu un service aussi lent", "lent", RSN_AFFIRMED, NULL, "what never was is the degree"},
    {"pas que bon", "bon", RSN_AFFIRMED, NULL, "pas que restricts"},
    {"pas seulement bon", "bon", RSN_AFFIRMED, NULL, "pas seulement restricts"},
    {"pas mal", "mal", RSN_AFFIRMED, NULL, "inside an expression pas has done its work"},
    {"Pas reçu, bon accueil", "bon", RSN_AFFIRMED, NULL, "a comma ends its reach"},
    {"pas reçu mais bon", "bon", RSN_AFFIRMED, NULL, "mais ends its reach"},
    {"pas a b c d e bon", "bon", RSN_AFFIRMED, NULL, "six words on it reaches no more"},
    {"pas a b c d bon", "bon", RSN_NEGATED, "pas", "five words on it does"},
    {"Je ne recommande pas", "recommande", RSN_NEGATED, "pas", "behind a verb"},
    {"je recommande pas", "recommande", RSN_NEGATED, "pas", "behind a verb, spoken"},
    {"je recommande vraiment pas", "recommande", RSN_AFFIRMED, NULL, "behind a verb without ne it has to follow at once"},
    {"je ne recommande vraiment pas", "recommande", RSN_NEGATED, "pas", "with ne it need not"},
    {"je ne recommande plus", "recommande", RSN_NEGATED, "plus", "ne … plus around a verb"},
    {"je recommande plus", "recommande", RSN_AFFIRMED, NULL, "recommander plus: more"},
    {"bon pas cher", "bon", RSN_AFFIRMED, NULL, "behind an adjective it belongs to what follows"},
    {"ne fonctionne jamais sans problème", "probleme", RSN_AFFIRMED, "jamais", "jamais … sans: two turns are none"},
};

static void test_table(reading *in)
{
    for (size_t i = 0; i < sizeof TABLE / sizeof TABLE[0]; i++) {
        const rsn_findings *found = read_text(in, TABLE[i].text);
        uint32_t at = find_token(found, TABLE[i].word), cue = RESSENTI_NONE;
        if (!CHECK(at != RESSENTI_NONE, "« %s » holds %s", TABLE[i].text, TABLE[i].word)) continue;
        for (uint32_t k = at + 1; k < found->tokens.count; k++) /* the last one is meant */
            if (rsn_token_is(&found->folded, &found->tokens.items[k], TABLE[i].word)) at = k;
        bool is_verb = rsn_reading_with(&found->readings, at, RSN_HAS_VERB) != NULL;
        rsn_negated negated = rsn_find_negation(&found->tokens, &found->folded, &found->readings, &found->clauses, (rsn_span){at, at + 1}, is_verb, &cue);
        CHECK(negated == TABLE[i].negated, "%s: « %s » gives %d, not %d", TABLE[i].why, TABLE[i].text, negated, TABLE[i].negated);
        if (TABLE[i].cue == NULL)
            CHECK(cue == RESSENTI_NONE, "%s: « %s » has no cue", TABLE[i].why, TABLE[i].text);
        else
            CHECK(cue < found->tokens.count && rsn_token_is(&found->folded, &found->tokens.items[cue], TABLE[i].cue), "%s: « %s » is negated by %s", TABLE[i].why, TABLE[i].text, TABLE[i].cue);
    }
}

/* The same on the way to points: what is left of a judgement. */
static void test_points(reading *in)
{
    static const worth POINTS[] = {
        {"bon", 40, "as the lexicon has it"},
        {"pas bon", -36, "praise negated is 90 % blame"},
        {"pas mauvais", 24, "blame negated is 60 % praise"},
        {"peu agréable", -24, "weakened praise turns, to 60 %"},
        {"rien à redire", 60, "the expression absorbs its negation"},
        {"je ne recommande pas", -45, "a verb"},
        {"bon ?", 8, "asked for is a fifth"},
        {"😀", 40, "an emoji"},
        {"pas 😀", 40, "which nothing negates"},
    };
    check_points(in, POINTS, sizeof POINTS / sizeof POINTS[0]);
}

int main(void)
{
    reading in = reading_new(make_engine(&SMALL_FRENCH));
    test_table(&in);
    test_points(&in);
    reading_free(&in);
    return check_result();
}
