//! Depots, their people and vehicles, and the customers around them.

use serde_json::json;

use crate::clock::Millis;
use crate::prng::Prng;
use crate::record::{Object, attributes};
use crate::repairs::case::Area;
use crate::repairs::deviations::Act;

/// Crews of a depot that can be out at the same time.
pub(crate) const CREWS: usize = 3;
/// People of one shift.
const TEAM: usize = 8;

/// A depot (抢修点) and what is going on there now.
#[derive(Debug)]
pub(crate) struct Depot {
    pub(crate) id: String,
    pub(crate) number: u32,
    pub(crate) crew_required: usize,
    pub(crate) phones_required: u32,
    /// The district, as people call it.
    pub(crate) district: &'static str,
    /// When each crew is back.
    pub(crate) crews_free: [Millis; CREWS],
    /// Until then some order of this depot is open without work having begun: nothing may overtake it.
    pub(crate) waiting_until: Millis,
    pub(crate) last_report: Millis,
    pub(crate) shift: Shift,
    /// Customers who were promised that a crew comes at each trip; short, the oldest are forgotten.
    pub(crate) promised: Vec<Promise>,
}

/// The shift that is on.
#[derive(Debug, Clone, Default)]
pub(crate) struct Shift {
    pub(crate) id: String,
    pub(crate) team: Vec<String>,
    pub(crate) until: Millis,
    /// The telephone log is lost, with every call in it.
    pub(crate) log_lost: bool,
}

/// What a crew has promised a customer whose supply keeps tripping.
#[derive(Debug)]
pub(crate) struct Promise {
    pub(crate) customer: Customer,
    /// The act by which it is not kept.
    pub(crate) broken_by: Option<&'static Act>,
}

/// A customer who reports a fault.
#[derive(Debug, Clone)]
pub(crate) struct Customer {
    pub(crate) id: String,
    /// `王先生`; empty where the order has no name.
    pub(crate) name: String,
    /// How to address the person politely.
    pub(crate) address: &'static str,
    pub(crate) site: String,
    pub(crate) phone: String,
    pub(crate) area: Area,
}

const SURNAMES: [&str; 16] =
    ["王", "李", "张", "刘", "陈", "杨", "赵", "黄", "周", "吴", "徐", "孙", "马", "朱", "胡", "林"];
const DISTRICTS: [&str; 12] =
    ["城东", "城西", "城南", "城北", "江北", "新区", "开发区", "老街", "临港", "高新", "湖滨", "西郊"];
const ESTATES: [&str; 12] = [
    "翠湖小区",
    "幸福里",
    "锦绣花园",
    "和平新村",
    "阳光家园",
    "银杏苑",
    "春江小区",
    "文昌里",
    "滨河花园",
    "朝阳新村",
    "桂花园",
    "明珠小区",
];
const VILLAGES: [&str; 8] =
    ["李家村", "石桥村", "大塘村", "柳树湾村", "前进村", "王家坝", "红旗村", "青山村"];
const HAMLETS: [&str; 6] = ["鹰嘴岩", "白云岭", "沙坝寨", "老鹰坪", "上草场", "野鸭滩"];

impl Depot {
    pub(crate) fn new(number: u32, start: Millis) -> Self {
        Self {
            id: format!("depot-{number}"),
            number,
            crew_required: 4 + number as usize % 3,
            phones_required: 2 + number % 2,
            district: DISTRICTS[(number as usize - 1) % DISTRICTS.len()],
            crews_free: [start; CREWS],
            waiting_until: start,
            last_report: start,
            shift: Shift::default(),
            promised: Vec::new(),
        }
    }

    /// The depot, its people and its vehicles.
    pub(crate) fn objects(&self) -> Vec<Object> {
        let mut objects = vec![Object {
            id: self.id.clone(),
            kind: "depot",
            attributes: attributes(json!({
                "name": format!("{}抢修点", self.district),
                "crew_required": self.crew_required,
                "phones_required": self.phones_required,
            })),
            relations: Vec::new(),
        }];
        for team in 0..2 {
            for id in self.team(team) {
                let name = format!(
                    "{}{}",
                    SURNAMES[(id.len() * 7 + self.number as usize * 5 + objects.len() * 3) % SURNAMES.len()],
                    ["师傅", "工", "强", "伟", "军", "磊"][objects.len() % 6]
                );
                objects.push(Object {
                    id,
                    kind: "staff",
                    attributes: attributes(json!({"name": name})),
                    relations: vec![(self.id.clone(), "depot")],
                });
            }
        }
        for id in self.vehicles() {
            objects.push(Object {
                kind: "vehicle",
                attributes: attributes(json!({"dedicated": true, "plate": format!("抢修{}", &id[4..])})),
                relations: vec![(self.id.clone(), "depot")],
                id,
            });
        }
        objects
    }

    /// The people of one of the two teams that take turns.
    pub(crate) fn team(&self, team: usize) -> Vec<String> {
        (0..TEAM).map(|i| format!("staff-{}-{:02}", self.number, team * TEAM + i + 1)).collect()
    }

    pub(crate) fn vehicles(&self) -> Vec<String> {
        (1..=CREWS).map(|i| format!("veh-{}-{i}", self.number)).collect()
    }
}

impl Customer {
    pub(crate) fn draw(number: u64, area: Area, vulnerable: bool, prng: &mut Prng) -> Self {
        let surname = prng.pick(&SURNAMES);
        let woman = prng.chance(0.5);
        let (name, address) = match (vulnerable, woman) {
            (true, true) => (format!("{surname}大娘"), "大娘"),
            (true, false) => (format!("{surname}大爷"), "大爷"),
            (false, true) => (format!("{surname}女士"), "女士"),
            (false, false) => (format!("{surname}先生"), "先生"),
        };
        let name = if prng.chance(0.08) { String::new() } else { name };
        let site = match area {
            Area::Urban => format!("{}{}号楼", prng.pick(&ESTATES), prng.between(1, 28)),
            Area::Rural => format!("{}{}组", prng.pick(&VILLAGES), prng.between(1, 9)),
            Area::Remote => format!("{}{}号", prng.pick(&HAMLETS), prng.between(1, 40)),
        };
        let phone = format!("13{:09}", prng.between(0, 999_999_999));
        Self { id: format!("cust-{number:06}"), name, address, site, phone, area }
    }
}
