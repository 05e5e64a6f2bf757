//! A row of the list, and the one menu that serves all of them.

use leptos::{ev::MouseEvent, prelude::*, wasm_bindgen::JsCast};

use domain::{
    account::AssignAccount,
    command::Command,
    day::Day,
    field::Field,
    ids::{AccountId, PersonId},
    model::Model,
    placement::{Stage, standing},
    trailing::LONG_QUIET_DAYS,
};

use crate::{
    client::{use_workspace, workspace::account_key},
    paths,
    ui::{Icon, Menu, MenuItem, MenuState, use_toasts},
    views::{
        assign_dialog::AssignDialog,
        board::{
            move_dialog::MoveDialog,
            moving::{Aim, move_all, words_of},
        },
        person_chip::PersonChip,
        stage_word::StageWord,
        steps::toast_with_undo,
    },
    words::en,
};

/// What a row says, ready to be read.
#[derive(Clone, Debug, Default, PartialEq)]
struct Line {
    name: String,
    reference: String,
    country: String,
    segment: String,
    owner: Option<PersonId>,
    stage: Option<Stage>,
    next_step: String,
    due: Option<Day>,
    /// How long it is without a document.
    quiet: String,
    is_quiet: bool,
    revenue: String,
    is_minus: bool,
}

impl Line {
    fn of(model: &Model, id: AccountId, today: Day) -> Self {
        let Some(account) = model.accounts.get(&id) else { return Self::default() };
        let currency = model.base_currency();
        let to = model.workspace.as_ref().map_or(today, |workspace| workspace.reports_to(today));
        let quiet_days = model.trailing.get(&id).and_then(|figure| figure.quiet_days(to));
        let revenue_minor = model.revenue_ttm_minor(id);
        Self {
            name: account.name.clone(),
            reference: account.own_reference().to_owned(),
            country: account.country.clone(),
            segment: account.segment.clone(),
            owner: account.owner,
            stage: standing(model, id, today).map(|placement| placement.cell),
            next_step: account.next_step.clone(),
            due: account.next_step_day,
            quiet: en::trend::since(quiet_days),
            is_quiet: quiet_days.is_some_and(|days| days >= LONG_QUIET_DAYS),
            revenue: en::money_short(revenue_minor, currency),
            is_minus: revenue_minor < 0,
        }
    }
}

/// One account of the list.
#[component]
pub fn AccountRow(
    /// Which.
    id: AccountId,
    /// The menu of all rows.
    menu: RowMenu,
) -> impl IntoView {
    let workspace = use_workspace();
    let today = workspace.viewer().day;
    let line = workspace.watch(account_key(id), move |model| Line::of(model, id, today));
    let text = move |read: fn(&Line) -> &String| move || line.with(|line| read(line).clone());
    let owner = Memo::new(move |_| line.with(|line| line.owner));
    let stage = Memo::new(move |_| line.with(|line| line.stage));
    let due = move || line.with(|line| line.due.map(|day| en::day_near(day, today)));
    let is_quiet = move || line.with(|line| line.is_quiet);
    let is_late = move || line.with(|line| line.due.is_some_and(|day| day < today));
    view! {
        <tr role="row">
            <td role="cell" class="first">
                <a href=paths::account(id)>{text(|line| &line.name)}</a>" "
                <span class="reference">{text(|line| &line.reference)}</span>
            </td>
            <td role="cell">{move || view! { <PersonChip person=owner.get() /> }}</td>
            <td role="cell" class="under">{move || view! { <StageWord stage=stage.get() /> }}</td>
            <td role="cell">{text(|line| &line.country)}</td>
            <td role="cell">{text(|line| &line.segment)}</td>
            <td role="cell" class="under-end" title=text(|line| &line.next_step)>
                <span class="due" class:late=is_late>{due}</span>" "
                <span class="next-step">{text(|line| &line.next_step)}</span>
            </td>
            <td role="cell"><span class="due" class:late=is_quiet>{text(|line| &line.quiet)}</span></td>
            <td role="cell" class="num last" class:minus=move || line.with(|line| line.is_minus)>{text(|line| &line.revenue)}</td>
            <td role="cell" class="row-more"><MoreButton id line menu /></td>
        </tr>
    }
}

#[component]
fn MoreButton(id: AccountId, line: Memo<Line>, menu: RowMenu) -> impl IntoView {
    let on_click = move |event: MouseEvent| {
        if let Some(button) = event.current_target().and_then(|target| target.dyn_into().ok()) {
            menu.chosen.set(Some(id));
            menu.state.open_at(&button);
        }
    };
    let label = move || line.with(|line| en::more_about(&line.name));
    view! {
        <button class="button quiet icon-only" type="button" aria-haspopup="true" aria-label=label on:click=on_click>
            <Icon name="ellipsis" />
        </button>
    }
}

/// The menu of all rows: one element, opened beside whichever row asks.
#[derive(Clone, Copy)]
pub struct RowMenu {
    state: MenuState,
    chosen: RwSignal<Option<AccountId>>,
    assigned: RwSignal<Option<AccountId>>,
    moved: RwSignal<Vec<AccountId>>,
}

impl RowMenu {
    /// A menu that is closed.
    pub fn new() -> Self {
        Self {
            state: MenuState::new(),
            chosen: RwSignal::new(None),
            assigned: RwSignal::new(None),
            moved: RwSignal::new(Vec::new()),
        }
    }

    /// The menu and the dialogs that it opens; stands once, beside the table.
    pub fn view(self) -> impl IntoView {
        view! { <RowMenuView menu=self /> }
    }
}

#[component]
fn RowMenuView(menu: RowMenu) -> impl IntoView {
    let workspace = use_workspace();
    let toasts = use_toasts();
    let href = Signal::derive(move || menu.chosen.get().map(paths::account).unwrap_or_default());
    let no_assign = Signal::derive(move || {
        let account = menu.chosen.get()?;
        // To hand it to nobody is the least that assigning can mean.
        let was = workspace.look(|model| model.accounts.get(&account).and_then(|account| account.owner));
        let command = Command::AssignAccount(AssignAccount { account, owner: None, was });
        workspace.why_not(command).as_ref().map(en::rejection)
    });
    let on_assign = move |()| menu.assigned.set(menu.chosen.get_untracked());
    let on_place = move |()| menu.moved.set(menu.chosen.get_untracked().into_iter().collect());
    let on_move = Callback::new(move |(accounts, aim): (Vec<AccountId>, Aim)| {
        if let Some(name) = move_all(workspace, &accounts, &aim, None).first() {
            toast_with_undo(workspace, toasts, en::moved_one(name, &words_of(workspace, aim.fields, &aim.to)));
        }
    });
    view! {
        <Menu id="row-menu" label=en::accounts::ROW_MENU state=menu.state>
            <MenuItem label=en::accounts::OPEN icon="external-link" href />
            <MenuItem label=en::MOVE_TO icon="move-right" on_choose=on_place />
            <MenuItem label=en::accounts::ASSIGN_TO icon="user-plus" why_not=no_assign on_choose=on_assign />
        </Menu>
        <MoveDialog fields=Field::Relationship.into() accounts=menu.moved on_move />
        <AssignDialog account=menu.assigned />
    }
}
