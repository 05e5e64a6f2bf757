//! The accounts of the demo and their small stories. Every name is invented.

mod key;
mod many;

use super::{
    firm::{Firm, Trade, firm},
    staff::{AIKO, GRETA, JULES, LUCIA, NADIA, OWEN, PIETER, SAMIR},
};

/// All accounts, those of the same lead together.
pub fn firms() -> Vec<Firm> {
    let led = [
        (AIKO, key::of_aiko()),
        (PIETER, key::of_pieter()),
        (LUCIA, key::of_lucia()),
        (SAMIR, many::of_samir()),
        (GRETA, many::of_greta()),
        (OWEN, many::of_owen()),
        (NADIA, many::of_nadia()),
        (JULES, many::of_jules()),
    ];
    let led =
        led.into_iter().flat_map(|(lead, firms)| firms.into_iter().map(move |firm| Firm { lead: Some(lead), ..firm }));
    led.chain(of_nobody()).collect()
}

/// They came with an import once, and wait to be assigned.
fn of_nobody() -> Vec<Firm> {
    vec![
        firm("Dapplewyn Stores", "Ireland", "Retail", Trade::Rank(34)),
        firm("Cindervane Foundry", "Poland", "Industry", Trade::Rank(38)),
        firm("Yarrowick Farms", "Denmark", "Food", Trade::Rank(41)).tags(&["web shop"]),
    ]
}
