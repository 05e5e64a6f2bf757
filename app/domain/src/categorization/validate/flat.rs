//! How what is wrong is read: all fields of all flaws side by side, and then the one that is named. To read each flaw by itself, as the form
//! would have it that is derived, weighs fifty kilobytes of the client.

use serde::Deserialize;

use super::{At, Flaw, Part, Scale};
use crate::ratio::Ratio;

/// A flaw with the fields of all others, as it is written.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Flat {
    flaw: String,
    part: Part,
    id: String,
    version: i64,
    max: i64,
    axis: String,
    scale: Option<Scale>,
    band: String,
    from: Option<Ratio>,
    cell: String,
    other: String,
    criterion: String,
    weight: i64,
    score: i64,
    signal: String,
    fact: String,
    at: Vec<At>,
    leaning: String,
    title: String,
}

impl TryFrom<Flat> for Flaw {
    type Error = &'static str;

    fn try_from(flat: Flat) -> Result<Self, Self::Error> {
        let Flat { part, id, version, max, axis, band, cell, other, criterion, at, .. } = flat;
        Ok(match flat.flaw.as_str() {
            "id_not_a_word" => Self::IdNotAWord { part, id },
            "id_twice" => Self::IdTwice { part, id },
            "text_empty" => Self::TextEmpty { part, id },
            "version_below_one" => Self::VersionBelowOne { version },
            "missing" => Self::Missing { part },
            "too_many" => Self::TooMany { part, max: usize::try_from(max).unwrap_or_default() },
            "scale_out_of_range" => {
                Self::ScaleOutOfRange { axis, scale: flat.scale.unwrap_or(Scale { low: 0, high: 0 }) }
            }
            "scale_from_zero" => Self::ScaleFromZero { axis },
            "thresholds_out_of_order" => Self::ThresholdsOutOfOrder { axis, band },
            "threshold_outside_scale" => {
                Self::ThresholdOutsideScale { axis, band, from: flat.from.unwrap_or(Ratio::ZERO) }
            }
            "axis_unknown" => Self::AxisUnknown { part, id, axis },
            "axis_not_scored" => Self::AxisNotScored { part, id, axis },
            "band_unknown" => Self::BandUnknown { cell, axis, band },
            "weight_out_of_range" => Self::WeightOutOfRange { criterion, weight: flat.weight, max },
            "weights_sum_to_nothing" => Self::WeightsSumToNothing { axis },
            "anchor_missing" => Self::AnchorMissing { criterion, score: flat.score },
            "anchor_twice" => Self::AnchorTwice { criterion, score: flat.score },
            "anchor_outside_scale" => Self::AnchorOutsideScale { criterion, score: flat.score },
            "signal_unknown" => Self::SignalUnknown { criterion, signal: flat.signal },
            "fact_unknown" => Self::FactUnknown { cell, fact: flat.fact },
            "needed_below_one" => Self::NeededBelowOne { cell, fact: flat.fact },
            "way_empty" => Self::WayEmpty { cell },
            "ways_mixed" => Self::WaysMixed { cell },
            "step_out_of_reach" => Self::StepOutOfReach { cell },
            "cells_overlap" => Self::CellsOverlap { cell, other, at },
            "hole" => Self::Hole { at },
            "leaning_nowhere" => Self::LeaningNowhere { leaning: flat.leaning },
            "depth_unknown" => Self::DepthUnknown,
            "is_template" => Self::IsTemplate,
            "of_template" => Self::OfTemplate,
            "title_taken" => Self::TitleTaken { title: flat.title },
            "axis_differs" => Self::AxisDiffers { axis },
            "cell_gone" => Self::CellGone { cell },
            "stage_unknown" => Self::StageUnknown { cell },
            _ => return Err("no flaw that is known here"),
        })
    }
}
