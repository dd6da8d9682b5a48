/* How errors travel: a status is returned, the caller's error struct says where. */
#include "failure.h"

#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>

#include "ressenti.h"

ressenti_status rsn_fail(ressenti_error *error, ressenti_status status, uint64_t item, uint64_t offset,
                         const char *format, ...)
{
    /* A caller built against an older header may have a shorter struct. */
    if (error != NULL && error->struct_size >= sizeof *error) {
        va_list arguments;
        error->status = status;
        error->item = item;
        error->offset = offset;
        va_start(arguments, format);
        (void)vsnprintf(error->message, sizeof error->message, format, arguments);
        va_end(arguments);
    }
    return status;
}

ressenti_status rsn_fail_memory(ressenti_error *error)
{
    return rsn_fail(error, RESSENTI_NO_MEMORY, RESSENTI_NOWHERE, RESSENTI_NOWHERE, "not enough memory");
}

const char *ressenti_status_name(ressenti_status status)
{
    switch (status) {
    case RESSENTI_OK: return "OK";
    case RESSENTI_NO_MEMORY: return "NO_MEMORY";
    case RESSENTI_BAD_ARGUMENT: return "BAD_ARGUMENT";
    case RESSENTI_TOO_LARGE: return "TOO_LARGE";
    case RESSENTI_BAD_PACK: return "BAD_PACK";
    case RESSENTI_PACK_VERSION: return "PACK_VERSION";
    case RESSENTI_BAD_PATTERN: return "BAD_PATTERN";
    case RESSENTI_BAD_DATA: return "BAD_DATA";
    case RESSENTI_IO: return "IO";
    case RESSENTI_STOPPED: return "STOPPED";
    }
    return "UNKNOWN";
}
