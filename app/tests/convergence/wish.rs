//! What people may want, at random, from what they see: mostly what makes sense, sometimes what no rule allows.

use std::collections::BTreeSet;

use domain::{
    account::{AccountEdit, AssignAccount, CreateAccount, EditAccount},
    board_card::MoveCard,
    board_column::{AddColumn, ColumnEdit, EditColumn, RemoveColumn},
    command::Command,
    day::Day,
    document::{DocumentKind, RecordDocument, ReverseDocument},
    document_line::{Quantity, RecordLine},
    ids::{AccountId, PersonId, Seq},
    import::ImportBatch,
    model::Model,
    money::Currency,
    note::{AddNote, EditNote, RemoveNote},
    person::{EditPerson, InvitePerson, OrgRole, PersonEdit},
    placement::{PlaceAccount, Stage, WithdrawPlacement, standing},
    undo::Undo,
    workspace::{FoundWorkspace, RenameWorkspace, SetReportingDate},
};

use super::{
    chance::Chance,
    server::{SOLD, TODAY},
};

/// How many kinds of wishes there are.
pub const KINDS: usize = 19;

/// A wish of somebody who sees this model and whose own entries are these. `all` are accounts that may be out of sight.
pub fn wish(chance: &Chance, seen: &Model, own: &[Seq], all: &BTreeSet<AccountId>) -> Option<Command> {
    // Rights and figures change less often than accounts do.
    let often = [5, 5, 5, 6, 6, 6, 7, 7, 7, 8, 9, 9, 10, 10, 11, 11, 12, 13, 15, 15, 15, 15, 16, 16, 16, 16, 17, 18];
    let kind = if chance.in_hundred(25) { chance.below(KINDS) } else { chance.one_of(often)? };
    let account = if chance.in_hundred(92) {
        chance.one_of(seen.accounts.keys().copied())?
    } else {
        chance.one_of(all.iter().copied())?
    };
    let person = chance.one_of(seen.people.keys().copied())?;
    Some(match kind {
        0 => found(chance),
        1 => Command::RenameWorkspace(RenameWorkspace { name: word(chance, "House") }),
        2 => Command::SetReportingDate(SetReportingDate { day: chance.in_hundred(60).then(|| day(chance)) }),
        3 => invite(chance, person),
        4 => Command::EditPerson(EditPerson { person, edit: person_edit(chance, seen, person)? }),
        5 => create(chance, seen, person),
        6 => Command::EditAccount(EditAccount { account, edit: account_edit(chance, all) }),
        7 => assign(chance, seen, account, person),
        8 | 9 => place(chance, seen, account),
        10 => withdraw(chance, seen)?,
        11 => record(chance, account),
        12 => Command::AddNote(AddNote { note: chance.id(), account, text: word(chance, "Note") }),
        13 => edit_note(chance, seen)?,
        14 => import(chance),
        15 => undo(chance, seen, own),
        16 => move_card(chance, seen, account)?,
        17 => change_columns(chance, seen)?,
        _ => reverse(chance, seen, account),
    })
}

fn word(chance: &Chance, begin: &str) -> String {
    format!("{begin} {}", chance.below(9))
}

fn day(chance: &Chance) -> Day {
    // Mostly of this year, sometimes of the one before, seldom of the future.
    TODAY.checked_sub(jiff::Span::new().days(i64::try_from(chance.below(420)).unwrap() - 5)).unwrap()
}

fn found(chance: &Chance) -> Command {
    Command::FoundWorkspace(FoundWorkspace {
        workspace: chance.id(),
        name: "Another".to_owned(),
        base_currency: Currency::default(),
        person: chance.id(),
        person_name: "Nobody".to_owned(),
    })
}

fn role(chance: &Chance) -> OrgRole {
    chance.one_of(OrgRole::ALL.iter().copied()).unwrap()
}

fn invite(chance: &Chance, superior: PersonId) -> Command {
    let superior = chance.in_hundred(80).then_some(superior);
    Command::InvitePerson(InvitePerson {
        person: chance.id(),
        name: word(chance, "Person"),
        roles: [role(chance)].into(),
        superior,
    })
}

fn person_edit(chance: &Chance, seen: &Model, person: PersonId) -> Option<PersonEdit> {
    Some(match chance.below(6) {
        0 => PersonEdit::Name(word(chance, "Person")),
        1 | 2 => PersonEdit::AddRole(role(chance)),
        3 => PersonEdit::RemoveRole(chance.one_of(seen.people.get(&person)?.roles.iter().copied())?),
        4 => PersonEdit::Superior(chance.one_of(seen.people.keys().copied())),
        _ => PersonEdit::Active(chance.in_hundred(70)),
    })
}

fn create(chance: &Chance, seen: &Model, lead: PersonId) -> Command {
    let me = chance.one_of(seen.people.keys().copied());
    Command::CreateAccount(CreateAccount {
        account: chance.id(),
        name: word(chance, "Account"),
        reference: if chance.in_hundred(50) { chance.below(30).to_string() } else { String::new() },
        country: word(chance, "Country"),
        segment: String::new(),
        owner: if chance.in_hundred(50) { me } else { Some(lead) },
    })
}

fn account_edit(chance: &Chance, all: &BTreeSet<AccountId>) -> AccountEdit {
    match chance.below(12) {
        0 => AccountEdit::Name(word(chance, "Account")),
        1 => AccountEdit::Reference(chance.below(30).to_string()),
        2 => AccountEdit::Country(word(chance, "Country")),
        3 => AccountEdit::Segment(word(chance, "Segment")),
        4 | 5 => AccountEdit::AddTag(word(chance, "tag")),
        6 => AccountEdit::RemoveTag(word(chance, "tag")),
        7 => AccountEdit::SwapTag { from: Some(word(chance, "tag")), to: Some(word(chance, "tag")) },
        8..11 => AccountEdit::Parent(chance.one_of(all.iter().copied()).filter(|_| chance.in_hundred(85))),
        _ => AccountEdit::NextStep {
            words: if chance.in_hundred(70) { word(chance, "Step") } else { String::new() },
            day: chance.in_hundred(50).then_some(TODAY),
        },
    }
}

fn assign(chance: &Chance, seen: &Model, account: AccountId, lead: PersonId) -> Command {
    let stands = seen.accounts.get(&account).and_then(|account| account.owner);
    let was = if chance.in_hundred(90) { stands } else { Some(lead) };
    Command::AssignAccount(AssignAccount { account, owner: chance.in_hundred(85).then_some(lead), was })
}

fn place(chance: &Chance, seen: &Model, account: AccountId) -> Command {
    let was = standing(seen, account, TODAY).map(|placement| placement.id);
    Command::PlaceAccount(PlaceAccount {
        placement: chance.id(),
        account,
        stage: chance.one_of(Stage::ALL.iter().copied()).unwrap(),
        day: if chance.in_hundred(70) { TODAY } else { day(chance) },
        reason: String::new(),
        was: if chance.in_hundred(92) { was } else { None },
    })
}

fn withdraw(chance: &Chance, seen: &Model) -> Option<Command> {
    let placement = chance.one_of(seen.placements.iter().cloned())?;
    Some(Command::WithdrawPlacement(WithdrawPlacement {
        answer: chance.id(),
        account: placement.account,
        placement: placement.id,
    }))
}

fn record(chance: &Chance, account: AccountId) -> Command {
    let lines = if chance.in_hundred(40) { lines(chance) } else { Vec::new() };
    let sum: i64 = lines.iter().filter_map(|line| line.amount_minor).sum();
    Command::RecordDocument(RecordDocument {
        document: chance.id(),
        account,
        document_kind: chance.one_of(DocumentKind::ALL.iter().copied()).unwrap(),
        day: day(chance),
        number: chance.below(60).to_string(),
        amount_minor: if lines.is_empty() { i64::try_from(chance.below(5_000)).unwrap() } else { sum },
        currency: Currency::default(),
        rate: None,
        lines,
    })
}

/// Mostly of what there is, sometimes of what only the server knows to be gone.
fn lines(chance: &Chance) -> Vec<RecordLine> {
    let line = |_| RecordLine {
        product: if chance.in_hundred(90) { SOLD } else { chance.id() },
        quantity: Quantity::of_parts(1 + i64::try_from(chance.below(5_000)).unwrap()),
        price: None,
        amount_minor: Some(i64::try_from(chance.below(2_000)).unwrap()),
    };
    (0..=chance.below(3)).map(line).collect()
}

/// Mostly of a document that is in hand, sometimes of one that nobody has.
fn reverse(chance: &Chance, seen: &Model, account: AccountId) -> Command {
    let found = chance.one_of(seen.documents.values().cloned()).filter(|_| chance.in_hundred(95));
    Command::ReverseDocument(ReverseDocument {
        document: chance.id(),
        reverses: found.as_ref().map_or_else(|| chance.id(), |document| document.id),
        account: found.map_or(account, |document| document.account),
        day: if chance.in_hundred(70) { TODAY } else { day(chance) },
        number: chance.below(60).to_string(),
        reason: word(chance, "Reason"),
    })
}

fn edit_note(chance: &Chance, seen: &Model) -> Option<Command> {
    let note = chance.one_of(seen.notes.values().cloned())?;
    let (account, base) = (note.account, note.text);
    if chance.in_hundred(30) {
        return Some(Command::RemoveNote(RemoveNote { note: note.id, account }));
    }
    let text = format!("{base}\n{}", word(chance, "line"));
    Some(Command::EditNote(EditNote { note: note.id, account, base, text }))
}

fn import(chance: &Chance) -> Command {
    Command::ImportBatch(ImportBatch {
        import: chance.id(),
        file_hash: String::new(),
        imported: 0,
        accounts_created: 0,
        unchanged: 0,
        refused: 0,
        currency: Currency::default(),
        sales_minor: 0,
        credits_minor: 0,
        purchases_minor: 0,
        last_day: None,
    })
}

fn move_card(chance: &Chance, seen: &Model, account: AccountId) -> Option<Command> {
    let board = chance.one_of(seen.team_boards.keys().copied())?;
    let stands = seen.card(board, account).map(|card| card.column);
    let other = || chance.one_of(seen.cards.values().map(|card| card.account));
    Some(Command::MoveCard(MoveCard {
        board,
        account,
        column: chance.one_of(seen.columns.keys().copied()).filter(|_| chance.in_hundred(85)),
        was: if chance.in_hundred(92) { stands } else { None },
        behind: other().filter(|_| chance.in_hundred(60)),
        before: other().filter(|_| chance.in_hundred(60)),
    }))
}

fn change_columns(chance: &Chance, seen: &Model) -> Option<Command> {
    let board = chance.one_of(seen.team_boards.keys().copied())?;
    let column = chance.one_of(seen.columns.keys().copied());
    let edit = |edit: ColumnEdit| column.map(|column| Command::EditColumn(EditColumn { board, column, edit }));
    match chance.below(6) {
        0 | 1 => Some(Command::AddColumn(AddColumn {
            board,
            column: chance.id(),
            name: word(chance, "Column"),
            hue: 1,
            limit: None,
        })),
        2 => column.map(|column| Command::RemoveColumn(RemoveColumn { board, column })),
        3 => edit(ColumnEdit::Name(word(chance, "Column"))),
        4 => edit(ColumnEdit::Limit(chance.in_hundred(50).then_some(3))),
        _ => {
            edit(ColumnEdit::Behind(chance.one_of(seen.columns.keys().copied()).filter(|other| Some(*other) != column)))
        }
    }
}

fn undo(chance: &Chance, seen: &Model, own: &[Seq]) -> Command {
    let any = i64::try_from(chance.below(usize::try_from(seen.seq).unwrap_or_default() + 2)).unwrap();
    let latest = own.iter().rev().take(6).copied();
    let entry = if chance.in_hundred(90) { chance.one_of(latest).unwrap_or(any) } else { any };
    Command::Undo(Undo { entry, answer: chance.id() })
}
