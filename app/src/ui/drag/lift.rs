//! The board by keys: Space lifts the focused card, arrows move it only while it is lifted, Space drops it, Escape brings it
//! back. While nothing is lifted the arrows move the focus, X selects, M opens *Move to…*, Enter opens the card.

/// A place on the board: the number of the column and the gap in it (0 before the first card).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spot {
    /// The column's number from the left.
    pub column: usize,
    /// The gap between two cards.
    pub index: usize,
}

/// A card that is lifted by keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lift {
    /// Where the card stands.
    pub from: Spot,
    /// Where it would go.
    pub at: Spot,
}

/// Where the focus goes while nothing is lifted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// To the card above.
    Up,
    /// To the card below.
    Down,
    /// To the column on the left.
    Left,
    /// To the column on the right.
    Right,
    /// To the first card of the column.
    First,
    /// To the last card of the column.
    Last,
}

/// What a key does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    /// The card is lifted.
    Lift,
    /// It would go there now.
    Aim(Spot),
    /// It is put down where it is held.
    Drop,
    /// It stays where it was.
    Return,
    /// The focus moves.
    Focus(Way),
    /// The card is opened.
    Open,
    /// The card is selected, or no more.
    Select,
    /// *Move to…* is opened.
    MoveTo,
    /// The key was for the lifted card and does nothing now: it must not scroll the page.
    Stay,
}

/// How the columns of a board stand.
#[derive(Clone, Copy, Debug)]
pub struct Columns<'a> {
    /// The cards in each of them.
    pub counts: &'a [usize],
    /// How many stand side by side; more of them stand in rows below.
    pub across: usize,
    /// Whether the place within a column means something.
    pub ordered: bool,
}

/// What a key does to the focused card, or nothing.
pub fn act(lift: Option<Lift>, key: &str, columns: Columns<'_>) -> Option<Act> {
    match lift {
        Some(lift) => lifted(lift, key, columns),
        None => resting(key),
    }
}

fn resting(key: &str) -> Option<Act> {
    Some(match key {
        " " => Act::Lift,
        "Enter" => Act::Open,
        "x" | "X" => Act::Select,
        "m" | "M" => Act::MoveTo,
        "ArrowUp" => Act::Focus(Way::Up),
        "ArrowDown" => Act::Focus(Way::Down),
        "ArrowLeft" => Act::Focus(Way::Left),
        "ArrowRight" => Act::Focus(Way::Right),
        "Home" => Act::Focus(Way::First),
        "End" => Act::Focus(Way::Last),
        _ => return None,
    })
}

fn lifted(lift: Lift, key: &str, columns: Columns<'_>) -> Option<Act> {
    let Columns { counts, ordered, across } = columns;
    let column = lift.at.column;
    let to = match key {
        " " | "Enter" => return Some(Act::Drop),
        "Escape" => return Some(Act::Return),
        "ArrowLeft" if !begins_row(column, across) => aside(lift, column.checked_sub(1), counts, ordered),
        "ArrowRight" if !begins_row(column.saturating_add(1), across) => {
            aside(lift, column.checked_add(1), counts, ordered)
        }
        "ArrowLeft" | "ArrowRight" => None,
        "ArrowUp" if ordered => up(lift),
        "ArrowDown" if ordered => down(lift, counts),
        "ArrowUp" if across > 0 => aside(lift, column.checked_sub(across), counts, ordered),
        "ArrowDown" if across > 0 => aside(lift, column.checked_add(across), counts, ordered),
        "ArrowUp" | "ArrowDown" | "Home" | "End" | "PageUp" | "PageDown" => None,
        _ => return None,
    };
    Some(to.map_or(Act::Stay, Act::Aim))
}

fn begins_row(column: usize, across: usize) -> bool {
    across > 0 && column.is_multiple_of(across)
}

/// The same height in another column; back in its own column the card is where it was.
fn aside(lift: Lift, column: Option<usize>, counts: &[usize], ordered: bool) -> Option<Spot> {
    let column = column?;
    let count = *counts.get(column)?;
    if column == lift.from.column {
        return Some(lift.from);
    }
    Some(Spot { column, index: if ordered { lift.at.index.min(count) } else { 0 } })
}

// In its own column a card lies between two gaps that mean the same: one step leads past both.
fn up(lift: Lift) -> Option<Spot> {
    let step =
        if lift.at.column == lift.from.column && lift.at.index == lift.from.index.saturating_add(2) { 2 } else { 1 };
    Some(Spot { index: lift.at.index.checked_sub(step)?, ..lift.at })
}

fn down(lift: Lift, counts: &[usize]) -> Option<Spot> {
    let count = *counts.get(lift.at.column)?;
    let index = lift.at.index.saturating_add(if lift.at == lift.from { 2 } else { 1 });
    (index <= count).then_some(Spot { index, ..lift.at })
}

#[cfg(test)]
mod tests {
    use super::*;

    const COUNTS: [usize; 3] = [5, 0, 9];

    fn lift(from: (usize, usize), at: (usize, usize)) -> Option<Lift> {
        let spot = |(column, index)| Spot { column, index };
        Some(Lift { from: spot(from), at: spot(at) })
    }

    /// A key on a board of three columns side by side.
    fn act(lift: Option<Lift>, key: &str, counts: &[usize], ordered: bool) -> Option<Act> {
        super::act(lift, key, Columns { counts, across: 0, ordered })
    }

    fn aim(column: usize, index: usize) -> Option<Act> {
        Some(Act::Aim(Spot { column, index }))
    }

    #[test]
    fn arrows_move_the_focus_until_a_card_is_lifted() {
        assert_eq!(act(None, "ArrowRight", &COUNTS, true), Some(Act::Focus(Way::Right)));
        assert_eq!(act(None, " ", &COUNTS, true), Some(Act::Lift));
        assert_eq!(act(None, "Escape", &COUNTS, true), None);
        assert_eq!(act(None, "m", &COUNTS, true), Some(Act::MoveTo));
        assert_eq!(act(None, "X", &COUNTS, true), Some(Act::Select));
    }

    #[test]
    fn a_lifted_card_goes_aside_and_stops_at_the_edges() {
        assert_eq!(act(lift((0, 3), (0, 3)), "ArrowRight", &COUNTS, true), aim(1, 0));
        assert_eq!(act(lift((0, 3), (1, 0)), "ArrowRight", &COUNTS, true), aim(2, 0));
        assert_eq!(act(lift((0, 3), (2, 4)), "ArrowRight", &COUNTS, true), Some(Act::Stay));
        assert_eq!(act(lift((0, 3), (0, 3)), "ArrowLeft", &COUNTS, true), Some(Act::Stay));
        assert_eq!(act(lift((0, 3), (1, 0)), "ArrowLeft", &COUNTS, true), aim(0, 3));
        assert_eq!(act(lift((0, 3), (0, 3)), "ArrowRight", &COUNTS, false), aim(1, 0));
    }

    #[test]
    fn up_and_down_skip_the_cards_own_place() {
        assert_eq!(act(lift((0, 2), (0, 2)), "ArrowDown", &COUNTS, true), aim(0, 4));
        assert_eq!(act(lift((0, 2), (0, 4)), "ArrowUp", &COUNTS, true), aim(0, 2));
        assert_eq!(act(lift((0, 2), (0, 2)), "ArrowUp", &COUNTS, true), aim(0, 1));
        assert_eq!(act(lift((0, 2), (0, 0)), "ArrowUp", &COUNTS, true), Some(Act::Stay));
        assert_eq!(act(lift((0, 4), (0, 4)), "ArrowDown", &COUNTS, true), Some(Act::Stay));
        assert_eq!(act(lift((0, 2), (2, 9)), "ArrowDown", &COUNTS, true), Some(Act::Stay));
        assert_eq!(act(lift((0, 2), (0, 2)), "ArrowDown", &COUNTS, false), Some(Act::Stay));
    }

    #[test]
    fn in_rows_arrows_go_up_and_down_and_stop_at_the_ends_of_a_row() {
        let at = |column, key| {
            super::act(lift((1, 0), (column, 0)), key, Columns { counts: &[1; 6], across: 3, ordered: false })
        };
        assert_eq!(at(1, "ArrowDown"), aim(4, 0));
        assert_eq!(at(4, "ArrowDown"), Some(Act::Stay));
        assert_eq!(at(5, "ArrowUp"), aim(2, 0));
        assert_eq!((at(2, "ArrowRight"), at(3, "ArrowLeft")), (Some(Act::Stay), Some(Act::Stay)));
        assert_eq!(at(3, "ArrowRight"), aim(4, 0));
    }

    #[test]
    fn space_drops_and_escape_returns() {
        assert_eq!(act(lift((0, 2), (2, 1)), " ", &COUNTS, true), Some(Act::Drop));
        assert_eq!(act(lift((0, 2), (2, 1)), "Escape", &COUNTS, true), Some(Act::Return));
        assert_eq!(act(lift((0, 2), (2, 1)), "m", &COUNTS, true), None);
    }
}
