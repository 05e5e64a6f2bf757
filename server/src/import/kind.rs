//! The words by which books tell sales from credits and from purchases.

use domain::document::DocumentKind;

use super::heading::plain;

const SALES: &str = "sale sales invoice inv i si salesinvoice bill ri re rechnung rechnungen ausgangsrechnung verkauf \
    facture vente factura venta fattura vendita factuur verkoop faktura 380";
const CREDITS: &str = "credit credits creditnote creditmemo cn cm c cr sc salescreditnote refund return returns gutschrift \
    gutschriften rechnungskorrektur avoir notedecredit abono notadecredito notadicredito creditnota \
    kreditnota kreditnote 381";

const PURCHASES: &str = "purchase purchases purchaseinvoice purchasebill supplierinvoice supplierbill vendorinvoice vendorbill \
    incominginvoice pi einkauf einkaufsrechnung eingangsrechnung wareneinkauf kreditorenrechnung achat achats factureachat \
    facturefournisseur compra compras facturacompra acquisto acquisti fatturaacquisto inkoop inkoopfactuur";

/// Sale, credit or purchase, in the words of English, German, French, Spanish, Italian and Dutch books, or by the codes of the
/// European norm for invoices (380, 381); none where the word is not known.
pub fn read(text: &str) -> Option<DocumentKind> {
    let word = plain(text);
    let is_one_of = |words: &str| words.split_whitespace().any(|known| known == word);
    if is_one_of(SALES) {
        Some(DocumentKind::Sale)
    } else if is_one_of(CREDITS) {
        Some(DocumentKind::Credit)
    } else if is_one_of(PURCHASES) {
        Some(DocumentKind::Purchase)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_several_languages_are_known_and_no_others() {
        for word in ["invoice", "INVOICE", " Sale ", "Rechnung", "Facture", "SI"] {
            assert_eq!(read(word), Some(DocumentKind::Sale), "{word}");
        }
        for word in ["credit", "Credit note", "credit-memo", "Gutschrift", "Note de crédit", "Nota di credito"] {
            assert_eq!(read(word), Some(DocumentKind::Credit), "{word}");
        }
        for word in ["purchase", "Purchase invoice", "Eingangsrechnung", "Achat", "Supplier bill"] {
            assert_eq!(read(word), Some(DocumentKind::Purchase), "{word}");
        }
        for word in ["", "order", "proforma", "x"] {
            assert_eq!(read(word), None, "{word}");
        }
    }

    #[test]
    fn no_word_means_two_kinds() {
        let words: Vec<&str> = [SALES, CREDITS, PURCHASES].into_iter().flat_map(str::split_whitespace).collect();
        assert_eq!(words.iter().collect::<std::collections::BTreeSet<_>>().len(), words.len());
        assert!(words.iter().all(|word| plain(word) == **word));
    }
}
