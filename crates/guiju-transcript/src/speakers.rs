//! Who is who: which voice is staff, which the customer.

/// Words that a voice begins with when a system marks our side by itself.
const OURS: &[&str] = &[
    "客服",
    "坐席",
    "座席",
    "话务员",
    "接线员",
    "客户经理",
    "客户代表",
    "客户服务",
    "工作人员",
    "服务人员",
    "服务专员",
    "营业员",
    "抢修人员",
    "抢修员",
    "agent",
    "staff",
    "operator",
    "representative",
    "csr",
    "employee",
];
/// The same for the other side.
const THEIRS: &[&str] =
    &["客户", "用户", "顾客", "来电人", "来电客户", "业主", "customer", "client", "caller", "user", "guest"];

pub(crate) const STAFF: &str = "staff";
pub(crate) const CUSTOMER: &str = "customer";
pub(crate) const UNKNOWN: &str = "unknown";

/// A mapping that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{text}` does not say who speaks; write VOICE=ROLE, such as 0=staff, SPEAKER_01=customer, @example.com=staff"
)]
pub struct Unfit {
    /// What was written.
    pub text: String,
}

/// Which voice has which role: marks of channels and speakers, names, addresses, domains of addresses (`@example.com`).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Speakers {
    roles: Vec<(String, String)>,
}

impl Speakers {
    /// From texts like `0=staff`.
    ///
    /// # Errors
    /// [`Unfit`] for the first that is none.
    pub fn parse<'t>(texts: impl IntoIterator<Item = &'t str>) -> Result<Self, Unfit> {
        let mut roles = Vec::new();
        for text in texts {
            // The last sign counts: names of voices may hold one.
            let (voice, role) = text.rsplit_once('=').ok_or_else(|| Unfit { text: text.to_owned() })?;
            let (voice, role) = (voice.trim().to_lowercase(), role.trim());
            if voice.is_empty() || role.is_empty() {
                return Err(Unfit { text: text.to_owned() });
            }
            roles.push((voice, role.to_owned()));
        }
        Ok(Self { roles })
    }

    /// With a voice more, which those that are there already overrule.
    pub(crate) fn with(mut self, voice: &str, role: &str) -> Self {
        let voice = voice.trim().to_lowercase();
        if !voice.is_empty() {
            self.roles.push((voice, role.to_owned()));
        }
        self
    }

    fn said(&self, voice: &str) -> Option<&str> {
        let voice = voice.trim().to_lowercase();
        let address =
            voice.rsplit_once('<').map_or(voice.as_str(), |(_, address)| address.trim_end_matches('>'));
        let domain = address.rfind('@').map(|at| &address[at..]);
        let is = |known: &String| *known == voice || known == address || Some(known.as_str()) == domain;
        self.roles.iter().find(|(known, _)| is(known)).map(|(_, role)| role.as_str())
    }

    /// The role of each of a talk's voices; none where nothing tells.
    ///
    /// What the caller says counts first, then what the voice calls itself. Of exactly two voices, the one of whom nothing is known is the
    /// other's partner: staff where the other is a customer, and the other way round.
    pub(crate) fn roles(&self, voices: &[&str]) -> Vec<Option<String>> {
        let told = |voice: &&str| self.said(voice).or_else(|| side_of_word(voice)).map(str::to_owned);
        let mut roles: Vec<Option<String>> = voices.iter().map(told).collect();
        if let [one, other] = roles.as_mut_slice() {
            let partner = |role: &str| match role {
                STAFF => Some(CUSTOMER.to_owned()),
                CUSTOMER => Some(STAFF.to_owned()),
                _ => None,
            };
            match (&one, &other) {
                (Some(known), None) => *other = partner(known),
                (None, Some(known)) => *one = partner(known),
                _ => {}
            }
        }
        roles
    }
}

/// The side that a voice names by itself: `客服`, `坐席1001`, `Agent 12`, `客户-张先生`.
pub(crate) fn side_of_word(voice: &str) -> Option<&'static str> {
    let voice = voice.trim().to_lowercase();
    let begins = |words: &[&str]| {
        words.iter().any(|word| {
            voice.strip_prefix(word).is_some_and(|rest| {
                let letter = rest.chars().next().is_some_and(|c| c.is_ascii_alphabetic());
                !(word.is_ascii() && letter)
            })
        })
    };
    // Our side first: 客户经理 begins with 客户.
    if begins(OURS) {
        Some(STAFF)
    } else if begins(THEIRS) {
        Some(CUSTOMER)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_voice_is_known_by_what_is_said_of_it_or_calls_itself() {
        let speakers = Speakers::parse(["0=staff", "@desk.example=staff", "李师傅=crew"]).unwrap();
        for (voices, roles) in [
            (vec!["0", "1"], vec![Some("staff"), Some("customer")]),
            (vec!["SPEAKER_00", "SPEAKER_01"], vec![None, None]),
            (vec!["坐席1001", "张三"], vec![Some("staff"), Some("customer")]),
            (vec!["客户经理小王", "客户"], vec![Some("staff"), Some("customer")]),
            (vec!["坐席", "张三", "李四"], vec![Some("staff"), None, None]),
            (vec!["小王 <wang@desk.example>", "li@home.example"], vec![Some("staff"), Some("customer")]),
            (vec!["李师傅", "业主"], vec![Some("crew"), Some("customer")]),
            (vec!["agents", "username"], vec![None, None]),
        ] {
            let found = speakers.roles(&voices);
            assert_eq!(found.iter().map(Option::as_deref).collect::<Vec<_>>(), roles, "{voices:?}");
        }
        assert!(Speakers::parse(["0"]).is_err() && Speakers::parse(["=staff"]).is_err());
    }
}
