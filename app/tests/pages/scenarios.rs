//! The scenarios of a house to render.

use app::{
    paths,
    wire::{
        json::Unread,
        named::{AccountNamed, CellNamed},
        report::{Concentration, Span},
        scenarios::{
            LoadFigures, LoadTold, ModelChoice, ScenarioHead, ScenarioPlan, ScenarioSaid, ScenarioTold,
            ScenarioVersion, Scenarios, StepTold,
        },
    },
};
use domain::{
    account::Account,
    concentration::Portfolio,
    ids::{PersonId, ScenarioId, ScenarioWordId},
    key_decision::KeyWarning,
    model::Model,
    rejection::Rejection,
    scenario::{ScenarioSays, ScenarioState, Wish},
};

use crate::house::{TODAY, now};

/// What an address asks for: all, one of them, or what a new one is written over.
pub fn of(seen: &Model, query: &str) -> Unread {
    if !paths::asked(query, "scenario").is_empty() || !paths::asked(query, "edit").is_empty() {
        Unread::of(&told(seen)).unwrap()
    } else if !paths::asked(query, "new").is_empty() {
        Unread::of(&plan(seen)).unwrap()
    } else {
        Unread::of(&list(seen)).unwrap()
    }
}

fn somebody(seen: &Model) -> PersonId {
    seen.people.keys().next().copied().unwrap_or_default()
}

fn list(seen: &Model) -> Scenarios {
    let heads = ScenarioState::ALL.iter().flat_map(|state| [true, false].map(|own| head(seen, *state, own)));
    Scenarios { items: heads.collect() }
}

fn head(seen: &Model, state: ScenarioState, own: bool) -> ScenarioHead {
    ScenarioHead {
        id: ScenarioId::default(),
        version: 2,
        name: "A <b>name</b>".to_owned(),
        author: if own { somebody(seen) } else { PersonId::default() },
        author_name: "Who <b>wrote</b> it".to_owned(),
        day: TODAY,
        state,
        shared: own,
        may_take_in: state == ScenarioState::Submitted,
        steps: 3,
        at: now(),
    }
}

fn steps(seen: &Model) -> Vec<StepTold> {
    let step = |account: &Account, wish: Wish, refused: Option<Rejection>| StepTold {
        wish,
        account_name: account.name.clone(),
        brought_minor: 700,
        was: "A <b>cell</b>".to_owned(),
        to: "Another <b>cell</b>".to_owned(),
        needs_director: refused.is_none(),
        refused,
    };
    let of = |account: &Account| {
        let (model, cell) = ("four_s".to_owned(), "star".to_owned());
        let place = Wish::Place { account: account.id, model, cell, reason: "They <b>grow</b>".to_owned() };
        let assign = Wish::Assign { account: account.id, owner: None };
        [
            step(account, Wish::Suppose { account: account.id, percent: 0 }, None),
            step(account, assign, Some(Rejection::CannotLead)),
            step(account, place, None),
        ]
    };
    seen.accounts.values().take(2).flat_map(of).collect()
}

fn plan(seen: &Model) -> ScenarioPlan {
    let minor = |account: &Account| (account.id, 700);
    let figures = Concentration::from(&Portfolio::of(seen.accounts.values().take(3).map(minor)));
    let load = LoadFigures { accounts: 3, key_accounts: 1, minor: 700, target_minor: 0, actual_minor: 0 };
    let called = |account: &Account| AccountNamed { account: account.id, name: account.name.clone() };
    ScenarioPlan {
        steps: steps(seen),
        hidden: 1,
        whole: false,
        currency: seen.base_currency(),
        year: Span { from: TODAY, to: TODAY },
        so_far: Span { from: TODAY, to: TODAY },
        now: figures.clone(),
        would: figures,
        loads: vec![LoadTold {
            lead: Some(somebody(seen)),
            name: "Who <b>leads</b>".to_owned(),
            now: load,
            would: LoadFigures { accounts: 2, ..load },
        }],
        warnings_now: Vec::new(),
        warnings: vec![KeyWarning::TooMany { count: 51 }],
        enter: seen.accounts.values().take(1).map(called).collect(),
        leave: seen.accounts.values().skip(1).take(1).map(called).collect(),
        models: vec![ModelChoice {
            model: "four_s".to_owned(),
            title: "4 <b>S</b>".to_owned(),
            cells: vec![CellNamed { cell: "star".to_owned(), title: "A <b>star</b>".to_owned() }],
        }],
    }
}

fn told(seen: &Model) -> ScenarioTold {
    let said = |says: &ScenarioSays| ScenarioSaid {
        id: ScenarioWordId::default(),
        says: *says,
        comment: "Why <i>so</i>?".to_owned(),
        by: PersonId::default(),
        by_name: "Heda".to_owned(),
        at: now(),
    };
    let version = |version| ScenarioVersion {
        id: ScenarioId::default(),
        version,
        at: now(),
        state: ScenarioState::Returned,
        words: ScenarioSays::ALL.iter().map(said).collect(),
    };
    ScenarioTold {
        head: head(seen, ScenarioState::Submitted, false),
        note: "What it is <b>for</b>".to_owned(),
        latest: true,
        plan: plan(seen),
        versions: vec![version(2), version(1)],
    }
}
