//! What an account is called in a line of text.

use domain::account::Account;

use crate::words::en;

/// What an account is called; one that the viewer may not see has words instead of a name.
pub fn account_name(account: Option<&Account>) -> String {
    account.map_or_else(|| en::account::OUT_OF_SIGHT.to_owned(), |account| account.name.clone())
}
