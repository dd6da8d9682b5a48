/* The module ressenti._core: PEP 489, all state in the module, no type lives here. */
#include "state.h"

static PyObject *names_tuple(const char *const *names, Py_ssize_t count)
{
    PyObject *tuple = PyTuple_New(count);
    for (Py_ssize_t i = 0; tuple != NULL && i < count; i++) {
        PyObject *name = names[i] == NULL ? Py_NewRef(Py_None) : PyUnicode_FromString(names[i]);
        if (name == NULL || PyTuple_SetItem(tuple, i, name) < 0) Py_CLEAR(tuple);
    }
    return tuple;
}

static int add_object(PyObject *module, const char *name, PyObject *object)
{
    int answer = object == NULL ? -1 : PyModule_AddObjectRef(module, name, object);
    Py_XDECREF(object);
    return answer;
}

static int add_names(PyObject *module)
{
    static const char *const STATUSES[] = RESSENTI_ROW_STATUS_NAMES, *const SENTIMENTS[] = RESSENTI_SENTIMENT_NAMES,
                             *const STAGES[] = RESSENTI_STAGE_NAMES, *const COMPONENTS[] = RESSENTI_COMPONENT_NAMES,
                             *const KINDS[] = RESSENTI_GAP_KIND_NAMES, *const UNITS[] = RESSENTI_GAP_UNIT_NAMES,
                             *const DIRECTIONS[] = RESSENTI_GAP_DIRECTION_NAMES,
                             *const FIGURES[] = RESSENTI_FIGURE_KIND_NAMES, *const FIGURE_UNITS[] = RESSENTI_FIGURE_UNIT_NAMES,
                             *const CONTRIBUTIONS[] = RESSENTI_CONTRIBUTION_KIND_NAMES, *const SOURCES[] = RESSENTI_SOURCE_NAMES;
    const char *languages[64];
    Py_ssize_t language_count = 1;
    languages[0] = ressenti_language_name(0);
    while (language_count < 64 && strcmp(ressenti_language_name((uint8_t)language_count), languages[0]) != 0) {
        languages[language_count] = ressenti_language_name((uint8_t)language_count);
        language_count++;
    }
    struct {
        const char *name;
        const char *const *names;
        size_t count;
    } lists[] = {
        {"status_names", STATUSES, sizeof STATUSES / sizeof *STATUSES},
        {"sentiment_names", SENTIMENTS, sizeof SENTIMENTS / sizeof *SENTIMENTS},
        {"stage_names", STAGES, sizeof STAGES / sizeof *STAGES},
        {"component_names", COMPONENTS, sizeof COMPONENTS / sizeof *COMPONENTS},
        {"source_names", SOURCES, sizeof SOURCES / sizeof *SOURCES},
        {"gap_kind_names", KINDS, sizeof KINDS / sizeof *KINDS},
        {"gap_unit_names", UNITS, sizeof UNITS / sizeof *UNITS},
        {"gap_direction_names", DIRECTIONS, sizeof DIRECTIONS / sizeof *DIRECTIONS},
        {"figure_kind_names", FIGURES, sizeof FIGURES / sizeof *FIGURES},
        {"figure_unit_names", FIGURE_UNITS, sizeof FIGURE_UNITS / sizeof *FIGURE_UNITS},
        {"contribution_kind_names", CONTRIBUTIONS, sizeof CONTRIBUTIONS / sizeof *CONTRIBUTIONS},
        {"language_names", languages, (size_t)language_count},
    };
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
        PyObject *tuple = names_tuple(lists[i].names, (Py_ssize_t)lists[i].count);
        if (add_object(module, lists[i].name, tuple) < 0) return -1;
    }
    return 0;
}

static PyObject *kernels_tuple(void)
{
    const char *names[8];
    Py_ssize_t count = 0;
    while (count < 8 && ressenti_kernels_name((uint32_t)count) != NULL) {
        names[count] = ressenti_kernels_name((uint32_t)count);
        count++;
    }
    return names_tuple(names, count);
}

static int add_versions(PyObject *module)
{
    char info[200];
    (void)ressenti_build_info(info, sizeof info);
    if (add_object(module, "kernels_names", kernels_tuple()) < 0) return -1;
    return PyModule_AddStringConstant(module, "build_info", info) < 0 || PyModule_AddIntConstant(module, "ABI", RESSENTI_ABI) < 0 ||
                   PyModule_AddIntConstant(module, "PACK_FORMAT", RESSENTI_PACK_FORMAT) < 0
               ? -1
               : 0;
}

static int add_types(PyObject *module)
{
    module_state *state = PyModule_GetState(module);
    struct {
        PyType_Spec *spec;
        PyTypeObject **type;
        int is_public;
    } types[] = {
        {&rsn_py_engine_spec, &state->engine_type, 1},
        {&rsn_py_result_spec, &state->result_type, 1},
        {&rsn_py_buffer_spec, &state->buffer_type, 0},
        {&rsn_py_builder_spec, &state->builder_type, 1},
    };
    for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
        *types[i].type = (PyTypeObject *)PyType_FromModuleAndSpec(module, types[i].spec, NULL);
        if (*types[i].type == NULL) return -1;
        if (types[i].is_public && PyModule_AddType(module, *types[i].type) < 0) return -1;
    }
    state->core_error = PyErr_NewExceptionWithDoc("ressenti._core.CoreError", "A call of the core that failed.", PyExc_ValueError, NULL);
    return state->core_error == NULL ? -1 : PyModule_AddObjectRef(module, "CoreError", state->core_error);
}

/* ---- fold ------------------------------------------------------------------------------------------- */

static PyObject *folded_pair(const char *bytes, const uint32_t *sources, size_t size)
{
    PyObject *list = PyList_New(0);
    for (size_t i = 0; list != NULL && i <= size; i++) {
        PyObject *number = PyLong_FromUnsignedLong(sources[i]);
        if (number == NULL || PyList_Append(list, number) < 0) Py_CLEAR(list);
        Py_XDECREF(number);
    }
    return list == NULL ? NULL : Py_BuildValue("s#N", bytes, (Py_ssize_t)size, list);
}

PyDoc_STRVAR(fold_doc, "fold($module, text, /)\n--\n\nThe folded text, and for each of its UTF-8 bytes (and its end) the byte of the "
                       "text's UTF-8 that it comes from.");

static PyObject *core_fold(PyObject *module, PyObject *text)
{
    PyObject *owner = NULL, *pair = NULL;
    ressenti_text given;
    ressenti_error error = RESSENTI_ERROR_INIT;
    size_t size = 0;
    if (rsn_py_text(text, &owner, &given) < 0) return NULL;
    size_t capacity = given.size * 4 + 16;
    char *bytes = PyMem_Malloc(capacity);
    uint32_t *sources = PyMem_Calloc(capacity + 1, sizeof *sources);
    if (bytes == NULL || sources == NULL) {
        (void)PyErr_NoMemory();
    } else {
        ressenti_status status = ressenti_fold(given, bytes, sources, capacity, &size, NULL, &error);
        pair = status == RESSENTI_OK ? folded_pair(bytes, sources, size) : rsn_py_raise(PyModule_GetState(module), status, &error);
    }
    PyMem_Free(sources);
    PyMem_Free(bytes);
    Py_XDECREF(owner);
    return pair;
}

/* ---- work ------------------------------------------------------------------------------------------- */

static PyObject *list_of_steps(const uint64_t *steps, Py_ssize_t count)
{
    PyObject *list = PyList_New(0);
    for (Py_ssize_t i = 0; list != NULL && i < count; i++) {
        PyObject *number = steps[i] == UINT64_MAX ? Py_NewRef(Py_None) : PyLong_FromUnsignedLongLong(steps[i]);
        if (number == NULL || PyList_Append(list, number) < 0) Py_CLEAR(list);
        Py_XDECREF(number);
    }
    return list;
}

/* `tuple` holds str and nothing else; their UTF-8 goes to `texts`, kept by `owners`. */
static int read_texts(PyObject *tuple, Py_ssize_t count, ressenti_text *texts, PyObject **owners)
{
    for (Py_ssize_t i = 0; i < count; i++)
        if (rsn_py_text(PyTuple_GetItem(tuple, i), &owners[i], &texts[i]) < 0) return -1;
    return 0;
}

enum { MEASURED_LIMIT = 10000000 }; /* a hundred times a rule's: growth is seen behind where a rule gives up */

PyDoc_STRVAR(work_doc, "work($module, regex, texts, /)\n--\n\nThe steps that an expression takes on each folded text; None far behind where a rule gives up.");

static PyObject *core_work(PyObject *module, PyObject *args)
{
    const char *regex;
    Py_ssize_t regex_size;
    PyObject *sequence, *answer = NULL;
    ressenti_error error = RESSENTI_ERROR_INIT;
    if (!PyArg_ParseTuple(args, "s#O:work", &regex, &regex_size, &sequence)) return NULL;
    PyObject *tuple = PySequence_Tuple(sequence); /* a private tuple: nobody can resize it meanwhile */
    Py_ssize_t count = tuple == NULL ? 0 : PyTuple_Size(tuple);
    if (tuple == NULL) return NULL;
    ressenti_text *texts = PyMem_Calloc((size_t)count + 1, sizeof *texts);
    uint64_t *steps = PyMem_Calloc((size_t)count + 1, sizeof *steps);
    PyObject **owners = PyMem_Calloc((size_t)count + 1, sizeof *owners);
    if (texts == NULL || steps == NULL || owners == NULL) {
        (void)PyErr_NoMemory();
    } else if (read_texts(tuple, count, texts, owners) == 0) {
        ressenti_text pattern = {regex, (size_t)regex_size};
        ressenti_status status;
        Py_BEGIN_ALLOW_THREADS
        status = ressenti_regex_work(pattern, texts, (size_t)count, MEASURED_LIMIT, steps, NULL, &error);
        Py_END_ALLOW_THREADS
        answer = status == RESSENTI_OK ? list_of_steps(steps, count) : rsn_py_raise(PyModule_GetState(module), status, &error);
    }
    for (Py_ssize_t i = 0; owners != NULL && i < count; i++) Py_XDECREF(owners[i]);
    PyMem_Free(owners);
    PyMem_Free(steps);
    PyMem_Free(texts);
    Py_DECREF(tuple);
    return answer;
}

/* ---- life --------------------------------------------------------------------------------------------- */

static int module_exec(PyObject *module)
{
    return add_types(module) < 0 || add_names(module) < 0 || add_versions(module) < 0 ? -1 : 0;
}

static int module_traverse(PyObject *module, visitproc visit, void *arg)
{
    module_state *state = PyModule_GetState(module);
    Py_VISIT(state->core_error);
    Py_VISIT(state->engine_type);
    Py_VISIT(state->result_type);
    Py_VISIT(state->buffer_type);
    Py_VISIT(state->builder_type);
    return 0;
}

static int module_clear(PyObject *module)
{
    module_state *state = PyModule_GetState(module);
    Py_CLEAR(state->core_error);
    Py_CLEAR(state->engine_type);
    Py_CLEAR(state->result_type);
    Py_CLEAR(state->buffer_type);
    Py_CLEAR(state->builder_type);
    return 0;
}

static void module_free(void *module)
{
    (void)module_clear(module);
}

static PyMethodDef functions[] = {
    {"fold", core_fold, METH_O, fold_doc},
    {"work", core_work, METH_VARARGS, work_doc},
    {"normalize", (PyCFunction)(void (*)(void))rsn_py_normalize, METH_VARARGS | METH_KEYWORDS, rsn_py_normalize_doc},
    {"train", (PyCFunction)(void (*)(void))rsn_py_train, METH_VARARGS | METH_KEYWORDS, rsn_py_train_doc},
    {"train_themes", (PyCFunction)(void (*)(void))rsn_py_train_themes, METH_VARARGS | METH_KEYWORDS, rsn_py_train_themes_doc},
    {NULL, NULL, 0, NULL},
};

/* One interpreter of 3.11 refuses slots that it does not know, so the array ends where this one's knowledge
 * does; all the state is the module's own, so each interpreter may have its own lock. */
static PyModuleDef_Slot slots[] = {
    {Py_mod_exec, module_exec},
    {0, NULL},
    {0, NULL},
};

struct PyModuleDef rsn_py_module = {
    .m_base = PyModuleDef_HEAD_INIT,
    .m_name = "ressenti._core",
    .m_doc = "The compiled core. Private: use the names of the package ressenti.",
    .m_size = sizeof(module_state),
    .m_methods = functions,
    .m_slots = slots,
    .m_traverse = module_traverse,
    .m_clear = module_clear,
    .m_free = module_free,
};

PyMODINIT_FUNC PyInit__core(void)
{
    enum { MULTIPLE_INTERPRETERS = 3, OWN_LOCK = 2 };
    if (Py_Version >= 0x030C0000) slots[1] = (PyModuleDef_Slot){MULTIPLE_INTERPRETERS, (void *)(uintptr_t)OWN_LOCK};
    return PyModuleDef_Init(&rsn_py_module);
}
