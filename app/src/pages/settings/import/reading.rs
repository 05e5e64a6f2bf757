//! How a file is to be read, where it cannot be told from the file itself: its headings, its dates, its amounts.

use leptos::prelude::*;

use crate::{
    ui::{Choice, Field, Picker},
    wire::{
        ImportMapping,
        import::{DecimalMark, FileKind, ImportField, Units},
    },
    words::en,
};

/// The forms of dates that are offered; `-` and `.` are read like `/` where the file has them.
const DATES: [&str; 4] = ["YYYY-MM-DD", "DD/MM/YYYY", "MM/DD/YYYY", "DD.MM.YYYY"];

/// What was said about it; what is empty is found in the file.
#[derive(Clone, Copy)]
pub struct Reading {
    headings: StoredValue<Vec<(ImportField, RwSignal<String>)>>,
    date: RwSignal<String>,
    decimal: RwSignal<String>,
    units: RwSignal<String>,
}

impl Reading {
    /// Nothing was said.
    pub fn new() -> Self {
        let empty = || RwSignal::new(String::new());
        let headings = ImportField::ALL.map(|field| (field, empty()));
        Self { headings: StoredValue::new(headings.into()), date: empty(), decimal: empty(), units: empty() }
    }

    /// The mapping that it makes for such a file, as the import takes it; none where nothing was said.
    pub fn mapping(self, kind: FileKind) -> Option<String> {
        let heading = |wanted: ImportField| {
            kind.fields().contains(&wanted).then_some(())?;
            let named = self
                .headings
                .with_value(|all| all.iter().find(|(field, _)| *field == wanted).map(|(_, text)| *text))?;
            said(named)
        };
        let mapping = ImportMapping {
            number: heading(ImportField::Number),
            reference: heading(ImportField::Reference),
            name: heading(ImportField::Name),
            country: heading(ImportField::Country),
            day: heading(ImportField::Day),
            amount: heading(ImportField::Amount),
            kind: heading(ImportField::Kind),
            currency: heading(ImportField::Currency),
            product: heading(ImportField::Product),
            quantity: heading(ImportField::Quantity),
            price: heading(ImportField::Price),
            total: heading(ImportField::Total),
            units: said(self.units).map(|word| if word == MINOR { Units::Minor } else { Units::Major }),
            decimal: said(self.decimal).map(|mark| if mark == "," { DecimalMark::Comma } else { DecimalMark::Point }),
            date: said(self.date),
        };
        (mapping != ImportMapping::default()).then(|| serde_json::to_string(&mapping).ok()).flatten()
    }
}

/// The value of the choice of minor units.
const MINOR: &str = "minor";

fn said(text: RwSignal<String>) -> Option<String> {
    let text = text.get_untracked().trim().to_owned();
    (!text.is_empty()).then_some(text)
}

/// What can be said about it, folded away: most files tell it themselves.
#[component]
pub fn ReadingFields(
    /// What was said.
    reading: Reading,
    /// What the rows of the file are.
    rows: Signal<FileKind>,
) -> impl IntoView {
    let dates = DATES.map(|form| (form, form)).to_vec();
    let decimals = vec![(".", en::taking_in::POINT), (",", en::taking_in::COMMA)];
    let units = vec![("major", en::taking_in::MAJOR), (MINOR, en::taking_in::MINOR)];
    let headings = move || {
        let of_kind = |field: &ImportField| rows.get().fields().contains(field);
        reading.headings.with_value(|all| {
            all.iter().filter(|(field, _)| of_kind(field)).map(|(field, text)| heading(*field, *text)).collect_view()
        })
    };
    view! {
        <details>
            <summary>{en::taking_in::HOW_TO_READ}</summary>
            <div class="fields">
                <p class="meta">{en::taking_in::HOW_TO_READ_TEXT}</p>
                <div class="fields two">
                    {choice("import-date", en::taking_in::DATES, dates, reading.date)}
                    {choice("import-decimal", en::taking_in::DECIMALS, decimals, reading.decimal)}
                    {choice("import-units", en::taking_in::UNITS, units, reading.units)}
                </div>
                <div class="fields two">{headings}</div>
            </div>
        </details>
    }
}

fn choice(
    id: &'static str,
    label: &'static str,
    of: Vec<(&'static str, &'static str)>,
    value: RwSignal<String>,
) -> impl IntoView {
    let found = std::iter::once(Choice::new("", en::taking_in::FOUND));
    let choices: Vec<Choice> = found.chain(of.into_iter().map(|(value, label)| Choice::new(value, label))).collect();
    view! { <Picker id label choices=Signal::stored(choices) value on_choose=move |chosen| value.set(chosen) /> }
}

fn heading(field: ImportField, text: RwSignal<String>) -> impl IntoView {
    let id = format!("import-heading-{}", field.word());
    let label = en::taking_in::heading_of(field);
    view! { <Field id label value=text autocomplete="off" on_input=move |written| text.set(written) /> }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_said_becomes_a_mapping() {
        let owner = Owner::new();
        owner.with(|| {
            let reading = Reading::new();
            assert_eq!(reading.mapping(FileKind::Transactions), None);
            reading.date.set("DD/MM/YYYY".to_owned());
            reading.decimal.set(",".to_owned());
            let amount = reading
                .headings
                .with_value(|all| all.iter().find(|(field, _)| *field == ImportField::Amount).unwrap().1);
            amount.set(" Betrag ".to_owned());
            let price = reading
                .headings
                .with_value(|all| all.iter().find(|(field, _)| *field == ImportField::Price).unwrap().1);
            price.set("Preis".to_owned());
            let mapping = |kind| reading.mapping(kind).unwrap();
            let documents = r#"{"amount":"Betrag","decimal":",","date":"DD/MM/YYYY"}"#;
            assert_eq!(mapping(FileKind::Transactions), documents, "what was said of lines says nothing of documents");
            let lines = r#"{"amount":"Betrag","price":"Preis","decimal":",","date":"DD/MM/YYYY"}"#;
            assert_eq!(mapping(FileKind::Lines), lines);
        });
    }
}
