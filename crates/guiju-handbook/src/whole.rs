//! For everybody: every clause in full, chapter by chapter.

use crate::{Block, Book, Card, Part};
use guiju_standard::model::{Clause, Severity};

impl Book<'_> {
    pub(crate) fn whole(&self) -> Vec<Part> {
        let encounters = self.standard.vocabulary.encounters.iter();
        let mut parts: Vec<Part> = encounters
            .filter_map(|(kind, encounter)| {
                Some(Part {
                    id: format!("way-{kind}"),
                    title: match self.name(kind) {
                        title if self.lang == guiju_time::Lang::Zh => format!("{title}的先后"),
                        title => format!("{title}: the natural way"),
                    },
                    lead: String::new(),
                    blocks: vec![Block::Drawing(self.drawing(kind, encounter)?)],
                })
            })
            .collect();
        parts.extend(self.sections().into_iter().map(|(id, title, clauses)| Part {
            id,
            title,
            lead: String::new(),
            blocks: vec![Block::Cards(clauses.into_iter().map(|clause| self.card(clause)).collect())],
        }));
        parts.extend(self.tables());
        parts.push(self.figures_part());
        parts.push(self.index());
        parts
    }

    fn card(&self, clause: &Clause) -> Card {
        let notes = [self.text(&clause.interpretation), self.text(&clause.note)];
        Card {
            id: clause.id.clone(),
            title: match self.text(&clause.title) {
                title if title.is_empty() => clause.id.clone(),
                title => title,
            },
            source: clause.source.clone(),
            articles: clause.covers.rows().into_iter().map(str::to_owned).collect(),
            severity: (clause.severity >= Severity::Major).then(|| self.severity(clause.severity).to_owned()),
            lines: self.lines(clause),
            figures: self.figures_of(clause),
            notes: notes.into_iter().filter(|note| !note.is_empty()).collect(),
        }
    }
}
