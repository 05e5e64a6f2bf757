//! What the boards of the models can be asked for: which of them, whose accounts, in which colours, and what their signs mean.

use leptos::prelude::*;

use domain::{
    categorization::BOARDS,
    field::{Field as Grouped, Slot},
};

use super::{
    asked::{Asked, Drawn, NARROWED},
    desk::Desk,
    time::Time,
};
use crate::{
    ui::{Button, Choice, Notice, Picker, Row, Rows, Tabs},
    views::{board::legend, search_line::SearchLine},
    wire::models_board::ModelSums,
    words::en::{self, models_board as words},
};

/// The ways to each model, the search, and the choices.
#[component]
pub fn Controls(desk: Desk) -> impl IntoView {
    let path_to = Callback::new(move |typed: String| Asked { words: typed, ..desk.asked.get_untracked() }.path());
    let is_asked =
        desk.asked.with_untracked(|asked| !asked.only.is_empty() || asked.colour.is_some() || asked.drawn.is_some());
    view! {
        <div class="models-asked">
            <Ways desk />
            <SearchLine id="models-search" label=words::SEARCH path_to />
            <details class="models-choices" open=is_asked>
                <summary class="button">{words::CHOICES}</summary>
                <Choices desk />
            </details>
            <Time desk />
        </div>
    }
}

/// The ways to all four, to each alone, and to each of those beside them.
#[component]
fn Ways(desk: Desk) -> impl IntoView {
    let rows = move || {
        let Some(part) = desk.part.get() else { return Vec::new() };
        let way = |model: Option<(&String, String)>| {
            let id = model.as_ref().map(|(id, _)| (*id).clone());
            let label = model.map_or_else(|| words::ALL_FOUR.to_owned(), |(_, label)| label);
            let (to, key) = (id.clone(), format!("{id:?} {label}"));
            let href = move || Asked { model: to.clone(), cell: None, ..desk.asked.get() }.path();
            let is_here = move || desk.asked.with(|asked| asked.model == id).then_some("page");
            Row::new(key, move || view! { <li><a class="tab" href=href aria-current=is_here>{label}</a></li> })
        };
        let four = part.models.iter().filter(|sums: &&ModelSums| BOARDS.contains(&sums.model.id.as_str()));
        let four = four.map(|sums: &ModelSums| Some((&sums.model.id, short(&sums.model.title))));
        let beside = part.beside.iter().map(|name| Some((&name.id, name.title.clone())));
        [None].into_iter().chain(four).chain(beside).map(way).collect::<Vec<_>>()
    };
    let chosen = Signal::derive(move || {
        desk.part.with(|_| ());
        desk.asked.with(|asked| asked.model.clone().unwrap_or_default())
    });
    view! { <nav aria-label=words::WAYS><Tabs chosen><Rows rows /></Tabs></nav> }
}

/// The name of a model as far as it tells it from the others: whose it is, or what stands before a colon.
fn short(title: &str) -> String {
    title.split([':', '’']).next().unwrap_or(title).to_owned()
}

#[component]
fn Choices(desk: Desk) -> impl IntoView {
    let Desk { asked, go, .. } = desk;
    let narrow = |field: Grouped| view! { <Narrow desk field /> };
    let colour =
        Signal::derive(move || asked.with(|asked| asked.colour.map(|field| field.to_string()).unwrap_or_default()));
    let colours: Vec<Choice> = [Choice::new("", words::NO_COLOUR)]
        .into_iter()
        .chain(NARROWED.map(|field| Choice::new(field.to_string(), name_of(field))))
        .collect();
    let on_colour = move |word: String| go.run(Asked { colour: Grouped::of_word(&word), ..asked.get_untracked() });
    let drawn = Signal::derive(move || asked.with(|asked| asked.drawn.map(Drawn::word).unwrap_or_default().to_owned()));
    let way = |drawn: Drawn| {
        let label = match drawn {
            Drawn::Cards => words::DRAWN_CARDS,
            Drawn::Points => words::DRAWN_POINTS,
            Drawn::Alike => words::DRAWN_ALIKE,
        };
        Choice::new(drawn.word(), label)
    };
    let ways = [Choice::new("", words::DRAWN_BY_NUMBER)].into_iter().chain(Drawn::ALL.map(way)).collect::<Vec<_>>();
    let on_drawn = move |word: String| {
        go.run(Asked { drawn: Drawn::ALL.into_iter().find(|drawn| drawn.word() == word), ..asked.get_untracked() });
    };
    view! {
        <div class="fields two">
            {NARROWED.map(narrow).collect_view()}
            <Picker id="models-colour" label=words::COLOUR choices=colours value=colour on_choose=on_colour />
            <Picker id="models-drawn" label=words::DRAWN choices=ways value=drawn on_choose=on_drawn />
        </div>
    }
}

fn name_of(field: Grouped) -> &'static str {
    match field {
        Grouped::Segment => words::SEGMENT,
        Grouped::Country => words::COUNTRY,
        _ => words::OWNER,
    }
}

/// The choice of one value of a field.
#[component]
fn Narrow(desk: Desk, field: Grouped) -> impl IntoView {
    let Desk { workspace, asked, go, .. } = desk;
    let choices = Signal::derive(move || {
        let chosen = asked.with(|asked| asked.narrowed(field));
        let is_here = workspace.directory.get();
        workspace.look(|model| {
            let choice = |slot: &Slot| Choice::new(slot.word(), en::boards::slot(model, field, slot));
            let mut choices = vec![Choice::new("", words::EVERY)];
            if is_here {
                choices.extend(field.slots(model).iter().map(choice));
            }
            // What is chosen is among them also before the directory is in hand.
            if choices.iter().all(|choice| choice.value != chosen) {
                choices.extend(Slot::of_word(field, &chosen).as_ref().map(choice));
            }
            choices
        })
    });
    let value = Signal::derive(move || asked.with(|asked| asked.narrowed(field)));
    let on_choose = move |word: String| go.run(asked.get_untracked().narrowing(field, &word));
    view! { <Picker id=format!("models-{field}") label=name_of(field) choices value on_choose /> }
}

/// That it is a board of another time, and the way back.
#[component]
pub fn Past(desk: Desk) -> impl IntoView {
    let days = Memo::new(move |_| desk.asked.with(|asked| (asked.as_of, asked.known_on)));
    let to_now = move || desk.go.run(Asked { as_of: None, known_on: None, ..desk.asked.get_untracked() });
    move || {
        let (as_of, known_on) = days.get();
        (as_of.is_some() || known_on.is_some()).then(|| {
            view! {
                <Notice title=words::past(as_of, known_on) text=words::NO_MOVES>
                    <Button label=words::TO_NOW on_press=to_now />
                </Notice>
            }
        })
    }
}

/// How accounts are drawn, and what the colours mean.
#[component]
pub fn Signs(desk: Desk) -> impl IntoView {
    let sign = |(class, label): (&'static str, &'static str)| {
        let class = ["mark size-2 ", class].concat();
        view! { <li><span class=class><span class="mark-dot"></span></span>{label}</li> }
    };
    let signs = [
        ("confirmed", words::SIGN_CONFIRMED),
        ("placed", words::SIGN_PLACED),
        ("computed", words::SIGN_COMPUTED),
        ("ghost", words::SIGN_GHOST),
    ];
    let colour = Memo::new(move |_| desk.asked.with(|asked| asked.colour));
    let rows = move || {
        let Some(field) = colour.get() else { return Vec::new() };
        let today = desk.workspace.viewer().day;
        desk.workspace.look(|model| {
            let row = |(slot, class): (Slot, &'static str)| {
                let name = en::boards::slot(model, field, &slot);
                Row::new([class, &slot.word()].concat(), move || view! { <li class=class>{name}</li> })
            };
            legend::colours_of(model, field, today).into_iter().map(row).collect::<Vec<_>>()
        })
    };
    let label = move || colour.get().map(en::boards::legend);
    view! {
        <ul class="legend" hidden=move || colour.get().is_none() aria-label=label><Rows rows /></ul>
        <ul class="model-signs meta" aria-label=words::SIGNS>{signs.map(sign).collect_view()}</ul>
    }
}
