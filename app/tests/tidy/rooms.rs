//! What a room of the project may use: the table of the README, as words that must not stand in its code.

use super::{Findings, source::Source};

/// Words that have no place in a room.
struct Ban {
    room: &'static str,
    /// Files of the room for which it does not hold.
    but: &'static [&'static str],
    words: &'static [&'static str],
}

const IO: &[&str] = &["std::fs", "std::net", "std::io", "std::thread", "std::time", "tokio", "sqlx", "axum", "reqwest"];
const BROWSER: &[&str] = &["leptos", "web_sys", "js_sys", "wasm_bindgen", "gloo_net", "gloo"];
const CHANCE: &[&str] = &["now_v7", "new_v4", "getrandom", "rand", "Timestamp::now", "Zoned::now", "SystemTime"];
const UNORDERED: &[&str] = &["HashMap", "HashSet"];
const SQL: &[&str] = &["query!", "query_as!", "query_scalar!", "sqlx::query", "sqlx::query_as", "sqlx::raw_sql"];
const HTTP: &[&str] = &["axum", "http", "hyper", "tower_http", "StatusCode", "HeaderMap"];

const BANS: &[Ban] = &[
    ban("app/domain/src", IO),
    ban("app/domain/src", BROWSER),
    ban("app/domain/src", CHANCE),
    ban("app/domain/src", UNORDERED),
    ban("app/domain/src", &["async", "await", "f32", "f64", ".unwrap()", ".expect(", "panic!", "unsafe"]),
    ban("app/src", UNORDERED),
    ban("app/src", &["Resource::new", "Suspense", "Transition", "server_fn", "#[server]"]),
    ban("app/src/wire", BROWSER),
    ban("app/src/wire", IO),
    ban(
        "app/src/wire",
        &["crate::client", "crate::ui", "crate::views", "crate::pages", "crate::words", "crate::paths"],
    ),
    ban("app/src/client", &["view!", "#[component]", "crate::ui", "crate::views", "crate::pages", "crate::words"]),
    ban("app/src/client", &["apply::apply", "policy::permit"]),
    ban("app/src/ui", &["domain", "crate::client", "crate::wire", "crate::paths", "crate::words"]),
    ban("app/src/ui", &["crate::views", "crate::pages", "gloo_net", "XmlHttpRequest", "EventSource"]),
    ban("app/src/views", &["crate::pages", "fetch", "gloo_net", "XmlHttpRequest", "EventSource", "local_storage"]),
    ban("app/src/views", &["apply::apply", "policy::permit", "policy::reach"]),
    ban("app/src/pages", &["gloo_net", "XmlHttpRequest", "EventSource", "fetch::get", "fetch::post", "fetch::tell"]),
    ban("app/src/pages", &["apply::apply", "policy::permit", "policy::reach"]),
    Ban { room: "server/src", but: &["server/src/store"], words: SQL },
    ban("server/src/store", HTTP),
    ban("server/src/store", &["domain::apply", "policy::permit", "apply::apply"]),
    ban("server/src/engine", HTTP),
    ban("server/src/engine", SQL),
];

const fn ban(room: &'static str, words: &'static [&'static str]) -> Ban {
    Ban { room, but: &[], words }
}

/// Words that stand in a room where they have no place.
pub fn rooms(sources: &[Source]) -> Findings {
    let mut found = Findings::new();
    for ban in BANS {
        let here = |source: &&Source| {
            source.path.ends_with(".rs")
                && source.is_in(ban.room)
                && !source.path.ends_with("/tests.rs")
                && !ban.but.iter().any(|but| source.is_in(but))
        };
        for source in sources.iter().filter(here) {
            for (index, line) in source.code.lines().enumerate() {
                let words = ban.words.iter().filter(|word| holds(line, word));
                found.extend(words.map(|word| format!("{}:{}: `{word}` in {}", source.path, index + 1, ban.room)));
            }
        }
    }
    found
}

/// Whether a line holds a word, and not only as a part of another one.
pub fn holds(line: &str, word: &str) -> bool {
    let is_part = |c: char| c.is_alphanumeric() || c == '_';
    line.match_indices(word).any(|(at, _)| {
        let (before, after) = (&line[..at], &line[at + word.len()..]);
        let whole = |edge: Option<char>, near: Option<char>| !(edge.is_some_and(is_part) && near.is_some_and(is_part));
        whole(word.chars().next(), before.chars().next_back()) && whole(word.chars().next_back(), after.chars().next())
    })
}

/// The browser's crate only starts the app.
pub fn frontend(sources: &[Source]) -> Findings {
    let files = sources.iter().filter(|source| source.path.starts_with("frontend/src/"));
    files.filter(|source| source.path != "frontend/src/lib.rs").map(|source| source.path.clone()).collect()
}

/// The core and the pages keep things in tables and sets of their own: a browser would load the code of a B-tree for every
/// kind of key and value. The description of the API alone names one, for what it looks like in JSON.
pub fn trees(sources: &[Source]) -> Findings {
    let ours = |source: &&Source| {
        (source.is_in("app/src") || source.is_in("app/domain/src")) && !source.path.ends_with("/tests.rs")
    };
    let mut found = Findings::new();
    for source in sources.iter().filter(ours) {
        for (index, line) in source.code.lines().enumerate() {
            let is_tree = holds(line, "BTreeMap") || holds(line, "BTreeSet");
            if is_tree && !line.contains("schema(value_type = ") {
                found.push(format!("{}:{}: {}", source.path, index + 1, line.trim()));
            }
        }
    }
    found
}

/// Features are for the derives of the API's document alone: one code runs on both sides.
pub fn features(sources: &[Source]) -> Findings {
    let ours = |source: &&Source| source.is_in("app/src") || source.is_in("app/domain/src");
    let mut found = Findings::new();
    for source in sources.iter().filter(ours) {
        for (index, line) in source.text.lines().enumerate() {
            let asks =
                line.contains("cfg(feature") || line.contains("cfg_attr(feature") || line.contains("cfg!(feature");
            if asks && !line.contains("cfg_attr(feature = \"schema\"") {
                found.push(format!("{}:{}: {}", source.path, index + 1, line.trim()));
            }
        }
    }
    found
}
