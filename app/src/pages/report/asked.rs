//! What the address of a page of reports asks for: up to which day, what counts, whose accounts, and what is supposed.

use domain::{
    day::{Day, Written},
    what_if::{PERCENT_MAX, Supposed},
};

use crate::{
    paths,
    wire::report::{Accounts, Basis},
};

/// The most accounts of which something can be supposed in one address.
const SUPPOSED_MAX: usize = 40;

/// What the address asks for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    /// The first day of the window; that of the twelve months to its last day where it names none.
    pub from: Option<Day>,
    /// The last day of the window; the reporting date where it names none.
    pub to: Option<Day>,
    /// What counts as revenue.
    pub basis: Basis,
    /// Which accounts.
    pub accounts: Accounts,
    /// Whether they are counted by their groups.
    pub group: bool,
    /// What is supposed of some of them. It changes no figure but those of *What if*.
    pub supposed: Vec<Supposed>,
}

impl Asked {
    /// What the raw query of the address says. What cannot be read is as usual.
    pub fn of(query: &str) -> Self {
        let supposed = paths::asked_all(query, "if");
        Self {
            from: Day::of_text(&paths::asked(query, "from")),
            to: Day::of_text(&paths::asked(query, "to")),
            basis: Basis::of_word(&paths::asked(query, "basis")).unwrap_or_default(),
            accounts: Accounts::of_word(&paths::asked(query, "scope")).unwrap_or_default(),
            group: paths::asked(query, "group") == "true",
            supposed: supposed.iter().filter_map(|word| supposed_of(word)).take(SUPPOSED_MAX).collect(),
        }
    }

    /// The query of a report on the same: without what is supposed, and what is as usual is left out.
    pub fn query(&self) -> String {
        self.parts().join("&")
    }

    /// The address at which the page of this place answers it.
    pub fn path(&self, place: &str) -> String {
        let parts: Vec<String> = self.parts().into_iter().chain(self.supposed_parts()).collect();
        if parts.is_empty() { place.to_owned() } else { [place, "?", &parts.join("&")].concat() }
    }

    /// The address of a new scenario that begins with what is supposed.
    pub fn scenario(&self) -> String {
        std::iter::once(paths::scenario_new()).chain(self.supposed_parts()).collect::<Vec<_>>().join("&")
    }

    fn supposed_parts(&self) -> impl Iterator<Item = String> {
        self.supposed.iter().map(|one| format!("if={}:{}", one.account, one.percent))
    }

    /// The same with nothing supposed.
    pub fn plain(&self) -> Self {
        Self { supposed: Vec::new(), ..self.clone() }
    }

    /// The same with this supposed of an account, and nothing else of it.
    pub fn supposing(&self, one: Supposed) -> Self {
        let mut supposed = self.supposed.clone();
        supposed.retain(|other| other.account != one.account);
        if one.percent != 100 {
            supposed.push(one);
        }
        Self { supposed, ..self.clone() }
    }

    fn parts(&self) -> Vec<String> {
        let from = self.from.map(|from| format!("from={from}"));
        let to = self.to.map(|to| format!("to={to}"));
        let basis = (self.basis != Basis::default()).then(|| ["basis=", self.basis.word()].concat());
        let scope =
            (self.accounts != Accounts::All).then(|| ["scope=", &paths::encoded(&self.accounts.word())].concat());
        let group = self.group.then(|| "group=true".to_owned());
        [from, to, basis, scope, group].into_iter().flatten().collect()
    }
}

/// Reads `ID:PERCENT`.
fn supposed_of(word: &str) -> Option<Supposed> {
    let (account, percent) = word.split_once(':')?;
    let percent = percent.parse().ok().filter(|percent| *percent <= PERCENT_MAX)?;
    Some(Supposed { account: account.parse().ok()?, percent })
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::ids::AccountId;

    #[test]
    fn what_is_asked_for_stands_in_the_address_and_back() {
        let account = AccountId(uuid::Uuid::from_u128(7));
        for path in [
            "/concentration".to_owned(),
            "/concentration?from=2026-01-01&to=2026-11-24&basis=gross&scope=segment%3ARail%20%26%20road".to_owned(),
            format!("/concentration?scope=country%3AFrance&group=true&if={account}:0"),
        ] {
            let query = path.split_once('?').map_or("", |(_, query)| query);
            assert_eq!(Asked::of(query).path(paths::CONCENTRATION), path);
        }
        assert_eq!(Asked::of("to=soon&basis=margin&scope=me&group=1&if=7:0&if=x"), Asked::default());
        assert_eq!(Asked::of(&format!("if={account}:1001")), Asked::default());
    }

    #[test]
    fn an_account_is_supposed_one_thing_and_what_it_brings_is_none() {
        let account = AccountId(uuid::Uuid::from_u128(7));
        let asked = Asked::default().supposing(Supposed { account, percent: 0 });
        let twice = asked.supposing(Supposed { account, percent: 200 });
        assert_eq!(twice.supposed, [Supposed { account, percent: 200 }]);
        assert_eq!(twice.supposing(Supposed { account, percent: 100 }), Asked::default());
        assert_eq!((asked.query(), asked.plain()), (String::new(), Asked::default()));
    }
}
