//! Rate limits by key and by address, and their response headers.

use std::{
    collections::HashMap,
    net::{IpAddr, Ipv4Addr, Ipv6Addr},
    num::NonZeroU32,
    sync::{Mutex, PoisonError},
    time::Duration,
};

use axum::http::{HeaderMap, HeaderName, HeaderValue};
use governor::{
    RateLimiter, clock::Clock, clock::DefaultClock, middleware::StateInformationMiddleware,
    state::keyed::DashMapStateStore,
};

use crate::{
    config::{Quota, Quotas},
    problem::{Kind, Problem},
};

/// Callers remembered one by one; beyond, addresses are counted by their network.
const MAX_TRACKED: usize = 100_000;

type Keyed<K> = RateLimiter<K, DashMapStateStore<K>, DefaultClock, StateInformationMiddleware>;

/// A quota and who spent what of it.
#[derive(Debug)]
struct Limiter<K: std::hash::Hash + Eq + Clone> {
    name: &'static str,
    quota: Quota,
    spent: Keyed<K>,
    /// Work done beyond what was left, by caller.
    owed: Mutex<HashMap<K, u32>>,
    clock: DefaultClock,
}

/// Remaining quota of a caller, for the response headers.
#[derive(Debug, Clone, Copy)]
pub(crate) struct QuotaState {
    name: &'static str,
    quota: Quota,
    remaining: u32,
}

/// Every limiter.
#[derive(Debug)]
pub(crate) struct Limiters {
    keys: Limiter<String>,
    addresses: Limiter<IpAddr>,
    failures: Limiter<IpAddr>,
}

impl<K: std::hash::Hash + Eq + Clone> Limiter<K> {
    fn new(name: &'static str, quota: Quota) -> Self {
        let least_one = |number| NonZeroU32::new(number).unwrap_or(NonZeroU32::MIN);
        let rate = governor::Quota::per_second(least_one(quota.per_second));
        let spent = RateLimiter::dashmap(rate.allow_burst(least_one(quota.burst))).with_middleware();
        Self { name, quota, spent, owed: Mutex::default(), clock: DefaultClock::default() }
    }

    /// Takes `cost` and what `caller` owes from what the caller has left; more than a full burst costs a full burst.
    fn spend(&self, caller: &K, cost: u32) -> Result<QuotaState, Duration> {
        let mut owed = self.owed.lock().unwrap_or_else(PoisonError::into_inner);
        let due = owed.get(caller).copied().unwrap_or(0);
        let quota_state = self.take(caller, cost.saturating_add(due))?;
        if due > 0 {
            owed.remove(caller);
        }
        Ok(quota_state)
    }

    /// Takes `cost` for work that is done; where less is left, the caller owes it.
    fn charge(&self, caller: &K, cost: u32) {
        if self.take(caller, cost).is_err() {
            let mut owed = self.owed.lock().unwrap_or_else(PoisonError::into_inner);
            let due = owed.entry(caller.clone()).or_default();
            *due = due.saturating_add(cost).min(self.quota.burst);
        }
    }

    fn take(&self, caller: &K, cost: u32) -> Result<QuotaState, Duration> {
        let cost = NonZeroU32::new(cost.min(self.quota.burst)).unwrap_or(NonZeroU32::MIN);
        let quota_state = |remaining| QuotaState { name: self.name, quota: self.quota, remaining };
        match self.spent.check_key_n(caller, cost) {
            Ok(Ok(snapshot)) => Ok(quota_state(snapshot.remaining_burst_capacity())),
            Ok(Err(until)) => Err(until.wait_time_from(self.clock.now())),
            // Cannot be: the cost is at most the burst. If it were, the caller would not be at fault.
            Err(_) => Ok(quota_state(0)),
        }
    }
}

impl Limiters {
    pub(crate) fn new(quotas: &Quotas) -> Self {
        Self {
            keys: Limiter::new("key", quotas.key),
            addresses: Limiter::new("address", quotas.address),
            failures: Limiter::new("failures", quotas.failures),
        }
    }

    pub(crate) fn spend_key(&self, id: &str, cost: u32) -> Result<QuotaState, Problem> {
        self.keys.spend(&id.to_owned(), cost).map_err(|wait| self.keys.refused(wait))
    }

    pub(crate) fn spend_address(&self, address: IpAddr, cost: u32) -> Result<QuotaState, Problem> {
        let caller = self.addresses.counted(address);
        self.addresses.spend(&caller, cost).map_err(|wait| self.addresses.refused(wait))
    }

    pub(crate) fn charge_key(&self, id: &str, cost: u32) {
        self.keys.charge(&id.to_owned(), cost);
    }

    pub(crate) fn charge_address(&self, address: IpAddr, cost: u32) {
        self.addresses.charge(&self.addresses.counted(address), cost);
    }

    /// Counts a key that was refused; an error when there were too many.
    pub(crate) fn spend_failure(&self, address: IpAddr) -> Result<(), Problem> {
        let caller = self.failures.counted(address);
        let refused = |wait| {
            let detail = "Trop de clés refusées depuis cette adresse.";
            Problem::new(Kind::TOO_MANY_REFUSED_KEYS, detail).retry_after(wait)
        };
        self.failures.spend(&caller, 1).map(|_| ()).map_err(refused)
    }

    /// Forgets callers who have everything left.
    pub(crate) fn tidy(&self) {
        self.keys.tidy();
        self.addresses.tidy();
        self.failures.tidy();
    }

    /// How many keys and addresses are remembered.
    pub(crate) fn tracked(&self) -> [usize; 2] {
        [self.keys.spent.len(), self.addresses.spent.len()]
    }
}

impl<K: std::hash::Hash + Eq + Clone> Limiter<K> {
    fn refused(&self, wait: Duration) -> Problem {
        let Quota { per_second, burst } = self.quota;
        let detail =
            format!("Le quota est de {per_second} requêtes par seconde, {burst} d'affilée après une pause.");
        Problem::new(Kind::RATE_LIMITED, detail).retry_after(wait)
    }

    fn tidy(&self) {
        self.spent.retain_recent();
        self.spent.shrink_to_fit();
        // A burst is earned again in seconds: what is still owed is of callers who have gone, mostly.
        self.owed.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }
}

impl Limiter<IpAddr> {
    /// The address that counts for `address`: in IPv6 a subscriber has a whole /64; in a flood, networks are
    /// counted instead, so that memory stays bounded.
    fn counted(&self, address: IpAddr) -> IpAddr {
        let flood = self.spent.len() >= MAX_TRACKED;
        match address {
            IpAddr::V4(v4) if flood => Ipv4Addr::from_bits(v4.to_bits() & 0xFFFF_0000).into(),
            IpAddr::V4(v4) => v4.into(),
            IpAddr::V6(v6) => {
                Ipv6Addr::from_bits(v6.to_bits() & (u128::MAX << if flood { 112 } else { 64 })).into()
            }
        }
    }
}

static POLICY: HeaderName = HeaderName::from_static("ratelimit-policy");
static LIMIT: HeaderName = HeaderName::from_static("ratelimit");

impl QuotaState {
    /// Tells the caller (draft-ietf-httpapi-ratelimit-headers): `q` requests each `w` seconds; `r` left now, all
    /// of them again in `t` seconds.
    pub(crate) fn write_to(&self, headers: &mut HeaderMap) {
        let Self { name, quota: Quota { per_second, burst }, remaining } = *self;
        let window = burst.div_ceil(per_second.max(1)).max(1);
        let full = burst.saturating_sub(remaining).div_ceil(per_second.max(1));
        let mut put = |header: &HeaderName, text: String| {
            if let Ok(value) = HeaderValue::try_from(text) {
                headers.insert(header.clone(), value);
            }
        };
        put(&POLICY, format!("\"{name}\";q={burst};w={window}"));
        put(&LIMIT, format!("\"{name}\";r={remaining};t={full}"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn limiters() -> Limiters {
        let quota = Quota { per_second: 1, burst: 3 };
        Limiters::new(&Quotas { key: quota, address: quota, failures: quota, loopback: true })
    }

    #[test]
    fn a_burst_then_a_stated_wait() {
        let limiters = limiters();
        for left in [2, 1, 0] {
            assert_eq!(limiters.spend_key("a", 1).unwrap().remaining, left);
        }
        let refused = limiters.spend_key("a", 1).unwrap_err();
        assert_eq!(refused.kind(), Kind::RATE_LIMITED);
        assert_eq!(limiters.spend_key("b", 1).unwrap().remaining, 2, "others are not concerned");
    }

    #[test]
    fn more_than_a_burst_costs_a_burst() {
        let limiters = limiters();
        assert_eq!(limiters.spend_key("a", 1000).unwrap().remaining, 0);
        assert!(limiters.spend_key("a", 1).is_err());
    }

    #[test]
    fn work_that_is_done_is_paid_before_the_next_request() {
        let limiters = limiters();
        limiters.spend_key("a", 1).unwrap();
        limiters.charge_key("a", 2);
        limiters.charge_key("a", 1000);
        assert!(limiters.spend_key("a", 1).is_err(), "it owes a burst");
        assert!(limiters.spend_key("b", 1).is_ok());
        limiters.charge_key("b", 1);
        assert_eq!(limiters.spend_key("b", 1).unwrap().remaining, 0);
    }

    #[test]
    fn an_ipv6_subscriber_is_one_caller() {
        let limiters = limiters();
        for address in ["2001:db8::1", "2001:db8::2", "2001:db8::3"] {
            limiters.spend_address(address.parse().unwrap(), 1).unwrap();
        }
        assert!(limiters.spend_address("2001:db8::4".parse().unwrap(), 1).is_err());
        assert!(limiters.spend_address("2001:db8:0:1::1".parse().unwrap(), 1).is_ok());
        assert_eq!(limiters.tracked(), [0, 2]);
    }

    #[test]
    fn headers_give_policy_and_remaining_quota() {
        let quota = Quota { per_second: 20, burst: 100 };
        let mut headers = HeaderMap::new();
        QuotaState { name: "address", quota, remaining: 58 }.write_to(&mut headers);
        assert_eq!(headers["ratelimit-policy"], "\"address\";q=100;w=5");
        assert_eq!(headers["ratelimit"], "\"address\";r=58;t=3");
    }
}
