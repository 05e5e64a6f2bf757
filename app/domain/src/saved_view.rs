//! Ways of looking at a board that are kept: the address of a board, with its arrangement, order and filter, under a name.

use serde::{Deserialize, Serialize};

use crate::{
    apply::{Case, Decision},
    change::Kind,
    command::{Key, Keys},
    field::Field,
    ids::{PersonId, SavedViewId},
    model::Model,
    policy::Made,
    record::Record,
    rejection::{Rejection, TextField},
    text::{self, NAME_MAX},
};

/// The longest address of a view, in bytes.
pub const ADDRESS_MAX: usize = 2_000;

record! {
    /// A way of looking at a board that somebody kept.
    SavedView(SavedViewId) of SavedView in |_| None;
    /// What its maker calls it.
    name: String, Internal, Last;
    /// The path and the query of the board.
    address: String, Internal, Last;
    /// Who kept it.
    maker: PersonId, Internal, Fixed;
    /// Whether it is the workspace's, and not its maker's own.
    shared: bool, Internal, Last;
}

/// Keeps a way of looking at a board.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct SaveView {
    /// The new view's id.
    pub view: SavedViewId,
    /// What to call it.
    pub name: String,
    /// The path and the query of the board.
    pub address: String,
    /// Whether it is the workspace's from the start.
    #[serde(default)]
    pub shared: bool,
}

/// Changes one thing about a view.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct EditView {
    /// Which view.
    pub view: SavedViewId,
    /// What.
    pub edit: ViewEdit,
}

/// One thing about a view.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub enum ViewEdit {
    /// Its name.
    Name(String),
    /// The path and the query of the board.
    Address(String),
    /// Whether it is the workspace's; for its maker to say.
    Shared(bool),
}

/// Removes a view.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct RemoveView {
    /// Which view.
    pub view: SavedViewId,
}

impl SavedView {
    /// Whose it is.
    pub fn made(&self) -> Made {
        Made { maker: self.maker, shared: self.shared }
    }
}

impl SaveView {
    pub(crate) fn needs(&self, _known: &Model) -> Keys {
        Keys::from([Key::SavedView(self.view)])
    }

    pub(crate) fn decide(&self, case: &Case<'_>) -> Decision {
        case.may_make()?;
        if case.model.views.contains_key(&self.view) {
            return Err(Rejection::IdTaken { kind: Kind::SavedView }.into());
        }
        let view = SavedView {
            id: self.view,
            name: text::filled_line(TextField::Name, &self.name, NAME_MAX)?,
            address: board_address(&self.address)?,
            maker: case.viewer.actor,
            shared: self.shared,
        };
        Ok(vec![view.created()])
    }
}

impl EditView {
    pub(crate) fn needs(&self, _known: &Model) -> Keys {
        Keys::from([Key::SavedView(self.view)])
    }

    pub(crate) fn decide(&self, case: &Case<'_>) -> Decision {
        let view = view_to_edit(case, self.view)?;
        let mut edited = view.clone();
        match &self.edit {
            ViewEdit::Name(name) => edited.name = text::filled_line(TextField::Name, name, NAME_MAX)?,
            ViewEdit::Address(address) => edited.address = board_address(address)?,
            ViewEdit::Shared(_) if view.maker != case.viewer.actor => {
                return Err(Rejection::MadeByAnother { kind: Kind::SavedView }.into());
            }
            ViewEdit::Shared(shared) => edited.shared = *shared,
        }
        Ok(view.edited(&edited))
    }
}

impl RemoveView {
    pub(crate) fn needs(&self, _known: &Model) -> Keys {
        Keys::from([Key::SavedView(self.view)])
    }

    pub(crate) fn decide(&self, case: &Case<'_>) -> Decision {
        Ok(vec![view_to_edit(case, self.view)?.removed()])
    }
}

fn view_to_edit<'a>(case: &Case<'a>, view: SavedViewId) -> Result<&'a SavedView, crate::apply::Stop> {
    let view = case.model.views.get(&view).ok_or_else(|| case.absent(Kind::SavedView))?;
    case.sees_made(Kind::SavedView, view.made())?;
    case.may_edit_made(Kind::SavedView, view.made())?;
    Ok(view)
}

/// An address that leads to a board of this house and nowhere else: it becomes a link for others.
fn board_address(address: &str) -> Result<String, Rejection> {
    let (path, query) = address.split_once('?').unwrap_or((address, ""));
    let board = path.strip_prefix("/boards/").and_then(Field::of_word);
    let is_plain = query.bytes().all(|byte| byte.is_ascii_graphic() && !br##"#"<>\^`{|}"##.contains(&byte));
    if board.is_none() || !is_plain || address.len() > ADDRESS_MAX {
        return Err(Rejection::NoBoardAddress);
    }
    Ok(address.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_leads_to_a_board_and_nowhere_else() {
        let long = format!("/boards/owner?q={}", "x".repeat(ADDRESS_MAX));
        let board = format!("/boards/{}?sort=name&fold=-", uuid::Uuid::from_u128(7));
        for good in ["/boards/relationship", "/boards/owner?lanes=tag&q=a%20b+c", &board] {
            assert_eq!(board_address(good).as_deref(), Ok(good));
        }
        for bad in [
            "",
            "/boards",
            "/boards/",
            "/boards/nothing",
            "/boards/owner/",
            "/boards/owner#x",
            "//boards/owner",
            "https://evil.example/boards/owner",
            "javascript:alert(1)",
            "/boards/owner?q=<b>",
            "/boards/owner?q=a b",
            "/boards/owner?q=é",
            "/boards/../settings",
            &long,
        ] {
            assert_eq!(board_address(bad), Err(Rejection::NoBoardAddress), "{bad}");
        }
    }
}
