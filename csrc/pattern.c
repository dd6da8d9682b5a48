/* One pattern: a program of our own where the expression is plain, PCRE2 under our options and limits where not. */
#include "pattern.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>
#include <stdalign.h>
#include <stdio.h>
#include <string.h>

#include "compiler.h"
#include "failure.h"
#include "memory.h"
#include "nouns.h"

/* PCRE2's limits are its own for each start and differ with JIT, so ours bite first: RSN_REACH_MOST bounds how deep a
 * match can go, the steps how long it takes. */
enum { JIT_STACK_FIRST = 32 * 1024, JIT_STACK_MOST = 32 * 1024 * 1024, HEAP_LIMIT_KIB = 256 * 1024 };

/* Slots are groups by name: of the first so many groups. */
enum { GROUPS_MOST = 16 };

enum { STEPS_OF_ITEM = 8, STEPS_OF_REFERENCE = 256, BYTES_PER_STEP = 8, REGEX_SIZE_MOST = 64 * 1024, NESTING_MOST = 32 };

struct rsn_pattern_context {
    ressenti_allocator memory;
    pcre2_general_context *general;
    pcre2_compile_context *compile;
    bool has_no_jit;
};

struct rsn_pattern {
    ressenti_allocator memory;
    rsn_program *program; /* one of the two */
    pcre2_code *code;     /* anchored and counted, unless it is the reference */
    uint8_t first[32];    /* bits of the bytes with which a match may begin   */
    bool starts_text, is_reference;
    uint32_t steps_of_item;
    uint32_t targets, names; /* bits of the groups that are slots             */
};

struct rsn_pattern_runner {
    rsn_slots slots;             /* of the last match                                   */
    rsn_accents *accents;
    uint64_t match_limit;        /* for each KiB                                        */
    uint64_t rule_limit;         /* of the text at hand                                 */
    uint64_t text_steps;         /* left to the text when the rule at hand began        */
    uint64_t rule_steps, steps;  /* what that rule was given, and what is left of it    */
    ressenti_allocator memory;
    pcre2_general_context *general;
    pcre2_match_context *match;
    pcre2_match_data *data;
    pcre2_jit_stack *stack;      /* made when machine code first runs                   */
    uint32_t steps_of_item, begin, at; /* of the try at hand: price, where it began, where it was last */
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
    pcre2_set_max_pattern_length(made->compile, REGEX_SIZE_MOST);
    pcre2_set_parens_nest_limit(made->compile, NESTING_MOST);
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

void rsn_pattern_context_forbid_jit(rsn_pattern_context *context)
{
    context->has_no_jit = true;
}

/* ---- compiling ---------------------------------------------------------------------------- */

static uint32_t info(const pcre2_code *code, uint32_t what)
{
    uint32_t answer = 0;
    return pcre2_pattern_info(code, what, &answer) == 0 ? answer : 0;
}

static ressenti_status compile_code(const rsn_pattern_context *context, ressenti_text regex, uint32_t more_options,
                                    pcre2_code **compiled, ressenti_error *error)
{
    int number = 0;
    PCRE2_SIZE offset = 0;
    /* NO_AUTO_POSSESS: PCRE2 10.42 reads a+(?:b)?+a as a++(?:b)?+a, and then finds nothing in aa */
    uint32_t options = PCRE2_DUPNAMES | PCRE2_NO_AUTO_CAPTURE | PCRE2_NEVER_UTF | PCRE2_NEVER_UCP | PCRE2_NEVER_BACKSLASH_C | PCRE2_NO_AUTO_POSSESS | more_options;
    pcre2_code *code =
        pcre2_compile((PCRE2_SPTR)regex.data, regex.size, options, &number, &offset, context->compile);
    if (code == NULL) {
        PCRE2_UCHAR message[160] = {0};
        if (number == PCRE2_ERROR_HEAP_FAILED) return rsn_fail_memory(error);
        (void)pcre2_get_error_message(number, message, sizeof message);
        return rsn_fail(error, RESSENTI_BAD_PATTERN, RESSENTI_NOWHERE, offset, "%s", (const char *)message);
    }
    if (info(code, PCRE2_INFO_MATCHEMPTY)) {
        pcre2_code_free(code);
        return rsn_fail(error, RESSENTI_BAD_PATTERN, RESSENTI_NOWHERE, 0, "the pattern matches the empty text");
    }
    *compiled = code;
    return RESSENTI_OK;
}

static void learn_first_bytes(rsn_pattern *pattern, const pcre2_code *plain)
{
    const uint8_t *bitmap = NULL;
    uint32_t first = info(plain, PCRE2_INFO_FIRSTCODEUNIT);
    pattern->starts_text = (info(plain, PCRE2_INFO_ALLOPTIONS) & PCRE2_ANCHORED) != 0;
    if (info(plain, PCRE2_INFO_FIRSTCODETYPE) == 1) {
        pattern->first[first / 8] = (uint8_t)(1u << first % 8);
        if ((first | 0x20) >= 'a' && (first | 0x20) <= 'z') { /* perhaps (?i) */
            first ^= 0x20;
            pattern->first[first / 8] |= (uint8_t)(1u << first % 8);
        }
        return;
    }
    (void)pcre2_pattern_info(plain, PCRE2_INFO_FIRSTBITMAP, &bitmap);
    if (bitmap == NULL)
        memset(pattern->first, 0xFF, sizeof pattern->first);
    else
        memcpy(pattern->first, bitmap, sizeof pattern->first);
}

/* The groups of this name, as bits. */
static uint32_t groups_named(const pcre2_code *code, const char *name)
{
    uint32_t count = info(code, PCRE2_INFO_NAMECOUNT), size = info(code, PCRE2_INFO_NAMEENTRYSIZE), bits = 0;
    PCRE2_SPTR table = NULL;
    if (pcre2_pattern_info(code, PCRE2_INFO_NAMETABLE, &table) != 0) return 0;
    for (uint32_t i = 0; i < count; i++, table += size) {
        uint32_t group = (uint32_t)table[0] << 8 | table[1]; /* then the name, NUL behind it */
        if (group < GROUPS_MOST && strcmp((const char *)table + 2, name) == 0) bits |= 1u << group;
    }
    return bits;
}

static void learn_slots(rsn_pattern *pattern)
{
    pattern->targets = groups_named(pattern->code, "cible");
    pattern->names = groups_named(pattern->code, "nom");
}

/* Anchored, without PCRE2's search for a start, which JIT and interpreter do differently and nobody counts: we look for
 * the bytes that a first, plain compilation found, and each item of the pattern is called for (count_item). */
static ressenti_status compile_counted(const rsn_pattern_context *context, ressenti_text regex, rsn_pattern *pattern, ressenti_error *error)
{
    enum { COUNTED = PCRE2_AUTO_CALLOUT | PCRE2_NO_START_OPTIMIZE };
    pcre2_code *plain = NULL;
    RSN_TRY(compile_code(context, regex, 0, &plain, error));
    learn_first_bytes(pattern, plain);
    pattern->steps_of_item = info(plain, PCRE2_INFO_BACKREFMAX) > 0 ? STEPS_OF_REFERENCE : STEPS_OF_ITEM;
    pcre2_code_free(plain);
    RSN_TRY(compile_code(context, regex, COUNTED | PCRE2_ANCHORED, &pattern->code, error));
    learn_slots(pattern);
    if (!context->has_no_jit) (void)pcre2_jit_compile(pattern->code, PCRE2_JIT_COMPLETE); /* refused where memory may not be executed */
    return RESSENTI_OK;
}

static bool is_digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

/* Where the expression counts further than it may; its size: nowhere. */
static size_t excessive_repeat(ressenti_text regex)
{
    for (size_t at = 0; at < regex.size; at++) {
        uint32_t count = 0;
        if (regex.data[at] == '\\') {
            at++;
            at += at + 1 < regex.size && strchr("xopPNgk", regex.data[at]) != NULL && regex.data[at + 1] == '{'; /* \x{e9} */
            continue;
        }
        if (regex.data[at] != '{') continue;
        for (size_t i = at + 1; i < regex.size && (is_digit(regex.data[i]) || regex.data[i] == ','); i++) {
            count = regex.data[i] == ',' ? 0 : count * 10 + (uint32_t)(regex.data[i] - '0');
            if (count > RSN_REPEATS_MOST) return at;
        }
    }
    return regex.size;
}

static ressenti_status compile_reference(const rsn_pattern_context *context, ressenti_text regex, rsn_pattern *pattern, ressenti_error *error)
{
    RSN_TRY(compile_code(context, regex, 0, &pattern->code, error));
    learn_slots(pattern);
    return RESSENTI_OK;
}

static ressenti_status compile(rsn_pattern_context *context, ressenti_text regex, bool is_reference, rsn_pattern **pattern,
                               ressenti_error *error)
{
    ressenti_status status = RESSENTI_OK;
    size_t wrong_at = excessive_repeat(regex);
    if (wrong_at < regex.size)
        return rsn_fail(error, RESSENTI_BAD_PATTERN, RESSENTI_NOWHERE, wrong_at, "more than %d repeats", RSN_REPEATS_MOST);
    rsn_pattern *made = rsn_allocate_zeroed(&context->memory, sizeof *made);
    if (made == NULL) return rsn_fail_memory(error);
    made->memory = context->memory;
    made->is_reference = is_reference;
    if (is_reference)
        status = compile_reference(context, regex, made, error);
    else if (rsn_program_compile(&context->memory, regex, &made->program) != RESSENTI_OK)
        status = rsn_fail_memory(error);
    else if (made->program == NULL)
        status = compile_counted(context, regex, made, error);
    if (status == RESSENTI_OK)
        *pattern = made;
    else
        rsn_pattern_release(made);
    return status;
}

ressenti_status rsn_pattern_compile(rsn_pattern_context *context, ressenti_text regex, rsn_pattern **pattern,
                                    ressenti_error *error)
{
    return compile(context, regex, false, pattern, error);
}

ressenti_status rsn_pattern_compile_pcre2(rsn_pattern_context *context, ressenti_text regex, rsn_pattern **pattern,
                                          ressenti_error *error)
{
    return compile(context, regex, true, pattern, error);
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

/* ---- the budget --------------------------------------------------------------------------- */

void rsn_pattern_runner_limit(rsn_pattern_runner *runner, uint32_t match_limit)
{
    runner->match_limit = match_limit;
    rsn_pattern_runner_begin_text(runner, 0);
}

static void give_rule(rsn_pattern_runner *runner)
{
    runner->rule_steps = runner->text_steps < runner->rule_limit ? runner->text_steps : runner->rule_limit;
    runner->steps = runner->rule_steps;
}

void rsn_pattern_runner_begin_text(rsn_pattern_runner *runner, uint32_t size)
{
    runner->rule_limit = runner->match_limit * (size > 1024 ? ((uint64_t)size + 1023) / 1024 : 1);
    runner->text_steps = runner->rule_limit * RSN_RULES_A_TEXT;
    give_rule(runner);
}

void rsn_pattern_runner_begin_rule(rsn_pattern_runner *runner)
{
    runner->text_steps -= rsn_pattern_runner_spent(runner);
    give_rule(runner);
}

uint64_t rsn_pattern_runner_spent(const rsn_pattern_runner *runner)
{
    return runner->rule_steps - runner->steps;
}

uint64_t rsn_pattern_runner_spent_on_text(const rsn_pattern_runner *runner)
{
    return runner->rule_limit * RSN_RULES_A_TEXT - runner->text_steps + rsn_pattern_runner_spent(runner);
}

bool rsn_pattern_runner_spend(rsn_pattern_runner *runner, uint32_t steps)
{
    runner->steps = runner->steps > steps ? runner->steps - steps : 0;
    return runner->steps > 0;
}

/* Called before each item of a pattern; what the last item passed over is paid for too.  With a string it is a word that
 * demands its accents, and ends here. */
static int count_item(pcre2_callout_block *block, void *context)
{
    rsn_pattern_runner *runner = context;
    ressenti_text demanded = {(const char *)block->callout_string, block->callout_string_length};
    if (demanded.size == 1 && *demanded.data == '*') return rsn_noun_ends(block->subject, (uint32_t)block->current_position) ? 0 : 1;
    if (demanded.data != NULL) return rsn_accents_agree(runner->accents, (uint32_t)block->current_position, demanded) ? 0 : 1;
    uint32_t at = (uint32_t)block->current_position, passed = at > runner->at ? at - runner->at : runner->at - at;
    runner->at = at;
    if (at > runner->begin && at - runner->begin > RSN_REACH_MOST) return PCRE2_ERROR_CALLOUT;
    return rsn_pattern_runner_spend(runner, runner->steps_of_item + passed / BYTES_PER_STEP) ? 0 : PCRE2_ERROR_CALLOUT;
}

/* ---- running ------------------------------------------------------------------------------ */

/* Most threads never run machine code; without a stack of ours it has 32 KiB, and then the interpreter takes over. */
static pcre2_jit_stack *jit_stack(void *context)
{
    rsn_pattern_runner *runner = context;
    if (runner->stack == NULL) runner->stack = pcre2_jit_stack_create(JIT_STACK_FIRST, JIT_STACK_MOST, runner->general);
    return runner->stack;
}

ressenti_status rsn_pattern_runner_new(rsn_pattern_context *context, const ressenti_allocator *memory,
                                       rsn_pattern_runner **runner)
{
    rsn_pattern_runner *made = rsn_allocate_zeroed(memory, sizeof *made);
    if (made == NULL) return RESSENTI_NO_MEMORY;
    made->memory = *memory;
    made->general = context->general;
    made->match = pcre2_match_context_create(context->general);
    made->data = pcre2_match_data_create(GROUPS_MOST, context->general);
    if (made->match == NULL || made->data == NULL) {
        rsn_pattern_runner_release(made);
        return RESSENTI_NO_MEMORY;
    }
    pcre2_set_match_limit(made->match, UINT32_MAX);
    pcre2_set_depth_limit(made->match, UINT32_MAX);
    pcre2_set_heap_limit(made->match, HEAP_LIMIT_KIB);
    (void)pcre2_set_callout(made->match, count_item, made);
    pcre2_jit_stack_assign(made->match, jit_stack, made);
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

/* The last of these groups that took part in the match. */
static rsn_span group_span(const PCRE2_SIZE *bounds, uint32_t groups)
{
    rsn_span last = {0, 0};
    for (uint32_t group = 1; group < GROUPS_MOST; group++)
        if ((groups >> group & 1) && bounds[2 * group] != PCRE2_UNSET && bounds[2 * group] >= last.begin)
            last = (rsn_span){(uint32_t)bounds[2 * group], (uint32_t)bounds[2 * group + 1]};
    return last;
}

static rsn_found answered(const rsn_pattern *pattern, rsn_pattern_runner *runner, int answer, rsn_span *match)
{
    if (answer == PCRE2_ERROR_NOMATCH) return RSN_NOT_FOUND;
    if (answer == PCRE2_ERROR_NOMEMORY) return RSN_NO_ROOM;
    if (answer < 0) return RSN_GAVE_UP;
    const PCRE2_SIZE *bounds = pcre2_get_ovector_pointer(runner->data);
    *match = (rsn_span){(uint32_t)bounds[0], (uint32_t)bounds[1]};
    runner->slots = (rsn_slots){group_span(bounds, pattern->targets), group_span(bounds, pattern->names)};
    return match->begin <= match->end ? RSN_FOUND : RSN_NOT_FOUND;
}

void rsn_pattern_runner_read(rsn_pattern_runner *runner, rsn_accents *accents)
{
    runner->accents = accents;
}

static int match_at(const rsn_pattern *pattern, rsn_pattern_runner *runner, const uint8_t *bytes, uint32_t size,
                    uint32_t at, uint32_t options)
{
    runner->steps_of_item = pattern->steps_of_item;
    runner->begin = runner->at = at;
    return pcre2_match(pattern->code, bytes, size, at, options, runner->data, runner->match);
}

/* Where the stack of the machine code ends, the interpreter does it again, so that both find the same. */
static rsn_found try_by_pcre2(const rsn_pattern *pattern, rsn_pattern_runner *runner, const uint8_t *bytes, uint32_t size,
                              uint32_t at, rsn_span *match)
{
    uint64_t before = runner->steps;
    int answer = match_at(pattern, runner, bytes, size, at, 0);
    if (answer == PCRE2_ERROR_JIT_STACKLIMIT) {
        runner->steps = before;
        answer = match_at(pattern, runner, bytes, size, at, PCRE2_NO_JIT);
    }
    return answered(pattern, runner, answer, match);
}

static bool may_begin(const rsn_pattern *pattern, uint8_t byte)
{
    return pattern->first[byte / 8] >> byte % 8 & 1;
}

static rsn_found find_by_pcre2(const rsn_pattern *pattern, rsn_pattern_runner *runner, const uint8_t *bytes,
                               uint32_t size, uint32_t from, uint32_t until, rsn_span *match)
{
    if (until > size) until = size;
    if (pattern->starts_text && until > 1) until = 1;
    while (from < until) {
        uint32_t at = from;
        while (at < until && !may_begin(pattern, bytes[at])) at++;
        if (!rsn_pattern_runner_spend(runner, (at - from) / BYTES_PER_STEP)) return RSN_GAVE_UP;
        if (at == until) break;
        rsn_found found = try_by_pcre2(pattern, runner, bytes, size, at, match);
        if (found != RSN_NOT_FOUND) return found;
        from = at + 1;
    }
    return RSN_NOT_FOUND;
}

/* For tests: in one call, under a limit of PCRE2's own for what would never end. */
static rsn_found find_as_reference(const rsn_pattern *pattern, rsn_pattern_runner *runner, const uint8_t *bytes, uint32_t size,
                                   uint32_t from, uint32_t until, rsn_span *match)
{
    enum { REFERENCE_LIMIT = 100000 };
    pcre2_set_match_limit(runner->match, REFERENCE_LIMIT);
    rsn_found found = answered(pattern, runner, match_at(pattern, runner, bytes, size, from, 0), match);
    pcre2_set_match_limit(runner->match, UINT32_MAX);
    return found == RSN_FOUND && match->begin >= until ? RSN_NOT_FOUND : found;
}

rsn_found rsn_pattern_find(const rsn_pattern *pattern, rsn_pattern_runner *runner, const uint8_t *bytes,
                           uint32_t size, uint32_t from, uint32_t until, rsn_span *match)
{
    if (runner->steps == 0) return RSN_GAVE_UP;
    if (pattern->is_reference) return find_as_reference(pattern, runner, bytes, size, from, until, match);
    if (pattern->program == NULL) return find_by_pcre2(pattern, runner, bytes, size, from, until, match);
    bool is_found = rsn_program_find(pattern->program, runner->accents, bytes, size, from, until, &runner->steps, match, &runner->slots);
    return runner->steps == 0 ? RSN_GAVE_UP : is_found ? RSN_FOUND : RSN_NOT_FOUND;
}

void rsn_pattern_fetch(const rsn_pattern *pattern)
{
    enum { LINE = 64, LINES = 4 }; /* the header, and the first instructions behind it */
    for (uintptr_t i = 0; i < LINES; i++) RSN_FETCH((const void *)((uintptr_t)pattern->program + i * LINE));
}

void rsn_pattern_fetch_tables(const rsn_pattern *pattern)
{
    if (pattern->program != NULL) rsn_program_fetch_tables(pattern->program);
}

rsn_found rsn_pattern_try(const rsn_pattern *pattern, rsn_pattern_runner *runner, const uint8_t *bytes,
                          uint32_t size, uint32_t at, rsn_span *match)
{
    if (runner->steps == 0) return RSN_GAVE_UP;
    bool is_found = rsn_program_try(pattern->program, runner->accents, bytes, size, at, &runner->steps, match, &runner->slots);
    return runner->steps == 0 ? RSN_GAVE_UP : is_found ? RSN_FOUND : RSN_NOT_FOUND;
}

rsn_slots rsn_pattern_runner_slots(const rsn_pattern_runner *runner)
{
    return runner->slots;
}

void rsn_pattern_describe(char *buffer, size_t size)
{
    char version[64] = "", target[64] = "no JIT";
    uint32_t has_jit = 0;
    (void)pcre2_config(PCRE2_CONFIG_VERSION, version);
    if (pcre2_config(PCRE2_CONFIG_JIT, &has_jit) >= 0 && has_jit) (void)pcre2_config(PCRE2_CONFIG_JITTARGET, target);
    (void)snprintf(buffer, size, "PCRE2 %s, JIT %s", version, target);
}
