//! Packed inputs: gzip is known by its first bytes.

use std::{
    io::{self, BufReader, Cursor, Read},
    sync::mpsc::{Receiver, sync_channel},
    thread,
};

use flate2::bufread::MultiGzDecoder;

const GZIP: [u8; 2] = [0x1f, 0x8b];
/// How much goes through the channel at once, and how much packed input is read at once.
const CHUNK: usize = 1 << 16;
/// How many chunks may wait: enough that neither side waits for the other, little beside any log.
const WAITING: usize = 16;

/// The bytes themselves, unpacked by whoever reads them. An error if not even the first one can be read.
pub(super) fn here<'a>(mut bytes: impl Read + 'a) -> io::Result<Box<dyn Read + 'a>> {
    let head = head(&mut bytes)?;
    let packed = head == GZIP;
    let whole = Cursor::new(head).chain(bytes);
    if packed { Ok(Box::new(gunzip(whole))) } else { Ok(Box::new(whole)) }
}

/// The bytes themselves, unpacked by a thread of their own while another one reads them.
pub(super) fn beside(mut bytes: impl Read + Send + 'static) -> io::Result<Box<dyn Read>> {
    let head = head(&mut bytes)?;
    let packed = head == GZIP;
    let whole = Cursor::new(head).chain(bytes);
    if !packed {
        return Ok(Box::new(whole));
    }
    let (sender, chunks) = sync_channel(WAITING);
    let work = move || {
        let mut plain = gunzip(whole);
        loop {
            let mut chunk = vec![0; CHUNK];
            let read = loop {
                match plain.read(&mut chunk) {
                    Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                    read => break read,
                }
            };
            let last = !matches!(read, Ok(1..));
            let sent = sender.send(read.map(|len| {
                chunk.truncate(len);
                chunk
            }));
            // Whoever reads may have stopped at something that is no log.
            if last || sent.is_err() {
                return;
            }
        }
    };
    thread::Builder::new().name("unpack".into()).spawn(work)?;
    Ok(Box::new(Unpacked { chunks, chunk: Cursor::default(), ended: false }))
}

fn gunzip<R: Read>(bytes: R) -> MultiGzDecoder<BufReader<R>> {
    MultiGzDecoder::new(BufReader::with_capacity(CHUNK, bytes))
}

/// The first two bytes, or those that there are; a pipe may give them one by one.
fn head(bytes: &mut impl Read) -> io::Result<Vec<u8>> {
    let mut head = Vec::with_capacity(GZIP.len());
    match bytes.take(GZIP.len() as u64).read_to_end(&mut head) {
        Err(error) if head.is_empty() => Err(error),
        _ => Ok(head),
    }
}

/// What the unpacking thread has sent.
struct Unpacked {
    chunks: Receiver<io::Result<Vec<u8>>>,
    chunk: Cursor<Vec<u8>>,
    ended: bool,
}

impl Read for Unpacked {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        loop {
            let read = self.chunk.read(out)?;
            if read > 0 || self.ended || out.is_empty() {
                return Ok(read);
            }
            let chunk = self.chunks.recv().map_err(|_| io::Error::other("unpacking stopped"))?;
            self.ended = !matches!(&chunk, Ok(chunk) if !chunk.is_empty());
            self.chunk = Cursor::new(chunk?);
        }
    }
}
