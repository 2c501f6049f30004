//! A line that tells what several people do: who was told or asked something and what they will do then, and steps of different people side by
//! side.

use super::actions::{ProposedAction, Status};
use super::lexicon::Line;
use super::parties::{Named, holds};
use super::stands::{adjoin, own_words, planned_verb, time_in};
use super::sure::Sure;
use super::times::Time;
use crate::text::{Span, Word};

/// Somebody told or asked something at the beginning of an action.
pub(super) struct Told {
    /// The first word after that of telling.
    after: usize,
    pub whom: Option<Span>,
    /// *Bryn has been told*: who told him is not said.
    is_passive: bool,
}

/// What somebody who was told will do.
struct Answer {
    /// One past the last word of what was told.
    first_end: usize,
    /// Its own first word.
    from: usize,
    who: Option<Span>,
}

/// Words of one name or role, with a determiner.
const LONGEST_NAME: usize = 5;

impl Sure {
    /// *Rang Dawn, who will lock the tablets away*: the call is made, and the step is Dawn's and still to come.
    pub(super) fn cut_at_answer(&self, line: &Line, action: ProposedAction, times: &[Time]) -> Vec<ProposedAction> {
        let own = own_words(line, action.span);
        let Some(told) = self.told(line.text, &own) else { return vec![action] };
        let Some(answer) = self.answer(line.text, &own, &told) else { return vec![action] };
        let contact = Span::new(action.span.start(), own[answer.first_end - 1].span.end());
        let rest = Span::new(own[answer.from].span.start(), action.span.end());
        let is_writer = |word: &&&Word| matches!(word.folded.as_str(), "i" | "we");
        let writer = own[..told.after].iter().find(is_writer).map(|word| word.span).filter(|_| !told.is_passive);
        let done = ProposedAction {
            who: writer,
            unsaid_i: writer.is_none() && !told.is_passive,
            status: Status::Done,
            somebody: false,
            when: time_in(times, contact),
            ..self.planned(contact, times)
        };
        vec![done, ProposedAction { who: answer.who, somebody: false, ..self.planned(rest, times) }]
    }

    /// Whoever is told or asked something by the writer, or was.
    pub(super) fn told(&self, text: &str, own: &[&Word]) -> Option<Told> {
        const REACH: usize = 8;
        const BEFORE: [&str; 17] = [
            "i", "we", "'ve", "have", "has", "had", "'d", "just", "then", "also", "and", "so", "but", "ive", "since",
            "now", "today",
        ];
        const NOUNS: [&str; 8] = ["t/c", "tc", "text", "email", "message", "call", "voicemail", "letter"];
        let folded = |at: usize| own.get(at).map_or("", |word| word.folded.as_str());
        let tells = |at: &usize| holds(&self.words.contacting, folded(*at)) || (*at == 0 && NOUNS.contains(&folded(0)));
        let at = (0..own.len().min(REACH)).find(tells)?;
        if own[..at].iter().all(|word| BEFORE.contains(&word.folded.as_str())) {
            let is_passive = folded(at + 1) == "from";
            return Some(Told { after: at + 1, whom: self.whom(text, own, at + 1), is_passive });
        }
        // *Has been told*, or *informed* alone, which says the same of somebody named.
        let is_been = matches!(folded(at - 1), "been" | "was" | "were" | "being");
        let is_bare = matches!(folded(at), "informed" | "notified" | "updated" | "alerted" | "advised" | "contacted");
        let is_aux = |at: usize| matches!(folded(at), "has" | "have" | "had" | "was" | "were" | "been" | "being");
        let end = (0..at).rev().find(|&before| !is_aux(before))? + 1;
        let whom = Span::new(own[0].span.start(), own[end - 1].span.end());
        let is_open = whom.of(text).contains('(') && text[whom.end()..].starts_with(')');
        let whom = Span::new(whom.start(), whom.end() + usize::from(is_open));
        let is_told = is_been || (is_bare && self.parties.is_named(text, whom));
        is_told.then_some(Told { after: at + 1, whom: Some(whom), is_passive: true })
    }

    /// Whoever stands after a word of telling: *rang Mrs Kaye*, *left a message for Dad*.
    fn whom(&self, text: &str, own: &[&Word], from: usize) -> Option<Span> {
        const BEFORE: [&str; 15] = [
            "to",
            "with",
            "for",
            "sent",
            "left",
            "message",
            "voicemail",
            "word",
            "text",
            "email",
            "out",
            "back",
            "again",
            "made",
            "a",
        ];
        const ENDS: [&str; 26] = [
            "who",
            "and",
            "that",
            "about",
            "re",
            "asking",
            "asked",
            "he",
            "she",
            "they",
            "i",
            "we",
            "today",
            "this",
            "at",
            "on",
            "by",
            "regarding",
            "to",
            "in",
            "as",
            "if",
            "is",
            "will",
            "for",
            "saying",
        ];
        let first = (from..own.len()).find(|&at| !BEFORE.contains(&own[at].folded.as_str()))?;
        let ends =
            |word: &Word| ENDS.contains(&word.folded.as_str()) || word.folded.starts_with(|c: char| c.is_ascii_digit());
        let most = own.len().min(first + LONGEST_NAME);
        let goes_on = |at: &usize| !ends(own[*at]) && (*at == first || adjoin(text, own[*at - 1], own[*at]));
        let last = (first..most).take_while(goes_on).last()?;
        Some(Span::new(own[first].span.start(), own[last].span.end()))
    }

    /// The first step that is told of somebody else; nothing where the writer's own comes first.
    fn answer(&self, text: &str, own: &[&Word], told: &Told) -> Option<Answer> {
        let steps = (told.after + 1..own.len()).filter(|&at| self.step_at(own, at).is_some());
        let others = steps.take_while(|&at| !matches!(own[at - 1].folded.as_str(), "i" | "we"));
        others.into_iter().find_map(|at| self.answer_at(text, own, told, at))
    }

    fn answer_at(&self, text: &str, own: &[&Word], told: &Told, at: usize) -> Option<Answer> {
        let folded = |at: usize| own[at].folded.as_str();
        let is_adverb = |at: usize| matches!(folded(at), "also" | "then" | "now" | "both" | "kindly");
        let last = (told.after..at).rev().find(|&before| !is_adverb(before))?;
        match folded(last) {
            "who" => Some(Answer { first_end: last, from: at, who: told.whom }),
            "and" if told.is_passive => Some(Answer { first_end: last, from: at, who: told.whom }),
            "he" | "she" | "they" => {
                let first_end = self.without_joints(own, last, told.after)?;
                Some(Answer { first_end, from: last, who: Some(own[last].span) })
            }
            "and" | "it" | "there" | "this" | "that" | "which" | "you" | "what" => None,
            _ => self.answer_of_another(text, own, told, at, last),
        }
    }

    /// *Rang the centre – Lou will send it*: somebody else is named before the verb.
    fn answer_of_another(&self, text: &str, own: &[&Word], told: &Told, at: usize, last: usize) -> Option<Answer> {
        const ENDS: [&str; 21] = [
            "and", "that", "but", "so", "said", "says", "saying", "because", "as", "with", "to", "for", "from", "by",
            "at", "about", "of", "if", "whether", "when", "re",
        ];
        let folded = |at: usize| own[at].folded.as_str();
        let mut from = last;
        while from > told.after
            && last - from < LONGEST_NAME
            && !matches!(folded(from), "the" | "a" | "an" | "his" | "her" | "their" | "our" | "my")
            && adjoin(text, own[from - 1], own[from])
            && !ENDS.contains(&folded(from - 1))
        {
            from -= 1;
        }
        let is_set_off = from > told.after && !adjoin(text, own[from - 1], own[from]);
        let begins = is_set_off
            || matches!(folded(from), "the" | "his" | "her" | "their" | "our" | "my")
            || (from > told.after && matches!(folded(from - 1), "and" | "that" | "but" | "said" | "says" | "saying"));
        let name = Span::new(own[from].span.start(), own[last].span.end());
        let who = Some(name).filter(|name| self.parties.is_named(text, *name));
        if from <= told.after || !begins || (folded(at) == "to" && (who.is_none() || !is_set_off)) {
            return None;
        }
        Some(Answer { first_end: self.without_joints(own, from, told.after)?, from, who })
    }

    /// The end of what stands before word `from`, without what joins the two: *and, that, who says*. Nothing where it asks or supposes.
    fn without_joints(&self, own: &[&Word], from: usize, after: usize) -> Option<usize> {
        let joins = |at: usize| {
            let word = own[at].folded.as_str();
            matches!(word, "and" | "that" | "but" | "so" | "as" | "who") || holds(&self.words.saying, word)
        };
        let supposes = |at: usize| {
            let word = own[at].folded.as_str();
            matches!(word, "if" | "whether" | "when" | "what" | "how" | "where" | "why" | "which" | "until" | "unless")
        };
        let end = (after..=from).rev().find(|&end| end == after || !joins(end - 1))?;
        (!supposes(end - 1)).then_some(end)
    }

    /// The place of the verb of a step that is planned or promised from word `at` on: *will ring*, *has agreed to ring*, *promised an answer*.
    fn step_at(&self, own: &[&Word], at: usize) -> Option<usize> {
        let folded = |at: usize| own.get(at).map_or("", |word| word.folded.as_str());
        let promises = |at: usize| match folded(at) {
            "promised" if folded(at + 1) == "to" => Some(at + 2),
            "promised" if matches!(folded(at + 1), "a" | "an" | "the" | "me" | "us") => Some(at + 1),
            "agreed" | "offered" | "undertaken" | "arranged" if folded(at + 1) == "to" => Some(at + 2),
            _ => None,
        };
        let has = matches!(folded(at), "has" | "have" | "'s" | "'ve");
        let verb = planned_verb(own, at).or_else(|| promises(at + usize::from(has)))?;
        let is_step = !folded(verb).is_empty() && !holds(&self.words.wishing, folded(verb));
        is_step.then_some(verb)
    }

    /// *SW to chase tomorrow, Mum to bring the form Friday & Dad will fix the gate*: one action for each of them.
    pub(super) fn cut_at_others(&self, line: &Line, action: ProposedAction, times: &[Time]) -> Vec<ProposedAction> {
        let own = own_words(line, action.span);
        let waits =
            |word: &&Word| matches!(word.folded.as_str(), "if" | "when" | "unless" | "should" | "once" | "after");
        if own.first().is_none_or(waits) {
            return vec![action];
        }
        let Some((at, who)) =
            (2..own.len()).find_map(|at| Some((at, self.other_at(line.text, &own, at, &action, times)?)))
        else {
            return vec![action];
        };
        let joins = matches!(own[at - 1].folded.as_str(), "and" | "then" | "but" | "so");
        let first = Span::new(action.span.start(), own[at - 1 - usize::from(joins)].span.end());
        let rest = Span::new(own[at].span.start(), action.span.end());
        let when = action.when.filter(|when| first.contains(*when)).or_else(|| time_in(times, first));
        let further = ProposedAction { who, unsaid_i: who.is_none(), somebody: false, ..self.planned(rest, times) };
        // Whoever the reader named may be the other.
        let is_first = action.who.is_none_or(|who| !rest.contains(who));
        let own_who = action.who.filter(|_| is_first);
        let mut found = vec![ProposedAction { span: first, when, who: own_who, ..action }];
        found.extend(self.cut_at_others(line, further, times));
        found
    }

    /// Whoever has a further step from word `at` on.
    fn other_at(
        &self,
        text: &str,
        own: &[&Word],
        at: usize,
        action: &ProposedAction,
        times: &[Time],
    ) -> Option<Option<Span>> {
        const NO_VERB: [&str; 14] =
            ["the", "a", "an", "his", "her", "their", "our", "my", "your", "this", "that", "it", "be", "have"];
        let folded = |at: usize| own.get(at).map_or("", |word| word.folded.as_str());
        let between = &text[own[at - 1].span.end()..own[at].span.start()];
        let is_joined = between.contains([',', ';', '&']) || matches!(folded(at - 1), "and" | "then");
        // What stands before is a step by itself.
        let plans = (0..at).any(|before| planned_verb(own, before).is_some_and(|verb| verb < at));
        if !is_joined || !plans {
            return None;
        }
        let is_act = |verb: usize| {
            let is_small = own.get(verb).is_some_and(|word| word.span.of(text).starts_with(char::is_lowercase));
            is_small && !NO_VERB.contains(&folded(verb))
        };
        let named = (1..=3).find_map(|length| {
            let end = at + length;
            let verb = planned_verb(own, end).filter(|&verb| is_act(verb))?;
            let adjoins = (at + 1..=end).all(|next| adjoin(text, own[next - 1], own[next]));
            let name = Span::new(own[at].span.start(), own[end - 1].span.end());
            let is_pronoun = length == 1 && matches!(folded(at), "i" | "he" | "she" | "they" | "you" | "we");
            let is_sure_verb = folded(end) != "to" || self.parties.is_act(folded(verb));
            let is_who = (is_pronoun && folded(end) != "to") || (is_sure_verb && self.parties.is_named(text, name));
            (adjoins && is_who).then_some(name)
        });
        if let Some(named) = named {
            return Some(Some(named));
        }
        if folded(at) == "you" && self.parties.is_act(folded(at + 1)) {
            return Some(Some(own[at].span));
        }
        // The same person at another time: *take him Monday and ring me Tuesday*.
        let before = Span::new(own[0].span.start(), own[at - 1].span.end());
        let after = Span::new(own[at].span.start(), own.last()?.span.end());
        let is_timed = time_in(times, before).is_some() && time_in(times, after).is_some();
        (is_timed && folded(at - 1) == "and" && self.parties.is_act(folded(at))).then_some(action.who)
    }
}

/// How the first words of an action name whoever acts.
pub(super) struct Subject {
    /// Nothing where it is the writer.
    pub who: Option<Span>,
}

impl super::parties::Parties {
    /// Whoever the first words name though they could be something else: *May to ring*, *Will is going to*, *ill ring*, *shes going to*.
    pub(super) fn subject(&self, text: &str, own: Span) -> Option<Subject> {
        let all = crate::text::words(own.of(text), own.start());
        let all: Vec<&Word> = all.iter().collect();
        let folded = |at: usize| all.get(at).map_or("", |word| word.folded.as_str());
        let is_lead = matches!(folded(0), "and" | "then" | "so" | "but");
        let is_number = folded(0).starts_with(|c: char| c.is_ascii_digit()) && folded(0).len() <= 2;
        let at = usize::from(is_lead || is_number);
        self.unmarked(text, &all, at).or_else(|| self.word_name(text, &all, at).map(|name| Subject { who: Some(name) }))
    }

    /// *Ill ring*, *im going to*, *hes ringing*, as phones and dictation write them.
    fn unmarked(&self, text: &str, all: &[&Word], at: usize) -> Option<Subject> {
        // `ID check` is no *I'd check*.
        if !all.get(at)?.span.of(text).ends_with(char::is_lowercase) {
            return None;
        }
        let folded = |at: usize| all.get(at).map_or("", |word| word.folded.as_str());
        let next = folded(at + 1);
        let begins_with_capital = all[at].span.of(text).starts_with(char::is_uppercase);
        let goes = matches!(next, "going" | "gonna" | "meant") || (next.ends_with("ing") && next.len() > 4);
        let is_act = |verb: &str| self.is_act(verb);
        let pronoun = |length: usize| {
            let span = all[at].span;
            Some(Subject { who: Some(Span::new(span.start(), span.start() + length)) })
        };
        match folded(at) {
            "ill" | "id" if is_act(next) => Some(Subject { who: None }),
            "im" if goes => Some(Subject { who: None }),
            // `Will visit`: the subject left out is the writer.
            "will" if is_act(next) && begins_with_capital => Some(Subject { who: None }),
            "hes" if goes => pronoun(2),
            "shes" if goes => pronoun(3),
            "theyre" | "theyll" if goes || is_act(next) => pronoun(4),
            "hell" if is_act(next) => pronoun(2),
            "shell" if is_act(next) => pronoun(3),
            _ => None,
        }
    }

    /// A name that is a word or a month, where a verb after it says that it is a name.
    fn word_name(&self, text: &str, all: &[&Word], at: usize) -> Option<Span> {
        let first = all.get(at)?;
        let is_capital = |word: &Word| word.span.of(text).starts_with(char::is_uppercase);
        if !is_capital(first) || !self.is_word_name(&first.folded) {
            return None;
        }
        let ends = (at + 1..at + 3).find(|&end| planned_verb(all, end).is_some())?;
        // `Will ring` leaves out its *I*.
        let has_surname = ends == at + 2;
        let verb = planned_verb(all, ends)?;
        let is_act = all.get(verb).is_some_and(|word| !is_capital(word) && word.folded != "be");
        let adjoins = (at + 1..=verb.min(all.len() - 1)).all(|next| adjoin(text, all[next - 1], all[next]));
        let is_name = !has_surname || is_capital(all[at + 1]);
        (is_act && adjoins && is_name).then(|| Span::new(first.span.start(), all[ends - 1].span.end()))
    }

    /// True where `name` is somebody who can be found, or a name by its capitals.
    pub(super) fn is_named(&self, text: &str, name: Span) -> bool {
        let words = name.of(text);
        self.is_somebody(words, &Named::default()) || self.is_by_capitals(words)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::Rules;
    use crate::segment::segment;

    /// Status, who and when of what a reader took for one action.
    fn read(text: &str, who: &str, status: Status) -> Vec<(Status, Option<String>, Option<String>)> {
        let segment = &segment(text)[0];
        let who = (!who.is_empty()).then(|| text.find(who).map(|at| Span::new(at, at + who.len()))).flatten();
        let proposed = ProposedAction {
            span: segment.span,
            who,
            unsaid_i: false,
            somebody: false,
            what: true,
            when: None,
            measurable: true,
            status,
        };
        let found = Rules::built_in().actions(text, segment, Some(&[proposed]), None);
        found.into_iter().map(|action| (action.status, action.who, action.when)).collect()
    }

    #[test]
    fn what_somebody_told_will_do_is_theirs_and_still_to_come() {
        for (text, teller, who, when) in [
            (
                "Rang contact centre 18/5 – supervisor Lou will send the record by Weds.",
                "I",
                "supervisor Lou",
                "by Weds",
            ),
            ("I've chased the scheme and they have promised an answer by Friday.", "I", "they", "by Friday"),
            ("Emailed Mr Osei – he will meet Kofi at the gate from Monday.", "I", "he", "from Monday"),
            ("I have spoken to the landlord, who will fix the boiler by 20 May.", "I", "the landlord", "by 20 May"),
            ("I've written to the club, and Gail will take the letter on Saturday.", "I", "Gail", "on Saturday"),
            ("Rang Dawn who is going to lock the tablets away tonight.", "I", "Dawn", "tonight"),
            ("Told Bryn, he is to ring by 23.30.", "I", "he", "by 23.30"),
            ("T/C to school, Mrs Kaye to call back tomorrow.", "I", "Mrs Kaye", "tomorrow"),
            ("Called the ward, Sister Mensah is going to ring me tomorrow.", "I", "Sister Mensah", "tomorrow"),
            ("Left word with Tom's dad, who has promised to fit the lock by Sunday.", "I", "Tom's dad", "by Sunday"),
        ] {
            for (read_as, named) in [(Status::Done, ""), (Status::Planned, "I")] {
                let found = read(text, named, read_as);
                assert_eq!(found.len(), 2, "{text}: {found:?}");
                assert_eq!((found[0].0, found[0].1.as_deref()), (Status::Done, Some(teller)), "{text}");
                assert_eq!(
                    (found[1].0, found[1].1.as_deref(), found[1].2.as_deref()),
                    (Status::Planned, Some(who), Some(when)),
                    "{text}"
                );
            }
        }
        let found = read("AMHP on call (Bryn) has been told and is to ring me back by 23.30.", "", Status::Done);
        assert_eq!((found[1].0, found[1].1.as_deref()), (Status::Planned, Some("AMHP on call (Bryn)")));
    }

    #[test]
    fn what_the_writer_will_do_and_what_is_only_told_stay_one() {
        for text in [
            "Rang Mum to say I will visit on Friday.",
            "I spoke to Nan, who had the boys last week.",
            "Asked Mum whether she will come on Friday.",
            "Rang Mum and will visit on Friday.",
            "Spoke to Dad about what he will do on Friday.",
            "Rang the GP, who will be in on Friday.",
        ] {
            assert_eq!(read(text, "", Status::Done).len(), 1, "{text}");
        }
    }

    #[test]
    fn a_label_may_tell_who_was_rung() {
        let found = read("Rang the surgery: Dr Amin will visit tomorrow.", "", Status::Planned);
        assert_eq!(found.iter().map(|(_, who, _)| who.as_deref()).collect::<Vec<_>>(), [Some("I"), Some("Dr Amin")]);
    }

    #[test]
    fn whoever_is_asked_acts() {
        for (text, who) in [
            ("Text sent to Mum asking her to ring me tomorrow.", "Mum"),
            ("Left a message for Mr Osei to call back tomorrow.", "Mr Osei"),
        ] {
            let found = read(text, "Text", Status::Done);
            assert_eq!((found[0].0, found[0].1.as_deref()), (Status::Planned, Some(who)), "{text}");
        }
    }

    #[test]
    fn steps_of_several_people_are_cut_apart() {
        let each = |text: &str, who: &str| -> Vec<String> {
            let found = read(text, who, Status::Planned).into_iter();
            let told = |part: Option<String>| part.unwrap_or_default();
            found.map(|(_, who, when)| format!("{}: {}", told(who), told(when))).collect()
        };
        assert_eq!(
            each("SW to chase PNC tomorrow, Mum to bring form Fri, HV to weigh Thurs", "SW"),
            ["SW: tomorrow", "Mum: Fri", "HV: Thurs"]
        );
        assert_eq!(each("Nan to have Shay Saturday & Mum to collect Sunday", "Nan"), ["Nan: Saturday", "Mum: Sunday"]);
        assert_eq!(each("Bev to take him to GP Mon and ring me Tues", "Bev"), ["Bev: Mon", "Bev: Tues"]);
        assert_eq!(
            each("I'll ring housing tomorrow, you ring the school by Thursday", "I"),
            ["I: tomorrow", "you: by Thursday"]
        );
        assert_eq!(
            each("Mr Stroud to confirm by 1 May – not received, SW to escalate by 11th", "Mr Stroud"),
            ["Mr Stroud: by 1 May", "SW: by 11th"]
        );
        for text in [
            "Mum, Dad and Nan to meet on Friday",
            "Mum to buy bread, milk and eggs by Friday",
            "If he comes, Mum to ring the police",
            "SW to invite Mum, Dad and Nan to the meeting on Friday",
            "Mum to ring the GP and the school, then me",
        ] {
            assert_eq!(each(text, "").len(), 1, "{text}");
        }
    }

    #[test]
    fn names_that_are_words_and_words_without_their_marks() {
        let who = |text: &str| read(text, "", Status::Planned).remove(0).1;
        for (text, wanted) in [
            ("Jan to weigh him on Thursday.", "Jan"),
            ("May will ring the school on Friday.", "May"),
            ("June is going to visit on Friday.", "June"),
            ("Mark to fix the gate by Sunday.", "Mark"),
            ("Will is to ring the GP on Friday.", "Will"),
            ("Will Harper to ring Mum tomorrow.", "Will Harper"),
            ("Will visit on Friday.", "I"),
            ("Ill take him to the docs Monday", "I"),
            ("im going to ring housing tomorrow", "I"),
            ("shes going to ring the GP Friday", "she"),
            ("hes ringing the school tomorrow", "he"),
            ("id come back on Friday to check", "I"),
        ] {
            assert_eq!(who(text).as_deref(), Some(wanted), "{text}");
        }
        for text in
            ["Bill to be paid by Friday.", "June to September: calls each day.", "Mark the calendar for Friday."]
        {
            assert_eq!(who(text), None, "{text}");
        }
    }

    #[test]
    fn things_and_owners_are_nobody() {
        for (text, named) in [
            ("Carer's Ax for Marcia by Friday", "Carer"),
            ("Gareth's own review by Friday", "Gareth"),
            ("PNC check needed by Friday", "PNC"),
        ] {
            assert_eq!(read(text, named, Status::Planned)[0].1, None, "{text}");
        }
        for (text, named, who) in [
            ("TTOs & dossette - ward pharmacist day before discharge", "TTOs & dossette", "ward pharmacist"),
            ("Mum's going to ring on Friday", "Mum", "Mum"),
            ("Carer's Ax for Marcia – SW, w/in 2 wks of d/c", "Carer", "SW"),
            ("Neighbour's back on Sunday", "Neighbour", "Neighbour"),
            ("If Brightside do not attend, Yvonne to ring EDT", "Brightside", "Yvonne"),
        ] {
            assert_eq!(read(text, named, Status::Planned)[0].1.as_deref(), Some(who), "{text}");
        }
    }
}
