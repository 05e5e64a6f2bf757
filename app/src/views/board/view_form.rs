//! What of the book a board shows, and how: its fields, its shape, the order of its cards, what it is narrowed to. Every choice is
//! an address, so that a board can be sent to a colleague.

use leptos::prelude::*;
use leptos_router::{NavigateOptions, hooks::use_navigate};

use domain::{
    field::{Field, Slot},
    list::{Sort, SortKey},
};

use super::{
    asked::{Asked, Shape, usual_sort},
    look::{COLOURED, CardDensity, CardPart, Look},
    made_column::may_edit,
    saved_views::SaveViewForm,
    tools::{BoardAct, Tools},
};
use crate::{
    client::use_workspace,
    ui::{Button, Choice, Picker, Tick},
    words::en,
};

/// The orders in which cards can stand.
const ORDERS: [SortKey; 4] = [SortKey::Revenue, SortKey::Name, SortKey::NextStep, SortKey::Quiet];

/// The choices of a board.
#[component]
pub fn ViewForm(
    /// What the address asks for.
    asked: Memo<Asked>,
) -> impl IntoView {
    let workspace = use_workspace();
    let board = asked.with_untracked(|asked| asked.columns.team_board());
    let may_edit = Memo::new(move |_| board.is_some_and(|board| may_edit(workspace, board)));
    let tools = use_context::<Tools>();
    let edit = move || {
        let tools = tools?;
        let on_press = move || tools.ask(BoardAct::Edit);
        may_edit.get().then(|| view! { <Button label=en::team_boards::EDIT_BOARD icon="pencil" on_press /> })
    };
    let navigate = use_navigate();
    let go = Callback::new(move |asked: Asked| {
        let options = NavigateOptions { replace: true, scroll: false, ..NavigateOptions::default() };
        navigate(&asked.path(), options);
    });
    view! {
        <div class="fields">
            <FieldChoices asked go />
            <OrderChoice asked go />
            <CardChoices asked go />
            <OnlyChoices asked go />
            {edit}
        </div>
        <SaveViewForm asked />
    }
}

fn choice_of(field: Field) -> Choice {
    Choice::new(field.to_string(), use_workspace().read(|model| en::boards::name(model, field)))
}

/// The fields and the shape.
#[component]
fn FieldChoices(asked: Memo<Asked>, go: Callback<Asked>) -> impl IntoView {
    let columns = Signal::derive(move || asked.with(|asked| asked.columns.to_string()));
    let rows = Signal::derive(move || {
        asked.with(|asked| asked.fields().rows.map(|rows| rows.to_string()).unwrap_or_default())
    });
    let made = asked.with_untracked(|asked| asked.columns).team_board().map(Field::Board);
    let all: Vec<Choice> = made.into_iter().chain(Field::ALL.iter().copied()).map(choice_of).collect();
    let others = Signal::derive(move || {
        let columns = asked.with(|asked| asked.columns);
        let others = Field::ALL.iter().copied().filter(|field| *field != columns).map(choice_of);
        std::iter::once(Choice::new("", en::boards::NO_ROWS)).chain(others).collect::<Vec<_>>()
    });
    let on_columns = move |word: String| {
        let Some(columns) = Field::of_word(&word) else { return };
        go.run(asked.get_untracked().by(columns));
    };
    let on_rows = move |word: String| {
        let before = asked.get_untracked();
        let shape = match (Field::of_word(&word), before.shape) {
            (None, _) => Shape::Columns,
            (Some(field), Shape::Lanes(_)) => Shape::Lanes(field),
            (Some(field), Shape::Columns | Shape::Matrix(_)) => Shape::Matrix(field),
        };
        go.run(Asked { shape, ..before });
    };
    view! {
        <Picker id="view-columns" label=en::boards::COLUMNS choices=all value=columns on_choose=on_columns />
        <Picker id="view-rows" label=en::boards::ROWS choices=others value=rows on_choose=on_rows />
        <ShapeChoice asked go />
    }
}

/// Lanes or a matrix, where there are rows.
#[component]
fn ShapeChoice(asked: Memo<Asked>, go: Callback<Asked>) -> impl IntoView {
    let has_rows = Memo::new(move |_| asked.with(|asked| asked.shape != Shape::Columns));
    let shape = Signal::derive(move || {
        let is_matrix = asked.with(|asked| matches!(asked.shape, Shape::Matrix(_)));
        if is_matrix { "matrix" } else { "lanes" }.to_owned()
    });
    let on_shape = move |word: String| {
        let before = asked.get_untracked();
        let Some(rows) = before.fields().rows else { return };
        let shape = if word == "matrix" { Shape::Matrix(rows) } else { Shape::Lanes(rows) };
        go.run(Asked { shape, ..before });
    };
    let choices = || vec![Choice::new("matrix", en::boards::AS_MATRIX), Choice::new("lanes", en::boards::AS_LANES)];
    move || {
        has_rows.get().then(|| {
            view! {
                <Picker id="view-shape" label=en::boards::DRAWN_AS choices=choices() value=shape on_choose=on_shape />
            }
        })
    }
}

/// The order of cards in a cell.
#[component]
fn OrderChoice(asked: Memo<Asked>, go: Callback<Asked>) -> impl IntoView {
    let order = |key: SortKey| Sort { key, descending: key == SortKey::Revenue };
    let by_hand = asked.with_untracked(|asked| asked.columns).team_board().map(SortKey::Manual);
    let chosen = Signal::derive(move || asked.with(|asked| asked.sort.word()));
    let orders = by_hand.into_iter().chain(ORDERS);
    let choices: Vec<Choice> = orders.map(|key| Choice::new(order(key).word(), en::boards::order(key))).collect();
    let on_order = move |word: String| {
        let before = asked.get_untracked();
        let sort = Sort::of_word(&word).unwrap_or_else(|| usual_sort(before.columns));
        go.run(Asked { sort, ..before });
    };
    view! { <Picker id="view-order" label=en::boards::ORDER choices value=chosen on_choose=on_order /> }
}

/// What its cards show, and in how much room.
#[component]
fn CardChoices(asked: Memo<Asked>, go: Callback<Asked>) -> impl IntoView {
    let look = Memo::new(move |_| asked.with(|asked| asked.look));
    let choose = move |look: Look| go.run(Asked { look, ..asked.get_untracked() });
    let density = Signal::derive(move || look.get().density.word().to_owned());
    let densities = CardDensity::ALL.map(|density| Choice::new(density.word(), en::boards::density(density))).to_vec();
    let on_density = move |word: String| {
        if let Some(density) = CardDensity::of_word(&word) {
            choose(look.get_untracked().with_density(density));
        }
    };
    let tick = move |part: CardPart| {
        let checked = Signal::derive(move || look.get().shown().has(part));
        let on_change = move |shown: bool| choose(look.get_untracked().with(part, shown));
        view! { <Tick id=["show-", part.word()].concat() label=en::boards::card_part(part) checked on_change /> }
    };
    let colour = Signal::derive(move || look.get().colour().map_or("", Field::word).to_owned());
    let colours: Vec<Choice> =
        std::iter::once(Choice::new("", en::boards::NO_COLOUR)).chain(COLOURED.map(choice_of)).collect();
    let on_colour = move |word: String| choose(look.get_untracked().with_colour(Field::of_word(&word)));
    view! {
        <Picker id="view-colour" label=en::boards::COLOUR choices=colours value=colour on_choose=on_colour />
        <Picker id="view-density" label=en::boards::CARDS choices=densities value=density on_choose=on_density />
        <fieldset class="field">
            <legend>{en::boards::SHOWN}</legend>
            <div class="ticks two">{CardPart::ALL.map(tick).into_iter().collect_view()}</div>
        </fieldset>
    }
}

/// What the board is narrowed to: a field first, then one of its values.
#[component]
fn OnlyChoices(asked: Memo<Asked>, go: Callback<Asked>) -> impl IntoView {
    let field = RwSignal::new(String::new());
    let fields: Vec<Choice> =
        std::iter::once(Choice::new("", en::boards::ANY)).chain(Field::ALL.iter().copied().map(choice_of)).collect();
    let workspace = use_workspace();
    let values = Signal::derive(move || {
        let Some(of) = Field::of_word(&field.get()) else { return Vec::new() };
        let value = |slots: Vec<Slot>| {
            workspace.read(|model| {
                slots.iter().map(|slot| Choice::new(slot.word(), en::boards::slot(model, of, slot))).collect::<Vec<_>>()
            })
        };
        let all = value(workspace.read(|model| of.slots(model)));
        std::iter::once(Choice::new("", en::boards::ANY)).chain(all).collect()
    });
    let on_value = move |word: String| {
        let Some(of) = Field::of_word(&field.get_untracked()) else { return };
        if let Some(slot) = Slot::of_word(of, &word) {
            go.run(asked.with_untracked(|asked| asked.with_only(of, &slot)));
            field.set(String::new());
        }
    };
    let value_of = move || {
        Field::of_word(&field.get()).map(|_| view! {
            <Picker id="view-only-value" label=en::boards::ONLY_VALUE choices=values value=Signal::stored(String::new()) on_choose=on_value />
        })
    };
    view! {
        <Picker id="view-only" label=en::boards::ONLY choices=fields value=field on_choose=move |word| field.set(word) />
        {value_of}
    }
}
