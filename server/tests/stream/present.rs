//! Who is here and holds what: told to whoever may see it, at most five times a second, and gone with the stream.

use std::time::Duration;

use app::wire::{Presence, Present};
use axum::http::StatusCode;
use domain::ids::AccountId;
use domain::person::OrgRole;
use serde_json::json;
use sqlx::PgPool;

use crate::support::firm::{Firm, Hand};

async fn tell(firm: &Firm, hand: &Hand, place: &str, holds: &[AccountId]) -> StatusCode {
    let presence = Presence { place: place.to_owned(), holds: holds.to_vec() };
    firm.post(hand, app::paths::PRESENCE, &json!(presence)).await.status
}

#[sqlx::test(migrator = "crate::MIGRATIONS")]
async fn colleagues_see_who_is_here_as_far_as_they_may(pool: PgPool) {
    let firm = Firm::found(pool.clone()).await;
    let other = firm.beside(pool);
    let manager = firm.hire("Max Manager", OrgRole::AccountManager, None).await;
    let care = firm.hire("Cora Care", OrgRole::CustomerCare, None).await;
    let (his, hidden) = (firm.account("His", Some(manager.person)).await, firm.account("Hidden", None).await);
    let mut near = firm.listen(&manager, None).await;
    let mut far = other.listen(&manager, None).await;
    let mut blind = firm.listen(&care, None).await;
    let own = firm.listen(&firm.boss, None).await;
    assert_eq!(tell(&firm, &firm.boss, "/boards/relationship", &[his, hidden]).await, StatusCode::NO_CONTENT);
    for stream in [&mut near, &mut far] {
        let present: Present = stream.wait_for("presence").await.read();
        let expected = Present { person: firm.boss.person, place: "/boards/relationship".into(), holds: vec![his] };
        assert_eq!(present, expected);
    }
    let present: Present = blind.wait_for("presence").await.read();
    assert_eq!((present.place.as_str(), present.holds.len()), ("", 0), "who sees no people learns no place");

    // A page about an account that the reader does not see is not named.
    tokio::time::sleep(Duration::from_millis(250)).await;
    tell(&firm, &firm.boss, &format!("/accounts/{hidden}"), &[]).await;
    let present: Present = near.wait_for("presence").await.read();
    assert_eq!(present.place, "");
    assert!(!near.seen.contains(&hidden.to_string()) && !far.seen.contains(&hidden.to_string()));

    // Who comes later learns it at once, and who goes is taken off.
    tokio::time::sleep(Duration::from_millis(250)).await;
    tell(&firm, &firm.boss, "/accounts", &[]).await;
    near.wait_for("presence").await;
    let mut late = firm.listen(&manager, None).await;
    assert_eq!(late.wait_for("presence").await.read::<Present>().place, "/accounts");
    drop(own);
    assert_eq!(late.wait_for("presence").await.read::<Present>().place, "");
}

#[sqlx::test(migrator = "crate::MIGRATIONS")]
async fn more_than_five_a_second_are_not_heard(pool: PgPool) {
    let firm = Firm::found(pool).await;
    let other = firm.hire("Olga Other", OrgRole::AgencyDirector, None).await;
    let mut stream = firm.listen(&other, None).await;
    stream.wait_for("hello").await;
    let mut statuses = Vec::new();
    for turn in 0..20 {
        statuses.push(tell(&firm, &firm.boss, &format!("/turn-{turn}"), &[]).await);
    }
    let told = statuses.iter().filter(|status| **status == StatusCode::NO_CONTENT).count();
    let refused = statuses.iter().filter(|status| **status == StatusCode::TOO_MANY_REQUESTS).count();
    assert_eq!(told + refused, 20);
    assert!((5..=10).contains(&told), "{told}");
    let heard = stream.gather(Duration::from_millis(900)).await;
    let heard = heard.iter().filter(|event| event.name == "presence").count();
    assert!((1..=5).contains(&heard), "{heard}: the last word counts");
    assert_eq!(firm.post(&firm.boss, app::paths::PRESENCE, &json!({"where": 1})).await.status.as_u16(), 422);
}
