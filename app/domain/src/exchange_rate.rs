//! The rates of exchange of a workspace, day by day: what a unit of a currency was worth in the base currency. Whoever configures the
//! workspace enters them or takes in a list of them.
//!
//! A document is converted once, by the rate of its day, and keeps that rate: a rate that is put right later changes no document. A day
//! without a rate is said and never filled from its neighbours.

use uuid::Uuid;

use crate::{
    apply::{Case, Stop},
    day::{self, Day},
    ids::{AccountId, ExchangeRateId},
    keep::{Kept, Ruled},
    model::Knowledge,
    money::Currency,
    policy::{self, Action},
    rate::Rate,
    rejection::Rejection,
    table::Table,
    viewer::Viewer,
    workspace::Workspace,
};

record! {
    /// What a unit of a currency was worth on a day.
    ExchangeRate(ExchangeRateId) of ExchangeRate in |_rate| None;
    /// The currency.
    #[cfg_attr(feature = "schema", schema(value_type = String))]
    currency: Currency, Open, Fixed;
    /// The day.
    #[cfg_attr(feature = "schema", schema(value_type = String, format = Date))]
    #[serde(with = "crate::day::text")]
    day: Day, Open, Fixed;
    /// How many units of the base currency one unit of it was worth.
    #[cfg_attr(feature = "schema", schema(value_type = String))]
    rate: Rate, Open, Last;
}

impl ExchangeRateId {
    /// The rate of a currency on a day: there is one, whoever enters it and how often.
    pub fn of(currency: Currency, day: Day) -> Self {
        let code = currency.code().bytes().fold(0_u128, |code, letter| code << 8 | u128::from(letter));
        let number = |part: i16| u128::from(part.unsigned_abs());
        let day = number(day.year()) << 16 | number(day.month().into()) << 8 | number(day.day().into());
        Self(Uuid::from_u128(code << 64 | day))
    }
}

impl ExchangeRate {
    /// The rate of a currency on a day.
    pub fn of(currency: Currency, day: Day, rate: Rate) -> Self {
        Self { id: ExchangeRateId::of(currency, day), currency, day, rate }
    }
}

impl Ruled for ExchangeRate {
    fn shelf(kept: &Kept) -> &Table<ExchangeRateId, Self> {
        &kept.rates
    }

    fn permit(case: &Case<'_>, account: Option<AccountId>) -> Result<(), Stop> {
        policy::permit(&case.viewer.rights, Action::Configure)?;
        if account.is_some() { Err(Rejection::FieldUnfit { field: "account".to_owned() }.into()) } else { Ok(()) }
    }

    fn settled(self, viewer: &Viewer) -> Result<Self, Rejection> {
        day::is_business_day(self.day, viewer.day)?;
        let is_its_own = self.id == ExchangeRateId::of(self.currency, self.day);
        if is_its_own { Ok(self) } else { Err(Rejection::FieldUnfit { field: "id".to_owned() }) }
    }

    fn suits(&self, workspace: &Workspace) -> Result<(), Rejection> {
        let base = workspace.base_currency;
        if self.currency == base { Err(Rejection::RateOfBase { base }) } else { Ok(()) }
    }

    fn fits(&self, _kept: &Kept) -> Result<(), Rejection> {
        Ok(())
    }

    fn goes(&self, _kept: &Kept) -> Result<(), Rejection> {
        Ok(())
    }
}

/// The rate of a currency on a day. No device holds rates: it leaves the deciding to the server.
pub(crate) fn rate_on(case: &Case<'_>, currency: Currency, day: Day) -> Result<Rate, Stop> {
    if cfg!(target_arch = "wasm32") || case.model.knowledge == Knowledge::Part {
        return Err(Stop::Unknown);
    }
    let found = case.model.kept.rates.get(&ExchangeRateId::of(currency, day));
    Ok(found.ok_or(Rejection::RateMissing { currency, day })?.rate)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use uuid::Uuid;

    use super::*;
    use crate::{
        apply::Case,
        change::Act,
        command::{Command, Key},
        keep::{Keep, Wish, tests::viewer},
        model::Model,
        person::OrgRole,
    };

    fn currency(code: &str) -> Currency {
        Currency::of(code).unwrap()
    }

    fn rate(code: &str, day: Day, rate: &str) -> ExchangeRate {
        ExchangeRate::of(currency(code), day, rate.parse().unwrap())
    }

    fn keep(model: &mut Model, role: OrgRole, wish: Wish) -> Result<(), Stop> {
        let viewer = viewer(&[role]);
        let command = Command::Keep(Keep::one(None, wish));
        let changes = command.decide(&Case { model, viewer: &viewer })?;
        model.take(&changes).unwrap();
        Ok(())
    }

    fn house() -> Model {
        Model { workspace: Some(Workspace::default()), ..Model::default() }
    }

    #[test]
    fn a_day_has_one_rate_and_each_currency_its_own() {
        let (day, next) = (date(2026, 11, 20), date(2026, 11, 21));
        let ids =
            [("USD", day), ("USD", next), ("JPY", day)].map(|(code, day)| ExchangeRateId::of(currency(code), day));
        assert!(ids[0] != ids[1] && ids[0] != ids[2] && ids[1] != ids[2]);
        assert_eq!(ids[0], ExchangeRateId::of(currency("USD"), day));
        let mut model = house();
        keep(&mut model, OrgRole::AgencyDirector, Wish::of_new(&rate("USD", day, "0.92"))).unwrap();
        let twice = keep(&mut model, OrgRole::AgencyDirector, Wish::of_new(&rate("USD", day, "0.93")));
        assert_eq!(twice, Err(Rejection::IdTaken { kind: crate::change::Kind::ExchangeRate }.into()));
        let right = Wish::of_edit(&rate("USD", day, "0.92"), &rate("USD", day, "0.93")).unwrap();
        assert_eq!(right.act, Act::Edit);
        keep(&mut model, OrgRole::AgencyDirector, right).unwrap();
        assert_eq!(model.kept.rates.get(&ids[0]).unwrap().rate.to_string(), "0.93");
    }

    #[test]
    fn what_is_no_rate_of_the_workspace_is_refused() {
        let mut model = house();
        let day = date(2026, 11, 20);
        let mut refused = |role, rate: &ExchangeRate| match keep(&mut model, role, Wish::of_new(rate)) {
            Err(Stop::Rejected(reason)) => reason,
            other => panic!("{other:?}"),
        };
        let director = OrgRole::AgencyDirector;
        let base = Currency::default();
        assert_eq!(refused(director, &rate(base.code(), day, "1")), Rejection::RateOfBase { base });
        let (latest, earliest) = (date(2026, 11, 24), day::EARLIEST);
        assert_eq!(refused(director, &rate("USD", date(2026, 11, 25), "1")), Rejection::DayInFuture { latest });
        let early = earliest.yesterday().unwrap();
        assert_eq!(refused(director, &rate("USD", early, "1")), Rejection::DayTooEarly { earliest });
        let other = ExchangeRate { id: ExchangeRateId(Uuid::from_u128(7)), ..rate("USD", day, "1") };
        assert_eq!(refused(director, &other), Rejection::FieldUnfit { field: "id".to_owned() });
        let denied = Rejection::NotPermitted { action: Action::Configure };
        assert_eq!(refused(OrgRole::AccountManager, &rate("USD", day, "1")), denied);
    }

    #[test]
    fn a_document_needs_the_rate_of_its_day_and_nothing_else_of_the_table() {
        let (dollar, day) = (currency("USD"), date(2026, 11, 20));
        let wish = Wish::of_new(&rate("USD", day, "0.92"));
        let keys = Command::Keep(Keep::one(None, wish)).needs(&Model::default());
        assert!(keys.contains(&Key::ExchangeRate(ExchangeRateId::of(dollar, day))));
    }
}
