//! E-mail addresses, as people sign in by them.

/// An address that could be one: it is a name, not a promise that mail arrives. Compared without regard to capitals.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Email(String);

impl Email {
    /// The address that was typed; `None` for what is none. ASCII only, so that no look-alike passes for another.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let (name, host) = text.rsplit_once('@')?;
        let is_plain = text
            .bytes()
            .all(|byte| byte.is_ascii_graphic() && !matches!(byte, b'"' | b'<' | b'>' | b',' | b';' | b'\\'));
        let is_host =
            !host.is_empty() && !host.starts_with(['.', '-']) && !host.ends_with(['.', '-']) && !host.contains("..");
        let is_email = is_plain && is_host && !name.is_empty() && !name.contains('@') && text.len() <= 254;
        is_email.then(|| Self(text.to_owned()))
    }

    /// As it was typed.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// As it is compared.
    pub fn folded(&self) -> String {
        self.0.to_ascii_lowercase()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_could_be_an_address_is_one() {
        for good in ["a@b", " Anna.Lindqvist+crm@Northwind.example ", "o'neil@x-y.example"] {
            assert!(Email::parse(good).is_some(), "{good}");
        }
        let long = format!("{}@b.example", "a".repeat(250));
        for wrong in [
            "",
            "@",
            "a@",
            "@b",
            "a b@c",
            "a@b@c",
            "аnna@b.example",
            "a@.b",
            "a@b..c",
            "a\n@b",
            "<a@b>",
            "a@b,c@d",
            &long,
        ] {
            assert!(Email::parse(wrong).is_none(), "{wrong}");
        }
    }
}
