//! What a decision rests on: its rules with their passages, and where its facts come from.

use std::borrow::Cow;

use jiff::civil::Date;
use serde::Serialize;
use serde::ser::SerializeStruct;

use crate::citation::Citation;
use crate::rule::Rule;
use crate::rule::ambiguity::Ambiguity;

/// Where a fact that the decision rests on comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Evidence {
    /// The fact, as the case names it.
    pub fact: &'static str,
    /// The publisher's file; `facts` when the asker stated it.
    pub source: Cow<'static, str>,
    /// The date of that file.
    pub dated: Option<Date>,
}

/// The rule that decided, and those that completed it.
#[derive(Debug, Clone)]
pub struct RuleRef {
    /// The rule that decided.
    pub rule: &'static Rule,
    /// The rules that completed it.
    pub completed_by: Vec<&'static Rule>,
    /// The passages that carry this case, where its facts choose among the rule's.
    pub(crate) carried_by: Vec<&'static Citation>,
}

impl RuleRef {
    /// The one or two passages that carry the decision, in whole sentences: those that its facts chose, else the
    /// deciding rule's first.
    pub fn carrying(&self) -> Vec<&'static Citation> {
        let own = self.rule.citations.iter().take(self.rule.carried_by);
        let chosen = self.carried_by.iter().copied();
        let mut shown: Vec<&'static Citation> = Vec::with_capacity(2);
        for whole in chosen.chain(own.filter(|_| self.carried_by.is_empty())).map(Citation::whole) {
            if shown.len() < 2 && !shown.contains(&whole) {
                shown.push(whole);
            }
        }
        shown
    }

    /// Every passage that the decision rests on: the deciding rule's first.
    pub fn citations(&self) -> Vec<&'static Citation> {
        let mut seen: Vec<&'static Citation> = Vec::with_capacity(12);
        for citation in self.all().flat_map(|rule| rule.citations) {
            if !seen.contains(&citation) {
                seen.push(citation);
            }
        }
        seen
    }

    /// The doubts that bear on the decision.
    pub fn ambiguities(&self) -> Vec<Ambiguity> {
        let mut seen = Vec::new();
        for ambiguity in self.all().flat_map(|rule| rule.ambiguities) {
            if !seen.contains(ambiguity) {
                seen.push(*ambiguity);
            }
        }
        seen
    }

    /// The deciding rule, then the others.
    pub fn all(&self) -> impl Iterator<Item = &'static Rule> {
        std::iter::once(self.rule).chain(self.completed_by.iter().copied())
    }
}

impl PartialEq for RuleRef {
    fn eq(&self, other: &Self) -> bool {
        self.all().map(|rule| rule.id).eq(other.all().map(|rule| rule.id))
    }
}

impl Serialize for RuleRef {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut s = serializer.serialize_struct("RuleRef", 6)?;
        s.serialize_field("id", self.rule.id)?;
        s.serialize_field("confidence", &self.rule.confidence)?;
        s.serialize_field("condition", self.rule.condition)?;
        s.serialize_field("completed_by", &Ids(&self.completed_by))?;
        s.serialize_field("citations", &self.carrying())?;
        s.serialize_field("ambiguities", &self.ambiguities())?;
        s.end()
    }
}

/// Rules, named.
struct Ids<'a>(&'a [&'static Rule]);

impl Serialize for Ids<'_> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.iter().map(|rule| rule.id))
    }
}
