/* What a phrase such as « la machine à café » names: the small words around it, which name nothing, and its singular. */
#ifndef RSN_NOUNS_H
#define RSN_NOUNS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "ressenti.h"

/* Folded and sorted.  What may stand in front of a noun; "au" and "du" hold an article. */
#define RSN_DETERMINERS(X) \
    X("au") X("aucun") X("aucune") X("aux") X("ce") X("ces") X("cet") X("cette") X("chaque") X("des") X("du") X("l") X("la") \
    X("le") X("les") X("leur") X("leurs") X("ma") X("mes") X("mon") X("nos") X("notre") X("plusieurs") X("quel") X("quelle") \
    X("quelles") X("quels") X("sa") X("ses") X("son") X("ta") X("tes") X("ton") X("toute") X("un") X("une") X("vos") X("votre")

/* Words that are no nouns, or that name no thing that a customer judges: pronouns, prepositions, auxiliaries, the commonest
 * adverbs and verbs, times. */
#define RSN_SMALL_WORDS(X) \
    X("a") X("afin") X("ai") X("ailleurs") X("ainsi") X("aller") X("allez") X("alors") X("an") X("annee") X("annees") X("ans") \
    X("apres") X("arrive") X("arrivent") X("arriver") X("as") X("assez") X("attendre") X("aujourd") X("aura") X("aurais") \
    X("aurait") X("aussi") X("autant") X("autre") X("autres") X("avaient") X("avais") X("avait") X("avant") X("avec") X("avere") \
    X("avez") X("avoir") X("avons") X("avoue") X("ayant") X("balles") X("beaucoup") X("ben") X("bien") X("bientot") X("bonjour") \
    X("bonsoir") X("bout") X("bravo") X("bref") X("c") X("ca") X("car") X("cas") X("ceci") X("cela") X("celle") X("celles") \
    X("celui") X("certaines") X("certains") X("certes") X("ceux") X("chacun") X("chez") X("chose") X("choses") X("ci") X("cinq") \
    X("clairement") X("combien") X("comme") X("comment") X("completement") X("connait") X("conseille") X("contre") \
    X("cordialement") X("cote") X("cours") X("coute") X("coutent") X("d") X("dans") X("de") X("debut") X("deconseille") \
    X("dedans") X("dehors") X("deja") X("demain") X("depuis") X("derriere") X("dessous") X("dessus") X("deux") X("devant") \
    X("dimanche") X("dire") X("dit") X("divers") X("dix") X("dois") X("doit") X("doivent") X("dollars") X("dommage") X("donc") \
    X("dont") X("durant") X("e") X("effet") X("egalement") X("elle") X("elles") X("en") X("encore") X("enfin") X("ensuite") \
    X("entierement") X("entre") X("environ") X("es") X("essaie") X("essaye") X("est") X("et") X("etaient") X("etais") X("etait") \
    X("etant") X("etc") X("ete") X("etes") X("etre") X("eu") X("euh") X("eur") X("euro") X("euros") X("eux") X("evidemment") \
    X("evite") X("eviter") X("exactement") X("excepte") X("facilement") X("facon") X("faire") X("fais") X("fait") X("faites") \
    X("fallait") X("faudrait") X("faut") X("fin") X("finalement") X("fois") X("fonctionnait") X("fonctionne") X("fonctionnent") \
    X("font") X("forcement") X("franchement") X("francs") X("fuir") X("fut") X("generalement") X("genre") X("gens") X("grace") \
    X("guere") X("helas") X("heure") X("heures") X("heureusement") X("hier") X("honnetement") X("hormis") X("hui") X("huit") \
    X("hyper") X("ici") X("il") X("ils") X("immediatement") X("j") X("jamais") X("je") X("jeudi") X("jour") X("journee") \
    X("jours") X("jusqu") X("jusque") X("juste") X("largement") X("lendemain") X("lieu") X("loin") X("lol") X("longtemps") \
    X("lors") X("lorsqu") X("lorsque") X("lui") X("lundi") X("m") X("madame") X("maintenant") X("mais") X("mal") X("malgre") \
    X("malheureusement") X("maniere") X("manque") X("manquent") X("marchent") X("mardi") X("matin") X("matinee") X("me") \
    X("meme") X("merci") X("mercredi") X("met") X("mettre") X("midi") X("mien") X("mieux") X("min") X("minute") X("minutes") \
    X("mn") X("moi") X("moins") X("mois") X("moment") X("monsieur") X("mot") X("n") X("ne") X("neanmoins") X("neuf") X("ni") \
    X("niveau") X("non") X("normalement") X("notamment") X("nous") X("nuit") X("nullement") X("oh") X("ok") X("on") X("ont") \
    X("or") X("ou") X("oui") X("outre") X("par") X("parce") X("parfaitement") X("parfois") X("part") X("particulierement") \
    X("partout") X("pas") X("passe") X("passer") X("peine") X("pendant") X("pensais") X("pense") X("penser") X("permet") \
    X("perso") X("personne") X("personnellement") X("personnes") X("peu") X("peut") X("peuvent") X("peux") X("plait") X("plein") \
    X("plupart") X("plus") X("plutot") X("point") X("pour") X("pourquoi") X("pourrais") X("pourrait") X("pourtant") X("pouvait") \
    X("pouvez") X("pouvoir") X("precisement") X("prend") X("prendre") X("pres") X("presque") X("probablement") X("puis") \
    X("puisque") X("qu") X("quand") X("quant") X("quasi") X("quatre") X("que") X("quelqu") X("quelque") X("quelques") X("qui") \
    X("quinze") X("quoi") X("quoique") X("r") X("raison") X("raisons") X("rapidement") X("ras") X("recemment") X("recois") \
    X("recoit") X("recommande") X("recommandons") X("reellement") X("regulierement") X("repond") X("repondent") X("reponds") \
    X("reste") X("restent") X("rien") X("s") X("sachant") X("sais") X("sait") X("samedi") X("sans") X("sauf") X("savoir") X("se") \
    X("seconde") X("secondes") X("selon") X("semaine") X("semaines") X("sept") X("sera") X("seraient") X("serait") X("seront") \
    X("sert") X("servent") X("seule") X("seulement") X("si") X("sien") X("simplement") X("sinon") X("six") X("soi") X("soir") \
    X("soiree") X("soit") X("sommes") X("sont") X("sorte") X("sous") X("souvent") X("strictement") X("suffisamment") X("suis") \
    X("suite") X("suivre") X("sur") X("surlendemain") X("surtout") X("svp") X("systematiquement") X("t") X("tandis") X("tant") \
    X("tard") X("tel") X("telle") X("tellement") X("telles") X("tels") X("temps") X("tjrs") X("tjs") X("toi") X("tombe") \
    X("tombee") X("tot") X("totalement") X("toujours") X("tous") X("tout") X("toutefois") X("toutes") X("tres") X("trois") \
    X("trop") X("trouve") X("trouver") X("tu") X("type") X("types") X("u") X("unes") X("uniquement") X("uns") X("utilise") \
    X("utiliser") X("va") X("vais") X("valent") X("vas") X("vaut") X("veille") X("vendredi") X("venir") X("vers") X("veulent") \
    X("veut") X("veux") X("via") X("viennent") X("viens") X("vient") X("vingt") X("vis") X("vite") X("voici") X("voila") \
    X("voir") X("voire") X("vont") X("voulais") X("voulait") X("vouloir") X("vous") X("vraiment") X("vu") X("x") X("y") X("yes") \
    X("zero")

/* Whether a word is one of `count`, sorted by their bytes.  O(log count). */
bool rsn_is_among(ressenti_text word, const char *const *words, size_t count);

/* All take folded bytes of one word.  O(log words). */
bool rsn_is_determiner(ressenti_text word);
bool rsn_is_small_word(ressenti_text word); /* determiners are not among them */

/* Whether the word of folded text that ends at byte `at` may be a noun: two letters at least, and none of the above. */
bool rsn_noun_ends(const uint8_t *bytes, uint32_t at);

/* How many bytes of a noun are its singular's, and what follows them ("", "l" or "il"): of journaux five, then l.  Words
 * that end in s or x without being a plural (colis, prix) stay as they are. */
size_t rsn_singular(ressenti_text word, const char **ending);

#endif
