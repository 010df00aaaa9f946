//! Prints the hand-written list: each act with the rows that it breaks.

fn main() {
    for (act, rows) in guiju_simulate::acts() {
        println!("{act}\t{}", rows.join(" "));
    }
}
