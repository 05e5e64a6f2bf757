//! The evidence that a step of a draft asks for: one way to it or several, each of facts that are all needed; none where only people say it.

use leptos::prelude::*;

use domain::categorization::{CategorizationModel, Needed, Reached, facts::Fact};

use super::{
    cells::cell,
    fields::{Spot, list, number, pick, press, tick},
};
use crate::{
    client::model_draft::Draft,
    ui::Choice,
    words::en::{model_parts as words, models},
};

type Ways = Vec<Vec<Needed>>;

/// How an account comes to stand on a step.
pub fn of_step(draft: Draft, spot: &Spot) -> AnyView {
    let is_step = tick(draft, spot, words::IS_STEP.to_owned(), words::IS_STEP_HINT.into(), |model, spot, text| {
        let cell = cell(model, spot)?;
        match (&cell.reached, text.map(|text| text.is_empty())) {
            (Reached::Evidence(_), Some(true)) => cell.reached = Reached::Declared,
            (Reached::Declared, Some(false)) => cell.reached = Reached::Evidence(Vec::new()),
            _ => {}
        }
        matches!(cell.reached, Reached::Evidence(_)).then(String::new).map(|_| cell.id.clone())
    });
    let keys = |model: &CategorizationModel, spot: &Spot| {
        let count = model
            .cell(&spot.id)
            .map_or(0, |cell| if let Reached::Evidence(ways) = &cell.reached { ways.len() } else { 0 });
        (0..count).map(|at| format!("{at} {count}")).collect()
    };
    let add = press(draft, spot, words::ADD_WAY.to_owned(), None, MaybeProp::default(), |model, spot| {
        if let Some(ways) = ways(model, spot) {
            ways.push(vec![blank()]);
        }
    });
    view! { <div class="fields">{is_step}{list(draft, spot, keys, way)}<div class="buttons">{add}</div></div> }
        .into_any()
}

fn blank() -> Needed {
    Needed { fact: Fact::default().word().to_owned(), at_least: 1 }
}

fn ways<'a>(model: &'a mut CategorizationModel, spot: &Spot) -> Option<&'a mut Ways> {
    match &mut cell(model, spot)?.reached {
        Reached::Evidence(ways) => Some(ways),
        Reached::Boxes(_) | Reached::Declared => None,
    }
}

fn needed<'a>(model: &'a mut CategorizationModel, spot: &Spot) -> Option<&'a mut Needed> {
    ways(model, spot)?.get_mut(spot.place(0))?.get_mut(spot.place(2))
}

fn known<'a>(model: &'a CategorizationModel, spot: &Spot) -> Option<&'a Vec<Needed>> {
    match &model.cell(&spot.id)?.reached {
        Reached::Evidence(ways) => ways.get(spot.place(0)),
        Reached::Boxes(_) | Reached::Declared => None,
    }
}

/// One way to it: all of these facts.
fn way(draft: Draft, spot: Spot) -> AnyView {
    let keys = |model: &CategorizationModel, spot: &Spot| {
        let count = known(model, spot).map_or(0, Vec::len);
        (0..count).map(|at| format!("{} {at} {count}", spot.key)).collect()
    };
    let add = press(draft, &spot, words::ADD_FACT.to_owned(), None, MaybeProp::default(), |model, spot| {
        if let Some(all) = ways(model, spot).and_then(|ways| ways.get_mut(spot.place(0))) {
            all.push(blank());
        }
    });
    view! {
        <fieldset class="model-fields">
            <legend>{words::way_up(spot.place(0))}</legend>
            {list(draft, &spot, keys, fact)}
            {add}
        </fieldset>
    }
    .into_any()
}

fn fact(draft: Draft, spot: Spot) -> AnyView {
    let facts = Fact::ALL.iter().map(|fact| Choice::new(fact.word(), models::fact_word(*fact))).collect();
    let fact = pick(draft, &spot, "fact", words::FACT, Signal::stored(facts), |model, spot, text| {
        super::fields::put(&mut needed(model, spot)?.fact, text)
    });
    let of = spot.clone();
    let word = Memo::new(move |_| {
        draft.model.with(|model| {
            known(model, &of).and_then(|all| all.get(of.place(2))).map(|needed| needed.fact.clone()).unwrap_or_default()
        })
    });
    let label = Signal::derive(move || word.with(|word| words::at_least(word)));
    // What nobody reads as a number is less than one, which the check of the model tells.
    let at_least = number(
        draft,
        &spot,
        "least",
        label,
        |model, spot, text| {
            let needed = needed(model, spot)?;
            if let Some(text) = text {
                needed.at_least = text.trim().parse().unwrap_or_default();
            }
            Some(needed.at_least.to_string())
        },
        word,
    );
    let remove = press(draft, &spot, words::REMOVE_FACT.to_owned(), Some("x"), MaybeProp::default(), |model, spot| {
        let (at, place) = (spot.place(0), spot.place(2));
        let Some(ways) = ways(model, spot) else { return };
        if let Some(all) = ways.get_mut(at).filter(|all| place < all.len()) {
            all.remove(place);
        }
        // A way that asks for nothing would be open to everybody.
        ways.retain(|all| !all.is_empty());
    });
    view! { <div class="model-line">{fact}{at_least}{remove}</div> }.into_any()
}
