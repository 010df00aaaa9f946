//! Text in XML. What XML 1.0 cannot carry at all becomes U+FFFD.

use std::io::{self, Write};

/// ` name="value"`
pub(super) fn attribute(out: &mut impl Write, name: &str, value: &str) -> io::Result<()> {
    write!(out, " {name}=\"")?;
    escaped(out, value)?;
    out.write_all(b"\"")
}

/// Text between tags.
pub(super) fn content(out: &mut impl Write, text: &str) -> io::Result<()> {
    escaped(out, text)
}

fn escaped(out: &mut impl Write, text: &str) -> io::Result<()> {
    let mut rest = text;
    while let Some((at, c)) = rest.char_indices().find(|(_, c)| special(*c)) {
        out.write_all(&rest.as_bytes()[..at])?;
        match c {
            '<' => out.write_all(b"&lt;"),
            '>' => out.write_all(b"&gt;"),
            '&' => out.write_all(b"&amp;"),
            '"' => out.write_all(b"&quot;"),
            // As they are, a parser makes spaces and line feeds of them.
            '\t' => out.write_all(b"&#9;"),
            '\n' => out.write_all(b"&#10;"),
            '\r' => out.write_all(b"&#13;"),
            // XML 1.1 takes them for ends of lines.
            '\u{85}' => out.write_all(b"&#133;"),
            '\u{2028}' => out.write_all(b"&#8232;"),
            _ => out.write_all("\u{fffd}".as_bytes()),
        }?;
        rest = &rest[at + c.len_utf8()..];
    }
    out.write_all(rest.as_bytes())
}

fn special(c: char) -> bool {
    c < ' ' || matches!(c, '<' | '>' | '&' | '"' | '\u{85}' | '\u{2028}' | '\u{fffe}' | '\u{ffff}')
}
