/* Très, un peu, CAPITALS, drawn-out letters, exclamation marks, mais: what each makes of one word. */
#include "intensity.h"

#include "small_french.h"
#include "reading.h"

static const struct {
    const char *text, *word;
    bool shouts;
    int32_t percent;
    const char *cue, *why;
} TABLE[] = {
    {"Le service est bon", "bon", false, 100, NULL, "nothing changes it"},
    {"Le service est très bon", "bon", false, 150, "tres", "an adverb before"},
    {"un peu lent", "lent", false, 50, "un peu", "one of two words"},
    {"très vraiment bon", "bon", false, 210, "tres", "two multiply: 1.5 times 1.4; the stronger one is the cue"},
    {"très très bon", "bon", false, 225, "tres", "1.5 times 1.5"},
    {"très très très bon", "bon", false, 250, "tres", "and no more than 250"},
    {"très beau et bon", "bon", false, 150, "tres", "over words that are no opinions"},
    {"très a b c bon", "bon", false, 100, NULL, "but three at most"},
    {"très rapide mais bon", "bon", false, 120, NULL, "mais weighs, très belongs to the other clause"},
    {"très rapide bon", "bon", false, 100, NULL, "très belongs to the nearer opinion"},
    {"recommande beaucoup", "recommande", false, 150, "beaucoup", "an adverb behind a verb"},
    {"recommande très bon", "recommande", false, 100, NULL, "unless it belongs to what follows"},
    {"BON", "bon", false, 125, NULL, "capitals"},
    {"BON", "bon", true, 100, NULL, "which say nothing where all is in capitals"},
    {"Bon", "bon", false, 100, NULL, "one capital is none"},
    {"boooon", "bon", false, 125, NULL, "drawn out"},
    {"BOOON", "bon", false, 156, NULL, "both: 1.25 times 1.25, rounded down"},
    {"bon !", "bon", false, 115, NULL, "exclaimed"},
    {"bon, lent !", "bon", false, 100, NULL, "in another clause"},
    {"lent mais bon", "bon", false, 120, NULL, "what follows mais weighs more"},
    {"lent mais très bon !", "bon", false, 206, "tres", "1.5 times 1.15 is 172, times 1.2 is 206: rounded down each time"},
    {"malgré un bon accueil", "bon", false, 60, NULL, "what follows malgré weighs less"},
    {"bon accueil malgré tout", "bon", false, 100, NULL, "what stands before it does not"},
};

static void test_table(reading *in)
{
    for (size_t i = 0; i < sizeof TABLE / sizeof TABLE[0]; i++) {
        const rsn_findings *found = read_text(in, TABLE[i].text);
        const rsn_reading *cue = NULL;
        uint32_t at = find_token(found, TABLE[i].word);
        if (!CHECK(at != RESSENTI_NONE, "« %s » holds %s", TABLE[i].text, TABLE[i].word)) continue;
        int32_t percent = rsn_find_intensity(&found->tokens, &found->readings, &found->clauses, (rsn_span){at, at + 1}, TABLE[i].shouts, &cue);
        CHECK(percent == TABLE[i].percent, "%s: « %s » gives %d, not %d", TABLE[i].why, TABLE[i].text, percent, TABLE[i].percent);
        bool is_cue = TABLE[i].cue == NULL ? cue == NULL : cue != NULL && cue->form.size == strlen(TABLE[i].cue) && memcmp(cue->form.data, TABLE[i].cue, cue->form.size) == 0;
        CHECK(is_cue, "%s: the cue in « %s » is %s", TABLE[i].why, TABLE[i].text, TABLE[i].cue != NULL ? TABLE[i].cue : "none");
    }
}

/* A stronger adverb never makes less of a word, whichever way it points. */
static void test_order(reading *in)
{
    static const char *const STRONGER[] = {"un peu bon", "bon", "vraiment bon", "très bon", "très vraiment bon"};
    static const char *const WORSE[] = {"un peu nul", "nul", "vraiment nul", "très nul", "très vraiment nul"};
    for (size_t i = 1; i < sizeof STRONGER / sizeof STRONGER[0]; i++) {
        int32_t less = read_text(in, STRONGER[i - 1])->opinions.points, more = read_text(in, STRONGER[i])->opinions.points;
        CHECK(less < more, "« %s » (%d) is more than « %s » (%d)", STRONGER[i], more, STRONGER[i - 1], less);
        less = read_text(in, WORSE[i - 1])->opinions.points;
        more = read_text(in, WORSE[i])->opinions.points;
        CHECK(less > more, "« %s » (%d) is worse than « %s » (%d)", WORSE[i], more, WORSE[i - 1], less);
    }
}

int main(void)
{
    reading in = reading_new(make_engine(&SMALL_FRENCH));
    test_table(&in);
    test_order(&in);
    reading_free(&in);
    return check_result();
}
