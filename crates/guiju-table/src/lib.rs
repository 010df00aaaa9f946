//! Tables as logs: CSV and XLSX, read by a mapping.
