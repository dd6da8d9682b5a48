/* The phrases that analysts write -> regular expressions over folded text.
 * The language is described in docs/authoring.fr.md, section 1. */
#ifndef RSN_PHRASE_H
#define RSN_PHRASE_H

#include "memory.h"
#include "ressenti.h"

/* Appends to `regex` (bytes) the expression of one phrase, without word borders at its two ends,
 * so that several can be joined with bars.  `phrase` is already folded.
 * BAD_PATTERN with the byte in error->offset; NO_MEMORY. */
ressenti_status rsn_phrase_compile(const ressenti_allocator *memory, ressenti_text phrase, rsn_array *regex, ressenti_error *error);

#endif
