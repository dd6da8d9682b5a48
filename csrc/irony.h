/* Praise that the facts contradict: « Bravo, deux heures de retard », « Merci pour la surprise ». */
#ifndef RSN_IRONY_H
#define RSN_IRONY_H

#include "opinion.h"

/* Turns exclaimed praise round where nothing else in the text praises, something weighty blames, and no « mais » sets the
 * two against each other; says by its cue what contradicts it.  O(clauses + opinions). */
void rsn_turn_irony(const rsn_readings *readings, const rsn_clauses *clauses, rsn_opinions *opinions);

#endif
