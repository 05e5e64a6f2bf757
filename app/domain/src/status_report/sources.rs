//! What a report is made of: the accounts that somebody leads at the time of making it, and what is known of them.

use jiff::ToSpan;

use super::line::{News, NewsWord, StatusLine};
use crate::{
    account::Account,
    categorization::Models,
    contract::{Contract, Standing},
    day::{Day, days_between},
    document::DocumentKind,
    ids::{AccountId, PersonId},
    key_decision::{KeyDecision, KeyWord, decided},
    model::Model,
    order::sorted,
    placement::{Placement, PlacementState, STAGES_OF},
    position::Position,
    said::{self, Word},
    target::Target,
    trailing::LONG_QUIET_DAYS,
};

/// The stretches of days that a report looks at, both ends of each in it: all of whole months.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Windows {
    /// The month.
    pub month: (Day, Day),
    /// The same month a year before.
    pub prior: (Day, Day),
    /// The twelve months that end with the month.
    pub trailing: (Day, Day),
    /// The twelve months before those.
    pub trailing_prior: (Day, Day),
}

impl Windows {
    /// Of the month that begins on a day.
    pub fn of(period: Day) -> Self {
        let back = |months: i32| period.checked_sub(months.months()).unwrap_or(period);
        Self {
            month: (period, period.last_of_month()),
            prior: (back(12), back(12).last_of_month()),
            trailing: (back(11), period.last_of_month()),
            trailing_prior: (back(23), back(12).last_of_month()),
        }
    }
}

/// What the documents of an account come to, in minor units of the base currency.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Traded {
    /// The account.
    pub account: AccountId,
    /// How many sales there were in the month, and what they come to.
    pub sales: (i64, i64),
    /// How many credits, and what they come to.
    pub credits: (i64, i64),
    /// How many purchases from it, and what they come to.
    pub purchases: (i64, i64),
    /// Sales less credits in the same month a year before.
    pub prior_minor: i64,
    /// Sales less credits in twelve months.
    pub trailing_minor: i64,
    /// Sales less credits in the twelve months before.
    pub trailing_prior_minor: i64,
    /// The day of its latest sale or credit up to the end of the month, reversals aside.
    pub last_day: Option<Day>,
}

/// What a report is made of.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct StatusSources {
    /// The accounts that its author leads.
    pub accounts: Vec<Account>,
    /// What their documents come to.
    pub traded: Vec<Traded>,
    /// What they are to bring.
    pub targets: Vec<Target>,
    /// Their contracts.
    pub contracts: Vec<Contract>,
    /// What was said of their stages.
    pub placements: Vec<Placement>,
    /// What was said of where they stand on other models.
    pub positions: Vec<Position>,
    /// What was decided on who is key.
    pub decisions: Vec<KeyDecision>,
}

impl StatusSources {
    /// Out of a model that holds all of a workspace, its documents included.
    pub fn in_hand(model: &Model, person: PersonId, period: Day) -> Self {
        let accounts: Vec<Account> =
            model.accounts.values().filter(|account| account.owner == Some(person)).cloned().collect();
        let is_led = |account: AccountId| accounts.iter().any(|led| led.id == account);
        let kept = &model.kept;
        Self {
            traded: accounts.iter().map(|account| traded_in_hand(model, account.id, period)).collect(),
            targets: kept.targets.values().filter(|one| is_led(one.account)).cloned().collect(),
            contracts: kept.contracts.values().filter(|one| is_led(one.account)).cloned().collect(),
            placements: accounts.iter().flat_map(|account| model.placements.of(account.id)).cloned().collect(),
            positions: kept.positions.values().filter(|one| is_led(one.account)).cloned().collect(),
            decisions: kept.key_decisions.values().filter(|one| is_led(one.account)).cloned().collect(),
            accounts,
        }
    }

    /// The accounts as a report on a month tells them on a day.
    pub fn lines(&self, period: Day, today: Day, models: &Models) -> Vec<StatusLine> {
        self.accounts.iter().map(|account| self.line(account, period, today, models)).collect()
    }

    fn line(&self, account: &Account, period: Day, today: Day, models: &Models) -> StatusLine {
        let (first, last) = Windows::of(period).month;
        let none = Traded::default();
        let traded = self.traded.iter().find(|traded| traded.account == account.id).unwrap_or(&none);
        let targets = || self.targets.iter().filter(|target| target.account == account.id);
        let is_targeted = targets().any(|target| target.from_day <= last && target.to_day >= first);
        StatusLine {
            account: account.id,
            name: account.name.clone(),
            revenue_minor: traded.sales.1 - traded.credits.1,
            prior_minor: traded.prior_minor,
            trailing_minor: traded.trailing_minor,
            trailing_prior_minor: traded.trailing_prior_minor,
            target_minor: is_targeted.then(|| targets().map(|target| target.part_minor(first, last)).sum()),
            sales: traded.sales.0,
            sales_minor: traded.sales.1,
            credits: traded.credits.0,
            credits_minor: traded.credits.1,
            purchases: traded.purchases.0,
            purchases_minor: traded.purchases.1,
            news: self.news(account, traded, (first, last), today, models),
            comment: String::new(),
        }
    }

    /// What moved in the month, and what is to be looked at, in the order of [`NewsWord`] and of days.
    fn news(
        &self,
        account: &Account,
        traded: &Traded,
        (first, last): (Day, Day),
        today: Day,
        models: &Models,
    ) -> Vec<News> {
        let mut news = self.moves(account.id, (first, last), models);
        if let Some(day) = account.next_step_day.filter(|day| *day < today) {
            news.push(News { what: NewsWord::StepOverdue, day, text: account.next_step.clone() });
        }
        if let Some(day) = traded.last_day.filter(|day| days_between(*day, last) >= LONG_QUIET_DAYS) {
            news.push(News { what: NewsWord::Quiet, day, text: String::new() });
        }
        for contract in self.contracts.iter().filter(|contract| contract.account == account.id) {
            let (what, day) = match contract.standing(today) {
                Standing::EndsSoon(day) => (NewsWord::ContractEnds, day),
                Standing::RenewsSoon(day) => (NewsWord::ContractRenews, day),
                Standing::NoticeDue(day) => (NewsWord::NoticeDue, day),
                _ => continue,
            };
            news.push(News { what, day, text: contract.name.clone() });
        }
        news.sort_unstable();
        news
    }

    /// Where it was placed in the month, and what was decided on whether it is key: what was neither refused nor taken back.
    fn moves(&self, account: AccountId, month: (Day, Day), models: &Models) -> Vec<News> {
        let placed: Vec<&Placement> = self.placements.iter().filter(|one| one.account == account).collect();
        let mut moves = placings(&placed, month, |placed| at(models, STAGES_OF, placed.cell()));
        let mut by_model = sorted(&self.positions, &|a: &Position, b: &Position| a.model.cmp(&b.model));
        by_model.retain(|position| position.account == account);
        for positions in by_model.chunk_by(|a, b| a.model == b.model) {
            moves.extend(placings(positions, month, |position| at(models, &position.model, &position.cell)));
        }
        let words: Vec<&KeyDecision> = self.decisions.iter().filter(|one| one.account == account).collect();
        for decision in decided(&words, month.1).into_iter().filter(|decision| decision.day >= month.0) {
            let what = if decision.says == KeyWord::TakenIn { NewsWord::TakenIn } else { NewsWord::LetGo };
            moves.push(News { what, day: decision.day, text: decision.reason.clone() });
        }
        moves
    }
}

/// What was said of an account on one model in a month, and still counts.
fn placings<W: Word>(words: &[&W], (first, last): (Day, Day), named: impl Fn(&W) -> String) -> Vec<News> {
    let counts = |word: &W| !matches!(said::state_of(words, word), PlacementState::Refused | PlacementState::Withdrawn);
    let said = said::originals(words).into_iter().filter(|word| (first..=last).contains(&word.day()) && counts(word));
    said.map(|word| News { what: NewsWord::Placed, day: word.day(), text: named(word) }).collect()
}

/// A cell of a model, as people call both.
fn at(models: &Models, model: &str, cell: &str) -> String {
    let Some(found) = models.latest(model) else { return format!("{model}: {cell}") };
    let title = found.cells.iter().find(|known| known.id == cell).map_or(cell, |known| &known.title);
    format!("{}: {title}", found.title)
}

fn traded_in_hand(model: &Model, account: AccountId, period: Day) -> Traded {
    let windows = Windows::of(period);
    let is_in = |(first, last): (Day, Day), day: Day| (first..=last).contains(&day);
    let mut traded = Traded { account, ..Traded::default() };
    for document in model.documents.values().filter(|document| document.account == account) {
        let (minor, day) = (document.base_minor(), document.day);
        if is_in(windows.month, day) {
            let of_kind = match document.kind {
                DocumentKind::Sale => &mut traded.sales,
                DocumentKind::Credit => &mut traded.credits,
                DocumentKind::Purchase => &mut traded.purchases,
            };
            of_kind.0 += 1;
            of_kind.1 += minor;
        }
        let net = document.net_minor();
        traded.prior_minor += if is_in(windows.prior, day) { net } else { 0 };
        traded.trailing_minor += if is_in(windows.trailing, day) { net } else { 0 };
        traded.trailing_prior_minor += if is_in(windows.trailing_prior, day) { net } else { 0 };
        let shows = document.kind != DocumentKind::Purchase && document.reverses.is_none() && day <= windows.month.1;
        traded.last_day = traded.last_day.max(shows.then_some(day));
    }
    traded
}
