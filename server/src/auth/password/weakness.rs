//! Which passwords are too easy: too short, or made of what everybody tries first.
//!
//! There are no rules on kinds of characters: a phrase of ordinary words is good. What is refused is what a guesser begins with:
//! common passwords (`common.txt`, from the list of zxcvbn-rs, MIT, © 2016 Joshua Holmer), well-known phrases (`phrase.txt`), rows of
//! the keyboard, repetitions, and the person's own names, alone or two of them put together, with digits around, in whatever
//! spelling with digits for letters.

use std::collections::HashSet;
use std::sync::OnceLock;

use app::pages::door::Refused;

/// At least this many characters.
pub const SHORTEST: usize = 15;
/// At most this many bytes.
pub const LONGEST_BYTES: usize = 1_024;

/// Why a password is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weakness {
    /// Fewer characters than [`SHORTEST`].
    Short,
    /// More bytes than [`LONGEST_BYTES`].
    Long,
    /// Among the first that a guesser tries.
    Common,
    /// Made of what belongs to the person and the place.
    Telling,
}

impl Weakness {
    /// The same as the forms at the door tell it.
    pub fn refused(self) -> Refused {
        match self {
            Self::Short => Refused::PasswordShort,
            Self::Long => Refused::PasswordLong,
            Self::Common => Refused::PasswordCommon,
            Self::Telling => Refused::PasswordTelling,
        }
    }
}

/// Looks for the weakness of a password. `context` is what belongs to the person and the place: names, the e-mail address.
pub fn weakness(password: &str, context: &[&str]) -> Option<Weakness> {
    if password.chars().count() < SHORTEST {
        return Some(Weakness::Short);
    }
    if password.len() > LONGEST_BYTES {
        return Some(Weakness::Long);
    }
    let own: HashSet<String> = context.iter().chain(&["mainstay"]).flat_map(|text| words_of(text)).collect();
    let spellings = [plain(password), plain(&respelled(password))];
    let is_weak = |own: &HashSet<String>| spellings.iter().any(|spelling| is_common(spelling, own));
    match is_weak(&own) {
        false => None,
        true if is_weak(&HashSet::new()) => Some(Weakness::Common),
        true => Some(Weakness::Telling),
    }
}

/// Letters and digits only, in small letters.
fn plain(text: &str) -> Vec<char> {
    text.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Letters for the digits and signs that are written for them.
fn respelled(text: &str) -> String {
    let letter = |sign| match sign {
        '@' | '4' => 'a',
        '0' => 'o',
        '1' | '!' => 'i',
        '3' => 'e',
        '$' | '5' => 's',
        '7' => 't',
        other => other,
    };
    text.chars().map(letter).collect()
}

fn words_of(text: &str) -> Vec<String> {
    let parts = text.split(|letter: char| !letter.is_alphanumeric());
    let mut words: Vec<String> = parts.map(|part| plain(part).into_iter().collect()).collect();
    words.push(plain(text).into_iter().collect());
    words.retain(|word| word.chars().count() >= 3);
    words
}

/// Whether it takes at most two strokes: a common piece is one, a piece of one's own none, any other character one.
fn is_common(spelling: &[char], own: &HashSet<String>) -> bool {
    let once = unrepeated(spelling);
    // What is repeated is as good as it is once, so it must be long enough once.
    let is_worn = |text: &[char]| {
        let core = unrepeated(text);
        core.len() < text.len() && (core.len() < SHORTEST || strokes(core, own) <= 2)
    };
    is_worn(spelling) || undigited(once).any(is_worn) || strokes(once, own) <= 2
}

/// How many digits stand at the front and at the end, six at most on each: those are free.
fn digits_at_ends(text: &[char]) -> (usize, usize) {
    let at_front = text.iter().take(6).take_while(|letter| letter.is_ascii_digit()).count();
    let at_end = text.iter().rev().take(6).take_while(|letter| letter.is_ascii_digit()).count();
    (at_front, at_end)
}

/// The text without some or all of the digits at its ends.
fn undigited(text: &[char]) -> impl Iterator<Item = &[char]> {
    let (at_front, at_end) = digits_at_ends(text);
    let cuts = (0..=at_front).flat_map(move |front| (0..=at_end).map(move |end| (front, end)));
    cuts.filter_map(|(front, end)| text.get(front..text.len().checked_sub(end)?))
}

/// What is repeated, once: `passpasspa` is `pass`.
fn unrepeated(text: &[char]) -> &[char] {
    let repeats = |length: &usize| text.iter().zip(text.iter().skip(*length)).all(|(one, other)| one == other);
    let length = (1..=text.len() / 2).find(repeats).unwrap_or(text.len());
    text.get(..length).unwrap_or_default()
}

/// The fewest strokes that give the text, as far as they matter. Digits at its ends are free, and may as well be part of a piece.
fn strokes(text: &[char], own: &HashSet<String>) -> usize {
    const LONGEST_PIECE: usize = 64;
    let (at_front, at_end) = digits_at_ends(text);
    // fewest[n]: to give the first n characters.
    let mut fewest = vec![0_usize];
    for end in 1..=text.len() {
        let stroke = usize::from(end > at_front);
        let mut best = fewest.last().copied().unwrap_or_default() + stroke;
        for start in end.saturating_sub(LONGEST_PIECE)..end.saturating_sub(2) {
            let (Some(before), Some(piece)) = (fewest.get(start), text.get(start..end)) else { continue };
            if *before < best {
                best = best.min(before + cost(piece, own).unwrap_or(best));
            }
        }
        fewest.push(best);
    }
    fewest.iter().rev().take(at_end + 1).copied().min().unwrap_or_default()
}

fn cost(piece: &[char], own: &HashSet<String>) -> Option<usize> {
    let word: String = piece.iter().collect();
    if own.contains(&word) {
        return Some(0);
    }
    (is_row(&word) || known().contains(word.as_str())).then_some(1)
}

fn known() -> &'static HashSet<&'static str> {
    static KNOWN: OnceLock<HashSet<&'static str>> = OnceLock::new();
    KNOWN.get_or_init(|| include_str!("common.txt").lines().chain(include_str!("phrase.txt").lines()).collect())
}

/// Rows of the keyboard, of the alphabet and of the digits, either way; one character again and again.
fn is_row(word: &str) -> bool {
    const ROWS: [&str; 9] = [
        "abcdefghijklmnopqrstuvwxyz",
        "01234567890123456789",
        "qwertyuiop",
        "qwertzuiop",
        "azertyuiop",
        "asdfghjkl",
        "zxcvbnm",
        "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p",
        "1q2w3e4r5t6y7u8i9o0p",
    ];
    let back: String = word.chars().rev().collect();
    let first = word.chars().next();
    word.chars().all(|letter| Some(letter) == first) || ROWS.iter().any(|row| row.contains(word) || row.contains(&back))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judged(password: &str) -> Option<Weakness> {
        weakness(password, &["Anna Lindqvist", "anna.l@northwind.example", "Northwind Traders"])
    }

    #[test]
    fn length_is_counted_in_characters_and_bounded_in_bytes() {
        assert_eq!(judged("zwölf bärige Öl"), None, "15 characters, 18 bytes");
        assert_eq!(judged("vierzehn Zeich"), Some(Weakness::Short));
        assert_eq!(judged(&"wet clay rims ".repeat(73)), Some(Weakness::Common));
        let long: String = (0..1025_u32).filter_map(|n| char::from_u32(97 + n * n % 23)).collect();
        assert_eq!(judged(&long), Some(Weakness::Long));
    }

    #[test]
    fn phrases_pass_and_the_usual_does_not() {
        for good in [
            "seven herons under a tin roof",
            "violin parking lot marmalade",
            "Anna likes rhubarb in october",
            "kp7#vQz!m2Wx9rT",
            "žluťoučký kůň úpěl ďábelské ódy",
            "northwind moors heather granite",
        ] {
            assert_eq!(judged(good), None, "{good}");
        }
        for common in [
            "passwordpassword",
            "Password123456789",
            "P@ssw0rdP@ssw0rd",
            "iloveyouiloveyou1",
            "123456789012345",
            "qwertyuiopasdfghjkl",
            "aaaaaaaaaaaaaaaa",
            "abcabcabcabcabcabc",
            "sunshine-dragon-2024",
            "correct horse battery staple",
            "May the Force be with you!",
            "mainstaymainstay",
            "Mainstay-Northwind-2026",
            "anna.lindqvist.1984",
            "annalindqvistpassword",
            "northwindtraders!!",
            "anna.l@northwind.example",
            "1qaz2wsx3edc4rfv",
            "administrator2026",
        ] {
            assert!(judged(common).is_some(), "{common}");
        }
    }

    #[test]
    fn ones_own_names_are_told_apart_from_what_everybody_tries() {
        assert_eq!(judged("Northwind-Lindqvist-2026"), Some(Weakness::Telling));
        assert_eq!(judged("sunshine-dragon-2024"), Some(Weakness::Common));
    }

    #[test]
    fn the_ten_thousand_most_common_pass_in_no_lengthened_form() {
        let list: Vec<&str> = include_str!("common.txt").lines().take(10_000).collect();
        assert_eq!(list.len(), 10_000);
        for word in list {
            for form in
                [word.to_owned(), word.repeat(8), format!("{word}{word}{word}1234"), format!("2024{word}qwertyuiop!")]
            {
                assert!(judged(&form).is_some(), "{form}");
            }
        }
    }
}
