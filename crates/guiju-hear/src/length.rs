//! How long a recording is at most.

/// Bytes a second that a file of this kind has at the least, so that its size tells the longest that it can be.
const LEAST: &[(&str, f64)] =
    &[("amr", 590.0), ("opus", 750.0), ("ogg", 750.0), ("webm", 750.0), ("flac", 4_000.0), ("wav", 1_000.0)];
/// The same of all others: 8 kbit/s.
const LEAST_OTHERS: f64 = 1_000.0;

/// The minutes of a recording: by the header of a WAV file, else the most that a file of this size and kind can hold.
#[must_use]
pub fn minutes(name: &str, bytes: &[u8]) -> f64 {
    let seconds = wav_seconds(bytes).unwrap_or_else(|| {
        let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase()).unwrap_or_default();
        let least = LEAST.iter().find(|(kind, _)| *kind == ending).map_or(LEAST_OTHERS, |(_, least)| *least);
        bytes.len() as f64 / least
    });
    seconds / 60.0
}

/// Seconds of a WAV file: its data by its bytes a second. A size that the file does not have counts as what is there.
fn wav_seconds(bytes: &[u8]) -> Option<f64> {
    if bytes.get(..4) != Some(b"RIFF") || bytes.get(8..12) != Some(b"WAVE") {
        return None;
    }
    let number =
        |at: usize| bytes.get(at..at + 4).and_then(|four| four.try_into().ok()).map(u32::from_le_bytes);
    let (mut at, mut per_second) = (12_usize, None);
    loop {
        let (kind, size) = (bytes.get(at..at + 4)?, usize::try_from(number(at + 4)?).ok()?);
        match kind {
            b"fmt " => per_second = number(at + 16).filter(|rate| *rate > 0),
            b"data" => {
                let there = size.min(bytes.len().saturating_sub(at + 8));
                return Some(there as f64 / f64::from(per_second?));
            }
            _ => {}
        }
        at = at.checked_add(8)?.checked_add(size)?.checked_add(size % 2)?;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_header_tells_the_length_else_the_size_tells_the_most() {
        let mut wav = b"RIFF\0\0\0\0WAVEfmt \x10\0\0\0\x01\0\x01\0".to_vec();
        wav.extend(8_000_u32.to_le_bytes());
        wav.extend(16_000_u32.to_le_bytes());
        wav.extend(b"\x02\0\x10\0data");
        wav.extend(960_000_u32.to_le_bytes());
        wav.resize(wav.len() + 960_000, 0);
        assert!((minutes("a.wav", &wav) - 1.0).abs() < 1e-9);
        // What a header claims beyond the file is not there.
        wav.truncate(wav.len() - 480_000);
        assert!((minutes("a.wav", &wav) - 0.5).abs() < 1e-9);
        assert!((minutes("a.mp3", &[0; 60_000]) - 1.0).abs() < 1e-9);
        for spoilt in [&b"RIFF"[..], b"RIFF\0\0\0\0WAVE", b"RIFF\0\0\0\0WAVEfmt \xff\xff\xff\xff", b""] {
            assert!(minutes("a.wav", spoilt) < 1.0);
        }
    }
}
