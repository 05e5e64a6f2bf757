//! What would be if some accounts were lost, shrank or grew: worked out here over the whole ranking, with nothing sent or kept. What is
//! supposed stands in the address, so that it can be shown to a colleague.

use std::sync::Arc;

use leptos::{prelude::*, task::spawn_local};

use domain::{
    concentration::{Portfolio, Revenue},
    money::Currency,
    ratio::{Ratio, narrowed},
    top_set::TOP_PERCENT,
    what_if::suppose,
};

use super::Told;
use crate::{
    client::{fetch::Trouble, reports},
    pages::report::{asked::Asked, controls::use_go},
    paths,
    ui::{Button, ButtonTone, Notice, tag::Tone},
    views::shape::Shape,
    wire::{
        concentration_page::ConcentrationPart,
        report::{Accounts, Ranked},
    },
    words::en::{self, concentration as words},
};

/// The whole ranking, once somebody wants it.
#[derive(Clone, Copy)]
pub struct Ranking {
    /// All accounts, the largest first, with the query that they answer.
    all: RwSignal<Option<(String, Arc<Vec<Ranked>>)>>,
    /// Somebody wants to see more than the page came with.
    pub wanted: RwSignal<bool>,
    trouble: RwSignal<Option<Trouble>>,
    told: Told,
}

impl Ranking {
    /// The ranking behind the figures that are shown; none while it is not in hand.
    pub fn all(self) -> Option<Arc<Vec<Ranked>>> {
        let query = self.told.with(|told| query_of(told));
        self.all.with(|all| all.as_ref().filter(|(of, _)| *of == query).map(|(_, all)| all.clone()))
    }

    fn fetch(self, query: String) {
        self.trouble.set(None);
        spawn_local(async move {
            let found = reports::ranking(&query).await;
            // The page may be gone by now; and an answer to what nobody asks any more is kept by its query.
            match found {
                Ok(all) => drop(self.all.try_set(Some((query, Arc::new(all))))),
                Err(trouble) => drop(self.trouble.try_set(Some(trouble))),
            }
        });
    }
}

/// The query that asks for what figures are about.
fn query_of(told: &ConcentrationPart) -> String {
    let accounts = Accounts::of_word(&told.about.scope).unwrap_or_default();
    let (from, to, basis) = (Some(told.window.from), Some(told.window.to), told.about.basis);
    Asked { from, to, basis, accounts, group: told.about.group, supposed: Vec::new() }.query()
}

/// The ranking, fetched when something is supposed or more of it is to be seen, and anew with each report.
pub fn use_ranking(asked: Memo<Asked>, told: Told) -> Ranking {
    let ranking =
        Ranking { all: RwSignal::new(None), wanted: RwSignal::new(false), trouble: RwSignal::new(None), told };
    let is_wanted = Memo::new(move |_| ranking.wanted.get() || asked.with(|asked| !asked.supposed.is_empty()));
    Effect::new(move |_| {
        let told = told.get();
        if is_wanted.get() {
            ranking.fetch(query_of(&told));
        }
    });
    ranking
}

/// The panel.
#[component]
pub fn WhatIf(asked: Memo<Asked>, told: Told, ranking: Ranking) -> impl IntoView {
    let go = use_go(paths::CONCENTRATION);
    let is_supposed = Memo::new(move |_| asked.with(|asked| !asked.supposed.is_empty()));
    let currency = move || told.with(|told| told.about.currency);
    let would = Memo::new(move |_| ranking.all().map(|all| asked.with(|asked| Would::of(&all, asked, currency()))));
    let body = move || match (is_supposed.get(), would.get(), ranking.trouble.get()) {
        (false, ..) => view! { <p class="meta">{words::WHAT_IF_TEXT}</p> }.into_any(),
        (true, Some(would), _) => view! { <Comparison would /> }.into_any(),
        (true, None, Some(trouble)) => {
            view! { <Notice tone=Tone::Warn title=words::NOT_FETCHED text=en::trouble(&trouble) /> }.into_any()
        }
        (true, None, None) => view! { <Shape lines=3 /> }.into_any(),
    };
    let take_back = move || go.run(asked.with_untracked(Asked::plain));
    let kept = move || asked.with(|asked| asked.scenario());
    let button = move || {
        is_supposed.get().then(|| {
            view! {
                <div class="buttons">
                    <a class="button" href=kept>{words::KEEP_SUPPOSED}</a>
                    <Button label=words::TAKE_BACK tone=ButtonTone::Quiet icon="x" on_press=take_back />
                </div>
            }
        })
    };
    view! {
        <section class="panel what-if" aria-labelledby="what-if-title" aria-live="polite">
            <header><h2 id="what-if-title">{words::WHAT_IF}</h2>{button}</header>
            {body}
        </section>
    }
}

/// The book as it is and as it would be.
#[derive(Clone, Debug, PartialEq)]
struct Would {
    difference: String,
    lines: Vec<[String; 3]>,
}

impl Would {
    fn of(all: &[Ranked], asked: &Asked, currency: Currency) -> Self {
        let revenues: Vec<Revenue> = all.iter().map(|one| (one.account, one.minor)).collect();
        let would = Portfolio::of(suppose(&revenues, &asked.supposed));
        let now = Portfolio::of(revenues);
        let [is, would_be] = [&now, &would].map(|book| told(book, currency));
        let names = FIGURES.into_iter().zip(is).zip(would_be);
        Self {
            difference: difference(&now, &would, currency),
            lines: names.map(|((name, is), would)| [name.to_owned(), is, would]).collect(),
        }
    }
}

const FIGURES: [&str; 7] =
    [words::REVENUE, words::TENTH, words::LARGEST, words::MOST, words::GINI, words::EFFECTIVE, words::MAJOR];

fn told(book: &Portfolio, currency: Currency) -> [String; FIGURES.len()] {
    [
        en::money_short(narrowed(book.total_minor()), currency),
        words::share(book.top_percent_share(TOP_PERCENT)),
        words::share(book.top_share(1)),
        en::accounts(book.count_to(80)),
        words::decimal(book.gini(), 3),
        words::alike(book.effective_count()),
        en::accounts(book.count_above(domain::concentration::MAJOR_PERCENT)),
    ]
}

fn difference(now: &Portfolio, would: &Portfolio, currency: Currency) -> String {
    let more = would.total_minor() - now.total_minor();
    let permille = Ratio::of(more, now.total_minor()).map_or(0, |share| share.scaled(1000));
    words::difference(permille, &en::money_short(narrowed(more), currency))
}

#[component]
fn Comparison(would: Would) -> impl IntoView {
    let row = |[name, is, would]: [String; 3]| {
        let changed = is != would;
        view! { <tr><th scope="row">{name}</th><td class="num">{is}</td><td class="num" class:changed=changed>{would}</td></tr> }
    };
    view! {
        <p>{would.difference}</p>
        <table class="table compared">
            <thead>
                <tr>
                    <th scope="col">{words::FIGURE}</th>
                    <th scope="col" class="num">{words::AS_IT_IS}</th>
                    <th scope="col" class="num">{words::WOULD_BE}</th>
                </tr>
            </thead>
            <tbody>{would.lines.into_iter().map(row).collect_view()}</tbody>
        </table>
    }
}

#[cfg(test)]
mod tests {
    use domain::{ids::AccountId, what_if::Supposed};
    use uuid::Uuid;

    use super::*;

    #[test]
    fn what_is_lost_is_told_beside_what_is() {
        let account = |number: u128| AccountId(Uuid::from_u128(number));
        let one = |(number, minor): (u128, i64)| Ranked { account: account(number), name: String::new(), minor };
        let book: Vec<Ranked> = [(1, 50_000), (2, 30_000), (3, 20_000)].map(one).into();
        let asked = Asked::default().supposing(Supposed { account: account(1), percent: 0 });
        let would = Would::of(&book, &asked, Currency::of("EUR").unwrap());
        assert_eq!(would.difference, "The book would bring 50.0\u{a0}% less: −€\u{a0}500.");
        let line = |name: &str| would.lines.iter().find(|line| line[0] == name).unwrap().clone();
        assert_eq!(line(words::REVENUE)[1..], ["€\u{a0}1,000".to_owned(), "€\u{a0}500".to_owned()]);
        assert_eq!(line(words::LARGEST)[1..], ["50.0\u{a0}%".to_owned(), "60.0\u{a0}%".to_owned()]);
    }
}
