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
        concentration_page::{ConcentrationPart, Spot, TopChange},
        held_to_account::HeldToAccount,
        json::Unread,
        models_board::{AccountsOnBoard, BoardAsked, ModelColumns, ModelsBoard, ModelsBoardPart},
        models_page::ModelsPart,
        page::AccountPart,
        rates::{Rates, RatesOf},
        reciprocity::{AccountBothWays, ReciprocityReport},
        report::{About, Basis, Bridge, Concentration, Exact, Mover, Ranked, RetentionFigures, Span, TopMove},
        retention_page::{CohortLine, RetentionPart},
        targets::{AccountTarget, ManagerTargets, TargetsReport},
        terms::{AccountWallet, FamilyWallet, OfNoFamily, WalletFigures, WalletReport},
    },
};
use domain::{
    account::Account,
    board::Board,
    categorization::{BOARDS, CategorizationModel, shipped::SHIPPED},
    change::Change,
    cohort::cohorts,
    command::Envelope,
    concentration::Portfolio,
    day::{Day, Moment, Window},
    history::Entry,
    ids::{AccountId, DeviceId, PersonId, TeamBoardId},
    model::Model,
    person::OrgRole,
    policy::rights_in,
    ratio::Ratio,
    reciprocity::Reciprocity,
    record::Record,
    sample,
    share_of_wallet::{PartOfYear, ShareOfWallet, Wallet},
    target::Attainment,
    top_set::Why,
    viewer::Viewer,
};
use futures_util::{StreamExt, stream};
use jiff::ToSpan;
use leptos::prelude::*;
use leptos_meta::ServerMetaContext;
use leptos_router::location::RequestUrl;

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
        paths::CONCENTRATION => PagePart::Report(Unread::of(&concentration(seen)).unwrap()),
        paths::RETENTION => PagePart::Report(Unread::of(&retention(seen)).unwrap()),
        paths::MODELS => {
            let texts = SHIPPED.iter().map(|text| serde_json::from_str(text).unwrap());
            let part = ModelsPart::of(&texts.collect::<Vec<_>>(), &paths::asked(query, "model"));
            PagePart::Report(Unread::of(&part.unwrap()).unwrap())
        }
        paths::MODELS_BOARD => PagePart::Report(Unread::of(&models_board(seen)).unwrap()),
        paths::WALLET => PagePart::Report(Unread::of(&wallet(model, seen)).unwrap()),
        paths::RECIPROCITY => PagePart::Report(Unread::of(&reciprocity(seen)).unwrap()),
        paths::TARGETS => PagePart::Report(Unread::of(&targets(seen)).unwrap()),
        paths::CATALOGUE => PagePart::Report(Unread::of(&catalogue(model)).unwrap()),
        paths::CURRENCIES => PagePart::Report(Unread::of(&rates(model)).unwrap()),
        paths::HELD_TO_ACCOUNT => PagePart::Report(Unread::of(&held_to_account()).unwrap()),
        paths::KEY_ACCOUNTS => PagePart::Report(Unread::of(&crate::key_set::of(seen)).unwrap()),
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
    ModelsBoardPart::of(&board, &models)
}

/// Figures over the accounts that a viewer sees, with an account that entered and one that left where there are any.
fn concentration(seen: &Model) -> ConcentrationPart {
    let brings = |account: &Account| seen.revenue_ttm_minor(account.id);
    let now = Portfolio::of(seen.accounts.values().map(|account| (account.id, brings(account))));
    let ranked = |account: &Account| Ranked { account: account.id, name: account.name.clone(), minor: brings(account) };
    let mut first: Vec<Ranked> = seen.accounts.values().map(ranked).collect();
    first.sort_by_key(|one| std::cmp::Reverse(one.minor));
    let moved = |one: &Ranked| TopMove {
        account: one.account,
        name: one.name.clone(),
        rank_before: None,
        rank_now: Some(1),
        before_minor: 0,
        now_minor: one.minor,
        why: Why::New,
    };
    let spot = |months: i32| Spot {
        to: TODAY.saturating_sub(months.months()),
        n: now.len(),
        top_permille: (months < 3).then_some(600 - 10 * i64::from(months)),
        is_whole: months < 2,
    };
    ConcentrationPart {
        about: About {
            basis: Basis::Net,
            scope: "all".to_owned(),
            group: false,
            whole: true,
            currency: seen.base_currency(),
        },
        window: Span { from: Window::year_to(TODAY).first(), to: TODAY },
        figures: Concentration::from(&now),
        curve: vec![[0, 0], [5_000, 1_000], [10_000, 10_000]],
        series: (0..5).rev().map(spot).collect(),
        change: TopChange {
            since: Window::year_to(TODAY).after,
            size_before: 4,
            size_now: 5,
            entered: first.iter().take(1).map(moved).collect(),
            left: first.iter().skip(1).take(1).map(moved).collect(),
        },
        first,
    }
}

/// Half of what accounts bring is new, and the largest moved most.
fn retention(seen: &Model) -> RetentionPart {
    let sum: i64 = seen.accounts.keys().map(|id| seen.revenue_ttm_minor(*id).max(0)).sum();
    let ranked = concentration(seen).first;
    let mover = |one: &Ranked| Mover {
        account: one.account,
        name: one.name.clone(),
        before_minor: one.minor / 2,
        now_minor: one.minor,
        change_minor: one.minor - one.minor / 2,
    };
    let half = Ratio::of(1, 2).map(Exact::from);
    RetentionPart {
        about: About {
            basis: Basis::Net,
            scope: "all".to_owned(),
            group: false,
            whole: false,
            currency: seen.base_currency(),
        },
        window: Span { from: Window::year_to(TODAY).first(), to: TODAY },
        prior: Span { from: Window::year_to(Window::year_to(TODAY).after).first(), to: Window::year_to(TODAY).after },
        figures: RetentionFigures {
            cohort: ranked.len(),
            churned: 0,
            grr: half.clone(),
            nrr: half,
            logo_churn: None,
            bridge: Bridge { start_minor: sum / 2, new_minor: sum - sum / 2, end_minor: sum, ..Bridge::default() },
        },
        n: ranked.len(),
        up: ranked.iter().take(3).map(mover).collect(),
        down: Vec::new(),
        years: [2, 1].map(|years| Span { from: TODAY.saturating_sub(years.years()), to: TODAY }).into(),
        cohorts: cohorts(&[vec![(AccountId::default(), 900)], vec![(AccountId::default(), 300)]])
            .iter()
            .map(CohortLine::from)
            .collect(),
    }
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

/// From every account we buy half of what it brings.
fn reciprocity(seen: &Model) -> ReciprocityReport {
    let ConcentrationPart { about, window, first, .. } = concentration(seen);
    let of = |one: &Ranked| Reciprocity::of(one.minor, one.minor.abs() / 2);
    let all = first.iter().map(of).fold(Reciprocity::default(), Reciprocity::plus);
    let item = |one: &Ranked| AccountBothWays { account: one.account, name: one.name.clone(), figures: of(one).into() };
    ReciprocityReport {
        about,
        window,
        figures: all.into(),
        accounts: first.len(),
        mutual: first.iter().filter(|one| one.minor > 0).count(),
        suppliers: first.iter().filter(|one| one.minor < 0).count(),
        left_out: 2,
        left_out_minor: 1_700,
        items: first.iter().map(item).collect(),
    }
}

/// The form of it that travels.
fn held_to_account() -> HeldToAccount {
    serde_json::from_str(include_str!("../wire/1/held_to_account.json")).unwrap()
}

/// Every account spends twice what it brings, all of it on the first family.
fn wallet(model: &Model, seen: &Model) -> WalletReport {
    let ConcentrationPart { about, window, first, .. } = concentration(seen);
    let wallets: Vec<(&Ranked, ShareOfWallet)> = first
        .iter()
        .map(|one| (one, Wallet { yearly_minor: one.minor.max(0) * 2, ours_minor: one.minor }))
        .map(|(one, wallet)| (one, ShareOfWallet::of([wallet], PartOfYear::WHOLE)))
        .collect();
    let family = model.kept.families.values().next().unwrap();
    let of_family = |figures: WalletFigures| FamilyWallet {
        family: family.id,
        name: family.name.clone(),
        accounts: figures.accounts,
        wallet_minor: figures.wallet_minor,
        ours_minor: Some(figures.ours_minor),
        share: figures.share,
        white_minor: Some(figures.white_minor),
    };
    let beside = OfNoFamily { without_product_minor: 700, other_families_minor: 0 };
    let item = |(one, found): &(&Ranked, ShareOfWallet)| {
        let figures = WalletFigures::from(found);
        let families = vec![of_family(figures.clone())];
        let WalletFigures { ours_minor, wallet_minor, share, white_minor, .. } = figures;
        let (account, name) = (one.account, one.name.clone());
        AccountWallet { account, name, ours_minor, wallet_minor, share, white_minor, families, beside }
    };
    let all = wallets.iter().map(|(one, _)| Wallet { yearly_minor: one.minor.max(0) * 2, ours_minor: one.minor });
    let figures = WalletFigures::from(&ShareOfWallet::of(all, PartOfYear::WHOLE));
    WalletReport {
        about,
        window,
        as_of: TODAY,
        unknown: 3,
        unknown_minor: 1_200,
        ours_by_family: true,
        beside,
        families: vec![of_family(figures.clone())],
        items: wallets.iter().map(item).collect(),
        figures,
    }
}

/// Every account is to bring a thousand more than it brings; those that bring nothing have no target.
fn targets(seen: &Model) -> TargetsReport {
    let ConcentrationPart { about, window, first, .. } = concentration(seen);
    let found = |one: &Ranked| Attainment::of(one.minor.max(0) + 100_000, one.minor);
    let lead = |account: AccountId| seen.accounts.get(&account).and_then(|account| account.owner);
    let item = |one: &Ranked| AccountTarget {
        account: one.account,
        name: one.name.clone(),
        lead: lead(one.account),
        figures: found(one).into(),
    };
    let all = first.iter().fold(Attainment::default(), |all, one| all.plus(found(one)));
    let manager = |lead, name: &str, found: Attainment| ManagerTargets {
        lead,
        name: name.to_owned(),
        accounts: first.len(),
        without: 2,
        figures: found.into(),
    };
    TargetsReport {
        about,
        window,
        accounts: first.len(),
        figures: all.into(),
        without: 2,
        without_minor: 1_200,
        managers: vec![
            manager(Some(PersonId::default()), "Mara Kessler", all),
            manager(Some(PersonId::default()), "", Attainment::default()),
            manager(None, "", Attainment::default()),
        ],
        items: first.iter().map(item).collect(),
        open: first.iter().take(2).cloned().collect(),
    }
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
    for (said, seq) in sample::commands(TODAY, &domain::categorization::Models::default()).into_iter().zip(1_i64..) {
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
