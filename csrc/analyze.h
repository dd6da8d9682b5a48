/* ONE TEXT THROUGH THE PIPELINE: read analyze.c first. */
#ifndef RSN_ANALYZE_H
#define RSN_ANALYZE_H

#include "findings.h"
#include "scratch.h"

/* `text` is not absent.  found->status says whether it could be read; what it points to lives until the
 * scratch's next text.  NO_MEMORY is the only failure. */
ressenti_status rsn_analyze_text(ressenti_scratch *scratch, ressenti_text text, uint64_t size_limit, uint32_t flags, rsn_findings *found);

/* The same rules on the same folded text, and nothing else: found->hits, whose tokens are not told, and the status. */
ressenti_status rsn_match_text(ressenti_scratch *scratch, ressenti_text text, uint64_t size_limit, uint32_t flags, rsn_findings *found);

#endif
