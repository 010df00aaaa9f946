//! guiju-time
