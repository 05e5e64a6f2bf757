//! Rules by which accounts count as key: where they stand on a categorization model, or how much of the revenue they bring. A rule
//! names who qualifies and takes nobody in; that is a director's decision ([`crate::key_decision`]).
//!
//! Invariants: a rule goes on saying what it said when somebody was taken in by it, so that only its name and its last day change.
//! Where an account stands on a model is what somebody said, never what scores alone lead to.

use serde::{Deserialize, Serialize};

use crate::{
    apply::{Case, Stop},
    catalogue::{is_same_name, named},
    change::Kind,
    concentration::Portfolio,
    day::{self, Day},
    ids::{AccountId, KeyRuleId},
    keep::{Kept, Ruled},
    policy::{self, Action},
    rejection::Rejection,
    set::SetOf,
    table::Table,
    viewer::Viewer,
};

#[cfg(test)]
mod tests;

/// What a rule goes by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub enum KeyBasis {
    /// The cells of a model in which accounts stand.
    #[default]
    Cells,
    /// The fewest accounts, the largest first, that together bring so much of the trailing year's revenue.
    Together,
    /// Accounts of which each brings so much of it.
    Each,
}

choice!(KeyBasis: Cells = "cells", Together = "together", Each = "each");

record! {
    /// A rule by which accounts count as key.
    KeyRule(KeyRuleId) of KeyRule in |_rule| None;
    /// What it is called.
    name: String, Open, Last;
    /// What it goes by.
    basis: KeyBasis, Open, Fixed;
    /// The model in whose cells accounts stand; empty where it goes by revenue.
    model: String, Open, Fixed;
    /// Those cells.
    #[cfg_attr(feature = "schema", schema(value_type = Vec<String>))]
    cells: SetOf<String>, Open, Fixed;
    /// Whether only what a director confirmed counts.
    confirmed: bool, Open, Fixed;
    /// How much of the revenue, in percent; 0 where it goes by a model.
    percent: i64, Open, Fixed;
    /// The first day on which it holds.
    #[cfg_attr(feature = "schema", schema(value_type = String, format = Date))]
    #[serde(with = "crate::day::text")]
    from_day: Day, Open, Fixed;
    /// The last day on which it holds; none where it holds until further notice.
    #[cfg_attr(feature = "schema", schema(value_type = Option<String>, format = Date))]
    #[serde(with = "crate::day::text_or_none")]
    to_day: Option<Day>, Open, Last;
}

impl KeyRule {
    /// Whether it holds on a day.
    pub fn is_in_force(&self, on: Day) -> bool {
        self.from_day <= on && self.to_day.is_none_or(|to| on <= to)
    }
}

/// Rules in the order in which people read them: by name.
pub fn in_order(mut rules: Vec<KeyRule>) -> Vec<KeyRule> {
    rules.sort_by_key(|rule| (rule.name.to_lowercase(), rule.id));
    rules
}

impl Ruled for KeyRule {
    fn shelf(kept: &Kept) -> &Table<KeyRuleId, Self> {
        &kept.key_rules
    }

    fn permit(case: &Case<'_>, account: Option<AccountId>) -> Result<(), Stop> {
        policy::permit(&case.viewer.rights, Action::DecideKeyAccount)?;
        if account.is_some() { Err(Rejection::FieldUnfit { field: "account".to_owned() }.into()) } else { Ok(()) }
    }

    fn settled(self, _viewer: &Viewer) -> Result<Self, Rejection> {
        let name = named(&self.name)?;
        for told in [Some(self.from_day), self.to_day].into_iter().flatten() {
            day::not_too_early(told)?;
        }
        if self.to_day.is_some_and(|to| to < self.from_day) {
            return Err(Rejection::EndsBeforeItBegins);
        }
        if self.basis == KeyBasis::Cells {
            return if self.cells.is_empty() {
                Err(Rejection::CellsMissing)
            } else {
                Ok(Self { name, percent: 0, ..self })
            };
        }
        if !(1..=100).contains(&self.percent) {
            return Err(Rejection::ShareOutOfRange { percent: self.percent });
        }
        Ok(Self { name, model: String::new(), cells: SetOf::new(), confirmed: false, ..self })
    }

    fn fits(&self, kept: &Kept) -> Result<(), Rejection> {
        let mut others = kept.key_rules.values().filter(|other| other.id != self.id);
        if others.any(|other| is_same_name(&other.name, &self.name)) {
            return Err(Rejection::NameTaken { kind: Kind::KeyRule });
        }
        // What it goes by never changes: once it is kept, it stays by the edition that held then.
        if self.basis != KeyBasis::Cells || kept.key_rules.contains_key(&self.id) {
            return Ok(());
        }
        let model = kept.models.latest(&self.model);
        let model = model.ok_or_else(|| Rejection::ModelUnknown { model: self.model.clone() })?;
        match self.cells.iter().find(|cell| model.cell(cell).is_none()) {
            Some(cell) => Err(Rejection::CellUnknown { cell: cell.clone() }),
            None => Ok(()),
        }
    }

    fn goes(&self, kept: &Kept) -> Result<(), Rejection> {
        let is_named = kept.key_decisions.values().any(|decision| decision.rule == Some(self.id));
        if is_named { Err(Rejection::InUse { kind: Kind::KeyRule }) } else { Ok(()) }
    }
}

/// The cell in which an account stands on a model.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stood {
    /// The cell.
    pub cell: String,
    /// Whether a director confirmed or decided it.
    pub confirmed: bool,
}

/// What rules look at: where accounts stand, and what all accounts of the workspace brought in the trailing year.
#[derive(Clone, Debug, Default)]
pub struct Grounds {
    /// By account and model.
    pub stood: Table<(AccountId, String), Stood>,
    /// What they brought.
    pub book: Portfolio,
}

impl Grounds {
    /// Everybody who qualifies by a rule.
    pub fn qualify(&self, rule: &KeyRule) -> SetOf<AccountId> {
        let first = |count: usize| self.book.ranked().iter().take(count).map(|(account, _)| *account).collect();
        match rule.basis {
            KeyBasis::Together => first(self.book.count_to(rule.percent.into())),
            KeyBasis::Each => first(self.book.count_above(rule.percent.into())),
            KeyBasis::Cells => {
                let counts = |stood: &Stood| rule.cells.contains(&stood.cell) && (stood.confirmed || !rule.confirmed);
                let of_model = self.stood.iter().filter(|((_, model), _)| *model == rule.model);
                of_model.filter(|(_, stood)| counts(stood)).map(|((account, _), _)| *account).collect()
            }
        }
    }
}
