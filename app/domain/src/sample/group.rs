//! Groups of the demo: which firms belong to which. The director says so, since not all who keep a small one see the large one
//! above it: to Samir the owner of his toy makers is an account out of sight.

use super::{Teller, staff::INGRID};
use crate::{
    account::{AccountEdit, EditAccount},
    command::Command,
};

/// A firm and those right below it.
const GROUPS: [(&str, &[&str]); 5] = [
    ("Oskvarra Retail", &["Tillerby Toys", "Dapplewyn Stores"]),
    ("Bryndal & Vosk Dairies", &["Marrowgate Mills"]),
    // The new owner who looks at every supplier again.
    ("Marrowgate Mills", &["Ottersande Bakeries"]),
    ("Quorindale Hotels", &["Emberquay Cruises", "Juniperfall Spas"]),
    ("Vossenrath Automotive", &["Weldamere Tools"]),
];

impl Teller {
    /// Ingrid puts each below the firm that owns it.
    pub(super) fn join_groups(&mut self) {
        for (head, below) in GROUPS {
            for firm in below {
                let (Some(firm), Some(head)) = (self.place_of(firm), self.place_of(head)) else { continue };
                let edit = AccountEdit::Parent(Some(self.account(head)));
                self.say(INGRID, Command::EditAccount(EditAccount { account: self.account(firm), edit }));
            }
        }
    }
}
