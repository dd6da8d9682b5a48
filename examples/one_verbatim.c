/* One French comment in, one line of JSON out.
 *
 *   cc one_verbatim.c $(pkg-config --cflags --libs ressenti) -o one_verbatim
 *   ./one_verbatim "Livraison rapide mais colis abîmé."
 */
#include <ressenti.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#ifndef RESSENTI_PACK /* pkg-config --cflags says where the packs are */
#define RESSENTI_PACK(file) file
#endif

static int print_json(const ressenti_result *result)
{
    ressenti_text id = {"1", 1}, nothing = {NULL, 0};
    size_t size = ressenti_result_json(result, 0, id, nothing, NULL, 0);
    char *line = malloc(size + 1);
    if (line == NULL) return EXIT_FAILURE;
    ressenti_result_json(result, 0, id, nothing, line, size);
    line[size] = '\0';
    puts(line);
    free(line);
    return EXIT_SUCCESS;
}

int main(int argc, char **argv)
{
    const char *words = argc > 1 ? argv[1] : "Livraison promise en 5 jours, reçue en 9 ! Par contre la conseillère a été adorable.";
    ressenti_text text = {words, strlen(words)};
    ressenti_error error = RESSENTI_ERROR_INIT;
    ressenti_options options = RESSENTI_OPTIONS_INIT;
    ressenti_pack *pack = NULL;
    ressenti_engine *engine = NULL;
    ressenti_scratch *scratch = NULL;
    ressenti_result *result = NULL;
    int exit_code = EXIT_FAILURE;

    options.flags = RESSENTI_CODE_POINTS; /* what JSON readers count */
    if (ressenti_pack_open(RESSENTI_PACK("fr.pack"), NULL, &pack, &error) == RESSENTI_OK &&
        ressenti_engine_new(&pack, 1, NULL, &engine, &error) == RESSENTI_OK &&
        ressenti_scratch_new(engine, NULL, &scratch) == RESSENTI_OK &&
        ressenti_result_new(engine, NULL, &result) == RESSENTI_OK &&
        ressenti_analyze(scratch, &text, 1, &options, result, &error) == RESSENTI_OK)
        exit_code = print_json(result);
    else
        fprintf(stderr, "%s\n", error.status == RESSENTI_OK ? "not enough memory" : error.message);

    ressenti_result_release(result);
    ressenti_scratch_release(scratch);
    ressenti_engine_release(engine);
    ressenti_pack_release(pack);
    return exit_code;
}
