use super::*;
use proptest::{collection, prelude::*};
use serde::Serialize;
use serde_json::Value;
use std::collections::BTreeMap;

#[derive(Clone, Debug, PartialEq, Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
enum Choice {
    Plain,
    Newtype(Option<i64>),
    Pair(u32, String),
    Named { flag: bool },
}

#[derive(Clone, Debug, PartialEq, Serialize, serde::Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
enum Tagged {
    Empty,
    Full { words: Vec<String>, choice: Choice },
}

fn choice() -> impl Strategy<Value = Choice> {
    prop_oneof![
        Just(Choice::Plain),
        any::<Option<i64>>().prop_map(Choice::Newtype),
        any::<(u32, String)>().prop_map(|(number, text)| Choice::Pair(number, text)),
        any::<bool>().prop_map(|flag| Choice::Named { flag }),
    ]
}

fn tagged() -> impl Strategy<Value = Tagged> {
    let full = (collection::vec(any::<String>(), 0..4), choice());
    prop_oneof![Just(Tagged::Empty), full.prop_map(|(words, choice)| Tagged::Full { words, choice })]
}

fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        any::<String>().prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 64, 6, |inner| {
        prop_oneof![
            collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            collection::btree_map(any::<String>(), inner, 0..6).prop_map(|map| map.into_iter().collect()),
        ]
    })
}

proptest! {
    #[test]
    fn what_serde_json_writes_is_read(value in any_json()) {
        prop_assert_eq!(read::<Value>(&value.to_string()), Ok(value.clone()));
        prop_assert_eq!(read::<Value>(&format!(" {value:#}\n")), Ok(value.clone()));
        prop_assert!(read::<de::IgnoredAny>(&value.to_string()).is_ok());
    }

    #[test]
    fn choices_are_read(tagged in tagged(), by_word in collection::btree_map(any::<String>(), choice(), 0..4)) {
        let text = serde_json::to_string(&(&tagged, &by_word)).unwrap();
        prop_assert_eq!(read::<(Tagged, BTreeMap<String, Choice>)>(&text), Ok((tagged, by_word)));
    }

    #[test]
    fn no_text_makes_it_panic(text in ".{0,40}", json in r#"[\[\]{}:,"\\u0-9aeflnrst -]{0,40}"#) {
        let _ = (read::<Value>(&text), read::<de::IgnoredAny>(&text));
        let _ = (read::<Value>(&json), read::<de::IgnoredAny>(&json));
    }
}

#[test]
fn every_escape_is_read() {
    assert_eq!(read::<String>(r#""\"\\\/\b\f\n\r\t\u00e9\uD83D\uDE00ü""#), Ok("\"\\/\u{8}\u{c}\n\r\té😀ü".to_owned()));
}

#[test]
fn what_is_no_json_is_unreadable() {
    for text in [
        "",
        "\"",
        "\"\\",
        r#""\ud83d""#,
        r#""\u12""#,
        r#""\u+123""#,
        "[1,]",
        "[1",
        "[,1]",
        "{\"a\" 1}",
        "{a:1}",
        "tru",
        "1 1",
        "\"a\nb\"",
        "-",
    ] {
        assert_eq!(read::<Value>(text), Err(Unreadable), "{text}");
    }
    assert_eq!(read::<i64>("1.5"), Err(Unreadable));
    assert_eq!(read::<u8>("256"), Err(Unreadable));
    assert_eq!(read::<Tagged>(r#"{"kind":"other"}"#), Err(Unreadable));
    assert_eq!(read::<Choice>(r#"{"named":{}}"#), Err(Unreadable));
}

#[test]
fn what_nobody_asked_for_is_passed_over() {
    let text = r#"{"flag":{"named":{"new":[1.5e3,{"x":"]"},null],"flag":true}}}"#;
    assert_eq!(read::<BTreeMap<String, Choice>>(text), Ok([("flag".to_owned(), Choice::Named { flag: true })].into()));
}

#[test]
fn a_value_waits_until_somebody_asks_what_it_says() {
    let waits: (u8, Option<Unread>, Unread) = read(r#"[1, { "a" : [2, "}"] } , null]"#).unwrap();
    let asked = waits.1.unwrap();
    assert_eq!(asked, Unread(r#"{ "a" : [2, "}"] }"#.to_owned()));
    assert_eq!(asked.read::<BTreeMap<String, (u8, String)>>().map(|table| table.len()), Ok(1));
    assert_eq!((waits.2.read::<Option<u8>>(), asked.read::<u8>()), (Ok(None), Err(Unreadable)));
    assert_eq!(read::<Unread>("{").err(), Some(Unreadable));
}
