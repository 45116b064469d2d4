//! The pages in a headless Chromium: what an agent sees and does. `tests/browser/run` installs what this needs.

#![allow(clippy::unwrap_used, reason = "tests fail by panicking")]

mod driver;
#[path = "../site/mod.rs"]
mod site;

use aiguilleur_directory::{DecisionRequest, card_of_today};
use aiguilleur_domain::pasted::Pasted;
use aiguilleur_resolver::Usage;
use driver::{Browser, Reader, browse};
use fantoccini::{Locator, key::Key};
use site::{ENDED, Site};

fn key(key: Key) -> String {
    char::from(key).to_string()
}

#[tokio::test]
async fn a_name_is_found_while_typing() {
    browse(Site::new(), Reader::Agent, |page: Browser| async move {
        page.open("/").await;
        page.search("vauquelin").await;
        page.shows(".hit", "HORTENSE VAUQUELIN").await;
        page.leads_to("/?q=vauquelin").await; // the address can be shared
        page.click(".hit").await;
        page.shows(".verdict h2", "Commander sur le RPPS-rang 99700000104007").await;
        page.shows("h1", "HORTENSE VAUQUELIN").await;
    })
    .await;
}

#[tokio::test]
async fn a_misspelt_name_is_found() {
    browse(Site::new(), Reader::Agent, |page: Browser| async move {
        page.open("/?q=vauqelin").await;
        page.shows(".hit", "HORTENSE VAUQUELIN").await;
    })
    .await;
}

#[tokio::test]
async fn numbers_go_straight_to_their_record() {
    browse(Site::new(), Reader::Agent, |page: Browser| async move {
        page.open("/").await;
        page.search(&format!("997 0000 0104{}", key(Key::Enter))).await;
        page.shows("h1", "HORTENSE VAUQUELIN").await;
        page.open("/").await;
        page.search(&format!("999 000 011 00018{}", key(Key::Enter))).await;
        page.shows(".verdict h2", "SIRET 99900001100018").await;
    })
    .await;
}

#[tokio::test]
async fn the_number_is_copied_exactly() {
    browse(Site::new(), Reader::Agent, |page: Browser| async move {
        page.open("/professionnels/99700000104").await;
        assert_eq!(
            page.run("return document.querySelector('.main-number .digits').textContent").await,
            "99700000104007"
        );
        let button = page.client.find(Locator::Css(".main-number .copy")).await.unwrap();
        button.click().await.unwrap();
        page.text(".main-number .copy.done").await;
    })
    .await;
}

#[tokio::test]
async fn an_scm_cannot_be_overlooked() {
    browse(Site::new(), Reader::Agent, |page: Browser| async move {
        for address in ["/professionnels/99700000153", "/structures/399900002900010"] {
            page.open(address).await;
            assert!(
                page.text(".alarms").await.contains("SCM : ne jamais commander sur son SIRET"),
                "{address}"
            );
            let top =
                page.run("return document.querySelector('.alarms').getBoundingClientRect().bottom").await;
            assert!(top.as_f64().unwrap() < 740.0, "{address}: seen without scrolling");
        }
        assert_eq!(page.text(".forbidden .digits").await.replace(char::is_whitespace, ""), "99900002900010");
    })
    .await;
}

#[tokio::test]
async fn an_ended_activity_cannot_be_overlooked() {
    browse(Site::second_day(), Reader::Agent, |page: Browser| async move {
        page.open(&format!("/professionnels/{ENDED}")).await;
        page.shows(".alarms", "N'apparaît plus, vue pour la dernière fois le 20 novembre 2026").await;
        assert_eq!(page.count(".main-number").await, 0, "no number is offered");
        let violations = page.violations().await;
        assert!(violations.is_empty(), "{violations:#?}");
    })
    .await;
}

#[tokio::test]
async fn homonyms_are_announced() {
    browse(Site::new(), Reader::Agent, |page: Browser| async move {
        page.open("/?q=marie+martin").await;
        page.shows(".notice", "3 personnes portent ce nom").await;
        page.leads_to("/?q=marie+martin").await; // none was picked
        assert!(page.count(".hit").await >= 3);
    })
    .await;
}

#[tokio::test]
async fn the_keyboard_is_enough() {
    browse(Site::new(), Reader::Agent, |page: Browser| async move {
        page.open("/professionnels/99700000153").await;
        page.press(&key(Key::Tab)).await;
        assert_eq!(page.run("return document.activeElement.className").await, "skip");
        page.press("/").await;
        page.focuses("#q").await;
        page.press(&format!("marie martin{}", key(Key::Enter))).await;
        page.leads_to("/?q=marie+martin").await;
        page.text(".hit").await;
        page.focuses("#q").await;
        page.press(&key(Key::Down)).await;
        page.press(&key(Key::Down)).await;
        let outline = page.run("return getComputedStyle(document.activeElement).outlineStyle").await;
        assert_eq!(outline, "solid", "the focus is seen");
        let wanted = page.run("return document.activeElement.getAttribute('href')").await;
        page.press(&key(Key::Enter)).await;
        page.leads_to(wanted.as_str().unwrap()).await;
        page.text(".verdict h2").await;
    })
    .await;
}

#[tokio::test]
async fn a_decision_leads_to_its_rule() {
    browse(Site::new(), Reader::Agent, |page: Browser| async move {
        page.open("/professionnels/99700000104").await;
        page.click(".why a[href^='/regles#']").await;
        page.leads_to("/regles#R-RAD-CAB").await;
        page.shows(":target h3", "R-RAD-CAB").await;
        let top = page.run("return document.querySelector(':target').getBoundingClientRect().top").await;
        assert!((0.0..200.0).contains(&top.as_f64().unwrap()), "the rule is in sight: {top}");
    })
    .await;
}

/// One page of each kind.
const PAGES: [&str; 17] = [
    "/",
    "/?q=marie+martin",
    "/?q=zzzzzz",
    "/?q=99700000105",
    "/professionnels/99700000104",
    "/professionnels/99700000153",
    "/professionnels/99700000500",
    "/professionnels/99700000260?usage=dmp&usage=insi_manu",
    "/professionnels/99700000104/formulaires/1",
    "/professionnels/99700000104/commande?usage=dmp&usage=insi_manu",
    "/professionnels/99700000500/commande",
    "/certificats",
    "/structures/1990010019",
    "/structures/1990010266",
    "/groupes/99000000017",
    "/professionnels/abc",
    "/regles",
];

#[tokio::test]
async fn no_page_fails_axe() {
    browse(Site::new(), Reader::Agent, |page: Browser| async move {
        for address in PAGES {
            page.open(address).await;
            let violations = page.violations().await;
            assert!(violations.is_empty(), "{address}: {violations:#?}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_narrow_screen_needs_no_sideways_scrolling() {
    browse(Site::new(), Reader::Narrow, |page: Browser| async move {
        for address in PAGES {
            page.open(address).await;
            let width = page.run("return document.documentElement.scrollWidth").await;
            assert!(width.as_u64().unwrap() <= 360, "{address}: {width}");
        }
    })
    .await;
}

#[tokio::test]
async fn nothing_needs_a_script() {
    browse(Site::new(), Reader::WithoutScript, |page: Browser| async move {
        page.open("/").await;
        page.search(&format!("vauqelin{}", key(Key::Enter))).await; // guessed: shown, not opened
        page.shows(".hit", "HORTENSE VAUQUELIN").await;
        page.click(".hit").await;
        page.shows(".verdict h2", "99700000104007").await;
        let shown = page.client.find(Locator::Css(".copy")).await.unwrap().is_displayed().await.unwrap();
        assert!(!shown, "no button that does nothing");
        page.click(".usages summary").await;
        page.click("input[value=insi_manu]").await;
        page.click(".usages button").await;
        page.shows(".two", "INSI-MANU").await;
        page.shows(".verdict h2", "téléservice INSi").await;
        page.open("/professionnels/99700000146").await; // the next call
        page.shows(".verdict h2", "téléservice INSi").await;
    })
    .await;
}

/// The text of a PDF, its line ends as spaces.
fn text_of(pdf: &[u8]) -> String {
    let document = lopdf::Document::load_mem(pdf).unwrap();
    let pages: Vec<u32> = document.get_pages().keys().copied().collect();
    document.extract_text(&pages).unwrap().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What the form must bear: the decision's number and name, the holder of its RPPS-rang with the card that works today, and
/// the vendor's administrators.
fn decided(site: &Site) -> Vec<String> {
    let snapshot = site.host.snapshot();
    let request = DecisionRequest { usages: vec![Usage::Dmp], ..DecisionRequest::default() };
    let decided = snapshot.decide_for_pasted(&Pasted::read("99700000104"), &request).unwrap().unwrap();
    let [form] = decided.forms.as_slice() else { panic!("one form: {:?}", decided.forms) };
    let who = decided.professional.as_ref().unwrap();
    let cards = snapshot.cards(who.id_nat_pp).unwrap().unwrap();
    let card = card_of_today(&cards, snapshot.today()).unwrap();
    let mut said = vec![form.denomination.clone().unwrap(), who.family_name.clone(), who.given_name.clone()];
    said.push(card.number.clone());
    said.extend(form.rpps_rang.clone());
    for one in site::editeur().administrators {
        said.extend([one.family_name, one.given_name, one.card]);
    }
    said
}

/// From a typed name to the form as PDF, which says what was decided, in four actions at most: type and send, open, prepare,
/// open the form. A name that only one person bears opens by itself.
async fn order(page: Browser, said: Vec<String>) {
    page.open("/").await;
    page.search(&format!("hortense vauquelin{}", key(Key::Enter))).await;
    let shown = page.leads_to_one_of(&["/?q=hortense+vauquelin", "/professionnels/"]).await;
    if shown.starts_with("/?q=") {
        page.click(".hit").await;
    }
    page.click(".verdict a.main").await;
    page.shows("h1", "Préparer la commande").await;
    let link = page.client.find(Locator::Css(".acts a[href*='.pdf']")).await.unwrap();
    let address = link.attr("href").await.unwrap().unwrap();
    assert!(address.starts_with("/professionnels/99700000104/commande/F413.pdf"), "{address}");
    page.click(".acts a[href*='.pdf']").await;
    assert!(page.actions() <= 4, "{} actions", page.actions());
    let text = text_of(&page.bytes(&address).await);
    for one in said {
        assert!(text.contains(&one), "{one} in {text}");
    }
}

#[tokio::test]
async fn a_typed_name_leads_to_the_form_in_four_actions() {
    let site = Site::with_cards();
    let said = decided(&site);
    browse(site, Reader::Agent, |page: Browser| order(page, said)).await;
}

#[tokio::test]
async fn an_order_is_prepared_without_a_script() {
    let site = Site::with_cards();
    let said = decided(&site);
    browse(site, Reader::WithoutScript, |page: Browser| order(page, said)).await;
}

#[tokio::test]
async fn nothing_moves_while_a_page_loads() {
    browse(Site::new(), Reader::Agent, |page: Browser| async move {
        for address in PAGES {
            page.open(address).await;
            let shift = page
                .run(
                    "return new Promise((resolve) => { let sum = 0; new PerformanceObserver((list) => { for (const one of \
                     list.getEntries()) sum += one.value; }).observe({ type: 'layout-shift', buffered: true }); \
                     setTimeout(() => resolve(sum), 200); })",
                )
                .await;
            assert!(shift.as_f64().unwrap() <= 0.1, "{address}: {shift}");
        }
    })
    .await;
}

#[tokio::test]
async fn the_pages_can_be_looked_at() {
    browse(Site::second_day(), Reader::Agent, |page: Browser| async move {
        for (name, address) in
            [("professionnel", "/professionnels/99700000104"), ("terminee", "/professionnels/99700000112")]
        {
            page.open(address).await;
            let picture = page.client.screenshot().await.unwrap();
            assert!(picture.starts_with(b"\x89PNG"), "{name}");
            if let Some(folder) = std::env::var_os("AIGUILLEUR_PICTURES") {
                std::fs::write(std::path::Path::new(&folder).join(format!("{name}.png")), picture).unwrap();
            }
        }
    })
    .await;
}

#[tokio::test]
async fn nobody_else_is_asked_for_anything() {
    browse(Site::new(), Reader::Agent, |page: Browser| async move {
        for address in PAGES {
            page.open(address).await;
            let loaded =
                page.run("return performance.getEntriesByType('resource').map((entry) => entry.name)").await;
            let loaded = loaded.as_array().unwrap();
            assert!(loaded.len() >= 2, "{address}: style and script");
            for name in loaded {
                assert!(name.as_str().unwrap().starts_with(&page.origin), "{address}: {name}");
            }
        }
    })
    .await;
}
