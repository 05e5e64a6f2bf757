//! A card that says what its board asks for: a line of the trade, tags, since when it is quiet; in less room or in more. Its code
//! comes apart, since most boards ask for nothing. What it says is built anew when its account changes, all of it at once:
//! one thing that listens for a card, and not one for each of its words.

use leptos::prelude::*;

use domain::{
    day::Day,
    field::{Field, Slot},
    ids::AccountId,
    model::Model,
    trailing::LONG_QUIET_DAYS,
    trend::{MONTHS, STEP_MAX, Trend},
};

use super::{CardActions, Facts, account_card, card_row, hue_of, use_facts};
use crate::{
    client::{use_workspace, workspace::account_key},
    ui::{Avatar, window::RowPlace},
    views::board::{
        legend::Colours,
        look::{CardDensity, CardPart, Look},
    },
    words::en,
};

/// How many tags stand on a card; more are counted.
const TAGS: usize = 3;
/// How far apart two months stand, and how high the largest is, in the units of the drawing.
const MONTH: usize = 10;
const HEIGHT: usize = 28;

/// What a card says beyond what is usual.
#[derive(Clone, Debug, Default, PartialEq)]
struct More {
    trend: Trend,
    /// The day of its latest document.
    last_day: Option<Day>,
    /// How many days it is without one; none: it has none.
    quiet_days: Option<i64>,
    tags: Vec<String>,
    /// The day to which its figures run.
    to: Day,
    /// The value by which it is coloured, with its words.
    colour: Option<(Slot, String)>,
}

impl More {
    fn of(model: &Model, id: AccountId, today: Day, colour: Option<Field>) -> Self {
        let to = model.workspace.as_ref().map_or(today, |workspace| workspace.reports_to(today));
        let figure = model.trailing.get(&id).cloned().unwrap_or_default();
        let tags = model.accounts.get(&id).map(|account| account.tags.iter().cloned().collect());
        let colour = colour.zip(model.accounts.get(&id)).and_then(|(field, account)| {
            let slot = field.slots_of(model, account, today).into_iter().next()?;
            let words = en::boards::only(field, &en::boards::slot(model, field, &slot));
            Some((slot, words))
        });
        Self {
            trend: figure.trend,
            last_day: figure.last_day,
            quiet_days: figure.quiet_days(to),
            tags: tags.unwrap_or_default(),
            to,
            colour,
        }
    }

    /// The class of its colour, with the words for those who do not see it, and for whoever points at it.
    fn edge(&self, colours: Option<Colours>) -> Option<(&'static str, String)> {
        let (slot, words) = self.colour.as_ref()?;
        Some((colours?.class(slot)?, words.clone()))
    }
}

/// What an account's card says beyond what is usual, as it is now.
fn use_more(id: AccountId, look: Look) -> Memo<More> {
    let workspace = use_workspace();
    let today = workspace.viewer().day;
    workspace.watch(account_key(id), move |model| More::of(model, id, today, look.colour()))
}

/// The class of an account's colour with its words, as it is now, where a look asks for one.
pub fn use_edge(id: AccountId, look: Look) -> impl Fn() -> Option<(&'static str, String)> + Copy + Send + Sync {
    let more = look.colour().map(|_| use_more(id, look));
    let colours = use_context::<Colours>();
    move || more.and_then(|more| more.with(|more| more.edge(colours)))
}

/// A card, as a row of a column; where a board asks for nothing, as it is usual.
pub fn full_card(place: RowPlace<AccountId>, actions: CardActions) -> AnyView {
    if actions.look.is_plain() {
        return account_card(place, actions);
    }
    let (id, look) = (place.key, actions.look);
    let more = use_more(id, look);
    let colours = use_context::<Colours>();
    let facts = use_facts(id);
    let body = move || {
        facts.with(|facts| {
            more.with(|more| {
                let mut said = Card { look, facts, more }.written();
                let edge = more.edge(colours);
                said.extend(
                    edge.map(|(class, words)| text(&["card-edge ", class].concat(), Some(words.clone()), words)),
                );
                said
            })
        })
    };
    card_row(place, actions, facts, body).into_any()
}

/// A card that is being written. Its things are of few types, since each type of view that is put among others weighs half a
/// kilobyte of the client.
struct Card<'a> {
    look: Look,
    facts: &'a Facts,
    more: &'a More,
}

impl Card<'_> {
    /// What stands below the name, or in one line with it.
    fn written(&self) -> Vec<AnyView> {
        match self.look.density {
            CardDensity::Compact => {
                // What finds no room falls off the end.
                let mut lines = Vec::new();
                line(
                    &mut lines,
                    "card-line",
                    [self.revenue(), self.owner(), self.due(), self.quiet(), self.trend(), self.tags()],
                );
                lines
            }
            CardDensity::Normal => {
                let mut lines = Vec::new();
                line(&mut lines, "card-figure", [self.revenue(), self.trend()]);
                line(&mut lines, "card-foot", [self.owner(), self.step(), self.due()]);
                line(&mut lines, "card-foot", [self.quiet(), self.tags()]);
                lines
            }
            CardDensity::Roomy => {
                let mut lines = Vec::new();
                line(&mut lines, "card-figure", [self.revenue(), self.quiet()]);
                line(&mut lines, "card-figure", [self.trend()]);
                line(&mut lines, "card-foot", [self.owner(), self.owner_name()]);
                line(&mut lines, "card-foot", [self.step(), self.due()]);
                line(&mut lines, "card-foot", [self.tags()]);
                lines
            }
        }
    }

    fn has(&self, part: CardPart) -> bool {
        self.look.shown().has(part)
    }

    fn revenue(&self) -> Option<AnyView> {
        self.has(CardPart::Revenue).then(|| text("num", None, self.facts.revenue.clone()))
    }

    fn trend(&self) -> Option<AnyView> {
        self.has(CardPart::Trend).then(|| spark(self.more.trend, en::trend::course(self.more.trend, self.more.to)))
    }

    fn owner(&self) -> Option<AnyView> {
        let (hash, name) = self.facts.owner.clone().map_or((0, String::new()), |(person, name)| (hue_of(person), name));
        let silent = self.look.density == CardDensity::Roomy;
        let avatar = || view! { <Avatar name hash silent nobody=en::NOBODY.to_owned() /> }.into_any();
        self.has(CardPart::Owner).then(avatar)
    }

    fn owner_name(&self) -> Option<AnyView> {
        let name = self.facts.owner.as_ref().map_or(en::NOBODY, |(_, name)| name.as_str());
        self.has(CardPart::Owner).then(|| text("cut", None, name.to_owned()))
    }

    fn step(&self) -> Option<AnyView> {
        let step = self.facts.next_step.as_str();
        let (class, words) = if step.is_empty() { ("step cut none", en::NO_NEXT_STEP) } else { ("step cut", step) };
        self.has(CardPart::Step).then(|| text(class, None, words.to_owned()))
    }

    /// The day of the next step.
    fn due(&self) -> Option<AnyView> {
        let (day, words) = self.facts.due.as_ref()?;
        let words = if self.facts.late { en::late(words) } else { words.clone() };
        self.has(CardPart::Step).then(|| text(marked(self.facts.late), Some(en::day(*day)), words))
    }

    fn quiet(&self) -> Option<AnyView> {
        let More { quiet_days: days, last_day, .. } = *self.more;
        let long = days.is_some_and(|days| days >= LONG_QUIET_DAYS);
        let words = || text(marked(long), en::trend::last_document(last_day), en::trend::quiet(days));
        self.has(CardPart::Quiet).then(words)
    }

    fn tags(&self) -> Option<AnyView> {
        let tags = self.more.tags.as_slice();
        if tags.is_empty() || !self.has(CardPart::Tags) {
            return None;
        }
        let tag = |tag: &String| text("tag cut", Some(tag.clone()), tag.clone());
        let mut shown: Vec<AnyView> = tags.iter().take(TAGS).map(tag).collect();
        if let Some(rest) = tags.get(TAGS..).filter(|rest| !rest.is_empty()) {
            shown.push(text("tag", Some(rest.join(", ")), format!("+{}", rest.len())));
        }
        Some(group("card-tags", shown))
    }
}

fn marked(late: bool) -> &'static str {
    if late { "due late" } else { "due" }
}

/// A line of a card, where there is anything on it.
fn line<const N: usize>(lines: &mut Vec<AnyView>, class: &'static str, things: [Option<AnyView>; N]) {
    let things: Vec<AnyView> = things.into_iter().flatten().collect();
    if !things.is_empty() {
        lines.push(group(class, things));
    }
}

fn group(class: &'static str, things: Vec<AnyView>) -> AnyView {
    view! { <div class=class>{things}</div> }.into_any()
}

fn text(class: &str, title: Option<String>, words: String) -> AnyView {
    let class = class.to_owned();
    view! { <span class=class title=title>{words}</span> }.into_any()
}

fn spark(trend: Trend, words: String) -> AnyView {
    let view_box = format!("0 0 {} {}", MONTH * (MONTHS - 1), HEIGHT + 2);
    view! {
        <svg class="spark" viewBox=view_box preserveAspectRatio="none" role="img" aria-label=words><path d=path(trend)></path></svg>
    }
    .into_any()
}

/// The line through twelve months.
fn path(trend: Trend) -> String {
    let point = |(month, step): (usize, u8)| {
        let height = usize::from(step) * HEIGHT / usize::from(STEP_MAX);
        format!("{}{} {}", if month == 0 { 'M' } else { 'L' }, month * MONTH, HEIGHT + 1 - height)
    };
    trend.steps().into_iter().enumerate().map(point).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_largest_month_reaches_the_top_and_nothing_lies_on_the_ground() {
        let trend = Trend::of(&[0, 15, 0, 0, 0, 0, 0, 0, 0, 0, 0, 30]);
        assert!(path(trend).starts_with("M0 29L10 15L20 29L"));
        assert!(path(trend).ends_with("L110 1"));
    }
}
