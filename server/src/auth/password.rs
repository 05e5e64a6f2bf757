//! Passwords: judged when they are set, kept as Argon2id, compared without telling who exists.

use std::sync::Arc;

use argon2::password_hash::phc::PasswordHash;
use argon2::{Argon2, PasswordHasher, PasswordVerifier};
use tokio::sync::Semaphore;

use crate::Fault;

pub mod weakness;

pub use weakness::{Weakness, weakness};

/// How many are worked out at once: each takes 19 MiB and a core.
const AT_ONCE: usize = 2;
/// How many may wait for their turn.
const WAITING: usize = 20;

/// Where passwords are hashed and compared: few at a time, so that a flood of guesses cannot take the machine.
pub struct Hashing {
    /// A hash that no password has, compared with where there is nobody, so that it takes as long.
    nobody: String,
    places: Arc<Semaphore>,
    turns: Arc<Semaphore>,
}

impl Hashing {
    /// All places free.
    pub fn new() -> Self {
        let nobody = hash(&crate::auth::Secret::fresh().to_string()).unwrap_or_default();
        let places = Arc::new(Semaphore::new(AT_ONCE + WAITING));
        Self { nobody, places, turns: Arc::new(Semaphore::new(AT_ONCE)) }
    }

    /// The hash to keep of a password.
    ///
    /// # Errors
    /// [`Fault::Unavailable`] when too many wait.
    pub async fn hash(&self, password: String) -> Result<String, Fault> {
        self.work(move || hash(&password)).await?.map_err(Fault::broken)
    }

    /// Whether this is the password of the hash that is kept; for nobody it never is, after the same work.
    ///
    /// # Errors
    /// [`Fault::Unavailable`] when too many wait.
    pub async fn matches(&self, password: String, kept: Option<String>) -> Result<bool, Fault> {
        let is_somebody = kept.is_some();
        let kept = kept.unwrap_or_else(|| self.nobody.clone());
        let matches = self.work(move || Argon2::default().verify_password(password.as_bytes(), kept.as_str()).is_ok());
        Ok(matches.await? && is_somebody)
    }

    async fn work<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> Result<T, Fault> {
        let place = self.places.clone().try_acquire_owned().map_err(|_| Fault::unavailable())?;
        let turn = self.turns.clone().acquire_owned().await.map_err(Fault::broken)?;
        let work = move || {
            // The work goes on where the request does not: it keeps its place until it is done.
            let _held = (place, turn);
            work()
        };
        tokio::task::spawn_blocking(work).await.map_err(Fault::broken)
    }
}

impl Default for Hashing {
    fn default() -> Self {
        Self::new()
    }
}

/// Whether a hash was made with less work than is asked for today, so that it is made anew when its password is at hand.
pub fn is_outdated(kept: &str) -> bool {
    let today = Argon2::default();
    let params = PasswordHash::new(kept).ok().and_then(|kept| argon2::Params::try_from(&kept).ok());
    params.is_none_or(|params| params.m_cost() < today.params().m_cost() || params.t_cost() < today.params().t_cost())
}

/// Argon2id with 19,456 KiB, 2 passes, 1 lane: the least that OWASP names, and this crate's default.
fn hash(password: &str) -> Result<String, anyhow::Error> {
    let hash: Result<PasswordHash, _> = Argon2::default().hash_password(password.as_bytes());
    hash.map(|hash| hash.to_string()).map_err(|cause| anyhow::anyhow!("argon2: {cause}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn only_the_very_same_password_matches() {
        let hashing = Hashing::new();
        let password = format!("{}\0ü and beyond the seventy-second byte", "x".repeat(80));
        let kept = hashing.hash(password.clone()).await.unwrap();
        assert!(kept.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{kept}");
        assert!(!is_outdated(&kept));
        assert!(is_outdated("$argon2id$v=19$m=4096,t=2,p=1$c29tZXNhbHQ$MTIzNDU2Nzg5MDEyMzQ1Ng"));
        assert!(hashing.matches(password.clone(), Some(kept.clone())).await.unwrap());
        assert!(!hashing.matches(password[..password.len() - 1].to_owned(), Some(kept.clone())).await.unwrap());
        assert!(!hashing.matches(format!("{password} "), Some(kept)).await.unwrap());
        assert!(!hashing.matches(password, None).await.unwrap());
    }

    #[tokio::test]
    async fn a_flood_is_turned_away() {
        let hashing = Arc::new(Hashing::new());
        let guesses: Vec<_> = (0..60)
            .map(|_| {
                let hashing = hashing.clone();
                tokio::spawn(async move { hashing.matches("guess".into(), None).await })
            })
            .collect();
        let mut turned_away = 0;
        for guess in guesses {
            turned_away += usize::from(matches!(guess.await.unwrap(), Err(Fault::Unavailable { .. })));
        }
        assert!(turned_away >= 30, "{turned_away}");
        assert!(!hashing.matches("guess".into(), None).await.unwrap(), "and the places are free again");
    }
}
