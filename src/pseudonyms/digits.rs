//! Digits that are written as words, and the check digit of an NHS number.

use regex::Regex;
use std::sync::LazyLock;

/// A run of digits said one by one: `oh double seven double oh nine`.
pub static SPOKEN: LazyLock<Regex> = LazyLock::new(|| {
    let digit =
        "(?:(?:double|triple|treble)[ -]+)?(?:zero|nought|naught|oh|one|two|three|four|five|six|seven|eight|nine)";
    Regex::new(&format!(r"(?i)\b{digit}(?:[ ,-]+{digit})+\b")).expect("the pattern is whole")
});

pub const WORDS: [&str; 10] = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];

/// The digits of a spoken run: `double seven` is 77.
pub fn of_words(words: &str) -> String {
    let mut digits = String::new();
    let mut times = 1;
    for word in words.to_lowercase().split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()) {
        let digit = match word {
            "double" => {
                times = 2;
                continue;
            }
            "triple" | "treble" => {
                times = 3;
                continue;
            }
            "oh" | "nought" | "naught" => '0',
            word => WORDS.iter().position(|known| *known == word).map_or('0', |digit| char::from(b'0' + digit as u8)),
        };
        digits.extend(std::iter::repeat_n(digit, times));
        times = 1;
    }
    digits
}

pub fn of(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

/// The tenth digit of an NHS number whose first nine are these; none where no number begins so.
pub fn check_digit(nine: &[u8]) -> Option<u8> {
    let sum: u32 = nine.iter().zip((2..=10).rev()).map(|(digit, weight)| u32::from(digit - b'0') * weight).sum();
    match 11 - sum % 11 {
        11 => Some(b'0'),
        10 => None,
        digit => Some(b'0' + digit as u8),
    }
}

/// True of ten digits whose last is their check digit.
pub fn is_checked(ten: &str) -> bool {
    let bytes = ten.as_bytes();
    bytes.len() == 10 && check_digit(&bytes[..9]) == Some(bytes[9])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_digits_and_the_check_digit_holds() {
        assert_eq!(of_words("oh double seven double oh Nine, one"), "07700".to_owned() + "91");
        assert!(is_checked("9434765919") && !is_checked("9434765918") && !is_checked("943476591"));
    }
}
