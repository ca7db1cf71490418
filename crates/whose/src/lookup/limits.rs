//! How often something may happen within a time: per connection, per contact point, altogether.

use std::collections::HashMap;
use std::hash::Hash;
use std::time::{Duration, Instant};

/// Counts what happens by key within a window that begins with the first.
#[derive(Debug)]
pub struct Limiter<K> {
    window: Duration,
    most: u32,
    /// Keys that are kept at a time, so that memory is bounded.
    room: usize,
    counts: HashMap<K, (Instant, u32)>,
}

impl<K: Hash + Eq> Limiter<K> {
    /// So many in a window, for at most so many keys at a time.
    pub fn new(most: u32, window: Duration, room: usize) -> Self {
        Self { window, most, room, counts: HashMap::new() }
    }

    /// Counts one more; false where it is one too many. A key for which there is no room is counted as the first.
    pub fn take(&mut self, key: K, now: Instant) -> bool {
        if !self.counts.contains_key(&key) && self.counts.len() >= self.room {
            let window = self.window;
            self.counts.retain(|_, (began, _)| now.duration_since(*began) < window);
            if self.counts.len() >= self.room {
                return true;
            }
        }
        let entry = self.counts.entry(key).or_insert((now, 0));
        if now.duration_since(entry.0) >= self.window {
            *entry = (now, 0);
        }
        entry.1 = entry.1.saturating_add(1);
        entry.1 <= self.most
    }

    /// Has it happened as often as it may? Counts nothing.
    pub fn is_full(&self, key: &K, now: Instant) -> bool {
        self.counts
            .get(key)
            .is_some_and(|(began, count)| *count >= self.most && now.duration_since(*began) < self.window)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn so_many_in_a_window_then_no_more_until_it_has_passed() {
        let mut limiter = Limiter::new(2, Duration::from_secs(60), 10);
        let now = Instant::now();
        assert!(limiter.take("a", now) && limiter.take("a", now));
        assert!(!limiter.take("a", now));
        assert!(limiter.is_full(&"a", now) && !limiter.is_full(&"b", now));
        assert!(limiter.take("b", now));
        assert!(limiter.take("a", now + Duration::from_secs(60)));
    }

    #[test]
    fn keys_never_outgrow_their_room() {
        let mut limiter = Limiter::new(1, Duration::from_secs(60), 3);
        let now = Instant::now();
        for key in 0..100 {
            assert!(limiter.take(key, now));
        }
        assert_eq!(limiter.counts.len(), 3);
        assert!(!limiter.take(0, now));
        assert!(limiter.take(200, now + Duration::from_secs(61)));
        assert_eq!(limiter.counts.len(), 1);
    }
}
