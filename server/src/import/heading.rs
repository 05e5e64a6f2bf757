//! The headings of a file: which column tells what.

use std::collections::{BTreeMap, BTreeSet};

use app::wire::import::{FileKind, ImportField, ImportMapping, RowRule, Units};
use domain::table::Table;

/// The headings by which a field is known, those that say it best first; as [`plain`] writes them.
fn names(field: ImportField) -> std::str::SplitWhitespace<'static> {
    let names = match field {
        ImportField::Number => {
            "invoiceno invoicenumber invoicenum invoicenr invoiceid documentno documentnumber documentnr \
             documentid docno docnumber docnum rechnungsnummer rechnungsnr rechnungnr rechnungno \
             belegnummer belegnr dokumentnummer dokumentnr numerofacture nofacture numfacture \
             numerodefacture ndefacture numerofactura nofactura numerodefactura numerofattura \
             numerodocumento nfattura factuurnummer factuurnr fakturanummer fakturanr fakturanumer \
             nrfaktury vouchernumber voucherno transactionid transactionno transactionnumber invoice \
             rechnung beleg facture factura fattura factuur document number nummer numero no nr"
        }
        ImportField::Reference => {
            "customerid customerno customernumber customernr customercode customerref customerreference \
             custid custno custcode accountid accountno accountnumber accountcode accountref \
             accountreference clientid clientno clientnumber clientcode clientref debtorno debtornumber \
             debtorid debtorcode kundennummer kundennr kundenid kundeid kundenr debitorennummer debitorennr \
             debitornummer debitornr debitorid numeroclient noclient codeclient numerocliente nocliente \
             codigocliente idcliente codicecliente klantnummer klantnr debiteurnummer debiteurnr kundnummer \
             kundnr reference referenz ref customer account client debtor kunde debitor cliente klant \
             debiteur"
        }
        ImportField::Name => {
            "customername custname accountname clientname companyname debtorname kundenname kundename \
             firmenname debitorname debitorenname nomclient nomduclient raisonsociale nombrecliente \
             razonsocial nomecliente ragionesociale klantnaam debiteurnaam kundnamn company firma \
             unternehmen societe empresa name nom nombre nome naam namn customer account client kunde \
             cliente klant"
        }
        ImportField::Country => {
            "country countryname customercountry billingcountry countrycode land lieferland kundenland \
             staat pays pais paese nazione"
        }
        ImportField::Day => {
            "invoicedate documentdate docdate postingdate transactiondate billingdate rechnungsdatum \
             belegdatum buchungsdatum datefacture datedefacture fechafactura fechadefactura datafattura \
             factuurdatum fakturadatum date day datum tag fecha data dato"
        }
        ImportField::Amount => {
            "net netamount amountnet nettotal totalnet netvalue netsales netrevenue nettobetrag nettoumsatz \
             betragnetto umsatznetto nettowert netto montantht totalht ht importeneto baseimponible \
             imponibile nettobedrag amount invoiceamount documentamount transactionamount lineamount betrag \
             rechnungsbetrag belegbetrag umsatz montant importe importo bedrag belopp belob value wert \
             revenue sales turnover total totalamount invoicetotal summe gesamt gesamtbetrag totale"
        }
        ImportField::Kind => {
            "kind type documentkind documenttype doctype invoicetype transactiontype belegart belegtyp \
             dokumentart rechnungsart art typ typedocument typededocument tipo tipodocumento soort"
        }
        ImportField::Currency => {
            "currency currencycode curr ccy waehrung wahrung whg devise moneda divisa valuta iso4217"
        }
        ImportField::Product | ImportField::Quantity | ImportField::Price | ImportField::Total => names_of_line(field),
    };
    names.split_whitespace()
}

fn names_of_line(field: ImportField) -> &'static str {
    match field {
        ImportField::Product => {
            "productcode productno productnumber productnr productid productref itemcode itemno itemnumber itemid \
             stockcode sku partno partnumber articlecode articleno articlenumber materialnumber materialno \
             artikelnummer artikelnr produktnummer produktnr materialnummer teilenummer codearticle codeproduit \
             refarticle codigoproducto codigoarticulo codicearticolo codiceprodotto artikelcode productnummer product \
             item article part material artikel produkt produit producto articulo articolo prodotto"
        }
        ImportField::Quantity => {
            "quantity qty quantityinvoiced invoicedquantity units pieces pcs menge anzahl stueck stuck quantite qte \
             cantidad quantita qta aantal hoeveelheid antal"
        }
        ImportField::Price => {
            "unitprice priceperunit priceeach unitnetprice netunitprice netprice itemprice price einzelpreis stueckpreis \
             stuckpreis epreis nettopreis preis prixunitaire puht prix preciounitario precio prezzounitario prezzo \
             stukprijs eenheidsprijs prijs"
        }
        ImportField::Total => {
            "documenttotal invoicetotal documentamount invoiceamount totalinvoice rechnungssumme rechnungsbetrag \
             belegsumme belegbetrag totalfacture montantfacture totalfactura importefactura totalefattura factuurbedrag \
             factuurtotaal"
        }
        _ => "",
    }
}

/// Words of a heading that say that amounts are in minor units.
const MINOR: [&str; 12] = [
    "pence",
    "penny",
    "pennies",
    "cents",
    "cent",
    "minor",
    "centimes",
    "centimos",
    "centesimi",
    "centen",
    "ore",
    "rappen",
];
/// Words of a heading of amounts that say the opposite, or nothing.
const MAJOR: [&str; 14] =
    ["major", "pounds", "euros", "euro", "dollars", "in", "gbp", "eur", "usd", "chf", "sek", "nok", "dkk", "units"];

/// The columns of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Columns {
    headings: Vec<String>,
    at: BTreeMap<ImportField, usize>,
}

/// A column that was not found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Missing {
    /// The heading that was asked for; empty where none was.
    pub heading: String,
    /// Why.
    pub rule: RowRule,
}

impl Columns {
    /// Finds the column of each field: the one that the mapping names, else the one whose heading says it best.
    ///
    /// # Errors
    /// Which columns are missing: those that a mapping names, and those without which a file cannot be read.
    pub fn find(kind: FileKind, headings: Vec<String>, mapping: &ImportMapping) -> Result<Self, Vec<Missing>> {
        let mut at = BTreeMap::new();
        let mut missing = Vec::new();
        for field in kind.fields().iter().copied() {
            let Some(named) = mapping.heading(field) else { continue };
            match position(&headings, named) {
                Some(found) => drop(at.insert(field, found)),
                None => missing.push(Missing {
                    heading: named.to_owned(),
                    rule: RowRule::HeadingUnknown { field, headings: headings.clone() },
                }),
            }
        }
        let mut taken: BTreeSet<usize> = at.values().copied().collect();
        let words: Vec<String> = headings.iter().map(|heading| plain(heading)).collect();
        for field in kind.fields().iter().copied() {
            if mapping.heading(field).is_some() {
                continue;
            }
            if let Some(found) = best(field, &headings, &words, &taken) {
                taken.insert(found);
                at.insert(field, found);
            } else if kind.needs(field) {
                let rule = RowRule::HeadingMissing { field, headings: headings.clone() };
                missing.push(Missing { heading: String::new(), rule });
            }
        }
        // A line has a price or an amount.
        let has = |field| at.contains_key(&field) || mapping.heading(field).is_some();
        if kind == FileKind::Lines && !has(ImportField::Price) && !has(ImportField::Amount) {
            let rule = RowRule::HeadingMissing { field: ImportField::Amount, headings: headings.clone() };
            missing.push(Missing { heading: String::new(), rule });
        }
        if missing.is_empty() { Ok(Self { headings, at }) } else { Err(missing) }
    }

    /// How many columns there are.
    pub fn count(&self) -> usize {
        self.headings.len()
    }

    /// Where a field stands in a row.
    pub fn at(&self, field: ImportField) -> Option<usize> {
        self.at.get(&field).copied()
    }

    /// The heading of a field; empty where the file has none.
    pub fn heading(&self, field: ImportField) -> &str {
        self.at(field).and_then(|at| self.headings.get(at)).map_or("", String::as_str)
    }

    /// The headings under which fields were found.
    pub fn told(&self) -> Table<ImportField, String> {
        self.at.keys().map(|field| (*field, self.heading(*field).to_owned())).collect()
    }

    /// The units that the heading of the amounts tells, or of totals where lines tell none.
    pub fn units(&self) -> Units {
        let field = if self.at(ImportField::Amount).is_some() { ImportField::Amount } else { ImportField::Total };
        let minor = words(self.heading(field)).iter().any(|word| MINOR.contains(&&**word));
        if minor { Units::Minor } else { Units::Major }
    }
}

fn position(headings: &[String], named: &str) -> Option<usize> {
    let exact = headings.iter().position(|heading| heading.trim() == named.trim());
    exact.or_else(|| headings.iter().position(|heading| heading.trim().eq_ignore_ascii_case(named.trim())))
}

fn best(field: ImportField, headings: &[String], words: &[String], taken: &BTreeSet<usize>) -> Option<usize> {
    let free = |at: &usize| !taken.contains(at);
    let found = |name: &str| words.iter().position(|word| word == name).filter(free);
    let is_amount = matches!(field, ImportField::Amount | ImportField::Price | ImportField::Total);
    let without_units = |name: &str| {
        let says = |heading: &String| is_amount && without_units(heading) == name;
        headings.iter().position(says).filter(free)
    };
    names(field).find_map(|name| found(name).or_else(|| without_units(name)))
}

/// The heading of amounts less what it says of units and currency: `net_pence` is `net`.
fn without_units(heading: &str) -> String {
    let kept = words(heading).into_iter().filter(|word| !MINOR.contains(&&**word) && !MAJOR.contains(&&**word));
    kept.collect()
}

fn words(heading: &str) -> Vec<String> {
    let broken: String = spaced(heading);
    broken.split(|c: char| !c.is_alphanumeric()).map(plain).filter(|word| !word.is_empty()).collect()
}

/// A blank between a small letter and a capital: `NetPence` is two words.
fn spaced(heading: &str) -> String {
    let mut out = String::with_capacity(heading.len() + 4);
    let mut after_small = false;
    for c in heading.chars() {
        if after_small && c.is_uppercase() {
            out.push(' ');
        }
        after_small = c.is_lowercase();
        out.push(c);
    }
    out
}

/// A heading or a word as it is compared: small letters and digits alone, without accents.
pub fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars().flat_map(char::to_lowercase) {
        match c {
            'ä' | 'á' | 'à' | 'â' | 'ã' | 'å' => out.push('a'),
            'é' | 'è' | 'ê' | 'ë' => out.push('e'),
            'í' | 'ì' | 'î' | 'ï' => out.push('i'),
            'ö' | 'ó' | 'ò' | 'ô' | 'õ' | 'ø' => out.push('o'),
            'ü' | 'ú' | 'ù' | 'û' => out.push('u'),
            'ç' => out.push('c'),
            'ñ' => out.push('n'),
            'ß' => out.push_str("ss"),
            c if c.is_alphanumeric() => out.push(c),
            _ => {}
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn find(headings: &[&str], mapping: &ImportMapping) -> Result<Table<ImportField, String>, Vec<Missing>> {
        let headings = headings.iter().map(|heading| (*heading).to_owned()).collect();
        Columns::find(FileKind::Transactions, headings, mapping).map(|columns| columns.told())
    }

    fn told(headings: &[&str]) -> String {
        let told = find(headings, &ImportMapping::default()).unwrap();
        told.iter().map(|(field, heading)| format!("{}={heading} ", field.word())).collect()
    }

    #[test]
    fn columns_are_found_by_their_headings_in_several_languages() {
        assert_eq!(
            told(&["invoice_no", "customer_id", "country", "date", "net_pence", "lines", "kind"]),
            "number=invoice_no reference=customer_id country=country day=date amount=net_pence kind=kind "
        );
        assert_eq!(
            told(&[
                "Belegnr.",
                "Belegdatum",
                "Kundennr.",
                "Kundenname",
                "Land",
                "Nettobetrag (EUR)",
                "Währung",
                "Belegart"
            ]),
            "number=Belegnr. reference=Kundennr. name=Kundenname country=Land day=Belegdatum amount=Nettobetrag (EUR) kind=Belegart currency=Währung "
        );
        assert_eq!(
            told(&["N° de facture", "Date", "Client", "Montant HT", "Pays"]),
            "number=N° de facture reference=Client country=Pays day=Date amount=Montant HT "
        );
        assert_eq!(
            told(&["Invoice Number", "Invoice Date", "Customer", "Customer Name", "Gross", "Amount (GBP)", "Total"]),
            "number=Invoice Number reference=Customer name=Customer Name day=Invoice Date amount=Amount (GBP) "
        );
    }

    #[test]
    fn the_better_heading_wins_and_none_is_used_twice() {
        assert_eq!(
            told(&["Customer", "CustomerID", "Total", "Net", "No", "Date"]),
            "number=No reference=CustomerID name=Customer day=Date amount=Net "
        );
    }

    #[test]
    fn what_a_mapping_names_wins_and_must_be_there() {
        let mapping = ImportMapping { amount: Some("GROSS".into()), number: Some("Slip".into()), ..Default::default() };
        let headings = ["Slip", "No", "Customer", "Date", "Net", "Gross"];
        let columns = find(&headings, &mapping).unwrap();
        let heading = |field| columns.get(&field).unwrap().as_str();
        assert_eq!((heading(ImportField::Number), heading(ImportField::Amount)), ("Slip", "Gross"));
        let mapping = ImportMapping { name: Some("Firm".into()), ..Default::default() };
        let missing = find(&headings, &mapping).unwrap_err();
        assert!(
            matches!(&missing[..], [Missing { heading, rule: RowRule::HeadingUnknown { field: ImportField::Name, .. } }] if heading == "Firm")
        );
    }

    #[test]
    fn a_file_of_lines_has_products_and_quantities_and_prices_or_amounts() {
        let lines = |headings: &[&str]| {
            let headings = headings.iter().map(|heading| (*heading).to_owned()).collect();
            let columns = Columns::find(FileKind::Lines, headings, &ImportMapping::default())?;
            Ok::<_, Vec<Missing>>(
                columns
                    .told()
                    .iter()
                    .map(|(field, heading)| format!("{}={heading} ", field.word()))
                    .collect::<String>(),
            )
        };
        assert_eq!(
            lines(&["Invoice", "StockCode", "Description", "Quantity", "InvoiceDate", "Price", "Customer ID"]).unwrap(),
            "number=Invoice reference=Customer ID day=InvoiceDate product=StockCode quantity=Quantity price=Price "
        );
        assert_eq!(
            lines(&["Belegnr.", "Datum", "Kunde", "Artikel", "Menge", "Einzelpreis (EUR)", "Netto", "Rechnungsbetrag"])
                .unwrap(),
            "number=Belegnr. reference=Kunde day=Datum amount=Netto product=Artikel quantity=Menge \
             price=Einzelpreis (EUR) total=Rechnungsbetrag "
        );
        let missing = lines(&["no", "customer", "date", "product"]).unwrap_err();
        let fields: Vec<_> = missing
            .iter()
            .map(|missing| match &missing.rule {
                RowRule::HeadingMissing { field, .. } => *field,
                other => panic!("{other:?}"),
            })
            .collect();
        assert_eq!(fields, [ImportField::Quantity, ImportField::Amount]);
        assert_eq!(
            told(&["no", "customer", "date", "net", "product", "quantity", "price"]),
            "number=no reference=customer day=date amount=net ",
            "where rows are documents, what stands there about lines says nothing"
        );
    }

    #[test]
    fn every_needed_column_that_is_missing_is_told() {
        let missing = find(&["StockCode", "Quantity", "InvoiceNo"], &ImportMapping::default()).unwrap_err();
        let fields: Vec<_> = missing
            .iter()
            .map(|missing| match &missing.rule {
                RowRule::HeadingMissing { field, .. } => *field,
                other => panic!("{other:?}"),
            })
            .collect();
        assert_eq!(fields, [ImportField::Reference, ImportField::Day, ImportField::Amount]);
    }

    #[test]
    fn the_heading_tells_the_units() {
        for (heading, units) in [
            ("net_pence", Units::Minor),
            ("NetPence", Units::Minor),
            ("Amount (cents)", Units::Minor),
            ("amount_minor", Units::Minor),
            ("amount", Units::Major),
            ("Net", Units::Major),
            ("Amount EUR", Units::Major),
        ] {
            let headings = ["no", "customer", "date", heading].map(str::to_owned).to_vec();
            let columns = Columns::find(FileKind::Transactions, headings, &ImportMapping::default());
            assert_eq!(columns.unwrap().units(), units, "{heading}");
        }
    }

    #[test]
    fn names_are_written_plainly_and_stand_once_in_a_list() {
        for field in ImportField::ALL {
            assert!(names(field).all(|name| plain(name) == name), "{field:?}");
            assert_eq!(names(field).collect::<BTreeSet<_>>().len(), names(field).count(), "{field:?}");
        }
    }
}
