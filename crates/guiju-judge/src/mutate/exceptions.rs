//! Exceptions: each way to be excused left out, the moved bound forgotten, what ties an exception to its activation.

use super::variant::{Variant, Variants, in_list, lift, one_less, wrap};
use super::{conditions, patterns};
use guiju_standard::Span;
use guiju_standard::model::{Exception, Unless};

/// What excuses, changed in one place or left out.
pub(super) fn unless(unless: Option<&Unless>) -> Variants<Option<Unless>> {
    let Some(unless) = unless else { return Vec::new() };
    let at = unless.any.first().map_or_else(Span::default, |exception| patterns::place(&exception.pattern));
    let put = |change: &dyn Fn(&mut Unless)| {
        let mut changed = unless.clone();
        change(&mut changed);
        changed
    };
    let with_any = |any: Vec<Exception>| Unless { any, ..unless.clone() };
    let mut found = wrap(in_list(&unless.any, exception), with_any);
    found.extend(wrap(one_less(&unless.any, title, at), with_any));
    if unless.moves_to.is_some() {
        found.push(Variant::dropped("moves_to", at, put(&|unless| unless.moves_to = None)));
        if unless.moves != 1 {
            let now = unless.moves.saturating_sub(1);
            let fewer = put(&|unless| unless.moves = now);
            found.push(Variant::instead(
                &format!("moves {}", unless.moves),
                &format!("moves {now}"),
                at,
                fewer,
            ));
        }
    }
    for (index, key) in unless.same.iter().enumerate() {
        let dropped = put(&|unless| {
            unless.same.remove(index);
        });
        found.push(Variant::dropped(&format!("same {}", key.text()), at, dropped));
    }
    found.extend(wrap(conditions::optional(unless.with.as_ref(), "with", at), |with| Unless {
        with,
        ..unless.clone()
    }));
    let mut found = lift(found, "unless", Some);
    // Of several each was left out above; the only one goes with its `unless`.
    if unless.any.len() == 1 {
        found.push(Variant::dropped("unless", at, None));
    }
    found
}

fn exception(of: &Exception) -> Variants<Exception> {
    let mut found = wrap(patterns::pattern(&of.pattern), |pattern| Exception { pattern, ..of.clone() });
    found.extend(wrap(patterns::optional(of.before.as_ref(), "before"), |before| Exception {
        before,
        ..of.clone()
    }));
    found
}

fn title(of: &Exception) -> String {
    patterns::title(&of.pattern)
}
