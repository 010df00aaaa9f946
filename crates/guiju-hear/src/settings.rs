//! The settings file.

use guiju_standard::{
    Diagnostic, Lang, Sources,
    shape::{self, Field, Scalar, Shape, key},
    yaml::{self, Node},
};
use std::time::Duration;

static TEXT: Shape = Shape::scalar(Scalar::Text);
static WORDS: Shape = Shape::list(&TEXT);
static FIELDS: Shape = Shape::keyed(&TEXT);
static BOOL: Shape = Shape::scalar(Scalar::Bool);
static COUNT: Shape = Shape::scalar(Scalar::Count);
static NUMBER: Shape = Shape::scalar(Scalar::Number);
static SPAN: Shape = Shape::scalar(Scalar::Span);
static KEYS: [Field; 15] = [
    key("send", &BOOL),
    key("endpoint", &TEXT),
    key("model", &TEXT),
    key("language", &TEXT),
    key("prompt", &TEXT),
    key("fields", &FIELDS),
    key("key_from", &TEXT),
    key("command", &WORDS),
    key("at_once", &COUNT),
    key("attempts", &COUNT),
    key("timeout", &SPAN),
    key("wait", &SPAN),
    key("longest_wait", &SPAN),
    key("price_per_minute", &NUMBER),
    key("cost_limit", &NUMBER),
];
static SETTINGS: Shape = Shape::record(&KEYS);

/// How recordings become transcripts.
#[derive(Debug, Clone, PartialEq)]
pub struct Settings {
    /// Who does it.
    pub by: By,
    /// How many at once.
    pub at_once: usize,
    /// How often one is tried.
    pub attempts: u32,
    /// How long one attempt may take.
    pub timeout: Duration,
    /// How long to wait before the second attempt; then twice as long each time.
    pub wait: Duration,
    /// The longest wait, also of those that an endpoint asks for; one that asks for more gets no further attempt.
    pub longest_wait: Duration,
    /// What a minute costs, in whatever money; nothing for a command of one's own.
    pub price_per_minute: f64,
    /// What a run may cost.
    pub cost_limit: Option<f64>,
}

/// Who makes transcripts.
#[derive(Debug, Clone, PartialEq)]
pub enum By {
    /// A server.
    Endpoint {
        /// Where, the path included.
        url: String,
        /// Whether anything may be sent there.
        send: bool,
        /// The environment variable with its key.
        key_from: Option<String>,
        /// The form's fields besides the file.
        fields: Vec<(String, String)>,
    },
    /// A program and its arguments; `{audio}` stands for the recording, `{out}` for a path that what it writes begins with.
    Command(Vec<String>),
}

/// Settings that are none.
#[derive(Debug)]
pub struct Unfit {
    /// Their file.
    pub sources: Sources,
    /// What is wrong, in order of place.
    pub diagnostics: Vec<Diagnostic>,
}

impl Unfit {
    /// All findings as a person reads them.
    #[must_use]
    pub fn render(&self, lang: Lang, colour: bool) -> String {
        let shown: Vec<String> =
            self.diagnostics.iter().map(|found| found.render(&self.sources, lang, colour)).collect();
        shown.join("\n\n")
    }
}

impl Settings {
    /// Reads the text of a settings file; `path` is shown in diagnostics.
    ///
    /// # Errors
    /// [`Unfit`] with everything that is wrong at once.
    pub fn read(path: &str, text: &str) -> Result<Self, Unfit> {
        let mut sources = Sources::default();
        let file = sources.add(path, text);
        let root = match yaml::parse(file, text) {
            Ok(root) => root,
            Err(problem) => return Err(Unfit { sources, diagnostics: vec![*problem] }),
        };
        let mut diagnostics = Vec::new();
        shape::check(&root, &SETTINGS, &mut diagnostics);
        let read = if diagnostics.is_empty() { of(&root, &mut diagnostics) } else { None };
        match read {
            Some(settings) if diagnostics.is_empty() => Ok(settings),
            _ => Err(Unfit { sources, diagnostics }),
        }
    }
}

fn of(root: &Node, found: &mut Vec<Diagnostic>) -> Option<Settings> {
    let text = |key: &str| root.get(key).and_then(Node::text);
    let number = |key: &str| text(key).and_then(|text| text.parse::<f64>().ok());
    let count = |key: &str, otherwise: u32| {
        text(key).and_then(|text| text.parse().ok()).filter(|count| *count > 0).unwrap_or(otherwise)
    };
    let by = match (text("endpoint"), root.get("command")) {
        (Some(url), None) => By::Endpoint {
            url: url.to_owned(),
            send: text("send") == Some("true"),
            key_from: text("key_from").map(str::to_owned),
            fields: fields(root),
        },
        (None, Some(command)) if !command.items().is_empty() => {
            By::Command(command.items().iter().filter_map(Node::text).map(str::to_owned).collect())
        }
        _ => {
            let problem = Diagnostic::error(
                "missing-key",
                root.span,
                "要么写 endpoint，要么写 command",
                "either `endpoint` or `command` is needed, and not both",
            );
            found.push(problem.help(
                "endpoint: http://127.0.0.1:8000/v1/audio/transcriptions",
                "endpoint: http://127.0.0.1:8000/v1/audio/transcriptions",
            ));
            return None;
        }
    };
    if let By::Endpoint { url, .. } = &by
        && !(url.starts_with("http://") || (cfg!(feature = "https") && url.starts_with("https://")))
    {
        let span = root.get("endpoint").map_or(root.span, |node| node.span);
        let problem = Diagnostic::error(
            "bad-value",
            span,
            "这个程序只通过 http:// 连接",
            "this build speaks http:// only",
        );
        found.push(problem.help(
            "用带 https 特性的构建，或在 command 里写 curl。",
            "build it with the feature `https`, or write a `command` such as curl",
        ));
    }
    let cost_limit = number("cost_limit");
    if cost_limit.is_some() && root.get("price_per_minute").is_none() {
        let span = root.get("cost_limit").map_or(root.span, |node| node.span);
        let problem = Diagnostic::error(
            "missing-key",
            span,
            "有 cost_limit 就要有 price_per_minute",
            "`cost_limit` needs `price_per_minute`",
        );
        found.push(problem.help("price_per_minute: 0.05", "price_per_minute: 0.05"));
    }
    let mut span = |key: &str, otherwise: u64| {
        let Some(node) = root.get(key) else { return Duration::from_secs(otherwise) };
        let parsed = node.text().and_then(|text| guiju_time::Span::parse(text).ok());
        let length = parsed.and_then(guiju_time::Span::as_elapsed);
        let micros = length.and_then(|length| u64::try_from(length.0).ok());
        if micros.is_none() {
            let problem = Diagnostic::error(
                "bad-value",
                node.span,
                "要写钟表上的时长",
                "a time by the stopwatch is needed",
            );
            found.push(problem.help("如 10min、30s。", "like 10min or 30s"));
        }
        Duration::from_micros(micros.unwrap_or_default())
    };
    let (timeout, wait, longest_wait) = (span("timeout", 600), span("wait", 2), span("longest_wait", 120));
    Some(Settings {
        by,
        at_once: usize::try_from(count("at_once", 2)).unwrap_or(1).min(64),
        attempts: count("attempts", 4),
        timeout,
        wait,
        longest_wait,
        price_per_minute: number("price_per_minute").unwrap_or(0.0).max(0.0),
        cost_limit,
    })
}

/// The form's fields: those that have a key of their own, what makes answers have times, and any other.
fn fields(root: &Node) -> Vec<(String, String)> {
    let mut fields = vec![
        ("response_format".to_owned(), "verbose_json".to_owned()),
        ("timestamp_granularities[]".to_owned(), "segment".to_owned()),
    ];
    let mut set = |name: &str, value: &str| match fields.iter_mut().find(|(known, _)| known == name) {
        Some((_, there)) => value.clone_into(there),
        None => fields.push((name.to_owned(), value.to_owned())),
    };
    for key in ["model", "language", "prompt"] {
        if let Some(value) = root.get(key).and_then(Node::text) {
            set(key, value);
        }
    }
    for (name, value) in root.get("fields").map(Node::entries).unwrap_or_default() {
        set(name.text().unwrap_or_default(), value.text().unwrap_or_default());
    }
    fields
}
