//! Every page, rendered as the server renders it: valid HTML, the same twice, for everybody; and texts of users stay texts.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    dead_code,
    reason = "a test that cannot go on has failed"
)]

#[path = "pages/house.rs"]
mod house;
#[path = "pages/html.rs"]
mod html;
#[path = "pages/key_set.rs"]
mod key_set;
#[path = "pages/orders.rs"]
mod orders;
#[path = "pages/reports.rs"]
mod reports;
#[path = "pages/scenarios.rs"]
mod scenarios;
#[path = "pages/status_reports.rs"]
mod status_reports;

use std::collections::BTreeSet;

use app::{
    pages::door::{Door, Refused, Written},
    paths,
    shell::Screen,
    ui::icon::SPRITE,
    words::{door::Language, en},
};
use domain::{field::Field, ids::AccountId, model::Model, person::OrgRole, placement::Placement};

use self::{
    house::{demo, largest, page, person},
    html::{Element, elements},
};

const ROLES: [OrgRole; 6] = [
    OrgRole::AgencyDirector,
    OrgRole::AccountDirector,
    OrgRole::KeyAccountManager,
    OrgRole::Finance,
    OrgRole::CustomerCare,
    OrgRole::Administrator,
];

fn urls(model: &Model) -> Vec<String> {
    let account = paths::account(largest(model));
    let missing = paths::account(AccountId::default());
    let fixed = [
        "/",
        "/accounts",
        "/accounts?q=a&sort=-name&page=2",
        "/accounts?q=no%20such%20thing",
        "/accounts?new=1",
        "/boards",
        "/boards/relationship",
        "/boards/relationship?q=rail",
        "/boards/relationship?density=roomy",
        "/boards/relationship?density=compact&show=trend&show=tags&show=quiet&show=owner",
        "/boards/relationship?lanes=owner&show=none",
        "/wall",
        "/wall?show=relationship&show=owner%3Frows%3Dcountry&every=10",
        "/concentration",
        "/retention",
        "/models",
        "/models?model=millman_wilson",
        "/models?model=bensaou",
        "/models?model=four_s",
        "/models?model=no-such-model",
        "/boards/models",
        "/boards/models?model=four_s&q=a&only=country%3A%3DFrance&colour=owner&show=points&list=disagree",
        "/boards/models?model=webster&cell=transaction&as_of=2026-03-01&known_on=2026-04-01",
        "/wallet",
        "/reciprocity",
        "/targets",
        "/orders",
        "/orders?show=late",
        "/catalogue",
        "/currencies",
        "/held-to-account",
        "/held-to-account?months=6",
        "/key-accounts",
        "/scenarios",
        "/scenarios?scenario=01941f29-7c00-7000-8000-000000000601",
        "/scenarios?edit=01941f29-7c00-7000-8000-000000000601",
        "/scenarios?new=1",
        "/status-reports",
        "/status-reports?report=01941f29-7c00-7000-8000-000000000301",
        "/status-reports?period=2026-10-01",
        "/key-accounts?as_of=2026-03-01",
        "/concentration?basis=gross&scope=country%3ANowhere&to=2025-12-31",
        "/settings",
        "/nowhere",
    ];
    let open = |account: AccountId| format!("/boards/relationship?open={account}");
    let beside = [open(largest(model)), open(AccountId::default())];
    let made = model.team_boards.keys().flat_map(|board| {
        let path = paths::board(Field::Board(*board));
        ["", "?fold=", "?lanes=owner", "?rows=country&density=roomy"].map(|query| [&path, query].concat())
    });
    fixed.map(str::to_owned).into_iter().chain([account, missing]).chain(beside).chain(made).collect()
}

fn doors() -> Vec<Door> {
    let token = || "9f8e7d".to_owned();
    let sign_in = |refused, demo, fresh| Door::SignIn {
        refused,
        email: "mara@example.com".to_owned(),
        next: "/accounts".to_owned(),
        demo,
        fresh,
    };
    vec![
        sign_in(None, true, false),
        sign_in(Some(Refused::Mismatch), false, false),
        sign_in(None, true, true),
        Door::SetUp { token: token(), refused: None, written: Written::default() },
        Door::SetUp { token: token(), refused: Some(Refused::PasswordShort), written: Written::default() },
        Door::Invitation { token: token(), name: "Mara Kessler".to_owned(), refused: Some(Refused::PasswordCommon) },
        Door::LinkGone,
    ]
}

#[test]
fn every_page_is_valid_and_the_same_twice() {
    let model = demo();
    for role in ROLES {
        let actor = person(&model, role);
        for url in urls(&model) {
            let first = page(&model, actor, &url);
            elements(&first);
            assert_eq!(first, page(&model, actor, &url), "{url} for {role:?}");
        }
    }
}

#[test]
fn every_icon_is_in_the_sprite() {
    let model = demo();
    let sprite = include_str!("../../public/icons.svg");
    let mut used = BTreeSet::new();
    for url in urls(&model) {
        let html = page(&model, person(&model, OrgRole::AgencyDirector), &url);
        let icons = elements(&html).into_iter().filter(|one| one.name == "use");
        used.extend(icons.filter_map(|one| one.attribute("href").map(str::to_owned)));
    }
    assert!(used.len() > 10, "{used:?}");
    for icon in used {
        let name = icon.strip_prefix(&format!("{SPRITE}#")).expect("every icon is of the one sprite");
        assert!(sprite.contains(&format!("id=\"{name}\"")), "{name}");
    }
}

#[test]
fn every_door_is_valid_and_works_without_a_script() {
    for door in doors() {
        for language in [Language::English, Language::German] {
            let html = house::html("/", Screen::Door(door.clone(), language));
            let elements = elements(&html);
            assert_eq!(elements[0].attribute("lang"), Some(language.tag()));
            assert!(elements.iter().all(|element| element.name != "script"), "{door:?}");
            for form in elements.iter().filter(|element| element.name == "form") {
                assert_eq!(form.attribute("method"), Some("post"));
            }
        }
    }
}

#[test]
fn a_door_in_german_says_nothing_in_english() {
    let english = Language::English.door();
    for door in doors() {
        let html = house::html("/", Screen::Door(door.clone(), Language::German));
        for words in [english.password, english.sign_in, english.set_up, english.password_hint, english.link_gone] {
            assert!(!html.contains(&format!(">{words}<")), "{words} in {door:?}");
        }
    }
}

#[test]
fn a_board_that_people_made_is_painted_with_its_columns_and_limits() {
    let model = demo();
    let board = model.team_boards.keys().next().unwrap();
    let html = page(&model, person(&model, OrgRole::AgencyDirector), &paths::board(Field::Board(*board)));
    let elements = elements(&html);
    let heads: Vec<_> = elements
        .iter()
        .filter(|one| one.attribute("class").is_some_and(|of| of.contains("column-head made")))
        .collect();
    assert_eq!(heads.len(), 4);
    assert!(html.contains("/pkg/boards.wasm"), "its code comes before the page is taken over");
    for words in ["Renewals this quarter", "3 of 2", "Kaldronn Chemicals", "Add column"] {
        assert!(html.contains(words), "{words}");
    }
}

#[test]
fn colours_of_cards_stand_in_the_first_paint() {
    let model = demo();
    let html = page(&model, person(&model, OrgRole::AgencyDirector), "/boards/relationship?colour=segment");
    let elements = elements(&html);
    let edges = |class: &str| elements.iter().filter(|one| one.attribute("class") == Some(class)).count();
    assert!(edges("card-edge hue-0") > 1 && edges("card-edge hue-1") > 1);
    assert_eq!(edges("hue-0"), 1, "its word stands in the legend");
}

#[test]
fn a_page_that_comes_apart_asks_for_its_code_at_once() {
    let model = demo();
    let asked = |url: &str| {
        let html = page(&model, person(&model, OrgRole::AgencyDirector), url);
        ["lists", "account", "settings", "reports", "models"]
            .into_iter()
            .filter(|part| html.contains(&format!("/pkg/{part}.wasm")))
            .collect::<Vec<_>>()
    };
    assert_eq!(asked("/"), ["lists"]);
    assert_eq!(asked("/accounts"), ["lists"]);
    assert_eq!(asked("/settings"), ["settings"]);
    assert_eq!(asked("/concentration"), ["reports"]);
    assert_eq!(asked("/retention"), ["reports"]);
    assert_eq!(asked("/models"), ["models"]);
    assert_eq!(asked("/boards/models"), ["models"]);
    assert_eq!(asked("/wallet"), ["reports"]);
    assert_eq!(asked("/reciprocity"), ["reports"]);
    assert_eq!(asked("/targets"), ["reports"]);
    assert_eq!(asked("/orders"), ["account"]);
    assert_eq!(asked("/catalogue"), ["settings"]);
    assert_eq!(asked("/currencies"), ["settings"]);
    assert_eq!(asked("/boards/relationship"), [""; 0]);
}

#[test]
fn a_board_is_painted_without_what_dresses_the_rest() {
    let model = demo();
    let later = |url: &str, rel: &str| {
        let html = page(&model, person(&model, OrgRole::AgencyDirector), url);
        html.contains(&format!("rel=\"{rel}\" as=\"style\" href=\"/pkg/later.css\""))
    };
    assert!(later("/boards/relationship", "prefetch"));
    let boards = ["rows=owner", "density=roomy", "open=01890000-0000-7000-8000-000000000003"];
    for url in boards.map(|query| format!("/boards/relationship?{query}")) {
        assert!(later(&url, "stylesheet"), "{url}");
    }
    for url in ["/", "/accounts", "/settings", "/no-such-page"] {
        assert!(later(url, "stylesheet"), "{url}");
    }
}

#[test]
fn a_model_says_what_it_is_by_which_marks_and_what_is_uncertain() {
    let model = demo();
    let actor = person(&model, OrgRole::AgencyDirector);
    let holds = |id: &str, words: &[&str]| {
        let html = page(&model, actor, &paths::categorization(id));
        words.iter().for_each(|words| assert!(html.contains(words), "{id}: {words}"));
        html
    };
    let four =
        holds("four_s", &["our reading", "High, from 5", "weight 30 of 100", "Invest time and money ahead of profit"]);
    assert!(!four.contains(en::models::STEPS));
    holds(
        "webster",
        &[en::models::STEPS, "do not match the paper of 1992", "contracts in force: 1 or more", en::models::ASSERTED],
    );
    let stages = holds("millman_wilson", &["Stage: from 1.8", "Over-engineered", en::models::DECLARED]);
    assert!(!stages.contains(en::models::PLANE), "its stages lie on one line");
    let bensaou = holds("bensaou", &[en::models::CONTEXT, "Seen from our side", "specific investments in people"]);
    let plane = elements(&bensaou).into_iter().filter(|one| one.name == "td").count();
    assert_eq!(plane, 4);
}

#[test]
fn four_models_are_painted_with_what_their_cells_add_up_to() {
    let model = demo();
    let actor = person(&model, OrgRole::AgencyDirector);
    let all = page(&model, actor, paths::MODELS_BOARD);
    let columns = |html: &str| {
        let cells = elements(html).into_iter();
        cells.filter_map(|one| one.attribute("data-column").map(str::to_owned)).collect::<Vec<_>>()
    };
    assert_eq!(columns(&all).len(), 7 + 6 + 4 + 4);
    for words in
        ["Webster’s continuum", "Give it mindshare", "Attractiveness of the account →", en::models_board::DISAGREE]
    {
        assert!(all.contains(words), "{words}");
    }
    let accounts = model.accounts.len();
    assert!(all.contains(&format!("{} · €", accounts.div_ceil(2))), "every second one stands in the first cell");
    let one = page(&model, actor, "/boards/models?model=four_s");
    assert_eq!(columns(&one), ["status", "strategic", "streamline", "star"]);
    let past = page(&model, actor, "/boards/models?as_of=2026-03-01");
    assert!(past.contains(en::models_board::NO_MOVES) && past.contains("As of 1 Mar 2026."));
}

#[test]
fn an_empty_house_says_how_to_begin() {
    let mut model = demo();
    let actor = person(&model, OrgRole::AgencyDirector);
    model.drop_accounts(&model.accounts.keys().copied().collect());
    for url in ["/", "/accounts"] {
        let html = page(&model, actor, url);
        elements(&html);
        assert!(html.contains(en::home::EMPTY), "{url}");
        assert!(html.contains(paths::SETTINGS_IMPORT), "{url}");
    }
}

#[test]
fn who_may_see_no_account_gets_none() {
    let model = demo();
    let actor = person(&model, OrgRole::CustomerCare);
    for url in urls(&model) {
        let html = page(&model, actor, &url);
        for account in model.accounts.values() {
            let id = account.id.to_string();
            // Who names one in an address has it in the addresses of the page as well.
            let tells = !url.contains(&id) && html.contains(&id) || html.contains(&account.name);
            assert!(!tells, "{url} tells {}", account.name);
        }
    }
}

/// The headings and buttons of settings that somebody of one role alone meets, of those that not everybody does.
fn met_in_settings(role: OrgRole) -> Vec<&'static str> {
    let mut model = demo();
    let actor = person(&model, OrgRole::CustomerCare);
    model.people.get_mut(&actor).unwrap().roles = [role].into();
    let html = page(&model, actor, paths::SETTINGS);
    let told = |words: &&str| html.contains(&format!(">{words}<"));
    let all = [
        en::settings::PEOPLE,
        en::settings::INVITE,
        en::settings::EDIT,
        en::SAVE,
        en::settings::BASE_CURRENCY,
        en::taking_in::TITLE,
        en::taking_in::CHOOSE,
        en::SIGN_OUT,
    ];
    all.into_iter().filter(told).collect()
}

#[test]
fn settings_show_what_the_viewer_has_a_part_in() {
    use en::{settings::*, taking_in::*};
    let (base, out) = (BASE_CURRENCY, en::SIGN_OUT);
    for (role, met) in [
        (OrgRole::Administrator, vec![PEOPLE, INVITE, EDIT, en::SAVE, base, TITLE, CHOOSE, out]),
        (OrgRole::AgencyDirector, vec![PEOPLE, en::SAVE, base, TITLE, CHOOSE, out]),
        (OrgRole::KeyAccountManager, vec![PEOPLE, base, out]),
        (OrgRole::Finance, vec![PEOPLE, base, TITLE, out]),
        (OrgRole::CustomerCare, vec![base, out]),
    ] {
        assert_eq!(met_in_settings(role), met, "{role:?}");
    }
}

#[test]
fn settings_name_every_colleague_to_whoever_may_know_them() {
    let model = demo();
    let colleagues = |role| {
        let html = page(&model, person(&model, role), paths::SETTINGS);
        let named = model.people.values().filter(|person| html.contains(&format!("<b>{}", person.name)));
        named.count()
    };
    assert_eq!(colleagues(OrgRole::KeyAccountManager), model.people.len());
    assert_eq!(colleagues(OrgRole::CustomerCare), 0);
}

/// What breaks out of text, attribute, title, text area or script where one of them is not escaped.
const POLYGLOT: &str =
    "\"'></title></textarea></script><script>alert(1)</script><img src=x onerror=alert(1)>&lt;b&gt;\u{2028}<!--";

/// The demo with `text` behind every text of a user.
fn marked(text: &str) -> Model {
    let mut model = demo();
    for account in model.accounts.values_mut() {
        for field in [&mut account.name, &mut account.reference, &mut account.country, &mut account.segment] {
            field.push_str(text);
        }
        account.next_step.push_str(text);
        account.tags = account.tags.iter().map(|tag| format!("{tag}{text}")).collect();
    }
    for person in model.people.values_mut() {
        person.name.push_str(text);
    }
    for note in model.notes.values_mut() {
        note.text.push_str(text);
    }
    for document in model.documents.values_mut() {
        document.number.push_str(text);
    }
    let placements = std::mem::take(&mut model.placements).into_iter();
    model.placements = placements.map(|one| Placement { reason: format!("{}{text}", one.reason), ..one }).collect();
    if let Some(workspace) = &mut model.workspace {
        workspace.name.push_str(text);
    }
    model
}

/// The elements with the names of their attributes; what stands in them may differ.
fn skeleton(html: &str) -> Vec<(String, Vec<String>)> {
    let names = |element: Element| {
        (element.name, element.attributes.into_iter().map(|(name, _)| name).collect::<Vec<String>>())
    };
    elements(html).into_iter().map(names).collect()
}

#[test]
fn no_text_of_a_user_becomes_an_element() {
    let clean = marked("plain");
    let dirty = marked(POLYGLOT);
    let actor = person(&clean, OrgRole::AgencyDirector);
    for url in urls(&clean).into_iter().filter(|url| !url.contains("q=")) {
        let html = page(&dirty, actor, &url);
        assert!(!html.contains("<script>alert") && !html.contains("<img"), "{url}");
        assert_eq!(skeleton(&html), skeleton(&page(&clean, actor, &url)), "{url}");
    }
}

#[test]
fn no_text_at_the_door_becomes_an_element() {
    let written = |text: &str| Written {
        name: text.to_owned(),
        email: text.to_owned(),
        workspace: text.to_owned(),
        currency: String::new(),
    };
    let doors = |text: &str| {
        [
            Door::SignIn {
                refused: Some(Refused::Mismatch),
                email: text.to_owned(),
                next: text.to_owned(),
                demo: true,
                fresh: false,
            },
            Door::SetUp { token: "t".to_owned(), refused: None, written: written(text) },
            Door::Invitation { token: "t".to_owned(), name: text.to_owned(), refused: None },
        ]
    };
    for (dirty, clean) in doors(POLYGLOT).into_iter().zip(doors("plain")) {
        let render = |door| skeleton(&house::html("/", Screen::Door(door, Language::English)));
        assert_eq!(render(dirty), render(clean));
    }
}
