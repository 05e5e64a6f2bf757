use std::cmp::Reverse;

use super::*;
use crate::{list::SortKey, placement::Stage, sample, trailing::Trailing};

const TODAY: Day = Day::constant(2026, 11, 24);

fn layout(columns: Field, rows: Option<Field>) -> Layout {
    Layout { columns, rows, ..Layout::default() }
}

type Told = (Total, Vec<(Cell, Total, Vec<AccountId>)>, Vec<(Slot, Total)>);

/// Everything that a board says of columns and rows that hold an account; others may be left from before.
fn told(board: &Board) -> Told {
    let rows = if board.rows().is_empty() { vec![Slot::Nothing] } else { board.rows().to_vec() };
    let cells = board
        .columns()
        .iter()
        .flat_map(|column| rows.iter().map(|row| Cell { column: column.clone(), row: row.clone() }));
    let cells = cells.map(|cell| (cell.clone(), board.total(&cell), board.cards(&cell).to_vec()));
    let of_columns = board.columns().iter().map(|column| (column.clone(), board.of_column(column)));
    let of_rows = rows.iter().map(|row| (row.clone(), board.of_row(row)));
    let totals = of_columns.chain(of_rows).filter(|(_, total)| total.count > 0);
    (board.whole(), cells.filter(|(_, total, _)| total.count > 0).collect(), totals.collect())
}

#[test]
fn columns_hold_every_account_once_and_add_up() {
    let model = sample::model(TODAY);
    for columns in Field::ALL {
        let board = Board::new(&model, TODAY, layout(*columns, None));
        assert_eq!(board.whole().count, model.accounts.len());
        assert_eq!(board.whole().sum_minor, model.trailing.values().map(|one| one.revenue_ttm_minor).sum::<i64>());
        if !columns.is_many() {
            let counts: usize = board.columns().iter().map(|column| board.of_column(column).count).sum();
            assert_eq!(counts, model.accounts.len(), "{columns:?}");
        }
    }
}

#[test]
fn cells_of_two_fields_add_up_to_their_columns_and_rows() {
    let model = sample::model(TODAY);
    let board = Board::new(&model, TODAY, layout(Field::Country, Some(Field::Owner)));
    for column in board.columns() {
        let cells = board.rows().iter().map(|row| board.total(&Cell { column: column.clone(), row: row.clone() }));
        let sum = cells.fold((0, 0), |sum, total| (sum.0 + total.count, sum.1 + total.sum_minor));
        assert_eq!(sum, (board.of_column(column).count, board.of_column(column).sum_minor));
    }
    for row in board.rows() {
        let cells =
            board.columns().iter().map(|column| board.total(&Cell { column: column.clone(), row: row.clone() }));
        assert_eq!(cells.map(|total| total.count).sum::<usize>(), board.of_row(row).count);
    }
}

#[test]
fn an_account_stands_under_each_of_its_tags_and_counts_once() {
    let mut model = sample::model(TODAY);
    let id = *model.accounts.keys().next().unwrap();
    model.accounts.get_mut(&id).unwrap().tags = ["rail", "steel"].map(str::to_owned).into();
    let board = Board::new(&model, TODAY, layout(Field::Tag, None));
    assert_eq!(board.cells_of(id).len(), 2);
    assert_eq!(board.whole().count, model.accounts.len());
}

#[test]
fn the_largest_revenue_comes_first_unless_another_order_is_asked_for() {
    let model = sample::model(TODAY);
    let revenue = |id: &AccountId| model.revenue_ttm_minor(*id);
    let early = Cell::from(Slot::Stage(Stage::Early));
    let board = Board::new(&model, TODAY, Layout::default());
    assert!(board.cards(&early).len() > 1 && board.cards(&early).is_sorted_by_key(|id| Reverse(revenue(id))));
    let sort = Sort { key: SortKey::Name, descending: false };
    let board = Board::new(&model, TODAY, Layout { sort, ..Layout::default() });
    assert!(board.cards(&early).is_sorted_by_key(|id| model.accounts.get(id).unwrap().name.clone()));
}

/// A board that was kept through random changes is the board that would be made anew.
#[test]
fn a_kept_board_is_as_one_made_anew() {
    let mut chance = sample::chance::Chance::of(7);
    let mut model = sample::model(TODAY);
    let ids: Vec<AccountId> = model.accounts.keys().copied().collect();
    let people: Vec<_> = model.people.keys().copied().collect();
    let layouts = [
        layout(Field::Relationship, None),
        layout(Field::Tag, Some(Field::Owner)),
        layout(Field::Country, Some(Field::Revenue)),
        Layout {
            sort: Sort { key: SortKey::Name, descending: true },
            filter: Filter::of_words("a"),
            ..Layout::default()
        },
    ];
    let mut boards: Vec<Board> = layouts.iter().map(|layout| Board::new(&model, TODAY, layout.clone())).collect();
    let mut below = |count: usize| usize::try_from(chance.next() % count as u64).unwrap();
    for _ in 0..200 {
        let mut touched = SetOf::new();
        for _ in 0..=below(2) {
            let id = ids[below(ids.len())];
            touched.insert(RecordKey { kind: Kind::Account, id: id.0 });
            let account = model.accounts.get_mut(&id).unwrap();
            match below(5) {
                0 => account.owner = Some(people[below(people.len())]),
                1 => account.country = ["France", "Malta", ""][below(3)].to_owned(),
                2 => drop(account.tags.insert(["rail", "steel", "toys"][below(3)].to_owned())),
                3 => account.name = format!("{} {}", ["Ada", "Zoo"][below(2)], below(99)),
                _ => {
                    let revenue_ttm_minor = i64::try_from(below(5_000_000)).unwrap();
                    model.trailing.insert(id, Trailing { id, revenue_ttm_minor, ..Trailing::default() });
                }
            }
        }
        for board in &mut boards {
            board.refresh(&model, TODAY, &touched);
            assert_eq!(told(board), told(&Board::new(&model, TODAY, board.layout().clone())));
        }
    }
}

#[test]
fn what_looks_different_is_told_and_nothing_else() {
    let mut model = sample::model(TODAY);
    let mut board = Board::new(&model, TODAY, layout(Field::Country, None));
    let id = *model.accounts.keys().next().unwrap();
    let key = SetOf::from([RecordKey { kind: Kind::Account, id: id.0 }]);
    assert_eq!(board.refresh(&model, TODAY, &key), Altered::Cells(SetOf::new()));
    let before = board.cells_of(id)[0].clone();
    let other = board.columns().iter().find(|slot| **slot != before.column && **slot != Slot::Nothing).unwrap().clone();
    let Slot::Word(country) = &other else { unreachable!() };
    model.accounts.get_mut(&id).unwrap().country.clone_from(country);
    assert_eq!(board.refresh(&model, TODAY, &key), Altered::Cells(SetOf::from([before, Cell::from(other)])));
    model.accounts.get_mut(&id).unwrap().country = "Atlantis".to_owned();
    assert_eq!(board.refresh(&model, TODAY, &key), Altered::All);
}

/// The board of a page's first window: the first accounts of each cell, what they are in a model of their own.
fn outlined(model: &Model, layout: Layout, first: usize) -> (Board, Model) {
    let board = Board::new(model, TODAY, layout.clone());
    let slots = |slots: &[Slot], total: &dyn Fn(&Slot) -> Total| {
        slots.iter().map(|slot| (slot.clone(), total(slot))).collect::<Vec<_>>()
    };
    let cell = |cell: Cell| {
        let cards = board.cards(&cell).iter().take(first).copied().collect();
        (cell.clone(), board.total(&cell), cards)
    };
    let known = Outline {
        columns: slots(board.columns(), &|slot| board.of_column(slot)),
        rows: slots(board.rows(), &|slot| board.of_row(slot)),
        whole: board.whole(),
        cells: board.cells().map(cell).collect(),
    };
    let cards: Vec<AccountId> = known.cells.iter().flat_map(|(.., cards)| cards.clone()).collect();
    let mut part = Model::of_device();
    for id in cards {
        part.accounts.insert(id, model.accounts.get(&id).unwrap().clone());
        part.trailing.extend(model.trailing.get(&id).map(|figure| (id, figure.clone())));
        part.placements.extend(model.placements.of(id).cloned());
    }
    (Board::of_outline(&part, TODAY, layout, known), part)
}

#[test]
fn a_move_shows_on_a_board_of_which_only_the_first_accounts_are_in_hand() {
    let mut model = sample::model(TODAY);
    let layout = layout(Field::Country, None);
    let (mut board, mut part) = outlined(&model, layout.clone(), 2);
    assert!(part.accounts.len() < model.accounts.len());
    let from = board.cells().find(|cell| board.cards(cell).len() == 2 && board.total(cell).count > 2).unwrap();
    let to = board.columns().iter().find(|slot| **slot != from.column && matches!(slot, Slot::Word(_))).unwrap();
    let (to, id) = (to.clone(), board.cards(&from)[0]);
    let Slot::Word(country) = &to else { unreachable!() };
    for model in [&mut part, &mut model] {
        model.accounts.get_mut(&id).unwrap().country.clone_from(country);
    }
    let key = SetOf::from([RecordKey { kind: Kind::Account, id: id.0 }]);
    let into = Cell::from(to);
    assert_eq!(board.refresh(&part, TODAY, &key), Altered::Cells(SetOf::from([from.clone(), into.clone()])));
    let whole = Board::new(&model, TODAY, layout);
    assert!(board.cards(&into).contains(&id) && !board.cards(&from).contains(&id));
    for cell in [&from, &into] {
        assert_eq!(board.total(cell), whole.total(cell));
        assert_eq!(board.of_column(&cell.column), whole.of_column(&cell.column));
    }
    assert_eq!(board.whole(), whole.whole());
}

#[test]
fn what_is_counted_without_being_in_hand_stays_where_it_is() {
    let model = sample::model(TODAY);
    let (mut board, mut part) = outlined(&model, layout(Field::Owner, Some(Field::Country)), 1);
    let before = told(&board);
    let hidden = model.accounts.values().find(|account| !part.accounts.contains_key(&account.id)).unwrap();
    let key = |kind, id| RecordKey { kind, id };
    part.accounts.insert(hidden.id, Account { country: "Atlantis".to_owned(), ..hidden.clone() });
    let person = *model.people.keys().next().unwrap();
    let touched = SetOf::from([key(Kind::Account, hidden.id.0), key(Kind::Person, person.0)]);
    assert_eq!(board.refresh(&part, TODAY, &touched), Altered::Cells(SetOf::new()));
    assert_eq!(told(&board), before);
    // A value for which the board has no room comes with the rest.
    let known = *part.accounts.keys().find(|id| **id != hidden.id).unwrap();
    part.accounts.get_mut(&known).unwrap().country = "Atlantis".to_owned();
    board.refresh(&part, TODAY, &SetOf::from([key(Kind::Account, known.0)]));
    assert_eq!(told(&board), before);
}
