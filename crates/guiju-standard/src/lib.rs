//! guiju-standard
