//! guiju-condition
