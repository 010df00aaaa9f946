//! Fair comparison: direct standardisation.
//!
//! Groups meet different mixes of easy and hard encounters. Each is given the score that it would have if its mix were that of all: its rate in each stratum,
//! weighted by that stratum's share of all points. Where it had no encounter of a stratum, it is taken to do there as all do, better or worse by as much as
//! it does elsewhere, so that a group which differs in its mix alone comes out as all.

use std::collections::BTreeMap;

/// Points by stratum: by section, earned and possible.
pub(crate) type Strata = BTreeMap<String, Vec<(f64, f64)>>;

/// Adds points to a stratum.
pub(crate) fn add(strata: &mut Strata, stratum: &str, sections: &[(f64, f64)]) {
    if !strata.contains_key(stratum) {
        strata.insert(stratum.to_owned(), vec![(0.0, 0.0); sections.len()]);
    }
    let sums = strata.get_mut(stratum).into_iter().flatten();
    for (sum, (earned, possible)) in sums.zip(sections) {
        sum.0 += earned;
        sum.1 += possible;
    }
}

/// The score, without what was won beyond the duty, that a group would have with the mix of all; `None` where nothing could be judged.
pub(crate) fn standardised(own: &Strata, all: &Strata, weights: &[f64]) -> Option<f64> {
    let (mut score, mut whole) = (0.0, 0.0);
    for (section, weight) in weights.iter().enumerate() {
        let of = |strata: &Strata, stratum: &str| {
            strata.get(stratum).and_then(|sums| sums.get(section)).copied().unwrap_or_default()
        };
        let possible: f64 = own.values().map(|sums| sums[section].1).sum();
        if possible <= 0.0 {
            continue;
        }
        // How much better than all it does where it was.
        let better: f64 = own
            .iter()
            .map(|(stratum, sums)| {
                let (earned, possible) = sums[section];
                let (all_earned, all_possible) = of(all, stratum);
                earned - if all_possible > 0.0 { possible * all_earned / all_possible } else { earned }
            })
            .sum::<f64>()
            / possible;
        let all_possible: f64 = all.values().map(|sums| sums[section].1).sum();
        let mut rate = 0.0;
        for (stratum, sums) in all {
            let (all_earned, in_stratum) = sums[section];
            if in_stratum <= 0.0 {
                continue;
            }
            let (earned, possible) = of(own, stratum);
            let here = match possible > 0.0 {
                true => earned / possible,
                false => (all_earned / in_stratum + better).clamp(0.0, 1.0),
            };
            rate += in_stratum / all_possible * here;
        }
        score += weight * rate;
        whole += weight;
    }
    (whole > 0.0).then(|| 100.0 * score / whole)
}
