//! Secrets that let somebody in: 256 bits by chance, told once, kept as a hash only.

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};

/// A secret as its holder has it. It is shown on purpose only: by `to_string`, never by `{:?}`.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret([u8; 32]);

/// A secret as it is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Hash([u8; 32]);

impl Secret {
    /// A new one. Without chance there are no secrets, and nothing goes on: the system says so at its start.
    pub fn fresh() -> Self {
        let mut bytes = [0; 32];
        while getrandom::fill(&mut bytes).is_err() {
            std::thread::yield_now();
        }
        Self(bytes)
    }

    /// The one that is written so; `None` for what is none.
    pub fn parse(text: &str) -> Option<Self> {
        BASE64_URL_SAFE_NO_PAD.decode(text).ok()?.try_into().ok().map(Self)
    }

    /// What is kept of it. The secret has all the chance it needs, so one pass is enough.
    pub fn hash(&self) -> Hash {
        Hash::of("", &self.0)
    }
}

impl Hash {
    /// The hash of anything, apart by what it is for.
    pub fn of(purpose: &str, bytes: &[u8]) -> Self {
        Self(Sha256::new().chain_update(purpose).chain_update(bytes).finalize().into())
    }

    /// As it stands in the database.
    pub fn as_slice(&self) -> &[u8] {
        &self.0
    }

    /// As it stood in the database.
    pub fn from_slice(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }
}

impl std::fmt::Display for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&BASE64_URL_SAFE_NO_PAD.encode(self.0))
    }
}

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secret")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_written_in_43_characters_and_read_back() {
        let secret = Secret::fresh();
        let text = secret.to_string();
        assert_eq!(text.len(), 43);
        assert_eq!(Secret::parse(&text), Some(secret.clone()));
        assert_ne!(secret, Secret::fresh());
        assert!(!format!("{secret:?}").contains(&text));
        for wrong in ["", "short", &text[1..], &format!("{text}="), &format!("{text}A"), "ü"] {
            assert_eq!(Secret::parse(wrong), None, "{wrong}");
        }
    }
}
