//! What the pages of reports on trade share: what their address asks for, the choices of it, and the figures in hand.

pub mod asked;
pub mod controls;
pub mod in_hand;
pub mod table_panel;
pub mod take_out;
pub mod ways;

use std::sync::Arc;

use leptos::prelude::*;
use leptos_meta::Title;
use serde::de::DeserializeOwned;

use domain::{
    change::Kind,
    policy::{Action, Reach},
};

use self::{
    asked::Asked,
    controls::Controls,
    in_hand::{InHand, hear, use_in_hand},
    ways::Ways,
};
use crate::{
    client::use_workspace,
    ui::{Button, Empty, Notice, tag::Tone},
    views::{
        nothing::{EmptyBook, SeesNothing},
        shape::Shape,
    },
    wire::report::{About, Accounts, Span},
    words::en::{self, concentration as words},
};

/// The figures of a page of a report.
pub trait Reported: DeserializeOwned + PartialEq + Send + Sync + 'static {
    /// The window that they are of.
    fn window(&self) -> Span;
    /// Whether any account brought anything in it.
    fn has_trade(&self) -> bool;
    /// What they are about, in a line.
    fn about(&self) -> String;
    /// Whether they hang on records of a kind that no browser holds.
    fn hangs_on(_kind: Kind) -> bool {
        false
    }
}

/// The page of a report at a place: what it is about and the choices of that, and while there are figures its sections.
pub fn report_page<T: Reported>(
    title: &'static str,
    place: &'static str,
    asked: Memo<Asked>,
    sections: impl Fn(Memo<Arc<T>>) -> AnyView + Send + 'static,
) -> impl IntoView {
    let report: InHand<T> = use_in_hand(place, Memo::new(move |_| asked.with(Asked::plain)));
    hear(report, T::hangs_on);
    let shown = Memo::new(move |_| report.part.with(|part| Shown::of(part.as_deref())));
    let body = move || {
        shown.get().instead().or_else(|| {
            let first = report.part.get_untracked()?;
            Some(sections(Memo::new(move |_| report.part.get().unwrap_or_else(|| first.clone()))))
        })
    };
    let about =
        Signal::derive(move || report.part.with(|part| part.as_ref().map(|part| part.about()).unwrap_or_default()));
    let window = Signal::derive(move || report.part.with(|part| part.as_ref().map(|part| part.window())));
    // A field begins with what stands in it, so there is none before that is known.
    let is_told = Memo::new(move |_| window.with(Option::is_some));
    let controls = move || is_told.get().then(|| view! { <Controls asked place window /> });
    view! {
        <Title text=title />
        <main id="main" class="main report" tabindex="-1" aria-busy=move || report.busy.get().then_some("true")>
            <Head title about asked place />
            {controls}
            <Failed report title=words::NOT_FETCHED />
            {body}
        </main>
    }
}

/// What a page of a report has to show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shown {
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

impl Shown {
    /// By the figures, if they are in hand.
    fn of<T: Reported>(part: Option<&T>) -> Self {
        let workspace = use_workspace();
        let sees = workspace.look(|_| workspace.viewer().rights.reach(Action::SeeAccount) > Reach::Nowhere);
        let is_empty = workspace.directory.get() && workspace.look(|model| model.accounts.is_empty());
        match (sees, is_empty, part) {
            (false, ..) => Self::SeesNothing,
            (true, true, _) => Self::Empty,
            (true, false, None) => Self::Waiting,
            (true, false, Some(part)) if part.has_trade() => Self::Full,
            (true, false, Some(_)) => Self::NoTrade,
        }
    }

    /// What stands in the place of figures that there are none of; none where there are.
    fn instead(self) -> Option<AnyView> {
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
        words::counted(accounts, about.group),
        [&sum, " ", words::basis_word(about.basis)].concat(),
    ];
    let scope = Accounts::of_word(&about.scope).unwrap_or_default();
    if scope != Accounts::All {
        parts.push(use_workspace().look(|model| controls::name(model, &scope)));
    }
    parts.join(" · ")
}

/// The head of a page of a report, with the ways to the others of the same.
#[component]
fn Head(
    /// The name of the page.
    title: &'static str,
    /// What its figures are about.
    about: Signal<String>,
    /// What its address asks for.
    asked: Memo<Asked>,
    /// Its address.
    place: &'static str,
) -> impl IntoView {
    let path_to = move |to| asked.with(|asked| asked.plain().path(to));
    view! {
        <header class="bar">
            <div><h1>{title}</h1><p class="meta">{about}</p></div>
            <Ways place path_to />
        </header>
    }
}

/// That figures did not come, and the way on; those in hand stay.
#[component]
pub fn Failed<T: Send + Sync + 'static>(
    /// What did not come, and why.
    report: InHand<T>,
    /// That it did not come.
    title: &'static str,
) -> impl IntoView {
    let notice = move |words: String| {
        view! {
            <Notice tone=Tone::Warn title text=words>
                <Button label=words::TRY_AGAIN on_press=move || report.ask_again() />
            </Notice>
        }
    };
    move || report.trouble.get().map(|trouble| notice(en::trouble(&trouble)))
}
