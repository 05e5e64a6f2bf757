//! Who may see what of a stretch of the log, worked out backwards from how things stand now.
//!
//! A change is shown to whoever sees its account now and saw it then, by the rights held now. An account that a reader
//! could see at some time of the stretch and cannot see now is lost; one that they see now and could not at some time of
//! it is gained, and fetched whole. A board or a view that a reader comes to see is told whole, and one that they see no
//! longer as gone: see [`made`].

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use app::wire::{Rescope, Scope};
use domain::{
    change::{Act, Change, Kind, Value},
    ids::{AccountId, PersonId, Seq},
    model::Model,
    person::Person,
    policy::Action,
    table::Table,
    viewer::Rights,
};

use crate::store::log::Logged;

mod made;

use made::{MadeTrail, Whose};

/// The most accounts that are named one by one; above it the whole directory is fetched.
const NAMED_MAX: usize = 20;

/// Who leads an account at a time; none where there is no such account.
type Lead = Option<Option<PersonId>>;

/// A stretch of the log with who led which account when.
pub struct Trail<'a> {
    changes: Vec<Traced<'a>>,
    /// The leads of accounts that came, went or changed hands, the latest first.
    moved: BTreeMap<AccountId, Vec<Lead>>,
    /// Whose boards and views were when.
    made: MadeTrail<'a>,
    /// The entry to which it leads.
    seq: Seq,
    bulk: bool,
    people: bool,
}

struct Traced<'a> {
    change: &'a Change,
    by: PersonId,
    /// Who led the account when the change was done, and who leads it now; the last one who did, where it is gone.
    then: Option<PersonId>,
    now: Option<PersonId>,
    /// Whose the board or the view was then, and is now.
    made: Whose,
}

/// What a reader is told of a stretch.
#[derive(Debug, Default)]
pub struct Seen<'a> {
    /// The changes.
    pub changes: Vec<&'a Change>,
    /// Who did them, as [`app::wire::Frame`] has it.
    pub by: Vec<PersonId>,
    /// Boards and views that they see or see no longer, behind those.
    pub brought: Vec<Change>,
    /// What else they see or see no longer.
    pub rescope: Option<Rescope>,
}

impl Seen<'_> {
    /// Whether nothing changed for the reader.
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty() && self.brought.is_empty()
    }

    /// Everything that changed for the reader, in order.
    pub fn all(&self) -> Vec<&Change> {
        self.changes.iter().copied().chain(&self.brought).collect()
    }
}

impl<'a> Trail<'a> {
    /// The trail of entries, the oldest first, that lead to the directory as it is now.
    pub fn of(entries: &'a [Arc<Logged>], now: &'a Model) -> Self {
        let mut trail = Self {
            changes: Vec::new(),
            moved: BTreeMap::new(),
            made: MadeTrail::of(entries, now),
            seq: now.seq,
            bulk: false,
            people: false,
        };
        let mut leads: BTreeMap<AccountId, Lead> = BTreeMap::new();
        for logged in entries.iter().rev() {
            trail.bulk |= logged.bulk;
            let changes = &logged.entry.changes;
            let after = leads_of(changes, &leads, now);
            let made_after = trail.made.stand(changes);
            for change in changes.iter().rev() {
                trail.people |= change.key.kind == Kind::Person;
                trail.step_back(change, &mut leads, now);
                trail.made.step_back(change);
            }
            let made_before = trail.made.stand(changes);
            let before = leads_of(changes, &leads, now);
            for change in changes.iter().rev().filter(|change| !is_blank(change)) {
                let at = |leads: &BTreeMap<AccountId, Lead>| change.account.and_then(|id| leads.get(&id).copied()?);
                let then = at(&after).or_else(|| at(&before)).flatten();
                let stands = change.account.and_then(|id| now.accounts.get(&id)).map(|account| account.owner);
                let by = logged.entry.actor;
                let made = trail.made.whose(change, &made_after, &made_before);
                trail.changes.push(Traced { change, by, then, now: stands.unwrap_or(then), made });
            }
        }
        trail.changes.reverse();
        trail
    }

    fn step_back(&mut self, change: &Change, leads: &mut BTreeMap<AccountId, Lead>, now: &Model) {
        if change.key.kind != Kind::Account {
            return;
        }
        let id = AccountId(change.key.id);
        let stood = leads.get(&id).copied().unwrap_or_else(|| lead_now(id, now));
        let owner = change.fields.iter().find(|field| field.field == "owner");
        let before = match (change.act, owner) {
            (Act::Create, _) => None,
            (Act::Remove, owner) => Some(owner.and_then(|field| person_in(&field.before))),
            (Act::Edit, Some(field)) => Some(person_in(&field.before)),
            (Act::Edit, None) => return,
        };
        leads.insert(id, before);
        self.moved.entry(id).or_insert_with(|| vec![stood]).push(before);
    }

    /// Whether somebody's rights may have changed.
    pub fn touches_people(&self) -> bool {
        self.people
    }

    /// Whether something in it is somebody's own, so that not everybody of the same class is told the same.
    pub fn is_own(&self) -> bool {
        self.made.is_own()
    }

    /// Whether accounts came, went or changed hands.
    pub fn moves_accounts(&self) -> bool {
        !self.moved.is_empty()
    }

    /// What a reader of these rights is told.
    pub fn seen_by(&self, rights: &Rights) -> Seen<'a> {
        let seen = |traced: &&Traced<'a>| {
            rights.sees_change(traced.change, traced.then, traced.made.then)
                && rights.sees_change(traced.change, traced.now, traced.made.now)
        };
        let (changes, mut by): (Vec<_>, Vec<_>) =
            self.changes.iter().filter(seen).map(|traced| (traced.change, traced.by)).unzip();
        let brought = self.made.brought(rights);
        // What comes into sight or goes out of it was done by nobody just now.
        by.extend(brought.iter().map(|_| PersonId::default()));
        let by = told_by(by, rights);
        let sees = |lead: &Lead| lead.is_some_and(|lead| rights.may_with(Action::SeeAccount, lead));
        let (mut lost, mut gained) = (Vec::new(), Vec::new());
        for (id, leads) in &self.moved {
            let Some((stands, earlier)) = leads.split_first() else {
                continue;
            };
            // Of an account that is gone, those who saw it last are told by its removal.
            let last = stands.as_ref().map(|_| stands).or_else(|| earlier.first());
            if last.is_some_and(|last| !sees(last)) && earlier.iter().any(sees) {
                lost.push(*id);
            }
            if sees(stands) && earlier.iter().any(|lead| lead.is_some() && !sees(lead)) {
                gained.push(*id);
            }
        }
        let mut rescope = named(self.seq, lost, gained);
        if self.bulk {
            rescope.get_or_insert_with(|| nothing(self.seq)).gained = vec![Scope::Directory];
        }
        Seen { changes, by, brought, rescope }
    }

    /// The people as they were before the stretch.
    pub fn people_before(&self, now: &Model) -> Table<PersonId, Person> {
        let mut before = Model::default();
        before.people.clone_from(&now.people);
        for traced in self.changes.iter().rev().filter(|traced| traced.change.key.kind == Kind::Person) {
            // A change that does not fit leaves the person as they are: then rights differ, and more is fetched.
            before.take(&[traced.change.reversed()]).unwrap_or_default();
        }
        before.people
    }
}

/// Who did each of some changes, as far as a reader of these rights sees them; the last one did the rest as well.
fn told_by(by: Vec<PersonId>, rights: &Rights) -> Vec<PersonId> {
    let told = |person| if rights.sees_person(person) { person } else { PersonId::default() };
    let mut by: Vec<PersonId> = by.into_iter().map(told).collect();
    let last = by.last().copied();
    let rest = by.iter().rev().take_while(|one| Some(**one) == last).count();
    by.truncate((by.len() + 1).saturating_sub(rest));
    by
}

/// What a reader is told whose rights changed, over the directory as it is now.
pub fn rescope_between(before: &Rights, now: &Rights, model: &Model) -> Option<Rescope> {
    let kinds = [Action::ReadNotes, Action::SeeWallet, Action::SeePeople, Action::Import];
    let makes_other = before.may_make() != now.may_make();
    if makes_other || kinds.iter().any(|action| before.reach(*action) != now.reach(*action)) {
        return Some(everything(model.seq));
    }
    let mut lost = Vec::new();
    let mut gained = Vec::new();
    for account in model.accounts.values() {
        match (before.sees(account), now.sees(account)) {
            (true, false) => lost.push(account.id),
            (false, true) => gained.push(account.id),
            (true, true) | (false, false) => {}
        }
    }
    named(model.seq, lost, gained)
}

/// As of an entry, everything is to be forgotten and fetched again.
pub fn everything(seq: Seq) -> Rescope {
    Rescope { seq, lost: vec![Scope::Directory], gained: vec![Scope::Directory] }
}

/// Both of two words, the wider one where they overlap.
pub fn joined(one: Option<Rescope>, other: Option<Rescope>) -> Option<Rescope> {
    let (Some(one), Some(other)) = (&one, &other) else {
        return one.or(other);
    };
    let both = |a: &[Scope], b: &[Scope]| {
        let scopes: BTreeSet<Scope> = a.iter().chain(b).copied().collect();
        if scopes.contains(&Scope::Directory) || scopes.len() > NAMED_MAX {
            vec![Scope::Directory]
        } else {
            scopes.into_iter().collect()
        }
    };
    let seq = one.seq.max(other.seq);
    Some(Rescope { seq, lost: both(&one.lost, &other.lost), gained: both(&one.gained, &other.gained) })
}

fn nothing(seq: Seq) -> Rescope {
    Rescope { seq, lost: Vec::new(), gained: Vec::new() }
}

fn named(seq: Seq, lost: Vec<AccountId>, gained: Vec<AccountId>) -> Option<Rescope> {
    if lost.is_empty() && gained.is_empty() {
        return None;
    }
    let scopes = |accounts: Vec<AccountId>| {
        if accounts.len() > NAMED_MAX {
            vec![Scope::Directory]
        } else {
            accounts.into_iter().map(Scope::Account).collect()
        }
    };
    let (lost, gained) = (scopes(lost), scopes(gained));
    // Whoever forgets the directory has to fetch it.
    let gained = if lost == [Scope::Directory] { vec![Scope::Directory] } else { gained };
    Some(Rescope { seq, lost, gained })
}

fn leads_of(changes: &[Change], leads: &BTreeMap<AccountId, Lead>, now: &Model) -> BTreeMap<AccountId, Lead> {
    let accounts = changes.iter().filter_map(|change| change.account);
    accounts.map(|id| (id, leads.get(&id).copied().unwrap_or_else(|| lead_now(id, now)))).collect()
}

fn lead_now(id: AccountId, now: &Model) -> Lead {
    now.accounts.get(&id).map(|account| account.owner)
}

fn person_in(value: &Value) -> Option<PersonId> {
    match value {
        Value::Text(text) => text.parse().ok(),
        Value::Nothing | Value::Flag(_) | Value::Number(_) => None,
    }
}

/// Whether the image of a change was blanked: it can no longer be shown as one.
fn is_blank(change: &Change) -> bool {
    change.fields.is_empty() && change.act != Act::Remove
}

#[cfg(test)]
mod tests {
    use domain::person::OrgRole;
    use uuid::Uuid;

    use super::*;

    #[test]
    fn who_did_it_is_told_once_where_one_did_it_all_and_not_to_everybody() {
        let [me, ann, ben] = [1, 2, 3].map(|number| PersonId(Uuid::from_u128(number)));
        let rights =
            |roles: &[OrgRole]| Rights { person: me, roles: roles.iter().copied().collect(), ..Rights::default() };
        let director = rights(&[OrgRole::AgencyDirector]);
        assert_eq!(told_by(vec![], &director), []);
        assert_eq!(told_by(vec![ann, ann, ann], &director), [ann]);
        assert_eq!(told_by(vec![ann, ben, ben], &director), [ann, ben]);
        assert_eq!(told_by(vec![ann, ben, ann], &director), [ann, ben, ann]);
        assert_eq!(told_by(vec![me, ann, ben], &rights(&[])), [me, PersonId::default()]);
    }
}
