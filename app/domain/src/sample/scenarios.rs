//! The scenarios of the demo: one that waits for a director, one that was returned and written anew, and one that a manager shares.

use super::{
    Teller,
    staff::{AIKO, LUCIA, MIREILLE, PIETER, TOMAS},
};
use crate::{
    command::Command,
    ids::{ScenarioId, ScenarioWordId},
    scenario::{KeepScenario, SayOfScenario, ScenarioSays, Wish},
};

impl Teller {
    /// Some of those who lead accounts think ahead.
    pub(super) fn think_ahead(&mut self) {
        let [of_aiko, of_pieter, of_lucia] = [AIKO, PIETER, LUCIA].map(|by| self.led_by(by));
        let assign = |firm: &usize, teller: &Self, to| Wish::Assign {
            account: teller.account(*firm),
            owner: Some(teller.person(to)),
        };
        let suppose = |firm: &usize, teller: &Self, percent| Wish::Suppose { account: teller.account(*firm), percent };
        let mut lighter: Vec<Wish> = of_aiko.iter().rev().take(2).map(|firm| assign(firm, self, PIETER)).collect();
        lighter.extend(of_aiko.first().map(|firm| suppose(firm, self, 50)));
        let waits = self.scenario(AIKO, None, "The north in two hands", WHY_LIGHTER, lighter);
        self.say_of(AIKO, waits, ScenarioSays::Submitted, "");

        let lost: Vec<Wish> = of_pieter.iter().take(1).map(|firm| suppose(firm, self, 0)).collect();
        let first = self.scenario(PIETER, None, "Without our largest", "", lost.clone());
        self.say_of(PIETER, first, ScenarioSays::Submitted, "");
        self.say_of(TOMAS, first, ScenarioSays::Returned, "And what would you do about it? Say who grows instead.");
        let grows = of_pieter.iter().skip(1).take(2).map(|firm| suppose(firm, self, 130));
        let next = lost.into_iter().chain(grows).collect();
        self.scenario(PIETER, Some(first), "Without our largest", "Two of the others could grow by a third.", next);

        let south = of_lucia.iter().take(3).map(|firm| suppose(firm, self, 120)).collect();
        let shared =
            self.scenario(LUCIA, None, "If the south grows", "The plan for next year, before it is one.", south);
        self.say_of(LUCIA, shared, ScenarioSays::Shared, "");
        let own: Vec<Wish> = of_lucia.iter().take(1).map(|firm| suppose(firm, self, 0)).collect();
        self.scenario(MIREILLE, None, "How much hangs on one", "", own);
    }

    /// The firms that somebody leads, by their places in the book.
    fn led_by(&self, by: usize) -> Vec<usize> {
        self.firms.iter().enumerate().filter(|(_, firm)| firm.lead == Some(by)).map(|(place, _)| place).collect()
    }

    fn scenario(&mut self, by: usize, was: Option<ScenarioId>, name: &str, note: &str, steps: Vec<Wish>) -> ScenarioId {
        let scenario = ScenarioId(self.chance.id());
        let (name, note) = (name.to_owned(), note.to_owned());
        self.say(by, Command::KeepScenario(KeepScenario { scenario, was, name, note, shared: false, steps }));
        scenario
    }

    fn say_of(&mut self, by: usize, scenario: ScenarioId, says: ScenarioSays, comment: &str) {
        let (word, comment) = (ScenarioWordId(self.chance.id()), comment.to_owned());
        self.say(by, Command::SayOfScenario(SayOfScenario { word, scenario, says, comment }));
    }
}

const WHY_LIGHTER: &str = "I lead more key accounts than I can serve. Pieter knows both of these, and has room.";
