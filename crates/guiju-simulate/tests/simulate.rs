//! What the simulator promises, read from the bytes it writes.

use std::collections::{BTreeMap, BTreeSet};

use guiju_simulate::{Fact, Norm, Plan, Truth, acts, simulate, simulate_with};
use serde_json::Value;

type Outcome<T = ()> = Result<T, Box<dyn std::error::Error>>;

fn run(plan: &Plan) -> Outcome<(Vec<u8>, Truth)> {
    let mut log = Vec::new();
    let truth = simulate(plan, &mut log)?;
    Ok((log, truth))
}

fn lines(log: &[u8]) -> Outcome<Vec<Value>> {
    std::str::from_utf8(log)?.lines().map(|line| Ok(serde_json::from_str(line)?)).collect()
}

/// Events of each encounter by id, in the order of their instants; double lines once.
fn encounters(lines: &[Value]) -> BTreeMap<String, Vec<&Value>> {
    let mut seen = BTreeSet::new();
    let mut all: BTreeMap<String, Vec<&Value>> = BTreeMap::new();
    for event in lines.iter().filter_map(|line| line.get("event")) {
        if !seen.insert(text(event, "id")) {
            continue;
        }
        for relation in event["relationships"].as_array().into_iter().flatten() {
            if relation["qualifier"] == "encounter" {
                all.entry(text(relation, "objectId")).or_default().push(event);
            }
        }
    }
    for events in all.values_mut() {
        events.sort_by_key(|event| millis(event));
    }
    all
}

fn text(value: &Value, key: &str) -> String {
    value[key].as_str().unwrap_or_default().to_owned()
}

fn millis(event: &Value) -> i64 {
    event["time"]
        .as_str()
        .and_then(|time| time.parse::<jiff::Timestamp>().ok())
        .map_or(0, |t| t.as_millisecond())
}

/// The trusted instant of an activity: the position's, else the earliest.
fn at(events: &[&Value], kind: &str) -> Option<i64> {
    let of = |wanted: &dyn Fn(&Value) -> bool| {
        events.iter().filter(|event| event["type"] == kind && wanted(event)).map(|event| millis(event)).min()
    };
    of(&|event| event["source"] == "location").or_else(|| of(&|_| true))
}

fn fnv(bytes: &[u8]) -> u64 {
    bytes
        .iter()
        .fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3))
}

fn small() -> Plan {
    Plan { days: 2, sites: 2, per_day: 30, ..Plan::default() }
}

#[test]
fn the_same_seed_gives_the_same_bytes_and_another_seed_others() -> Outcome {
    let (log, truth) = run(&small())?;
    let (again, same) = run(&small())?;
    assert_eq!(fnv(&log), fnv(&again));
    assert_eq!(truth, same);
    let (other, _) = run(&Plan { seed: 2, ..small() })?;
    assert_ne!(fnv(&log), fnv(&other));
    Ok(())
}

#[test]
fn every_line_is_an_object_or_an_event_with_all_its_fields() -> Outcome {
    let (log, truth) = run(&small())?;
    let lines = lines(&log)?;
    assert_eq!(lines.len() as u64, truth.lines);
    let kinds =
        ["tap", "location", "telephony", "form", "inspection", "photo", "transcript", "import", "survey"];
    for line in &lines {
        let record = line.get("event").or_else(|| line.get("object")).ok_or("neither object nor event")?;
        assert!(record["id"].is_string() && record["type"].is_string() && record["attributes"].is_object());
        assert!(record["relationships"].is_array());
        if line.get("event").is_some() {
            assert!(millis(record) > 0, "{record}");
            assert!(kinds.contains(&text(record, "source").as_str()), "{record}");
        }
        if record["type"] == "utterance" {
            assert!(
                !text(&record["attributes"], "text").is_empty()
                    && !text(&record["attributes"], "text").contains('{')
            );
            assert!(!text(&record["attributes"], "speaker").is_empty());
        }
    }
    Ok(())
}

#[test]
fn every_relation_leads_to_an_object_and_doubles_are_alike() -> Outcome {
    let (log, truth) = run(&small())?;
    let lines = lines(&log)?;
    let objects: BTreeSet<String> =
        lines.iter().filter_map(|line| line.get("object")).map(|object| text(object, "id")).collect();
    let mut by_id: BTreeMap<String, &Value> = BTreeMap::new();
    let mut doubles = 0;
    for line in &lines {
        let record = line.get("event").or_else(|| line.get("object")).ok_or("neither object nor event")?;
        for relation in record["relationships"].as_array().into_iter().flatten() {
            assert!(objects.contains(&text(relation, "objectId")), "{relation} of {}", record["id"]);
        }
        if let Some(event) = line.get("event")
            && let Some(first) = by_id.insert(text(event, "id"), event)
        {
            assert_eq!(first, event);
            doubles += 1;
        }
    }
    assert!(doubles > 0, "noise has doubles");
    for deviation in &truth.injected {
        assert!(objects.contains(&deviation.subject), "{deviation:?}");
    }
    for hidden in &truth.hidden {
        assert!(objects.contains(&hidden.subject), "{hidden:?}");
    }
    Ok(())
}

#[test]
fn a_clean_run_injects_nothing_and_keeps_the_bounds() -> Outcome {
    let plan = Plan { days: 5, deviation_rate: 0.0, missing_evidence_rate: 0.0, ..Plan::default() };
    let (log, truth) = run(&plan)?;
    assert_eq!(truth.injected, []);
    let lines = lines(&log)?;
    let area: BTreeMap<String, i64> = lines
        .iter()
        .filter_map(|line| line.get("object"))
        .filter(|object| object["type"] == "repair")
        .map(|object| {
            let minutes = match object["attributes"]["order.area"].as_str() {
                Some("urban") => 45,
                Some("rural") => 90,
                _ => 120,
            };
            (text(object, "id"), minutes * 60_000)
        })
        .collect();
    let special: BTreeSet<String> = lines
        .iter()
        .filter_map(|line| line.get("object"))
        .filter(|object| ["110", "119"].contains(&text(&object["attributes"], "order.source").as_str()))
        .map(|object| text(object, "id"))
        .collect();
    let (mut sharp, mut late, mut met) = (0, 0, 0);
    for (id, events) in encounters(&lines).into_iter().filter(|(id, _)| area.contains_key(id)) {
        let Some(dispatched) = at(&events, "dispatched") else { continue };
        let departed = at(&events, "departed").ok_or("never departed")?;
        assert!(departed - dispatched <= 120_000, "{id}");
        let arrived = at(&events, "arrived").ok_or("never arrived")?;
        let bound = dispatched + area[&id];
        sharp += i32::from(arrived == bound) + i32::from(departed == dispatched + 120_000);
        if arrived > bound {
            late += 1;
            for told in ["eta_notified", "delay_reported"] {
                assert!(at(&events, told).is_some_and(|told| told <= bound), "{id}");
            }
            let promised = events
                .iter()
                .find(|event| event["type"] == "eta_notified")
                .and_then(|event| event["attributes"]["expected_time"].as_str())
                .and_then(|time| time.parse::<jiff::Timestamp>().ok())
                .ok_or("no promise")?;
            assert!(arrived <= promised.as_millisecond(), "{id}");
        }
        if special.contains(&id) {
            assert!(at(&events, "work_started").is_some_and(|begun| begun <= bound), "{id}: begun too late");
        }
        let recorder = at(&events, "recorder_started").ok_or("no recorder")?;
        assert!((arrived..=arrived + 60_000).contains(&recorder), "{id}");
        let called = at(&events, "customer_called").is_some_and(|called| called <= arrived + 300_000);
        let meeting = at(&events, "customer_met");
        assert!(called || meeting.is_some_and(|met| met <= arrived + 300_000), "{id}");
        if let Some(meeting) = meeting {
            met += 1;
            let first = events
                .iter()
                .find(|event| event["type"] == "utterance" && millis(event) >= meeting)
                .ok_or("nothing said")?;
            assert_eq!(first["attributes"]["speaker"], "crew", "{id}: the crew speaks first");
            assert!(millis(first) <= meeting + 10_000);
        }
        let left = at(&events, "crew_left").ok_or("never left")?;
        assert!(
            at(&events, "result_uploaded").is_some_and(|up| up - left <= 1_800_000 && up >= left),
            "{id}"
        );
        if let Some(cleared) = at(&events, "fault_cleared") {
            let told = at(&events, "centre_reported").ok_or("centre never told")?;
            assert!((cleared..=cleared + 300_000).contains(&told) && told <= left, "{id}");
        }
        if let Some(entered) = at(&events, "entered_home") {
            assert!(at(&events, "entry_consent").is_some_and(|consent| consent < entered), "{id}");
        }
    }
    assert!(special.len() > 3, "{special:?}");
    assert!(sharp > 20 && late > 5 && met > 300, "{sharp} {late} {met}");
    Ok(())
}

#[test]
fn work_begins_in_order_of_rank_at_every_depot() -> Outcome {
    let plan = Plan { days: 6, deviation_rate: 0.0, missing_evidence_rate: 0.0, ..Plan::default() };
    let (log, _) = run(&plan)?;
    let lines = lines(&log)?;
    let encounters = encounters(&lines);
    // (depot, rank, danger found, begun, closed)
    let mut orders = Vec::new();
    for object in
        lines.iter().filter_map(|line| line.get("object")).filter(|object| object["type"] == "repair")
    {
        let of = &object["attributes"];
        let events = &encounters[&text(object, "id")];
        let special = ["110", "119"].contains(&text(of, "order.source").as_str());
        let danger = at(events, "danger_found");
        let rank = (
            special,
            of["order.major_event"] != true,
            of["order.voltage"] != "high",
            of["order.urgent"] != true && of["customer.vulnerable"] != true,
            at(events, "fault_reported").ok_or("not reported")?,
        );
        let closed = events.iter().map(|event| millis(event)).max().ok_or("empty")?;
        orders.push((text(of, "depot"), rank, danger, at(events, "work_started"), closed));
    }
    let mut waited = 0;
    let full = |rank: &(bool, bool, bool, bool, i64), danger: &Option<i64>, begun: i64| {
        let special = rank.0 || danger.is_some_and(|found| found <= begun);
        (!special, rank.1, rank.2, rank.3, rank.4)
    };
    for (depot, rank, danger, begun, _) in &orders {
        let Some(begun) = begun else { continue };
        let rank = full(rank, danger, *begun);
        for (other_depot, other, danger, other_begun, closed) in &orders {
            let other = full(other, danger, *begun);
            let open = other.4 <= *begun && closed > begun && other_begun.is_none_or(|at| at > *begun);
            if other_depot == depot && open {
                waited += 1;
                assert!(other >= rank, "{other:?} waits while {rank:?} is begun");
            }
        }
    }
    assert!(waited > 100, "orders do wait: {waited}");
    Ok(())
}

#[test]
fn every_act_of_the_list_comes_up() -> Outcome {
    let plan =
        Plan { days: 12, deviation_rate: 0.6, missing_evidence_rate: 0.0, noise: false, ..Plan::default() };
    let mut came = BTreeSet::new();
    simulate_with(&plan, &mut std::io::sink(), &mut |fact| {
        if let Fact::Injected(deviation) = fact {
            came.insert(deviation.act);
        }
        Ok(())
    })?;
    let missing: Vec<&str> =
        acts(Norm::Repairs).into_iter().map(|(id, _)| id).filter(|id| !came.contains(*id)).collect();
    assert!(missing.is_empty(), "never happened: {missing:?}");
    Ok(())
}

#[test]
fn a_longer_run_holds_no_more_lines_in_memory() -> Outcome {
    // Long enough that each has seen storms: these, not the days, decide how much is open at once.
    let plan = Plan { days: 30, sites: 1, per_day: 8, ..Plan::default() };
    let short = simulate_with(&plan, &mut std::io::sink(), &mut |_| Ok(()))?;
    let long = simulate_with(&Plan { days: 300, ..plan }, &mut std::io::sink(), &mut |_| Ok(()))?;
    assert!(long.0 > 8 * short.0, "{long:?} {short:?}");
    assert!(long.1 < 3 * short.1, "{long:?} {short:?}");
    Ok(())
}

#[test]
fn a_truth_file_reads_back_as_it_was() -> Outcome {
    let mut file = Vec::new();
    simulate_with(&small(), &mut std::io::sink(), &mut |fact| fact.write(&mut file))?;
    let (_, truth) = run(&small())?;
    let read = Truth::read(file.as_slice())?;
    assert_eq!(
        (read.encounters, read.injected, read.hidden),
        (truth.encounters, truth.injected, truth.hidden)
    );
    assert!(Truth::read(&b"{\"no\": 1}\n"[..]).is_err_and(|error| error.to_string().contains("line 1")));
    Ok(())
}

#[test]
fn nobody_says_a_forbidden_word_in_a_clean_run() -> Outcome {
    let plan = Plan { days: 3, deviation_rate: 0.0, noise: false, ..Plan::default() };
    let (log, _) = run(&plan)?;
    let ours = ["crew", "dispatcher"];
    for event in lines(&log)?.iter().filter_map(|line| line.get("event")) {
        let of = &event["attributes"];
        if event["type"] == "utterance" && ours.contains(&text(of, "speaker").as_str()) {
            for word in [
                "喂",
                "不知道",
                "算了",
                "不管",
                "没办法",
                "拿去吧",
                "给我用用",
                "少废话",
                "说不准",
                "自行解决",
            ] {
                assert!(!text(of, "text").contains(word), "{event}");
            }
        }
    }
    Ok(())
}
