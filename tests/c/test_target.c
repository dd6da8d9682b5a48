/* The thing judged: tables of sentences, each with why; what the slot caught, and what stands by the words of a rule. */
#include "nouns.h"
#include "reading.h"
#include "small_french.h"

static const rule_row RULES[] = {
    {.name = "t/slot", .theme = "parcel", .phrases = {"<cible> (est|sont|était) [toujours] cassé(e)(s)", "une <cible> de qualité"}, .valence = -50},
    {.name = "t/fault", .theme = "parcel", .phrases = {"(tombé|tombée) en panne", "ne (fonctionne|marche) (pas|plus)", "inexistant(e)", "sans goût"}, .valence = -50},
    {.name = "t/love", .theme = "parcel", .phrases = {"excellent(e)(s) <mot>", "j'adore", "rayé(e) … réception"}, .valence = 50},
    {.name = "t/love-2", .theme = "parcel", .phrases = {"déçu(e)"}, .valence = -50},
    {.name = "t/thing", .theme = "delivery_time", .phrases = {"livraison(s)", "wifi", "petit déjeuner", "pain d'épices"}},
    {.name = "t/act", .theme = "delivery_time", .phrases = {"livrer", "livré"}},
};
static const pack_source PACK = {"cibles", ROWS(FRENCH_WORDS), ROWS(FRENCH_LABELS), ROWS(RULES)};

static const struct {
    const char *text, *target, *lemma, *why; /* target: as in the text; NULL: none */
} TABLE[] = {
    /* slots */
    {"La machine à café est cassée.", "machine à café", "machine a cafe", "one to three words, without the article"},
    {"Les machines à café sont cassées.", "machines à café", "machine a cafe", "the lemma is singular"},
    {"Nos journaux sont cassés", "journaux", "journal", "so is that of -aux"},
    {"Mes colis sont toujours cassés", "colis", "colis", "a word in -s that is no plural"},
    {"une ÉTAGÈRE de qualité", "ÉTAGÈRE", "etagere", "folded"},
    {"L’étagère est cassée", "étagère", "etagere", "an elided article"},
    /* subjects */
    {"Le wifi ne marche pas.", "wifi", "wifi", "subject, then verb"},
    {"Le sèche-linge est tombé en panne au bout de quatre ans.", "sèche-linge", "seche linge", "a compound; au bout is none"},
    {"Ma machine qui était tombée en panne", "machine", "machine", "a relative clause"},
    {"Wifi inexistant", "Wifi", "wifi", "no article at the head of the clause"},
    {"Bon, mais wifi inexistant", "wifi", "wifi", "of the clause, not of the text"},
    {"La chambre est belle. Ne marche pas.", NULL, NULL, "another sentence is not asked"},
    {"Franchement inexistant", NULL, NULL, "an adverb is no thing"},
    {"Livré tombé en panne", NULL, NULL, "nor is a participle"},
    {"Ça ne marche pas", NULL, NULL, "a pronoun names nothing"},
    {"J’ai changé les conditions sans goût", NULL, NULL, "« sans … » is said of the verb"},
    /* objects and praise */
    {"Un excellent repas", "repas", "repas", "behind praise"},
    {"J’adore cette petite lampe", "lampe", "lampe", "sizes are left out"},
    {"J’adore ce petit déjeuner", "petit déjeuner", "petit dejeuner", "but not of a breakfast"},
    {"Déçue de mon achat", "achat", "achat", "behind « de »"},
    {"J’adore trois fois", NULL, NULL, "a figure and a time are no thing"},
    {"Rayé à la réception", NULL, NULL, "behind a preposition stands when, not what"},
    {"J’adore la qualité du tissu", "tissu", "tissu", "the thing, not its aspect"},
    /* rules that name a thing */
    {"La livraison a été rapide", "livraison", "livraison", "behind an article"},
    {"Vos livraisons : bof", "livraisons", "livraison", "any determiner"},
    {"wifi bof", "wifi", "wifi", "the rule says it"},
    {"Bof, formule petit déjeuner", "petit déjeuner", "petit dejeuner", "both words"},
    {"Bof, pain d'épices", "pain d'épices", "pain d epice", "with its complement"},
    {"On doit livrer", NULL, NULL, "a verb names nothing"},
    {"Bof, livré", NULL, NULL, "nor does a participle"},
    {"Le wiiifi", "wiiifi", "wifi", "respelled; the span is the text's"},
};

static void test_table(void)
{
    reading in = reading_new(make_engine(&PACK));
    for (size_t i = 0; i < sizeof TABLE / sizeof TABLE[0]; i++) {
        const rsn_findings *found = read_text(&in, TABLE[i].text);
        if (!CHECK(found->mentions.count > 0, "« %s » has a mention", TABLE[i].text)) continue;
        const rsn_target *target = &found->mentions.items[0].target;
        ressenti_text lemma = target->lemma;
        bool is_same_lemma = TABLE[i].lemma == NULL ? lemma.size == 0 : rsn_same_text(lemma, text_of(TABLE[i].lemma));
        CHECK(is_same_lemma, "« %s » is about « %.*s », not « %s »: %s", TABLE[i].text, (int)lemma.size, lemma.size ? lemma.data : "",
              TABLE[i].lemma ? TABLE[i].lemma : "", TABLE[i].why);
        if (TABLE[i].target == NULL || lemma.size == 0) continue;
        rsn_span span = rsn_folded_source(&found->folded, target->bytes);
        ressenti_text given = {TABLE[i].text + span.begin, span.end - span.begin};
        CHECK(rsn_same_text(given, text_of(TABLE[i].target)), "« %s »: « %.*s », not « %s »", TABLE[i].text, (int)given.size, given.data, TABLE[i].target);
    }
    reading_free(&in);
}

/* Nothing but the text decides: wherever a hit stands, no target leaves its sentence or the text. */
static void test_hostile(void)
{
    static const char *const TEXTS[] = {
        "wifi", "le wifi", "le le le le wifi wifi wifi", "J'adore", "j'adore le", "j'adore le 3", "j'adore ce", "déçu de", "excellent le", "de de de wifi de de de",
        "le\nwifi\nne marche pas", "😀 wifi 😀 excellent 😀", "à à à excellent à", "- - wifi-wifi-wifi-wifi-wifi-wifi", "wifi'wifi'wifi", "la qualité de la qualité de la qualité ne marche pas",
        "un peu trop très excellent très", "le petit petit petit petit déjeuner", "petit déjeuner petit", "x ne marche pas", "sans sans sans goût sans",
    };
    reading in = reading_new(make_engine(&PACK));
    for (size_t i = 0; i < sizeof TEXTS / sizeof TEXTS[0]; i++) {
        const rsn_findings *found = read_text(&in, TEXTS[i]);
        for (uint32_t k = 0; k < found->mentions.count; k++) {
            const rsn_target *target = &found->mentions.items[k].target;
            CHECK((target->lemma.size == 0) == (target->bytes.begin == target->bytes.end), "« %s »: a lemma and a span, or neither", TEXTS[i]);
            CHECK(target->bytes.end <= found->folded.size, "« %s »: within the text", TEXTS[i]);
        }
    }
    char longest[6000] = "J'adore la ";
    while (strlen(longest) < sizeof longest - 20) strcat(longest, "tres de wifi-");
    CHECK(read_text(&in, longest)->mentions.count > 0, "a clause of a thousand words ends too");
    reading_free(&in);
}

static void test_singular(void)
{
    static const struct {
        const char *word, *singular;
    } NOUNS[] = {
        {"colis", "colis"}, {"produits", "produit"}, {"journaux", "journal"}, {"travaux", "travail"}, {"tuyaux", "tuyau"}, {"gateaux", "gateau"}, {"jeux", "jeu"},
        {"prix", "prix"},   {"os", "os"},            {"bus", "bus"},          {"menus", "menu"},      {"stress", "stress"}, {"s", "s"},            {"eaux", "eau"},
        {"bijoux", "bijou"}, {"repas", "repas"},     {"wifi", "wifi"},        {"couscous", "couscous"}, {"", ""},
    };
    for (size_t i = 0; i < sizeof NOUNS / sizeof NOUNS[0]; i++) {
        char made[40];
        const char *ending = NULL;
        size_t kept = rsn_singular(text_of(NOUNS[i].word), &ending);
        (void)snprintf(made, sizeof made, "%.*s%s", (int)kept, NOUNS[i].word, ending);
        CHECK(strcmp(made, NOUNS[i].singular) == 0, "%s, not %s", made, NOUNS[i].singular);
    }
}

int main(void)
{
    test_table();
    test_hostile();
    test_singular();
    return check_result();
}
