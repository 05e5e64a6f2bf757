//! The accounts that are drawn on a model one by one: a card or a point each, solid where it stands, a ghost where the figures put one that
//! stands elsewhere. Only so many of a cell are drawn so; the rest is dots of one drawing, and all of them are listed in the cell itself.

use std::sync::Arc;

use leptos::prelude::*;

use domain::{
    field::{Field, Slot},
    ids::AccountId,
    set::SetOf,
};

use super::{
    asked::Drawn as DrawnAs,
    desk::{Desk, title_of},
    diagonal::Fan,
    model::Drawn,
    moved::Stood,
    spot::{Plan, percent, spot},
    standing::{InCell, OnOneModel, Sign, Standing, place_of},
};
use crate::{
    client::Workspace,
    ui::rect::Point,
    views::{board::legend, reporting},
    wire::models_board::{ModelColumns, ModelSums, ModelsBoard},
    words::en::{self, models_board as words},
};

/// Up to how many accounts are drawn with their names where nobody asked for anything else.
const CARDS_MOST: usize = 40;
/// How many accounts of a cell are drawn one by one: with their names, and as points; on the right of a model that is shown alone.
const CARDS: (usize, usize) = (6, 24);
const POINTS: (usize, usize) = (24, 80);
/// How many accounts of a cell are named beside a plane on which they have no place.
const BESIDE: usize = 8;
/// How many ghosts of a cell are drawn.
const GHOSTS: usize = 12;
/// How many dots more of a cell.
const DOTS: usize = 1_500;

/// An account that is drawn.
#[derive(Clone, Debug, PartialEq)]
pub struct Mark {
    /// Which.
    pub account: AccountId,
    /// What it is called.
    pub name: String,
    /// What it brought.
    pub sum: String,
    /// How it came to stand there.
    pub sign: Sign,
    /// What the cell is called in which the figures put it, or, of a ghost, in which it stands.
    pub elsewhere: Option<String>,
    /// How it leans away from a balance, as the model calls it.
    pub leans: Option<String>,
    /// Where in its cell; none: beside the plane.
    pub at: Option<Point>,
    /// How large: a class.
    pub size: &'static str,
    /// Its colour: a class.
    pub hue: Option<&'static str>,
}

/// What of a cell is drawn.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct InBox {
    /// Accounts one by one.
    pub marks: Vec<Mark>,
    /// Ghosts.
    pub ghosts: Vec<Mark>,
    /// How many more there are.
    pub more: usize,
}

/// What of a model is drawn where.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Marks {
    /// Whether accounts are points.
    pub as_points: bool,
    /// By cell.
    pub boxes: Vec<InBox>,
    /// Lines from solid marks to their ghosts, over the whole.
    pub lines: Vec<(Point, Point)>,
    /// Lines to marks from where they stood on the day since which moves are told, over the whole.
    pub drift: Vec<(Point, Point)>,
    /// Where the marks are, over the whole.
    pub near: Vec<Point>,
    /// Where those are that have none.
    pub rest: Vec<Point>,
}

/// What names an account on one model of several, for the drag.
pub fn key_of(model: &str, account: AccountId) -> String {
    format!("{model}:{account}")
}

/// The account that such a name is of.
pub fn account_of(key: &str) -> Option<AccountId> {
    key.rsplit(':').next()?.parse().ok()
}

/// The most axes of a model that place an account.
const AXES: usize = 3;

/// Where in what is free of a cell the account of a place is drawn, by the columns of its model; none: beside the plane.
pub fn spot_of(
    columns: Option<&ModelColumns>,
    sums: &ModelSums,
    plan: &Plan,
    cell: usize,
    place: usize,
) -> Option<Point> {
    let mut values = [None; AXES];
    for (value, axis) in values.iter_mut().zip(columns.iter().flat_map(|columns| &columns.point)) {
        *value = axis.get(place).copied().flatten();
    }
    spot(&sums.model, plan, cell, &values, place)
}

/// Where the accounts stand, as it is seen from one model: the same as long as nothing of that model is another.
#[derive(Clone)]
struct Seen {
    standing: Arc<Standing>,
    at: usize,
}

impl PartialEq for Seen {
    fn eq(&self, other: &Self) -> bool {
        self.standing.is_drawn_as(&other.standing, self.at)
    }
}

/// What is looked at while marks are made.
struct Maker<'a> {
    board: &'a ModelsBoard,
    standing: &'a Standing,
    on: &'a OnOneModel,
    sums: &'a ModelSums,
    plan: &'a Plan,
    /// The model's columns on the board.
    columns: Option<&'a ModelColumns>,
    /// Its columns on the board of the day since which moves are told, and where the accounts stood then.
    earlier: Option<(&'a ModelsBoard, &'a Stood)>,
    workspace: Workspace,
    colour: Option<Field>,
    colours: &'a [(Slot, &'static str)],
    /// Whether they are drawn as large as what they brought.
    is_sized: bool,
}

impl Marks {
    /// What of a model is drawn, as the board changes: what was drawn until its turn has come, at first nothing.
    pub fn of_model(
        desk: Desk,
        at: usize,
        sums: StoredValue<Arc<ModelSums>>,
        plan: StoredValue<Plan>,
        is_alone: bool,
    ) -> Memo<Arc<Self>> {
        let looked = Memo::new(move |_| desk.asked.with(|asked| (asked.colour, asked.drawn, asked.account)));
        // What changed on another model does not draw this one anew.
        let seen = Memo::new(move |_| desk.standing.get().map(|standing| Seen { standing, at }));
        Memo::new(move |before: Option<&Arc<Self>>| {
            if !desk.turns.has_come(at) {
                return before.cloned().unwrap_or_default();
            }
            let standing = seen.get().map(|seen| seen.standing);
            let (colour, drawn, pinned) = looked.get();
            // Colours are by what the directory knows.
            let is_here = colour.is_some() && desk.workspace.directory.get();
            let told = standing.as_ref().and_then(|standing| {
                let (board, on) = (standing.board.as_deref()?, standing.models.get(at)?);
                let workspace = desk.workspace;
                let today = workspace.viewer().day;
                let colours = colour.filter(|_| is_here);
                let colours = colours.map(|field| workspace.read(|model| legend::colours_of(model, field, today)));
                let colours = colours.unwrap_or_default();
                let (sums, plan) = (sums.get_value(), plan.get_value());
                let (earlier, stood) = (desk.earlier.get(), desk.stood.get());
                let earlier = earlier.as_deref().zip(stood.as_ref().and_then(|stood| stood.get(at)));
                let many = standing.count > CARDS_MOST || earlier.is_some();
                // On a diagonal all who have a place are where their values are.
                let as_points = plan.diagonal.is_some() || drawn.map_or(many, |drawn| drawn != DrawnAs::Cards);
                let (sums, plan, colours, columns) = (&*sums, &plan, colours.as_slice(), board.model(&sums.model.id));
                let is_sized = drawn != Some(DrawnAs::Alike);
                let maker =
                    Maker { board, standing, on, sums, plan, columns, earlier, workspace, colour, colours, is_sized };
                Some(maker.all(as_points, is_alone, pinned.and_then(|account| board.place(account))))
            });
            Arc::new(told.unwrap_or_default())
        })
    }
}

/// The way of the account that is looked at from cell to cell of a model, up to where it stands; none where it never stood elsewhere.
pub fn path_of(desk: Desk, at: usize, sums: StoredValue<Arc<ModelSums>>, plan: StoredValue<Plan>) -> Memo<Vec<Point>> {
    let chosen = Memo::new(move |_| desk.asked.with(|asked| asked.account));
    let path = move || {
        let standing = desk.standing.get()?;
        let (board, on) = (standing.board.as_deref()?, standing.models.get(at)?);
        let place = board.place(chosen.get()?)?;
        let (sums, plan) = (sums.get_value(), plan.get_value());
        let columns = board.model(&sums.model.id);
        let mut way: Vec<usize> = desk.path.with(|path| {
            let cells = path.iter().find(|(model, _)| *model == sums.model.id).map(|(_, cells)| cells.as_slice());
            cells.unwrap_or_default().iter().filter_map(|cell| place_of(&sums, cell)).collect()
        });
        way.extend(on.one(place).cell());
        way.dedup();
        let spot = |cell: usize| plan.in_whole(cell, spot_of(columns, &sums, &plan, cell, place)?);
        (way.len() > 1).then(|| way.into_iter().filter_map(spot).collect())
    };
    Memo::new(move |_| path().unwrap_or_default())
}

impl Maker<'_> {
    fn all(&self, as_points: bool, is_alone: bool, pinned: Option<usize>) -> Marks {
        let most = if as_points { POINTS } else { CARDS };
        let most = if is_alone { most.1 } else { most.0 };
        let mut marks = Marks { as_points, ..Marks::default() };
        for (cell, found) in self.on.cells.iter().enumerate() {
            let mut in_box = InBox::default();
            let (mut on, mut beside) = (0..most, 0..BESIDE);
            let mut fan = Fan::default();
            for place in found.members.iter().copied().take(most + DOTS) {
                let spot = self.spot(cell, place);
                let turn = if spot.is_some() { on.next() } else { beside.next() };
                let is_drawn = turn.is_some() || Some(place) == pinned;
                let has_fan = is_drawn && self.plan.diagonal.is_some();
                let at = spot.map(|at| if has_fan { fan.place(at) } else { at });
                let whole = at.and_then(|at| self.plan.in_whole(cell, at));
                if !is_drawn {
                    marks.rest.extend(whole);
                    continue;
                }
                marks.near.extend(whole);
                marks.drift.extend(self.stood_at(cell, place).zip(whole));
                if let Some(ends) = self.on.one(place).elsewhere().and_then(|ghost| self.ghost_at(ghost, place)) {
                    marks.lines.extend(whole.map(|from| (from, ends)));
                }
                in_box.marks.push(self.mark(place, at));
            }
            in_box.more = found.members.len().saturating_sub(in_box.marks.len());
            in_box.ghosts = self.ghosts(cell, found);
            marks.boxes.push(in_box);
        }
        marks
    }

    fn ghosts(&self, cell: usize, found: &InCell) -> Vec<Mark> {
        let ghost = |place: &usize| {
            let stands = self.on.one(*place).cell().and_then(|at| self.sums.cells.get(at));
            let elsewhere = stands.map(|sum| title_of(self.sums, &sum.cell));
            Mark { elsewhere, ..self.mark(*place, self.spot(cell, *place)) }
        };
        found.ghosts.iter().take(GHOSTS).map(ghost).collect()
    }

    /// Where a ghost is, if it is drawn.
    fn ghost_at(&self, cell: usize, place: usize) -> Option<Point> {
        let is_drawn = self.on.cells.get(cell)?.ghosts.iter().take(GHOSTS).any(|ghost| *ghost == place);
        self.plan.in_whole(cell, self.spot(cell, place)?).filter(|_| is_drawn)
    }

    /// Where one stood that stands in another cell now.
    fn stood_at(&self, cell: usize, place: usize) -> Option<Point> {
        let (earlier, stood) = self.earlier?;
        let from = stood.get(place).copied().flatten().flatten().filter(|from| *from != cell)?;
        let then = earlier.place(*self.board.accounts.id.get(place)?)?;
        let columns = earlier.model(&self.sums.model.id);
        self.plan.in_whole(from, spot_of(columns, self.sums, self.plan, from, then)?)
    }

    fn spot(&self, cell: usize, place: usize) -> Option<Point> {
        spot_of(self.columns, self.sums, self.plan, cell, place)
    }

    /// How the account of a place leans. They are told by place, so that it is found by halves.
    fn leaning(&self, place: usize) -> Option<String> {
        let columns = self.columns?;
        let found = columns.leans.binary_search_by_key(&place, |(of, _)| *of).ok()?;
        let (_, leaning) = columns.leans.get(found)?;
        let id = columns.leanings.get(*leaning)?;
        self.sums.model.leanings.iter().find(|leaning| leaning.id == *id).map(|leaning| leaning.title.clone())
    }

    fn mark(&self, place: usize, at: Option<Point>) -> Mark {
        let accounts = &self.board.accounts;
        let account = accounts.id.get(place).copied().unwrap_or_default();
        let minor = accounts.revenue_ttm_minor.get(place).copied().unwrap_or_default();
        let one = self.on.one(place);
        let elsewhere = one.elsewhere().and_then(|at| self.sums.cells.get(at));
        Mark {
            account,
            name: accounts.name.get(place).cloned().unwrap_or_default(),
            sum: en::money_short(minor, reporting::currency()),
            sign: one.sign(),
            elsewhere: elsewhere.map(|sum| title_of(self.sums, &sum.cell)),
            leans: self.leaning(place),
            at: at.map(|at| self.plan.in_cell(at)),
            size: if self.is_sized { size_of(minor, self.standing.largest_minor) } else { ALIKE },
            hue: self.colour.and_then(|field| self.hue(field, account)),
        }
    }

    fn hue(&self, field: Field, account: AccountId) -> Option<&'static str> {
        let today = self.workspace.viewer().day;
        let slot = self.workspace.read(|model| {
            let account = model.accounts.get(&account)?;
            field.slots_of(model, account, today).into_iter().next()
        })?;
        let found = self.colours.iter().find(|(known, _)| *known == slot).map(|(_, class)| *class);
        Some(found.unwrap_or(legend::OTHER))
    }
}

/// How large a point is where all are alike.
const ALIKE: &str = "size-2";

/// How large a point is: its ground grows with what the account brought.
fn size_of(minor: i64, largest: i64) -> &'static str {
    let part = |above: i64| i128::from(minor) * 100 >= i128::from(largest) * i128::from(above);
    match () {
        () if minor <= 0 || largest <= 0 => "size-0",
        () if part(64) => "size-5",
        () if part(36) => "size-4",
        () if part(16) => "size-3",
        () if part(4) => "size-2",
        () => "size-1",
    }
}

/// The class that says how an account came to stand there, and the words for it.
fn sign_of(sign: Sign) -> (&'static str, &'static str) {
    match sign {
        Sign::Confirmed => ("confirmed", words::SIGN_CONFIRMED),
        Sign::Placed => ("placed", words::SIGN_PLACED),
        Sign::Computed => ("computed", words::SIGN_COMPUTED),
    }
}

/// How far from the left and from the top, for the styles.
fn place_in(at: Option<Point>) -> (Option<String>, Option<String>) {
    (at.map(|at| percent(at.x)), at.map(|at| percent(at.y)))
}

/// An account on a model.
#[component]
pub fn MarkRow(desk: Desk, drawn: Drawn, mark: Mark, position: usize, count: usize) -> impl IntoView {
    let account = mark.account;
    let key = drawn.sums.with_value(|sums| key_of(&sums.model.id, account));
    let (sign, sign_words) = sign_of(mark.sign);
    let label = words::drawn(&mark.name, &mark.sum, sign_words, mark.leans.as_deref(), mark.elsewhere.as_deref());
    let class = ["mark ", sign, " ", mark.size, if mark.at.is_none() { " beside" } else { "" }].concat();
    let (left, top) = place_in(mark.at);
    let dot = ["mark-dot ", mark.hue.unwrap_or("")].concat();
    let is_chosen = move || desk.chosen.with(|chosen| *chosen == Some(account));
    let is_selected = move || desk.selected.with(|selected: &SetOf<AccountId>| selected.contains(&account));
    let (drag, held, tab) = (drawn.drag, key.clone(), key.clone());
    let elsewhere = mark.elsewhere.map(|_| view! { <span class="mark-off" aria-hidden="true">"≠"</span> });
    view! {
        <li
            class=class data-card=key aria-posinset=position.to_string() aria-setsize=count.to_string() aria-label=label.clone() title=label
            tabindex=move || drag.tabindex(&tab, position)
            class:chosen=is_chosen class:selected=is_selected class:drag-source=move || drag.holds(&held)
            style:left=left style:top=top
        >
            <span class=dot></span>
            <span class="mark-name cut">{mark.name}</span>
            {elsewhere}
            <span class="mark-sum num">{mark.sum}</span>
        </li>
    }
}

/// A ghost: where the figures put an account that stands elsewhere.
#[component]
pub fn GhostRow(desk: Desk, mark: Mark) -> impl IntoView {
    let account = mark.account;
    let label = words::ghost(&mark.name, mark.elsewhere.as_deref().unwrap_or_default());
    let is_chosen = move || desk.chosen.with(|chosen| *chosen == Some(account));
    let class = ["mark ghost ", mark.size].concat();
    let (left, top) = place_in(mark.at);
    view! {
        <li
            class=class data-ghost=account.to_string() aria-label=label.clone() title=label class:chosen=is_chosen
            style:left=left style:top=top
        >
            <span class="mark-dot"></span>
            <span class="mark-name cut">{mark.name}</span>
        </li>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_account_has_a_name_on_each_model() {
        let account = AccountId(uuid::Uuid::from_u128(7));
        assert_eq!(account_of(&key_of("four_s", account)), Some(account));
        assert_eq!(account_of("four_s:soon"), None);
    }

    #[test]
    fn the_ground_of_a_point_grows_with_what_the_account_brought() {
        let sizes = [0, 1, 4, 16, 36, 64, 100].map(|minor| size_of(minor, 100));
        assert_eq!(sizes, ["size-0", "size-1", "size-2", "size-3", "size-4", "size-5", "size-5"]);
        assert_eq!(size_of(-5, -5), "size-0");
    }
}
