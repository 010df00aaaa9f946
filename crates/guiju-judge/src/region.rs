//! Where targets are looked for: between two places in the order, between two instants.

use crate::history::Order;
use crate::hit::Hit;

/// A stretch of a history, half-open.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Stretch {
    /// First place inside.
    pub(crate) from: Order,
    /// First place behind it; none: it goes on.
    pub(crate) until: Option<Order>,
    /// The hit that began it; none: the subject as a whole.
    pub(crate) start: Option<Box<HitRef>>,
    /// The hit that ended it.
    pub(crate) end: Option<Box<HitRef>>,
}

/// A hit that began or ended a stretch.
pub(crate) type HitRef = crate::outcome::Moment;

impl Stretch {
    /// Whether a place lies inside.
    pub(crate) fn holds(&self, order: Order) -> bool {
        self.from <= order && self.until.is_none_or(|until| order < until)
    }
}

/// Where targets are looked for.
#[derive(Debug, Clone)]
pub(crate) struct Region {
    /// Not before this instant.
    pub(crate) not_before: i64,
    /// Not after this instant.
    pub(crate) not_after: i64,
    /// The activation after (or before) which it lies.
    pub(crate) anchor: Option<Anchor>,
    /// Places: not before, not at or after.
    pub(crate) from: Order,
    /// First place behind.
    pub(crate) until: Order,
}

/// On which side of an activation targets lie.
#[derive(Debug, Clone)]
pub(crate) struct Anchor {
    /// Its place.
    pub(crate) order: Order,
    /// Its position: an event never discharges itself.
    pub(crate) event: Option<usize>,
    /// Its source: across sources, events of one instant are taken in the order that keeps.
    pub(crate) source: Option<guiju_log::Sym>,
    /// After or before it, or on any side.
    pub(crate) side: Side,
    /// Equal instants of other sources count as lying on the right side.
    pub(crate) lenient: bool,
}

/// Sides of an activation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Side {
    /// At or after.
    After,
    /// Before.
    Before,
    /// Either.
    Around,
}

impl Region {
    /// Everywhere.
    pub(crate) fn all() -> Region {
        Region {
            not_before: i64::MIN,
            not_after: i64::MAX,
            anchor: None,
            from: Order::FIRST,
            until: Order::LAST,
        }
    }

    /// The side of an activation on which what is owed may lie.
    pub(crate) fn beside(anchor: &Hit, side: Side) -> Region {
        Region {
            anchor: Some(Anchor {
                order: anchor.order,
                event: anchor.event,
                source: anchor.source,
                side,
                lenient: true,
            }),
            ..Region::all()
        }
    }

    /// The same for what is forbidden: of one instant and unlike sources, the order that keeps.
    pub(crate) fn strictly_beside(anchor: &Hit, side: Side) -> Region {
        let mut region = Region::beside(anchor, side);
        if let Some(anchor) = &mut region.anchor {
            anchor.lenient = false;
        }
        region
    }

    /// Not after an instant.
    pub(crate) fn upto(mut self, time: i64) -> Region {
        self.not_after = self.not_after.min(time);
        self
    }

    /// Not before an instant.
    pub(crate) fn since(mut self, time: i64) -> Region {
        self.not_before = self.not_before.max(time);
        self
    }

    /// Before a place.
    pub(crate) fn before(mut self, order: Order) -> Region {
        self.until = self.until.min(order);
        self
    }

    /// Not before a place.
    pub(crate) fn from(mut self, order: Order) -> Region {
        self.from = self.from.max(order);
        self
    }

    /// Inside a stretch.
    pub(crate) fn within(self, stretch: Option<&Stretch>) -> Region {
        match stretch {
            None => self,
            Some(stretch) => {
                let region = self.from(stretch.from);
                match stretch.until {
                    Some(until) => region.before(until),
                    None => region,
                }
            }
        }
    }

    /// Whether a hit lies inside.
    pub(crate) fn holds(&self, hit: &Hit) -> bool {
        self.holds_place(hit.order, hit.event, hit.source)
    }

    /// Whether a place lies inside.
    pub(crate) fn holds_place(
        &self,
        order: Order,
        event: Option<usize>,
        source: Option<guiju_log::Sym>,
    ) -> bool {
        if order.time < self.not_before
            || order.time > self.not_after
            || order < self.from
            || order >= self.until
        {
            return false;
        }
        let Some(anchor) = &self.anchor else { return true };
        if event.is_some() && event == anchor.event {
            return false;
        }
        let same_instant_elsewhere = order.time == anchor.order.time
            && event.is_some()
            && anchor.event.is_some()
            && source != anchor.source;
        if same_instant_elsewhere {
            return anchor.lenient;
        }
        match anchor.side {
            Side::After => order > anchor.order,
            Side::Before => order < anchor.order,
            Side::Around => true,
        }
    }
}
