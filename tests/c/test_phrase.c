/* The language of phrases: what a phrase finds, what is refused and where.  The examples are those of
 * docs/authoring.fr.md, section 1. */
#include "phrase.h"

#include "normalize.h"
#include "pattern.h"
#include "reading.h"

static ressenti_allocator memory;
static rsn_arena arena;
static rsn_pattern_context *context;
static rsn_pattern_runner *runner;

static rsn_folded fold(const char *text)
{
    rsn_folded folded;
    rsn_arena_reset(&arena);
    if (rsn_normalize(&arena, text_of(text), &folded) != RESSENTI_OK) exit(check_result());
    return folded;
}

/* As a pack has it: between word borders. */
static ressenti_status compile(const char *phrase, rsn_pattern **pattern, ressenti_error *error)
{
    rsn_array regex = RSN_ARRAY(char);
    rsn_folded folded = fold(phrase);
    rsn_array_append(&memory, &regex, "(?<!\\w)(?:", 10);
    rsn_accents accents = rsn_accents_of(&arena, rsn_kernels_best(), text_of(phrase), 0, &folded);
    ressenti_status status = rsn_phrase_compile(&memory, &accents, &regex, error);
    rsn_array_append(&memory, &regex, ")(?!\\w)", 7);
    if (status == RESSENTI_OK)
        status = rsn_pattern_compile(context, (ressenti_text){regex.items, regex.count}, pattern, error);
    rsn_array_free(&memory, &regex);
    return status;
}

/* ---- what a phrase finds ----------------------------------------------------------------------- */

static const struct {
    const char *phrase, *text, *found; /* folded; NULL: nothing */
} FINDS[] = {
    /* words side by side, whatever the typography on either side */
    {"colis en retard", "Mon colis en retard.", "colis en retard"},
    {"colis en retard", "COLIS  EN\u00A0RETARD", "colis en retard"},
    {"colis en retard", "colis très en retard", NULL},
    {"colis en retard", "colis, en retard", NULL},
    {"colis en retard", "colis. En retard", NULL},
    {"colis en retard", "colis\nen retard", NULL},
    {"colis en retard", "un colis en retards", NULL},
    {"colis en retard", "minicolis en retard", NULL},
    {"déçu", "DECU", "decu"},
    {"decu", "Déçu", "decu"},
    {"rendez vous", "rendez-vous", "rendez-vous"},
    {"rendez-vous", "rendez vous", "rendez vous"},
    {"rendez-vous", "rendezvous", "rendezvous"},
    {"j’ai perdu", "j'ai perdu", "j'ai perdu"},
    {"j'ai perdu", "j ai perdu", "j ai perdu"},
    {"j'ai perdu", "jai perdu", "jai perdu"},
    /* choices */
    {"(colis|paquet|commande en cours) en retard", "le paquet en retard", "paquet en retard"},
    {"(colis|paquet|commande en cours) en retard", "la commande en cours en retard", "commande en cours en retard"},
    {"(colis|paquet|commande en cours) en retard", "la commande en retard", NULL},
    /* optional words */
    {"[très|trop] long", "c'est long", "long"},
    {"[très|trop] long", "c'est trop long", "trop long"},
    {"colis [très] en retard", "colis en retard", "colis en retard"},
    {"colis [très] en retard", "colis très en retard", "colis tres en retard"},
    /* endings */
    {"déçu(e)(s)", "déçu", "decu"},
    {"déçu(e)(s)", "déçue", "decue"},
    {"déçu(e)(s)", "déçus", "decus"},
    {"déçu(e)(s)", "déçues", "decues"},
    {"déçu(e)(s)", "déçuse", NULL},
    {"vendeu(r|se)(s)", "vendeur", "vendeur"},
    {"vendeu(r|se)(s)", "vendeuses", "vendeuses"},
    {"vendeu(r|se)(s)", "vendeu", NULL},
    {"(command|achet)(erai|ons)", "nous achetons", "achetons"},
    {"(command|achet)(erai|ons)", "je commanderai", "commanderai"},
    {"(command|achet)(erai|ons)", "commande", NULL},
    {"(re)venir", "venir", "venir"},
    {"(re)venir", "revenir", "revenir"},
    {"(re)venir", "parvenir", NULL},
    {"<nombre>h", "sous 48h", "48h"},
    {"n'(est|a été) pas", "ce n'est pas", "n'est pas"},
    {"n'(est|a été) pas", "il n’a été pas", "n'a ete pas"},
    {"n'(est|a été) pas", "il nest pas", "nest pas"},
    {"n'(est|a été) pas", "il n'a pas", NULL},
    /* stars */
    {"rembours*", "le remboursement", "remboursement"},
    {"rembours*", "rembours", "rembours"},
    {"rembours*", "on me rembourse", "rembourse"},
    {"rembours*", "débours", NULL},
    /* gaps */
    {"colis … abîmé", "colis abîmé", "colis abime"},
    {"colis … abîmé", "colis reçu hier complètement abîmé", "colis recu hier completement abime"},
    {"colis ... abîmé", "colis un deux trois quatre abîmé", NULL},
    {"colis … abîmé", "colis, reçu hier, abîmé", "colis, recu hier, abime"},
    {"colis … abîmé", "colis pas abîmé", NULL},
    {"colis … abîmé", "colis qui n'est jamais abîmé", NULL},
    {"colis … abîmé", "colis cher mais abîmé", NULL},
    {"colis … abîmé", "colis reçu. Carton abîmé", NULL},
    {"colis … abîmé", "colis reçu ! Carton abîmé", NULL},
    {"colis … abîmé", "colis reçu\ncarton abîmé", NULL},
    {"colis <0-5> abîmé", "colis un deux trois quatre cinq abîmé", "colis un deux trois quatre cinq abime"},
    {"colis <0-5> abîmé", "colis a b c d e f abîmé", NULL},
    {"colis <1-2> abîmé", "colis abîmé", NULL},
    {"colis <1-2> abîmé", "colis tout abîmé", "colis tout abime"},
    /* classes */
    {"le <mot> vendeur", "le gentil vendeur", "le gentil vendeur"},
    {"le <mot> vendeur", "le vendeur", NULL},
    {"<nombre> appels", "12 appels", "12 appels"},
    {"<nombre> appels", "vingt et un appels", "vingt et un appels"},
    {"<nombre> appels", "quatre-vingt-dix appels", "quatre-vingt-dix appels"},
    {"<nombre> appels", "plusieurs appels", NULL},
    {"attendu <durée>", "attendu 5 jours", "attendu 5 jours"},
    {"attendu <durée>", "attendu deux heures", "attendu deux heures"},
    {"attendu <durée>", "attendu 48h", "attendu 48h"},
    {"attendu <durée>", "attendu 5 euros", NULL},
    {"payé <prix>", "payé 12 €", "paye 12 €"},
    {"payé <prix>", "payé 9,90 euros", "paye 9,90 euros"},
    {"payé <prix>", "payé 20 piastres", "paye 20 piastres"},
    {"payé <prix>", "payé 20 fois", NULL},
    {"<jour> <mois>", "lundi août", "lundi aout"},
    {"<jour> <mois>", "lundi mardi", NULL},
    {"ne <mot> <pas>", "ne marche guère", "ne marche guere"},
    {"ne <mot> <pas>", "ne marche bien", NULL},
    /* the slot of a thing: a noun of one to three words, with its article */
    {"<cible> (est|était) cassé(e)", "La machine à café est cassée", "la machine a cafe est cassee"},
    {"<cible> (est|était) cassé(e)", "Dans la chambre le wifi est cassé", "le wifi est casse"},
    {"<cible> (est|était) cassé(e)", "lave-linge est cassé", "lave-linge est casse"},
    {"<cible> (est|était) cassé(e)", "Il est cassé", NULL},
    {"<cible> (est|était) cassé(e)", "Tout est cassé", NULL},
    {"une <cible> de qualité", "une table de chevet de qualité", "une table de chevet de qualite"},
    {"une <cible> de qualité", "une très de qualité", NULL},
    {"une <cible> de qualité", "une chose et une autre, de qualité", NULL},
    {"j'adore <cible>", "J’adore cette lampe, merci", "j'adore cette lampe"},
    {"j'adore <cible>", "j'adore la lampe reçue hier", "j'adore la lampe"},
    {"j'adore <cible>", "j'adore la machine de sport", "j'adore la machine de sport"},
    {"j'adore <cible>", "j'adore tout", NULL},
    {"(le <cible> fuit|fuite <0-1> <cible>)", "une fuite du robinet", "fuite du robinet"},
};

static void test_finds(void)
{
    for (size_t i = 0; i < sizeof FINDS / sizeof FINDS[0]; i++) {
        ressenti_error error = RESSENTI_ERROR_INIT;
        rsn_pattern *pattern = NULL;
        rsn_span match = {0, 0};
        if (!CHECK(compile(FINDS[i].phrase, &pattern, &error) == RESSENTI_OK, "%s: %s", FINDS[i].phrase, error.message)) continue;
        rsn_folded folded = fold(FINDS[i].text);
        bool is_found = rsn_pattern_find(pattern, runner, folded.bytes, folded.size, 0, folded.size, &match) == RSN_FOUND;
        int size = (int)(match.end - match.begin);
        if (FINDS[i].found == NULL)
            CHECK(!is_found, "« %s » finds « %.*s » in « %s »", FINDS[i].phrase, size, (const char *)folded.bytes + match.begin, FINDS[i].text);
        else
            CHECK(is_found && size == (int)strlen(FINDS[i].found) && memcmp(folded.bytes + match.begin, FINDS[i].found, (size_t)size) == 0,
                  "« %s » finds « %.*s » in « %s », not « %s »", FINDS[i].phrase, size, (const char *)folded.bytes + match.begin, FINDS[i].text, FINDS[i].found);
        rsn_pattern_release(pattern);
    }
}

/* Begin and end of the whole text are the rule's business: phrases of a pack, read by an engine. */
static void test_anchors(void)
{
    static const struct {
        const char *phrase, *text;
        bool finds;
    } TABLE[] = {
        {"^ merci", "Merci pour tout", true},    {"^ merci", "« Merci pour tout", true}, {"^merci", "Bon, merci", false},
        {"^ merci", "Bon.\nMerci", false},       {"merci $", "tout va bien, merci", true}, {"merci $", "tout va bien, merci !!! 😀", true},
        {"merci $", "merci beaucoup", false},    {"^ merci $", "Merci !", true},         {"^ merci $", "Merci bien", false},
    };
    for (size_t i = 0; i < sizeof TABLE / sizeof TABLE[0]; i++) {
        label_row label = {RESSENTI_THEME, "t", "T", NULL, 1, 1, 0};
        rule_row rule = {.name = "t/1", .theme = "t", .phrases = {TABLE[i].phrase}};
        pack_source source = {"ancres", NULL, 0, &label, 1, &rule, 1};
        ressenti_error error = RESSENTI_ERROR_INIT;
        ressenti_builder *builder = NULL;
        ressenti_text bytes;
        ressenti_status status = build_small_pack(&source, NULL, &builder, &bytes, &error);
        ressenti_builder_release(builder);
        if (!CHECK(status == RESSENTI_OK, "« %s »: %s", TABLE[i].phrase, error.message)) continue;
        reading in = reading_new(make_engine(&source));
        CHECK((read_text(&in, TABLE[i].text)->mentions.count > 0) == TABLE[i].finds, "« %s » in « %s »", TABLE[i].phrase, TABLE[i].text);
        reading_free(&in);
    }
}

/* ---- what is refused ------------------------------------------------------------------------------- */

static void test_errors(void)
{
    static const struct {
        const char *phrase;
        uint64_t offset;
        const char *why;
    } TABLE[] = {
        {"", 0, "nothing"},
        {"(colis|paquet", 13, "a parenthesis that is not closed: at the end"},
        {"[très long", 10, "a bracket that is not closed"},
        {"colis )", 6, "a parenthesis that was not opened"},
        {"[très]", 6, "only what may be left out"},
        {"... colis", 3, "a gap before any word: behind the gap"},
        {"colis ...", 9, "a gap behind the last word"},
        {"colis ... ... perdu", 13, "two gaps in a row: behind the second"},
        {"re*", 2, "a star after two letters"},
        {"rem*bourse", 4, "a star inside a word"},
        {"le <truc> vert", 3, "a class that does not exist"},
        {"le <cible vert", 3, "a class that is not closed"},
        {"chez <concurrents>", 5, "a list that does not exist"},
        {"chez <Concurrent", 5, "a list that is not closed"},
        {"[<cible>]", 9, "only what may be left out"},
        {"colis <5-0> perdu", 6, "a gap upside down"},
        {"déçu(e", 6, "an ending that is not closed"},
        {"déçu(e[s])", 6, "brackets in an ending"},
        {"(colis||paquet)", 7, "an empty choice"},
        {"(colis|^) perdu", 8, "the beginning of a text among the words of a choice"},
        {"colis ^ perdu", 7, "the beginning of a text behind a word"},
        {"((((((((a))))))))", 6, "too deep: more than six"},
    };
    for (size_t i = 0; i < sizeof TABLE / sizeof TABLE[0]; i++) {
        ressenti_error error = RESSENTI_ERROR_INIT;
        rsn_pattern *pattern = NULL;
        ressenti_status status = compile(TABLE[i].phrase, &pattern, &error);
        CHECK(status == RESSENTI_BAD_PATTERN && error.status == status, "%s: « %s » is refused", TABLE[i].why, TABLE[i].phrase);
        CHECK(error.offset == TABLE[i].offset, "%s: « %s » fails at byte %d, not %d: %s", TABLE[i].why, TABLE[i].phrase, (int)TABLE[i].offset, (int)error.offset, error.message);
        rsn_pattern_release(pattern);
    }
}

/* Of several phrases, regexes and exclusions the error says which one. */
static void test_error_item(void)
{
    static const struct {
        rule_row rule;
        uint64_t item;
    } TABLE[] = {
        {{.name = "r", .theme = "t", .phrases = {"bon", "(mauvais"}}, 1},
        {{.name = "r", .theme = "t", .phrases = {"bon"}, .regexes = {"a(b"}}, 1},
        {{.name = "r", .theme = "t", .phrases = {"bon"}, .regexes = {"ab"}, .needs = {"ab"}, .unless = {"non", "re*"}}, 3},
    };
    label_row label = {RESSENTI_THEME, "t", "T", NULL, 1, 1, 0};
    for (size_t i = 0; i < sizeof TABLE / sizeof TABLE[0]; i++) {
        pack_source source = {"faute", NULL, 0, &label, 1, &TABLE[i].rule, 1};
        ressenti_error error = RESSENTI_ERROR_INIT;
        ressenti_builder *builder = NULL;
        ressenti_text bytes;
        CHECK(build_small_pack(&source, NULL, &builder, &bytes, &error) == RESSENTI_BAD_PATTERN, "row %zu has a fault", i);
        CHECK(error.item == TABLE[i].item, "row %zu: item %d, not %d", i, (int)TABLE[i].item, (int)error.item);
        ressenti_builder_release(builder);
    }
}

int main(void)
{
    memory = rsn_allocator_or_default(NULL);
    rsn_arena_init(&arena, &memory);
    bool is_ready = rsn_pattern_context_new(&memory, &context) == RESSENTI_OK && rsn_pattern_runner_new(context, &memory, &runner) == RESSENTI_OK;
    if (!CHECK(is_ready, "there is memory for patterns")) return check_result();
    rsn_pattern_runner_limit(runner, 100000);
    test_finds();
    test_anchors();
    test_errors();
    test_error_item();
    rsn_pattern_runner_release(runner);
    rsn_pattern_context_release(context);
    rsn_arena_free(&arena);
    return check_result();
}
