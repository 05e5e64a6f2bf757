//! The models that the program ships, as the texts of their files. Whoever has a reader of JSON at hand reads them; a test beside
//! this one holds that each can be read and that nothing is wrong with it.

/// Each model's file, in the order in which people read them: the four of the boards, what stands beside them, and the templates.
pub const SHIPPED: [&str; 9] = [
    include_str!("../../models/webster.json"),
    include_str!("../../models/millman_wilson.json"),
    include_str!("../../models/bensaou.json"),
    include_str!("../../models/four_s.json"),
    include_str!("../../models/millman_wilson_matrix.json"),
    include_str!("../../models/kraljic.json"),
    include_str!("../../models/fiocca.json"),
    include_str!("../../models/fiocca_key.json"),
    include_str!("../../models/krapfel.json"),
];

#[cfg(test)]
pub(crate) mod tests;
