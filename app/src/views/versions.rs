//! The versions of something that is sent, each with what was said of it.

use leptos::prelude::*;

use domain::day::Moment;

use crate::{
    ui::{Tag, Tone},
    views::panel_list::PanelList,
    words::en,
};

/// One version.
#[derive(Clone, Debug, PartialEq)]
pub struct Version {
    /// What it is called.
    pub title: String,
    /// The way there; none to the one that is shown.
    pub href: Option<String>,
    /// When it was made.
    pub at: Moment,
    /// How it stands.
    pub state: (&'static str, Tone),
    /// What was said of it, the first first.
    pub said: Vec<Said>,
    /// That nothing was.
    pub none_said: &'static str,
}

/// What somebody said.
#[derive(Clone, Debug, PartialEq)]
pub struct Said {
    /// Who.
    pub by: String,
    /// What they did, to be read after their name.
    pub did: &'static str,
    /// When.
    pub at: Moment,
    /// Why, or what else there was to say.
    pub comment: String,
}

/// The panel with all of them, the latest first.
#[component]
pub fn Versions(
    /// What it is called.
    title: &'static str,
    /// All of them.
    items: Memo<Vec<Version>>,
) -> impl IntoView {
    view! { <PanelList id="versions-title" title items line=version none="" /> }
}

fn version(one: Version) -> AnyView {
    let title = match one.href {
        None => view! { <b>{one.title}</b> }.into_any(),
        Some(href) => view! { <b><a href=href>{one.title}</a></b> }.into_any(),
    };
    let is_quiet = one.said.is_empty();
    let said = one.said.into_iter().map(|one| view! { <SaidLine one /> }).collect_view();
    let (label, tone) = one.state;
    view! {
        <li>
            <div>
                <p>{title}" "<span class="meta">{en::moment(one.at)}</span></p>
                <p class="meta" hidden=!is_quiet>{one.none_said}</p>
                {said}
            </div>
            <Tag label tone />
        </li>
    }
    .into_any()
}

/// What somebody said, line by line.
#[component]
pub fn SaidLine(
    /// What.
    one: Said,
) -> impl IntoView {
    let comment = (!one.comment.is_empty()).then(|| view! { <p class="said-comment">{one.comment}</p> });
    view! {
        <div class="said">
            <p><b>{one.by}</b>" "{one.did}" "<span class="meta">{en::moment(one.at)}</span></p>
            {comment}
        </div>
    }
}
