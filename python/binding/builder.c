/* ressenti._core.PackBuilder: packs from sources, for ressenti.compile only. */
#include "state.h"

typedef struct BuilderObject {
    PyObject_HEAD
    ressenti_builder *builder;
} BuilderObject;

static ressenti_builder *builder_of(PyObject *self)
{
    return ((BuilderObject *)self)->builder;
}

static PyObject *builder_new(PyTypeObject *type, PyObject *args, PyObject *kwargs)
{
    ressenti_builder *builder = NULL;
    if (PyTuple_Size(args) > 0 || (kwargs != NULL && PyDict_Size(kwargs) > 0)) {
        PyErr_SetString(PyExc_TypeError, "PackBuilder() takes no arguments");
        return NULL;
    }
    if (ressenti_builder_new(NULL, &builder) != RESSENTI_OK) return PyErr_NoMemory();
    BuilderObject *self = (BuilderObject *)PyType_GenericAlloc(type, 0);
    if (self == NULL)
        ressenti_builder_release(builder);
    else
        self->builder = builder;
    return (PyObject *)self;
}

static void builder_dealloc(PyObject *self)
{
    PyTypeObject *type = Py_TYPE(self);
    ressenti_builder_release(builder_of(self));
    PyObject_Free(self);
    Py_DECREF(type);
}

static PyObject *answer(PyObject *self, ressenti_status status, const ressenti_error *error)
{
    return status == RESSENTI_OK ? Py_NewRef(Py_None) : rsn_py_raise(state_of(self), status, error);
}

static ressenti_text text_of(const char *data, Py_ssize_t size)
{
    return (ressenti_text){data, (size_t)size};
}

PyDoc_STRVAR(name_doc, "name($self, name, fingerprint, /)\n--\n\nNames the pack and the digest of its sources.");

static PyObject *builder_name(PyObject *self, PyObject *args)
{
    const char *name, *fingerprint;
    Py_ssize_t name_size, fingerprint_size;
    ressenti_error error = RESSENTI_ERROR_INIT;
    if (!PyArg_ParseTuple(args, "s#s#:name", &name, &name_size, &fingerprint, &fingerprint_size)) return NULL;
    ressenti_status status =
        ressenti_builder_name(builder_of(self), text_of(name, name_size), text_of(fingerprint, fingerprint_size), &error);
    return answer(self, status, &error);
}

/* The index of `name` in a NULL-free list; -1 with an exception when it is not there. */
static int index_of(const char *what, const char *name, const char *const *names, int count)
{
    for (int i = 0; i < count; i++)
        if (strcmp(names[i], name) == 0) return i;
    PyErr_Format(PyExc_ValueError, "unknown %s: %s", what, name);
    return -1;
}

/* ---- labels ----------------------------------------------------------------------------------- */

static int bit_of(const char *what, const char *name, const char *const *names, int count, uint32_t *bit)
{
    if (name == NULL) return 0;
    int index = index_of(what, name, names, count);
    if (index < 0) return -1;
    *bit = 1u << index;
    return 0;
}

PyDoc_STRVAR(add_label_doc, "add_label($self, kind, id, /, *, fr='', en='', parent=None, stage=None, component=None, alone=False, amounts=False)\n--\n\n"
                            "Adds a theme, signal, channel or parent.");

static PyObject *builder_add_label(PyObject *self, PyObject *args, PyObject *kwargs)
{
    static const char *const KINDS[] = {"theme", "signal", "channel", "parent"};
    static const char *const STAGES[] = RESSENTI_STAGE_NAMES, *const COMPONENTS[] = RESSENTI_COMPONENT_NAMES;
    static char *names[] = {"", "", "fr", "en", "parent", "stage", "component", "alone", "amounts", NULL};
    const char *kind, *id, *fr = "", *en = "", *parent = NULL, *stage = NULL, *component = NULL;
    Py_ssize_t id_size, fr_size = 0, en_size = 0, parent_size = 0;
    int alone = 0, amounts = 0;
    ressenti_label label = RESSENTI_LABEL_INIT;
    ressenti_error error = RESSENTI_ERROR_INIT;
    if (!PyArg_ParseTupleAndKeywords(args, kwargs, "ss#|$s#s#z#zzpp:add_label", names, &kind, &id, &id_size, &fr, &fr_size, &en,
                                     &en_size, &parent, &parent_size, &stage, &component, &alone, &amounts))
        return NULL;
    int index = index_of("kind of label", kind, KINDS, 4);
    if (index < 0 || bit_of("stage", stage, STAGES, 9, &label.stage) < 0 ||
        bit_of("component", component, COMPONENTS, 4, &label.component) < 0)
        return NULL;
    label.id = text_of(id, id_size);
    label.fr = text_of(fr, fr_size);
    label.en = text_of(en, en_size);
    ressenti_status status = ressenti_builder_add_label(builder_of(self), (ressenti_label_kind)(index + 1), &label,
                                                        text_of(parent, parent_size),
                                                        (alone ? RESSENTI_LABEL_ALONE : 0) | (amounts ? RESSENTI_LABEL_AMOUNTS : 0), &error);
    return answer(self, status, &error);
}

/* ---- words -------------------------------------------------------------------------------------- */

PyDoc_STRVAR(add_word_doc, "add_word($self, kind, form, /, *, value=0, full=None, verb=False, accents=False)\n--\n\n"
                           "Adds a word or an expression; see ressenti_word in ressenti_build.h.");

static PyObject *builder_add_word(PyObject *self, PyObject *args, PyObject *kwargs)
{
    static const char *const KINDS[] = {"opinion", "intensity", "negation", "connective", "language", "respell", "cue", "voice"};
    static char *names[] = {"", "", "value", "full", "verb", "accents", NULL};
    const char *kind, *form, *full = NULL;
    Py_ssize_t form_size, full_size = 0;
    int value = 0, verb = 0, accents = 0;
    ressenti_word word = RESSENTI_WORD_INIT;
    ressenti_error error = RESSENTI_ERROR_INIT;
    if (!PyArg_ParseTupleAndKeywords(args, kwargs, "ss#|$iz#pp:add_word", names, &kind, &form, &form_size, &value, &full, &full_size, &verb,
                                     &accents))
        return NULL;
    int index = index_of("kind of word", kind, KINDS, (int)(sizeof KINDS / sizeof *KINDS));
    if (index < 0) return NULL;
    word.kind = (ressenti_word_kind)index;
    word.form = text_of(form, form_size);
    word.full = text_of(full, full_size);
    word.value = value;
    word.flags = (verb ? RESSENTI_WORD_IS_VERB : 0) | (accents ? RESSENTI_WORD_DEMANDS_ACCENTS : 0);
    return answer(self, ressenti_builder_add_word(builder_of(self), &word, &error), &error);
}

/* ---- rules ---------------------------------------------------------------------------------------- */

/* Three texts for each; NULL with an exception. */
static ressenti_attribute_source *attributes_of(const rsn_py_texts *list)
{
    if (list->count % 3 != 0) {
        PyErr_SetString(PyExc_ValueError, "an attribute is a signal, a key and a value");
        return NULL;
    }
    ressenti_attribute_source *attributes = PyMem_Calloc((size_t)list->count / 3 + 1, sizeof *attributes);
    if (attributes == NULL) (void)PyErr_NoMemory();
    for (Py_ssize_t i = 0; attributes != NULL && i < list->count / 3; i++)
        attributes[i] = (ressenti_attribute_source){list->texts[3 * i], list->texts[3 * i + 1], list->texts[3 * i + 2]};
    return attributes;
}

PyDoc_STRVAR(add_rule_doc, "add_rule($self, name, file, number, /, *, theme=None, signals=(), channels=(), irritation=0, valence=0, "
                           "neutral=False, phrases=(), regexes=(), needs=(), unless=(), attributes=(), condition=None, figure=None, joins=False)\n--\n\n"
                           "attributes: signal, key and value of each, one after the other.  "
                           "Adds a rule; see ressenti_rule_source in ressenti_build.h.");

static PyObject *builder_add_rule(PyObject *self, PyObject *args, PyObject *kwargs)
{
    enum { SIGNALS, CHANNELS, PHRASES, REGEXES, NEEDS, UNLESS, ATTRIBUTES, LISTS };
    static const char *const CONDITIONS[] = {"praise", "blame", "after_blame"}, *const FIGURES[] = {"duration", "price", "percent", "count"};
    static char *names[] = {"", "", "", "theme", "signals", "channels", "irritation", "valence", "neutral",
                            "phrases", "regexes", "needs", "unless", "attributes", "condition", "figure", "joins", NULL};
    const char *name, *file, *theme = NULL, *condition = NULL, *figure = NULL;
    Py_ssize_t name_size, file_size, theme_size = 0;
    unsigned int number = 0, irritation = 0;
    int valence = 0, neutral = 0, joins = 0, condition_index = -1, figure_index = -1;
    ressenti_attribute_source *attributes = NULL;
    PyObject *given[LISTS] = {NULL}, *result = NULL;
    rsn_py_texts lists[LISTS] = {RSN_PY_TEXTS_INIT};
    ressenti_error error = RESSENTI_ERROR_INIT;
    if (!PyArg_ParseTupleAndKeywords(args, kwargs, "s#s#I|$z#OOIipOOOOOzzp:add_rule", names, &name, &name_size, &file, &file_size, &number,
                                     &theme, &theme_size, &given[SIGNALS], &given[CHANNELS], &irritation, &valence, &neutral,
                                     &given[PHRASES], &given[REGEXES], &given[NEEDS], &given[UNLESS], &given[ATTRIBUTES],
                                     &condition, &figure, &joins))
        return NULL;
    for (int i = 0; i < LISTS; i++)
        if (rsn_py_take_texts(given[i], &lists[i]) < 0) goto done;
    if (condition != NULL && (condition_index = index_of("condition", condition, CONDITIONS, 3)) < 0) goto done;
    if (figure != NULL && (figure_index = index_of("kind of figure", figure, FIGURES, 4)) < 0) goto done;
    if ((attributes = attributes_of(&lists[ATTRIBUTES])) == NULL) goto done;
    ressenti_rule_source source = {
        .struct_size = sizeof source,
        .name = text_of(name, name_size), .file = text_of(file, file_size), .number = number,
        .theme = text_of(theme, theme_size),
        .signals = lists[SIGNALS].texts, .signal_count = (size_t)lists[SIGNALS].count,
        .channels = lists[CHANNELS].texts, .channel_count = (size_t)lists[CHANNELS].count,
        .irritation = irritation, .valence = valence, .is_neutral = (uint32_t)neutral,
        .phrases = lists[PHRASES].texts, .phrase_count = (size_t)lists[PHRASES].count,
        .regexes = lists[REGEXES].texts, .regex_count = (size_t)lists[REGEXES].count,
        .needs = lists[NEEDS].texts, .need_count = (size_t)lists[NEEDS].count,
        .unless = lists[UNLESS].texts, .unless_count = (size_t)lists[UNLESS].count,
        .attributes = attributes, .attribute_count = (size_t)lists[ATTRIBUTES].count / 3,
        .condition = (ressenti_condition)(condition_index + 1), .figure = (ressenti_figure_kind)(figure_index + 1),
        .flags = joins ? RESSENTI_RULE_JOINS : 0,
    };
    result = answer(self, ressenti_builder_add_rule(builder_of(self), &source, &error), &error);
done:
    for (int i = 0; i < LISTS; i++) rsn_py_drop_texts(&lists[i]);
    PyMem_Free(attributes);
    return result;
}

PyDoc_STRVAR(add_list_word_doc, "add_list_word($self, list, word, /)\n--\n\nAdds a name to the list concurrent, marque or produit.");

static PyObject *builder_add_list_word(PyObject *self, PyObject *args)
{
    const char *list, *word;
    Py_ssize_t list_size, word_size;
    ressenti_error error = RESSENTI_ERROR_INIT;
    if (!PyArg_ParseTuple(args, "s#s#:add_list_word", &list, &list_size, &word, &word_size)) return NULL;
    return answer(self, ressenti_builder_add_list_word(builder_of(self), text_of(list, list_size), text_of(word, word_size), &error), &error);
}

PyDoc_STRVAR(add_sample_doc, "add_sample($self, text, /)\n--\n\nA text such as the rules will read, before the first rule: tells which words are rare.");

static PyObject *builder_add_sample(PyObject *self, PyObject *given)
{
    PyObject *owner = NULL;
    ressenti_text text;
    ressenti_error error = RESSENTI_ERROR_INIT;
    if (rsn_py_text(given, &owner, &text) < 0) return NULL;
    PyObject *result = answer(self, ressenti_builder_add_sample(builder_of(self), text, &error), &error);
    Py_XDECREF(owner);
    return result;
}

static PyObject *take_model(PyObject *self, PyObject *given, ressenti_status (*set)(ressenti_builder *, ressenti_text, ressenti_error *))
{
    char *data = NULL;
    Py_ssize_t size = 0;
    ressenti_error error = RESSENTI_ERROR_INIT;
    if (PyBytes_AsStringAndSize(given, &data, &size) < 0) return NULL;
    return answer(self, set(builder_of(self), text_of(data, size), &error), &error);
}

PyDoc_STRVAR(set_model_doc, "set_model($self, model, /)\n--\n\nThe bytes of a learned model, as train() gives them.");

static PyObject *builder_set_model(PyObject *self, PyObject *given)
{
    return take_model(self, given, ressenti_builder_set_model);
}

PyDoc_STRVAR(set_theme_model_doc, "set_theme_model($self, model, /)\n--\n\nThe bytes of learned themes, as train_themes() gives them; after all labels.");

static PyObject *builder_set_theme_model(PyObject *self, PyObject *given)
{
    return take_model(self, given, ressenti_builder_set_theme_model);
}

PyDoc_STRVAR(finish_doc, "finish($self, /)\n--\n\nThe bytes of the pack.");

static PyObject *builder_finish(PyObject *self, PyObject *unused)
{
    ressenti_text bytes;
    ressenti_error error = RESSENTI_ERROR_INIT;
    (void)unused;
    ressenti_status status = ressenti_builder_finish(builder_of(self), &bytes, &error);
    if (status != RESSENTI_OK) return rsn_py_raise(state_of(self), status, &error);
    return PyBytes_FromStringAndSize(bytes.data, (Py_ssize_t)bytes.size);
}

#define WITH_KEYWORDS(function) (PyCFunction)(void (*)(void))function, METH_VARARGS | METH_KEYWORDS

static PyMethodDef methods[] = {
    {"name", builder_name, METH_VARARGS, name_doc},
    {"add_label", WITH_KEYWORDS(builder_add_label), add_label_doc},
    {"add_word", WITH_KEYWORDS(builder_add_word), add_word_doc},
    {"add_list_word", builder_add_list_word, METH_VARARGS, add_list_word_doc},
    {"add_rule", WITH_KEYWORDS(builder_add_rule), add_rule_doc},
    {"add_sample", builder_add_sample, METH_O, add_sample_doc},
    {"set_model", builder_set_model, METH_O, set_model_doc},
    {"set_theme_model", builder_set_theme_model, METH_O, set_theme_model_doc},
    {"finish", builder_finish, METH_NOARGS, finish_doc},
    {NULL, NULL, 0, NULL},
};

static PyType_Slot slots[] = {
    {Py_tp_new, builder_new},
    {Py_tp_dealloc, builder_dealloc},
    {Py_tp_methods, methods},
    {Py_tp_doc, "PackBuilder()\n--\n\nCollects words and rules and turns them into a pack; one thread at a time."},
    {0, NULL},
};

PyType_Spec rsn_py_builder_spec = {"ressenti._core.PackBuilder", sizeof(BuilderObject), 0, Py_TPFLAGS_DEFAULT | Py_TPFLAGS_IMMUTABLETYPE, slots};
