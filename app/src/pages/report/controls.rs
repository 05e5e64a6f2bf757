//! What the figures are about, to be chosen: whose accounts, up to which day, what counts. Every choice is an address.

use leptos::prelude::*;
use leptos_router::{NavigateOptions, hooks::use_navigate};

use domain::{
    day::{Day, Written},
    field::{Field as Grouped, Slot},
    ids::{AccountId, PersonId},
    model::Model,
    set::SetOf,
};

use super::asked::Asked;
use crate::{
    client::use_workspace,
    ui::{Choice, Field, Picker, Tick},
    views::account_name::account_name,
    wire::report::{Accounts, Basis, Span},
    words::en,
};

/// Goes where the page of this place answers something else, without a new entry in the browser's history.
pub fn use_go(place: &'static str) -> Callback<Asked> {
    let navigate = use_navigate();
    Callback::new(move |asked: Asked| {
        navigate(&asked.path(place), NavigateOptions { replace: true, scroll: false, ..NavigateOptions::default() });
    })
}

/// The choices.
#[component]
pub fn Controls(
    /// What the address asks for.
    asked: Memo<Asked>,
    /// The address of the page.
    place: &'static str,
    /// The window of the figures in hand.
    window: Signal<Option<Span>>,
) -> impl IntoView {
    let workspace = use_workspace();
    let go = use_go(place);
    let scope = Signal::derive(move || asked.with(|asked| asked.accounts.word()));
    let scopes = Signal::derive(move || {
        let chosen = asked.with(|asked| asked.accounts.clone());
        let is_here = workspace.directory.get();
        workspace.look(|model| scopes(model, is_here, &chosen))
    });
    let on_scope = move |word: String| {
        go.run(Asked { accounts: Accounts::of_word(&word).unwrap_or_default(), ..asked.get_untracked() });
    };
    let basis = Signal::derive(move || asked.with(|asked| asked.basis.word().to_owned()));
    let bases = Signal::stored(
        [Basis::Net, Basis::Gross].map(|one| Choice::new(one.word(), en::concentration::basis(one))).to_vec(),
    );
    let on_basis = move |word: String| {
        go.run(Asked { basis: Basis::of_word(&word).unwrap_or_default(), ..asked.get_untracked() });
    };
    let group = Signal::derive(move || asked.with(|asked| asked.group));
    let on_group = move |group: bool| go.run(Asked { group, ..asked.get_untracked() });
    let text = |day: Option<Day>| day.map(|day| day.to_string()).unwrap_or_default();
    let from = Signal::derive(move || text(window.get().map(|window| window.from)));
    let to = Signal::derive(move || text(window.get().map(|window| window.to)));
    let on_from = move |text: String| go.run(Asked { from: Day::of_text(&text), ..asked.get_untracked() });
    let on_to = move |text: String| go.run(Asked { to: Day::of_text(&text), ..asked.get_untracked() });
    view! {
        <div class="fields report-asked">
            <Picker id="scope" label=en::concentration::WHOSE choices=scopes value=scope on_choose=on_scope />
            <Picker id="basis" label=en::concentration::COUNTED choices=bases value=basis on_choose=on_basis />
            <Field id="from" label=en::concentration::FROM kind="date" value=from on_change=on_from />
            <Field id="to" label=en::concentration::TO kind="date" value=to on_change=on_to />
            <Tick id="group" label=en::concentration::BY_GROUP checked=group on_change=on_group />
        </div>
    }
}

/// Whose accounts there are to choose from: all, the lines of those to whom others report, segments, countries, and the groups of those
/// below which others stand. What is chosen is among them also before the directory is in hand.
fn scopes(model: &Model, is_here: bool, chosen: &Accounts) -> Vec<Choice> {
    let mut scopes = vec![Accounts::All];
    if is_here {
        scopes.extend(heads(model).into_iter().map(Accounts::Line));
        scopes.extend(words(model, Grouped::Segment).map(Accounts::Segment));
        scopes.extend(words(model, Grouped::Country).map(Accounts::Country));
        scopes.extend(parents(model).into_iter().map(Accounts::Group));
    }
    if !scopes.contains(chosen) {
        scopes.push(chosen.clone());
    }
    scopes.iter().map(|scope| Choice::new(scope.word(), name(model, scope))).collect()
}

/// What a scope is called.
pub fn name(model: &Model, scope: &Accounts) -> String {
    let head = match scope {
        Accounts::Line(person) => model.people.get(person).map(|person| person.name.clone()),
        Accounts::Group(account) => Some(account_name(model.accounts.get(account))),
        Accounts::All | Accounts::Segment(_) | Accounts::Country(_) => None,
    };
    en::concentration::accounts_of(scope, head.as_deref())
}

/// The people to whom others report.
fn heads(model: &Model) -> SetOf<PersonId> {
    model.people.values().filter(|person| person.active).filter_map(|person| person.superior).collect()
}

/// The accounts below which others stand, as far as they are seen.
fn parents(model: &Model) -> SetOf<AccountId> {
    let parents = model.accounts.values().filter_map(|account| account.parent);
    parents.filter(|parent| model.accounts.contains_key(parent)).collect()
}

/// The values of a field, but for those without any.
fn words(model: &Model, field: Grouped) -> impl Iterator<Item = String> {
    let word = |slot: Slot| if let Slot::Word(word) = slot { Some(word) } else { None };
    field.slots(model).into_iter().filter_map(word)
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{account::Account, person::Person};
    use uuid::Uuid;

    #[test]
    fn lines_segments_countries_and_groups_can_be_chosen() {
        let mut model = Model::default();
        let head = PersonId(Uuid::from_u128(1));
        for (id, superior) in [(head, None), (PersonId(Uuid::from_u128(2)), Some(head))] {
            model
                .people
                .insert(id, Person { id, name: "Ingrid".to_owned(), active: true, superior, ..Person::default() });
        }
        let (id, below) = (AccountId(Uuid::from_u128(9)), AccountId(Uuid::from_u128(10)));
        let (name, country) = ("Acorn".to_owned(), "France".to_owned());
        model.accounts.insert(id, Account { id, name, country, ..Account::default() });
        model.accounts.insert(below, Account { id: below, parent: Some(id), ..Account::default() });
        let labels = |here, chosen: &Accounts| {
            scopes(&model, here, chosen).into_iter().map(|choice| choice.label).collect::<Vec<_>>()
        };
        assert_eq!(labels(true, &Accounts::All), ["All", "Line of Ingrid", "Country: France", "Group of Acorn"]);
        let rail = Accounts::Segment("Rail".to_owned());
        assert_eq!(labels(false, &rail), ["All", "Segment: Rail"]);
    }
}
