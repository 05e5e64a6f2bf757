//! How dense lists are on this device. A cookie keeps it, so that the server writes the page as it is to be seen at once.

use leptos::prelude::*;
use wasm_bindgen::JsValue;

/// The name of the cookie that keeps it.
pub const COOKIE: &str = "ms_density";
/// The attribute of the document by which the styles know of it.
const ATTRIBUTE: &str = "data-density";
/// How long it is kept, in seconds: a year from the last change on.
const KEPT_S: u32 = 365 * 24 * 60 * 60;

/// How much room a row takes. Where fingers work, a row is as high as a finger needs in any case.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Density {
    /// Rows of 32 px.
    #[default]
    Dense,
    /// Rows of 40 px.
    Comfortable,
}

impl Density {
    /// The word for it in the cookie and the document; none for what is so without a word.
    pub fn word(self) -> Option<&'static str> {
        match self {
            Self::Dense => None,
            Self::Comfortable => Some("comfortable"),
        }
    }

    /// What a word says.
    pub fn of_word(word: &str) -> Self {
        if Self::Comfortable.word() == Some(word) { Self::Comfortable } else { Self::Dense }
    }

    /// How the document stands now. Browser only.
    pub fn here() -> Self {
        let root = document().document_element();
        let word = root.and_then(|root| root.get_attribute(ATTRIBUTE)).unwrap_or_default();
        Self::of_word(&word)
    }

    /// Takes it on, and keeps it on this device. Browser only.
    pub fn keep(self) {
        let Some(root) = document().document_element() else { return };
        let cookie = match self.word() {
            Some(word) => {
                // Fails only where the name of the attribute is none.
                let _ = root.set_attribute(ATTRIBUTE, word);
                format!("{COOKIE}={word}; Path=/; Max-Age={KEPT_S}; SameSite=Lax")
            }
            None => {
                let _ = root.remove_attribute(ATTRIBUTE);
                format!("{COOKIE}=; Path=/; Max-Age=0; SameSite=Lax")
            }
        };
        // Where a browser keeps no cookies, it holds for as long as the page is open.
        drop(js_sys::Reflect::set(&document(), &"cookie".into(), &JsValue::from_str(&cookie)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_says_what_it_was_written_for_and_any_other_nothing() {
        for density in [Density::Dense, Density::Comfortable] {
            assert_eq!(Density::of_word(density.word().unwrap_or_default()), density);
        }
        assert_eq!(Density::of_word("\"><script>"), Density::Dense);
    }
}
