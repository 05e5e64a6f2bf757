//! What one account is to bring, and how that stands.

use std::cmp::Reverse;

use app::wire::targets::TargetOfAccount;
use domain::{day::Day, target::Attainment};

use super::Opened;
use crate::{Fault, store};

impl Opened {
    /// Its targets, the latest first, each with what was brought of it up to a day.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn read_targets(&mut self, to: Day) -> Result<Vec<TargetOfAccount>, Fault> {
        let (workspace, account) = (self.workspace(), self.account.id);
        let mut targets = store::target::load_of(&mut self.snapshot, workspace, &[account.0]).await?;
        targets.sort_by_key(|target| Reverse(target.from_day));
        // One that has not begun has a span that ends before it begins: nothing was brought in it.
        let spans: Vec<(Day, Day)> = targets.iter().map(|target| (target.from_day, target.to_day.min(to))).collect();
        let brought = store::revenue::load_net_of(&mut self.snapshot, workspace, account, &spans).await?;
        let told = targets.into_iter().zip(brought).map(|(target, actual_minor)| TargetOfAccount {
            figures: Attainment::of(target.amount_minor, actual_minor).into(),
            days: target.days(),
            days_gone: target.days_in(target.from_day, to),
            target,
        });
        Ok(told.collect())
    }
}
