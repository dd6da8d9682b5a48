/* What a caller gives to be rewritten: str or bytes, missing or damaged, as bytes with the way back to its units. */
#ifndef RSN_PY_GIVEN_H
#define RSN_PY_GIVEN_H

#include "state.h"

/* What becomes of bytes that are no UTF-8 and of surrogates that stand alone in a str. */
typedef enum invalid_rule { INVALID_REJECT, INVALID_REPLACE, INVALID_REPAIR } invalid_rule;

typedef struct given_text {
    PyObject *owner;    /* keeps the bytes                                                        */
    ressenti_text text; /* data NULL: missing                                                     */
    uint32_t *starts;   /* a str with surrogates: where the bytes of each code point begin        */
    size_t start_count;
    int is_bytes;       /* its units are bytes, else code points                                  */
} given_text;

/* `index`: the place in a batch, for messages; -1: a text alone.  -1 with an exception: not a text, or refused. */
int rsn_py_given(module_state *state, PyObject *item, Py_ssize_t index, invalid_rule rule, given_text *given);
void rsn_py_given_drop(given_text *given);

/* Walks from byte offsets to units; offsets never decrease.  Touches no Python object. */
typedef struct unit_walk {
    const given_text *given;
    uint32_t at, unit;
} unit_walk;
uint32_t rsn_py_unit_at(unit_walk *walk, uint32_t offset);

#endif
