use crate::condition::Condition;
/// Whether a condition can never be true: sound, not complete.
pub fn never_true(_condition: &Condition) -> bool {
    false
}
