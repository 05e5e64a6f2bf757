//! The rows that were refused, counted all and told one by one up to a limit.

use app::wire::import::{REFUSED_MAX, RefusedRow, RowRule};
use app::words::en::import as words;

/// The most characters of a value that are told again.
const VALUE_MAX: usize = 120;

/// Rows that were refused.
#[derive(Clone, Debug, Default)]
pub struct Refusals {
    rows: Vec<RefusedRow>,
    count: i64,
}

impl Refusals {
    /// One more.
    pub fn add(&mut self, line: u64, column: &str, value: &str, rule: RowRule) {
        self.count += 1;
        if self.rows.len() < REFUSED_MAX {
            self.rows.push(refused(line, column, value, rule));
        }
    }

    /// Those of a later look at the same file.
    pub fn join(&mut self, other: Self) {
        self.count += other.count;
        self.rows.extend(other.rows);
    }

    /// How many there are.
    pub fn count(&self) -> i64 {
        self.count
    }

    /// The first of them, by line.
    pub fn into_rows(mut self) -> Vec<RefusedRow> {
        self.rows.sort_by_key(|row| row.line);
        self.rows.truncate(REFUSED_MAX);
        self.rows
    }
}

fn refused(line: u64, column: &str, value: &str, rule: RowRule) -> RefusedRow {
    let value = value.chars().take(VALUE_MAX).collect();
    RefusedRow { line, column: column.to_owned(), value, reason: words::refused(&rule), rule }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_are_counted_and_the_first_are_told() {
        let mut refusals = Refusals::default();
        for line in (2..=REFUSED_MAX as u64 + 2).rev() {
            refusals.add(line, "net", &"x".repeat(1000), RowRule::AmountTooLarge);
        }
        let mut later = Refusals::default();
        later.add(1, "", "", RowRule::FileEmpty);
        refusals.join(later);
        assert_eq!(refusals.count(), REFUSED_MAX as i64 + 2);
        let rows = refusals.into_rows();
        assert_eq!((rows.len(), rows[0].line, rows[1].value.len()), (REFUSED_MAX, 1, VALUE_MAX));
    }
}
