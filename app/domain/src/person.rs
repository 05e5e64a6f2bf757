//! People of the workspace: who they are to the organisation and to whom they report.

use serde::{Deserialize, Serialize};

use crate::{
    apply::{Case, Decision},
    change::Kind,
    command::{Key, Keys},
    ids::PersonId,
    model::Model,
    policy::{self, Action},
    record::Record,
    rejection::{Rejection, TextField},
    set::SetOf,
    text::{self, NAME_MAX},
};

/// A role in the sales organisation; a person has a set of them, and their rights are the union.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub enum OrgRole {
    /// Keeps one or many clients and produces revenue from them.
    AccountManager,
    /// Leads the team around one key client.
    KeyAccountManager,
    /// Directs account managers; sees the whole line below.
    AccountDirector,
    /// Directs the agency; sees everything commercial.
    AgencyDirector,
    /// Speaks for a brand across accounts.
    BrandManager,
    /// Plans media and campaigns.
    MediaDepartment,
    /// Stands between the customers' care and sales.
    CustomerCare,
    /// Sales support and logistics.
    SalesSupport,
    /// Designs and applies products.
    ProductEngineer,
    /// Sponsors accounts from the board.
    ExecutiveSponsor,
    /// Finance and auditors; they read all trade and change nothing.
    Finance,
    /// Configures the workspace and its people.
    Administrator,
}

choice!(OrgRole:
    AccountManager = "account_manager",
    KeyAccountManager = "key_account_manager",
    AccountDirector = "account_director",
    AgencyDirector = "agency_director",
    BrandManager = "brand_manager",
    MediaDepartment = "media_department",
    CustomerCare = "customer_care",
    SalesSupport = "sales_support",
    ProductEngineer = "product_engineer",
    ExecutiveSponsor = "executive_sponsor",
    Finance = "finance",
    Administrator = "administrator",
);

impl Default for OrgRole {
    /// The role with the fewest rights that still keeps clients; only a blank.
    fn default() -> Self {
        Self::AccountManager
    }
}

record! {
    /// Someone who works here. How they sign in is no part of this record.
    Person(PersonId) of Person in |_| None;
    /// Their name, as colleagues write it.
    name: String, Personal, Last;
    /// Their roles.
    #[cfg_attr(feature = "schema", schema(value_type = std::collections::BTreeSet<OrgRole>))]
    roles: SetOf<OrgRole>, Open, Last;
    /// Whom they report to; nobody at the top.
    superior: Option<PersonId>, Open, Last;
    /// Whether they may sign in.
    active: bool, Open, Last;
}

impl Person {
    /// Up to two initials, for a round picture without a picture.
    pub fn initials(&self) -> String {
        let mut words = self.name.split_whitespace().filter_map(|word| word.chars().next());
        let first = words.next();
        first.into_iter().chain(words.next_back()).flat_map(char::to_uppercase).collect()
    }
}

/// Takes a colleague into the workspace. The link by which they set their password is made beside it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct InvitePerson {
    /// The new person's id.
    pub person: PersonId,
    /// Their name.
    pub name: String,
    /// Their roles, one at least.
    #[cfg_attr(feature = "schema", schema(value_type = std::collections::BTreeSet<OrgRole>))]
    pub roles: SetOf<OrgRole>,
    /// Whom they report to.
    #[serde(default)]
    pub superior: Option<PersonId>,
}

/// Changes one thing about a person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct EditPerson {
    /// Who.
    pub person: PersonId,
    /// What.
    pub edit: PersonEdit,
}

/// One thing about a person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub enum PersonEdit {
    /// Their name.
    Name(String),
    /// One role more.
    AddRole(OrgRole),
    /// One role less.
    RemoveRole(OrgRole),
    /// Whom they report to.
    Superior(Option<PersonId>),
    /// Whether they may sign in.
    Active(bool),
}

impl InvitePerson {
    pub(crate) fn needs(&self, _known: &Model) -> Keys {
        Keys::from([Key::People])
    }

    pub(crate) fn decide(&self, case: &Case<'_>) -> Decision {
        policy::permit(&case.viewer.rights, Action::EditPeople)?;
        if case.model.people.contains_key(&self.person) {
            return Err(Rejection::IdTaken { kind: Kind::Person }.into());
        }
        if self.roles.is_empty() {
            return Err(Rejection::RoleMissing.into());
        }
        check_superior(case.model, self.person, self.superior)?;
        let person = Person {
            id: self.person,
            name: text::filled_line(TextField::Name, &self.name, NAME_MAX)?,
            roles: self.roles.clone(),
            superior: self.superior,
            active: true,
        };
        Ok(vec![person.created()])
    }
}

impl EditPerson {
    pub(crate) fn needs(&self, _known: &Model) -> Keys {
        Keys::from([Key::People])
    }

    pub(crate) fn decide(&self, case: &Case<'_>) -> Decision {
        policy::permit(&case.viewer.rights, Action::EditPeople)?;
        let person = case.model.people.get(&self.person).ok_or(Rejection::Gone { kind: Kind::Person })?;
        let mut edited = person.clone();
        match &self.edit {
            PersonEdit::Name(name) => edited.name = text::filled_line(TextField::Name, name, NAME_MAX)?,
            PersonEdit::AddRole(role) => drop(edited.roles.insert(*role)),
            PersonEdit::RemoveRole(role) => drop(edited.roles.remove(role)),
            PersonEdit::Superior(superior) => edited.superior = *superior,
            PersonEdit::Active(active) => edited.active = *active,
        }
        if edited.roles.is_empty() {
            return Err(Rejection::RoleMissing.into());
        }
        check_superior(case.model, self.person, edited.superior)?;
        check_administrator_left(case.model, &edited)?;
        Ok(person.edited(&edited))
    }
}

/// The reporting line has no loops and hangs on people who are there.
pub(crate) fn check_superior(model: &Model, person: PersonId, superior: Option<PersonId>) -> Result<(), Rejection> {
    let mut above = superior;
    let mut steps = 0;
    while let Some(id) = above {
        if id == person || steps > model.people.len() {
            return Err(Rejection::LineLoops);
        }
        steps += 1;
        above = model.people.get(&id).ok_or(Rejection::Gone { kind: Kind::Person })?.superior;
    }
    Ok(())
}

/// Somebody can always configure the workspace.
pub(crate) fn check_administrator_left(model: &Model, edited: &Person) -> Result<(), Rejection> {
    let administers = |person: &Person| person.active && person.roles.contains(&OrgRole::Administrator);
    let another = model.people.values().any(|person| person.id != edited.id && administers(person));
    if another || administers(edited) { Ok(()) } else { Err(Rejection::LastAdministrator) }
}
