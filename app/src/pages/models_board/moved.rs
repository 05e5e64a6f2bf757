//! Who moved: the accounts that stand in another cell of a model than on an earlier day, from where to where.

use std::sync::Arc;

use leptos::prelude::*;

use domain::{ids::AccountId, table::Table};

use super::{
    asked::Asked,
    desk::{Desk, title_of},
    standing::{Standing, ones},
};
use crate::{
    ui::{Button, ButtonTone, Row, Rows},
    views::reporting,
    wire::models_board::{ModelSums, ModelsBoard, ModelsBoardPart},
    words::en::{self, models_board as words},
};

/// How many accounts of a way are called by name before one asks for all of them.
const NAMED: usize = 8;

/// The accounts that went one way on a model.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Went {
    /// The cell in which they stood; none: nowhere.
    pub from: Option<usize>,
    /// The cell in which they stand; none: nowhere.
    pub to: Option<usize>,
    /// Their places on the board, what brought most first.
    pub places: Vec<usize>,
    /// What they brought, in minor units.
    pub revenue_minor: i64,
}

/// Where the accounts of a board stood on an earlier one, on one model, by their places on the later board: none was not there yet, and
/// of those that were some stood in no cell.
pub type Stood = Vec<Option<Option<usize>>>;

/// Where they stood.
pub fn stood(sums: &ModelSums, earlier: &ModelsBoard, board: &ModelsBoard) -> Stood {
    let then = ones(sums, earlier, &[]);
    let cell = |account: &AccountId| earlier.place(*account).map(|place| then.get(place)?.cell());
    board.accounts.id.iter().map(cell).collect()
}

/// Who moved on a model, the way that most of the revenue went first. Accounts that are not on the earlier board were not there to move.
pub fn went(standing: &Standing, at: usize, stood: &Stood) -> Vec<Went> {
    let (Some(board), Some(on)) = (standing.board.as_deref(), standing.models.get(at)) else { return Vec::new() };
    let brought = |place: usize| board.accounts.revenue_ttm_minor.get(place).copied().unwrap_or_default();
    let mut ways: Table<(Option<usize>, Option<usize>), Went> = Table::default();
    for place in on.cells.iter().chain([&on.nowhere]).flat_map(|cell| cell.members.iter().copied()) {
        let Some(from) = stood.get(place).copied().flatten() else { continue };
        let to = on.one(place).cell();
        if from == to {
            continue;
        }
        if ways.get(&(from, to)).is_none() {
            ways.insert((from, to), Went { from, to, ..Went::default() });
        }
        if let Some(way) = ways.get_mut(&(from, to)) {
            way.places.push(place);
            way.revenue_minor += brought(place);
        }
    }
    let ways: Vec<Went> = ways.values().cloned().collect();
    domain::order::sorted(&ways, &|a, b| b.revenue_minor.cmp(&a.revenue_minor)).into_iter().cloned().collect()
}

/// The panel of those who moved, model by model.
#[component]
pub fn Moved(desk: Desk) -> impl IntoView {
    let since = Memo::new(move |_| desk.asked.with(|asked| asked.since));
    move || since.get().map(|since| view! { <Panel desk title=words::moved_since(since) /> })
}

#[component]
fn Panel(desk: Desk, title: String) -> impl IntoView {
    let ways = Memo::new(move |_| {
        let (standing, stood, alone) = (desk.standing.get()?, desk.stood.get()?, desk.alone());
        desk.part.with(|part| Some(all(part.as_ref()?, &standing, &stood, alone.as_deref())))
    });
    let about = move || match ways.get() {
        _ if desk.asked.with(|asked| asked.earlier().is_none()) => words::SINCE_TOO_LATE.to_owned(),
        None => words::COMING.to_owned(),
        Some(ways) => words::ways(ways.iter().flat_map(|(_, ways)| ways).map(|way| way.places.len()).sum()),
    };
    let rows = move || {
        let of_model = |(sums, ways): (Arc<ModelSums>, Vec<Went>)| {
            let key = format!("{} {ways:?}", sums.model.id);
            Row::new(key, move || view! { <OnModel desk sums ways /> })
        };
        ways.get().unwrap_or_default().into_iter().map(of_model).collect::<Vec<_>>()
    };
    view! {
        <section class="panel model-list" aria-labelledby="moved-title">
            <header><h2 id="moved-title">{title}</h2><p class="meta" role="status">{about}</p></header>
            <div class="model-moved"><Rows rows /></div>
        </section>
    }
}

/// Who moved on the models that are shown.
fn all(
    part: &ModelsBoardPart,
    standing: &Standing,
    stood: &[Stood],
    alone: Option<&str>,
) -> Vec<(Arc<ModelSums>, Vec<Went>)> {
    let shown = part.models.iter().zip(stood).enumerate();
    let shown = shown.filter(|(_, (sums, _))| alone.is_none_or(|id| sums.model.id == id));
    shown.map(|(at, (sums, stood))| (Arc::new(sums.clone()), went(standing, at, stood))).collect()
}

#[component]
fn OnModel(desk: Desk, sums: Arc<ModelSums>, ways: Vec<Went>) -> impl IntoView {
    let id = ["moved-", &sums.model.id].concat();
    let (by, title, is_still) = (id.clone(), sums.model.title.clone(), ways.is_empty());
    let title_of = |cell: Option<usize>| {
        cell.and_then(|at| sums.cells.get(at))
            .map_or_else(|| words::NOWHERE.to_owned(), |sum| title_of(&sums, &sum.cell))
    };
    let ways = ways.into_iter().map(|way| {
        let (from, to) = (title_of(way.from), title_of(way.to));
        view! { <Way desk from to way /> }
    });
    let ways = ways.collect_view();
    view! {
        <div>
            <h3 id=id>{title}</h3>
            <p class="faint" hidden=!is_still>{words::NOBODY_MOVED}</p>
            <ul class="terms" aria-labelledby=by>{ways}</ul>
        </div>
    }
}

/// The accounts that went one way.
#[component]
fn Way(desk: Desk, from: String, to: String, way: Went) -> impl IntoView {
    let all = RwSignal::new(way.places.len() <= NAMED);
    let sum = en::money_short(way.revenue_minor, reporting::currency());
    let about = words::went(way.places.len(), &sum);
    let board = desk.board();
    let named = |place: &usize| {
        let accounts = &board.as_ref()?.accounts;
        Some((*accounts.id.get(*place)?, accounts.name.get(*place)?.clone()))
    };
    let names: Vec<(AccountId, String)> = way.places.iter().filter_map(named).collect();
    let more = words::more_in(names.len().saturating_sub(NAMED));
    let rows = move || {
        let row = |(account, name): (AccountId, String)| {
            let href = move || Asked { account: Some(account), ..desk.asked.get() }.path();
            Row::new(account.to_string(), move || view! { <li><a class="link" href=href>{name}</a></li> })
        };
        names.iter().take(if all.get() { usize::MAX } else { NAMED }).cloned().map(row).collect::<Vec<_>>()
    };
    view! {
        <li>
            <div>
                <b>{from}" → "{to}</b>
                " "<span class="meta num">{about}</span>
                <ul class="moved-names"><Rows rows /></ul>
                {move || (!all.get()).then(|| view! { <Button label=more.clone() tone=ButtonTone::Quiet on_press=move || all.set(true) /> })}
            </div>
        </li>
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::{
        client::models_board::Laid,
        wire::models_board::{AccountsOnBoard, CellSum, ModelColumns},
    };
    use domain::{
        categorization::{CategorizationModel, shipped::SHIPPED},
        ids::PositionId,
    };

    fn board(accounts: &[(u128, Option<usize>)]) -> ModelsBoard {
        let columns = ModelColumns {
            model: "four_s".to_owned(),
            cells: vec!["star".to_owned(), "strategic".to_owned()],
            placed: accounts.iter().map(|(_, cell)| *cell).collect(),
            computed: vec![None; accounts.len()],
            ..ModelColumns::default()
        };
        let accounts = AccountsOnBoard {
            id: accounts.iter().map(|(id, _)| AccountId(Uuid::from_u128(*id))).collect(),
            name: accounts.iter().map(|(id, _)| id.to_string()).collect(),
            owner: vec![None; accounts.len()],
            revenue_ttm_minor: accounts.iter().map(|(id, _)| i64::try_from(*id).unwrap() * 100).collect(),
        };
        ModelsBoard { accounts, models: vec![columns], ..serde_json::from_str(EMPTY).unwrap() }
    }

    const EMPTY: &str = r#"{"as_of": "2026-03-01", "seq": 7, "to": "2026-03-01", "scope": "all", "whole": true, "currency": "EUR",
        "people": [], "days": [], "accounts": {"id": [], "name": [], "owner": [], "revenue_ttm_minor": []}, "models": [],
        "spread": [], "disagree": [], "under_developed": [], "over_served": []}"#;

    fn sums() -> ModelSums {
        let read = |text: &&str| serde_json::from_str::<CategorizationModel>(text).unwrap();
        let model = SHIPPED.iter().map(read).find(|model| model.id == "four_s").unwrap();
        let cells = ["star", "strategic"].map(|cell| CellSum { cell: cell.to_owned(), ..CellSum::default() });
        ModelSums { model, cells: cells.into(), nowhere: 0, nowhere_minor: 0 }
    }

    fn part(board: &ModelsBoard, models: Vec<ModelSums>) -> Arc<ModelsBoardPart> {
        let (asked, accounts, beside) = (board.asked.clone(), board.len(), Vec::new());
        let (disagree, under_developed, over_served) = (0, 0, 0);
        let total_minor = 1_500;
        Arc::new(ModelsBoardPart {
            asked,
            accounts,
            total_minor,
            models,
            beside,
            disagree,
            under_developed,
            over_served,
        })
    }

    #[test]
    fn who_stands_in_another_cell_went_the_way_from_there() {
        let earlier = board(&[(1, Some(0)), (2, Some(0)), (3, Some(1)), (4, None)]);
        let now = Arc::new(board(&[(1, Some(1)), (2, Some(1)), (3, Some(1)), (4, Some(0)), (5, Some(0))]));
        let standing = Standing::of(None, &part(&now, vec![sums()]), &now, &[], &|_| true);
        let found = went(&standing, 0, &stood(&sums(), &earlier, &now));
        let way = |from, to, places: &[usize], revenue_minor| Went { from, to, places: places.to_vec(), revenue_minor };
        // The fourth stood nowhere; the third stayed; the fifth was not there yet.
        assert_eq!(found, [way(None, Some(0), &[3], 400), way(Some(0), Some(1), &[1, 0], 300)]);
    }
    #[test]
    fn what_is_done_on_one_model_leaves_the_others_as_they_are() {
        let now = Arc::new(board(&[(1, Some(0)), (2, Some(1))]));
        let mut beside = sums();
        "beside".clone_into(&mut beside.model.id);
        let part = part(&now, vec![sums(), beside]);
        let before = Standing::of(None, &part, &now, &[], &|_| true);
        let laid = Laid::begun(now.accounts.id[0], "four_s", "strategic", PositionId::default());
        let after = Standing::of(Some(&before), &part, &now, std::slice::from_ref(&laid), &|_| true);
        assert!(!after.is_drawn_as(&before, 0) && after.is_drawn_as(&before, 1));
        assert_eq!(after.models[0].cells[1].count, 2);
        let once_more = Standing::of(Some(&after), &part, &now, &[laid], &|_| true);
        assert!(once_more.is_drawn_as(&after, 0) && once_more.is_drawn_as(&after, 1));
        let narrowed = Standing::of(Some(&after), &part, &now, &[], &|place| place == 0);
        assert!(!narrowed.is_drawn_as(&after, 1), "what is narrowed is narrowed on all");
        let again = Standing::of(Some(&before), &part, &Arc::new((*now).clone()), &[], &|_| true);
        assert!(!again.is_drawn_as(&before, 1), "another board is drawn anew");
    }
}
