use std::collections::BTreeMap;

use proptest::prelude::*;

use super::*;

/// What someone does to a table.
#[derive(Clone, Debug)]
enum Act {
    Insert(u8, u16),
    GetOrInsert(u8, u16),
    Change(u8, u16),
    Remove(u8),
    Retain(u8),
    Extend(Vec<(u8, u16)>),
    Clear,
}

fn act() -> impl Strategy<Value = Act> {
    prop_oneof![
        8 => (any::<u8>(), any::<u16>()).prop_map(|(key, value)| Act::Insert(key, value)),
        4 => (any::<u8>(), any::<u16>()).prop_map(|(key, value)| Act::GetOrInsert(key, value)),
        4 => (any::<u8>(), any::<u16>()).prop_map(|(key, value)| Act::Change(key, value)),
        8 => any::<u8>().prop_map(Act::Remove),
        1 => (2..9_u8).prop_map(Act::Retain),
        4 => prop::collection::vec((any::<u8>(), any::<u16>()), 0..40).prop_map(Act::Extend),
        1 => Just(Act::Clear),
    ]
}

/// Does it to both, and holds what both answer against each other.
fn act_on(table: &mut Table<u8, u16>, map: &mut BTreeMap<u8, u16>, act: Act) -> Result<(), TestCaseError> {
    match act {
        Act::Insert(key, value) => prop_assert_eq!(table.insert(key, value), map.insert(key, value)),
        Act::GetOrInsert(key, value) => {
            prop_assert_eq!(table.get_or_insert_with(key, || value), map.entry(key).or_insert(value));
        }
        Act::Change(key, value) => {
            let (found, wanted) = (table.get_mut(&key), map.get_mut(&key));
            prop_assert_eq!(&found, &wanted);
            found.into_iter().chain(wanted).for_each(|known| *known = value);
        }
        Act::Remove(key) => prop_assert_eq!(table.remove(&key), map.remove(&key)),
        Act::Retain(by) => {
            table.retain(|key, value| (u16::from(*key) + *value % 7) % u16::from(by) != 0);
            map.retain(|key, value| (u16::from(*key) + *value % 7) % u16::from(by) != 0);
        }
        Act::Extend(rows) => {
            table.extend(rows.clone());
            map.extend(rows);
        }
        Act::Clear => {
            table.clear();
            map.clear();
        }
    }
    Ok(())
}

proptest! {
    #[test]
    fn a_table_holds_what_a_tree_holds(acts in prop::collection::vec(act(), 0..60), key: u8) {
        let (mut table, mut map) = (Table::new(), BTreeMap::new());
        for act in acts {
            act_on(&mut table, &mut map, act)?;
            prop_assert!(table.iter().eq(&map), "{:?} {:?}", table, map);
        }
        prop_assert_eq!(table.get(&key), map.get(&key));
        prop_assert_eq!(table.contains_key(&key), map.contains_key(&key));
        prop_assert_eq!((table.len(), table.is_empty()), (map.len(), map.is_empty()));
        prop_assert!(table.range(key..).eq(map.range(key..)));
        prop_assert!(table.iter().rev().eq(map.iter().rev()));
        prop_assert!(table.keys().eq(map.keys()));
        prop_assert!(table.values().eq(map.values()));
        prop_assert!(table.clone().into_values().eq(map.clone().into_values()));
        prop_assert!(table.into_iter().eq(map));
    }

    #[test]
    fn many_at_once_are_as_one_by_one(rows: Vec<(u8, u16)>) {
        let mut wanted = Table::new();
        for (key, value) in rows.clone() {
            wanted.insert(key, value);
        }
        prop_assert_eq!(rows.into_iter().collect::<Table<_, _>>(), wanted);
    }

    #[test]
    fn its_written_form_is_that_of_a_tree(map: BTreeMap<String, u16>) {
        let text = serde_json::to_string(&map).unwrap();
        let table: Table<String, u16> = serde_json::from_str(&text).unwrap();
        prop_assert!(table.iter().eq(&map));
        prop_assert_eq!(serde_json::to_string(&table).unwrap(), text);
        prop_assert_eq!(format!("{table:?}"), format!("{map:?}"));
    }
}

#[test]
fn what_is_read_twice_is_there_once() {
    let table: Table<String, u8> = serde_json::from_str(r#"{"b":1,"a":2,"b":3}"#).unwrap();
    assert_eq!(table, Table::from([("a".to_owned(), 2), ("b".to_owned(), 3)]));
    assert!(serde_json::from_str::<Table<String, u8>>("[1]").is_err());
}
