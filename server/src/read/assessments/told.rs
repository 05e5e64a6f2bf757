//! What models work out, in the form in which it is told.

use app::wire::assessments::{ComputedTold, DistanceTold, FitTold, FoundTold, KnownFact, ProposalTold, RungTold};
use domain::{
    assessment::Assessment,
    categorization::{CategorizationModel, facts::Facts, ladder::Rung, score::Computed, signal::Signal},
};

/// What scores come to.
pub fn computed(found: &Computed<'_>) -> ComputedTold {
    ComputedTold {
        point: found.point.clone(),
        cell: found.cell.map(|cell| cell.id.clone()),
        complete_percent: Some(found.percent()),
        leanings: found.leanings.iter().map(|leaning| leaning.id.clone()).collect(),
    }
}

/// How far the cell in which an account was placed lies from where it was computed to be.
pub fn distance(model: &CategorizationModel, computed: &ComputedTold, placed: Option<&str>) -> Option<DistanceTold> {
    let placed = placed?;
    let found = if computed.point.is_empty() {
        model.distance_between(computed.cell.as_deref()?, placed)?
    } else {
        model.distance(&computed.point, placed)?
    };
    Some(DistanceTold { thresholds: found.thresholds, gaps: found.gaps })
}

/// The scores that signals propose, for criteria and for questions about the circumstances.
pub fn proposals(model: &CategorizationModel, facts: &Facts) -> Vec<ProposalTold> {
    let proposed = model.criteria.iter().chain(&model.context).filter_map(|criterion| {
        let signal = Signal::of_word(criterion.signal.as_deref()?)?;
        let found = signal.proposal(facts, model.axis(&criterion.axis)?.scale)?;
        Some(ProposalTold {
            criterion: criterion.id.clone(),
            signal,
            fact: found.rule.fact,
            is: found.is,
            over: found.rule.over.zip(found.over).map(|(fact, is)| KnownFact { fact, is }),
            reaches: found.reaches,
            misses: found.misses,
            score: found.score,
        })
    });
    proposed.collect()
}

/// A step with what there is for it.
pub fn rung(rung: &Rung<'_>) -> RungTold {
    let groups = rung.groups.iter().map(|group| {
        let found = group.iter().map(|found| FoundTold { fact: found.fact, at_least: found.at_least, is: found.is });
        found.collect()
    });
    RungTold { cell: rung.cell.id.clone(), holds: rung.holds, groups: groups.collect() }
}

/// Whether a relationship is designed as its circumstances ask for.
pub fn fit(model: &CategorizationModel, held: &Assessment) -> Option<FitTold> {
    let found = model.fit(&held.scores(), &held.context())?;
    Some(FitTold { asked: found.asked.id.clone(), actual: found.actual.id.clone(), fit: found.fit })
}
