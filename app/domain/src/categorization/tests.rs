//! The vectors, and what follows from each rule at its edges. Every formula a second time: [`super::place`].

use super::{
    CategorizationModel,
    depth::{Mismatch, disagree, mismatch, spread},
    facts::{Fact, Facts},
    fit::Fit,
    investment::{self, InvestmentKind, Side},
    place::Distance,
    score::{Score, ScoreFlaw, Scores},
    shipped::tests::shipped,
};
use crate::{day::Day, investment::Investment, ratio::Ratio};

fn ratio(above: i64, below: i64) -> Ratio {
    Ratio::of(above, below).unwrap()
}

/// The same score for ours in the order of the criteria of an axis; those beyond are not scored.
fn scores_on(model: &CategorizationModel, axis: &str, ours: &[i64]) -> Scores {
    let criteria = model.criteria.iter().filter(|criterion| criterion.axis == axis);
    criteria.zip(ours).map(|(criterion, ours)| (criterion.id.clone(), Score { ours: *ours, rival: None })).collect()
}

fn both(first: Scores, second: Scores) -> Scores {
    first.into_iter().chain(second).collect()
}

fn rivalled(model: &CategorizationModel, ours: &[i64], rivals: &[i64]) -> Scores {
    let criteria = model.criteria.iter().filter(|criterion| criterion.axis == "strength");
    let scores = ours.iter().zip(rivals).map(|(ours, rival)| Score { ours: *ours, rival: Some(*rival) });
    criteria.zip(scores).map(|(criterion, score)| (criterion.id.clone(), score)).collect()
}

fn cell_id(cell: Option<&super::Cell>) -> Option<&str> {
    cell.map(|cell| cell.id.as_str())
}

#[test]
fn the_vectors_of_the_stages_come_out() {
    let model = shipped("millman_wilson");
    for (relationship, involvement, mean, stage, leaning) in [
        ((6, 5), (3, 2), "1.35", "pre", None),
        ((2, 1), (12, 5), "2.20", "early", None),
        ((3, 1), (16, 5), "3.10", "mid", None),
        ((4, 1), (19, 5), "3.90", "partnership", None),
        ((23, 5), (24, 5), "4.70", "synergistic", None),
        ((3, 2), (4, 1), "2.75", "mid", Some("over_engineered")),
        ((21, 5), (2, 1), "3.10", "mid", Some("under_resourced")),
    ] {
        let [relationship, involvement] = [relationship, involvement].map(|(above, below)| ratio(above, below));
        let m = Ratio::mean(&[relationship, involvement]).unwrap();
        let point = [Some(relationship), Some(involvement), Some(m)];
        assert_eq!(m.decimal(2), mean);
        assert_eq!(cell_id(model.cell_at(&point)), Some(stage));
        let leanings: Vec<&str> = model.leanings_at(&point).iter().map(|leaning| leaning.id.as_str()).collect();
        assert_eq!(leanings, leaning.into_iter().collect::<Vec<_>>());
    }
}

/// The first of those vectors from scores: five criteria that come to 1.2 and 1.5 cannot be, 1.2 and 1.4 can.
#[test]
fn scores_come_to_a_point_and_a_stage() {
    let model = shipped("millman_wilson");
    let scores =
        both(scores_on(&model, "relationship", &[1, 1, 2, 1, 1]), scores_on(&model, "involvement", &[1, 2, 1, 2, 1]));
    let computed = model.computed(&scores);
    assert_eq!(computed.point, [ratio(6, 5), ratio(7, 5), ratio(13, 10)].map(Some));
    assert_eq!((cell_id(computed.cell), computed.completeness), (Some("pre"), Ratio::ONE));
    assert!(computed.is_confirmable());
}

#[test]
fn a_tie_at_a_threshold_goes_up() {
    let model = shipped("millman_wilson");
    let at = |m: Ratio| cell_id(model.cell_at(&[None, None, Some(m)])).map(ToOwned::to_owned).unwrap();
    for (below, above, threshold) in [
        ("pre", "early", (9, 5)),
        ("early", "mid", (13, 5)),
        ("mid", "partnership", (17, 5)),
        ("partnership", "synergistic", (21, 5)),
    ] {
        let threshold = ratio(threshold.0, threshold.1);
        assert_eq!((at(threshold), at(threshold.minus(ratio(1, 1_000_000)))), (above.to_owned(), below.to_owned()));
    }
    let leans = |more: Ratio| model.leanings_at(&[Some(ratio(2, 1)), Some(more), None]).len();
    assert_eq!((leans(ratio(7, 2)), leans(ratio(349, 100))), (1, 0));
}

#[test]
fn the_vector_of_bensaou_comes_out() {
    let model = shipped("bensaou");
    let scores = both(scores_on(&model, "buyer", &[4, 5, 3, 4]), scores_on(&model, "supplier", &[2, 3, 2, 3]));
    let computed = model.computed(&scores);
    assert_eq!(computed.point, [Some(ratio(4, 1)), Some(ratio(5, 2))]);
    assert_eq!(cell_id(computed.cell), Some("captive_buyer"));
    let tie = both(scores_on(&model, "buyer", &[3, 3, 3, 3]), scores_on(&model, "supplier", &[1, 5, 3, 3]));
    assert_eq!(cell_id(model.computed(&tie).cell), Some("strategic_partnership"), "3.0 is high");
}

#[test]
fn the_vector_of_mcdonald_and_woodburn_comes_out() {
    let model = shipped("four_s");
    let attractive = scores_on(&model, "attractiveness", &[8, 6, 7, 9, 5]);
    let strength = |ours: &[i64], rivals: &[i64]| both(attractive.clone(), rivalled(&model, ours, rivals));
    let computed = model.computed(&strength(&[7, 8, 5, 8], &[6, 8, 7, 5]));
    assert_eq!(computed.point, [Some(ratio(143, 20)), Some(ratio(705, 650))]);
    assert_eq!(computed.point[1].unwrap().decimal(4), "1.0846");
    assert_eq!(cell_id(computed.cell), Some("strategic"));
    let equal = model.computed(&strength(&[7, 7, 7, 7], &[7, 7, 7, 7]));
    assert_eq!(cell_id(equal.cell), Some("strategic"), "as strong as the best is strong");
    let weaker = model.computed(&strength(&[7, 7, 7, 6], &[7, 7, 7, 7]));
    assert_eq!(cell_id(weaker.cell), Some("star"));
}

#[test]
fn the_vector_of_four_models_side_by_side_comes_out() {
    let depth = |id: &str, cell: Option<&str>, point: &[Option<Ratio>]| shipped(id).depth(cell, point).unwrap();
    let depths = [
        depth("webster", Some("long_term_relationship"), &[]),
        depth("millman_wilson", Some("partnership"), &[]),
        depth("bensaou", None, &[Some(ratio(4, 1)), Some(ratio(5, 2))]),
    ];
    assert_eq!(depths.map(|depth| depth.decimal(4)), ["0.3333", "0.7500", "0.5625"]);
    assert_eq!(spread(&depths).unwrap().decimal(4), "0.4167");
    assert!(disagree(&depths));
    assert!(disagree(&[ratio(2, 5), Ratio::ZERO]) && !disagree(&[ratio(399, 1000), Ratio::ZERO]));
    assert_eq!((spread(&depths[..1]), disagree(&depths[..1])), (None, false), "one alone does not disagree");
    let four_s = shipped("four_s");
    assert_eq!(
        (four_s.depth(Some("star"), &[]), shipped("millman_wilson").depth(Some("uncoupling"), &[])),
        (None, None)
    );
    assert_eq!(shipped("bensaou").depth(Some("captive_buyer"), &[Some(ratio(4, 1)), None]), None);
}

#[test]
fn priority_against_depth() {
    let model = shipped("four_s");
    let served = |cell: &str, depths: &[Ratio]| mismatch(model.cell(cell).unwrap().expects, depths);
    let (under, over) = (Some(Mismatch::UnderDeveloped), Some(Mismatch::OverServed));
    assert_eq!((served("strategic", &[ratio(39, 100)]), served("star", &[ratio(2, 5)])), (under, None));
    assert_eq!((served("streamline", &[ratio(61, 100)]), served("streamline", &[ratio(3, 5)])), (over, None));
    assert_eq!((served("status", &[Ratio::ZERO]), served("status", &[Ratio::ONE])), (None, None));
    assert_eq!(served("strategic", &[ratio(1, 5), ratio(4, 5)]), None, "the mean of what the others tell");
    assert_eq!(served("strategic", &[]), None);
}

#[test]
fn what_was_not_scored_leaves_its_weight_to_the_others() {
    let model = shipped("four_s");
    let scores = scores_on(&model, "attractiveness", &[8, 6]);
    let computed = model.computed(&scores);
    assert_eq!(computed.point, [Some(ratio(8 * 30 + 6 * 25, 55)), None]);
    assert_eq!((cell_id(computed.cell), computed.completeness), (None, ratio(55, 200)));
    let one_sided: Scores =
        model.criteria.iter().map(|criterion| (criterion.id.clone(), Score { ours: 6, rival: None })).collect();
    assert_eq!(model.computed(&one_sided).completeness, ratio(1, 2), "strength without a competitor is not scored");
    assert_eq!(model.computed(&Scores::new()).point, [None, None]);
}

#[test]
fn below_sixty_percent_nothing_can_be_confirmed() {
    let model = shipped("millman_wilson");
    let of = |relationship: usize, involvement: usize| {
        let sheet = |axis, count| scores_on(&model, axis, &[4, 4, 4, 4, 4][..count]);
        let scores = both(sheet("relationship", relationship), sheet("involvement", involvement));
        let computed = model.computed(&scores);
        (cell_id(computed.cell).map(ToOwned::to_owned), computed.is_confirmable())
    };
    let partnership = Some("partnership".to_owned());
    assert_eq!(of(3, 3), (partnership.clone(), true), "60 % is enough");
    assert_eq!(of(3, 2), (partnership, false));
    assert_eq!(of(5, 0), (None, false), "an axis without any score has no place");
}

#[test]
fn scores_that_do_not_fit_are_refused_with_the_reason() {
    let model = shipped("four_s");
    let check = |criterion: &str, ours, rival| {
        model.check_scores(&model.criteria, &Scores::from([(criterion.to_owned(), Score { ours, rival })]))
    };
    assert_eq!(check("growth", 10, None), Ok(()));
    assert_eq!(check("product", 10, Some(1)), Ok(()));
    let scale = model.axes[0].scale;
    let range = |criterion: &str, score, scale| {
        Err(ScoreFlaw::ScoreOutOfRange { criterion: criterion.to_owned(), score, scale })
    };
    assert_eq!(check("growth", 11, None), range("growth", 11, scale));
    assert_eq!(check("growth", -1, None), range("growth", -1, scale));
    assert_eq!(check("product", 5, Some(0)), range("product", 0, model.axes[1].scale));
    assert_eq!(check("weather", 5, None), Err(ScoreFlaw::CriterionUnknown { criterion: "weather".to_owned() }));
    assert_eq!(check("growth", 5, Some(5)), Err(ScoreFlaw::NothingToCompare { criterion: "growth".to_owned() }));
}

#[test]
fn the_evidence_of_webster() {
    let model = shipped("webster");
    let mut facts = Facts::new();
    let mut at = |added: &[(Fact, i64)]| {
        facts.extend(added.iter().copied());
        cell_id(model.step_at(&facts)).map(ToOwned::to_owned)
    };
    assert_eq!(at(&[]), None, "a prospect");
    assert_eq!(at(&[(Fact::SalesTtm, 2), (Fact::MonthsWithSalesTtm, 1)]).as_deref(), Some("transaction"));
    assert_eq!(at(&[(Fact::MonthsWithSalesTtm, 2)]).as_deref(), Some("repeated_transactions"));
    assert_eq!(at(&[(Fact::TenureMonths, 24), (Fact::QuartersWithSales, 3)]).as_deref(), Some("repeated_transactions"));
    assert_eq!(at(&[(Fact::QuartersWithSales, 4)]).as_deref(), Some("long_term_relationship"));
    assert_eq!(
        at(&[(Fact::JointInvestments, 1)]).as_deref(),
        Some("long_term_relationship"),
        "a step is missing between"
    );
    assert_eq!(at(&[(Fact::JointObjectives, 1), (Fact::MutualPlansSigned, 1)]).as_deref(), Some("strategic_alliance"));
    assert_eq!(
        at(&[(Fact::PartnerOrganisations, 2)]).as_deref(),
        Some("network"),
        "the last step is said by people alone"
    );
    let by_contract = [(Fact::SalesTtm, 2), (Fact::MonthsWithSalesTtm, 2), (Fact::ContractsInForce, 1)];
    let facts: Facts = by_contract.into_iter().collect();
    assert_eq!(cell_id(model.step_at(&facts)), Some("long_term_relationship"));
    let rungs = model.rungs(&facts);
    let held: Vec<bool> = rungs.iter().map(|rung| rung.holds).collect();
    assert_eq!(held, [true, true, true, false, false, false, false]);
    assert_eq!(rungs[2].groups[1][0].is, None, "its tenure is not known, and the contract is enough");
}

#[test]
fn a_ghost_tells_how_far_it_is() {
    let model = shipped("bensaou");
    let point = [Some(ratio(4, 1)), Some(ratio(5, 2))];
    let away = |cell: &str| model.distance(&point, cell).unwrap();
    assert_eq!(away("captive_buyer"), Distance { thresholds: 0, gaps: vec![Some(Ratio::ZERO); 2] });
    assert_eq!(
        away("strategic_partnership"),
        Distance { thresholds: 1, gaps: vec![Some(Ratio::ZERO), Some(ratio(1, 2))] }
    );
    assert_eq!(away("captive_supplier"), Distance { thresholds: 2, gaps: vec![Some(ratio(-1, 1)), Some(ratio(1, 2))] });
    assert_eq!(model.distance(&[Some(ratio(4, 1)), None], "captive_buyer"), None);
    let stages = shipped("millman_wilson");
    let point = [Some(ratio(2, 1)), Some(ratio(12, 5)), Some(ratio(11, 5))];
    let synergistic = stages.distance(&point, "synergistic").unwrap();
    assert_eq!(synergistic, Distance { thresholds: 3, gaps: vec![None, None, Some(ratio(2, 1))] });
    assert_eq!((stages.distance(&point, "uncoupling"), stages.distance(&point, "nowhere")), (None, None));
    let matrix = shipped("millman_wilson_matrix");
    let near = matrix.distance(&[Some(ratio(2, 1)), Some(ratio(3, 1))], "invest_for_growth").unwrap();
    assert_eq!(near.thresholds, 2, "of a cell of several parts the nearest counts");
    let ladder = shipped("webster");
    assert_eq!(ladder.distance_between("transaction", "partnership").unwrap().thresholds, 3);
    assert_eq!(ladder.distance_between("transaction", "nowhere"), None);
}

#[test]
fn a_portfolio_can_be_its_own_threshold() {
    let model = shipped("bensaou");
    let points: Vec<Vec<Option<Ratio>>> = [1, 2, 4, 5].iter().map(|value| vec![Some(ratio(*value, 1)), None]).collect();
    let points: Vec<&[Option<Ratio>]> = points.iter().map(Vec::as_slice).collect();
    let from = |points: &[&[Option<Ratio>]], axis: usize| model.relative_to(points).axes[axis].bands[1].from.unwrap();
    assert_eq!((from(&points, 0), from(&points, 1)), (ratio(3, 1), ratio(3, 1)));
    assert_eq!(from(&points[1..], 0), ratio(4, 1));
    assert_eq!(from(&points[..2], 0), ratio(3, 2));
    let low = [Some(ratio(3, 2)), Some(ratio(1, 1))];
    assert_eq!(cell_id(model.cell_at(&low)), Some("market_exchange"));
    assert_eq!(cell_id(model.relative_to(&points[..2]).cell_at(&low)), Some("captive_buyer"));
}

#[test]
fn what_both_sides_put_in_against_what_the_context_asks_for() {
    let model = shipped("bensaou");
    let put_in = |buyer: i64, supplier: i64| {
        both(scores_on(&model, "buyer", &[buyer; 4]), scores_on(&model, "supplier", &[supplier; 4]))
    };
    let context = |buyer: i64, supplier: i64| -> Scores {
        let score = |axis: &str| if axis == "buyer" { buyer } else { supplier };
        model.context.iter().map(|one| (one.id.clone(), Score { ours: score(&one.axis), rival: None })).collect()
    };
    for (asked, actual, fit) in [
        ((2, 2), (2, 1), Fit::Fits),
        ((2, 2), (2, 4), Fit::OverDesigned),
        ((5, 5), (2, 4), Fit::UnderDesigned),
        ((5, 2), (2, 4), Fit::Crossed),
    ] {
        let found = model.fit(&put_in(actual.0, actual.1), &context(asked.0, asked.1)).unwrap();
        assert_eq!(found.fit, fit, "{asked:?} {actual:?}");
    }
    let found = model.fit(&put_in(4, 2), &context(4, 4)).unwrap();
    assert_eq!((found.asked.id.as_str(), found.actual.id.as_str()), ("strategic_partnership", "captive_buyer"));
    assert_eq!(model.fit(&put_in(4, 2), &Scores::new()), None);
    assert_eq!(shipped("four_s").fit(&Scores::new(), &Scores::new()), None);
}

fn put_in(side: Side, kind: InvestmentKind, amount_minor: i64, redeployable_percent: i64, day: Day) -> Investment {
    Investment { side, kind, amount_minor, day, redeployable_percent, ..Investment::default() }
}

#[test]
fn the_register_tells_what_serves_for_nothing_else() {
    let (day, later) = (Day::constant(2026, 3, 1), Day::constant(2026, 9, 1));
    let register = [
        put_in(Side::Ours, InvestmentKind::Assets, 100_001, 40, day),
        put_in(Side::Ours, InvestmentKind::Assets, 50_000, 0, later),
        put_in(Side::Ours, InvestmentKind::People, 10_000, 100, day),
        put_in(Side::Theirs, InvestmentKind::Systems, 30_000, 50, day),
    ];
    let ours = |until| investment::specific(&register, Side::Ours, InvestmentKind::Assets, until);
    assert_eq!((ours(day), ours(later)), (ratio(600_006, 10), ratio(1_100_006, 10)));
    let facts = investment::facts(&register, later);
    assert_eq!(
        [Fact::OurAssetsMinor, Fact::OurPeopleMinor, Fact::TheirSystemsMinor, Fact::TheirLearningMinor]
            .map(|fact| facts.get(&fact).copied()),
        [110_001, 0, 15_000, 0].map(Some)
    );
    assert_eq!(investment::exposure_minor(&register, later), 95_001);
    assert!(
        investment::facts(&register, Day::constant(2025, 1, 1)).is_empty(),
        "a register that is not kept says nothing"
    );
    assert_eq!(facts.get(&Fact::JointInvestments), Some(&0), "nothing of the same kind came from both");
    let systems = put_in(Side::Ours, InvestmentKind::Systems, 1, 100, later);
    let joint = |until| investment::facts(&[&register[..], std::slice::from_ref(&systems)].concat(), until);
    assert_eq!([day, later].map(|until| joint(until).get(&Fact::JointInvestments).copied()), [Some(0), Some(1)]);
}
