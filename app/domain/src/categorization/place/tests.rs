//! Every formula a second time, written down as a reader of the books would: with floats, a model in each function, and its numbers in
//! the code. Ten thousand accounts, the same ones every time.

#![allow(
    clippy::disallowed_types,
    clippy::cast_precision_loss,
    reason = "the second way of working it out is that of a spreadsheet, which has floats"
)]

use crate::{
    categorization::{
        CategorizationModel, Expected,
        depth::{Mismatch, disagree, mismatch, spread},
        facts::{Fact, Facts},
        fit::Fit,
        investment::{InvestmentKind, Side, specific},
        score::{Score, Scores},
        shipped::tests::shipped,
    },
    day::Day,
    investment::Investment,
    ratio::Ratio,
    sample::chance::Chance,
};

const ACCOUNTS: usize = 10_000;
const SEED: u64 = 0x5ca1_ab1e;
/// What a float may be off by.
const NEARLY: f64 = 1e-9;

/// Scores in the order of a model's criteria: ours, and the best competitor's.
type Sheet = Vec<Option<(i64, i64)>>;

fn sheet(chance: &mut Chance, count: usize, low: i64) -> Sheet {
    let high = if low == 0 { 10 } else { 5 };
    let score = |chance: &mut Chance| (chance.between(low, high), chance.between(1, 10));
    (0..count).map(|_| (chance.between(0, 3) > 0).then(|| score(chance))).collect()
}

fn mean(weights: &[f64], scores: &[Option<(i64, i64)>], of: impl Fn((i64, i64)) -> i64) -> Option<f64> {
    let (mut above, mut below) = (0.0, 0.0);
    for (weight, score) in weights.iter().zip(scores) {
        if let Some(score) = score {
            above += weight * of(*score) as f64;
            below += weight;
        }
    }
    (below > 0.0).then(|| above / below)
}

fn plain_mean(scores: &[Option<(i64, i64)>]) -> Option<f64> {
    mean(&vec![1.0; scores.len()], scores, |(ours, _)| ours)
}

fn scored_part(weights: &[f64], scores: &[Option<(i64, i64)>]) -> f64 {
    let scored: f64 = weights.iter().zip(scores).filter(|(_, score)| score.is_some()).map(|(weight, _)| weight).sum();
    scored / weights.iter().sum::<f64>()
}

fn at_least(value: f64, threshold: f64) -> bool {
    value > threshold - NEARLY
}

const STAGES: [&str; 5] = ["pre", "early", "mid", "partnership", "synergistic"];

fn stage(relationship: f64, involvement: f64) -> usize {
    let m = f64::midpoint(relationship, involvement);
    [1.8, 2.6, 3.4, 4.2].iter().filter(|threshold| at_least(m, **threshold)).count()
}

fn leaning(relationship: f64, involvement: f64) -> Option<&'static str> {
    if at_least(involvement - relationship, 1.5) {
        Some("over_engineered")
    } else if at_least(relationship - involvement, 1.5) {
        Some("under_resourced")
    } else {
        None
    }
}

fn investments(buyer: f64, supplier: f64) -> &'static str {
    match (at_least(buyer, 3.0), at_least(supplier, 3.0)) {
        (false, false) => "market_exchange",
        (true, false) => "captive_buyer",
        (false, true) => "captive_supplier",
        (true, true) => "strategic_partnership",
    }
}

fn four(attractiveness: f64, strength: f64) -> &'static str {
    match (at_least(attractiveness, 5.0), at_least(strength, 1.0)) {
        (true, true) => "strategic",
        (true, false) => "star",
        (false, true) => "status",
        (false, false) => "streamline",
    }
}

fn course(attractiveness: f64, strengths: f64) -> &'static str {
    let third = |value: f64| [2.5, 3.5].iter().filter(|threshold| at_least(value, **threshold)).count();
    match third(attractiveness) * 3 + third(strengths) {
        7 | 8 => "invest_for_growth",
        6 | 4 => "invest_selectively",
        5 | 2 => "maintain",
        3 | 1 => "manage_for_cash",
        _ => "withdraw",
    }
}

fn float(ratio: Ratio) -> f64 {
    ratio.numerator() as f64 / ratio.denominator() as f64
}

fn alike(exact: Option<Ratio>, naive: Option<f64>) -> bool {
    match (exact, naive) {
        (Some(exact), Some(naive)) => (float(exact) - naive).abs() < NEARLY,
        (exact, naive) => exact.is_none() && naive.is_none(),
    }
}

fn scores_of(model: &CategorizationModel, sheet: &Sheet) -> Scores {
    let scored = model.criteria.iter().zip(sheet).filter_map(|(criterion, score)| Some((criterion, (*score)?)));
    scored
        .map(|(criterion, (ours, rival))| {
            let compares = model.axis(&criterion.axis).unwrap().compares();
            (criterion.id.clone(), Score { ours, rival: compares.then_some(rival) })
        })
        .collect()
}

/// Holds a model's answer against the second way: the values, the completeness, the cell.
#[track_caller]
fn hold(
    model: &CategorizationModel,
    sheet: &Sheet,
    values: [Option<f64>; 2],
    cell: fn(f64, f64) -> &'static str,
    weights: &[f64],
) {
    let scores = scores_of(model, sheet);
    let computed = model.computed(&scores);
    assert!(
        alike(computed.point[0], values[0]) && alike(computed.point[1], values[1]),
        "{sheet:?}: {:?}",
        computed.point
    );
    let expected = values[0].zip(values[1]).map(|(x, y)| cell(x, y));
    assert_eq!(computed.cell.map(|cell| cell.id.as_str()), expected, "{sheet:?}");
    let part = scored_part(weights, sheet);
    assert!(alike(Some(computed.completeness), Some(part)));
    assert_eq!(computed.is_confirmable(), expected.is_some() && at_least(part, 0.6));
}

#[test]
fn a_second_way_finds_the_same_cells() {
    let mut chance = Chance::of(SEED);
    let [stages, bensaou, four_s, matrix] =
        ["millman_wilson", "bensaou", "four_s", "millman_wilson_matrix"].map(shipped);
    let mut found: Vec<usize> = vec![0; 5];
    for _ in 0..ACCOUNTS {
        let scores = sheet(&mut chance, 10, 1);
        let halves = [plain_mean(&scores[..5]), plain_mean(&scores[5..])];
        hold(&stages, &scores, halves, |x, y| STAGES[stage(x, y)], &[1.0; 10]);
        let leanings = stages.computed(&scores_of(&stages, &scores)).leanings;
        let expected = halves[0].zip(halves[1]).and_then(|(x, y)| leaning(x, y));
        assert_eq!(leanings.first().map(|leaning| leaning.id.as_str()), expected);
        if let [Some(x), Some(y)] = halves {
            found[stage(x, y)] += 1;
        }

        let scores = sheet(&mut chance, 8, 1);
        hold(&bensaou, &scores, [plain_mean(&scores[..4]), plain_mean(&scores[4..])], investments, &[1.0; 8]);

        let mut scores = sheet(&mut chance, 9, 0);
        scores[5..].iter_mut().flatten().for_each(|score| score.0 = score.0.max(1));
        let attractiveness = mean(&[30.0, 25.0, 20.0, 15.0, 10.0], &scores[..5], |(ours, _)| ours);
        let seen = |of: fn((i64, i64)) -> i64| mean(&[35.0, 25.0, 20.0, 20.0], &scores[5..], of);
        let strength = seen(|(ours, _)| ours).zip(seen(|(_, rival)| rival)).map(|(ours, rival)| ours / rival);
        let weights = [30.0, 25.0, 20.0, 15.0, 10.0, 35.0, 25.0, 20.0, 20.0];
        hold(&four_s, &scores, [attractiveness, strength], four, &weights);

        let scores = sheet(&mut chance, 14, 1);
        hold(&matrix, &scores, [plain_mean(&scores[..7]), plain_mean(&scores[7..])], course, &[1.0; 14]);
    }
    assert!(found.iter().all(|count| *count > 20), "each stage came up: {found:?}");
}

/// Webster's steps as a row of questions.
fn step(facts: &Facts) -> usize {
    let is = |fact: Fact| facts.get(&fact).copied().unwrap_or(-1);
    let questions = [
        is(Fact::SalesTtm) >= 1,
        is(Fact::SalesTtm) >= 2 && is(Fact::MonthsWithSalesTtm) >= 2,
        is(Fact::ContractsInForce) >= 1 || (is(Fact::TenureMonths) >= 24 && is(Fact::QuartersWithSales) >= 4),
        is(Fact::JointObjectives) >= 1 && is(Fact::MutualPlansSigned) >= 1,
        is(Fact::JointInvestments) >= 1,
        is(Fact::PartnerOrganisations) >= 2,
    ];
    questions.iter().position(|holds| !holds).unwrap_or(questions.len())
}

#[test]
fn a_second_way_climbs_to_the_same_steps() {
    let mut chance = Chance::of(SEED);
    let model = shipped("webster");
    let asked = [
        (Fact::SalesTtm, 20),
        (Fact::MonthsWithSalesTtm, 12),
        (Fact::ContractsInForce, 2),
        (Fact::TenureMonths, 60),
        (Fact::QuartersWithSales, 4),
        (Fact::JointObjectives, 3),
        (Fact::MutualPlansSigned, 3),
        (Fact::JointInvestments, 3),
        (Fact::PartnerOrganisations, 4),
    ];
    let mut found = [0; 7];
    for _ in 0..ACCOUNTS {
        let known = asked.iter().filter_map(|(fact, most)| {
            let value = chance.between(0, *most);
            (chance.between(0, 9) > 0).then_some((*fact, value))
        });
        let facts: Facts = known.collect();
        let expected = step(&facts);
        let at = model.step_at(&facts).map(|cell| model.cells.iter().position(|known| known == cell).unwrap() + 1);
        assert_eq!(at.unwrap_or_default(), expected, "{facts:?}");
        found[expected] += 1;
    }
    assert!(found.iter().all(|count| *count > 20), "each step came up: {found:?}");
}

#[test]
fn a_second_way_sees_the_same_depths_and_distances() {
    let mut chance = Chance::of(SEED);
    let [webster, stages, bensaou, four_s] = ["webster", "millman_wilson", "bensaou", "four_s"].map(shipped);
    let mut flagged = 0;
    for _ in 0..ACCOUNTS {
        let step = usize::try_from(chance.between(0, 6)).unwrap();
        let stage_at = usize::try_from(chance.between(0, 4)).unwrap();
        let scores: Sheet = (0..8).map(|_| Some((chance.between(1, 5), 1))).collect();
        let sides = [plain_mean(&scores[..4]).unwrap(), plain_mean(&scores[4..]).unwrap()];
        let point = bensaou.computed(&scores_of(&bensaou, &scores)).point;
        let depths = [
            webster.depth(Some(&webster.cells[step].id), &[]).unwrap(),
            stages.depth(Some(STAGES[stage_at]), &[]).unwrap(),
            bensaou.depth(None, &point).unwrap(),
        ];
        let naive = [step as f64 / 6.0, stage_at as f64 / 4.0, ((sides[0] + sides[1]) / 2.0 - 1.0) / 4.0];
        assert!(depths.iter().zip(naive).all(|(exact, naive)| alike(Some(*exact), Some(naive))));
        let (most, least) = (naive.iter().copied().fold(0.0, f64::max), naive.iter().copied().fold(1.0, f64::min));
        assert!(alike(spread(&depths), Some(most - least)));
        assert_eq!(disagree(&depths), at_least(most - least, 0.4));
        flagged += usize::from(disagree(&depths));

        let mean = naive.iter().sum::<f64>() / 3.0;
        let cell = &four_s.cells[usize::try_from(chance.between(0, 3)).unwrap()];
        let naive_mismatch = match cell.id.as_str() {
            "strategic" | "star" if !at_least(mean, 0.4) => Some(Mismatch::UnderDeveloped),
            "streamline" if mean > 0.6 + NEARLY => Some(Mismatch::OverServed),
            _ => None,
        };
        assert_eq!(mismatch(cell.expects, &depths), naive_mismatch);
        assert_eq!(cell.expects == Some(Expected::Shallow), cell.id == "streamline");

        let placed = &bensaou.cells[usize::try_from(chance.between(0, 3)).unwrap()].id;
        let wanted = match placed.as_str() {
            "market_exchange" => [false, false],
            "captive_buyer" => [true, false],
            "captive_supplier" => [false, true],
            _ => [true, true],
        };
        let distance = bensaou.distance(&point, placed).unwrap();
        let off = |at: usize| at_least(sides[at], 3.0) != wanted[at];
        assert_eq!(distance.thresholds, usize::from(off(0)) + usize::from(off(1)));
        for at in [0, 1] {
            assert!(alike(distance.gaps[at], Some(if off(at) { 3.0 - sides[at] } else { 0.0 })));
        }
    }
    assert!((1_000..9_000).contains(&flagged), "{flagged}");
}

#[test]
fn a_second_way_checks_the_fit_and_the_register() {
    let mut chance = Chance::of(SEED);
    let model = shipped("bensaou");
    let day = Day::constant(2026, 1, 1);
    for _ in 0..ACCOUNTS {
        let scores: Sheet = (0..8).map(|_| Some((chance.between(1, 5), 1))).collect();
        let asked: Vec<i64> = (0..7).map(|_| chance.between(1, 5)).collect();
        let context: Scores = model
            .context
            .iter()
            .zip(&asked)
            .map(|(one, ours)| (one.id.clone(), Score { ours: *ours, rival: None }))
            .collect();
        let high = |mean: f64| i64::from(at_least(mean, 3.0));
        let average = |all: &[i64]| all.iter().sum::<i64>() as f64 / all.len() as f64;
        let more = [
            high(plain_mean(&scores[..4]).unwrap()) - high(average(&asked[..3])),
            high(plain_mean(&scores[4..]).unwrap()) - high(average(&asked[3..])),
        ];
        let naive = match (more.contains(&1), more.contains(&-1)) {
            (true, true) => Fit::Crossed,
            (true, false) => Fit::OverDesigned,
            (false, true) => Fit::UnderDesigned,
            (false, false) => Fit::Fits,
        };
        assert_eq!(model.fit(&scores_of(&model, &scores), &context).unwrap().fit, naive);

        let register: Vec<Investment> = (0..chance.between(0, 6))
            .map(|_| Investment {
                side: Side::Ours,
                kind: if chance.between(0, 1) == 0 { InvestmentKind::Assets } else { InvestmentKind::People },
                amount_minor: chance.between(0, 1_000_000),
                day,
                redeployable_percent: chance.between(0, 100),
                ..Investment::default()
            })
            .collect();
        let assets = register.iter().filter(|one| one.kind == InvestmentKind::Assets);
        let naive: f64 =
            assets.map(|one| one.amount_minor as f64 * (1.0 - one.redeployable_percent as f64 / 100.0)).sum();
        assert!((float(specific(&register, Side::Ours, InvestmentKind::Assets, day)) - naive).abs() < 1e-4);
    }
}
