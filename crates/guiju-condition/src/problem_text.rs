use crate::{Lang, Problem};
impl Problem {
    /// What is wrong, in one sentence.
    pub fn message(&self, _lang: Lang) -> String {
        format!("{:?}", self.kind)
    }
    /// What to write instead, where there is something to say.
    pub fn help(&self, _lang: Lang) -> Option<String> {
        None
    }
}
