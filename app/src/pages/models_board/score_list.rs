//! Scores of many accounts by the model that is shown alone, as a file: the file to fill in, and the way back with it.

use leptos::prelude::*;
use send_wrapper::SendWrapper;
use web_sys::File;

use domain::policy::{Action, Reach};

use super::{asked::Asked, desk::Desk};
use crate::{
    client::{
        assessments::{ModelsInHand, use_models},
        upload,
    },
    paths,
    ui::{Button, ButtonTone, download::save_text},
    views::{
        csv::{MARK, line, text},
        list_panel::{Answer, ListPanel, Listed},
        saved::use_saved,
    },
    wire::scores::ScoreListAnswer,
    words::en::{self, models_board as words},
};

/// The panel, for who may score.
#[component]
pub fn Scores(desk: Desk) -> impl IntoView {
    let may = desk.workspace.viewer().rights.reach(Action::PlaceAccount) > Reach::Nowhere;
    let model = Memo::new(move |_| desk.alone().filter(|_| may && !desk.asked.with(Asked::is_past)));
    move || model.get().map(|model| view! { <OfModel desk model /> })
}

#[component]
fn OfModel(desk: Desk, model: String) -> impl IntoView {
    let title = desk.sums(&model, |sums| sums.model.title.clone()).unwrap_or_else(|| model.clone());
    let path = paths::scores(&model);
    let send = move |file| send(path.clone(), file);
    let models = use_models();
    let tell = use_saved();
    let why_not = Signal::derive(move || {
        let is_here = models.with(Option::is_some)
            && desk.standing.with(|standing| standing.as_ref().is_some_and(|one| one.board.is_some()));
        (!is_here).then(|| en::boards::STILL_COMING.to_owned())
    });
    let name = format!("{}-scores.csv", model.replace('_', "-"));
    let save = move || tell(save_text(&name, "text/csv", &blank(desk, models, &model)));
    view! {
        <details class="models-choices">
            <summary class="button">{words::SCORES}</summary>
            <ListPanel text=words::scores(&title) label=words::SCORES_FILE send again=move |()| desk.hand.ask_again()>
                <Button label=words::SCORES_BLANK tone=ButtonTone::Quiet why_not on_press=save />
            </ListPanel>
        </details>
    }
}

/// Sends a list of scores up.
fn send(path: String, file: SendWrapper<File>) -> Answer {
    Box::pin(async move {
        let answer: ScoreListAnswer = upload::list(&path, &file).await.map_err(|trouble| en::trouble(&trouble))?;
        Ok(Listed { words: words::scored(answer.assessed), refused: answer.refused, faults: answer.faults })
    })
}

/// A list to fill in: the criteria of the model, and the accounts that its viewer may score, by their ids with their names beside them.
fn blank(desk: Desk, models: ModelsInHand, id: &str) -> String {
    let found =
        models.with_untracked(|models| models.as_ref().and_then(|all| all.iter().find(|one| one.id == id).cloned()));
    let (Some(model), Some(board)) = (found, desk.board()) else { return String::new() };
    let mut head = vec!["account".to_owned(), words::SCORES_NAME.to_owned(), "day".to_owned()];
    for criterion in &model.criteria {
        head.push(criterion.id.clone());
        head.extend(
            model.axis(&criterion.axis).filter(|axis| axis.compares()).map(|_| format!("{} rival", criterion.id)),
        );
        head.push(format!("{} note", criterion.id));
    }
    let places =
        board.accounts.id.iter().zip(&board.accounts.name).filter(|(account, _)| desk.no_place(**account).is_none());
    let lines = places.map(|(account, name)| {
        let mut fields = vec![account.to_string(), text(name)];
        fields.resize(head.len(), String::new());
        line(&fields)
    });
    let lines: String = lines.collect();
    [MARK, &line(&head), &lines].concat()
}
