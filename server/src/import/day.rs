//! Days as books write them, with the day, the month or the year first.

use app::wire::import::RowRule;
use domain::day::Day;

use super::weigh::{Leaning, Weigh};

/// What stands first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Order {
    /// Year, month, day.
    Year,
    /// Day, month, year.
    Day,
    /// Month, day, year.
    Month,
}

/// How the days of a column are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct DayForm {
    order: Order,
    /// What stands between; nothing in `YYYYMMDD`.
    separator: Option<char>,
    /// Whether months are words.
    named: bool,
    /// Whether years have two digits, those of this century.
    short: bool,
}

const ISO: DayForm = DayForm { order: Order::Year, separator: Some('-'), named: false, short: false };

/// The separators that a form may have.
const SEPARATORS: [char; 4] = ['-', '/', '.', ' '];

/// The months in English, German, French, Spanish, Italian and Dutch, by how they begin; longer beginnings where three
/// letters would mean two months.
const MONTHS: [&[&str]; 12] = [
    &["jan", "jän", "ene", "gen"],
    &["feb", "fév", "fev"],
    &["mar", "mär", "mrz", "maa", "mrt"],
    &["apr", "avr", "abr"],
    &["may", "mai", "mei", "mag"],
    &["jun", "juin", "giu"],
    &["jul", "juil", "lug"],
    &["aug", "aoû", "aou", "ago"],
    &["sep", "set"],
    &["oct", "okt", "ott"],
    &["nov"],
    &["dec", "dez", "déc", "dic"],
];

impl DayForm {
    /// The form of a pattern such as `DD/MM/YYYY`, `YYYYMMDD` or `DD MMM YY`; none where it is no such pattern.
    pub fn of_pattern(pattern: &str) -> Option<Self> {
        let pattern = pattern.trim().to_ascii_uppercase();
        if pattern == "YYYYMMDD" {
            return Some(Self { separator: None, ..ISO });
        }
        let separator = pattern.chars().find(|c| SEPARATORS.contains(c))?;
        let parts: Vec<&str> = pattern.split(separator).collect();
        let kinds: Vec<char> = parts.iter().filter_map(|part| part.chars().next()).collect();
        let order = match *kinds {
            ['Y', 'M', 'D'] => Order::Year,
            ['D', 'M', 'Y'] => Order::Day,
            ['M', 'D', 'Y'] => Order::Month,
            _ => return None,
        };
        let known = |part: &&str| matches!(*part, "Y" | "YY" | "YYYY" | "M" | "MM" | "MMM" | "MMMM" | "D" | "DD");
        if !parts.iter().all(known) || parts.contains(&"Y") {
            return None;
        }
        let named = parts.iter().any(|part| part.starts_with("MMM"));
        Some(Self { order, separator: Some(separator), named, short: parts.contains(&"YY") })
    }

    /// Its pattern.
    pub fn pattern(&self) -> String {
        let year = if self.short { "YY" } else { "YYYY" };
        let month = if self.named { "MMM" } else { "MM" };
        let parts = match self.order {
            Order::Year => [year, month, "DD"],
            Order::Day => ["DD", month, year],
            Order::Month => [month, "DD", year],
        };
        parts.join(&self.separator.map(String::from).unwrap_or_default())
    }

    /// The day that a text names.
    ///
    /// # Errors
    /// [`RowRule::DayUnreadable`] where it is none of this form, or none that exists.
    pub fn read(&self, text: &str) -> Result<Day, RowRule> {
        self.day(text).ok_or_else(|| RowRule::DayUnreadable { form: self.pattern() })
    }

    fn day(&self, text: &str) -> Option<Day> {
        let text = without_time(text)?;
        let parts: [&str; 3] = match self.separator {
            Some(separator) => text.split(separator).collect::<Vec<_>>().try_into().ok()?,
            None if text.len() == 8 && text.is_ascii() => [text.get(..4)?, text.get(4..6)?, text.get(6..)?],
            None => return None,
        };
        let [year, month, day] = match (self.order, parts) {
            (Order::Year, parts) => parts,
            (Order::Day, [day, month, year]) | (Order::Month, [month, day, year]) => [year, month, day],
        };
        let year = match (self.short, number(year, 2, 4)?) {
            (true, short @ 0..100) if year.len() == 2 => 2000 + short,
            (false, full) if year.len() == 4 => full,
            _ => return None,
        };
        let month = if self.named { month_of(month)? } else { number(month, 1, 2)? };
        Day::new(year, i8::try_from(month).ok()?, i8::try_from(number(day, 1, 2)?).ok()?).ok()
    }

    /// The forms without regard to whether day or month comes first, of which a text may be one.
    fn of_text(text: &str) -> Option<Self> {
        let text = without_time(text)?;
        let Some(separator) = text.chars().find(|c| SEPARATORS.contains(c)) else {
            return Some(Self { separator: None, ..ISO });
        };
        let named = text.chars().any(char::is_alphabetic);
        let first = text.split(separator).next().unwrap_or_default();
        let order = if first.len() == 4 { Order::Year } else { Order::Day };
        Some(Self { order, separator: Some(separator), named, short: false })
    }

    /// Whether books that write so may put the month first as well.
    fn may_turn(&self) -> bool {
        self.order == Order::Day && !self.named && matches!(self.separator, Some('/' | '-'))
    }
}

/// A number of `least` to `most` digits.
fn number(text: &str, least: usize, most: usize) -> Option<i16> {
    let is_number = (least..=most).contains(&text.len()) && text.bytes().all(|c| c.is_ascii_digit());
    is_number.then(|| text.parse().ok()).flatten()
}

fn month_of(text: &str) -> Option<i16> {
    let text = text.trim_end_matches('.').to_lowercase();
    if text.chars().count() < 3 || !text.chars().all(char::is_alphabetic) {
        return None;
    }
    let position = MONTHS.iter().position(|names| names.iter().any(|name| text.starts_with(name)))?;
    i16::try_from(position + 1).ok()
}

/// A text less the time of day behind it; none where what stands there is no time.
fn without_time(text: &str) -> Option<&str> {
    let text = text.trim();
    let Some(colon) = text.find(':') else {
        return Some(text);
    };
    let (before, _) = text.split_at(colon);
    let (day, hour) = before.rsplit_once([' ', 'T'])?;
    let rest = text.get(colon..)?;
    let is_time = |c: char| c.is_ascii_digit() || ":.+- ZAPMapm".contains(c);
    (number(hour, 1, 2).is_some() && rest.chars().all(is_time)).then(|| day.trim_end())
}

/// A column of days as it goes by, from which its form is recognised.
#[derive(Clone, Debug, Default)]
pub struct DayColumn {
    told: Option<DayForm>,
    forms: std::collections::BTreeMap<DayForm, (u64, Weigh)>,
}

impl DayColumn {
    /// A column; `told` where somebody says which form it has.
    pub fn new(told: Option<DayForm>) -> Self {
        Self { told, ..Self::default() }
    }

    /// Looks at a value.
    pub fn take(&mut self, line: u64, text: &str) {
        if self.told.is_some() {
            return;
        }
        let Some(form) = DayForm::of_text(text) else { return };
        let turned = form.may_turn().then(|| DayForm { order: Order::Month, ..form }.day(text)).flatten();
        let straight = form.day(text);
        if straight.is_none() && turned.is_none() {
            return;
        }
        let (count, weigh) = self.forms.entry(form).or_default();
        *count += 1;
        weigh.take(line, text, straight, turned);
    }

    /// The form of the column: of those that are in it, the one that most of its values have.
    ///
    /// # Errors
    /// The first value that can be read in two ways, with its line, where nothing tells which it is.
    pub fn form(&self) -> Result<DayForm, (u64, String)> {
        if let Some(told) = self.told {
            return Ok(told);
        }
        let Some((form, (_, weigh))) = self.forms.iter().max_by_key(|(_, (count, _))| *count) else {
            return Ok(ISO);
        };
        match weigh.leaning() {
            Leaning::First => Ok(*form),
            Leaning::Second => Ok(DayForm { order: Order::Month, ..*form }),
            Leaning::Open(..) if !form.may_turn() => Ok(*form),
            Leaning::Open(line, value) => Err((line, value)),
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;

    fn sniffed(values: &[&str]) -> Result<String, (u64, String)> {
        let mut column = DayColumn::new(None);
        for (at, value) in values.iter().enumerate() {
            column.take(at as u64 + 2, value);
        }
        column.form().map(|form| form.pattern())
    }

    #[test]
    fn days_are_read_by_their_pattern() {
        for (pattern, text) in [
            ("YYYY-MM-DD", "2011-12-09"),
            ("YYYY/MM/DD", "2011/12/9"),
            ("YYYYMMDD", "20111209"),
            ("DD/MM/YYYY", "09/12/2011"),
            ("d/m/yyyy", "9/12/2011"),
            ("MM/DD/YYYY", "12/9/2011 8:26"),
            ("MM/DD/YYYY", "12/09/2011 08:26:00 AM"),
            ("DD.MM.YYYY", "9.12.2011"),
            ("DD-MM-YYYY", "09-12-2011"),
            ("DD.MM.YY", "09.12.11"),
            ("DD MMM YYYY", "9 Dec 2011"),
            ("DD-MMM-YYYY", "09-DEZ-2011"),
            ("DD MMM YYYY", "9 décembre 2011"),
            ("YYYY-MM-DD", "2011-12-09T08:26:00+01:00"),
            ("YYYY-MM-DD", " 2011-12-09 08:26 "),
        ] {
            let form = DayForm::of_pattern(pattern).unwrap();
            assert_eq!(form.read(text), Ok(date(2011, 12, 9)), "{text} as {pattern}");
        }
        for pattern in ["", "DD/MM", "YYYY", "DD/MM/YYYY/DD", "DD/DD/YYYY", "D/M/Y", "DD/MM/YYY", "day", "YYYY/DD/MM"] {
            assert_eq!(DayForm::of_pattern(pattern), None, "{pattern}");
        }
    }

    #[test]
    fn what_is_no_day_is_refused() {
        let form = DayForm::of_pattern("DD/MM/YYYY").unwrap();
        for text in [
            "",
            "31/02/2011",
            "12/13/2011",
            "1/2/11",
            "1/2/20111",
            "1-2-2011",
            "1/2",
            "1/2/2011/3",
            "x/2/2011",
            "1/2/2011 noon:3",
        ] {
            assert_eq!(form.read(text), Err(RowRule::DayUnreadable { form: "DD/MM/YYYY".into() }), "{text}");
        }
    }

    #[test]
    fn every_month_has_its_words_and_no_others() {
        let english = [
            "January",
            "February",
            "March",
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December",
        ];
        let german = [
            "Januar",
            "Februar",
            "März",
            "April",
            "Mai",
            "Juni",
            "Juli",
            "August",
            "September",
            "Oktober",
            "November",
            "Dezember",
        ];
        let french = [
            "janvier",
            "février",
            "mars",
            "avril",
            "mai",
            "juin",
            "juillet",
            "août",
            "septembre",
            "octobre",
            "novembre",
            "décembre",
        ];
        for names in [english, german, french] {
            for (at, name) in names.iter().enumerate() {
                assert_eq!(month_of(name), Some(at as i16 + 1), "{name}");
            }
        }
        assert_eq!(month_of("x"), None);
    }

    #[test]
    fn the_form_is_recognised_from_the_whole_column() {
        assert_eq!(sniffed(&["2011-12-09", "2010-12-01"]), Ok("YYYY-MM-DD".into()));
        assert_eq!(sniffed(&["20111209"]), Ok("YYYYMMDD".into()));
        assert_eq!(sniffed(&["01/02/2011", "13/02/2011"]), Ok("DD/MM/YYYY".into()));
        assert_eq!(sniffed(&["01/02/2011", "02/13/2011 8:26"]), Ok("MM/DD/YYYY".into()));
        assert_eq!(sniffed(&["01-02-2011", "02-13-2011"]), Ok("MM-DD-YYYY".into()));
        assert_eq!(sniffed(&["01.02.2011"]), Ok("DD.MM.YYYY".into()), "nobody writes the month first with points");
        assert_eq!(sniffed(&["1 Dec 2010"]), Ok("DD MMM YYYY".into()));
        assert_eq!(sniffed(&["05/05/2011"]), Ok("DD/MM/YYYY".into()), "it makes no difference");
        assert_eq!(sniffed(&["x", ""]), Ok("YYYY-MM-DD".into()));
        assert_eq!(sniffed(&["x", "01.12.2011", "02.12.2011", "2011-12-01"]), Ok("DD.MM.YYYY".into()));
    }

    #[test]
    fn where_day_and_month_may_be_either_it_is_open() {
        assert_eq!(sniffed(&["05/05/2011", "01/02/2011", "03/04/2011"]), Err((3, "01/02/2011".into())));
        assert_eq!(sniffed(&["13/02/2011", "02/13/2011", "01/02/2011"]), Err((4, "01/02/2011".into())));
        let mut told = DayColumn::new(DayForm::of_pattern("MM/DD/YYYY"));
        told.take(2, "01/02/2011");
        assert_eq!(told.form().map(|form| form.read("01/02/2011")), Ok(Ok(date(2011, 1, 2))));
    }

    proptest! {
        #[test]
        fn a_column_is_read_as_it_was_written_or_not_at_all(
            days in prop::collection::vec((1900_i16..2100, 1_i8..=12, 1_i8..=28), 1..20),
            pattern in prop::sample::select(vec!["YYYY-MM-DD", "DD/MM/YYYY", "MM/DD/YYYY", "DD.MM.YYYY", "MM-DD-YYYY", "YYYYMMDD"]),
        ) {
            let mut column = DayColumn::new(None);
            let texts: Vec<String> = days.iter().map(|(year, month, day)| {
                pattern.replace("YYYY", &format!("{year:04}")).replace("MM", &format!("{month:02}")).replace("DD", &format!("{day:02}"))
            }).collect();
            for text in &texts {
                column.take(2, text);
            }
            if let Ok(form) = column.form() {
                let read: Vec<_> = texts.iter().map(|text| form.read(text).unwrap()).collect();
                let meant: Vec<_> = days.iter().map(|(year, month, day)| date(*year, *month, *day)).collect();
                prop_assert_eq!(read, meant);
            }
        }

        #[test]
        fn no_text_breaks_it(text in "\\PC{0,14}") {
            let mut column = DayColumn::new(None);
            column.take(2, &text);
            let _ = column.form().map(|form| form.read(&text));
        }
    }
}
