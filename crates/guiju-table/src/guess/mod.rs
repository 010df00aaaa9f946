//! Proposing a mapping: from headers, cells and a standard's names to YAML that a person checks.

mod doubt;
mod names;
mod plan;
mod profile;
mod sample;
mod words;
mod yaml;

pub use doubt::{Became, Doubt, Role, Why};

use crate::{
    scalar::{comment, quote},
    source::Input,
    when::Order,
};
use guiju_log::Unopened;
use guiju_standard::Standard;
use guiju_time::Lang;
use plan::{Before, Planner};
use std::{collections::BTreeMap, fmt::Write as _};

/// Where times are taken to be local if nothing says so.
const ZONE: &str = "Asia/Shanghai";

/// A mapping that is proposed.
#[derive(Debug, Clone)]
pub struct Proposal {
    /// The mapping file.
    pub yaml: String,
    /// What became of each column, and why.
    pub became: Vec<Became>,
    /// What a person must look at.
    pub doubts: Vec<Doubt>,
    /// The encoding of each file that is not UTF-8.
    pub encodings: Vec<(String, &'static str)>,
}

/// Proposes a mapping for files that belong together; those after the first are linked to it. With a standard, its activities, attributes
/// and values are looked for; comments are in `lang`.
///
/// Deterministic; looks at the first rows of each file only.
/// # Errors
/// A file can't be opened.
pub fn propose(inputs: &[Input], standard: Option<&Standard>, lang: Lang) -> Result<Proposal, Unopened> {
    let zone = standard.map_or(ZONE, |standard| standard.zone.as_str()).to_owned();
    let mut values: BTreeMap<String, names::Entries> = BTreeMap::new();
    let mut proposal =
        Proposal { yaml: String::new(), became: Vec::new(), doubts: Vec::new(), encodings: Vec::new() };
    let mut tables = String::new();
    let mut before: Option<Before> = None;
    let mut order = None;
    for input in inputs {
        let sample = sample::take(input)?;
        let encoding = sample.recognised.encoding;
        proposal.encodings.extend(encoding.map(|encoding| (input.name.clone(), encoding)));
        let columns = profile::columns(&sample);
        let name = table_name(input);
        let mut planner = Planner::new(
            standard,
            zone.clone(),
            name.clone(),
            &sample,
            columns,
            before.as_ref(),
            &mut values,
        );
        let (mut plan, key) = planner.plan();
        order = order.or(planner.order());
        if inputs.len() > 1 {
            plan.file = Some(pattern(input.short_name()));
        }
        proposal.became.append(&mut planner.became);
        proposal.doubts.append(&mut planner.doubts);
        let columns = std::mem::take(&mut planner.columns);
        plan.write(&mut tables, lang);
        if let (None, Some((key, kind))) = (&before, key) {
            before = Some(Before { table: name, key, columns, kind });
        }
    }
    proposal.doubts.dedup();
    proposal.yaml = written(inputs, &zone, order, &values, &tables, &proposal, lang);
    Ok(proposal)
}

fn written(
    inputs: &[Input],
    zone: &str,
    order: Option<Order>,
    values: &BTreeMap<String, names::Entries>,
    tables: &str,
    proposal: &Proposal,
    lang: Lang,
) -> String {
    let say = |zh: &'static str, en: &'static str| if lang == Lang::Zh { zh } else { en };
    let names: Vec<&str> = inputs.iter().map(Input::short_name).collect();
    let mut out = String::new();
    let _ = writeln!(out, "# {}{}", say("映射：", "Mapping of "), comment(&names.join(say("、", ", "))));
    if !proposal.doubts.is_empty() {
        let _ = writeln!(out, "#\n# {}", say("请核对：", "To be checked:"));
        for doubt in &proposal.doubts {
            let _ = writeln!(out, "# - {}", comment(&doubt.say(lang)));
        }
    }
    let _ = writeln!(
        out,
        "\nzone: {zone}  # {}",
        say("没写时区的时间是哪里的", "where times without offset are local")
    );
    if let Some(order) = order {
        let word = match order {
            Order::Ymd => "ymd",
            Order::Mdy => "mdy",
            Order::Dmy => "dmy",
        };
        let _ = writeln!(out, "dates: {word}  # {}", say("年月日的次序", "which number of a date is which"));
    }
    if !values.is_empty() {
        let why = say(
            "取值表：表里写的: 规范里的；~ 为空；\"*\" 代表其余",
            "value tables: as written: as the standard has it; ~ is nothing, \"*\" all others",
        );
        let _ = writeln!(out, "\n# {why}\nvalues:");
        for (name, entries) in values {
            let _ = writeln!(out, "  {name}:");
            for (value, word) in entries {
                match word {
                    Some(word) => {
                        let _ = writeln!(out, "    {}: {}", quote(value), quote(word));
                    }
                    None => {
                        let why = say("规范里没有对应，请改", "not in the standard; change it");
                        let _ = writeln!(out, "    {}: {}  # {why}", quote(value), quote(value));
                    }
                }
            }
        }
    }
    let _ = write!(out, "\ntables:\n{tables}");
    out
}

/// The file's name without ending; a point parts a table from a column, so it has none.
fn table_name(input: &Input) -> String {
    let name = input.short_name();
    let stem = name.split('.').next().unwrap_or(name);
    if stem.is_empty() || stem == "-" { "table".to_owned() } else { stem.to_owned() }
}

/// A name whose dates and numbers change from export to export.
fn pattern(name: &str) -> String {
    let mut out = String::new();
    let mut rest = name;
    while let Some(c) = rest.chars().next() {
        let run = rest.find(|c: char| !(c.is_ascii_digit() || matches!(c, '-' | '_'))).unwrap_or(rest.len());
        if run >= 4 && rest[..run].bytes().filter(u8::is_ascii_digit).count() >= 4 {
            out.push('*');
            rest = &rest[run..];
        } else {
            out.push(c);
            rest = &rest[c.len_utf8()..];
        }
    }
    out
}
