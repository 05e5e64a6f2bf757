//! How many connections there may be, in all and from one address.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};

use crate::config::Config;
use crate::request::share;

/// The seats that are taken.
#[derive(Clone)]
pub struct Seats {
    taken: Arc<Mutex<Taken>>,
    config: Arc<Config>,
}

#[derive(Default)]
struct Taken {
    all: usize,
    by_address: HashMap<IpAddr, usize>,
}

/// One connection's place, free again when dropped.
pub struct Seat {
    seats: Seats,
    address: Option<IpAddr>,
}

impl Seats {
    /// All seats free.
    pub fn new(config: &Config) -> Self {
        Self { taken: Arc::default(), config: Arc::new(config.clone()) }
    }

    /// A seat for one more connection from this address, if there is one. A named proxy speaks for many: only the total binds it.
    pub fn take(&self, address: IpAddr) -> Option<Seat> {
        let caps = &self.config.caps;
        let address = (!self.config.is_proxy(address)).then(|| share(address));
        let mut taken = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        if taken.all >= caps.connections {
            return None;
        }
        if let Some(address) = address {
            let count = taken.by_address.entry(address).or_default();
            if *count >= caps.connections_per_address {
                return None;
            }
            *count += 1;
        }
        taken.all += 1;
        Some(Seat { seats: self.clone(), address })
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        let mut taken = self.seats.taken.lock().unwrap_or_else(PoisonError::into_inner);
        taken.all = taken.all.saturating_sub(1);
        let Some(address) = self.address else { return };
        if let Some(count) = taken.by_address.get_mut(&address) {
            *count = count.saturating_sub(1);
            if *count == 0 {
                taken.by_address.remove(&address);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seats_are_bound_by_address_and_in_all_and_come_back() {
        let config = Config::from_arguments(&[
            "--connections",
            "3",
            "--connections-per-address",
            "2",
            "--trusted-proxy",
            "10.0.0.0/8",
        ]);
        let seats = Seats::new(&config.unwrap());
        let at = |text: &str| seats.take(text.parse().unwrap());
        let first = at("192.0.2.1").unwrap();
        let _second = at("192.0.2.1").unwrap();
        assert!(at("192.0.2.1").is_none());
        drop(first);
        let _third = at("192.0.2.1").unwrap();
        let _proxy = at("10.0.0.1").unwrap();
        assert!(at("10.0.0.1").is_none(), "three in all");
        assert_eq!(seats.taken.lock().unwrap().by_address.len(), 1);
    }
}
