//! guiju-log
