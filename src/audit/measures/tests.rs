use super::*;
use crate::engine::Engine;
use crate::text::{Recording, Source};
use std::sync::LazyLock;

static ENGINE: LazyLock<Engine> = LazyLock::new(|| Engine::new(None));

const TRYING: &str = "try = [\"decisions-shared\", \"golden-thread\", \"risks-balanced\"]";

fn measures(ways: &str) -> Result<Measures, WaysError> {
    Measures::of(&Ways::read(toml::from_str(ways).unwrap())?)
}

fn read(text: &str) -> Draft {
    ENGINE.read(Recording::new(text.into(), Source::default()))
}

fn judged(id: &str, text: &str) -> Option<Judged> {
    let measures = measures(TRYING).unwrap();
    let at = measures.on().position(|measure| measure.card.id == id).unwrap();
    measures.judge(&read(text)).remove(at)
}

fn verdict(id: &str, text: &str) -> Option<Verdict> {
    judged(id, text).map(|judged| judged.verdict)
}

const GOOD: &str = "Visited Edna at home on 4 May 2026.\n\
    Edna said \"I want to get back to my allotment before the beans go in.\"\n\
    She has managed the stairs on her own since Easter and her neighbour Joan calls every evening.\n\
    On Tuesday she fell by the back step and bruised her hip; she lay there for an hour.\n\
    We agreed together to fit a rail because she wants to go out alone.\n\
    - Pat (OT) will fit the rail by the back door by 11 May 2026.\n\
    - If Edna falls again, Joan will ring me the same day.\n\
    We will meet again to look at how it went on 1 June 2026.";

#[test]
fn every_built_in_measure_has_a_whole_card_and_a_way_of_judging() {
    let measures = Measures::built_in();
    let ids: Vec<&str> = measures.all.iter().map(|measure| measure.card.id.as_str()).collect();
    assert_eq!(ids, BUILT_IN.map(|(id, _)| id));
    for (measure, on) in measures.all() {
        let card = &measure.card;
        assert_eq!(on, !card.for_trying, "{}", card.id);
        assert!(!card.serves.is_empty() && card.phrases.is_empty(), "{}", card.id);
        for words in [&card.title, &card.asks, &card.evidence, &card.distorts, &card.accuracy] {
            assert!(words.len() > 5 && !words.contains('!'), "{}: {words}", card.id);
        }
    }
    assert!(LooksAt::ALL.iter().all(|kind| measures.on().any(|measure| measure.card.looks_at == *kind)));
}

/// What a card says of how well its measure reads is what was measured last.
#[test]
fn cards_tell_the_figures_that_were_measured() {
    let table = include_str!("../../../evals/results/measures-test.csv");
    let measures = Measures::built_in();
    for row in table.lines().skip(1) {
        let cells: Vec<&str> = row.split(',').collect();
        let (same, ac1): (f64, f64) = (cells[2].parse().unwrap(), cells[6].parse().unwrap());
        let card = &measures.all().find(|(measure, _)| measure.card.id == cells[0]).unwrap().0.card;
        let told = format!("in {:.0} % of {} recordings (AC1 {ac1:.2})", same * 100.0, cells[1]);
        assert_eq!(card.ac1.map(|ac1| format!("{ac1:.2}")), Some(format!("{ac1:.2}")), "{}", card.id);
        assert!(card.accuracy.contains(&told), "{}: {told}, and not {}", card.id, card.accuracy);
    }
}

#[test]
fn a_good_recording_is_evident_with_its_words() {
    for id in ["own-words", "strengths-beside-risks", "decisions-shared", "contingency", "review"] {
        let found = judged(id, GOOD).unwrap_or_else(|| panic!("{id} has nothing to judge"));
        assert_eq!(found.verdict, Verdict::Evident, "{id}: {}", found.because);
        assert!(!found.evidence.is_empty(), "{id}");
        assert!(found.evidence.iter().all(|span| !span.of(GOOD).trim().is_empty()));
    }
    for id in ["risks-specific", "phrasing", "voices-heard"] {
        assert_eq!(verdict(id, GOOD), Some(Verdict::Evident), "{id}");
    }
    let quoted = judged("own-words", GOOD).unwrap();
    assert!(quoted.evidence.iter().any(|span| span.of(GOOD).contains("allotment")));
}

const POOR: &str = "Home visit. Mum failed to engage and is non-compliant with the plan.\n\
    There are ongoing concerns about neglect and the children were left alone overnight.\n\
    It was decided that the case will progress.\n\
    Support to be offered as appropriate. Monitor the situation.";

#[test]
fn a_poor_recording_is_not_and_the_phrases_say_why() {
    for id in ["own-words", "strengths-beside-risks", "smart-actions", "review", "phrasing", "plain-language"] {
        let found = judged(id, POOR).unwrap_or_else(|| panic!("{id} has nothing to judge"));
        assert_eq!(found.verdict, Verdict::NotEvident, "{id}: {}", found.because);
    }
    let phrasing = judged("phrasing", POOR).unwrap();
    assert!(phrasing.against.iter().any(|span| span.of(POOR).contains("failed to engage")));
    assert!(verdict("risks-specific", POOR) != Some(Verdict::Evident));
    assert!(verdict("decisions-shared", POOR) != Some(Verdict::Evident));
}

#[test]
fn where_there_is_nothing_to_judge_nothing_is_said() {
    let text = "Rang the surgery. The line was busy.";
    for id in ["strengths-beside-risks", "smart-actions", "contingency", "review", "decisions-shared", "plain-language"]
    {
        assert_eq!(judged(id, text), None, "{id}");
    }
}

#[test]
fn a_review_without_a_time_is_partly_told() {
    let plan = "Sian will ring the GP by Friday 8 May.\n";
    assert_eq!(verdict("review", &format!("{plan}We will review this together.")), Some(Verdict::Partly));
    assert_eq!(verdict("review", &format!("{plan}We will review this together on 12 May.")), Some(Verdict::Evident));
    assert_eq!(verdict("review", plan), Some(Verdict::NotEvident));
}

#[test]
fn actions_that_say_all_of_it_are_smart_and_a_contingency_needs_no_day() {
    let plan = "Plan:\n- Pat (OT) will fit the rail by the back door by 11 May 2026.\n- Sian will ring the GP on 12 May 2026.\n\
        - If Edna falls again, Joan will ring me the same day.";
    let found = judged("smart-actions", plan).unwrap();
    assert_eq!((found.verdict, found.evidence.len()), (Verdict::Evident, 2), "{}", found.because);
}

#[test]
fn some_actions_without_a_time_are_partly_smart() {
    let text = "Plan:\n- Sian will ring the GP by Friday 8 May.\n- Dan will bring the form back to the office.\n- I will ask about the bus pass.";
    assert_eq!(verdict("smart-actions", text), Some(Verdict::Partly));
}

#[test]
fn accounts_that_are_nobodys_count_against_their_sources() {
    let named = "Her sister Ann said Rosa has been low since March. The district nurse told me the wound is clean.";
    assert_eq!(verdict("sources-told", named), Some(Verdict::Evident));
    let nobody = "It was reported that Rosa has been low. It is alleged that he shouted at her in the shop.";
    assert_eq!(verdict("sources-told", nobody), Some(Verdict::NotEvident));
}

#[test]
fn nothing_is_judged_by_lines_that_are_unsure_unless_it_is_asked_for() {
    let built_in = Measures::built_in();
    let unsure = ["decisions-shared", "golden-thread", "risks-balanced"];
    assert!(built_in.on().all(|measure| !unsure.contains(&measure.card.id.as_str())));
    assert!(judged("golden-thread", GOOD).is_some() && judged("risks-balanced", GOOD).is_some());
}

const OWN: &str = "[[measure]]\nid = \"active-offer\"\ntitle = \"Active offer\"\nasks = \"Was Welsh offered?\"\nlooks_at = \"completeness\"\n\
    serves = [\"person\"]\nevidence = \"The offer is told.\"\ndistorts = \"It can be ticked.\"\nphrases = [\"offer~ _ welsh\"]\n";

#[test]
fn an_organisation_adds_its_own_measure_with_its_card_and_leaves_others_out() {
    let measures = measures(&format!("off = [\"review\"]\n{OWN}")).unwrap();
    let ids: Vec<&str> = measures.on().map(|measure| measure.card.id.as_str()).collect();
    assert!(ids.contains(&"active-offer") && !ids.contains(&"review"));
    let of = |text: &str| measures.judge(&read(text)).pop().unwrap().unwrap();
    assert_eq!(measures.on().last().unwrap().card.accuracy, "not yet measured");
    assert_eq!(of("I offered to speak Welsh with him.").verdict, Verdict::Evident);
    assert_eq!(of("I did not offer to speak Welsh.").verdict, Verdict::NotEvident);
}

#[test]
fn what_is_wrong_in_an_organisations_ways_is_said() {
    let error = |ways: &str| measures(ways).err().unwrap().to_string();
    assert!(error("off = [\"nothing\"]").contains("there is no measure `nothing`"));
    assert!(error("of = []").contains("unknown field `of`"));
    assert!(error(&OWN.replace("distorts = \"It can be ticked.\"\n", "")).contains("missing field `distorts`"));
    assert!(error(&OWN.replace("It can be ticked.", " ")).contains("leaves a part of its card empty"));
    assert!(error(&OWN.replace("active-offer", "review")).contains("has the name of another"));
    assert!(error(&OWN.replace("offer~ _ welsh", "(offer")).contains("has a phrase amiss"));
    assert!(error(&OWN.replace("[\"offer~ _ welsh\"]", "[]")).contains("has no phrases"));
}
