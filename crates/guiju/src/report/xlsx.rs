//! A workbook: judgements, activations with their evidence, and totals.

use super::{About, Report, percent, rows};
use crate::{
    audit::{Judged, Refused, Tally},
    context::Context,
    failure::Failure,
    output::{Output, note},
    sentences::word,
};
use guiju_judge::Verdict;
use guiju_time::Lang;
use rust_xlsxwriter::{Color, Format, FormatAlign, Workbook, Worksheet, XlsxError};
use std::{collections::BTreeMap, io::Write as _};

/// Rows that a sheet of Excel has, less the header and one that says that there were more.
const ROWS: u32 = 1_048_574;
/// Characters that a cell of Excel holds, less some.
const CELL: usize = 32_000;

/// The report. In memory until it is whole, as the format demands: some 2 KiB a row.
pub struct Xlsx<'a> {
    about: &'a About<'a>,
    judgements: Sheet,
    activations: Sheet,
    colours: BTreeMap<&'static str, Format>,
}

/// A sheet in the making.
struct Sheet {
    sheet: Worksheet,
    next: u32,
    beyond: u64,
}

impl Sheet {
    fn new(name: &str, heads: &[&str], widths: &[f64]) -> Result<Sheet, XlsxError> {
        let mut sheet = Worksheet::new();
        sheet.set_name(name)?;
        let head = Format::new()
            .set_bold()
            .set_background_color(Color::RGB(0x00F1_EEE7))
            .set_align(FormatAlign::Top);
        for (column, (text, width)) in (0..).zip(heads.iter().zip(widths)) {
            sheet.write_string_with_format(0, column, *text, &head)?;
            sheet.set_column_width(column, *width)?;
        }
        sheet.set_freeze_panes(1, 0)?;
        Ok(Sheet { sheet, next: 1, beyond: 0 })
    }

    fn row(
        &mut self,
        cells: &[rows::Cell],
        colours: &BTreeMap<&'static str, Format>,
        lang: Lang,
    ) -> Result<(), XlsxError> {
        if self.next > ROWS {
            self.beyond += 1;
            return Ok(());
        }
        for (column, cell) in (0..).zip(cells) {
            match cell {
                rows::Cell::Number(number) => self.sheet.write_number(self.next, column, *number as f64)?,
                rows::Cell::Text(text) | rows::Cell::Time(_, text) => {
                    self.sheet.write_string(self.next, column, short(text))?
                }
                rows::Cell::Verdict(verdict) => {
                    let text = word(*verdict, lang);
                    match colours.get(verdict.name()) {
                        Some(colour) => {
                            self.sheet.write_string_with_format(self.next, column, text, colour)?
                        }
                        None => self.sheet.write_string(self.next, column, text)?,
                    }
                }
            };
        }
        self.next += 1;
        Ok(())
    }

    fn done(mut self, columns: usize, context: &Context) -> Result<Worksheet, XlsxError> {
        let last = (columns as u16).saturating_sub(1);
        self.sheet.autofilter(0, 0, self.next.saturating_sub(1).max(1), last)?;
        if self.beyond > 0 {
            let beyond = self.beyond;
            let text = match context.lang {
                Lang::Zh => format!("另有 {beyond} 行，Excel 装不下；全部见 --format csv 或 jsonl"),
                Lang::En => format!("{beyond} more rows than Excel holds; --format csv or jsonl has all"),
            };
            self.sheet.write_string(self.next, 0, &text)?;
            note(&text);
        }
        Ok(self.sheet)
    }
}

fn short(text: &str) -> String {
    match text.char_indices().nth(CELL) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

/// Colours of verdicts, those of the HTML report.
fn colours() -> BTreeMap<&'static str, Format> {
    let colour = |ink: u32, paper: u32| {
        Format::new().set_font_color(Color::RGB(ink)).set_background_color(Color::RGB(paper))
    };
    BTreeMap::from([
        (Verdict::Kept.name(), colour(0x001F_6F5C, 0x00E3_F1EC)),
        (Verdict::Broken.name(), colour(0x00B3_341F, 0x00FB_E7E2)),
        (Verdict::Pending.name(), colour(0x008A_5A00, 0x00FB_F0D9)),
        (Verdict::Unknown.name(), colour(0x004D_5768, 0x00E9_ECF1)),
    ])
}

const JUDGEMENT_WIDTHS: [f64; 16] =
    [10.0, 18.0, 16.0, 18.0, 19.0, 16.0, 28.0, 10.0, 10.0, 70.0, 24.0, 10.0, 10.0, 19.0, 30.0, 10.0];
const ACTIVATION_WIDTHS: [f64; 14] =
    [10.0, 18.0, 16.0, 10.0, 22.0, 19.0, 22.0, 19.0, 19.0, 19.0, 70.0, 40.0, 24.0, 18.0];

impl<'a> Xlsx<'a> {
    /// Begins it.
    ///
    /// # Errors
    /// The library refuses.
    pub fn new(about: &'a About<'a>) -> Result<Self, Failure> {
        let context = about.context;
        let heads = (rows::judgement_heads(context.lang), rows::activation_heads(context.lang));
        let judgements = Sheet::new(context.say("判定", "Judgements"), &heads.0, &JUDGEMENT_WIDTHS);
        let activations = Sheet::new(context.say("依据", "Evidence"), &heads.1, &ACTIVATION_WIDTHS);
        Ok(Xlsx {
            about,
            judgements: judgements.map_err(ours)?,
            activations: activations.map_err(ours)?,
            colours: colours(),
        })
    }

    fn totals(&self, tally: &Tally, refused: &Refused) -> Result<Worksheet, XlsxError> {
        let context = self.about.context;
        let lang = context.lang;
        let mut heads: Vec<&str> = vec![context.say("条款", "clause"), context.say("条款名称", "title")];
        let verdicts =
            [Verdict::Kept, Verdict::Broken, Verdict::Pending, Verdict::Unknown, Verdict::NotApplicable];
        heads.extend(verdicts.map(|verdict| word(verdict, lang)));
        heads.extend([context.say("遵守率", "share kept"), context.say("证据覆盖", "coverage")]);
        let widths = [20.0, 34.0, 10.0, 10.0, 10.0, 10.0, 10.0, 12.0, 12.0];
        let mut sheet = Sheet::new(context.say("汇总", "Totals"), &heads, &widths)?;
        let clauses = &self.about.plan.standard.clauses;
        let all = (context.say("全部", "all").to_owned(), String::new(), tally.total);
        let each = tally.clauses.iter().filter_map(|(at, counts)| {
            clauses.get(*at).map(|clause| (clause.id.clone(), clause.title.get(lang).to_owned(), *counts))
        });
        for (id, title, counts) in each.chain([all]) {
            let mut row = vec![rows::Cell::Text(id), rows::Cell::Text(title)];
            row.extend(verdicts.map(|verdict| rows::Cell::Number(counts.of(verdict))));
            row.push(rows::Cell::Text(counts.share().map(|share| percent(share.share)).unwrap_or_default()));
            row.push(rows::Cell::Text(counts.coverage().map(percent).unwrap_or_default()));
            sheet.row(&row, &self.colours, lang)?;
        }
        let standard = &self.about.plan.standard;
        let about = [
            (context.say("规范", "standard"), format!("{} {}", standard.id, standard.version)),
            (context.say("截至", "as of"), self.about.now.rfc3339(self.about.zone)),
            (context.say("记录", "logs"), self.about.logs.join(", ")),
            (context.say("不能用的记录", "refused records"), refused.count.to_string()),
        ];
        for (row, (name, value)) in (sheet.next + 1..).zip(about) {
            sheet.sheet.write_string(row, 0, name)?;
            sheet.sheet.write_string(row, 1, short(&value))?;
        }
        Ok(sheet.sheet)
    }
}

fn ours(error: XlsxError) -> Failure {
    Failure::Ours(error.to_string())
}

impl Report for Xlsx<'_> {
    fn add(&mut self, judged: &Judged<'_>, _: &mut Output) -> Result<(), Failure> {
        let lang = self.about.context.lang;
        for clause in &judged.judgement.clauses {
            if let Some(row) = rows::judgement(self.about, judged, clause) {
                self.judgements.row(&row, &self.colours, lang).map_err(ours)?;
            }
            for activation in &clause.activations {
                if let Some(row) = rows::activation(self.about, judged, clause, activation) {
                    self.activations.row(&row, &self.colours, lang).map_err(ours)?;
                }
            }
        }
        Ok(())
    }

    fn finish(&mut self, tally: &Tally, refused: &Refused, output: &mut Output) -> Result<(), Failure> {
        let context = self.about.context;
        let empty = || Sheet { sheet: Worksheet::new(), next: 1, beyond: 0 };
        let totals = self.totals(tally, refused).map_err(ours)?;
        let judgements = std::mem::replace(&mut self.judgements, empty());
        let activations = std::mem::replace(&mut self.activations, empty());
        let mut book = Workbook::new();
        book.push_worksheet(judgements.done(JUDGEMENT_WIDTHS.len(), &context).map_err(ours)?);
        book.push_worksheet(activations.done(ACTIVATION_WIDTHS.len(), &context).map_err(ours)?);
        book.push_worksheet(totals);
        output.write_all(&book.save_to_buffer().map_err(ours)?)?;
        Ok(())
    }
}
