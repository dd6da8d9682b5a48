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

/* Which of the two runs it, and for tests: PCRE2's interpreter whatever the expression, as the reference.  (Its JIT
 * of 10.42 finds « (?>\.?\w+a*?|pas?+){2} » in « abbapascabbaeabbae. », where interpreter, Python and we find nothing.) */
bool rsn_pattern_is_program(const rsn_pattern *pattern);
const rsn_program *rsn_pattern_program(const rsn_pattern *pattern); /* NULL: PCRE2 runs it */
ressenti_status rsn_pattern_compile_pcre2(rsn_pattern_context *context, ressenti_text regex, rsn_pattern **pattern,
                                          ressenti_error *error);

/* Compiles for folded bytes: neither UTF, UCP nor CASELESS, so that \b and \w mean ASCII.
 * Where JIT is refused the interpreter runs the pattern; results are the same.
 * BAD_PATTERN with the byte in error->offset; a pattern that matches the empty text is one. */
ressenti_status rsn_pattern_compile(rsn_pattern_context *context, ressenti_text regex, rsn_pattern **pattern,
                                    ressenti_error *error);
void rsn_pattern_release(rsn_pattern *pattern);

/* For measuring: PCRE2's items are counted as steps too, which its own limit does not do; slower, and without JIT. */
ressenti_status rsn_pattern_compile_counted(rsn_pattern_context *context, ressenti_text regex, rsn_pattern **pattern,
                                            ressenti_error *error);

ressenti_status rsn_pattern_runner_new(rsn_pattern_context *context, const ressenti_allocator *memory,
                                       rsn_pattern_runner **runner);
void rsn_pattern_runner_release(rsn_pattern_runner *runner);
/* How much work one rule may cause on one text; refilled before each rule. */
void rsn_pattern_runner_limit(rsn_pattern_runner *runner, uint32_t match_limit);
void rsn_pattern_runner_refill(rsn_pattern_runner *runner);
/* Whose typed letters the demands for accents read, from now on; NULL: texts are typed without.  It must last as long. */
void rsn_pattern_runner_read(rsn_pattern_runner *runner, rsn_accents *accents);
/* Steps taken since it was last refilled. */
uint64_t rsn_pattern_runner_spent(const rsn_pattern_runner *runner);

typedef enum rsn_found { RSN_NOT_FOUND, RSN_FOUND, RSN_GAVE_UP } rsn_found;

/* The leftmost match in bytes[from, size) that is found at a place before `until`. */
rsn_found rsn_pattern_find(const rsn_pattern *pattern, rsn_pattern_runner *runner, const uint8_t *bytes,
                           uint32_t size, uint32_t from, uint32_t until, rsn_span *match);

/* The match that begins at `at`, for patterns that are programs. */
rsn_found rsn_pattern_try(const rsn_pattern *pattern, rsn_pattern_runner *runner, const uint8_t *bytes,
                          uint32_t size, uint32_t at, rsn_span *match);

/* "PCRE2 10.42, JIT x86 64bit"; `buffer` of `size` bytes. */
void rsn_pattern_describe(char *buffer, size_t size);

#endif
