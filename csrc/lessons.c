/* Labelled texts as the learners see them: read once, by an engine, into rows of features and grounds. */
#include "lessons.h"

#include "analyze.h"
#include "failure.h"

enum { TEXT_SIZE_LIMIT = 1 << 20, STEPS_OF_RULE = 100000, TEXTS_BETWEEN_CALLS = 256 };

typedef struct collector {
    const ressenti_allocator *memory;
    rsn_lessons *lessons;
    const rsn_findings *found;
    uint32_t clause, next_opinion; /* whose features and points come next */
    bool has_no_room;
} collector;

static void end_clauses_before(collector *in, uint32_t clause)
{
    for (; in->clause < clause; in->clause++) {
        const rsn_findings *found = in->found;
        int32_t points = rsn_clause_points(&found->opinions, &found->model, &found->clauses, in->clause, &in->next_opinion);
        rsn_lesson_clause ended = {in->lessons->buckets.count, points};
        if (!rsn_array_append(in->memory, &in->lessons->clauses, &ended, 1)) in->has_no_room = true;
    }
}

static void collect(void *context, const rsn_token *token, uint64_t feature)
{
    collector *in = context;
    uint16_t bucket = (uint16_t)rsn_bucket(feature, RSN_MODEL_BITS);
    end_clauses_before(in, token->clause);
    if (!rsn_array_append(in->memory, &in->lessons->buckets, &bucket, 1)) in->has_no_room = true;
}

static ressenti_status add_row(const ressenti_allocator *memory, const rsn_findings *found, rsn_lessons *lessons)
{
    collector in = {.memory = memory, .lessons = lessons, .found = found};
    rsn_grounds grounds = {0};
    if (found != NULL) {
        rsn_each_feature(&found->folded, &found->tokens, collect, &in);
        end_clauses_before(&in, found->clauses.count);
        grounds = rsn_find_grounds(&found->opinions, &found->model, &found->clauses, rsn_count_words(&found->tokens));
    }
    uint64_t end = lessons->buckets.count, clause_end = lessons->clauses.count;
    bool has_room = !in.has_no_room && rsn_array_append(memory, &lessons->grounds, &grounds, 1) &&
                    rsn_array_append(memory, &lessons->begin, &end, 1) && rsn_array_append(memory, &lessons->first_clause, &clause_end, 1);
    return has_room ? RESSENTI_OK : RESSENTI_NO_MEMORY;
}

static ressenti_status read_row(ressenti_scratch *scratch, const ressenti_training *training, size_t row, const ressenti_allocator *memory,
                                rsn_lessons *lessons)
{
    rsn_findings found = {.status = RESSENTI_ROW_NULL};
    uint8_t label = training->labels[row];
    bool teaches = label >= RESSENTI_POSITIVE && label <= RESSENTI_MIXED && training->texts[row].data != NULL;
    if (teaches) RSN_TRY(rsn_analyze_text(scratch, training->texts[row], TEXT_SIZE_LIMIT, 0, &found));
    teaches = teaches && found.sentiment.label != RESSENTI_UNREAD;
    lessons->labels[row] = teaches ? label : RESSENTI_UNREAD;
    return add_row(memory, teaches ? &found : NULL, lessons);
}

static ressenti_status read_rows(ressenti_scratch *scratch, const ressenti_training *training, const ressenti_allocator *memory,
                                 rsn_lessons *lessons)
{
    uint64_t zero = 0;
    if (!rsn_array_append(memory, &lessons->begin, &zero, 1) || !rsn_array_append(memory, &lessons->first_clause, &zero, 1))
        return RESSENTI_NO_MEMORY;
    rsn_pattern_runner_limit(scratch->runner, STEPS_OF_RULE);
    for (size_t row = 0; row < training->count; row++) {
        bool asks = row % TEXTS_BETWEEN_CALLS == 0 && training->proceed != NULL;
        if (asks && training->proceed(training->context, row, training->count) == 0) return RESSENTI_STOPPED;
        RSN_TRY(read_row(scratch, training, row, memory, lessons));
    }
    return RESSENTI_OK;
}

ressenti_status rsn_read_lessons(const ressenti_engine *engine, const ressenti_allocator *memory, const ressenti_training *training,
                                 rsn_lessons *lessons)
{
    ressenti_scratch *scratch = NULL;
    *lessons = (rsn_lessons){
        .begin = RSN_ARRAY(uint64_t), .buckets = RSN_ARRAY(uint16_t), .first_clause = RSN_ARRAY(uint64_t),
        .clauses = RSN_ARRAY(rsn_lesson_clause), .grounds = RSN_ARRAY(rsn_grounds), .count = training->count};
    lessons->labels = rsn_allocate_zeroed(memory, training->count + 1);
    if (lessons->labels == NULL) return RESSENTI_NO_MEMORY;
    RSN_TRY(ressenti_scratch_new(engine, memory, &scratch));
    ressenti_status status = read_rows(scratch, training, memory, lessons);
    ressenti_scratch_release(scratch);
    return status;
}

void rsn_lessons_free(const ressenti_allocator *memory, rsn_lessons *lessons)
{
    rsn_array_free(memory, &lessons->begin);
    rsn_array_free(memory, &lessons->buckets);
    rsn_array_free(memory, &lessons->first_clause);
    rsn_array_free(memory, &lessons->clauses);
    rsn_array_free(memory, &lessons->grounds);
    if (lessons->labels != NULL) rsn_release(memory, lessons->labels, lessons->count + 1);
    lessons->labels = NULL;
}
