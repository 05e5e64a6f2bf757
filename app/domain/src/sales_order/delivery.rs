//! A delivery of an order: when it is due, when it left, when it arrived.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use crate::{
    change::Value,
    day::{self, Day, Written},
    record::Scalar,
    rejection::{Rejection, TextField},
    set::SetOf,
    text::{self, LABEL_MAX},
};

/// A part of an order that goes by itself.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Delivery {
    /// Its place among the deliveries of its order, from one on.
    pub place: i64,
    /// The day until which it is to be there.
    #[cfg_attr(feature = "schema", schema(value_type = String, format = Date))]
    #[serde(with = "crate::day::text")]
    pub due_day: Day,
    /// The day on which it left; none where it did not.
    #[cfg_attr(feature = "schema", schema(value_type = Option<String>, format = Date))]
    #[serde(with = "crate::day::text_or_none")]
    pub shipped_day: Option<Day>,
    /// The day on which it arrived; none where it did not.
    #[cfg_attr(feature = "schema", schema(value_type = Option<String>, format = Date))]
    #[serde(with = "crate::day::text_or_none")]
    pub arrived_day: Option<Day>,
    /// Who carries it and under which number, or what is in it; may be empty.
    #[serde(default)]
    pub reference: String,
}

/// The deliveries of an order, in their order.
pub type Deliveries = SetOf<Delivery>;

impl Delivery {
    /// Whether it arrived.
    pub fn is_there(&self) -> bool {
        self.arrived_day.is_some()
    }

    /// Whether it left and did not arrive.
    pub fn is_on_its_way(&self) -> bool {
        self.shipped_day.is_some() && !self.is_there()
    }

    /// It as it is to be kept, of an order of a day.
    pub(super) fn settled(&self, ordered: Day, today: Day) -> Result<Self, Rejection> {
        let place = self.place;
        if self.due_day < ordered {
            return Err(Rejection::DueBeforeOrdered);
        }
        for happened in [self.shipped_day, self.arrived_day].into_iter().flatten() {
            day::is_business_day(happened, today)?;
            if happened < ordered {
                return Err(Rejection::DeliveredBeforeOrdered { place });
            }
        }
        match (self.shipped_day, self.arrived_day) {
            (Some(shipped), Some(arrived)) if arrived < shipped => Err(Rejection::ArrivedBeforeShipped { place }),
            _ => {
                let reference = text::line(TextField::Reference, &self.reference, LABEL_MAX)?;
                Ok(Self { reference, ..self.clone() })
            }
        }
    }
}

/// As it stands in a change: place, due day, the days on which it left and arrived, with a hyphen for one that is none, reference.
impl fmt::Display for Delivery {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{} {}", self.place, self.due_day)?;
        for day in [self.shipped_day, self.arrived_day] {
            match day {
                Some(day) => write!(out, " {day}")?,
                None => out.write_str(" -")?,
            }
        }
        write!(out, " {}", self.reference)
    }
}

impl FromStr for Delivery {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let mut parts = text.splitn(5, ' ');
        let mut part = || parts.next().ok_or(());
        let day = |text: &str| Day::of_text(text).ok_or(());
        let day_or_none = |text: &str| if text == "-" { Ok(None) } else { day(text).map(Some) };
        Ok(Self {
            place: part()?.parse().map_err(drop)?,
            due_day: day(part()?)?,
            shipped_day: day_or_none(part()?)?,
            arrived_day: day_or_none(part()?)?,
            reference: part()?.to_owned(),
        })
    }
}

impl Scalar for Delivery {
    fn value(&self) -> Value {
        Value::Text(self.to_string())
    }

    fn read(value: &Value) -> Option<Self> {
        match value {
            Value::Text(text) => text.parse().ok(),
            Value::Nothing | Value::Flag(_) | Value::Number(_) => None,
        }
    }
}
