use super::*;
use crate::{
    categorization::{Needed, shipped::tests::shipped},
    table::Table,
};

/// What is wrong with a shipped model after a change.
fn broken(id: &str, change: impl FnOnce(&mut CategorizationModel)) -> Vec<Flaw> {
    let mut model = shipped(id);
    change(&mut model);
    model.flaws()
}

fn bensaou(change: impl FnOnce(&mut CategorizationModel)) -> Vec<Flaw> {
    broken("bensaou", change)
}

fn at(places: &[(&str, &str)]) -> Vec<At> {
    places.iter().map(|(axis, band)| At { axis: (*axis).to_owned(), band: (*band).to_owned() }).collect()
}

fn boxed(places: &[(&str, &str)]) -> Reached {
    Reached::Boxes(vec![places.iter().map(|(axis, band)| ((*axis).to_owned(), (*band).to_owned())).collect()])
}

fn text(text: &str) -> String {
    text.to_owned()
}

#[test]
fn names_are_words_and_stand_once() {
    let flaws = bensaou(|model| model.id = text("Bensaou 2"));
    assert_eq!(flaws, [Flaw::IdNotAWord { part: Part::Model, id: text("Bensaou 2") }]);
    let flaws = bensaou(|model| model.criteria[1].id = text("buyer_assets"));
    assert_eq!(flaws, [Flaw::IdTwice { part: Part::Criterion, id: text("buyer_assets") }]);
    let flaws = bensaou(|model| model.axes[0].bands[1].id = text("low"));
    assert!(flaws.contains(&Flaw::IdTwice { part: Part::Band, id: text("low") }));
    let flaws = bensaou(|model| model.cells[3].id = text("captive_buyer"));
    assert_eq!(flaws, [Flaw::IdTwice { part: Part::Cell, id: text("captive_buyer") }]);
}

#[test]
fn texts_that_people_read_say_something() {
    let flaws = bensaou(|model| model.source = text(" "));
    assert_eq!(flaws, [Flaw::TextEmpty { part: Part::Model, id: text("bensaou") }]);
    let flaws = bensaou(|model| model.cells[0].advice.clear());
    assert_eq!(flaws, [Flaw::TextEmpty { part: Part::Cell, id: text("market_exchange") }]);
    let flaws = bensaou(|model| model.context[0].anchors[2].text.clear());
    assert_eq!(flaws, [Flaw::TextEmpty { part: Part::Context, id: text("customisation") }]);
    let flaws = broken("millman_wilson", |model| model.leanings[0].meaning.clear());
    assert_eq!(flaws, [Flaw::TextEmpty { part: Part::Leaning, id: text("over_engineered") }]);
}

#[test]
fn a_model_has_an_edition_axes_and_cells_and_not_too_many() {
    assert_eq!(bensaou(|model| model.version = 0), [Flaw::VersionBelowOne { version: 0 }]);
    let flaws = bensaou(|model| model.cells.clear());
    assert_eq!(flaws, [Flaw::Missing { part: Part::Cell }]);
    let flaws = bensaou(|model| {
        model.axes.clear();
        model.criteria.clear();
        model.context.clear();
        model.cells.truncate(1);
        model.cells[0].reached = boxed(&[]);
    });
    assert_eq!(flaws, [Flaw::Missing { part: Part::Axis }]);
    let flaws = bensaou(|model| model.criteria = vec![model.criteria[0].clone(); CRITERIA_MAX + 1]);
    assert!(flaws.contains(&Flaw::TooMany { part: Part::Criterion, max: CRITERIA_MAX }));
    let flaws = bensaou(|model| model.axes[0].bands = vec![model.axes[0].bands[0].clone(); BANDS_MAX + 1]);
    assert!(flaws.contains(&Flaw::TooMany { part: Part::Band, max: BANDS_MAX }));
}

#[test]
fn a_scale_runs_upwards_and_has_no_zero_to_divide_by() {
    for (low, high) in [(5, 5), (5, 1), (-1, 5), (1, SCALE_MAX + 1)] {
        let scale = Scale { low, high };
        let flaws = bensaou(|model| model.axes[0].scale = scale);
        assert_eq!(flaws.first(), Some(&Flaw::ScaleOutOfRange { axis: text("buyer"), scale }));
    }
    let flaws = broken("four_s", |model| model.axes[1].scale.low = 0);
    assert_eq!(flaws.first(), Some(&Flaw::ScaleFromZero { axis: text("strength") }));
}

#[test]
fn thresholds_ascend_on_the_scale() {
    let band = |axis: &str, band: &str| (text(axis), text(band));
    let of = |above: i64, below: i64| Ratio::of(above, below);
    let (axis, high) = band("buyer", "high");
    let flaws = bensaou(|model| model.axes[0].bands[1].from = None);
    assert_eq!(flaws, [Flaw::ThresholdsOutOfOrder { axis: axis.clone(), band: high.clone() }]);
    let flaws = bensaou(|model| model.axes[0].bands[0].from = of(2, 1));
    assert_eq!(flaws, [Flaw::ThresholdsOutOfOrder { axis: axis.clone(), band: text("low") }]);
    for from in [of(1, 1), of(51, 10)] {
        let flaws = bensaou(|model| model.axes[0].bands[1].from = from);
        assert_eq!(
            flaws,
            [Flaw::ThresholdOutsideScale { axis: axis.clone(), band: high.clone(), from: from.unwrap() }]
        );
    }
    let flaws = broken("millman_wilson", |model| model.axes[2].bands[3].from = of(13, 5));
    assert_eq!(flaws, [Flaw::ThresholdsOutOfOrder { axis: text("stage"), band: text("partnership") }]);
    let flaws = broken("four_s", |model| model.axes[1].bands[1].from = of(1, 10));
    assert_eq!(
        flaws,
        [Flaw::ThresholdOutsideScale { axis: text("strength"), band: high, from: Ratio::of(1, 10).unwrap() }],
        "nobody can be below a tenth of the competitor"
    );
}

#[test]
fn what_names_an_axis_names_one_that_is_there_and_scored() {
    let flaws = bensaou(|model| model.criteria[0].axis = text("byer"));
    let (part, id) = (Part::Criterion, text("buyer_assets"));
    assert_eq!(flaws, [Flaw::AxisUnknown { part, id, axis: text("byer") }]);
    let flaws = broken("millman_wilson", |model| model.criteria[0].axis = text("stage"));
    let (part, id) = (Part::Criterion, text("trust"));
    assert_eq!(flaws, [Flaw::AxisNotScored { part, id, axis: text("stage") }]);
    let flaws = broken("millman_wilson", |model| model.axes[2].by = Aggregation::MeanOf(vec![text("stage")]));
    let (part, id) = (Part::Axis, text("stage"));
    assert_eq!(flaws, [Flaw::AxisNotScored { part, id, axis: text("stage") }], "no value is worked out from itself");
    let flaws = broken("millman_wilson", |model| model.axes[2].by = Aggregation::MeanOf(Vec::new()));
    assert_eq!(flaws, [Flaw::Missing { part: Part::Axis }]);
    let flaws = bensaou(|model| model.cells[0].reached = boxed(&[("buyer", "low"), ("seller", "low")]));
    let (part, id) = (Part::Cell, text("market_exchange"));
    assert_eq!(flaws, [Flaw::AxisUnknown { part, id, axis: text("seller") }]);
    let flaws = bensaou(|model| model.cells[0].reached = boxed(&[("buyer", "low"), ("supplier", "lower")]));
    assert_eq!(
        flaws,
        [Flaw::BandUnknown { cell: text("market_exchange"), axis: text("supplier"), band: text("lower") }]
    );
}

#[test]
fn weights_are_in_range_and_sum_to_something() {
    for weight in [-1, WEIGHT_MAX + 1] {
        let flaws = bensaou(|model| model.criteria[2].weight = weight);
        assert_eq!(flaws, [Flaw::WeightOutOfRange { criterion: text("buyer_systems"), weight, max: WEIGHT_MAX }]);
    }
    let flaws = bensaou(|model| model.criteria[..4].iter_mut().for_each(|criterion| criterion.weight = 0));
    assert_eq!(flaws, [Flaw::WeightsSumToNothing { axis: text("buyer") }]);
    let flaws = bensaou(|model| model.criteria.truncate(4));
    assert_eq!(flaws, [Flaw::WeightsSumToNothing { axis: text("supplier") }], "an axis without criteria");
    let flaws = bensaou(|model| model.context.truncate(3));
    assert_eq!(
        flaws,
        [Flaw::WeightsSumToNothing { axis: text("supplier") }],
        "a context that asks about one side alone"
    );
    assert_eq!(bensaou(|model| model.criteria[0].weight = 0), [], "one that does not count is no harm");
}

#[test]
fn every_score_has_one_anchor() {
    let criterion = || text("buyer_assets");
    let flaws = bensaou(|model| drop(model.criteria[0].anchors.remove(2)));
    assert_eq!(flaws, [Flaw::AnchorMissing { criterion: criterion(), score: 3 }]);
    let flaws = bensaou(|model| model.criteria[0].anchors[1].to = Some(3));
    assert_eq!(flaws, [Flaw::AnchorTwice { criterion: criterion(), score: 3 }]);
    let flaws = bensaou(|model| model.criteria[0].anchors.push(Anchor { score: 6, to: None, text: text("x") }));
    assert_eq!(flaws, [Flaw::AnchorOutsideScale { criterion: criterion(), score: 6 }]);
    let flaws = bensaou(|model| model.criteria[0].anchors.push(Anchor { score: 4, to: Some(3), text: text("x") }));
    assert_eq!(flaws, [Flaw::AnchorOutsideScale { criterion: criterion(), score: 4 }]);
    let flaws = broken("four_s", |model| model.criteria[0].anchors[4].to = Some(9));
    assert_eq!(flaws, [Flaw::AnchorMissing { criterion: text("potential"), score: 10 }]);
}

#[test]
fn signals_and_facts_are_known() {
    let flaws = bensaou(|model| model.criteria[0].signal = Some(text("weather")));
    assert_eq!(flaws, [Flaw::SignalUnknown { criterion: text("buyer_assets"), signal: text("weather") }]);
    let needed = Needed { fact: text("weather"), at_least: 1 };
    let flaws = broken("webster", |model| model.cells[0].reached = Reached::Evidence(vec![vec![needed]]));
    assert_eq!(flaws, [Flaw::FactUnknown { cell: text("transaction"), fact: text("weather") }]);
}

#[test]
fn a_model_goes_by_points_or_by_evidence() {
    let flaws = broken("webster", |model| model.cells[2].reached = boxed(&[]));
    assert_eq!(flaws, [Flaw::WaysMixed { cell: text("long_term_relationship") }]);
    let flaws = bensaou(|model| model.cells[2].reached = Reached::Evidence(Vec::new()));
    assert_eq!(flaws, [Flaw::WaysMixed { cell: text("captive_supplier") }]);
    let flaws = broken("webster", |model| model.cells[2].reached = Reached::Evidence(Vec::new()));
    let above = ["partnership", "strategic_alliance", "network"];
    assert_eq!(flaws, above.map(|cell| Flaw::StepOutOfReach { cell: text(cell) }));
}

#[test]
fn a_way_to_a_step_asks_for_something() {
    let flaws = broken("webster", |model| model.cells[0].reached = Reached::Evidence(vec![Vec::new()]));
    assert_eq!(flaws, [Flaw::WayEmpty { cell: text("transaction") }]);
}

#[test]
fn a_hole_in_the_plane_is_named() {
    let flaws = bensaou(|model| drop(model.cells.remove(1)));
    assert_eq!(flaws, [Flaw::Hole { at: at(&[("buyer", "high"), ("supplier", "low")]) }]);
    let flaws = broken("millman_wilson", |model| drop(model.cells.remove(2)));
    assert_eq!(flaws, [Flaw::Hole { at: at(&[("stage", "mid")]) }]);
    let flaws = bensaou(|model| model.cells[1].reached = Reached::Declared);
    assert_eq!(flaws, [Flaw::Hole { at: at(&[("buyer", "high"), ("supplier", "low")]) }]);
    let flaws = broken("four_s", |model| model.cells[0].reached = Reached::Boxes(Vec::new()));
    assert_eq!(flaws, [Flaw::Hole { at: at(&[("attractiveness", "high"), ("strength", "high")]) }]);
}

#[test]
fn cells_that_overlap_are_named_once_with_a_place() {
    let flaws = bensaou(|model| model.cells[1].reached = boxed(&[("buyer", "high")]));
    let (cell, other) = (text("captive_buyer"), text("strategic_partnership"));
    assert_eq!(flaws, [Flaw::CellsOverlap { cell, other, at: at(&[("buyer", "high"), ("supplier", "high")]) }]);
    let flaws = broken("millman_wilson_matrix", |model| model.cells[4].reached = boxed(&[("attractiveness", "low")]));
    let overlap = |cell: &str, band: &str| Flaw::CellsOverlap {
        cell: text(cell),
        other: text("withdraw"),
        at: at(&[("attractiveness", "low"), ("strengths", band)]),
    };
    assert_eq!(flaws, [overlap("manage_for_cash", "medium"), overlap("maintain", "high")]);
}

#[test]
fn a_leaning_lies_between_two_axes() {
    let flaws = broken("millman_wilson", |model| model.leanings[0].less = text("involvement"));
    assert_eq!(flaws, [Flaw::LeaningNowhere { leaning: text("over_engineered") }]);
    let flaws = broken("millman_wilson", |model| model.leanings[0].from = Ratio::ZERO);
    assert_eq!(flaws, [Flaw::LeaningNowhere { leaning: text("over_engineered") }]);
    let flaws = broken("millman_wilson", |model| model.leanings[0].more = text("effort"));
    let (part, id) = (Part::Leaning, text("over_engineered"));
    assert_eq!(flaws, [Flaw::AxisUnknown { part, id, axis: text("effort") }]);
}

#[test]
fn depth_can_be_worked_out() {
    assert_eq!(broken("four_s", |model| model.depth = Some(DepthBy::Axes)), [Flaw::DepthUnknown]);
    let flaws = broken("webster", |model| model.cells.truncate(1));
    assert_eq!(flaws, [Flaw::DepthUnknown]);
}

#[test]
fn an_empty_box_is_the_whole_plane() {
    let flaws = bensaou(|model| {
        model.cells.truncate(1);
        model.cells[0].reached = Reached::Boxes(vec![Table::new()]);
    });
    assert_eq!(flaws, []);
}
