//! The protocol at work: several dialogues, a request and an answer each.

use crate::{
    advice::offences,
    session::{Refused, Session},
    wire::{Answer, Both, ClauseVerdict, Request, Verdicts},
};
use guiju_judge::{Judgement, Plan, explain};
use guiju_time::{Instant, Lang};
use std::collections::BTreeMap;

/// Dialogues in progress under one standard.
#[derive(Debug)]
pub struct Assistant<'p> {
    plan: &'p Plan,
    sessions: BTreeMap<String, Session<'p>>,
    /// The dialogue that is meant where none is named.
    last: String,
}

impl<'p> Assistant<'p> {
    /// An assistant that has no dialogue yet.
    pub fn new(plan: &'p Plan) -> Assistant<'p> {
        Assistant { plan, sessions: BTreeMap::new(), last: String::new() }
    }

    /// Answers a request. One that can't be taken leaves everything as it was.
    pub fn answer(&mut self, request: &Request) -> Answer {
        self.take(request).unwrap_or_else(|refused| Answer::Error { message: refused.to_string() })
    }

    /// Answers a line of JSON with a line of JSON.
    pub fn answer_line(&mut self, line: &str) -> String {
        let answer = match serde_json::from_str::<Request>(line) {
            Ok(request) => self.answer(&request),
            Err(error) => Answer::Error {
                message: format!(
                    "not a request: {error}; `open`, `object`, `turn`, `event`, `now`, `check`, `close` are"
                ),
            },
        };
        // A struct of texts and numbers always has its JSON.
        serde_json::to_string(&answer).unwrap_or_default()
    }

    fn take(&mut self, request: &Request) -> Result<Answer, Refused> {
        match request {
            Request::Open(opening) => {
                if self.sessions.contains_key(&opening.id) {
                    return Err(Refused::Open(opening.id.clone()));
                }
                let mut session = Session::open(self.plan, opening)?;
                let advice = session.advise(None, false)?;
                self.last.clone_from(&opening.id);
                self.sessions.insert(opening.id.clone(), session);
                Ok(Answer::Advice(Box::new(advice)))
            }
            Request::Object(thing) => {
                let session = self.session(&thing.dialogue)?;
                session.know(thing)?;
                session.advise(None, false).map(|advice| Answer::Advice(Box::new(advice)))
            }
            Request::Turn(turn) => {
                let session = self.session(&turn.dialogue)?;
                let id = session.hear(turn)?;
                session.after_turn(&id, turn).map(|advice| Answer::Advice(Box::new(advice)))
            }
            Request::Event(event) => {
                let session = self.session(&event.dialogue)?;
                let id = session.happen(event)?;
                session.advise(Some(&id), false).map(|advice| Answer::Advice(Box::new(advice)))
            }
            Request::Now(time) => {
                let session = self.session(&time.dialogue)?;
                session.pass(time.at_ms)?;
                session.advise(None, false).map(|advice| Answer::Advice(Box::new(advice)))
            }
            Request::Check(draft) => {
                let session = self.session(&draft.dialogue)?;
                session.check(draft).map(|ruling| Answer::Ruling(Box::new(ruling)))
            }
            Request::Close(close) => {
                let session = self.session(&close.dialogue)?;
                if let Some(at) = close.at_ms {
                    session.pass(at)?;
                }
                let judgement = session.judge(true, close.settled)?;
                let now = session.now;
                self.sessions.remove(&judgement.id);
                Ok(Answer::Verdicts(self.verdicts(&judgement, now)))
            }
        }
    }

    fn session(&mut self, named: &Option<String>) -> Result<&mut Session<'p>, Refused> {
        let id = named.as_ref().unwrap_or(&self.last);
        self.sessions.get_mut(id).ok_or_else(|| Refused::NotOpen(id.clone()))
    }

    fn verdicts(&self, judgement: &Judgement, now: i64) -> Verdicts {
        let offences = offences(judgement);
        let clauses = judgement.clauses.iter().filter_map(|judged| {
            let clause = self.plan.standard.clauses.get(judged.clause)?;
            let because = offences.iter().filter(|offence| offence.clause == judged.clause).map(|offence| {
                let say =
                    |lang| Some(explain::because(self.plan, clause, offence.activation, Instant(now), lang));
                Both { zh: say(Lang::Zh), en: say(Lang::En) }
            });
            Some(ClauseVerdict {
                clause: clause.id.clone(),
                covers: judged.covers.to_vec(),
                verdict: judged.verdict.name().to_owned(),
                because: because.collect(),
            })
        });
        Verdicts { dialogue: judgement.id.clone(), clauses: clauses.collect() }
    }
}
