//! A comparison on a terminal.

use super::{
    Comparison,
    flips::{ClauseFlips, Flips, Shares},
};
use crate::{
    audit::Counts,
    context::Context,
    report::{
        number, percent,
        table::{Table, cut},
    },
    sentences::{shape, word},
};
use anstyle::{AnsiColor, Style};
use guiju_judge::Verdict;
use guiju_standard::diff::{Changed, How, Kind};
use guiju_time::Lang;
use std::io::{self, Write};

/// Columns that one side of a change may take.
const WIDE: usize = 100;
/// Rows of each table.
const ROWS: usize = 12;

/// Writes the comparison.
///
/// # Errors
/// What the writer says.
pub fn text(
    comparison: &Comparison<'_>,
    context: &Context,
    colour: bool,
    to: &mut dyn Write,
) -> io::Result<()> {
    let Comparison { old, new, difference, flips } = comparison;
    let told = Told { context, colour };
    let name = |standard: &guiju_standard::Standard| format!("{} {}", standard.id, standard.version);
    writeln!(to, "{} → {}", name(old), name(new))?;
    if difference.is_none() {
        writeln!(to, "{}", context.say("意思没有变", "the meaning is the same"))?;
    }
    told.parts(&difference.meaning, true, to)?;
    if !difference.texts.is_empty() {
        writeln!(to, "\n{}", context.say("只改了说给人听的文字：", "Texts for people only:"))?;
        told.parts(&difference.texts, false, to)?;
    }
    if let Some(flips) = flips {
        told.flips(flips, to)?;
    }
    Ok(())
}

struct Told<'t> {
    context: &'t Context,
    colour: bool,
}

impl Told<'_> {
    fn style(&self, style: Style) -> Style {
        if self.colour { style } else { Style::new() }
    }

    fn parts(&self, parts: &[Changed], whole: bool, to: &mut dyn Write) -> io::Result<()> {
        let mut last = None;
        for part in parts {
            if last.replace(part.kind) != Some(part.kind) {
                let bold = self.style(Style::new().bold());
                writeln!(to, "\n{bold}{}{bold:#}", heading(part.kind, self.context.lang))?;
            }
            self.part(part, whole, to)?;
        }
        Ok(())
    }

    fn part(&self, part: &Changed, whole: bool, to: &mut dyn Write) -> io::Result<()> {
        let (sign, colour) = match part.how {
            How::Added => ('+', AnsiColor::Green),
            How::Removed => ('-', AnsiColor::Red),
            How::Renamed { .. } => ('=', AnsiColor::Cyan),
            How::Changed(_) => ('~', AnsiColor::Yellow),
        };
        let mark = self.style(colour.on_default().bold());
        let dim = self.style(Style::new().dimmed());
        let title = part.title.get(self.context.lang);
        let title = if title.is_empty() { String::new() } else { format!(" {title}") };
        let before = match &part.how {
            How::Renamed { from } => self.context.say("，原名 ", ", was ").to_owned() + from,
            _ => String::new(),
        };
        let places: Vec<String> = [&part.old, &part.new]
            .into_iter()
            .flatten()
            .map(|side| format!("{}:{}", side.place.path, side.place.line))
            .collect();
        let place = places.join(" → ");
        writeln!(to, "  {mark}{sign} {}{mark:#}{title}{before}   {dim}{place}{dim:#}", part.name)?;
        if let How::Changed(changes) = &part.how {
            for change in changes {
                let side = |text: &Option<String>| text.as_deref().map(|text| cut(text, WIDE));
                let path = change.path.join(" ");
                let path = if path.is_empty() { String::new() } else { format!("{path}: ") };
                match (side(&change.old), side(&change.new)) {
                    (Some(old), Some(new)) => writeln!(to, "      {path}{old} → {new}")?,
                    (Some(old), None) => writeln!(to, "      {path}- {old}")?,
                    (None, Some(new)) => writeln!(to, "      {path}+ {new}")?,
                    (None, None) => {}
                }
            }
        }
        if !whole {
            return Ok(());
        }
        let said = match (&part.how, part.kind) {
            // A clause is read as a whole; of the rest the change alone tells enough.
            (How::Changed(_), Kind::Clause) => {
                vec![
                    (self.context.say("原来", "before"), &part.old),
                    (self.context.say("现在", "after "), &part.new),
                ]
            }
            (How::Changed(_), _) => Vec::new(),
            (How::Removed, _) => vec![("", &part.old)],
            (How::Added | How::Renamed { .. }, _) => vec![("", &part.new)],
        };
        for (label, side) in said {
            let says = side.as_ref().map(|side| side.says.as_str()).filter(|says| !says.is_empty());
            if let Some(says) = says {
                let label = if label.is_empty() { String::new() } else { format!("{label}  ") };
                writeln!(to, "      {dim}{label}{}{dim:#}", cut(says, 2 * WIDE))?;
            }
        }
        Ok(())
    }

    fn flips(&self, flips: &Flips, to: &mut dyn Write) -> io::Result<()> {
        let lang = self.context.lang;
        let (subjects, judged) = (number(flips.subjects), flips.judged.len());
        let flipped: u64 = flips.clauses.iter().map(ClauseFlips::count).sum();
        let bold = self.style(Style::new().bold());
        let line = match lang {
            Lang::Zh => format!(
                "记录：{subjects} 个对象，可能不同的条款有 {judged} 个，两版各判一遍，{} 个判定会变",
                number(flipped)
            ),
            Lang::En => format!(
                "Over the log: {subjects} subjects judged by both, in {judged} of the clauses (all that may differ): {} flipped",
                number(flipped)
            ),
        };
        writeln!(to, "\n{bold}{line}{bold:#}")?;
        for clause in &flips.clauses {
            writeln!(to, "  {} {}", clause.clause, clause.title.get(lang))?;
            for ((from, into), count) in &clause.flips {
                writeln!(to, "    {} → {}  {}", said(*from, lang), said(*into, lang), number(*count))?;
                let told =
                    clause.examples.iter().filter(|example| (example.from, example.to) == (*from, *into));
                for example in told {
                    let because = example.because.as_ref().map_or("", |both| match lang {
                        Lang::Zh => both.zh.as_str(),
                        Lang::En => both.en.as_str(),
                    });
                    writeln!(to, "      {} {}  {because}", example.kind, example.id)?;
                }
            }
        }
        if flips.total.moved() {
            self.shares(flips, to)?;
        }
        Ok(())
    }

    fn shares(&self, flips: &Flips, to: &mut dyn Write) -> io::Result<()> {
        let say = |zh: &'static str, en: &'static str| self.context.say(zh, en);
        writeln!(to, "\n{}", say("守约比例（只算上面这些条款）", "Share kept (of the clauses above only)"))?;
        let groups = [(say("站点", "site"), &flips.sites), (say("人员", "person"), &flips.people)];
        let mut table = Table::new(vec![
            (say("谁", "who"), false),
            (say("原来", "before"), true),
            (say("现在", "after"), true),
            (say("变动", "change"), true),
        ]);
        table.row(row(say("全部", "all").to_owned(), &flips.total));
        for (label, groups) in groups {
            for (_, name, shares) in groups.iter().take(ROWS) {
                table.row(row(format!("{label} {name}"), shares));
            }
        }
        table.write(to, self.colour)
    }
}

fn row(name: String, shares: &Shares) -> Vec<String> {
    let share = |counts: &Counts| counts.share().map(|wilson| wilson.share);
    let side = |counts: &Counts| match share(counts) {
        Some(kept) => format!("{} ({}/{})", percent(kept), number(counts.kept()), number(counts.judged())),
        None => "–".to_owned(),
    };
    let change = match (share(&shares.old), share(&shares.new)) {
        (Some(old), Some(new)) => format!("{:+.1}", (new - old) * 100.0),
        _ => String::new(),
    };
    vec![name, side(&shares.old), side(&shares.new), change]
}

fn said(verdict: Option<Verdict>, lang: Lang) -> String {
    match (verdict, lang) {
        (Some(verdict), _) => format!("{} {}", shape(verdict), word(verdict, lang)),
        (None, Lang::Zh) => "不判".to_owned(),
        (None, Lang::En) => "not judged".to_owned(),
    }
}

fn heading(kind: Kind, lang: Lang) -> &'static str {
    let (zh, en) = match kind {
        Kind::Clause => ("条款", "Clauses"),
        Kind::Param => ("参数", "Figures"),
        Kind::Phrase => ("话术", "Phrases"),
        Kind::Situation => ("情境", "Situations"),
        Kind::Table => ("决策表", "Decision tables"),
        Kind::Form => ("表单", "Forms"),
        Kind::Encounter => ("服务过程", "Encounters"),
        Kind::Object => ("对象", "Objects"),
        Kind::Activity => ("活动", "Activities"),
        Kind::Instant => ("时点", "Instants"),
        Kind::Calendar => ("日历", "Calendars"),
        Kind::Setting => ("规范", "The standard"),
        Kind::Article => ("条目", "Articles"),
    };
    crate::context::words(lang, zh, en)
}
