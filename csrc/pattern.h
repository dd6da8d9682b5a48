/* One pattern: a program of our own where the expression is plain, PCRE2 under our options and limits where not. */
#ifndef RSN_PATTERN_H
#define RSN_PATTERN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "program.h"
#include "ressenti.h"
#include "span.h"

/* What all patterns of an engine share: PCRE2's contexts, with our allocator. */
typedef struct rsn_pattern_context rsn_pattern_context;
/* A compiled pattern; immutable, shared by threads. */
typedef struct rsn_pattern rsn_pattern;
/* What one thread needs to run patterns. */
typedef struct rsn_pattern_runner rsn_pattern_runner;

ressenti_status rsn_pattern_context_new(const ressenti_allocator *memory, rsn_pattern_context **context);
void rsn_pattern_context_release(rsn_pattern_context *context);

/* Which of the two runs it. */
bool rsn_pattern_is_program(const rsn_pattern *pattern);
const rsn_program *rsn_pattern_program(const rsn_pattern *pattern); /* NULL: PCRE2 runs it */

/* Compiles for folded bytes: neither UTF, UCP nor CASELESS, so that \b and \w mean ASCII.
 * Where JIT is refused the interpreter runs the pattern; results and steps are the same.
 * BAD_PATTERN with the byte in error->offset; a pattern that matches the empty text is one, and one that counts beyond
 * RSN_REPEATS_MOST. */
ressenti_status rsn_pattern_compile(rsn_pattern_context *context, ressenti_text regex, rsn_pattern **pattern,
                                    ressenti_error *error);
void rsn_pattern_release(rsn_pattern *pattern);

enum { RSN_REPEATS_MOST = 1000 };

/* For tests.  PCRE2's interpreter whatever the expression, uncounted, as the reference (its JIT of 10.42 finds
 * « (?>\.?\w+a*?|pas?+){2} » in « abbapascabbaeabbae. », where interpreter, Python and we find nothing); and all that is
 * compiled from here on without JIT. */
ressenti_status rsn_pattern_compile_pcre2(rsn_pattern_context *context, ressenti_text regex, rsn_pattern **pattern,
                                          ressenti_error *error);
void rsn_pattern_context_forbid_jit(rsn_pattern_context *context);

ressenti_status rsn_pattern_runner_new(rsn_pattern_context *context, const ressenti_allocator *memory,
                                       rsn_pattern_runner **runner);
void rsn_pattern_runner_release(rsn_pattern_runner *runner);
/* Whose typed letters the demands for accents read, from now on; NULL: texts are typed without.  It must last as long. */
void rsn_pattern_runner_read(rsn_pattern_runner *runner, rsn_accents *accents);
/* Work is counted in steps: an instruction of a program is one, a byte passed over an eighth, an item of PCRE2 eight.
 * One rule may take `match_limit` steps for each KiB that the text has begun, all its rules RSN_RULES_A_TEXT times that. */
enum { RSN_RULES_A_TEXT = 4 };

void rsn_pattern_runner_limit(rsn_pattern_runner *runner, uint32_t match_limit);
/* Before each text, and before each rule but the first. */
void rsn_pattern_runner_begin_text(rsn_pattern_runner *runner, uint32_t size);
void rsn_pattern_runner_begin_rule(rsn_pattern_runner *runner);
/* What stood in the slots of the match that the runner found last. */
rsn_slots rsn_pattern_runner_slots(const rsn_pattern_runner *runner);
/* For work on behalf of the rule that is done elsewhere; false: nothing is left. */
bool rsn_pattern_runner_spend(rsn_pattern_runner *runner, uint32_t steps);
/* Steps that the rule at hand has taken, and all rules on the text. */
uint64_t rsn_pattern_runner_spent(const rsn_pattern_runner *runner);
uint64_t rsn_pattern_runner_spent_on_text(const rsn_pattern_runner *runner);

/* GAVE_UP: nothing is left of the budget, or PCRE2 looked further than RSN_REACH_MOST behind where it began. */
typedef enum rsn_found { RSN_NOT_FOUND, RSN_FOUND, RSN_GAVE_UP, RSN_NO_ROOM } rsn_found;

enum { RSN_REACH_MOST = 16 * 1024 };

/* The leftmost match in bytes[from, size) that is found at a place before `until`. */
rsn_found rsn_pattern_find(const rsn_pattern *pattern, rsn_pattern_runner *runner, const uint8_t *bytes,
                           uint32_t size, uint32_t from, uint32_t until, rsn_span *match);

/* It will be run soon: asks for what of it is read first. */
void rsn_pattern_fetch(const rsn_pattern *pattern);
/* The same for what the first of it points to: to be asked when that has arrived. */
void rsn_pattern_fetch_tables(const rsn_pattern *pattern);

/* The match that begins at `at`, for patterns that are programs. */
rsn_found rsn_pattern_try(const rsn_pattern *pattern, rsn_pattern_runner *runner, const uint8_t *bytes,
                          uint32_t size, uint32_t at, rsn_span *match);

/* "PCRE2 10.42, JIT x86 64bit"; `buffer` of `size` bytes. */
void rsn_pattern_describe(char *buffer, size_t size);

#endif
