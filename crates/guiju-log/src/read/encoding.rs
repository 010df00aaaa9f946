//! Text in whatever encoding it came, as UTF-8.

use std::{
    io::{self, Read},
    sync::{Arc, OnceLock},
};

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Decoder, DecoderResult, Encoding, UTF_8, UTF_16BE, UTF_16LE};

/// How much is looked at to know an encoding, from the first byte that is no ASCII on.
const WINDOW: usize = 1 << 16;
/// How much of another encoding is decoded at once.
const CHUNK: usize = 1 << 14;
/// What a SQLite database begins with.
pub(super) const SQLITE: &[u8] = b"SQLite format 3\0";
/// What a Parquet file begins with.
pub(super) const PARQUET: &[u8] = b"PAR1";
/// Stands for what the encoding does not have: no UTF-8 either, so that the record it stands in is refused at its place.
const NO_TEXT: u8 = 0xff;

/// The encoding of an input that is not UTF-8 (`GBK`, `UTF-16LE` …), once it is known.
pub(super) type Found = Arc<OnceLock<&'static str>>;

/// Bytes as UTF-8, streaming: UTF-8 passes untouched; UTF-16 (with or without byte order mark), GBK with GB18030, Big5, EUC-JP,
/// EUC-KR and Shift_JIS are recognised by their bytes, and any encoding that an XML declaration names is believed if the bytes fit it.
///
/// Single-byte encodings are never guessed: every byte fits all of them. What is not text in the encoding becomes a byte that is no
/// UTF-8, never a replacement character.
pub struct Decoded<R> {
    bytes: R,
    state: State,
    found: Found,
    /// Text that is decoded, or was looked at, and not yet read.
    ready: Vec<u8>,
    given: usize,
}

enum State {
    /// Nothing was looked at.
    Start,
    /// All ASCII until now.
    Ascii,
    /// The source's bytes are passed on.
    Utf8,
    /// Another encoding.
    Other(Box<Decoder>),
    /// Nothing follows what is ready.
    Ended,
}

impl<R: Read> Decoded<R> {
    /// The text of `bytes`.
    pub fn new(bytes: R) -> Self {
        Self { bytes, state: State::Start, found: Found::default(), ready: Vec::new(), given: 0 }
    }

    /// The text of `bytes` in the encoding of this name (`gb18030`, `utf-16le` … as the WHATWG lists them); `None` if there is none.
    pub fn labelled(bytes: R, label: &str) -> Option<Self> {
        let encoding = Encoding::for_label(label.trim().as_bytes())?;
        let mut decoded = Self::new(bytes);
        if encoding == UTF_8 {
            decoded.state = State::Utf8;
        } else {
            let _ = decoded.found.set(encoding.name());
            decoded.state = State::Other(Box::new(encoding.new_decoder_with_bom_removal()));
        }
        Some(decoded)
    }

    /// The encoding that was found in what was read (`GBK`, `UTF-16LE` …); `None` for UTF-8.
    #[must_use]
    pub fn encoding(&self) -> Option<&'static str> {
        self.found.get().copied()
    }

    pub(super) fn found(&self) -> Found {
        Arc::clone(&self.found)
    }

    /// Looks at the first bytes, or at those after plain ASCII, of which `window` has some.
    fn look(&mut self, mut window: Vec<u8>, at_start: bool) -> io::Result<()> {
        let room = (WINDOW - window.len().min(WINDOW)) as u64;
        let read = (&mut self.bytes).take(room).read_to_end(&mut window);
        if window.is_empty() {
            read?; // a failure after some bytes is met again by who reads on
        }
        let whole = window.len() < WINDOW;
        self.state = match known(&window, at_start, whole) {
            Known::Ascii => State::Ascii,
            Known::As(encoding) if encoding == UTF_8 => State::Utf8,
            Known::As(encoding) => {
                let mut decoder = Box::new(encoding.new_decoder_with_bom_removal());
                decode(&mut decoder, &window, false, &mut self.ready);
                let _ = self.found.set(encoding.name());
                self.state = State::Other(decoder);
                return Ok(());
            }
        };
        self.ready = window;
        Ok(())
    }
}

impl<R: Read> Read for Decoded<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        loop {
            if self.given < self.ready.len() {
                let n = out.len().min(self.ready.len() - self.given);
                out[..n].copy_from_slice(&self.ready[self.given..self.given + n]);
                self.given += n;
                return Ok(n);
            }
            self.ready.clear();
            self.given = 0;
            match &mut self.state {
                State::Utf8 => return self.bytes.read(out),
                State::Ended => return Ok(0),
                State::Start => {
                    self.look(Vec::new(), true)?;
                    if self.ready.is_empty() && !matches!(self.state, State::Other(_)) {
                        self.state = State::Ended;
                    }
                }
                State::Ascii => {
                    let n = self.bytes.read(out)?;
                    // Most logs have no other byte: the quick question first.
                    let other = if out[..n].is_ascii() {
                        None
                    } else {
                        out[..n].iter().position(|byte| !byte.is_ascii())
                    };
                    match other {
                        None => return Ok(n),
                        Some(at) => {
                            self.look(out[at..n].to_vec(), false)?;
                            if at > 0 {
                                return Ok(at);
                            }
                        }
                    }
                }
                State::Other(decoder) => {
                    let mut bytes = vec![0; CHUNK];
                    let n = self.bytes.read(&mut bytes)?;
                    decode(decoder, &bytes[..n], n == 0, &mut self.ready);
                    if n == 0 {
                        self.state = State::Ended;
                    }
                }
            }
        }
    }
}

enum Known {
    Ascii,
    As(&'static Encoding),
}

fn known(window: &[u8], at_start: bool, whole: bool) -> Known {
    if at_start {
        if window.starts_with(SQLITE) || window.starts_with(PARQUET) {
            return Known::As(UTF_8); // no text: passed on
        }
        if let Some((encoding, _)) = Encoding::for_bom(window) {
            return Known::As(encoding);
        }
        if let Some(encoding) = utf_16(window) {
            return Known::As(encoding);
        }
    }
    if window.is_ascii() {
        return Known::Ascii;
    }
    let declared = if at_start { declared(window) } else { None };
    Known::As(legacy(window, declared, whole).unwrap_or(UTF_8))
}

/// UTF-16 without a mark: the ASCII in it shows as NUL bytes, all on one side of the pairs.
fn utf_16(window: &[u8]) -> Option<&'static Encoding> {
    let (mut first, mut second) = (0, 0);
    for pair in window.chunks_exact(2) {
        first += usize::from(pair[0] == 0 && pair[1] != 0);
        second += usize::from(pair[1] == 0 && pair[0] != 0);
    }
    let many = |count: usize, other: usize| count * 16 >= window.len() && other * 8 <= count && count > 0;
    if many(second, first) {
        Some(UTF_16LE)
    } else if many(first, second) {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// What an XML declaration says.
fn declared(window: &[u8]) -> Option<&'static Encoding> {
    let window = window.trim_ascii_start();
    if !window.starts_with(b"<?xml") {
        return None;
    }
    let end = window.iter().take(256).position(|byte| *byte == b'>')?;
    let text = str::from_utf8(&window[..end]).ok()?;
    let after = text.split_once("encoding")?.1.trim_start().strip_prefix('=')?.trim_start();
    let quote = after.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    // Editors save in another encoding and leave the declaration as it was.
    Encoding::for_label(after[1..].split(quote).next()?.as_bytes()).filter(|encoding| *encoding != UTF_8)
}

/// An encoding that the bytes fit, if they are not UTF-8.
fn legacy(window: &[u8], declared: Option<&'static Encoding>, whole: bool) -> Option<&'static Encoding> {
    let (mut characters, mut errors) = (0_usize, 0_usize);
    for chunk in window.utf8_chunks() {
        characters += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        errors += usize::from(!chunk.invalid().is_empty());
    }
    // A spoilt byte or two make UTF-8 no other encoding; the window may end within a character.
    if errors <= usize::from(!whole) || characters > errors {
        return None;
    }
    let encoding = match declared {
        Some(encoding) => encoding,
        None => {
            let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
            detector.feed(window, whole);
            detector.guess(Some(b"cn"), Utf8Detection::Deny)
        }
    };
    if encoding.is_single_byte() && declared.is_none() {
        return None;
    }
    let mut text = Vec::new();
    decode(&mut encoding.new_decoder_without_bom_handling(), window, whole, &mut text);
    let (mut characters, mut errors) = (0, 0);
    for chunk in text.utf8_chunks() {
        characters += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        errors += chunk.invalid().len();
    }
    (errors * 50 <= characters).then_some(encoding)
}

/// Decodes all of `bytes`; the decoder keeps the beginning of a character that they end with.
fn decode(decoder: &mut Decoder, mut bytes: &[u8], last: bool, out: &mut Vec<u8>) {
    loop {
        let start = out.len();
        let room = decoder.max_utf8_buffer_length_without_replacement(bytes.len()).unwrap_or(bytes.len());
        out.resize(start + room.max(16), 0);
        let (result, read, written) =
            decoder.decode_to_utf8_without_replacement(bytes, &mut out[start..], last);
        out.truncate(start + written);
        bytes = &bytes[read..];
        match result {
            DecoderResult::InputEmpty => return,
            DecoderResult::OutputFull => {}
            DecoderResult::Malformed(..) => out.push(NO_TEXT),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use encoding_rs::{BIG5, GB18030, GBK};
    use std::io::BufReader;

    fn read(bytes: &[u8], capacity: usize) -> (Vec<u8>, Option<&'static str>) {
        let mut decoded = Decoded::new(BufReader::with_capacity(capacity, bytes));
        let mut text = Vec::new();
        decoded.read_to_end(&mut text).expect("memory can be read");
        (text, decoded.encoding())
    }

    fn utf_16_of(text: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(bytes).collect()
    }

    const TEXT: &str = "{\"工单\": \"城区停电，抢修人员已到场 😀\"}\r\n";

    #[test]
    fn each_encoding_is_known_by_its_bytes_wherever_the_first_character_stands() {
        for before in [0, 1, 70_000] {
            let text = format!("{}{}", " ".repeat(before), TEXT.repeat(3));
            let gbk = text.replace('😀', "");
            for (bytes, encoding, text) in [
                (text.as_bytes().to_vec(), None, &text),
                (GBK.encode(&gbk).0.into_owned(), Some("GBK"), &gbk),
                (GB18030.encode(&text).0.into_owned(), Some("GBK"), &text), // its decoder is GB18030's
                (utf_16_of(&text, u16::to_le_bytes), Some("UTF-16LE"), &text),
                (utf_16_of(&text, u16::to_be_bytes), Some("UTF-16BE"), &text),
                (utf_16_of(&format!("\u{feff}{text}"), u16::to_le_bytes), Some("UTF-16LE"), &text),
                (utf_16_of(&format!("\u{feff}{text}"), u16::to_be_bytes), Some("UTF-16BE"), &text),
            ] {
                for capacity in [1, 7, 1 << 16] {
                    let (found, name) = read(&bytes, capacity);
                    assert_eq!(
                        (str::from_utf8(&found).ok(), name),
                        (Some(text.as_str()), encoding),
                        "{before}"
                    );
                }
            }
        }
    }

    #[test]
    fn a_declared_encoding_is_believed_only_if_the_bytes_fit_it() {
        let said =
            |label: &str| format!("<?xml version=\"1.0\" encoding='{label}' ?><a b=\"é 繁體字的服務記錄\"/>");
        let latin = b"<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><a b=\"caf\xe9\"/>";
        assert_eq!(read(latin, 64).1, Some("windows-1252"));
        assert!(read(latin, 64).0.ends_with("café\"/>".as_bytes()));
        let text = said("big5").replace('é', "");
        assert_eq!(read(&BIG5.encode(&text).0, 64), (text.into_bytes(), Some("Big5")));
        assert_eq!(read(said("GBK").as_bytes(), 64), (said("GBK").into_bytes(), None)); // UTF-8, whatever it says
    }

    #[test]
    fn what_is_no_text_stays_no_text() {
        // One spoilt byte in UTF-8, a lone surrogate in UTF-16, a byte that GBK has not.
        let spoilt = [TEXT.as_bytes(), b"\xff", TEXT.as_bytes()].concat();
        assert_eq!(read(&spoilt, 64), (spoilt.clone(), None));
        let lone =
            [utf_16_of("{\"a\": \"", u16::to_le_bytes), vec![0, 0xd8], utf_16_of("\"}", u16::to_le_bytes)]
                .concat();
        assert_eq!(read(&lone, 64), (b"{\"a\": \"\xff\"}".to_vec(), Some("UTF-16LE")));
        let gbk = GBK.encode(&"服务规范，城区停电".repeat(40)).0.into_owned();
        let (text, name) = read(&[gbk.as_slice(), b"\xff\n", &gbk].concat(), 64);
        assert_eq!((text.iter().filter(|byte| **byte == NO_TEXT).count(), name), (1, Some("GBK")));
    }
}
