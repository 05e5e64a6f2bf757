//! Share of wallet: what we sell to accounts, of what they are reckoned to spend; and the white space, which is the rest of it.
//!
//! A share of several is their sum of the sums, never the mean of their shares. Whose wallet is not known is in neither sum: unknown is
//! not zero.

use crate::ratio::Ratio;

/// How much of a year a window is: so many of so many days. What is spent in a year counts for that part of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PartOfYear {
    /// The days of the window.
    pub days: i64,
    /// The days of the twelve months to its last day: 365 or 366.
    pub of: i64,
}

impl PartOfYear {
    /// Twelve months.
    pub const WHOLE: Self = Self { days: 1, of: 1 };
}

/// A wallet and what of it is ours: of an account, or of an account and a family of products.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Wallet {
    /// What is spent in a year, in minor units.
    pub yearly_minor: i64,
    /// What we sold in the window. Credits above the sales count as nothing sold.
    pub ours_minor: i64,
}

/// What all of some wallets come to in a window. Amounts are kept times [`PartOfYear::of`], so that nothing is rounded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ShareOfWallet {
    part: PartOfYear,
    /// How many wallets it is made of.
    pub count: usize,
    /// What we sold to them, in minor units.
    pub ours_minor: i128,
    wallet: i128,
    white: i128,
}

impl ShareOfWallet {
    /// What these come to.
    pub fn of(wallets: impl IntoIterator<Item = Wallet>, part: PartOfYear) -> Self {
        let none = Self { part, count: 0, ours_minor: 0, wallet: 0, white: 0 };
        wallets.into_iter().fold(none, Self::with)
    }

    fn with(mut self, one: Wallet) -> Self {
        let ours_minor = i128::from(one.ours_minor.max(0));
        let wallet = i128::from(one.yearly_minor) * i128::from(self.part.days);
        self.count += 1;
        self.ours_minor += ours_minor;
        self.wallet += wallet;
        self.white += (wallet - ours_minor * i128::from(self.part.of)).max(0);
        self
    }

    /// What they spend in the window, in minor units.
    pub fn wallet_minor(&self) -> Option<Ratio> {
        Ratio::of(self.wallet, self.part.of)
    }

    /// What of it is ours; none where they spend nothing. More than one where more was sold than was reckoned.
    pub fn share(&self) -> Option<Ratio> {
        Ratio::of(self.ours_minor * i128::from(self.part.of), self.wallet)
    }

    /// What of it is not ours, in minor units, wallet by wallet: where we sold more than was reckoned, there is none.
    pub fn white_minor(&self) -> Option<Ratio> {
        Ratio::of(self.white, self.part.of)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn wallets(rows: &[(i64, i64)]) -> impl Iterator<Item = Wallet> {
        rows.iter().map(|&(yearly_minor, ours_minor)| Wallet { yearly_minor, ours_minor })
    }

    fn all(rows: &[(i64, i64)]) -> ShareOfWallet {
        ShareOfWallet::of(wallets(rows), PartOfYear::WHOLE)
    }

    const THOUSAND: i64 = 100_000;

    #[test]
    fn the_vector_comes_out() {
        let families = [(200, 120), (180, 55), (120, 0)].map(|(wallet, ours)| (wallet * THOUSAND, ours * THOUSAND));
        let shares = families.map(|family| all(&[family]).share().unwrap().scaled(10_000));
        assert_eq!(shares, [6_000, 3_056, 0]);
        let account = all(&families);
        assert_eq!((account.share(), account.count), (Ratio::of(35, 100), 3));
        assert_eq!(account.white_minor(), Ratio::of(325 * THOUSAND, 1));
        // The same by the account as a whole, where no family is known by itself.
        let whole = all(&[(500 * THOUSAND, 175 * THOUSAND)]);
        assert_eq!((whole.share(), whole.white_minor()), (account.share(), account.white_minor()));
        let both = all(&[(500 * THOUSAND, 175 * THOUSAND), (100 * THOUSAND, 80 * THOUSAND)]);
        assert_eq!(both.share(), Ratio::of(425, 1_000), "the sums, and not the mean of 35 % and 80 %, which is 57.5 %");
    }

    #[test]
    fn what_is_ours_beyond_the_wallet_fills_no_white_space() {
        let found = all(&[(100, 140), (100, 30), (50, -20)]);
        assert_eq!((found.share(), found.white_minor()), (Ratio::of(170, 250), Ratio::of(120, 1)));
        assert_eq!((all(&[]).share(), all(&[(0, 0)]).share()), (None, None));
    }

    #[test]
    fn a_part_of_a_year_is_a_part_of_the_wallet() {
        let quarter = PartOfYear { days: 73, of: 365 };
        let found = ShareOfWallet::of(wallets(&[(1_001, 100)]), quarter);
        assert_eq!((found.wallet_minor(), found.share()), (Ratio::of(1_001, 5), Ratio::of(500, 1_001)));
        assert_eq!(found.white_minor(), Ratio::of(501, 5));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(10_000))]

        /// As the definitions have it.
        #[test]
        fn sums_are_of_what_the_definitions_say(rows in prop::collection::vec((0_i64..900, -200_i64..900), 0..30), days in 1_i64..800) {
            let found = ShareOfWallet::of(wallets(&rows), PartOfYear { days, of: 366 });
            let ours: i64 = rows.iter().map(|(_, ours)| (*ours).max(0)).sum();
            let wallet: i64 = rows.iter().map(|(wallet, _)| wallet).sum();
            prop_assert_eq!(found.share(), Ratio::of(ours * 366, wallet * days));
            prop_assert_eq!(found.wallet_minor(), Ratio::of(wallet * days, 366));
            let white: i64 = rows.iter().map(|(wallet, ours)| (wallet * days - (*ours).max(0) * 366).max(0)).sum();
            prop_assert_eq!(found.white_minor(), Ratio::of(white, 366));
        }
    }
}
