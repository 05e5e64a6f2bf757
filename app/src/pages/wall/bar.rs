//! The bar of a wall screen: there while somebody is, and for whoever goes by keys. It moves no cards.

use leptos::prelude::*;
use leptos_router::{NavigateOptions, hooks::use_navigate};

use domain::field::Field;

use super::Wall;
use crate::{
    client::use_workspace,
    ui::{Button, ButtonLink, ButtonShape, ButtonTone, Choice, Picker, Row, Rows, Tick, awake::toggle_full_screen},
    views::board::{
        asked::Asked,
        on_wall::{EVERY_S, OnWall},
    },
    words::en,
};

/// The bar.
#[component]
pub fn Bar(wall: Wall, asked: Memo<Asked>) -> impl IntoView {
    let many = Memo::new(move |_| wall.shown.with(|shown| shown.boards.len() > 1));
    let label = Signal::derive(move || if wall.paused.get() { en::wall::GO_ON } else { en::wall::PAUSE }.to_owned());
    let turning = move || {
        many.get().then(|| view! {
        <Button label=en::wall::BEFORE icon="chevron-left" shape=ButtonShape::IconOnly on_press=move || wall.go(false) />
        <Button label on_press=move || wall.toggle() />
        <Button label=en::wall::NEXT icon="chevron-right" shape=ButtonShape::IconOnly on_press=move || wall.go(true) />
    })
    };
    let leave = Signal::derive(move || asked.with(Asked::path));
    view! {
        <div class="wall-bar">
            {turning}
            <button class="button" type="button" popovertarget="wall-choices">{en::wall::CHOOSE}</button>
            <div id="wall-choices" class="board-view" popover="auto"><Choices shown=wall.shown /></div>
            <Button label=en::wall::FULL_SCREEN on_press=toggle_full_screen />
            <ButtonLink href=leave label=en::wall::LEAVE tone=ButtonTone::Primary />
        </div>
    }
}

/// Which boards, and how long each. Every choice is an address, so that a wall can be kept as a bookmark.
#[component]
fn Choices(shown: Memo<OnWall>) -> impl IntoView {
    let workspace = use_workspace();
    let navigate = use_navigate();
    let go = Callback::new(move |shown: OnWall| {
        navigate(&shown.path(), NavigateOptions { replace: true, scroll: false, ..NavigateOptions::default() });
    });
    let seconds = EVERY_S.map(|every_s| Choice::new(every_s.to_string(), en::wall::seconds(every_s))).to_vec();
    let every = Signal::derive(move || shown.with(|shown| shown.every_s.to_string()));
    let on_every = move |word: String| {
        if let Ok(every_s) = word.parse() {
            go.run(OnWall { every_s, ..shown.get_untracked() });
        }
    };
    // What is shown first, then what could be.
    let tick = move |board: Asked| {
        let (path, fields) = (board.path(), board.fields());
        let label =
            Signal::derive(move || workspace.look(|model| en::boards::title(model, fields.columns, fields.rows)));
        Row::new(path.clone(), move || {
            let of = board.clone();
            let checked = Signal::derive(move || shown.with(|shown| shown.boards.contains(&of)));
            let on_change = move |on: bool| go.run(shown.with_untracked(|shown| shown.with(&board, on)));
            view! { <Tick id=["wall-", &path].concat() label checked on_change /> }
        })
    };
    let rows = move || offered(&shown.get()).into_iter().map(tick).collect::<Vec<_>>();
    view! {
        <div class="fields">
            <fieldset class="field"><legend>{en::wall::CHOOSE}</legend><div class="ticks"><Rows rows /></div></fieldset>
            <Picker id="wall-every" label=en::wall::EVERY choices=seconds value=every on_choose=on_every />
        </div>
    }
}

/// The boards of each field, and what else is shown already.
fn offered(shown: &OnWall) -> Vec<Asked> {
    let mut all: Vec<Asked> = Field::ALL.iter().map(|field| Asked { columns: *field, ..Asked::default() }).collect();
    let others: Vec<Asked> = shown.boards.iter().filter(|board| !all.contains(board)).cloned().collect();
    all.extend(others);
    all
}
