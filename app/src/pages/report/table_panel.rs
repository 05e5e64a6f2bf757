//! A table of a report, in a panel of its own.

use leptos::prelude::*;

/// The panel: its heading, the way to take it out, and the table, which scrolls sideways where it does not fit.
#[component]
pub fn TablePanel(
    /// The id of its heading.
    id: &'static str,
    /// Its heading.
    title: &'static str,
    /// What it is about; may say nothing.
    #[prop(into, optional)]
    about: Signal<String>,
    /// What the lines are of.
    of: &'static str,
    /// The heads of the figures behind it.
    heads: &'static [&'static str],
    /// The way to take it out.
    take_out: AnyView,
    /// The lines.
    #[prop(into)]
    lines: ViewFn,
) -> impl IntoView {
    let heads = heads.iter().map(|head| view! { <th scope="col" class="num">{*head}</th> }).collect_view();
    let has_about = move || about.with(|about| !about.is_empty());
    view! {
        <section class="panel" aria-labelledby=id>
            <header>
                <h2 id=id>{title}</h2>
                <p class="meta" hidden=move || !has_about()>{about}</p>
                {take_out}
            </header>
            <div class="table-frame" tabindex="0" role="group" aria-labelledby=id>
                <table class="table">
                    <thead><tr><th scope="col">{of}</th>{heads}</tr></thead>
                    <tbody>{move || lines.run()}</tbody>
                </table>
            </div>
        </section>
    }
}
