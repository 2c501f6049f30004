//! Whose words a sentence holds though no quotation mark says so: the person's own answer to a question or under a label for their account, and
//! what somebody tells of themself. Neither is the writer's phrasing.

use super::lexicon::{Hit, Line};
use crate::segment::Segment;
use crate::text::{Span, Word, words};

/// Says of each sentence whether it is somebody's own account: it speaks as *I* under a label or after a question that asks for one, or goes
/// on from there. `sentences` are in order.
pub fn own_accounts(text: &str, sentences: &[Segment]) -> Vec<bool> {
    let mut asked: Option<Option<Span>> = None;
    let mut speaks: Option<Option<Span>> = None;
    let mut found = Vec::with_capacity(sentences.len());
    for sentence in sentences {
        let over = sentence.label.or(sentence.under);
        let own = words(sentence.body().of(text), sentence.body().start());
        if asks_the_person(text, sentence, &own) {
            asked = Some(over);
            speaks = None;
            found.push(false);
            continue;
        }
        // A question governs what follows it under the same heading.
        asked = asked.filter(|under| *under == over);
        let is_asked = asked.is_some() || over.is_some_and(|over| asks_for_account(over.of(text)));
        // A new line is another's again, unless it speaks as *I* as well.
        let goes_on = speaks == Some(over) && !narrates(&own) && !begins_line(text, sentence);
        let is_account = (is_asked && says_i(&own) && !acts_as_worker(&own)) || goes_on;
        let is_account = is_account || sentence.label.is_some_and(|label| is_sent(label.of(text)) && addresses(&own));
        speaks = is_account.then_some(over);
        found.push(is_account);
    }
    found
}

fn begins_line(text: &str, sentence: &Segment) -> bool {
    text[..sentence.span.start()].trim_end_matches([' ', '\t']).ends_with(['\n', '\r'])
}

/// *How does it affect you?* on a line of its own.
fn asks_the_person(text: &str, sentence: &Segment, own: &[Word]) -> bool {
    let stands_alone = text[..sentence.span.start()].trim_end_matches([' ', '\t', '*', '#', '_']).ends_with('\n')
        || text[..sentence.span.start()].trim().is_empty();
    let ends_line = text[sentence.span.end()..].trim_start_matches([' ', '\t', '*', '_']).starts_with(['\n', '\r']);
    let asks = sentence.span.of(text).trim_end_matches(['*', '_', ' ', ':']).ends_with('?') || begins_request(own);
    asks && stands_alone && ends_line && own.iter().any(is_you)
}

/// *Tell us about yourself.*
fn begins_request(own: &[Word]) -> bool {
    own.len() <= 10 && own.first().is_some_and(|first| matches!(first.folded.as_str(), "tell" | "describe" | "explain"))
}

fn is_you(word: &Word) -> bool {
    matches!(word.folded.as_str(), "you" | "your" | "yourself")
}

/// *Dad emailed:* before what he wrote.
fn is_sent(label: &str) -> bool {
    let own = words(label, 0);
    let sends = |word: &Word| {
        matches!(
            word.folded.as_str(),
            "emailed" | "texted" | "said" | "says" | "wrote" | "messaged" | "replied" | "posted"
        )
    };
    own.last().is_some_and(sends) && own.len() > 1 && !own.iter().any(|word| OF_OTHERS.contains(&word.folded.as_str()))
}

fn addresses(own: &[Word]) -> bool {
    says_i(own) || own.iter().any(is_you)
}

/// *Young person's views*, *In your own words*, *About me*.
fn asks_for_account(label: &str) -> bool {
    const ACCOUNT: [&str; 10] =
        ["view", "views", "voice", "words", "feelings", "wishes", "story", "statement", "account", "yourself"];
    const PLANS: [&str; 12] = [
        "plan",
        "plans",
        "goal",
        "goals",
        "target",
        "targets",
        "agreement",
        "conditions",
        "action",
        "actions",
        "objectives",
        "work",
    ];
    let own = words(label, 0);
    let holds = |list: &[&str]| own.iter().any(|word| list.contains(&word.folded.as_str()));
    let is_about_me = own.windows(2).any(|pair| pair[0].folded == "about" && pair[1].folded == "me");
    let asks = label.contains('?') && own.iter().any(is_you);
    (holds(&ACCOUNT) || is_about_me || asks) && !holds(&OF_OTHERS) && !holds(&PLANS)
}

/// Words of a label that asks for the account of a worker.
const OF_OTHERS: [&str; 22] = [
    "professional",
    "professionals",
    "worker",
    "worker's",
    "practitioner",
    "practitioner's",
    "assessor",
    "assessor's",
    "manager",
    "manager's",
    "school",
    "school's",
    "agency",
    "analysis",
    "referrer",
    "staff",
    "nurse",
    "gp",
    "police",
    "iro",
    "officer",
    "supervisor",
];

fn says_i(own: &[Word]) -> bool {
    own.iter().any(|word| matches!(word.folded.as_str(), "i" | "i'm" | "i've" | "im" | "ive" | "my" | "me" | "myself"))
}

/// *I explained*, *I saw*: whoever writes the form down.
fn acts_as_worker(own: &[Word]) -> bool {
    const VERBS: [&str; 18] = [
        "asked",
        "explained",
        "saw",
        "visited",
        "observed",
        "spoke",
        "noted",
        "advised",
        "informed",
        "discussed",
        "suggested",
        "reminded",
        "offered",
        "met",
        "rang",
        "assessed",
        "recommended",
        "gathered",
    ];
    own.windows(2).any(|pair| pair[0].folded == "i" && VERBS.contains(&pair[1].folded.as_str()))
}

/// True where somebody is said to say something: the form's writer has taken over.
fn narrates(own: &[Word]) -> bool {
    const VERBS: [&str; 14] = [
        "said",
        "says",
        "told",
        "tells",
        "reports",
        "reported",
        "states",
        "stated",
        "explained",
        "described",
        "feels",
        "appears",
        "presents",
        "observed",
    ];
    own.windows(2)
        .any(|pair| !matches!(pair[0].folded.as_str(), "i" | "we") && VERBS.contains(&pair[1].folded.as_str()))
}

/// True where a phrase stands in what somebody tells of themself: *she told me she failed to protect him*, *he says he is a burden*.
pub fn tells_of_self(line: &Line, hit: Hit) -> bool {
    const REACH: usize = 5;
    let folded = |at: usize| line.words[at].folded.as_str();
    let is_subject = |at: &usize| matches!(folded(*at), "he" | "she" | "they");
    let reach = hit.first.saturating_sub(REACH)..=hit.first;
    let Some(subject) = reach.rev().find(is_subject) else { return false };
    const JOINS: [&str; 8] = ["that", "how", "because", "when", "and", "then", "about", "why"];
    const HEARERS: [&str; 8] = ["me", "us", "him", "her", "them", "worker", "the", "writer"];
    let before = (0..subject).rev().skip_while(|&at| JOINS.contains(&folded(at)));
    let mut before = before.skip_while(|&at| HEARERS.contains(&folded(at)));
    let Some(verb) = before.next().filter(|&at| TELLS.contains(&folded(at))) else { return false };
    let teller =
        (0..verb).rev().find(|&at| !matches!(folded(at), "has" | "had" | "also" | "have" | "then" | "often" | "'s"));
    // *Says he is a burden*: the teller is left out.
    let Some(teller) = teller else { return true };
    if is_subject(&teller) {
        return folded(teller) == folded(subject);
    }
    let (feminine, masculine) = (is_one_of(&FEMININE, folded(teller)), is_one_of(&MASCULINE, folded(teller)));
    match folded(subject) {
        "she" => feminine,
        "he" => masculine,
        _ => feminine || masculine,
    }
}

const TELLS: [&str; 30] = [
    "told",
    "tells",
    "said",
    "says",
    "say",
    "admitted",
    "feels",
    "felt",
    "thinks",
    "thought",
    "worries",
    "worried",
    "fears",
    "believes",
    "knows",
    "described",
    "wrote",
    "texted",
    "emailed",
    "explained",
    "reports",
    "reported",
    "states",
    "stated",
    "shared",
    "disclosed",
    "acknowledged",
    "recognised",
    "accepts",
    "accepted",
];
const FEMININE: [&str; 12] =
    ["mum", "mother", "mam", "nan", "gran", "grandmother", "wife", "daughter", "sister", "aunt", "girlfriend", "lady"];
const MASCULINE: [&str; 11] = [
    "dad",
    "father",
    "grandad",
    "grandfather",
    "husband",
    "son",
    "brother",
    "uncle",
    "boyfriend",
    "stepdad",
    "gentleman",
];

fn is_one_of(list: &[&str], word: &str) -> bool {
    list.contains(&word)
}

#[cfg(test)]
mod tests {
    use crate::rules::{Category, Rules};
    use crate::segment::segment;

    fn judged(text: &str) -> Vec<String> {
        let found = Rules::built_in().findings(text, &segment(text), &[]);
        found.into_iter().filter(|f| f.category == Category::Deficit).map(|f| f.span.of(text).to_owned()).collect()
    }

    #[test]
    fn what_people_say_of_themselves_is_never_flagged() {
        for text in [
            "What do you do?\nI get him up. It is hard going and I am a burden on her.\n",
            "How does it affect you?\nI am a burden on her. Non-compliant, they call me.\n",
            "Young person's views: I kicked off because they lied to me.",
            "Tell us about yourself\nI've been non-compliant all my life.",
            "In your own words:\nI am attention seeking, they say.",
            "She told me she failed to protect him and she will never forgive herself.",
            "Mum feels that she failed to engage with it.",
            "Dad emailed: your lot have failed to engage with me.",
        ] {
            assert!(judged(text).is_empty(), "{text}: {:?}", judged(text));
        }
    }

    #[test]
    fn what_the_writer_or_another_says_still_is() {
        for text in [
            "Worker's views: I find her attention seeking.",
            "Young person's views: He said little. I explained that he is attention seeking.",
            "What happened?\nMum failed to protect him.",
            "My sentence plan:\nI will stop being aggressive to staff.",
            "How does it affect you?\nI am tired of it.\nHe is attention seeking.",
            "He told me she failed to protect him.",
            "The nurse said she failed to engage.",
            "School report mum is hard to reach.",
            "Staff say she is attention seeking.",
            "School say he is attention seeking.",
            "The referral states he is non-compliant.",
            "Kestrel's manager, Mr Stroud, said she can be manipulative.",
        ] {
            assert_eq!(judged(text).len(), 1, "{text}: {:?}", judged(text));
        }
    }
}
