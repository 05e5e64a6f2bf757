//! Scores that come as a file.

use app::wire::list::ListRule;
use app::wire::scores::ScoreListAnswer;
use axum::body::Body;
use axum::http::{Request, header};
use domain::ids::Seq;
use domain::text::SENTENCE_MAX;

use super::*;
use crate::support::firm::as_of;

async fn take(firm: &Firm, hand: &Hand, model: &str, list: &str) -> (u16, ScoreListAnswer) {
    let request = as_of(hand, Request::post(app::paths::scores(model))).header(header::CONTENT_TYPE, "text/csv");
    let told = firm.house.send(request.body(Body::from(list.to_owned())).unwrap()).await;
    (told.status.as_u16(), serde_json::from_str(&told.body).unwrap_or_default())
}

async fn seq(firm: &Firm) -> Seq {
    board(firm, &firm.boss, "").await.asked.seq
}

#[sqlx::test(migrator = "crate::MIGRATIONS")]
async fn a_list_of_scores_is_taken_in_whole_and_taken_back_whole(pool: PgPool) {
    let firm = Firm::found(pool).await;
    let lead = firm.hire("Liam Lead", OrgRole::KeyAccountManager, Some(firm.boss.person)).await;
    let (acorn, birch) = (firm.account("Acorn Gifts", Some(lead.person)).await, firm.account("Birch, Row", None).await);
    let list = format!(
        "account;day;name;buyer_assets;buyer_assets note;supplier_assets\n{acorn};2025-03-14;x;4;They built a line for us;2\n\"birch, row\";;;5;;5\n"
    );
    let before = seq(&firm).await;
    let (status, answer) = take(&firm, &firm.boss, "bensaou", &list).await;
    assert_eq!((status, answer.assessed, answer.refused), (200, 2, 0), "{answer:?}");
    let told = sheet(&firm, &firm.boss, acorn).await;
    let scored = of_model(&told, "bensaou").assessments[0].assessment.clone();
    assert_eq!((scored.by, scored.day.to_string().as_str(), scored.scores.len()), (firm.boss.person, "2025-03-14", 2));
    assert_eq!(scored.evidence.iter().next().unwrap().note, "They built a line for us");
    assert_eq!(
        of_model(&sheet(&firm, &firm.boss, birch).await, "bensaou").computed.cell.as_deref(),
        Some("strategic_partnership")
    );
    // One step, and taken back as one; and that taken back again.
    let entry = seq(&firm).await;
    assert_eq!(entry, before + 1);
    let mut last = entry;
    for is_there in [false, true] {
        last = firm.apply(&firm.boss, &Command::Undo(Undo { entry: last, answer: id() })).await;
        for account in [acorn, birch] {
            let told = sheet(&firm, &firm.boss, account).await;
            assert_eq!(of_model(&told, "bensaou").holds.is_some(), is_there);
        }
    }
}

#[sqlx::test(migrator = "crate::MIGRATIONS")]
async fn a_list_of_scores_is_refused_by_line_and_changes_nothing(pool: PgPool) {
    let firm = Firm::found(pool).await;
    let lead = firm.hire("Liam Lead", OrgRole::KeyAccountManager, Some(firm.boss.person)).await;
    let acorn = firm.account("Acorn Gifts", Some(lead.person)).await;
    for _ in 0..2 {
        firm.account("Twin", Some(lead.person)).await;
    }
    firm.account("Of another", Some(firm.boss.person)).await;
    let before = seq(&firm).await;
    let list = "account,day,buyer_assets,buyer_people note\n\
        Acorn Gifts,,4,\nTwin,,4,\nOf another,,4,\nNobody,,4,\nAcorn Gifts,,9,\nAcorn Gifts,3000-01-01,4,\nAcorn Gifts,,x,\n\
        Acorn Gifts,,,why\nAcorn Gifts,,,\nacorn gifts,,3,\n";
    let (status, answer) = take(&firm, &lead, "bensaou", list).await;
    assert_eq!((status, answer.assessed, answer.refused), (422, 0, 9), "{answer:?}");
    let rule =
        |line: usize| answer.faults.iter().find(|fault| fault.line == Some(line)).map(|fault| fault.rule.clone());
    let value = |value: &str| value.to_owned();
    assert_eq!(rule(3), Some(ListRule::AccountAmbiguous { value: value("Twin") }));
    // Whose account it is not does not see it either, and learns nothing of it.
    assert_eq!(rule(4), Some(ListRule::AccountUnknown { value: value("Of another") }));
    assert_eq!(rule(5), Some(ListRule::AccountUnknown { value: value("Nobody") }));
    assert!(matches!(rule(6), Some(ListRule::Rejected { reason: Rejection::ScoreOutOfRange { .. } })));
    assert!(matches!(rule(7), Some(ListRule::Rejected { reason: Rejection::DayInFuture { .. } })));
    assert_eq!(rule(8), Some(ListRule::ScoreUnreadable { value: value("x") }));
    assert!(matches!(rule(9), Some(ListRule::ScoreMissing { .. })));
    assert_eq!(rule(10), Some(ListRule::Rejected { reason: Rejection::NothingScored }));
    assert_eq!(rule(11), Some(ListRule::Twice { first_line: 2 }));
    let long = "a".repeat(SENTENCE_MAX + 1);
    let noted = format!("account,buyer_assets,buyer_assets note\nAcorn Gifts,4,{long}\n");
    let (status, answer) = take(&firm, &lead, "bensaou", &noted).await;
    let too_long = Rejection::TextTooLong { field: TextField::Note, max: SENTENCE_MAX };
    assert_eq!((status, answer.refused), (422, 1), "{answer:?}");
    assert_eq!((answer.faults[0].line, &answer.faults[0].rule), (Some(2), &ListRule::Rejected { reason: too_long }));
    assert_eq!(seq(&firm).await, before);
    assert!(of_model(&sheet(&firm, &lead, acorn).await, "bensaou").assessments.is_empty());

    let support = firm.hire("Sam Support", OrgRole::SalesSupport, Some(firm.boss.person)).await;
    assert_eq!(take(&firm, &support, "bensaou", list).await.0, 403);
    assert_eq!(take(&firm, &firm.boss, "kraljic", list).await.0, 404, "a template is there to be copied");
}
