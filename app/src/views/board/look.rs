//! What the cards of a board show, and how much room they take: as an address asks for it.

use domain::field::Field;

use crate::paths;

/// The fields by which cards can be coloured: those under one value of which an account stands.
pub const COLOURED: [Field; 4] = [Field::Relationship, Field::Segment, Field::Country, Field::Owner];

/// How much room a card takes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CardDensity {
    /// One line: the name, and beside it what is shown.
    Compact,
    /// What is shown, two things to a line.
    #[default]
    Normal,
    /// A line for each thing.
    Roomy,
}

/// Something that a card can show beside the name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CardPart {
    /// What the account brought in the trailing year.
    Revenue,
    /// How its trade went over twelve months, as a line.
    Trend,
    /// Who leads it.
    Owner,
    /// Its next step with the day.
    Step,
    /// Its tags.
    Tags,
    /// Since when it is quiet.
    Quiet,
}

/// Things that cards show: each or not, as a bit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Shown(u8);

/// How the cards of a board look.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Look {
    /// How much room they take.
    pub density: CardDensity,
    /// What they show; none: what is usual where they take that much room.
    show: Option<Shown>,
    /// The field by whose values they are coloured.
    colour: Option<Field>,
}

/// The word for nothing but the name.
const NOTHING: &str = "none";
/// The height of a card that shows its name alone, with the room below it, in px; as its style has it.
const NAME_PX: u8 = 52;
/// The height of each further line of a card, in px.
const LINE_PX: u8 = 26;
/// The height of a card of one line with the room below it, in px.
const COMPACT_PX: u8 = 36;

impl CardDensity {
    /// All of them, from the least room on.
    pub const ALL: [Self; 3] = [Self::Compact, Self::Normal, Self::Roomy];

    /// The word for it in an address.
    pub fn word(self) -> &'static str {
        match self {
            Self::Compact => "compact",
            Self::Normal => "normal",
            Self::Roomy => "roomy",
        }
    }

    /// What a word says; none where it says nothing.
    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.iter().find(|density| density.word() == word).copied()
    }

    /// What cards show where nobody asked for anything else.
    fn usual(self) -> Shown {
        match self {
            Self::Compact => Shown::of(&[CardPart::Revenue]),
            Self::Normal => Shown::of(&[CardPart::Revenue, CardPart::Owner, CardPart::Step]),
            Self::Roomy => Shown::of(&CardPart::ALL),
        }
    }
}

impl CardPart {
    /// All of them, as they stand on a card.
    pub const ALL: [Self; 6] = [Self::Revenue, Self::Trend, Self::Owner, Self::Step, Self::Tags, Self::Quiet];

    /// The word for it in an address.
    pub fn word(self) -> &'static str {
        match self {
            Self::Revenue => "revenue",
            Self::Trend => "trend",
            Self::Owner => "owner",
            Self::Step => "step",
            Self::Tags => "tags",
            Self::Quiet => "quiet",
        }
    }

    fn bit(self) -> u8 {
        1 << self as u8
    }
}

impl Shown {
    fn of(parts: &[CardPart]) -> Self {
        Self(parts.iter().fold(0, |bits, part| bits | part.bit()))
    }

    /// Whether a card shows this.
    pub fn has(self, part: CardPart) -> bool {
        self.0 & part.bit() != 0
    }

    fn any(self, parts: &[CardPart]) -> bool {
        self.0 & Self::of(parts).0 != 0
    }
}

impl Look {
    /// What the raw query of an address asks for.
    pub fn of(query: &str) -> Self {
        let density = CardDensity::of_word(&paths::asked(query, "density")).unwrap_or_default();
        let (mut bits, mut asks) = (0, false);
        for word in paths::asked_all(query, "show") {
            let part = CardPart::ALL.iter().find(|part| part.word() == word);
            bits |= part.map_or(0, |part| part.bit());
            asks |= part.is_some() || word == NOTHING;
        }
        let colour = Field::of_word(&paths::asked(query, "colour")).filter(|field| COLOURED.contains(field));
        Self { density, show: asks.then_some(Shown(bits)), colour }.plainly()
    }

    /// Says in the words of an address what is not as usual.
    pub fn say(self, say: &mut impl FnMut(&str, &str)) {
        if self.density != CardDensity::default() {
            say("density", self.density.word());
        }
        if let Some(field) = self.colour {
            say("colour", field.word());
        }
        match self.show {
            None => {}
            Some(Shown(0)) => say("show", NOTHING),
            Some(shown) => {
                for part in CardPart::ALL.iter().filter(|part| shown.has(**part)) {
                    say("show", part.word());
                }
            }
        }
    }

    /// The field by whose values the cards are coloured.
    pub fn colour(self) -> Option<Field> {
        self.colour
    }

    /// The same cards coloured by a field, or not.
    pub fn with_colour(self, colour: Option<Field>) -> Self {
        Self { colour, ..self }
    }

    /// What is usual need not be asked for.
    fn plainly(self) -> Self {
        Self { show: self.show.filter(|show| *show != self.density.usual()), ..self }
    }

    /// What the cards show.
    pub fn shown(self) -> Shown {
        self.show.unwrap_or_else(|| self.density.usual())
    }

    /// Whether the cards are as they are where nobody asked for anything.
    pub fn is_plain(self) -> bool {
        self == Self::default()
    }

    /// The same cards with more room, or less. What they show follows the room where nobody chose it.
    pub fn with_density(self, density: CardDensity) -> Self {
        Self { density, ..self }.plainly()
    }

    /// The same cards with something shown, or no longer.
    pub fn with(self, part: CardPart, is_shown: bool) -> Self {
        let bits = self.shown().0;
        let bits = if is_shown { bits | part.bit() } else { bits & !part.bit() };
        Self { show: Some(Shown(bits)), ..self }.plainly()
    }

    /// How many lines stand below the name.
    fn lines(self) -> u8 {
        use CardPart::{Owner, Quiet, Revenue, Step, Tags, Trend};
        let lines: &[&[CardPart]] = match self.density {
            CardDensity::Compact => &[],
            CardDensity::Normal => &[&[Revenue, Trend], &[Owner, Step], &[Tags, Quiet]],
            CardDensity::Roomy => &[&[Revenue, Quiet], &[Trend], &[Owner], &[Step], &[Tags]],
        };
        lines.iter().fold(0, |count, line| count + u8::from(self.shown().any(line)))
    }

    /// How high a card is with the room below it, in px; `--row` of its style has the last word.
    pub fn row_px(self) -> f64 {
        f64::from(if self.density == CardDensity::Compact { COMPACT_PX } else { NAME_PX + LINE_PX * self.lines() })
    }

    /// The class of what holds a board and the cards that are lifted off it, by which the styles know the look.
    pub fn class(self) -> String {
        if self.is_plain() {
            "desk".to_owned()
        } else {
            let lines = ["0", "1", "2", "3", "4", "5"].get(usize::from(self.lines())).copied().unwrap_or_default();
            let colour = self.colour.map_or(["", ""], |field| [" by-", field.word()]);
            ["desk cards-", self.density.word(), " lines-", lines, &colour.concat()].concat()
        }
    }

    /// How many cards of a column the server writes: what a tall window shows.
    pub fn first_cards(self) -> usize {
        if self.density == CardDensity::Compact { 30 } else { 12 }
    }

    /// How many cards of a cell a lane shows before the cell scrolls.
    pub fn lane_cards(self) -> usize {
        if self.density == CardDensity::Compact { 5 } else { 2 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address(look: Look) -> String {
        let mut said = Vec::new();
        look.say(&mut |name: &str, value: &str| said.push(format!("{name}={value}")));
        said.join("&")
    }

    #[test]
    fn a_look_comes_back_from_its_address() {
        let chosen = |density| {
            CardPart::ALL.into_iter().map(move |part| Look::default().with_density(density).with(part, false))
        };
        for look in CardDensity::ALL.into_iter().flat_map(chosen) {
            assert_eq!(Look::of(&address(look)), look);
        }
        assert_eq!(address(Look::of("density=roomy&show=tags&show=none&show=margin")), "density=roomy&show=tags");
        assert_eq!(address(Look::of("show=none")), "show=none");
        assert_eq!(address(Look::of("density=compact&colour=segment")), "density=compact&colour=segment");
        // An account stands under several tags at once.
        assert!(Look::of("colour=tag").is_plain() && !Look::of("colour=owner").is_plain());
    }

    #[test]
    fn what_is_usual_is_not_asked_for() {
        assert!(Look::of("show=step&show=owner&show=revenue&density=normal").is_plain());
        assert!(Look::of("show=margin&density=tiny").is_plain());
        assert!(Look::default().with(CardPart::Tags, true).with(CardPart::Tags, false).is_plain());
        // What was never chosen follows the room; what was chosen stays.
        assert!(Look::default().with_density(CardDensity::Roomy).shown().has(CardPart::Trend));
        let chosen = Look::default().with(CardPart::Trend, true).with_density(CardDensity::Compact);
        assert!(chosen.shown().has(CardPart::Trend) && chosen.shown().has(CardPart::Step));
    }

    #[test]
    fn a_card_is_as_high_as_what_it_shows() {
        assert_eq!(Look::default().row_px(), 104.0);
        assert_eq!(Look::of("show=none").row_px(), 52.0);
        assert_eq!(Look::of("show=trend").row_px(), 78.0);
        assert_eq!(Look::of("show=revenue&show=step&show=quiet").row_px(), 130.0);
        assert_eq!(Look::of("density=roomy").row_px(), 182.0);
        assert_eq!(Look::of("density=compact&show=tags").row_px(), 36.0);
    }
}
