//! Which accounts the list shows: what the URL asks for, and what that is in the records in hand.

use domain::{
    account::Account,
    board::Total,
    day::Day,
    filter::{matches, words_of},
    ids::AccountId,
    list::{Sort, SortKey},
    model::Model,
};

use crate::{paths, ui::table::SortOrder};

/// How many accounts stand on a page of the list.
pub const PAGE_SIZE: usize = 50;

/// What the URL asks for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    /// Words that each account must hold.
    pub words: String,
    /// The order.
    pub sort: Sort,
    /// The page, from 1.
    pub page: usize,
}

impl Asked {
    /// What the raw query of the URL says.
    pub fn of(query: &str) -> Self {
        Self {
            words: paths::asked(query, "q"),
            sort: Sort::of_word(&paths::asked(query, "sort")).unwrap_or_default(),
            page: paths::asked(query, "page").parse().unwrap_or(1).max(1),
        }
    }

    /// The address of the list that answers it; what is as usual is left out.
    pub fn path(&self) -> String {
        let words = (!self.words.is_empty()).then(|| format!("q={}", paths::encoded(&self.words)));
        let sort = (self.sort != Sort::default()).then(|| format!("sort={}", self.sort.word()));
        let page = (self.page > 1).then(|| format!("page={}", self.page));
        let parts: Vec<String> = [words, sort, page].into_iter().flatten().collect();
        if parts.is_empty() { paths::ACCOUNTS.to_owned() } else { format!("{}?{}", paths::ACCOUNTS, parts.join("&")) }
    }

    /// The same list on another page.
    pub fn at(&self, page: usize) -> Self {
        Self { page, ..self.clone() }
    }

    /// The list by another column: figures begin with the largest, everything else with the first; the same column again
    /// turns the order round.
    pub fn by(&self, key: SortKey) -> Self {
        let descending = if self.sort.key == key { !self.sort.descending } else { key == SortKey::Revenue };
        Self { sort: Sort { key, descending }, page: 1, ..self.clone() }
    }

    /// How the list is sorted by a column.
    pub fn order(&self, key: SortKey) -> SortOrder {
        match (self.sort.key == key, self.sort.descending) {
            (false, _) => SortOrder::Not,
            (true, false) => SortOrder::Up,
            (true, true) => SortOrder::Down,
        }
    }
}

/// The accounts of one page of the list, and what all that match add up to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Listed {
    /// The accounts of the page, in order.
    pub shown: Vec<AccountId>,
    /// All that match.
    pub total: Total,
}

impl Listed {
    /// The list over a model that holds just the accounts that the viewer sees. A page after the last is the last.
    pub fn of(model: &Model, today: Day, asked: &Asked) -> Self {
        let words = words_of(&asked.words);
        let mut found: Vec<&Account> = model.accounts.values().filter(|account| matches(account, &words)).collect();
        let sum_minor = found.iter().map(|account| model.revenue_ttm_minor(account.id)).sum();
        let total = Total { count: found.len(), sum_minor };
        asked.sort.sort(model, today, &mut found);
        let first = (page_of(asked, total.count) - 1) * PAGE_SIZE;
        let shown = found.into_iter().skip(first).take(PAGE_SIZE).map(|account| account.id).collect();
        Self { shown, total }
    }
}

/// How many pages a list has; an empty one has one.
pub fn pages(count: usize) -> usize {
    count.div_ceil(PAGE_SIZE).max(1)
}

/// The page that is shown, from 1.
pub fn page_of(asked: &Asked, count: usize) -> usize {
    asked.page.clamp(1, pages(count))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_asked_for_stands_in_the_address_and_back() {
        for path in ["/accounts", "/accounts?q=rail%20%26%20co&sort=-name&page=3", "/accounts?sort=next_step"] {
            let query = path.split_once('?').map_or("", |(_, query)| query);
            assert_eq!(Asked::of(query).path(), path);
        }
        assert_eq!(Asked::of("page=0&sort=margin"), Asked { page: 1, ..Asked::default() });
    }

    #[test]
    fn a_head_sorts_its_own_way_and_then_turns() {
        let asked = Asked::of("page=4");
        let by_name = asked.by(SortKey::Name);
        assert_eq!(by_name.path(), "/accounts?sort=name");
        assert_eq!(by_name.by(SortKey::Name).path(), "/accounts?sort=-name");
        assert_eq!(by_name.by(SortKey::Revenue).path(), "/accounts");
        assert_eq!(asked.by(SortKey::Revenue).path(), "/accounts?sort=revenue");
    }

    #[test]
    fn a_page_after_the_last_is_the_last() {
        let mut model = Model::default();
        for number in 0..120_u128 {
            let id = AccountId(uuid::Uuid::from_u128(number + 1));
            model.accounts.insert(id, Account { id, name: format!("{number:03}"), ..Account::default() });
        }
        let today = jiff::civil::date(2026, 11, 24);
        let listed = Listed::of(&model, today, &Asked::of("sort=name&page=9"));
        assert_eq!((listed.total.count, listed.shown.len()), (120, 20));
        assert_eq!(Listed::of(&model, today, &Asked::of("q=11")).total.count, 11);
    }
}
