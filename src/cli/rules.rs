use super::{Exit, Failure, house};
use crate::rules::{Rule, Rules as RuleSet};
use clap::Args;

/// List the rules, or show one.
#[derive(Args)]
pub struct Rules {
    /// A rule, such as deficit/failed-to-attend.
    id: Option<String>,
}

/// Say why a rule exists, on what source, and when it speaks.
#[derive(Args)]
pub struct Explain {
    /// A rule, such as deficit/failed-to-attend.
    id: String,
}

impl Rules {
    pub fn run(self) -> Result<Exit, Failure> {
        let rules = house::rules(&[])?;
        match self.id {
            Some(id) => explain(&rules, &id),
            None => {
                rules.all().for_each(|rule| anstream::println!("{:<48} … {}", rule.id, rule.message));
                Ok(Exit::Done)
            }
        }
    }
}

impl Explain {
    pub fn run(self) -> Result<Exit, Failure> {
        explain(&house::rules(&[])?, &self.id)
    }
}

fn explain(rules: &RuleSet, id: &str) -> Result<Exit, Failure> {
    let rule = rules.all().find(|rule| rule.id == id).ok_or_else(|| unknown(rules, id))?;
    anstream::println!("{}\n\n  The phrase {}.\n  {}\n\nPerhaps", rule.id, rule.message, rule.why);
    rule.suggestions.iter().for_each(|instead| anstream::println!("  {instead}"));
    let (speaks, silent): (Vec<&String>, Vec<&String>) =
        rule.examples.iter().partition(|example| example.contains("[["));
    anstream::println!("\nSpeaks");
    speaks.iter().for_each(|example| anstream::println!("  {}", example.replace("[[", "«").replace("]]", "»")));
    anstream::println!("\nStays silent");
    silent.iter().for_each(|example| anstream::println!("  {example}"));
    anstream::println!("\nSource\n  {}", rule.source);
    Ok(Exit::Done)
}

fn unknown(rules: &RuleSet, id: &str) -> Failure {
    let name = id.rsplit('/').next().unwrap_or(id);
    let near: Vec<&str> =
        rules.all().map(|rule: &Rule| rule.id.as_str()).filter(|known| known.contains(name)).take(5).collect();
    let hint = if near.is_empty() {
        "`whatmatters rules` lists them all".into()
    } else {
        format!("perhaps: {}", near.join(", "))
    };
    Failure::new(format!("there is no rule `{id}`"), hint)
}
