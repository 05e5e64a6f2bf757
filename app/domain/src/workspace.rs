//! The workspace: the house of one sales organisation, its money and its reporting date.

use serde::{Deserialize, Serialize};

use crate::{
    apply::{Case, Decision},
    command::{Key, Keys},
    day::Day,
    ids::{PersonId, WorkspaceId},
    model::Model,
    money::Currency,
    person::{OrgRole, Person},
    policy::{self, Action},
    record::Record,
    rejection::{Rejection, TextField},
    set::SetOf,
    text::{self, NAME_MAX},
};

record! {
    /// The house of one sales organisation.
    Workspace(WorkspaceId) of Workspace in |_| None;
    /// What the organisation calls itself.
    name: String, Open, Last;
    /// The currency in which all figures are kept; chosen once.
    #[cfg_attr(feature = "schema", schema(value_type = String))]
    base_currency: Currency, Open, Fixed;
    /// The reporting date, where a director has set one.
    #[cfg_attr(feature = "schema", schema(value_type = Option<String>, format = Date))]
    #[serde(with = "crate::day::text_or_none")]
    reporting_date: Option<Day>, Open, Last;
    /// The latest day of any document, kept by the server.
    #[cfg_attr(feature = "schema", schema(value_type = Option<String>, format = Date))]
    #[serde(with = "crate::day::text_or_none")]
    last_ledger_day: Option<Day>, Open, Last;
}

impl Workspace {
    /// What "today" means for trailing figures: the day that was set, else today or the last ledger day, whichever is
    /// earlier. It stands beside every trailing figure.
    pub fn reports_to(&self, today: Day) -> Day {
        self.reporting_date.unwrap_or_else(|| self.last_ledger_day.map_or(today, |last| last.min(today)))
    }
}

/// Founds a workspace with its first person, who is administrator and agency director.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct FoundWorkspace {
    /// The new workspace's id.
    pub workspace: WorkspaceId,
    /// What the organisation calls itself.
    pub name: String,
    /// The currency of its figures.
    #[cfg_attr(feature = "schema", schema(value_type = String))]
    pub base_currency: Currency,
    /// The first person's id.
    pub person: PersonId,
    /// The first person's name.
    pub person_name: String,
}

/// Gives the workspace another name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct RenameWorkspace {
    /// The new name.
    pub name: String,
}

/// Sets the reporting date, or gives it back to the ledger.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct SetReportingDate {
    /// The day to which trailing figures run; none: today or the last ledger day, whichever is earlier.
    #[cfg_attr(feature = "schema", schema(value_type = Option<String>, format = Date))]
    #[serde(default, with = "crate::day::text_or_none")]
    pub day: Option<Day>,
}

impl FoundWorkspace {
    pub(crate) fn needs(&self, _known: &Model) -> Keys {
        Keys::from([Key::People])
    }

    /// Nobody has rights in a workspace that is not there, so this rule alone asks for none; who may found one is
    /// decided at the door (the set-up link, the command line, the demo).
    pub(crate) fn decide(&self, case: &Case<'_>) -> Decision {
        if case.model.workspace.is_some() || !case.model.people.is_empty() {
            return Err(Rejection::WorkspaceFounded.into());
        }
        let workspace = Workspace {
            id: self.workspace,
            name: text::filled_line(TextField::Name, &self.name, NAME_MAX)?,
            base_currency: self.base_currency,
            reporting_date: None,
            last_ledger_day: None,
        };
        let person = Person {
            id: self.person,
            name: text::filled_line(TextField::Name, &self.person_name, NAME_MAX)?,
            roles: SetOf::from([OrgRole::Administrator, OrgRole::AgencyDirector]),
            superior: None,
            active: true,
        };
        Ok(vec![workspace.created(), person.created()])
    }
}

impl RenameWorkspace {
    pub(crate) fn needs(&self, _known: &Model) -> Keys {
        Keys::new()
    }

    pub(crate) fn decide(&self, case: &Case<'_>) -> Decision {
        policy::permit(&case.viewer.rights, Action::Configure)?;
        let workspace = case.workspace()?;
        let name = text::filled_line(TextField::Name, &self.name, NAME_MAX)?;
        Ok(workspace.edited(&Workspace { name, ..workspace.clone() }))
    }
}

impl SetReportingDate {
    pub(crate) fn needs(&self, _known: &Model) -> Keys {
        Keys::new()
    }

    pub(crate) fn decide(&self, case: &Case<'_>) -> Decision {
        policy::permit(&case.viewer.rights, Action::Configure)?;
        let workspace = case.workspace()?;
        if let Some(day) = self.day {
            case.is_business_day(day)?;
        }
        Ok(workspace.edited(&Workspace { reporting_date: self.day, ..workspace.clone() }))
    }
}
