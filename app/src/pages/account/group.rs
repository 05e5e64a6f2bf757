//! The accounts below one: what each of them brought, and what all of them brought together with it.

use leptos::prelude::*;

use domain::{account::Account, day::Day, group, ids::AccountId, list::Sort, model::Model, policy::Action};

use crate::{
    client::use_workspace,
    paths,
    ui::{ButtonLink, ButtonTone, Row, Rows},
    views::reporting,
    words::en,
};

/// How many of them are shown at most: those that brought most.
const SHOWN_MAX: usize = 50;

/// What there is below an account.
#[derive(Clone, Debug, Default, PartialEq)]
struct Below {
    /// How many accounts.
    count: usize,
    /// What they brought together with the one above them, in minor units.
    sum_minor: i64,
    /// Those that are shown, the largest first, each with its name and what it brought.
    shown: Vec<(AccountId, String)>,
}

impl Below {
    fn of(model: &Model, head: AccountId) -> Self {
        let mut all: Vec<&Account> = group::below(model, head).collect();
        Sort::default().sort(model, Day::default(), &mut all);
        let line = |account: &Account| {
            let revenue = en::money(model.revenue_ttm_minor(account.id), model.base_currency());
            [&account.name, " · ", &revenue].concat()
        };
        let revenue = |sum: i64, account: &&Account| sum.saturating_add(model.revenue_ttm_minor(account.id));
        Self {
            count: all.len(),
            sum_minor: all.iter().fold(model.revenue_ttm_minor(head), revenue),
            shown: all.iter().take(SHOWN_MAX).map(|account| (account.id, line(account))).collect(),
        }
    }
}

/// What is told of them, as a fact about the account at their head; nothing where there are none.
#[component]
pub fn Group(
    /// Which account.
    id: AccountId,
) -> impl IntoView {
    let workspace = use_workspace();
    let below = Memo::new(move |_| {
        // A part of them would add up to a wrong sum.
        let is_whole = workspace.directory.get() || workspace.opened(id).is_some();
        if is_whole { workspace.look(|model| Below::of(model, id)) } else { Below::default() }
    });
    let told = Signal::derive(move || {
        let (count, sum_minor) = below.with(|below| (below.count, below.sum_minor));
        let sum = en::in_twelve_months(&en::money(sum_minor, reporting::currency()), reporting::reports_to());
        if count == 0 { String::new() } else { en::account::group_told(count, &sum, workspace.may(Action::SeeAccount)) }
    });
    // A figure that changed is another row.
    let row = |(id, label): (AccountId, String)| {
        Row::new([&id.to_string(), " ", &label].concat(), move || {
            view! { <ButtonLink href=paths::account(id) label tone=ButtonTone::Quiet /> }
        })
    };
    let rows = move || below.with(|below| below.shown.clone()).into_iter().map(row).collect::<Vec<_>>();
    view! {
        <div class="group" hidden=move || told.with(String::is_empty)>
            <dt>{told}</dt>
            <dd><Rows rows /></dd>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use domain::trailing::Trailing;
    use uuid::Uuid;

    use super::*;

    #[test]
    fn a_group_is_all_below_it_and_adds_up_with_what_is_above() {
        let id = |number: u128| AccountId(Uuid::from_u128(number));
        let mut model = Model::default();
        for (number, parent, revenue_ttm_minor) in
            [(1, None, 100), (2, Some(1), 30), (3, Some(2), 50), (4, Some(1), -5), (5, None, 900), (6, Some(5), 7)]
        {
            let name = format!("Firm {number}");
            let account = Account { id: id(number), name, parent: parent.map(id), ..Account::default() };
            model.accounts.insert(account.id, account);
            let figure = Trailing { id: id(number), revenue_ttm_minor, ..Trailing::default() };
            model.trailing.insert(figure.id, figure);
        }
        let below = Below::of(&model, id(1));
        assert_eq!((below.count, below.sum_minor), (3, 175));
        let told: Vec<&str> = below.shown.iter().map(|(_, label)| label.as_str()).collect();
        assert_eq!(told, ["Firm 3 · €\u{a0}0.50", "Firm 2 · €\u{a0}0.30", "Firm 4 · −€\u{a0}0.05"]);
        assert_eq!(Below::of(&model, id(6)), Below { count: 0, sum_minor: 7, shown: vec![] });
    }
}
