//! Trailing figures of an account. They follow from documents that a browser never holds, so the server makes them, as
//! records of their own.

use crate::{
    day::{Day, Window, days_between, months_between},
    document::{Document, DocumentKind},
    ids::AccountId,
    trend::{MONTHS, Trend},
};

record! {
    /// What an account brought up to the reporting date; there is one where it has a sale or a credit up to then, or we bought from it in
    /// the twelve months to it.
    Trailing(AccountId) of Trailing in |trailing| Some(trailing.id);
    /// Sales less credits of the twelve months to the reporting date, in minor units of the base currency; may be below zero.
    revenue_ttm_minor: i64, Internal, Last;
    /// What we bought from it in the twelve months to the reporting date, in minor units of the base currency.
    purchases_ttm_minor: i64, Internal, Last;
    /// The day of its latest sale or credit up to the reporting date, reversals aside: since then it is quiet.
    #[cfg_attr(feature = "schema", schema(value_type = Option<String>, format = Date))]
    #[serde(with = "crate::day::text_or_none")]
    last_day: Option<Day>, Internal, Last;
    /// How the twelve calendar months went of which the last is the month of the reporting date, counted up to that day.
    #[cfg_attr(feature = "schema", schema(value_type = String))]
    trend: Trend, Internal, Last;
}

/// From how many days without a document on an account is long quiet: the span in which a contact counts as recent for the
/// involvement of an account, and about a quarter. Counted to the reporting date, so that a ledger that is taken in late
/// makes nobody quiet.
pub const LONG_QUIET_DAYS: i64 = 90;

impl Trailing {
    /// How many days before the reporting date its latest document lies; none where it has none.
    pub fn quiet_days(&self, to: Day) -> Option<i64> {
        self.last_day.map(|last| days_between(last, to).max(0))
    }

    /// What we sold to it less what was credited and what we bought from it, in the twelve months to the reporting date, in minor units:
    /// above zero they owe their place to what they buy, below zero we are the customer.
    pub fn net_position_minor(&self) -> i64 {
        self.revenue_ttm_minor - self.purchases_ttm_minor
    }

    /// What these documents of an account say on a reporting date; none where there is nothing to say.
    pub fn of<'a>(id: AccountId, documents: impl IntoIterator<Item = &'a Document>, to: Day) -> Option<Self> {
        let window = Window::year_to(to);
        let (mut revenue_ttm_minor, mut purchases_ttm_minor, mut last_day) = (0, 0, None);
        let mut months = [0; MONTHS];
        for document in documents.into_iter().filter(|document| document.day <= to) {
            let is_purchase = document.kind == DocumentKind::Purchase;
            // To put the books right is no trade.
            if !is_purchase && document.reverses.is_none() {
                last_day = last_day.max(Some(document.day));
            }
            if window.holds(document.day) {
                revenue_ttm_minor += document.net_minor();
                purchases_ttm_minor += if is_purchase { document.base_minor() } else { 0 };
            }
            let before = usize::try_from(months_between(document.day, to)).unwrap_or(MONTHS);
            if let Some(month) = months.iter_mut().rev().nth(before) {
                *month += document.net_minor();
            }
        }
        let says = last_day.is_some() || purchases_ttm_minor != 0;
        says.then(|| Self { id, revenue_ttm_minor, purchases_ttm_minor, last_day, trend: Trend::of(&months) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn documents(rows: &[(Day, i64)]) -> Vec<Document> {
        let kind = |net| if net < 0 { DocumentKind::Credit } else { DocumentKind::Sale };
        rows.iter()
            .map(|(day, net)| Document { day: *day, amount_minor: net.abs(), kind: kind(*net), ..Document::default() })
            .collect()
    }

    /// The trailing window of the vectors: sales around its edges and a credit inside it.
    #[test]
    fn the_vector_of_the_trailing_year_comes_out() {
        let documents = documents(&[
            (date(2025, 6, 30), 500),
            (date(2025, 7, 1), 1000),
            (date(2025, 12, 15), 2500),
            (date(2026, 3, 31), -300),
            (date(2026, 6, 30), 800),
            (date(2026, 7, 1), 9999),
        ]);
        let figure = Trailing::of(AccountId::default(), &documents, date(2026, 6, 30)).unwrap();
        assert_eq!(figure.revenue_ttm_minor, 4000);
        assert_eq!(figure.last_day, Some(date(2026, 6, 30)));
        assert_eq!(figure.trend.steps(), [6, 0, 0, 0, 0, 15, 0, 0, 0, 0, 0, 5]);
    }

    #[test]
    fn the_trend_has_whole_months_and_the_last_one_up_to_the_day() {
        // The year begins within December, the trend in January.
        let rows =
            [(date(2010, 12, 31), 900), (date(2011, 1, 1), 30), (date(2011, 12, 9), 60), (date(2011, 12, 10), 70)];
        let figure = Trailing::of(AccountId::default(), &documents(&rows), date(2011, 12, 9)).unwrap();
        assert_eq!(figure.revenue_ttm_minor, 990);
        assert_eq!(figure.trend.to_string(), "80000000000f");
        let later = Trailing::of(AccountId::default(), &documents(&rows), date(2011, 12, 10)).unwrap();
        assert_eq!(later.trend.to_string(), "30000000000f");
    }

    #[test]
    fn purchases_are_no_revenue_and_a_reversal_is_no_trade() {
        let document = |kind, day, amount_minor| Document { kind, day, amount_minor, ..Document::default() };
        let mut documents = vec![
            document(DocumentKind::Sale, date(2011, 3, 1), 700),
            document(DocumentKind::Purchase, date(2011, 5, 1), 900),
            document(DocumentKind::Purchase, date(2010, 5, 1), 40),
        ];
        let of = |documents: &[Document]| Trailing::of(AccountId::default(), documents, date(2011, 12, 31));
        let figure = of(&documents).unwrap();
        assert_eq!(
            (figure.revenue_ttm_minor, figure.purchases_ttm_minor, figure.net_position_minor()),
            (700, 900, -200)
        );
        assert_eq!(figure.last_day, Some(date(2011, 3, 1)));
        let reverses = Some(crate::ids::DocumentId::default());
        documents.push(Document { reverses, ..document(DocumentKind::Sale, date(2011, 6, 1), -700) });
        let figure = of(&documents).unwrap();
        assert_eq!((figure.revenue_ttm_minor, figure.last_day), (0, Some(date(2011, 3, 1))));
        // Who sells to us alone has a figure while it says something.
        assert_eq!(of(&documents[1..2]).map(|figure| figure.last_day), Some(None));
        assert_eq!(of(&documents[2..3]), None);
    }

    #[test]
    fn quiet_is_counted_to_the_reporting_date() {
        let figure = Trailing { last_day: Some(date(2011, 9, 10)), ..Trailing::default() };
        assert_eq!(figure.quiet_days(date(2011, 12, 9)), Some(LONG_QUIET_DAYS));
        assert_eq!(figure.quiet_days(date(2011, 9, 10)), Some(0));
        assert_eq!(Trailing::default().quiet_days(date(2011, 12, 9)), None);
    }

    #[test]
    fn who_is_long_quiet_or_was_credited_all_still_has_a_last_day() {
        for rows in [&[(date(2009, 5, 4), 700)][..], &[(date(2011, 1, 3), 50), (date(2011, 2, 3), -50)][..]] {
            let figure = Trailing::of(AccountId::default(), &documents(rows), date(2011, 12, 9)).unwrap();
            assert_eq!((figure.revenue_ttm_minor, figure.last_day), (0, rows.last().map(|(day, _)| *day)));
        }
        assert_eq!(Trailing::of(AccountId::default(), &documents(&[(date(2012, 1, 1), 1)]), date(2011, 12, 31)), None);
        assert_eq!(Trailing::of(AccountId::default(), &[], date(2011, 12, 31)), None);
    }
}
