//! The lists to work off: about which accounts the models disagree, which are worth more or less than is done for them, and which
//! placements wait for the viewer's word.

use std::sync::Arc;

use leptos::prelude::*;

use domain::{
    categorization::PRIORITY, ids::AccountId, placement::PlacementState, policy::Action, ratio::Ratio, set::SetOf,
    viewer::Viewer,
};

use super::{
    asked::{Asked, List},
    desk::{Desk, title_of},
    standing::Standing,
};
use crate::{
    client::models_board::{Laid, ToAnswer},
    ui::{Button, ButtonTone, Row, Rows, Tabs, way_back::keep_focus_near},
    views::{person_chip::name_of, standing::answer_form::Refusal},
    wire::models_board::{ModelSums, ModelsBoard},
    words::en::{self, models_board as words, standing},
};

/// How many lines each press shows.
const LINES: usize = 50;

/// Whether the account of a place is on a list.
pub fn is_listed(list: List, board: &ModelsBoard, laid: &[Laid], place: usize, viewer: &Viewer) -> bool {
    let is_in = |places: &[usize]| places.binary_search(&place).is_ok();
    match list {
        List::Disagree => is_in(&board.disagree),
        List::UnderDeveloped => is_in(&board.under_developed),
        List::OverServed => is_in(&board.over_served),
        List::Waiting => board.models.iter().any(|model| waits(board, laid, &model.model, place, viewer)),
    }
}

/// Whether an account's placement on a model waits for this viewer's word: nobody confirms their own. Neither what they answered nor what
/// they placed since waits.
fn waits(board: &ModelsBoard, laid: &[Laid], model: &str, place: usize, viewer: &Viewer) -> bool {
    let account = board.accounts.id.get(place).copied().unwrap_or_default();
    if laid.iter().any(|laid| laid.is_on(account, model)) {
        return false;
    }
    let owner = board.accounts.owner.get(place).copied().flatten().and_then(|at| board.people.get(at).copied());
    let Some(columns) = board.model(model) else { return false };
    let at = |places: &[Option<usize>]| places.get(place).copied().flatten();
    let by = at(&columns.by).and_then(|at| board.people.get(at).copied());
    at(&columns.placed).is_some()
        && columns.confirmed.binary_search(&place).is_err()
        && by != Some(viewer.actor)
        && viewer.rights.may_with(Action::ConfirmPlacement, owner)
}

/// How many accounts wait for the viewer's word by what the board tells, and no longer by what was just done.
fn answered(desk: Desk) -> usize {
    let (viewer, laid) = (desk.workspace.viewer(), desk.hand.laid.get());
    let accounts: SetOf<AccountId> = laid.iter().map(|laid| laid.account).collect();
    desk.hand.board.with(|board| {
        let Some(board) = board else { return 0 };
        let waits = |laid: &[Laid], place: usize| is_listed(List::Waiting, board, laid, place, &viewer);
        let places = accounts.iter().filter_map(|account| board.place(*account));
        places.filter(|place| waits(&[], *place) && !waits(&laid, *place)).count()
    })
}

fn name(list: List) -> (&'static str, &'static str) {
    match list {
        List::Disagree => (words::DISAGREE, words::DISAGREE_NOTE),
        List::UnderDeveloped => (words::UNDER, words::UNDER_NOTE),
        List::OverServed => (words::OVER, words::OVER_NOTE),
        List::Waiting => (words::WAITING, words::WAITING_NOTE),
    }
}

/// The ways to the lists, each with how many are on it.
#[component]
pub fn Lists(desk: Desk) -> impl IntoView {
    let told = Memo::new(move |_| {
        let viewer = desk.workspace.viewer();
        let count = |board: &ModelsBoard, list: List| {
            (0..board.len()).filter(|place| is_listed(list, board, &[], *place, &viewer)).count()
        };
        desk.hand.board.with(|board| match board {
            Some(board) => List::ALL.map(|list| Some(count(board, list))),
            None => desk.part.with(|part| match part {
                Some(part) => [Some(part.disagree), Some(part.under_developed), Some(part.over_served), None],
                None => [None; 4],
            }),
        })
    });
    // What was just done is taken off what the board tells: whoever drops an account does not wait until all of them are counted.
    let counts = Memo::new(move |_| {
        let [disagree, under, over, waiting] = told.get();
        [disagree, under, over, waiting.map(|waiting| waiting.saturating_sub(answered(desk)))]
    });
    let may_confirm = desk.workspace.viewer().rights.reach(Action::ConfirmPlacement) > domain::policy::Reach::Nowhere;
    let way = move |(at, list): (usize, Option<List>)| {
        let href = move || Asked { list, ..desk.asked.get() }.path();
        let is_here = move || desk.asked.with(|asked| asked.list == list).then_some("page");
        let count = move || counts.with(|counts| at.checked_sub(1).and_then(|at| *counts.get(at)?)).map(en::number);
        let label = list.map_or(words::EVERYTHING, |list| name(list).0);
        view! { <li><a class="tab" href=href aria-current=is_here>{label}<span class="num meta">{count}</span></a></li> }
    };
    let lists = List::ALL.into_iter().filter(|list| may_confirm || *list != List::Waiting).map(Some);
    let ways = [None].into_iter().chain(lists).enumerate().map(way).collect_view();
    let chosen = Signal::derive(move || {
        // A tab becomes wider when its count is there.
        counts.with(|_| ());
        desk.asked.with(|asked| asked.list.map_or(words::EVERYTHING, |list| name(list).0).to_owned())
    });
    view! { <nav class="model-lists" aria-label=words::LISTS><Tabs chosen>{ways}</Tabs></nav> }
}

/// A line of a list.
#[derive(Clone, Debug, PartialEq)]
struct Line {
    account: AccountId,
    name: String,
    why: String,
    /// The placement that waits.
    waits: Option<ToAnswer>,
}

/// The list that is asked for.
#[component]
pub fn Listed(desk: Desk) -> impl IntoView {
    let list = Memo::new(move |_| desk.asked.with(|asked| asked.list));
    move || list.get().map(|list| view! { <OneList desk list /> })
}

#[component]
fn OneList(desk: Desk, list: List) -> impl IntoView {
    let (title, note) = name(list);
    let shown = RwSignal::new(LINES);
    let lines = Memo::new(move |_| {
        let Some(standing) = desk.standing.get() else { return Vec::new() };
        desk.part.with(|part| {
            let models = part.as_ref().map(|part| part.models.as_slice()).unwrap_or_default();
            lines(desk, list, &standing, models)
        })
    });
    let refused = RwSignal::new(None::<ToAnswer>);
    let row = move |line: Line| {
        let key = format!("{} {} {:?}", line.account, line.why, line.waits);
        Row::new(key, move || view! { <ListLine desk line refused /> })
    };
    let rows = move || lines.get().into_iter().take(shown.get()).map(row).collect::<Vec<_>>();
    let is_more = Memo::new(move |_| lines.with(Vec::len) > shown.get());
    let on_more = move || shown.update(|shown| *shown += LINES);
    let refuse = Callback::new(move |reason: String| {
        if let Some(asked) = refused.get_untracked() {
            refused.set(None);
            desk.hand.answer(desk.workspace, asked, PlacementState::Refused, reason);
        }
    });
    // Who answers by keys goes on in the list: the line goes with its answer.
    let on_focus = keep_focus_near(move || lines.with(|_| ()));
    view! {
        <section class="panel model-list" aria-labelledby="model-list-title" tabindex="-1" on:focusin=on_focus>
            <header><h2 id="model-list-title">{title}</h2><p class="meta">{note}</p></header>
            <p class="faint" hidden=move || lines.with(|lines| !lines.is_empty())>{words::NONE_LISTED}</p>
            <ul class="terms" aria-labelledby="model-list-title"><Rows rows /></ul>
            {move || is_more.get().then(|| view! { <div class="buttons more"><Button label=words::MORE on_press=on_more /></div> })}
            <Refusal open=Signal::derive(move || refused.with(Option::is_some)) on_refuse=refuse on_close=move |()| refused.set(None) />
        </section>
    }
}

#[component]
fn ListLine(desk: Desk, line: Line, refused: RwSignal<Option<ToAnswer>>) -> impl IntoView {
    let Line { account, name, why, waits } = line;
    let href = move || Asked { account: Some(account), ..desk.asked.get() }.path();
    let answers = waits.map(|asked| {
        let asked_too = asked.clone();
        let confirm =
            move || desk.hand.answer(desk.workspace, asked.clone(), PlacementState::Confirmed, String::new());
        view! {
            <span class="buttons">
                <Button label=standing::CONFIRM on_press=confirm />
                <Button label=standing::REFUSE tone=ButtonTone::Quiet on_press=move || refused.set(Some(asked_too.clone())) />
            </span>
        }
    });
    view! { <li><div><b><a href=href>{name}</a></b><p class="meta">{why}</p></div>{answers}</li> }
}

/// The lines of a list, what brings most first.
fn lines(desk: Desk, list: List, standing: &Standing, models: &[ModelSums]) -> Vec<Line> {
    let Some(board) = &standing.board else { return Vec::new() };
    let (viewer, laid) = (desk.workspace.viewer(), desk.hand.laid.get());
    let line = |place: usize, why: String, waits: Option<ToAnswer>| Line {
        account: board.accounts.id.get(place).copied().unwrap_or_default(),
        name: board.accounts.name.get(place).cloned().unwrap_or_default(),
        why,
        waits,
    };
    let of_place = |place: &usize| match list {
        List::Disagree => vec![line(*place, apart(board, models, *place), None)],
        List::UnderDeveloped | List::OverServed => vec![line(*place, worth(board, models, *place), None)],
        List::Waiting => {
            let waiting = models.iter().filter(|sums| waits(board, &laid, &sums.model.id, *place, &viewer));
            let asked = |sums: &ModelSums| to_answer(board, &sums.model.id, *place);
            waiting.map(|sums| line(*place, placed(desk, board, sums, *place), asked(sums))).collect()
        }
    };
    standing.places.iter().flat_map(of_place).collect()
}

/// The placement of an account on a model.
fn to_answer(board: &ModelsBoard, model: &str, place: usize) -> Option<ToAnswer> {
    let placed = board.on(board.model(model)?, place).placed?;
    let account = *board.accounts.id.get(place)?;
    Some(ToAnswer { account, model: model.to_owned(), cell: placed.cell.to_owned() })
}

/// Why models disagree about an account: the spread, and which tell the most and the least.
fn apart(board: &Arc<ModelsBoard>, models: &[ModelSums], place: usize) -> String {
    let told = models.iter().filter_map(|sums| {
        let on = board.on(board.model(&sums.model.id)?, place);
        Some((on.depth?, words::by_model(&sums.model.title, on.cell().map(|cell| title_of(sums, cell)).as_deref())))
    });
    let told: Vec<(Ratio, String)> = told.collect();
    let deepest = told.iter().max_by_key(|(depth, _)| *depth);
    let least = told.iter().min_by_key(|(depth, _)| *depth);
    let spread = board.spread.get(place).copied().flatten().map(|spread| spread.decimal(2)).unwrap_or_default();
    match deepest.zip(least) {
        Some(((_, deepest), (_, least))) => format!("{} {spread}: {}", words::SPREAD, words::apart(deepest, least)),
        None => spread,
    }
}

/// What an account is worth, against how deep the relationship is.
fn worth(board: &Arc<ModelsBoard>, models: &[ModelSums], place: usize) -> String {
    let depths: Vec<Ratio> = board.models.iter().filter_map(|columns| board.on(columns, place).depth).collect();
    let depth = Ratio::mean(&depths).map(|depth| depth.decimal(2)).unwrap_or_default();
    let sums = models.iter().find(|sums| sums.model.id == PRIORITY);
    let cell = sums.and_then(|sums| {
        let on = board.on(board.model(PRIORITY)?, place);
        on.cell().map(|cell| title_of(sums, cell))
    });
    words::mismatch(&cell.unwrap_or_default(), &depth)
}

/// Where somebody placed an account, who, and from when.
fn placed(desk: Desk, board: &Arc<ModelsBoard>, sums: &ModelSums, place: usize) -> String {
    let found = board.model(&sums.model.id).and_then(|columns| board.on(columns, place).placed);
    let Some(placed) = found else { return String::new() };
    let by = placed.by.map(|by| desk.workspace.read(|model| name_of(model.people.get(&by)))).unwrap_or_default();
    let told = words::by_model(&sums.model.title, Some(&title_of(sums, placed.cell)));
    let day = placed.day.and_then(<domain::day::Day as domain::day::Written>::of_text).map(en::day).unwrap_or_default();
    [told, standing::placed_by(&by, &day)].join(" · ")
}
