/* CPU time of this process, not the clock on the wall; medians of interleaved passes.
 *
 * Who would need more than PASS_SECONDS for all texts reads only the first of them: the prefix that fits, and
 * never fewer than FEWEST_TEXTS.  Each is warmed up with one whole pass (RE2 builds its automaton while it reads). */
#include "race.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { PASSES = 7, MAKES = 5, FEWEST_TEXTS = 200 };
#define PASS_SECONDS 0.6
#define MAKE_SECONDS 0.2

static volatile uint64_t kept; /* what was read, so that no compiler drops the work */

static double cpu_seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

static int compare(const void *left, const void *right)
{
    double a = *(const double *)left, b = *(const double *)right;
    return (a > b) - (a < b);
}

static double median(double *values, size_t count)
{
    qsort(values, count, sizeof *values, compare);
    return count % 2 ? values[count / 2] : (values[count / 2 - 1] + values[count / 2]) / 2;
}

static double timed_pass(runner *one, const corpus *texts, size_t count)
{
    double began = cpu_seconds();
    kept += one->who->read(one->state, texts, count, NULL);
    return cpu_seconds() - began;
}

/* Again and again while it is quick, to have a median. */
static void make(runner *one, const corpus *rules)
{
    double times[MAKES], sum = 0;
    size_t made = 0;
    while (made < MAKES && sum < MAKE_SECONDS) {
        if (one->state != NULL) one->who->release(one->state);
        double began = cpu_seconds();
        one->state = one->who->make(rules);
        times[made] = cpu_seconds() - began;
        sum += times[made++];
        if (one->state == NULL) return;
    }
    one->make_ms = median(times, made) * 1e3;
}

void race_prepare(runner *runners, size_t count, const corpus *rules, const corpus *texts)
{
    for (size_t i = 0; i < count; i++) {
        runner *one = &runners[i];
        make(one, rules);
        if (one->state != NULL && one->who->prepare != NULL && !one->who->prepare(one->state, texts)) {
            one->who->release(one->state);
            one->state = NULL;
        }
        if (one->state == NULL) fprintf(stderr, "%s cannot run\n", one->who->name);
    }
}

static size_t affordable_texts(runner *one, const corpus *texts)
{
    size_t all = (size_t)texts->count, few = all < FEWEST_TEXTS ? all : FEWEST_TEXTS;
    double for_few = timed_pass(one, texts, few);
    for_few = for_few < 1e-6 ? 1e-6 : for_few;
    double affordable = PASS_SECONDS / for_few * (double)few;
    if (affordable >= (double)all) return all;
    return affordable < (double)few ? few : (size_t)affordable;
}

void race_run(runner *runners, size_t count, const corpus *texts)
{
    double *times = calloc(count * PASSES, sizeof *times);
    if (times == NULL) return;
    for (size_t i = 0; i < count; i++) {
        if (runners[i].state == NULL) continue;
        runners[i].text_count = affordable_texts(&runners[i], texts);
        timed_pass(&runners[i], texts, runners[i].text_count);
    }
    for (size_t pass = 0; pass < PASSES; pass++)
        for (size_t i = 0; i < count; i++)
            if (runners[i].state != NULL) times[i * PASSES + pass] = timed_pass(&runners[i], texts, runners[i].text_count);
    for (size_t i = 0; i < count; i++)
        if (runners[i].state != NULL) runners[i].us = median(times + i * PASSES, PASSES) * 1e6 / (double)runners[i].text_count;
    free(times);
}

void race_print(const runner *runners, size_t count, size_t rule_count)
{
    for (size_t i = 0; i < count; i++)
        if (runners[i].state != NULL)
            printf("{\"engine\": \"%s\", \"rules\": %zu, \"texts\": %zu, \"us\": %.6f, \"make_ms\": %.3f}\n", runners[i].who->name,
                   rule_count, runners[i].text_count, runners[i].us, runners[i].make_ms);
    fflush(stdout);
}

void race_release(runner *runners, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (runners[i].state != NULL) runners[i].who->release(runners[i].state);
}
