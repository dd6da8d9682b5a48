/* Which figures were promised and which happened, each on its own. */
#ifndef RSN_ROLES_H
#define RSN_ROLES_H

#include "clause.h"
#include "figures.h"

typedef enum rsn_side { RSN_SIDE_NONE, RSN_SIDE_PROMISE, RSN_SIDE_ACTUAL } rsn_side;

typedef struct rsn_role {
    uint8_t side;     /* rsn_side                                             */
    uint8_t strength; /* 2: the cue says so; 1: only if another figure agrees */
    bool is_open;     /* it still runs: « j'attends depuis 6 jours »          */
    rsn_span cue;     /* tokens                                               */
} rsn_role;

/* What a text says around its figures. */
typedef struct rsn_context {
    rsn_wording in;
    const rsn_readings *cues; /* of rsn_read_cues */
    const rsn_clauses *clauses;
    const rsn_figures *figures;
} rsn_context;

/* One role for each figure, by the nearest cue of its sentence.  O(figures); NO_MEMORY is the only failure. */
ressenti_status rsn_read_roles(rsn_arena *arena, const rsn_context *context, rsn_role **roles);

/* The kind of the cue that covers a token; -1: none. */
int rsn_cue_at(const rsn_context *context, uint32_t at);

uint32_t rsn_sentence_at(const rsn_context *context, uint32_t at);

/* A cue of that kind in [from, end), which may lie beyond the text. */
bool rsn_has_cue(const rsn_context *context, uint32_t from, uint32_t end, int kind);

/* « en » stands just before: what is counted was said before. */
bool rsn_has_pronoun(const rsn_wording *in, uint32_t begin);

/* A noun or another word that says what is counted stands behind the figure; its token, or RESSENTI_NONE. */
uint32_t rsn_counted_noun(const rsn_context *context, const rsn_figure *figure);

#endif
