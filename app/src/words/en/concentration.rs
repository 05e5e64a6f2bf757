//! Concentration: how much of the revenue hangs on how few accounts.

use domain::{
    concentration::Class,
    day::{Day, Window},
    ratio::Ratio,
    top_set::Why,
};

use super::{day, money::grouped, number};
use crate::wire::report::{Accounts, Basis};

pub const REPORTS: &str = "Reports";
pub const AS_TABLE: &str = "As a table, or a file";
pub const FIGURES: &str = "Figures";
pub const FROM: &str = "From";
pub const TO: &str = "To";
pub const COUNTED: &str = "Counted";
pub const WHOSE: &str = "Accounts";
pub const BY_GROUP: &str = "Groups as one";
pub const EVERY_ACCOUNT: &str = "All";
pub const OF_WHAT_YOU_SEE: &str =
    "Of the accounts that you may see: shares are of their revenue, not of the whole firm's.";
pub const NO_TRADE: &str = "No revenue here";
pub const NO_TRADE_TEXT: &str =
    "No account brought more than zero in this window. Choose other days, or other accounts.";
pub const TRY_AGAIN: &str = "Try again";
pub const NOT_FETCHED: &str = "The figures did not come";

pub const LARGEST: &str = "Largest account";
pub const FIFTH: &str = "Largest fifth";
pub const TENTH: &str = "Largest tenth";
pub const MOST: &str = "80 % come from";
pub const GINI: &str = "Gini";
pub const GINI_NOTE: &str = "0: all bring the same, 1: one brings all";
pub const EFFECTIVE: &str = "As concentrated as";
pub const MAJOR: &str = "A tenth or more each";
pub const CLASSES: &str = "Classes";
pub const CLASSES_NOTE: &str = "those before it bring up to 80 %, up to 95 %, more";

pub const OVER_TIME: &str = "Over time";
pub const NOW: &str = "60 % reported today";
pub const ONCE: &str = "23 % reported 1975";
pub const PARETO: &str = "Largest first";
pub const LORENZ: &str = "Smallest first";
pub const LORENZ_ABOUT: &str = "Lorenz curve: of accounts across, of revenue up; dashed: if all brought the same";
pub const MONTH: &str = "Twelve months to";
pub const ACCOUNTS: &str = "Accounts";
pub const TENTH_SHARE: &str = "Largest tenth, share";
pub const ACCOUNT: &str = "Account";
pub const REVENUE: &str = "Revenue";
pub const SHARE: &str = "Share";
pub const TOGETHER: &str = "Together";
pub const CLASS: &str = "Class";
pub const RANK: &str = "Place";
pub const OF_ACCOUNTS: &str = "Of accounts";
pub const OF_REVENUE: &str = "Of revenue";

pub const CAME_AND_WENT: &str = "Who entered, who left";
pub const ENTERED: &str = "Entered";
pub const LEFT: &str = "Left";
pub const NOBODY_ENTERED: &str = "Nobody entered.";
pub const NOBODY_LEFT: &str = "Nobody left.";

pub const BOOK: &str = "The book";
pub const WHAT_IF: &str = "What if";
pub const WHAT_IF_TEXT: &str = "Choose beside an account what it would bring, and see what that does to the book.";
pub const AS_IT_IS: &str = "As it is";
pub const WOULD_BE: &str = "Would be";
pub const FIGURE: &str = "Figure";
pub const SUPPOSE_NOTHING: &str = "As it is";
pub const KEEP_SUPPOSED: &str = "Make a scenario of it";
pub const TAKE_BACK: &str = "Suppose nothing";
pub const MORE: &str = "Show more";

/// A window: `12 months to 24 Nov 2026`, or `1 Jan 2026 to 24 Nov 2026`.
pub fn window(from: Day, to: Day) -> String {
    let is_year = from == Window::year_to(to).first();
    if is_year { super::twelve_months_to(to) } else { format!("{} to {}", day(from), day(to)) }
}

/// What counts as revenue.
pub fn basis(basis: Basis) -> &'static str {
    match basis {
        Basis::Net => "Sales less credits",
        Basis::Gross => "Sales alone",
    }
}

/// The same in the line of what figures are about.
pub fn basis_word(basis: Basis) -> &'static str {
    match basis {
        Basis::Net => "net",
        Basis::Gross => "gross",
    }
}

/// How many accounts, or groups of them.
pub fn counted(number: usize, by_group: bool) -> String {
    if by_group { super::count(number, "group", "groups") } else { super::accounts(number) }
}

/// Whose accounts; a line and a group by the name of its head.
pub fn accounts_of(accounts: &Accounts, head: Option<&str>) -> String {
    match accounts {
        Accounts::All => EVERY_ACCOUNT.to_owned(),
        Accounts::Line(_) => format!("Line of {}", head.unwrap_or(super::SOMEBODY)),
        Accounts::Segment(segment) => format!("Segment: {segment}"),
        Accounts::Country(country) => format!("Country: {country}"),
        Accounts::Group(_) => format!("Group of {}", head.unwrap_or_default()),
    }
}

/// Thousandths as per cent with one decimal: `59.7 %`.
pub fn percent(permille: i64) -> String {
    let sign = if permille < 0 { "−" } else { "" };
    let permille = permille.saturating_abs();
    format!("{sign}{}.{}\u{a0}%", grouped(permille / 10), permille % 10)
}

/// A ratio as per cent, half-even; a dash where there is none.
pub fn share(ratio: Option<Ratio>) -> String {
    ratio.map_or_else(|| "–".to_owned(), |ratio| percent(ratio.scaled(1000)))
}

/// A ratio with so many digits behind its point; a dash where there is none.
pub fn decimal(ratio: Option<Ratio>, digits: usize) -> String {
    ratio.map_or_else(|| "–".to_owned(), |ratio| ratio.decimal(digits).replace('-', "−"))
}

/// How many of all: `5 of 43 accounts`.
pub fn of_all(some: usize, all: usize) -> String {
    format!("{} of {}", number(some), super::accounts(all))
}

/// A share of all accounts: `42.0 % of accounts`.
pub fn of_accounts(share: &str) -> String {
    format!("{share} of accounts")
}

/// A month: `Nov 2026`.
pub fn month(day: Day) -> String {
    format!("{} {}", day::month(day), day.year())
}

/// So many accounts of one size.
pub fn alike(effective: Option<Ratio>) -> String {
    format!("{} equal accounts", decimal(effective, 1))
}

/// The Herfindahl–Hirschman index.
pub fn hhi(hhi: Option<Ratio>) -> String {
    format!("HHI {} of 10,000", hhi.map_or_else(|| "–".to_owned(), |hhi| grouped(hhi.scaled(1))))
}

/// How many are of each class.
pub fn classes([a, b, c]: [usize; 3]) -> String {
    format!("A {} · B {} · C {}", number(a), number(b), number(c))
}

/// A class.
pub fn class(class: Class) -> &'static str {
    match class {
        Class::A => "A",
        Class::B => "B",
        Class::C => "C",
    }
}

/// What is in no figure: `2 accounts brought nothing or less, −€ 36 k in all, and are in no figure.`
pub fn left_out(accounts: usize, sum: &str) -> String {
    let verb = if accounts == 1 { "is" } else { "are" };
    format!("{} brought nothing or less, {sum} in all, and {verb} in no figure.", super::accounts(accounts))
}

/// What the chart over time tells those who do not see it.
pub fn over_time(first: (Day, &str), last: (Day, &str)) -> String {
    let ((from, was), (to, is)) = (first, last);
    format!(
        "Share of the largest tenth of accounts, trailing twelve months: {was} to {}, {is} to {}",
        day(from),
        day(to)
    )
}

/// What the largest tenth is measured in.
pub const OVER_TIME_ABOUT: &str = "share of the largest tenth of accounts, each over twelve months";

/// Until when the ledger does not reach twelve months back.
pub fn not_whole(until: Day) -> String {
    format!("Dashed: up to {} the ledger reaches back less than twelve months.", day(until))
}

/// Who came and went, in a sentence.
pub fn came_and_went(entered: usize, left: usize, since: Day) -> String {
    format!("{entered} entered, {left} left the largest tenth since {}.", day(since))
}

/// How the size of the tenth changed; nothing where it did not.
pub fn tenth_size(before: usize, now: usize) -> Option<String> {
    (before != now).then(|| {
        let size = if now > before { "larger" } else { "smaller" };
        format!("A {size} book makes a {size} tenth: {} then, {} now.", super::accounts(before), number(now))
    })
}

/// Why an account came or left.
pub fn why(why: Why, entered: bool) -> &'static str {
    match (why, entered) {
        (Why::New, _) => "brought nothing before",
        (Why::Lost, _) => "brings nothing now",
        (Why::SetSize, true) => "the tenth is larger",
        (Why::SetSize, false) => "the tenth is smaller",
        (Why::Own, true) => "brings more",
        (Why::Own, false) => "brings less",
        (Why::Others, true) => "others fell behind it",
        (Why::Others, false) => "others passed it",
    }
}

/// From one place to another: `14 → 5`.
pub fn places(before: Option<usize>, now: Option<usize>) -> String {
    let place = |place: Option<usize>| place.map_or_else(|| "–".to_owned(), number);
    format!("{} → {}", place(before), place(now))
}

/// What the chart of the largest tells those who do not see it.
pub fn pareto(shown: usize, together: &str) -> String {
    format!("What the {shown} largest accounts bring, largest first: together {together}")
}

/// What stands beside the title of that chart.
pub fn pareto_about(shown: usize, all: usize) -> String {
    format!("{}; line: together", of_all(shown, all))
}

/// What the Lorenz curve tells those who do not see it.
pub fn lorenz(gini: &str) -> String {
    format!("Lorenz curve: what the smallest accounts bring together. Gini {gini}")
}

/// The name of the choice of what an account would bring.
pub fn suppose_of(name: &str) -> String {
    format!("What {name} would bring")
}

/// What an account is supposed to bring.
pub fn supposed(percent: u16) -> String {
    match percent {
        0 => "nothing (lost)".to_owned(),
        50 => "half".to_owned(),
        100 => SUPPOSE_NOTHING.to_owned(),
        200 => "twice as much".to_owned(),
        percent => format!("{percent}\u{a0}%"),
    }
}

/// What it would cost, or bring: `The book would bring 8.1 % less: −€ 3.91 m.`
pub fn difference(permille: i64, amount: &str) -> String {
    let word = if permille < 0 { "less" } else { "more" };
    format!("The book would bring {} {word}: {amount}.", percent(permille.saturating_abs()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_have_one_decimal_half_even() {
        assert_eq!([597, 1_000, -45, 3].map(percent), ["59.7\u{a0}%", "100.0\u{a0}%", "−4.5\u{a0}%", "0.3\u{a0}%"]);
        assert_eq!(share(Ratio::of(23, 30)), "76.7\u{a0}%");
        assert_eq!(share(None), "–");
        assert_eq!(decimal(Ratio::of(201, 500), 3), "0.402");
        assert_eq!(hhi(Ratio::of(1636, 1)), "HHI 1,636 of 10,000");
    }
}
