//! What a wall screen shows, as its address says it: some boards by turns, each for a while.

use super::asked::Asked;
use crate::paths;

/// How long a board may be shown, in seconds.
pub const EVERY_S: [u32; 5] = [10, 20, 30, 60, 300];
/// How long it is where nothing is said.
const USUAL_S: u32 = 20;

/// The boards of a wall, in their order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OnWall {
    /// The boards; the relationship's where none is named.
    pub boards: Vec<Asked>,
    /// How long each is shown, in seconds.
    pub every_s: u32,
}

impl Default for OnWall {
    fn default() -> Self {
        Self { boards: vec![Asked::default()], every_s: USUAL_S }
    }
}

impl OnWall {
    /// One board alone.
    pub fn one(asked: Asked) -> Self {
        Self { boards: vec![Asked { opened: None, ..asked }], ..Self::default() }
    }

    /// What the raw query of an address says. What cannot be read is left out.
    pub fn of(query: &str) -> Self {
        let usual = Self::default();
        let board = |path: String| {
            let path = [paths::BOARDS, "/", &path].concat();
            let (path, query) = path.split_once('?').unwrap_or((&path, ""));
            Some(Asked { opened: None, ..Asked::of(paths::board_of(path)?, query) })
        };
        let boards: Vec<Asked> = paths::asked_all(query, "show").into_iter().filter_map(board).collect();
        let every_s = paths::asked(query, "every").parse().ok().filter(|every_s| EVERY_S.contains(every_s));
        Self {
            boards: if boards.is_empty() { usual.boards } else { boards },
            every_s: every_s.unwrap_or(usual.every_s),
        }
    }

    /// The address that says it.
    pub fn path(&self) -> String {
        let board = |asked: &Asked| {
            let path = asked.path();
            let path = path.strip_prefix(paths::BOARDS).and_then(|path| path.strip_prefix('/')).unwrap_or_default();
            ["show=", &paths::encoded(path)].concat()
        };
        let mut said: Vec<String> = self.boards.iter().map(board).collect();
        if self.every_s != USUAL_S {
            said.push(["every=", &self.every_s.to_string()].concat());
        }
        [paths::WALL, &said.join("&")].join("?")
    }

    /// The board whose turn it is, from any number on.
    pub fn at(&self, turn: usize) -> Asked {
        turn.checked_rem(self.boards.len()).and_then(|at| self.boards.get(at)).cloned().unwrap_or_default()
    }

    /// The same with a board more, or without it. One is always left.
    pub fn with(&self, board: &Asked, shown: bool) -> Self {
        let mut boards: Vec<Asked> = self.boards.iter().filter(|other| *other != board).cloned().collect();
        if shown || boards.is_empty() {
            boards.push(board.clone());
        }
        Self { boards, ..self.clone() }
    }
}

#[cfg(test)]
mod tests {
    use domain::field::Field;

    use super::{super::asked::Shape, *};

    #[test]
    fn a_wall_comes_back_from_its_address() {
        let by_country = Asked { columns: Field::Owner, shape: Shape::Matrix(Field::Country), ..Asked::default() };
        let rail = Asked { words: "rail & road".to_owned(), ..Asked::default() };
        let shown = OnWall { boards: vec![by_country, rail], every_s: 60 };
        let path = shown.path();
        let (path, query) = path.split_once('?').unwrap();
        assert_eq!((path, OnWall::of(query)), (paths::WALL, shown.clone()));
        assert_eq!([0, 1, 2].map(|turn| shown.at(turn).columns), [Field::Owner, Field::Relationship, Field::Owner]);
        assert_eq!(OnWall::of("show=nothing-like-it&every=7"), OnWall::default());
    }

    #[test]
    fn the_last_board_stays() {
        let owner = Asked { columns: Field::Owner, ..Asked::default() };
        let both = OnWall::default().with(&owner, true);
        assert_eq!(both.boards.len(), 2);
        let one = both.with(&Asked::default(), false);
        assert_eq!(one.boards, std::slice::from_ref(&owner));
        assert_eq!(one.with(&owner, false).boards, [owner]);
    }
}
