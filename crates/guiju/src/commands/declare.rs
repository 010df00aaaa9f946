//! `guiju declare`: conformance to a DECLARE model, counted as Declare4Py counts.

use super::{format_option, option, output_option, value};
use crate::{
    audit,
    context::{Context, words},
    failure::Failure,
    output::{Output, note},
    report::table::Table,
};
use clap::{Arg, ArgMatches, Command, value_parser};
use guiju_declare::{Activation, Counts, Model, Outcome, Report};
use guiju_log::{Log, ReadOptions};
use guiju_time::Lang;
use jiff::tz::TimeZone;
use serde_json::{Value, json};
use std::{
    io::Write as _,
    path::{Path, PathBuf},
};

pub const NAME: &str = "declare";

pub fn command(lang: Lang) -> Command {
    let w = |zh: &'static str, en: &'static str| words(lang, zh, en);
    Command::new(NAME)
        .about(w("拿记录对照 DECLARE 模型，计数与 Declare4Py 一致", "Check a log against a DECLARE model, with the counts of Declare4Py"))
        .arg(
            Arg::new("model")
                .value_name("MODEL")
                .required(true)
                .value_parser(value_parser!(PathBuf))
                .help(w("模型：.decl 文件", "The model: a .decl file")),
        )
        .arg(
            Arg::new("logs")
                .value_name("LOG")
                .num_args(1..)
                .required_unless_present("to-pack")
                .value_parser(value_parser!(PathBuf))
                .help(w(
                    "记录：XES 或 JSON Lines，可用 gzip 压缩；- 为标准输入；几份合成一份",
                    "Logs: XES or JSON Lines, gzipped or not; - is standard input; several are taken as one",
                )),
        )
        .arg(
            option("evidence", "FILE", w(
                "把每次触发写成一行 JSON：哪个事件触发，哪个事件满足或违反",
                "Write each activation as a line of JSON: which event activates, which fulfils or violates",
            ))
            .value_parser(value_parser!(PathBuf)),
        )
        .arg(
            option("to-pack", "FOLDER", w(
                "不查记录，把模型写成规范包；意思不同的约束不写，列在标准错误输出",
                "Check nothing, write a pack from the model; what would mean something else is left out and named on stderr",
            ))
            .value_parser(value_parser!(PathBuf))
            .conflicts_with_all(["logs", "evidence"]),
        )
        .arg(format_option(
            &["text", "json", "jsonl"],
            w("text、json 或 jsonl [默认 text]", "text, json or jsonl [default: text]"),
        ))
        .arg(output_option(lang))
        .after_help(w(
            "例：\n  guiju declare model.decl tickets.xes.gz\n  \
             guiju declare model.decl tickets.xes.gz --format json\n  \
             guiju declare model.decl tickets.xes.gz --evidence activations.jsonl\n  \
             guiju declare model.decl --to-pack my-standard\n\n\
             每条轨迹当作已结束。XES 里没有时区的时间当作 UTC。模板、条件的写法和读法见 docs/book/declare.md。\n\n\
             退出码：0 完成；2 模型或记录有误；3 程序自己出错",
            "Examples:\n  guiju declare model.decl tickets.xes.gz\n  \
             guiju declare model.decl tickets.xes.gz --format json\n  \
             guiju declare model.decl tickets.xes.gz --evidence activations.jsonl\n  \
             guiju declare model.decl --to-pack my-standard\n\n\
             Traces count as complete. Times of XES without an offset are taken as UTC. Templates and conditions: docs/book/declare.md.\n\n\
             Exit status: 0 done, 2 wrong model or log, 3 something of ours failed",
        ))
}

pub fn run(matches: &ArgMatches, context: &Context) -> Result<(), Failure> {
    let path = |name| matches.get_one::<PathBuf>(name).map(PathBuf::as_path);
    let model_path = path("model").unwrap_or(Path::new("-"));
    let model = model(context, model_path)?;
    if let Some(folder) = path("to-pack") {
        return write_pack(context, &model, model_path, folder);
    }
    let mut output = Output::open(context, path("output"))?;
    let mut evidence = path("evidence").map(|path| Output::open(context, Some(path))).transpose()?;
    let paths: Vec<PathBuf> = matches.get_many::<PathBuf>("logs").into_iter().flatten().cloned().collect();
    let options = ReadOptions { zone: Some(TimeZone::UTC), ..ReadOptions::default() };
    let log = audit::read(context, &paths, &audit::Reading { options, ..audit::Reading::default() })?.log;
    let report = match &mut evidence {
        None => guiju_declare::check(&model, &log),
        Some(_) => {
            let mut activations = Vec::new();
            let report = guiju_declare::check_each(&model, &log, |activation| activations.push(activation));
            for activation in &activations {
                if let Some(evidence) = &mut evidence {
                    writeln!(evidence, "{}", evidence_line(&model, &log, &report, activation))?;
                }
            }
            report
        }
    };
    if report.undecided > 0 {
        let count = report.undecided;
        note(&match context.lang {
            Lang::Zh => format!(
                "提醒：有 {count} 次比较说不通（如文字与数比大小），当作不成立；Declare4Py 遇此会停下"
            ),
            Lang::En => format!(
                "warning: {count} comparisons make no sense, such as a text with a number, and do not hold; Declare4Py stops at such"
            ),
        });
    }
    let lines = model
        .constraints
        .iter()
        .zip(&report.counts)
        .map(|(constraint, counts)| wire(&constraint.text, counts));
    match value(matches, "format") {
        "json" => writeln!(output, "{:#}", Value::Array(lines.collect()))?,
        "jsonl" => {
            for line in lines {
                writeln!(output, "{line}")?;
            }
        }
        _ => tell(context, &mut output, &model, &report, path("output").is_none())?,
    }
    output.finish()?;
    evidence.map_or(Ok(()), Output::finish)
}

/// The model; what is wrong or doubtful in it is told.
fn model(context: &Context, path: &Path) -> Result<Model, Failure> {
    let bytes = std::fs::read(path).map_err(|error| {
        Failure::unreadable(context, path, &error)
            .help(context.say("写 .decl 文件的路径。", "name a .decl file"))
    })?;
    let text = String::from_utf8(bytes).map_err(|error| {
        let line = error.as_bytes()[..error.utf8_error().valid_up_to()].split(|byte| *byte == b'\n').count();
        let place = path.display();
        Failure::input(match context.lang {
            Lang::Zh => format!("{place}:{line}：不是 UTF-8 编码"),
            Lang::En => format!("{place}:{line}: not UTF-8"),
        })
        .help(context.say("另存为 UTF-8。", "save it as UTF-8"))
    })?;
    let reading = guiju_declare::read(&path.display().to_string(), &text);
    for finding in &reading.findings {
        note(&finding.render(&reading.sources, context.lang, context.colour_on_stderr()));
    }
    if reading.has_errors() { Err(Failure::InputTold) } else { Ok(reading.model) }
}

/// Writes a pack into a folder that is not there yet or empty.
fn write_pack(context: &Context, model: &Model, model_path: &Path, folder: &Path) -> Result<(), Failure> {
    let failed = |path: &Path, error: &std::io::Error| Failure::unwritable(context, path, error);
    if std::fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_some()) {
        let folder = folder.display();
        return Err(Failure::input(match context.lang {
            Lang::Zh => format!("文件夹 `{folder}` 里已有东西"),
            Lang::En => format!("the folder `{folder}` is not empty"),
        })
        .help(context.say("换一个新的文件夹。", "name a new folder")));
    }
    let name = model_path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let id: String = model_path
        .file_stem()
        .unwrap_or_default()
        .to_string_lossy()
        .to_lowercase()
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() { c } else { '-' })
        .collect();
    let id = if id.starts_with(|c: char| c.is_ascii_alphabetic()) { id } else { format!("model-{id}") };
    let pack = guiju_declare::pack(model, &id, &name);
    for (path, text) in &pack.files {
        let path = folder.join(path);
        if let Some(parent) = path.parent() {
            std::fs::create_dir_all(parent).map_err(|error| failed(parent, &error))?;
        }
        std::fs::write(&path, text).map_err(|error| failed(&path, &error))?;
    }
    for (number, why) in &pack.left_out {
        let constraint = &model.constraints[*number];
        let (place, line, text) = (model_path.display(), constraint.line, &constraint.text);
        note(&match context.lang {
            Lang::Zh => format!("{place}:{line}：未写入，{}：{text}", why.chinese()),
            Lang::En => format!("{place}:{line}: left out, {}: {text}", why.english()),
        });
    }
    let (clauses, folder) = (pack.clauses.len(), folder.display());
    note(&match context.lang {
        Lang::Zh => format!("写好 {clauses} 条条款：{folder}；下一步：guiju lint {folder}"),
        Lang::En => format!("{clauses} clauses written to {folder}; next: guiju lint {folder}"),
    });
    Ok(())
}

fn wire(constraint: &str, counts: &Counts) -> Value {
    json!({
        "constraint": constraint,
        "activations": counts.activations,
        "fulfilled": counts.fulfilled,
        "violated": counts.violated,
        "pending": counts.pending,
        "traces_satisfied": counts.traces_satisfied,
        "traces_satisfied_nonvacuous": counts.traces_satisfied_nonvacuous,
    })
}

fn evidence_line(model: &Model, log: &Log, report: &Report, activation: &Activation) -> Value {
    let constraint = &model.constraints[activation.constraint as usize];
    let id = |ix| log.strings.resolve(log.event(ix).id()).to_owned();
    json!({
        "constraint": constraint.text,
        "line": constraint.line,
        "case": log.strings.resolve(report.cases[activation.trace as usize]),
        "outcome": match activation.outcome {
            Outcome::Fulfilled => "fulfilled",
            Outcome::Violated => "violated",
            Outcome::Counted => "counted",
        },
        "event": id(activation.event),
        "target": activation.target.map(id),
    })
}

fn tell(
    context: &Context,
    output: &mut Output,
    model: &Model,
    report: &Report,
    to_stdout: bool,
) -> Result<(), Failure> {
    let mut table = Table::new(match context.lang {
        Lang::Zh => vec![
            ("约束", false),
            ("触发", true),
            ("满足", true),
            ("违反", true),
            ("合格轨迹", true),
            ("其中有触发", true),
        ],
        Lang::En => vec![
            ("constraint", false),
            ("activations", true),
            ("fulfilled", true),
            ("violated", true),
            ("traces satisfied", true),
            ("not vacuously", true),
        ],
    });
    for (constraint, counts) in model.constraints.iter().zip(&report.counts) {
        let of_activations = |count: u64| match constraint.template.has_activations() {
            true => count.to_string(),
            false => "–".to_owned(),
        };
        table.row(vec![
            constraint.text.clone(),
            of_activations(counts.activations),
            of_activations(counts.fulfilled),
            of_activations(counts.violated),
            counts.traces_satisfied.to_string(),
            counts.traces_satisfied_nonvacuous.to_string(),
        ]);
    }
    table.write(output, to_stdout && context.colour())?;
    let (traces, events) = (report.cases.len(), report.events);
    writeln!(
        output,
        "\n{}",
        match context.lang {
            Lang::Zh => format!("{traces} 条轨迹，{events} 个事件"),
            Lang::En => format!("{traces} traces, {events} events"),
        }
    )?;
    Ok(())
}
