//! Units of what is measured, by dimension.

use std::fmt;

/// What kind of thing is measured; only figures of one dimension compare.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs, reason = "the names say it")]
pub enum Dimension {
    Number,
    Length,
    Area,
    Volume,
    Mass,
    Angle,
    Time,
    Speed,
    Voltage,
    Current,
    Resistance,
    Power,
    Energy,
    Frequency,
    Money,
    Sound,
    Light,
    Temperature,
}

/// A unit of the table; units of one dimension convert.
#[derive(Clone, Copy)]
pub struct Unit(&'static Row);

struct Row {
    /// As we write it.
    symbol: &'static str,
    /// Other spellings that are read.
    also: &'static [&'static str],
    dimension: Dimension,
    /// How many of the dimension's base unit: a fraction, so that conversion of decimals stays exact.
    factor: (i64, i64),
}

const fn row(
    symbol: &'static str,
    also: &'static [&'static str],
    dimension: Dimension,
    factor: (i64, i64),
) -> Row {
    Row { symbol, also, dimension, factor }
}

static TABLE: &[Row] = &[
    row("", &["1"], Dimension::Number, (1, 1)),
    row("%", &["percent", "％"], Dimension::Number, (1, 100)),
    row("‰", &["permille"], Dimension::Number, (1, 1_000)),
    row("mm", &["毫米"], Dimension::Length, (1, 1_000)),
    row("cm", &["厘米"], Dimension::Length, (1, 100)),
    row("m", &["米"], Dimension::Length, (1, 1)),
    row("km", &["公里", "千米"], Dimension::Length, (1_000, 1)),
    row("m²", &["m2", "平方米"], Dimension::Area, (1, 1)),
    row("L", &["l", "升"], Dimension::Volume, (1, 1_000)),
    row("m³", &["m3", "立方米"], Dimension::Volume, (1, 1)),
    row("g", &["克"], Dimension::Mass, (1, 1_000)),
    row("kg", &["公斤", "千克"], Dimension::Mass, (1, 1)),
    row("°", &["deg", "度"], Dimension::Angle, (1, 1)),
    row("us", &["µs", "μs", "微秒"], Dimension::Time, (1, 1_000_000)),
    row("ms", &["毫秒"], Dimension::Time, (1, 1_000)),
    row("s", &["秒"], Dimension::Time, (1, 1)),
    row("min", &["分钟"], Dimension::Time, (60, 1)),
    row("h", &["小时"], Dimension::Time, (3_600, 1)),
    row("d", &["天"], Dimension::Time, (86_400, 1)),
    row("m/s", &[], Dimension::Speed, (1, 1)),
    row("km/h", &["公里/小时"], Dimension::Speed, (5, 18)),
    row("mV", &[], Dimension::Voltage, (1, 1_000)),
    row("V", &["伏"], Dimension::Voltage, (1, 1)),
    row("kV", &["千伏"], Dimension::Voltage, (1_000, 1)),
    row("mA", &[], Dimension::Current, (1, 1_000)),
    row("A", &["安"], Dimension::Current, (1, 1)),
    row("Ω", &["ohm", "Ω", "欧"], Dimension::Resistance, (1, 1)),
    row("MΩ", &["Mohm", "MΩ", "兆欧"], Dimension::Resistance, (1_000_000, 1)),
    row("W", &["瓦"], Dimension::Power, (1, 1)),
    row("kW", &["千瓦"], Dimension::Power, (1_000, 1)),
    row("MW", &["兆瓦"], Dimension::Power, (1_000_000, 1)),
    row("kWh", &["千瓦时"], Dimension::Energy, (1, 1)),
    row("MWh", &["兆瓦时"], Dimension::Energy, (1_000, 1)),
    row("Hz", &["赫兹"], Dimension::Frequency, (1, 1)),
    row("分", &["fen"], Dimension::Money, (1, 100)),
    row("元", &["yuan", "CNY"], Dimension::Money, (1, 1)),
    row("万元", &["wan_yuan"], Dimension::Money, (10_000, 1)),
    row("dB", &["分贝"], Dimension::Sound, (1, 1)),
    row("lx", &["lux", "勒克斯"], Dimension::Light, (1, 1)),
    row("°C", &["℃", "摄氏度"], Dimension::Temperature, (1, 1)),
];

impl Unit {
    /// A plain number.
    pub const ONE: Unit = Unit(&TABLE[0]);
    /// A share in hundredths; compares with plain numbers: `95%` is 0.95.
    pub const PERCENT: Unit = Unit(&TABLE[1]);

    /// Finds a unit by its symbol or another spelling; the empty text is a plain number.
    pub fn parse(text: &str) -> Option<Unit> {
        let text = text.trim();
        TABLE.iter().find(|row| row.symbol == text || row.also.contains(&text)).map(Unit)
    }

    /// Every unit of the table, dimension by dimension.
    pub fn all() -> impl Iterator<Item = Unit> {
        TABLE.iter().map(Unit)
    }

    /// The symbol as we write it; empty for a plain number.
    pub fn symbol(self) -> &'static str {
        self.0.symbol
    }

    /// What it measures.
    pub fn dimension(self) -> Dimension {
        self.0.dimension
    }

    /// The numbers by which figures of two units compare: `a` of this unit is more than `b` of the other one where
    /// `a * scales.0 > b * scales.1`. `None` where the dimensions differ.
    pub(crate) fn scales(self, other: Unit) -> Option<(f64, f64)> {
        let ((n, d), (other_n, other_d)) = (self.0.factor, other.0.factor);
        let (ours, theirs) = (n * other_d, other_n * d);
        let common = gcd(ours, theirs);
        (self.dimension() == other.dimension()).then_some(((ours / common) as f64, (theirs / common) as f64))
    }

    /// A figure of this unit in another one; `None` where the dimensions differ.
    pub fn convert(self, value: f64, to: Unit) -> Option<f64> {
        self.scales(to).map(|(ours, theirs)| value * ours / theirs)
    }
}

fn gcd(a: i64, b: i64) -> i64 {
    if b == 0 { a } else { gcd(b, a % b) }
}

impl PartialEq for Unit {
    fn eq(&self, other: &Unit) -> bool {
        self.0.symbol == other.0.symbol
    }
}

impl Eq for Unit {}

impl fmt::Debug for Unit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Unit({})", self.0.symbol)
    }
}

impl fmt::Display for Unit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.symbol)
    }
}
