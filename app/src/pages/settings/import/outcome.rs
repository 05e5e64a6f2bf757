//! What became of a file: what went in, what was refused and why, what is worth a look, and how the file was read.

use leptos::prelude::*;

use super::{Aim, Intake};
use crate::{
    paths,
    ui::{Button, ButtonLink, ButtonTone, Figure, Notice, Tone},
    wire::import::{FileKind, ImportAnswer, ImportNote, ImportTotal, RefusedRow},
    words::en,
};

/// What became of it.
#[component]
pub fn Outcome(
    /// What the file was sent for.
    aim: Aim,
    /// What the server said.
    answer: ImportAnswer,
    /// The file, so that its good rows can be sent again.
    intake: Intake,
) -> impl IntoView {
    let head = match (answer.import_id, aim) {
        (Some(_), _) => view! { <WentIn answer=answer.clone() /> }.into_any(),
        (None, Aim::Look) if answer.refused_count == 0 => view! { <WouldGoIn answer=answer.clone() /> }.into_any(),
        (None, _) => view! { <StayedOut aim answer=answer.clone() intake /> }.into_any(),
    };
    let ImportAnswer { refused, refused_count, notes, settings, .. } = answer;
    let refused = (!refused.is_empty()).then(|| view! { <RefusedRows refused refused_count /> });
    let notes = (!notes.is_empty()).then(|| view! { <WorthALook notes /> });
    let settings = settings.map(|settings| {
        view! {
            <details>
                <summary>{en::taking_in::HOW_READ}</summary>
                <p class="meta">{en::taking_in::read_as(&settings)}</p>
            </details>
        }
    });
    view! { <div class="import-result">{head}{refused}{notes}{settings}</div> }
}

#[component]
fn WentIn(answer: ImportAnswer) -> impl IntoView {
    let left_out = (answer.refused_count > 0).then(|| en::taking_in::left_out(answer.refused_count));
    view! {
        <Notice title=en::taking_in::went_in(&answer) text=left_out tone=Tone::Good>
            <ButtonLink href=paths::ACCOUNTS label=en::taking_in::SEE_ACCOUNTS />
        </Notice>
        <Figures answer />
    }
}

#[component]
fn WouldGoIn(answer: ImportAnswer) -> impl IntoView {
    view! {
        <Notice title=en::taking_in::would_go_in(&answer) text=en::taking_in::LOOKED_AT />
        <Figures answer />
    }
}

#[component]
fn Figures(answer: ImportAnswer) -> impl IntoView {
    let number = |number: i64| en::number(usize::try_from(number).unwrap_or_default());
    let lines = (answer.lines > 0).then(|| view! { <Figure label=en::taking_in::LINES value=number(answer.lines) /> });
    let totals = answer.totals.iter().copied().map(|total| view! { <TotalFigures total /> }).collect_view();
    view! {
        <dl class="figures">
            <Figure label=en::taking_in::DOCUMENTS value=number(answer.imported) />
            {lines}
            <Figure label=en::taking_in::NEW_ACCOUNTS value=number(answer.accounts_created) />
            <Figure label=en::taking_in::UNCHANGED value=number(answer.unchanged) />
            {totals}
        </dl>
    }
}

#[component]
fn TotalFigures(total: ImportTotal) -> impl IntoView {
    let purchases = (total.purchases_minor != 0).then(|| {
        view! { <Figure label=en::taking_in::PURCHASES value=en::money(total.purchases_minor, total.currency) /> }
    });
    view! {
        <Figure label=en::taking_in::SALES value=en::money(total.sales_minor, total.currency) />
        <Figure label=en::taking_in::CREDITS value=en::money(total.credits_minor, total.currency) />
        {purchases}
    }
}

#[component]
fn StayedOut(aim: Aim, answer: ImportAnswer, intake: Intake) -> impl IntoView {
    let text = en::taking_in::refused(answer.refused_count);
    // A file that could be read as a whole may have good rows beside those that were refused; lines go in whole or not at all.
    let has_good = answer.settings.is_some() && untrack(|| intake.rows()) == FileKind::Transactions;
    let take_good = has_good.then(|| {
        view! { <Button label=en::taking_in::TAKE_GOOD tone=ButtonTone::Plain on_press=move || intake.send(Aim::TakeIn { partial: true }) /> }
    });
    let title = if aim == Aim::Look { en::taking_in::NOTHING_WOULD_GO_IN } else { en::taking_in::NOTHING_WENT_IN };
    view! { <Notice title text tone=Tone::Warn urgent=true>{take_good}</Notice> }
}

/// The most rows that are listed: more nobody reads one by one.
const LISTED_MAX: usize = 200;

#[component]
fn RefusedRows(refused: Vec<RefusedRow>, refused_count: i64) -> impl IntoView {
    let listed = en::taking_in::listed(refused.len().min(LISTED_MAX), refused_count);
    let row = |row: RefusedRow| {
        let column = if row.column.is_empty() { en::taking_in::WHOLE_ROW.to_owned() } else { row.column };
        view! {
            <tr>
                <td class="num">{row.line}</td>
                <td>{column}</td>
                <td title=row.value.clone()>{row.value.clone()}</td>
                <td>{en::import::refused(&row.rule)}</td>
            </tr>
        }
    };
    let rows = refused.into_iter().take(LISTED_MAX).map(row).collect_view();
    view! {
        <h3 id="import-refused">{en::taking_in::REFUSED_ROWS}<span class="meta num">{listed}</span></h3>
        <div class="table-frame import-refused" tabindex="0" role="region" aria-labelledby="import-refused">
            <table class="table">
                <thead>
                    <tr>
                        <th scope="col" class="num">{en::taking_in::LINE}</th>
                        <th scope="col">{en::taking_in::COLUMN}</th>
                        <th scope="col">{en::taking_in::VALUE}</th>
                        <th scope="col">{en::taking_in::REASON}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}

#[component]
fn WorthALook(notes: Vec<ImportNote>) -> impl IntoView {
    let count = notes.len();
    let line = |note: ImportNote| view! { <li>{en::taking_in::at_line(note.line, &note.note)}</li> };
    let lines = notes.into_iter().take(LISTED_MAX).map(line).collect_view();
    view! {
        <details>
            <summary>{en::taking_in::worth_a_look(count)}</summary>
            <ul class="import-notes meta">{lines}</ul>
        </details>
    }
}
