/* The whole harness: CHECK(condition, reason…) counts, prints what fails, and goes on.
 *
 *   int main(void) { …; return check_result(); }
 *
 * The last line printed is "N passed, N failed"; the exit code is 1 when one failed. */
#ifndef CHECK_H
#define CHECK_H

#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

enum { CHECK_PRINTED_MOST = 40 };

static long check_passed, check_failed;

#define CHECK(condition, ...) check_that((condition), #condition, __FILE__, __LINE__, __VA_ARGS__)

__attribute__((format(printf, 5, 6))) static inline bool check_that(bool holds, const char *condition, const char *file,
                                                                    int line, const char *reason, ...)
{
    if (holds) {
        check_passed++;
        return true;
    }
    if (check_failed++ >= CHECK_PRINTED_MOST) return false; /* the first ones tell enough */
    va_list values;
    va_start(values, reason);
    printf("%s:%d: ", file, line);
    vprintf(reason, values);
    printf("\n    does not hold: %s\n", condition);
    va_end(values);
    fflush(stdout); /* a crash may follow */
    return false;
}

static inline int check_result(void)
{
    printf("%ld passed, %ld failed\n", check_passed, check_failed);
    return check_failed > 0;
}

#endif
