//! The boards over time: a slider over the month ends of three years, which plays them by itself, the days by their dates, and the day
//! since which moves are told. What is chosen stands in the address, so that the board shows it as any other day.

use std::time::Duration;

use leptos::{ev::Event, prelude::*};

use domain::day::{Day, Written};

use super::{asked::Asked, desk::Desk};
use crate::{
    ui::{Button, Field, use_live},
    words::en::models_board as words,
};

/// How many month ends lie before now on the slider: as many as a series of the reports has.
const MONTHS: usize = 36;
/// How long a board is shown before the next one is asked for, in milliseconds.
const PLAYED_MS: u64 = 900;

/// The end of the month that lies so many months before a day's own.
fn month_end(today: Day, before: usize) -> Option<Day> {
    let months = i32::from(today.year()) * 12 + i32::from(today.month()) - 1 - i32::try_from(before).ok()?;
    let (year, month) = (months.div_euclid(12), months.rem_euclid(12) + 1);
    let first = Day::new(year.try_into().ok()?, month.try_into().ok()?, 1).ok()?;
    Some(first.last_of_month())
}

/// The day at a step of the slider; none is now, its last one.
fn day_at(today: Day, step: usize) -> Option<Day> {
    if step >= MONTHS { None } else { month_end(today, MONTHS - step) }
}

/// The step of the slider nearest to a day from above.
fn step_of(today: Day, as_of: Option<Day>) -> usize {
    let Some(as_of) = as_of else { return MONTHS };
    (0..MONTHS).find(|step| day_at(today, *step).is_some_and(|day| day >= as_of)).unwrap_or(MONTHS)
}

/// What lets the board run.
#[derive(Clone, Copy)]
struct Way {
    desk: Desk,
    today: Day,
    is_playing: RwSignal<bool>,
    next: StoredValue<Option<TimeoutHandle>>,
}

impl Way {
    fn step(self) -> usize {
        step_of(self.today, self.desk.asked.with(Asked::day))
    }

    fn go(self, step: usize) {
        let as_of = day_at(self.today, step);
        self.desk.go.run(Asked { as_of, ..self.desk.asked.get_untracked() });
    }

    fn pause(self) {
        self.forget();
        let _ = self.is_playing.try_set(false);
    }

    fn forget(self) {
        if let Some(handle) = self.next.try_update_value(Option::take).flatten() {
            handle.clear();
        }
    }

    /// Goes on by itself up to now; from the beginning where it is there already.
    fn play(self) {
        if untrack(|| self.step()) >= MONTHS {
            self.go(0);
        }
        self.is_playing.set(true);
    }

    /// Once the board of a step has come, it is shown for a while, and then the next one is asked for.
    fn go_on(self) {
        let (as_of, shown) = (
            self.desk.asked.with(|asked| asked.as_of),
            self.desk.hand.board.with(|board| Some(board.as_ref()?.asked.as_of)),
        );
        if !self.is_playing.get() || self.desk.hand.busy.get() {
            return;
        }
        let has_trouble = self.desk.hand.trouble.with(Option::is_some);
        let Some(day) = as_of.filter(|_| !has_trouble) else { return self.pause() };
        if shown != Some(day) {
            return;
        }
        let next = untrack(|| self.step()) + 1;
        self.forget();
        let handle = set_timeout_with_handle(move || self.go(next), Duration::from_millis(PLAYED_MS));
        self.next.set_value(handle.ok());
    }
}

/// The choices of time.
#[component]
pub fn Time(desk: Desk) -> impl IntoView {
    let is_asked = desk.asked.with_untracked(|asked| asked.is_past() || asked.since.is_some());
    view! {
        <details class="models-choices" open=is_asked>
            <summary class="button">{words::OVER_TIME}</summary>
            <Slider desk />
            <Days desk />
        </details>
    }
}

#[component]
fn Slider(desk: Desk) -> impl IntoView {
    let live = use_live();
    let way = Way {
        desk,
        today: desk.workspace.viewer().day,
        is_playing: RwSignal::new(false),
        next: StoredValue::new(None),
    };
    Effect::new(move |_| way.go_on());
    on_cleanup(move || way.forget());
    // While the hand moves, the day is told and nothing is fetched.
    let held = RwSignal::new(None::<usize>);
    let step = move || held.get().unwrap_or_else(|| way.step());
    let said = move || match held.get() {
        Some(step) => words::stood(day_at(way.today, step)),
        None => words::stood(desk.asked.with(Asked::day)),
    };
    let on_input = move |event: Event| {
        way.pause();
        held.set(event_target_value(&event).parse().ok());
    };
    let on_change = move |_: Event| {
        if let Some(step) = held.get_untracked() {
            way.go(step);
        }
        held.set(None);
        live.announce(untrack(said));
    };
    let label = Signal::derive(move || if way.is_playing.get() { words::PAUSE } else { words::PLAY }.to_owned());
    let on_press = move || if way.is_playing.get_untracked() { way.pause() } else { way.play() };
    view! {
        <div class="look-back-bar">
            <Button label on_press />
            <input
                type="range" min="0" max=MONTHS.to_string() prop:value=step aria-label=words::SLIDER aria-valuetext=said on:input=on_input
                on:change=on_change
            />
            <span>{said}</span>
        </div>
    }
}

/// The days by their dates.
#[component]
fn Days(desk: Desk) -> impl IntoView {
    let Desk { asked, go, .. } = desk;
    let text = |day: Option<Day>| day.map(|day| day.to_string()).unwrap_or_default();
    let as_of = Signal::derive(move || text(asked.with(|asked| asked.as_of)));
    let known_on = Signal::derive(move || text(asked.with(|asked| asked.known_on)));
    let since = Signal::derive(move || text(asked.with(|asked| asked.since)));
    let on_as_of = move |text: String| go.run(Asked { as_of: Day::of_text(&text), ..asked.get_untracked() });
    let on_known_on = move |text: String| go.run(Asked { known_on: Day::of_text(&text), ..asked.get_untracked() });
    let on_since = move |text: String| go.run(Asked { since: Day::of_text(&text), ..asked.get_untracked() });
    let today = desk.workspace.viewer().day;
    let ago = move |months: usize, label: &'static str| {
        let since = move || month_end(asked.with_untracked(Asked::day).unwrap_or(today), months);
        view! { <Button label on_press=move || go.run(Asked { since: since(), ..asked.get_untracked() }) /> }
    };
    view! {
        <div class="fields two">
            <Field id="as-of" label=words::AS_OF kind="date" hint=words::AS_OF_HINT value=as_of on_change=on_as_of />
            <Field id="known-on" label=words::KNOWN_ON kind="date" hint=words::KNOWN_ON_HINT value=known_on on_change=on_known_on />
            <Field id="since" label=words::SINCE kind="date" hint=words::SINCE_HINT value=since on_change=on_since />
        </div>
        <div class="buttons">{ago(3, words::SINCE_QUARTER)}{ago(12, words::SINCE_YEAR)}</div>
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    const TODAY: Day = date(2026, 3, 31);

    #[test]
    fn the_slider_goes_by_month_ends_up_to_now() {
        assert_eq!(day_at(TODAY, 0), Some(date(2023, 3, 31)));
        assert_eq!(day_at(TODAY, MONTHS - 1), Some(date(2026, 2, 28)));
        assert_eq!(day_at(TODAY, MONTHS), None);
        assert_eq!(month_end(date(2024, 3, 1), 1), Some(date(2024, 2, 29)));
        assert_eq!(month_end(date(2024, 1, 31), 13), Some(date(2022, 12, 31)));
    }

    #[test]
    fn a_day_stands_at_the_end_of_its_month() {
        assert_eq!(step_of(TODAY, None), MONTHS);
        assert_eq!(step_of(TODAY, day_at(TODAY, 7)), 7);
        assert_eq!(step_of(TODAY, Some(date(2026, 2, 1))), MONTHS - 1);
        assert_eq!(step_of(TODAY, Some(date(2001, 1, 1))), 0);
        assert_eq!(step_of(TODAY, Some(TODAY)), MONTHS);
    }
}
