use super::{Exit, Failure, house};
use crate::render::severity;
use crate::rules::{Category, Rule, Rules as RuleSet};
use clap::{Args, ValueEnum};

/// List the rules, or show one.
#[derive(Args)]
pub struct Rules {
    /// A rule, such as deficit/failed-to-attend.
    id: Option<String>,
    /// markdown gives every rule with its reason, source and examples, as one page.
    #[arg(long, value_enum, default_value_t = Format::List, conflicts_with = "id")]
    format: Format,
}

#[derive(Clone, Copy, PartialEq, ValueEnum)]
enum Format {
    List,
    Markdown,
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
            None if self.format == Format::Markdown => {
                print!("{}", page(&rules));
                Ok(Exit::Done)
            }
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

/// Every rule, by category, as one page of Markdown.
fn page(rules: &RuleSet) -> String {
    let mut page = String::from(
        "# Rules\n\nEvery rule of phrasing, why it exists, and when it speaks. Made by `whatmatters rules --format markdown`; the packs are in\n\
         `src/rules/packs`. What a rule would mark stands in **bold**.\n",
    );
    for category in Category::ALL {
        page.push_str(&format!("\n## {}\n", category.name()));
        rules.all().filter(|rule| rule.category == category).for_each(|rule| page.push_str(&entry(rule)));
    }
    page
}

fn entry(rule: &Rule) -> String {
    let listed = |items: Vec<String>| items.iter().map(|item| format!("- {item}\n")).collect::<String>();
    let (speaks, silent): (Vec<&String>, Vec<&String>) =
        rule.examples.iter().partition(|example| example.contains("[["));
    let shown = |examples: Vec<&String>| {
        listed(examples.iter().map(|example| plain(example).replace("[[", "**").replace("]]", "**")).collect())
    };
    format!(
        "\n### {}\n\nThe phrase {}. *{}*\n\n{} Source: {}.\n\nPerhaps:\n\n{}\nSpeaks:\n\n{}\nStays silent:\n\n{}",
        rule.id,
        plain(&rule.message),
        severity(rule.severity),
        plain(&rule.why),
        plain(rule.source.trim_end_matches('.')),
        listed(rule.suggestions.iter().map(|instead| plain(instead)).collect()),
        shown(speaks),
        shown(silent)
    )
}

/// Nothing in a rule's words is taken for markup but the marks of its examples.
fn plain(words: &str) -> String {
    words.replace('\\', "\\\\").replace('*', "\\*").replace('_', "\\_").replace('<', "&lt;")
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
