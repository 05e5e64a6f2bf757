//! How long things are, what they are called, and where what belongs together stands.

use std::collections::{BTreeMap, BTreeSet};

use super::{Findings, rooms::holds, source::Source};

/// The most lines of a function, of the body of a component, and of a file.
const FUNCTION_MAX: usize = 70;
const COMPONENT_MAX: usize = 60;
const FILE_MAX: usize = 500;

/// Functions, components and files that are too long to be read at one go.
pub fn lengths(sources: &[Source]) -> Findings {
    let mut found = Findings::new();
    for source in sources.iter().filter(|source| source.path.ends_with(".rs")) {
        let lines = source.text.lines().count();
        if lines > FILE_MAX {
            found.push(format!("{}: {lines} lines", source.path));
        }
        for function in source.functions() {
            let (lines, max) = match function.is_component {
                true => (function.body_lines, COMPONENT_MAX),
                false => (function.lines, FUNCTION_MAX),
            };
            if lines > max {
                found.push(format!("{}:{}: {} has {lines} lines", source.path, function.line, function.name));
            }
        }
    }
    found
}

/// Words that say nothing of what a type is.
const EMPTY_WORDS: [&str; 8] = ["Manager", "Service", "Helper", "Util", "Utils", "Handler", "Dto", "Impl"];

/// Types whose names say nothing, and files that are named after no noun.
pub fn names(sources: &[Source]) -> Findings {
    let mut found = Findings::new();
    for source in sources.iter().filter(|source| source.path.ends_with(".rs")) {
        if source.path.ends_with("/mod.rs") {
            found.push(source.path.clone());
        }
        for (index, line) in source.code.lines().enumerate() {
            let mut words = line
                .split(|c: char| !c.is_alphanumeric() && c != '_')
                .skip_while(|word| !["struct", "enum", "trait", "type"].contains(word));
            let name = words.nth(1).unwrap_or_default();
            if EMPTY_WORDS.iter().any(|word| name.ends_with(word)) {
                found.push(format!("{}:{}: {name}", source.path, index + 1));
            }
        }
    }
    found
}

/// Every style file belongs to a component, a view or a page of its name, and is bundled.
pub fn styles(sources: &[Source]) -> Findings {
    let sheets = ["main", "later"];
    let shared = ["tokens", "base"];
    let rooms = ["app/src/ui", "app/src/views", "app/src/pages"];
    let rust = sources.iter().filter(|source| rooms.iter().any(|room| source.is_in(room)));
    let stems: BTreeSet<&str> = rust.map(Source::stem).collect();
    let of_sheet = |sheet: &str| sources.iter().find(|source| source.is_in("style") && source.stem() == sheet);
    let bundled: String = sheets.iter().filter_map(|sheet| of_sheet(sheet)).map(|sheet| sheet.text.as_str()).collect();
    let mut found = Findings::new();
    for style in sources.iter().filter(|source| source.path.starts_with("style/")) {
        let stem = style.stem();
        if sheets.contains(&stem) {
            continue;
        }
        if !shared.contains(&stem) && !stems.contains(stem) {
            found.push(format!("{}: no component of that name", style.path));
        }
        if !bundled.contains(&format!("\"{stem}.css\"")) {
            found.push(format!("{}: bundled by no sheet", style.path));
        }
    }
    found
}

/// What a class looks like is said in one place: of two that say it, the one that is bundled later would bend what the other dresses.
pub fn classes(sources: &[Source]) -> Findings {
    let mut said: BTreeMap<String, &str> = BTreeMap::new();
    let mut found = Findings::new();
    for style in sources.iter().filter(|source| source.path.starts_with("style/")) {
        for class in plain_classes(&style.text) {
            if let Some(other) = said.insert(class.clone(), &style.path) {
                found.push(format!("{}: {class} is dressed in {other} as well", style.path));
            }
        }
    }
    found
}

/// No state of an element dresses whatever is below it: the browser would look at all of that, below every element that has such a state, each
/// time one changes.
pub fn states(sources: &[Source]) -> Findings {
    let mut found = Findings::new();
    for style in sources.iter().filter(|source| source.path.starts_with("style/")) {
        for rest in style.text.split("[aria-").skip(1) {
            let below = rest.split_once(']').map_or("", |(_, below)| below);
            let selector = below.trim_start_matches([' ', '>', '+', '~']);
            let reaches_all =
                selector.len() < below.len() && (selector.starts_with('*') || selector.starts_with(":not("));
            if reaches_all {
                found.push(format!("{}: [aria-{rest:.30} dresses everything below", style.path));
            }
        }
    }
    found
}

/// The classes that rules outside of any condition are about, each by itself: `.entry { … }`.
fn plain_classes(css: &str) -> Vec<String> {
    let (mut depth, mut begun, mut found) = (0_usize, String::new(), Vec::new());
    let bare = css.split("/*").enumerate().map(|(at, part)| match at {
        0 => part,
        _ => part.split_once("*/").map_or("", |(_, rest)| rest),
    });
    for letter in bare.flat_map(str::chars) {
        match letter {
            '{' => {
                let selector = begun.trim();
                let is_name = |name: &str| name.chars().all(|c| c.is_alphanumeric() || c == '-');
                if depth == 0 && selector.strip_prefix('.').is_some_and(is_name) {
                    found.push(selector.to_owned());
                }
                depth += 1;
            }
            '}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        match letter {
            '{' | '}' | ';' => begun.clear(),
            _ => begun.push(letter),
        }
    }
    found
}

/// Every rule that can say no does so somewhere.
pub fn rejections(sources: &[Source]) -> Findings {
    let Some(home) = sources.iter().find(|source| source.path == "app/domain/src/rejection.rs") else {
        return vec!["the rejections were not found".to_owned()];
    };
    let uses = |source: &&Source| {
        let is_ours = source.is_in("app/domain/src") || source.is_in("server/src") || source.is_in("app/src/client");
        is_ours && source.path != home.path && !source.path.ends_with("/tests.rs")
    };
    let code: Vec<&str> = sources.iter().filter(uses).map(|source| source.code.as_str()).collect();
    let made = |variant: &&String| !code.iter().any(|code| constructs(code, &format!("Rejection::{variant}")));
    variants(&home.code, "pub enum Rejection")
        .iter()
        .filter(made)
        .map(|variant| format!("{variant} is never said"))
        .collect()
}

/// The variants of an enum.
fn variants(code: &str, head: &str) -> Vec<String> {
    let Some(at) = code.find(head) else { return Vec::new() };
    let mut depth = 0;
    let mut names = Vec::new();
    for line in code[at..].lines() {
        let word: String = line.trim().chars().take_while(|c| c.is_alphanumeric()).collect();
        if depth == 1 && word.starts_with(|c: char| c.is_ascii_uppercase()) {
            names.push(word);
        }
        depth += line.matches('{').count();
        depth -= line.matches('}').count().min(depth);
        if depth == 0 && line.trim() == "}" {
            break;
        }
    }
    names
}

/// Whether a variant is made somewhere, and not only looked for.
fn constructs(code: &str, variant: &str) -> bool {
    code.match_indices(variant).any(|(at, _)| {
        let after = &code[at + variant.len()..];
        if after.starts_with(|c: char| c.is_alphanumeric() || c == '_') {
            return false;
        }
        let has_fields = after.trim_start().starts_with('{');
        let fields = if has_fields { after.find('}').map_or(0, |end| end + 1) } else { 0 };
        let next = after[fields..].trim_start();
        // `A | B`, `A => …` and `A)` of `matches!(…, A)` look for it.
        let is_pattern = next.starts_with('|') || next.starts_with("=>") || next.starts_with("if ");
        let line = code[..at].rsplit('\n').next().unwrap_or_default();
        !is_pattern && !line.contains("matches!(") && !line.contains("if let ")
    })
}

/// Texts that are put into HTML as they are: each of these was looked at.
const VETTED_HTML: [&str; 1] = ["app/src/shell.rs"];

/// What could let a text of a user become markup, or be taken for what it is not while the page wakes.
pub fn markup(sources: &[Source]) -> Findings {
    let mut found = Findings::new();
    for source in sources.iter().filter(|source| source.is_in("app/src")) {
        for (index, line) in source.code.lines().enumerate() {
            let place = format!("{}:{}", source.path, index + 1);
            if holds(line, "inner_html") && !VETTED_HTML.contains(&source.path.as_str()) {
                found.push(format!("{place}: inner_html"));
            }
            // HTML drops the first line break of a text area, and Leptos cannot find such children again.
            let before_end = line.split("</textarea>").next().unwrap_or_default();
            if line.contains("</textarea>") && !before_end.trim_end().ends_with('>') {
                found.push(format!("{place}: a text area with children"));
            }
        }
    }
    found
}

/// Where addresses may stand: in their table, in the table of routes, where the document is put together, and at the sprite.
const ADDRESSES: [&str; 4] = ["app/src/paths.rs", "app/src/app.rs", "app/src/shell.rs", "app/src/ui/icon.rs"];

/// Addresses of the app and its API outside their table.
pub fn addresses(sources: &[Source]) -> Findings {
    let ours = |source: &&Source| source.is_in("app/src") && !ADDRESSES.contains(&source.path.as_str());
    let mut found = Findings::new();
    for source in sources.iter().filter(ours) {
        let tested_from = source.text.find("#[cfg(test)]").unwrap_or(source.text.len());
        for (index, line) in source.text[..tested_from].lines().enumerate() {
            let code = line.split("//").next().unwrap_or_default();
            let is_address = |at: usize| code[at + 2..].starts_with(|c: char| c.is_ascii_lowercase());
            if code.match_indices("\"/").any(|(at, _)| is_address(at)) {
                found.push(format!("{}:{}: {}", source.path, index + 1, line.trim()));
            }
        }
    }
    found
}

/// Work that was put off.
pub fn put_off(sources: &[Source]) -> Findings {
    // Written apart, so that this file does not hold them.
    let words = [["TO", "DO"], ["FIX", "ME"], ["HA", "CK"]].map(|halves| halves.concat());
    let mut found = Findings::new();
    for source in sources {
        for (index, line) in source.text.lines().enumerate() {
            if words.iter().any(|word| holds(line, word)) {
                found.push(format!("{}:{}: {}", source.path, index + 1, line.trim()));
            }
        }
    }
    found
}
