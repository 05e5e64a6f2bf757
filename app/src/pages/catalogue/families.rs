//! Families of products, each with its products.

use leptos::prelude::*;

use domain::{
    catalogue::{Product, ProductFamily},
    ids::{ProductFamilyId, ProductId},
    keep::{Ruled, Wish},
    rejection::Rejection,
};

use super::{
    Told,
    edit_form::{EditForm, Edited},
    keep,
    quick_add::QuickAdd,
};
use crate::{
    client::{Workspace, device, terms::print, use_workspace},
    ui::{Button, ButtonShape, ButtonTone, Dialog, Empty, Icon, Row, Rows, Tag, Toasts, use_toasts},
    words::en::{self, catalogue as words},
};

/// The panel.
#[component]
pub fn Families(
    /// The catalogue.
    told: Told,
    /// Whether the viewer keeps it.
    may_edit: Memo<bool>,
) -> impl IntoView {
    let workspace = use_workspace();
    let toasts = use_toasts();
    let opened = RwSignal::new(None::<Edited>);
    let families = Memo::new(move |_| told.with(|told| told.families.clone()));
    let is_empty = Memo::new(move |_| families.with(Vec::is_empty));
    let row = move |family: ProductFamily| {
        Row::new(print(&family), move || view! { <FamilyPart family told may_edit opened /> })
    };
    let rows = move || families.get().into_iter().map(row).collect::<Vec<_>>();
    let add = Callback::new(move |(name, code): (String, String)| {
        let id = ProductFamilyId(device::fresh_id());
        add_family(workspace, toasts, ProductFamily { id, name, code, archived: false })
    });
    let title = move || match opened.with(|opened| matches!(opened, Some(Edited::Product(_)))) {
        true => words::EDIT_PRODUCT.to_owned(),
        false => words::EDIT_FAMILY.to_owned(),
    };
    view! {
        <section class="panel" aria-labelledby="families-title">
            <header><h2 id="families-title">{words::FAMILIES}</h2></header>
            <Show when=move || is_empty.get()>
                <Empty small=true title=words::NO_FAMILIES text=words::NO_FAMILIES_TEXT />
            </Show>
            <div class="families"><Rows rows /></div>
            {move || may_edit.get().then(|| view! { <QuickAdd id="family" label=words::ADD_FAMILY add /> })}
            <Dialog
                id="edit-catalogue" title=Signal::derive(title) open=Signal::derive(move || opened.with(Option::is_some))
                close_label=en::CLOSE on_close=move || opened.set(None)
            >
                <EditForm told opened />
            </Dialog>
        </section>
    }
}

fn add_family(workspace: Workspace, toasts: Toasts, family: ProductFamily) -> Result<(), Rejection> {
    let family = family.settled(&workspace.viewer())?;
    keep(workspace, toasts, Some(Wish::of_new(&family)), &family.name)
}

fn add_product(workspace: Workspace, toasts: Toasts, product: Product) -> Result<(), Rejection> {
    let product = product.settled(&workspace.viewer())?;
    keep(workspace, toasts, Some(Wish::of_new(&product)), &product.name)
}

/// A family, folded to its name or open with its products.
#[component]
fn FamilyPart(
    family: ProductFamily,
    told: Told,
    may_edit: Memo<bool>,
    opened: RwSignal<Option<Edited>>,
) -> impl IntoView {
    let workspace = use_workspace();
    let toasts = use_toasts();
    let id = family.id;
    let products = Memo::new(move |_| {
        let of_family = |product: &&Product| product.family == id;
        told.with(|told| told.products.iter().filter(of_family).cloned().collect::<Vec<_>>())
    });
    let count = move || products.with(|products| words::products(products.len()));
    let row =
        move |product: Product| Row::new(print(&product), move || view! { <ProductLine product may_edit opened /> });
    let rows = move || products.get().into_iter().map(row).collect::<Vec<_>>();
    let add = Callback::new(move |(name, code): (String, String)| {
        let product = Product { id: ProductId(device::fresh_id()), family: id, name, code, archived: false };
        add_product(workspace, toasts, product)
    });
    let edited = family.clone();
    let edit = StoredValue::new(edited);
    let field = format!("product-{id}");
    let name = family.name.clone();
    view! {
        <details class="family">
            <summary>
                <Icon name="chevron-right" />
                <b>{family.name.clone()}</b>
                <span class="meta">{family.code.clone()}</span>
                {family.archived.then(|| view! { <Tag label=words::IS_ARCHIVED /> })}
                <span class="meta num">{count}</span>
            </summary>
            <ul class="terms" aria-label=name.clone()><Rows rows /></ul>
            {move || {
                let (field, name) = (field.clone(), name.clone());
                may_edit.get().then(|| view! {
                    <QuickAdd id=field label=words::ADD_PRODUCT add />
                    <Button
                        label=en::terms::edit(&name) icon="pencil" tone=ButtonTone::Quiet shape=ButtonShape::Words
                        on_press=move || opened.set(Some(Edited::Family(edit.get_value())))
                    />
                })
            }}
        </details>
    }
}

#[component]
fn ProductLine(product: Product, may_edit: Memo<bool>, opened: RwSignal<Option<Edited>>) -> impl IntoView {
    let name = product.name.clone();
    let edit = StoredValue::new(product.clone());
    view! {
        <li>
            <div><b>{product.name.clone()}</b></div>
            {product.archived.then(|| view! { <Tag label=words::IS_ARCHIVED /> })}
            <span class="meta">{product.code.clone()}</span>
            {move || {
                let name = name.clone();
                may_edit.get().then(|| view! {
                    <span class="buttons">
                        <Button
                            label=en::terms::edit(&name) icon="pencil" shape=ButtonShape::IconOnly tone=ButtonTone::Quiet
                            on_press=move || opened.set(Some(Edited::Product(edit.get_value())))
                        />
                    </span>
                })
            }}
        </li>
    }
}
