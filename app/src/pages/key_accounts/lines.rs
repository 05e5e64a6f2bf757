//! Accounts line by line, to be chosen and decided of: the key accounts, those whom rules would take in, and those whom no rule bears out
//! any more.

use leptos::prelude::*;

use domain::{ids::AccountId, key_decision::KeyWord, money::Currency, set::SetOf};

use super::{desk::Desk, figures::share};
use crate::{
    paths,
    ui::{Button, ButtonTone, Empty, Row, Rows, Tag, Tone},
    views::person_chip::PersonChip,
    wire::key_accounts::{KeyAccount, KeyLine, KeySet},
    words::en::{self, key_accounts as words},
};

/// An account of a list.
#[derive(Clone, Debug, PartialEq)]
struct Line {
    line: KeyLine,
    about: String,
    unsupported: bool,
    currency: Currency,
}

/// The key accounts.
#[component]
pub fn Members(desk: Desk) -> impl IntoView {
    let lines = Memo::new(move |_| desk.told.with(|told| key_lines(desk, told, |_| true)));
    let is_empty = Memo::new(move |_| lines.with(Vec::is_empty));
    view! {
        <List desk id="members-title" title=words::MEMBERS lines says=KeyWord::LetGo>
            <Show when=move || is_empty.get()>
                <Empty small=true title=words::NO_MEMBERS text=words::NO_MEMBERS_TEXT />
            </Show>
        </List>
    }
}

/// Those whom rules would take in.
#[component]
pub fn Candidates(desk: Desk) -> impl IntoView {
    let lines = Memo::new(move |_| {
        desk.told.with(|told| {
            let line = |line: &KeyLine| {
                let rules: Vec<String> = line.by_rules.iter().map(|rule| desk.rule(Some(*rule))).collect();
                let about = words::qualifies(&rules);
                Line { line: line.clone(), about, unsupported: false, currency: told.currency }
            };
            told.candidates.iter().map(line).collect::<Vec<_>>()
        })
    });
    view! {
        <List desk id="candidates-title" title=words::CANDIDATES lines says=KeyWord::TakenIn>
            <Note lines some=words::CANDIDATES_NOTE none=words::NO_CANDIDATES />
        </List>
    }
}

/// Those whom no rule bears out any more.
#[component]
pub fn Unsupported(desk: Desk) -> impl IntoView {
    let lines = Memo::new(move |_| desk.told.with(|told| key_lines(desk, told, |one| one.unsupported)));
    view! {
        <List desk id="unsupported-title" title=words::UNSUPPORTED lines says=KeyWord::LetGo>
            <Note lines some=words::UNSUPPORTED_NOTE none=words::NO_UNSUPPORTED />
        </List>
    }
}

fn key_lines(desk: Desk, told: &KeySet, is_in: fn(&KeyAccount) -> bool) -> Vec<Line> {
    let line = |one: &KeyAccount| {
        let decided = &one.entered;
        let about = words::since(decided.day, &desk.rule(decided.rule), &desk.name(decided.by), &decided.reason);
        Line { line: one.line.clone(), about, unsupported: one.unsupported, currency: told.currency }
    };
    told.members.iter().filter(|one| is_in(one)).map(line).collect()
}

/// What a list says of itself.
#[component]
fn Note(lines: Memo<Vec<Line>>, some: &'static str, none: &'static str) -> impl IntoView {
    view! { <p class="meta">{move || if lines.with(Vec::is_empty) { none } else { some }}</p> }
}

/// A list: its accounts can be chosen and decided of together.
#[component]
fn List(
    desk: Desk,
    /// Of its heading.
    id: &'static str,
    title: &'static str,
    lines: Memo<Vec<Line>>,
    /// What is decided of those that are chosen.
    says: KeyWord,
    /// What stands under the heading.
    children: Children,
) -> impl IntoView {
    let chosen = RwSignal::new(SetOf::<AccountId>::new());
    // Who left the list is not chosen any more.
    let among = Memo::new(move |_| {
        lines.with(|lines| {
            let is_chosen = |line: &&Line| chosen.with(|chosen| chosen.contains(&line.line.account));
            lines.iter().filter(is_chosen).map(|line| line.line.clone()).collect::<Vec<_>>()
        })
    });
    let may_any = Memo::new(move |_| lines.with(|lines| lines.iter().any(|line| desk.may_decide(&line.line))));
    let label = Signal::derive(move || words::act(says, among.with(Vec::len)));
    let why_not = Signal::derive(move || {
        desk.why_not().or_else(|| among.with(Vec::is_empty).then(|| words::NONE_CHOSEN.to_owned()))
    });
    let on_press = move || {
        among.with_untracked(|lines| desk.ask(says, lines));
        chosen.set(SetOf::new());
    };
    let act = move || may_any.get().then(|| view! { <Button label why_not on_press tone=ButtonTone::Quiet /> });
    let row = move |line: Line| {
        let key = format!("{} {} {:?}", line.about, line.unsupported, line.line);
        Row::new(key, move || view! { <LineRow desk line says chosen /> })
    };
    let rows = move || lines.get().into_iter().map(row).collect::<Vec<_>>();
    view! {
        <section class="panel" aria-labelledby=id>
            <header><h2 id=id>{title}</h2></header>
            {children()}
            <ul class="key-lines" aria-labelledby=id><Rows rows /></ul>
            <div class="key-act">{act}</div>
        </section>
    }
}

#[component]
fn LineRow(desk: Desk, line: Line, says: KeyWord, chosen: RwSignal<SetOf<AccountId>>) -> impl IntoView {
    let Line { line, about, unsupported, currency } = line;
    let account = line.account;
    let is_chosen = move || chosen.with(|chosen| chosen.contains(&account));
    let on_change = move |event| {
        let is_on = event_target_checked(&event);
        chosen.update(|chosen| {
            if is_on {
                chosen.insert(account);
            } else {
                chosen.remove(&account);
            }
        });
    };
    let may = desk.may_decide(&line);
    let tick = may.then(|| {
        view! { <input type="checkbox" aria-label=words::choose(&line.name) prop:checked=is_chosen on:change=on_change /> }
    });
    let tag =
        (unsupported && says == KeyWord::LetGo).then(|| view! { <Tag label=words::UNSUPPORTED tone=Tone::Warn /> });
    view! {
        <li class:choosable=may>
            {tick}
            <div>
                <b><a href=paths::account(account)>{line.name.clone()}</a></b>" "{tag}
                <p class="meta">{about}</p>
            </div>
            <PersonChip person=line.owner nobody=words::NOBODY_LEADS />
            <span class="num">{en::money_short(line.revenue_ttm_minor, currency)}</span>
            <span class="num meta">{share(line.share.as_ref())}</span>
        </li>
    }
}
