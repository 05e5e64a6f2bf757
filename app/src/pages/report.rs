//! What the pages of reports on trade share: what their address asks for, the choices of it, and the figures in hand.

pub mod asked;
pub mod controls;
pub mod in_hand;

use leptos::prelude::*;

use domain::policy::{Action, Reach};

use self::in_hand::InHand;
use crate::{
    client::use_workspace,
    paths,
    ui::{Button, Empty, Notice, tag::Tone},
    views::{
        nothing::{EmptyBook, SeesNothing},
        shape::Shape,
    },
    wire::report::{About, Accounts, Span},
    words::en::{self, concentration as words},
};

/// What a page of a report has to show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// No role of the viewer sees accounts.
    SeesNothing,
    /// There is no account.
    Empty,
    /// The figures are on their way.
    Waiting,
    /// No account brought anything.
    NoTrade,
    /// There are figures.
    Full,
}

impl Kind {
    /// By the figures, if they are in hand; `has_trade` tells whether they are of anything.
    pub fn of<T>(part: Option<&T>, has_trade: impl Fn(&T) -> bool) -> Self {
        let workspace = use_workspace();
        let sees = workspace.look(|_| workspace.viewer().rights.reach(Action::SeeAccount) > Reach::Nowhere);
        let is_empty = workspace.directory.get() && workspace.look(|model| model.accounts.is_empty());
        match (sees, is_empty, part) {
            (false, ..) => Self::SeesNothing,
            (true, true, _) => Self::Empty,
            (true, false, None) => Self::Waiting,
            (true, false, Some(part)) if has_trade(part) => Self::Full,
            (true, false, Some(_)) => Self::NoTrade,
        }
    }

    /// What stands in the place of figures that there are none of; none where there are.
    pub fn instead(self) -> Option<AnyView> {
        Some(match self {
            Self::SeesNothing => view! { <SeesNothing /> }.into_any(),
            Self::Empty => view! { <EmptyBook /> }.into_any(),
            Self::Waiting => view! { <section class="panel"><Shape lines=8 /></section> }.into_any(),
            Self::NoTrade => {
                view! { <Empty icon="chart-line" title=words::NO_TRADE text=words::NO_TRADE_TEXT /> }.into_any()
            }
            Self::Full => return None,
        })
    }
}

/// What all figures of a page are about: `12 months to 24 Nov 2026 · 43 accounts · € 18.6 m net · Country: France`.
pub fn about(about: &About, window: Span, accounts: usize, sum_minor: i64) -> String {
    let sum = en::money_short(sum_minor, about.currency);
    let mut parts = vec![
        words::window(window.from, window.to),
        en::accounts(accounts),
        [&sum, " ", words::basis_word(about.basis)].concat(),
    ];
    let scope = Accounts::of_word(&about.scope).unwrap_or_default();
    if scope != Accounts::All {
        parts.push(use_workspace().look(|model| controls::name(model, &scope)));
    }
    parts.join(" · ")
}

/// The head of a page of a report, with the ways to the other one.
#[component]
pub fn Head(
    /// The name of the page.
    title: &'static str,
    /// What its figures are about.
    #[prop(into)]
    about: Signal<String>,
    /// Its address.
    place: &'static str,
) -> impl IntoView {
    let way = |(href, label): (&'static str, &'static str)| {
        let current = (href == place).then_some("page");
        view! { <li><a class="tab" href=href aria-current=current>{label}</a></li> }
    };
    let ways = [(paths::CONCENTRATION, en::CONCENTRATION), (paths::RETENTION, en::RETENTION)].map(way);
    view! {
        <header class="bar">
            <div><h1>{title}</h1><p class="meta">{about}</p></div>
            <nav class="tools" aria-label=words::REPORTS><ul class="tabs">{ways.collect_view()}</ul></nav>
        </header>
    }
}

/// That figures did not come, and the way on; those in hand stay.
#[component]
pub fn Failed<T: Send + Sync + 'static>(report: InHand<T>) -> impl IntoView {
    let notice = move |words: String| {
        view! {
            <Notice tone=Tone::Warn title=words::NOT_FETCHED text=words>
                <Button label=words::TRY_AGAIN on_press=move || report.ask_again() />
            </Notice>
        }
    };
    move || report.trouble.get().map(|trouble| notice(en::trouble(&trouble)))
}
