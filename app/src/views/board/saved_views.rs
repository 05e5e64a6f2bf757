//! Views that were kept: saving one, and finding it again.

use leptos::{prelude::*, task::spawn_local};

use domain::{
    command::Command,
    ids::{PersonId, SavedViewId},
    model::Model,
    order::sorted,
    saved_view::{EditView, RemoveView, SaveView, SavedView, ViewEdit},
};

use super::{
    asked::Asked,
    name_form::{Draft, NameForm},
};
use crate::{
    client::{Connection, boards::fetch_boards, device, use_workspace},
    ui::{Button, ButtonShape, ButtonTone, Row, Rows, use_toasts},
    views::steps::toast_with_undo,
    words::en,
};

/// Fetches the boards and views that people made as soon as the stream is open, and again when it was lost; from then on it keeps them.
/// Tells whether they are there.
pub fn use_boards() -> Signal<bool> {
    let workspace = use_workspace();
    let fetched = RwSignal::new(false);
    let is_live = Memo::new(move |_| workspace.connection.get() == Connection::Live);
    Effect::new(move |_| {
        if is_live.get() {
            spawn_local(async move {
                if fetch_boards(workspace, None).await.is_ok() {
                    // Whoever waited may have gone elsewhere by now.
                    fetched.try_set(true);
                }
            });
        }
    });
    fetched.into()
}

/// Whose something is, in words.
pub fn maker_words(model: &Model, viewer: PersonId, maker: PersonId, shared: bool) -> String {
    match (maker == viewer, shared) {
        (true, false) => en::team_boards::OWN.to_owned(),
        (true, true) => en::team_boards::YOURS_SHARED.to_owned(),
        (false, _) => {
            let name = model.people.get(&maker).map(|person| person.name.as_str());
            en::team_boards::by(name.unwrap_or(en::notice::A_COLLEAGUE))
        }
    }
}

/// The views by their names.
#[component]
pub fn ViewList(
    /// What opens the form of one of them, for those who may change it; without it they are links alone.
    #[prop(optional_no_strip)]
    on_edit: Option<Callback<SavedViewId>>,
    /// What stands there where there are none.
    nothing: &'static str,
) -> impl IntoView {
    let workspace = use_workspace();
    let viewer = workspace.viewer();
    let row = move |model: &Model, view: &SavedView| {
        let SavedView { id, name, address, maker, shared } = view.clone();
        let whose = maker_words(model, viewer.actor, maker, shared);
        let on_edit = on_edit.filter(|_| viewer.rights.may_edit_made(view.made()));
        Row::new(format!("{id} {name} {address} {whose}"), move || {
            let edit = on_edit.map(|on_edit| {
                let on_press = move || on_edit.run(id);
                view! { <Button label=en::team_boards::EDIT_VIEW icon="pencil" shape=ButtonShape::IconOnly tone=ButtonTone::Quiet on_press /> }
            });
            view! { <li><a href=address>{name}</a><span class="meta">{whose}</span>{edit}</li> }
        })
    };
    let rows = move || {
        workspace.look(|model| {
            let views = sorted(model.views.values(), &|a, b| a.name.cmp(&b.name).then(a.id.cmp(&b.id)));
            views.into_iter().map(|view| row(model, view)).collect::<Vec<_>>()
        })
    };
    let is_empty = Memo::new(move |_| workspace.look(|model| model.views.is_empty()));
    view! {
        <p class="faint" hidden=move || !is_empty.get()>{nothing}</p>
        <ul class="view-list" hidden=move || is_empty.get()><Rows rows /></ul>
    }
}

/// Saves what a board shows now, and lists what was saved.
#[component]
pub fn SaveViewForm(
    /// What the address asks for.
    asked: Memo<Asked>,
) -> impl IntoView {
    use_boards();
    let commands = Callback::new(move |draft: Draft| {
        let view = SavedViewId(device::fresh_id());
        let address = asked.with_untracked(Asked::path);
        vec![Command::SaveView(SaveView { view, name: draft.name, address, shared: draft.shared == Some(true) })]
    });
    let draft = Draft { shared: Some(false), ..Draft::default() };
    view! {
        <section class="view-saved">
            <h2>{en::team_boards::VIEWS}</h2>
            <ViewList nothing=en::team_boards::NO_VIEWS_HERE on_edit=None />
            <NameForm id="view" draft save=en::team_boards::SAVE_VIEW commands on_saved=Callback::new(|()| ()) on_cancel=None on_remove=None />
        </section>
    }
}

/// Changes what a view is called and whose it is, or removes it.
#[component]
pub fn EditViewForm(
    /// Which view.
    id: SavedViewId,
    /// It is done with.
    on_close: Callback<()>,
) -> impl IntoView {
    let workspace = use_workspace();
    let toasts = use_toasts();
    let before = workspace.read(|model| model.views.get(&id).cloned()).unwrap_or_default();
    let is_mine = before.maker == workspace.viewer().actor;
    let draft = Draft { name: before.name.clone(), shared: is_mine.then_some(before.shared), ..Draft::default() };
    let removed = en::team_boards::removed(&before.name, 0);
    let commands = Callback::new(move |draft: Draft| {
        let edits = [
            (draft.name.trim() != before.name).then_some(ViewEdit::Name(draft.name)),
            draft.shared.filter(|shared| *shared != before.shared).map(ViewEdit::Shared),
        ];
        edits.into_iter().flatten().map(|edit| Command::EditView(EditView { view: id, edit })).collect()
    });
    let on_remove = Callback::new(move |()| {
        if workspace.run_or_tell(Command::RemoveView(RemoveView { view: id })) {
            toast_with_undo(workspace, toasts, removed.clone());
        }
        on_close.run(());
    });
    view! {
        <NameForm id="view" draft save=en::SAVE commands on_saved=on_close on_cancel=Some(on_close) on_remove=Some(on_remove) />
    }
}
