"""Makes the golden files: Declare4Py's counts over the models here, and over random pairs of log and model.

Run by hand in an environment with `pip install Declare4Py==2.2.0`:

    python make.py             what is missing
    python make.py --again     all
"""
import gzip
import json
import sys
from pathlib import Path

import generate
import peer

HERE = Path(__file__).parent
PAIRS, LINES = 200, 12


def rows(path, rows):
    text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode()
    path.write_bytes(gzip.compress(text, mtime=0) if path.suffix == ".gz" else text)


def models():
    for model in sorted(HERE.glob("*.decl"), key=lambda model: (model.stem != "stops", model.stem)):
        golden = model.with_suffix(".jsonl")
        if golden.exists() and "--again" not in sys.argv:
            continue
        log = HERE.parent / f"{model.stem}.xes.gz"
        log = log if log.exists() else HERE / f"{model.stem}.xes"
        small = log.suffix == ".xes"
        rows(golden, peer.model(model.read_text(encoding="utf-8").splitlines(), peer.log(log), 5 if small else 3600))


def random_pairs():
    golden = HERE / "random.jsonl.gz"
    if golden.exists() and "--again" not in sys.argv:
        return
    pairs, path = [], Path("/tmp/declare4py-random.xes")
    seed = 0
    while len(pairs) < PAIRS:
        seed += 1
        log, lines = generate.pair(seed, LINES)
        path.write_text(log, encoding="utf-8")
        try:
            answers = peer.model(lines, peer.log(path), 5)
        except Exception:  # noqa: BLE001, S112: pm4py takes no log without events
            continue
        pairs.append({"seed": seed, "log": log, "answers": answers})
    rows(golden, pairs)


random_pairs()
models()
