//! Accounts: the client firms whose relationship somebody keeps.
use serde::{Deserialize, Serialize};

use crate::{
    apply::{Case, Decision, Stop},
    change::Kind,
    command::{Key, Keys},
    day::Day,
    group,
    ids::{AccountId, PersonId},
    model::Model,
    policy::{self, Action},
    record::Record,
    rejection::{Rejection, TextField},
    set::SetOf,
    text::{self, LABEL_MAX, NAME_MAX, SENTENCE_MAX},
};

/// How many tags an account can carry.
pub const TAGS_MAX: usize = 20;

record! {
    /// A client firm.
    Account(AccountId) of Account in |account| Some(account.id);
    /// Its name, as people say it.
    name: String, Internal, Last;
    /// What it is called in other books, such as the customer number of the ledger; unique where there is one.
    reference: String, Internal, Last;
    /// Its country, as the trade names it.
    country: String, Internal, Last;
    /// The market segment that it belongs to.
    segment: String, Internal, Last;
    /// Free words that a team sorts by.
    #[cfg_attr(feature = "schema", schema(value_type = std::collections::BTreeSet<String>))]
    tags: SetOf<String>, Internal, Last;
    /// Who leads it; nobody yet for one that was imported and not assigned.
    owner: Option<PersonId>, Internal, Guarded;
    /// What happens next with it.
    next_step: String, Internal, Last;
    /// When that is due.
    #[cfg_attr(feature = "schema", schema(value_type = Option<String>, format = Date))]
    #[serde(with = "crate::day::text_or_none")]
    next_step_day: Option<Day>, Internal, Last;
    /// The account below which it stands, as a subsidiary stands below the firm that owns it: see [`crate::group`].
    #[serde(skip_serializing_if = "Option::is_none")]
    parent: Option<AccountId>, Internal, Last;
}

impl Account {
    /// Its reference, where it says more than the name: a customer whom a file names by a number only is called by that number.
    pub fn own_reference(&self) -> &str {
        if self.reference == self.name { "" } else { &self.reference }
    }
}

/// Takes an account into the book.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct CreateAccount {
    /// The new account's id.
    pub account: AccountId,
    /// Its name.
    pub name: String,
    /// What it is called in other books.
    #[serde(default)]
    pub reference: String,
    /// Its country.
    #[serde(default)]
    pub country: String,
    /// Its segment.
    #[serde(default)]
    pub segment: String,
    /// Who leads it.
    #[serde(default)]
    pub owner: Option<PersonId>,
}

/// Changes one thing about an account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct EditAccount {
    /// Which account.
    pub account: AccountId,
    /// What.
    pub edit: AccountEdit,
}

/// One thing about an account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub enum AccountEdit {
    /// Its name.
    Name(String),
    /// What it is called in other books.
    Reference(String),
    /// Its country.
    Country(String),
    /// Its segment.
    Segment(String),
    /// One tag more.
    AddTag(String),
    /// One tag less.
    RemoveTag(String),
    /// One tag in the place of another: what was under the one stands under the other. Without one of them it is only given or
    /// taken.
    SwapTag {
        /// The tag that goes.
        #[serde(default)]
        from: Option<String>,
        /// The tag that comes.
        #[serde(default)]
        to: Option<String>,
    },
    /// What happens next and when; empty words take it away.
    NextStep {
        /// What.
        words: String,
        /// When.
        #[cfg_attr(feature = "schema", schema(value_type = Option<String>, format = Date))]
        #[serde(default, with = "crate::day::text_or_none")]
        day: Option<Day>,
    },
    /// The account below which it stands, or none.
    Parent(Option<AccountId>),
}

/// Says who leads an account from now on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct AssignAccount {
    /// Which account.
    pub account: AccountId,
    /// Who leads it from now on, or nobody.
    pub owner: Option<PersonId>,
    /// Who led it when the author looked.
    pub was: Option<PersonId>,
}

impl CreateAccount {
    pub(crate) fn needs(&self, _known: &Model) -> Keys {
        let mut keys = Keys::from([Key::People, Key::Account(self.account)]);
        keys.extend(reference_key(&self.reference));
        keys
    }

    pub(crate) fn decide(&self, case: &Case<'_>) -> Decision {
        let rights = &case.viewer.rights;
        if !rights.may_with(Action::CreateAccount, self.owner) {
            return Err(Rejection::NotPermitted { action: Action::CreateAccount }.into());
        }
        if case.model.accounts.contains_key(&self.account) {
            return Err(Rejection::IdTaken { kind: Kind::Account }.into());
        }
        check_lead(case, self.owner)?;
        let account = Account {
            id: self.account,
            name: text::filled_line(TextField::Name, &self.name, NAME_MAX)?,
            reference: text::line(TextField::Reference, &self.reference, LABEL_MAX)?,
            country: text::line(TextField::Country, &self.country, LABEL_MAX)?,
            segment: text::line(TextField::Segment, &self.segment, LABEL_MAX)?,
            owner: self.owner,
            ..Account::default()
        };
        check_reference_free(case, &account)?;
        Ok(vec![account.created()])
    }
}

impl EditAccount {
    pub(crate) fn needs(&self, known: &Model) -> Keys {
        let mut keys = Keys::from([Key::Account(self.account)]);
        match &self.edit {
            AccountEdit::Reference(reference) => keys.extend(reference_key(reference)),
            AccountEdit::Parent(parent) => keys.extend(group::keys_above(known, *parent)),
            _ => {}
        }
        keys
    }

    pub(crate) fn decide(&self, case: &Case<'_>) -> Decision {
        let account = case.account(self.account, Action::EditAccount)?;
        let mut edited = account.clone();
        self.edit.change(&mut edited)?;
        if let AccountEdit::NextStep { day: Some(day), .. } = &self.edit {
            case.not_too_early(*day)?;
        }
        if edited.reference != account.reference {
            check_reference_free(case, &edited)?;
        }
        if edited.parent != account.parent {
            group::check_parent(case, account.id, edited.parent)?;
        }
        Ok(account.edited(&edited))
    }
}

impl AccountEdit {
    fn change(&self, account: &mut Account) -> Result<(), Rejection> {
        match self {
            Self::Name(name) => account.name = text::filled_line(TextField::Name, name, NAME_MAX)?,
            Self::Reference(reference) => account.reference = text::line(TextField::Reference, reference, LABEL_MAX)?,
            Self::Country(country) => account.country = text::line(TextField::Country, country, LABEL_MAX)?,
            Self::Segment(segment) => account.segment = text::line(TextField::Segment, segment, LABEL_MAX)?,
            Self::AddTag(tag) => add_tag(account, tag)?,
            Self::RemoveTag(tag) => account.tags.retain(|known| known != tag.trim()),
            Self::SwapTag { from, to } => {
                account.tags.retain(|known| from.as_ref().is_none_or(|from| known != from.trim()));
                to.as_ref().map_or(Ok(()), |tag| add_tag(account, tag))?;
            }
            Self::NextStep { words, day } => {
                account.next_step = text::line(TextField::NextStep, words, SENTENCE_MAX)?;
                account.next_step_day = *day;
                if account.next_step.is_empty() && day.is_some() {
                    return Err(Rejection::NextStepWithoutWords);
                }
            }
            Self::Parent(parent) => account.parent = *parent,
        }
        Ok(())
    }
}

fn add_tag(account: &mut Account, tag: &str) -> Result<(), Rejection> {
    account.tags.insert(text::filled_line(TextField::Tag, tag, LABEL_MAX)?);
    if account.tags.len() > TAGS_MAX { Err(Rejection::TagsTooMany { max: TAGS_MAX }) } else { Ok(()) }
}

impl AssignAccount {
    pub(crate) fn needs(&self, _known: &Model) -> Keys {
        Keys::from([Key::People, Key::Account(self.account)])
    }

    pub(crate) fn decide(&self, case: &Case<'_>) -> Decision {
        let account = case.account(self.account, Action::AssignAccount)?;
        check_lead(case, self.owner)?;
        if account.owner != self.was {
            return Err(Rejection::Conflict { kind: Kind::Account, field: "owner".to_owned() }.into());
        }
        Ok(account.edited(&Account { owner: self.owner, ..account.clone() }))
    }
}

fn reference_key(reference: &str) -> Option<Key> {
    let reference = reference.trim();
    (!reference.is_empty()).then(|| Key::AccountReference(reference.to_owned()))
}

/// Whoever leads an account must be able to.
pub(crate) fn check_lead(case: &Case<'_>, lead: Option<PersonId>) -> Result<(), Stop> {
    let Some(lead) = lead else { return Ok(()) };
    match case.model.people.get(&lead) {
        Some(person) if policy::can_lead(person) => Ok(()),
        Some(_) => Err(Rejection::CannotLead.into()),
        None => Err(case.absent(Kind::Person)),
    }
}

/// A reference names one account. A device that does not hold every account may find out only at the server.
fn check_reference_free(case: &Case<'_>, account: &Account) -> Result<(), Rejection> {
    if account.reference.is_empty() {
        return Ok(());
    }
    let taken =
        case.model.accounts.values().any(|other| other.id != account.id && other.reference == account.reference);
    if taken { Err(Rejection::ReferenceTaken) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_takes_the_place_of_another() {
        let text = |text: &str| Some(text.to_owned());
        let mut account = Account { tags: ["rail", "steel"].map(str::to_owned).into(), ..Account::default() };
        AccountEdit::SwapTag { from: text("rail"), to: text(" toys ") }.change(&mut account).unwrap();
        assert_eq!(account.tags, ["steel", "toys"].map(str::to_owned).into());
        AccountEdit::SwapTag { from: text("toys"), to: None }.change(&mut account).unwrap();
        AccountEdit::SwapTag { from: None, to: text("rail") }.change(&mut account).unwrap();
        assert_eq!(account.tags, ["rail", "steel"].map(str::to_owned).into());
        let refused = AccountEdit::SwapTag { from: text("rail"), to: text(" ") }.change(&mut account);
        assert!(refused.is_err());
    }
}
