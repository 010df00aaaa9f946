"""Declare4Py checks a model on a log: times and counts, as one line of JSON."""

import contextlib
import io
import json
import os
import sys
import time
import warnings

os.environ["PM4PY_SHOW_PROGRESS_BAR"] = "False"
warnings.filterwarnings("ignore")

from Declare4Py.D4PyEventLog import D4PyEventLog  # noqa: E402
from Declare4Py.ProcessMiningTasks.ConformanceChecking.MPDeclareAnalyzer import MPDeclareAnalyzer  # noqa: E402
from Declare4Py.ProcessModels.DeclareModel import DeclareModel  # noqa: E402

log_path, model_path = sys.argv[1:]
with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
    start = time.perf_counter()
    log = D4PyEventLog()
    log.parse_xes_log(log_path)
    read = time.perf_counter()
    model = DeclareModel().parse_from_file(model_path)
    checker = MPDeclareAnalyzer(log, model, consider_vacuity=True)
    begun = time.process_time()
    results = checker.run().model_check_res
    done = time.process_time()


def total(column, name):
    return sum(getattr(trace[column], name) or 0 for trace in results)


counts = [
    {
        "activations": total(n, "num_activations"),
        "fulfilled": total(n, "num_fulfillments"),
        "violated": total(n, "num_violations"),
        "traces_violated": sum(trace[n].state.value == "Violated" for trace in results),
    }
    for n in range(len(model.constraints))
]
print(json.dumps({"read_s": read - start, "check_s": done - begun, "traces": len(results), "counts": counts}))
