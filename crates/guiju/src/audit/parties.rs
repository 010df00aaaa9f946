//! Who and where: the site of a subject, and the people of our side in it.

use guiju_judge::{ClauseJudgement, Outcome, Subject};
use guiju_log::{Log, ObjectIx, Relationship, Sym, Value};
use guiju_standard::Standard;
use std::collections::BTreeSet;

/// A site or a person.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Party {
    /// The object's id, or the attribute's value.
    pub id: String,
    /// What people call it; its id where the log names none.
    pub name: String,
}

/// Finds sites and people in a log.
pub struct Parties<'l> {
    log: &'l Log,
    site: Option<Sym>,
    staff: Option<Sym>,
    names: Vec<Sym>,
    /// Qualifiers of people on our side.
    ours: BTreeSet<&'l str>,
}

impl<'l> Parties<'l> {
    /// By a standard's idea of a site, in a log.
    pub fn of(standard: &'l Standard, log: &'l Log) -> Parties<'l> {
        let roles = standard.vocabulary.encounters.values().flat_map(|encounter| &encounter.roles);
        Parties {
            log,
            site: log.strings.get(&standard.site),
            staff: log.strings.get("staff"),
            names: ["name", "title"].iter().filter_map(|name| log.strings.get(name)).collect(),
            ours: roles.filter(|(_, role)| role.is_ours()).map(|(name, _)| name.as_str()).collect(),
        }
    }

    /// The site of a subject: an object of the site's type that it or what it belongs to is related to, else the attribute.
    pub fn site(&self, subject: &Subject) -> Option<Party> {
        let site = self.site?;
        let object = self.object(subject)?;
        let own = self.log.object_ref(object);
        if own.kind() == site {
            return Some(self.party(own.id()));
        }
        if let Some(near) = self.related(own.relationships(), site) {
            return Some(self.party(near));
        }
        if let Some(Value::Text(text)) = own.history(site).last().map(|attr| attr.value) {
            return Some(self.party(text));
        }
        let events = self.log.events_of(own.id()).iter();
        let by_event = events.filter_map(|ix| self.related(self.log.event(*ix).relationships(), site)).next();
        by_event.or_else(|| self.beyond(own.relationships(), site)).map(|id| self.party(id))
    }

    /// The people of our side in a subject: related to it, or to one of its events.
    pub fn people(&self, subject: &Subject) -> Vec<Party> {
        let mut found = BTreeSet::new();
        if let Some(object) = self.object(subject) {
            let own = self.log.object_ref(object);
            if Some(own.kind()) == self.staff {
                found.insert(own.id());
            }
            self.gather(own.relationships(), &mut found);
        }
        let id = subject.window.as_ref().map_or(&subject.id, |window| &window.member);
        if let Some(sym) = self.log.strings.get(id) {
            // A person's own events name colleagues; in that person's window they are not the ones judged.
            if subject.window.is_none() {
                for ix in self.log.events_of(sym) {
                    self.gather(self.log.event(*ix).relationships(), &mut found);
                }
            }
        }
        self.parties(found)
    }

    /// Whom a clause's judgement concerns: the people whom its events name, else all of the subject's.
    pub fn concerned(&self, judged: &ClauseJudgement, all: &[Party]) -> Vec<Party> {
        let mut found = BTreeSet::new();
        for activation in &judged.activations {
            let shown = match &activation.outcome {
                Outcome::Kept { by, .. } | Outcome::Broken { by, .. } => by.events.as_slice(),
                _ => &[],
            };
            let ends = activation.trigger.iter().chain(&activation.target);
            for moment in shown.iter().chain(ends) {
                let event = self.log.strings.get(&moment.id).and_then(|id| self.log.find_event(id));
                if let Some(ix) = event {
                    self.gather(self.log.event(ix).relationships(), &mut found);
                }
            }
        }
        let named = self.parties(found);
        if named.is_empty() { all.to_vec() } else { named }
    }

    /// The name that an object goes by.
    pub fn name(&self, id: Sym) -> String {
        let object = self.log.object(id).map(|ix| self.log.object_ref(ix));
        let name = object.and_then(|object| {
            self.names.iter().find_map(|name| match object.history(*name).last()?.value {
                Value::Text(text) => Some(text),
                _ => None,
            })
        });
        self.log.strings.resolve(name.unwrap_or(id)).to_owned()
    }

    /// Ids of all objects that are sites, or of all people of our side: for "did you mean".
    pub fn ids(&self, people: bool) -> Vec<String> {
        let kind = if people { self.staff } else { self.site };
        let objects = self.log.objects().map(|ix| self.log.object_ref(ix));
        objects
            .filter(|object| Some(object.kind()) == kind)
            .map(|object| self.log.strings.resolve(object.id()).to_owned())
            .collect()
    }

    fn object(&self, subject: &Subject) -> Option<ObjectIx> {
        let own = self.log.strings.get(&subject.id).and_then(|id| self.log.object(id));
        own.or_else(|| self.log.object(self.log.strings.get(&subject.window.as_ref()?.member)?))
    }

    fn party(&self, id: Sym) -> Party {
        Party { id: self.log.strings.resolve(id).to_owned(), name: self.name(id) }
    }

    fn parties(&self, ids: BTreeSet<Sym>) -> Vec<Party> {
        let mut parties: Vec<Party> = ids.into_iter().map(|id| self.party(id)).collect();
        parties.sort();
        parties
    }

    fn related(&self, relations: &[Relationship], kind: Sym) -> Option<Sym> {
        relations.iter().map(|relation| relation.object).find(|id| self.is_a(*id, kind))
    }

    /// A site that something related to the subject is related to, such as the shift of a call.
    fn beyond(&self, relations: &[Relationship], kind: Sym) -> Option<Sym> {
        relations
            .iter()
            .filter_map(|relation| self.log.object(relation.object))
            .find_map(|near| self.related(self.log.object_ref(near).relationships(), kind))
    }

    fn is_a(&self, id: Sym, kind: Sym) -> bool {
        self.log.object(id).is_some_and(|ix| self.log.object_ref(ix).kind() == kind)
    }

    fn gather(&self, relations: &[Relationship], into: &mut BTreeSet<Sym>) {
        for relation in relations {
            let object = self.log.object(relation.object).map(|ix| self.log.object_ref(ix).kind());
            let ours = match object {
                Some(kind) => Some(kind) == self.staff,
                None => self.ours.contains(self.log.strings.resolve(relation.qualifier)),
            };
            if ours {
                into.insert(relation.object);
            }
        }
    }
}
