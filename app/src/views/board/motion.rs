//! Others' moves as motion: their cards travel to where they go, with the mover's name on them for a moment. What one takes back oneself
//! travels too, and names nobody. And what waits for the server is told on its card. Its code comes apart.

use std::sync::Arc;

use leptos::prelude::*;
use send_wrapper::SendWrapper;

use domain::{
    change::Change,
    ids::{AccountId, PersonId},
};

use crate::{
    client::{
        Workspace,
        foretell::{author_of, use_foretold},
        use_workspace,
    },
    ui::{
        avatar::HUES,
        glide::{AT_ONCE, Glide, Mover},
    },
    views::account_card::hue_of,
};

/// What scrolls the columns of a board.
const BOARD: &str = ".board, .grid-board, .wall-board";

/// Lets cards travel for as long as a board is open.
#[component]
pub fn Motion() -> impl IntoView {
    let workspace = use_workspace();
    use_foretold(workspace, move || {
        let glide = SendWrapper::new(Glide::new(BOARD));
        Arc::new(move |changes: &[Change], by: &[PersonId]| {
            for (account, by) in moving(changes, by) {
                glide.before(&account.to_string(), by.and_then(|person| mover(workspace, person)));
            }
        })
    });
    // What waits is seen on the cards themselves.
    Effect::new(move |_| {
        workspace.connection.track();
        workspace.revision.track();
        workspace.tell_held_up();
    });
}

/// The accounts that changes are about, as many as may travel, each with who did it.
fn moving(changes: &[Change], by: &[PersonId]) -> Vec<(AccountId, Option<PersonId>)> {
    let mut all: Vec<(AccountId, Option<PersonId>)> = Vec::new();
    for (number, change) in changes.iter().enumerate() {
        let Some(account) = change.account else { continue };
        if all.len() < AT_ONCE && all.iter().all(|(known, _)| *known != account) {
            all.push((account, author_of(by, number)));
        }
    }
    all
}

fn mover(workspace: Workspace, person: PersonId) -> Option<Mover> {
    // Of one's own only what another device did is news.
    if person == workspace.viewer().actor && workspace.is_under_way() {
        return None;
    }
    let name = workspace.read(|model| model.people.get(&person).map(|person| person.name.clone()))?;
    Some(Mover { name, hue: hue_of(person) % HUES })
}

#[cfg(test)]
mod tests {
    use domain::change::{Act, Kind, RecordKey};
    use uuid::Uuid;

    use super::*;

    fn change(account: u128) -> Change {
        let account = AccountId(Uuid::from_u128(account));
        let key = RecordKey { kind: Kind::Account, id: account.0 };
        Change { key, account: Some(account), act: Act::Edit, fields: Vec::new() }
    }

    #[test]
    fn the_last_of_those_who_changed_something_did_the_rest() {
        let person = |number| PersonId(Uuid::from_u128(number));
        let told = moving(&[change(1), change(2), change(1), change(3)], &[person(7), person(8)]);
        let numbers: Vec<_> =
            told.iter().map(|(account, by)| (account.0.as_u128(), by.map(|by| by.0.as_u128()))).collect();
        assert_eq!(numbers, [(1, Some(7)), (2, Some(8)), (3, Some(8))]);
        assert_eq!(moving(&[change(1)], &[]), [(AccountId(Uuid::from_u128(1)), None)]);
    }

    #[test]
    fn no_more_are_named_than_may_travel() {
        let many: Vec<Change> = (0..200).map(change).collect();
        assert_eq!(moving(&many, &[]).len(), AT_ONCE);
    }
}
