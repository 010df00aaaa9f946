"""Opens what `guiju convert` wrote in pm4py and holds the counts against the JSON Lines that it was written from.

usage: exports.py SCHEMA.xsd FOLDER, where FOLDER has NAME.jsonl and NAME.json, NAME.xml, NAME.sqlite, NAME.xes.gz
"""

import json
import sys
import warnings
from pathlib import Path

warnings.filterwarnings("ignore")

import pm4py  # noqa: E402
from lxml import etree  # noqa: E402


def main(schema, folder):
    schema = etree.XMLSchema(etree.parse(schema))
    logs = sorted(Path(folder).glob("*.jsonl"))
    assert logs, f"no logs in {folder}"
    for log in logs:
        wanted = counted(log)
        for ending, read in [
            (".json", pm4py.read_ocel2_json),
            (".xml", pm4py.read_ocel2_xml),
            (".sqlite", pm4py.read_ocel2_sqlite),
        ]:
            path = log.with_suffix(ending)
            compare(path, found(read(str(path))), wanted["ocel"])
        path = log.with_suffix(".xes.gz")
        traces = pm4py.read_xes(str(path), variant="iterparse", show_progress_bar=False)
        xes = {"events": len(traces), "cases": traces["case:concept:name"].nunique()}
        compare(path, xes, wanted["xes"])
        validate(schema, log.with_suffix(".xml"))
        counts = [f"{count} {what}" for what, count in wanted["ocel"].items() if isinstance(count, int)]
        print(f"   {log.stem}: {', '.join(counts)}; in XES {wanted['xes']}")


def counted(path):
    """Counts without Guiju and without pm4py. pm4py forgets objects without events, and what is said of them."""
    events, objects = {}, {}
    for line in path.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        kind, fields = next(iter(record.items()))
        (events if kind == "event" else objects)[fields["id"]] = fields
    related = [
        (event, to) for event in events.values() for to in event.get("relationships", []) if to["objectId"] in objects
    ]
    seen = {to["objectId"] for _, to in related}
    values = {}
    for event in events.values():
        for name, value in plain(event):
            values.setdefault(name, set()).add(value)
    timed = [
        attribute
        for id, fields in objects.items()
        if id in seen and isinstance(fields.get("attributes"), list)
        for attribute in fields["attributes"]
        if "time" in attribute
    ]
    encounters = [
        to["objectId"] for event in events.values() for to in event.get("relationships", [])
        if to["qualifier"] == "encounter"
    ]
    return {
        "ocel": {
            "events": len({event["id"] for event, _ in related}),
            "activities": sorted({event["type"] for event, _ in related}),
            "times": sorted({instant(event["time"]) for event, _ in related})[:3],
            "objects": len(seen),
            "relations": len({(event["id"], to["objectId"], to["qualifier"]) for event, to in related}),
            "object relations": sum(
                to["objectId"] in seen
                for id, fields in objects.items() if id in seen
                for to in fields.get("relationships", [])
            ),
            "changes": len(timed),
            "texts": sorted(values.get("place", [])),
        },
        "xes": {"events": len(encounters), "cases": len(set(encounters))},
    }


def plain(event):
    attributes = event.get("attributes", {})
    return [(name, value) for name, value in attributes.items() if isinstance(value, str)]


def instant(text):
    import pandas

    return pandas.Timestamp(text).tz_convert("UTC").isoformat()


def found(log):
    import pandas

    times = pandas.to_datetime(log.events["ocel:timestamp"], utc=True)
    places = log.events["place"].dropna().unique() if "place" in log.events else []
    return {
        "events": len(log.events),
        "activities": sorted(log.events["ocel:activity"].unique()),
        "times": sorted({time.isoformat() for time in times})[:3],
        "objects": len(log.objects),
        "relations": len(log.relations),
        "object relations": len(log.o2o),
        "changes": len(log.object_changes),
        "texts": sorted(places),
    }


def compare(path, found, wanted):
    differing = {key: (found[key], wanted[key]) for key in wanted if found[key] != wanted[key]}
    assert not differing, f"{path.name}: (found, wanted) {differing}"


def validate(schema, path):
    # One attribute name in two types breaks the schema's keys, whoever writes it (tests/data/README.md).
    if not schema.validate(etree.parse(str(path))):
        real = [str(error) for error in schema.error_log if "More than one match found for key" not in error.message]
        assert not real and path.stem != "visits", f"{path.name}: {real or schema.error_log}"


main(*sys.argv[1:])
