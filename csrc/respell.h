/* Abbreviations written out and drawn-out letters drawn in, before the text is read. */
#ifndef RSN_RESPELL_H
#define RSN_RESPELL_H

#include "engine.h"

/* Replaces *folded by its respelled form when there is anything to change.  Its origin gets an edit for
 * each respelled word: all of it comes from all of the word.  O(size).  NO_MEMORY is the only failure. */
ressenti_status rsn_respell(rsn_arena *arena, const ressenti_engine *engine, rsn_folded *folded);

#endif
