/* Annotated texts as the learner of themes sees them: their features, and what rules find in them. */
#ifndef RSN_THEME_LESSONS_H
#define RSN_THEME_LESSONS_H

#include "engine.h"

typedef struct rsn_theme_lessons {
    rsn_array begin;       /* uint64_t: where each row's buckets begin, and the end */
    rsn_array buckets;     /* uint16_t, in the order of the text                    */
    rsn_array found_begin; /* uint64_t: where each row's themes begin, and the end  */
    rsn_array found;       /* uint32_t: themes that rules find                      */
    uint64_t *found_signals; /* bits of each row                                    */
    bool *is_read;           /* the row teaches: there is a text, and it is French  */
    size_t count;
} rsn_theme_lessons;

/* The engine's own learned themes are left aside.  NO_MEMORY, or STOPPED by `training->proceed`.  O(bytes of the texts). */
ressenti_status rsn_read_theme_lessons(const ressenti_engine *engine, const ressenti_allocator *memory,
                                       const ressenti_theme_training *training, rsn_theme_lessons *lessons);
void rsn_theme_lessons_free(const ressenti_allocator *memory, rsn_theme_lessons *lessons);

/* Rules find no theme at all. */
static inline bool rsn_is_alone(const rsn_theme_lessons *lessons, size_t row)
{
    return RSN_AT(&lessons->found_begin, uint64_t, row) == RSN_AT(&lessons->found_begin, uint64_t, row + 1);
}

#endif
