use uuid::Uuid;

use super::*;
use crate::{
    account::Account,
    apply::{Verdict, apply},
    board_card::{MoveCard, cards_in},
    board_column::{AddColumn, COLUMNS_MAX, ColumnEdit, EditColumn, RemoveColumn, columns_of},
    change::{Act, Change},
    command::{Command, Envelope, WIRE},
    day::{Day, Moment},
    history::Entry,
    ids::{AccountId, BoardColumnId, CommandId, DeviceId, PlacementId, Seq},
    person::{OrgRole, Person},
    policy::rights_in,
    undo::Undo,
    viewer::Viewer,
};

const MAKER: u128 = 1;
const COLLEAGUE: u128 = 2;
const DIRECTOR: u128 = 3;
const ADMINISTRATOR: u128 = 4;
const BOARD: u128 = 100;

fn id<T: From<Uuid>>(number: u128) -> T {
    Uuid::from_u128(number << 64 | number).into()
}

/// A house with two account managers who lead an account of every other number, and a log of what they did.
struct House {
    model: Model,
    log: Vec<Entry>,
}

impl House {
    fn new() -> Self {
        let mut model = Model::default();
        for (number, role) in [
            (MAKER, OrgRole::AccountManager),
            (COLLEAGUE, OrgRole::AccountManager),
            (DIRECTOR, OrgRole::AgencyDirector),
            (ADMINISTRATOR, OrgRole::Administrator),
        ] {
            let person = Person { id: id(number), roles: [role].into(), active: true, ..Person::default() };
            model.people.insert(person.id, person);
        }
        for number in 10..20 {
            let owner = if number % 2 == 0 { MAKER } else { COLLEAGUE };
            let account = Account { id: id(number), owner: Some(id(owner)), ..Account::default() };
            model.accounts.insert(account.id, account);
        }
        Self { model, log: Vec::new() }
    }

    fn with_board(shared: bool) -> Self {
        let mut house = Self::new();
        let columns =
            (1..=3).map(|number| NewColumn { column: id(number), name: format!("C{number}"), hue: 0 }).collect();
        house
            .run(
                MAKER,
                Command::CreateTeamBoard(CreateTeamBoard { board: id(BOARD), name: "Week".into(), shared, columns }),
            )
            .unwrap();
        house
    }

    fn run(&mut self, who: u128, command: Command) -> Result<Vec<Change>, Rejection> {
        let actor = id(who);
        let viewer = Viewer {
            actor,
            now: Moment::UNIX_EPOCH,
            day: Day::default(),
            language: "en".into(),
            rights: rights_in(&self.model, actor),
        };
        let kind = command.word().to_owned();
        let sent = Envelope {
            id: CommandId::default(),
            device: DeviceId::default(),
            wire: WIRE,
            made_at: Moment::UNIX_EPOCH,
            base_seq: 0,
            command,
        };
        match apply(&self.model, &viewer, &sent) {
            Verdict::Changes(changes) => {
                self.model.take(&changes).unwrap();
                self.model.seq += 1;
                let seq = self.model.seq;
                let entry = Entry {
                    seq,
                    id: CommandId::default(),
                    actor,
                    at: Moment::UNIX_EPOCH,
                    kind,
                    undoes: None,
                    undone_by: None,
                    changes: changes.clone(),
                };
                self.model.entries.insert(seq, entry.clone());
                self.log.push(entry);
                Ok(changes)
            }
            Verdict::Rejected(rejection) => Err(rejection),
            Verdict::Unknown => panic!("a rule could not tell"),
        }
    }

    fn put(&mut self, who: u128, account: u128, column: u128) -> Result<Vec<Change>, Rejection> {
        self.move_to(who, account, Some(column), None, None)
    }

    /// Moves an account as somebody does who sees the board as it is.
    fn move_to(
        &mut self,
        who: u128,
        account: u128,
        column: Option<u128>,
        behind: Option<u128>,
        before: Option<u128>,
    ) -> Result<Vec<Change>, Rejection> {
        let was = self.model.card(id(BOARD), id(account)).map(|card| card.column);
        let (behind, before) = (behind.map(id), before.map(id));
        let (account, column) = (id(account), column.map(id));
        self.run(who, Command::MoveCard(MoveCard { board: id(BOARD), account, column, was, behind, before }))
    }

    fn edit(&mut self, who: u128, column: u128, edit: ColumnEdit) -> Result<Vec<Change>, Rejection> {
        self.run(who, Command::EditColumn(EditColumn { board: id(BOARD), column: id(column), edit }))
    }

    fn remove(&mut self, who: u128, column: u128) -> Result<Vec<Change>, Rejection> {
        self.run(who, Command::RemoveColumn(RemoveColumn { board: id(BOARD), column: id(column) }))
    }

    fn undo(&mut self, who: u128, entry: Seq) -> Result<Vec<Change>, Rejection> {
        self.run(who, Command::Undo(Undo { entry, answer: PlacementId::default() }))
    }

    fn column(&self, column: u128) -> Vec<AccountId> {
        cards_in(&self.model, id(column)).iter().map(|card| card.account).collect()
    }

    fn columns(&self) -> Vec<BoardColumnId> {
        columns_of(&self.model, id(BOARD)).iter().map(|column| column.id).collect()
    }
}

fn accounts(numbers: &[u128]) -> Vec<AccountId> {
    numbers.iter().map(|number| id(*number)).collect()
}

#[test]
fn accounts_stand_where_they_were_put() {
    let mut house = House::with_board(false);
    for account in [10, 12, 14] {
        house.put(MAKER, account, 1).unwrap();
    }
    assert_eq!(house.column(1), accounts(&[10, 12, 14]));
    house.move_to(MAKER, 14, Some(1), None, Some(10)).unwrap();
    house.move_to(MAKER, 16, Some(1), Some(10), Some(12)).unwrap();
    assert_eq!(house.column(1), accounts(&[14, 10, 16, 12]));
    house.move_to(MAKER, 10, Some(2), None, None).unwrap();
    assert_eq!((house.column(1), house.column(2)), (accounts(&[14, 16, 12]), accounts(&[10])));
    // The neighbour that was named went meanwhile: the other one counts, and without either it stands last.
    house.move_to(MAKER, 18, Some(1), Some(10), Some(16)).unwrap();
    assert_eq!(house.column(1), accounts(&[14, 18, 16, 12]));
    house.move_to(MAKER, 14, Some(1), Some(10), Some(11)).unwrap();
    assert_eq!(house.column(1), accounts(&[18, 16, 12, 14]));
    house.move_to(MAKER, 16, None, None, None).unwrap();
    assert_eq!(house.column(1), accounts(&[18, 12, 14]));
    assert_eq!(house.model.card(id(BOARD), id(16)), None);
}

#[test]
fn a_column_without_room_is_spaced_anew_in_the_same_order() {
    let mut house = House::with_board(false);
    for account in [10, 12, 14] {
        house.put(MAKER, account, 1).unwrap();
    }
    // One of the two neighbours always stays: the gap behind it is halved until it is full.
    let mut spaced = 0;
    for turn in 0..800 {
        let (moved, other) = if turn % 2 == 0 { (14, 12) } else { (12, 14) };
        let changes = house.move_to(MAKER, moved, Some(1), Some(10), Some(other)).unwrap();
        assert_eq!(house.column(1), accounts(&[10, moved, other]));
        spaced += usize::from(changes.len() > 1);
    }
    assert!((1..5).contains(&spaced), "{spaced}");
}

#[test]
fn the_second_of_two_who_move_one_account_is_told() {
    let mut house = House::with_board(true);
    house.put(MAKER, 10, 1).unwrap();
    let late =
        MoveCard { board: id(BOARD), account: id(10), column: Some(id(2)), was: None, behind: None, before: None };
    let conflict = Rejection::Conflict { kind: Kind::BoardCard, field: "column".into() };
    assert_eq!(house.run(DIRECTOR, Command::MoveCard(late.clone())), Err(conflict));
    house.run(DIRECTOR, Command::MoveCard(MoveCard { was: Some(id(1)), ..late })).unwrap();
    assert_eq!(house.column(2), accounts(&[10]));
}

#[test]
fn what_is_somebodys_own_is_not_there_for_anybody_else() {
    let mut house = House::with_board(false);
    let gone = Err(Rejection::Gone { kind: Kind::TeamBoard });
    assert_eq!(house.put(DIRECTOR, 10, 1), gone);
    assert_eq!(house.edit(DIRECTOR, 1, ColumnEdit::Hue(2)), gone);
    assert_eq!(house.run(COLLEAGUE, Command::RemoveTeamBoard(RemoveTeamBoard { board: id(BOARD) })), gone);
    let share =
        |shared| Command::EditTeamBoard(EditTeamBoard { board: id(BOARD), edit: TeamBoardEdit::Shared(shared) });
    assert_eq!(house.run(DIRECTOR, share(true)), gone);
    house.run(MAKER, share(true)).unwrap();
    house.put(DIRECTOR, 10, 1).unwrap();
    assert_eq!(house.run(DIRECTOR, share(false)), Err(Rejection::MadeByAnother { kind: Kind::TeamBoard }));
}

#[test]
fn who_may_arrange_and_who_may_move() {
    let mut house = House::with_board(true);
    // The columns: its maker, and who configures the workspace and sees accounts.
    house.edit(MAKER, 1, ColumnEdit::Hue(2)).unwrap();
    house.edit(DIRECTOR, 1, ColumnEdit::Hue(3)).unwrap();
    let of_another = Err(Rejection::MadeByAnother { kind: Kind::TeamBoard });
    assert_eq!(house.edit(COLLEAGUE, 1, ColumnEdit::Hue(4)), of_another);
    assert_eq!(house.edit(ADMINISTRATOR, 1, ColumnEdit::Hue(4)), Err(Rejection::Gone { kind: Kind::TeamBoard }));
    // The accounts: who may place or change them.
    house.put(COLLEAGUE, 11, 1).unwrap();
    assert_eq!(house.put(COLLEAGUE, 10, 1), Err(Rejection::Gone { kind: Kind::Account }));
    let director = house.model.people.get_mut(&id(DIRECTOR)).unwrap();
    director.roles = [OrgRole::Finance].into();
    let place = Rejection::NotPermitted { action: crate::policy::Action::PlaceAccount };
    assert_eq!(house.put(DIRECTOR, 10, 1), Err(place));
}

#[test]
fn a_column_is_named_coloured_limited_and_moved() {
    let mut house = House::with_board(false);
    let add = |number, name: &str| {
        Command::AddColumn(AddColumn { board: id(BOARD), column: id(number), name: name.into(), hue: 11, limit: None })
    };
    house.run(MAKER, add(4, " Last ")).unwrap();
    assert_eq!(house.run(MAKER, add(4, "Again")), Err(Rejection::IdTaken { kind: Kind::BoardColumn }));
    house.edit(MAKER, 4, ColumnEdit::Limit(Some(4))).unwrap();
    let column = house.model.columns.get(&id(4)).unwrap().clone();
    assert_eq!((column.name.as_str(), column.hue, column.limit), ("Last", 3, Some(4)));
    for limit in [0, -1, 10_000] {
        let refused = Err(Rejection::LimitOutOfRange { max: 9_999 });
        assert_eq!(house.edit(MAKER, 4, ColumnEdit::Limit(Some(limit))), refused);
    }
    let ids = |numbers: [u128; 4]| numbers.map(id::<BoardColumnId>).to_vec();
    assert_eq!(house.columns(), ids([1, 2, 3, 4]));
    house.edit(MAKER, 4, ColumnEdit::Behind(None)).unwrap();
    assert_eq!(house.columns(), ids([4, 1, 2, 3]));
    house.edit(MAKER, 4, ColumnEdit::Behind(Some(id(2)))).unwrap();
    assert_eq!(house.columns(), ids([1, 2, 4, 3]));
    house.edit(MAKER, 4, ColumnEdit::Behind(Some(id(9)))).unwrap();
    assert_eq!(house.columns(), ids([1, 2, 4, 3]), "the one behind which it was to stand is gone");
    for number in 5..=COLUMNS_MAX as u128 {
        house.run(MAKER, add(number, "More")).unwrap();
    }
    assert_eq!(house.run(MAKER, add(99, "Too many")), Err(Rejection::ColumnsTooMany { max: COLUMNS_MAX }));
}

#[test]
fn a_column_that_goes_takes_its_cards_off_and_undo_brings_both_back() {
    let mut house = House::with_board(true);
    house.put(MAKER, 10, 1).unwrap();
    house.put(COLLEAGUE, 11, 1).unwrap();
    house.put(MAKER, 12, 2).unwrap();
    let changes = house.remove(MAKER, 1).unwrap();
    let removed = changes.iter().filter(|change| change.key.kind == Kind::BoardCard && change.act == Act::Remove);
    assert_eq!(removed.count(), 2);
    assert_eq!(house.put(MAKER, 14, 1), Err(Rejection::Gone { kind: Kind::BoardColumn }));
    let seq = house.model.seq;
    house.undo(MAKER, seq).unwrap();
    assert_eq!(house.column(1), accounts(&[10, 11]), "those of a colleague as well");
    // Taken back once more, since nothing was built on it.
    let again = house.model.seq;
    house.undo(MAKER, again).unwrap();
    assert_eq!(house.model.columns.len(), 2);
}

#[test]
fn a_board_that_goes_takes_everything_along_and_undo_brings_it_back() {
    let mut house = House::with_board(true);
    house.put(MAKER, 10, 1).unwrap();
    house.put(COLLEAGUE, 11, 3).unwrap();
    let before = house.model.clone();
    house.run(MAKER, Command::RemoveTeamBoard(RemoveTeamBoard { board: id(BOARD) })).unwrap();
    assert!(house.model.team_boards.is_empty() && house.model.columns.is_empty() && house.model.cards.is_empty());
    house.undo(MAKER, house.model.seq).unwrap();
    assert_eq!((&house.model.columns, &house.model.cards), (&before.columns, &before.cards));
}

#[test]
fn what_was_built_on_since_is_not_taken_back() {
    let mut house = House::with_board(true);
    let made = house.model.seq;
    house.put(COLLEAGUE, 11, 1).unwrap();
    let put = house.model.seq;
    assert_eq!(house.undo(MAKER, made), Err(Rejection::ChangedSince { entry: made }), "a colleague uses the board");
    house.move_to(DIRECTOR, 11, Some(2), None, None).unwrap();
    assert_eq!(house.undo(COLLEAGUE, put), Err(Rejection::ChangedSince { entry: put }), "moved on since");
    house.undo(DIRECTOR, house.model.seq).unwrap();
    assert_eq!(house.column(1), accounts(&[11]));
    // Its column went meanwhile.
    house.move_to(COLLEAGUE, 11, Some(3), None, None).unwrap();
    let moved = house.model.seq;
    house.remove(MAKER, 1).unwrap();
    assert_eq!(house.undo(COLLEAGUE, moved), Err(Rejection::ChangedSince { entry: moved }));
}

#[test]
fn undo_goes_by_the_rights_held_now() {
    let mut house = House::with_board(true);
    house.put(COLLEAGUE, 11, 1).unwrap();
    let put = house.model.seq;
    house
        .run(MAKER, Command::EditTeamBoard(EditTeamBoard { board: id(BOARD), edit: TeamBoardEdit::Shared(false) }))
        .unwrap();
    assert_eq!(house.undo(COLLEAGUE, put), Err(Rejection::Gone { kind: Kind::TeamBoard }));
}
