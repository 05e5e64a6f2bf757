//! Reads the sources and holds them to the rules that no compiler knows: which room may use what, how long things are, what
//! they are called. Each rule comes with a sample that breaks it, so that a rule which finds nothing any more is found out.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that cannot go on has failed"
)]

#[path = "tidy/rooms.rs"]
mod rooms;
#[path = "tidy/shape.rs"]
mod shape;
#[path = "tidy/source.rs"]
mod source;

use self::source::{Source, project};

/// Where a rule is broken, and how.
type Findings = Vec<String>;

/// A rule over all sources.
type Rule = fn(&[Source]) -> Findings;

/// A file that breaks a rule: its path and its text.
type Sample = (&'static str, &'static str);

#[track_caller]
fn hold(rule: Rule, samples: &[Sample]) {
    for (path, text) in samples {
        let found = rule(&[Source::new(*path, *text)]);
        assert!(!found.is_empty(), "the rule lets {path} pass: {text}");
    }
    let found = rule(&project());
    assert!(found.is_empty(), "\n{}", found.join("\n"));
}

#[test]
fn rooms_use_what_they_may() {
    hold(
        rooms::rooms,
        &[
            ("app/domain/src/account.rs", "use leptos::prelude::*;"),
            ("app/domain/src/account.rs", "async fn load() {}"),
            ("app/domain/src/account.rs", "fn a(b: std::collections::HashMap<u8, u8>) {}"),
            ("app/domain/src/account.rs", "fn a() { b().unwrap() }"),
            ("app/src/wire/page.rs", "use crate::words::en;"),
            ("app/src/client/feed.rs", "fn a() { view! { <p></p> } }"),
            ("app/src/ui/button.rs", "use domain::account::Account;"),
            ("app/src/views/card.rs", "use crate::client::fetch;"),
            ("app/src/pages/home.rs", "fn a() { Resource::new(b, c) }"),
            ("server/src/engine.rs", "fn a() { sqlx::query!(\"select 1\") }"),
            ("server/src/engine/turn.rs", "use axum::http::StatusCode;"),
            ("server/src/accounts.rs", "fn a() { query_scalar!(\"select 1\") }"),
            ("server/src/store/account.rs", "fn a() { domain::apply::apply(b, c, d) }"),
        ],
    );
}

#[test]
fn the_browser_side_starts_the_app_and_nothing_else() {
    hold(rooms::frontend, &[("frontend/src/more.rs", "")]);
}

#[test]
fn no_tree_is_loaded_by_a_browser() {
    hold(
        rooms::trees,
        &[
            ("app/domain/src/model.rs", "use std::collections::{BTreeMap, VecDeque};"),
            ("app/src/client/state.rs", "fn a(b: std::collections::BTreeSet<u8>) {}"),
        ],
    );
}

#[test]
fn one_code_runs_on_both_sides() {
    hold(rooms::features, &[("app/src/pages/home.rs", "#[cfg(feature = \"ssr\")]\nfn a() {}")]);
}

#[test]
fn nothing_is_too_long() {
    let long: &'static str = format!("fn a() {{\n{}}}\n", "b();\n".repeat(70)).leak();
    let component: &'static str = format!("#[component]\nfn A() {{\n{}}}\n", "b();\n".repeat(60)).leak();
    let file: &'static str = "fn a() {}\n".repeat(501).leak();
    hold(shape::lengths, &[("a.rs", long), ("a.rs", component), ("a.rs", file)]);
}

#[test]
fn names_say_what_things_are() {
    hold(shape::names, &[("app/src/ui/mod.rs", ""), ("a.rs", "pub struct SessionManager;")]);
}

#[test]
fn styles_are_named_after_what_they_dress() {
    hold(shape::styles, &[("style/nothing_of_that_name.css", ".a {}")]);
}

#[test]
fn a_class_is_dressed_in_one_place() {
    hold(
        shape::classes,
        &[("style/tabs.css", ".tab { color: red; }\n@media print { .tabs { color: red; } }\n.tab { margin: 0; }")],
    );
}

#[test]
fn no_state_dresses_everything_below() {
    hold(shape::states, &[("style/tabs.css", ".tabs[aria-busy] > :not(.tab) { opacity: .6; }")]);
}

#[test]
fn every_rule_that_can_say_no_does() {
    hold(shape::rejections, &[("app/domain/src/rejection.rs", "pub enum Rejection {\n    Never,\n}\n"), ("a.rs", "")]);
}

#[test]
fn no_text_becomes_markup() {
    hold(
        shape::markup,
        &[
            ("app/src/views/note.rs", "view! { <p inner_html=text></p> }"),
            ("app/src/ui/field.rs", "view! { <textarea>{text}</textarea> }"),
        ],
    );
}

#[test]
fn addresses_stand_in_one_table() {
    hold(shape::addresses, &[("app/src/client/feed.rs", "fetch::get(\"/api/v1/model\")")]);
}

#[test]
fn no_work_is_put_off() {
    let put_off: &'static str = format!("// {}: later", ["TO", "DO"].concat()).leak();
    hold(shape::put_off, &[("a.rs", put_off)]);
}
