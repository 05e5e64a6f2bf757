//! The file of a model: the form in which the program ships its own, and in which one comes and goes.

use app::wire::model_draft::{FileFault, FileRule};
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use domain::categorization::CategorizationModel;
use serde_json::error::Category;

use crate::auth::Signed;
use crate::fault::Problem;
use crate::query::{Id, Query};
use crate::{Fault, Shared};

/// The model that a text is.
///
/// # Errors
/// Why it is none, and where.
pub fn read(text: &str) -> Result<CategorizationModel, FileFault> {
    serde_json::from_str(text).map_err(|error| FileFault {
        line: error.line(),
        column: error.column(),
        why: match error.classify() {
            Category::Data => {
                missing(&error.to_string()).map_or(FileRule::Unfit, |field| FileRule::FieldMissing { field })
            }
            Category::Syntax | Category::Eof | Category::Io => FileRule::NotJson,
        },
    })
}

/// The field that is missing, as the reader of JSON says it.
fn missing(said: &str) -> Option<String> {
    let (field, _) = said.strip_prefix("missing field `")?.split_once('`')?;
    Some(field.to_owned())
}

/// A model as the text of a file.
///
/// # Errors
/// Where it has no form in JSON, which each has.
pub fn written(model: &CategorizationModel) -> Result<String, Fault> {
    serde_json::to_string_pretty(model).map_err(Fault::broken)
}

/// Which edition.
#[derive(Clone, Debug, Default, serde::Deserialize, utoipa::IntoParams)]
#[serde(default, deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct FileAsked {
    /// The edition; by default the one that holds now.
    version: Option<i64>,
}

/// A categorization model as a file, in the form in which one can be published.
///
/// # Errors
/// [`Fault::NotFound`] where there is no such model, or no such edition of it.
#[utoipa::path(
    get,
    path = "/api/v1/models/{id}/file",
    params(("id" = String, Path, description = "The model, such as `bensaou`"), FileAsked),
    responses(
        (status = 200, body = CategorizationModel),
        (status = 401, body = Problem),
        (status = 404, body = Problem),
    )
)]
pub async fn save(
    State(server): State<Shared>,
    signed: Signed,
    Id(id): Id<String>,
    Query(asked): Query<FileAsked>,
) -> Result<Response, Fault> {
    let models = super::load(&mut *server.database.acquire().await?, signed.workspace).await?;
    let model = match asked.version {
        Some(version) => models.edition(&id, version),
        None => models.latest(&id),
    };
    let model = model.ok_or(Fault::NotFound)?;
    let name = format!("attachment; filename=\"{}-{}.json\"", model.id.replace('_', "-"), model.version);
    let head =
        [(header::CONTENT_TYPE, "application/json; charset=utf-8".to_owned()), (header::CONTENT_DISPOSITION, name)];
    Ok((head, written(model)?).into_response())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_comes_back_as_it_was_written_and_what_is_wrong_with_one_is_told() {
        for model in crate::models::shipped().iter() {
            assert_eq!(read(&written(model).unwrap()).as_ref(), Ok(model));
        }
        let fault = |text: &str| read(text).map_err(|fault| (fault.line, fault.why));
        assert_eq!(fault("{\n \"id\": "), Err((2, FileRule::NotJson)));
        let missing = FileRule::FieldMissing { field: "version".to_owned() };
        assert_eq!(fault("{ \"id\": \"ours\" }"), Err((1, missing)));
        assert_eq!(fault("{\n\"id\": 7 }"), Err((2, FileRule::Unfit)));
        let hole = written(crate::models::shipped().latest("four_s").unwrap()).unwrap();
        let hole = hole.replacen("\"weight\": 30,", "", 1);
        assert_eq!(read(&hole).map_err(|fault| fault.why), Err(FileRule::FieldMissing { field: "weight".to_owned() }));
    }
}
