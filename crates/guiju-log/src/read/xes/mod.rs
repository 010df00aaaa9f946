//! XES (IEEE 1849): a trace is an object of type `case`, its events are related to it.

mod attribute;
mod case;
mod document;

use std::io::Read;

use quick_xml::{Reader, errors::Error, events::Event};

use super::{
    Sink,
    input::{Input, LIMIT_MIB},
};
use crate::refusal::Reason;
use document::Document;

const NAME: &str = "concept:name";
const TIMESTAMP: &str = "time:timestamp";

/// A log that is being read.
pub(super) struct Xes<R> {
    xml: Reader<Input<R>>,
    /// The token that is read.
    buffer: Vec<u8>,
    document: Document,
}

impl<R: Read> Xes<R> {
    pub(super) fn new(mut input: Input<R>) -> Self {
        input.allow();
        Self { xml: Reader::from_reader(input), buffer: Vec::new(), document: Document::default() }
    }

    /// Reads the log to its end, or to where it breaks.
    pub(super) fn read_all(mut self, sink: &mut Sink) {
        while self.read_trace(sink) {}
    }

    /// Reads to the end of the next trace, or of another part of the log. False at the end of the log, or where it breaks.
    pub(super) fn read_trace(&mut self, sink: &mut Sink) -> bool {
        loop {
            match self.read_token(sink) {
                Ok(true) if self.document.is_between_traces() => return true,
                Ok(true) => {}
                Ok(false) => return false,
                Err(reason) => {
                    sink.refuse_at(self.xml.get_ref().line(), reason);
                    return false;
                }
            }
        }
    }

    /// An error ends the reading.
    fn read_token(&mut self, sink: &mut Sink) -> Result<bool, Reason> {
        self.buffer.clear();
        self.xml.get_mut().allow();
        let token = self.xml.read_event_into(&mut self.buffer);
        sink.line = self.xml.get_ref().line();
        match token {
            Ok(Event::Start(tag)) => self.document.open(&tag, sink)?,
            Ok(Event::Empty(tag)) => {
                self.document.open(&tag, sink)?;
                self.document.close(sink);
            }
            Ok(Event::End(_)) => self.document.close(sink),
            Ok(Event::Eof) if self.document.is_closed() => return Ok(false),
            Ok(Event::Eof) => return Err(Reason::Broken { what: "the end of the log is missing".into() }),
            Ok(_) => {}
            Err(_) if self.xml.get_ref().exhausted() => {
                return Err(Reason::TooLong { limit_mib: LIMIT_MIB });
            }
            Err(Error::Io(error)) => return Err(Reason::Broken { what: error.to_string() }),
            Err(Error::Syntax(error)) => return Err(Reason::Broken { what: error.to_string() }),
            Err(Error::Encoding(_)) => return Err(Reason::NotUtf8),
            Err(Error::IllFormed(error)) => return Err(Reason::NotXml { what: error.to_string() }),
            Err(error) => return Err(Reason::NotXml { what: error.to_string() }),
        }
        Ok(true)
    }
}
