//! `cargo xtask bench`: builds what is measured, installs its peers and lets `bench/guiju-bench` make the tables.

use std::{
    path::{Path, PathBuf},
    process::Command,
};

use crate::{
    machine,
    step::{self, Failure, Outcome},
};

/// Peers in Python, each in an environment of its own: their dependencies contradict each other.
const PYTHON_PEERS: [&str; 3] = ["declare4py", "pm4py", "rustxes"];

/// Sections that measure beside peers; the others need none.
const WITH_PEERS: [&str; 2] = ["import", "declare"];

/// Makes the tables of the `sections`, of all of them if none is named, and prints them as Markdown.
pub fn run(sections: &[&str]) -> Outcome {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let root = root.canonicalize().map_err(|error| Failure(format!("no repository: {error}")))?;
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), PathBuf::from);
    let wanted = |with_peers: &[&str]| sections.is_empty() || with_peers.iter().any(|s| sections.contains(s));
    if wanted(&WITH_PEERS) {
        for peer in PYTHON_PEERS {
            let requirements = root.join(format!("bench/peers/{peer}.txt"));
            machine::python(&target.join("venv").join(peer), &requirements, str::to_owned)?;
        }
    }
    let cargo = || {
        let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
        cargo.args(["build", "--release", "--quiet"]);
        cargo
    };
    eprintln!("building");
    step::capture(cargo().args(["--package", "guiju-bench"]).current_dir(&root))?;
    if wanted(&WITH_PEERS) {
        let manifest = root.join("bench/process_mining/Cargo.toml");
        let apart = target.join("process_mining");
        step::capture(
            cargo().arg("--locked").arg("--manifest-path").arg(manifest).env("CARGO_TARGET_DIR", apart),
        )?;
    }
    step::show(
        Command::new(target.join("release/guiju-bench")).arg("tables").args([&root, &target]).args(sections),
    )
}
