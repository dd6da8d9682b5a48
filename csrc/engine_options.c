/* What the caller asks of an engine beyond its packs: kernels, rules that stay silent. */
#include "engine_options.h"

#include <string.h>

#include "failure.h"
#include "hash.h"

ressenti_engine_options rsn_engine_options_of(const ressenti_engine_options *given)
{
    ressenti_engine_options options = RESSENTI_ENGINE_OPTIONS_INIT;
    if (given == NULL) return options;
    memcpy(&options, given, given->struct_size < sizeof options ? given->struct_size : sizeof options);
    options.struct_size = sizeof options;
    return options;
}

const rsn_kernels *rsn_kernels_asked(const ressenti_engine_options *options)
{
    return options->kernels.data == NULL ? rsn_kernels_best() : rsn_kernels_named(options->kernels);
}

/* ---- muted rules -------------------------------------------------------------------------- */

static bool is_named(ressenti_text rule, ressenti_text name)
{
    bool has_star = name.size > 0 && name.data[name.size - 1] == '*';
    if (!has_star) return rsn_same_text(rule, name);
    ressenti_text stem = {name.data, name.size - 1};
    return rule.size >= stem.size && rsn_same_text((ressenti_text){rule.data, stem.size}, stem);
}

/* "return_refund/cancel/" and a star: rules have the name of the whole theme, whatever part of it they give. */
static bool is_all_of_subtheme(const ressenti_engine *engine, const rsn_engine_rule *rule, ressenti_text name)
{
    if (rule->subtheme == RESSENTI_NONE || name.size < 2 || memcmp(name.data + name.size - 2, "/*", 2) != 0) return false;
    return rsn_same_text(rsn_engine_label_at(engine, RESSENTI_SUBTHEME, rule->subtheme)->id, (ressenti_text){name.data, name.size - 2});
}

static bool mute_named(ressenti_engine *engine, ressenti_text name)
{
    bool is_known = false;
    for (size_t i = 0; i < engine->rules.count; i++) {
        rsn_engine_rule *rule = &RSN_AT(&engine->rules, rsn_engine_rule, i);
        if (!is_named(rule->name, name) && !is_all_of_subtheme(engine, rule, name)) continue;
        rule->is_muted = is_known = true;
    }
    return is_known;
}

ressenti_status rsn_engine_mute(ressenti_engine *engine, const ressenti_engine_options *options, ressenti_error *error)
{
    for (size_t i = 0; i < options->muted_count; i++) {
        ressenti_text name = options->muted[i];
        int shown = name.size > 120 ? 120 : (int)name.size;
        if (mute_named(engine, name)) continue;
        return rsn_fail(error, RESSENTI_BAD_ARGUMENT, i, RESSENTI_NOWHERE, "no rule is called %.*s", shown, shown > 0 ? name.data : "");
    }
    return RESSENTI_OK;
}

/* ---- the fingerprint ---------------------------------------------------------------------- */

static uint64_t hash_of(ressenti_text text)
{
    return rsn_hash_bytes((const uint8_t *)text.data, text.size);
}

uint64_t rsn_engine_options_digest(const ressenti_engine_options *options, bool has_learned_themes)
{
    static const char NO_LEARNED_THEMES[] = "no learned themes";
    uint64_t digest = 0; /* a sum, so that the order does not matter */
    if (options->no_learned_themes && has_learned_themes) digest += rsn_hash_bytes((const uint8_t *)NO_LEARNED_THEMES, sizeof NO_LEARNED_THEMES - 1) | 1;
    for (size_t i = 0; i < options->muted_count; i++)
        digest += hash_of(options->muted[i]) | 1;
    for (size_t i = 0; i < options->list_word_count; i++)
        digest += rsn_hash_next_word(hash_of(options->list_words[i].list), hash_of(options->list_words[i].word)) | 1;
    return digest;
}
