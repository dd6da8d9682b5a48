/* Whose words they are, and what that makes of one judgement; praise that the facts contradict. */
#include "voice.h"

#include "reading.h"
#include "small_french.h"

static const struct {
    const char *text, *word;
    rsn_voice voice;
    const char *why;
} TABLE[] = {
    {"Le service est bon", "bon", RSN_VOICE_OWN, "the customer's own"},
    {"un service « rapide »", "rapide", RSN_VOICE_QUOTED, "quoted"},
    {"un service « rapide", "rapide", RSN_VOICE_OWN, "a quotation that never ends is none"},
    {"rapide, « et voilà »", "rapide", RSN_VOICE_OWN, "outside the quotation"},
    {"le film « Le Bon »", "bon", RSN_VOICE_NAME, "a capital makes a title"},
    {"« Bon » est le mot", "bon", RSN_VOICE_QUOTED, "unless the text begins there"},
    {"« a b c d e f g h i j k l m n bon »", "bon", RSN_VOICE_OWN, "too long for a quotation"},
    {"on m'a dit que c'était bon", "bon", RSN_VOICE_REPORTED, "hearsay"},
    {"bon, on m'a dit", "bon", RSN_VOICE_OWN, "in another clause"},
    {"un service soi-disant rapide", "rapide", RSN_VOICE_REPORTED, "soi-disant"},
    {"rapide soi-disant", "rapide", RSN_VOICE_REPORTED, "just behind"},
    {"on m'a dit que c'était bon, je confirme", "bon", RSN_VOICE_OWN, "confirmed"},
    {"on m'a dit que c'était bon, à tort", "bon", RSN_VOICE_DENIED, "denied"},
    {"on m'a dit que c'était bon. Je confirme", "bon", RSN_VOICE_REPORTED, "confirmed in another sentence does not count"},
    {"j'aurais aimé un bon accueil", "bon", RSN_VOICE_WISHED, "a wish"},
    {"si vous étiez bon je reviendrais", "bon", RSN_VOICE_WISHED, "if, and a conditional"},
    {"si vous voulez un bon repas, venez", "bon", RSN_VOICE_OWN, "if without a conditional"},
    {"c'est si bon, je reviendrais", "bon", RSN_VOICE_OWN, "si before an adjective is no if"},
    {"si le prix est bon, les frais aussi", "bon", RSN_VOICE_OWN, "« frais » is no conditional"},
};

static void test_table(reading *in)
{
    for (size_t i = 0; i < sizeof TABLE / sizeof TABLE[0]; i++) {
        const rsn_findings *found = read_text(in, TABLE[i].text);
        uint32_t at = find_token(found, TABLE[i].word);
        rsn_voices voices;
        rsn_span cue = {0, 0};
        if (!CHECK(at != RESSENTI_NONE, "« %s » holds %s", TABLE[i].text, TABLE[i].word)) continue;
        ressenti_status status = rsn_read_voices(&in->scratch->arena, &found->folded, &found->tokens, &found->readings, &found->clauses, &voices);
        if (!CHECK(status == RESSENTI_OK, "there is memory")) return;
        rsn_voice voice = rsn_find_voice(&voices, &found->tokens, &found->readings, &found->clauses, (rsn_span){at, at + 1}, true, &cue);
        CHECK(voice == TABLE[i].voice, "%s: « %s » gives %d, not %d", TABLE[i].why, TABLE[i].text, voice, TABLE[i].voice);
    }
}

/* The same on the way to points. */
static void test_points(reading *in)
{
    static const worth POINTS[] = {
        {"un service « rapide »", -20, "quoted praise turns, to half"},
        {"on m'a dit que c'était bon", -16, "reported praise turns, to 40 %"},
        {"on m'a dit que c'était nul", -36, "reported blame counts 60 %"},
        {"on m'a dit que c'était nul, à tort", 36, "and turns where it is denied"},
        {"j'aurais aimé un bon accueil", -24, "wished praise turns, to 60 %"},
        {"le film « Le Nul »", 0, "a title judges nothing"},
        {"Bonjour, pouvez-vous dire si le colis est lent", -18, "who asks judges 45 %"},
        {"Bravo, colis lent", -70, "exclaimed praise turns, to 60 %: -30, and -40"},
        {"Bravo, accueil excellent", 110, "where nothing blames it is meant"},
        {"Bravo, colis lent mais accueil bon", 58, "with « mais » both sides are meant: 50 - 40 + 48"},
        {"Bravo, colis lent, accueil excellent", 70, "other praise speaks for it: 50 - 40 + 60"},
        {"colis bravo lent", 10, "within a clause nothing is exclaimed: 50 - 40"},
        {"annoncé 5 jours, reçu en 5 jours", 35, "a promise kept"},
    };
    check_points(in, POINTS, sizeof POINTS / sizeof POINTS[0]);
}

int main(void)
{
    reading in = reading_new(make_engine(&SMALL_FRENCH));
    test_table(&in);
    test_points(&in);
    reading_free(&in);
    return check_result();
}
