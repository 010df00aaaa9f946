//! guiju-judge
