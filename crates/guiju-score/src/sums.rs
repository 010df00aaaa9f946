//! What is kept of many encounters: sums, and sums of products for the interval.

use crate::Points;

/// Sums over encounters. Beside the sections there is one more column for what was won beyond the duty, of which each encounter is one.
#[derive(Debug, Clone, Default)]
pub(crate) struct Sums {
    /// Encounters.
    pub(crate) n: u64,
    /// By column.
    pub(crate) earned: Vec<f64>,
    pub(crate) possible: Vec<f64>,
    /// By pair of columns: earned × earned, earned × possible, possible × possible.
    products: Vec<[f64; 3]>,
}

impl Sums {
    pub(crate) fn add(&mut self, points: &Points) {
        let width = points.sections.len() + 1;
        if self.earned.is_empty() {
            self.earned = vec![0.0; width];
            self.possible = vec![0.0; width];
            self.products = vec![[0.0; 3]; width * width];
        }
        let beyond: f64 = points.beyond.iter().map(|(_, won)| won).sum();
        let column = |at: usize| points.sections.get(at).copied().unwrap_or((beyond, 1.0));
        self.n += 1;
        for a in 0..width {
            let (earned, possible) = column(a);
            self.earned[a] += earned;
            self.possible[a] += possible;
            for b in 0..width {
                let (other_earned, other_possible) = column(b);
                let products = &mut self.products[a * width + b];
                products[0] += earned * other_earned;
                products[1] += earned * other_possible;
                products[2] += possible * other_possible;
            }
        }
    }

    /// Points won beyond the duty, an encounter.
    pub(crate) fn beyond(&self) -> f64 {
        self.earned.last().map_or(0.0, |won| won / self.n.max(1) as f64)
    }

    /// How much of the score one point of each column is worth; `None` where nothing was possible at all. The last column is what was won
    /// beyond the duty.
    pub(crate) fn worth(&self, weights: &[f64]) -> Option<Vec<f64>> {
        let there = |at: &usize| self.possible.get(*at).is_some_and(|possible| *possible > 0.0);
        let whole: f64 = (0..weights.len()).filter(there).map(|at| weights[at]).sum();
        if whole <= 0.0 {
            return None;
        }
        let of = |at: usize| match there(&at) {
            true => 100.0 * weights[at] / whole / self.possible[at],
            false => 0.0,
        };
        Some((0..weights.len()).map(of).chain([1.0 / self.n.max(1) as f64]).collect())
    }

    /// The standard error of the score (ratios of sums over encounters, linearised); `None` for fewer than two encounters.
    pub(crate) fn error(&self, worth: &[f64]) -> Option<f64> {
        if self.n < 2 {
            return None;
        }
        let width = worth.len();
        let rate = |at: usize| match self.possible[at] {
            possible if possible > 0.0 => self.earned[at] / possible,
            _ => 0.0,
        };
        let mut sum = 0.0;
        for a in 0..width {
            for b in 0..width {
                let [ee, ep, pp] = self.products[a * width + b];
                let [_, pe, _] = self.products[b * width + a];
                let (ra, rb) = (rate(a), rate(b));
                sum += worth[a] * worth[b] * (ee - rb * ep - ra * pe + ra * rb * pp);
            }
        }
        let n = self.n as f64;
        Some((sum.max(0.0) * n / (n - 1.0)).sqrt())
    }
}

/// Half the width of a 95 % interval in standard errors, for so many encounters: Student's t (Hill, CACM 1970, its expansion in 1/ν).
pub(crate) fn t95(n: u64) -> f64 {
    const FEW: [f64; 8] = [12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306];
    const Z: f64 = 1.959_963_984_540_054;
    let freedom = n.saturating_sub(1).max(1);
    if let Some(t) = FEW.get(freedom as usize - 1) {
        return *t;
    }
    let v = freedom as f64;
    Z + (Z.powi(3) + Z) / (4.0 * v)
        + (5.0 * Z.powi(5) + 16.0 * Z.powi(3) + 3.0 * Z) / (96.0 * v * v)
        + (3.0 * Z.powi(7) + 19.0 * Z.powi(5) + 17.0 * Z.powi(3) - 15.0 * Z) / (384.0 * v.powi(3))
}

#[cfg(test)]
mod tests {
    use super::t95;

    #[test]
    fn the_quantile_is_that_of_the_tables() {
        for (n, t) in [(2, 12.706), (5, 2.776), (6, 2.571), (11, 2.228), (31, 2.042), (1001, 1.962)] {
            assert!((t95(n) - t).abs() < 0.002, "{n}: {}", t95(n));
        }
    }
}
