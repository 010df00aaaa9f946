//! Random well-typed expressions.

/// Choices, taken one after another from random bytes; zeros when they are used up, so that every expression ends.
pub struct Choices<'b> {
    bytes: std::slice::Iter<'b, u8>,
    /// Macro variables in scope: integers and rows.
    numbers: Vec<String>,
    rows: Vec<String>,
}

impl<'b> Choices<'b> {
    pub fn new(bytes: &'b [u8]) -> Choices<'b> {
        Choices { bytes: bytes.iter(), numbers: Vec::new(), rows: Vec::new() }
    }

    fn of(&mut self, n: usize) -> usize {
        self.bytes.next().map_or(0, |byte| usize::from(*byte) % n)
    }

    fn pick<'a>(&mut self, from: &[&'a str]) -> &'a str {
        from[self.of(from.len())]
    }

    pub fn truth(&mut self, depth: usize) -> String {
        if depth == 0 {
            return match self.of(6) {
                0 => "cause_known".to_owned(),
                1 => format!("done({})", self.pick(&["arrived", "left", "eta_notified"])),
                2 => format!("has({})", self.pick(&["order.area", "event.reason", "a.x", "event.rows"])),
                3 => self.pick(&["true", "false"]).to_owned(),
                4 => format!(
                    "has({})",
                    self.pick(&["last(arrived).place", "first(eta_notified).expected_time"])
                ),
                _ => format!("order.area == \"{}\"", self.pick(&["urban", "rural", "remote"])),
            };
        }
        let d = depth - 1;
        match self.of(16) {
            0 | 1 => format!("({} && {})", self.truth(d), self.truth(d)),
            2 | 3 => format!("({} || {})", self.truth(d), self.truth(d)),
            4 => format!("!({})", self.truth(d)),
            5 => format!("({} ? {} : {})", self.truth(d), self.truth(d), self.truth(d)),
            6 | 7 => self.compared(|choices| choices.int(d)),
            8 => self.compared(|choices| choices.float(d)),
            9 => self.compared(|choices| choices.text(d)),
            10 => self.compared(|choices| choices.time(d)),
            11 => self.compared(|choices| choices.duration(d)),
            12 => {
                let test = self.pick(&["contains", "startsWith", "endsWith"]);
                format!("({}).{test}({})", self.text(d), self.text(0))
            }
            13 => match self.of(4) {
                0 => format!("({} in {})", self.int(d), self.ints(d)),
                1 => format!("({} in [{}, {}])", self.text(d), self.text(d), self.text(0)),
                2 => format!("{} == {}", self.ints(d), self.ints(d)),
                _ => {
                    format!("({}).matches(\"{}\")", self.text(d), self.pick(&["^a", "b.?c", "[a-b]+$", "雨"]))
                }
            },
            14 => self.quantified(d),
            // an integer and a double compare by value
            _ => format!("({} {} {})", self.int(d), self.pick(&["==", "!=", "<", ">="]), self.float(0)),
        }
    }

    fn compared(&mut self, side: impl Fn(&mut Self) -> String) -> String {
        let left = side(self);
        let operator = self.pick(&["==", "!=", "<", "<=", ">", ">="]);
        format!("({left} {operator} {})", side(self))
    }

    fn quantified(&mut self, depth: usize) -> String {
        let which = self.pick(&["all", "exists", "exists_one"]);
        if self.of(2) == 0 {
            let over = self.ints(depth);
            let name = format!("n{}", self.numbers.len());
            self.numbers.push(name.clone());
            let body = self.truth(depth);
            self.numbers.pop();
            format!("{over}.{which}({name}, {body})")
        } else {
            let over = self.row_list(depth);
            let name = format!("row{}", self.rows.len());
            self.rows.push(name.clone());
            let body = self.truth(depth);
            self.rows.pop();
            format!("{over}.{which}({name}, {body})")
        }
    }

    fn row_list(&mut self, depth: usize) -> String {
        if depth == 0 || self.of(2) == 0 {
            return "event.rows".to_owned();
        }
        let over = self.row_list(depth - 1);
        let name = format!("row{}", self.rows.len());
        self.rows.push(name.clone());
        let body = self.truth(depth - 1);
        self.rows.pop();
        format!("{over}.filter({name}, {body})")
    }

    fn int(&mut self, depth: usize) -> String {
        if depth == 0 {
            let number = self.numbers.last().cloned();
            let row = self.rows.last().cloned();
            return match (self.of(8), number, row) {
                (0, ..) => self.pick(&["0", "1", "2", "-3"]).to_owned(),
                (1, ..) => self.pick(&["a.x", "t.x"]).to_owned(),
                (2, ..) => format!("count({})", self.pick(&["arrived", "left"])),
                (3, ..) => format!("last({}).crew", self.pick(&["arrived"])),
                (4 | 5, Some(number), _) => number,
                (6 | 7, _, Some(row)) => format!("{row}.quantity"),
                (6, ..) => "9223372036854775807".to_owned(),
                (7, ..) => "count_last(arrived, \"30m\")".to_owned(),
                _ => "crew_size".to_owned(),
            };
        }
        let d = depth - 1;
        match self.of(8) {
            0..=3 => {
                let operator = self.pick(&["+", "-", "*", "/", "%"]);
                format!("({} {operator} {})", self.int(d), self.int(d))
            }
            4 => format!("-({})", self.int(d)),
            5 => match self.of(3) {
                0 => format!("size({})", self.text(d)),
                1 => format!("size({})", self.row_list(d)),
                _ => format!("size({})", self.ints(d)),
            },
            6 => format!("{}[{}]", self.ints(d), self.int(0)),
            _ => format!("({} ? {} : {})", self.truth(d), self.int(d), self.int(d)),
        }
    }

    fn ints(&mut self, depth: usize) -> String {
        match (depth, self.of(3)) {
            (0, _) | (_, 0) => format!("[{}, {}]", self.int(0), self.int(0)),
            (_, 1) => format!("({} + {})", self.ints(depth - 1), self.ints(0)),
            _ => {
                let over = self.ints(depth - 1);
                let name = format!("n{}", self.numbers.len());
                self.numbers.push(name.clone());
                let body = self.int(depth - 1);
                let call = match self.of(3) {
                    0 => format!("{over}.map({name}, {})", body),
                    1 => format!("{over}.filter({name}, {})", self.truth(depth - 1)),
                    _ => format!("{over}.map({name}, {}, {body})", self.truth(depth - 1)),
                };
                self.numbers.pop();
                call
            }
        }
    }

    fn float(&mut self, depth: usize) -> String {
        if depth == 0 {
            return self.pick(&["event.heel", "heel", "0.5", "-2.0", "3.0"]).to_owned();
        }
        match self.of(4) {
            0 => format!("({} / {})", self.float(depth - 1), self.pick(&["2.0", "-0.5"])),
            1 => format!("-({})", self.float(depth - 1)),
            _ => {
                let operator = self.pick(&["+", "-", "*"]);
                format!("({} {operator} {})", self.float(depth - 1), self.float(depth - 1))
            }
        }
    }

    fn text(&mut self, depth: usize) -> String {
        if depth == 0 {
            if let (1, Some(row)) = (self.of(3), self.rows.last()) {
                return format!("{row}.item");
            }
            let texts =
                ["event.reason", "customer.kind", "\"\"", "\"a\"", "\"ab\"", "'雨'", "last(arrived).place"];
            return self.pick(&texts).to_owned();
        }
        match self.of(3) {
            0 => format!("({} ? {} : {})", self.truth(depth - 1), self.text(depth - 1), self.text(0)),
            1 => format!("day({})", self.time(depth - 1)),
            _ => format!("({} + {})", self.text(depth - 1), self.text(depth - 1)),
        }
    }

    fn time(&mut self, depth: usize) -> String {
        if depth == 0 {
            let times = [
                "arrival_deadline",
                "event.time",
                "a.due",
                "timestamp(\"1970-01-01T00:20:00Z\")",
                "last(eta_notified).expected_time",
                "first(arrived).time",
            ];
            return self.pick(&times).to_owned();
        }
        let operator = self.pick(&["+", "-"]);
        format!("({} {operator} {})", self.time(depth - 1), self.duration(depth - 1))
    }

    fn duration(&mut self, depth: usize) -> String {
        if depth == 0 {
            return self.pick(&["param.area_limit", "duration(\"20m\")", "duration(\"-1h30m\")"]).to_owned();
        }
        match self.of(3) {
            0 => format!("({} - {})", self.time(depth - 1), self.time(depth - 1)),
            _ => {
                let operator = self.pick(&["+", "-"]);
                format!("({} {operator} {})", self.duration(depth - 1), self.duration(depth - 1))
            }
        }
    }
}
