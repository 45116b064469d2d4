//! Whatever the bytes: no decoder panics, and every account adds up.

#![allow(clippy::unwrap_used, reason = "this is test code, though outside of test functions")]
#![allow(
    clippy::redundant_closure,
    clippy::unnecessary_wraps,
    reason = "a visitor for any lifetime is a closure"
)]

mod given;

use std::sync::Arc;

use aiguilleur_sources::{Event, SourceError, Summary, finess, rpps, sirene};
use given::Files;
use proptest::prelude::*;

fn count<T>(event: Event<T>) -> Result<(), SourceError> {
    drop(event);
    Ok(())
}

fn adds_up(outcome: Result<Summary, SourceError>) {
    if let Ok(summary) = outcome {
        assert_eq!(summary.rows_read, summary.rows_kept + summary.rows_rejected);
        assert_eq!(summary.rows_rejected, summary.rejects_by_rule.values().sum::<u64>());
        assert_eq!(summary.anomalies, summary.anomalies_by_rule.values().sum::<u64>());
    }
}

fn decode_all(bytes: &[u8]) {
    let file = Arc::from("f");
    adds_up(rpps::decode_persons(bytes, &file, |event| count(event)));
    adds_up(rpps::decode_savoir_faire(bytes, &file, count));
    adds_up(finess::decode_json(bytes, &file, |event| count(event)));
    adds_up(finess::decode_xml(bytes, &file, |event| count(event)));
    adds_up(finess::decode_csv(bytes, &file, |event| count(event)));
    adds_up(sirene::decode_unites_legales(bytes, &file, count));
}

/// Files that are nearly right: each decoder gets past its header.
const NEARLY: [&str; 5] = [
    include_str!("given/personne_activite_columns.txt"),
    "finess;etalab;1;2026-05-12\nstructureet;990000010;990000044;É;\"x\";;;1;R;V;B;;004;2A;C;20000 A;;;620;;;;;;;;;;1900-01-01;;;\n\
     structureej;990000044;RS;L;;1;R;V;;;;004;20000 A;2A;C;;95;S;;;999000009;;2001-01-01\n",
    "<?xml version=\"1.0\"?><fluxfiness><horodatage><datemaj>2026-01-01</datemaj></horodatage><structureet>\
     <nofinesset>990000010</nofinesset><rs>&amp;&#233;</rs><nofinessej/><categetab>620</categetab>\
     </structureet><x/></fluxfiness>",
    r#"{"generatedAt": "2026-01-01", "gco": [{}], "gcc": [{"numFinessGcc": "1", "pmejDuGcc": [{"pmSmsseId": 1}]}],
     "pmej": [{"informationsGeneralesPMEJ": {"numFinessPm": "990000044"}, "evenement": [{"etatObjet1": "018",
     "identifiantObjet2": "3"}], "ege": [{"informationsGeneralesEGE": {"numFinessEge": "990000010"},
     "adresse": [{"usageAdresse": "03", "libelleVoie": "\\ é"}]}]}]}"#,
    "siren,x,etatAdministratifUniteLegale,categorieJuridiqueUniteLegale\n999000009,\"a,\"\"b\",A,6589\n",
];

fn nearly_right() -> impl Strategy<Value = Vec<u8>> {
    let rows = "(8\\|99700000104\\|899700000104[|a-z0-9é\"]{0,80}\n){0,3}";
    (0..NEARLY.len(), rows).prop_map(|(which, rows)| {
        let text = NEARLY[which];
        if which == 0 { format!("{}\n{rows}", text.trim_end().replace('\n', "|")) } else { text.to_owned() }
            .into_bytes()
    })
}

proptest! {
    #[test]
    fn on_any_bytes(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        decode_all(&bytes);
        let _ = Files::new().open("f", &bytes);
    }

    #[test]
    fn on_files_with_some_bytes_changed(
        mut bytes in nearly_right(),
        changes in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..4),
        cut in any::<prop::sample::Index>(),
        whole in any::<bool>(),
    ) {
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        if !whole {
            bytes.truncate(cut.index(bytes.len()) + 1);
        }
        decode_all(&bytes);
        if let Ok(opened) = Files::new().open("f", &bytes) {
            prop_assert_eq!(opened.sources.len(), 1);
        }
    }
}
