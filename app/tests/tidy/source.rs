//! The sources as a reader of rules sees them: with comments and texts blanked where only code counts, and cut into functions.

use std::{fs, path::Path};

/// A file of the project.
#[derive(Clone, Debug)]
pub struct Source {
    /// Its path from the top of the project, with `/`.
    pub path: String,
    /// All of it.
    pub text: String,
    /// The same, line by line and column by column, with comments, texts and unit tests blanked; empty where it is no Rust.
    pub code: String,
}

/// A function with its body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Function {
    /// Its name.
    pub name: String,
    /// The line on which it begins.
    pub line: usize,
    /// How many lines it takes, its head included.
    pub lines: usize,
    /// How many lines its body takes.
    pub body_lines: usize,
    /// Whether it is a component.
    pub is_component: bool,
}

impl Source {
    /// A file of this path and text.
    pub fn new(path: impl Into<String>, text: impl Into<String>) -> Self {
        let (path, text) = (path.into(), text.into());
        let code = if path.ends_with(".rs") { without_tests(&blanked(&text)) } else { String::new() };
        Self { path, text, code }
    }

    /// Its name without folder and ending.
    pub fn stem(&self) -> &str {
        let name = self.path.rsplit('/').next().unwrap_or_default();
        name.split('.').next().unwrap_or_default()
    }

    /// Whether it lies in a room: in the file of that name, or in the folder beside it.
    pub fn is_in(&self, room: &str) -> bool {
        self.path == format!("{room}.rs") || self.path.starts_with(&format!("{room}/"))
    }

    /// Its functions, unit tests left out.
    pub fn functions(&self) -> Vec<Function> {
        let mut found = Vec::new();
        let mut from = 0;
        while let Some(at) = self.code[from..].find("fn ").map(|at| at + from) {
            from = at + 3;
            let begins_word = !self.code[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_');
            let name: String = self.code[from..].chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
            if !begins_word || name.is_empty() {
                continue;
            }
            if let Some(open) = body(&self.code, from) {
                let end = closing(&self.code, open);
                found.push(Function {
                    name,
                    line: line_of(&self.code, at),
                    lines: line_of(&self.code, end) - line_of(&self.code, at) + 1,
                    body_lines: line_of(&self.code, end) - line_of(&self.code, open) + 1,
                    is_component: is_component(&self.code[..at]),
                });
            }
        }
        found
    }
}

/// The number of the line of a place, from 1.
pub fn line_of(text: &str, at: usize) -> usize {
    text[..at].matches('\n').count() + 1
}

/// Every file of the project that people write, but for what is generated or comes from elsewhere.
pub fn project() -> Vec<Source> {
    let top = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the app lies in the project").to_owned();
    let mut found = Vec::new();
    let mut folders = vec![top.clone()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("a folder can be read") {
            let entry = entry.expect("a folder can be read");
            let path = entry.path();
            let told = path.strip_prefix(&top).unwrap_or(&path).to_string_lossy().replace('\\', "/");
            let name = entry.file_name().to_string_lossy().into_owned();
            let foreign = ["target", "node_modules", ".git", ".data", ".sqlx", "snapshots", "test-results", "dist"];
            if foreign.contains(&name.as_str()) {
                continue;
            }
            if path.is_dir() {
                folders.push(path);
            } else if is_written(&name) {
                found.push(Source::new(told, fs::read_to_string(&path).expect("a source is text")));
            }
        }
    }
    assert!(found.len() > 200, "the project was not found");
    found
}

fn is_written(name: &str) -> bool {
    [".rs", ".css", ".sql", ".toml", ".md", ".mjs", ".js", ".ts"].iter().any(|end| name.ends_with(end))
}

/// The code with comments and the insides of texts blanked, line for line.
fn blanked(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let length = skipped(rest);
        if length == 0 {
            out.push(first);
            rest = &rest[first.len_utf8()..];
            continue;
        }
        let (gone, after) = rest.split_at(length);
        // Quotation marks stay, so that a text is still seen to be one.
        let edge = if gone.starts_with('/') { ' ' } else { '"' };
        for (index, c) in gone.char_indices() {
            let is_edge = index == 0 || index + c.len_utf8() == gone.len();
            out.push(if c == '\n' {
                c
            } else if is_edge {
                edge
            } else {
                ' '
            });
        }
        rest = after;
    }
    out
}

/// How long the comment or the text is that begins here; 0 where none does.
fn skipped(rest: &str) -> usize {
    if rest.starts_with("//") {
        return rest.find('\n').unwrap_or(rest.len());
    }
    if rest.starts_with("/*") {
        return rest.find("*/").map_or(rest.len(), |end| end + 2);
    }
    if rest.starts_with('"') {
        return quoted(rest, 1, '"');
    }
    if rest.starts_with("r\"") || rest.starts_with("r#\"") {
        let end = if rest.starts_with("r#") { "\"#" } else { "\"" };
        return rest[3..].find(end).map_or(rest.len(), |at| at + 3 + end.len());
    }
    if let Some(after) = rest.strip_prefix('\'') {
        // A letter in quotation marks, and not a lifetime.
        let mut letters = after.chars();
        let is_letter = letters.next().is_some_and(|c| c == '\\') || letters.next() == Some('\'');
        return if is_letter { quoted(rest, 1, '\'') } else { 0 };
    }
    0
}

fn quoted(rest: &str, from: usize, mark: char) -> usize {
    let mut escaped = false;
    for (index, c) in rest[from..].char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            c if c == mark => return from + index + 1,
            _ => {}
        }
    }
    rest.len()
}

/// The code without its unit tests.
fn without_tests(code: &str) -> String {
    let mut out = code.to_owned();
    while let Some(at) = out.find("#[cfg(test)]") {
        let end = body(&out, at).map_or(at + "#[cfg(test)]".len(), |open| closing(&out, open) + 1);
        let gone: String = out[at..end].chars().map(|c| if c == '\n' { c } else { ' ' }).collect();
        out.replace_range(at..end, &gone);
    }
    out
}

/// Where the body opens of what begins here; none where it has none.
fn body(code: &str, from: usize) -> Option<usize> {
    let mut depth = 0_i32;
    for (index, c) in code[from..].char_indices() {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => depth -= 1,
            '{' if depth == 0 => return Some(from + index),
            ';' if depth == 0 => return None,
            _ => {}
        }
    }
    None
}

/// Where the bracket closes that opens here.
fn closing(code: &str, open: usize) -> usize {
    let mut depth = 0;
    for (index, c) in code[open..].char_indices() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return open + index;
        }
    }
    code.len() - 1
}

fn is_component(before: &str) -> bool {
    let head = before.rsplit(['}', ';']).next().unwrap_or_default();
    head.contains("#[component]")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_and_texts_are_no_code() {
        let source =
            Source::new("a.rs", "let a = \"fn b() { // no\"; // fn c()\n/* fn\n d */ fn e<'a>(x: &'a str) { '}'; }\n");
        assert_eq!(source.functions().into_iter().map(|one| one.name).collect::<Vec<_>>(), ["e"]);
        assert_eq!(source.code.lines().count(), source.text.lines().count());
    }

    #[test]
    fn lines_are_counted_with_and_without_the_head() {
        let source =
            Source::new("a.rs", "#[component]\npub fn Name(\n    a: u8,\n) -> u8 {\n    a\n}\n\nfn other() {}\n");
        let functions = source.functions();
        assert_eq!((functions[0].lines, functions[0].body_lines, functions[0].is_component), (5, 3, true));
        assert_eq!((functions[1].lines, functions[1].is_component), (1, false));
    }

    #[test]
    fn unit_tests_are_left_out() {
        let source = Source::new("a.rs", "fn a() {}\n#[cfg(test)]\nmod tests {\n    fn b() {}\n}\n");
        assert_eq!(source.functions().len(), 1);
    }
}
