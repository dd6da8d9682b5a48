/* Patterns that wait for a name of a list, made of the names that this engine knows. */
#ifndef RSN_ENGINE_LISTS_H
#define RSN_ENGINE_LISTS_H

#include "engine.h"

/* The names of all packs and of the caller. */
ressenti_status rsn_engine_read_lists(ressenti_engine *engine, const ressenti_engine_options *options, ressenti_error *error);

/* The pattern with the `round`-th part of the names; view NULL: there are no more.  In the engine's memory. */
ressenti_status rsn_engine_fill_pattern(ressenti_engine *engine, const rsn_pack_view *view, const rsn_pack_pattern *packed, uint32_t round,
                                        rsn_pattern_source *filled, ressenti_error *error);

#endif
