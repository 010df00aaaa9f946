//! guiju-phrase
