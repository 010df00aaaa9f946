//! The suite: its steps in order, the cheap ones first.

use crate::{
    browser,
    machine::{self, BrowserTools},
    print,
    step::{self, Failure, Outcome, Timed, show},
};
use std::{
    env, fs,
    path::{Path, PathBuf},
    process::{Command, ExitCode},
    time::{Duration, Instant},
};

/// What to do once a step has failed.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum AfterFailure {
    /// Stop there.
    Stop,
    /// Run what is left and list all that failed.
    GoOn,
}

/// Crates that will run in a browser, and the log's model: each must build alone, without default features.
const BARE_CRATES: [&str; 7] = [
    "guiju-log",
    "guiju-time",
    "guiju-condition",
    "guiju-phrase",
    "guiju-standard",
    "guiju-judge",
    "guiju-assist",
];

/// Crates that can do without Excel workbooks.
const WITHOUT_WORKBOOKS: [&str; 2] = ["guiju-table", "guiju"];

/// How many of the slowest parts are named at the end.
const SLOWEST: usize = 8;

struct Suite {
    root: PathBuf,
    target: PathBuf,
    guiju: PathBuf,
    built: bool,
    tools: Option<BrowserTools>,
    pm4py: Option<PathBuf>,
    report: Option<PathBuf>,
    parts: Vec<Timed>,
}

type Step = (&'static str, fn(&mut Suite) -> Outcome);

const STEPS: [Step; 13] = [
    ("tools", Suite::tools),
    ("format", |suite| show(suite.cargo().args(["fmt", "--all", "--check"]))),
    ("lints", |suite| {
        show(suite.cargo().args(["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"]))
    }),
    ("feature sets", Suite::feature_sets),
    // All targets, as the tests need them: the binary is then built once, with the same features.
    ("build", Suite::build),
    ("tests", Suite::tests),
    ("packs: lint", |suite| suite.on_packs(&["lint"], &[])),
    ("packs: cases and mutants", Suite::cases_and_mutants),
    ("packs: coverage", Suite::coverage),
    ("demo", Suite::demo),
    ("report in a browser", Suite::look_at_report),
    ("exports in pm4py", Suite::open_exports),
    ("handbooks in print", Suite::print_handbooks),
];

/// Runs the suite and says how it went.
pub fn run(after_failure: AfterFailure) -> ExitCode {
    let mut suite = match Suite::new() {
        Ok(suite) => suite,
        Err(Failure(why)) => {
            eprintln!("error: {why}");
            return ExitCode::from(2);
        }
    };
    let started = Instant::now();
    let mut steps = Vec::new();
    let mut failed = Vec::new();
    let mut tools_failed = false;
    for (name, step) in STEPS {
        println!("== {name}");
        let since = Instant::now();
        let outcome = step(&mut suite);
        steps.push(Timed { name: name.to_owned(), took: since.elapsed() });
        if let Err(Failure(why)) = outcome {
            eprintln!("{}\n== {name}: FAILED", why.trim_end());
            failed.push(name);
            tools_failed |= name == "tools";
            if after_failure == AfterFailure::Stop {
                break;
            }
        }
    }
    suite.tell_slowest(steps, started.elapsed());
    if failed.is_empty() {
        println!("all green");
        return ExitCode::SUCCESS;
    }
    let rest =
        if after_failure == AfterFailure::Stop { " (the rest was not run; --all runs it)" } else { "" };
    eprintln!("failed: {}{rest}", failed.join(", "));
    ExitCode::from(if tools_failed { 2 } else { 1 })
}

impl Suite {
    fn new() -> Result<Suite, Failure> {
        let failed = |what: &str| Failure(format!("cannot find {what}"));
        let root =
            Path::new(env!("CARGO_MANIFEST_DIR")).parent().ok_or_else(|| failed("the workspace"))?.to_owned();
        // cargo put us into `target/debug`; the command's binary will lie beside us.
        let own = env::current_exe().map_err(|error| failed(&format!("this program: {error}")))?;
        let debug = own.parent().ok_or_else(|| failed("the target folder"))?;
        let target = debug.parent().ok_or_else(|| failed("the target folder"))?.to_owned();
        let guiju = debug.join(format!("guiju{}", env::consts::EXE_SUFFIX));
        Ok(Suite {
            root,
            target,
            guiju,
            built: false,
            tools: None,
            pm4py: None,
            report: None,
            parts: Vec::new(),
        })
    }

    fn cargo(&self) -> Command {
        let mut cargo = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
        cargo.current_dir(&self.root);
        cargo
    }

    fn tools(&mut self) -> Outcome {
        self.tools = Some(machine::browser_tools(&self.root, &self.target)?);
        self.pm4py = Some(machine::pm4py(&self.root, &self.target)?);
        Ok(())
    }

    /// One by one: checked together, one crate's features would hide that another lacks them.
    fn feature_sets(&mut self) -> Outcome {
        for name in BARE_CRATES.into_iter().chain(WITHOUT_WORKBOOKS) {
            show(self.cargo().args(["check", "--quiet", "--no-default-features", "--package", name]))?;
        }
        Ok(())
    }

    fn build(&mut self) -> Outcome {
        show(self.cargo().args(["build", "--workspace", "--all-targets"]))?;
        self.built = true;
        Ok(())
    }

    /// The command's binary, only if it is of this source: an older one would tell of another.
    fn guiju(&self) -> Result<Command, Failure> {
        if self.built {
            Ok(Command::new(&self.guiju))
        } else {
            Err(Failure("not run: nothing was built".to_owned()))
        }
    }

    fn tests(&mut self) -> Outcome {
        let mut cargo = self.cargo();
        cargo.args(["test", "--workspace", "--no-fail-fast", "--color", "never"]);
        step::tests(&mut cargo, &mut self.parts)
    }

    /// Cases of every pack; mutants of those that are finished.
    fn cases_and_mutants(&mut self) -> Outcome {
        for pack in self.packs()? {
            let after: &[&str] = if self.is_draft(&pack)? { &[] } else { &["--mutate"] };
            self.on_pack(&pack, &["test"], after)?;
        }
        Ok(())
    }

    /// What the finished packs judge of their texts.
    fn coverage(&mut self) -> Outcome {
        for pack in self.packs()? {
            if !self.is_draft(&pack)? {
                self.on_pack(&pack, &["coverage"], &[])?;
            }
        }
        Ok(())
    }

    /// Whether a pack calls itself unfinished: a version below 1.0.
    fn is_draft(&self, pack: &str) -> Result<bool, Failure> {
        let path = self.root.join(pack).join("standard.yaml");
        let text = fs::read_to_string(&path)
            .map_err(|error| Failure(format!("cannot read `{}`: {error}", path.display())))?;
        Ok(text.lines().any(|line| line.starts_with("version: 0.")))
    }

    /// A command over all packs, once for each pack so that a slow one shows.
    fn on_packs(&mut self, before: &[&str], after: &[&str]) -> Outcome {
        self.packs()?.iter().try_for_each(|pack| self.on_pack(pack, before, after))
    }

    fn on_pack(&mut self, pack: &str, before: &[&str], after: &[&str]) -> Outcome {
        let since = Instant::now();
        show(self.guiju()?.current_dir(&self.root).args(before).arg(pack).args(after))?;
        let name = format!("{} {pack}", before.join(" "));
        self.parts.push(Timed { name, took: since.elapsed() });
        Ok(())
    }

    /// The packs as a user would name them: `standards/power-repair`.
    fn packs(&self) -> Result<Vec<String>, Failure> {
        let folder = self.root.join("standards");
        let failed = |error| Failure(format!("cannot read `{}`: {error}", folder.display()));
        let mut packs = Vec::new();
        for entry in fs::read_dir(&folder).map_err(failed)? {
            let entry = entry.map_err(failed)?;
            if entry.path().join("standard.yaml").exists() {
                packs.push(format!("standards/{}", entry.file_name().to_string_lossy()));
            }
        }
        packs.sort();
        Ok(packs)
    }

    /// Runs in a folder of its own, so that no older report is taken for its own.
    fn demo(&mut self) -> Outcome {
        let folder = self.target.join("xtask/demo");
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder)
            .map_err(|error| Failure(format!("cannot make `{}`: {error}", folder.display())))?;
        let printed = step::show_and_read(self.guiju()?.current_dir(&folder).args(["demo", "--no-open"]))?;
        let report = browser::named_report(&printed).map(|path| folder.join(path));
        self.report = Some(report.ok_or_else(|| Failure("the demo names no HTML report".to_owned()))?);
        Ok(())
    }

    fn look_at_report(&mut self) -> Outcome {
        let report = self.report.as_ref().ok_or_else(|| Failure("there is no report".to_owned()))?;
        let tools =
            self.tools.as_ref().ok_or_else(|| Failure("the browser's tools are missing".to_owned()))?;
        browser::test_report(tools, &self.root, report, &self.target.join("screenshots"))
    }

    /// Last, because the typesetter takes minutes to compile.
    fn print_handbooks(&mut self) -> Outcome {
        print::check(&self.root, &self.target, &self.packs()?, &|| self.guiju())
    }

    /// Writes a small log and a simulated one in every format, and lets pm4py and the standard's schema judge them.
    fn open_exports(&mut self) -> Outcome {
        let folder = self.target.join("xtask/exports");
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder)
            .map_err(|error| Failure(format!("cannot make `{}`: {error}", folder.display())))?;
        let simulated = folder.join("simulated.unsorted");
        step::capture(self.guiju()?.args(["simulate", "--days", "1", "-o"]).arg(&simulated))?;
        for (name, from) in
            [("visits", self.root.join("tests/data/ocel/visits.jsonl")), ("simulated", simulated)]
        {
            for ending in ["jsonl", "json", "xml", "sqlite", "xes.gz"] {
                let to = folder.join(format!("{name}.{ending}"));
                step::capture(self.guiju()?.arg("convert").arg(&from).arg("-o").arg(to))?;
            }
        }
        let python = self.pm4py.as_ref().ok_or_else(|| Failure("pm4py is missing".to_owned()))?;
        show(
            Command::new(python)
                .arg(self.root.join("xtask/pm4py/exports.py"))
                .arg(self.root.join("tests/data/ocel/ocel20.xsd"))
                .arg(&folder),
        )
    }

    fn tell_slowest(&self, mut steps: Vec<Timed>, total: Duration) {
        fn slowest(parts: &mut [Timed]) {
            parts.sort_by_key(|part| std::cmp::Reverse(part.took));
            for part in parts.iter().take(SLOWEST).filter(|part| part.took >= Duration::from_millis(100)) {
                println!("   {:>6.1} s  {}", part.took.as_secs_f64(), part.name);
            }
        }
        println!("== slowest steps of {:.0} s", total.as_secs_f64());
        slowest(&mut steps);
        let mut parts: Vec<Timed> =
            self.parts.iter().map(|part| Timed { name: part.name.clone(), took: part.took }).collect();
        if !parts.is_empty() {
            println!("== slowest tests");
            slowest(&mut parts);
        }
    }
}
