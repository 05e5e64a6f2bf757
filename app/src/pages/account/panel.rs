//! An account beside a board: what is looked up and changed in passing, without leaving the board. It is the account's page in small,
//! of the same parts. The board goes on beside it; on a phone it covers the board as a sheet.

use leptos::{
    ev::{Event, KeyboardEvent},
    html,
    prelude::*,
    wasm_bindgen::JsCast,
};
use send_wrapper::SendWrapper;

use domain::{account::Account, ids::AccountId};

use super::{State, edit_dialog::EditDialog, facts::Facts, history::History, no_edit, notes::Notes, use_state};
use crate::{
    client::use_workspace,
    paths,
    ui::{
        Button, ButtonLink, ButtonShape, ButtonTone, Empty,
        listen::{Listen, Listening, target_of},
        side::show_while,
    },
    views::{board::hand::Hand, first_part::use_first_part, shape::Shape},
    words::en,
};

/// Where keys mean something else than in the panel itself.
const OTHER_WORK: &str = "dialog.dialog, input, textarea, select, [popover]";

/// The panel.
#[component]
pub fn AccountPanel(
    /// Which account is open.
    opened: Memo<Option<AccountId>>,
    /// Opens another one, or none.
    go: Callback<Option<AccountId>>,
    /// What is in hand on the board.
    hand: Hand,
) -> impl IntoView {
    let workspace = use_workspace();
    let node = NodeRef::<html::Dialog>::new();
    let was_sent = use_first_part().is_some() && opened.get_untracked().is_some();
    show_while(node, Memo::new(move |_| opened.with(Option::is_some)));
    let close = Callback::new(move |()| {
        let Some(card) = opened.get_untracked() else { return };
        go.run(None);
        if let Some(drag) = hand.drag.get_value() {
            drag.land(card.to_string());
        }
    });
    let step = Callback::new(move |after: bool| {
        let Some(next) = opened.get_untracked().and_then(|id| workspace.beside(id, after)) else { return };
        go.run(Some(next));
        if let Some(drag) = hand.drag.get_value() {
            drag.show(next.to_string());
        }
    });
    listen_to_keys(opened, close, step);
    let name = move || {
        let id = opened.get()?;
        workspace.look(|model| model.accounts.get(&id).map(|account| account.name.clone()))
    };
    let on_cancel = move |event: Event| {
        event.prevent_default();
        close.run(());
    };
    let on_close = move |_| {
        if node.get_untracked().is_some_and(|dialog| !dialog.open()) {
            close.run(());
        }
    };
    view! {
        <dialog class="card-panel" open=was_sent aria-label=name node_ref=node on:cancel=on_cancel on:close=on_close>
            <PanelTools opened close step />
            {move || opened.get().map(|id| view! { <OpenAccount id /> })}
        </dialog>
    }
}

/// Escape closes it, in the panel and on the board; in the panel arrows lead along the column.
fn listen_to_keys(opened: Memo<Option<AccountId>>, close: Callback<()>, step: Callback<bool>) {
    let heard = move |event: Event| {
        let Ok(event) = event.dyn_into::<KeyboardEvent>() else { return };
        let modified = event.ctrl_key() || event.meta_key() || event.alt_key() || event.shift_key();
        if opened.get_untracked().is_none() || event.default_prevented() || modified {
            return;
        }
        let within = |selector: &str| target_of(&event, selector).is_some();
        let is_free = within(".card-panel") && !within(OTHER_WORK);
        match event.key().as_str() {
            "Escape" if within(".card-panel, [data-card]") && !within("dialog.dialog, [popover]") => close.run(()),
            "ArrowRight" if is_free => step.run(true),
            "ArrowLeft" if is_free => step.run(false),
            _ => return,
        }
        event.prevent_default();
    };
    Effect::new(move |_| {
        let listening = SendWrapper::new(Listening::on(&document(), "keydown", Listen::Active, heard));
        on_cleanup(move || drop(listening));
    });
}

/// The ways on from an account: to its neighbours on the board, to its page, and back.
#[component]
fn PanelTools(opened: Memo<Option<AccountId>>, close: Callback<()>, step: Callback<bool>) -> impl IntoView {
    let workspace = use_workspace();
    let at_end = move |after: bool, words: &'static str| {
        Signal::derive(move || {
            opened.get().and_then(|id| workspace.beside(id, after)).is_none().then(|| words.to_owned())
        })
    };
    let (first, last) = (at_end(false, en::account::FIRST_CARD), at_end(true, en::account::LAST_CARD));
    let href = Signal::derive(move || opened.get().map(paths::account).unwrap_or_default());
    view! {
        <div class="panel-tools">
            <Button label=en::account::CARD_BEFORE icon="chevron-left" shape=ButtonShape::IconOnly tone=ButtonTone::Quiet keys="←" why_not=first on_press=move |()| step.run(false) />
            <Button label=en::account::CARD_AFTER icon="chevron-right" shape=ButtonShape::IconOnly tone=ButtonTone::Quiet keys="→" why_not=last on_press=move |()| step.run(true) />
            <ButtonLink href label=en::account::WHOLE_PAGE icon="external-link" tone=ButtonTone::Quiet />
            <Button label=en::CLOSE icon="x" shape=ButtonShape::IconOnly tone=ButtonTone::Quiet on_press=close />
        </div>
    }
}

/// The account, as soon as it is in hand.
#[component]
fn OpenAccount(id: AccountId) -> impl IntoView {
    let workspace = use_workspace();
    let is_fresh = use_first_part().is_some() && workspace.opened(id).is_some();
    let state = use_state(id, is_fresh, false);
    let account = workspace.account(id);
    move || match state.get() {
        State::There => view! { <PanelHead id account /><Facts id account /><Notes id /><History id /> }.into_any(),
        State::Missing => view! { <Empty title=en::account::NOT_THERE small=true /> }.into_any(),
        State::Waiting => view! { <Shape lines=6 /> }.into_any(),
    }
}

#[component]
fn PanelHead(id: AccountId, account: Memo<Option<Account>>) -> impl IntoView {
    let workspace = use_workspace();
    let editing = RwSignal::new(false);
    let heading = NodeRef::<html::H2>::new();
    // What had the focus may have gone with the account that was open before.
    Effect::new(move |_| {
        let is_lost = document().active_element().is_none_or(|active| active.tag_name() == "BODY");
        if let Some(heading) = heading.get().filter(|_| is_lost) {
            let _ = heading.focus();
        }
    });
    let field = move |read: fn(&Account) -> &str| {
        move || account.with(|account| account.as_ref().map(|account| read(account).to_owned()).unwrap_or_default())
    };
    let about = [field(Account::own_reference), field(|account| &account.country), field(|account| &account.segment)]
        .map(|text| view! { <span hidden=move || text().is_empty()>{text}</span> });
    view! {
        <header class="account-head">
            <div>
                // Here the focus goes as the panel opens.
                <h2 tabindex="-1" autofocus=true node_ref=heading>{field(|account| &account.name)}</h2>
                <p class="meta">{about.collect_view()}</p>
            </div>
            <Button
                label=en::account::EDIT icon="pencil" tone=ButtonTone::Quiet why_not=no_edit(workspace, id)
                on_press=move || editing.set(true)
            />
        </header>
        <EditDialog id open=editing />
    }
}
