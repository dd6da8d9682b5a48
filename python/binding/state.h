/* The one list of objects that the module owns, and the way from a type to it. */
#ifndef RSN_PY_STATE_H
#define RSN_PY_STATE_H

#define Py_LIMITED_API 0x030B0000
#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <string.h>

#include "ressenti.h"
#include "ressenti_build.h"

typedef struct module_state {
    PyObject *core_error;
    PyTypeObject *engine_type, *result_type, *buffer_type, *builder_type;
} module_state;

extern struct PyModuleDef rsn_py_module;

static inline module_state *state_of_type(PyTypeObject *type)
{
    return PyModule_GetState(PyType_GetModule(type));
}

static inline module_state *state_of(PyObject *self)
{
    return state_of_type(Py_TYPE(self));
}

/* errors.c: raises MemoryError, OSError or CoreError with status, item and offset; returns NULL. */
PyObject *rsn_py_raise(module_state *state, ressenti_status status, const ressenti_error *error);

/* texts.c: appends one document per item of a tuple to `result`, in chunks with the GIL released. */
typedef struct analysis_request {
    const ressenti_engine *engine;
    PyObject *texts; /* a tuple */
    ressenti_options options;
    ressenti_result *result;
    ressenti_status (*read)(ressenti_scratch *, const ressenti_text *, size_t, const ressenti_options *, ressenti_result *, ressenti_error *);
} analysis_request; /* read: ressenti_analyze or ressenti_match */
int rsn_py_analyze(module_state *state, const analysis_request *request);

/* result.c: takes the reference, even when it fails. */
PyObject *rsn_py_result_new(module_state *state, ressenti_result *result);
/* A str or None as UTF-8 that `*owner` keeps; -1 with an exception set. */
int rsn_py_text(PyObject *object, PyObject **owner, ressenti_text *text);
/* lists.c: an iterable of str as texts, which the list of their bytes keeps; drop it in any case. */
typedef struct rsn_py_texts {
    PyObject *owners;
    ressenti_text *texts;
    Py_ssize_t count;
} rsn_py_texts;

#define RSN_PY_TEXTS_INIT {NULL, NULL, 0}

/* NULL: none; -1 with an exception set for a str, or an item that is none. */
int rsn_py_take_texts(PyObject *iterable, rsn_py_texts *list);
void rsn_py_drop_texts(rsn_py_texts *list);

/* texts.c: what is wrong with an item that is no str; -1 with an exception set. */
int rsn_py_why_unread(PyObject *item, ressenti_row_status *why);

/* engine.c: what an Engine holds, NULL for None; -1 with an exception set. */
int rsn_py_engine_in(module_state *state, PyObject *object, const ressenti_engine **engine);

/* normalize.c */
PyObject *rsn_py_normalize(PyObject *module, PyObject *args, PyObject *kwargs);
extern const char rsn_py_normalize_doc[];

/* train.c */
PyObject *rsn_py_train(PyObject *module, PyObject *args, PyObject *kwargs);
extern const char rsn_py_train_doc[];
PyObject *rsn_py_train_themes(PyObject *module, PyObject *args, PyObject *kwargs);
extern const char rsn_py_train_themes_doc[];

extern PyType_Spec rsn_py_engine_spec, rsn_py_result_spec, rsn_py_buffer_spec, rsn_py_builder_spec;

#endif
