use super::*;
use crate::{
    categorization::{
        shipped::tests::{all, shipped},
        validate::{Flaw, Part},
    },
    ratio::Ratio,
};

fn band(id: &str, from: i64) -> Band {
    Band { id: id.to_owned(), title: id.to_owned(), from: Ratio::of(from, 1) }
}

fn ids(axis: &Axis) -> Vec<&str> {
    axis.bands.iter().map(|band| band.id.as_str()).collect()
}

/// Which cell every part of the plane belongs to.
fn filled(model: &CategorizationModel) -> Vec<&str> {
    model.parts().iter().filter_map(|part| model.cell_in(part)).map(|cell| cell.id.as_str()).collect()
}

#[test]
fn a_part_that_is_cut_moves_nobody_until_a_half_is_given_to_another_cell() {
    let mut model = shipped("four_s");
    model.cut("attractiveness", band("top", 8));
    assert_eq!(ids(&model.axes[0]), ["low", "high", "top"]);
    assert_eq!(model.flaws(), [], "what lay in it lies in both");
    model.cut("attractiveness", band("bottom", 2));
    assert_eq!(ids(&model.axes[0]), ["low", "bottom", "high", "top"]);
    assert_eq!(model.flaws(), []);
    assert_eq!(
        filled(&model),
        ["streamline", "status", "streamline", "status", "star", "strategic", "star", "strategic"]
    );
    model.lay("status", &[Some(0), Some(0)], true);
    let told = model.flaws();
    assert!(
        matches!(told.as_slice(), [Flaw::CellsOverlap { cell, other, .. }] if cell == "status" && other == "streamline")
    );
    model.lay("streamline", &[Some(0), Some(0)], false);
    assert_eq!(model.flaws(), []);
    assert_eq!(filled(&model)[..3], ["status", "status", "streamline"]);
}

#[test]
fn an_axis_without_parts_is_cut_into_two() {
    let mut model = shipped("millman_wilson");
    model.cut("involvement", band("much", 3));
    let axis = model.axis("involvement").unwrap();
    assert_eq!(ids(axis), ["lowest", "much"]);
    assert_eq!((axis.bands[0].title.as_str(), axis.bands[0].from), (axis.low.as_str(), None));
    assert_eq!(model.flaws(), []);
}

#[test]
fn a_part_that_goes_is_joined_with_its_neighbour() {
    let mut model = shipped("millman_wilson_matrix");
    model.join("strengths", "medium");
    assert_eq!(ids(&model.axes[1]), ["low", "high"]);
    let told = model.flaws();
    assert!(!told.is_empty() && told.iter().all(|flaw| matches!(flaw, Flaw::CellsOverlap { .. })), "{told:?}");
    let mut model = shipped("millman_wilson");
    model.join("stage", "pre");
    let stage = model.axis("stage").unwrap();
    assert_eq!((ids(stage)[0], stage.bands[0].from), ("early", None), "the next is the lowest");
    assert!(matches!(model.flaws().as_slice(), [Flaw::CellsOverlap { .. }]));
    let mut model = shipped("four_s");
    for band in ["low", "high"] {
        model.join("strength", band);
    }
    assert_eq!(model.axes[1].bands, []);
    assert_eq!(model.parts().len(), 2);
    assert_eq!(
        model.cells[0].reached,
        Reached::Boxes(vec![Table::from([("attractiveness".to_owned(), "high".to_owned())])])
    );
}

#[test]
fn a_cell_lies_where_it_is_laid_and_without_any_place_is_said_by_people() {
    for model in all().iter().filter(|model| !model.is_ladder()) {
        for part in model.parts() {
            let mut laid = model.clone();
            let cell = model.cell_in(&part).unwrap().id.clone();
            laid.lay(&cell, &part, false);
            assert_eq!(laid.cell_in(&part), None, "{} {cell} {part:?}", model.id);
            let holes = laid.flaws().iter().filter(|flaw| matches!(flaw, Flaw::Hole { .. })).count();
            assert_eq!(holes, 1, "the others stay where they were");
            laid.lay(&cell, &part, true);
            assert_eq!(filled(&laid), filled(model));
            assert_eq!(laid.flaws(), []);
        }
    }
    let mut model = shipped("four_s");
    model.lay("star", &[Some(1), Some(0)], false);
    assert_eq!(model.cell("star").unwrap().reached, Reached::Declared);
}

#[test]
fn a_wide_cell_keeps_the_rest() {
    let mut model = shipped("four_s");
    model.cells.truncate(1);
    model.cells[0].reached = Reached::Boxes(vec![Table::new()]);
    model.lay("strategic", &[Some(0), Some(1)], false);
    assert_eq!(model.parts().iter().filter(|part| model.lies(&model.cells[0], part)).count(), 3);
}

#[test]
fn an_axis_goes_with_all_that_is_measured_along_it() {
    let mut model = shipped("millman_wilson");
    model.drop_axis("involvement");
    assert!(model.criteria.iter().all(|criterion| criterion.axis == "relationship") && model.leanings.is_empty());
    assert_eq!(model.axis("stage").unwrap().by, Aggregation::MeanOf(vec!["relationship".to_owned()]));
    assert_eq!(model.flaws(), []);
    model.drop_axis("relationship");
    assert_eq!(model.axis("stage").unwrap().by, Aggregation::WeightedMean);
    assert_eq!(model.flaws(), [Flaw::WeightsSumToNothing { axis: "stage".to_owned() }]);
    let mut model = shipped("bensaou");
    model.drop_axis("supplier");
    model.cells.truncate(2);
    assert_eq!(model.flaws(), [], "two cells along one axis");
    let mut model = shipped("bensaou");
    model.drop_axis("supplier");
    assert!(matches!(model.flaws().as_slice(), [Flaw::CellsOverlap { .. }, Flaw::CellsOverlap { .. }]));
}

#[test]
fn texts_of_scores_follow_the_scale() {
    let mut model = shipped("bensaou");
    model.measure("buyer", Scale { low: 2, high: 6 });
    let criterion = &model.criteria[0];
    let scores: Vec<(i64, bool)> = criterion.anchors.iter().map(|one| (one.score, one.text.is_empty())).collect();
    assert_eq!(scores, [(2, false), (3, false), (4, false), (5, false), (6, true)]);
    assert!(model.context[0].anchors.iter().any(|anchor| anchor.score == 6), "what is asked along it as well");
    let empty = model.flaws();
    assert!(empty.iter().all(|flaw| matches!(flaw, Flaw::TextEmpty { .. })) && !empty.is_empty(), "{empty:?}");
    let mut model = shipped("four_s");
    model.measure("attractiveness", Scale { low: 1, high: 5 });
    let anchors: Vec<(i64, Option<i64>)> = model.criteria[0].anchors.iter().map(|one| (one.score, one.to)).collect();
    assert_eq!(anchors, [(1, None), (2, Some(3)), (4, Some(5))]);
    let outside = model.flaws();
    assert_eq!(outside, [], "5 is where it ends, and can be reached");
    model.measure("attractiveness", Scale { low: 1, high: 4 });
    assert!(
        model.flaws().iter().any(|flaw| flaw.is_at(Part::Axis, "attractiveness", "high")),
        "its threshold lies outside"
    );
}

#[test]
fn what_is_new_is_told_apart_as_its_neighbours_are() {
    let mut model = shipped("four_s");
    let of = |model: &CategorizationModel, axis: &str| {
        model
            .unsaid(axis)
            .iter()
            .map(|one| (one.score, one.to.unwrap_or(one.score), one.text.len()))
            .collect::<Vec<_>>()
    };
    assert_eq!(of(&model, "strength"), [(1, 2, 0), (3, 4, 0), (5, 6, 0), (7, 8, 0), (9, 10, 0)]);
    model.criteria.retain(|criterion| criterion.axis != "strength");
    model.measure("strength", Scale { low: 1, high: 3 });
    assert_eq!(of(&model, "strength"), [(1, 1, 0), (2, 2, 0), (3, 3, 0)]);
    assert_eq!(of(&model, "nowhere"), []);
}
