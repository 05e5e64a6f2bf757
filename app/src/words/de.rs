//! Deutsch, die zweite Sprache; bisher an der Tür.

pub mod door;
