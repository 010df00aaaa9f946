//! `permit: A`: may be done; guides, is never broken.

use crate::judging::{Cx, Judging};
use crate::settle::{Raw, Settled};
use guiju_standard::model::Pattern;

pub(super) fn raws<'x, 'h: 'x>(
    judging: &'x Judging<'h>,
    pattern: &'h Pattern,
    cx: &Cx<'x, 'h>,
) -> Vec<Raw<'x>> {
    judging
        .activations(pattern, cx)
        .into_iter()
        .filter(crate::hit::Hit::is_certain)
        .map(|hit| Raw::fixed(Some(hit.clone()), Settled::kept(judging, hit)))
        .collect()
}
