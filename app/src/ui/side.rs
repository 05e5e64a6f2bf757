//! A panel beside what it is about, which goes on beside it; on a phone it covers that as a sheet. Its element is a `<dialog>`.

use leptos::{html, prelude::*};

/// Up to which width of the window it is a sheet, in px; the styles say the same.
const SHEET_PX: f64 = 640.0;

/// Shows it for as long as it is wanted.
pub fn show_while(node: NodeRef<html::Dialog>, wanted: Memo<bool>) {
    Effect::new(move |_| {
        let wanted = wanted.get();
        let Some(dialog) = node.get() else { return };
        let is_small = window().inner_width().ok().and_then(|width| width.as_f64()).is_some_and(|px| px <= SHEET_PX);
        match (wanted, dialog.open()) {
            (true, is_open) if is_small => {
                if is_open {
                    dialog.close();
                }
                // Fails only where the dialog is open already.
                let _ = dialog.show_modal();
            }
            (true, false) => dialog.show(),
            (false, true) => dialog.close(),
            (true, true) | (false, false) => {}
        }
    });
}
