//! A person at a glance: initials on a colour that is theirs everywhere.

use leptos::prelude::*;

/// How many colours people share (`--hue-0` to `--hue-7`).
pub const HUES: u8 = 8;

/// The colour class of a person, from any stable byte of their id.
pub fn hue_class(hash: u8) -> &'static str {
    match hash % HUES {
        0 => "hue-0",
        1 => "hue-1",
        2 => "hue-2",
        3 => "hue-3",
        4 => "hue-4",
        5 => "hue-5",
        6 => "hue-6",
        _ => "hue-7",
    }
}

/// The initials of a name: the first letters of its first and its last word, in capitals.
pub fn initials(name: &str) -> String {
    let mut words = name.split_whitespace().filter_map(|word| word.chars().find(|letter| letter.is_alphanumeric()));
    let first = words.next();
    let last = words.next_back();
    first.into_iter().chain(last).flat_map(char::to_uppercase).collect()
}

/// A person's mark. The name is spoken and shown on hover; an empty name is nobody's dashed circle, spoken as `nobody`.
#[component]
pub fn Avatar(
    /// The whole name.
    #[prop(into)]
    name: String,
    /// A stable byte of the person's id; the same on both sides.
    hash: u8,
    /// 36 px instead of 24.
    #[prop(optional)]
    big: bool,
    /// The name stands beside it as text already: then the mark is silent.
    #[prop(optional)]
    silent: bool,
    /// What to say where there is no person.
    #[prop(optional, into)]
    nobody: Option<String>,
) -> impl IntoView {
    let short = initials(&name);
    let empty = short.is_empty();
    let said = if empty { nobody.unwrap_or_default() } else { name };
    // As a label, not as hidden text: each such text is cut off by itself, and a board has a hundred of them.
    let spoken = (!silent).then(|| said.clone());
    let role = (!silent).then_some("img");
    let class = ["avatar ", if empty { "nobody" } else { hue_class(hash) }, if big { " big" } else { "" }].concat();
    view! {
        <span class=class title=said role=role aria-label=spoken>
            <span aria-hidden="true">{if empty { "?".to_owned() } else { short }}</span>
        </span>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn initials_are_first_and_last() {
        assert_eq!(initials("Mara Kessler"), "MK");
        assert_eq!(initials("  jo  "), "J");
        assert_eq!(initials("Ana María de la Vega"), "AV");
        assert_eq!(initials("(Øyvind) ßmith"), "ØSS");
        assert_eq!(initials(""), "");
    }

    #[test]
    fn every_byte_has_a_hue() {
        assert_eq!(hue_class(0), "hue-0");
        assert_eq!(hue_class(255), "hue-7");
    }
}
