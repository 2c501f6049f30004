use super::super::reading::Inputs;
use std::io::{IsTerminal, Write};
use std::time::Instant;

/// How far an audit is, told on standard error where somebody looks at it.
pub struct Progress {
    shown: bool,
    began: Instant,
    before: usize,
    /// None where it cannot be known without reading everything twice.
    total: Option<usize>,
}

impl Progress {
    /// `before` recordings were done by an earlier run. All are counted first, which takes little of the time.
    pub fn begin(inputs: &Inputs, before: usize) -> Progress {
        let shown = std::io::stderr().is_terminal();
        let total = if shown { inputs.count() } else { None };
        Progress { shown, began: Instant::now(), before, total }
    }

    pub fn tell(&mut self, done: usize) {
        if !self.shown {
            return;
        }
        let seconds = self.began.elapsed().as_secs_f64().max(0.001);
        let rate = (done - self.before.min(done)) as f64 / seconds;
        let line = match self.total.filter(|total| rate > 0.0 && *total >= done) {
            Some(total) => {
                format!("{done} of {total}, {rate:.1} a second, {} left", in_words((total - done) as f64 / rate))
            }
            None => format!("{done}, {rate:.1} a second"),
        };
        anstream::eprint!("\rRead {line}\u{1b}[K");
        // What cannot be shown is no reason to stop.
        let _ = std::io::stderr().flush();
    }

    pub fn end(&self) {
        if self.shown {
            anstream::eprint!("\r\u{1b}[K");
        }
    }
}

fn in_words(seconds: f64) -> String {
    match seconds {
        seconds if seconds < 60.0 => format!("{seconds:.0} s"),
        seconds if seconds < 3600.0 => format!("{:.0} min", seconds / 60.0),
        seconds => format!("{:.1} h", seconds / 3600.0),
    }
}
