//! Finds the attributes of one plain event in bytes, without allocating for them.
//!
//! Plain is what exporters write: `<event>` without attributes of XML, in it elements of six names with a `key` and a `value`, nested
//! or not, white space between them. Whatever else there is (comments, CDATA, lists, namespaces, unknown names, anything that is
//! wrong) is not judged here: it is left to the XML library as a whole.

use std::ops::Range;

/// How deep attributes may be nested in each other and still be plain.
pub(super) const DEEP: usize = 8;

/// What an attribute's element is called.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    String,
    Id,
    Date,
    Int,
    Float,
    Boolean,
}

impl Kind {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::String => "string",
            Self::Id => "id",
            Self::Date => "date",
            Self::Int => "int",
            Self::Float => "float",
            Self::Boolean => "boolean",
        }
    }
}

/// An attribute as it stands in the bytes.
#[derive(Debug, Clone)]
pub(super) struct Attribute {
    pub(super) kind: Kind,
    /// How many attributes it is inside.
    pub(super) depth: usize,
    pub(super) key: Quoted,
    pub(super) value: Quoted,
}

/// What stands between two quotes.
#[derive(Debug, Clone, Default)]
pub(super) struct Quoted {
    pub(super) at: Range<usize>,
    /// Whether it holds a reference, or a character that XML makes a space of.
    pub(super) is_coded: bool,
}

/// What was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Found {
    /// A plain event: where its start tag ends, and where it ends.
    Event { tag: usize, end: usize },
    /// All of it may become a plain event with more bytes.
    Cut,
    /// Something else.
    Other,
}

/// Looks for a plain event behind white space; its attributes go into `attributes`.
pub(super) fn event(bytes: &[u8], attributes: &mut Vec<Attribute>) -> Found {
    attributes.clear();
    let mut cursor = Cursor { bytes, at: 0 };
    match cursor.event(attributes) {
        Ok((tag, end)) => Found::Event { tag, end },
        Err(Stop::Cut) => Found::Cut,
        Err(Stop::Other) => Found::Other,
    }
}

enum Stop {
    Cut,
    Other,
}

struct Cursor<'b> {
    bytes: &'b [u8],
    at: usize,
}

/// Bytes in a value that are not themselves: `&`, and what XML makes a space of. NUL is no character of XML.
const CODED: [bool; 256] = {
    let mut coded = [false; 256];
    coded[b'&' as usize] = true;
    coded[b'\t' as usize] = true;
    coded[b'\n' as usize] = true;
    coded[b'\r' as usize] = true;
    coded[0] = true;
    coded
};

impl Cursor<'_> {
    fn event(&mut self, attributes: &mut Vec<Attribute>) -> Result<(usize, usize), Stop> {
        self.space()?;
        self.literal(b"<event>")?;
        let tag = self.at;
        let mut open = [Kind::String; DEEP];
        let mut depth = 0;
        loop {
            self.space()?;
            self.literal(b"<")?;
            if self.peek()? == b'/' {
                self.at += 1;
                if depth == 0 {
                    self.literal(b"event>")?;
                    return Ok((tag, self.at));
                }
                depth -= 1;
                self.literal(open[depth].name().as_bytes())?;
                self.literal(b">")?;
                continue;
            }
            let kind = self.kind()?;
            let (mut key, mut value) = (None, None);
            loop {
                let spaced = self.space()?;
                let place = match self.peek()? {
                    b'/' | b'>' => break,
                    _ if !spaced => return Err(Stop::Other),
                    b'k' => {
                        self.literal(b"key=")?;
                        &mut key
                    }
                    b'v' => {
                        self.literal(b"value=")?;
                        &mut value
                    }
                    _ => return Err(Stop::Other),
                };
                if place.replace(self.quoted()?).is_some() {
                    return Err(Stop::Other);
                }
            }
            let (Some(key), Some(value)) = (key, value) else { return Err(Stop::Other) };
            attributes.push(Attribute { kind, depth, key, value });
            if self.peek()? == b'/' {
                self.literal(b"/>")?;
            } else {
                self.at += 1;
                *open.get_mut(depth).ok_or(Stop::Other)? = kind;
                depth += 1;
            }
        }
    }

    fn peek(&self) -> Result<u8, Stop> {
        self.bytes.get(self.at).copied().ok_or(Stop::Cut)
    }

    /// Whether there was any.
    fn space(&mut self) -> Result<bool, Stop> {
        let start = self.at;
        while matches!(self.peek()?, b' ' | b'\t' | b'\n' | b'\r') {
            self.at += 1;
        }
        Ok(self.at > start)
    }

    fn literal(&mut self, text: &[u8]) -> Result<(), Stop> {
        let rest = &self.bytes[self.at..];
        if rest.starts_with(text) {
            self.at += text.len();
            return Ok(());
        }
        Err(if text.starts_with(rest) { Stop::Cut } else { Stop::Other })
    }

    fn kind(&mut self) -> Result<Kind, Stop> {
        let kind = match self.peek()? {
            b's' => Kind::String,
            b'd' => Kind::Date,
            b'f' => Kind::Float,
            b'b' => Kind::Boolean,
            b'i' if self.bytes.get(self.at + 1) == Some(&b'd') => Kind::Id,
            b'i' => Kind::Int,
            _ => return Err(Stop::Other),
        };
        self.literal(kind.name().as_bytes())?;
        Ok(kind)
    }

    fn quoted(&mut self) -> Result<Quoted, Stop> {
        let quote = self.peek()?;
        if !matches!(quote, b'"' | b'\'') {
            return Err(Stop::Other);
        }
        let start = self.at + 1;
        let mut is_coded = false;
        for (n, byte) in self.bytes[start..].iter().enumerate() {
            if *byte == quote {
                self.at = start + n + 1;
                return Ok(Quoted { at: start..start + n, is_coded });
            }
            is_coded |= CODED[usize::from(*byte)];
        }
        Err(Stop::Cut)
    }
}
