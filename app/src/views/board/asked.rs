//! What the address of a board asks for, and the addresses that ask for something else.

use domain::{
    board::{Cell, Layout},
    field::{Field, Slot},
    filter::{Filter, words_of},
    ids::AccountId,
    list::Sort,
};

use super::{cell_word::Fields, look::Look};
use crate::paths;

/// How a board is drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Shape {
    /// Columns of cards.
    #[default]
    Columns,
    /// Columns of cards, parted into lanes by a second field.
    Lanes(Field),
    /// Cells of two fields with what they add up to.
    Matrix(Field),
}

/// A board as its address describes it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    /// The field whose values are its columns.
    pub columns: Field,
    /// How it is drawn.
    pub shape: Shape,
    /// The words that each account holds, as they were typed.
    pub words: String,
    /// The values to which fields are narrowed.
    pub only: Vec<(Field, Slot)>,
    /// The order of cards.
    pub sort: Sort,
    /// The columns that are folded.
    pub folded: Vec<Slot>,
    /// How its cards look.
    pub look: Look,
    /// The account that is open beside it.
    pub opened: Option<AccountId>,
}

impl Asked {
    /// What the path's field and the raw query say. What cannot be read is left out.
    pub fn of(columns: Field, query: &str) -> Self {
        // Another board that people made is no field here: its cards are not in hand.
        let is_here = |field: &Field| *field == columns || field.team_board().is_none();
        let named = |word: &str| Field::of_word(word).filter(is_here);
        let field = |name| named(&paths::asked(query, name)).filter(|field| *field != columns);
        let shape = match (field("rows"), field("lanes")) {
            (Some(rows), _) => Shape::Matrix(rows),
            (None, Some(lanes)) => Shape::Lanes(lanes),
            (None, None) => Shape::Columns,
        };
        let only = paths::asked_all(query, "only").into_iter().filter_map(|only| {
            let (field, slot) = only.split_once(':')?;
            let field = named(field)?;
            Some((field, Slot::of_word(field, slot)?))
        });
        let folded = paths::asked_all(query, "fold");
        let folded = match folded.is_empty() {
            true => usual_folds(columns),
            false => folded.iter().filter_map(|slot| Slot::of_word(columns, slot)).collect(),
        };
        Self {
            columns,
            shape,
            words: paths::asked(query, "q"),
            only: only.collect(),
            sort: Sort::of_word(&paths::asked(query, "sort")).unwrap_or_else(|| usual_sort(columns)),
            folded,
            look: Look::of(query),
            opened: Self::opens(query),
        }
    }

    /// The account that the raw query of a board's address asks for beside it.
    pub fn opens(query: &str) -> Option<AccountId> {
        paths::asked(query, "open").parse().ok()
    }

    /// The address that asks for it; what is as usual is left out.
    pub fn path(&self) -> String {
        let mut said = Vec::new();
        let mut say = |name: &str, value: &str| said.push([name, "=", &paths::encoded(value)].concat());
        match self.shape {
            Shape::Columns => {}
            Shape::Lanes(lanes) => say("lanes", &lanes.to_string()),
            Shape::Matrix(rows) => say("rows", &rows.to_string()),
        }
        if !self.words.is_empty() {
            say("q", &self.words);
        }
        for (field, slot) in &self.only {
            say("only", &[&field.to_string(), ":", &slot.word()].concat());
        }
        if self.sort != usual_sort(self.columns) {
            say("sort", &self.sort.word());
        }
        if self.folded != usual_folds(self.columns) {
            // None is folded, where something usually is.
            if self.folded.is_empty() {
                say("fold", "");
            }
            self.folded.iter().for_each(|slot| say("fold", &slot.word()));
        }
        self.look.say(&mut say);
        if let Some(account) = self.opened {
            say("open", &account.to_string());
        }
        let path = paths::board(self.columns);
        if said.is_empty() { path } else { [path, said.join("&")].join("?") }
    }

    /// The same board of the same shape, as it is at first.
    pub fn bare(&self) -> Self {
        let Self { columns, shape, .. } = *self;
        Self { columns, shape, sort: usual_sort(columns), folded: usual_folds(columns), ..Self::default() }
    }

    /// The same accounts by another field as columns, as such a board stands at first.
    pub fn by(self, columns: Field) -> Self {
        let shape = if self.fields().rows == Some(columns) { Shape::Columns } else { self.shape };
        let sort = if self.sort == usual_sort(self.columns) { usual_sort(columns) } else { self.sort };
        let only = self.only.into_iter().filter(|(field, _)| *field == columns || field.team_board().is_none());
        Self {
            columns,
            shape,
            sort,
            only: only.collect(),
            folded: usual_folds(columns),
            words: self.words,
            look: self.look,
            opened: self.opened,
        }
    }

    /// The two fields by which it is arranged.
    pub fn fields(&self) -> Fields {
        let rows = match self.shape {
            Shape::Columns => None,
            Shape::Lanes(field) | Shape::Matrix(field) => Some(field),
        };
        Fields { columns: self.columns, rows }
    }

    /// Whether the place of a card in its column is one that people gave it.
    pub fn is_ordered(&self) -> bool {
        self.sort.is_manual() && !matches!(self.shape, Shape::Matrix(_))
    }

    /// How its accounts are arranged.
    pub fn layout(&self) -> Layout {
        let mut only: Vec<(Field, Vec<Slot>)> = Vec::new();
        for (field, slot) in &self.only {
            match only.iter_mut().find(|(known, _)| known == field) {
                Some((_, slots)) => slots.push(slot.clone()),
                None => only.push((*field, vec![slot.clone()])),
            }
        }
        let Fields { columns, rows } = self.fields();
        Layout { columns, rows, sort: self.sort, filter: Filter { words: words_of(&self.words), only } }
    }

    /// The same board with a column folded, or unfolded.
    pub fn with_fold(&self, slot: &Slot) -> Self {
        Self { folded: toggled(&self.folded, slot), ..self.clone() }
    }

    /// The accounts of a cell of a matrix as cards: the same board in lanes, narrowed to that cell.
    pub fn with_cards_of(&self, cell: &Cell) -> Self {
        let fields = self.fields();
        let Some(rows) = fields.rows else { return self.clone() };
        let of_cell = |field: &Field| *field == fields.columns || *field == rows;
        let others = self.only.iter().filter(|(field, _)| !of_cell(field)).cloned();
        let these = [(fields.columns, cell.column.clone()), (rows, cell.row.clone())];
        Self { shape: Shape::Lanes(rows), only: others.chain(these).collect(), ..self.clone() }
    }

    /// The same board narrowed to a value of a field as well, or no more.
    pub fn with_only(&self, field: Field, slot: &Slot) -> Self {
        Self { only: toggled(&self.only, &(field, slot.clone())), ..self.clone() }
    }
}

/// The order in which a board stands where nothing else is asked for: by hand on one that people made.
pub fn usual_sort(columns: Field) -> Sort {
    columns.team_board().map(Sort::manual).unwrap_or_default()
}

/// What is folded where nothing else is asked for: what is not on a board that people made.
fn usual_folds(columns: Field) -> Vec<Slot> {
    columns.team_board().map(|_| Slot::Nothing).into_iter().collect()
}

fn toggled<T: Clone + PartialEq>(all: &[T], one: &T) -> Vec<T> {
    let mut left: Vec<T> = all.iter().filter(|other| *other != one).cloned().collect();
    if left.len() == all.len() {
        left.push(one.clone());
    }
    left
}

#[cfg(test)]
mod tests {
    use domain::list::SortKey;

    use super::*;

    #[test]
    fn a_board_comes_back_from_its_address() {
        let word = |word: &str| Slot::Word(word.to_owned());
        let asked = Asked {
            columns: Field::Country,
            shape: Shape::Matrix(Field::Tag),
            words: "a & b".to_owned(),
            only: vec![(Field::Tag, word("50 %")), (Field::Tag, Slot::Nothing), (Field::Revenue, Slot::Band(2))],
            sort: Sort { key: SortKey::Name, descending: false },
            folded: vec![word("a/b?c"), Slot::Nothing],
            look: Look::of("density=roomy&show=tags&show=quiet"),
            opened: Some(AccountId(uuid::Uuid::from_u128(7))),
        };
        for asked in [asked.clone(), Asked { shape: Shape::Lanes(Field::Owner), ..asked }, Asked::default()] {
            let path = asked.path();
            let (path, query) = path.split_once('?').unwrap_or((&path, ""));
            assert_eq!(paths::board_of(path).map(|field| Asked::of(field, query)), Some(asked));
        }
    }

    #[test]
    fn values_of_one_field_are_alternatives() {
        let asked = Asked::of(Field::Owner, "only=tag:%3Drail&only=country:-&only=tag:%3Dtoys&only=tag:x&rows=owner");
        let filter = asked.layout().filter;
        assert_eq!(
            filter.only.iter().map(|(field, slots)| (*field, slots.len())).collect::<Vec<_>>(),
            [(Field::Tag, 2), (Field::Country, 1)]
        );
        assert_eq!(asked.shape, Shape::Columns);
    }

    #[test]
    fn a_board_that_people_made_stands_by_hand_and_folds_the_rest() {
        let board = uuid::Uuid::from_u128(7).into();
        let asked = Asked::of(Field::Board(board), "");
        assert_eq!((asked.sort, &*asked.folded), (Sort::manual(board), &[Slot::Nothing][..]));
        assert_eq!(asked.path(), paths::board(Field::Board(board)));
        let open = asked.with_fold(&Slot::Nothing);
        assert!(open.path().ends_with("?fold="));
        assert_eq!(Asked::of(Field::Board(board), "fold="), open);
        let sorted = Asked::of(Field::Board(board), "sort=-revenue");
        assert_eq!(sorted.sort, Sort::default());
        assert!(sorted.path().ends_with("?sort=-revenue"));
        let other = Asked::of(Field::Owner, &format!("lanes={}", Field::Board(board)));
        assert_eq!(other.shape, Shape::Columns, "of another board no cards are in hand");
        assert_eq!(asked.by(Field::Owner), Asked { columns: Field::Owner, ..Asked::default() });
    }

    #[test]
    fn a_cell_of_a_matrix_leads_to_its_cards() {
        let asked = Asked::of(Field::Owner, "rows=country&only=owner:-&only=tag:%3Drail&q=a");
        let malta = Slot::Word("Malta".to_owned());
        let shown = asked.with_cards_of(&Cell { column: Slot::Nothing, row: malta.clone() });
        assert_eq!(shown.shape, Shape::Lanes(Field::Country));
        let only =
            [(Field::Tag, Slot::Word("rail".to_owned())), (Field::Owner, Slot::Nothing), (Field::Country, malta)];
        assert_eq!((shown.only.as_slice(), shown.words.as_str()), (only.as_slice(), "a"));
    }

    #[test]
    fn what_is_folded_twice_is_open() {
        let asked = Asked::default().with_fold(&Slot::Nothing);
        assert_eq!(asked.folded, [Slot::Nothing]);
        assert_eq!(asked.with_fold(&Slot::Nothing), Asked::default());
    }
}
