/* The phrases that analysts write -> regular expressions over folded text.
 * The language is described in docs/authoring.fr.md, section 1. */
#ifndef RSN_PHRASE_H
#define RSN_PHRASE_H

#include "accents.h"
#include "memory.h"
#include "ressenti.h"

/* Appends to `regex` (bytes) the expression of one phrase, without word borders at its two ends,
 * so that several can be joined with bars.  The folded phrase is read; its accents only where a word demands them.
 * BAD_PATTERN with the byte of the folded phrase in error->offset; NO_MEMORY. */
ressenti_status rsn_phrase_compile(const ressenti_allocator *memory, rsn_accents *phrase, rsn_array *regex, ressenti_error *error);

#endif
