//! What is asked for on a board that people made: the menu of a column, one column more, what the board is called.

use leptos::{ev::MouseEvent, prelude::*, wasm_bindgen::JsCast, web_sys::HtmlElement};
use send_wrapper::SendWrapper;

use domain::ids::BoardColumnId;

/// A wish.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BoardAct {
    /// The menu of a column.
    Column(BoardColumnId),
    /// One column more.
    AddColumn,
    /// What the board is called, and whose it is.
    Edit,
}

/// The wish that counts, in the context of the board.
#[derive(Clone, Copy)]
pub struct Tools {
    /// The latest. It tells of each, whether or not the one before was the same.
    pub act: RwSignal<Option<BoardAct>>,
    /// The button that asked for it.
    pub opener: StoredValue<Option<SendWrapper<HtmlElement>>>,
}

impl Tools {
    /// Nothing is asked for.
    pub fn new() -> Self {
        Self { act: RwSignal::new(None), opener: StoredValue::new(None) }
    }

    /// Asks for something.
    pub fn ask(&self, act: BoardAct) {
        self.act.set(Some(act));
    }

    /// Asks for something by a button.
    pub fn ask_by(&self, event: &MouseEvent, act: BoardAct) {
        let button = event.current_target().and_then(|button| button.dyn_into().ok());
        self.opener.set_value(button.map(SendWrapper::new));
        self.ask(act);
    }
}

impl Default for Tools {
    fn default() -> Self {
        Self::new()
    }
}
