//! One calm sheet in the middle of an empty page: sign-in, set-up, an invitation.

use leptos::prelude::*;

use super::icon::Icon;

/// A page that is one sheet: the mark, a heading, a sentence, then the form.
#[component]
pub fn Sheet(
    /// The product's name beside its mark.
    #[prop(into)]
    brand: String,
    /// The heading of the page.
    #[prop(into)]
    title: Signal<String>,
    /// One sentence under it.
    #[prop(optional, into)]
    lead: MaybeProp<String>,
    /// For forms with more fields.
    #[prop(optional)]
    wide: bool,
    /// The form, and `<p class="sheet-foot">` for what is beside it.
    children: Children,
) -> impl IntoView {
    view! {
        <main id="main" class="sheet-page" tabindex="-1">
            <div class=if wide { "sheet wide" } else { "sheet" }>
                <div class="brand"><Icon name="mark" />{brand}</div>
                <h1>{title}</h1>
                <p class="lead" hidden=move || lead.with(Option::is_none)>{move || lead.get()}</p>
                {children()}
            </div>
        </main>
    }
}
