//! Heads of tables that can be sorted. A table itself is plain HTML (`style/table.css` tells its markup).

use leptos::prelude::*;

use super::icon::Icon;

/// How a column is sorted now.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SortOrder {
    /// By another column.
    #[default]
    Not,
    /// Smallest or first in the alphabet on top.
    Up,
    /// Largest on top.
    Down,
}

/// The head of a column that sorts by it; a link, so that the order lives in the URL and works before the page is awake.
#[component]
pub fn SortHead(
    /// The column's name.
    #[prop(into)]
    label: Signal<String>,
    /// How it is sorted now.
    #[prop(into)]
    order: Signal<SortOrder>,
    /// The page sorted the next way.
    #[prop(into)]
    href: Signal<String>,
    /// Figures stand on the right.
    #[prop(optional)]
    figures: bool,
) -> impl IntoView {
    let sorted = move || match order.get() {
        SortOrder::Not => None,
        SortOrder::Up => Some("ascending"),
        SortOrder::Down => Some("descending"),
    };
    let mark = move || match order.get() {
        SortOrder::Not => None,
        SortOrder::Up => Some(view! { <Icon name="arrow-up" /> }),
        SortOrder::Down => Some(view! { <Icon name="arrow-down" /> }),
    };
    view! {
        <th scope="col" class=if figures { "num" } else { "" } aria-sort=sorted>
            <a href=href>{label}{mark}</a>
        </th>
    }
}
