//! A page of what the server alone keeps, among the reports: its head, what did not come, and the body once it is in hand.

use std::sync::Arc;

use leptos::prelude::*;
use serde::de::DeserializeOwned;

use domain::change::Kind;

use super::report::ways::Ways;
use crate::{
    client::terms::use_kept_at,
    ui::way_back::keep_focus_near,
    views::{first_part::use_first_part, live_title::LiveTitle, not_fetched::NotFetched, shape::Shape},
    wire::PagePart,
};

/// What the head of a page says.
pub struct Heading {
    /// The title.
    pub title: String,
    /// What there is to know before one reads on.
    pub about: String,
}

/// What the pages of a place have in common.
#[derive(Clone, Copy)]
pub struct ToldPage {
    /// The classes of its main part.
    pub class: &'static str,
    /// The address of the place.
    pub place: &'static str,
    /// What leads back to it from what is in it.
    pub back: &'static str,
    /// That it did not come.
    pub not_fetched: &'static str,
}

impl ToldPage {
    /// A page of what stands at an address, as fresh as the records on which it hangs; with the way back where it is something in the place.
    pub fn page<T: DeserializeOwned + PartialEq + Send + Sync + 'static>(
        self,
        path: String,
        hangs_on: fn(Kind) -> bool,
        heading: fn(Option<&T>) -> Heading,
        way_back: bool,
        body: impl Fn(Memo<Arc<T>>) -> AnyView + Send + 'static,
    ) -> impl IntoView {
        let first = match use_first_part() {
            Some(PagePart::Report(part)) => part.read::<T>().ok(),
            _ => None,
        };
        let fetched = use_kept_at(Signal::stored(path), first, hangs_on);
        let is_there = Memo::new(move |_| fetched.told.with(Option::is_some));
        let body = move || {
            // Asked first: what was never asked is not heard of.
            let is_there = is_there.get();
            match fetched.told.get_untracked().filter(|_| is_there) {
                None => view! { <section class="panel"><Shape lines=8 /></section> }.into_any(),
                Some(first) => body(Memo::new(move |_| fetched.told.get().unwrap_or_else(|| first.clone()))),
            }
        };
        let read = move |read: fn(Heading) -> String| {
            Signal::derive(move || fetched.told.with(|told| read(heading(told.as_deref()))))
        };
        let on_focus = keep_focus_near(move || fetched.told.with(|_| ()));
        let (title, about) = (read(|heading| heading.title), read(|heading| heading.about));
        view! {
            <LiveTitle text=title />
            <main id="main" class=self.class tabindex="-1" on:focusin=on_focus>
                {way_back.then(|| view! { <a class="crumb" href=self.place>{self.back}</a> })}
                <ToldHead title about place=self.place within=way_back />
                <NotFetched fetched title=self.not_fetched />
                {body}
            </main>
        }
    }
}

/// The head of such a page.
#[component]
pub fn ToldHead(
    /// Its title.
    title: Signal<String>,
    /// What there is to know before one reads on.
    about: Signal<String>,
    /// The address of the place.
    place: &'static str,
    /// Whether this is something in that place rather than the place itself.
    #[prop(optional)]
    within: bool,
) -> impl IntoView {
    view! {
        <header class="bar">
            <div><h1>{title}</h1><p class="meta">{about}</p></div>
            <Ways place within path_to=|to: &'static str| to.to_owned() />
        </header>
    }
}
