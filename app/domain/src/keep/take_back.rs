//! Taking entries back that kept records: each record as it was before, where nobody built on it since.

use super::{Kept, Ruled, answered::answered, is_answered};
use crate::{
    apply::{Case, Decision, Stop},
    catalogue::{Product, ProductFamily},
    change::{Act, Change, Kind},
    command::Key,
    contract::Contract,
    exchange_rate::ExchangeRate,
    history::Entry,
    ids::{AccountId, ExchangeRateId},
    investment::Investment,
    key_rule::KeyRule,
    model::brought,
    partner::{Partner, Partnership},
    placement::PlacementState,
    policy::Action,
    position,
    rejection::Rejection,
    sales_order::SalesOrder,
    scenario, status_report,
    target::Target,
    undo::Undo,
    wallet_estimate::WalletEstimate,
};

/// Takes the records of an entry back, the last one first: each must be as the entry left it, and what comes back must fit.
pub(crate) fn take_back(undo: &Undo, case: &Case<'_>, entry: &Entry) -> Decision {
    let takes_product = |change: &Change| change.key.kind == Kind::Product && change.act == Act::Create;
    let mut kept = Kept::judged_over(case.model, entry.changes.iter().any(takes_product));
    let mut changes = Vec::new();
    for (turn, change) in entry.changes.iter().rev().filter(|change| change.key.kind.is_kept()).enumerate() {
        permit(case, change)?;
        if is_answered(change.key.kind) {
            changes.extend(answered(undo, case, entry, (turn, change))?);
            continue;
        }
        let back = change.reversed();
        let may = kept.is_as_left(change) && may_take(&kept, &back);
        if !may {
            return Err(Rejection::ChangedSince { entry: entry.seq }.into());
        }
        kept.lay(&back);
        changes.push(back);
    }
    kept.targets_follow(&changes).map_err(|_| Rejection::ChangedSince { entry: entry.seq })?;
    Ok(changes)
}

fn permit(case: &Case<'_>, change: &Change) -> Result<(), Stop> {
    match change.key.kind {
        Kind::ProductFamily => ProductFamily::permit(case, change.account),
        Kind::Product => Product::permit(case, change.account),
        Kind::Contract => Contract::permit(case, change.account),
        Kind::Partner => Partner::permit(case, change.account),
        Kind::Partnership => Partnership::permit(case, change.account),
        Kind::Investment => Investment::permit(case, change.account),
        Kind::KeyRule => KeyRule::permit(case, change.account),
        Kind::KeyDecision => permit_account(case, change, Action::DecideKeyAccount),
        Kind::Assessment => permit_account(case, change, Action::PlaceAccount),
        Kind::Position => permit_account(case, change, position::action_of(state_in(change))),
        Kind::SalesOrder => SalesOrder::permit(case, change.account),
        Kind::ExchangeRate => ExchangeRate::permit(case, change.account),
        Kind::Target => Target::permit(case, change.account),
        Kind::StatusReport | Kind::StatusAnswer => status_report::permit_taking_back(case, change),
        Kind::Scenario | Kind::ScenarioWord => scenario::permit_taking_back(case, change),
        _ => WalletEstimate::permit(case, change.account),
    }
}

fn permit_account(case: &Case<'_>, change: &Change, action: Action) -> Result<(), Stop> {
    case.account(change.account.unwrap_or_default(), action).map(drop)
}

fn state_in(change: &Change) -> PlacementState {
    PlacementState::of_word(change.text_after("state")).unwrap_or_default()
}

/// Whether a change leaves everything fitting.
fn may_take(kept: &Kept, change: &Change) -> bool {
    match change.key.kind {
        Kind::ProductFamily => may_take_of::<ProductFamily>(kept, change),
        Kind::Product => may_take_of::<Product>(kept, change),
        Kind::Contract => may_take_of::<Contract>(kept, change),
        Kind::Partner => may_take_of::<Partner>(kept, change),
        Kind::Partnership => may_take_of::<Partnership>(kept, change),
        Kind::Investment => may_take_of::<Investment>(kept, change),
        Kind::KeyRule => may_take_of::<KeyRule>(kept, change),
        Kind::SalesOrder => may_take_of::<SalesOrder>(kept, change),
        Kind::ExchangeRate => may_take_of::<ExchangeRate>(kept, change),
        Kind::Target => may_take_of::<Target>(kept, change),
        _ => may_take_of::<WalletEstimate>(kept, change),
    }
}

fn may_take_of<R: Ruled>(kept: &Kept, change: &Change) -> bool {
    let id = R::Id::from(change.key.id);
    let known = R::shelf(kept).get(&id);
    if change.act == Act::Remove {
        return known.is_some_and(|known| known.goes(kept).is_ok());
    }
    brought(known, change).is_ok_and(|record| record.is_some_and(|record| record.fits(kept).is_ok()))
}

/// What must be in hand to take a change back.
pub(crate) fn keys_of(change: &Change) -> Vec<Key> {
    let of_account = |key: fn(AccountId) -> Key| change.account.map(key).into_iter().collect();
    // What hangs on a record is asked where it would go.
    let hanging = (change.act == Act::Create).then_some(Key::HangingOn(change.key));
    match change.key.kind {
        Kind::StatusReport | Kind::StatusAnswer => return status_report::keys_of(change),
        Kind::Scenario | Kind::ScenarioWord => return scenario::keys_of(change),
        Kind::KeyDecision => return of_account(Key::KeyDecisionsOf),
        kind if is_answered(kind) => return of_account(Key::StandsOn),
        Kind::KeyRule => return [Key::KeyRules, Key::Models].into_iter().chain(hanging).collect(),
        Kind::Target => return of_account(Key::TargetsOf),
        Kind::SalesOrder => return vec![Key::SalesOrder(change.key.id.into())],
        _ => {}
    }
    let of_account = change.account.map(Key::TermsOf);
    let of_rate = (change.key.kind == Kind::ExchangeRate).then_some(Key::ExchangeRate(ExchangeRateId(change.key.id)));
    [Key::Catalogue].into_iter().chain(hanging).chain(of_account).chain(of_rate).collect()
}
