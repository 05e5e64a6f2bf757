//! The demo on the boards of the models: counted a second way, and its stories.

use app::wire::models_board::{ModelsBoard, ModelsBoardPart, OnModel};
use app::wire::{PageData, PagePart, json};
use domain::assessment::holding;
use domain::day::Day;
use domain::document::DocumentKind;
use domain::ids::{AccountId, DocumentId, Seq};
use domain::keep::Kept;
use domain::model::Model;
use domain::placement::{PlacementState, STAGES_OF};
use domain::ratio::Ratio;
use domain::said;
use jiff::ToSpan;
use server::{models, store};
use sqlx::PgPool;

use super::{board, of_model, sheet, today};
use crate::support::firm::{Firm, GENEROUS, Hand};
use crate::support::house::House;

/// What an account traded, counted from its documents one by one.
async fn counted(firm: &Firm, account: AccountId, to: Day) -> (i64, usize, usize, i64, Option<Day>) {
    let mut connection = firm.house.server.database.acquire().await.unwrap();
    let all = store::document::load_latest(&mut connection, firm.workspace, account, None, i64::MAX).await.unwrap();
    let begin = domain::day::Window::year_to(to).after;
    let year: Vec<_> = all.iter().filter(|one| begin < one.day && one.day <= to).collect();
    let revenue = year.iter().map(|one| one.net_minor()).sum();
    let reversed: Vec<DocumentId> = all.iter().filter_map(|one| one.reverses).collect();
    let is_sale = |one: &&domain::document::Document| {
        one.kind == DocumentKind::Sale && one.reverses.is_none() && !reversed.contains(&one.id)
    };
    let sales: Vec<Day> = year.iter().copied().filter(is_sale).map(|one| one.day).collect();
    let mut months: Vec<_> = sales.iter().map(|day| (day.year(), day.month())).collect();
    months.sort_unstable();
    months.dedup();
    let quarter = |back: i64| {
        let (from, until) = (to.checked_sub((back + 3).months()).unwrap(), to.checked_sub(back.months()).unwrap());
        sales.iter().any(|day| from < *day && *day <= until)
    };
    let quarters = i64::try_from([0, 3, 6, 9].into_iter().filter(|back| quarter(*back)).count()).unwrap();
    let first = all.iter().filter(is_sale).map(|one| one.day).min();
    (revenue, sales.len(), months.len(), quarters, first)
}

/// The demo, as the agency director of it sees it.
async fn demo(pool: PgPool) -> (Firm, Hand) {
    let house = House::told(pool, &GENEROUS);
    let (workspace, person) = server::demo::find_or_make(&house.server).await.unwrap();
    let firm = Firm { house, workspace, boss: Hand { person, token: String::new() } };
    let hand = firm.token(person).await;
    (firm, hand)
}

/// All that is kept of one account, to be counted by the rules of one.
struct Account {
    id: AccountId,
    kept: Kept,
    stages: Model,
    day: Day,
    /// The step for which there is evidence, counted from its documents.
    step: Option<&'static str>,
    revenue_minor: i64,
}

impl Account {
    async fn load(firm: &Firm, id: AccountId, to: Day) -> Self {
        let day = today(firm);
        let mut connection = firm.house.server.database.acquire().await.unwrap();
        let mut kept = Kept::default();
        store::kept::load_built_on(&mut connection, firm.workspace, id, &mut kept).await.unwrap();
        let mut stages = Model::default();
        let placements = store::placement::load(&mut connection, firm.workspace, &[], &[id.0]).await.unwrap();
        stages.placements.extend(placements);
        drop(connection);
        let (revenue_minor, sales, months, quarters, first) = counted(firm, id, to).await;
        let in_force = kept.contracts.values().any(|contract| contract.is_in_force(day));
        let old = first.is_some_and(|first| first.checked_add(24.months()).unwrap() <= to);
        let step = match (sales, months) {
            (0, _) => None,
            (1, _) | (_, 1) => Some("transaction"),
            _ if in_force || (old && quarters == 4) => Some("long_term_relationship"),
            _ => Some("repeated_transactions"),
        };
        Self { id, kept, stages, day, step, revenue_minor }
    }

    fn placed(&self, model: &str) -> Option<String> {
        if model == STAGES_OF {
            let found = domain::placement::standing(&self.stages, self.id, self.day);
            return found.map(|found| found.cell.word().to_owned());
        }
        said::standing(self.kept.positions_of(self.id, model), self.day, Seq::MAX).map(|found| found.cell.clone())
    }

    /// Holds what a board says of it on a model against what its records come to.
    fn hold(&self, on: &OnModel<'_>, model: &str, name: &str) {
        assert_eq!(on.placed.map(|placed| placed.cell), self.placed(model).as_deref(), "{name} on {model}");
        let held = holding(self.kept.assessments_of(self.id, model), self.day, Seq::MAX);
        let found = held.and_then(|held| held.computed(models::shipped()));
        if model == "webster" {
            return assert_eq!(on.computed, self.step, "{name} on the continuum");
        }
        assert_eq!(on.computed, found.as_ref().and_then(|found| found.cell).map(|cell| cell.id.as_str()));
        assert_eq!(on.complete_percent, found.as_ref().map(|found| found.percent()));
        let point = found.map_or(vec![None; on.point.len()], |found| found.point);
        assert_eq!(on.point, point, "{name} on {model}");
    }
}

/// How deep a relationship is on a model, by the formula of each.
fn depth_of(on: &OnModel<'_>, model: &str) -> Option<Ratio> {
    let step = |cells: &[&str]| cells.iter().position(|cell| Some(*cell) == on.cell());
    match model {
        "webster" => {
            let lower = ["transaction", "repeated_transactions", "long_term_relationship", "partnership"];
            let upper = ["strategic_alliance", "network", "vertical_integration"];
            step(&[&lower[..], &upper].concat()).and_then(|at| Ratio::of_counts(at, 6))
        }
        STAGES_OF => {
            step(&["pre", "early", "mid", "partnership", "synergistic"]).and_then(|at| Ratio::of_counts(at, 4))
        }
        "bensaou" => on.point[0].zip(on.point[1]).and_then(|(buyer, supplier)| {
            let sum = buyer.plus(supplier);
            Ratio::of(sum.numerator() - 2 * sum.denominator(), 8 * sum.denominator())
        }),
        _ => None,
    }
}

#[sqlx::test(migrator = "crate::MIGRATIONS")]
async fn the_board_agrees_with_a_second_way_of_counting(pool: PgPool) {
    let (firm, hand) = demo(pool).await;
    let board = board(&firm, &hand, "").await;
    assert_eq!(board.len(), 48);
    for (place, id) in board.accounts.id.iter().copied().enumerate() {
        let name = &board.accounts.name[place];
        let account = Account::load(&firm, id, board.asked.to).await;
        assert_eq!(board.accounts.revenue_ttm_minor[place], account.revenue_minor, "{name}");
        let mut depths = Vec::new();
        for columns in &board.models {
            let on = board.on(columns, place);
            account.hold(&on, &columns.model, name);
            assert_eq!(on.depth, depth_of(&on, &columns.model), "{name} on {}", columns.model);
            depths.extend(on.depth);
        }
        let ends = depths.iter().max().zip(depths.iter().min()).filter(|_| depths.len() > 1);
        let spread = ends.map(|(most, least)| most.minus(*least));
        assert_eq!(board.spread[place], spread, "{name}");
        let wide = spread.is_some_and(|spread| spread >= Ratio::of(2, 5).unwrap());
        assert_eq!(board.disagree.contains(&place), wide, "{name}");
        let four = board.on(board.model("four_s").unwrap(), place);
        let mean = Ratio::mean(&depths);
        let is_worth_it = matches!(four.cell(), Some("strategic" | "star"));
        let under = is_worth_it && mean.is_some_and(|mean| mean < Ratio::of(2, 5).unwrap());
        let over = four.cell() == Some("streamline") && mean.is_some_and(|mean| mean > Ratio::of(3, 5).unwrap());
        assert_eq!(board.under_developed.contains(&place), under, "{name}");
        assert_eq!(board.over_served.contains(&place), over, "{name}");
        the_sheet_says_the_same(&firm, &hand, &board, place).await;
    }
    the_page_adds_up(&firm, &hand, &board).await;
}

/// What is told of one account alone is what the board tells of it.
async fn the_sheet_says_the_same(firm: &Firm, hand: &Hand, board: &ModelsBoard, place: usize) {
    let (name, told) = (&board.accounts.name[place], sheet(firm, hand, board.accounts.id[place]).await);
    for columns in &board.models {
        let (on, model) = (board.on(columns, place), of_model(&told, &columns.model));
        assert_eq!((model.computed.cell.as_deref(), model.depth), (on.computed, on.depth), "{name}");
        let position = model.stands.map(|id| model.positions.iter().find(|one| one.said.id == id).unwrap());
        assert_eq!(position.map(|one| one.cell.as_str()), on.placed.map(|placed| placed.cell), "{name}");
        assert_eq!(position.map(|one| one.said.by), on.placed.and_then(|placed| placed.by), "{name}");
        let confirmed = position.is_some_and(|one| one.came_to == PlacementState::Confirmed);
        assert_eq!(confirmed, on.placed.is_some_and(|placed| placed.confirmed), "{name}");
    }
    assert_eq!((told.spread, told.disagree), (board.spread[place], board.disagree.contains(&place)), "{name}");
}

/// What the page is sent with is what the cells of the board add up to.
async fn the_page_adds_up(firm: &Firm, hand: &Hand, board: &ModelsBoard) {
    let page = firm.get(hand, "/api/v1/page?path=/boards/models").await;
    let page: PageData = json::read(&page.body).unwrap();
    let PagePart::Report(part) = page.part else { panic!("{:?}", page.part) };
    let part: ModelsBoardPart = part.read().unwrap();
    let total: i64 = board.accounts.revenue_ttm_minor.iter().sum();
    assert_eq!((part.accounts, part.total_minor, part.models.len()), (board.len(), total, 4));
    for sums in &part.models {
        let columns = board.model(&sums.model.id).unwrap();
        for cell in &sums.cells {
            let there = (0..board.len()).filter(|place| board.on(columns, *place).cell() == Some(cell.cell.as_str()));
            let there: Vec<usize> = there.collect();
            let revenue = there.iter().map(|place| board.accounts.revenue_ttm_minor[*place]).sum::<i64>();
            assert_eq!((cell.count, cell.revenue_minor, cell.share), (there.len(), revenue, Ratio::of(revenue, total)));
        }
        let counted: usize = sums.cells.iter().map(|cell| cell.count).sum();
        assert_eq!(counted + sums.nowhere, board.len());
        assert!(sums.model.criteria.is_empty() && !sums.model.cells.is_empty());
    }
}

#[sqlx::test(migrator = "crate::MIGRATIONS")]
async fn the_stories_of_the_demo_are_told(pool: PgPool) {
    let (firm, hand) = demo(pool).await;
    let told = board(&firm, &hand, "").await;
    let place = |name: &str| told.accounts.name.iter().position(|known| known == name).unwrap();
    let cell = |board: &ModelsBoard, name: &str, model: &str| {
        board.on(board.model(model).unwrap(), place(name)).cell().map(str::to_owned)
    };
    assert_eq!(cell(&told, "Duvenhaal Ports", "bensaou").as_deref(), Some("captive_supplier"));
    assert_eq!(cell(&told, "Quorindale Hotels", "four_s").as_deref(), Some("strategic"));
    let before = board(&firm, &hand, &format!("as_of={}", today(&firm).checked_sub(1.year()).unwrap())).await;
    assert_eq!(cell(&before, "Quorindale Hotels", "four_s").as_deref(), Some("star"));
    assert_eq!(cell(&told, "Vossenrath Automotive", STAGES_OF).as_deref(), Some("uncoupling"));
    assert!(told.over_served.contains(&place("Vintrelle Cosmetics")));
    assert!(told.under_developed.contains(&place("Zephlund Aviation")));
    assert!(told.disagree.contains(&place("Lumenhart Clinics")));
    let account = |name: &str| told.accounts.id[place(name)];
    let ports = sheet(&firm, &hand, account("Duvenhaal Ports")).await;
    assert!(ports.exposure_minor.unwrap() > 30_000_000, "what we built there serves nobody else");
    let depots = sheet(&firm, &hand, account("Straithwen Logistics")).await;
    assert_eq!(of_model(&depots, "four_s").positions[0].came_to, PlacementState::Refused);
    let carmaker = sheet(&firm, &hand, account("Vossenrath Automotive")).await;
    let leaving = &of_model(&carmaker, STAGES_OF).positions[0];
    assert!(leaving.cell == "uncoupling" && leaving.said.reason.starts_with("They insource"));
    let four = told.model("four_s").unwrap();
    let open = (0..told.len()).filter(|place| told.on(four, *place).placed.is_some_and(|placed| !placed.confirmed));
    assert!(open.count() >= 5, "some wait for their director");
    let apart = (0..told.len()).filter(|place| told.models.iter().any(|model| told.on(model, *place).differs()));
    assert!(apart.count() >= 3, "some stand elsewhere than computed");
    let all = firm.get(&hand, "/api/v1/models").await;
    assert!(all.body.contains("captive_supplier"));
}
