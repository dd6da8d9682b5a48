/* Whether a text is French at all, by its small words. */
#include "language.h"

#include "compiler.h"

static const char *const NAMES[] = {"und", "fr", "en", "es", "it", "de", "nl", "pt"};

/* The commonest French words that are no words of the languages above. */
static const char *const FRENCH[] = {
    "le", "et", "je", "j", "pas", "est", "c", "les", "des", "une", "du", "pour", "qui", "avec", "tres", "mais", "vous",
    "ai", "l", "d", "n", "qu", "s", "au", "aux", "ce", "sur", "dans", "mon", "ma", "mes", "ne", "plus", "bien", "tout",
    "nous", "il", "ils", "elle", "sont", "suis", "ont", "cette", "aucun", "aucune", "jamais", "merci", "etre", "fait",
};

const char *ressenti_language_name(uint8_t lang)
{
    return lang < RSN_COUNT(NAMES) ? NAMES[lang] : NAMES[0];
}

static bool is_french_word(const rsn_folded *folded, const rsn_token *token)
{
    for (size_t i = 0; i < RSN_COUNT(FRENCH); i++)
        if (rsn_token_is(folded, token, FRENCH[i])) return true;
    return false;
}

uint8_t rsn_find_language(const rsn_tokens *tokens, const rsn_folded *folded, const rsn_readings *readings)
{
    enum { SURE = 3 };
    uint32_t foreign[RSN_COUNT(NAMES)] = {0}, french = 0, foreign_total = 0;
    uint8_t commonest = RSN_LANGUAGE_UNDECIDED;
    for (uint32_t at = 0; at < tokens->count; at++) {
        const rsn_reading *reading = rsn_reading_with(readings, at, RSN_HAS_LANGUAGE);
        if (reading == NULL) continue;
        uint8_t lang = (uint8_t)(reading->word->language - 1); /* packs count from 1 */
        if (lang >= RSN_COUNT(NAMES)) lang = RSN_LANGUAGE_UNDECIDED;
        foreign_total++;
        if (++foreign[lang] > foreign[commonest] || commonest == RSN_LANGUAGE_UNDECIDED) commonest = lang;
    }
    if (foreign_total < SURE) return RSN_LANGUAGE_FRENCH; /* the usual case, without looking further */
    for (uint32_t at = 0; at < tokens->count; at++)
        french += tokens->items[at].kind == RSN_WORD && is_french_word(folded, &tokens->items[at]);
    return french * 2 > foreign_total ? RSN_LANGUAGE_FRENCH : commonest;
}
