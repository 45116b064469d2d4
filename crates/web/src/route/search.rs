//! The first page and the results inside it.

use aiguilleur_directory::{
    DecisionRequest, FacetView, IdentifierView, SearchHit, SearchPage, SearchRequest, Snapshot, StructureId,
};
use aiguilleur_domain::Code;
use axum::{
    extract::{RawQuery, State},
    http::HeaderMap,
    response::{IntoResponse, Redirect},
};

use crate::{
    failure::Failure,
    page::{self, FacetGroup, FacetLink, IdentifierCard, Results, Sign},
    parameters::Parameters,
    reply::{self, Outcome},
    site::Site,
};

/// Records shown at once: one screen, so that the first page stays light.
const SHOWN: usize = 15;

/// Number of first hits shown with their answer.
const ANSWERED: usize = 3;

/// How a word was found that was not written as the record has it: a record found so is shown, not opened.
const GUESSED: [&str; 3] = [":typo", ":heard", ":right_key"];

/// Codes of each kind that are offered as filters.
const FACETS_SHOWN: usize = 6;

/// Longest text searched for: longer than any name with its city, profession and number.
const LONGEST: usize = 300;

struct Asked {
    request: SearchRequest,
}

/// The filters of the page, as its addresses and the API name them.
const FILTERS: [&str; 5] = ["profession", "savoir_faire", "categorie", "departement", "commune"];

impl Asked {
    fn read(query: Option<&str>) -> Self {
        let parameters = Parameters::read(query);
        let text = parameters.text("q").unwrap_or_default().trim().chars().take(LONGEST).collect();
        let codes = |name| parameters.list(name).filter_map(|code| code.parse().ok()).collect();
        let texts = |name| parameters.list(name).map(str::to_owned).collect();
        let request = SearchRequest {
            text,
            profession: codes("profession"),
            savoir_faire: codes("savoir_faire"),
            categorie: codes("categorie"),
            departement: texts("departement"),
            commune: texts("commune"),
            include_ended: parameters.text("termines").is_some(),
            limit: SHOWN,
            offset: parameters.number("debut"),
            facets: true,
            ..SearchRequest::default()
        };
        Self { request }
    }

    /// What is in activity; where nothing is, what has ended.
    fn found(&mut self, snapshot: &Snapshot) -> Result<SearchPage, Failure> {
        if let Some(refused) = self.request.refused() {
            return Err(Failure::Parameter(format!("Filtre « {} » : {}.", refused.parameter, refused.why)));
        }
        let found = snapshot.search(&self.request)?;
        if self.request.include_ended || !found.hits.is_empty() && found.left_out.is_empty() {
            return Ok(found);
        }
        let ended = snapshot.search(&SearchRequest { include_ended: true, ..self.request.clone() })?;
        if ended.hits.is_empty() || !ended.left_out.is_empty() && !found.hits.is_empty() {
            return Ok(found);
        }
        self.request.include_ended = true;
        Ok(ended)
    }

    /// The value of a filter.
    fn filter(&self, name: &str) -> Option<String> {
        let request = &self.request;
        let codes = |codes: &[Code]| codes.iter().map(Code::to_string).collect();
        let values: Vec<String> = match name {
            "profession" => codes(&request.profession),
            "savoir_faire" => codes(&request.savoir_faire),
            "categorie" => codes(&request.categorie),
            "departement" => request.departement.clone(),
            _ => request.commune.clone(),
        };
        (!values.is_empty()).then(|| values.join(","))
    }

    /// The address of the same search, but for one filter and the page.
    fn address(&self, changed: &str, value: Option<&str>, offset: usize) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        query.append_pair("q", &self.request.text);
        for name in FILTERS {
            let kept = if name == changed { value.map(str::to_owned) } else { self.filter(name) };
            if let Some(kept) = kept {
                query.append_pair(name, &kept);
            }
        }
        let ended = if changed == "termines" { value.is_some() } else { self.request.include_ended };
        if ended {
            query.append_pair("termines", "1");
        }
        if offset > 0 {
            query.append_pair("debut", &offset.to_string());
        }
        format!("/?{}", query.finish())
    }

    fn results(
        &self,
        snapshot: &Snapshot,
        page: &SearchPage,
        identifier: &IdentifierView,
    ) -> Result<Results, Failure> {
        let card = is_number(identifier).then(|| IdentifierCard::new(identifier));
        let mut results = Results::new(page, card, |offset| self.address("", None, offset));
        results.facets = self.facets(page);
        for (line, hit) in results.hits.iter_mut().zip(&page.hits).take(ANSWERED) {
            line.answer = answer(snapshot, hit)?;
        }
        let ended = self.request.include_ended;
        results.ended = Some(FacetLink {
            label: if ended {
                "Montrer seulement ce qui est en activité"
            } else {
                "Montrer aussi ce qui est terminé ou fermé"
            }
            .to_owned(),
            count: None,
            href: self.address("termines", (!ended).then_some("1"), 0),
        });
        Ok(results)
    }

    /// Filters that can be added or taken away, with how many records each leaves.
    fn facets(&self, page: &SearchPage) -> Vec<FacetGroup> {
        let Some(facets) = &page.facets else { return Vec::new() };
        let groups = [
            ("Profession", "profession", &facets.profession),
            ("Savoir-faire", "savoir_faire", &facets.savoir_faire),
            ("Catégorie", "categorie", &facets.categorie),
            ("Département", "departement", &facets.departement),
        ];
        let groups = groups.into_iter().filter_map(|(title, name, codes)| {
            let taken = self.filter(name);
            let link = |of: &FacetView| FacetLink {
                label: of.label.unwrap_or(&of.code).to_owned(),
                count: Some(of.count),
                href: self.address(name, Some(&of.code), 0),
            };
            let mut links: Vec<FacetLink> = codes.iter().take(FACETS_SHOWN).map(link).collect();
            if let Some(taken) = taken {
                let label = format!("{taken} : retirer ce filtre");
                links = vec![FacetLink { label, count: None, href: self.address(name, None, 0) }];
            } else if links.len() < 2 {
                return None;
            }
            Some(FacetGroup { title, links })
        });
        groups.collect()
    }
}

/// Whether the text is a number, or was meant to be: then what is wrong with it is worth telling.
fn is_number(view: &IdentifierView) -> bool {
    let digits = view.input.chars().filter(char::is_ascii_digit).count();
    let letters = view.input.chars().filter(|c| c.is_alphabetic()).count();
    view.kind.is_some() || (digits >= 6 && letters < 3)
}

/// What to order on for a record found.
fn answer(snapshot: &Snapshot, hit: &SearchHit) -> Result<Option<Sign>, Failure> {
    let request = DecisionRequest::default();
    let decided = match hit.kind {
        "professional" => hit.id.parse().map(|id| snapshot.decide_for_professional(id, &request)).ok(),
        _ => hit.id.parse().map(|id| snapshot.decide_for_structure(StructureId::Known(id), &request)).ok(),
    };
    Ok(decided.transpose()?.flatten().as_ref().and_then(page::answer_line))
}

/// The address of the only record found, when what was typed names it: nothing was left out or guessed.
fn only_match(page: &SearchPage, identifier: &IdentifierView) -> Option<String> {
    let guessed = |code: &String| GUESSED.iter().any(|how| code.ends_with(how));
    match page.hits.as_slice() {
        [hit] if !identifier.matches.is_empty() => Some(page::address(hit)),
        [hit] if page.total == 1 && page.left_out.is_empty() && !hit.matched.iter().any(guessed) => {
            Some(page::address(hit))
        }
        _ => None,
    }
}

/// `GET /?q=…&debut=…`
pub(super) async fn page(State(site): State<Site>, RawQuery(query): RawQuery, headers: HeaderMap) -> Outcome {
    let mut asked = Asked::read(query.as_deref());
    let snapshot = site.host.snapshot();
    let data = snapshot.data_view();
    if asked.request.text.is_empty() {
        return reply::html(&site, &snapshot, &headers, &page::SearchPage::new("", None, &data));
    }
    let identifier = snapshot.identify(&asked.request.text)?;
    let found = asked.found(&snapshot)?;
    if asked.request.offset == 0
        && let Some(address) = only_match(&found, &identifier)
    {
        return Ok(Redirect::to(&address).into_response());
    }
    let results = asked.results(&snapshot, &found, &identifier)?;
    reply::html(&site, &snapshot, &headers, &page::SearchPage::new(&asked.request.text, Some(results), &data))
}

/// `GET /fragments/resultats?q=…`: the results alone, refreshed while typing.
pub(super) async fn fragment(
    State(site): State<Site>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Outcome {
    let mut asked = Asked::read(query.as_deref());
    let snapshot = site.host.snapshot();
    let identifier = snapshot.identify(&asked.request.text)?;
    let found = asked.found(&snapshot)?;
    reply::html(&site, &snapshot, &headers, &asked.results(&snapshot, &found, &identifier)?)
}
