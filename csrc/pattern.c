/* One pattern: a program of our own where the expression is plain, PCRE2 under our options and limits where not. */
#include "pattern.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>
#include <stdalign.h>
#include <stdio.h>
#include <string.h>

#include "failure.h"
#include "memory.h"

enum { JIT_STACK_FIRST = 32 * 1024, JIT_STACK_MOST = 512 * 1024, DEPTH_LIMIT = 2000, HEAP_LIMIT_KIB = 8 * 1024, STEPS_PER_MATCH = 100 };

struct rsn_pattern_context {
    ressenti_allocator memory;
    pcre2_general_context *general;
    pcre2_compile_context *compile;
};

struct rsn_pattern {
    ressenti_allocator memory;
    rsn_program *program; /* one of the two */
    pcre2_code *code;
};

struct rsn_pattern_runner {
    uint64_t step_limit, steps; /* steps: left to the rule at hand */
    rsn_accents *accents;
    ressenti_allocator memory;
    pcre2_match_context *match;
    pcre2_match_data *data;
    pcre2_jit_stack *stack;
};

/* PCRE2's release tells no size, ours wants one: it stands in front of each block. */
enum { SIZE_PREFIX = alignof(max_align_t) };

static void *lend(PCRE2_SIZE size, void *context)
{
    if (size > PTRDIFF_MAX - SIZE_PREFIX) return NULL;
    char *block = rsn_allocate(context, size + SIZE_PREFIX);
    if (block == NULL) return NULL;
    memcpy(block, &size, sizeof size);
    return block + SIZE_PREFIX;
}

static void take_back(void *lent, void *context)
{
    if (lent == NULL) return;
    char *block = (char *)lent - SIZE_PREFIX;
    PCRE2_SIZE size;
    memcpy(&size, block, sizeof size);
    rsn_release(context, block, size + SIZE_PREFIX);
}

ressenti_status rsn_pattern_context_new(const ressenti_allocator *memory, rsn_pattern_context **context)
{
    rsn_pattern_context *made = rsn_allocate_zeroed(memory, sizeof *made);
    if (made == NULL) return RESSENTI_NO_MEMORY;
    made->memory = *memory;
    made->general = pcre2_general_context_create(lend, take_back, &made->memory);
    if (made->general != NULL) made->compile = pcre2_compile_context_create(made->general);
    if (made->compile == NULL) {
        rsn_pattern_context_release(made);
        return RESSENTI_NO_MEMORY;
    }
    pcre2_set_newline(made->compile, PCRE2_NEWLINE_LF);
    pcre2_set_max_pattern_length(made->compile, 64 * 1024);
    pcre2_set_parens_nest_limit(made->compile, 64);
    *context = made;
    return RESSENTI_OK;
}

void rsn_pattern_context_release(rsn_pattern_context *context)
{
    if (context == NULL) return;
    pcre2_compile_context_free(context->compile);
    pcre2_general_context_free(context->general);
    ressenti_allocator memory = context->memory;
    rsn_release(&memory, context, sizeof *context);
}

static bool matches_nothing_at_all(const pcre2_code *code)
{
    uint32_t least = 0;
    return pcre2_pattern_info(code, PCRE2_INFO_MATCHEMPTY, &least) == 0 && least != 0;
}

static ressenti_status compile_code(rsn_pattern_context *context, ressenti_text regex, uint32_t more_options,
                                    pcre2_code **compiled, ressenti_error *error)
{
    int number = 0;
    PCRE2_SIZE offset = 0;
    /* NO_AUTO_POSSESS: PCRE2 10.42 reads a+(?:b)?+a as a++(?:b)?+a, and then finds nothing in aa */
    uint32_t options = PCRE2_NO_AUTO_CAPTURE | PCRE2_NEVER_UTF | PCRE2_NEVER_UCP | PCRE2_NEVER_BACKSLASH_C | PCRE2_NO_AUTO_POSSESS | more_options;
    pcre2_code *code =
        pcre2_compile((PCRE2_SPTR)regex.data, regex.size, options, &number, &offset, context->compile);
    if (code == NULL) {
        PCRE2_UCHAR message[160] = {0};
        if (number == PCRE2_ERROR_HEAP_FAILED) return rsn_fail_memory(error);
        (void)pcre2_get_error_message(number, message, sizeof message);
        return rsn_fail(error, RESSENTI_BAD_PATTERN, RESSENTI_NOWHERE, offset, "%s", (const char *)message);
    }
    if (matches_nothing_at_all(code)) {
        pcre2_code_free(code);
        return rsn_fail(error, RESSENTI_BAD_PATTERN, RESSENTI_NOWHERE, 0, "the pattern matches the empty text");
    }
    *compiled = code;
    return RESSENTI_OK;
}

static ressenti_status compile(rsn_pattern_context *context, ressenti_text regex, bool may_be_program, uint32_t more_options,
                               rsn_pattern **pattern, ressenti_error *error)
{
    rsn_pattern *made = rsn_allocate_zeroed(&context->memory, sizeof *made);
    if (made == NULL) return rsn_fail_memory(error);
    made->memory = context->memory;
    ressenti_status status = RESSENTI_OK;
    if (may_be_program && rsn_program_compile(&context->memory, regex, &made->program) != RESSENTI_OK)
        status = rsn_fail_memory(error);
    if (status == RESSENTI_OK && made->program == NULL) status = compile_code(context, regex, more_options, &made->code, error);
    if (status == RESSENTI_OK && made->code != NULL && may_be_program && more_options == 0)
        (void)pcre2_jit_compile(made->code, PCRE2_JIT_COMPLETE); /* refused where memory may not be executed */
    if (status == RESSENTI_OK)
        *pattern = made;
    else
        rsn_pattern_release(made);
    return status;
}

ressenti_status rsn_pattern_compile(rsn_pattern_context *context, ressenti_text regex, rsn_pattern **pattern,
                                    ressenti_error *error)
{
    return compile(context, regex, true, 0, pattern, error);
}

ressenti_status rsn_pattern_compile_pcre2(rsn_pattern_context *context, ressenti_text regex, rsn_pattern **pattern,
                                          ressenti_error *error)
{
    /* 10.42 looks for two l in \b(?=la)[ -]?(?<=\W)l before it tries, and so misses « la » in « 0 la 5 » */
    return compile(context, regex, false, PCRE2_NO_START_OPTIMIZE, pattern, error);
}

ressenti_status rsn_pattern_compile_counted(rsn_pattern_context *context, ressenti_text regex, rsn_pattern **pattern,
                                            ressenti_error *error)
{
    return compile(context, regex, true, PCRE2_AUTO_CALLOUT, pattern, error);
}

bool rsn_pattern_is_program(const rsn_pattern *pattern)
{
    return pattern->program != NULL;
}

const rsn_program *rsn_pattern_program(const rsn_pattern *pattern)
{
    return pattern->program;
}

void rsn_pattern_release(rsn_pattern *pattern)
{
    if (pattern == NULL) return;
    ressenti_allocator memory = pattern->memory;
    rsn_program_release(pattern->program);
    pcre2_code_free(pattern->code);
    rsn_release(&memory, pattern, sizeof *pattern);
}

/* Called behind letters that demand accents, and before each item of a pattern that was compiled to be counted. */
static int called_out(pcre2_callout_block *block, void *context)
{
    rsn_pattern_runner *runner = context;
    ressenti_text demanded = {(const char *)block->callout_string, block->callout_string_length};
    if (demanded.data != NULL) return rsn_accents_agree(runner->accents, (uint32_t)block->current_position, demanded) ? 0 : 1;
    if (runner->steps > 0) runner->steps--;
    return runner->steps > 0 ? 0 : PCRE2_ERROR_MATCHLIMIT;
}

ressenti_status rsn_pattern_runner_new(rsn_pattern_context *context, const ressenti_allocator *memory,
                                       rsn_pattern_runner **runner)
{
    rsn_pattern_runner *made = rsn_allocate_zeroed(memory, sizeof *made);
    if (made == NULL) return RESSENTI_NO_MEMORY;
    made->memory = *memory;
    made->match = pcre2_match_context_create(context->general);
    made->data = pcre2_match_data_create(1, context->general);
    made->stack = pcre2_jit_stack_create(JIT_STACK_FIRST, JIT_STACK_MOST, context->general);
    if (made->match == NULL || made->data == NULL) {
        rsn_pattern_runner_release(made);
        return RESSENTI_NO_MEMORY;
    }
    pcre2_set_depth_limit(made->match, DEPTH_LIMIT);
    pcre2_set_heap_limit(made->match, HEAP_LIMIT_KIB);
    (void)pcre2_set_callout(made->match, called_out, made);
    if (made->stack != NULL) pcre2_jit_stack_assign(made->match, NULL, made->stack);
    *runner = made;
    return RESSENTI_OK;
}

void rsn_pattern_runner_release(rsn_pattern_runner *runner)
{
    if (runner == NULL) return;
    pcre2_jit_stack_free(runner->stack);
    pcre2_match_data_free(runner->data);
    pcre2_match_context_free(runner->match);
    ressenti_allocator memory = runner->memory;
    rsn_release(&memory, runner, sizeof *runner);
}

void rsn_pattern_runner_limit(rsn_pattern_runner *runner, uint32_t match_limit)
{
    pcre2_set_match_limit(runner->match, match_limit);
    runner->step_limit = (uint64_t)match_limit * STEPS_PER_MATCH;
    rsn_pattern_runner_refill(runner);
}

void rsn_pattern_runner_read(rsn_pattern_runner *runner, rsn_accents *accents)
{
    runner->accents = accents;
}

void rsn_pattern_runner_refill(rsn_pattern_runner *runner)
{
    runner->steps = runner->step_limit;
}

uint64_t rsn_pattern_runner_spent(const rsn_pattern_runner *runner)
{
    return runner->step_limit - runner->steps;
}

static rsn_found find_by_pcre2(const rsn_pattern *pattern, rsn_pattern_runner *runner, const uint8_t *bytes,
                               uint32_t size, uint32_t from, uint32_t until, rsn_span *match)
{
    int answer = pcre2_match(pattern->code, bytes, size, from, 0, runner->data, runner->match);
    if (answer == PCRE2_ERROR_NOMATCH) return RSN_NOT_FOUND;
    if (answer < 0) return RSN_GAVE_UP;
    const PCRE2_SIZE *bounds = pcre2_get_ovector_pointer(runner->data);
    *match = (rsn_span){(uint32_t)bounds[0], (uint32_t)bounds[1]};
    return match->begin < until ? RSN_FOUND : RSN_NOT_FOUND;
}

rsn_found rsn_pattern_find(const rsn_pattern *pattern, rsn_pattern_runner *runner, const uint8_t *bytes,
                           uint32_t size, uint32_t from, uint32_t until, rsn_span *match)
{
    if (runner->steps == 0) return RSN_GAVE_UP;
    if (pattern->program == NULL) return find_by_pcre2(pattern, runner, bytes, size, from, until, match);
    bool is_found = rsn_program_find(pattern->program, runner->accents, bytes, size, from, until, &runner->steps, match);
    return runner->steps == 0 ? RSN_GAVE_UP : is_found ? RSN_FOUND : RSN_NOT_FOUND;
}

rsn_found rsn_pattern_try(const rsn_pattern *pattern, rsn_pattern_runner *runner, const uint8_t *bytes,
                          uint32_t size, uint32_t at, rsn_span *match)
{
    if (runner->steps == 0) return RSN_GAVE_UP;
    bool is_found = rsn_program_try(pattern->program, runner->accents, bytes, size, at, &runner->steps, match);
    return runner->steps == 0 ? RSN_GAVE_UP : is_found ? RSN_FOUND : RSN_NOT_FOUND;
}

void rsn_pattern_describe(char *buffer, size_t size)
{
    char version[64] = "", target[64] = "no JIT";
    uint32_t has_jit = 0;
    (void)pcre2_config(PCRE2_CONFIG_VERSION, version);
    if (pcre2_config(PCRE2_CONFIG_JIT, &has_jit) >= 0 && has_jit) (void)pcre2_config(PCRE2_CONFIG_JITTARGET, target);
    (void)snprintf(buffer, size, "PCRE2 %s, JIT %s", version, target);
}
