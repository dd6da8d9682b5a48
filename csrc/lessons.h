/* Labelled texts as the learners see them: read once, by an engine, into rows of features and grounds. */
#ifndef RSN_LESSONS_H
#define RSN_LESSONS_H

#include "engine.h"
#include "verdict.h"

typedef struct rsn_lesson_clause {
    uint64_t end;   /* of its buckets; they begin where those of the clause before end */
    int32_t points; /* of what the engine finds in it                                  */
} rsn_lesson_clause;

typedef struct rsn_lessons {
    rsn_array begin;   /* uint64_t: where each row's buckets begin, and the end */
    rsn_array buckets; /* uint16_t, in the order of the text                    */
    rsn_array first_clause; /* uint64_t: where each row's clauses begin, and the end */
    rsn_array clauses; /* rsn_lesson_clause                                     */
    rsn_array grounds; /* rsn_grounds: what is known without the new weights    */
    uint8_t *labels;   /* ressenti_sentiment; UNREAD also where a text cannot be read */
    size_t count;
} rsn_lessons;

/* NO_MEMORY, or STOPPED by `training->proceed`.  O(bytes of the texts). */
ressenti_status rsn_read_lessons(const ressenti_engine *engine, const ressenti_allocator *memory, const ressenti_training *training,
                                 rsn_lessons *lessons);
void rsn_lessons_free(const ressenti_allocator *memory, rsn_lessons *lessons);

static inline const rsn_grounds *rsn_grounds_at(const rsn_lessons *lessons, size_t row)
{
    return &RSN_AT(&lessons->grounds, rsn_grounds, row);
}

#endif
