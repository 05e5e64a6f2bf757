//! The figures and the accounts of a report, sent or being written.

use leptos::prelude::*;

use domain::{
    ids::AccountId,
    money::Currency,
    status_report::{NewsWord, StatusLine, StatusTotals},
};

use crate::{
    paths,
    ui::{Figure, Row, Rows, Tag, Tone},
    words::en::{self, status_reports as words},
};

/// The figures in all.
#[component]
pub fn Figures(
    /// What the accounts come to, and the currency.
    totals: Memo<(StatusTotals, Currency)>,
) -> impl IntoView {
    let read = move |read: fn(&StatusTotals, Currency) -> String| {
        Signal::derive(move || totals.with(|(totals, currency)| read(totals, *currency)))
    };
    let has_targets = Memo::new(move |_| totals.with(|(totals, _)| totals.targeted > 0));
    let target = move || {
        has_targets.get().then(|| {
            view! {
                <Figure
                    label=words::TARGET
                    value=read(|totals, _| words::attained(totals.on_target_minor, totals.target_minor))
                    note=read(words::on_target)
                />
            }
        })
    };
    view! {
        <section class="panel" aria-label=words::FIGURES>
            <dl class="figures">
                <Figure
                    label=words::REVENUE chief=true
                    value=read(|totals, currency| en::money_short(totals.revenue_minor, currency))
                    note=read(|totals, currency| words::year_before(totals.prior_minor, currency))
                />
                <Figure
                    label=words::TRAILING
                    value=read(|totals, currency| en::money_short(totals.trailing_minor, currency))
                    note=read(|totals, currency| words::before(totals.trailing_prior_minor, currency))
                />
                {target}
                <Figure
                    label=words::TRANSACTIONS
                    value=read(|totals, _| en::number(usize::try_from(totals.documents).unwrap_or_default()))
                    note=words::TRANSACTIONS_NOTE
                />
            </dl>
        </section>
    }
}

/// Where what is said of an account is written.
pub type Write = Callback<(AccountId, String), AnyView>;

/// The accounts, each with what there is to know of it.
#[component]
pub fn Lines(
    /// The accounts and the currency.
    lines: Memo<(Vec<StatusLine>, Currency)>,
    /// Where what is said of each is written; where there is nothing, it is shown.
    #[prop(optional_no_strip)]
    write: Option<Write>,
) -> impl IntoView {
    let rows = move || {
        let (lines, currency) = lines.get();
        let row = |line: StatusLine| Row::new(format!("{line:?}"), move || view! { <Line line currency write /> });
        lines.into_iter().map(row).collect::<Vec<_>>()
    };
    view! {
        <section class="panel" aria-labelledby="accounts-title">
            <header><h2 id="accounts-title">{words::ACCOUNTS}</h2></header>
            <ul class="status-lines" aria-labelledby="accounts-title"><Rows rows /></ul>
        </section>
    }
}

#[component]
fn Line(line: StatusLine, currency: Currency, write: Option<Write>) -> impl IntoView {
    let said = match write {
        Some(write) => write.run((line.account, line.name.clone())),
        None if line.comment.is_empty() => ().into_any(),
        None => view! { <p class="said-comment">{line.comment.clone()}</p> }.into_any(),
    };
    let news = line.news.iter().map(|one| {
        let (label, text) = words::news(one);
        let tone = match one.what {
            NewsWord::TakenIn => Tone::Gold,
            NewsWord::StepOverdue | NewsWord::Quiet | NewsWord::LetGo | NewsWord::NoticeDue => Tone::Warn,
            NewsWord::ContractEnds => Tone::Warn,
            NewsWord::Placed | NewsWord::ContractRenews => Tone::Plain,
        };
        view! { <li><Tag label tone />" "{text}</li> }
    });
    let news = news.collect_view();
    view! {
        <li>
            <div class="status-head">
                <b><a href=paths::account(line.account)>{line.name.clone()}</a></b>
                <span class="num">{en::money_short(line.revenue_minor, currency)}</span>
            </div>
            <p class="meta">{words::figures(&line, currency)}</p>
            {(!line.news.is_empty()).then(|| view! { <ul class="status-news">{news}</ul> })}
            {said}
        </li>
    }
}
