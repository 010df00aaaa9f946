//! `missing-language`, `half-width-punctuation`: texts for people that lack a language or are not well set.

use super::walk::locate;
use crate::diagnostic::Diagnostic;
use crate::model::{AttrType, Standard};
use crate::source::Span;
use crate::text::Text;
use guiju_time::Lang;

pub(super) fn find(standard: &Standard, found: &mut Vec<Diagnostic>) {
    let mut look = |text: &Text, around: Span| {
        missing(standard, text, around, found);
        punctuation(standard, text, around, found);
    };
    look(&standard.title, standard.span);
    look(&standard.description, standard.span);
    standard.sections.iter().for_each(|section| look(&section.title, standard.span));
    standard.scoring.grades.iter().for_each(|grade| look(&grade.title, standard.span));
    for clause in &standard.clauses {
        let texts = [&clause.title, &clause.guide, &clause.script, &clause.note, &clause.interpretation];
        texts.into_iter().for_each(|text| look(text, clause.part.span));
    }
    fn attrs<'a>(attrs: impl IntoIterator<Item = &'a AttrType>, look: &mut impl FnMut(&Text, Span)) {
        attrs.into_iter().for_each(|attr| look(&attr.title, attr.span));
    }
    for encounter in standard.vocabulary.encounters.values() {
        look(&encounter.title, encounter.span);
        encounter.roles.values().for_each(|role| look(&role.title, encounter.span));
        attrs(encounter.attrs.values(), &mut look);
    }
    for activity in standard.vocabulary.activities.values() {
        look(&activity.title, activity.span);
        attrs(activity.attrs.values(), &mut look);
    }
    standard.vocabulary.objects.values().for_each(|object| attrs(object.values(), &mut look));
    standard.params.values().for_each(|param| look(&param.title, param.span));
    for phrase in standard.phrases.values() {
        look(&phrase.title, phrase.span);
        look(&phrase.script, phrase.span);
    }
    standard.situations.values().for_each(|situation| look(&situation.title, situation.span));
    for form in standard.forms.values() {
        look(&form.title, form.span);
        attrs(form.fields.values().map(|field| &field.attr), &mut look);
    }
    for table in standard.tables.values() {
        look(&table.title, table.span);
        table.rows.iter().for_each(|row| look(&row.guide, row.span));
    }
}

/// A language of the pack in which a text is not there, though it is in another.
fn missing(standard: &Standard, text: &Text, around: Span, found: &mut Vec<Diagnostic>) {
    if text.is_empty() {
        return;
    }
    for lang in standard.languages.iter().filter(|lang| text.in_lang(**lang).is_none_or(str::is_empty)) {
        let there = text.get(*lang);
        let (zh, en) = match lang {
            Lang::Zh => ("中文", "Chinese"),
            Lang::En => ("英文", "English"),
        };
        found.push(
            Diagnostic::warning(
                "missing-language",
                locate(&standard.sources, around, there),
                format!("这段文字没有{zh}"),
                format!("this text is not there in {en}"),
            )
            .help(
                format!("写作 `{{ zh: …, en: … }}`，补上 `{}`。", lang.code()),
                format!("write `{{ zh: …, en: … }}` with `{}` as well", lang.code()),
            ),
        );
    }
}

/// Half-width signs and the full-width ones that Chinese text is set with.
const SIGNS: &[(char, char)] =
    &[(',', '，'), (';', '；'), (':', '：'), ('?', '？'), ('!', '！'), ('(', '（'), (')', '）'), ('.', '。')];

/// A half-width sign that touches a Chinese character on one side and Chinese (or nothing) on the other.
fn punctuation(standard: &Standard, text: &Text, around: Span, found: &mut Vec<Diagnostic>) {
    let Some(words) = text.in_lang(Lang::Zh) else { return };
    let chars: Vec<(usize, char)> = words.char_indices().collect();
    for (at, (byte, sign)) in chars.iter().enumerate() {
        let Some((_, full)) = SIGNS.iter().find(|(half, _)| half == sign) else { continue };
        let before = at.checked_sub(1).map(|at| chars[at].1);
        let after = chars.get(at + 1).map(|(_, c)| *c);
        let between = match (before, after) {
            (Some(before), Some(after)) => is_chinese(before) && is_chinese(after),
            (Some(before), None) => is_chinese(before),
            (None, Some(after)) => is_chinese(after),
            (None, None) => false,
        };
        if !between {
            continue;
        }
        let place = locate(&standard.sources, around, words);
        let place = if standard.sources.slice(place) == words { place.inner(*byte, byte + 1) } else { place };
        found.push(
            Diagnostic::warning(
                "half-width-punctuation",
                place,
                format!("中文之间用了半角 `{sign}`"),
                format!("a half-width `{sign}` stands between Chinese characters"),
            )
            .help(format!("写 `{full}`。"), format!("write `{full}`")),
        );
        return;
    }
}

fn is_chinese(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}' | '\u{3400}'..='\u{4dbf}' | '“' | '”' | '《' | '》' | '…')
}
