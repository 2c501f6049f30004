use super::{Exit, Failure};
use clap::Args;

/// Say what is read and written, and how to check that nothing leaves this machine.
#[derive(Args)]
pub struct Privacy {}

impl Privacy {
    pub fn run(self) -> Result<Exit, Failure> {
        anstream::print!("{TEXT}");
        Ok(Exit::Done)
    }
}

const TEXT: &str = "\
What is read
  The files you name, or standard input; with --model, the files of that model; and whatmatters.toml, if there is one
  beside the recordings or in your configuration folder, with the packs that it names; whatmatters-dismissed.toml
  beside the recordings, and the file named with --baseline or --earlier. Nothing else. An archive is read where it is:
  nothing of it is unpacked to the disk.

What is written
  What you see, to standard output and standard error, and the file you name with --output, which stands in the same
  folder under a name of its own while it is written; those that supervise is given with --own and --group likewise.
  No log, no history, no other file.
  --pseudonymise puts stand-ins in what you see, and misses some: read it all before you share it. --key writes what
  stands for what to a file that only you can read (on Linux and macOS): keep it apart from what you share.
  `dismiss` keeps the reason you give, beside a fingerprint of the words, in whatmatters-dismissed.toml, and
  --write-baseline keeps fingerprints. A fingerprint holds no word, but somebody who guesses the words can check the guess.
  `audit` writes the folder you name: what was judged of each recording and where, a fingerprint of its text, and a
  report with sentences, in which names are masked as far as they are found. --quotes none leaves the sentences out.
  `evaluate` and `train` are for those who make the product: they read the corpora, which are made up, and write
  the tables and models whose folders they are given.
  An error names the file, the row and the byte, and never quotes a recording.

What leaves this machine
  Nothing. This program has no part that can open a connection, and nothing is fetched when it runs.

How to check
  Run it with the network off: it works the same.
  On Linux:  strace -f -e trace=network whatmatters restructure FILE   shows no call that opens a connection.
  In the source:  cargo deny check bans   fails if any network client becomes part of the program.
";
