//! What a text may be: one line or many, how long, without control characters. Stored as it was written, less the
//! blanks around it.

use crate::rejection::{Rejection, TextField};

/// The longest name of a workspace, a person or an account, in characters.
pub const NAME_MAX: usize = 120;
/// The longest reference, country, segment, tag or document number, in characters.
pub const LABEL_MAX: usize = 80;
/// The longest next step or reason, in characters.
pub const SENTENCE_MAX: usize = 400;
/// The longest comment on a report or an account of it, in characters.
pub const COMMENT_MAX: usize = 4_000;
/// The longest note, in characters.
pub const NOTE_MAX: usize = 20_000;

/// A line of at most `max` characters that may be empty.
pub fn line(field: TextField, text: &str, max: usize) -> Result<String, Rejection> {
    let text = text.trim();
    if text.chars().count() > max {
        return Err(Rejection::TextTooLong { field, max });
    }
    if text.chars().any(char::is_control) {
        return Err(Rejection::TextHasControlCharacters { field });
    }
    Ok(text.to_owned())
}

/// A line of at most `max` characters that says something.
pub fn filled_line(field: TextField, text: &str, max: usize) -> Result<String, Rejection> {
    let text = line(field, text, max)?;
    if text.is_empty() {
        return Err(Rejection::TextEmpty { field });
    }
    Ok(text)
}

/// Many lines of at most `max` characters that say something; line ends become `\n`, tabs stay.
pub fn paragraphs(field: TextField, text: &str, max: usize) -> Result<String, Rejection> {
    let text = text.replace("\r\n", "\n");
    let text = text.trim_end();
    if text.trim().is_empty() {
        return Err(Rejection::TextEmpty { field });
    }
    if text.chars().count() > max {
        return Err(Rejection::TextTooLong { field, max });
    }
    if text.chars().any(|c| c.is_control() && c != '\n' && c != '\t') {
        return Err(Rejection::TextHasControlCharacters { field });
    }
    Ok(text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_of_the_limit_passes_and_one_more_does_not() {
        let name = "å".repeat(NAME_MAX);
        assert_eq!(filled_line(TextField::Name, &name, NAME_MAX), Ok(name.clone()));
        let field = TextField::Name;
        assert_eq!(
            filled_line(field, &format!("{name}x"), NAME_MAX),
            Err(Rejection::TextTooLong { field, max: NAME_MAX })
        );
    }

    #[test]
    fn blanks_are_not_a_name() {
        assert_eq!(filled_line(TextField::Name, " \t", NAME_MAX), Err(Rejection::TextEmpty { field: TextField::Name }));
    }

    #[test]
    fn a_line_break_is_no_part_of_a_line_but_of_a_note() {
        let field = TextField::Note;
        assert_eq!(line(field, "a\nb", 10), Err(Rejection::TextHasControlCharacters { field }));
        assert_eq!(paragraphs(field, "a\r\nb ", 10), Ok("a\nb".to_owned()));
    }
}
