//! A draft of a categorization model: checked by the server while it is written, with what it would change, and published.
//!
//! It is kept until it is published or dropped. Whatever is asked for anew outdates what was asked before.

use std::sync::Arc;

use leptos::{prelude::*, task::spawn_local};
use uuid::Uuid;

use domain::{categorization::CategorizationModel, ids::ModelEditionId};

use super::{
    Workspace,
    asking::{Asking, use_asking},
    device, drafts,
    fetch::{self, Trouble},
    upload,
};
use crate::{
    paths,
    wire::{
        json,
        model_draft::{DraftSent, EditionAnswer, EditionSent, FileFault, FileRule, ModelPreview},
    },
};

/// What drafts are kept by, beside the model.
const KEPT: &str = "model";
/// How long a person pauses before it is checked, in milliseconds.
const PAUSE_MS: u64 = 350;

/// What stands in the way of publishing a draft.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hindrance {
    /// Nobody has told yet what is wrong with it.
    Unchecked,
    /// It could not be checked.
    Untold,
    /// Something is wrong with it.
    Flawed,
    /// An edition was published since it began, which it does not follow.
    Overtaken,
    /// Nothing is changed.
    Unchanged,
}

/// What a draft begins with.
#[derive(Clone, Debug, PartialEq)]
pub struct Begun {
    /// The model of which it is the next edition, or a copy.
    pub of: String,
    /// The edition of that which it follows; 0 for a copy.
    pub was: i64,
    /// The model as it stands.
    pub model: CategorizationModel,
}

/// A draft in hand.
#[derive(Clone, Copy)]
pub struct Draft {
    workspace: Workspace,
    /// The model as it is written.
    pub model: RwSignal<CategorizationModel>,
    /// As a file.
    pub file: Memo<String>,
    /// What it would change, and what is wrong with it, as far as the server has told.
    pub preview: RwSignal<Option<Arc<ModelPreview>>>,
    /// Whether it is being checked.
    pub checking: RwSignal<bool>,
    /// Why it could not be checked.
    pub trouble: RwSignal<Option<Trouble>>,
    /// Why the file that was to take its place did not: what is wrong with it, or why nobody could tell.
    pub untaken: RwSignal<Option<Result<FileFault, Trouble>>>,
    /// Counts how often all of it became another: its fields are written anew.
    pub anew: RwSignal<u32>,
    /// What it began with.
    pub begun: StoredValue<Begun>,
    /// The id of the edition, made once: sent again it is the same.
    edition: StoredValue<Uuid>,
    asking: Asking,
}

/// A draft: as it was left, else as it begins.
pub fn use_draft(workspace: Workspace, begins: Begun) -> Draft {
    let kept = workspace.draft(key(&begins), KEPT).and_then(|text| read(&begins, &text));
    let begun = kept.as_ref().map_or_else(|| begins.clone(), |kept| Begun { was: kept.was, ..begins.clone() });
    let model = RwSignal::new(kept.unwrap_or(begins).model);
    let file = Memo::new(move |_| model.with(|model| serde_json::to_string_pretty(model).unwrap_or_default()));
    let draft = Draft {
        workspace,
        model,
        file,
        preview: RwSignal::new(None),
        checking: RwSignal::new(true),
        trouble: RwSignal::new(None),
        untaken: RwSignal::new(None),
        anew: RwSignal::new(0),
        begun: StoredValue::new(begun),
        edition: StoredValue::new(Uuid::nil()),
        asking: use_asking(),
    };
    // Effects run in a browser only.
    Effect::new(move |before: Option<()>| {
        let file = draft.file.get();
        draft.checking.set(true);
        draft.edition.set_value(device::fresh_id());
        if before.is_some() {
            draft.keep(&file);
        }
        draft.asking.after(if before.is_none() { 0 } else { PAUSE_MS }, move || draft.check(file));
    });
    draft
}

/// Whether something was begun that is neither published nor dropped.
pub fn is_begun(workspace: Workspace, of: &str, copies: bool) -> bool {
    workspace.draft(key_of(of, copies), KEPT).is_some()
}

fn key(begun: &Begun) -> Uuid {
    key_of(&begun.of, begun.was == 0)
}

fn key_of(of: &str, copies: bool) -> Uuid {
    drafts::named(Uuid::from_u128(u128::from(copies)), of)
}

/// A draft that was kept: the edition that it follows, and the file.
fn read(begins: &Begun, text: &str) -> Option<Begun> {
    let (was, file) = text.split_once('\n')?;
    Some(Begun { of: begins.of.clone(), was: was.parse().ok()?, model: json::read(file).ok()? })
}

impl Draft {
    /// Changes it.
    pub fn write(self, change: impl FnOnce(&mut CategorizationModel)) {
        self.model.update(change);
    }

    /// Whether it is a new model, and no edition of one.
    pub fn copies(self) -> bool {
        self.begun.with_value(|begun| begun.was == 0)
    }

    /// Whether anything differs from what it began with.
    pub fn is_changed(self) -> bool {
        self.copies() || self.begun.with_value(|begun| self.model.with(|model| *model != begun.model))
    }

    fn keep(self, file: &str) {
        let (key, was) = self.begun.with_value(|begun| (key(begun), begun.was));
        self.workspace.keep_draft(key, KEPT, Some(format!("{was}\n{file}")));
    }

    /// Nothing of it is kept any more.
    pub fn forget(self) {
        let key = self.begun.with_value(key);
        self.workspace.keep_draft(key, KEPT, None);
    }

    /// Has a draft checked, as the text of its file.
    fn check(self, file: String) {
        let of = self.begun.with_value(|begun| begun.of.clone());
        let told = async move { fetch::post::<_, ModelPreview>(paths::MODEL_PREVIEW, &DraftSent { file, of }).await };
        self.asking.latest(told, move |told| {
            self.checking.set(false);
            match told {
                Ok(preview) => {
                    self.trouble.set(None);
                    self.preview.set(Some(Arc::new(preview)));
                }
                // What was told before was about another draft.
                Err(trouble) => {
                    self.trouble.set(Some(trouble));
                    self.preview.set(None);
                }
            }
        });
    }

    /// What stands in the way of publishing it; none where nothing does.
    pub fn hindrance(self) -> Option<Hindrance> {
        if self.checking.get() {
            return Some(Hindrance::Unchecked);
        }
        if self.trouble.with(Option::is_some) {
            return Some(Hindrance::Untold);
        }
        let Some(is_sound) = self.preview.with(|told| told.as_ref().map(|told| told.is_sound())) else {
            return Some(Hindrance::Unchecked);
        };
        match () {
            () if self.overtaken().is_some() => Some(Hindrance::Overtaken),
            () if !is_sound => Some(Hindrance::Flawed),
            () if !self.is_changed() => Some(Hindrance::Unchanged),
            () => None,
        }
    }

    /// The edition that was published since it began; of a copy that of another model under its name.
    pub fn overtaken(self) -> Option<i64> {
        let was = self.begun.with_value(|begun| begun.was);
        let holds = self.preview.with(|told| told.as_ref().map(|told| told.version.saturating_sub(1)))?;
        (holds > was).then_some(holds)
    }

    /// Has it follow the edition that was published since it began, which it would take the place of.
    pub fn follow(self, edition: i64) {
        self.begun.update_value(|begun| begun.was = edition);
        self.keep(&self.file.get_untracked());
        self.check_again();
    }

    /// Has it checked once more.
    pub fn check_again(self) {
        self.checking.set(true);
        self.check(self.file.get_untracked());
    }

    /// Takes the file of a model in its place, under its own name. What is no model changes nothing, and what is wrong with it is told.
    pub fn take(self, text: String) {
        self.untaken.set(None);
        match json::read::<CategorizationModel>(&text) {
            Ok(model) => {
                let (id, version) = self.model.with_untracked(|known| (known.id.clone(), known.version));
                self.model.set(CategorizationModel { id, version, template: false, ..model });
                self.anew.update(|anew| *anew += 1);
            }
            Err(_) => spawn_local(async move {
                let sent = DraftSent { file: text, of: String::new() };
                let told = fetch::post::<_, ModelPreview>(paths::MODEL_PREVIEW, &sent).await;
                let unfit = FileFault { line: 1, column: 1, why: FileRule::Unfit };
                let fault = told.map(|preview| preview.unreadable.unwrap_or(unfit));
                // The page may be gone by now.
                let _ = self.untaken.try_set(Some(fault));
            }),
        }
    }

    /// Publishes it.
    ///
    /// # Errors
    /// Why it never came to be judged.
    pub async fn publish(self, reason: String) -> Result<EditionAnswer, Trouble> {
        let sent = EditionSent {
            edition: ModelEditionId(self.edition.get_value()),
            file: self.file.get_untracked(),
            was: self.begun.with_value(|begun| begun.was),
            reason,
        };
        let body = serde_json::to_string(&sent).map_err(|_| Trouble::Offline)?;
        upload::text(paths::MODEL_EDITIONS, &body).await
    }
}

/// A name for programs that is made of a title, and that no model has yet.
pub fn free_id(title: &str, taken: &dyn Fn(&str) -> bool) -> String {
    let mut word = String::new();
    for letter in title.to_lowercase().chars() {
        match letter {
            letter if letter.is_ascii_lowercase() || letter.is_ascii_digit() => word.push(letter),
            _ if word.is_empty() || word.ends_with('_') => {}
            _ => word.push('_'),
        }
    }
    let begins = if word.starts_with(|first: char| first.is_ascii_lowercase()) { "" } else { "model_" };
    let word: String = [begins, &word].concat().chars().take(34).collect();
    let word = word.trim_end_matches('_').to_owned();
    let numbered = (2..).map(|number: u32| format!("{word}_{number}"));
    std::iter::once(word.clone()).chain(numbered).find(|id| !taken(id)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_for_programs_is_a_word_that_is_free() {
        let free = |title: &str| free_id(title, &|id| id == "our_4s" || id == "our_4s_2");
        assert_eq!(free("Our 4S"), "our_4s_3");
        assert_eq!(free("4S: ours, 2026!"), "model_4s_ours_2026");
        assert_eq!(free("Größe"), "gr_e");
        assert_eq!(free("…"), "model");
        assert!(free(&"long ".repeat(20)).len() <= 40);
    }
}
