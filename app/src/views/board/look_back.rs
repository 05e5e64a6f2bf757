//! A board's own history: a list of what happened, and a slider that shows the board as it stood after each of it. Read only. It comes
//! window by window: whoever reaches the end of what is there has more fetched. Of a file that was taken in nobody knows which figures it
//! changed: before it the board stands with the figures that it brought, and says so.

use std::time::Duration;

use leptos::{
    ev::{Event, KeyboardEvent},
    html,
    prelude::*,
    task::spawn_local,
    wasm_bindgen::JsCast,
    web_sys::HtmlElement,
};

use domain::{
    history::Entry,
    ids::{BoardColumnId, PersonId, Seq, TeamBoardId},
    model::Model,
};

use crate::{
    client::{Workspace, history::book_before, past::came_with_file, use_workspace},
    ui::{Button, ButtonTone, Notice, Row, Rows, Tone, use_live},
    views::{person_chip::name_of, shape::Shape},
    wire::{HistoryEnd, HistoryWindow},
    words::en::{self, boards::past, history::House},
};

/// How long a board is shown as it stood, before it goes on by itself, in milliseconds.
const PLAYED_MS: u64 = 700;
/// How near the end of the list more is fetched, in px.
const NEAR_PX: i32 = 400;

/// What happened, and where on it one is.
#[derive(Clone, Copy)]
struct Way {
    workspace: Workspace,
    /// The board, if people made it.
    board: Option<TeamBoardId>,
    /// The entries, the newest first; none before they have come.
    entries: RwSignal<Option<Vec<Entry>>>,
    /// The entry before which there are more; none where there are no more.
    next: RwSignal<Option<Seq>>,
    /// The entries that changed more figures than they tell.
    untold: RwSignal<Vec<Seq>>,
    /// Why it goes no further back.
    end: RwSignal<Option<HistoryEnd>>,
    /// Whether more is on its way.
    coming: RwSignal<bool>,
    /// How many of them are taken off.
    off: RwSignal<usize>,
    /// Why they did not come.
    trouble: RwSignal<Option<String>>,
    playing: RwSignal<Option<IntervalHandle>>,
}

impl Way {
    fn new(workspace: Workspace, board: Option<TeamBoardId>) -> Self {
        Self {
            workspace,
            board,
            entries: RwSignal::new(None),
            next: RwSignal::new(None),
            untold: RwSignal::new(Vec::new()),
            end: RwSignal::new(None),
            coming: RwSignal::new(false),
            off: RwSignal::new(0),
            trouble: RwSignal::new(None),
            playing: RwSignal::new(None),
        }
    }

    fn steps(self) -> usize {
        self.entries.with(|entries| entries.as_ref().map_or(0, Vec::len))
    }

    /// Fetches what happened before what is there, or the newest of it; further back where nothing of it is of this board.
    fn bring(self) {
        if self.coming.get_untracked() {
            return;
        }
        self.coming.set(true);
        spawn_local(async move {
            let mut before = self.next.get_untracked();
            loop {
                let came = book_before(before, self.board).await;
                // The bar may be closed by now.
                if self.trouble.try_set(None).is_some() {
                    return;
                }
                match came {
                    Ok(window) => {
                        let is_bare = window.items.is_empty();
                        before = window.next;
                        self.take_in(window);
                        if before.is_none() || !is_bare {
                            break;
                        }
                    }
                    Err(trouble) => {
                        self.trouble.set(Some(en::trouble(&trouble)));
                        break;
                    }
                }
            }
            self.coming.set(false);
        });
    }

    fn take_in(self, window: HistoryWindow) {
        let mut all = self.entries.get_untracked().unwrap_or_default();
        let steps = self.workspace.look_back(window.items.clone());
        all.extend(window.items);
        // What the stream has not brought here yet comes when the history is opened again.
        all.drain(..all.len() - steps);
        self.untold.update(|untold| untold.extend(window.untold));
        self.next.set(window.next);
        self.end.set(window.end);
        self.entries.set(Some(all));
    }

    /// Fetches more, if there is more.
    fn bring_more(self) {
        if self.next.with_untracked(Option::is_some) {
            self.bring();
        }
    }

    /// Whether the figures of the board are not those of its time.
    fn lacks_figures(self) -> bool {
        let last = self.off.get().checked_sub(1);
        let last = last.and_then(|last| self.entries.with(|entries| Some(entries.as_ref()?.get(last)?.seq)));
        last.is_some_and(|last| self.untold.with(|untold| untold.iter().any(|seq| *seq >= last)))
    }

    /// Shows the board as it stood before the latest `off` entries.
    fn go(self, off: usize) {
        self.off.set(off);
        self.workspace.look_at(off);
    }

    fn pause(self) {
        if let Some(playing) = self.playing.try_update(Option::take).flatten() {
            playing.clear();
        }
    }

    /// Goes on by itself up to now, from the beginning where it is there already.
    fn play(self) {
        if self.off.get_untracked() == 0 {
            self.go(self.steps());
        }
        let workspace = self.workspace;
        let step = move || match self.off.try_get_untracked() {
            Some(off) if off > 0 => {
                self.off.set(off - 1);
                workspace.look_at(off - 1);
                if off == 1 {
                    self.pause();
                }
            }
            _ => self.pause(),
        };
        self.playing.set(set_interval_with_handle(step, Duration::from_millis(PLAYED_MS)).ok());
    }
}

/// The history of a board, beside it.
#[component]
pub fn LookBack(
    /// Whether it is to be seen.
    open: RwSignal<bool>,
    /// The board, if people made it.
    board: Option<TeamBoardId>,
) -> impl IntoView {
    move || open.get().then(|| view! { <Opened open board /> })
}

#[component]
fn Opened(open: RwSignal<bool>, board: Option<TeamBoardId>) -> impl IntoView {
    let workspace = use_workspace();
    let way = Way::new(workspace, board);
    way.bring();
    on_cleanup(move || {
        way.pause();
        workspace.return_to_now();
    });
    // A command shows the board as it is, and closes this.
    Effect::new(move |before: Option<bool>| {
        let looks_back = workspace.looks_back.get();
        if before == Some(true) && !looks_back {
            open.set(false);
        }
        looks_back
    });
    let section = NodeRef::<html::Section>::new();
    // Whoever opened it by keys goes on in it, and comes back to where it is opened.
    Effect::new(move |_| section.get().map(|section| section.focus()));
    let close = move || {
        open.set(false);
        focus_on("[popovertarget='board-view']");
    };
    let on_key = move |event: KeyboardEvent| {
        if event.key() == "Escape" {
            close();
        }
    };
    let trouble = move || way.trouble.get().map(|text| view! { <Notice tone=Tone::Warn title=text /> });
    let about = move || match way.off.get() {
        0 => past::NOW,
        _ if way.lacks_figures() => past::LATER_FIGURES,
        _ => past::READ_ONLY,
    };
    let end = move || way.end.get().map(|end| past::end(&en::moment(end.at), end.taken_back));
    let end = move || end().map(|words| view! { <p class="faint">{words}</p> });
    let body = move || match way.entries.with(|entries| entries.as_ref().map(Vec::is_empty)) {
        None => view! { <Shape lines=2 /> }.into_any(),
        Some(true) => view! { <p class="faint">{past::NOTHING}</p> }.into_any(),
        Some(false) => view! { <Slider way /><Happened way /> }.into_any(),
    };
    view! {
        <section class="look-back" aria-labelledby="look-back-title" tabindex="-1" node_ref=section on:keydown=on_key>
            <header>
                <h2 id="look-back-title">{past::TITLE}</h2>
                <p class="meta">{about}</p>
                <Button label=past::BACK tone=ButtonTone::Primary on_press=close />
            </header>
            {trouble}
            {body}
            {end}
        </section>
    }
}

/// Brings the focus to what a selector names.
fn focus_on(selector: &str) {
    let found = document().query_selector(selector).ok().flatten();
    if let Some(found) = found.and_then(|found| found.dyn_into::<HtmlElement>().ok()) {
        let _ = found.focus();
    }
}

/// The slider, and what lets it run.
#[component]
fn Slider(way: Way) -> impl IntoView {
    let live = use_live();
    let place = move || way.steps() - way.off.get();
    let on_input = move |event: Event| {
        way.pause();
        if let Ok(place) = event_target_value(&event).parse::<usize>() {
            way.go(way.steps().saturating_sub(place));
        }
    };
    let said = move || way.entries.with(|entries| as_of(entries.as_deref().unwrap_or_default(), way.off.get()));
    // Said when the hand rests, not at each step on the way; and only then more is put before the beginning.
    let on_change = move |_: Event| {
        live.announce(said());
        if place() == 0 {
            way.bring_more();
        }
    };
    let is_playing = move || way.playing.with(Option::is_some);
    let label = Signal::derive(move || if is_playing() { past::PAUSE } else { past::PLAY }.to_owned());
    let on_press = move || if is_playing() { way.pause() } else { way.play() };
    view! {
        <div class="look-back-bar">
            <Button label on_press />
            <input type="range" min="0" max=move || way.steps() prop:value=place aria-label=past::SLIDER aria-valuetext=said
                on:input=on_input on:change=on_change />
            <span>{said}</span>
        </div>
    }
}

/// When the board stood so: after which entry.
fn as_of(entries: &[Entry], off: usize) -> String {
    match entries.get(off) {
        _ if off == 0 => past::NOW.to_owned(),
        Some(entry) => past::as_of(&en::moment(entry.at)),
        None => past::BEFORE_ALL.to_owned(),
    }
}

/// What happened, each with the way to the board as it stood then.
#[component]
fn Happened(way: Way) -> impl IntoView {
    let row = move |(off, entry): (usize, Entry)| {
        Row::new(entry.seq.to_string(), move || view! { <HappenedRow way off entry /> })
    };
    let rows = move || {
        let entries = way.entries.get().unwrap_or_default();
        entries.into_iter().enumerate().map(row).collect::<Vec<_>>()
    };
    let on_scroll = move |event: Event| {
        let list: HtmlElement = event_target(&event);
        if list.scroll_top().saturating_add(list.client_height()).saturating_add(NEAR_PX) > list.scroll_height() {
            way.bring_more();
        }
    };
    let older =
        move || way.next.get().map(|_| view! { <Button label=en::history::SHOW_OLDER on_press=move || way.bring() /> });
    view! { <ol class="look-back-list" on:scroll=on_scroll><Rows rows /></ol>{older} }
}

/// An entry in words.
pub struct EntryTold {
    /// Whose it is.
    pub who: String,
    /// What they did, to be read after their name.
    pub what: String,
    /// The account that it is about; empty where it is about none.
    pub account: String,
}

impl EntryTold {
    /// As it is read beside these records.
    pub fn of(model: &Model, entry: &Entry) -> Self {
        let name = |person: PersonId| name_of(model.people.get(&person));
        let account = entry.changes.iter().find_map(|change| model.accounts.get(&change.account?));
        // What turned into what is not told here, so no account is called by name in it.
        let house = House { name: &name, account: &|_| String::new(), currency: model.base_currency() };
        let words = en::history::entry(entry, &house);
        let column = |id: BoardColumnId| model.columns.get(&id).map(|column| column.name.clone());
        let what = en::team_boards::happened(entry, &column).unwrap_or(words.what);
        let with_file = entry.changes.iter().filter(|change| came_with_file(change)).count();
        let account = match with_file {
            0 => account.map(|account| account.name.clone()).unwrap_or_default(),
            many => en::accounts(many),
        };
        Self { who: name(entry.actor), what, account }
    }
}

#[component]
fn HappenedRow(way: Way, off: usize, entry: Entry) -> impl IntoView {
    let (at, EntryTold { who, what, account }) = (entry.at, use_workspace().read(|model| EntryTold::of(model, &entry)));
    let is_here = move || (way.off.get() == off).then_some("step");
    let on_click = move |_| {
        way.pause();
        way.go(off);
    };
    view! {
        <li>
            <button type="button" aria-current=is_here on:click=on_click>
                <b>{account}</b><span>{who}" "{what}</span><time>{en::moment(at)}</time>
            </button>
        </li>
    }
}
