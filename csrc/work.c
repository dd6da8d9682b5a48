/* How much work an expression is: measured by running it, in steps and never in seconds. */
#include "failure.h"
#include "memory.h"
#include "pattern.h"
#include "ressenti_build.h"

enum { MATCH_LIMIT = 100000, TEXT_SIZE_MOST = 1 << 28 };

/* Every match of a text, one after the other, as rules are matched. */
static ressenti_status work_on(const rsn_pattern *pattern, rsn_pattern_runner *runner, ressenti_text text, uint64_t *steps)
{
    rsn_span match;
    rsn_found found = RSN_FOUND;
    uint32_t size = (uint32_t)text.size;
    rsn_pattern_runner_begin_text(runner, size);
    for (uint32_t from = 0; found == RSN_FOUND && from < size; from = match.end > from ? match.end : from + 1)
        found = rsn_pattern_find(pattern, runner, (const uint8_t *)text.data, size, from, size, &match);
    *steps = found == RSN_GAVE_UP ? UINT64_MAX : rsn_pattern_runner_spent(runner);
    return found == RSN_NO_ROOM ? RESSENTI_NO_MEMORY : RESSENTI_OK;
}

static ressenti_status work_on_all(rsn_pattern_context *context, const ressenti_allocator *memory, const rsn_pattern *pattern,
                                   const ressenti_text *texts, size_t count, uint32_t match_limit, uint64_t *steps)
{
    rsn_pattern_runner *runner = NULL;
    RSN_TRY(rsn_pattern_runner_new(context, memory, &runner));
    rsn_pattern_runner_limit(runner, match_limit);
    ressenti_status status = RESSENTI_OK;
    for (size_t i = 0; i < count && status == RESSENTI_OK; i++) status = work_on(pattern, runner, texts[i], &steps[i]);
    rsn_pattern_runner_release(runner);
    return status;
}

static bool are_texts(const ressenti_text *texts, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (texts[i].data == NULL || texts[i].size > TEXT_SIZE_MOST) return false;
    return true;
}

ressenti_status ressenti_regex_work(ressenti_text regex, const ressenti_text *texts, size_t count, uint32_t match_limit,
                                    uint64_t *steps, const ressenti_allocator *caller, ressenti_error *error)
{
    ressenti_allocator memory = rsn_allocator_or_default(caller);
    rsn_pattern_context *context = NULL;
    rsn_pattern *pattern = NULL;
    if (regex.data == NULL || ((texts == NULL || steps == NULL) && count > 0) || !are_texts(texts, count))
        return rsn_fail(error, RESSENTI_BAD_ARGUMENT, RESSENTI_NOWHERE, RESSENTI_NOWHERE, "an expression and texts under 256 MiB are needed");
    if (rsn_pattern_context_new(&memory, &context) != RESSENTI_OK) return rsn_fail_memory(error);
    ressenti_status status = rsn_pattern_compile(context, regex, &pattern, error);
    if (status == RESSENTI_OK &&
        work_on_all(context, &memory, pattern, texts, count, match_limit > 0 ? match_limit : MATCH_LIMIT, steps) != RESSENTI_OK)
        status = rsn_fail_memory(error);
    rsn_pattern_release(pattern);
    rsn_pattern_context_release(context);
    return status;
}
