/* The four normalisation forms of Unicode (UAX #15), as they are written there: nothing folded, nothing cut. */
#ifndef RSN_FORMS_H
#define RSN_FORMS_H

#include <stddef.h>
#include <stdint.h>

#include "ressenti.h"

/* Where the form is written.  `size` goes on counting beyond `capacity`: what is needed is always known. */
typedef struct rsn_form_output {
    char *bytes;
    size_t capacity, size;
    uint64_t steps; /* code points looked at, decomposed, moved or composed: the work done, for tests */
} rsn_form_output;

/* `text` must be valid UTF-8 and may not overlap `out->bytes`; `form` is one of the four.  Time is linear in the text,
 * whatever the length of a run of combining marks; memory is linear in the longest run of characters that act on each
 * other, none at all for text that is in the form already.  NO_MEMORY is the only failure. */
ressenti_status rsn_write_form(const ressenti_allocator *memory, ressenti_text text, ressenti_form form, rsn_form_output *out);

#endif
