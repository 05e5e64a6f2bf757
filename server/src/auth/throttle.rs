//! Guessing is slow, for one account, from one address, and in whatever way the two are mixed.
//!
//! Every try is counted before it is looked at, under the account's name whether there is such an account or not, and under the
//! address. A browser in which the person signed in before counts apart, so that a stranger's guesses lock nobody out of their own.

use std::time::Duration;

use sqlx::PgConnection;

use super::email::Email;
use super::secret::{Hash, Secret};
use crate::request::ClientAddress;
use crate::store::throttle::{self, Counted};
use crate::{Fault, store};

/// A round, and the first wait after it.
const ROUND: Duration = Duration::from_secs(15 * 60);
/// Tries of one account in a round.
const PER_ACCOUNT: u32 = 10;
/// Tries from one address in a round: an office shares one.
const PER_ADDRESS: u32 = 50;

/// A try that was counted and may be looked at.
#[derive(Debug)]
pub struct Try {
    account: Option<Hash>,
    address: Hash,
}

/// Counts a try at an account from an address.
///
/// # Errors
/// [`Fault::TooMany`] where it may not be looked at.
pub async fn count(
    connection: &mut PgConnection,
    email: &Email,
    device: Option<&Secret>,
    client: ClientAddress,
) -> Result<Try, Fault> {
    let account = match device {
        Some(device) if is_known(connection, email, device).await? => {
            Hash::of("device", &[device.hash().as_slice(), email.folded().as_bytes()].concat())
        }
        _ => Hash::of("account", email.folded().as_bytes()),
    };
    let of_account = take(connection, &account, PER_ACCOUNT).await;
    let tried = count_address(connection, client).await?;
    of_account?;
    Ok(Try { account: Some(account), address: tried.address })
}

/// Counts a try at a link from an address.
///
/// # Errors
/// [`Fault::TooMany`] where it may not be looked at.
pub async fn count_address(connection: &mut PgConnection, client: ClientAddress) -> Result<Try, Fault> {
    let address = Hash::of("address", client.share().to_string().as_bytes());
    take(connection, &address, PER_ADDRESS).await?;
    Ok(Try { account: None, address })
}

async fn take(connection: &mut PgConnection, key: &Hash, most: u32) -> Result<(), Fault> {
    let stamp =
        i64::from_ne_bytes(getrandom::u64().map_err(|cause| Fault::broken(anyhow::anyhow!(cause)))?.to_ne_bytes());
    match throttle::write_try(connection, key, most, ROUND, stamp).await? {
        Counted::Taken => Ok(()),
        Counted::Refused(retry_after) => Err(Fault::TooMany { retry_after }),
    }
}

async fn is_known(connection: &mut PgConnection, email: &Email, device: &Secret) -> Result<bool, Fault> {
    let Some(held) = store::credential::load_credential(connection, email).await? else { return Ok(false) };
    store::known_device::load_is_known_device(connection, held.workspace, held.person, &device.hash()).await
}

impl Try {
    /// It was the right person: what was counted is forgotten, the account's tries whole, the address's by this one.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn forgive(self, connection: &mut PgConnection) -> Result<(), Fault> {
        if let Some(account) = &self.account {
            throttle::delete_tries(connection, account).await?;
        }
        throttle::write_try_back(connection, &self.address).await
    }
}
