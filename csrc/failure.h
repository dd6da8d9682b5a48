/* How errors travel: a status is returned, the caller's error struct says where. */
#ifndef RSN_FAILURE_H
#define RSN_FAILURE_H

#include "compiler.h"
#include "ressenti.h"

#define RSN_TRY(expression)                               \
    do {                                                  \
        ressenti_status status_ = (expression);           \
        if (RSN_UNLIKELY(status_ != RESSENTI_OK)) return status_; \
    } while (0)

/* Fills `error` if there is one and returns `status`, so that failing is one line. */
ressenti_status rsn_fail(ressenti_error *error, ressenti_status status, uint64_t item, uint64_t offset,
                         const char *format, ...) RSN_PRINTF(5, 6);
ressenti_status rsn_fail_memory(ressenti_error *error);

#endif
