//! The labelled dialogues of `bench/speech`, and what the judge says of them, by row of the inventory.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

use guiju_judge::{Desk, Plan, Verdict};
use guiju_log::{Log, LogBuilder, ReadOptions};

use crate::Failure;

/// After everything: each dialogue is over, each bound past.
const NOW: i64 = i64::MAX - 1;

/// The halves of the set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Half {
    /// Patterns are written with these in view.
    Tuning,
    /// Nobody looks at these before the figures are out.
    Measuring,
}

impl Half {
    /// As file names spell it.
    pub fn name(self) -> &'static str {
        match self {
            Half::Tuning => "tuning",
            Half::Measuring => "measuring",
        }
    }
}

/// A part of the set: dialogues of one kind and the pack that judges them.
#[derive(Debug, Clone, Copy)]
pub struct Field {
    /// As file names spell it.
    pub name: &'static str,
    /// The pack.
    pub pack: &'static str,
}

/// Both parts.
pub const FIELDS: [Field; 2] =
    [Field { name: "call", pack: "call-centre" }, Field { name: "repair", pack: "power-repair" }];

/// What a person wrote of a row in a dialogue; `None`: either will do, it is not measured.
pub type Label = Option<Verdict>;

/// Labels by dialogue and row.
pub type Labels = BTreeMap<(String, String), Label>;

/// Verdicts by dialogue and row.
pub type Verdicts = BTreeMap<(String, String), Verdict>;

/// Where the set's files are.
fn folder(root: &Path) -> PathBuf {
    root.join("bench/speech")
}

/// The dialogues of a part.
pub fn dialogues(root: &Path, field: Field, half: Half) -> PathBuf {
    folder(root).join(format!("dialogues/{}-{}.jsonl", field.name, half.name()))
}

/// Harmless turns of a part.
pub fn clean(root: &Path, field: Field) -> PathBuf {
    folder(root).join(format!("clean/{}.jsonl", field.name))
}

/// Reads the labels of a part.
///
/// # Errors
/// The file can't be read, or a line is no label.
pub fn labels(root: &Path, field: Field, half: Half) -> Result<Labels, Failure> {
    let path = folder(root).join(format!("labels/{}-{}.tsv", field.name, half.name()));
    let mut labels = Labels::new();
    for (number, line) in fs::read_to_string(&path)?.lines().enumerate().skip(1) {
        let cells: Vec<&str> = line.split('\t').collect();
        let wrong = || format!("{}:{}: not a label: {line}", path.display(), number + 1);
        let [dialogue, row, verdict, ..] = cells.as_slice() else { return Err(wrong().into()) };
        let label = match *verdict {
            "either" => None,
            name => Some(Verdict::from_name(name).ok_or_else(wrong)?),
        };
        labels.insert(((*dialogue).to_owned(), (*row).to_owned()), label);
    }
    Ok(labels)
}

/// Reads dialogues as `guiju audit` does.
///
/// # Errors
/// The file can't be opened, or a line is refused.
pub fn log(path: &Path) -> Result<Log, Failure> {
    let mut builder = LogBuilder::new();
    let read = guiju_log::read(path, &mut builder, &ReadOptions::default())?;
    match read.refused.first() {
        Some(refusal) => Err(refusal.to_string().into()),
        None => Ok(builder.finish()),
    }
}

/// Judges each dialogue of a log as `guiju audit --closed` does. A row that several clauses cover has the worst of their verdicts.
pub fn verdicts(plan: &Plan, log: &Log) -> Verdicts {
    let desk = Desk::new(plan, log);
    let mut found = Verdicts::new();
    for subject in desk.subjects(NOW) {
        let history = desk.history(subject, NOW, true);
        let judgement = guiju_judge::judge(plan, &history);
        for clause in &judgement.clauses {
            for row in clause.covers.iter() {
                let verdict =
                    found.entry((judgement.id.clone(), row.clone())).or_insert(Verdict::NotApplicable);
                *verdict = worse(*verdict, clause.verdict);
            }
        }
    }
    found
}

fn worse(a: Verdict, b: Verdict) -> Verdict {
    const WORST_FIRST: [Verdict; 5] =
        [Verdict::Broken, Verdict::Unknown, Verdict::Pending, Verdict::Kept, Verdict::NotApplicable];
    WORST_FIRST.into_iter().find(|verdict| *verdict == a || *verdict == b).unwrap_or(a)
}

/// Rows of forbidden words: of these a row that is not listed is not broken. S6.10.never forbids an act: cutting in.
pub fn is_taboo(row: &str) -> bool {
    row.ends_with(".never") && row != "S6.10.never"
}

/// How many turns of our side a log has.
pub fn own_turns(plan: &Plan, log: &Log) -> usize {
    let (Some(utterance), Some(speaker)) = (log.strings.get("utterance"), log.strings.get("speaker")) else {
        return 0;
    };
    let ours: BTreeSet<&str> = plan
        .standard
        .vocabulary
        .encounters
        .values()
        .flat_map(|encounter| encounter.roles.keys())
        .map(String::as_str)
        .filter(|role| plan.standard.vocabulary.role_is_ours(role) == Some(true))
        .chain(["staff"])
        .collect();
    let is_ours = |ix: &guiju_log::EventIx| {
        let event = log.event(*ix);
        let said_by = |(name, value)| match value {
            guiju_log::Value::Text(text) if name == speaker => ours.contains(log.strings.resolve(text)),
            _ => false,
        };
        event.activity() == utterance && event.attrs().any(said_by)
    };
    log.events().filter(is_ours).count()
}
