//! An account of a report: its figures, what there is to know of it, and what is said of it.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use crate::{
    change::Value,
    day::{Day, Written},
    ids::AccountId,
    ratio::narrowed,
    record::Scalar,
};

/// An account as it stood when the report was sent. All amounts are in minor units of the report's currency.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct StatusLine {
    /// The account.
    pub account: AccountId,
    /// Its name then.
    pub name: String,
    /// What it brought in the month, sales less credits.
    pub revenue_minor: i64,
    /// What it brought in the same month a year before.
    pub prior_minor: i64,
    /// What it brought in the twelve months that end with the month.
    pub trailing_minor: i64,
    /// What it brought in the twelve months before those.
    pub trailing_prior_minor: i64,
    /// What it was to bring in the month, by its target; none where it has none.
    pub target_minor: Option<i64>,
    /// How many sales there were in the month.
    pub sales: i64,
    /// What they come to.
    pub sales_minor: i64,
    /// How many credits.
    pub credits: i64,
    /// What they come to, above zero.
    pub credits_minor: i64,
    /// How many purchases from it.
    pub purchases: i64,
    /// What they come to.
    pub purchases_minor: i64,
    /// What moved and what is to be looked at.
    pub news: Vec<News>,
    /// What the author of the report says of it; may be empty.
    pub comment: String,
}

/// Something about an account that a director wants to know.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct News {
    /// What.
    pub what: NewsWord,
    /// The day of it.
    #[cfg_attr(feature = "schema", schema(value_type = String, format = Date))]
    #[serde(with = "crate::day::text")]
    pub day: Day,
    /// Which cell of which model, which step, which contract; empty where there is nothing more to say.
    pub text: String,
}

/// What there is to know of an account.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub enum NewsWord {
    /// It was placed in a cell of a model in the month, the relationship stages among them.
    #[default]
    Placed,
    /// It was taken among the key accounts in the month.
    TakenIn,
    /// It was let go from them.
    LetGo,
    /// Its next step was due on that day, before the report was sent.
    StepOverdue,
    /// It has had no sale and no credit since that day, for long by the end of the month.
    Quiet,
    /// A contract ends on that day, soon after the report was sent.
    ContractEnds,
    /// A contract goes on by itself on that day.
    ContractRenews,
    /// Notice of a contract can be given until that day.
    NoticeDue,
}

choice!(
    NewsWord: Placed = "placed",
    TakenIn = "taken_in",
    LetGo = "let_go",
    StepOverdue = "step_overdue",
    Quiet = "quiet",
    ContractEnds = "contract_ends",
    ContractRenews = "contract_renews",
    NoticeDue = "notice_due",
);

/// What the accounts of a report come to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct StatusTotals {
    /// What they brought in the month.
    pub revenue_minor: i64,
    /// What they brought in the same month a year before.
    pub prior_minor: i64,
    /// What they brought in twelve months.
    pub trailing_minor: i64,
    /// What they brought in the twelve months before.
    pub trailing_prior_minor: i64,
    /// What those with a target were to bring.
    pub target_minor: i64,
    /// What those with a target brought.
    pub on_target_minor: i64,
    /// How many have one.
    pub targeted: i64,
    /// How many sales, credits and purchases there were.
    pub documents: i64,
}

impl StatusTotals {
    /// Of these accounts.
    pub fn of<'a>(lines: impl IntoIterator<Item = &'a StatusLine> + Clone) -> Self {
        let sum = |read: &dyn Fn(&StatusLine) -> i64| {
            narrowed(lines.clone().into_iter().map(|line| i128::from(read(line))).sum::<i128>())
        };
        Self {
            revenue_minor: sum(&|line| line.revenue_minor),
            prior_minor: sum(&|line| line.prior_minor),
            trailing_minor: sum(&|line| line.trailing_minor),
            trailing_prior_minor: sum(&|line| line.trailing_prior_minor),
            target_minor: sum(&|line| line.target_minor.unwrap_or_default()),
            on_target_minor: sum(&|line| line.target_minor.map_or(0, |_| line.revenue_minor)),
            targeted: sum(&|line| line.target_minor.is_some().into()),
            documents: sum(&|line| line.sales + line.credits + line.purchases),
        }
    }
}

impl StatusLine {
    /// Its numbers, in the order in which they are written.
    fn numbers(&self) -> [i64; 10] {
        [
            self.revenue_minor,
            self.prior_minor,
            self.trailing_minor,
            self.trailing_prior_minor,
            self.sales,
            self.sales_minor,
            self.credits,
            self.credits_minor,
            self.purchases,
            self.purchases_minor,
        ]
    }
}

/// As a text in changes and tables: the figures in one row, parted by tabs, a row for each piece of news, and what is said at the end.
/// No name and no step holds the end of a line.
impl fmt::Display for StatusLine {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}\t{}", self.account, self.name)?;
        for number in self.numbers() {
            write!(out, "\t{number}")?;
        }
        match self.target_minor {
            Some(target) => write!(out, "\t{target}")?,
            None => out.write_str("\t")?,
        }
        for News { what, day, text } in &self.news {
            write!(out, "\n{}\t{day}\t{text}", what.word())?;
        }
        if self.comment.is_empty() { Ok(()) } else { write!(out, "\n\t{}", self.comment) }
    }
}

impl FromStr for StatusLine {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let (text, comment) = text.split_once("\n\t").unwrap_or((text, ""));
        let mut rows = text.split('\n');
        let mut figures = rows.next().ok_or(())?.split('\t');
        let account = figures.next().and_then(|id| id.parse().ok()).ok_or(())?;
        let name = figures.next().ok_or(())?.to_owned();
        let mut number = || figures.next().and_then(|number| number.parse::<i64>().ok()).ok_or(());
        let line = Self {
            account,
            name,
            revenue_minor: number()?,
            prior_minor: number()?,
            trailing_minor: number()?,
            trailing_prior_minor: number()?,
            sales: number()?,
            sales_minor: number()?,
            credits: number()?,
            credits_minor: number()?,
            purchases: number()?,
            purchases_minor: number()?,
            target_minor: None,
            news: rows.map(news).collect::<Result<_, ()>>()?,
            comment: comment.to_owned(),
        };
        let target = figures.next().ok_or(())?;
        let target_minor = if target.is_empty() { None } else { Some(target.parse().map_err(|_| ())?) };
        Ok(Self { target_minor, ..line })
    }
}

fn news(row: &str) -> Result<News, ()> {
    let (what, rest) = row.split_once('\t').ok_or(())?;
    let (day, text) = rest.split_once('\t').ok_or(())?;
    let (what, day) = NewsWord::of_word(what).zip(Day::of_text(day)).ok_or(())?;
    Ok(News { what, day, text: text.to_owned() })
}

impl Scalar for StatusLine {
    fn value(&self) -> Value {
        Value::Text(self.to_string())
    }

    fn read(value: &Value) -> Option<Self> {
        match value {
            Value::Text(text) => text.parse().ok(),
            Value::Nothing | Value::Flag(_) | Value::Number(_) => None,
        }
    }
}
