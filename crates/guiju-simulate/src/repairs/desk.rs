//! The dispatcher's desk: which order goes out when, so that ranks are kept unless somebody breaks them on purpose.

use crate::clock::{HOUR, MINUTE, Millis, SECOND, date_digits};
use crate::plan::Plan;
use crate::prng::Prng;
use crate::repairs::case::{Area, Case, Need, Outcome, Travel, With};
use crate::repairs::deviations::{self, Act, Deck, Deed, Doings, Phase};
use crate::repairs::story::{Missing, Order, Played, play};
use crate::repairs::world::{CREWS, Customer, Depot};

/// Takes reports and makes orders of them.
#[derive(Debug)]
pub(crate) struct Desk {
    deck: Deck,
    deviation_rate: f64,
    missing_rate: f64,
    noise: bool,
    orders: u64,
    customers: u64,
}

/// An order with its story, and who else did wrong in it.
#[derive(Debug)]
pub(crate) struct Done {
    pub(crate) order: Order,
    pub(crate) played: Played,
    /// Acts to be told of another subject than the repair: `(subject, act)`.
    pub(crate) elsewhere: Vec<(String, &'static Act)>,
    /// The customer has not been here before.
    pub(crate) new_customer: bool,
}

impl Desk {
    pub(crate) fn new(plan: &Plan) -> Self {
        Self {
            deck: Deck::of(deviations::all().filter(|act| !matches!(act.phase, Phase::Shift | Phase::Call))),
            deviation_rate: plan.deviation_rate,
            missing_rate: plan.missing_evidence_rate,
            noise: plan.noise,
            orders: 0,
            customers: 0,
        }
    }

    /// A report at `at`; brings one order, or two where one has to give way to another.
    pub(crate) fn report(&mut self, depot: &mut Depot, at: Millis, prng: &mut Prng) -> Vec<Done> {
        // Reports of a depot come in order: one that was put off puts off the next.
        let mut at = at.max(depot.last_report + SECOND);
        let idle = depot.waiting_until < at && depot.crews_free.iter().any(|free| *free <= at);
        if idle && !depot.promised.is_empty() && prng.chance(0.35) {
            return vec![self.come_again(depot, at, prng)];
        }
        let area = prng.weighted(&[(Area::Urban, 0.6), (Area::Rural, 0.3), (Area::Remote, 0.1)]);
        let mut case = Case::draw(area, prng);
        let mut doings = Doings::default();
        if prng.chance(self.deviation_rate) {
            self.deviate(&mut case, &mut doings, prng);
        }
        case.settle();
        let special = case.has(With::Special);
        let postponed = doings.does(Deed::PostponedUnexplained);
        let wrong_order = doings.does(Deed::WrongPriority);
        let pair = special || postponed || wrong_order || (idle && prng.chance(0.03));
        // What outranks others is not reported while others wait: nobody would have done wrong by then.
        if depot.waiting_until >= at && (pair || !case.make_ordinary()) {
            at = depot.waiting_until + MINUTE;
        }
        if wrong_order {
            return self.wrong_priority(depot, at, case, doings, prng);
        }
        if pair {
            return self.special_first(depot, at, case, doings, prng);
        }
        let mut order = self.order(depot, at, case, doings, prng);
        order.high_voltage = depot.waiting_until < at && prng.chance(0.1);
        if order.doings.acts().is_empty()
            && order.missing.is_none()
            && !order.case.outranks()
            && prng.chance(0.01)
        {
            order.cancelled = true;
        }
        vec![send(depot, order, prng)]
    }

    /// Deals one to three acts and makes the case such that they are possible.
    fn deviate(&mut self, case: &mut Case, doings: &mut Doings, prng: &mut Prng) {
        let acts = prng.weighted(&[(1, 0.6), (2, 0.3), (3, 0.1)]);
        for _ in 0..acts {
            let dealt =
                self.deck.deal(prng, |act| !doings.leaves_no_room(act) && case.clone().allow(act.needs));
            if let Some(act) = dealt {
                case.allow(act.needs);
                doings.add(act);
            }
        }
    }

    fn order(&mut self, depot: &Depot, at: Millis, case: Case, doings: Doings, prng: &mut Prng) -> Order {
        self.customers += 1;
        let customer = Customer::draw(self.customers, case.area, case.has(With::Vulnerable), prng);
        self.order_for(depot, at, case, doings, customer, prng)
    }

    fn order_for(
        &mut self,
        depot: &Depot,
        at: Millis,
        case: Case,
        doings: Doings,
        customer: Customer,
        prng: &mut Prng,
    ) -> Order {
        self.orders += 1;
        let missing = prng.chance(self.missing_rate).then(|| {
            prng.weighted(&[
                (Missing::Transcript, 0.5),
                (Missing::Location, 0.25),
                (Missing::Area, 0.15),
                (Missing::RecorderFailed, 0.1),
            ])
        });
        let alone =
            doings.does(Deed::RecorderNever) || doings.acts().iter().any(|act| act.phase == Phase::Travel);
        let source = prng.weighted(&[("hotline", 0.85), ("app", 0.1), ("patrol", 0.05)]);
        Order {
            id: format!("R{}-{:05}", date_digits(at), self.orders),
            reported: at,
            dispatched: at + prng.between(20 * SECOND, 4 * MINUTE),
            depot: depot.id.clone(),
            shift: depot.shift.id.clone(),
            district: depot.district,
            crew: Vec::new(),
            customer,
            case,
            source,
            high_voltage: false,
            doings,
            missing: missing.filter(|_| !alone),
            postponed: None,
            cancelled: false,
            noise: self.noise,
            prng: prng.fork(),
        }
    }

    /// A customer who was promised a crew at each trip reports again.
    fn come_again(&mut self, depot: &mut Depot, at: Millis, prng: &mut Prng) -> Done {
        let promise = depot.promised.remove(0);
        let mut case = Case::draw(promise.customer.area, prng);
        case.allow(&[
            Need::Not(With::Vulnerable),
            Need::Not(With::Dedicated),
            Need::Not(With::Frequent),
            Need::Not(With::Major),
            Need::Not(With::Urgent),
        ]);
        let subject = promise.customer.id.clone();
        let mut order = self.order_for(depot, at, case, Doings::default(), promise.customer, prng);
        let after = match promise.broken_by {
            Some(_) => 5 * MINUTE + prng.between(1, HOUR / 2),
            None if prng.chance(0.1) => 5 * MINUTE,
            None => prng.between(10 * SECOND, 4 * MINUTE),
        };
        order.dispatched = at + after;
        let mut done = send(depot, order, prng);
        done.new_customer = false;
        done.elsewhere.extend(promise.broken_by.map(|act| (subject, act)));
        done
    }

    /// A call of the fire brigade or the police comes while another order waits: it goes first, and the other
    /// customer is told why.
    fn special_first(
        &mut self,
        depot: &mut Depot,
        at: Millis,
        case: Case,
        doings: Doings,
        prng: &mut Prng,
    ) -> Vec<Done> {
        let mut other = Case::draw(Area::Urban, prng);
        let (mut case_special, special_doings, mut case_other, other_doings) = if case.has(With::Special) {
            (case, doings, other, Doings::default())
        } else {
            other.allow(&[Need::Is(Outcome::Repair)]);
            (other, Doings::default(), case, doings)
        };
        case_special.allow(&[
            Need::Has(With::Special),
            Need::Goes(Travel::OnTime),
            Need::Is(Outcome::Repair),
        ]);
        case_other.make_ordinary();
        case_other.settle();
        let mut waiting = self.order(depot, at, case_other, other_doings, prng);
        let mut special =
            self.order(depot, at + prng.between(60, 180) * SECOND, case_special, special_doings, prng);
        special.source = if prng.chance(0.7) { "119" } else { "110" };
        special.dispatched = special.reported + prng.between(10, 40) * SECOND;
        special.missing = None;
        waiting.missing = None;
        free_a_crew(depot, special.dispatched);
        let special = send(depot, special, prng);
        let told = special.order.dispatched + prng.between(10, 60) * SECOND;
        waiting.dispatched = special.played.settled + prng.between(2, 8) * MINUTE;
        let minutes = (waiting.dispatched - told) / MINUTE + 30;
        waiting.postponed = Some((told, minutes));
        let waiting = send(depot, waiting, prng);
        vec![special, waiting]
    }

    /// A high-voltage order waits, and the low-voltage one is begun first.
    fn wrong_priority(
        &mut self,
        depot: &mut Depot,
        at: Millis,
        case: Case,
        doings: Doings,
        prng: &mut Prng,
    ) -> Vec<Done> {
        let mut first = Case::draw(case.area, prng);
        first.allow(&[Need::Is(Outcome::Repair), Need::Goes(Travel::OnTime)]);
        first.make_ordinary();
        let mut high = self.order(depot, at, first, Doings::default(), prng);
        high.high_voltage = true;
        let low = self.order(depot, at + 30 * SECOND, case, doings, prng);
        let shift = low.shift.clone();
        let mut low = send(depot, low, prng);
        high.dispatched = low.played.settled.max(high.dispatched);
        let high = send(depot, high, prng);
        low.elsewhere.extend(
            low.order.doings.acts().iter().find(|act| act.id == "wrong_priority").map(|act| (shift, *act)),
        );
        vec![low, high]
    }
}

/// Somebody can always go to a fire.
fn free_a_crew(depot: &mut Depot, by: Millis) {
    if let Some(free) = depot.crews_free.iter_mut().min() {
        *free = (*free).min(by);
    }
}

/// Sends a crew as soon as one is free and nothing earlier is overtaken, and lets the story run.
fn send(depot: &mut Depot, mut order: Order, prng: &mut Prng) -> Done {
    let crew = (0..CREWS).min_by_key(|i| depot.crews_free[*i]).unwrap_or(0);
    order.dispatched = order.dispatched.max(depot.crews_free[crew]);
    let size =
        if order.doings.does(Deed::WorksAlone) { 1 } else { 2 + usize::from(crew == 2 || prng.chance(0.1)) };
    let from = crew * 2;
    order.crew = depot.shift.team.iter().cycle().skip(from).take(size).cloned().collect();
    let mut played = play(&order);
    if played.claims <= depot.waiting_until && !order.cancelled {
        order.dispatched += depot.waiting_until - played.claims + prng.between(1, 60) * SECOND;
        played = play(&order);
    }
    depot.waiting_until = depot.waiting_until.max(played.settled);
    depot.last_report = depot.last_report.max(order.reported);
    if !order.cancelled {
        depot.crews_free[crew] = played.crew_back;
    }
    if played.promised {
        let broken_by = order
            .doings
            .acts()
            .iter()
            .find(|act| act.kind == crate::repairs::deviations::Kind::Deed(Deed::PromiseBroken));
        let promise = crate::repairs::world::Promise {
            customer: order.customer.clone(),
            broken_by: broken_by.copied(),
        };
        if promise.broken_by.is_some() {
            depot.promised.insert(0, promise);
        } else {
            depot.promised.push(promise);
        }
        depot.promised.truncate(20);
    }
    Done { order, played, elsewhere: Vec::new(), new_customer: true }
}
