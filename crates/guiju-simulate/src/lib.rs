//! guiju-simulate
