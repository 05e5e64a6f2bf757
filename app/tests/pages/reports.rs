//! The reports of a house to render: figures over the accounts that a viewer sees.

use app::wire::{
    concentration_page::{ConcentrationPart, Spot, TopChange},
    held_to_account::HeldToAccount,
    reciprocity::{AccountBothWays, ReciprocityReport},
    report::{About, Basis, Bridge, Concentration, Exact, Mover, Ranked, RetentionFigures, Span, TopMove},
    retention_page::{CohortLine, RetentionPart},
    targets::{AccountTarget, ManagerTargets, TargetsReport},
    terms::{AccountWallet, FamilyWallet, OfNoFamily, WalletFigures, WalletReport},
};
use domain::{
    account::Account,
    cohort::cohorts,
    concentration::Portfolio,
    day::Window,
    ids::{AccountId, PersonId},
    model::Model,
    ratio::Ratio,
    reciprocity::Reciprocity,
    share_of_wallet::{PartOfYear, ShareOfWallet, Wallet},
    target::Attainment,
    top_set::Why,
};
use jiff::ToSpan;

use crate::house::TODAY;

/// Figures over the accounts that a viewer sees, with an account that entered and one that left where there are any.
pub fn concentration(seen: &Model) -> ConcentrationPart {
    let brings = |account: &Account| seen.revenue_ttm_minor(account.id);
    let now = Portfolio::of(seen.accounts.values().map(|account| (account.id, brings(account))));
    let ranked = |account: &Account| Ranked { account: account.id, name: account.name.clone(), minor: brings(account) };
    let mut first: Vec<Ranked> = seen.accounts.values().map(ranked).collect();
    first.sort_by_key(|one| std::cmp::Reverse(one.minor));
    let moved = |one: &Ranked| TopMove {
        account: one.account,
        name: one.name.clone(),
        rank_before: None,
        rank_now: Some(1),
        before_minor: 0,
        now_minor: one.minor,
        why: Why::New,
    };
    let spot = |months: i32| Spot {
        to: TODAY.saturating_sub(months.months()),
        n: now.len(),
        top_permille: (months < 3).then_some(600 - 10 * i64::from(months)),
        is_whole: months < 2,
    };
    ConcentrationPart {
        about: About {
            basis: Basis::Net,
            scope: "all".to_owned(),
            group: false,
            whole: true,
            currency: seen.base_currency(),
        },
        window: Span { from: Window::year_to(TODAY).first(), to: TODAY },
        figures: Concentration::from(&now),
        curve: vec![[0, 0], [5_000, 1_000], [10_000, 10_000]],
        series: (0..5).rev().map(spot).collect(),
        change: TopChange {
            since: Window::year_to(TODAY).after,
            size_before: 4,
            size_now: 5,
            entered: first.iter().take(1).map(moved).collect(),
            left: first.iter().skip(1).take(1).map(moved).collect(),
        },
        first,
    }
}

/// Half of what accounts bring is new, and the largest moved most.
pub fn retention(seen: &Model) -> RetentionPart {
    let sum: i64 = seen.accounts.keys().map(|id| seen.revenue_ttm_minor(*id).max(0)).sum();
    let ranked = concentration(seen).first;
    let mover = |one: &Ranked| Mover {
        account: one.account,
        name: one.name.clone(),
        before_minor: one.minor / 2,
        now_minor: one.minor,
        change_minor: one.minor - one.minor / 2,
    };
    let half = Ratio::of(1, 2).map(Exact::from);
    RetentionPart {
        about: About {
            basis: Basis::Net,
            scope: "all".to_owned(),
            group: false,
            whole: false,
            currency: seen.base_currency(),
        },
        window: Span { from: Window::year_to(TODAY).first(), to: TODAY },
        prior: Span { from: Window::year_to(Window::year_to(TODAY).after).first(), to: Window::year_to(TODAY).after },
        figures: RetentionFigures {
            cohort: ranked.len(),
            churned: 0,
            grr: half.clone(),
            nrr: half,
            logo_churn: None,
            bridge: Bridge { start_minor: sum / 2, new_minor: sum - sum / 2, end_minor: sum, ..Bridge::default() },
        },
        n: ranked.len(),
        up: ranked.iter().take(3).map(mover).collect(),
        down: Vec::new(),
        years: [2, 1].map(|years| Span { from: TODAY.saturating_sub(years.years()), to: TODAY }).into(),
        cohorts: cohorts(&[vec![(AccountId::default(), 900)], vec![(AccountId::default(), 300)]])
            .iter()
            .map(CohortLine::from)
            .collect(),
    }
}

/// From every account we buy half of what it brings.
pub fn reciprocity(seen: &Model) -> ReciprocityReport {
    let ConcentrationPart { about, window, first, .. } = concentration(seen);
    let of = |one: &Ranked| Reciprocity::of(one.minor, one.minor.abs() / 2);
    let all = first.iter().map(of).fold(Reciprocity::default(), Reciprocity::plus);
    let item = |one: &Ranked| AccountBothWays { account: one.account, name: one.name.clone(), figures: of(one).into() };
    ReciprocityReport {
        about,
        window,
        figures: all.into(),
        accounts: first.len(),
        mutual: first.iter().filter(|one| one.minor > 0).count(),
        suppliers: first.iter().filter(|one| one.minor < 0).count(),
        left_out: 2,
        left_out_minor: 1_700,
        items: first.iter().map(item).collect(),
    }
}

/// The form of it that travels.
pub fn held_to_account() -> HeldToAccount {
    serde_json::from_str(include_str!("../wire/1/held_to_account.json")).unwrap()
}

/// Every account spends twice what it brings, all of it on the first family.
pub fn wallet(model: &Model, seen: &Model) -> WalletReport {
    let ConcentrationPart { about, window, first, .. } = concentration(seen);
    let wallets: Vec<(&Ranked, ShareOfWallet)> = first
        .iter()
        .map(|one| (one, Wallet { yearly_minor: one.minor.max(0) * 2, ours_minor: one.minor }))
        .map(|(one, wallet)| (one, ShareOfWallet::of([wallet], PartOfYear::WHOLE)))
        .collect();
    let family = model.kept.families.values().next().unwrap();
    let of_family = |figures: WalletFigures| FamilyWallet {
        family: family.id,
        name: family.name.clone(),
        accounts: figures.accounts,
        wallet_minor: figures.wallet_minor,
        ours_minor: Some(figures.ours_minor),
        share: figures.share,
        white_minor: Some(figures.white_minor),
    };
    let beside = OfNoFamily { without_product_minor: 700, other_families_minor: 0 };
    let item = |(one, found): &(&Ranked, ShareOfWallet)| {
        let figures = WalletFigures::from(found);
        let families = vec![of_family(figures.clone())];
        let WalletFigures { ours_minor, wallet_minor, share, white_minor, .. } = figures;
        let (account, name) = (one.account, one.name.clone());
        AccountWallet { account, name, ours_minor, wallet_minor, share, white_minor, families, beside }
    };
    let all = wallets.iter().map(|(one, _)| Wallet { yearly_minor: one.minor.max(0) * 2, ours_minor: one.minor });
    let figures = WalletFigures::from(&ShareOfWallet::of(all, PartOfYear::WHOLE));
    WalletReport {
        about,
        window,
        as_of: TODAY,
        unknown: 3,
        unknown_minor: 1_200,
        ours_by_family: true,
        beside,
        families: vec![of_family(figures.clone())],
        items: wallets.iter().map(item).collect(),
        figures,
    }
}

/// Every account is to bring a thousand more than it brings; those that bring nothing have no target.
pub fn targets(seen: &Model) -> TargetsReport {
    let ConcentrationPart { about, window, first, .. } = concentration(seen);
    let found = |one: &Ranked| Attainment::of(one.minor.max(0) + 100_000, one.minor);
    let lead = |account: AccountId| seen.accounts.get(&account).and_then(|account| account.owner);
    let item = |one: &Ranked| AccountTarget {
        account: one.account,
        name: one.name.clone(),
        lead: lead(one.account),
        figures: found(one).into(),
    };
    let all = first.iter().fold(Attainment::default(), |all, one| all.plus(found(one)));
    let manager = |lead, name: &str, found: Attainment| ManagerTargets {
        lead,
        name: name.to_owned(),
        accounts: first.len(),
        without: 2,
        figures: found.into(),
    };
    TargetsReport {
        about,
        window,
        accounts: first.len(),
        figures: all.into(),
        without: 2,
        without_minor: 1_200,
        managers: vec![
            manager(Some(PersonId::default()), "Mara Kessler", all),
            manager(Some(PersonId::default()), "", Attainment::default()),
            manager(None, "", Attainment::default()),
        ],
        items: first.iter().map(item).collect(),
        open: first.iter().take(2).cloned().collect(),
    }
}
