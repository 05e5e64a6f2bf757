//! What people are writing: kept for them alone, and brought by every page that they open.

use app::wire::draft::{DRAFT_MAX_BYTES, DRAFTS_MAX, Draft};
use axum::body::Body;
use axum::http::{Request, StatusCode};
use domain::person::OrgRole;
use serde_json::json;
use sqlx::PgPool;
use uuid::Uuid;

use crate::support::firm::{Firm, Hand};

const OF: Uuid = Uuid::from_u128(7);

async fn keep(firm: &Firm, hand: &Hand, of: Uuid, what: &str, text: Option<&str>) -> StatusCode {
    firm.post(hand, "/api/v1/drafts", &json!({ "of": of, "what": what, "text": text })).await.status
}

async fn drafts(firm: &Firm, hand: &Hand) -> Vec<Draft> {
    let told = firm.get(hand, "/api/v1/page?path=/accounts").await;
    assert_eq!(told.status, StatusCode::OK, "{}", told.body);
    let page: app::wire::PageData = serde_json::from_str(&told.body).unwrap();
    page.drafts
}

#[sqlx::test(migrator = "crate::MIGRATIONS")]
async fn a_draft_is_there_again_for_its_author_alone_until_it_goes(pool: PgPool) {
    let firm = Firm::found(pool).await;
    let max = firm.hire("Max", OrgRole::AgencyDirector, None).await;
    assert_eq!(keep(&firm, &firm.boss, OF, "note", Some("They wan")).await, StatusCode::NO_CONTENT);
    assert_eq!(keep(&firm, &firm.boss, OF, "note", Some("They want more")).await, StatusCode::NO_CONTENT);
    assert_eq!(keep(&firm, &firm.boss, OF, "step", Some("Call")).await, StatusCode::NO_CONTENT);
    let draft = |what: &str, text: &str| Draft { of: OF, what: what.to_owned(), text: text.to_owned() };
    assert_eq!(drafts(&firm, &firm.boss).await, [draft("note", "They want more"), draft("step", "Call")]);
    assert_eq!(drafts(&firm, &max).await, [], "nobody else sees them, whatever their rights");
    // The same name is another draft for somebody else.
    assert_eq!(keep(&firm, &max, OF, "note", None).await, StatusCode::NO_CONTENT);
    assert_eq!(keep(&firm, &firm.boss, OF, "note", None).await, StatusCode::NO_CONTENT);
    assert_eq!(drafts(&firm, &firm.boss).await, [draft("step", "Call")]);
}

#[sqlx::test(migrator = "crate::MIGRATIONS")]
async fn what_is_no_draft_is_refused_and_changes_nothing(pool: PgPool) {
    let firm = Firm::found(pool).await;
    let long = "x".repeat(DRAFT_MAX_BYTES + 1);
    assert_eq!(keep(&firm, &firm.boss, OF, "note", Some(&long)).await, StatusCode::PAYLOAD_TOO_LARGE);
    assert_eq!(keep(&firm, &firm.boss, OF, "note", Some(&long[1..])).await, StatusCode::NO_CONTENT);
    for what in ["", &"x".repeat(41)] {
        assert_eq!(keep(&firm, &firm.boss, OF, what, Some("x")).await, StatusCode::UNPROCESSABLE_ENTITY);
    }
    let kept = drafts(&firm, &firm.boss).await;
    assert_eq!(kept.iter().map(|draft| draft.text.len()).collect::<Vec<_>>(), [DRAFT_MAX_BYTES]);
    let stranger = Request::post("/api/v1/drafts").header("content-type", "application/json");
    let stranger =
        stranger.header("sec-fetch-site", "same-origin").body(Body::from(r#"{"of":"","what":"","text":null}"#));
    assert_eq!(firm.house.open(stranger.unwrap()).await.status(), StatusCode::UNAUTHORIZED);
}

#[sqlx::test(migrator = "crate::MIGRATIONS")]
async fn the_oldest_go_first_and_all_of_them_after_a_month(pool: PgPool) {
    let firm = Firm::found(pool.clone()).await;
    for number in 0..=DRAFTS_MAX {
        let of = Uuid::from_u128(u128::try_from(number).unwrap());
        assert_eq!(keep(&firm, &firm.boss, of, "note", Some("x")).await, StatusCode::NO_CONTENT);
        sqlx::query("update draft set kept_at = kept_at - interval '1 second' * $1 where of_id = $2")
            .bind(i32::try_from(DRAFTS_MAX - number).unwrap())
            .bind(of)
            .execute(&pool)
            .await
            .unwrap();
    }
    let kept = drafts(&firm, &firm.boss).await;
    assert_eq!(kept.len(), DRAFTS_MAX);
    assert!(kept.iter().all(|draft| draft.of != Uuid::nil()), "the first one made room");
    sqlx::query("update draft set kept_at = kept_at - interval '30 days'").execute(&pool).await.unwrap();
    assert_eq!(drafts(&firm, &firm.boss).await, []);
    assert_eq!(keep(&firm, &firm.boss, OF, "note", Some("x")).await, StatusCode::NO_CONTENT);
    let left: i64 = sqlx::query_scalar("select count(*) from draft").fetch_one(&pool).await.unwrap();
    assert_eq!(left, 1);
}
