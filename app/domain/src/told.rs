//! Reading what is one of many by its word, such as a rule that said no. What is derived for an enum with its tag inside brings a
//! reader for each variant; here is one reader for all of them, and a line for each. The lines follow the enum: a variant that they
//! lack does not compile.

use serde::{
    Deserialize, Deserializer,
    de::{Error, MapAccess, SeqAccess, Visitor, value},
};

use crate::{
    day::{Day, Written},
    money::Currency,
    table::Table,
};

/// Something that came with the word.
#[derive(Clone, Debug, PartialEq)]
pub enum Piece {
    /// A whole number.
    Number(i64),
    /// A text.
    Text(String),
    /// Several of them.
    Many(Vec<Piece>),
    /// Anything that no rule carries.
    Other,
}

/// What a variant can carry.
pub trait Carried: Sized {
    /// From a piece, if it fits.
    fn of(piece: &Piece) -> Option<Self>;
}

/// All that came.
#[derive(Debug, Deserialize)]
#[serde(transparent)]
pub struct Told(Table<String, Piece>);

impl Told {
    /// The word under a name, in the form of a variant's: `not_permitted` is `NotPermitted`.
    pub fn variant(&self, tag: &str) -> String {
        let mut variant = String::new();
        let Some(Piece::Text(word)) = self.0.get(&tag.to_owned()) else { return variant };
        let mut begins = true;
        for letter in word.chars() {
            match letter {
                '_' => {}
                _ if begins => variant.push(letter.to_ascii_uppercase()),
                _ => variant.push(letter),
            }
            begins = letter == '_';
        }
        variant
    }

    /// What came under a name.
    pub fn get<T: Carried>(&self, name: &str) -> Option<T> {
        self.0.get(&name.to_owned()).and_then(T::of)
    }

    /// Why it could not be read: the word is none of these, or something is missing.
    pub fn unread<E: Error>(&self, tag: &str, variants: &[&str]) -> E {
        if variants.contains(&self.variant(tag).as_str()) {
            return E::custom("it lacks something that it carries");
        }
        let words: Vec<String> = variants.iter().map(|variant| word(variant)).collect();
        E::custom(["unknown word, expected one of `", &words.join("`, `"), "`"].concat())
    }
}

/// The word of a variant.
fn word(variant: &str) -> String {
    let mut word = String::new();
    for letter in variant.chars() {
        if letter.is_ascii_uppercase() && !word.is_empty() {
            word.push('_');
        }
        word.push(letter.to_ascii_lowercase());
    }
    word
}

/// Writes out how an enum with its tag inside is read, from the list of its variants and of what each carries.
#[macro_export]
macro_rules! read_by_word {
    ($type:ident by $tag:literal: $( $variant:ident $({ $($field:ident),+ })? ),+ $(,)?) => {
        impl<'de> serde::Deserialize<'de> for $type {
            fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                // The list is whole.
                let _: fn(&Self) = |one| match one {
                    $( Self::$variant $({ $($field: _),+ })? => {} )+
                };
                let read = |told: &$crate::told::Told| {
                    Some(match told.variant($tag).as_str() {
                        $( stringify!($variant) => Self::$variant $({ $($field: told.get(stringify!($field))?),+ })?, )+
                        _ => return None,
                    })
                };
                let told = $crate::told::Told::deserialize(from)?;
                read(&told).ok_or_else(|| told.unread($tag, &[$(stringify!($variant)),+]))
            }
        }
    };
}

/// Makes choices that are written by their word something that can be carried.
#[macro_export]
macro_rules! carried_by_word {
    ($($type:ty),+) => { $(
        impl $crate::told::Carried for $type {
            fn of(piece: &$crate::told::Piece) -> Option<Self> {
                $crate::told::choice(piece)
            }
        }
    )+ };
}

/// A choice by its word.
pub fn choice<'a, T: Deserialize<'a>>(piece: &'a Piece) -> Option<T> {
    let Piece::Text(text) = piece else { return None };
    T::deserialize(value::StrDeserializer::<value::Error>::new(text)).ok()
}

impl Carried for String {
    fn of(piece: &Piece) -> Option<Self> {
        if let Piece::Text(text) = piece { Some(text.clone()) } else { None }
    }
}

impl Carried for Day {
    fn of(piece: &Piece) -> Option<Self> {
        if let Piece::Text(text) = piece { Self::of_text(text) } else { None }
    }
}

impl Carried for Currency {
    fn of(piece: &Piece) -> Option<Self> {
        if let Piece::Text(code) = piece { Self::of(code) } else { None }
    }
}

impl<T: Carried> Carried for Vec<T> {
    fn of(piece: &Piece) -> Option<Self> {
        if let Piece::Many(pieces) = piece { pieces.iter().map(T::of).collect() } else { None }
    }
}

macro_rules! carried_numbers {
    ($($type:ty),+) => { $(
        impl Carried for $type {
            fn of(piece: &Piece) -> Option<Self> {
                if let Piece::Number(number) = piece { Self::try_from(*number).ok() } else { None }
            }
        }
    )+ };
}

carried_numbers!(i64, u64, usize, u8);

impl<'de> Deserialize<'de> for Piece {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_any(Any)
    }
}

struct Any;

impl<'de> Visitor<'de> for Any {
    type Value = Piece;

    fn expecting(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("a value")
    }

    fn visit_bool<E>(self, _flag: bool) -> Result<Piece, E> {
        Ok(Piece::Other)
    }

    fn visit_unit<E>(self) -> Result<Piece, E> {
        Ok(Piece::Other)
    }

    fn visit_i64<E>(self, number: i64) -> Result<Piece, E> {
        Ok(Piece::Number(number))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Piece, E> {
        Ok(i64::try_from(number).map_or(Piece::Other, Piece::Number))
    }

    fn visit_str<E>(self, text: &str) -> Result<Piece, E> {
        Ok(Piece::Text(text.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Piece, A::Error> {
        let mut all = Vec::new();
        while let Some(item) = items.next_element()? {
            all.push(item);
        }
        Ok(Piece::Many(all))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut items: A) -> Result<Piece, A::Error> {
        while items.next_entry::<String, Piece>()?.is_some() {}
        Ok(Piece::Other)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, PartialEq)]
    enum Sign {
        Go,
        NoWay { until: Day, signs: Vec<String> },
    }

    read_by_word!(Sign by "sign": Go, NoWay { until, signs });

    #[test]
    fn a_variant_is_read_by_its_word_with_what_it_carries() {
        let read = |text: &str| serde_json::from_str::<Sign>(text).map_err(|why| why.to_string());
        assert_eq!(read(r#"{"sign":"go","more":{"a":[1.0]},"or":null}"#).ok(), None, "no fractions travel");
        assert_eq!(read(r#"{"sign":"go","more":{"a":[1]},"or":null}"#), Ok(Sign::Go));
        let until = jiff::civil::date(2026, 11, 24);
        let no_way = r#"{"signs":["red"],"until":"2026-11-24","sign":"no_way"}"#;
        assert_eq!(read(no_way), Ok(Sign::NoWay { until, signs: vec!["red".to_owned()] }));
        let why = |text: &str| read(text).unwrap_err();
        assert!(why(r#"{"sign":"stop"}"#).starts_with("unknown word, expected one of `go`, `no_way`"));
        assert!(why(r#"{"sign":"no_way","until":"today","signs":[]}"#).starts_with("it lacks something"));
    }
}
