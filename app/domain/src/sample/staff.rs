//! The people of the demo: who they are and to whom they report.

use crate::person::OrgRole;

/// Someone of the demo.
pub struct Colleague {
    /// Their name; invented.
    pub name: &'static str,
    /// Their role.
    pub role: OrgRole,
    /// To whom they report, by place in [`STAFF`].
    pub superior: usize,
}

/// The agency director, who founded the workspace.
pub const INGRID: usize = 0;
/// Directs the accounts of the north.
pub const TOMAS: usize = 1;
/// Directs the accounts of the south.
pub const MIREILLE: usize = 2;
/// Leads key accounts of the north.
pub const AIKO: usize = 3;
/// Leads key accounts of the north.
pub const PIETER: usize = 4;
/// Leads key accounts of the south.
pub const LUCIA: usize = 5;
/// Keeps accounts of the north.
pub const SAMIR: usize = 6;
/// Keeps accounts of the north.
pub const GRETA: usize = 7;
/// Keeps accounts of the south.
pub const OWEN: usize = 8;
/// Keeps accounts of the south.
pub const NADIA: usize = 9;
/// Keeps accounts of the south.
pub const JULES: usize = 10;
/// The administrator, as whom nobody looks around: so nobody who does can shut the others out.
pub const HENRIK: usize = 14;

const fn colleague(name: &'static str, role: OrgRole, superior: usize) -> Colleague {
    Colleague { name, role, superior }
}

/// Everybody, superiors before those who report to them.
pub const STAFF: [Colleague; 15] = [
    colleague("Ingrid Halvorsen", OrgRole::AgencyDirector, INGRID),
    colleague("Tomas Brandt", OrgRole::AccountDirector, INGRID),
    colleague("Mireille Okonkwo", OrgRole::AccountDirector, INGRID),
    colleague("Aiko Tanabe", OrgRole::KeyAccountManager, TOMAS),
    colleague("Pieter Vandenhoute", OrgRole::KeyAccountManager, TOMAS),
    colleague("Lucia Ferrante", OrgRole::KeyAccountManager, MIREILLE),
    colleague("Samir Haddad", OrgRole::AccountManager, TOMAS),
    colleague("Greta Lindqvist", OrgRole::AccountManager, TOMAS),
    colleague("Owen Castellan", OrgRole::AccountManager, MIREILLE),
    colleague("Nadia Kowalczyk", OrgRole::AccountManager, MIREILLE),
    colleague("Jules Marchetti", OrgRole::AccountManager, MIREILLE),
    colleague("Hanne Dreyer", OrgRole::Finance, INGRID),
    colleague("Ravi Menon", OrgRole::CustomerCare, INGRID),
    colleague("Beatrix Oduya", OrgRole::BrandManager, INGRID),
    colleague("Henrik Solberg", OrgRole::Administrator, INGRID),
];
