//! Working time: how much lies between two instants, and when so much of it has passed.
