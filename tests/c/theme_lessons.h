/* What the tests of learned themes learn from, and a model of it. */
#ifndef THEME_LESSONS_H
#define THEME_LESSONS_H

#include "counting.h"

#include "analyze.h"
#include "proposal.h"
#include "reading.h"
#include "small_french.h"

enum { TEXTS = 240, SMALL = 60, FAILURES_TRIED = 200 };

/* As SMALL_FRENCH, with a theme that no rule gives. */
static const label_row LABELS[] = {
    {RESSENTI_PARENT, "delivery", "Livraison", NULL, 0, 0, 0},
    {RESSENTI_THEME, "delivery_time", "Délais", "delivery", 1 << 3, 1 << 2, 0},
    {RESSENTI_THEME, "parcel", "État du colis", "delivery", 1 << 3, 1 << 0, 0},
    {RESSENTI_THEME, "store", "Magasin", "delivery", 1 << 2, 1 << 1, 0},
    {RESSENTI_THEME, "general_opinion", "Avis général", NULL, 1 << 8, 1 << 0, RESSENTI_LABEL_ALONE},
    {RESSENTI_SIGNAL, "promise_broken", "Promesse non tenue", NULL, 0, 0, 0},
    {RESSENTI_SIGNAL, "promise_exceeded", "Promesse dépassée", NULL, 0, 0, 0},
    {RESSENTI_SIGNAL, "churn_intent", "Départ", NULL, 0, 0, 0},
    {RESSENTI_CHANNEL, "phone", "Téléphone", NULL, 0, 0, 0},
};
enum { DELIVERY_TIME, PARCEL, STORE, GENERAL }; /* themes, in the order of the labels */
enum { CHURN = 2 };                             /* signals */

static const pack_source SOURCE = {"petit", ROWS(FRENCH_WORDS), ROWS(LABELS), ROWS(FRENCH_RULES)};

/* What people wrote, and what the texts speak of; rules find only the livraison. */
static const struct {
    const char *text;
    uint32_t theme;
    uint64_t signals;
} SAID[] = {
    {"un carton tout cabossé", PARCEL, 0},       {"c'était cabossé de partout", PARCEL, 0},  {"encore cabossé hélas", PARCEL, 0},
    {"une allée bien rangée", STORE, 0},         {"les allées de la boutique", STORE, 0},    {"une grande allée claire", STORE, 0},
    {"livraison, puis une allée vide", STORE, 0}, {"livraison et allée déserte", STORE, 0},  {"adieu la compagnie", GENERAL, 1u << CHURN},
    {"adieu pour de vrai", GENERAL, 1u << CHURN}, {"bof de bof", GENERAL, 0},                {"ouvert le lundi", RESSENTI_NONE, 0},
};

typedef struct lessons {
    ressenti_text texts[TEXTS];
    uint64_t begin[TEXTS + 1], signals[TEXTS];
    uint32_t themes[TEXTS];
    ressenti_theme_training training;
} lessons;

static inline void fill(lessons *in, size_t count)
{
    enum { KINDS = sizeof SAID / sizeof SAID[0] };
    uint32_t themes = 0;
    for (size_t i = 0; i < count; i++) {
        in->texts[i] = text_of(SAID[i % KINDS].text);
        in->signals[i] = SAID[i % KINDS].signals;
        in->begin[i] = themes;
        if (SAID[i % KINDS].theme != RESSENTI_NONE) in->themes[themes++] = SAID[i % KINDS].theme;
        in->begin[i + 1] = themes;
    }
    in->training = (ressenti_theme_training)RESSENTI_THEME_TRAINING_INIT;
    in->training.texts = in->texts;
    in->training.theme_begin = in->begin;
    in->training.themes = in->themes;
    in->training.signals = in->signals;
    in->training.count = count;
}

static inline ressenti_theme_model *learned(void)
{
    static lessons in;
    ressenti_engine *engine = make_engine(&SOURCE);
    ressenti_theme_model *model = NULL;
    ressenti_error error = RESSENTI_ERROR_INIT;
    fill(&in, TEXTS);
    ressenti_status status = ressenti_train_themes(engine, &in.training, NULL, &model, &error);
    ressenti_engine_release(engine);
    if (!CHECK(status == RESSENTI_OK, "it learns: %s", error.message)) exit(check_result());
    return model;
}

/* The bytes of a pack that holds nothing but the model. */
static inline uint8_t *pack_bytes(const ressenti_theme_model *model, size_t *size)
{
    ressenti_builder *builder = NULL;
    ressenti_text bytes = {NULL, 0};
    ressenti_error error = RESSENTI_ERROR_INIT;
    ressenti_status status = ressenti_builder_new(NULL, &builder);
    if (status == RESSENTI_OK) status = ressenti_builder_name(builder, text_of("learned"), text_of("00"), &error);
    if (status == RESSENTI_OK) status = ressenti_builder_set_theme_model(builder, ressenti_theme_model_bytes(model), &error);
    if (status == RESSENTI_OK) status = ressenti_builder_finish(builder, &bytes, &error);
    uint8_t *copy = status == RESSENTI_OK ? malloc(bytes.size) : NULL;
    if (!CHECK(copy != NULL, "the model becomes a pack: %s", error.message)) exit(check_result());
    memcpy(copy, bytes.data, bytes.size);
    *size = bytes.size;
    ressenti_builder_release(builder);
    return copy;
}

static inline ressenti_engine *engine_with(const ressenti_theme_model *model, uint32_t no_learned_themes)
{
    size_t size = 0;
    uint8_t *bytes = pack_bytes(model, &size);
    ressenti_error error = RESSENTI_ERROR_INIT;
    ressenti_pack *packs[2] = {make_pack(&SOURCE), NULL};
    ressenti_engine *engine = NULL;
    ressenti_engine_options options = {.struct_size = sizeof options, .no_learned_themes = no_learned_themes};
    ressenti_status status = ressenti_pack_from_bytes(bytes, size, NULL, &packs[1], &error);
    if (status == RESSENTI_OK) status = ressenti_engine_new_with(packs, 2, &options, NULL, &engine, &error);
    if (!CHECK(status == RESSENTI_OK, "both packs make an engine: %s", error.message)) exit(check_result());
    ressenti_pack_release(packs[0]);
    ressenti_pack_release(packs[1]);
    free(bytes);
    return engine;
}

/* The needs and the weights of one label in the bytes of a model; its place among the labels. */
static inline uint32_t find_entry(ressenti_text bytes, const char *id, rsn_proposal_entry *entry)
{
    rsn_proposal_head head;
    memcpy(&head, bytes.data, sizeof head);
    for (uint32_t i = 0; i < head.count; i++) {
        memcpy(entry, bytes.data + sizeof head + i * sizeof *entry, sizeof *entry);
        if (strcmp((const char *)entry->id, id) == 0) return i;
    }
    return RESSENTI_NONE;
}

#endif
