/* Learning from rated or annotated texts: an engine, texts and what was said of them in; the bytes of a model and figures out. */
#include "state.h"

typedef struct lesson_texts {
    PyObject *tuple;   /* private: nobody can resize it meanwhile  */
    PyObject **owners; /* of each text's UTF-8, or NULL            */
    ressenti_text *texts;
    Py_ssize_t count;
} lesson_texts;

static void drop_texts(lesson_texts *given)
{
    for (Py_ssize_t i = 0; given->owners != NULL && i < given->count; i++) Py_XDECREF(given->owners[i]);
    PyMem_Free(given->owners);
    PyMem_Free(given->texts);
    Py_XDECREF(given->tuple);
}

/* What is no str, or no UTF-8, teaches nothing. */
static int take_text(lesson_texts *given, Py_ssize_t at)
{
    PyObject *item = PyTuple_GetItem(given->tuple, at);
    if (!PyUnicode_Check(item) || rsn_py_text(item, &given->owners[at], &given->texts[at]) == 0) return 0;
    if (!PyErr_ExceptionMatches(PyExc_UnicodeEncodeError)) return -1;
    PyErr_Clear();
    return 0;
}

static int take_texts(lesson_texts *given, PyObject *sequence)
{
    given->tuple = PySequence_Tuple(sequence);
    if (given->tuple == NULL) return -1;
    given->count = PyTuple_Size(given->tuple);
    given->texts = PyMem_Calloc((size_t)given->count + 1, sizeof *given->texts);
    given->owners = PyMem_Calloc((size_t)given->count + 1, sizeof *given->owners);
    if (given->texts == NULL || given->owners == NULL) {
        (void)PyErr_NoMemory();
        return -1;
    }
    for (Py_ssize_t i = 0; i < given->count; i++)
        if (take_text(given, i) < 0) return -1;
    return 0;
}

/* Called without the GIL: Ctrl-C stops the learning. */
static int no_signal(void *context, size_t done, size_t total)
{
    PyThreadState **thread = context;
    (void)done;
    (void)total;
    PyEval_RestoreThread(*thread);
    int stops = PyErr_CheckSignals() < 0;
    *thread = PyEval_SaveThread();
    return !stops;
}

static PyObject *bytes_of(const void *items, size_t size)
{
    return PyBytes_FromStringAndSize(items, (Py_ssize_t)size);
}

static PyObject *answer_of(const ressenti_model *model)
{
    ressenti_text bytes = ressenti_model_bytes(model);
    ressenti_judgements judged = {.struct_size = sizeof judged};
    ressenti_model_judgements(model, &judged);
    return Py_BuildValue("(NNNN)", bytes_of(bytes.data, bytes.size), bytes_of(judged.sentiment, judged.count),
                         bytes_of(judged.score, judged.count * sizeof *judged.score),
                         bytes_of(judged.confidence, judged.count * sizeof *judged.confidence));
}

const char rsn_py_train_doc[] =
    "train($module, engine, texts, labels, /, *, roles=None, folds=0, cost=0)\n--\n\n"
    "Learns from `texts` and `labels` (bytes, one ressenti_sentiment each). The bytes of a model, and what texts that it had not seen got: sentiment "
    "(uint8), score and confidence (int32, thousandths), as bytes.";

PyObject *rsn_py_train(PyObject *module, PyObject *args, PyObject *kwargs)
{
    static char *names[] = {"", "", "", "roles", "folds", "cost", NULL};
    module_state *state = PyModule_GetState(module);
    ressenti_training training = RESSENTI_TRAINING_INIT;
    ressenti_error error = RESSENTI_ERROR_INIT;
    ressenti_model *model = NULL;
    const ressenti_engine *engine = NULL;
    const char *labels = NULL, *roles = NULL;
    Py_ssize_t label_count = 0, roles_count = 0;
    PyObject *engine_object = NULL, *sequence = NULL, *answer = NULL;
    lesson_texts given = {0};
    if (!PyArg_ParseTupleAndKeywords(args, kwargs, "OOy#|$z#II:train", names, &engine_object, &sequence, &labels, &label_count, &roles,
                                     &roles_count, &training.folds, &training.cost) ||
        rsn_py_engine_in(state, engine_object, &engine) < 0 || take_texts(&given, sequence) < 0)
        goto done;
    if (label_count != given.count || (roles != NULL && roles_count != given.count)) {
        PyErr_SetString(PyExc_ValueError, "there is one label for each text");
        goto done;
    }
    PyThreadState *thread = PyEval_SaveThread();
    training.texts = given.texts;
    training.labels = (const uint8_t *)labels;
    training.roles = (const uint8_t *)roles;
    training.count = (size_t)given.count;
    training.proceed = no_signal;
    training.context = &thread;
    ressenti_status status = ressenti_train(engine, &training, NULL, &model, &error);
    PyEval_RestoreThread(thread);
    if (status == RESSENTI_OK)
        answer = answer_of(model);
    else if (!PyErr_Occurred())
        (void)rsn_py_raise(state, status, &error);
done:
    ressenti_model_release(model);
    drop_texts(&given);
    return answer;
}

/* ---- themes ----------------------------------------------------------------------------------------------------------- */

static PyObject *totals_of(const ressenti_theme_model *model, ressenti_label_kind kind)
{
    ressenti_proposal_totals totals = {.struct_size = sizeof totals};
    ressenti_theme_model_totals(model, kind, &totals);
    return Py_BuildValue("(KKKKK)", (unsigned long long)totals.annotated, (unsigned long long)totals.found, (unsigned long long)totals.found_right,
                         (unsigned long long)totals.proposed, (unsigned long long)totals.right);
}

static PyObject *theme_answer_of(const ressenti_theme_model *model)
{
    ressenti_text bytes = ressenti_theme_model_bytes(model);
    ressenti_proposal_figures figures = {.struct_size = sizeof figures};
    ressenti_theme_model_figures(model, &figures);
    PyObject *rows = PyList_New(0);
    for (size_t i = 0; rows != NULL && i < figures.count; i++) {
        PyObject *row = Py_BuildValue("(IIIIIO)", figures.kind[i], figures.label[i], figures.texts[i], figures.proposed[i], figures.right[i],
                                      figures.is_kept[i] ? Py_True : Py_False);
        if (row == NULL || PyList_Append(rows, row) < 0) Py_CLEAR(rows);
        Py_XDECREF(row);
    }
    if (rows == NULL) return NULL;
    return Py_BuildValue("(NNNN)", bytes_of(bytes.data, bytes.size), rows, totals_of(model, RESSENTI_THEME), totals_of(model, RESSENTI_SIGNAL));
}

const char rsn_py_train_themes_doc[] =
    "train_themes($module, engine, texts, /, *, theme_begin=None, themes=None, signals=None, folds=0, cost=0, certainty=0, signal_certainty=0, least=0)\n--\n\n"
    "Learns from `texts` with their themes (`theme_begin`: uint64, `themes`: uint32) and signals (uint64, a bit each), as bytes. The bytes of a model; for "
    "each label kind, index, texts, proposals, right ones, whether it is kept; the totals of themes and signals: annotated, found, right, proposed, right.";

/* The columns are as long as they say. */
static int are_whole(Py_ssize_t texts, const char *begin, Py_ssize_t begin_size, Py_ssize_t themes_size, const char *signals, Py_ssize_t signals_size)
{
    uint64_t last = 0;
    if (begin != NULL && begin_size != (texts + 1) * (Py_ssize_t)sizeof last) return 0;
    if (begin != NULL) memcpy(&last, begin + begin_size - (Py_ssize_t)sizeof last, sizeof last);
    if (begin != NULL && last != (uint64_t)themes_size / sizeof(uint32_t)) return 0;
    return signals == NULL || signals_size == texts * (Py_ssize_t)sizeof(uint64_t);
}

PyObject *rsn_py_train_themes(PyObject *module, PyObject *args, PyObject *kwargs)
{
    static char *names[] = {"", "", "theme_begin", "themes", "signals", "folds", "cost", "certainty", "signal_certainty", "least", NULL};
    module_state *state = PyModule_GetState(module);
    ressenti_theme_training training = RESSENTI_THEME_TRAINING_INIT;
    ressenti_error error = RESSENTI_ERROR_INIT;
    ressenti_theme_model *model = NULL;
    const char *begin = NULL, *themes = NULL, *signals = NULL;
    Py_ssize_t begin_size = 0, themes_size = 0, signals_size = 0;
    PyObject *engine_object = NULL, *sequence = NULL, *answer = NULL;
    const ressenti_engine *engine = NULL;
    lesson_texts given = {0};
    if (!PyArg_ParseTupleAndKeywords(args, kwargs, "OO|$z#z#z#IIIII:train_themes", names, &engine_object, &sequence, &begin, &begin_size, &themes,
                                     &themes_size, &signals, &signals_size, &training.folds, &training.cost, &training.certainty, &training.signal_certainty, &training.least) ||
        rsn_py_engine_in(state, engine_object, &engine) < 0 || take_texts(&given, sequence) < 0)
        goto done;
    if (!are_whole(given.count, begin, begin_size, themes_size, signals, signals_size)) {
        PyErr_SetString(PyExc_ValueError, "there are themes and signals for each text");
        goto done;
    }
    PyThreadState *thread = PyEval_SaveThread();
    training.texts = given.texts;
    training.theme_begin = (const uint64_t *)(const void *)begin;
    training.themes = (const uint32_t *)(const void *)themes;
    training.signals = (const uint64_t *)(const void *)signals;
    training.count = (size_t)given.count;
    training.proceed = no_signal;
    training.context = &thread;
    ressenti_status status = ressenti_train_themes(engine, &training, NULL, &model, &error);
    PyEval_RestoreThread(thread);
    if (status == RESSENTI_OK)
        answer = theme_answer_of(model);
    else if (!PyErr_Occurred())
        (void)rsn_py_raise(state, status, &error);
done:
    ressenti_theme_model_release(model);
    drop_texts(&given);
    return answer;
}
