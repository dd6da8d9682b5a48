/* ressenti._core.Engine: packs made ready to run. */

#include "state.h"

typedef struct EngineObject {
    PyObject_HEAD
    ressenti_engine *engine;
} EngineObject;

static ressenti_engine *engine_of(PyObject *self)
{
    return ((EngineObject *)self)->engine;
}

int rsn_py_engine_in(module_state *state, PyObject *object, const ressenti_engine **engine)
{
    *engine = NULL;
    if (object == Py_None) return 0;
    if (!PyObject_TypeCheck(object, state->engine_type)) {
        PyErr_SetString(PyExc_TypeError, "an Engine or None is expected");
        return -1;
    }
    *engine = engine_of(object);
    return 0;
}

/* ---- making ---------------------------------------------------------------------------------- */

static int open_pack(module_state *state, PyObject *item, ressenti_pack **pack)
{
    ressenti_error error = RESSENTI_ERROR_INIT;
    ressenti_status status;
    if (PyBytes_Check(item)) {
        char *data = NULL;
        Py_ssize_t size = 0;
        if (PyBytes_AsStringAndSize(item, &data, &size) < 0) return -1;
        status = ressenti_pack_from_bytes(data, (size_t)size, NULL, pack, &error);
    } else {
        PyObject *path = NULL;
        if (!PyUnicode_FSConverter(item, &path)) return -1;
        status = ressenti_pack_open(PyBytes_AsString(path), NULL, pack, &error);
        Py_DECREF(path);
    }
    if (status != RESSENTI_OK) (void)rsn_py_raise(state, status, &error);
    return status == RESSENTI_OK ? 0 : -1;
}

static ressenti_engine *build_engine(module_state *state, PyObject *sources, const ressenti_engine_options *options)
{
    ressenti_engine *engine = NULL;
    ressenti_error error = RESSENTI_ERROR_INIT;
    Py_ssize_t count = PySequence_Size(sources), opened = 0;
    ressenti_pack **packs = count < 0 ? NULL : PyMem_Calloc((size_t)count + 1, sizeof *packs);
    if (packs == NULL) {
        if (count >= 0) (void)PyErr_NoMemory();
        return NULL;
    }
    for (; opened < count; opened++) {
        PyObject *item = PySequence_GetItem(sources, opened);
        int answer = item == NULL ? -1 : open_pack(state, item, &packs[opened]);
        Py_XDECREF(item);
        if (answer < 0) goto done;
    }
    ressenti_status status;
    Py_BEGIN_ALLOW_THREADS
    status = ressenti_engine_new_with(packs, (size_t)count, options, NULL, &engine, &error);
    Py_END_ALLOW_THREADS
    if (status != RESSENTI_OK) (void)rsn_py_raise(state, status, &error);
done:
    for (Py_ssize_t i = 0; i < opened; i++) ressenti_pack_release(packs[i]);
    PyMem_Free(packs);
    return engine;
}

/* `words`: a list and one of its names, turn by turn. */
static ressenti_engine *build_with_words(module_state *state, PyObject *sources, ressenti_engine_options *options, const rsn_py_texts *words)
{
    ressenti_list_word *pairs = PyMem_Calloc((size_t)words->count / 2 + 1, sizeof *pairs);
    if (pairs == NULL) {
        (void)PyErr_NoMemory();
        return NULL;
    }
    for (Py_ssize_t i = 0; i + 1 < words->count; i += 2) pairs[i / 2] = (ressenti_list_word){words->texts[i], words->texts[i + 1]};
    options->list_words = pairs;
    options->list_word_count = (size_t)words->count / 2;
    ressenti_engine *engine = build_engine(state, sources, options);
    PyMem_Free(pairs);
    return engine;
}

static PyObject *engine_new(PyTypeObject *type, PyObject *args, PyObject *kwargs)
{
    static char *names[] = {"", "kernels", "muted", "lists", "learned_themes", NULL};
    ressenti_engine_options options = RESSENTI_ENGINE_OPTIONS_INIT;
    rsn_py_texts muted = RSN_PY_TEXTS_INIT, words = RSN_PY_TEXTS_INIT;
    ressenti_engine *engine = NULL;
    PyObject *sources = NULL, *given = NULL, *lists = NULL;
    Py_ssize_t size = 0;
    int learned_themes = 1;
    if (!PyArg_ParseTupleAndKeywords(args, kwargs, "O|$z#OOp:Engine", names, &sources, &options.kernels.data, &size, &given, &lists, &learned_themes)) return NULL;
    options.kernels.size = (size_t)size;
    options.no_learned_themes = !learned_themes;
    if (rsn_py_take_texts(given, &muted) == 0 && rsn_py_take_texts(lists, &words) == 0) {
        options.muted = muted.texts;
        options.muted_count = (size_t)muted.count;
        engine = build_with_words(state_of_type(type), sources, &options, &words);
    }
    rsn_py_drop_texts(&words);
    rsn_py_drop_texts(&muted);
    if (engine == NULL) return NULL;
    EngineObject *self = (EngineObject *)PyType_GenericAlloc(type, 0);
    if (self == NULL)
        ressenti_engine_release(engine);
    else
        self->engine = engine;
    return (PyObject *)self;
}

static void engine_dealloc(PyObject *self)
{
    PyTypeObject *type = Py_TYPE(self);
    ressenti_engine_release(engine_of(self));
    PyObject_Free(self);
    Py_DECREF(type);
}

/* ---- asking ------------------------------------------------------------------------------------ */

static PyObject *str_of(ressenti_text text)
{
    return PyUnicode_DecodeUTF8(text.data != NULL ? text.data : "", (Py_ssize_t)text.size, "strict");
}

static PyObject *get_fingerprint(PyObject *self, void *closure)
{
    (void)closure;
    return str_of(ressenti_engine_fingerprint(engine_of(self)));
}

static PyObject *get_kernels(PyObject *self, void *closure)
{
    (void)closure;
    return PyUnicode_FromString(ressenti_engine_kernels(engine_of(self)));
}

static PyObject *get_word_count(PyObject *self, void *closure)
{
    (void)closure;
    return PyLong_FromUnsignedLong(ressenti_engine_word_count(engine_of(self)));
}

static int kind_of(const char *name, ressenti_label_kind *kind)
{
    static const char *const NAMES[] = {NULL, "theme", "signal", "channel", "parent", "subtheme"};
    for (int i = RESSENTI_THEME; i <= RESSENTI_SUBTHEME; i++) {
        if (strcmp(name, NAMES[i]) != 0) continue;
        *kind = (ressenti_label_kind)i;
        return 0;
    }
    PyErr_Format(PyExc_ValueError, "labels are of kind theme, signal, channel, parent or subtheme, not %s", name);
    return -1;
}

static PyObject *label_dict(const ressenti_engine *engine, ressenti_label_kind kind, uint32_t index)
{
    ressenti_label label = RESSENTI_LABEL_INIT, parent = RESSENTI_LABEL_INIT;
    (void)ressenti_engine_label(engine, kind, index, &label);
    int has_parent = kind == RESSENTI_THEME || kind == RESSENTI_SUBTHEME;
    if (has_parent && label.parent != RESSENTI_NONE)
        (void)ressenti_engine_label(engine, kind == RESSENTI_THEME ? RESSENTI_PARENT : RESSENTI_THEME, label.parent, &parent);
    return Py_BuildValue("{s:s#,s:s#,s:s#,s:s#,s:I,s:I,s:O}", "id", label.id.data, (Py_ssize_t)label.id.size, "fr", label.fr.data,
                         (Py_ssize_t)label.fr.size, "en", label.en.data, (Py_ssize_t)label.en.size, "parent",
                         has_parent ? parent.id.data : NULL, (Py_ssize_t)parent.id.size, "stage", label.stage,
                         "component", label.component, "alone", label.is_alone ? Py_True : Py_False);
}

static PyObject *list_of(const ressenti_engine *engine, uint32_t count, ressenti_label_kind kind,
                         PyObject *(*make)(const ressenti_engine *, ressenti_label_kind, uint32_t))
{
    PyObject *list = PyList_New(0);
    for (uint32_t i = 0; list != NULL && i < count; i++) {
        PyObject *item = make(engine, kind, i);
        if (item == NULL || PyList_Append(list, item) < 0) Py_CLEAR(list);
        Py_XDECREF(item);
    }
    return list;
}

PyDoc_STRVAR(labels_doc, "labels($self, kind, /)\n--\n\nThe labels of a kind, in the order of their indices and bits.");

static PyObject *engine_labels(PyObject *self, PyObject *name)
{
    ressenti_label_kind kind;
    PyObject *bytes = PyUnicode_AsUTF8String(name);
    if (bytes == NULL) return NULL;
    int answer = kind_of(PyBytes_AsString(bytes), &kind);
    Py_DECREF(bytes);
    if (answer < 0) return NULL;
    return list_of(engine_of(self), ressenti_engine_label_count(engine_of(self), kind), kind, label_dict);
}

static PyObject *index_or_none(uint32_t index)
{
    return index == RESSENTI_NONE ? Py_NewRef(Py_None) : PyLong_FromUnsignedLong(index);
}

static PyObject *rule_dict(const ressenti_engine *engine, ressenti_label_kind unused, uint32_t index)
{
    ressenti_rule rule = RESSENTI_RULE_INIT;
    (void)unused;
    (void)ressenti_engine_rule(engine, index, &rule);
    PyObject *theme = index_or_none(rule.theme), *subtheme = theme != NULL ? index_or_none(rule.subtheme) : NULL;
    if (subtheme == NULL) {
        Py_XDECREF(theme);
        return NULL;
    }
    return Py_BuildValue("{s:s#,s:s#,s:I,s:N,s:N,s:K,s:K,s:I,s:i,s:O}", "name", rule.name.data, (Py_ssize_t)rule.name.size, "file",
                         rule.file.data, (Py_ssize_t)rule.file.size, "number", rule.number, "theme", theme, "subtheme", subtheme, "signals",
                         (unsigned long long)rule.signals, "channels", (unsigned long long)rule.channels, "irritation",
                         rule.irritation, "valence", (int)rule.valence, "prefiltered",
                         rule.is_prefiltered ? Py_True : Py_False);
}

static PyObject *attribute_dict(const ressenti_engine *engine, ressenti_label_kind unused, uint32_t index)
{
    ressenti_attribute attribute = RESSENTI_ATTRIBUTE_INIT;
    (void)unused;
    (void)ressenti_engine_attribute(engine, index, &attribute);
    return Py_BuildValue("{s:I,s:s#,s:s#}", "signal", attribute.signal, "key", attribute.key.data, (Py_ssize_t)attribute.key.size,
                         "value", attribute.value.data, (Py_ssize_t)attribute.value.size);
}

PyDoc_STRVAR(attributes_doc, "attributes($self, /)\n--\n\nWhat rules say of their evidence, in the order of its indices: signal, key, value.");

static PyObject *engine_attributes(PyObject *self, PyObject *unused)
{
    (void)unused;
    return list_of(engine_of(self), ressenti_engine_attribute_count(engine_of(self)), RESSENTI_THEME, attribute_dict);
}

PyDoc_STRVAR(rules_doc, "rules($self, /)\n--\n\nThe rules, in the order of their indices.");

static PyObject *engine_rules(PyObject *self, PyObject *unused)
{
    (void)unused;
    return list_of(engine_of(self), ressenti_engine_rule_count(engine_of(self)), RESSENTI_THEME, rule_dict);
}

/* Asked twice: most fit the first time. */
static PyObject *needs_of(const ressenti_engine *engine, uint32_t index)
{
    char few[512], *many = NULL;
    size_t size = ressenti_engine_pattern_needs(engine, index, few, sizeof few);
    if (size <= sizeof few) return PyUnicode_DecodeUTF8(few, (Py_ssize_t)size, "strict");
    many = PyMem_Malloc(size);
    if (many == NULL) return PyErr_NoMemory();
    (void)ressenti_engine_pattern_needs(engine, index, many, size);
    PyObject *text = PyUnicode_DecodeUTF8(many, (Py_ssize_t)size, "strict");
    PyMem_Free(many);
    return text;
}

static PyObject *pattern_dict(const ressenti_engine *engine, ressenti_label_kind unused, uint32_t index)
{
    ressenti_pattern pattern = RESSENTI_PATTERN_INIT;
    (void)unused;
    (void)ressenti_engine_pattern(engine, index, &pattern);
    PyObject *needs = needs_of(engine, index);
    if (needs == NULL) return NULL;
    return Py_BuildValue("{s:I,s:s#,s:O,s:O,s:O,s:O,s:N}", "rule", pattern.rule, "regex", pattern.regex.data, (Py_ssize_t)pattern.regex.size,
                         "unless", pattern.is_unless ? Py_True : Py_False, "program", pattern.is_program ? Py_True : Py_False,
                         "prefiltered", pattern.is_prefiltered ? Py_True : Py_False, "further", pattern.is_further ? Py_True : Py_False,
                         "needs", needs);
}

PyDoc_STRVAR(patterns_doc, "patterns($self, /)\n--\n\nThe regular expressions over folded text that the rules have become.");

static PyObject *engine_patterns(PyObject *self, PyObject *unused)
{
    (void)unused;
    return list_of(engine_of(self), ressenti_engine_pattern_count(engine_of(self)), RESSENTI_THEME, pattern_dict);
}

static PyObject *name_dict(const ressenti_engine *engine, ressenti_label_kind unused, uint32_t index)
{
    ressenti_list_word name;
    (void)unused;
    (void)ressenti_engine_name(engine, index, &name);
    return Py_BuildValue("{s:s#,s:s#}", "list", name.list.data, (Py_ssize_t)name.list.size, "name", name.word.data, (Py_ssize_t)name.word.size);
}

PyDoc_STRVAR(names_doc, "names($self, /)\n--\n\nThe names in the lists, in the order of their indices.");

static PyObject *engine_names(PyObject *self, PyObject *unused)
{
    (void)unused;
    return list_of(engine_of(self), ressenti_engine_name_count(engine_of(self)), RESSENTI_THEME, name_dict);
}

/* ---- analysing ------------------------------------------------------------------------------------ */

PyDoc_STRVAR(analyze_doc, "analyze($self, texts, /, *, contributions=False, hits=False, figures=False, text_size_limit=0)\n--\n\n"
                          "One document per item of a sequence; items that are no text get a status. Offsets count code points.");

/* Takes the request's texts from any sequence, reads them, and hands out what was found. */
static PyObject *read_texts(module_state *state, PyObject *texts, analysis_request *request)
{
    PyObject *answer = NULL;
    request->texts = PySequence_Tuple(texts); /* a private tuple: nobody can resize it meanwhile */
    if (request->texts == NULL) return NULL;
    if (ressenti_result_new(request->engine, NULL, &request->result) != RESSENTI_OK)
        (void)PyErr_NoMemory();
    else if (rsn_py_analyze(state, request) < 0)
        ressenti_result_release(request->result);
    else
        answer = rsn_py_result_new(state, request->result);
    Py_DECREF(request->texts);
    return answer;
}

static PyObject *engine_analyze(PyObject *self, PyObject *args, PyObject *kwargs)
{
    static char *names[] = {"", "contributions", "hits", "figures", "text_size_limit", NULL};
    analysis_request request = {.engine = engine_of(self), .options = RESSENTI_OPTIONS_INIT, .read = ressenti_analyze};
    PyObject *texts = NULL;
    int contributions = 0, hits = 0, figures = 0;
    unsigned long long size_limit = 0;
    if (!PyArg_ParseTupleAndKeywords(args, kwargs, "O|$pppK:analyze", names, &texts, &contributions, &hits, &figures, &size_limit)) return NULL;
    request.options.flags = RESSENTI_CODE_POINTS | (contributions ? RESSENTI_WANT_CONTRIBUTIONS : 0) | (hits ? RESSENTI_WANT_HITS : 0) |
                            (figures ? RESSENTI_WANT_FIGURES : 0);
    request.options.text_size_limit = size_limit;
    return read_texts(state_of(self), texts, &request);
}

PyDoc_STRVAR(match_doc, "match($self, texts, /, *, text_size_limit=0)\n--\n\n"
                        "The hits of the rules alone, as analyze(hits=True) finds them, in texts of any language.");

static PyObject *engine_match(PyObject *self, PyObject *args, PyObject *kwargs)
{
    static char *names[] = {"", "text_size_limit", NULL};
    analysis_request request = {.engine = engine_of(self), .options = RESSENTI_OPTIONS_INIT, .read = ressenti_match};
    PyObject *texts = NULL;
    unsigned long long size_limit = 0;
    if (!PyArg_ParseTupleAndKeywords(args, kwargs, "O|$K:match", names, &texts, &size_limit)) return NULL;
    request.options.flags = RESSENTI_CODE_POINTS;
    request.options.text_size_limit = size_limit;
    return read_texts(state_of(self), texts, &request);
}

static PyMethodDef methods[] = {
    {"labels", engine_labels, METH_O, labels_doc},
    {"rules", engine_rules, METH_NOARGS, rules_doc},
    {"attributes", engine_attributes, METH_NOARGS, attributes_doc},
    {"names", engine_names, METH_NOARGS, names_doc},
    {"patterns", engine_patterns, METH_NOARGS, patterns_doc},
    {"analyze", (PyCFunction)(void (*)(void))engine_analyze, METH_VARARGS | METH_KEYWORDS, analyze_doc},
    {"match", (PyCFunction)(void (*)(void))engine_match, METH_VARARGS | METH_KEYWORDS, match_doc},
    {NULL, NULL, 0, NULL},
};

static PyGetSetDef properties[] = {
    {"fingerprint", get_fingerprint, NULL, "Engine and language data, to be kept with results.", NULL},
    {"kernels", get_kernels, NULL, "The name of the inner loops in use.", NULL},
    {"word_count", get_word_count, NULL, "How many words and expressions are known.", NULL},
    {NULL, NULL, NULL, NULL, NULL},
};

static PyType_Slot slots[] = {
    {Py_tp_new, engine_new},
    {Py_tp_dealloc, engine_dealloc},
    {Py_tp_methods, methods},
    {Py_tp_getset, properties},
    {Py_tp_doc, "Engine(packs, /, *, kernels=None, muted=(), lists=(), learned_themes=True)\n--\n\nPacks (bytes, or the path of a file) made ready to run; immutable, shared by threads."},
    {0, NULL},
};

PyType_Spec rsn_py_engine_spec = {"ressenti._core.Engine", sizeof(EngineObject), 0, Py_TPFLAGS_DEFAULT | Py_TPFLAGS_IMMUTABLETYPE, slots};
