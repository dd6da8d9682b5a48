/* Annotated texts as the learner of themes sees them. */
#include "theme_lessons.h"

#include "analyze.h"
#include "failure.h"

enum { TEXT_SIZE_LIMIT = 1 << 20, STEPS_OF_RULE = 100000, TEXTS_BETWEEN_CALLS = 256 };

typedef struct collector {
    const ressenti_allocator *memory;
    rsn_theme_lessons *lessons;
    bool has_no_room;
} collector;

static void collect(void *context, const rsn_token *token, uint64_t feature)
{
    collector *in = context;
    uint16_t bucket = (uint16_t)rsn_bucket(feature, RSN_PROPOSAL_BITS);
    (void)token;
    if (!rsn_array_append(in->memory, &in->lessons->buckets, &bucket, 1)) in->has_no_room = true;
}

static bool add_found(const ressenti_allocator *memory, const rsn_mentions *mentions, rsn_theme_lessons *lessons)
{
    for (uint32_t i = 0; i < mentions->theme_count; i++)
        if (!rsn_array_append(memory, &lessons->found, &mentions->themes[i].theme, 1)) return false;
    return true;
}

static bool end_row(const ressenti_allocator *memory, rsn_theme_lessons *lessons)
{
    uint64_t end = lessons->buckets.count, found_end = lessons->found.count;
    return rsn_array_append(memory, &lessons->begin, &end, 1) && rsn_array_append(memory, &lessons->found_begin, &found_end, 1);
}

static ressenti_status read_row(ressenti_scratch *scratch, ressenti_text text, size_t row, const ressenti_allocator *memory,
                                rsn_theme_lessons *lessons)
{
    rsn_findings found = {.status = RESSENTI_ROW_NULL};
    collector in = {memory, lessons, false};
    if (text.data != NULL) RSN_TRY(rsn_analyze_text(scratch, text, TEXT_SIZE_LIMIT, 0, &found));
    lessons->is_read[row] = found.sentiment.label != RESSENTI_UNREAD;
    if (lessons->is_read[row]) {
        rsn_each_feature(&found.folded, &found.tokens, collect, &in);
        lessons->found_signals[row] = found.signals.signals;
        if (!add_found(memory, &found.mentions, lessons)) return RESSENTI_NO_MEMORY;
    }
    return !in.has_no_room && end_row(memory, lessons) ? RESSENTI_OK : RESSENTI_NO_MEMORY;
}

static ressenti_status read_rows(ressenti_scratch *scratch, const ressenti_theme_training *training, const ressenti_allocator *memory,
                                 rsn_theme_lessons *lessons)
{
    rsn_pattern_runner_limit(scratch->runner, STEPS_OF_RULE);
    if (!end_row(memory, lessons)) return RESSENTI_NO_MEMORY;
    for (size_t row = 0; row < training->count; row++) {
        bool asks = row % TEXTS_BETWEEN_CALLS == 0 && training->proceed != NULL;
        if (asks && training->proceed(training->context, row, training->count) == 0) return RESSENTI_STOPPED;
        RSN_TRY(read_row(scratch, training->texts[row], row, memory, lessons));
    }
    return RESSENTI_OK;
}

/* What the engine has learned before shall not be taken for what its rules find. */
static void leave_out_proposals(ressenti_scratch *scratch)
{
    rsn_proposal_memo_release(&scratch->memory, scratch->proposals);
    scratch->proposals = NULL;
}

ressenti_status rsn_read_theme_lessons(const ressenti_engine *engine, const ressenti_allocator *memory,
                                       const ressenti_theme_training *training, rsn_theme_lessons *lessons)
{
    ressenti_scratch *scratch = NULL;
    *lessons = (rsn_theme_lessons){.begin = RSN_ARRAY(uint64_t), .buckets = RSN_ARRAY(uint16_t), .found_begin = RSN_ARRAY(uint64_t),
                                   .found = RSN_ARRAY(uint32_t), .count = training->count};
    lessons->found_signals = rsn_allocate_zeroed(memory, (training->count + 1) * sizeof(uint64_t));
    lessons->is_read = rsn_allocate_zeroed(memory, (training->count + 1) * sizeof(bool));
    if (lessons->found_signals == NULL || lessons->is_read == NULL) return RESSENTI_NO_MEMORY;
    RSN_TRY(ressenti_scratch_new(engine, memory, &scratch));
    leave_out_proposals(scratch);
    ressenti_status status = read_rows(scratch, training, memory, lessons);
    ressenti_scratch_release(scratch);
    return status;
}

void rsn_theme_lessons_free(const ressenti_allocator *memory, rsn_theme_lessons *lessons)
{
    rsn_array_free(memory, &lessons->begin);
    rsn_array_free(memory, &lessons->buckets);
    rsn_array_free(memory, &lessons->found_begin);
    rsn_array_free(memory, &lessons->found);
    rsn_release(memory, lessons->found_signals, (lessons->count + 1) * sizeof(uint64_t));
    rsn_release(memory, lessons->is_read, (lessons->count + 1) * sizeof(bool));
}
