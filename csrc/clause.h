/* Sentence and clause borders: punctuation, ends of lines, mais, malgré, donc. */
#ifndef RSN_CLAUSE_H
#define RSN_CLAUSE_H

#include "lexicon.h"

enum {
    RSN_CLAUSE_QUESTION = 1,    /* its sentence ends with a question mark                */
    RSN_CLAUSE_EXCLAIMED = 2,   /* it ends with an exclamation mark                      */
    RSN_CLAUSE_CONTRAST = 4,    /* a word such as mais opens it                          */
    RSN_CLAUSE_CONCESSION = 8,  /* a word such as malgré opens it                        */
    RSN_CLAUSE_CARRIED = 16     /* or opened the one before: « au début, »               */
};

typedef struct rsn_clause {
    rsn_span tokens;
    rsn_span bytes; /* of the folded text */
    uint32_t sentence, flags;
} rsn_clause;

typedef struct rsn_clauses {
    rsn_clause *items;
    uint32_t count;
} rsn_clauses;

/* Also writes each token's clause.  Every token is in exactly one.  O(tokens); NO_MEMORY is the only failure. */
ressenti_status rsn_find_clauses(rsn_arena *arena, rsn_tokens *tokens, const rsn_readings *readings, rsn_clauses *clauses);

/* The clause in which a byte of the folded text stands, or the last one before it. */
uint32_t rsn_clause_at(const rsn_clauses *clauses, uint32_t byte);

#endif
