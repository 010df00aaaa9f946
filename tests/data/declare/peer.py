"""Declare4Py's counts, constraint by constraint, in the shape of `guiju declare --format json`.

A constraint that Declare4Py stops at, or answers for some traces only, gets {"constraint": ..., "error": ...}.
"""
import contextlib
import io
import os
import signal
import warnings

os.environ["PM4PY_SHOW_PROGRESS_BAR"] = "False"
warnings.filterwarnings("ignore")

from Declare4Py.D4PyEventLog import D4PyEventLog  # noqa: E402
from Declare4Py.ProcessMiningTasks.ConformanceChecking.MPDeclareAnalyzer import MPDeclareAnalyzer  # noqa: E402
from Declare4Py.ProcessModels.DeclareModel import DeclareModel, DeclareModelConditionParserUtility  # noqa: E402

METRICS = {
    "activations": "num_activations",
    "fulfilled": "num_fulfillments",
    "violated": "num_violations",
    "pending": "num_pendings",
}


def log(path):
    with contextlib.redirect_stderr(io.StringIO()):
        log = D4PyEventLog()
        log.parse_xes_log(str(path))
    return log


def _stop(*_):
    raise TimeoutError("it does not return")


def check_conditions(constraint):
    """Raises what Declare4Py would raise once an event makes it evaluate the conditions."""
    template, fields = constraint["template"], constraint["condition"]
    parser = DeclareModelConditionParserUtility()
    relation = template.is_binary and not template.both_activation_condition
    only_activation = template.templ_str in ("Init", "End")
    both = {"A", "T", "timedelta", "abs", "float"}
    expressions = [(parser.parse_data_cond(fields[0]), {"A"} if relation or only_activation else both)]
    if relation:
        expressions.append((parser.parse_data_cond(fields[1]), both))
    if not only_activation:
        expressions.append((parser.parse_time_cond(fields[-1]), both))
    for expression, names in expressions:
        unknown = set(compile(expression, "", "eval").co_names) - names
        if unknown:
            raise NameError(str(unknown))


def counts(line, log, seconds):
    """The counts of one line, or None where Declare4Py takes the line for no constraint."""
    row = {"constraint": line.strip()}
    signal.signal(signal.SIGALRM, _stop)
    signal.alarm(seconds)
    try:
        with contextlib.redirect_stdout(io.StringIO()):
            model = DeclareModel().parse_from_string(line)
            if not model.constraints:
                return None
            check_conditions(model.constraints[0])
            runs = [MPDeclareAnalyzer(log, model, vacuity).run().model_check_res for vacuity in (True, False)]
    except Exception as error:  # noqa: BLE001: whatever it raises is the answer
        return row | {"error": f"{type(error).__name__}: {error}"}
    finally:
        signal.alarm(0)
    if any(not trace for run in runs for trace in run):
        return row | {"error": "SyntaxError: not all traces are answered"}
    for ours, theirs in METRICS.items():
        row[ours] = sum(getattr(trace[0], theirs) or 0 for trace in runs[0])
    row["traces_satisfied"], row["traces_satisfied_nonvacuous"] = (
        sum(trace[0].state.value != "Violated" for trace in run) for run in runs
    )
    return row


def model(lines, log, seconds=3600):
    return [row for line in lines if (row := constraint(line, log, seconds))]


def constraint(line, log, seconds=5):
    """The row of a line; at some lines Declare4Py never returns, and fills the memory."""
    text = line.strip()
    if "[" not in text or text.startswith(("#", "bind ", "activity ")):
        return None
    return counts(line, log, seconds)
