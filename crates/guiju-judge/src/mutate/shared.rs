//! What clauses share: situations and named instants. Changed once, not once for each clause that uses them.

use super::variant::{Variant, Variants, lift, wrap};
use super::{bounds, patterns};
use guiju_standard::model::{InstantBase, InstantExpr, Situation};

/// Turns after which a situation fades where the pack does not say.
const TURNS: u32 = 6;

/// A situation, changed in one place.
pub(super) fn situation(situation: &Situation) -> Variants<Situation> {
    let mut found =
        lift(patterns::certain(&situation.from), "from", |from| Situation { from, ..situation.clone() });
    found.extend(wrap(patterns::certain_end(situation.until.as_ref()), |until| Situation {
        until,
        ..situation.clone()
    }));
    if situation.turns != TURNS {
        for now in [situation.turns + 1, situation.turns.saturating_sub(1)].into_iter().filter(|now| *now > 0)
        {
            let (from, to) = (format!("turns {}", situation.turns), format!("turns {now}"));
            found.push(Variant::instead(
                &from,
                &to,
                situation.span,
                Situation { turns: now, ..situation.clone() },
            ));
        }
    }
    found
}

/// A situation that ends others though it is said by the way.
pub(super) fn aside(situation: &Situation) -> Variants<Situation> {
    let changed = Situation { aside: false, ..situation.clone() };
    situation.aside.then(|| Variant::dropped("aside", situation.span, changed)).into_iter().collect()
}

/// A named instant, changed in one place.
pub(super) fn instant(expr: &InstantExpr) -> Variants<InstantExpr> {
    let mut found = bounds::instant(expr);
    if let InstantBase::DueOf { clause, moved } = &expr.base {
        let (from, to) = if *moved { ("moved due of", "due of") } else { ("due of", "moved due of") };
        let base = InstantBase::DueOf { clause: clause.clone(), moved: !moved };
        found.push(Variant::instead(from, to, expr.span, InstantExpr { base, ..expr.clone() }));
    }
    found
}
