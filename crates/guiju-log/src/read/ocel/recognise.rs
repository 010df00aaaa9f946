//! Telling OCEL from the other formats that begin with the same byte, by the first part of an input.

/// The beginning of a JSON text: whether it is an OCEL log and not a line of JSON Lines.
///
/// The keys of the outermost object decide. `events` alone does not: a transcript line has it too.
pub(in crate::read) fn is_json(head: &[u8]) -> bool {
    let (mut depth, mut at, mut key_next) = (0_usize, 0, false);
    let mut events = false;
    while at < head.len() {
        match head[at] {
            b'"' => {
                let start = at + 1;
                at = start;
                while at < head.len() && head[at] != b'"' {
                    at += if head[at] == b'\\' { 2 } else { 1 };
                }
                if depth == 1 && key_next {
                    match head.get(start..at).unwrap_or_default() {
                        b"objectTypes" | b"eventTypes" | b"objects" => return true,
                        b"event" | b"object" | b"id" | b"encounter" | b"started" | b"turns" => return false,
                        b"events" => events = true,
                        _ => {}
                    }
                    key_next = false;
                }
            }
            b'{' | b'[' => {
                depth += 1;
                key_next = depth == 1;
            }
            b'}' | b']' => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return events;
                }
            }
            b',' => key_next = depth == 1,
            _ => {}
        }
        at += 1;
    }
    events
}

/// The beginning of an XML text: whether it is an OCEL log and not XES. The first element inside `<log>` decides.
pub(in crate::read) fn is_xml(head: &[u8]) -> bool {
    let mut rest = head;
    let mut inside = false;
    while let Some(at) = memchr::memchr(b'<', rest) {
        rest = &rest[at..];
        let skipped = [(b"<!--".as_slice(), b"-->".as_slice()), (b"<?", b"?>"), (b"<!DOCTYPE", b">")]
            .iter()
            .find(|(begin, _)| rest.starts_with(begin))
            .map(|(_, end)| memchr::memmem::find(rest, end).map(|at| at + end.len()));
        match skipped {
            Some(Some(end)) => rest = &rest[end..],
            Some(None) => return false,
            None => {
                let name = rest[1..].split(|c| !c.is_ascii_alphanumeric() && !b"-_:.".contains(c)).next();
                let name = name.unwrap_or_default();
                let local = name.rsplit(|c| *c == b':').next().unwrap_or_default();
                if inside {
                    return matches!(local, b"object-types" | b"event-types" | b"objects" | b"events");
                }
                if local != b"log" {
                    return false;
                }
                inside = true;
                rest = &rest[1..];
            }
        }
    }
    false
}
