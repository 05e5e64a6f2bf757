//! The list behind the figures: every account by what it brings, its share, its class, and what it is supposed to bring.

use leptos::prelude::*;

use domain::{concentration::Class, ratio::Ratio, what_if::Supposed};

use super::{Told, what_if::Ranking};
use crate::{
    pages::report::{asked::Asked, controls::use_go},
    paths,
    ui::{Button, Row, Rows},
    wire::report::Ranked,
    words::en::{self, concentration as words},
};

/// How many more accounts each press shows.
const MORE: usize = 200;
/// What an account can be supposed to bring, in percent of what it brings.
const CHOICES: [u16; 7] = [100, 0, 50, 75, 125, 150, 200];

/// An account of the list, ready to be read.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Line {
    rank: usize,
    one: Ranked,
    revenue: String,
    share: String,
    together: String,
    class: &'static str,
}

/// The panel.
#[component]
pub fn Book(asked: Memo<Asked>, told: Told, ranking: Ranking) -> impl IntoView {
    let more = RwSignal::new(0_usize);
    let lines = Memo::new(move |_| {
        let (all, told) = (ranking.all(), told.get());
        let shown = told.first.len() + more.get();
        let of = |all: &[Ranked]| lines(all.iter().take(shown), told.figures.total_minor, told.about.currency);
        all.map_or_else(|| of(&told.first), |all| of(&all))
    });
    let count = move || told.with(|told| told.figures.n + told.figures.nonpositive);
    let is_more = Memo::new(move |_| lines.with(Vec::len) < count());
    let on_more = move || {
        ranking.wanted.set(true);
        more.update(|more| *more += MORE);
    };
    let go = use_go(paths::CONCENTRATION);
    let row = move |line: Line| {
        // A line is written anew when anything of it changes.
        let key = format!("{} {} {} {}", line.one.account, line.rank, line.one.minor, line.together);
        Row::new(key, move || view! { <BookRow line asked go /> })
    };
    let rows = move || lines.get().into_iter().map(row).collect::<Vec<_>>();
    view! {
        <section class="panel" aria-labelledby="book-title">
            <header>
                <h2 id="book-title">{words::BOOK}</h2>
                <span class="meta num">{move || words::of_all(lines.with(Vec::len), count())}</span>
            </header>
            <table class="table two-line book" role="table">
                <thead role="rowgroup"><Heads /></thead>
                <tbody role="rowgroup"><Rows rows /></tbody>
            </table>
            {move || is_more.get().then(|| view! { <div class="buttons more"><Button label=words::MORE on_press=on_more /></div> })}
        </section>
    }
}

#[component]
fn Heads() -> impl IntoView {
    let head = |(label, figures): (&'static str, bool)| {
        view! { <th scope="col" class=if figures { "num" } else { "" }>{label}</th> }
    };
    let heads = [
        (words::RANK, true),
        (words::ACCOUNT, false),
        (words::REVENUE, true),
        (words::SHARE, true),
        (words::TOGETHER, true),
        (words::CLASS, false),
        (words::WHAT_IF, false),
    ];
    view! { <tr role="row">{heads.map(head).collect_view()}</tr> }
}

fn lines<'a>(
    accounts: impl Iterator<Item = &'a Ranked>,
    total_minor: i64,
    currency: domain::money::Currency,
) -> Vec<Line> {
    let total = i128::from(total_minor);
    let mut before = 0_i128;
    let line = |(rank, one): (usize, &Ranked)| {
        let minor = i128::from(one.minor);
        let is_in = one.minor > 0;
        let share = |minor: i128| words::share(if is_in { Ratio::of(minor, total) } else { None });
        let line = Line {
            rank,
            one: one.clone(),
            revenue: en::money(one.minor, currency),
            share: share(minor),
            together: share(before + minor),
            class: if is_in { words::class(Class::of(before, total)) } else { "–" },
        };
        before += minor;
        line
    };
    (1..).zip(accounts).map(line).collect()
}

#[component]
fn BookRow(line: Line, asked: Memo<Asked>, go: Callback<Asked>) -> impl IntoView {
    let Line { rank, one, revenue, share, together, class } = line;
    let is_minus = one.minor < 0;
    view! {
        <tr role="row">
            <td role="cell" class="num">{rank}</td>
            <td role="cell" class="first"><a href=paths::account(one.account)>{one.name.clone()}</a></td>
            <td role="cell" class="num last" class:minus=is_minus>{revenue}</td>
            <td role="cell" class="num under">{share}</td>
            <td role="cell" class="num">{together}</td>
            <td role="cell">{class}</td>
            <td role="cell" class="under-end"><Suppose one asked go /></td>
        </tr>
    }
}

/// The choice of what an account would bring.
#[component]
fn Suppose(one: Ranked, asked: Memo<Asked>, go: Callback<Asked>) -> impl IntoView {
    let account = one.account;
    let percent = Memo::new(move |_| {
        let of = |asked: &Asked| asked.supposed.iter().find(|one| one.account == account).map(|one| one.percent);
        asked.with(of).unwrap_or(100)
    });
    let on_change = move |event| {
        if let Ok(percent) = event_target_value(&event).parse() {
            go.run(asked.with_untracked(|asked| asked.supposing(Supposed { account, percent })));
        }
    };
    let options = move || {
        let chosen = percent.get();
        let other = (!CHOICES.contains(&chosen)).then_some(chosen);
        let option = |percent: u16| {
            view! { <option value=percent.to_string() selected=percent == chosen>{words::supposed(percent)}</option> }
        };
        CHOICES.into_iter().chain(other).map(option).collect_view()
    };
    view! {
        <select
            class="input suppose" class:supposed=move || percent.get() != 100 aria-label=words::suppose_of(&one.name)
            prop:value=move || percent.get().to_string() on:change=on_change
        >
            {options}
        </select>
    }
}

#[cfg(test)]
mod tests {
    use domain::{ids::AccountId, money::Currency};
    use uuid::Uuid;

    use super::*;

    #[test]
    fn an_account_stands_with_its_share_and_its_class() {
        let one = |(number, minor): (u128, i64)| Ranked {
            account: AccountId(Uuid::from_u128(number)),
            name: String::new(),
            minor,
        };
        let book: Vec<Ranked> = [(1, 850), (2, 100), (3, 50), (4, -5)].map(one).into();
        let lines = lines(book.iter(), 1000, Currency::of("EUR").unwrap());
        let told: Vec<_> = lines.iter().map(|line| (line.share.as_str(), line.together.as_str(), line.class)).collect();
        let wanted = [
            ("85.0\u{a0}%", "85.0\u{a0}%", "A"),
            ("10.0\u{a0}%", "95.0\u{a0}%", "B"),
            ("5.0\u{a0}%", "100.0\u{a0}%", "C"),
            ("–", "–", "–"),
        ];
        assert_eq!(told, wanted);
    }
}
