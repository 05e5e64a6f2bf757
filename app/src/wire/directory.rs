//! The directory on the wire: accounts column by column, since columns of the same kind of text compress to a third of
//! what rows do. About thirty bytes an account.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use domain::{
    account::Account,
    day::{Day, Written},
    ids::{AccountId, PersonId, PlacementId, Seq},
    import::Import,
    model::Model,
    person::Person,
    placement::{Placement, PlacementModel, PlacementState, Stage},
    table::Table,
    trailing::Trailing,
    trend::{MONTHS, Trend},
    viewer::Rights,
    workspace::Workspace,
};

/// What boards and lists need of a workspace, at one place of the log.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct DirectorySnapshot {
    /// The entry of the log at which it stood.
    pub seq: Seq,
    /// The workspace.
    pub workspace: Option<Workspace>,
    /// Its people, as far as the reader sees them.
    pub people: Vec<Person>,
    /// Taken-in files, as far as the reader sees them.
    pub imports: Vec<Import>,
    /// The accounts that the reader sees.
    pub accounts: AccountColumns,
    /// Where they stand and stood.
    pub placements: PlacementColumns,
}

/// Accounts, column by column; the same index is the same account.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct AccountColumns {
    id: Ids,
    name: Vec<String>,
    reference: Vec<String>,
    country: Words,
    segment: Words,
    owner: People,
    /// Sparse: index, tags.
    tags: Vec<(usize, Vec<String>)>,
    /// Sparse: index, words, day; an empty text is no day.
    next_step: Vec<(usize, String, String)>,
    revenue_ttm_minor: Vec<i64>,
    /// Sparse: index, what was bought from it.
    #[serde(default)]
    purchases_ttm_minor: Vec<(usize, i64)>,
    /// The day of the latest document; an empty text is none.
    #[serde(default)]
    last_day: Words,
    /// Trends of twelve digits each, one behind the other; all zeros is none.
    #[serde(default)]
    trend: String,
    /// The index of the parent, or the id of one that the reader does not see; an empty text is none. Without rows nobody has one.
    #[serde(default)]
    parent: Words,
}

/// Placements, column by column.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct PlacementColumns {
    id: Ids,
    /// The index of the account.
    account: Vec<usize>,
    model: Words,
    cell: Words,
    day: Words,
    by: People,
    recorded: Vec<i64>,
    /// Sparse: index, reason.
    reason: Vec<(usize, String)>,
    /// Sparse: index, what it answers, with which word. The nil id stands for nothing: a word of its own that is not just proposed.
    answers: Vec<(usize, PlacementId, String)>,
}

/// Ids in hexadecimal, 32 digits each, one behind the other.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Ids(String);

/// Few different words, many times: each word once, and its number for each row.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Words {
    words: Vec<String>,
    rows: Vec<usize>,
}

/// People of rows: each person once, and their number for each row; -1 is nobody.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct People {
    people: Vec<PersonId>,
    rows: Vec<i64>,
}

impl DirectorySnapshot {
    /// What a reader of these rights sees of the records in hand.
    pub fn of(model: &Model, rights: &Rights) -> Self {
        let seen: Vec<&Account> = model.accounts.values().filter(|account| rights.sees(account)).collect();
        let index: Table<AccountId, usize> = seen.iter().enumerate().map(|(at, account)| (account.id, at)).collect();
        let sees_imports = rights.may(domain::policy::Action::Import) || rights.may(domain::policy::Action::SeeAccount);
        Self {
            seq: model.seq,
            workspace: model.workspace.clone(),
            people: model.people.values().filter(|person| rights.sees_person(person.id)).cloned().collect(),
            imports: if sees_imports { model.imports.values().cloned().collect() } else { Vec::new() },
            accounts: AccountColumns::of(&seen, &index, model),
            placements: PlacementColumns::of(model, &index),
        }
    }

    /// The records as a model of a device.
    pub fn into_model(self) -> Model {
        let mut model = Model::of_device();
        model.seq = self.seq;
        model.workspace = self.workspace;
        model.people = self.people.into_iter().map(|person| (person.id, person)).collect();
        model.imports = self.imports.into_iter().map(|import| (import.id, import)).collect();
        let ids: Vec<AccountId> = self.accounts.id.uuids().map(AccountId).collect();
        self.placements.unfold(&ids, &mut model);
        self.accounts.unfold(&ids, &mut model);
        model
    }
}

impl AccountColumns {
    fn of(accounts: &[&Account], index: &Table<AccountId, usize>, model: &Model) -> Self {
        let mut columns = Self::default();
        for (at, account) in accounts.iter().enumerate() {
            columns.id.push(account.id.0);
            columns.name.push(account.name.clone());
            columns.reference.push(account.reference.clone());
            columns.country.push(&account.country);
            columns.segment.push(&account.segment);
            columns.owner.push(account.owner);
            let figure = model.trailing.get(&account.id).cloned().unwrap_or_default();
            columns.revenue_ttm_minor.push(figure.revenue_ttm_minor);
            if figure.purchases_ttm_minor != 0 {
                columns.purchases_ttm_minor.push((at, figure.purchases_ttm_minor));
            }
            columns.last_day.push(&figure.last_day.map(|day| day.to_string()).unwrap_or_default());
            columns.trend.push_str(&figure.trend.digits());
            if !account.tags.is_empty() {
                columns.tags.push((at, account.tags.iter().cloned().collect()));
            }
            if !account.next_step.is_empty() {
                let day = account.next_step_day.map(|day| day.to_string()).unwrap_or_default();
                columns.next_step.push((at, account.next_step.clone(), day));
            }
        }
        columns.country.seal();
        columns.segment.seal();
        columns.last_day.seal();
        if accounts.iter().any(|account| account.parent.is_some()) {
            let word = |id: AccountId| index.get(&id).map_or_else(|| id.to_string(), usize::to_string);
            accounts.iter().for_each(|one| columns.parent.push(&one.parent.map(word).unwrap_or_default()));
            columns.parent.seal();
        }
        columns
    }

    fn unfold(self, ids: &[AccountId], model: &mut Model) {
        let mut country = self.country.into_rows();
        let mut segment = self.segment.into_rows();
        let mut owner = self.owner.into_rows();
        let mut parent = self.parent.into_rows();
        let texts = self.name.into_iter().zip(self.reference);
        let accounts = ids.iter().zip(texts).map(|(id, (name, reference))| Account {
            id: *id,
            name,
            reference,
            country: country.next().unwrap_or_default(),
            segment: segment.next().unwrap_or_default(),
            owner: owner.next().flatten(),
            parent: parent.next().and_then(|word| parent_of(&word, ids)),
            ..Account::default()
        });
        model.accounts = accounts.map(|account| (account.id, account)).collect();
        let mut last_day = self.last_day.into_rows();
        let mut trend = self.trend.as_bytes().chunks(MONTHS);
        let mut purchases = self.purchases_ttm_minor.into_iter().peekable();
        let mut bought = |at: usize| purchases.next_if(|(of, _)| *of == at).map_or(0, |(_, minor)| minor);
        let figures =
            ids.iter().zip(self.revenue_ttm_minor).enumerate().map(|(at, (id, revenue_ttm_minor))| Trailing {
                id: *id,
                revenue_ttm_minor,
                purchases_ttm_minor: bought(at),
                last_day: last_day.next().and_then(|day| Day::of_text(&day)),
                trend: trend.next().and_then(|digits| Trend::of_text(str::from_utf8(digits).ok()?)).unwrap_or_default(),
            });
        let stands = |figure: &Trailing| {
            figure.last_day.is_some() || figure.revenue_ttm_minor != 0 || figure.purchases_ttm_minor != 0
        };
        model.trailing = figures.filter(stands).map(|figure| (figure.id, figure)).collect();
        for (at, tags) in self.tags {
            if let Some(account) = ids.get(at).and_then(|id| model.accounts.get_mut(id)) {
                account.tags = tags.into();
            }
        }
        for (at, words, day) in self.next_step {
            if let Some(account) = ids.get(at).and_then(|id| model.accounts.get_mut(id)) {
                (account.next_step, account.next_step_day) = (words, Day::of_text(&day));
            }
        }
    }
}

fn parent_of(word: &str, ids: &[AccountId]) -> Option<AccountId> {
    let seen = word.parse().ok().and_then(|at: usize| ids.get(at).copied());
    seen.or_else(|| word.parse().ok())
}

impl PlacementColumns {
    fn of(model: &Model, index: &Table<AccountId, usize>) -> Self {
        let mut columns = Self::default();
        let seen = model.placements.iter().filter_map(|placement| Some((placement, *index.get(&placement.account)?)));
        for (at, (placement, account)) in seen.enumerate() {
            columns.id.push(placement.id.0);
            columns.account.push(account);
            columns.model.push(placement.model.word());
            columns.cell.push(placement.cell.word());
            columns.day.push(&placement.day.to_string());
            columns.by.push(Some(placement.by));
            columns.recorded.push(placement.recorded);
            if !placement.reason.is_empty() {
                columns.reason.push((at, placement.reason.clone()));
            }
            if placement.answers.is_some() || placement.state != PlacementState::Proposed {
                let answered = placement.answers.unwrap_or_default();
                columns.answers.push((at, answered, placement.state.word().to_owned()));
            }
        }
        columns.model.seal();
        columns.cell.seal();
        columns.day.seal();
        columns
    }

    fn unfold(self, accounts: &[AccountId], model: &mut Model) {
        let mut models = self.model.into_rows();
        let mut cells = self.cell.into_rows();
        let mut days = self.day.into_rows();
        let mut by = self.by.into_rows();
        let rows = self.id.uuids().zip(self.account).zip(self.recorded);
        let mut placements: Vec<Placement> = rows
            .map(|((id, account), recorded)| Placement {
                id: PlacementId(id),
                account: accounts.get(account).copied().unwrap_or_default(),
                model: models.next().and_then(|word| PlacementModel::of_word(&word)).unwrap_or_default(),
                cell: cells.next().and_then(|word| Stage::of_word(&word)).unwrap_or_default(),
                day: days.next().and_then(|day| Day::of_text(&day)).unwrap_or_default(),
                by: by.next().flatten().unwrap_or_default(),
                recorded,
                ..Placement::default()
            })
            .collect();
        for (at, reason) in self.reason {
            if let Some(placement) = placements.get_mut(at) {
                placement.reason = reason;
            }
        }
        for (at, answered, state) in self.answers {
            if let Some(placement) = placements.get_mut(at) {
                placement.answers = Some(answered).filter(|answered| *answered != PlacementId::default());
                placement.state = PlacementState::of_word(&state).unwrap_or_default();
            }
        }
        model.placements.extend(placements);
    }
}

impl Ids {
    fn push(&mut self, id: Uuid) {
        self.0.push_str(id.simple().encode_lower(&mut Uuid::encode_buffer()));
    }

    fn uuids(&self) -> impl Iterator<Item = Uuid> {
        self.0.as_bytes().chunks(32).map(|digits| Uuid::try_parse_ascii(digits).unwrap_or_default())
    }
}

impl Words {
    /// Rows are pushed as plain words and numbered at the end, by [`Words::seal`].
    fn push(&mut self, word: &str) {
        self.words.push(word.to_owned());
    }

    fn seal(&mut self) {
        let mut numbers = Table::new();
        let mut words = Vec::new();
        for word in std::mem::take(&mut self.words) {
            let next = words.len();
            let number = *numbers.get_or_insert_with(word.clone(), || next);
            if number == next {
                words.push(word);
            }
            self.rows.push(number);
        }
        self.words = words;
    }

    fn into_rows(self) -> impl Iterator<Item = String> {
        let words = self.words;
        self.rows.into_iter().map(move |number| words.get(number).cloned().unwrap_or_default())
    }
}

impl People {
    fn push(&mut self, person: Option<PersonId>) {
        let number = person.map_or(-1, |person| match self.people.iter().position(|known| *known == person) {
            Some(at) => i64::try_from(at).unwrap_or(-1),
            None => {
                self.people.push(person);
                i64::try_from(self.people.len()).map_or(-1, |count| count - 1)
            }
        });
        self.rows.push(number);
    }

    fn into_rows(self) -> impl Iterator<Item = Option<PersonId>> {
        let people = self.people;
        self.rows.into_iter().map(move |number| usize::try_from(number).ok().and_then(|at| people.get(at).copied()))
    }
}
