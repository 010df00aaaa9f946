//! Work shared out to threads, its results in the order of the work.

use crate::failure::Failure;
use std::num::NonZero;
use std::sync::mpsc::sync_channel;
use std::thread;

/// Items that a worker takes at a time: enough to be worth a hand-over, few enough to share the last ones evenly.
const BATCH: usize = 32;
/// Batches that a worker may be ahead of what is taken: memory stays bounded.
const AHEAD: usize = 4;

/// One worker for each core that this process may use.
pub fn of_this_machine() -> NonZero<usize> {
    thread::available_parallelism().unwrap_or(NonZero::<usize>::MIN)
}

/// Does `work` on all items and hands each result to `take`, in the order of the items, whatever the number of workers.
///
/// `desk` makes what one worker needs for itself.
///
/// # Errors
/// What `take` says; the work ends there.
pub fn in_order<I: Sync, R: Send, D>(
    workers: NonZero<usize>,
    items: &[I],
    desk: impl Fn() -> D + Sync,
    work: impl Fn(&D, &I) -> R + Sync,
    mut take: impl FnMut(R) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let workers = workers.get().min(items.len().div_ceil(BATCH));
    if workers <= 1 {
        let desk = desk();
        return items.iter().try_for_each(|item| take(work(&desk, item)));
    }
    thread::scope(|scope| {
        let (desk, work) = (&desk, &work);
        // Batches go to the workers in turn, so that in turn they come back.
        let results: Vec<_> = (0..workers)
            .map(|worker| {
                let (sender, results) = sync_channel::<Vec<R>>(AHEAD);
                scope.spawn(move || {
                    let desk = desk();
                    for batch in items.chunks(BATCH).skip(worker).step_by(workers) {
                        // Nobody takes any more: the rest need not be done.
                        if sender.send(batch.iter().map(|item| work(&desk, item)).collect()).is_err() {
                            return;
                        }
                    }
                });
                results
            })
            .collect();
        for batch in 0..items.len().div_ceil(BATCH) {
            // A worker that has gone has panicked; the scope passes that on.
            let Ok(done) = results[batch % workers].recv() else { break };
            done.into_iter().try_for_each(&mut take)?;
        }
        Ok(())
    })
}

#[cfg(test)]
mod tests {
    use super::{BATCH, in_order};
    use crate::failure::Failure;
    use std::num::NonZero;

    #[test]
    fn results_come_in_the_order_of_the_work_whatever_the_number_of_workers() {
        for len in [0, 1, BATCH, 7 * BATCH + 3] {
            let items: Vec<usize> = (0..len).collect();
            for workers in 1..6 {
                let mut taken = Vec::new();
                let workers = NonZero::new(workers).unwrap_or(NonZero::<usize>::MIN);
                let ended = in_order(
                    workers,
                    &items,
                    || 10,
                    |ten, item| item * ten,
                    |done| {
                        taken.push(done);
                        Ok(())
                    },
                );
                assert!(ended.is_ok());
                assert_eq!(taken, items.iter().map(|item| item * 10).collect::<Vec<_>>());
            }
        }
    }

    #[test]
    fn the_work_ends_where_nobody_takes_it() {
        let items: Vec<usize> = (0..1000 * BATCH).collect();
        let two = NonZero::new(2).unwrap_or(NonZero::<usize>::MIN);
        let mut taken = 0;
        let ended = in_order(
            two,
            &items,
            || (),
            |(), item| *item,
            |_| {
                taken += 1;
                if taken == 5 { Err(Failure::No) } else { Ok(()) }
            },
        );
        assert!(matches!(ended, Err(Failure::No)));
        assert_eq!(taken, 5);
    }
}
