use std::collections::BTreeSet;

use proptest::prelude::*;

use super::*;

/// What someone does to a set.
#[derive(Clone, Debug)]
enum Act {
    Insert(u8),
    Remove(u8),
    Retain(u8),
    Extend(Vec<u8>),
}

fn act() -> impl Strategy<Value = Act> {
    prop_oneof![
        8 => any::<u8>().prop_map(Act::Insert),
        8 => any::<u8>().prop_map(Act::Remove),
        1 => (2..9_u8).prop_map(Act::Retain),
        4 => prop::collection::vec(any::<u8>(), 0..40).prop_map(Act::Extend),
    ]
}

/// Does it to both, and holds what both answer against each other.
fn act_on(set: &mut SetOf<u8>, tree: &mut BTreeSet<u8>, act: Act) -> Result<(), TestCaseError> {
    match act {
        Act::Insert(element) => prop_assert_eq!(set.insert(element), tree.insert(element)),
        Act::Remove(element) => prop_assert_eq!(set.remove(&element), tree.remove(&element)),
        Act::Retain(by) => {
            set.retain(|element| element % by != 0);
            tree.retain(|element| element % by != 0);
        }
        Act::Extend(elements) => {
            set.extend(elements.clone());
            tree.extend(elements);
        }
    }
    Ok(())
}

proptest! {
    #[test]
    fn a_set_holds_what_a_tree_holds(acts in prop::collection::vec(act(), 0..60), other: Vec<u8>, element: u8) {
        let (mut set, mut tree) = (SetOf::new(), BTreeSet::new());
        for act in acts {
            act_on(&mut set, &mut tree, act)?;
            prop_assert!(set.iter().eq(&tree), "{:?} {:?}", set, tree);
        }
        prop_assert_eq!(set.contains(&element), tree.contains(&element));
        prop_assert!(set.range(element..).eq(tree.range(element..)));
        prop_assert_eq!((set.len(), set.is_empty()), (tree.len(), tree.is_empty()));
        let (others, more) = (SetOf::from(other.clone()), BTreeSet::from_iter(other));
        prop_assert!(set.difference(&others).eq(tree.difference(&more)));
        prop_assert_eq!(set.cmp(&others), tree.cmp(&more));
        prop_assert!(set.into_iter().eq(tree));
    }

    #[test]
    fn its_written_form_is_that_of_a_tree(tree: BTreeSet<String>) {
        let text = serde_json::to_string(&tree).unwrap();
        let set: SetOf<String> = serde_json::from_str(&text).unwrap();
        prop_assert!(set.iter().eq(&tree));
        prop_assert_eq!(serde_json::to_string(&set).unwrap(), text);
        prop_assert_eq!(format!("{set:?}"), format!("{tree:?}"));
    }
}

#[test]
fn what_is_read_twice_is_there_once() {
    assert_eq!(serde_json::from_str::<SetOf<u8>>("[3,1,3,2]").unwrap(), SetOf::from([1, 2, 3]));
    assert!(serde_json::from_str::<SetOf<u8>>("{}").is_err());
}
