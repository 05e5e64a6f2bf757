//! A house to render: the demo, as the server would send it for a page, and the page as its HTML.

use std::sync::Once;

use app::{
    client::density::Density,
    pages::{
        accounts::list::{Asked, Listed},
        home::Summary,
    },
    paths,
    shell::{Assets, Screen, shell},
    views::{
        board::{asked, legend},
        rail_boards::boards_of_rail,
    },
    wire::{
        BoardPart, DirectorySnapshot, PageData, PagePart, Records,
        catalogue::Catalogue,
        json::Unread,
        models_board::{AccountsOnBoard, BoardAsked, ModelColumns, ModelsBoard, ModelsBoardPart},
        models_page::ModelsPart,
        orders::OrdersShown,
        page::AccountPart,
        rates::{Rates, RatesOf},
    },
};
use domain::{
    board::Board,
    categorization::{BOARDS, CategorizationModel, Models, shipped::SHIPPED},
    change::Change,
    command::Envelope,
    day::{Day, Moment},
    history::Entry,
    ids::{AccountId, DeviceId, PersonId, TeamBoardId},
    model::Model,
    person::OrgRole,
    policy::rights_in,
    record::Record,
    sample,
    viewer::Viewer,
};
use futures_util::{StreamExt, stream};
use leptos::prelude::*;
use leptos_meta::ServerMetaContext;
use leptos_router::location::RequestUrl;

use crate::reports;

/// The day on which all pages are rendered.
pub const TODAY: Day = jiff::civil::date(2026, 11, 24);

/// The demo.
pub fn demo() -> Model {
    sample::model(TODAY)
}

/// The demo's first person of a role.
pub fn person(model: &Model, role: OrgRole) -> PersonId {
    model.people.values().find(|person| person.roles.contains(&role)).map(|person| person.id).unwrap()
}

/// The account that brings most.
pub fn largest(model: &Model) -> AccountId {
    model.accounts.keys().copied().max_by_key(|id| model.revenue_ttm_minor(*id)).unwrap()
}

/// What the server sends with a page, cut to what the viewer may see.
pub fn page_data(model: &Model, actor: PersonId, url: &str) -> PageData {
    let rights = rights_in(model, actor);
    let viewer = Viewer { actor, now: now(), day: TODAY, language: "en".to_owned(), rights };
    let mut seen = DirectorySnapshot::of(model, &viewer.rights).into_model();
    let notes = model.notes.values().filter(|note| seen.accounts.contains_key(&note.account));
    seen.notes = notes.map(|note| (note.id, note.clone())).collect();
    let documents = model.documents.values().filter(|document| seen.accounts.contains_key(&document.account));
    seen.documents = documents.map(|document| (document.id, document.clone())).collect();
    seen.take(&boards(model, &seen, &viewer)).unwrap();
    PageData {
        build: "test".to_owned(),
        email: "ingrid@halvorsen.example".to_owned(),
        demo: true,
        seq: model.seq,
        part: part(model, &seen, url),
        opened: opened(model, &seen, url),
        rail: boards_of_rail(&seen, actor, |_| true),
        records: records(seen),
        drafts: Vec::new(),
        viewer,
    }
}

pub fn now() -> Moment {
    jiff::tz::Offset::UTC.to_timestamp(TODAY.at(9, 0, 0, 0)).unwrap()
}

/// The boards that people made, and what is on them, as far as a viewer sees it.
fn boards(model: &Model, seen: &Model, viewer: &Viewer) -> Vec<Change> {
    let there =
        |board: TeamBoardId| model.team_boards.get(&board).is_some_and(|board| viewer.rights.sees_made(board.made()));
    let boards = model.team_boards.values().filter(|board| there(board.id)).map(Record::created);
    let columns = model.columns.values().filter(|column| there(column.board)).map(Record::created);
    let cards = model.cards.values().filter(|card| there(card.board) && seen.accounts.contains_key(&card.account));
    let views = model.views.values().filter(|view| viewer.rights.sees_made(view.made())).map(Record::created);
    boards.chain(columns).chain(cards.map(Record::created)).chain(views).collect()
}

fn records(seen: Model) -> Records {
    let made = seen.team_boards.values().map(Record::created);
    let made = made.chain(seen.columns.values().map(Record::created));
    let made = made.chain(seen.cards.values().map(Record::created)).chain(seen.views.values().map(Record::created));
    let boards = made.collect();
    Records {
        workspace: seen.workspace,
        people: seen.people.into_values().collect(),
        accounts: seen.accounts.into_values().collect(),
        placements: seen.placements.into_iter().collect(),
        documents: seen.documents.into_values().collect(),
        notes: seen.notes.into_values().collect(),
        imports: seen.imports.into_values().collect(),
        trailing: seen.trailing.into_values().collect(),
        boards,
    }
}

fn part(model: &Model, seen: &Model, url: &str) -> PagePart {
    let (path, query) = url.split_once('?').unwrap_or((url, ""));
    let summary = Summary::of(seen, TODAY);
    match path {
        paths::HOME => PagePart::Home {
            total: summary.total,
            due: summary.due,
            unassigned: summary.unassigned,
            not_placed: summary.not_placed,
        },
        paths::ACCOUNTS => {
            let Listed { shown, total } = Listed::of(seen, TODAY, &Asked::of(query));
            PagePart::Accounts { shown, total }
        }
        paths::BOARDS => PagePart::Boards { total: summary.total, not_placed: summary.not_placed },
        paths::CONCENTRATION => PagePart::Report(Unread::of(&reports::concentration(seen)).unwrap()),
        paths::RETENTION => PagePart::Report(Unread::of(&reports::retention(seen)).unwrap()),
        paths::MODELS => {
            let texts = SHIPPED.iter().map(|text| serde_json::from_str(text).unwrap());
            let models = Models::of(texts.collect());
            let part = ModelsPart::of(&models, &models, &paths::asked(query, "model"));
            PagePart::Report(Unread::of(&part.unwrap()).unwrap())
        }
        paths::MODELS_BOARD => PagePart::Report(Unread::of(&models_board(seen)).unwrap()),
        paths::WALLET => PagePart::Report(Unread::of(&reports::wallet(model, seen)).unwrap()),
        paths::RECIPROCITY => PagePart::Report(Unread::of(&reports::reciprocity(seen)).unwrap()),
        paths::TARGETS => PagePart::Report(Unread::of(&reports::targets(seen)).unwrap()),
        paths::CATALOGUE => PagePart::Report(Unread::of(&catalogue(model)).unwrap()),
        paths::CURRENCIES => PagePart::Report(Unread::of(&rates(model)).unwrap()),
        paths::HELD_TO_ACCOUNT => PagePart::Report(Unread::of(&reports::held_to_account()).unwrap()),
        paths::ORDERS => {
            let shown = OrdersShown::of_word(&paths::asked(query, "show"));
            PagePart::Report(Unread::of(&crate::orders::of(seen, shown)).unwrap())
        }
        paths::KEY_ACCOUNTS => PagePart::Report(Unread::of(&crate::key_set::of(seen)).unwrap()),
        paths::SCENARIOS => PagePart::Report(crate::scenarios::of(seen, query)),
        paths::STATUS_REPORTS => PagePart::Report(crate::status_reports::of(seen, query)),
        paths::SETTINGS => PagePart::Settings,
        path if paths::board_of(path).is_some() => {
            let asked = asked::Asked::of(paths::board_of(path).unwrap(), query);
            if asked.columns.team_board().is_some_and(|board| !seen.team_boards.contains_key(&board)) {
                return PagePart::Missing;
            }
            let part = BoardPart::of(&Board::new(seen, TODAY, asked.layout()), |_| asked.look.first_cards());
            let colours = asked.look.colour().map(|field| legend::counted(seen, field, TODAY));
            PagePart::Board(part.with_colours(colours.unwrap_or_default()))
        }
        path => match path.strip_prefix("/accounts/").and_then(|id| id.parse().ok()) {
            Some(account) => account_part(model, seen, account).map_or(PagePart::Missing, PagePart::Account),
            None => PagePart::Missing,
        },
    }
}

/// What the cells of the four models add up to, where every second account was placed in the first cell of each and every third computed
/// to be in the last.
fn models_board(seen: &Model) -> ModelsBoardPart {
    let models: Vec<CategorizationModel> = SHIPPED.iter().map(|text| serde_json::from_str(text).unwrap()).collect();
    let count = seen.accounts.len();
    let each = |of: usize, cell: usize| (0..count).map(|at| (at % of == 0).then_some(cell)).collect::<Vec<_>>();
    let columns = |id: &str| {
        let model = models.iter().find(|model| model.id == id).unwrap();
        ModelColumns {
            model: model.id.clone(),
            version: model.version,
            cells: model.cells.iter().map(|cell| cell.id.clone()).collect(),
            computed: each(3, model.cells.len() - 1),
            placed: each(2, 0),
            confirmed: (0..count).filter(|at| at % 4 == 0).collect(),
            ..ModelColumns::default()
        }
    };
    let board = ModelsBoard {
        asked: BoardAsked {
            as_of: TODAY,
            known_on: None,
            seq: seen.seq,
            to: TODAY,
            scope: "all".to_owned(),
            whole: true,
            currency: seen.base_currency(),
        },
        people: Vec::new(),
        days: Vec::new(),
        accounts: AccountsOnBoard {
            id: seen.accounts.keys().copied().collect(),
            name: seen.accounts.values().map(|account| account.name.clone()).collect(),
            owner: vec![None; count],
            revenue_ttm_minor: seen.accounts.keys().map(|id| seen.revenue_ttm_minor(*id)).collect(),
        },
        models: BOARDS.into_iter().map(columns).collect(),
        spread: vec![None; count],
        disagree: Vec::new(),
        under_developed: Vec::new(),
        over_served: Vec::new(),
    };
    let models = Models::of(models);
    ModelsBoardPart::of(&board, &models, &models)
}

/// All families, products and partners.
fn catalogue(model: &Model) -> Catalogue {
    Catalogue {
        families: model.kept.families.values().cloned().collect(),
        products: model.kept.products.values().cloned().collect(),
        partners: model.kept.partners.values().cloned().collect(),
    }
}

/// The rates of the sample, the latest of each currency first.
fn rates(model: &Model) -> Rates {
    let mut currencies: Vec<RatesOf> = Vec::new();
    for rate in model.kept.rates.values().rev() {
        match currencies.iter_mut().find(|of| of.currency == rate.currency) {
            Some(of) => of.rates.push(rate.clone()),
            None => currencies.push(RatesOf { currency: rate.currency, days: 1, rates: vec![rate.clone()] }),
        }
    }
    for of in &mut currencies {
        of.days = of.rates.len() as i64;
        of.rates.truncate(31);
    }
    currencies.sort_by_key(|of| of.currency);
    Rates { base: model.base_currency(), currencies }
}

/// What is told of the account that is open beside a board.
fn opened(model: &Model, seen: &Model, url: &str) -> Option<AccountPart> {
    let (path, query) = url.split_once('?')?;
    paths::board_of(path)?;
    account_part(model, seen, asked::Asked::opens(query)?)
}

fn account_part(model: &Model, seen: &Model, account: AccountId) -> Option<AccountPart> {
    seen.accounts.contains_key(&account).then(|| AccountPart {
        account,
        documents_total: seen.documents_of(account).len() + 70,
        history: history(model, account),
    })
}

/// The entries that touched an account, newest first, as its log would tell them.
fn history(model: &Model, account: AccountId) -> Vec<Entry> {
    let mut made = Model::default();
    let mut entries = Vec::new();
    for (said, seq) in sample::commands(TODAY, &Models::default()).into_iter().zip(1_i64..) {
        let viewer = Viewer {
            actor: said.by,
            now: now(),
            day: TODAY,
            language: "en".to_owned(),
            rights: rights_in(&made, said.by),
        };
        let sent = Envelope {
            id: uuid::Uuid::from_u128(seq.unsigned_abs().into()).into(),
            device: DeviceId::default(),
            wire: 1,
            made_at: now(),
            base_seq: made.seq,
            command: said.command,
        };
        let domain::apply::Verdict::Changes(changes) = domain::apply::apply(&made, &viewer, &sent) else { continue };
        made.take(&changes).unwrap();
        made.seq = seq;
        if changes.iter().any(|change| change.account == Some(account)) {
            let kind = sent.command.word().to_owned();
            let at = now() - jiff::SignedDuration::from_mins(90 * (model.seq - seq));
            let undone_by = (entries.len() == 2).then_some(seq + 1);
            entries.push(Entry { seq, id: sent.id, actor: said.by, at, kind, undoes: None, undone_by, changes });
        }
    }
    entries.reverse();
    entries.truncate(30);
    entries
}

/// The HTML of a page, as the server sends it.
pub fn html(url: &str, screen: Screen) -> String {
    static EXECUTOR: Once = Once::new();
    EXECUTOR.call_once(|| any_spawner::Executor::init_futures_executor().unwrap());
    let parts = ["lists", "account", "settings", "boards", "reports", "models"]
        .map(|part| (part.to_owned(), vec![format!("/pkg/{part}.wasm")]));
    let assets = Assets {
        style: "/pkg/main.css".into(),
        later_style: "/pkg/later.css".into(),
        script: "/pkg/app.js".into(),
        module: "/pkg/app.wasm".into(),
        parts: parts.into(),
    };
    let (meta, output) = ServerMetaContext::new();
    let owner = Owner::new();
    let body = owner.with(|| {
        provide_context(RequestUrl::new(url));
        provide_context(meta);
        shell(assets, screen, Density::default()).to_html()
    });
    let stream = output.inject_meta_context(stream::once(std::future::ready(body)));
    futures_executor::block_on(async { stream.await.collect::<Vec<String>>().await }).concat()
}

/// The HTML of a page of the workspace.
pub fn page(model: &Model, actor: PersonId, url: &str) -> String {
    html(url, Screen::Workspace(Box::new(page_data(model, actor, url))))
}
