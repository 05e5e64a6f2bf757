//! Changing a family or a product.

use leptos::{ev::SubmitEvent, prelude::*};

use domain::{
    catalogue::{Product, ProductFamily},
    keep::{Ruled, Wish},
    rejection::Rejection,
};

use super::{Told, keep, quick_add::is_of_code};
use crate::{
    client::{Workspace, use_workspace},
    ui::{Button, ButtonTone, Choice, Field, Picker, Tick, Toasts, use_toasts},
    words::en::{self, catalogue as words},
};

/// What is changed, as it stood when the dialog opened.
#[derive(Clone, Debug, PartialEq)]
pub enum Edited {
    /// A family.
    Family(ProductFamily),
    /// A product.
    Product(Product),
}

/// What is being written.
#[derive(Clone, Copy)]
struct Draft {
    name: RwSignal<String>,
    code: RwSignal<String>,
    family: RwSignal<String>,
    archived: RwSignal<bool>,
}

impl Draft {
    fn of(edited: &Edited) -> Self {
        let (name, code, family, archived) = match edited {
            Edited::Family(one) => (&one.name, &one.code, String::new(), one.archived),
            Edited::Product(one) => (&one.name, &one.code, one.family.to_string(), one.archived),
        };
        Self {
            name: RwSignal::new(name.clone()),
            code: RwSignal::new(code.clone()),
            family: RwSignal::new(family),
            archived: RwSignal::new(archived),
        }
    }

    fn save(self, workspace: Workspace, toasts: Toasts, edited: &Edited) -> Result<(), Rejection> {
        let viewer = workspace.viewer();
        let (name, code) = (self.name.get_untracked(), self.code.get_untracked());
        let archived = self.archived.get_untracked();
        let (wish, name) = match edited {
            Edited::Family(before) => {
                let after = ProductFamily { name, code, archived, ..before.clone() }.settled(&viewer)?;
                (Wish::of_edit(before, &after), after.name)
            }
            Edited::Product(before) => {
                let family = self.family.with_untracked(|id| id.parse().unwrap_or(before.family));
                let after = Product { family, name, code, archived, ..before.clone() }.settled(&viewer)?;
                (Wish::of_edit(before, &after), after.name)
            }
        };
        keep(workspace, toasts, wish, &name)
    }
}

/// The form in its dialog.
#[component]
pub fn EditForm(
    /// The catalogue.
    told: Told,
    /// What is changed; none closes the dialog.
    opened: RwSignal<Option<Edited>>,
) -> impl IntoView {
    let workspace = use_workspace();
    let toasts = use_toasts();
    let Some(edited) = opened.get_untracked() else { return ().into_any() };
    let draft = Draft::of(&edited);
    let refused = RwSignal::new(None::<Rejection>);
    let families: Vec<Choice> = told.with_untracked(|told| {
        told.families.iter().map(|family| Choice::new(family.id.to_string(), family.name.clone())).collect()
    });
    let is_product = matches!(edited, Edited::Product(_));
    let on_submit = move |event: SubmitEvent| {
        event.prevent_default();
        match draft.save(workspace, toasts, &edited) {
            Ok(()) => opened.set(None),
            Err(reason) => refused.set(Some(reason)),
        }
    };
    let error = move |of_code: bool| {
        let is_of = move |reason: &&Rejection| is_of_code(reason) == of_code;
        Signal::derive(move || refused.with(|reason| reason.as_ref().filter(is_of).map(en::rejection)))
    };
    let write = |text: RwSignal<String>| move |written: String| text.set(written);
    let Draft { name, code, family, archived } = draft;
    let family = is_product.then(|| {
        view! { <Picker id="edit-family" label=words::FAMILY choices=families value=family on_choose=write(family) /> }
    });
    view! {
        <form class="fields" on:submit=on_submit>
            <Field id="edit-name" label=words::NAME value=name on_input=write(name) error=error(false) required=true />
            <Field id="edit-code" label=words::CODE hint=words::CODE_HINT value=code on_input=write(code) error=error(true) />
            {family}
            <Tick id="edit-archived" label=words::ARCHIVED checked=archived on_change=move |is| archived.set(is) />
            <footer>
                <Button label=en::CANCEL on_press=move || opened.set(None) />
                <Button label=en::SAVE tone=ButtonTone::Primary submit=true />
            </footer>
        </form>
    }
    .into_any()
}
