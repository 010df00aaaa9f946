//! What was masked, sealed: only who has the key can read it, and nobody can change it or put it elsewhere unseen.

use chacha20poly1305::{
    AeadCore, Key as Bytes, KeyInit, XChaCha20Poly1305, XNonce,
    aead::{Aead, OsRng, Payload},
};
use std::fmt;

/// How a file with a key begins; the number changes if ever the cipher does.
const HEAD: &str = "guiju-key-1 ";
const KEY: usize = 32;
const NONCE: usize = 24;

/// A key. It is never printed.
pub struct Key(XChaCha20Poly1305);

/// A text that is no key.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "not a key; a key file holds `{HEAD}` and 64 hexadecimal digits, as `guiju redact --new-key FILE` writes it"
)]
pub struct BadKey;

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Key(…)")
    }
}

impl Key {
    /// Reads the text of a key file.
    ///
    /// # Errors
    /// [`BadKey`].
    pub fn parse(text: &str) -> Result<Self, BadKey> {
        let bytes = text
            .trim()
            .strip_prefix(HEAD)
            .and_then(unhex)
            .filter(|bytes| bytes.len() == KEY)
            .ok_or(BadKey)?;
        Ok(Self(XChaCha20Poly1305::new(Bytes::from_slice(&bytes))))
    }

    /// The text of a new key file, drawn from the system's random numbers.
    #[must_use]
    pub fn draw() -> String {
        format!("{HEAD}{}\n", hex(&XChaCha20Poly1305::generate_key(&mut OsRng)))
    }

    /// Seals a text; it opens only at the same `place`.
    #[must_use]
    pub(crate) fn seal(&self, text: &str, place: &str) -> Option<String> {
        let nonce = XChaCha20Poly1305::generate_nonce(&mut OsRng);
        let sealed = self.0.encrypt(&nonce, Payload { msg: text.as_bytes(), aad: place.as_bytes() }).ok()?;
        Some(format!("{}{}", hex(&nonce), hex(&sealed)))
    }

    /// Opens what [`Key::seal`] sealed; none if the key, the text or the place is another.
    #[must_use]
    pub(crate) fn open(&self, sealed: &str, place: &str) -> Option<String> {
        let bytes = unhex(sealed)?;
        let (nonce, sealed) = bytes.split_at_checked(NONCE)?;
        let text =
            self.0.decrypt(XNonce::from_slice(nonce), Payload { msg: sealed, aad: place.as_bytes() }).ok()?;
        String::from_utf8(text).ok()
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes
        .iter()
        .flat_map(|byte| [byte >> 4, byte & 15])
        .filter_map(|half| char::from_digit(u32::from(half), 16))
        .collect()
}

fn unhex(text: &str) -> Option<Vec<u8>> {
    let halves: Vec<u32> = text.chars().map(|c| c.to_digit(16)).collect::<Option<_>>()?;
    if !halves.len().is_multiple_of(2) {
        return None;
    }
    halves.chunks_exact(2).map(|pair| u8::try_from(pair[0] * 16 + pair[1]).ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_key_at_its_place_opens_what_was_sealed() {
        let (key, other) = (Key::parse(&Key::draw()).unwrap(), Key::parse(&Key::draw()).unwrap());
        let sealed = key.seal("13800138000", "e1/text").unwrap();
        assert_eq!(key.open(&sealed, "e1/text").as_deref(), Some("13800138000"));
        assert_eq!((key.open(&sealed, "e2/text"), other.open(&sealed, "e1/text")), (None, None));
        let mut spoilt = sealed.clone();
        spoilt.replace_range(60..61, if &sealed[60..61] == "0" { "1" } else { "0" });
        assert_eq!((key.open(&spoilt, "e1/text"), key.open("", ""), key.open("zz", "")), (None, None, None));
        assert_ne!(sealed, key.seal("13800138000", "e1/text").unwrap());
        assert!(Key::parse("guiju-key-1 00").is_err() && Key::parse("").is_err());
    }
}
