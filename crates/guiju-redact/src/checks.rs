//! Checksums and what else a number must hold to be one.

/// Whether digits pass the Luhn check (ISO/IEC 7812-1, annex B).
pub(crate) fn luhn(digits: &[u8]) -> bool {
    let sum: u32 = digits
        .iter()
        .rev()
        .enumerate()
        .map(|(at, digit)| {
            let digit = u32::from(*digit);
            match at % 2 {
                0 => digit,
                _ => (digit * 2) / 10 + (digit * 2) % 10,
            }
        })
        .sum();
    !digits.is_empty() && sum.is_multiple_of(10)
}

/// The value of the sign X at the end of an identity number.
pub(crate) const X: u8 = 10;

/// Whether 18 signs are an identity number: province, date of birth, check sign (GB 11643, ISO 7064 MOD 11-2).
pub(crate) fn identity(signs: &[u8]) -> bool {
    let [body @ .., last] = signs else { return false };
    if body.len() != 17 || body.contains(&X) || !is_born(signs) {
        return false;
    }
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let sum: u32 = body.iter().zip(WEIGHTS).map(|(digit, weight)| u32::from(*digit) * weight).sum();
    (12 - sum % 11) % 11 == u32::from(*last)
}

/// Whether the first signs are a province and a date of birth, as in 18 signs, or in the 15 of old numbers.
pub(crate) fn is_born(signs: &[u8]) -> bool {
    let number = |from: usize, len: usize| {
        signs
            .get(from..from + len)
            .map_or(0, |part| part.iter().fold(0_u32, |all, digit| all * 10 + u32::from(*digit)))
    };
    let province =
        matches!(number(0, 2), 11..=15 | 21..=23 | 31..=37 | 41..=46 | 50..=54 | 61..=65 | 71 | 81..=83 | 91);
    let (year, from) = if signs.len() == 18 { (number(6, 4), 10) } else { (1900 + number(6, 2), 8) };
    province
        && (1900..2100).contains(&year)
        && (1..=12).contains(&number(from, 2))
        && (1..=31).contains(&number(from + 2, 2))
}

/// Whether digits begin as bank cards do: UnionPay, Visa, Mastercard, JCB, American Express, older cards of Chinese banks.
pub(crate) fn is_issued(digits: &[u8]) -> bool {
    matches!(digits, [6, 0 | 2 | 5 | 8 | 9, ..] | [4, ..] | [5, 1..=5, ..] | [3, 5 | 7, ..] | [9, 4..=9, ..])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn digits(text: &str) -> Vec<u8> {
        text.bytes().map(|c| if c == b'X' { X } else { c - b'0' }).collect()
    }

    #[test]
    fn checksums_tell_numbers_from_their_neighbours() {
        // The example of ISO/IEC 7812-1 and the one of GB 11643.
        assert!(luhn(&digits("79927398713")) && !luhn(&digits("79927398710")));
        assert!(
            identity(&digits("11010519491231002X")) && identity(&digits("440524188001010014")).eq(&false)
        );
        assert!(!identity(&digits("110105194912310021")) && !identity(&digits("11010519491331002X")));
        assert!(is_born(&digits("110105491231002")) && !is_born(&digits("200105491231002")));
    }
}
