use super::super::{Exit, Failure, house};
use crate::audit::measures::{Card, LooksAt, Serves};

/// Every measure with its card, those that are off too.
pub fn list() -> Result<Exit, Failure> {
    let measures = house::measures(&[])?;
    for looks_at in LooksAt::ALL {
        anstream::println!("{}\n", looks_at.title());
        for (measure, on) in measures.all().filter(|(measure, _)| measure.card.looks_at == looks_at) {
            print(&measure.card, on);
        }
    }
    Ok(Exit::Done)
}

fn print(card: &Card, on: bool) {
    let state = match (on, card.for_trying) {
        (true, _) => "",
        (false, true) => "  (off; for trying)",
        (false, false) => "  (off)",
    };
    let serves: Vec<&str> = card.serves.iter().copied().map(Serves::in_words).collect();
    let parts = [
        ("Asks", card.asks.as_str()),
        ("Serves", &serves.join(", ")),
        ("Evidence", &card.evidence),
        ("Could distort", &card.distorts),
        ("How sure", &card.accuracy),
    ];
    anstream::println!("{} · {}{state}", card.id, card.title);
    for (name, words) in parts {
        let first = format!("  {name:<14}");
        let options = textwrap::Options::new(crate::cli::reading::width())
            .initial_indent(&first)
            .subsequent_indent("                ");
        anstream::println!("{}", textwrap::fill(words, options));
    }
    anstream::println!();
}
