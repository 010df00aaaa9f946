//! Prints the hand-written lists: each act with the rows that it breaks.

use guiju_simulate::{Norm, acts};

fn main() {
    for (act, rows) in Norm::ALL.into_iter().flat_map(acts) {
        println!("{act}\t{}", rows.join(" "));
    }
}
