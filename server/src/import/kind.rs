//! The words by which books tell sales from credits.

use domain::document::DocumentKind;

use super::heading::plain;

const SALES: &str = "sale sales invoice inv i si salesinvoice bill ri re rechnung rechnungen ausgangsrechnung verkauf \
    facture vente factura venta fattura vendita factuur verkoop faktura 380";
const CREDITS: &str = "credit credits creditnote creditmemo cn cm c cr sc salescreditnote refund return returns gutschrift \
    gutschriften rechnungskorrektur avoir notedecredit abono notadecredito notadicredito creditnota \
    kreditnota kreditnote 381";

/// Sale or credit, in the words of English, German, French, Spanish, Italian and Dutch books, or by the codes of the
/// European norm for invoices (380, 381); none where the word is not known.
pub fn read(text: &str) -> Option<DocumentKind> {
    let word = plain(text);
    let is_one_of = |words: &str| words.split_whitespace().any(|known| known == word);
    if is_one_of(SALES) {
        Some(DocumentKind::Sale)
    } else if is_one_of(CREDITS) {
        Some(DocumentKind::Credit)
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
        for word in ["", "order", "proforma", "x"] {
            assert_eq!(read(word), None, "{word}");
        }
    }

    #[test]
    fn no_word_means_both() {
        let is_credit = |word| CREDITS.split_whitespace().any(|credit| credit == word);
        assert!(!SALES.split_whitespace().any(is_credit));
    }
}
