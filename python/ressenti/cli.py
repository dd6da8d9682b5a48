"""The command `ressenti`: arguments to calls, and every failure to a sentence and an exit code.

Exit codes: 0 done (`diff`: whatever it found), 1 done but something is wrong (bad rows with --strict, a rule that misses its
examples), 2 wrong use, unreadable input or unwritable output, 130 Ctrl-C, 143 terminated,
141 closed pipe (silent).
"""

import argparse
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from . import _input
from ._batch import Job, Run
from ._interrupt import Interruption
from ._normalize import FORMS as UNICODE_FORMS, STEPS, WAYS_WITH_INVALID, Options
from ._output import OutputError, open_output
from ._ratings import SCALES
from ._terminal import Console, has_colours, painted, visible
from ._writers import FORMATS

if TYPE_CHECKING:
    from ressenti import Analyzer, Explanation

DONE: Final = 0
WRONG: Final = 1
REFUSED: Final = 2
INTERRUPTED: Final = 130
CLOSED_PIPE: Final = 141


class UsageError(Exception):
    """Something that cannot be done as asked. The message is for the person who asked."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code. `argv` None: the arguments of the program."""
    try:
        code = _parsed_and_done(argv)
        if sys.stdout is not None:
            sys.stdout.flush()
        return code
    except BrokenPipeError:
        _abandon_standard_output()
        return CLOSED_PIPE
    except KeyboardInterrupt:
        return INTERRUPTED


def _parsed_and_done(argv: Sequence[str] | None) -> int:
    try:
        return _obey(_parser().parse_args(argv))
    except SystemExit as asked:  # argparse: --help, --version, wrong use
        return asked.code if isinstance(asked.code, int) else REFUSED


def _obey(arguments: argparse.Namespace) -> int:
    console = Console(is_quiet=getattr(arguments, "quiet", False))
    interruption = Interruption()
    try:
        with interruption.caught():
            code: int = arguments.command(arguments, console, interruption)
            return code
    except KeyboardInterrupt:
        return interruption.exit_code
    except (UsageError, _input.InputError, OutputError) as error:
        console.error(str(error))
        return REFUSED


def _abandon_standard_output() -> None:
    """Point standard output at nothing, or Python complains of the closed pipe as it ends."""
    try:
        nothing = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nothing, sys.stdout.fileno())
        os.close(nothing)
    except (AttributeError, OSError, ValueError):
        pass


# --- Commands -----------------------------------------------------------------------------------


def _analyze(arguments: argparse.Namespace, console: Console, interruption: Interruption) -> int:
    return Run(_job(arguments), _analyzer(arguments), console, interruption).exit_code()


def _explain(arguments: argparse.Namespace, console: Console, interruption: Interruption) -> int:
    from ressenti import explain

    if arguments.rules:
        return _explain_rules(arguments)
    if len(arguments.text) != 1 or arguments.format is not None:
        arguments.misused("one TEXT is explained, between quotes; names of rules and --format go with --rules")
    analyzer = _analyzer(arguments)
    text = arguments.text[0] if arguments.text[0] != "-" else "".join(_standard_input(console))
    with _refusing("the text cannot be explained: "):
        explanation = explain(text, analyzer)
    if arguments.html:
        _print(explanation.to_html())
    elif has_colours(sys.stdout):
        _print_painted(explanation)
    else:
        _print(str(explanation))
    return DONE


def _explain_rules(arguments: argparse.Namespace) -> int:
    from ressenti._rules import as_table, chosen, rule_rows

    if arguments.html:
        arguments.misused("--html goes with a TEXT, not with --rules")
    analyzer = _analyzer(arguments)
    with _refusing():
        rows = chosen(rule_rows(analyzer.rules, analyzer.patterns, analyzer.subthemes), arguments.text)
    if arguments.format == "jsonl":
        with open_output(None) as output:
            output.write("".join(f"{row.to_json()}\n" for row in rows).encode())
    else:
        _print(as_table(rows, with_needs=bool(arguments.text)))
    return DONE


def _diff(arguments: argparse.Namespace, console: Console, interruption: Interruption) -> int:
    from ._diff_run import compare

    if len(arguments.pack) != 2:  # noqa: PLR2004
        arguments.misused("two packs are compared: --pack OLD --pack NEW")
    old, new = (_analyzer_of([pack], arguments.no_default, arguments.disable, arguments.learned_themes) for pack in arguments.pack)
    compare(_job(arguments), old, new, console, interruption)
    return DONE


def _suggest(arguments: argparse.Namespace, console: Console, interruption: Interruption) -> int:
    from ._suggest_run import suggest

    arguments.learned_themes = False  # rules are wanted where rules find nothing
    suggest(_job(arguments), _analyzer(arguments), arguments.top, arguments.least, console, interruption)
    return DONE


def _job(arguments: argparse.Namespace) -> Job:
    """What `analyze`, `diff` and `suggest` are asked to read."""
    return Job(
        input=arguments.input,
        output=arguments.output,
        format=getattr(arguments, "format", None),
        input_format=arguments.input_format,
        encoding=arguments.encoding,
        wanted=_input.Wanted(arguments.text, arguments.id, tuple(getattr(arguments, "keep", ()))),
        threads=arguments.threads,
        is_strict=getattr(arguments, "strict", False),
    )


def _print_painted(explanation: "Explanation") -> None:
    """Print it with the words that count in colour, on a terminal."""
    text, lines = explanation.text, str(explanation)
    if lines.startswith(text):
        marks = [(term.start, term.end, term.points) for term in explanation.contributions if term.is_telling]
        lines = painted(text, marks) + visible(lines[len(text) :])
    else:
        lines = visible(lines)
    with open_output(None) as output:
        output.write_as_is(f"{lines}\n".encode())


def _normalize(arguments: argparse.Namespace, console: Console, interruption: Interruption) -> int:
    options = _normalize_options(arguments)
    if arguments.text == "-":
        return _normalize_lines(_standard_input(console), options)
    from ressenti import normalize

    with _refusing("the text cannot be read: "):
        folded = normalize(arguments.text, **options)
    _print(folded)
    return DONE


def _normalize_options(arguments: argparse.Namespace) -> Options:
    """The keywords of `normalize`; raises UsageError for what cannot be had together."""
    from ressenti import normalize

    analyzer = _analyzer_of(arguments.pack, False) if arguments.pack else None
    options: Options = {
        "form": arguments.form,
        "spelling": arguments.spelling,
        "invalid": arguments.invalid,
        "analyzer": analyzer,
        **{name: False for name in arguments.keep},  # type: ignore[typeddict-item]
    }
    with _refusing():
        normalize("", **options)
    return options


def _normalize_lines(lines: Iterable[str], options: Options) -> int:
    """Print each line normalised; an empty line stands for one that holds undecodable bytes and is rejected."""
    from ressenti import normalize

    for line in lines:
        try:
            folded = normalize(line.rstrip("\r\n"), **options)
        except ValueError:
            folded = ""
        _print(folded)
    return DONE


def _check(arguments: argparse.Namespace, console: Console, interruption: Interruption) -> int:
    from ressenti import check

    if arguments.corpus:
        return _check_on_corpus(arguments)
    if arguments.format is not None:
        arguments.misused("--format goes with --corpus")
    with _refusing():
        report = check.run(arguments.sources or None)
    _print(str(report))
    return DONE if report.ok else WRONG


def _check_on_corpus(arguments: argparse.Namespace) -> int:
    from ressenti import check

    with _refusing():
        report = check.on_corpus(arguments.corpus, arguments.sources or None)
    _print("\n".join(report.json_lines()) if arguments.format == "jsonl" else str(report))
    return DONE


def _compile(arguments: argparse.Namespace, console: Console, interruption: Interruption) -> int:
    from ressenti.compile import compile_pack

    with _refusing():
        pack = compile_pack(arguments.source)
    with open_output(arguments.output) as output, interruption.held():
        output.write(pack)
    console.note(f"{arguments.output}: {len(pack):,} bytes.")
    return DONE


def _train(arguments: argparse.Namespace, console: Console, interruption: Interruption) -> int:
    from ._learn_run import Columns, Settings, learn

    analyzer = _analyzer(arguments)
    with _refusing():
        columns = Columns(arguments.text, arguments.label, arguments.themes, arguments.signals)
        settings = Settings(arguments.scale, arguments.folds, arguments.cost, arguments.theme_cost, arguments.certainty, arguments.signal_certainty)
        training = learn(arguments.inputs, arguments.also, columns, settings, analyzer, console)
    console.note("cross-validation, each text judged by a model that had not seen it:")
    _print(str(training))
    if arguments.output is not None:
        with interruption.held():
            training.save(arguments.output)
        console.note(f"{arguments.output}: use it with --pack {arguments.output}.")
    return DONE


def _evaluate(arguments: argparse.Namespace, console: Console, interruption: Interruption) -> int:
    from ._learn_run import measure

    analyzer = _analyzer(arguments)
    with _refusing():
        metrics = measure(arguments.inputs, arguments.text, arguments.label, arguments.scale, arguments.threads, analyzer, console)
    _print(str(metrics))
    return DONE


def _analyzer(arguments: argparse.Namespace) -> "Analyzer":
    return _analyzer_of(arguments.pack, arguments.no_default, arguments.disable, arguments.learned_themes)


def _analyzer_of(packs: list[str], without_default: bool, disable: Sequence[str] = (), learned_themes: bool = True) -> "Analyzer":
    from ressenti import Analyzer
    from ressenti._packs import laid_over_default

    if without_default and not packs:
        raise UsageError("--no-default leaves no pack: name one with --pack.")
    with _refusing():
        return Analyzer(packs=packs if without_default else laid_over_default(packs), disable=disable, learned_themes=learned_themes)


@contextmanager
def _refusing(prefix: str = "") -> Iterator[None]:
    """Turn the exceptions of the package, whose texts are for people, into a UsageError."""
    try:
        yield
    except OSError as error:
        named = f"{error.filename}: {error.strerror}." if error.filename else str(error)
        raise UsageError(named) from None
    except ValueError as error:
        raise UsageError(f"{prefix}{error}") from None


def _standard_input(console: Console) -> Iterator[str]:
    """Lines of standard input, with their ends."""
    with _input.open_bytes("-") as (stream, name):
        yield from _input.DecodedInput(stream, name, None, console.warn).lines("")


def _print(text: str) -> None:
    with open_output(None) as output:
        output.write(f"{text}\n".encode("utf-8", "backslashreplace"))


# --- Arguments ----------------------------------------------------------------------------------


def _utf8(argument: str) -> str:
    """The argument read as UTF-8, whatever the locale made of its bytes."""
    try:
        return os.fsencode(argument).decode("utf-8")
    except UnicodeError:
        return argument


def _positive(argument: str) -> int:
    count = int(argument)
    if count < 1:
        raise ValueError
    return count


class _Version(argparse.Action):
    """Prints the version; a class so that the package is imported only when it is asked for."""

    def __call__(self, parser: argparse.ArgumentParser, *_: Any) -> None:
        from ressenti import __version__, _core
        from ressenti._analyzer import forced_kernels

        kernels = forced_kernels() or _core.kernels_names[0]
        if kernels not in _core.kernels_names:
            kernels += ", which this processor cannot run"
        _print(f"ressenti {__version__} (kernels {kernels})")
        parser.exit(DONE)


class _Parser(argparse.ArgumentParser):
    """Prints its help as everything else is printed: UTF-8, and a closed pipe is noticed."""

    def print_help(self, file: Any = None) -> None:
        if file is None:
            _print(self.format_help().rstrip("\n"))
        else:
            super().print_help(file)


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="ressenti",
        description="What French customer comments speak of, how they feel about it, and why.",
        allow_abbrev=False,
    )
    parser.add_argument("--version", action=_Version, nargs=0, help="print the version and stop")
    commands = parser.add_subparsers(metavar="COMMAND", required=True)
    for add in (_add_analyze, _add_explain, _add_normalize, _add_check, _add_diff, _add_suggest, _add_compile, _add_train, _add_evaluate):
        add(lambda name, command, summary: _command(commands, name, command, summary))
    return parser


Command = Callable[[argparse.Namespace, Console, Interruption], int]
AddCommand = Callable[[str, Command, str], argparse.ArgumentParser]


def _command(commands: Any, name: str, command: Command, summary: str) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = commands.add_parser(
        name, help=summary, description=summary[0].upper() + summary[1:] + ".", allow_abbrev=False
    )
    parser.set_defaults(command=command, misused=parser.error)  # what argparse cannot see by itself
    return parser


def _add_analyze(add: AddCommand) -> None:
    parser = add("analyze", _analyze, "read the verbatims of a file, one result a verbatim")
    option = parser.add_argument
    _add_input(parser)
    option("--format", choices=FORMATS, help="of the output (by suffix, else jsonl)")
    _add_packs(parser)
    keep_help = 'columns to copy under "input", or "all"'
    option("--keep", metavar="COL,…", type=_utf8, action="append", default=[], help=keep_help)
    option("--strict", action="store_true", help="exit with 1 when a row could not be read")
    option("-q", "--quiet", action="store_true", help="no notes, no summary; warnings stay")


def _add_input(parser: argparse.ArgumentParser) -> None:
    option = parser.add_argument
    option("input", metavar="INPUT", help=".csv, .tsv, .jsonl, .txt (lines), or - for standard input")
    option("-o", "--output", metavar="OUT", help="file to write (standard output)")
    option("--text", metavar="COL", type=_utf8, help="column of the verbatims (verbatim, avis, …)")
    option("--id", metavar="COL", type=_utf8, help="column of the ids (id, else the row number)")
    option("--input-format", choices=_input.FORMATS, help="when the suffix does not tell")
    option("--encoding", metavar="ENC", help="of the input (UTF-8, else a guess that is reported)")
    option("--threads", metavar="N", type=_positive, default=1, help="threads to use (1)")


def _add_packs(parser: argparse.ArgumentParser) -> None:
    help = "a .toml, .tsv or folder of your own over fr; a name, a .pack or a whole language instead of fr; the later wins"
    parser.add_argument("--pack", metavar="P", action="append", default=[], help=help)
    parser.add_argument("--no-default", action="store_true", help="only the packs named, without fr under them")
    help = "rules that shall find nothing: delivery_time/12, or delivery_time/* for all of a label"
    parser.add_argument("--disable", metavar="RULE,…", type=_names, action="extend", default=[], help=help)
    help = "no themes and signals but those of rules: the learned model proposes none"
    parser.add_argument("--no-learned-themes", action="store_false", dest="learned_themes", help=help)


def _add_explain(add: AddCommand) -> None:
    parser = add("explain", _explain, "show what the result of a text is made of")
    parser.add_argument("text", metavar="TEXT", type=_utf8, nargs="*", help="the text, or - for standard input")
    help = "list how rules are run instead: all, or those whose names (delivery_time, app/*) are given as TEXT"
    parser.add_argument("--rules", action="store_true", help=help)
    parser.add_argument("--format", choices=("text", "jsonl"), help="of the list of rules (text)")
    parser.add_argument("--html", action="store_true", help="as HTML")
    _add_packs(parser)


def _names(argument: str) -> list[str]:
    return [name.strip() for name in _utf8(argument).split(",") if name.strip()]


def _step_names(argument: str) -> list[str]:
    names = [name.strip() for name in argument.split(",")]
    wrong = [name for name in names if name not in STEPS]
    if wrong:
        raise argparse.ArgumentTypeError(f"{wrong[0]!r} is not one of {', '.join(STEPS)}")
    return names


def _add_normalize(add: AddCommand) -> None:
    parser = add("normalize", _normalize, "print a text as the rules read it, or in a standard form")
    option = parser.add_argument
    help = "the text, or - (the default) for the lines of standard input"
    option("text", metavar="TEXT", type=_utf8, nargs="?", default="-", help=help)
    option("--form", choices=UNICODE_FORMS, help="this form of Unicode and nothing else")
    keep_help = f"steps to leave out: {', '.join(STEPS)}"
    option("--keep", metavar="STEP,…", type=_step_names, action="extend", default=[], help=keep_help)
    option("--spelling", action="store_true", help="abbreviations and drawn-out letters too")
    invalid_help = "bytes that are not UTF-8: an error (an empty line), U+FFFD, or read as cp1252"
    option("--invalid", choices=WAYS_WITH_INVALID, default="reject", help=invalid_help)
    _add_packs(parser)


def _add_check(add: AddCommand) -> None:
    parser = add("check", _check, "run the rules of a source against their own examples")
    help = "folders, .toml or .tsv files (data/fr)"
    parser.add_argument("sources", metavar="SOURCE", type=Path, nargs="*", help=help)
    help = "count on these annotated verbatims (JSON Lines as in data/fr/corpus) how often each rule is right instead"
    parser.add_argument("--corpus", metavar="FILE", action="extend", nargs="+", default=[], help=help)
    parser.add_argument("--format", choices=("text", "jsonl"), help="of what --corpus tells (text)")


def _add_diff(add: AddCommand) -> None:
    parser = add("diff", _diff, "show which verbatims gain or lose which labels from one pack to another, and why")
    _add_input(parser)
    _add_packs(parser)
    parser.add_argument("--format", choices=("text", "jsonl"), default="text", help="of the output (text)")
    parser.add_argument("-q", "--quiet", action="store_true", help="no notes; warnings stay")


def _add_suggest(add: AddCommand) -> None:
    parser = add("suggest", _suggest, "propose rules, as TOML to paste, for the verbatims that no theme covers")
    _add_input(parser)
    _add_packs(parser)
    parser.add_argument("--top", metavar="N", type=_positive, default=20, help="rules to propose at most (20)")
    parser.add_argument("--least", metavar="N", type=_positive, default=3, help="texts that a phrase stands in at least (3)")
    parser.add_argument("-q", "--quiet", action="store_true", help="no notes; warnings stay")


def _add_compile(add: AddCommand) -> None:
    parser = add("compile", _compile, "make a pack out of rules and words")
    help = "a folder laid out like data/fr, or a .toml file"
    parser.add_argument("source", metavar="SOURCE", type=Path, help=help)
    parser.add_argument("-o", "--output", metavar="OUT", required=True, help="the pack to write")


def _add_rated(parser: argparse.ArgumentParser) -> None:
    option = parser.add_argument
    option("inputs", metavar="DATA", nargs="+", help="rated texts: .csv, .tsv, .jsonl, .parquet")
    option("--text", metavar="COL", type=_utf8, help="column of the texts (verbatim, avis, …)")
    option("--label", metavar="COL", type=_utf8, help="column of the ratings (sentiment, label, note, …)")
    scale_help = "pos neg neu mixed, 1 to 5, or 0 to 10 (told by the ratings)"
    option("--scale", choices=SCALES, help=scale_help)
    _add_packs(parser)
    option("-q", "--quiet", action="store_true", help="no notes; warnings stay")


def _add_train(add: AddCommand) -> None:
    parser = add("train", _train, "learn a model of your own from rated or annotated texts, on top of fr")
    _add_rated(parser)
    option = parser.add_argument
    themes_help = "column of the themes (ids): learn to propose what no rule finds; without --label nothing else is learned"
    option("--themes", metavar="COL", type=_utf8, help=themes_help)
    option("--signals", metavar="COL", type=_utf8, help="column of the signals (ids), likewise")
    option("-o", "--output", metavar="OUT", help="the pack to write (.pack), or the weights alone (.bin)")
    also_help = "texts of another kind, which only teach which words are good or bad"
    option("--also", metavar="DATA", action="append", default=[], help=also_help)
    option("--folds", metavar="N", type=_positive, default=5, help="of the cross-validation (5)")
    option("--cost", metavar="N", type=_positive, default=10, help="of an error, in hundredths (10): more follows the texts more closely")
    option("--theme-cost", metavar="N", type=_positive, default=30, help="the same of themes and signals (30)")
    certainty_help = "in percent, how likely a theme has to be, by cross-validation, to be proposed (50)"
    option("--certainty", metavar="N", type=_positive, default=50, help=certainty_help)
    option("--signal-certainty", metavar="N", type=_positive, default=60, help="the same of signals (60)")


def _add_evaluate(add: AddCommand) -> None:
    parser = add("evaluate", _evaluate, "compare sentiments with ratings: accuracy, F1, AUC, calibration")
    _add_rated(parser)
    parser.add_argument("--threads", metavar="N", type=_positive, default=1, help="threads to use (1)")
