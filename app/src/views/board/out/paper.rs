//! A board on paper: what it adds up to, then its accounts, column by column. It is in the document only while it is printed; what
//! is on the screen is a window of the board, and a printer would have no more than that.

use leptos::prelude::*;

use domain::ids::AccountId;

use super::told::{Head, Told, ToldAccount, ToldCell};
use crate::{
    client::use_workspace,
    views::board::asked::Asked,
    words::en::{self, boards::table},
};

/// How many accounts of a column are printed. Who wants a book takes out the table.
const PRINTED: usize = 200;

/// The board on paper.
#[component]
pub fn Paper(
    /// What the address asks for.
    asked: Memo<Asked>,
) -> impl IntoView {
    let workspace = use_workspace();
    let today = workspace.viewer().day;
    let told = asked.with_untracked(|asked| workspace.board(|board, model| Told::of(board, model, asked, today)));
    let told = told.unwrap_or_default();
    let figures = told.has_rows().then(|| view! { <PaperFigures told=told.clone() /> });
    let lists: Vec<_> = lists(&told).into_iter().map(|(head, cell)| view! { <PaperList head cell /> }).collect();
    view! {
        <section class="paper" aria-label=en::boards::ON_PAPER>
            <h1>{told.title}</h1>
            <p>{told.about}</p>
            {figures}
            {lists}
        </section>
    }
}

/// The cells that hold accounts, each by its column, and its row if there are rows.
fn lists(told: &Told) -> Vec<(Head, ToldCell)> {
    let mut lists = Vec::new();
    for row in &told.rows {
        for (column, cell) in told.columns.iter().zip(&row.cells) {
            let names: Vec<&str> = [&row.head.name, &column.name]
                .into_iter()
                .map(String::as_str)
                .filter(|name| !name.is_empty())
                .collect();
            let head = Head { name: names.join(" · "), figures: cell.figures.clone() };
            if !cell.accounts.is_empty() {
                lists.push((head, cell.clone()));
            }
        }
    }
    lists
}

/// What a board of two fields adds up to.
#[component]
fn PaperFigures(told: Told) -> impl IntoView {
    let head = |head: Head| view! { <th scope="col">{head.name}<small>{head.figures}</small></th> };
    let heads: Vec<_> = told.columns.into_iter().map(head).collect();
    let rows: Vec<_> = told
        .rows
        .into_iter()
        .map(|row| {
            let cell = |cell: ToldCell| {
                let figures = if cell.accounts.is_empty() { String::new() } else { cell.figures };
                view! { <td>{figures}</td> }
            };
            let cells: Vec<_> = row.cells.into_iter().map(cell).collect();
            view! { <tr><th scope="row">{row.head.name}<small>{row.head.figures}</small></th>{cells}</tr> }
        })
        .collect();
    view! { <table><thead><tr><td></td>{heads}</tr></thead><tbody>{rows}</tbody></table> }
}

/// The accounts of a column.
#[component]
fn PaperList(head: Head, cell: ToldCell) -> impl IntoView {
    let workspace = use_workspace();
    let today = workspace.viewer().day;
    let row = |id: &AccountId| {
        let told = workspace.read(|model| ToldAccount::of(model, *id, today));
        view! {
            <tr>
                <td>{told.name}</td><td>{told.reference}</td><td>{told.owner}</td><td>{told.next_step}</td>
                <td class="num">{told.revenue}</td>
            </tr>
        }
    };
    let rows: Vec<_> = cell.accounts.iter().take(PRINTED).map(row).collect();
    let more = en::boards::more(cell.accounts.len().saturating_sub(PRINTED)).map(|more| view! { <p>{more}</p> });
    view! {
        <h2>{head.name}<small>{head.figures}</small></h2>
        <table class="paper-list">
            <thead>
                <tr>
                    <th scope="col">{table::ACCOUNT}</th><th scope="col">{table::REFERENCE}</th><th scope="col">{table::OWNER}</th>
                    <th scope="col">{table::NEXT_STEP}</th><th scope="col" class="num">{table::REVENUE}</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
        {more}
    }
}
