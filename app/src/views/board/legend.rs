//! The colours of a board's cards by a field, and what they mean: each colour stands beside its word, and each card says its own.
//! Which values there are most of only the whole directory tells: until it is in hand, the page's first window does.

use leptos::prelude::*;

use domain::{
    day::Day,
    field::{Field, Slot},
    model::Model,
    placement::Stage,
};

use super::asked::Asked;
use crate::{
    client::use_workspace,
    ui::{
        Row, Rows,
        avatar::{HUES, hue_class},
    },
    views::{account_card::hue_of, first_part::use_first_part},
    wire::{PagePart, page::BoardLine},
    words::en,
};

/// What a value has that has no colour of its own.
pub const OTHER: &str = "hue-other";

/// The values of a field that have a colour, with its class, as they stand side by side on a board.
#[derive(Clone, Copy)]
pub struct Colours(Memo<Vec<(Slot, &'static str)>>);

impl Colours {
    /// The class of the colour of a value; none where nothing is coloured.
    pub fn class(self, slot: &Slot) -> Option<&'static str> {
        self.0.with(|all| {
            let found = all.iter().find(|(known, _)| known == slot).map(|(_, class)| *class);
            found.or_else(|| (!all.is_empty()).then_some(OTHER))
        })
    }
}

/// The colours that a board asks for.
pub fn use_colours(asked: Memo<Asked>) -> Colours {
    let workspace = use_workspace();
    let today = workspace.viewer().day;
    let asks = move || asked.with(|asked| asked.look.colour());
    let first = untrack(asks).map(|field| (field, first_counts(field)));
    Colours(Memo::new(move |_| match (asks(), &first) {
        (Some(field), _) if workspace.directory.get() => {
            coloured(&workspace.read(|model| counted(model, field, today)))
        }
        (Some(field), Some((known, counts))) if field == *known => coloured(counts),
        _ => Vec::new(),
    }))
}

/// What the page's first window tells of the values of the field by which its cards are coloured.
fn first_counts(field: Field) -> Vec<(Slot, usize)> {
    let Some(PagePart::Board(part)) = use_first_part() else { return Vec::new() };
    let count = |line: &BoardLine| Some((Slot::of_word(field, &line.slot)?, line.total.count));
    part.colours.iter().filter_map(count).collect()
}

/// The values of a field under which accounts stand, and how many stand under each.
pub fn counted(model: &Model, field: Field, today: Day) -> Vec<(Slot, usize)> {
    let mut counts: Vec<(Slot, usize)> = field.slots(model).into_iter().map(|slot| (slot, 0)).collect();
    for account in model.accounts.values() {
        for slot in field.slots_of(model, account, today) {
            if let Some((_, count)) = counts.iter_mut().find(|(known, _)| *known == slot) {
                *count += 1;
            }
        }
    }
    counts.retain(|(slot, count)| *count > 0 && *slot != Slot::Nothing);
    counts
}

/// The values of a field under which accounts stand, with their colours.
pub fn colours_of(model: &Model, field: Field, today: Day) -> Vec<(Slot, &'static str)> {
    coloured(&counted(model, field, today))
}

/// These values with their colours: a stage has the one of its model, a person their own, and of words those that most accounts carry
/// have one each.
fn coloured(counts: &[(Slot, usize)]) -> Vec<(Slot, &'static str)> {
    // By looking, since they are few, and a sort is a kilobyte of the client.
    let rank = |slot: &Slot| {
        let at = counts.iter().position(|(known, _)| known == slot)?;
        let before = |(other, (_, count)): (usize, &(Slot, usize))| {
            let own = counts.get(at).map_or(0, |(_, own)| *own);
            *count > own || *count == own && other < at
        };
        u8::try_from(counts.iter().enumerate().filter(|each| before(*each)).count()).ok().filter(|rank| *rank < HUES)
    };
    let class = |slot: &Slot| match slot {
        Slot::Stage(Stage::Uncoupling) => Some("hue-warn"),
        Slot::Stage(stage) => Some(hue_class(hue_of_stage(*stage))),
        Slot::Person(person) => Some(hue_class(hue_of(*person))),
        word => rank(word).map(hue_class),
    };
    counts.iter().filter_map(|(slot, _)| Some((slot.clone(), class(slot)?))).collect()
}

/// The colour that a stage has everywhere; see the styles of its word.
fn hue_of_stage(stage: Stage) -> u8 {
    match stage {
        Stage::Pre => 4,
        Stage::Early => 6,
        Stage::Mid => 0,
        Stage::Partnership => 1,
        Stage::Synergistic => 7,
        Stage::Uncoupling => 5,
    }
}

/// What the colours of the cards mean.
#[component]
pub fn Legend(
    /// What the address asks for.
    asked: Memo<Asked>,
    /// The colours.
    colours: Colours,
) -> impl IntoView {
    let workspace = use_workspace();
    let field = move || asked.with(|asked| asked.look.colour());
    let rows = move || {
        let row = |(slot, class): (Slot, &'static str)| {
            let name = field().map(|field| workspace.read(|model| en::boards::slot(model, field, &slot)));
            Row::new([class, &slot.word()].concat(), move || view! { <li class=class>{name}</li> })
        };
        let mut rows: Vec<Row> = colours.0.get().into_iter().map(row).collect();
        if !rows.is_empty() {
            rows.push(Row::new("", || view! { <li class=OTHER>{Some(en::boards::OTHERS.to_owned())}</li> }));
        }
        rows
    };
    let label = move || field().map(en::boards::legend);
    view! { <ul class="legend" hidden=move || field().is_none() aria-label=label><Rows rows /></ul> }
}
