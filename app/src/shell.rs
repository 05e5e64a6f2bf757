//! The document around every page: head, styles, the data that the page was rendered from, and what wakes it.

use leptos::prelude::*;
use leptos_meta::MetaTags;
use leptos_router::location::RequestUrl;

use domain::table::Table;

use crate::{
    app::App,
    client::{
        boot::{DATA_ID, END_ID},
        density::Density,
        later_style,
    },
    pages::{
        apart::{self, Apart},
        door::{Door, DoorPage},
    },
    wire::PageData,
    words::{door::Language, en},
};

/// The title of the document on a page. Leptos writes it into the HTML as it is (leptos_meta 0.8.7), and an account may be
/// called `</title>`: a sign that looks alike stands for the one that would open an element.
pub fn document_title(page: &str) -> String {
    en::title(page).replace('<', "‹")
}

/// Where the built files of the app lie, by the names that this build gave them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Assets {
    /// The style sheet that every page begins with.
    pub style: String,
    /// The style sheet of what comes apart.
    pub later_style: String,
    /// The script that binds the module to the browser, and wakes the app.
    pub script: String,
    /// The WebAssembly module.
    pub module: String,
    /// The modules that pages fetch apart, by the name of the part.
    pub parts: Table<String, Vec<String>>,
}

/// How many parts a page may be made of; more of them means that it is not known which page it is.
const TOGETHER: usize = 2;

/// What the document shows.
#[derive(Clone, Debug)]
pub enum Screen {
    /// A page of the workspace, from its first window. Boxed, since it is by far the largest.
    Workspace(Box<PageData>),
    /// A page before anybody is in, in the language of whoever comes: it works without any script.
    Door(Door, Language),
    /// Nothing yet: the app mounts here by itself.
    Empty,
}

/// The whole document, as dense as the device wishes.
pub fn shell(assets: Assets, screen: Screen, density: Density) -> impl IntoView {
    let wakes = !matches!(screen, Screen::Door(..));
    let language = if let Screen::Door(_, language) = &screen { *language } else { Language::English };
    let is_empty = matches!(screen, Screen::Empty);
    let first = first(&screen);
    // A board is painted without anything that comes apart.
    let later = later_style::rel(wakes && !is_empty && first.is_empty());
    let head = head(&assets, wakes, later, modules(&assets, first), page_json(&screen));
    let body = match screen {
        Screen::Workspace(data) => view! { <App data=*data /> }.into_any(),
        Screen::Door(door, language) => view! { <DoorPage door language /> }.into_any(),
        Screen::Empty => view! { <main id="main" class="main" aria-busy="true"></main> }.into_any(),
    };
    view! {
        <!DOCTYPE html>
        <html lang=language.tag() data-shell=is_empty data-density=density.word()>
            {head}
            <body>{body}<span id=END_ID hidden></span></body>
        </html>
    }
}

/// What comes apart and is needed as the page wakes. Where nothing is to be seen, that is not known yet.
fn first(screen: &Screen) -> &'static [Apart] {
    let Screen::Workspace(data) = screen else { return &[] };
    let url = use_context::<RequestUrl>().map(|url| url.as_ref().to_owned()).unwrap_or_default();
    let (path, query) = url.split_once('?').unwrap_or((&url, ""));
    apart::first(&data.part, path, query)
}

/// The modules of it, to be fetched beside the app's own. Where it may be any page, they are fetched when it is known which.
fn modules(assets: &Assets, first: &[Apart]) -> Vec<String> {
    let modules = |page: &Apart| assets.parts.get(&page.part.to_owned()).cloned().unwrap_or_default();
    let mut all: Vec<String> = Vec::new();
    if first.len() <= TOGETHER {
        for module in first.iter().flat_map(modules) {
            if !all.contains(&module) {
                all.push(module);
            }
        }
    }
    all
}

fn head(
    assets: &Assets,
    wakes: bool,
    later: &'static str,
    apart: Vec<String>,
    data: Option<String>,
) -> impl IntoView + use<> {
    let (module, script) = (assets.module.clone(), assets.script.clone());
    let wake = if wakes {
        view! {
            {preload(module)}
            {apart.into_iter().map(preload).collect_view()}
            // It fetches the module and wakes the app.
            <script type="module" src=script></script>
        }
        .into_any()
    } else {
        // Whoever signs in needs the app next: the browser fetches it when it has nothing else to do.
        view! {
            <link rel="prefetch" r#as="fetch" crossorigin="anonymous" href=module />
            <link rel="prefetch" r#as="script" crossorigin="anonymous" href=script />
        }
        .into_any()
    };
    view! {
        <head>
            <meta charset="utf-8" />
            <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
            <meta name="color-scheme" content="light dark" />
            <link rel="stylesheet" href=assets.style.clone() />
            <link id=later_style::ID rel=later r#as="style" href=assets.later_style.clone() />
            <link rel="icon" type="image/svg+xml" href="/favicon.svg" />
            <link rel="manifest" href="/manifest.webmanifest" />
            <link rel="apple-touch-icon" href="/icons/apple-180.png" />
            // The data is JSON with `<` escaped; a data block is never run.
            {data.map(|json| view! { <script id=DATA_ID type="application/json" inner_html=json></script> })}
            {wake}
            <MetaTags />
        </head>
    }
}

fn preload(module: String) -> impl IntoView {
    view! { <link rel="preload" r#as="fetch" type="application/wasm" crossorigin="anonymous" href=module /> }
}

/// The page's data as JSON that cannot end its element or be mistaken for markup.
fn page_json(screen: &Screen) -> Option<String> {
    let Screen::Workspace(data) = screen else { return None };
    let json = serde_json::to_string(data).ok()?;
    Some(json.replace('<', "\\u003c").replace('\u{2028}', "\\u2028").replace('\u{2029}', "\\u2029"))
}
