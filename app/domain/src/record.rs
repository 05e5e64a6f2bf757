//! What makes a type a record: an id, fields that can be compared, and for each field who may see it and whether it is
//! guarded. The `record!` macro writes that out from one list, so that a new field is one line.

use uuid::Uuid;

use crate::{
    change::{Act, Change, FieldChange, Kind, RecordKey, Value},
    day::{Day, Moment, Written},
    ids::AccountId,
    set::SetOf,
};

/// How sensitive a field is. Masking, export and forgetting follow from it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FieldClass {
    /// Everybody of the workspace may know it.
    Open,
    /// Whoever may see the record may see it.
    Internal,
    /// Margins and cost to serve.
    Margin,
    /// What a customer spends with everybody.
    Wallet,
    /// Who is for us and who is against us.
    Politics,
    /// Parts of a plan that are kept close.
    Confidential,
    /// It tells of a living person.
    Personal,
}

/// What a later writer does to a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Guard {
    /// The last writer by the server's order wins.
    Last,
    /// The writer says what they saw; if something else stands there now, it is a conflict.
    Guarded,
    /// It never changes after the record was made.
    Fixed,
}

/// A field does not hold what a change says; only a change from outside this program can cause it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the change does not fit the record: {0}")]
pub struct Misfit(pub String);

/// A value of one piece.
pub trait Scalar: Clone + PartialEq + Default {
    /// As it stands in a change.
    fn value(&self) -> Value;
    /// From a change, if it fits.
    fn read(value: &Value) -> Option<Self>;
}

/// What stands in a field, as changes tell it.
#[derive(Clone, Debug, PartialEq)]
pub enum Stands {
    /// One value.
    One(Value),
    /// The elements of a set, in their order.
    Many(Vec<Value>),
}

/// What a field can hold: a scalar or a set of scalars. Records hand their fields out as this, so that what is done to them is
/// compiled once, and not for every field of every record.
pub trait Held {
    /// What stands in it.
    fn stands(&self) -> Stands;
    /// Brings the field to where a change says.
    fn take(&mut self, before: &Value, after: &Value) -> Result<(), Misfit>;
    /// Whether the field is as a change left it.
    fn is_as_left(&self, before: &Value, after: &Value) -> bool;
}

impl<T: Scalar> Held for T {
    fn stands(&self) -> Stands {
        Stands::One(self.value())
    }

    fn take(&mut self, _before: &Value, after: &Value) -> Result<(), Misfit> {
        *self = T::read(after).ok_or_else(|| misfit(after))?;
        Ok(())
    }

    fn is_as_left(&self, _before: &Value, after: &Value) -> bool {
        T::read(after).as_ref() == Some(self)
    }
}

impl<T: Scalar + Ord> Held for SetOf<T> {
    fn stands(&self) -> Stands {
        Stands::Many(self.iter().map(Scalar::value).collect())
    }

    fn take(&mut self, before: &Value, after: &Value) -> Result<(), Misfit> {
        let element = |value: &Value| T::read(value).ok_or_else(|| misfit(value));
        if !before.is_nothing() {
            self.remove(&element(before)?);
        }
        if !after.is_nothing() {
            self.insert(element(after)?);
        }
        Ok(())
    }

    fn is_as_left(&self, before: &Value, after: &Value) -> bool {
        let holds = |value: &Value| T::read(value).is_some_and(|element| self.contains(&element));
        (before.is_nothing() || !holds(before)) && (after.is_nothing() || holds(after))
    }
}

fn misfit(value: &Value) -> Misfit {
    Misfit(format!("{value:?}"))
}

/// The fields in which two states of a record differ; a set differs element by element, what went before what came.
fn differences(before: Vec<(&'static str, Stands)>, after: Vec<(&'static str, Stands)>) -> Vec<FieldChange> {
    let mut changes = Vec::new();
    for ((field, before), (_, after)) in before.into_iter().zip(after) {
        let mut turned = |before: Value, after: Value| {
            changes.push(FieldChange { field: field.to_owned(), before, after });
        };
        match (before, after) {
            (Stands::One(before), Stands::One(after)) if before != after => turned(before, after),
            (Stands::Many(before), Stands::Many(after)) => {
                before.iter().filter(|one| !after.contains(one)).for_each(|gone| turned(gone.clone(), Value::Nothing));
                after.iter().filter(|one| !before.contains(one)).for_each(|come| turned(Value::Nothing, come.clone()));
            }
            _ => {}
        }
    }
    changes
}

/// A record of one kind.
pub trait Record: Clone + PartialEq {
    /// Its kind.
    const KIND: Kind;
    /// The type of its ids.
    type Id: Copy + Ord + From<Uuid>;

    /// An empty record of that id, to take fields in.
    fn blank(id: Uuid) -> Self;
    /// Its id and kind.
    fn key(&self) -> RecordKey;
    /// The account that it belongs to.
    fn account(&self) -> Option<AccountId>;
    /// What stands in its fields, by their names.
    fn stands(&self) -> Vec<(&'static str, Stands)>;
    /// A field, with what a later writer does to it; none where there is no such field.
    fn field(&self, name: &str) -> Option<(&dyn Held, Guard)>;
    /// A field, to be changed.
    fn field_mut(&mut self, name: &str) -> Option<&mut dyn Held>;

    /// Brings one field to where a change says; a field that is not known here is passed over (it comes from a newer server).
    fn take(&mut self, change: &FieldChange) -> Result<(), Misfit> {
        self.field_mut(&change.field).map_or(Ok(()), |field| field.take(&change.before, &change.after))
    }

    /// Whether a field is as a change left it. A fixed field always is: what a device guessed of one, such as the instant
    /// of a note, says nothing about what was changed since.
    fn is_as_left(&self, change: &FieldChange) -> bool {
        self.field(&change.field)
            .is_some_and(|(field, guard)| guard == Guard::Fixed || field.is_as_left(&change.before, &change.after))
    }

    /// The change that makes this record.
    fn created(&self) -> Change {
        let fields = differences(Self::blank(self.key().id).stands(), self.stands());
        Change { key: self.key(), account: self.account(), act: Act::Create, fields }
    }

    /// The change that takes this record away.
    fn removed(&self) -> Change {
        self.created().reversed()
    }

    /// The change that makes `after` out of this state, if there is any.
    fn edited(&self, after: &Self) -> Vec<Change> {
        let fields = differences(self.stands(), after.stands());
        if fields.is_empty() {
            return Vec::new();
        }
        vec![Change { key: self.key(), account: after.account(), act: Act::Edit, fields }]
    }
}

/// Writes out a record from the list of its fields: its struct, the names of its fields, and [`Record`].
/// A line reads `name: Type, class, guard;`.
macro_rules! record {
    (
        $(#[$meta:meta])*
        $record:ident($id:ty) of $kind:ident in $account:expr;
        $( $(#[$about:meta])* $field:ident: $type:ty, $class:ident, $guard:ident; )*
    ) => {
        $(#[$meta])*
        #[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
        #[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
        pub struct $record {
            /// Its name among its kind.
            pub id: $id,
            $( $(#[$about])* #[serde(default)] pub $field: $type, )*
        }

        impl $record {
            /// Its fields: the name, who may see it, and what a later writer does to it.
            pub const FIELDS: &'static [(&'static str, $crate::record::FieldClass, $crate::record::Guard)] = &[
                $( (stringify!($field), $crate::record::FieldClass::$class, $crate::record::Guard::$guard), )*
            ];
        }

        impl $crate::record::Record for $record {
            const KIND: $crate::change::Kind = $crate::change::Kind::$kind;
            type Id = $id;

            fn blank(id: uuid::Uuid) -> Self {
                Self { id: id.into(), ..Self::default() }
            }

            fn key(&self) -> $crate::change::RecordKey {
                $crate::change::RecordKey { kind: Self::KIND, id: self.id.into() }
            }

            fn account(&self) -> Option<$crate::ids::AccountId> {
                let of: fn(&Self) -> Option<$crate::ids::AccountId> = $account;
                of(self)
            }

            fn stands(&self) -> Vec<(&'static str, $crate::record::Stands)> {
                vec![ $( (stringify!($field), $crate::record::Held::stands(&self.$field)), )* ]
            }

            fn field(&self, name: &str) -> Option<(&dyn $crate::record::Held, $crate::record::Guard)> {
                match name {
                    $( stringify!($field) => Some((&self.$field, $crate::record::Guard::$guard)), )*
                    _newer => None,
                }
            }

            fn field_mut(&mut self, name: &str) -> Option<&mut dyn $crate::record::Held> {
                match name {
                    $( stringify!($field) => Some(&mut self.$field), )*
                    _newer => None,
                }
            }
        }
    };
}

/// Makes an enum of plain choices a scalar, written as its name in snake case.
macro_rules! choice {
    ($type:ident: $( $variant:ident = $word:literal ),* $(,)?) => {
        impl $type {
            /// Every choice, in the order in which people read them.
            pub const ALL: &'static [Self] = &[ $( Self::$variant ),* ];

            /// The word for it in the log, in tables and in scripts.
            pub fn word(self) -> &'static str {
                match self { $( Self::$variant => $word ),* }
            }

            /// The choice of a word.
            pub fn of_word(word: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|choice| choice.word() == word)
            }
        }

        impl $crate::record::Scalar for $type {
            fn value(&self) -> $crate::change::Value {
                $crate::change::Value::Text(self.word().to_owned())
            }

            fn read(value: &$crate::change::Value) -> Option<Self> {
                match value {
                    $crate::change::Value::Text(word) => Self::of_word(word),
                    _ => None,
                }
            }
        }
    };
}

impl Scalar for String {
    fn value(&self) -> Value {
        if self.is_empty() { Value::Nothing } else { Value::Text(self.clone()) }
    }

    fn read(value: &Value) -> Option<Self> {
        match value {
            Value::Nothing => Some(Self::new()),
            Value::Text(text) => Some(text.clone()),
            Value::Flag(_) | Value::Number(_) => None,
        }
    }
}

impl Scalar for i64 {
    fn value(&self) -> Value {
        Value::Number(*self)
    }

    fn read(value: &Value) -> Option<Self> {
        match value {
            Value::Number(number) => Some(*number),
            Value::Nothing | Value::Flag(_) | Value::Text(_) => None,
        }
    }
}

impl Scalar for bool {
    fn value(&self) -> Value {
        Value::Flag(*self)
    }

    fn read(value: &Value) -> Option<Self> {
        match value {
            Value::Flag(flag) => Some(*flag),
            Value::Nothing | Value::Number(_) | Value::Text(_) => None,
        }
    }
}

impl<T: Scalar> Scalar for Option<T> {
    fn value(&self) -> Value {
        self.as_ref().map_or(Value::Nothing, Scalar::value)
    }

    fn read(value: &Value) -> Option<Self> {
        if value.is_nothing() { Some(None) } else { T::read(value).map(Some) }
    }
}

impl Scalar for Day {
    fn value(&self) -> Value {
        Value::Text(self.to_string())
    }

    fn read(value: &Value) -> Option<Self> {
        read_written(value)
    }
}

impl Scalar for Moment {
    fn value(&self) -> Value {
        Value::Text(self.to_string())
    }

    fn read(value: &Value) -> Option<Self> {
        read_written(value)
    }
}

fn read_written<T: Written>(value: &Value) -> Option<T> {
    match value {
        Value::Text(text) => T::of_text(text),
        Value::Nothing | Value::Flag(_) | Value::Number(_) => None,
    }
}

/// Types whose text form says all of them.
macro_rules! scalar_by_text {
    ($($type:ty),*) => { $(
        impl Scalar for $type {
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
    )* };
}

scalar_by_text!(
    crate::ids::WorkspaceId,
    crate::ids::PersonId,
    AccountId,
    crate::ids::PlacementId,
    crate::ids::PositionId,
    crate::ids::AssessmentId,
    crate::ids::KeyRuleId,
    crate::ids::KeyDecisionId,
    crate::ids::StatusReportId,
    crate::ids::StatusAnswerId,
    crate::ids::ScenarioId,
    crate::ids::ScenarioWordId,
    crate::ids::DocumentId,
    crate::ids::NoteId,
    crate::ids::ImportId,
    crate::ids::TeamBoardId,
    crate::ids::BoardColumnId,
    crate::ids::ProductFamilyId,
    crate::ids::PartnerId,
    crate::rate::Rate
);

impl Scalar for crate::money::Currency {
    fn value(&self) -> Value {
        Value::Text(self.code().to_owned())
    }

    fn read(value: &Value) -> Option<Self> {
        match value {
            Value::Text(code) => Self::of(code),
            Value::Nothing | Value::Flag(_) | Value::Number(_) => None,
        }
    }
}
