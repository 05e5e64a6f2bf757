//! The catalogue and the partners of a workspace, and lists of products that come as files.

use app::wire::catalogue::{Catalogue, ProductListAnswer};
use app::wire::list::ListFault;
use axum::Json;
use axum::extract::{Request, State};
use axum::response::Response;
use domain::{
    keep::Kept,
    policy::Action,
    product_list::{LINES_MAX, Line, listed},
    viewer::Rights,
};
use uuid::Uuid;

use crate::auth::Signed;
use crate::fault::Problem;
use crate::feed::directory::rights_now;
use crate::list::{self, Form};
use crate::{Fault, Server, Shared, store};

/// What a list of products looks like.
const LIST: Form<'_> = Form { needed: &["family", "name"], optional: &["code"], lines_max: LINES_MAX };

/// What we sell, and with whom we work.
///
/// # Errors
/// [`Fault::NotSignedIn`] where nobody is signed in.
#[utoipa::path(
    get,
    path = "/api/v1/catalogue",
    responses((status = 200, body = Catalogue), (status = 401, body = Problem))
)]
pub async fn read(State(server): State<Shared>, signed: Signed) -> Result<Json<Catalogue>, Fault> {
    load(&server, &signed).await.map(Json)
}

/// The catalogue, each kind by name.
///
/// # Errors
/// As [`read`], and where the database fails.
pub async fn load(server: &Server, signed: &Signed) -> Result<Catalogue, Fault> {
    let (_, kept) = load_kept(server, signed).await?;
    let mut catalogue = Catalogue {
        families: kept.families.into_values().collect(),
        products: kept.products.into_values().collect(),
        partners: kept.partners.into_values().collect(),
    };
    catalogue.families.sort_by_key(|family| (family.name.to_lowercase(), family.id));
    catalogue.products.sort_by_key(|product| (product.name.to_lowercase(), product.id));
    catalogue.partners.sort_by_key(|partner| (partner.name.to_lowercase(), partner.id));
    Ok(catalogue)
}

async fn load_kept(server: &Server, signed: &Signed) -> Result<(Rights, Kept), Fault> {
    let rights = rights_now(&*server.feeds.directory_now(signed.workspace).await?, signed.person)?;
    let mut kept = Kept::default();
    let mut connection = server.database.acquire().await?;
    store::kept::load_catalogue(&mut connection, signed.workspace, &mut kept).await?;
    Ok((rights, kept))
}

/// Takes a list of products in: CSV, the first line naming the columns `family`, `code` and `name`. All of it or nothing: where a line
/// is refused, the answer tells which and why. A product that is there, by its code or its name, is changed where the list differs;
/// what is not on the list stays.
///
/// # Errors
/// [`Fault::NotAllowed`] to who may not write the catalogue.
#[utoipa::path(
    post,
    path = "/api/v1/catalogue",
    request_body(content = String, content_type = "text/csv"),
    responses(
        (status = 200, body = ProductListAnswer),
        (status = 401, body = Problem),
        (status = 403, body = Problem),
        (status = 413, body = Problem),
        (status = 422, description = "Nothing was taken in", body = ProductListAnswer),
    )
)]
pub async fn take(State(server): State<Shared>, signed: Signed, request: Request) -> Result<Response, Fault> {
    let (rights, kept) = load_kept(&server, &signed).await?;
    let (bytes, viewer) = list::receive(&server, &signed, rights, Action::Configure, request).await?;
    let answer = match list::lines(&bytes, &LIST) {
        Ok(lines) => {
            let lines: Vec<Line> = lines.into_iter().map(line).collect();
            let listed = listed(&lines, &kept, &viewer, &mut Uuid::now_v7);
            let faults =
                listed.refused.iter().map(|(line, reason)| list::rejected(Some(*line), reason.clone())).collect();
            let told = ProductListAnswer {
                families: listed.families,
                products: listed.products,
                changed: listed.changed,
                ..ProductListAnswer::default()
            };
            match listed.refused.is_empty() {
                false => refused(faults),
                true => list::keep(&server, &signed, listed.wishes).await?.map_or(told, |fault| refused(vec![fault])),
            }
        }
        Err(faults) => refused(faults),
    };
    Ok(list::answered(answer.refused, answer))
}

fn line(read: list::Line) -> Line {
    let mut cells = read.cells.into_iter();
    let mut cell = || cells.next().unwrap_or_default();
    Line { number: read.number, family: cell(), name: cell(), code: cell() }
}

fn refused(faults: Vec<ListFault>) -> ProductListAnswer {
    let (refused, faults) = list::told(faults);
    ProductListAnswer { refused, faults, ..ProductListAnswer::default() }
}
