//! Two readings of one column, weighed against each other over all of its values.
//!
//! A column is written in one way. Where some values can be read in one way only, that way is known; where values can be
//! read in both ways to different effect and nothing tells which, nobody guesses.

/// What speaks for either reading.
#[derive(Clone, Debug, Default)]
pub struct Weigh {
    first_only: u64,
    second_only: u64,
    differing: Option<(u64, String)>,
}

/// Which reading it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Leaning {
    /// The first.
    First,
    /// The second.
    Second,
    /// Either; here is the first value, with its line, that would be read differently.
    Open(u64, String),
}

impl Weigh {
    /// Takes in how a value can be read in either way.
    pub fn take<T: PartialEq>(&mut self, line: u64, value: &str, first: Option<T>, second: Option<T>) {
        match (first, second) {
            (Some(_), None) => self.first_only += 1,
            (None, Some(_)) => self.second_only += 1,
            (Some(first), Some(second)) if first != second => {
                self.differing.get_or_insert_with(|| (line, value.to_owned()));
            }
            (Some(_), Some(_)) | (None, None) => {}
        }
    }

    /// Which reading it is. Where values speak for both and none would be read differently, the rarer ones are the faulty
    /// ones, and will be refused by themselves.
    pub fn leaning(&self) -> Leaning {
        match (self.first_only, self.second_only, &self.differing) {
            (1.., 0, _) => Leaning::First,
            (0, 1.., _) => Leaning::Second,
            (_, _, Some((line, value))) => Leaning::Open(*line, value.clone()),
            (first, second, None) if first < second => Leaning::Second,
            (_, _, None) => Leaning::First,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn weighed(values: &[(Option<i32>, Option<i32>)]) -> Leaning {
        let mut weigh = Weigh::default();
        for (at, (first, second)) in values.iter().enumerate() {
            weigh.take(at as u64 + 2, "v", *first, *second);
        }
        weigh.leaning()
    }

    #[test]
    fn one_value_that_can_be_read_in_one_way_settles_it() {
        assert_eq!(weighed(&[(Some(1), Some(2)), (Some(3), None)]), Leaning::First);
        assert_eq!(weighed(&[(Some(1), Some(2)), (None, Some(3)), (None, None)]), Leaning::Second);
    }

    #[test]
    fn where_nothing_settles_it_it_is_open() {
        assert_eq!(weighed(&[(Some(1), Some(1)), (Some(1), Some(2))]), Leaning::Open(3, "v".into()));
        assert_eq!(weighed(&[(Some(1), None), (None, Some(1)), (Some(1), Some(2))]), Leaning::Open(4, "v".into()));
    }

    #[test]
    fn where_it_makes_no_difference_the_more_frequent_one_is_taken() {
        assert_eq!(weighed(&[]), Leaning::First);
        assert_eq!(weighed(&[(Some(1), Some(1))]), Leaning::First);
        assert_eq!(weighed(&[(Some(1), None), (None, Some(1)), (None, Some(2))]), Leaning::Second);
    }
}
