//! Where things with numbers are found by what they are: open addressing over the numbers alone.

const FREE: u32 = u32::MAX;

/// The numbers `0..len` of things that are kept elsewhere; 4 to 8 bytes for each of them.
#[derive(Debug, Clone)]
pub(crate) struct Table {
    /// A power of two long, at most three quarters full.
    slots: Vec<u32>,
    len: usize,
}

impl Default for Table {
    fn default() -> Self {
        Self { slots: vec![FREE; 16], len: 0 }
    }
}

impl Table {
    /// The number of a thing with this hash of which `is_it` says yes.
    pub(crate) fn find(&self, hash: u64, is_it: impl Fn(u32) -> bool) -> Option<u32> {
        self.slot(hash, is_it).ok()
    }

    /// The number of the thing, or a new number given to it now; true if it is new. `hash_of` says the hash of a number given before.
    pub(crate) fn find_or_number(
        &mut self,
        hash: u64,
        is_it: impl Fn(u32) -> bool,
        hash_of: impl Fn(u32) -> u64,
    ) -> (u32, bool) {
        if (self.len + 1) * 4 > self.slots.len() * 3 {
            self.grow(hash_of);
        }
        match self.slot(hash, is_it) {
            Ok(number) => (number, false),
            Err(slot) => {
                let number = self.len as u32;
                self.slots[slot] = number;
                self.len += 1;
                (number, true)
            }
        }
    }

    /// The number, or the free slot where it would stand.
    fn slot(&self, hash: u64, is_it: impl Fn(u32) -> bool) -> Result<u32, usize> {
        let mask = self.slots.len() - 1;
        let mut slot = hash as usize & mask;
        loop {
            match self.slots[slot] {
                FREE => return Err(slot),
                number if is_it(number) => return Ok(number),
                _ => slot = (slot + 1) & mask,
            }
        }
    }

    fn grow(&mut self, hash_of: impl Fn(u32) -> u64) {
        let mask = self.slots.len() * 2 - 1;
        self.slots = Vec::new();
        self.slots = vec![FREE; mask + 1];
        for number in 0..self.len as u32 {
            let mut slot = hash_of(number) as usize & mask;
            while self.slots[slot] != FREE {
                slot = (slot + 1) & mask;
            }
            self.slots[slot] = number;
        }
    }
}
