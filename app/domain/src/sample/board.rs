//! A board that the directors of the demo share: the renewals of the quarter, each where its talks stand.

use super::{Teller, staff::INGRID};
use crate::{
    board_card::MoveCard,
    board_column::{ColumnEdit, EditColumn, NewColumn},
    command::Command,
    ids::{BoardColumnId, TeamBoardId},
    saved_view::SaveView,
    team_board::CreateTeamBoard,
};

/// A column: its name, its colour, its limit, and the firms in it from the top.
type Told = (&'static str, i64, Option<i64>, &'static [&'static str]);

const COLUMNS: [Told; 4] = [
    ("To prepare", 4, None, &["Kaldronn Chemicals", "Zephlund Aviation"]),
    ("In talks", 0, Some(2), &["Straithwen Logistics", "Fennimarch Pharma", "Oskvarra Retail"]),
    ("Offer is out", 3, None, &[]),
    ("Signed", 1, None, &[]),
];

impl Teller {
    /// Ingrid sets the board up, and keeps the view that she opens on Mondays.
    pub(super) fn share_board(&mut self) {
        let board: TeamBoardId = self.chance.id().into();
        let ids: Vec<BoardColumnId> = COLUMNS.iter().map(|_| self.chance.id().into()).collect();
        let new =
            |(&column, &(name, hue, ..)): (&BoardColumnId, &Told)| NewColumn { column, name: name.to_owned(), hue };
        let columns = ids.iter().zip(&COLUMNS).map(new).collect();
        let name = "Renewals this quarter".to_owned();
        self.say(INGRID, Command::CreateTeamBoard(CreateTeamBoard { board, name, shared: true, columns }));
        for (&column, (.., limit, firms)) in ids.iter().zip(&COLUMNS) {
            if limit.is_some() {
                let edit = ColumnEdit::Limit(*limit);
                self.say(INGRID, Command::EditColumn(EditColumn { board, column, edit }));
            }
            for firm in *firms {
                let Some(at) = self.place_of(firm) else { continue };
                let account = self.account(at);
                let put = MoveCard { board, account, column: Some(column), was: None, behind: None, before: None };
                self.say(INGRID, Command::MoveCard(put));
            }
        }
        let view = SaveView {
            view: self.chance.id().into(),
            name: "Frame contracts by lead".to_owned(),
            address: "/boards/owner?only=tag%3A%3Dframe%20contract".to_owned(),
            shared: true,
        };
        self.say(INGRID, Command::SaveView(view));
    }
}
