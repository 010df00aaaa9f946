//! Checks, in the keys of the language.

use super::super::tree::Tree;
use super::says::{InOrder, Record, Says, word};
use crate::model::{
    Aggregate, Agree, Body, Bound, Check, Choose, Consent, Count, Days, During, Each, EntryTest,
    EvidenceNeed, Exception, Frame, Head, Hold, HoldOn, Limit, Part, Quorum, Rate, Record as Form,
    RelationKind, Requirement, Rule, Say, Take, Turns, Unless, Variant,
};
use guiju_phrase::As;
use guiju_time::Window;

impl Says for Part {
    fn says(&self) -> Option<Tree> {
        let Part { frame, check, span: _ } = self;
        let Frame { during, each, unless, evidence, absence, clock } = frame;
        Some(
            Record::default()
                .with("during", during)
                .with("each", each)
                .and(check.says())
                .with("unless", unless)
                .with("evidence", evidence)
                .with("absence", absence)
                .with("clock", clock)
                .done(),
        )
    }
}

impl Says for During {
    fn says(&self) -> Option<Tree> {
        Some(match self {
            During::Situation(name, _) => word(name),
            During::Between { from, until } => {
                Record::default().with("from", from).with("until", until).done()
            }
        })
    }
}

impl Says for Each {
    fn says(&self) -> Option<Tree> {
        let Each { over, condition, via, span: _ } = self;
        Some(Record::default().with("over", over).with("where", condition).with("via", via).done())
    }
}

impl Says for Unless {
    fn says(&self) -> Option<Tree> {
        let Unless { any, moves_to, moves, same, with } = self;
        Some(
            Record::default()
                .with("any", any)
                .with("moves_to", moves_to)
                .with("moves", &moves_to.as_ref().map(|_| *moves))
                .with("same", same)
                .with("with", with)
                .done(),
        )
    }
}

impl Says for Exception {
    fn says(&self) -> Option<Tree> {
        let Exception { pattern, before } = self;
        match before {
            None => pattern.says(),
            Some(_) => Some(Record::default().with("event", pattern).with("before", before).done()),
        }
    }
}

impl Says for EvidenceNeed {
    fn says(&self) -> Option<Tree> {
        let EvidenceNeed { kinds, only } = self;
        match only {
            true => Some(Record::default().with("only", kinds).done()),
            false => kinds.says(),
        }
    }
}

impl Says for Check {
    fn says(&self) -> Option<Tree> {
        let record = Record::default();
        Some(match self {
            Check::Rule(rule) => return rule.says(),
            Check::Relation(kind, patterns) => {
                let key = match kind {
                    RelationKind::Together => "together",
                    RelationKind::Either => "either",
                    RelationKind::NotWith => "not_with",
                };
                record.with(key, patterns).done()
            }
            Check::Apart(pattern, bound, same) => {
                record.with("apart", pattern).with("at_least", bound).with("same", same).done()
            }
            Check::Hold(hold) => return hold.says(),
            Check::Count(count) => return count.says(),
            Check::Choose(choose) => return choose.says(),
            Check::Agree(agree) => return agree.says(),
            Check::Rate(Rate { dimension, min, condition, span: _ }) => {
                record.with("rate", dimension).with("min", min).with("where", condition).done()
            }
            Check::Cited(indicator) => record.with("cited", indicator).done(),
            Check::Trained(course) => record.with("trained", course).done(),
            Check::Exam { topic, pass, valid } => {
                record.with("exam", topic).with("pass", pass).with("valid", valid).done()
            }
            Check::Permit(pattern) => record.with("permit", pattern).done(),
            Check::Clause(id, _) => record.with("clause", id).done(),
            Check::AllOf(parts) => record.with("all_of", parts).done(),
            Check::AnyOf(parts) => record.with("any_of", parts).done(),
            Check::Not(part) => record.with("not", part).done(),
            Check::If(first, then) => record.with("if", first).with("then", then).done(),
        })
    }
}

impl Says for Rule {
    fn says(&self) -> Option<Tree> {
        let Rule {
            head,
            body,
            within,
            at_least,
            before,
            same,
            with,
            one_to_one,
            variant,
            both,
            among,
            span: _,
        } = self;
        let variant = variant.map(|variant| match variant {
            Variant::Alternate => "alternate".to_owned(),
            Variant::Chain => "chain".to_owned(),
        });
        // In the words of the language: `before Z require A`, `must A`, `never A`.
        let record = Record::default();
        let headed = match (head, body) {
            (Head::Must, Body::Owed(pattern)) => record.with("must", pattern),
            (Head::First, Body::Owed(pattern)) => record.with("first", pattern),
            (Head::Last, Body::Owed(pattern)) => record.with("last", pattern),
            (Head::Before(head), Body::Owed(pattern)) => record.with("before", head).with("require", pattern),
            (Head::Around(head), Body::Owed(pattern)) => record.with("around", head).with("require", pattern),
            (Head::When(head), _) => record.with("when", head).and(body.says()),
            (Head::Before(head), _) => record.with("before", head).and(body.says()),
            (Head::Around(head), _) => record.with("around", head).and(body.says()),
            (Head::Must, _) => record.and(body.says()),
            (Head::First, _) => record.with("head", "first").and(body.says()),
            (Head::Last, _) => record.with("head", "last").and(body.says()),
        };
        Some(
            headed
                .with("within", within)
                .with("at_least", at_least)
                .with("before", before)
                .with("same", same)
                .with("with", with)
                .with("one_to", &one_to_one.then(|| "one".to_owned()))
                .with("variant", &variant)
                .with("both", both)
                .with("among", among)
                .done(),
        )
    }
}

impl Says for Body {
    fn says(&self) -> Option<Tree> {
        let record = Record::default();
        Some(match self {
            Body::Owed(pattern) => record.with("then", pattern).done(),
            Body::Forbidden(pattern) => record.with("never", pattern).done(),
            Body::Say(say) => record.with("say", say).done(),
            Body::NeverSay(say) => record.with("never_say", say).done(),
            Body::Record(form) => record.with("record", form).done(),
            Body::Consent(consent) => record.with("consent", consent).done(),
            Body::Decide { table, row, span: _ } => record.with("decide", table).with("row", row).done(),
        })
    }
}

impl Says for Bound {
    fn says(&self) -> Option<Tree> {
        match self {
            Bound::Fixed(span, _) => span.says(),
            Bound::Param(name, _) => Some(word(format!("param.{name}"))),
            Bound::Computed(condition, _) => condition.says(),
        }
    }
}

impl Says for Limit {
    fn says(&self) -> Option<Tree> {
        match self {
            Limit::At(instant) => instant.says(),
            Limit::Event(pattern) => pattern.says(),
        }
    }
}

impl Says for Say {
    fn says(&self) -> Option<Tree> {
        let Say { phrases, quorum, by, to, turns, as_, harmless, exempt, span: _ } = self;
        let at_least = match quorum {
            Quorum::All => None,
            Quorum::AtLeast(n) => Some(n.to_string()),
        };
        let by = (by != "staff").then(|| by.clone());
        Some(
            Record::default()
                .with("phrases", phrases)
                .with("n", &at_least)
                .with("by", &by)
                .with("to", to)
                .with("turns", turns)
                .with("as", as_)
                .with("harmless", harmless)
                .with("exempt", &exempt.as_ref().map(|exempt| exempt.says().unwrap_or_else(|| word("none"))))
                .done(),
        )
    }
}

impl Says for Turns {
    fn says(&self) -> Option<Tree> {
        let Turns { from, to, of_all } = self;
        let to = to.map_or(String::new(), |to| to.to_string());
        Some(word(format!("{from}..{to}{}", if *of_all { " of all" } else { "" })))
    }
}

impl Says for As {
    fn says(&self) -> Option<Tree> {
        Some(word(match self {
            As::WholeTurn => "whole_turn",
            As::WholeClause => "whole_clause",
            As::ClauseStart => "clause_start",
            As::TurnStart => "turn_start",
            As::TurnEnd => "turn_end",
        }))
    }
}

impl Says for Form {
    fn says(&self) -> Option<Tree> {
        let Form { form, fields, signed, condition, span: _ } = self;
        Some(
            Record::default()
                .with("form", form)
                .with("fields", fields)
                .with("signed", signed)
                .with("where", condition)
                .done(),
        )
    }
}

impl Says for Consent {
    fn says(&self) -> Option<Tree> {
        let Consent { given, ask, unopposed, lasts_subject, span: _ } = self;
        Some(
            Record::default()
                .with("given", given)
                .with("ask", ask)
                .with("answer", &unopposed.then(|| "unopposed".to_owned()))
                .with("lasts", &lasts_subject.then(|| "subject".to_owned()))
                .done(),
        )
    }
}

impl Says for Hold {
    fn says(&self) -> Option<Tree> {
        let Hold { on, requirement, same, span: _ } = self;
        let record = match on {
            HoldOn::At(pattern) => Record::default().with("at", pattern),
            HoldOn::Inspect(pattern, take) => Record::default()
                .with("inspect", pattern)
                .with("take", &matches!(take, Take::Latest).then(|| "latest".to_owned())),
            HoldOn::Stretch => Record::default(),
        };
        Some(record.with("same", same).with("hold", requirement).done())
    }
}

impl Says for Requirement {
    fn says(&self) -> Option<Tree> {
        Some(match self {
            Requirement::Condition(condition) => return condition.says(),
            Requirement::Entries(entries) => Tree::Map(
                entries
                    .iter()
                    .map(|(name, test, _)| {
                        let asked = match test {
                            EntryTest::Range(range) => word(range.to_string()),
                            EntryTest::Figures(range, _) => word(range.to_string()),
                            EntryTest::OneOf(values) => values.says().unwrap_or(Tree::NOTHING),
                        };
                        (name.clone(), asked)
                    })
                    .collect(),
            ),
        })
    }
}

impl Says for Count {
    fn says(&self) -> Option<Tree> {
        let Count { of, value, distinct, min, max, window, last, skip, pro_rata, days, upward, span: _ } =
            self;
        let mut trend = None;
        let record = Record::default();
        let record = match of {
            Aggregate::Number(pattern) => record.with("count", pattern),
            Aggregate::Sum(pattern) => record.with("sum", pattern),
            Aggregate::Mean(pattern) => record.with("avg", pattern),
            Aggregate::Trend(pattern) => {
                trend = Some(if *upward { "up" } else { "down" }.to_owned());
                record.with("trend", pattern)
            }
            Aggregate::Ratio(some, all) => record.with("ratio", some).with("of", all),
            Aggregate::Level { from, until } => {
                record.with("level", &Record::default().with("from", from).with("until", until).done())
            }
        };
        Some(
            record
                .with("value", value)
                .with("direction", &trend)
                .with("distinct", distinct)
                .with("min", min)
                .with("max", max)
                .with("window", window)
                .with("last", last)
                .with("skip", skip)
                .with("pro_rata", pro_rata)
                .with("days", &matches!(days, Days::All).then(|| "all".to_owned()))
                .done(),
        )
    }
}

impl Says for Window {
    fn says(&self) -> Option<Tree> {
        Some(match self {
            Window::Hour => word("hour"),
            Window::Day => word("day"),
            Window::Week => word("week"),
            Window::Month => word("month"),
            Window::Quarter => word("quarter"),
            Window::HalfYear => word("half_year"),
            Window::Year => word("year"),
            Window::Shift(shifts) => word(format!("shift {shifts:?}")),
            Window::Last(length) => return length.says(),
        })
    }
}

impl Says for Choose {
    fn says(&self) -> Option<Tree> {
        let Choose { pattern, among, condition, rank, span: _ } = self;
        Some(
            Record::default()
                .with("choose", pattern)
                .with("among", among)
                .with("where", condition)
                .with("rank", rank)
                .done(),
        )
    }
}

impl Says for Agree {
    fn says(&self) -> Option<Tree> {
        let Agree { records, same, that, both, one_to_one, mapping, within, before, span: _ } = self;
        Some(
            Record::default()
                .with("agree", &InOrder(records))
                .with("mapping", mapping)
                .with("same", same)
                .with("that", that)
                .with("both", both)
                .with("one_to", &one_to_one.then(|| "one".to_owned()))
                .with("within", within)
                .with("before", before)
                .done(),
        )
    }
}
