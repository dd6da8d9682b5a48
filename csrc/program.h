/* Regular expressions of the plain kind as small backtracking programs of our own.
 *
 * The subset: bytes and escapes, classes, groups (?:…) and (?>…), bars, ? * + {m,n} in their greedy, lazy and
 * possessive forms, \b \B \A \z ^ \K, look-ahead, look-behind of one byte, (?C{…}): the letters before, read as
 * they were typed, agree with this spelling (accents.h), (?C{*}): the word before may be a noun (nouns.h), and the groups
 * (?<cible>…) and (?<nom>…), whose spans are told.  Within it a program finds what
 * PCRE2 finds, in PCRE2's order of preference; a test compares them.  Programs have no loops but over
 * single bytes and possessive groups, so recursion is bounded by their size, and every step is counted:
 * the budget is the same on every machine. */
#ifndef RSN_PROGRAM_H
#define RSN_PROGRAM_H

#include <stdbool.h>
#include <stdint.h>

#include "accents.h"
#include "ressenti.h"
#include "span.h"

typedef struct rsn_program rsn_program;

/* What stood in the slots of a match; empty: nothing.  Of two groups of one name the one that matched last. */
typedef struct rsn_slots {
    rsn_span target; /* (?<cible>…) */
    rsn_span name;   /* (?<nom>…)   */
} rsn_slots;

/* `*program` stays NULL when the expression is outside the subset, or may match nothing, or is wrong: PCRE2 will say why.
 * NO_MEMORY is the only failure.  O(regex.size) but for counted repeats, which are written out. */
ressenti_status rsn_program_compile(const ressenti_allocator *memory, ressenti_text regex, rsn_program **program);
void rsn_program_release(rsn_program *program);

/* The leftmost match in bytes[from, size) that is found at a place before `until`.  `*steps` is what may still be spent;
 * 0 after the call: it gave up.  `accents`: of these bytes, NULL when there are none.  `slots` is written with a match only. */
bool rsn_program_find(const rsn_program *program, rsn_accents *accents, const uint8_t *bytes, uint32_t size, uint32_t from,
                      uint32_t until, uint64_t *steps, rsn_span *match, rsn_slots *slots);

/* It will be run soon: asks for the tables that are read first, of which the program itself, read here, says where they are. */
void rsn_program_fetch_tables(const rsn_program *program);

/* The match that begins at `at`. */
bool rsn_program_try(const rsn_program *program, rsn_accents *accents, const uint8_t *bytes, uint32_t size, uint32_t at,
                     uint64_t *steps, rsn_span *match, rsn_slots *slots);

#endif
