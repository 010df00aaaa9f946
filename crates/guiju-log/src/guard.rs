//! Calls into libraries that panic where a file lies to them.

use std::{
    cell::Cell,
    panic::{AssertUnwindSafe, catch_unwind},
};

thread_local! {
    static GUARDED: Cell<bool> = const { Cell::new(false) };
}

/// A library panicked: what it was reading contradicts itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Panicked;

/// Calls into a library that may panic on hostile input. Nothing that `call` changed may be used after a panic.
///
/// # Errors
/// It panicked.
pub fn guarded<T>(call: impl FnOnce() -> T) -> Result<T, Panicked> {
    let before = GUARDED.replace(true);
    let called = catch_unwind(AssertUnwindSafe(call));
    GUARDED.set(before);
    called.map_err(|_| Panicked)
}

/// Whether this thread is inside of a guarded call: a panic there is told as a refusal of the input, and a panic hook has nothing to say.
pub fn is_guarded() -> bool {
    GUARDED.get()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_inside_is_an_answer_and_the_guard_ends_with_it() {
        assert_eq!(guarded(|| 1), Ok(1));
        assert_eq!(
            guarded(|| if is_guarded() {
                panic!("a lie")
            }),
            Err(Panicked)
        );
        assert!(!is_guarded());
    }
}
