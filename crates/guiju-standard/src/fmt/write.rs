//! The writer: a tree and its comments as text.

use super::comments::Comment;
use super::{WIDTH, order, scalar};
use crate::shape::Shape;
use crate::yaml::{Kind, Node};
use std::collections::BTreeMap;
use unicode_width::UnicodeWidthStr;

/// An entry of a mapping, or an item of a list (then without a key).
#[derive(Clone, Copy)]
struct Entry<'n> {
    key: Option<&'n Node>,
    value: &'n Node,
    shape: Option<&'n Shape>,
    /// Where it begins in the source.
    start: usize,
    /// Where the next one begins, or what holds them ends.
    until: usize,
}

/// A block about to be written.
struct Block {
    indent: usize,
    /// Where the text before its first entry ends, in the source.
    from: usize,
    /// Where what follows it begins.
    until: usize,
    /// Comments behind its last entry from this column on are its own.
    column: usize,
    /// Its first entry stands on the line begun (behind `- `).
    inline: bool,
}

pub(super) struct Writer<'t> {
    text: &'t str,
    comments: Vec<Comment<'t>>,
    /// Scalars written as blocks, by where their lines begin.
    blocks: BTreeMap<usize, char>,
    next: usize,
    out: String,
    /// Nothing stands in the block yet: no blank line here.
    opening: bool,
}

/// A file's tree as text.
pub(super) fn write(text: &str, comments: Vec<Comment<'_>>, root: &Node, shape: &Shape) -> String {
    let blocks = scalar::blocks(text);
    let mut writer = Writer { text, comments, blocks, next: 0, out: String::new(), opening: true };
    let start = root.span.start as usize;
    match writer.one_line(root, Some(shape)) {
        Some(line) => {
            writer.comments_before(start, 0);
            if !line.is_empty() {
                writer.line(start, 0);
                writer.out.push_str(&line);
                writer.trailing(root.span.end as usize);
            }
        }
        None if root.text().is_some() => {
            writer.comments_before(start, 0);
            writer.line(start, 0);
            writer.block_scalar(root, 0, None);
        }
        None => {
            let block = Block { indent: 0, from: 0, until: text.len(), column: 0, inline: false };
            writer.block(root, Some(shape), &block);
        }
    }
    writer.comments_before(usize::MAX, 0);
    if !writer.out.is_empty() {
        writer.out.push('\n');
    }
    writer.out
}

impl<'t> Writer<'t> {
    fn pending(&self) -> Option<&Comment<'t>> {
        self.comments.get(self.next)
    }

    /// Begins a line, after a blank one where the source has one (or several) here.
    fn line(&mut self, at: usize, indent: usize) {
        if !self.out.is_empty() {
            if !self.opening && self.is_after_blank(at) {
                self.out.push('\n');
            }
            self.out.push('\n');
        }
        self.out.push_str(&" ".repeat(indent));
        self.opening = false;
    }

    /// Whether a place is the first on its line (but for dashes) and the line before it is blank.
    fn is_after_blank(&self, at: usize) -> bool {
        let before = self.text.get(..at).unwrap_or("");
        let Some(end) = before.rfind('\n') else { return false };
        let first = before[end + 1..].chars().all(|c| c.is_whitespace() || c == '-');
        let line = before[..end].rfind('\n').map_or(0, |start| start + 1);
        first && before[line..end].trim().is_empty()
    }

    /// Writes the comments that stand before a place, each on a line of its own.
    fn comments_before(&mut self, at: usize, indent: usize) {
        while let Some(comment) = self.pending().copied().filter(|comment| comment.at < at) {
            self.line(comment.at, indent);
            self.out.push_str(comment.text);
            self.next += 1;
        }
    }

    /// Writes the comment that follows a place on its line, at its distance.
    fn trailing(&mut self, end: usize) {
        let Some(comment) = self.pending().copied() else { return };
        let Some(gap) = self.text.get(end..comment.at).filter(|gap| !gap.contains('\n')) else { return };
        let distance = gap.len() - gap.trim_end_matches(' ').len();
        self.out.push_str(&" ".repeat(distance.max(1)));
        self.out.push_str(comment.text);
        self.next += 1;
    }

    fn has_comment_in(&self, from: usize, to: usize) -> bool {
        let first = self.comments.partition_point(|comment| comment.at < from);
        self.comments.get(first).is_some_and(|comment| comment.at < to)
    }

    /// A scalar or a collection that is written in brackets, on one line; `None` where it has to be a block.
    fn one_line(&self, node: &Node, shape: Option<&Shape>) -> Option<String> {
        let written = self.written(node);
        match &node.kind {
            Kind::Scalar { .. } if self.as_block(node).is_some() => None,
            Kind::Scalar { .. } => Some(scalar::one_line(node, false)),
            _ if !written.starts_with(['{', '[']) => None,
            _ if self.has_comment_in(node.span.start as usize, node.span.end as usize) => None,
            _ => Some(self.brackets(node, shape)),
        }
    }

    /// A scalar that was written as a block and can be again.
    fn as_block(&self, node: &Node) -> Option<(String, Vec<String>)> {
        let sign = self.blocks.get(&(node.span.start as usize))?;
        scalar::block(node, *sign, self.text)
    }

    fn written(&self, node: &Node) -> &'t str {
        self.text.get(node.span.start as usize..node.span.end as usize).unwrap_or("")
    }

    fn brackets(&self, node: &Node, shape: Option<&Shape>) -> String {
        match &node.kind {
            Kind::Scalar { .. } => scalar::one_line(node, true),
            Kind::List(items) => {
                let items: Vec<String> =
                    items.iter().map(|item| self.brackets(item, order::item(shape))).collect();
                format!("[{}]", items.join(", "))
            }
            Kind::Map(entries) if entries.is_empty() => "{}".to_owned(),
            Kind::Map(entries) => {
                let mut entries: Vec<&(Node, Node)> = entries.iter().collect();
                entries.sort_by_key(|(key, _)| order::rank(shape, key.text().unwrap_or("")));
                let entry = |(key, value): &(Node, Node)| {
                    let shape = order::under(shape, key.text().unwrap_or(""));
                    format!("{}: {}", scalar::one_line(key, true), self.brackets(value, shape))
                };
                format!("{{ {} }}", entries.into_iter().map(entry).collect::<Vec<_>>().join(", "))
            }
        }
    }

    fn fits(&self, line: &str) -> bool {
        let begun = self.out.rsplit('\n').next().unwrap_or("");
        begun.width() + 1 + line.width() <= WIDTH
    }

    /// Writes a collection, an entry a line.
    fn block(&mut self, node: &Node, shape: Option<&Shape>, block: &Block) {
        let entries = self.ordered(entries_of(node, shape, block.until), shape, block);
        for (position, (entry, blank_at)) in entries.iter().enumerate() {
            if !(block.inline && position == 0) {
                self.comments_before(entry.start, block.indent);
                self.line(*blank_at, block.indent);
            }
            self.opening = false;
            self.entry(entry, block.indent);
        }
        let end = node.span.end as usize;
        let in_brackets = self.written(node).starts_with(['{', '[']);
        while let Some(comment) = self.pending().copied() {
            let own = match in_brackets {
                true => comment.at < end,
                false => comment.at < block.until && comment.column >= block.column,
            };
            if !own {
                break;
            }
            self.comments_before(comment.at + 1, block.indent);
        }
    }

    /// The entries in the order in which they are written, each with the place whose blank line it takes over. Entries with
    /// comments stay where they are, and so do groups that a blank line sets apart.
    fn ordered<'n>(
        &self,
        entries: Vec<Entry<'n>>,
        shape: Option<&Shape>,
        block: &Block,
    ) -> Vec<(Entry<'n>, usize)> {
        let is_fixed = |at: usize, entry: &Entry<'_>| {
            let from = if at == 0 { block.from } else { end_of(&entries[at - 1]) };
            self.has_comment_in(from, entry.until)
        };
        let mut groups: Vec<Vec<Entry<'n>>> = Vec::new();
        let mut open = false;
        for (at, entry) in entries.iter().enumerate() {
            let fixed = is_fixed(at, entry);
            match groups.last_mut() {
                Some(group) if open && !fixed && !self.is_after_blank(entry.start) => group.push(*entry),
                _ => groups.push(vec![*entry]),
            }
            open = !fixed;
        }
        let mut ordered = Vec::new();
        for group in groups {
            let places: Vec<usize> = group.iter().map(|entry| entry.start).collect();
            let mut group = group;
            group.sort_by_key(|entry| order::rank(shape, entry.key.and_then(Node::text).unwrap_or("")));
            ordered.extend(group.into_iter().zip(places));
        }
        ordered
    }

    fn entry(&mut self, entry: &Entry<'_>, indent: usize) {
        let Entry { key, value, shape, until, .. } = *entry;
        match key {
            Some(key) => {
                self.out.push_str(&scalar::one_line(key, false));
                self.out.push(':');
                self.value(value, shape, indent, key.span.end as usize, until, self.column(entry.start));
            }
            None => {
                self.out.push('-');
                self.item(value, shape, indent, until);
            }
        }
    }

    fn column(&self, at: usize) -> usize {
        let before = self.text.get(..at).unwrap_or("");
        before[before.rfind('\n').map_or(0, |end| end + 1)..].chars().count()
    }

    fn item(&mut self, value: &Node, shape: Option<&Shape>, indent: usize, until: usize) {
        match self.one_line(value, shape) {
            Some(line) if value.text().is_some() || self.fits(&line) => self.simple(value, &line),
            None if value.text().is_some() => {
                self.out.push(' ');
                self.block_scalar(value, indent, None);
            }
            _ => {
                self.out.push(' ');
                let column = self.column(value.span.start as usize);
                let from = value.span.start as usize;
                let inner = Block { indent: indent + 2, from, until, column, inline: true };
                self.block(value, shape, &inner);
            }
        }
    }

    /// What stands behind a key; `parent` is the key's column in the source.
    fn value(
        &mut self,
        value: &Node,
        shape: Option<&Shape>,
        indent: usize,
        key_end: usize,
        until: usize,
        parent: usize,
    ) {
        if is_absent(value) {
            self.trailing(key_end);
            return;
        }
        let start = value.span.start as usize;
        if self.as_block(value).is_some() {
            self.out.push(' ');
            self.block_scalar(value, indent, Some(key_end));
            return;
        }
        let commented = self.pending().is_some_and(|comment| comment.at < start);
        if commented {
            self.trailing(key_end);
            self.comments_before(start, indent + 2);
        }
        match self.one_line(value, shape) {
            Some(line) if value.text().is_some() || self.fits(&line) => {
                if commented {
                    self.out.push('\n');
                    self.out.push_str(&" ".repeat(indent + 1));
                }
                self.simple(value, &line);
            }
            line => {
                // Brackets that become a block: a remark behind them, or behind the first of them, is about the whole.
                match line {
                    Some(_) if !commented => self.trailing(value.span.end as usize),
                    None if self.written(value).starts_with(['{', '[']) => self.trailing(start + 1),
                    _ => {}
                }
                self.opening = !commented;
                let column = self.column(start).max(parent + 1);
                let inner = Block { indent: indent + 2, from: key_end, until, column, inline: false };
                self.block(value, shape, &inner);
            }
        }
    }

    fn simple(&mut self, value: &Node, line: &str) {
        if !line.is_empty() {
            self.out.push(' ');
            self.out.push_str(line);
        }
        if !is_absent(value) {
            self.trailing(value.span.end as usize);
        }
    }

    /// A text as a block, its lines one step in; remarks behind its key, and behind what begins it, stand behind that.
    fn block_scalar(&mut self, node: &Node, indent: usize, key_end: Option<usize>) {
        let Some((header, lines)) = self.as_block(node) else { return };
        let start = node.span.start as usize;
        let remarks = self.comments[self.next..].iter().take_while(|comment| comment.at < start).count();
        if let Some(key_end) = key_end.filter(|_| remarks > 1) {
            self.trailing(key_end);
            self.comments_before(start, indent + 2);
            self.out.push('\n');
            self.out.push_str(&" ".repeat(indent + 2));
        }
        self.out.push_str(&header);
        if let Some(comment) = self.pending().copied().filter(|comment| comment.at < start) {
            let before = &self.text[..comment.at];
            self.trailing(before.trim_end_matches(' ').len());
        }
        for line in lines {
            self.out.push('\n');
            if !line.is_empty() {
                self.out.push_str(&" ".repeat(indent + 2));
                self.out.push_str(&line);
            }
        }
        // A blank line behind a text that keeps them would belong to it.
        self.opening = header.ends_with('+');
    }
}

/// Nothing was written: the place of such a value says nothing.
fn is_absent(node: &Node) -> bool {
    node.text() == Some("") && node.span.start == node.span.end
}

fn entries_of<'n>(node: &'n Node, shape: Option<&'n Shape>, until: usize) -> Vec<Entry<'n>> {
    let mut entries: Vec<Entry<'n>> = match &node.kind {
        Kind::Map(entries) => entries
            .iter()
            .map(|(key, value)| Entry {
                key: Some(key),
                value,
                shape: order::under(shape, key.text().unwrap_or("")),
                start: key.span.start as usize,
                until,
            })
            .collect(),
        Kind::List(items) => items
            .iter()
            .map(|value| Entry {
                key: None,
                value,
                shape: order::item(shape),
                start: value.span.start as usize,
                until,
            })
            .collect(),
        Kind::Scalar { .. } => Vec::new(),
    };
    let starts: Vec<usize> = entries.iter().map(|entry| entry.start).collect();
    for (entry, next) in entries.iter_mut().zip(starts.iter().skip(1)) {
        entry.until = *next;
    }
    entries
}

fn end_of(entry: &Entry<'_>) -> usize {
    match entry.key {
        Some(key) if is_absent(entry.value) => key.span.end as usize,
        _ => entry.value.span.end as usize,
    }
}
