//! Reports on trade, for scripts and pages: what `GET /api/v1/reports/…` answers, and what it is asked.

use serde::{Deserialize, Serialize};

use domain::{
    concentration::{Class, MAJOR_PERCENT, Portfolio},
    day::Day,
    ids::{AccountId, PersonId},
    money::Currency,
    ratio::{Ratio, narrowed},
    retention::Retention,
    top_set::Why,
};

/// How many months a series has where nothing else is asked for.
pub const SERIES_MONTHS: usize = 36;
/// The most months of a series.
pub const SERIES_MONTHS_MAX: usize = 120;
/// How many digits stand behind the point of an exact ratio.
const DIGITS: usize = 12;

/// A ratio to its last digit: as a fraction in lowest terms, and as a decimal of 12 digits, half-even.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Exact {
    /// Such as `0.402000000000`.
    pub decimal: String,
    /// Such as `201/500`.
    pub fraction: String,
}

impl Exact {
    /// The ratio itself; none where the text is none.
    pub fn ratio(&self) -> Option<Ratio> {
        Ratio::of_text(&self.fraction)
    }
}

impl From<Ratio> for Exact {
    fn from(ratio: Ratio) -> Self {
        Self { decimal: ratio.decimal(DIGITS), fraction: ratio.to_string() }
    }
}

/// What of an account counts as its revenue.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub enum Basis {
    /// Sales less credits.
    #[default]
    Net,
    /// Sales; who has credits alone is no part of the book.
    Gross,
}

impl Basis {
    /// Reads `net` or `gross`.
    pub fn of_word(word: &str) -> Option<Self> {
        [Self::Net, Self::Gross].into_iter().find(|basis| basis.word() == word)
    }

    /// The word that names it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Net => "net",
            Self::Gross => "gross",
        }
    }
}

/// Which accounts a report is about, of those that its reader sees.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Accounts {
    /// All of them.
    #[default]
    All,
    /// Those led by a person or by somebody who reports to them, directly or through others.
    Line(PersonId),
    /// Those of a market segment.
    Segment(String),
    /// Those of a country.
    Country(String),
    /// An account and all those below it.
    Group(AccountId),
}

impl Accounts {
    /// Reads `all`, `line:ID`, `segment:NAME`, `country:NAME` or `group:ID`.
    pub fn of_word(word: &str) -> Option<Self> {
        match word.split_once(':') {
            None if word == "all" => Some(Self::All),
            Some(("line", id)) => id.parse().ok().map(Self::Line),
            Some(("segment", name)) => Some(Self::Segment(name.to_owned())),
            Some(("country", name)) => Some(Self::Country(name.to_owned())),
            Some(("group", id)) => id.parse().ok().map(Self::Group),
            _ => None,
        }
    }

    /// The word that names it.
    pub fn word(&self) -> String {
        match self {
            Self::All => "all".to_owned(),
            Self::Line(person) => format!("line:{person}"),
            Self::Segment(name) => format!("segment:{name}"),
            Self::Country(name) => format!("country:{name}"),
            Self::Group(account) => format!("group:{account}"),
        }
    }
}

/// What a figure is about: it stands beside every one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct About {
    /// What counts as revenue.
    pub basis: Basis,
    /// Which accounts: `all`, `line:ID`, `segment:NAME`, `country:NAME` or `group:ID`.
    pub scope: String,
    /// Whether each account counts as a part of its group: all that is counted and named are then groups, by the account at
    /// their head. Where the reader does not see what stands above an account, its group begins below that.
    #[serde(default)]
    pub group: bool,
    /// Whether the reader sees every account of the workspace. If not, shares are of what they see.
    pub whole: bool,
    /// The currency of all amounts.
    #[cfg_attr(feature = "schema", schema(value_type = String))]
    pub currency: Currency,
}

/// From one day to another, both of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Span {
    /// The first day.
    #[cfg_attr(feature = "schema", schema(value_type = String, format = Date))]
    #[serde(with = "domain::day::text")]
    pub from: Day,
    /// The last day.
    #[cfg_attr(feature = "schema", schema(value_type = String, format = Date))]
    #[serde(with = "domain::day::text")]
    pub to: Day,
}

/// How concentrated revenue is in a window.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ConcentrationReport {
    /// What it is about.
    #[serde(flatten)]
    pub about: About,
    /// The window.
    #[serde(flatten)]
    pub window: Span,
    /// The figures.
    #[serde(flatten)]
    pub figures: Concentration,
}

/// The figures of concentration. What would divide by nothing is null.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Concentration {
    /// How many accounts brought more than zero.
    pub n: usize,
    /// How many had a document and brought zero, or less; they are in no figure.
    pub nonpositive: usize,
    /// What the `n` brought, in minor units.
    pub total_minor: i64,
    /// What the `nonpositive` add up to, in minor units.
    pub nonpositive_minor: i64,
    /// The share of the largest account.
    pub top1: Option<Exact>,
    /// The share of the largest tenth of accounts, their number rounded up.
    pub top10pct: Option<Exact>,
    /// The share of the largest fifth.
    pub top20pct: Option<Exact>,
    /// The Gini coefficient, 0 to 1.
    pub gini: Option<Exact>,
    /// The same without the bias of small samples.
    pub gini_unbiased: Option<Exact>,
    /// The Herfindahl–Hirschman index, 0 to 10,000.
    pub hhi: Option<Exact>,
    /// The same without what the number of accounts brings about, 0 to 1.
    pub hhi_normalised: Option<Exact>,
    /// How many accounts of one size would be as concentrated.
    pub effective: Option<Exact>,
    /// The fewest accounts that bring 60 % of all.
    pub k60: usize,
    /// The fewest that bring 80 %.
    pub k80: usize,
    /// How many bring a tenth of all or more each.
    pub major: usize,
    /// How many are of each class.
    pub abc: Abc,
}

impl From<&Portfolio> for Concentration {
    fn from(portfolio: &Portfolio) -> Self {
        Self {
            n: portfolio.len(),
            nonpositive: portfolio.left_out(),
            total_minor: narrowed(portfolio.total_minor()),
            nonpositive_minor: narrowed(portfolio.left_out_minor()),
            top1: portfolio.top_share(1).map(Exact::from),
            top10pct: portfolio.top_percent_share(10).map(Exact::from),
            top20pct: portfolio.top_percent_share(20).map(Exact::from),
            gini: portfolio.gini().map(Exact::from),
            gini_unbiased: portfolio.gini_unbiased().map(Exact::from),
            hhi: portfolio.hhi().map(Exact::from),
            hhi_normalised: portfolio.hhi_normalised().map(Exact::from),
            effective: portfolio.effective_count().map(Exact::from),
            k60: portfolio.count_to(60),
            k80: portfolio.count_to(80),
            major: portfolio.count_above(MAJOR_PERCENT),
            abc: Abc::of(portfolio),
        }
    }
}

/// How many accounts are of each class: those before an account of class A bring less than 80 %, of class B less than 95 %.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Abc {
    /// Of class A.
    pub a: usize,
    /// Of class B.
    pub b: usize,
    /// Of class C.
    pub c: usize,
}

impl Abc {
    fn of(portfolio: &Portfolio) -> Self {
        portfolio.classes().fold(Self::default(), |mut abc, class| {
            let count = match class {
                Class::A => &mut abc.a,
                Class::B => &mut abc.b,
                Class::C => &mut abc.c,
            };
            *count += 1;
            abc
        })
    }
}

/// Concentration month by month, each point over the twelve months to its day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct SeriesReport {
    /// What it is about.
    #[serde(flatten)]
    pub about: About,
    /// The points, the earliest first.
    pub points: Vec<SeriesPoint>,
}

/// A point of a series.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct SeriesPoint {
    /// The last day of its twelve months.
    #[cfg_attr(feature = "schema", schema(value_type = String, format = Date))]
    #[serde(with = "domain::day::text")]
    pub to: Day,
    /// The figures.
    #[serde(flatten)]
    pub figures: Concentration,
}

/// Who came among the largest tenth of accounts between two days, and who left it; each by the twelve months to its day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct EnteredLeftReport {
    /// What it is about.
    #[serde(flatten)]
    pub about: About,
    /// From which day to which.
    #[serde(flatten)]
    pub days: Span,
    /// How many accounts the tenth was before. A larger book makes a larger tenth.
    pub size_before: usize,
    /// How many it is now.
    pub size_now: usize,
    /// Who came, the largest first.
    pub entered: Vec<TopMove>,
    /// Who left, the largest of before first.
    pub left: Vec<TopMove>,
}

/// An account that came among the first, or left them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct TopMove {
    /// Which account.
    pub account: AccountId,
    /// Its name.
    pub name: String,
    /// Its place before, from 1; null where it brought nothing.
    pub rank_before: Option<usize>,
    /// Its place now.
    pub rank_now: Option<usize>,
    /// What it brought before, in minor units; 0 where it has no place.
    pub before_minor: i64,
    /// What it brings now.
    pub now_minor: i64,
    /// Why.
    pub why: Why,
}

/// What each account brought in a window.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct RankingReport {
    /// What it is about.
    #[serde(flatten)]
    pub about: About,
    /// The window.
    #[serde(flatten)]
    pub window: Span,
    /// All accounts with a document that counts, the largest first; those alike by their ids.
    pub accounts: Vec<Ranked>,
}

/// What an account brought.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Ranked {
    /// Which account.
    pub account: AccountId,
    /// Its name.
    pub name: String,
    /// What it brought, in minor units; zero or less where its credits outweigh its sales.
    pub minor: i64,
}

/// What became of the revenue of one window in another one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct RetentionReport {
    /// What it is about.
    #[serde(flatten)]
    pub about: About,
    /// The windows.
    #[serde(flatten)]
    pub windows: Windows,
    /// The figures.
    #[serde(flatten)]
    pub figures: RetentionFigures,
}

/// The figures of retention. What would divide by nothing is null.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct RetentionFigures {
    /// How many accounts brought more than zero before.
    pub cohort: usize,
    /// How many of them bring zero now, or less.
    pub churned: usize,
    /// Gross revenue retention: what stayed of the cohort's revenue, growth aside.
    pub grr: Option<Exact>,
    /// Net revenue retention: growth included.
    pub nrr: Option<Exact>,
    /// Which part of the cohort brings nothing now.
    pub logo_churn: Option<Exact>,
    /// From the one to the other, step by step.
    pub bridge: Bridge,
}

impl From<&Retention> for RetentionFigures {
    fn from(found: &Retention) -> Self {
        Self {
            cohort: found.cohort,
            churned: found.churned,
            grr: found.gross().map(Exact::from),
            nrr: found.net().map(Exact::from),
            logo_churn: found.logo_churn().map(Exact::from),
            bridge: Bridge {
                start_minor: narrowed(found.start_minor),
                expansion_minor: narrowed(found.expansion_minor),
                contraction_minor: narrowed(found.contraction_minor),
                churn_minor: narrowed(found.churn_minor),
                new_minor: narrowed(found.new_minor),
                remainder_minor: narrowed(found.remainder_minor),
                end_minor: narrowed(found.end_minor()),
            },
        }
    }
}

/// Two windows, each from its first to its last day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Windows {
    /// The window.
    #[serde(flatten)]
    pub window: Span,
    /// The first day of the window before.
    #[cfg_attr(feature = "schema", schema(value_type = String, format = Date))]
    #[serde(with = "domain::day::text")]
    pub prior_from: Day,
    /// Its last day.
    #[cfg_attr(feature = "schema", schema(value_type = String, format = Date))]
    #[serde(with = "domain::day::text")]
    pub prior_to: Day,
}

/// The steps from the revenue of the cohort before to that of all accounts now, in minor units:
/// `start + expansion − contraction − churn + new + remainder = end`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Bridge {
    /// What the cohort brought before.
    pub start_minor: i64,
    /// What those brought more who grew.
    pub expansion_minor: i64,
    /// What those brought less who shrank and still bring something.
    pub contraction_minor: i64,
    /// What those brought before who bring nothing now.
    pub churn_minor: i64,
    /// What those bring who brought nothing before.
    pub new_minor: i64,
    /// What is below zero now: credits above the sales of an account.
    pub remainder_minor: i64,
    /// What all accounts bring now.
    pub end_minor: i64,
}

/// The accounts whose revenue changed most between two windows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct MoversReport {
    /// What it is about.
    #[serde(flatten)]
    pub about: About,
    /// The windows.
    #[serde(flatten)]
    pub windows: Windows,
    /// Those that grew, by most first.
    pub up: Vec<Mover>,
    /// Those that shrank, by most first.
    pub down: Vec<Mover>,
}

/// An account whose revenue changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Mover {
    /// Which account.
    pub account: AccountId,
    /// Its name.
    pub name: String,
    /// What it brought before, in minor units.
    pub before_minor: i64,
    /// What it brings now.
    pub now_minor: i64,
    /// The difference.
    pub change_minor: i64,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_exact_ratio_is_read_from_its_fraction() {
        let ratio = Ratio::of(201, 500).unwrap();
        assert_eq!(Exact::from(ratio).ratio(), Some(ratio));
    }

    #[test]
    fn every_scope_has_a_word_and_back() {
        let person = PersonId(uuid::Uuid::from_u128(7));
        for accounts in [
            Accounts::All,
            Accounts::Line(person),
            Accounts::Segment("Rail: freight".into()),
            Accounts::Country("EIRE".into()),
            Accounts::Group(AccountId(uuid::Uuid::from_u128(8))),
        ] {
            assert_eq!(Accounts::of_word(&accounts.word()), Some(accounts));
        }
        for wrong in ["", "everything", "line:", "line:7", "tag:x", "group:", "group:7"] {
            assert_eq!(Accounts::of_word(wrong), None, "{wrong}");
        }
    }
}
