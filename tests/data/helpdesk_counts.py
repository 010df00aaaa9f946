"""Counts over helpdesk.xes.gz what each clause of standards/helpdesk demands, without Guiju: a second way to its numbers.

Each function is one clause read from its sentence in articles.tsv. Events are taken in the order of the file, which
is that of their times.
"""

import gzip
import json
import pathlib
import sys
from collections import Counter
from datetime import datetime, timedelta
from xml.etree import ElementTree

HERE = pathlib.Path(__file__).parent
LOG, COUNTS = HERE / "helpdesk.xes.gz", HERE / "helpdesk_counts.json"

REGISTERED = {"Insert ticket", "Assign seriousness"}
TAKEN, RESOLVED, CLOSED = "Take in charge ticket", "Resolve ticket", "Closed"


def tickets():
    """Each ticket as a list of (activity, time)."""
    with gzip.open(LOG) as log:
        for element in ElementTree.parse(log).getroot():
            if not element.tag.endswith("}trace"):
                continue
            events = []
            for event in element:
                if event.tag.endswith("}event"):
                    of = {attribute.get("key"): attribute.get("value") for attribute in event}
                    events.append((of["concept:name"], datetime.fromisoformat(of["time:timestamp"])))
            assert events == sorted(events, key=lambda event: event[1])
            yield events


def verdict(owed):
    """`owed`: for each time that the duty arose, whether it was done."""
    owed = list(owed)
    return "not_applicable" if not owed else "kept" if all(owed) else "broken"


def at(events, names):
    return [place for place, (name, _) in enumerate(events) if name in names]


def done_within(events, start, names, days):
    limit = events[start][1] + timedelta(days=days)
    return any(name in names and time <= limit for name, time in events[start + 1 :])


def done_before_closing(events, start, wanted):
    for name, _ in events[start + 1 :]:
        if name in (wanted, CLOSED):
            return name == wanted
    return False


def resolved_before(events, place, days):
    latest = events[place][1] - timedelta(days=days)
    return any(name == RESOLVED and time <= latest for name, time in events[:place])


CLAUSES = {
    "HD.1": lambda e: verdict(done_within(e, i, {TAKEN, RESOLVED}, 3) for i in at(e, REGISTERED)[:1]),
    "HD.2": lambda e: verdict(bool(at(e[:i], {TAKEN})) for i in at(e, {RESOLVED})),
    "HD.3": lambda e: verdict(done_within(e, i, {RESOLVED}, 30) for i in at(e, REGISTERED)[:1]),
    "HD.4": lambda e: verdict([len(at(e, {TAKEN})) <= 4]),
    "HD.5": lambda e: verdict(resolved_before(e, i, 14) for i in at(e, {CLOSED})),
    "HD.6": lambda e: verdict([len(at(e, {CLOSED})) <= 1]),
    "HD.7": lambda e: verdict(done_within(e, i, {RESOLVED}, 14) for i in at(e, {"Require upgrade"})),
    "HD.8": lambda e: verdict(done_before_closing(e, i, "Resolve SW anomaly") for i in at(e, {"Create SW anomaly"})),
}


def main():
    counts = {clause: Counter() for clause in CLAUSES}
    for events in tickets():
        for clause, judge in CLAUSES.items():
            counts[clause][judge(events)] += 1
    verdicts = ["kept", "broken", "not_applicable"]
    counts = {clause: {verdict: of[verdict] for verdict in verdicts} for clause, of in counts.items()}
    lines = ",\n".join(f"  {json.dumps(clause)}: {json.dumps(of)}" for clause, of in counts.items())
    text = f"{{\n{lines}\n}}\n"
    print(text, end="")
    if sys.argv[1:] == ["--write"]:
        COUNTS.write_text(text)
    elif json.loads(COUNTS.read_text()) != counts:
        sys.exit(f"{COUNTS.name} says otherwise")


if __name__ == "__main__":
    main()
