//! What a person may do, once, for the server and for the browser.
//!
//! Each role reaches so far with each action; a person's rights are the union over their roles. Whatever is not granted
//! here is denied. Permission is looked at before existence, and what someone may not see is answered as if it were not
//! there.

use serde::{Deserialize, Serialize};

use crate::{
    account::Account,
    change::{Change, Kind},
    ids::PersonId,
    model::Model,
    person::{OrgRole, Person},
    rejection::Rejection,
    set::SetOf,
    table::Table,
    viewer::Rights,
};

/// What someone may want to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub enum Action {
    /// See that an account is there: its header, where it stands, its trade.
    SeeAccount,
    /// Read what colleagues noted about it.
    ReadNotes,
    /// See what it is reckoned to spend with everybody.
    SeeWallet,
    /// Change its header, its next step, its tags.
    EditAccount,
    /// Say who leads it.
    AssignAccount,
    /// Say where it stands, and score it.
    PlaceAccount,
    /// Confirm or refuse where somebody else says that it stands.
    ConfirmPlacement,
    /// Decide whether it is a key account, and by which rules accounts are.
    DecideKeyAccount,
    /// Say what it is to bring.
    SetTarget,
    /// Read what who leads accounts reports on them.
    ReadStatusReport,
    /// Report on the accounts that one leads.
    SendStatusReport,
    /// Answer such a report of somebody else.
    AnswerStatusReport,
    /// Take in a scenario of who leads accounts, or return it.
    TakeInScenario,
    /// Record sales and credits of it.
    RecordDocument,
    /// See what it ordered, and how that gets there.
    SeeOrders,
    /// Keep its orders and their deliveries.
    KeepOrder,
    /// Write notes about it.
    WriteNote,
    /// Take it into the book.
    CreateAccount,
    /// Take in files of trade.
    Import,
    /// See who works here, in which role and line.
    SeePeople,
    /// Invite people, give them roles and superiors, close their access.
    EditPeople,
    /// Publish editions of the categorization models.
    PublishModel,
    /// Name the workspace, set its reporting date.
    Configure,
}

/// How far a role reaches with an action.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reach {
    /// Not at all.
    Nowhere,
    /// Accounts that the person leads.
    Own,
    /// Accounts led by the person or by anybody of the line below.
    Line,
    /// The whole workspace, accounts that nobody leads included.
    All,
}

/// Whose something is that people make for themselves or for everybody, such as a board.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Made {
    /// Who made it.
    pub maker: PersonId,
    /// Whether it is the workspace's, and not its maker's own.
    pub shared: bool,
}

/// How far one role reaches with one action: the matrix of rights, in one place.
pub fn reach(role: OrgRole, action: Action) -> Reach {
    use Action as A;
    match role {
        OrgRole::AccountManager | OrgRole::KeyAccountManager => match action {
            A::SeeAccount | A::ReadNotes | A::SeeWallet => Reach::Own,
            A::EditAccount | A::AssignAccount | A::PlaceAccount => Reach::Own,
            A::RecordDocument | A::WriteNote | A::CreateAccount => Reach::Own,
            A::ReadStatusReport | A::SendStatusReport => Reach::Own,
            A::AnswerStatusReport | A::TakeInScenario => Reach::Nowhere,
            A::SeeOrders | A::KeepOrder => Reach::Own,
            A::SeePeople => Reach::All,
            A::ConfirmPlacement | A::DecideKeyAccount | A::SetTarget => Reach::Nowhere,
            A::Import | A::EditPeople | A::PublishModel | A::Configure => Reach::Nowhere,
        },
        OrgRole::AccountDirector => match action {
            A::SeeAccount | A::ReadNotes | A::SeeWallet => Reach::Line,
            A::EditAccount | A::AssignAccount | A::PlaceAccount | A::ConfirmPlacement => Reach::Line,
            A::DecideKeyAccount | A::SetTarget => Reach::Line,
            A::ReadStatusReport | A::AnswerStatusReport | A::TakeInScenario => Reach::Line,
            A::SendStatusReport => Reach::Own,
            A::RecordDocument | A::WriteNote | A::CreateAccount => Reach::Line,
            A::SeeOrders | A::KeepOrder => Reach::Line,
            A::SeePeople => Reach::All,
            A::Import | A::EditPeople | A::PublishModel | A::Configure => Reach::Nowhere,
        },
        OrgRole::AgencyDirector => match action {
            A::SeeAccount | A::ReadNotes | A::SeeWallet => Reach::All,
            A::EditAccount | A::AssignAccount | A::PlaceAccount | A::ConfirmPlacement => Reach::All,
            A::DecideKeyAccount | A::SetTarget | A::PublishModel => Reach::All,
            A::ReadStatusReport | A::AnswerStatusReport | A::TakeInScenario => Reach::All,
            A::SendStatusReport => Reach::Nowhere,
            A::RecordDocument | A::WriteNote | A::CreateAccount | A::Import | A::SeePeople | A::Configure => Reach::All,
            A::SeeOrders | A::KeepOrder => Reach::All,
            A::EditPeople => Reach::Nowhere,
        },
        OrgRole::Finance => match action {
            A::SeeAccount | A::SeeOrders | A::SeePeople => Reach::All,
            A::ReadNotes | A::EditAccount | A::AssignAccount | A::PlaceAccount | A::RecordDocument => Reach::Nowhere,
            A::ConfirmPlacement | A::DecideKeyAccount | A::SetTarget | A::KeepOrder => Reach::Nowhere,
            A::ReadStatusReport | A::SendStatusReport | A::AnswerStatusReport => Reach::Nowhere,
            A::TakeInScenario | A::PublishModel => Reach::Nowhere,
            A::SeeWallet | A::WriteNote | A::CreateAccount | A::Import | A::EditPeople | A::Configure => Reach::Nowhere,
        },
        OrgRole::Administrator => match action {
            A::Import | A::SeePeople | A::EditPeople | A::Configure => Reach::All,
            A::SeeAccount | A::ReadNotes | A::SeeWallet => Reach::Nowhere,
            A::EditAccount | A::AssignAccount | A::PlaceAccount | A::ConfirmPlacement => Reach::Nowhere,
            A::DecideKeyAccount | A::SetTarget | A::TakeInScenario => Reach::Nowhere,
            A::ReadStatusReport | A::SendStatusReport | A::AnswerStatusReport | A::PublishModel => Reach::Nowhere,
            A::RecordDocument | A::WriteNote | A::CreateAccount => Reach::Nowhere,
            A::SeeOrders | A::KeepOrder => Reach::Nowhere,
        },
        // What was ordered and how it gets there is their work, whoever leads the account. Accounts themselves they see through the teams
        // that they are on, and there are no teams yet.
        OrgRole::SalesSupport => match action {
            A::SeeOrders | A::KeepOrder => Reach::All,
            _ => Reach::Nowhere,
        },
        // These see accounts through the teams that they are on, and there are no teams yet.
        OrgRole::BrandManager
        | OrgRole::MediaDepartment
        | OrgRole::CustomerCare
        | OrgRole::ProductEngineer
        | OrgRole::ExecutiveSponsor => Reach::Nowhere,
    }
}

impl Rights {
    /// The rights of a person among the people of their workspace. Somebody who is not active, or not there, has none.
    pub fn of(people: &Table<PersonId, Person>, person: PersonId) -> Self {
        let roles =
            people.get(&person).filter(|found| found.active).map(|found| found.roles.clone()).unwrap_or_default();
        Self { person, roles, line: line_below(people, person) }
    }

    /// How far they reach with an action.
    pub fn reach(&self, action: Action) -> Reach {
        self.roles.iter().map(|role| reach(*role, action)).max().unwrap_or(Reach::Nowhere)
    }

    /// Whether they may do something that concerns no account in particular.
    pub fn may(&self, action: Action) -> bool {
        self.reach(action) == Reach::All
    }

    /// Whether they may do something to an account that `lead` leads.
    pub fn may_with(&self, action: Action, lead: Option<PersonId>) -> bool {
        match self.reach(action) {
            Reach::Nowhere => false,
            Reach::Own => lead == Some(self.person),
            Reach::Line => lead.is_some_and(|lead| self.line.contains(&lead)),
            Reach::All => true,
        }
    }

    /// Whether an account is there for them at all.
    pub fn sees(&self, account: &Account) -> bool {
        self.may_with(Action::SeeAccount, account.owner)
    }

    /// Whether they see a person: themselves always, everybody when they work with accounts, money or people.
    pub fn sees_person(&self, person: PersonId) -> bool {
        person == self.person || self.may(Action::SeePeople)
    }

    /// Whether the status reports of somebody are there for them: one's own, those of one's line, as an agency director all.
    pub fn sees_status_of(&self, author: PersonId) -> bool {
        self.may_with(Action::ReadStatusReport, Some(author))
    }

    /// Whether boards are anything for them: whoever may see accounts somewhere makes some.
    pub fn may_make(&self) -> bool {
        self.reach(Action::SeeAccount) > Reach::Nowhere
    }

    /// Whether a board or a view is there for them: one's own is there for nobody else.
    pub fn sees_made(&self, made: Made) -> bool {
        self.may_make() && (made.shared || made.maker == self.person)
    }

    /// Whether they may name, arrange and remove a board or a view: its maker, and those who configure the workspace where
    /// it is the workspace's.
    pub fn may_edit_made(&self, made: Made) -> bool {
        self.sees_made(made) && (made.maker == self.person || self.may(Action::Configure))
    }

    /// Whether they may move an account on a board: on their own every one that they see, on the workspace's those that they
    /// may place or change.
    pub fn may_move(&self, made: Made, account: &Account) -> bool {
        let is_own = !made.shared && made.maker == self.person;
        let moves = [Action::PlaceAccount, Action::EditAccount];
        self.sees_made(made)
            && self.sees(account)
            && (is_own || moves.iter().any(|action| self.may_with(*action, account.owner)))
    }

    /// Whether a change of a record may reach them, given who led its account before or leads it now, and whose the board or
    /// the view is that it is about. A card needs both.
    pub fn sees_change(&self, change: &Change, lead: Option<PersonId>, made: Option<Made>) -> bool {
        let sees_made = || made.is_some_and(|made| self.sees_made(made));
        match change.key.kind {
            Kind::Person => self.sees_person(PersonId(change.key.id)),
            Kind::TeamBoard | Kind::BoardColumn | Kind::SavedView => sees_made(),
            Kind::StatusReport | Kind::StatusAnswer => {
                change.text_after("author").parse().is_ok_and(|author| self.sees_status_of(author))
            }
            // Its steps name accounts, so that a version is told to its author alone: others look at it where they are masked.
            Kind::Scenario => change.text_after("author").parse() == Ok(self.person),
            Kind::ScenarioWord => self.sees_scenario_word(change),
            Kind::BoardCard => sees_made() && self.may_with(Action::SeeAccount, lead),
            kind => self.sees_kind(kind, lead),
        }
    }

    /// Whether records of a kind are there for them, where they belong to an account that `lead` leads. Of people it is
    /// everybody. Of boards none is: each is its maker's or the workspace's, which the kind does not say.
    pub fn sees_kind(&self, kind: Kind, lead: Option<PersonId>) -> bool {
        match kind {
            Kind::Workspace => true,
            Kind::Person => self.may(Action::SeePeople),
            Kind::Account | Kind::Placement | Kind::Document | Kind::Trailing => {
                self.may_with(Action::SeeAccount, lead)
            }
            Kind::Note => self.may_with(Action::ReadNotes, lead),
            // What we sell, with whom we work, what a currency was worth, who counts as key and by which marks is no secret of the house.
            Kind::ProductFamily | Kind::Product | Kind::Partner | Kind::ExchangeRate => true,
            Kind::KeyRule | Kind::ModelEdition => true,
            Kind::Contract | Kind::Partnership | Kind::Investment | Kind::Target => {
                self.may_with(Action::SeeAccount, lead)
            }
            Kind::SalesOrder => self.may_with(Action::SeeOrders, lead),
            Kind::Position | Kind::KeyDecision => self.may_with(Action::SeeAccount, lead),
            // The evidence may tell of living persons, as notes do.
            Kind::Assessment => self.may_with(Action::ReadNotes, lead),
            Kind::WalletEstimate => self.may_with(Action::SeeWallet, lead),
            Kind::Import => self.may(Action::Import) || self.may(Action::SeeAccount),
            Kind::TeamBoard | Kind::BoardColumn | Kind::BoardCard | Kind::SavedView => false,
            // Whose it is, the kind does not say.
            Kind::StatusReport | Kind::StatusAnswer | Kind::Scenario | Kind::ScenarioWord => false,
        }
    }

    /// Whether a word on a scenario may reach them: whose it is, who could take it in, and everybody where it is shared.
    fn sees_scenario_word(&self, change: &Change) -> bool {
        let author = change.text_after("author").parse().unwrap_or_default();
        let is_for_all = matches!(change.text_after("says"), "shared" | "unshared");
        self.may_make() && (author == self.person || is_for_all || self.may_with(Action::TakeInScenario, Some(author)))
    }

    /// A word for everybody who sees just the same records, what people made for themselves apart: snapshots and frames are
    /// made once for each.
    pub fn class(&self) -> Self {
        use Action as A;
        let of_accounts = [A::SeeAccount, A::ReadNotes, A::SeeWallet, A::SeeOrders, A::ReadStatusReport];
        let seen = of_accounts.iter().chain(&[A::SeePeople, A::Import]);
        if seen.into_iter().all(|action| matches!(self.reach(*action), Reach::All | Reach::Nowhere))
            && self.may(Action::SeePeople)
        {
            return Self { person: PersonId::default(), roles: self.roles.clone(), line: SetOf::new() };
        }
        self.clone()
    }
}

/// A person and everybody below them. A loop in the data ends the walk instead of the program.
fn line_below(people: &Table<PersonId, Person>, head: PersonId) -> SetOf<PersonId> {
    let mut line: SetOf<_> = SetOf::from([head]);
    let mut fresh = vec![head];
    while let Some(superior) = fresh.pop() {
        for person in people.values().filter(|person| person.superior == Some(superior)) {
            if line.insert(person.id) {
                fresh.push(person.id);
            }
        }
    }
    line
}

/// Refuses what the viewer may not do where no account is concerned.
pub fn permit(rights: &Rights, action: Action) -> Result<(), Rejection> {
    if rights.may(action) { Ok(()) } else { Err(Rejection::NotPermitted { action }) }
}

/// Refuses what the viewer may not do to an account: as gone where they may not see it, by name where they may.
pub fn permit_with(rights: &Rights, action: Action, account: &Account) -> Result<(), Rejection> {
    if !rights.sees(account) {
        return Err(Rejection::Gone { kind: Kind::Account });
    }
    if rights.may_with(action, account.owner) { Ok(()) } else { Err(Rejection::NotPermitted { action }) }
}

/// Refuses an account that the viewer may not move on a board.
pub fn permit_move(rights: &Rights, made: Made, account: &Account) -> Result<(), Rejection> {
    if !rights.sees(account) {
        return Err(Rejection::Gone { kind: Kind::Account });
    }
    let refused = Rejection::NotPermitted { action: Action::PlaceAccount };
    if rights.may_move(made, account) { Ok(()) } else { Err(refused) }
}

/// Whether somebody can lead an account: active, and of a role that keeps clients.
pub fn can_lead(person: &Person) -> bool {
    let leads = |role: &OrgRole| {
        matches!(
            role,
            OrgRole::AccountManager | OrgRole::KeyAccountManager | OrgRole::AccountDirector | OrgRole::AgencyDirector
        )
    };
    person.active && person.roles.iter().any(leads)
}

/// The rights of everybody in a model.
pub fn rights_in(model: &Model, person: PersonId) -> Rights {
    Rights::of(&model.people, person)
}
