/* What may have been read before each instruction of a program: is a word under way, how many chunks lie behind.
 *
 * Distances are counted in chunks: stretches of text without blanks and ordinary punctuation (chunk.h) that hold
 * at least one letter or digit.  Neither \W+ nor a separator class steps over a chunk unseen, and what a gap
 * takes for a word lies within one, so that both spellings of "at most three words between" are bounded. */
#ifndef RSN_PROGRAM_FLOW_H
#define RSN_PROGRAM_FLOW_H

#include "program_format.h"

enum { RSN_FLOW_NEVER = INT32_MIN / 2, RSN_FLOW_ANYWHERE = 1000 };

/* Chunks are counted from the one in which the match begins. */
typedef struct rsn_arrival {
    bool is_reached;
    bool is_border; /* the byte before is no part of a word        */
    int32_t within; /* at most so many chunks, the last under way  */
    int32_t fresh;  /* the same, when a letter would begin another */
} rsn_arrival;

/* Fills one arrival per instruction; `resume`, zeroed, as many and one more, receives where an inner program goes
 * on behind its ACCEPT.  O(instructions): programs jump forward only. */
void rsn_program_flow(const rsn_program *program, rsn_arrival *arrivals, uint32_t *resume);

/* What is known behind the first `size` bytes of a string. */
rsn_arrival rsn_arrival_within(const rsn_arrival *arrival, const rsn_instruction *string, uint32_t size);

/* The last chunk that may be behind; RSN_FLOW_ANYWHERE: no bound is known. */
uint32_t rsn_arrival_last(const rsn_arrival *arrival);

/* A word that begins here stands in this chunk at most; RSN_FLOW_ANYWHERE: no bound is known. */
uint32_t rsn_arrival_far(const rsn_arrival *arrival);

#endif
