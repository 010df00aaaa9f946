//! XES (IEEE 1849): a trace is an object of type `case`, its events are related to it.

mod attribute;
mod case;
mod document;
mod lane;
mod scan;
#[cfg(test)]
mod tests;

use std::io::Read;

use quick_xml::{Reader, errors::Error, events::Event};

use super::{
    Sink,
    input::{Input, LIMIT_MIB},
};
use crate::refusal::Reason;
use document::Document;
use lane::Lane;

const NAME: &str = "concept:name";
const TIMESTAMP: &str = "time:timestamp";

/// A log that is being read.
pub(super) struct Xes<R> {
    xml: Reader<Input<R>>,
    /// The token that is read.
    buffer: Vec<u8>,
    document: Document,
    /// None only where this is the slow twin.
    lane: Option<Lane>,
}

impl<R: Read> Xes<R> {
    pub(super) fn new(mut input: Input<R>) -> Self {
        input.allow();
        let xml = Reader::from_reader(input);
        Self { xml, buffer: Vec::new(), document: Document::default(), lane: Some(Lane::default()) }
    }

    /// The slow twin: every token goes through the XML library.
    pub(super) fn without_lane(input: Input<R>) -> Self {
        Self { lane: None, ..Self::new(input) }
    }

    /// Reads the log to its end, or to where it breaks.
    pub(super) fn read_all(mut self, sink: &mut Sink) {
        self.read_traces(sink, u64::MAX);
    }

    /// Reads to the end of the trace with which `sink` has `records` records. False at the end of the log, or where it breaks.
    pub(super) fn read_traces(&mut self, sink: &mut Sink, records: u64) -> bool {
        if let Some(lane) = &mut self.lane {
            lane.forget();
        }
        while sink.imported.records() < records {
            if !self.read_trace(sink) {
                return false;
            }
        }
        true
    }

    /// Reads to the end of the next trace, or of another part of the log. False at the end of the log, or where it breaks.
    fn read_trace(&mut self, sink: &mut Sink) -> bool {
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
            Ok(_) => return Ok(true),
            Err(_) if self.xml.get_ref().exhausted() => {
                return Err(Reason::TooLong { limit_mib: LIMIT_MIB });
            }
            Err(Error::Io(error)) => return Err(Reason::Broken { what: error.to_string() }),
            Err(Error::Syntax(error)) => return Err(Reason::Broken { what: error.to_string() }),
            Err(Error::Encoding(_)) => return Err(Reason::NotUtf8),
            Err(Error::IllFormed(error)) => return Err(Reason::NotXml { what: error.to_string() }),
            Err(error) => return Err(Reason::NotXml { what: error.to_string() }),
        }
        if let Some(lane) = self.lane.as_mut().filter(|_| self.document.is_between_events()) {
            lane.take(self.xml.get_mut(), &mut self.document, sink);
        }
        Ok(true)
    }
}
