//! One attempt at an endpoint that speaks as OpenAI's `/audio/transcriptions` does.

use crate::{
    heard::{Transcript, beginning},
    queue::{Attempt, Failed},
};
use std::{
    hash::{BuildHasher, RandomState},
    time::Duration,
};
use ureq::{Agent, Error};

/// The longest answer that is read: 64 MiB.
const ANSWER: u64 = 64 << 20;

pub(crate) struct Endpoint {
    agent: Agent,
    url: String,
    key: Option<String>,
    fields: Vec<(String, String)>,
}

impl Endpoint {
    pub(crate) fn new(
        url: &str,
        key: Option<String>,
        fields: &[(String, String)],
        timeout: Duration,
    ) -> Self {
        let config = Agent::config_builder()
            .timeout_global(Some(timeout))
            .http_status_as_error(false)
            // A recording goes where the settings say and nowhere else.
            .max_redirects(0)
            .build();
        Self { agent: config.into(), url: url.to_owned(), key, fields: fields.to_vec() }
    }

    pub(crate) fn attempt(&self, name: &str, audio: &[u8]) -> Attempt {
        let boundary = format!("guiju-{:016x}", RandomState::new().hash_one(audio.len()));
        let body = self.form(&boundary, name, audio);
        let mut request = self
            .agent
            .post(&self.url)
            .header("Content-Type", format!("multipart/form-data; boundary={boundary}"))
            .header("Accept", "application/json");
        if let Some(key) = &self.key {
            request = request.header("Authorization", format!("Bearer {key}"));
        }
        let mut response = match request.send(&body[..]) {
            Ok(response) => response,
            Err(error) => return of_error(&error),
        };
        let status = response.status().as_u16();
        let after =
            response.headers().get("retry-after").and_then(|value| value.to_str().ok()?.trim().parse().ok());
        let text = match response.body_mut().with_config().limit(ANSWER).lossy_utf8(true).read_to_string() {
            Ok(text) => text,
            Err(error) => return of_error(&error),
        };
        match status {
            200..=299 => match Transcript::of(text) {
                Ok(transcript) => Attempt::Heard(transcript),
                Err(what) => Attempt::Again { why: Failed::Nonsense { what }, after: None, charged: true },
            },
            408 | 425 | 429 | 500..=599 => Attempt::Again {
                why: Failed::Status { status, said: beginning(&text) },
                after: after.map(Duration::from_secs),
                charged: false,
            },
            _ => Attempt::Never(Failed::Status { status, said: beginning(&text) }),
        }
    }

    /// The form: its fields, then the file.
    fn form(&self, boundary: &str, name: &str, audio: &[u8]) -> Vec<u8> {
        let mut body = Vec::with_capacity(audio.len() + 1_024);
        for (field, value) in &self.fields {
            let part = format!(
                "--{boundary}\r\nContent-Disposition: form-data; name=\"{}\"\r\n\r\n{value}\r\n",
                quoted(field)
            );
            body.extend(part.as_bytes());
        }
        let head = format!(
            "--{boundary}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{}\"\r\nContent-Type: application/octet-stream\r\n\r\n",
            quoted(name)
        );
        body.extend(head.as_bytes());
        body.extend(audio);
        body.extend(format!("\r\n--{boundary}--\r\n").as_bytes());
        body
    }
}

/// As HTML's forms write names.
fn quoted(name: &str) -> String {
    name.replace('"', "%22").replace('\r', "%0D").replace('\n', "%0A")
}

fn of_error(error: &Error) -> Attempt {
    let why = match error {
        Error::Timeout(_) => Failed::Late,
        other => Failed::Unreached { what: other.to_string() },
    };
    match error {
        Error::BadUri(_) | Error::TlsRequired | Error::Tls(_) | Error::Http(_) | Error::InvalidProxyUrl => {
            Attempt::Never(why)
        }
        // A server that was too late, or broke off, may have done its work.
        Error::Timeout(_) | Error::BodyExceedsLimit(_) | Error::BodyStalled => {
            Attempt::Again { why, after: None, charged: true }
        }
        _ => Attempt::Again { why, after: None, charged: false },
    }
}
