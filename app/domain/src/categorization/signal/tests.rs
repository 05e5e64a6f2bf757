use super::*;

const FIVE: Scale = Scale { low: 1, high: 5 };
const TEN: Scale = Scale { low: 0, high: 10 };

fn score(signal: Signal, facts: &[(Fact, i64)], scale: Scale) -> Option<i64> {
    let facts: Facts = facts.iter().copied().collect();
    signal.proposal(&facts, scale).map(|proposal| proposal.score)
}

#[test]
fn bounds_ascend_and_a_bound_belongs_to_the_level_above() {
    for signal in Signal::ALL {
        let rule = signal.rule();
        assert!(rule.bounds.is_sorted_by(|a, b| a < b), "{signal:?}");
        let over = rule.over.map(|fact| (fact, 100));
        let with = |is: i64| score(*signal, &[(rule.fact, is)].into_iter().chain(over).collect::<Vec<_>>(), FIVE);
        for (level, bound) in (2..).zip(rule.bounds) {
            assert_eq!([with(bound - 1), with(bound)], [Some(level - 1), Some(level)], "{signal:?} at {bound}");
        }
    }
}

#[test]
fn levels_are_spread_over_longer_scales() {
    let at = |families, scale| score(Signal::ProductScope, &[(Fact::FamiliesBought, families)], scale);
    assert_eq!([1, 2, 3, 4, 6].map(|families| at(families, TEN)), [0, 3, 5, 8, 10].map(Some));
    assert_eq!([1, 2, 3, 4, 6].map(|families| at(families, Scale { low: 1, high: 10 })), [1, 3, 6, 8, 10].map(Some));
}

#[test]
fn what_is_not_known_proposes_nothing() {
    assert_eq!(score(Signal::Tenure, &[], FIVE), None);
    let growth =
        |prior| score(Signal::RevenueGrowth, &[(Fact::RevenueTtmMinor, 100), (Fact::RevenuePriorMinor, prior)], FIVE);
    assert_eq!([0, -5, 100, 50].map(growth), [None, None, Some(3), Some(5)]);
    assert_eq!(score(Signal::RevenueGrowth, &[(Fact::RevenueTtmMinor, 100)], FIVE), None);
    assert_eq!(score(Signal::ShareOfWallet, &[(Fact::RevenueTtmMinor, -100), (Fact::WalletMinor, 100)], FIVE), Some(1));
}

#[test]
fn a_proposal_shows_its_working() {
    let facts = Facts::from([(Fact::OurAssetsMinor, 9_000_000), (Fact::RevenueTtmMinor, 60_000_000)]);
    let proposal = Signal::OurAssets.proposal(&facts, FIVE).unwrap();
    assert_eq!((proposal.is, proposal.over), (9_000_000, Some(60_000_000)));
    assert_eq!((proposal.reaches, proposal.misses, proposal.score), (Some(10), Some(20), 4));
    let none = Signal::FunctionsInContact.proposal(&Facts::from([(Fact::FunctionsInContact, 1)]), FIVE).unwrap();
    assert_eq!((none.reaches, none.misses, none.score), (None, Some(2), 1));
    let most = Signal::FunctionsInContact.proposal(&Facts::from([(Fact::FunctionsInContact, 9)]), FIVE).unwrap();
    assert_eq!((most.reaches, most.misses, most.score), (Some(6), None, 5));
}

#[test]
fn uncoupling_is_seen_in_trade_and_in_stages() {
    let trade = |ttm, prior| Facts::from([(Fact::RevenueTtmMinor, ttm), (Fact::RevenuePriorMinor, prior)]);
    let seen = |facts: &Facts, stages: &[Stage]| uncoupling(facts, stages);
    assert_eq!(seen(&trade(50, 100), &[]), None, "half is not less than half");
    assert_eq!(seen(&trade(49, 100), &[]), Some(Uncoupling::RevenueHalved { ttm_minor: 49, prior_minor: 100 }));
    assert_eq!(seen(&trade(-5, 0), &[]), None, "who brought nothing before has nothing to halve");
    let (mid, pre, early) = (Stage::Mid, Stage::Pre, Stage::Early);
    assert_eq!(seen(&Facts::new(), &[mid, early, pre]), Some(Uncoupling::StageFell { from: mid, to: pre }));
    assert_eq!(seen(&Facts::new(), &[mid, early]), None);
    assert_eq!(seen(&Facts::new(), &[pre, mid]), None, "it rose");
    assert_eq!(seen(&Facts::new(), &[mid, Stage::Uncoupling]), None, "somebody said so already");
}
