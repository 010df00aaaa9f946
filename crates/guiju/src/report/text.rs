//! The report on a terminal: the same words and shapes as on paper, columns that line up in both languages.

use super::{
    About, Report,
    table::{Table, cut, pad},
    words,
};
use crate::{
    audit::{Counts, Group, Judged, Refused, Tally},
    context::Context,
    failure::Failure,
    output::Output,
    sentences::{self, shape, word},
};
use anstyle::{AnsiColor, Style};
use guiju_judge::{ClauseJudgement, Verdict};
use guiju_standard::model::Severity;
use guiju_time::Lang;
use std::{
    cmp::Reverse,
    collections::BTreeMap,
    io::{self, Write as _},
};
use unicode_width::UnicodeWidthStr as _;

/// Encounters whose broken clauses are told one by one.
const TOLD: usize = 10;
/// Of so few subjects all that is not kept is told.
const FEW: u64 = 3;
/// Rows of each table.
const ROWS: usize = 12;

/// The report.
pub struct Text<'a> {
    about: &'a About<'a>,
    colour: bool,
    /// The worst encounters so far, by weight and then by name.
    worst: BTreeMap<(Reverse<u64>, String), Told>,
}

/// What is told of one encounter.
struct Told {
    title: String,
    lines: Vec<(Verdict, Severity, String, String)>,
}

impl<'a> Text<'a> {
    /// Begins it; with colours if its reader takes them.
    pub fn new(about: &'a About<'a>, colour: bool) -> Self {
        Text { about, colour, worst: BTreeMap::new() }
    }

    fn lang(&self) -> Lang {
        self.about.context.lang
    }

    fn told(&self, judged: &Judged<'_>) -> Told {
        let lang = self.lang();
        let mut title = words::subject(self.about.plan, &judged.judgement, lang);
        if let Some(site) = &judged.site {
            title.push_str(&format!(" · {}", site.name));
        }
        let mut lines: Vec<_> =
            judged.judgement.clauses.iter().flat_map(|clause| self.lines(clause)).collect();
        lines.sort_by_key(|(verdict, severity, ..)| (order(*verdict), Reverse(*severity)));
        Told { title, lines }
    }

    fn lines(&self, judged: &ClauseJudgement) -> Vec<(Verdict, Severity, String, String)> {
        let Some(clause) = self.about.plan.standard.clauses.get(judged.clause) else { return Vec::new() };
        if matches!(judged.verdict, Verdict::Kept | Verdict::NotApplicable) {
            return Vec::new();
        }
        let title = clause.title.get(self.lang()).to_owned();
        let mut said: Vec<String> = super::junit::sentences_of(self.about, judged);
        said.dedup();
        if said.is_empty() {
            said.push(sentences::why_unknown(self.about.plan, judged, self.about.now, self.lang()));
        }
        said.into_iter().map(|said| (judged.verdict, clause.severity, title.clone(), said)).collect()
    }
}

fn order(verdict: Verdict) -> u8 {
    match verdict {
        Verdict::Broken => 0,
        Verdict::Pending => 1,
        Verdict::Unknown => 2,
        Verdict::Kept => 3,
        Verdict::NotApplicable => 4,
    }
}

/// How bad an encounter is.
fn weight(about: &About<'_>, judged: &Judged<'_>) -> u64 {
    let broken = judged.judgement.clauses.iter().filter(|clause| clause.verdict == Verdict::Broken);
    let severity = |clause: usize| about.plan.standard.clauses.get(clause).map(|c| c.severity);
    broken.filter_map(|judged| severity(judged.clause)).map(super::weight).sum()
}

impl Report for Text<'_> {
    fn add(&mut self, judged: &Judged<'_>, _: &mut Output) -> Result<(), Failure> {
        let weight = weight(self.about, judged);
        let few = self.worst.len() < FEW as usize;
        if weight == 0 && !few {
            return Ok(());
        }
        let key = (Reverse(weight), format!("{}/{}", judged.judgement.kind, judged.judgement.id));
        if self.worst.len() >= TOLD && self.worst.last_key_value().is_some_and(|(last, _)| key > *last) {
            return Ok(());
        }
        let told = self.told(judged);
        self.worst.insert(key, told);
        if self.worst.len() > TOLD {
            self.worst.pop_last();
        }
        Ok(())
    }

    fn finish(&mut self, tally: &Tally, refused: &Refused, output: &mut Output) -> Result<(), Failure> {
        let mut page = Page { to: output, colour: self.colour, context: self.about.context };
        self.head(tally, refused, &mut page)?;
        if tally.subjects == 0 {
            let nothing = self.about.context.say(
                "没有可判的服务过程：记录里没有这份规范所管的对象，或都被筛掉了。",
                "Nothing to judge: the log has no encounter of a type that the standard is about, or the filters left none.",
            );
            writeln!(page.to, "\n{nothing}")?;
            return Ok(());
        }
        self.totals(tally, &mut page)?;
        self.clauses(tally, &mut page)?;
        self.groups(tally, &mut page)?;
        self.encounters(tally, &mut page)?;
        Ok(())
    }
}

impl Text<'_> {
    fn head(&self, tally: &Tally, refused: &Refused, page: &mut Page<'_>) -> io::Result<()> {
        let About { plan, zone, now, logs, .. } = self.about;
        let (standard, lang) = (&plan.standard, self.lang());
        page.heading(&format!("{} {}", standard.title.get(lang), standard.version))?;
        let kinds: Vec<String> = tally
            .kinds
            .iter()
            .map(|(kind, count)| format!("{} {}", words::kind(plan, kind, lang), words::number(*count)))
            .collect();
        let mut facts = vec![logs.join(page.say("、", ", ")), kinds.join(page.say("、", ", "))];
        facts.extend(words::period(tally, zone, lang));
        facts.retain(|fact| !fact.is_empty());
        writeln!(page.to, "{}", facts.join(" · "))?;
        let now = words::moment(*now, zone, lang);
        writeln!(page.to, "{}{now} ({})", page.say("截至 ", "As things stand at "), zone.name())?;
        if refused.count > 0 {
            let count = words::number(refused.count);
            let line = match lang {
                Lang::Zh => format!("另有 {count} 条记录不能用，见标准错误输出"),
                Lang::En => format!("Records refused: {count}, named on stderr"),
            };
            writeln!(page.to, "{line}")?;
        }
        Ok(())
    }

    fn totals(&self, tally: &Tally, page: &mut Page<'_>) -> io::Result<()> {
        let lang = self.lang();
        writeln!(page.to)?;
        let most =
            Verdict::ALL.iter().map(|verdict| tally.total.of(*verdict)).take(4).max().unwrap_or(0).max(1);
        let all = tally.total.applicable().max(1);
        let width = Verdict::ALL.iter().map(|verdict| word(*verdict, lang).width()).max().unwrap_or(0);
        for verdict in Verdict::ALL {
            let count = tally.total.of(verdict);
            let applies = verdict != Verdict::NotApplicable;
            let bar =
                "█".repeat(if applies { (count as f64 / most as f64 * 30.0).ceil() as usize } else { 0 });
            let style = page.style(verdict);
            let name = pad(word(verdict, lang), width);
            let share = if applies { words::percent(count as f64 / all as f64) } else { String::new() };
            writeln!(
                page.to,
                "  {style}{} {name}{style:#} {:>9} {share:>7}  {style}{bar}{style:#}",
                shape(verdict),
                words::number(count)
            )?;
        }
        writeln!(page.to)?;
        if let Some(share) = tally.total.share() {
            let (percent, interval) = (words::percent(share.share), words::interval(share));
            let (judged, broken) =
                (words::number(tally.total.judged()), words::number(tally.total.of(Verdict::Broken)));
            let line = match lang {
                Lang::Zh => {
                    format!("守住 {percent}（95% 区间 {interval}）：判了 {judged} 项，{broken} 项未守")
                }
                Lang::En => {
                    format!("Kept {percent} (95% interval {interval}): {judged} judged, {broken} broken")
                }
            };
            writeln!(page.to, "{line}")?;
        }
        if let Some(coverage) = tally.total.coverage() {
            let (covered, applicable) =
                (words::number(tally.total.covered()), words::number(tally.total.applicable()));
            let share = words::percent(coverage);
            let line = match lang {
                Lang::Zh => format!("证据覆盖 {share}：该判的 {applicable} 项中有 {covered} 项有据可判"),
                Lang::En => {
                    format!("Evidence covers {share}: {covered} of {applicable} that apply could be judged")
                }
            };
            writeln!(page.to, "{line}")?;
        }
        Ok(())
    }

    fn clauses(&self, tally: &Tally, page: &mut Page<'_>) -> io::Result<()> {
        let lang = self.lang();
        let worst = tally.worst();
        if worst.is_empty() {
            return Ok(());
        }
        page.section(page.context.say("未守最多的条款", "Clauses broken most"), worst.len(), ROWS)?;
        let mut table = Table::new(vec![
            (page.say("未守", "broken"), true),
            (page.say("判了", "judged"), true),
            (page.say("守住", "kept"), true),
            (page.say("条款", "clause"), false),
            (page.say("出处", "source"), false),
        ]);
        for (at, counts) in worst.iter().take(ROWS) {
            let Some(clause) = self.about.plan.standard.clauses.get(*at) else { continue };
            table.row(vec![
                words::number(counts.of(Verdict::Broken)),
                words::number(counts.judged()),
                share(counts),
                cut(clause.title.get(lang), 48),
                clause.source.clone(),
            ]);
        }
        table.write(page.to, page.colour)
    }

    fn groups(&self, tally: &Tally, page: &mut Page<'_>) -> io::Result<()> {
        let about_site = page.say("站点，较差的在前", "Sites, the worse first");
        let about_people = page.say("人员，较差的在前", "People, the worse first");
        for (title, groups) in [(about_site, tally.sites()), (about_people, tally.people())] {
            let compared = groups.iter().filter(|group| group.counts.judged() > 0).count();
            // One alone is compared with nobody.
            if compared < 2 {
                continue;
            }
            page.section(title, compared, ROWS)?;
            self.group_table(&groups, page)?;
        }
        Ok(())
    }

    fn group_table(&self, groups: &[&Group], page: &mut Page<'_>) -> io::Result<()> {
        let mut table = Table::new(vec![
            (page.say("守住", "kept"), true),
            (page.say("95% 区间", "95% interval"), true),
            (page.say("未守", "broken"), true),
            (page.say("判了", "judged"), true),
            (page.say("服务", "encounters"), true),
            (page.say("证据覆盖", "evidence"), true),
            (page.say("名称", "name"), false),
        ]);
        for group in groups.iter().filter(|group| group.counts.judged() > 0).take(ROWS) {
            let counts = &group.counts;
            let party = &group.party;
            let name = if party.name == party.id {
                party.id.clone()
            } else {
                format!("{} ({})", party.name, party.id)
            };
            table.row(vec![
                share(counts),
                counts.share().map(words::interval).unwrap_or_default(),
                words::number(counts.of(Verdict::Broken)),
                words::number(counts.judged()),
                words::number(group.encounters),
                counts.coverage().map(words::percent).unwrap_or_default(),
                name,
            ]);
        }
        table.write(page.to, page.colour)
    }

    fn encounters(&self, tally: &Tally, page: &mut Page<'_>) -> io::Result<()> {
        let told: Vec<&Told> = self
            .worst
            .iter()
            .filter(|((Reverse(weight), _), _)| *weight > 0 || tally.subjects <= FEW)
            .map(|(_, told)| told)
            .filter(|told| !told.lines.is_empty())
            .collect();
        if told.is_empty() {
            return Ok(());
        }
        let title = page.context.say("要看的服务过程", "Encounters to look at");
        let all = if tally.subjects <= FEW { told.len() } else { tally.with_broken as usize };
        page.section(title, all, TOLD)?;
        for told in told {
            let bold = page.bold();
            writeln!(page.to, "  {bold}{}{bold:#}", told.title)?;
            let few = tally.subjects <= FEW;
            for (verdict, _, title, said) in
                told.lines.iter().filter(|(verdict, ..)| few || *verdict == Verdict::Broken)
            {
                let style = page.style(*verdict);
                let mark = shape(*verdict);
                let name = word(*verdict, self.lang());
                writeln!(page.to, "    {style}{mark} {name}{style:#} {title}")?;
                writeln!(page.to, "        {said}")?;
            }
        }
        Ok(())
    }
}

fn share(counts: &Counts) -> String {
    counts.share().map(|share| words::percent(share.share)).unwrap_or_else(|| "–".to_owned())
}

/// Where the report is written.
struct Page<'p> {
    to: &'p mut Output,
    colour: bool,
    context: Context,
}

impl Page<'_> {
    fn say(&self, zh: &'static str, en: &'static str) -> &'static str {
        self.context.say(zh, en)
    }

    fn bold(&self) -> Style {
        if self.colour { Style::new().bold() } else { Style::new() }
    }

    fn style(&self, verdict: Verdict) -> Style {
        let colour = match verdict {
            Verdict::Kept => AnsiColor::Green,
            Verdict::Broken => AnsiColor::Red,
            Verdict::Pending => AnsiColor::Yellow,
            Verdict::Unknown | Verdict::NotApplicable => AnsiColor::BrightBlack,
        };
        if self.colour { colour.on_default() } else { Style::new() }
    }

    fn heading(&mut self, title: &str) -> io::Result<()> {
        let bold = self.bold();
        writeln!(self.to, "{bold}{title}{bold:#}")
    }

    fn section(&mut self, title: &str, all: usize, shown: usize) -> io::Result<()> {
        let bold = self.bold();
        let rest = match (all > shown, self.context.lang) {
            (false, _) => String::new(),
            (true, Lang::Zh) => format!("（{all} 之中的前 {shown}）"),
            (true, Lang::En) => format!(" (first {shown} of {all})"),
        };
        writeln!(self.to, "\n{bold}{title}{bold:#}{rest}")
    }
}
