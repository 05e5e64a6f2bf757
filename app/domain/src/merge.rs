//! Merging long texts: two people changed the same text, and both changes are wanted.

use crate::table::Table;

/// Stands before what one side wrote where both changed the same lines.
pub const MARK_MINE: &str = "<<<<<<< written here";
/// Stands between the two.
pub const MARK_BETWEEN: &str = "=======";
/// Stands after what the other side wrote.
pub const MARK_THEIRS: &str = ">>>>>>> written there";

/// The most line pairs that are compared; longer texts are merged as one block.
const PAIRS_MAX: usize = 4_000_000;

/// Merges two texts that both grew from `base`, line by line. Lines that only one side changed are taken from that side;
/// where both changed the same lines differently, both are kept, marked.
#[expect(clippy::indexing_slicing, reason = "anchors rise, and end with the lengths of the texts")]
pub fn merge(base: &str, mine: &str, theirs: &str) -> String {
    if mine == theirs || base == theirs {
        return mine.to_owned();
    }
    if base == mine {
        return theirs.to_owned();
    }
    let (base, mine, theirs) = (lines(base), lines(mine), lines(theirs));
    let in_mine = kept(&base, &mine);
    let in_theirs = kept(&base, &theirs);
    let mut merged = Vec::new();
    let (mut b, mut m, mut t) = (0, 0, 0);
    let anchors = in_mine.iter().filter_map(|(at, mine)| in_theirs.get(at).map(|theirs| (*at, *mine, *theirs)));
    for (base_at, mine_at, theirs_at) in anchors.chain([(base.len(), mine.len(), theirs.len())]) {
        merge_block(&base[b..base_at], &mine[m..mine_at], &theirs[t..theirs_at], &mut merged);
        merged.extend(base.get(base_at).copied());
        (b, m, t) = (base_at + 1, mine_at + 1, theirs_at + 1);
    }
    merged.join("\n")
}

fn lines(text: &str) -> Vec<&str> {
    text.split('\n').collect()
}

fn merge_block<'a>(base: &[&'a str], mine: &[&'a str], theirs: &[&'a str], merged: &mut Vec<&'a str>) {
    if mine == theirs || base == theirs {
        merged.extend(mine);
    } else if base == mine {
        merged.extend(theirs);
    } else {
        merged.push(MARK_MINE);
        merged.extend(mine);
        merged.push(MARK_BETWEEN);
        merged.extend(theirs);
        merged.push(MARK_THEIRS);
    }
}

/// Which lines of `base` a text kept, and where: the longest common subsequence.
#[expect(clippy::indexing_slicing, reason = "the table has a row and a column more than there are lines")]
fn kept(base: &[&str], text: &[&str]) -> Table<usize, usize> {
    let (rows, columns) = (base.len(), text.len());
    let mut found = Table::new();
    if rows.saturating_mul(columns) > PAIRS_MAX {
        return found;
    }
    let width = columns + 1;
    let mut longest = vec![0_u32; (rows + 1) * width];
    for row in (0..rows).rev() {
        for column in (0..columns).rev() {
            longest[row * width + column] = if base[row] == text[column] {
                longest[(row + 1) * width + column + 1] + 1
            } else {
                longest[(row + 1) * width + column].max(longest[row * width + column + 1])
            };
        }
    }
    let (mut row, mut column) = (0, 0);
    while row < rows && column < columns {
        if base[row] == text[column] {
            found.insert(row, column);
            (row, column) = (row + 1, column + 1);
        } else if longest[(row + 1) * width + column] >= longest[row * width + column + 1] {
            row += 1;
        } else {
            column += 1;
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changes_in_different_lines_are_both_taken() {
        assert_eq!(merge("a\nb\nc", "A\nb\nc", "a\nb\nC"), "A\nb\nC");
        assert_eq!(merge("a\nb", "a\nx\nb", "a\nb\ny"), "a\nx\nb\ny");
        assert_eq!(merge("a\nb\nc", "a\nc", "a\nb\nc\nd"), "a\nc\nd");
    }

    #[test]
    fn the_same_change_twice_is_one_change() {
        assert_eq!(merge("a\nb", "a\nc", "a\nc"), "a\nc");
    }

    #[test]
    fn where_both_changed_a_line_both_are_kept_and_marked() {
        let merged = merge("a\nb\nc", "a\nmine\nc", "a\ntheirs\nc");
        assert_eq!(merged, format!("a\n{MARK_MINE}\nmine\n{MARK_BETWEEN}\ntheirs\n{MARK_THEIRS}\nc"));
    }

    #[test]
    fn one_side_alone_wins_whole() {
        assert_eq!(merge("a", "b", "a"), "b");
        assert_eq!(merge("a", "a", "b"), "b");
        assert_eq!(merge("", "new", ""), "new");
    }
}
