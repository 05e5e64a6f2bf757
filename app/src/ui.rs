//! Building blocks that know nothing of accounts or boards: they take words, keys and callbacks, and use Leptos alone.
//!
//! Invariants: the first render is the same on the server and in the browser; nothing writes a `style` attribute into
//! HTML (the content security policy forbids it), measures and transforms are set through the CSSOM after mounting;
//! native elements (`<dialog>`, popover, `<select>`, `<progress>`) come before anything made by hand; no sentence that
//! people read stands here, they all arrive as props. The markup that each component promises to its style file is told
//! at the head of `style/<component>.css`.

pub mod avatar;
pub mod awake;
pub mod button;
pub mod chart;
pub mod dialog;
pub mod download;
pub mod drag;
pub mod drawing;
pub mod empty;
pub mod field;
pub mod figure;
pub mod glide;
pub mod icon;
pub mod keyed;
pub mod listen;
pub mod live;
pub mod menu;
pub mod meter;
pub mod narrow;
pub mod notice;
pub mod paint;
pub mod picker;
pub mod picture;
pub mod progress;
pub mod px;
pub mod rect;
pub mod resized;
pub mod rows;
pub mod sheet;
pub mod side;
pub mod sight;
pub mod table;
pub mod tabs;
pub mod tag;
pub mod tell;
pub mod toast;
pub mod way_back;
pub mod window;

pub use self::avatar::Avatar;
pub use self::button::{Button, ButtonLink, ButtonShape, ButtonTone};
pub use self::dialog::Dialog;
pub use self::drag::{CardAct, Drag, DragEvent, DragLayer, DragOptions, Target, use_drag};
pub use self::drawing::Drawing;
pub use self::empty::Empty;
pub use self::field::{Field, FileDrop, Search, TextArea, Tick};
pub use self::figure::Figure;
pub use self::icon::Icon;
pub use self::live::{Live, LiveRegion, provide_live, use_live};
pub use self::menu::{Menu, MenuButton, MenuItem, MenuState};
pub use self::meter::Meter;
pub use self::notice::Notice;
pub use self::picker::{Choice, Picker};
pub use self::progress::Progress;
pub use self::rows::{Row, Rows};
pub use self::sheet::Sheet;
pub use self::table::{SortHead, SortOrder};
pub use self::tabs::Tabs;
pub use self::tag::{Tag, Tone};
pub use self::toast::{Toast, ToastAction, ToastRegion, Toasts, provide_toasts, use_toasts};
pub use self::window::{ListShape, RowPlace, VirtualList};
