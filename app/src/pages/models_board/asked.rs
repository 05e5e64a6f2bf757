//! What the address of the boards of the models asks for: which of them, whose accounts, as of when, and what is looked at.

use domain::{
    categorization::BOARDS,
    day::{Day, Written},
    field::{Field, Slot},
    filter::{Filter, words_of},
    ids::AccountId,
};

use crate::paths;

/// The fields to whose values the boards are narrowed.
pub const NARROWED: [Field; 3] = [Field::Owner, Field::Segment, Field::Country];

/// A list to work off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum List {
    /// The models disagree about these.
    Disagree,
    /// Worth a deeper relationship than there is.
    UnderDeveloped,
    /// More is done for these than they repay.
    OverServed,
    /// Placed by colleagues, and not confirmed.
    Waiting,
}

impl List {
    /// All of them, in the order in which people read them.
    pub const ALL: [Self; 4] = [Self::Disagree, Self::UnderDeveloped, Self::OverServed, Self::Waiting];

    fn word(self) -> &'static str {
        match self {
            Self::Disagree => "disagree",
            Self::UnderDeveloped => "under-developed",
            Self::OverServed => "over-served",
            Self::Waiting => "waiting",
        }
    }
}

/// How accounts are drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Drawn {
    /// Each with its name.
    Cards,
    /// As points, as large as what they brought.
    Points,
    /// As points, all alike.
    Alike,
}

impl Drawn {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Cards, Self::Points, Self::Alike];

    /// The word for it in an address.
    pub fn word(self) -> &'static str {
        match self {
            Self::Cards => "cards",
            Self::Points => "points",
            Self::Alike => "alike",
        }
    }
}

/// What the address asks for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    /// The model that is shown alone; none: all four.
    pub model: Option<String>,
    /// The cell of that model that is looked into; empty: those that stand nowhere.
    pub cell: Option<String>,
    /// The words that each account holds, as they were typed.
    pub words: String,
    /// The values to which fields are narrowed, one of each.
    pub only: Vec<(Field, Slot)>,
    /// The field by whose values accounts are coloured.
    pub colour: Option<Field>,
    /// How accounts are drawn; none: as there is room.
    pub drawn: Option<Drawn>,
    /// The list that is worked off.
    pub list: Option<List>,
    /// The business day; none: today.
    pub as_of: Option<Day>,
    /// The day by whose end it had to be recorded; none: all counts.
    pub known_on: Option<Day>,
    /// The day since which moves are told; none: they are not.
    pub since: Option<Day>,
    /// Which accounts the server is asked for; empty: all.
    pub scope: String,
    /// The account that is looked at in all of them.
    pub account: Option<AccountId>,
}

impl Asked {
    /// What the raw query says. What cannot be read is left out.
    pub fn of(query: &str) -> Self {
        let said = |name| Some(paths::asked(query, name)).filter(|said| !said.is_empty());
        let only = paths::asked_all(query, "only").into_iter().filter_map(|only| {
            let (field, slot) = only.split_once(':')?;
            let field = Field::of_word(field).filter(|field| NARROWED.contains(field))?;
            Some((field, Slot::of_word(field, slot)?))
        });
        let model = said("model");
        let has_cell = paths::asked_all(query, "cell").into_iter().next().filter(|_| model.is_some());
        Self {
            model,
            cell: has_cell,
            words: paths::asked(query, "q"),
            only: only.collect(),
            colour: said("colour").and_then(|word| Field::of_word(&word)).filter(|field| NARROWED.contains(field)),
            drawn: said("show").and_then(|word| Drawn::ALL.into_iter().find(|drawn| drawn.word() == word)),
            list: said("list").and_then(|word| List::ALL.into_iter().find(|list| list.word() == word)),
            as_of: Day::of_text(&paths::asked(query, "as_of")),
            known_on: Day::of_text(&paths::asked(query, "known_on")),
            since: Day::of_text(&paths::asked(query, "since")),
            scope: paths::asked(query, "scope"),
            account: said("account").and_then(|id| id.parse().ok()),
        }
    }

    /// The address that asks for it; what is as usual is left out.
    pub fn path(&self) -> String {
        let mut said = self.days();
        let mut say = |name: &str, value: &str| said.push([name, "=", &paths::encoded(value)].concat());
        if let Some(since) = self.since {
            say("since", &since.to_string());
        }
        if let Some(model) = &self.model {
            say("model", model);
        }
        if let Some(cell) = self.cell.as_ref().filter(|_| self.model.is_some()) {
            say("cell", cell);
        }
        if !self.words.is_empty() {
            say("q", &self.words);
        }
        for (field, slot) in &self.only {
            say("only", &[&field.to_string(), ":", &slot.word()].concat());
        }
        if let Some(colour) = self.colour {
            say("colour", &colour.to_string());
        }
        if let Some(drawn) = self.drawn {
            say("show", drawn.word());
        }
        if let Some(list) = self.list {
            say("list", list.word());
        }
        if let Some(account) = self.account {
            say("account", &account.to_string());
        }
        joined(paths::MODELS_BOARD, &said)
    }

    /// The address of the page as far as the server answers it anew.
    pub fn page(&self) -> String {
        joined(paths::MODELS_BOARD, &self.of_server())
    }

    /// The address at which the board itself is told.
    pub fn board(&self) -> String {
        joined(paths::BOARDS_OF_MODELS, &self.of_server())
    }

    /// The address at which the board of the day is told since which moves are told; none where that lies not before it.
    pub fn earlier(&self) -> Option<String> {
        let since = self.since.filter(|since| self.day().is_none_or(|day| *since < day))?;
        Some(Self { as_of: Some(since), ..self.clone() }.board())
    }

    /// What the server is asked for: a model beside the four is told only where it is shown.
    fn of_server(&self) -> Vec<String> {
        let beside = self.model.as_ref().filter(|model| !BOARDS.contains(&model.as_str()));
        let model = beside.map(|model| ["model=", &paths::encoded(model)].concat());
        self.days().into_iter().chain(model).collect()
    }

    fn days(&self) -> Vec<String> {
        let as_of = self.as_of.map(|day| format!("as_of={day}"));
        let known_on = self.known_on.map(|day| format!("known_on={day}"));
        let scope = (!self.scope.is_empty()).then(|| ["scope=", &paths::encoded(&self.scope)].concat());
        [as_of, known_on, scope].into_iter().flatten().collect()
    }

    /// The business day of which the server tells: of one that asks only what was known, that day; none: today.
    pub fn day(&self) -> Option<Day> {
        self.as_of.or(self.known_on)
    }

    /// Whether it is a board of another time: nothing can be moved there.
    pub fn is_past(&self) -> bool {
        self.as_of.is_some() || self.known_on.is_some()
    }

    /// What narrows it here.
    pub fn filter(&self) -> Filter {
        let only = self.only.iter().map(|(field, slot)| (*field, vec![slot.clone()]));
        Filter { words: words_of(&self.words), only: only.collect() }
    }

    /// The value to which a field is narrowed; empty where it is not.
    pub fn narrowed(&self, field: Field) -> String {
        let found = self.only.iter().find(|(known, _)| *known == field);
        found.map(|(_, slot)| slot.word()).unwrap_or_default()
    }

    /// The same with a field narrowed to a value, or no more.
    pub fn narrowing(mut self, field: Field, word: &str) -> Self {
        self.only.retain(|(known, _)| *known != field);
        self.only.extend(Slot::of_word(field, word).map(|slot| (field, slot)));
        self
    }
}

fn joined(place: &str, said: &[String]) -> String {
    if said.is_empty() { place.to_owned() } else { [place, "?", &said.join("&")].concat() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_asked_for_stands_in_the_address_and_back() {
        let account = AccountId(uuid::Uuid::from_u128(7));
        for path in [
            "/boards/models".to_owned(),
            "/boards/models?as_of=2026-03-01&known_on=2026-04-01&scope=segment%3ARail&since=2025-03-01&model=four_s&cell=star"
                .to_owned(),
            format!(
                "/boards/models?q=rail&only=country%3A%3DFrance&colour=owner&show=cards&list=disagree&account={account}"
            ),
            "/boards/models?model=webster&cell=".to_owned(),
        ] {
            let query = path.split_once('?').map_or("", |(_, query)| query);
            assert_eq!(Asked::of(query).path(), path);
        }
        assert_eq!(Asked::of("cell=star&colour=tag&show=bars&list=all&as_of=soon&only=tag:x"), Asked::default());
    }

    #[test]
    fn the_server_is_asked_for_days_and_scope_alone() {
        let asked = Asked::of("as_of=2026-03-01&q=rail&model=four_s");
        assert_eq!(asked.board(), "/api/v1/boards/models?as_of=2026-03-01");
        assert_eq!(asked.page(), "/boards/models?as_of=2026-03-01");
        let beside = Asked::of("as_of=2026-03-01&q=rail&model=house");
        assert_eq!(beside.board(), "/api/v1/boards/models?as_of=2026-03-01&model=house");
        assert!(asked.is_past() && !Asked::of("q=rail").is_past());
        let earlier = |query: &str| Asked::of(query).earlier();
        assert_eq!(earlier("since=2026-01-31&q=rail").as_deref(), Some("/api/v1/boards/models?as_of=2026-01-31"));
        assert_eq!(earlier("since=2026-03-01&as_of=2026-03-01"), None);
        assert_eq!(earlier("since=2026-03-01&known_on=2026-02-01"), None);
    }

    #[test]
    fn a_field_is_narrowed_to_one_value_and_to_none() {
        let asked = Asked::default().narrowing(Field::Country, "=France").narrowing(Field::Country, "=Spain");
        assert_eq!(asked.narrowed(Field::Country), "=Spain");
        assert_eq!(asked.narrowing(Field::Country, ""), Asked::default());
        let without = Asked::default().narrowing(Field::Segment, "-");
        assert_eq!(without.only, [(Field::Segment, Slot::Nothing)]);
    }
}
