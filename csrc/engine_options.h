/* What the caller asks of an engine beyond its packs: kernels, rules that stay silent. */
#ifndef RSN_ENGINE_OPTIONS_H
#define RSN_ENGINE_OPTIONS_H

#include "engine.h"

/* The options as this release knows them: what an older caller does not have is "the default". */
ressenti_engine_options rsn_engine_options_of(const ressenti_engine_options *given);

/* NULL: there are none of that name here. */
const rsn_kernels *rsn_kernels_asked(const ressenti_engine_options *options);

/* Marks the rules named, "delivery_time/12" or "delivery_time/" and a star.  BAD_ARGUMENT with its rank in error->item: a
 * name that no rule has.  O(rules * names). */
ressenti_status rsn_engine_mute(ressenti_engine *engine, const ressenti_engine_options *options, ressenti_error *error);

/* The part of the options that changes results, the same for the same names in any order; 0: there is none.  Where nothing is
 * learned, to do without it changes nothing. */
uint64_t rsn_engine_options_digest(const ressenti_engine_options *options, bool has_learned_themes);

#endif
