/* Which themes and signals an engine's learned model may propose. */
#ifndef RSN_ENGINE_PROPOSALS_H
#define RSN_ENGINE_PROPOSALS_H

#include "engine.h"

/* Those of the last pack that has some, unless the options say no; who mutes a whole label, "delivery_time/" and a star, wants
 * nothing of it, so it is not proposed either.  To be called once the labels are merged.  NO_MEMORY is the
 * only failure. */
ressenti_status rsn_engine_read_proposals(ressenti_engine *engine, const ressenti_engine_options *options);

/* Some pack has learned themes, whether or not the options want them. */
bool rsn_engine_has_proposals(const ressenti_engine *engine);

#endif
