//! What is masked.

use std::fmt;

/// A kind of what tells who somebody is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// A mobile or fixed-line number of a person.
    Phone,
    /// The number of an identity card (GB 11643).
    Identity,
    /// The number of a bank card (ISO/IEC 7812).
    BankCard,
    /// A person's name, or the surname before a title.
    Name,
    /// Where somebody lives: a road or an estate with a number.
    Address,
    /// A vehicle's number plate (GA 36).
    Plate,
    /// An e-mail address.
    Email,
}

impl Kind {
    /// All of them.
    pub const ALL: [Self; 7] =
        [Self::Phone, Self::Identity, Self::BankCard, Self::Name, Self::Address, Self::Plate, Self::Email];

    /// Its name in data.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Phone => "phone",
            Self::Identity => "identity",
            Self::BankCard => "bank_card",
            Self::Name => "name",
            Self::Address => "address",
            Self::Plate => "plate",
            Self::Email => "email",
        }
    }

    /// Its name for people who read Chinese.
    #[must_use]
    pub fn chinese(self) -> &'static str {
        match self {
            Self::Phone => "电话号码",
            Self::Identity => "身份证号",
            Self::BankCard => "银行卡号",
            Self::Name => "姓名",
            Self::Address => "地址",
            Self::Plate => "车牌",
            Self::Email => "邮箱",
        }
    }

    /// By its name in data.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
