/* From scores of separators to probabilities. */
#include "calibration.h"

#include <string.h>

#include "solver.h"

enum { PASSES = 40 };

static const double DRAWN = 5;    /* an intercept is drawn to the mean as if by so many bids of even odds, times four */
static const double FLAT = 0.01;  /* the same of the slope, to zero: where all is told apart it has no end             */
static const double LEAP = 1;     /* no step is longer                                                                 */
static const double FLATTEST = 0.05;

/* Slopes and curvatures of the likelihood: those of labels meet only in the common slope. */
typedef struct hill {
    double slope, slope_curve;
    double intercepts[RSN_CALIBRATED_MOST], curves[RSN_CALIBRATED_MOST], mixed[RSN_CALIBRATED_MOST];
} hill;

static void survey(const rsn_bid *bids, size_t count, const rsn_calibration *at, hill *found)
{
    memset(found, 0, sizeof *found);
    for (size_t i = 0; i < count; i++) {
        const rsn_bid *bid = &bids[i];
        double share = 1 / (1 + rsn_exponential(-(at->slope * bid->score + at->intercepts[bid->label])));
        double off = (bid->is_right ? 1 : 0) - share, weight = share * (1 - share);
        found->slope += off * bid->score;
        found->slope_curve += weight * bid->score * bid->score;
        found->intercepts[bid->label] += off;
        found->curves[bid->label] += weight;
        found->mixed[bid->label] += weight * bid->score;
    }
}

/* Of the labels that have bids. */
static double mean_of(const rsn_calibration *at, size_t labels, const hill *found)
{
    double sum = 0, with_bids = 0;
    for (size_t l = 0; l < labels; l++) {
        if (found->curves[l] == 0) continue;
        sum += at->intercepts[l];
        with_bids += 1;
    }
    return with_bids > 0 ? sum / with_bids : 0;
}

static void draw_to_mean(const rsn_calibration *at, size_t labels, hill *found)
{
    double mean = mean_of(at, labels, found);
    found->slope -= FLAT * at->slope;
    found->slope_curve += FLAT;
    for (size_t l = 0; l < labels; l++) {
        found->intercepts[l] -= DRAWN * (at->intercepts[l] - mean);
        found->curves[l] += DRAWN;
    }
}

static double bounded(double step)
{
    return step > LEAP ? LEAP : step < -LEAP ? -LEAP : step;
}

/* Newton's step: the curvatures are an arrow, which is solved by its tip. */
static void step(const hill *at, size_t labels, rsn_calibration *moved)
{
    double top = at->slope, bottom = at->slope_curve;
    for (size_t l = 0; l < labels; l++) {
        top -= at->mixed[l] * at->intercepts[l] / at->curves[l];
        bottom -= at->mixed[l] * at->mixed[l] / at->curves[l];
    }
    double slope = bounded(bottom > FLAT ? top / bottom : top / FLAT);
    for (size_t l = 0; l < labels; l++) moved->intercepts[l] += bounded((at->intercepts[l] - at->mixed[l] * slope) / at->curves[l]);
    moved->slope += slope;
}

void rsn_calibrate(const rsn_bid *bids, size_t count, size_t label_count, rsn_calibration *found)
{
    hill at;
    *found = (rsn_calibration){.slope = 1};
    for (int pass = 0; pass < PASSES; pass++) {
        survey(bids, count, found, &at);
        draw_to_mean(found, label_count, &at);
        step(&at, label_count, found);
    }
}

double rsn_threshold_at(const rsn_calibration *calibration, size_t label, uint32_t percent)
{
    double share = percent / 100.0;
    double odds = share >= 0.5 ? rsn_logarithm(share / (1 - share)) : -rsn_logarithm((1 - share) / share);
    return calibration->slope > FLATTEST ? (odds - calibration->intercepts[label]) / calibration->slope : RSN_NO_THRESHOLD;
}
