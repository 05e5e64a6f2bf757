//! What a list or a board is narrowed to: words that each account holds somewhere, and values of its fields.

use crate::{
    account::Account,
    day::Day,
    field::{Field, Slot},
    model::Model,
};

/// The most words of a filter that are looked for, and the most characters of each: nobody types more to find an account,
/// and each word is looked for in every one.
const WORDS_MAX: usize = 8;
const WORD_MAX: usize = 80;

/// A filter. Nothing in it lets every account through.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Words that an account holds somewhere, all of them, in lower case.
    pub words: Vec<String>,
    /// Values of fields: of each field that is named an account stands under one of its values.
    pub only: Vec<(Field, Vec<Slot>)>,
}

impl Filter {
    /// The filter that looks for words, as somebody typed them.
    pub fn of_words(typed: &str) -> Self {
        Self { words: words_of(typed), only: Vec::new() }
    }

    /// Whether it lets every account through.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty() && self.only.is_empty()
    }

    /// Whether it lets an account through.
    pub fn lets(&self, model: &Model, account: &Account, day: Day) -> bool {
        let stands = |(field, slots): &(Field, Vec<Slot>)| {
            field.slots_of(model, account, day).iter().any(|slot| slots.contains(slot))
        };
        matches(account, &self.words) && self.only.iter().all(stands)
    }
}

/// The words of a filter, each once, in lower case.
pub fn words_of(filter: &str) -> Vec<String> {
    let mut words = Vec::new();
    for word in filter.split_whitespace() {
        let word: String = word.chars().take(WORD_MAX).flat_map(char::to_lowercase).collect();
        if words.len() < WORDS_MAX && !words.contains(&word) {
            words.push(word);
        }
    }
    words
}

/// Whether an account holds every one of the words somewhere that people would look.
pub fn matches(account: &Account, words: &[String]) -> bool {
    words.iter().all(|word| {
        [&account.name, &account.reference, &account.country, &account.segment]
            .into_iter()
            .any(|text| holds(text, word))
            || account.tags.iter().any(|tag| holds(tag, word))
    })
}

/// Whether a text holds a word, whatever the case of its letters. Texts of plain letters, nearly all, are not copied for it:
/// a filter looks through ten thousand accounts between two keys.
fn holds(text: &str, word: &str) -> bool {
    if !text.is_ascii() {
        return text.to_lowercase().contains(word);
    }
    let (text, word) = (text.as_bytes(), word.as_bytes());
    let begins = |at: &[u8]| at.iter().zip(word).all(|(letter, wanted)| letter.to_ascii_lowercase() == *wanted);
    word.is_empty() || text.windows(word.len()).any(begins)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_filter_has_few_words_each_once() {
        assert_eq!(words_of("  Rail rail  ÉTÉ "), ["rail", "été"]);
        assert_eq!(words_of(&"a b c d e f g h i j ".repeat(100)).len(), WORDS_MAX);
        assert_eq!(words_of(&"x".repeat(9_000))[0].len(), WORD_MAX);
        assert!(words_of(" ").is_empty());
    }

    #[test]
    fn the_case_of_letters_does_not_matter() {
        assert!(holds("Northern Rail", "rail") && holds("ÉTÉ Sarl", "été") && holds("Rail", ""));
        assert!(!holds("Rai", "rail") && !holds("", "rail") && !holds("Sarl", "été"));
    }

    #[test]
    fn of_a_field_one_value_is_enough_and_every_field_counts() {
        let model = Model::default();
        let account = Account {
            country: "France".to_owned(),
            tags: ["rail", "steel"].map(str::to_owned).into(),
            ..Account::default()
        };
        let word = |word: &str| Slot::Word(word.to_owned());
        let lets = |only| Filter { words: Vec::new(), only }.lets(&model, &account, Day::default());
        assert!(lets(vec![(Field::Tag, vec![word("rail"), word("toys")]), (Field::Country, vec![word("France")])]));
        assert!(!lets(vec![(Field::Tag, vec![word("rail")]), (Field::Country, vec![Slot::Nothing])]));
        assert!(lets(vec![(Field::Owner, vec![Slot::Nothing])]));
    }
}
