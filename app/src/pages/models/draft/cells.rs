//! The cells of a draft, or the steps of a ladder, in the order in which people read them: what each is called, what it means to stand there,
//! what to do about it, what else is told of it, and how an account comes to stand there.

use leptos::prelude::*;

use domain::categorization::{CategorizationModel, Cell, Detail, Expected, Reached, validate::Part};

use super::{
    axes::goes_by_evidence,
    evidence,
    fields::{Spot, another, line, lines, list, part, pick, press, put, tick, wrong},
};
use crate::{
    client::model_draft::{Draft, free_id},
    ui::Choice,
    words::en::{model_parts as words, models},
};

/// The panel.
pub fn panel(draft: Draft) -> AnyView {
    let all = Spot::all(Part::Cell);
    let is_ladder = draft.model.with_untracked(goes_by_evidence);
    let ids = |model: &CategorizationModel, _: &Spot| model.cells.iter().map(|cell| cell.id.clone()).collect();
    view! {
        <section class="panel" aria-labelledby="draft-cells">
            <h2 id="draft-cells">{if is_ladder { models::STEPS } else { models::CELLS }}</h2>
            {wrong(draft, &all)}
            <ul class="model-criteria">{list(draft, &all, ids, one)}</ul>
            {another(draft, &all, words::noun(Part::Cell, is_ladder), add)}
        </section>
    }
    .into_any()
}

/// A new cell is one that only people say, until it is told how an account comes to stand there.
fn add(model: &mut CategorizationModel, _: &Spot, title: String, _: Option<domain::ratio::Ratio>) {
    let id = free_id(&title, &|id| model.cell(id).is_some());
    let reached = if goes_by_evidence(model) { Reached::Evidence(Vec::new()) } else { Reached::Declared };
    let [meaning, advice] = [String::new(), String::new()];
    model.cells.push(Cell { id, title, meaning, advice, details: Vec::new(), reached, expects: None });
}

/// The cell that a field writes into.
pub fn cell<'a>(model: &'a mut CategorizationModel, spot: &Spot) -> Option<&'a mut Cell> {
    model.cells.iter_mut().find(|cell| cell.id == spot.id)
}

fn one(draft: Draft, spot: Spot) -> AnyView {
    let spot = spot.inside();
    let (is_ladder, tells_depth, is_new) = draft.model.with_untracked(|model| {
        let is_new = model.cell(&spot.id).is_some_and(|cell| cell.meaning.is_empty());
        (goes_by_evidence(model), model.depth.is_some(), is_new)
    });
    let way = if is_ladder { evidence::of_step(draft, &spot) } else { places(draft, &spot) };
    let fields = view! {
        <div class="fields model-fields">
            {line(draft, &spot, "title", words::TITLE, |model, spot, text| put(&mut cell(model, spot)?.title, text))}
            {lines(draft, &spot, "meaning", words::MEANING, |model, spot, text| put(&mut cell(model, spot)?.meaning, text))}
            {lines(draft, &spot, "advice", words::ADVICE, |model, spot, text| put(&mut cell(model, spot)?.advice, text))}
            {details(draft, &spot)}
            {(!tells_depth).then(|| expects(draft, &spot))}
            {way}
        </div>
        {acts(draft, &spot, is_ladder)}
    };
    let told = |model: &CategorizationModel, spot: &Spot| {
        let cell = model.cell(&spot.id)?;
        Some([cell.title.clone(), way_of(model, cell)])
    };
    part(draft, &spot, told, is_new, fields.into_any())
}

/// Where it lies, or that only people say it.
fn way_of(model: &CategorizationModel, cell: &Cell) -> String {
    match &cell.reached {
        Reached::Declared => models::DECLARED.to_owned(),
        Reached::Evidence(ways) if ways.is_empty() => models::ASSERTED.to_owned(),
        Reached::Evidence(_) => String::new(),
        Reached::Boxes(_) => {
            let parts = model.parts().into_iter().filter(|part| model.lies(cell, part));
            parts.map(|part| part_words(model, &part)).collect::<Vec<_>>().join(", ")
        }
    }
}

/// A part of the plane by the titles of the bands that meet there.
fn part_words(model: &CategorizationModel, part: &[Option<usize>]) -> String {
    let told = model.axes.iter().zip(part).filter(|(axis, _)| axis.bands.len() > 1);
    let told = told.filter_map(|(axis, band)| Some(axis.bands.get((*band)?)?.title.as_str()));
    told.collect::<Vec<_>>().join(" · ")
}

/// The parts of the plane, of which each can be given to it, with who has it as well.
fn places(draft: Draft, spot: &Spot) -> AnyView {
    let keys = |model: &CategorizationModel, _: &Spot| {
        let parts = model.parts().into_iter().enumerate();
        parts.map(|(at, part)| [&at.to_string(), " ", &part_words(model, &part)].concat()).collect()
    };
    let axes = Memo::new(move |_| {
        let titled = |model: &CategorizationModel| {
            let axes = model.axes.iter().filter(|axis| axis.bands.len() > 1).map(|axis| axis.title.as_str());
            axes.collect::<Vec<_>>().join(" · ")
        };
        draft.model.with(titled)
    });
    view! {
        <fieldset class="model-fields">
            <legend>{words::LIES}": "{axes}</legend>
            <div class="ticks role-ticks">{list(draft, spot, keys, place)}</div>
        </fieldset>
    }
    .into_any()
}

fn place(draft: Draft, spot: Spot) -> AnyView {
    let of = spot.clone();
    let others = Signal::derive(move || {
        draft.model.with(|model| {
            let part = model.parts().into_iter().nth(of.place(0))?;
            let others = model.cells.iter().filter(|cell| cell.id != of.id && model.lies(cell, &part));
            let others: Vec<&str> = others.map(|cell| cell.title.as_str()).collect();
            (!others.is_empty()).then(|| words::lie_there(&others.join(", ")))
        })
    });
    let label = spot.key.split_once(' ').map(|(_, label)| label.to_owned()).unwrap_or_default();
    tick(draft, &spot, label, others.into(), |model, spot, text| {
        let part = model.parts().into_iter().nth(spot.place(0))?;
        if let Some(text) = text {
            model.lay(&spot.id, &part, !text.is_empty());
        }
        model.cell(&spot.id).filter(|cell| model.lies(cell, &part)).map(|cell| cell.id.clone())
    })
}

/// What else is told of it.
fn details(draft: Draft, spot: &Spot) -> AnyView {
    // With how many there are: where one goes, the others are others by their places.
    let keys = |model: &CategorizationModel, spot: &Spot| {
        let count = model.cell(&spot.id).map_or(0, |cell| cell.details.len());
        (0..count).map(|at| format!("{at} {count}")).collect()
    };
    let row = |draft, spot: Spot| {
        fn of<'a>(model: &'a mut CategorizationModel, spot: &Spot) -> Option<&'a mut Detail> {
            cell(model, spot)?.details.get_mut(spot.place(0))
        }
        let title =
            line(draft, &spot, "about", words::ABOUT, |model, spot, text| put(&mut of(model, spot)?.title, text));
        let text = line(draft, &spot, "said", words::SAID, |model, spot, text| put(&mut of(model, spot)?.text, text));
        let remove =
            press(draft, &spot, words::REMOVE_DETAIL.to_owned(), Some("x"), MaybeProp::default(), |model, spot| {
                let at = spot.place(0);
                if let Some(cell) = cell(model, spot).filter(|cell| at < cell.details.len()) {
                    cell.details.remove(at);
                }
            });
        view! { <div class="model-line">{title}{text}{remove}</div> }.into_any()
    };
    let add = press(draft, spot, words::ADD_DETAIL.to_owned(), None, MaybeProp::default(), |model, spot| {
        if let Some(cell) = cell(model, spot) {
            cell.details.push(Detail { title: String::new(), text: String::new() });
        }
    });
    view! { <div>{list(draft, spot, keys, row)}{add}</div> }.into_any()
}

/// How deep a relationship it asks for.
fn expects(draft: Draft, spot: &Spot) -> AnyView {
    let choices = words::EXPECTED.map(|(word, label)| Choice::new(word, label)).to_vec();
    pick(draft, spot, "expects", words::EXPECTS, Signal::stored(choices), |model, spot, text| {
        let cell = cell(model, spot)?;
        if let Some(word) = text {
            cell.expects = match word.as_str() {
                "deep" => Some(Expected::Deep),
                "shallow" => Some(Expected::Shallow),
                _ => None,
            };
        }
        let at = cell.expects.map_or(0, |expects| if expects == Expected::Deep { 1 } else { 2 });
        words::EXPECTED.get(at).map(|(word, _)| (*word).to_owned())
    })
}

/// What can be done with it: in a later edition none goes that was there, for accounts may stand in it.
fn acts(draft: Draft, spot: &Spot, is_ladder: bool) -> AnyView {
    let id = spot.id.clone();
    let first = Signal::derive(move || {
        let is_first = draft.model.with(|model| model.cells.first().is_some_and(|cell| cell.id == id));
        is_first.then(|| words::IS_FIRST.to_owned())
    });
    let stays = !draft.copies() && draft.begun.with_value(|begun| begun.model.cell(&spot.id).is_some());
    let stays = stays.then(|| words::CELL_STAYS.to_owned());
    let up = press(draft, spot, words::UP.to_owned(), None, first.into(), |model, spot| {
        let at = model.cells.iter().position(|cell| cell.id == spot.id).unwrap_or_default();
        if at > 0 {
            model.cells.swap(at - 1, at);
        }
    });
    let label = words::remove(words::noun(Part::Cell, is_ladder));
    let remove = press(draft, spot, label, None, MaybeProp::from(stays), |model, spot| {
        model.cells.retain(|cell| cell.id != spot.id);
    });
    view! { <div class="buttons">{up}{remove}</div> }.into_any()
}
