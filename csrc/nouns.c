/* What a phrase such as « la machine à café » names: the small words around it, which name nothing, and its singular. */
#include "nouns.h"

#include <string.h>

#include "compiler.h"
#include "normalize.h"

#define AS_ITEM(word) word,
static const char *const DETERMINERS[] = {RSN_DETERMINERS(AS_ITEM)};
static const char *const SMALL_WORDS[] = {RSN_SMALL_WORDS(AS_ITEM)};

/* Singular already; other words in s or x are plurals. */
static const char *const UNCHANGED[] = {
    "abus", "acces", "ananas", "autobus", "avis", "bas", "bois", "bonus", "bras", "bus", "cabas", "campus", "cassis", "choix", "colis",
    "concours", "corps", "cours", "couscous", "croix", "deces", "devis", "discours", "dos", "envers", "exces", "fils", "fois", "frais",
    "francais", "gaz", "gris", "gros", "houmous", "jus", "logis", "malus", "marais", "matelas", "mois", "mors", "noix", "os", "paix", "palais",
    "parcours", "pays", "permis", "poids", "prix", "proces", "processus", "progres", "radis", "recours", "refus", "relais", "repas", "roux",
    "secours", "sens", "sms", "souris", "sous", "succes", "surplus", "tapis", "taux", "temps", "tennis", "toux", "travers", "univers",
    "velours", "vernis", "virus", "vis", "voix",
};

/* -aux is the plural of -al but for these. */
static const char *const PLURALS_IN_AUX[] = {
    "noyaux", "tuyaux",
};

/* Folded words sort by bytes, a beginning before the longer word.  Most differ in one of the first: no call pays for that. */
static int order_of(ressenti_text word, const char *known)
{
    size_t at = 0;
    while (at < word.size && word.data[at] == known[at]) at++; /* a word holds no NUL, which ends the known one */
    return at < word.size ? (uint8_t)word.data[at] - (uint8_t)known[at] : -(known[at] != 0);
}

bool rsn_is_among(ressenti_text word, const char *const *words, size_t count)
{
    size_t low = 0, high = count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = order_of(word, words[middle]);
        if (order == 0) return true;
        if (order < 0) high = middle;
        else low = middle + 1;
    }
    return false;
}

bool rsn_is_determiner(ressenti_text word)
{
    return rsn_is_among(word, DETERMINERS, RSN_COUNT(DETERMINERS));
}

bool rsn_is_small_word(ressenti_text word)
{
    return rsn_is_among(word, SMALL_WORDS, RSN_COUNT(SMALL_WORDS));
}

bool rsn_noun_ends(const uint8_t *bytes, uint32_t at)
{
    uint32_t begin = at;
    while (begin > 0 && rsn_is_word_byte(bytes[begin - 1])) begin--;
    ressenti_text word = {(const char *)bytes + begin, at - begin};
    return word.size >= 2 && word.data[0] >= 'a' && !rsn_is_determiner(word) && !rsn_is_small_word(word);
}

static bool ends_with(ressenti_text word, const char *ending)
{
    size_t size = strlen(ending);
    return word.size >= size && memcmp(word.data + word.size - size, ending, size) == 0;
}

size_t rsn_singular(ressenti_text word, const char **ending)
{
    *ending = "";
    bool is_plural = word.size >= 4 && (ends_with(word, "s") || ends_with(word, "aux") || ends_with(word, "eux") || ends_with(word, "oux"));
    if (!is_plural || ends_with(word, "ss") || rsn_is_among(word, UNCHANGED, RSN_COUNT(UNCHANGED))) return word.size;
    bool is_of_al = ends_with(word, "aux") && !ends_with(word, "eaux") && !rsn_is_among(word, PLURALS_IN_AUX, RSN_COUNT(PLURALS_IN_AUX));
    if (is_of_al && ends_with(word, "travaux")) *ending = "il";
    else if (is_of_al) *ending = "l";
    return word.size - (is_of_al ? 2 : 1);
}
