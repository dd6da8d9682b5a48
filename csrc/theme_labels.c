/* Which themes and signals there is enough to learn of. */
#include "theme_labels.h"

#include <string.h>

#include "compiler.h"
#include "ressenti_build.h"

static bool has_theme(const ressenti_theme_training *training, size_t row, uint32_t theme)
{
    if (training->theme_begin == NULL) return false;
    for (uint64_t i = training->theme_begin[row]; i < training->theme_begin[row + 1]; i++)
        if (training->themes[i] == theme) return true;
    return false;
}

bool rsn_is_annotated(const ressenti_theme_training *training, size_t row, uint32_t kind, uint32_t label)
{
    if (kind == RESSENTI_THEME) return has_theme(training, row, label);
    return training->signals != NULL && (training->signals[row] >> label & 1);
}

bool rsn_rules_find(const rsn_theme_lessons *lessons, size_t row, uint32_t kind, uint32_t label)
{
    const uint64_t *begin = lessons->found_begin.items;
    if (kind == RESSENTI_SIGNAL) return lessons->found_signals[row] >> label & 1;
    for (uint64_t i = begin[row]; i < begin[row + 1]; i++)
        if (RSN_AT(&lessons->found, uint32_t, i) == label) return true;
    return false;
}

static uint32_t count_texts(const ressenti_theme_training *training, const rsn_theme_lessons *lessons, uint32_t kind, uint32_t label)
{
    uint32_t texts = 0;
    for (size_t row = 0; row < lessons->count; row++) texts += lessons->is_read[row] && rsn_is_annotated(training, row, kind, label);
    return texts;
}

static bool some_rule_gives(const ressenti_engine *engine, uint32_t kind, uint32_t label)
{
    if (kind == RESSENTI_SIGNAL && (label == engine->promise_broken || label == engine->promise_exceeded)) return true;
    for (uint32_t i = 0; i < engine->rules.count; i++) {
        const rsn_engine_rule *rule = rsn_engine_rule_at(engine, i);
        if (rule->is_overruled || rule->is_muted) continue;
        if (kind == RESSENTI_THEME ? rule->theme == label : rule->signals >> label & 1) return true;
    }
    return false;
}

static size_t place_of_rarest(const rsn_theme_label *labels, size_t count)
{
    size_t rarest = 0;
    for (size_t i = 1; i < count; i++)
        if (labels[i].texts <= labels[rarest].texts) rarest = i;
    return rarest;
}

/* Of too many the most frequent, in the order of labels. */
static size_t keep(rsn_theme_label *labels, size_t count, rsn_theme_label made)
{
    if (count == RSN_PROPOSALS_MOST) {
        size_t rarest = place_of_rarest(labels, count);
        if (labels[rarest].texts >= made.texts) return count;
        memmove(&labels[rarest], &labels[rarest + 1], (count - rarest - 1) * sizeof made);
        count--;
    }
    labels[count] = made;
    return count + 1;
}

size_t rsn_choose_theme_labels(const ressenti_engine *engine, const ressenti_theme_training *training, const rsn_theme_lessons *lessons,
                               rsn_theme_label labels[RSN_PROPOSALS_MOST])
{
    static const ressenti_label_kind LEARNED[] = {RESSENTI_THEME, RESSENTI_SIGNAL};
    size_t count = 0;
    for (size_t k = 0; k < RSN_COUNT(LEARNED); k++)
        for (uint32_t label = 0; label < engine->labels[LEARNED[k]].count; label++) {
            const rsn_engine_label *known = rsn_engine_label_at(engine, LEARNED[k], label);
            rsn_theme_label made = {.kind = LEARNED[k], .label = label, .texts = count_texts(training, lessons, LEARNED[k], label)};
            made.is_lonely = (known->flags & RESSENTI_LABEL_ALONE) != 0;
            made.is_ruleless = !some_rule_gives(engine, LEARNED[k], label);
            if (made.texts >= RSN_THEME_TEXTS_LEAST && known->id.size <= RSN_PROPOSAL_ID_MOST) count = keep(labels, count, made);
        }
    return count;
}
