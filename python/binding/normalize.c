/* ressenti._core.normalize: many texts rewritten, in a standard form or folded, with the lock released. */
#include "state.h"

#include <stdlib.h>

#include "given.h"

enum { CHUNK = 512 };

/* What is asked of every text. */
typedef struct order {
    ressenti_form form; /* 0: fold */
    uint32_t flags;     /* of folding */
    invalid_rule invalid;
    int is_alone, is_mapped;
    ressenti_folder *folder;
} order;

/* Grows while the lock is released, so the memory is the C library's. */
typedef struct growing {
    void *items;
    size_t count, capacity;
} growing;

typedef struct row {
    given_text given;
    size_t end, map_end; /* of its answer in the buffers of the chunk: bytes, and items of its map */
} row;

/* One chunk on its way: what came in, then the answers one behind the other.  The buffers serve every chunk. */
typedef struct chunk {
    growing bytes;        /* char                                             */
    growing begins, ends; /* uint32_t: the maps, in units of the texts        */
    Py_ssize_t first;     /* the rank of rows[0] in the batch                 */
    Py_ssize_t count, limit;
    row rows[];
} chunk;

static chunk *chunk_new(Py_ssize_t count)
{
    Py_ssize_t limit = count < CHUNK ? count : CHUNK;
    chunk *made = PyMem_Calloc(1, sizeof *made + (size_t)limit * sizeof *made->rows);
    if (made == NULL)
        (void)PyErr_NoMemory();
    else
        made->limit = limit;
    return made;
}

static void forget_texts(chunk *taken)
{
    for (Py_ssize_t i = 0; i < taken->count; i++) rsn_py_given_drop(&taken->rows[i].given);
    taken->count = 0;
    taken->bytes.count = taken->begins.count = taken->ends.count = 0;
}

static void drop_chunk(chunk *taken)
{
    forget_texts(taken);
    free(taken->bytes.items);
    free(taken->begins.items);
    free(taken->ends.items);
    PyMem_Free(taken);
}

/* ---- without the lock: no Python object is touched ------------------------------------------------- */

static ressenti_status reserve(growing *list, size_t extra, size_t item_size)
{
    if (extra <= list->capacity - list->count) return RESSENTI_OK;
    if (extra > SIZE_MAX / 8 || list->capacity > SIZE_MAX / 32) return RESSENTI_NO_MEMORY;
    size_t capacity = list->capacity + list->capacity / 2 + extra + 1024;
    void *items = realloc(list->items, capacity * item_size);
    if (items == NULL) return RESSENTI_NO_MEMORY;
    list->items = items;
    list->capacity = capacity;
    return RESSENTI_OK;
}

/* TOO_LARGE says how much room there must be; once is enough. */
static ressenti_status write_form(const order *asked, ressenti_text text, growing *out, ressenti_error *error)
{
    size_t size = text.size;
    for (;;) {
        if (reserve(out, size + 1, 1) != RESSENTI_OK) return RESSENTI_NO_MEMORY;
        ressenti_status status = ressenti_normalize_form(text, asked->form, (char *)out->items + out->count, out->capacity - out->count, &size, NULL, error);
        if (status == RESSENTI_OK) out->count += size;
        if (status != RESSENTI_TOO_LARGE) return status;
    }
}

/* For each code point of the answer, where the characters that it comes from begin and end, in units of the text. */
static ressenti_status write_map(const order *asked, const given_text *given, const ressenti_folded *folded, chunk *taken)
{
    unit_walk begin = {given, 0, 0}, end = {given, 0, 0};
    ressenti_span source;
    if (reserve(&taken->begins, folded->size, sizeof(uint32_t)) != RESSENTI_OK || reserve(&taken->ends, folded->size, sizeof(uint32_t)) != RESSENTI_OK)
        return RESSENTI_NO_MEMORY;
    for (size_t at = 0, next; at < folded->size; at = next) {
        for (next = at + 1; next < folded->size && ((uint8_t)folded->bytes[next] & 0xC0) == 0x80;) next++;
        ressenti_status status = ressenti_folder_source(asked->folder, at, next, &source);
        if (status != RESSENTI_OK) return status;
        ((uint32_t *)taken->begins.items)[taken->begins.count++] = rsn_py_unit_at(&begin, source.begin);
        ((uint32_t *)taken->ends.items)[taken->ends.count++] = rsn_py_unit_at(&end, source.end);
    }
    return RESSENTI_OK;
}

static ressenti_status write_folded(const order *asked, const given_text *given, chunk *taken, ressenti_error *error)
{
    ressenti_folded folded = RESSENTI_FOLDED_INIT;
    ressenti_status status = ressenti_folder_fold(asked->folder, given->text, asked->flags, &folded, error);
    if (status == RESSENTI_OK) status = reserve(&taken->bytes, folded.size + 1, 1);
    if (status == RESSENTI_OK && asked->is_mapped) status = write_map(asked, given, &folded, taken);
    if (status != RESSENTI_OK) return status;
    memcpy((char *)taken->bytes.items + taken->bytes.count, folded.bytes, folded.size);
    taken->bytes.count += folded.size;
    return RESSENTI_OK;
}

static ressenti_status rewrite_text(const order *asked, const given_text *given, chunk *taken, ressenti_error *error)
{
    if (given->owner == NULL) return RESSENTI_OK;
    return asked->form != 0 ? write_form(asked, given->text, &taken->bytes, error) : write_folded(asked, given, taken, error);
}

static ressenti_status rewrite_chunk(const order *asked, chunk *taken, ressenti_error *error)
{
    for (Py_ssize_t i = 0; i < taken->count; i++) {
        row *at = &taken->rows[i];
        ressenti_status status = rewrite_text(asked, &at->given, taken, error);
        if (status != RESSENTI_OK) {
            error->item = (uint64_t)(taken->first + i);
            return status;
        }
        at->end = taken->bytes.count;
        at->map_end = taken->begins.count;
    }
    return RESSENTI_OK;
}

/* ---- with it ------------------------------------------------------------------------------------------ */

static int take_texts(module_state *state, const order *asked, PyObject *texts, Py_ssize_t at, chunk *taken)
{
    taken->first = at;
    for (; at < PyTuple_Size(texts) && taken->count < taken->limit; at++) {
        given_text *given = &taken->rows[taken->count].given;
        if (rsn_py_given(state, PyTuple_GetItem(texts, at), asked->is_alone ? -1 : at, asked->invalid, given) < 0) return -1;
        taken->count++;
    }
    return 0;
}

/* The answer, or with a map (answer, begins, ends, length of the text in units). */
static PyObject *answer_at(const order *asked, const chunk *taken, Py_ssize_t i)
{
    const row *at = &taken->rows[i];
    size_t begin = i > 0 ? at[-1].end : 0, map_begin = i > 0 ? at[-1].map_end : 0;
    if (at->given.owner == NULL) return Py_NewRef(Py_None);
    const char *bytes = (const char *)taken->bytes.items + begin; /* never NULL: room was made for it */
    PyObject *text = PyUnicode_DecodeUTF8(bytes, (Py_ssize_t)(at->end - begin), "strict");
    if (text == NULL || !asked->is_mapped) return text;
    const uint32_t *begins = taken->begins.items, *ends = taken->ends.items;
    Py_ssize_t map_size = (Py_ssize_t)((at->map_end - map_begin) * sizeof *begins);
    unit_walk walk = {&at->given, 0, 0};
    unsigned long length = rsn_py_unit_at(&walk, (uint32_t)at->given.text.size);
    return Py_BuildValue("Ny#y#k", text, map_size == 0 ? "" : (const char *)(begins + map_begin), map_size,
                         map_size == 0 ? "" : (const char *)(ends + map_begin), map_size, length);
}

static int add_answers(const order *asked, const chunk *taken, PyObject *list)
{
    for (Py_ssize_t i = 0; i < taken->count; i++) {
        PyObject *answer = answer_at(asked, taken, i);
        int added = answer == NULL ? -1 : PyList_Append(list, answer);
        Py_XDECREF(answer);
        if (added < 0) return -1;
    }
    return 0;
}

/* The sentence of the core, led by the place in the batch. */
static void raise_at(module_state *state, const order *asked, ressenti_status status, ressenti_error *error)
{
    char message[sizeof error->message];
    if (asked->is_alone) {
        error->item = RESSENTI_NOWHERE;
    } else {
        (void)PyOS_snprintf(message, sizeof message, "texts[%llu]: %.180s", (unsigned long long)error->item, error->message);
        memcpy(error->message, message, sizeof message);
    }
    (void)rsn_py_raise(state, status, error);
}

static int rewrite_batch(module_state *state, const order *asked, PyObject *texts, chunk *taken, PyObject *list)
{
    ressenti_error error = RESSENTI_ERROR_INIT;
    ressenti_status status;
    for (Py_ssize_t at = 0; at < PyTuple_Size(texts); at += taken->limit) {
        if (take_texts(state, asked, texts, at, taken) < 0) return -1;
        Py_BEGIN_ALLOW_THREADS
        status = rewrite_chunk(asked, taken, &error);
        Py_END_ALLOW_THREADS
        if (status != RESSENTI_OK) {
            raise_at(state, asked, status, &error);
            return -1;
        }
        if (add_answers(asked, taken, list) < 0) return -1;
        forget_texts(taken);
        if (PyErr_CheckSignals() < 0) return -1;
    }
    return 0;
}

static int index_of(const char *what, const char *name, const char *const *names, int count)
{
    for (int i = 0; i < count; i++)
        if (names[i] != NULL && strcmp(names[i], name) == 0) return i;
    PyErr_Format(PyExc_ValueError, "there is no %s %s", what, name);
    return -1;
}

static int read_steps(PyObject *left_out, uint32_t *flags)
{
    static const char *const STEPS[] = {"mojibake", "entities", "blanks", "typography", "case", "accents", "ignorable"};
    static const uint32_t KEEP[] = {RESSENTI_KEEP_MOJIBAKE, RESSENTI_KEEP_ENTITIES, RESSENTI_KEEP_BLANKS, RESSENTI_KEEP_TYPOGRAPHY,
                                    RESSENTI_KEEP_CASE, RESSENTI_KEEP_ACCENTS, RESSENTI_KEEP_IGNORABLE};
    for (Py_ssize_t i = 0; left_out != NULL && i < PyTuple_Size(left_out); i++) {
        PyObject *owner = NULL;
        ressenti_text name;
        if (rsn_py_text(PyTuple_GetItem(left_out, i), &owner, &name) < 0) return -1;
        int step = index_of("step", name.data == NULL ? "" : name.data, STEPS, 7);
        Py_XDECREF(owner);
        if (step < 0) return -1;
        *flags |= KEEP[step];
    }
    return 0;
}

static int read_order(const char *form, PyObject *left_out, const char *invalid, order *asked)
{
    static const char *const FORMS[] = RESSENTI_FORM_NAMES, *const RULES[] = {"reject", "replace", "repair"};
    static const uint32_t RULE_FLAGS[] = {0, RESSENTI_REPLACE_INVALID, RESSENTI_REPAIR_INVALID};
    int form_index = form == NULL ? 0 : index_of("form", form, FORMS, 5);
    int rule_index = index_of("way with invalid text", invalid, RULES, 3);
    if (form_index < 0 || rule_index < 0 || read_steps(left_out, &asked->flags) < 0) return -1;
    asked->form = (ressenti_form)form_index;
    asked->invalid = (invalid_rule)rule_index;
    asked->flags |= RULE_FLAGS[rule_index];
    return 0;
}

static PyObject *rewritten(module_state *state, const order *asked, PyObject *texts)
{
    chunk *taken = chunk_new(PyTuple_Size(texts));
    PyObject *list = taken == NULL ? NULL : PyList_New(0);
    if (list != NULL && rewrite_batch(state, asked, texts, taken, list) < 0) Py_CLEAR(list);
    if (taken != NULL) drop_chunk(taken);
    return list;
}

const char rsn_py_normalize_doc[] =
    "normalize($module, texts, /, *, form=None, left_out=(), engine=None, invalid='reject', mapped=False, alone=False, kernels=None)\n--\n\n"
    "A list with a str for each text, None where there is none; mapped: with tuples of a str, where its code points begin and\n"
    "end in the text, and the length of the text.";

PyObject *rsn_py_normalize(PyObject *module, PyObject *args, PyObject *kwargs)
{
    static char *names[] = {"", "form", "left_out", "engine", "invalid", "mapped", "alone", "kernels", NULL};
    order asked = {0};
    module_state *state = PyModule_GetState(module);
    const ressenti_engine *engine = NULL;
    PyObject *sequence, *list = NULL, *left_out = NULL, *given_engine = Py_None;
    const char *form = NULL, *invalid = "reject", *kernels = NULL;
    if (!PyArg_ParseTupleAndKeywords(args, kwargs, "O|$zO!Osppz:normalize", names, &sequence, &form, &PyTuple_Type, &left_out, &given_engine,
                                     &invalid, &asked.is_mapped, &asked.is_alone, &kernels))
        return NULL;
    if (read_order(form, left_out, invalid, &asked) < 0 || rsn_py_engine_in(state, given_engine, &engine) < 0) return NULL;
    if (engine != NULL) asked.flags |= RESSENTI_RESPELL;
    PyObject *texts = PySequence_Tuple(sequence); /* a private tuple: nobody can resize it meanwhile */
    if (texts == NULL) return NULL;
    if (ressenti_folder_new(engine, NULL, &asked.folder) != RESSENTI_OK)
        (void)PyErr_NoMemory();
    else if (kernels != NULL && ressenti_folder_use_kernels(asked.folder, (ressenti_text){kernels, strlen(kernels)}) != RESSENTI_OK)
        PyErr_Format(PyExc_ValueError, "this processor has no kernels %s", kernels);
    else
        list = rewritten(state, &asked, texts);
    ressenti_folder_release(asked.folder);
    Py_DECREF(texts);
    return list;
}
