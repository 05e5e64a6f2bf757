use serde_json::Value;

use super::*;
use crate::{
    categorization::{Aggregation, CategorizationModel, Reached, facts::Fact, signal::Signal},
    placement::Stage,
    ratio::Ratio,
};

pub(crate) fn all() -> Vec<CategorizationModel> {
    SHIPPED.iter().map(|text| serde_json::from_str(text).unwrap()).collect()
}

pub(crate) fn shipped(id: &str) -> CategorizationModel {
    all().into_iter().find(|model| model.id == id).unwrap()
}

#[test]
fn nothing_is_wrong_with_any() {
    for model in all() {
        assert_eq!(model.flaws(), [], "{}", model.id);
        assert!(
            !model.source.is_empty() && !model.uncertain.is_empty(),
            "{} says where it comes from and what is ours",
            model.id
        );
    }
}

#[test]
fn each_is_there_once_and_comes_back_as_it_was_written() {
    let names: Vec<String> = all().into_iter().map(|model| model.id).collect();
    let expected = [
        "webster",
        "millman_wilson",
        "bensaou",
        "four_s",
        "millman_wilson_matrix",
        "kraljic",
        "fiocca",
        "fiocca_key",
        "krapfel",
    ];
    assert_eq!(names, expected);
    for model in all() {
        let text = serde_json::to_string(&model).unwrap();
        assert_eq!(serde_json::from_str::<CategorizationModel>(&text).unwrap(), model);
    }
}

/// Readers pass over what they do not know, since it may come from a newer program. In a file it would be a slip of the pen.
#[test]
fn every_word_of_a_file_is_known() {
    for text in SHIPPED {
        let written: Value = serde_json::from_str(text).unwrap();
        let read: CategorizationModel = serde_json::from_str(text).unwrap();
        assert_eq!(words(&written), words(&serde_json::to_value(&read).unwrap()), "{}", read.id);
    }
    let slip = SHIPPED[0].replacen("\"version\"", "\"colour\": 3, \"version\"", 1);
    assert!(words(&serde_json::from_str(&slip).unwrap()).contains(&"/colour".to_owned()));
}

/// Where anything stands in a file.
fn words(value: &Value) -> Vec<String> {
    let below = |key: &str, value: &Value| -> Vec<String> {
        let here = format!("/{key}");
        words(value).into_iter().map(|word| format!("{here}{word}")).chain([here.clone()]).collect()
    };
    let mut found: Vec<String> = match value {
        Value::Object(fields) => fields.iter().flat_map(|(key, value)| below(key, value)).collect(),
        Value::Array(items) => items.iter().enumerate().flat_map(|(at, item)| below(&at.to_string(), item)).collect(),
        _ => Vec::new(),
    };
    found.sort();
    found
}

#[test]
fn a_float_is_no_threshold() {
    let text = SHIPPED[1].replacen("\"from\": \"1.8\"", "\"from\": 1.8", 1);
    assert!(text != SHIPPED[1] && serde_json::from_str::<CategorizationModel>(&text).is_err());
}

#[test]
fn what_is_uncertain_is_no_claim() {
    for text in SHIPPED {
        for claim in ["447", "23 %", "60 %"] {
            assert!(!text.contains(claim), "{claim}");
        }
    }
    assert!(
        shipped("four_s").uncertain.contains("our reading") && shipped("webster").uncertain.contains("do not match")
    );
}

#[test]
fn the_cells_of_the_stages_are_the_stages() {
    let model = shipped("millman_wilson");
    assert!(model.cells.iter().map(|cell| cell.id.as_str()).eq(Stage::ALL.iter().map(|stage| stage.word())));
}

#[test]
fn every_signal_and_every_fact_is_used() {
    let models = all();
    let criteria = || models.iter().flat_map(|model| model.criteria.iter().chain(&model.context));
    for signal in Signal::ALL {
        assert!(criteria().any(|criterion| criterion.signal.as_deref() == Some(signal.word())), "{signal:?}");
    }
    let needed = |cell: &crate::categorization::Cell| match &cell.reached {
        Reached::Evidence(groups) => groups.iter().flatten().map(|needed| needed.fact.clone()).collect(),
        _ => Vec::new(),
    };
    let by_steps: Vec<String> = models.iter().flat_map(|model| &model.cells).flat_map(needed).collect();
    for fact in Fact::ALL {
        let by_signal =
            Signal::ALL.iter().any(|signal| signal.rule().fact == *fact || signal.rule().over == Some(*fact));
        assert!(by_signal || by_steps.iter().any(|word| word == fact.word()), "{fact:?}");
    }
}

/// Every plane over a fine grid of exact points: each lies in just one cell, told from the files' own numbers and not by the engine,
/// and it is the one that the engine finds.
#[test]
fn each_plane_is_whole_and_no_cell_lies_on_another() {
    let mut planes = 0;
    for model in all().iter().filter(|model| model.steps().next().is_none()) {
        planes += 1;
        let [x, y] = [0, 1].map(|at| values(model, at));
        for (x, y) in x.iter().flat_map(|x| y.iter().map(move |y| (*x, *y))) {
            let mut point = vec![Some(x), Some(y)];
            point.extend(model.axes.get(2).map(|_| Ratio::mean(&[x, y])));
            let here: Vec<&str> =
                model.cells.iter().filter(|cell| covers(model, cell, &point)).map(|cell| cell.id.as_str()).collect();
            assert_eq!(here.len(), 1, "{} at {x}, {y}: {here:?}", model.id);
            assert_eq!(model.cell_at(&point).map(|cell| cell.id.as_str()), here.first().copied());
        }
    }
    assert_eq!(planes, 8);
}

/// From the lowest to the highest value that an axis can have, in twentieths.
fn values(model: &CategorizationModel, at: usize) -> Vec<Ratio> {
    let axis = &model.axes[at];
    let (low, high) = (i128::from(axis.scale.low), i128::from(axis.scale.high));
    let from = if axis.by == Aggregation::RelativeStrength { 2 } else { low * 20 };
    (from..=high * 20).map(|twentieths| Ratio::of(twentieths, 20).unwrap()).collect()
}

/// Whether a cell covers a point, by the thresholds between which each of its bands lies.
fn covers(model: &CategorizationModel, cell: &crate::categorization::Cell, point: &[Option<Ratio>]) -> bool {
    let Reached::Boxes(boxes) = &cell.reached else { return false };
    let within = |axis: &String, band: &String| {
        let at = model.axes.iter().position(|known| known.id == *axis).unwrap();
        let bands = &model.axes[at].bands;
        let place = bands.iter().position(|known| known.id == *band).unwrap();
        let value = point[at].unwrap();
        let above = bands[place]
            .from
            .is_none_or(|from| from.numerator() * value.denominator() <= value.numerator() * from.denominator());
        let below = bands.get(place + 1).is_none_or(|next| {
            let next = next.from.unwrap();
            value.numerator() * next.denominator() < next.numerator() * value.denominator()
        });
        above && below
    };
    boxes.iter().any(|of| of.iter().all(|(axis, band)| within(axis, band)))
}
