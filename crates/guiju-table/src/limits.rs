//! What is read of a table at most. An export of records stays far below; what is beyond is refused by place, so that no input
//! takes memory or time without bound.

/// The longest cell, in KiB: a transcript of some hours fits.
pub const CELL_KIB: usize = 1 << 10;
/// The longest row, in KiB.
pub const ROW_KIB: usize = 16 << 10;
/// Columns that are read.
pub const COLUMNS: usize = 4_096;
/// What a workbook may inflate to in all, in MiB, by its own word and in truth: about five million filled cells.
pub const INFLATED_MIB: u64 = 512;
/// Parts of a workbook (sheets, strings, styles, pictures).
pub const PARTS: usize = 10_000;
/// Rows of a table that others are joined with; they are kept in memory.
pub const JOINED_ROWS: usize = 5_000_000;
/// Characters of a cell that a message quotes.
pub const QUOTED: usize = 40;
