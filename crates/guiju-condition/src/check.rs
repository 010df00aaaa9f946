use crate::{Condition, Names, Problem};
pub(crate) fn compile(_text: &str, _names: &dyn Names, _must_be_bool: bool) -> Result<Condition, Vec<Problem>> {
    Err(Vec::new()) // being written
}
