//! Fields by which a board arranges accounts: as its columns, as its rows, or as what it is filtered by. A new field of an
//! account comes onto boards by being one here.

use std::fmt;

use crate::{
    account::Account,
    board_column::columns_of,
    day::Day,
    ids::{BoardColumnId, PersonId, TeamBoardId},
    model::Model,
    money::Currency,
    order::sort,
    placement::{Stage, standing},
    policy::can_lead,
    set::SetOf,
};

/// Something about accounts that has few enough values to stand side by side.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Field {
    /// Where the relationship stands.
    #[default]
    Relationship,
    /// Who leads the account.
    Owner,
    /// Its country.
    Country,
    /// Its market segment.
    Segment,
    /// Its tags; an account stands under each of them.
    Tag,
    /// How much it brought in the trailing year, in bands.
    Revenue,
    /// In which column of a board that people made it stands.
    Board(TeamBoardId),
}

/// A value of a field: a column of a board, or a row.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Slot {
    /// The field is empty: not placed, led by nobody, without a country.
    #[default]
    Nothing,
    /// A stage of the relationship.
    Stage(Stage),
    /// A lead.
    Person(PersonId),
    /// A word: a country, a segment, a tag.
    Word(String),
    /// A band of revenue, by its number in [`BANDS`].
    Band(u8),
    /// A column of a board that people made.
    Column(BoardColumnId),
}

/// Where the bands of trailing revenue begin, in whole units of a currency like the pound. Below the first stand accounts that
/// brought nothing, or less.
pub const BANDS: [i64; 6] = [0, 1_000, 10_000, 100_000, 1_000_000, 10_000_000];

/// How many units of a currency without minor units stand for one of [`BANDS`]: a yen is about a hundredth of a pound.
const SMALL_UNITS: i64 = 100;

/// Where a band begins, in minor units.
pub fn band_from_minor(band: u8, currency: Currency) -> i64 {
    let units = BANDS.get(usize::from(band)).copied().unwrap_or_default();
    units.saturating_mul(if currency.decimals() == 0 { SMALL_UNITS } else { currency.minor_per_major() })
}

fn band_of(minor: i64, currency: Currency) -> Slot {
    if minor <= 0 {
        return Slot::Nothing;
    }
    let reached = (0_u8..).zip(BANDS).take_while(|(band, _)| minor >= band_from_minor(*band, currency));
    reached.last().map_or(Slot::Nothing, |(band, _)| Slot::Band(band))
}

impl fmt::Display for Field {
    /// The field in an address: its word, or the id of the board that people made.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Board(board) => board.fmt(out),
            field => out.write_str(field.word()),
        }
    }
}

impl Field {
    /// The fields that every workspace has, in the order in which people read them.
    pub const ALL: &'static [Self] =
        &[Self::Relationship, Self::Owner, Self::Country, Self::Segment, Self::Tag, Self::Revenue];

    /// The word for it in styles; the same for all boards that people made.
    pub fn word(self) -> &'static str {
        match self {
            Self::Relationship => "relationship",
            Self::Owner => "owner",
            Self::Country => "country",
            Self::Segment => "segment",
            Self::Tag => "tag",
            Self::Revenue => "revenue",
            Self::Board(_) => "board",
        }
    }

    /// The field of an address.
    pub fn of_word(word: &str) -> Option<Self> {
        let board = || {
            // Ids are read in other forms as well; an address has one.
            let board: TeamBoardId = word.parse().ok()?;
            (board.to_string() == word).then_some(Self::Board(board))
        };
        Self::ALL.iter().copied().find(|field| field.word() == word).or_else(board)
    }

    /// The board that people made, if it is one.
    pub fn team_board(self) -> Option<TeamBoardId> {
        if let Self::Board(board) = self { Some(board) } else { None }
    }

    /// Whether an account can stand under several values at once.
    pub fn is_many(self) -> bool {
        self == Self::Tag
    }

    /// The values under which an account stands; at least one.
    pub fn slots_of(self, model: &Model, account: &Account, day: Day) -> Vec<Slot> {
        let one = match self {
            Self::Relationship => {
                standing(model, account.id, day).map_or(Slot::Nothing, |stands| Slot::Stage(stands.cell))
            }
            Self::Owner => account.owner.map_or(Slot::Nothing, Slot::Person),
            Self::Country => word(&account.country),
            Self::Segment => word(&account.segment),
            Self::Tag if account.tags.is_empty() => Slot::Nothing,
            Self::Tag => return account.tags.iter().map(|tag| word(tag)).collect(),
            Self::Revenue => band_of(model.revenue_ttm_minor(account.id), model.base_currency()),
            Self::Board(board) => {
                let card = model.card(board, account.id).filter(|card| model.columns.contains_key(&card.column));
                card.map_or(Slot::Nothing, |card| Slot::Column(card.column))
            }
        };
        vec![one]
    }

    /// The values that stand side by side, from left to right, over all accounts in hand: those that a model or a scale names
    /// always, people who lead or could, and words that accounts carry. Whatever is not on a board that people made stands last.
    pub fn slots(self, model: &Model) -> Vec<Slot> {
        if let Self::Board(board) = self {
            let columns = columns_of(model, board).into_iter().map(|column| Slot::Column(column.id));
            return columns.chain([Slot::Nothing]).collect();
        }
        let mut slots = vec![Slot::Nothing];
        match self {
            Self::Relationship => slots.extend(Stage::ALL.iter().copied().map(Slot::Stage)),
            Self::Revenue => slots.extend((0..).zip(BANDS).map(|(band, _)| Slot::Band(band))),
            Self::Owner => slots.extend(leads(model)),
            Self::Country => slots.extend(words(model, |account| Some(&account.country))),
            Self::Segment => slots.extend(words(model, |account| Some(&account.segment))),
            Self::Tag => slots.extend(words(model, |account| &account.tags)),
            Self::Board(_) => {}
        }
        slots
    }
}

fn word(text: &str) -> Slot {
    if text.is_empty() { Slot::Nothing } else { Slot::Word(text.to_owned()) }
}

/// The people who lead an account or could, by name.
fn leads(model: &Model) -> Vec<Slot> {
    let leading: SetOf<PersonId> = model.accounts.values().filter_map(|account| account.owner).collect();
    let mut people: Vec<_> =
        model.people.values().filter(|person| can_lead(person) || leading.contains(&person.id)).collect();
    sort(&mut people, &|a, b| a.name.cmp(&b.name).then(a.id.cmp(&b.id)));
    people.into_iter().map(|person| Slot::Person(person.id)).collect()
}

/// The words that accounts carry, in their order.
fn words<'a, I: IntoIterator<Item = &'a String>>(model: &'a Model, of: impl Fn(&'a Account) -> I) -> Vec<Slot> {
    let found: SetOf<&String> = model.accounts.values().flat_map(of).filter(|text| !text.is_empty()).collect();
    found.into_iter().map(|text| word(text)).collect()
}

impl Slot {
    /// The value in an address or in the document: unlike that of every other value of its field.
    pub fn word(&self) -> String {
        match self {
            Self::Nothing => "-".to_owned(),
            Self::Stage(stage) => stage.word().to_owned(),
            Self::Person(person) => person.to_string(),
            Self::Word(word) => format!("={word}"),
            Self::Band(band) => band.to_string(),
            Self::Column(column) => column.to_string(),
        }
    }

    /// The value of a field that a word names; none where it names none.
    pub fn of_word(field: Field, word: &str) -> Option<Self> {
        if word == "-" {
            return Some(Self::Nothing);
        }
        match field {
            Field::Relationship => Stage::of_word(word).map(Self::Stage),
            Field::Owner => word.parse().ok().map(Self::Person),
            Field::Country | Field::Segment | Field::Tag => {
                word.strip_prefix('=').map(|word| Self::Word(word.to_owned()))
            }
            Field::Revenue => word.parse().ok().filter(|band| usize::from(*band) < BANDS.len()).map(Self::Band),
            Field::Board(_) => word.parse().ok().map(Self::Column),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{day::Day, sample};

    const TODAY: Day = Day::constant(2026, 11, 24);

    #[test]
    fn every_account_stands_under_values_that_stand_on_the_board() {
        let model = sample::model(TODAY);
        for field in Field::ALL {
            let slots = field.slots(&model);
            for account in model.accounts.values() {
                let found = field.slots_of(&model, account, TODAY);
                assert!(!found.is_empty() && found.iter().all(|slot| slots.contains(slot)), "{field:?}: {found:?}");
                assert!(field.is_many() || found.len() == 1);
            }
        }
    }

    #[test]
    fn every_value_has_a_word_and_back() {
        let model = sample::model(TODAY);
        for field in Field::ALL {
            for slot in field.slots(&model) {
                assert_eq!(Slot::of_word(*field, &slot.word()), Some(slot));
            }
        }
        assert_eq!(Slot::of_word(Field::Revenue, "6"), None);
        assert_eq!(Slot::of_word(Field::Country, "France"), None);
    }

    #[test]
    fn a_board_that_people_made_is_a_field_by_its_id() {
        let board = Field::Board(uuid::Uuid::from_u128(7).into());
        assert_eq!(Field::of_word(&board.to_string()), Some(board));
        assert_eq!(Field::of_word("00000000000000000000000000000007"), None, "one address and no other");
        let column = Slot::Column(uuid::Uuid::from_u128(8).into());
        assert_eq!(Slot::of_word(board, &column.word()), Some(column));
        assert_eq!(board.slots(&Model::default()), [Slot::Nothing]);
    }

    #[test]
    fn a_band_begins_where_it_says() {
        let pound = Currency::of("GBP").unwrap();
        let yen = Currency::of("JPY").unwrap();
        assert_eq!([-5, 0].map(|minor| band_of(minor, pound)), [Slot::Nothing, Slot::Nothing]);
        assert_eq!(
            [1, 99_999, 100_000].map(|minor| band_of(minor, pound)),
            [Slot::Band(0), Slot::Band(0), Slot::Band(1)]
        );
        assert_eq!([99_999, 100_000].map(|minor| band_of(minor, yen)), [Slot::Band(0), Slot::Band(1)]);
        assert_eq!(band_of(i64::MAX, pound), Slot::Band(5));
    }
}
