//! What each part of a standard means, in the words of the language. Every field is taken apart by name, so that a new one
//! has to say here whether it is meaning, weight or a text for people.

mod check;
mod figures;
mod pattern;
mod says;
mod speech;
mod vocabulary;

use super::tree::Tree;
use crate::model::{Clause, Covers, Grade, Scoring, Section, Standard, Vocabulary};
use crate::source::Span;
use crate::text::Text;
use says::{InOrder, Record, Says};
use std::collections::BTreeMap;

/// Sorts of parts, in the order in which people are told of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// A clause.
    Clause,
    /// A figure.
    Param,
    /// A phrase.
    Phrase,
    /// A situation.
    Situation,
    /// A decision table.
    Table,
    /// A form.
    Form,
    /// An encounter type.
    Encounter,
    /// An object type.
    Object,
    /// An activity.
    Activity,
    /// A named instant.
    Instant,
    /// A working calendar.
    Calendar,
    /// A key of `standard.yaml`.
    Setting,
    /// A row of the text.
    Article,
}

/// A named part of a standard.
pub(super) struct Item {
    pub(super) kind: Kind,
    pub(super) name: String,
    pub(super) title: Text,
    /// What verdicts follow from.
    pub(super) judged: Tree,
    /// What a verdict weighs and which rows it answers for.
    pub(super) weighed: Tree,
    /// What is only told to people.
    pub(super) texts: Tree,
    pub(super) span: Span,
}

/// All parts of a standard by sort and name.
pub(super) fn items(standard: &Standard) -> BTreeMap<(Kind, String), Item> {
    let mut found = BTreeMap::new();
    let mut add = |item: Item| {
        found.insert((item.kind, item.name.clone()), item);
    };
    standard.clauses.iter().for_each(|clause| add(of_clause(clause)));
    let mut part = |kind, name: &str, title: &Text, (judged, texts): (Tree, Tree), span| {
        let (name, title) = (name.to_owned(), title.clone());
        add(Item { kind, name, title, judged, weighed: Tree::NOTHING, texts, span });
    };
    let none = Text::default();
    for (name, param) in &standard.params {
        part(Kind::Param, name, &param.title, figures::param(param), param.span);
    }
    for (name, phrase) in standard.phrases.iter().filter(|(_, phrase)| !speech::is_anonymous(phrase)) {
        part(Kind::Phrase, name, &phrase.title, speech::phrase(phrase), phrase.span);
    }
    for (name, situation) in &standard.situations {
        part(Kind::Situation, name, &situation.title, speech::situation(situation), situation.span);
    }
    for (name, table) in &standard.tables {
        part(Kind::Table, name, &table.title, figures::table(table), table.span);
    }
    for (name, form) in &standard.forms {
        part(Kind::Form, name, &form.title, vocabulary::form(form), form.span);
    }
    let Vocabulary { encounters, objects, activities, instants } = &standard.vocabulary;
    for (name, encounter) in encounters {
        part(Kind::Encounter, name, &encounter.title, vocabulary::encounter(encounter), encounter.span);
    }
    for (name, attrs) in objects {
        let span = attrs.values().next().map_or(standard.span, |attr| attr.span);
        part(Kind::Object, name, &none, vocabulary::object(attrs), span);
    }
    for (name, activity) in activities {
        part(Kind::Activity, name, &activity.title, vocabulary::activity(activity), activity.span);
    }
    for (name, (instant, span)) in instants {
        let judged = Record::default().with("at", instant).done();
        part(Kind::Instant, name, &none, (judged, Tree::NOTHING), *span);
    }
    for (name, calendar) in &standard.calendars {
        part(Kind::Calendar, name, &none, (figures::calendar(calendar), Tree::NOTHING), standard.span);
    }
    for article in &standard.articles {
        let texts = Record::default()
            .with("where", &article.place)
            .with("text", &article.text)
            .with("kind", &article.kind)
            .done();
        part(Kind::Article, &article.id, &none, (Tree::NOTHING, texts), article.span);
    }
    settings(standard, &mut add);
    found
}

fn of_clause(clause: &Clause) -> Item {
    let Clause {
        id,
        title,
        source,
        covers,
        severity,
        points,
        bonus,
        malus,
        scored_from,
        section,
        per,
        applies,
        as_of_activation,
        confirm_by_person,
        guide,
        script,
        note,
        interpretation,
        report_only,
        part,
        span,
    } = clause;
    let judged = Record::default()
        .with("per", per)
        .with("applies", applies)
        .with("as_of", &as_of_activation.then(|| "activation".to_owned()))
        .with("confirm", &confirm_by_person.then(|| "person".to_owned()))
        .and(part.says());
    let covers = match covers {
        Covers::Rows(rows) => rows.iter().map(|(row, _)| row.clone()).collect::<Vec<_>>().says(),
        Covers::ByValue(rows) => {
            Some(Tree::Map(rows.iter().map(|(value, row, _)| (value.clone(), says::word(row))).collect()))
        }
    };
    let weighed = Record::default()
        .with("severity", severity.name())
        .with("points", points)
        .with("bonus", &(*bonus != 0.0).then_some(*bonus))
        .with("malus", &(*malus != 0.0).then_some(*malus))
        .with("scored_from", &scored_from.map(|date| date.to_string()))
        .with("section", section)
        .with("report_only", report_only)
        .with("covers", &covers);
    let texts = Record::default()
        .with("title", title)
        .with("source", source)
        .with("guide", guide)
        .with("script", script)
        .with("note", note)
        .with("interpretation", interpretation);
    Item {
        kind: Kind::Clause,
        name: id.clone(),
        title: title.clone(),
        judged: judged.done(),
        weighed: weighed.done(),
        texts: texts.done(),
        span: *span,
    }
}

/// Keys of `standard.yaml`.
fn settings(standard: &Standard, add: &mut impl FnMut(Item)) {
    let Standard {
        zone,
        calendar,
        site,
        prefix,
        languages,
        slots,
        excluded,
        sections,
        scoring,
        off,
        extends,
        title,
        description,
        span,
        // Parts of their own, what tells versions apart, and the pack's tests.
        sources: _,
        id: _,
        version: _,
        hash: _,
        vocabulary: _,
        params: _,
        calendars: _,
        phrases: _,
        situations: _,
        tables: _,
        forms: _,
        clauses: _,
        articles: _,
        cases: _,
    } = standard;
    let mut setting = |name: &str, judged: Option<Tree>, weighed: Option<Tree>, texts: Option<Tree>| {
        let value = |tree: Option<Tree>| match tree {
            Some(tree @ Tree::Map(_)) => tree,
            Some(tree) => Tree::Map(vec![("is".to_owned(), tree)]),
            None => Tree::NOTHING,
        };
        add(Item {
            kind: Kind::Setting,
            name: name.to_owned(),
            title: Text::default(),
            judged: value(judged),
            weighed: value(weighed),
            texts: value(texts),
            span: *span,
        });
    };
    setting("zone", zone.says(), None, None);
    setting("calendar", calendar.says(), None, None);
    setting("slots", slots.says(), None, None);
    setting("site", None, site.says(), None);
    setting("prefix", None, prefix.says(), None);
    let codes: Vec<String> = languages.iter().map(|lang| lang.code().to_owned()).collect();
    setting("languages", None, None, InOrder(&codes).says());
    setting("excluded", None, excluded.says(), None);
    let weights = |Section { id, title: _, weight }: &Section| {
        (id.clone(), Record::default().with("weight", weight).done())
    };
    setting("sections", None, Some(Tree::Map(sections.iter().map(weights).collect())), None);
    let titles = |section: &Section| Some((section.id.clone(), section.title.says()?));
    setting("section titles", None, None, Some(Tree::Map(sections.iter().filter_map(titles).collect())));
    let Scoring { points, critical_zeroes_section, min_coverage, cap, adjust, rating, grades } = scoring;
    let zeroes = if *critical_zeroes_section { "section" } else { "encounter" };
    let points: Vec<String> = points.iter().map(f64::to_string).collect();
    let scoring = Record::default()
        .with("points", &InOrder(&points))
        .with("critical_zeroes", zeroes)
        .with("min_coverage", min_coverage)
        .with("cap", cap)
        .with("adjust", &InOrder(adjust))
        .with("rating", rating);
    setting("scoring", None, Some(scoring.done()), None);
    let conditions = |Grade { id, title: _, from, none_broken, months, kept, encounters }: &Grade| {
        let said = Record::default()
            .with("from", from)
            .with("none_broken", &none_broken.map(|severity| severity.name().to_owned()))
            .with("months", &months.map(f64::from))
            .with("kept", kept)
            .with("encounters", &(*encounters as f64));
        (id.clone(), said.done())
    };
    setting("grades", None, Some(Tree::Map(grades.iter().map(conditions).collect())), None);
    let titles = |grade: &Grade| Some((grade.id.clone(), grade.title.says()?));
    setting("grade titles", None, None, Some(Tree::Map(grades.iter().filter_map(titles).collect())));
    setting("off", None, off.says(), None);
    let bases: Vec<String> = extends.iter().map(|(name, version)| format!("{name}@{version}")).collect();
    setting("extends", None, None, InOrder(&bases).says());
    setting("title", None, None, title.says());
    setting("description", None, None, description.says());
}
