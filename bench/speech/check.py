"""Check the labelled dialogues and print how many verdicts each row has in each half.

Usage: python3 bench/speech/check.py [INVENTORY.tsv ...]
With inventories (a header, then row id first) the rows of the labels must be rows there. Exit code 1 if anything is wrong.
"""
import collections
import json
import pathlib
import sys

HERE = pathlib.Path(__file__).parent
VERDICTS = ("kept", "broken", "not_applicable", "unknown", "either")
WANTED = 3
errors = []


def is_taboo(row):
    """A taboo of words. S6.10.never forbids conduct: interrupting."""
    return row.endswith(".never") and row != "S6.10.never"


def lines(path):
    return path.read_text(encoding="utf-8").splitlines()


rows = set()
for name in sys.argv[1:]:
    rows |= {line.split("\t")[0] for line in lines(pathlib.Path(name))[1:]}

dialogues = {}
for path in sorted((HERE / "dialogues").glob("*.jsonl")) + sorted((HERE / "clean").glob("*.jsonl")):
    for n, line in enumerate(lines(path), 1):
        d = json.loads(line)
        where = f"{path.name}:{n} {d['id']}"
        if d["id"] in dialogues:
            errors.append(f"{where}: id used twice")
        dialogues[d["id"]] = d
        if d["encounter"] not in ("call", "repair"):
            errors.append(f"{where}: unknown encounter {d['encounter']}")
        if not d["turns"]:
            errors.append(f"{where}: no turns")
        starts = [t["at_ms"] for t in d["turns"]]
        if starts != sorted(starts) or any(t["end_ms"] <= t["at_ms"] for t in d["turns"]):
            errors.append(f"{where}: turns out of order")
        if any(not t["text"].strip() for t in d["turns"]):
            errors.append(f"{where}: empty turn")

counts = {"tuning": collections.defaultdict(collections.Counter), "measuring": collections.defaultdict(collections.Counter)}
cited = {half: collections.Counter() for half in counts}
labelled = set()
for path in sorted((HERE / "labels").glob("*.tsv")):
    half = path.stem.split("-")[1]
    seen = set()
    for n, line in enumerate(lines(path)[1:], 2):
        where = f"{path.name}:{n}"
        fields = line.split("\t")
        if len(fields) != 5:
            errors.append(f"{where}: {len(fields)} fields, want 5")
            continue
        dialogue, row, verdict, words, _why = fields
        if dialogue not in dialogues:
            errors.append(f"{where}: no dialogue {dialogue}")
            continue
        if (dialogue, row) in seen:
            errors.append(f"{where}: {dialogue} {row} labelled twice")
        seen.add((dialogue, row))
        labelled.add(dialogue)
        if rows and row not in rows:
            errors.append(f"{where}: no row {row}")
        if verdict not in VERDICTS:
            errors.append(f"{where}: no verdict {verdict}")
        if words and not any(words in t["text"] for t in dialogues[dialogue]["turns"]):
            errors.append(f"{where}: {words} is not in {dialogue}")
        counts[half][row][verdict] += 1
        if verdict == "kept" and words:
            cited[half][row] += 1

texts = collections.defaultdict(set)
for d in dialogues.values():
    half = "measuring" if d["id"][1] == "m" else "tuning" if d["id"][1] == "t" else None
    if half:
        texts[half] |= {t["text"] for t in d["turns"] if len(t["text"]) > 14}
shared = sorted(texts["tuning"] & texts["measuring"])
errors += [f"turn in both halves: {t}" for t in shared]

print("row\t" + "\t".join(f"{half} {v}" for half in counts for v in VERDICTS))
for row in sorted(set(counts["tuning"]) | set(counts["measuring"])):
    print(row + "\t" + "\t".join(str(counts[half][row][v]) for half in counts for v in VERDICTS))
    for half in counts:
        thin = [v for v in ("kept", "broken") if counts[half][row][v] < WANTED]
        if is_taboo(row) and cited[half][row] < WANTED:
            thin.append("hard negatives")
        if thin:
            print(f"  fewer than {WANTED} {' and '.join(thin)} in {half}: {row}", file=sys.stderr)
ours = ("agent", "crew", "staff")
clean = [t for d in dialogues.values() if d["id"][1] == "c" for t in d["turns"] if t["speaker"] in ours]
print(f"{len(clean)} clean turns of our side")
print(f"{len(dialogues)} dialogues, {len(labelled)} labelled, {sum(sum(c.values()) for h in counts.values() for c in h.values())} verdicts")
for e in errors:
    print("error: " + e, file=sys.stderr)
sys.exit(1 if errors else 0)
