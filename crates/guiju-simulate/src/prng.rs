//! The random numbers: xoshiro256++ seeded by splitmix64, written out here so that a seed means the same bytes for ever.

/// A small, fixed generator (Blackman and Vigna, xoshiro256++ 1.0); not for secrets.
#[derive(Debug, Clone)]
pub(crate) struct Prng {
    state: [u64; 4],
}

impl Prng {
    /// A generator for `seed`; equal seeds give equal streams on every machine.
    pub(crate) fn new(seed: u64) -> Self {
        let mut mix = seed;
        let mut next = || {
            mix = mix.wrapping_add(0x9e37_79b9_7f4a_7c15);
            let z = (mix ^ (mix >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
            z ^ (z >> 31)
        };
        Self { state: [next(), next(), next(), next()] }
    }

    /// An independent stream that depends on this one's state: what one encounter draws never shifts another's.
    pub(crate) fn fork(&mut self) -> Self {
        Self::new(self.next())
    }

    fn next(&mut self) -> u64 {
        let [a, b, c, d] = &mut self.state;
        let result = a.wrapping_add(*d).rotate_left(23).wrapping_add(*a);
        let t = *b << 17;
        *c ^= *a;
        *d ^= *b;
        *b ^= *c;
        *a ^= *d;
        *c ^= t;
        *d = d.rotate_left(45);
        result
    }

    /// Uniform in [0, 1).
    pub(crate) fn unit(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1u64 << 53) as f64
    }

    /// True with probability `p`.
    pub(crate) fn chance(&mut self, p: f64) -> bool {
        self.unit() < p
    }

    /// Uniform in `from..=to` (the bias of the plain remainder is below 2^-40 here).
    pub(crate) fn between(&mut self, from: i64, to: i64) -> i64 {
        debug_assert!(from <= to);
        let width = (to - from) as u64 + 1;
        from + (self.next() % width) as i64
    }

    /// One of `items`, each as likely.
    ///
    /// # Panics
    /// If `items` is empty; all lists here are written out in the source.
    pub(crate) fn pick<'a, T>(&mut self, items: &'a [T]) -> &'a T {
        &items[self.between(0, items.len() as i64 - 1) as usize]
    }

    /// One of `items` by weight.
    pub(crate) fn weighted<T: Copy>(&mut self, items: &[(T, f64)]) -> T {
        let total: f64 = items.iter().map(|(_, weight)| weight).sum();
        let mut point = self.unit() * total;
        for (item, weight) in items {
            point -= weight;
            if point < 0.0 {
                return *item;
            }
        }
        items[items.len() - 1].0
    }

    /// Log-normal with the given median; `spread` is the standard deviation of the logarithm.
    ///
    /// The normal is the sum of twelve uniforms: only + and ×, so no difference between mathematical libraries; the
    /// exponential is the libm-free series below, for the same reason.
    pub(crate) fn lognormal(&mut self, median: f64, spread: f64) -> f64 {
        let normal: f64 = (0..12).map(|_| self.unit()).sum::<f64>() - 6.0;
        median * exp(normal * spread)
    }

    /// Puts `items` into random order (Fisher and Yates).
    pub(crate) fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            let other = self.between(0, last as i64) as usize;
            items.swap(last, other);
        }
    }
}

/// e^x by halving the argument and a Taylor series, identical on all platforms.
fn exp(x: f64) -> f64 {
    let small = x / 64.0;
    let mut term = 1.0;
    let mut sum = 1.0;
    for k in 1..=10 {
        term *= small / f64::from(k);
        sum += term;
    }
    (0..6).fold(sum, |power, _| power * power)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_gives_the_same_numbers_for_ever() {
        let mut prng = Prng::new(7);
        let first: Vec<i64> = (0..4).map(|_| prng.between(0, 999)).collect();
        assert_eq!(first, [661, 916, 178, 356]);
        let mut other = Prng::new(8);
        assert_ne!(first, (0..4).map(|_| other.between(0, 999)).collect::<Vec<_>>());
    }

    #[test]
    fn the_exponential_is_close_enough_for_travel_times() {
        for x in [-3.0, -0.5, 0.0, 0.5, 3.0] {
            assert!((exp(x) - x.exp()).abs() < 1e-9);
        }
    }
}
