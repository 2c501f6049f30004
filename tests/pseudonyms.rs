//! Stand-ins for people: what is replaced, what stays, and what must hold of any recording.

#![allow(clippy::disallowed_methods, reason = "tests read what they test")]

use proptest::prelude::*;
use std::collections::BTreeMap;
use std::path::Path;
use std::process::{Command, Output};
use std::time::Instant;
use whatmatters::corpus::{Split, read_identified};
use whatmatters::pseudonyms::{Kind, find, pseudonymise};
use whatmatters::text::{Recording, Source};

fn recording(text: &str) -> Recording {
    Recording::new(text.to_owned(), Source { name: "visit.txt".into(), encoding: "utf-8".into(), ..Source::default() })
}

fn replaced(text: &str) -> String {
    pseudonymise(vec![recording(text)]).recordings.remove(0).text
}

fn found(text: &str, kind: Kind) -> Vec<&str> {
    find(text, &[]).iter().filter(|one| one.kind == kind).map(|one| one.span.of(text)).collect()
}

#[test]
fn names_are_found_by_what_stands_around_them() {
    for (text, names) in [
        ("Saw Mrs Adaeze Onyekachi; Adaeze's knee hurts.", &["Mrs Adaeze Onyekachi", "Adaeze"][..]),
        ("saw mr singh today, his nephew jaspreet rang", &["mr singh", "jaspreet"]),
        ("Name: Pritchard, Gwendolyn Mair. She is well.", &["Pritchard, Gwendolyn Mair"]),
        ("Ring K. Achebe. K.A. to visit.", &["K. Achebe", "K.A."]),
        ("[10:04] Nkechi: home today?\n[10:11] Rose: yes", &["Nkechi", "Rose"]),
        ("See you then.\nThanks\nMark", &["Mark"]),
        ("Hope rang. She has lost hope. Told Hope that.", &["Hope", "Hope"]),
        ("rang hope back, she has lost hope of moving", &["hope"]),
        ("Its Chantelle, Kians mum.", &["Chantelle", "Kian"]),
        ("Mr and Mrs Patel came with Dr Mac Giolla Bhríde.", &["Mr and Mrs Patel", "Dr Mac Giolla Bhríde"]),
        ("Best, Simon\nSaved to notes.", &["Simon"]),
        ("Re: Philippa 'Pip' de Souza, seen with her son.", &["Philippa 'Pip' de Souza"]),
        ("1 | \"Achterberg, Joost\" | ward 4", &["Achterberg, Joost"]),
        ("Rev. Canon Ede rang. He met mrs zając there.", &["Rev. Canon Ede", "mrs zając"]),
        ("It was Terry Nutter, who lives below. Given to Big Declan.", &["Terry Nutter", "Big Declan"]),
        ("AR explained the plan. L (4) and T (2) in bed.", &["AR", "L", "T"]),
        ("Roedd Mam yno. Dywedodd Siân fod popeth yn iawn. Mae hi yn hapus.", &["Siân"]),
        ("Mae said that she is well. Mae's mum rang.", &["Mae", "Mae"]),
        ("SURNAME: MAC AN TSAOIR    ADDRESS: 5 Hill Rd", &["MAC AN TSAOIR"]),
        ("A3  SUMMERS, A    9993065242\nA4  LE, THI MAI    9994993704", &["SUMMERS, A", "LE, THI MAI"]),
        ("Rota done. staff: TJ, KB, bw", &["TJ", "KB", "bw"]),
        ("Soap and mats from Zavvo, prices from Qandar or Plimfil.", &[]),
    ] {
        assert_eq!(found(text, Kind::Name), names, "{text}");
    }
}

/// Dates of what was done and is to be done keep their day, whoever stands beside them.
#[test]
fn dates_of_actions_are_no_births() {
    for (text, births) in [
        ("Capacity assessment by M. Ross, 8/7/25", &[][..]),
        ("Carer's assessment (Leanne Burrows, 16/07/2025). Visit 12/06/2025 dob 3/4/2010", &["3/4/2010"]),
        ("| Update safety plan | Sarah Boyle | 09/10/2025 |", &[]),
        ("Sarah Boyle 12/06/2025, Tom Reed 13/06/2025, both to ring.", &[]),
        ("His birthday party is on 12 June 2025.", &[]),
        ("Date of birth: 04/03/1950. Date of assessment: 04/03/2025.", &["04/03/1950"]),
        ("New baby, DOB 04/03/2025, weighed on 09/03/2025.", &["04/03/2025"]),
        ("Ella (b. 3.4.2019), Noah (12/6/21); s.20 signed 3/4/2018", &["3.4.2019", "12/6/21"]),
    ] {
        assert_eq!(found(text, Kind::Birth), births, "{text}");
    }
}

/// The words of a Welsh sentence stay: only its names change, and mutated ones are not looked for.
#[test]
fn welsh_sentences_keep_their_words() {
    for (text, names) in [
        ("Mae Gwen yn byw gyda'i merch Siân yn Aberwen.", &["Gwen", "Siân"][..]),
        ("Dywedodd Mr Emyr Parry fod ei wraig Mair wedi cwympo ddoe.", &["Mr Emyr Parry", "Mair"]),
        ("Ganwyd Dilys ar 3 Mai 1944 yn Llanwen.", &["Dilys"]),
        ("Ffoniodd Non o'r feddygfa i ddweud bod Ifan yn well.", &["Non", "Ifan"]),
        ("Aeth Mrs Prys i'r ganolfan ddydd gyda Bethan.", &["Mrs Prys", "Bethan"]),
        ("Mae hi eisiau mynd adref at Dafydd a'r plant.", &["Dafydd"]),
    ] {
        assert_eq!(found(text, Kind::Name), names, "{text}");
    }
}

/// Forms whose cells have run together, and numbers that a line's end breaks.
#[test]
fn numbers_are_found_in_every_spacing() {
    for (text, kind, whole) in [
        ("NHS 999,159,0137", Kind::Nhs, "999,159,0137"),
        ("His NHS is 999-159-01\n37", Kind::Nhs, "999-159-01\n37"),
        ("NI QQ 12 34 56\nC", Kind::NationalInsurance, "QQ 12 34 56\nC"),
        ("Rang mum07700 900 377no answer", Kind::Phone, "07700 900 377"),
        ("mobile 07700\n900129", Kind::Phone, "07700\n900129"),
        ("PostcodeKA41 2HW", Kind::Postcode, "KA41 2HW"),
        ("in LS91-4QT", Kind::Postcode, "LS91-4QT"),
        ("TenantNo884120Title", Kind::PersonId, "884120"),
        ("Hosp. no: MR0092217", Kind::PersonId, "MR0092217"),
        ("temp hospital id ZZ-TEMP-00841", Kind::PersonId, "ZZ-TEMP-00841"),
        ("Lives at flat 3b, 12 gas st, dunmore", Kind::Address, "flat 3b, 12 gas st, dunmore"),
        ("Home: Rose Cottage, Nether Lane, Ludley", Kind::Address, "Rose Cottage, Nether Lane, Ludley"),
        ("at Basement, 7 Cromer Place.", Kind::Address, "Basement, 7 Cromer Place"),
        ("sleep at 5/2 Wharf Close, not in town", Kind::Address, "5/2 Wharf Close"),
    ] {
        assert_eq!(found(text, kind), [whole], "{text}");
    }
}

/// What is dictated or typed without capitals keeps its words: a word beside a name is none because it stands there.
#[test]
fn ordinary_words_stay_where_nothing_has_a_capital() {
    for (text, names) in [
        (
            "priya has been swimming with her cousin ondine and ondine can't do two lengths",
            &["priya", "ondine", "ondine"][..],
        ),
        ("tell amir won't be in, amir didnt say and amir y'day was out", &["amir", "amir", "amir"]),
        ("ahmed seventeenth of june at home, leah seven now", &["ahmed", "leah"]),
        ("visit to his new place. J let me in. grant came thru 31/1 and hes got kettle pans", &["J"]),
        ("dawn came round and it was light. summer was hard, kept in by rain, so no walk", &[]),
        ("hope said she is well. told grant today. rang hope back, she has lost hope", &["hope", "grant", "hope"]),
        ("spoke to joy. grant was refused, walked to heath, then home", &["joy"]),
        ("sunita pa phone call with leah about rice", &["sunita", "leah"]),
        ("cooked with leah rice, peas and beans", &["leah"]),
        ("told darren fitzwilliam and eilidh macdonald to ring", &["darren fitzwilliam", "eilidh macdonald"]),
        ("mrs k will ring the surgery, mrs k had her bloods done", &["mrs k", "mrs k"]),
    ] {
        assert_eq!(found(text, Kind::Name), names, "{text}");
    }
    let told = find("saw rhys tanner today, he went tanner for the hides", &["Rhys Tanner".into()]);
    assert_eq!(told.len(), 1, "{told:?}");
}

/// Numbers out of their usual dress: run together, parted by spaces, listed, or under the head of a column.
#[test]
fn numbers_are_found_out_of_their_usual_dress() {
    for (text, kind, whole) in [
        ("Pt:ROW,AnnNHS:9991590137DOB:01021950Sex:F", Kind::Nhs, &["9991590137"][..]),
        ("N H S No........9 9 9 1 5 9 0 1 3 7", Kind::Nhs, &["9 9 9 1 5 9 0 1 3 7"]),
        ("file 4471882 999 159 0137 was hers", Kind::Nhs, &["999 159 0137"]),
        ("wristband says 99915 90137 today", Kind::Nhs, &["99915 90137"]),
        ("orders 4500417718, 4500417719 and 4500417720 short", Kind::Nhs, &[]),
        ("mine is qq 12 34 56 c and his", Kind::NationalInsurance, &["qq 12 34 56 c"]),
        ("hoist serial LX 40 22 18 B, done at 12 30 45 a", Kind::NationalInsurance, &[]),
        ("PC:LS912QTNOK:Ann", Kind::Postcode, &["LS912QT"]),
        ("postcode's l s 9 1 4 q t", Kind::Postcode, &["l s 9 1 4 q t"]),
        ("she said 0 7 7 0 0 9 0 0 1 2 3 twice", Kind::Phone, &["0 7 7 0 0 9 0 0 1 2 3"]),
        ("sort code 00-11-22, account 12345678", Kind::PersonId, &["00-11-22", "12345678"]),
        ("paid from 00-11-22/12345678 each month", Kind::PersonId, &["00-11-22", "12345678"]),
        ("on Mosaic 3190044 and 3190045 today", Kind::PersonId, &["3190044", "3190045"]),
        ("Arrears\n1004471-03 Mrs O Quayle 204.77", Kind::PersonId, &["1004471-03"]),
        ("order ZZ24C00417, band WH41-7718, voucher E-00417-118", Kind::PersonId, &["WH41-7718"]),
        ("meeting id 417 718 204 33, weight 10045 g, 12 criteria", Kind::PersonId, &[]),
    ] {
        assert_eq!(found(text, kind), whole, "{text}");
    }
}

/// What a column is called tells what its cells are.
#[test]
fn cells_are_what_the_head_of_their_column_says() {
    let text = "Name | DOB | NHS | Worker | Score\nSummer | 7 Oct 23 | 99 91 59 01 37 | agency | 2017\nYoung, Precious | 1/2/24 | n/k | HV | 14";
    assert_eq!(found(text, Kind::Name), ["Summer", "Young, Precious"]);
    assert_eq!(found(text, Kind::Birth), ["7 Oct 23", "1/2/24"]);
    assert_eq!(found(text, Kind::Nhs), ["99 91 59 01 37"]);
    let text = "id,surname,dob\n2207714,Winter,20220317\n\nWe met, talked, left.";
    assert_eq!(found(text, Kind::Birth), ["20220317"]);
    assert_eq!(found(text, Kind::PersonId), ["2207714"]);
}

#[test]
fn births_are_found_in_further_writings() {
    for (text, births) in [
        ("born on 29:01:2018 at home", &["29:01:2018"][..]),
        ("dob 2 0 / 0 7 / 2 0 0 9 she says", &["2 0 / 0 7 / 2 0 0 9"]),
        ("Birthday 8th o' May 1945, she thinks", &["8th o' May 1945"]),
        ("She is 17 on 9 February.", &["9 February"]),
        ("Ann Quayle   12/03/1951   MX0041771", &["12/03/1951"]),
        ("Panel is 17 May. Seen at 09:10:24.", &[]),
        ("Rui, DOB 07/07/2013. The twin is 07/07/2013 too, panel 08/07/2013.", &["07/07/2013", "07/07/2013"]),
    ] {
        assert_eq!(found(text, Kind::Birth), births, "{text}");
    }
}

/// What is called as people are keeps its words; who is called as a thing or a town does not.
#[test]
fn things_called_as_people_are_nobody() {
    for (text, names) in [
        ("He has a Jack Russell and goes to Tai Chi. Father Christmas came.", &[][..]),
        ("Saw Jack Russell at home.", &["Jack Russell"]),
        ("A John Lewis voucher came from the Red Cross.", &[]),
        ("Seen by V. Grantham, who rang Chi-Chi.", &["V. Grantham", "Chi-Chi"]),
        ("Went to N. Ireland with Reecey.", &["Reecey"]),
    ] {
        assert_eq!(found(text, Kind::Name), names, "{text}");
    }
}

/// Where everything is in capitals they tell as little as small letters do elsewhere.
#[test]
fn names_are_found_where_everything_is_in_capitals() {
    let text = "VISITED CLIENT AT HOME WITH MRS QUAYLE. SON GERAINT WAS OUT AT BINGO. DISTRICT NURSE SYLVIA DRESSED THE LEG TWICE THIS WEEK. \
DAUGHTER NIAMH RANG AND WANTS A REVIEW OF THE CARE PLAN BEFORE CHRISTMAS.";
    assert_eq!(found(text, Kind::Name), ["MRS QUAYLE", "GERAINT", "SYLVIA", "NIAMH"]);
}

/// Several weak clues make a name that no rule takes, and one makes none.
#[test]
fn weak_clues_add_up() {
    for (text, names) in [
        ("seen with tomazin today, tomazin ate well", &["tomazin", "tomazin"][..]),
        ("seen with a trilby on, trilbies are in", &[]),
        ("We met on Thu, then in Lincoln. Nat Ins to follow.", &[]),
    ] {
        assert_eq!(found(text, Kind::Name), names, "{text}");
    }
}

/// A name that one recording tells is a name in the others of its batch.
#[test]
fn a_name_of_one_recording_is_one_in_all_of_them() {
    let done = pseudonymise(vec![recording("Saw Mr Tregoweth today."), recording("tregoweth at the door, no one in")]);
    assert!(!done.recordings[1].text.contains("tregoweth"), "{}", done.recordings[1].text);
    let alone = replaced("tregoweth at the door, no one in");
    assert!(alone.contains("no one in"), "{alone}");
}

#[test]
fn a_couple_keeps_its_and() {
    let text = replaced("Mr and Mrs Patel came. Saw Mrs Patel.");
    assert!(text.starts_with("Mr and Mrs ") && !text.contains("Patel"), "{text}");
}

#[test]
fn days_places_services_and_medicines_are_nobody() {
    for text in [
        "On Monday in May he went to Leeds and the Sunflower Suite.",
        "She is Polish and Catholic. Parkinson's nurse at St Luke's Hospice.",
        "He takes Sertraline. The bus on Albert Dock Road was late. Tesco was shut.",
        "Seen on 6 June and on 12 May, weight taken. Polish-speaking worker, ViSOR checked. Nxt appt Friday.",
        "Her dog Tyson sat by her; the cat, Milo, was out. He asked about Freedom and the Defender.",
        "My name is on the list. Mae Mam yn dod adref. Bydd y plant yn yr ysgol ddydd Mawrth.",
        "Barthel 16/20. Referred to CAMHS by the GP. PIP letter came. Discussed at MARAC.",
    ] {
        assert_eq!(found(text, Kind::Name), Vec::<&str>::new(), "{text}");
    }
}

#[test]
fn numbers_dates_and_addresses_are_found_as_people_write_them() {
    for (text, kind, words) in [
        ("NHS 999 123\n4567 on the card", Kind::Nhs, &["999 123\n4567"][..]),
        ("| ref | nhs |\n| 1 | 9 9 9 2 7 7 6 2 3 4 | x", Kind::Nhs, &["9 9 9 2 7 7 6 2 3 4"]),
        ("nat ins qq 77 60 04 d", Kind::NationalInsurance, &["qq 77 60 04 d"]),
        ("Zain 2/3/10, Zunaira 30/9/12, Zayan 11/11/18\n", Kind::Birth, &["2/3/10", "30/9/12", "11/11/18"]),
        ("b.d. 8 apr 12; seen 8 apr 24", Kind::Birth, &["8 apr 12"]),
        ("Says DOB 7th of 7th '81.", Kind::Birth, &["7th of 7th '81"]),
        ("tenancy T-00447120, id LL 204 9917", Kind::PersonId, &["T-00447120", "LL 204 9917"]),
        ("incident IR-2291, a passport in 2022", Kind::PersonId, &[]),
        ("sell Old Barn Farm, Hag Lane, Skelby YO71 0TT.", Kind::Address, &["Old Barn Farm, Hag Lane, Skelby"]),
        (
            "Top flat, 14 Oak Street; Plot 14, Saxon Fields",
            Kind::Address,
            &["Top flat, 14 Oak Street", "Plot 14, Saxon Fields"],
        ),
        ("Tŷ Gwyn, Heol Fawr, Llanwen", Kind::Address, &["Tŷ Gwyn, Heol Fawr, Llanwen"]),
        ("in Room 31 since the spring", Kind::Address, &[]),
    ] {
        assert_eq!(found(text, kind), words, "{text}");
    }
}

#[test]
fn grammar_gender_and_writing_are_kept() {
    let text = "Mrs Fatima Begum rang. Fatima's son is ill. MRS BEGUM is worried. spoke to fatima's son, Mr T. Begum.";
    let other = replaced(text);
    assert!(other.starts_with("Mrs ") && other.contains("'s son is ill. MRS ") && other.contains(", Mr "), "{other}");
    let words: Vec<&str> = other.split_whitespace().collect();
    let (first, family) = (words[1], words[2]);
    assert!(other.contains(&format!("{first}'s son is ill")), "{other}");
    assert!(other.contains(&format!("MRS {} is", family.to_uppercase())), "{other}");
    assert!(other.contains(&format!("to {}'s son", first.to_lowercase())), "{other}");
    assert!(other.ends_with(&format!(". {family}.")), "{other}");
}

#[test]
fn a_short_form_has_the_stand_in_of_the_long_one() {
    let other = replaced("Old Tom fell. Thomas Arkwright lives alone. Tom has a dog.");
    let first = other.split_whitespace().nth(1).unwrap();
    assert!(other.contains(&format!("{first} has a dog")) && other.contains(&format!(". {first} ")), "{other}");
}

#[test]
fn a_full_name_or_a_column_ties_recordings() {
    let row = |text: &str, person: &str| {
        let mut recording = recording(text);
        recording.source.fields.insert("person".into(), person.into());
        recording
    };
    let first = |recording: &Recording| recording.text.split_whitespace().next().unwrap().to_owned();
    let done = pseudonymise(vec![
        row("Nkechi Obi rang.", "7"),
        row("Nkechi Obi came.", "8"),
        row("Samina rang.", "9"),
        row("Samina came.", "9"),
    ]);
    assert_eq!(first(&done.recordings[0]), first(&done.recordings[1]));
    assert_eq!(first(&done.recordings[2]), first(&done.recordings[3]));
}

#[test]
fn the_order_of_a_batch_changes_nothing() {
    let texts = ["Nkechi Obi rang Tom.", "Tom and Nkechi Obi came. NHS 943 476 5919.", "Mr Obi lives at 4 Mill Row."];
    let forwards = pseudonymise(texts.iter().map(|text| recording(text)).collect());
    let backwards = pseudonymise(texts.iter().rev().map(|text| recording(text)).collect());
    let backwards: Vec<&str> = backwards.recordings.iter().rev().map(|one| one.text.as_str()).collect();
    assert_eq!(forwards.recordings.iter().map(|one| one.text.as_str()).collect::<Vec<_>>(), backwards);
}

#[test]
fn columns_and_the_name_of_the_file_are_replaced_too() {
    let mut one = recording("Fatima rang.");
    one.source.name = "cases/fatima-begum_visit.txt".into();
    one.source.fields.insert("client_name".into(), "Fatima Begum".into());
    one.source.fields.insert("nhs_number".into(), 9434765919u64.into());
    one.source.fields.insert("team".into(), "North".into());
    let source = pseudonymise(vec![one]).recordings.remove(0).source;
    let whole = format!("{} {:?}", source.name, source.fields).to_lowercase();
    assert!(!whole.contains("fatima") && !whole.contains("begum") && !whole.contains("9434765919"), "{whole}");
    assert!(source.name.ends_with("_visit.txt") && source.fields["team"] == "North");
}

/// The same share of names is found whichever community they are common in.
#[test]
fn no_community_is_named_more_openly_than_another() {
    const WORST: f64 = 0.9;
    let table: toml::Table = std::fs::read_to_string("evals/names.toml").unwrap().parse().unwrap();
    let carriers = [
        "I visited NAME today and the flat was warm.",
        "NAME said that the shopping had come.",
        "The boiler is fixed. NAME's room was cold.",
        "spoke to mum and to name about the bus",
        "Present: NAME (parent), the chair and the nurse.",
        "Thanks for coming.\nRegards\nNAME",
    ];
    for (group, names) in table["groups"].as_table().unwrap() {
        let (mut all, mut right) = (0, 0);
        for name in names.as_str().unwrap().split_whitespace() {
            for carrier in carriers {
                let text = carrier.replace("NAME", name).replace("name", &name.to_lowercase());
                let sought = if text.contains(name) { name.to_owned() } else { name.to_lowercase() };
                all += 1;
                right += usize::from(found(&text, Kind::Name).contains(&sought.as_str()));
            }
        }
        let share = right as f64 / all as f64;
        println!("{group}: {share:.3} of {all}");
        assert!(share >= WORST, "{group}: {share:.3} of {all}");
    }
}

/// Nothing that was found is left, and every stand-in is other than what it stands for.
#[test]
fn no_original_is_left_in_the_labelled_recordings() {
    let recordings = read_identified(Path::new("corpora"), Split::Development).unwrap();
    assert_eq!(recordings.len(), 370);
    for one in recordings {
        let done = pseudonymise(vec![recording(&one.text)]);
        let text = &done.recordings[0].text;
        for replaced in &done.replaced {
            assert_ne!(replaced.original, replaced.stand_in, "{}", one.id);
            let words = |text: &str| -> Vec<String> {
                text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
            };
            let (all, sought) = (words(text), words(&replaced.original));
            // A single word that is an ordinary one may stand as such (`Mark` and *Mark the case*).
            let single = sought.len() == 1 && replaced.kind == Kind::Name;
            let left = all.windows(sought.len()).any(|run| run == sought);
            assert!(single || !left, "{}: {:?}", one.id, replaced.kind);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    /// Spans lie on character boundaries, in order and apart, whatever the text.
    #[test]
    fn spans_cut_no_character(text in r"(?s).{0,80}") {
        holds(&text)?;
    }

    #[test]
    fn spans_cut_no_character_of_recordings(pieces in prop::collection::vec(prop::sample::select(vec![
        "Mrs ", "Dr. ", "Fatima", "Begum", "’s ", "' ", "é", "🙂", "Ł", "ß", "İ", "ﬁ", "\u{301}", "\u{200b}", "\n", "\r\n", ", ", ". ", ": ", "Name", "(", ")", "\"", "[10:04] ",
        "J.", "St ", "de ", "07700 900123", "oh seven ", "double ", "NHS ", "943 476 5919", "DOB ", "4/5/1951", "the first of May ", "nineteen fifty ", "12 ", "Mill ", "Lane", "Flat 3", "BD4 7QT",
        " and ", "mum ", "Kians ", "@", "x.y@z.example", "Ref no. ", "ab12", "QQ", "123456", "C ", "will ", "Hope ", "--", "/", "=", "O'", "-Mae",
    ]), 0..24)) {
        holds(&pieces.concat())?;
    }
}

fn holds(text: &str) -> Result<(), TestCaseError> {
    let mut rest = 0;
    for one in find(text, &[]) {
        prop_assert!(text.get(one.span.start()..one.span.end()).is_some_and(|words| !words.is_empty()));
        prop_assert!(one.span.start() >= rest);
        rest = one.span.end();
    }
    let again = replaced(text);
    prop_assert_eq!(again, replaced(text));
    Ok(())
}

/// A recording four times as long takes no more than about four times as long, on many lines or one.
#[test]
fn the_work_grows_with_the_recording() {
    const LONGEST: usize = 400_000;
    let all: Vec<String> =
        read_identified(Path::new("corpora"), Split::Development).unwrap().into_iter().map(|one| one.text).collect();
    let mut text = all.join("\n\n");
    while text.len() < LONGEST {
        text = format!("{text}\n{text}");
    }
    let timed = |text: &str| {
        let start = Instant::now();
        let _ = replaced(text);
        start.elapsed().as_secs_f64()
    };
    let cut = |length: usize| &text[..text.floor_char_boundary(length)];
    timed(cut(LONGEST / 4));
    for one_line in [false, true] {
        let of = |length: usize| if one_line { cut(length).replace('\n', " ") } else { cut(length).to_owned() };
        let short = timed(&of(LONGEST / 4));
        let long = timed(&of(LONGEST));
        assert!(long < 10.0 * short + 0.5, "{short:.2} s, then {long:.2} s");
    }
}

fn run(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_whatmatters")).args(arguments).output().unwrap()
}

const VISIT: &str = "Visited Mrs Zebedia Quillfeather (NHS 943 476 5919, DOB 4/5/1951) at 14 Larkhill Terrace, Easterby, \
BD47 3QT. Zebedia will ring 07700 900142 by Friday. She failed to attend.";
const SECRETS: [&str; 8] = ["Zebedia", "zebedia", "Quillfeather", "943 476", "4/5/1951", "Larkhill", "BD47", "900142"];

#[test]
fn no_format_shows_an_original_and_each_says_that_some_may_be_missed() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("zebedia-quillfeather.txt").display().to_string();
    std::fs::write(&file, VISIT).unwrap();
    let formats: BTreeMap<&str, &[&str]> = BTreeMap::from([
        ("restructure", &["terminal", "markdown", "json"][..]),
        ("check", &["terminal", "markdown", "html", "json"]),
    ]);
    let mut asked: Vec<Vec<&str>> = Vec::new();
    for (command, formats) in formats {
        asked.extend(formats.iter().map(|format| vec![command, "--pseudonymise", "--format", format, &file]));
    }
    asked.push(vec!["restructure", "--chronology", "--pseudonymise", &file]);
    asked.push(vec!["check", "--fix-preview", "--pseudonymise", &file]);
    for arguments in asked {
        let output = run(&arguments);
        let out = String::from_utf8(output.stdout).unwrap();
        let err = String::from_utf8(output.stderr).unwrap();
        assert!(matches!(output.status.code(), Some(0 | 1)), "{arguments:?}: {err}");
        for secret in SECRETS {
            assert!(!out.contains(secret) && !err.contains(secret), "{arguments:?}: {secret}");
        }
        let unwrapped = out.split_whitespace().collect::<Vec<_>>().join(" ");
        let said = "Some may have been missed";
        assert!(
            err.contains(said) && (unwrapped.contains(said) || arguments.contains(&"--fix-preview")),
            "{arguments:?}"
        );
    }
}

#[test]
fn a_key_is_written_only_when_asked_for_and_never_over_a_file() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("visit.txt").display().to_string();
    let key = folder.path().join("key.csv").display().to_string();
    std::fs::write(&file, format!("{VISIT} +44 7700 900123")).unwrap();
    assert!(run(&["check", "--pseudonymise", &file]).status.code() == Some(1) && !Path::new(&key).exists());
    let output = run(&["check", "--pseudonymise", "--key", &key, &file]);
    assert!(String::from_utf8(output.stderr).unwrap().contains("keep it apart"));
    let table = std::fs::read_to_string(&key).unwrap();
    assert!(table.starts_with("stand_in,original,kind,recording\n"), "{table}");
    assert!(table.contains(",Mrs Zebedia Quillfeather,name,") && table.contains(",'+44 7700 900123,phone,"), "{table}");
    let again = run(&["check", "--pseudonymise", "--key", &key, &file]);
    assert_eq!(again.status.code(), Some(2));
    assert!(String::from_utf8(again.stderr).unwrap().contains("is there already"));
    assert_eq!(std::fs::read_to_string(&key).unwrap(), table);
    assert_eq!(run(&["check", "--key", &key, &file]).status.code(), Some(2));
    let document = run(&["check", "--pseudonymise", "--format", "docx", "--output", "out.docx", &file]);
    assert!(document.status.code() == Some(2) && document.stdout.is_empty());
}
