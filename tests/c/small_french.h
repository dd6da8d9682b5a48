/* Just enough French for the stages that need words: what each row is for stands beside it. */
#ifndef SMALL_FRENCH_H
#define SMALL_FRENCH_H

#include "small_pack.h"

static const word_row FRENCH_WORDS[] = {
    {RESSENTI_WORD_OPINION, "bon", 40, 0, NULL},
    {RESSENTI_WORD_OPINION, "rapide", 40, 0, NULL},
    {RESSENTI_WORD_OPINION, "agréable", 40, 0, NULL},
    {RESSENTI_WORD_OPINION, "excellent", 60, 0, NULL},
    {RESSENTI_WORD_OPINION, "mauvais", -40, 0, NULL},
    {RESSENTI_WORD_OPINION, "nul", -60, 0, NULL},
    {RESSENTI_WORD_OPINION, "lent", -40, 0, NULL},
    {RESSENTI_WORD_OPINION, "problème", -30, 0, NULL},
    {RESSENTI_WORD_OPINION, "recommande", 50, RESSENTI_WORD_IS_VERB, NULL},
    {RESSENTI_WORD_OPINION, "fonctionne", 20, RESSENTI_WORD_IS_VERB, NULL},
    {RESSENTI_WORD_OPINION, "rien à redire", 60, 0, NULL},
    {RESSENTI_WORD_OPINION, "pas mal", 30, 0, NULL},
    {RESSENTI_WORD_OPINION, "salé", -20, RESSENTI_WORD_DEMANDS_ACCENTS, NULL},
    {RESSENTI_WORD_OPINION, "😀", 40, 0, NULL},
    {RESSENTI_WORD_OPINION, ":)", 30, 0, NULL},
    {RESSENTI_WORD_INTENSITY, "très", 150, 0, NULL},
    {RESSENTI_WORD_INTENSITY, "vraiment", 140, 0, NULL},
    {RESSENTI_WORD_INTENSITY, "un peu", 50, 0, NULL},
    {RESSENTI_WORD_INTENSITY, "beaucoup", 150, 0, NULL},
    {RESSENTI_WORD_NEGATION, "ne", RESSENTI_NEGATION_NE, 0, NULL},
    {RESSENTI_WORD_NEGATION, "n", RESSENTI_NEGATION_NE, 0, NULL},
    {RESSENTI_WORD_NEGATION, "pas", RESSENTI_NEGATION_AFTER, 0, NULL},
    {RESSENTI_WORD_NEGATION, "plus", RESSENTI_NEGATION_AFTER, 0, NULL},
    {RESSENTI_WORD_NEGATION, "jamais", RESSENTI_NEGATION_AFTER, 0, NULL},
    {RESSENTI_WORD_NEGATION, "aucun", RESSENTI_NEGATION_DETERMINER, 0, NULL},
    {RESSENTI_WORD_NEGATION, "sans", RESSENTI_NEGATION_WITHOUT, 0, NULL},
    {RESSENTI_WORD_NEGATION, "ni", RESSENTI_NEGATION_NOR, 0, NULL},
    {RESSENTI_WORD_NEGATION, "peu", RESSENTI_NEGATION_WEAK, 0, NULL},
    {RESSENTI_WORD_CONNECTIVE, "mais", RESSENTI_CONNECTIVE_CONTRAST, 0, NULL},
    {RESSENTI_WORD_CONNECTIVE, "par contre", RESSENTI_CONNECTIVE_CONTRAST, 0, NULL},
    {RESSENTI_WORD_CONNECTIVE, "malgré", RESSENTI_CONNECTIVE_CONCESSION, 0, NULL},
    {RESSENTI_WORD_CONNECTIVE, "donc", RESSENTI_CONNECTIVE_BREAK, 0, NULL},
    {RESSENTI_WORD_RESPELL, "tjrs", 0, 0, "toujours"},
    {RESSENTI_WORD_RESPELL, "pb", 0, 0, "problème"},
    {RESSENTI_WORD_LANGUAGE, "the", 3, 0, NULL},
    {RESSENTI_WORD_LANGUAGE, "and", 3, 0, NULL},
    {RESSENTI_WORD_LANGUAGE, "was", 3, 0, NULL},
    {RESSENTI_WORD_CUE, "promis", RESSENTI_CUE_PROMISE, 0, NULL},
    {RESSENTI_WORD_CUE, "annoncé", RESSENTI_CUE_PROMISE, 0, NULL},
    {RESSENTI_WORD_CUE, "devis", RESSENTI_CUE_PROMISE, 0, NULL},
    {RESSENTI_WORD_CUE, "reçu", RESSENTI_CUE_ACTUAL, 0, NULL},
    {RESSENTI_WORD_CUE, "facturé", RESSENTI_CUE_ACTUAL, 0, NULL},
    {RESSENTI_WORD_CUE, "au lieu de", RESSENTI_CUE_INSTEAD, 0, NULL},
};

static const label_row FRENCH_LABELS[] = {
    {RESSENTI_PARENT, "delivery", "Livraison", NULL, 0, 0, 0},
    {RESSENTI_THEME, "delivery_time", "Délais", "delivery", 1 << 3, 1 << 2, 0},
    {RESSENTI_THEME, "parcel", "État du colis", "delivery", 1 << 3, 1 << 0, 0},
    {RESSENTI_THEME, "general_opinion", "Avis général", NULL, 1 << 8, 1 << 0, RESSENTI_LABEL_ALONE},
    {RESSENTI_SIGNAL, "promise_broken", "Promesse non tenue", NULL, 0, 0, 0},
    {RESSENTI_SIGNAL, "promise_exceeded", "Promesse dépassée", NULL, 0, 0, 0},
    {RESSENTI_SIGNAL, "churn_intent", "Départ", NULL, 0, 0, 0},
    {RESSENTI_CHANNEL, "phone", "Téléphone", NULL, 0, 0, 0},
};

static const rule_row FRENCH_RULES[] = {
    {.name = "delivery_time/late", .theme = "delivery_time", .phrases = {"livré(e)(s) [très] en retard", "(colis|paquet) en retard"}, .unless = {"sans retard"}, .valence = -50},
    {.name = "delivery_time/1", .theme = "delivery_time", .phrases = {"livraison"}},
    {.name = "parcel/1", .theme = "parcel", .phrases = {"colis … (abîmé|éventré|taché!)(s)"}, .valence = -50},
    {.name = "parcel/2", .theme = "parcel", .phrases = {"emballage"}, .is_neutral = 1},
    {.name = "general_opinion/1", .theme = "general_opinion", .phrases = {"expérience"}},
    {.name = "churn/1", .signal = "churn_intent", .phrases = {"je (pars|résilie)", "plus jamais"}, .irritation = 2},
    {.name = "churn/2", .theme = "parcel", .signal = "churn_intent", .phrases = {"(parti|partie) chez <concurrent>"}},
    {.name = "parcel/3", .theme = "parcel", .phrases = {"<cible> (est|était) rayé(e)"}, .valence = -50},
    {.name = "phone/1", .channel = "phone", .phrases = {"téléphone"}, .regexes = {"\\bhot ?line\\b"}, .needs = {"hot"}},
};

static const pack_source SMALL_FRENCH = {"petit", ROWS(FRENCH_WORDS), ROWS(FRENCH_LABELS), ROWS(FRENCH_RULES)};

#endif
