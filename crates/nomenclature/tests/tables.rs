//! What the generated tables promise, and what the helpers answer; the real extraction has its own test.

use aiguilleur_nomenclature::{
    Couloir, Table, categorie, categorie_juridique, departement, entry, label, profession, savoir_faire,
    secteur, statut,
};

#[test]
fn tables_are_sorted_unique_and_filled() {
    for table in Table::ALL {
        let entries = table.entries();
        assert!(!entries.is_empty(), "{table:?}");
        assert!(entries.windows(2).all(|pair| pair[0].code < pair[1].code), "{table:?}");
        for found in entries {
            assert_eq!(entry(table, found.code), Some(found));
            assert!(!found.label.is_empty());
            assert!(found.start.zip(found.end).is_none_or(|(start, end)| start <= end), "{found:?}");
        }
        assert_eq!(label(table, "?"), None);
    }
}

#[test]
fn labels_and_validity() {
    assert_eq!(label(Table::SecteurActivite, "SA08"), Some("Cabinet de groupe"));
    assert_eq!(label(Table::SavoirFaire, "SM44"), Some("Radio-diagnostic"));
    assert_eq!(label(Table::CategorieJuridique, "6589"), Some("Société civile de moyens"));
    let interim = entry(Table::SecteurActivite, "SA11").unwrap();
    assert!(interim.in_force_on("2020-06-25".parse().unwrap()));
    assert!(!interim.in_force_on("2020-06-26".parse().unwrap()));
    assert!(!interim.in_force_on("2007-07-24".parse().unwrap()));
}

#[test]
fn professions_of_four_tables() {
    for (code, expected) in [("10", "Médecin"), ("93", "Psychologue"), ("41", "Assistant de service social")]
    {
        assert_eq!(profession::label(code), Some(expected));
    }
    assert_eq!(profession::find("93").unwrap().end, None);
    assert_eq!(profession::label("99"), Some("Acteur caractérisé par son rôle"));
    assert_eq!(profession::label("07"), None);
}

#[test]
fn secteurs() {
    use secteur::Famille;
    for (code, famille, couloir) in [
        ("SA33", Some(Famille::Officine), Some(Couloir::Officine)),
        ("SA59", Some(Famille::Laboratoire), Some(Couloir::Biologie)),
        ("SA08", Some(Famille::Cabinet), None),
        ("SA04", Some(Famille::EtablissementSelonStatut), Some(Couloir::Hopital)),
        ("SA34", Some(Famille::EtablissementPublicOuDialyse), Some(Couloir::Hopital)),
        ("SA41", Some(Famille::MedicoSocial), Some(Couloir::MedicoSocial)),
        ("SA52", Some(Famille::MaisonDeSante), Some(Couloir::MedecineDeVille)),
        ("SA40", Some(Famille::SecteurPrivePraticienHospitalier), None),
        ("SA19", Some(Famille::NonCouvert), None),
        ("SA99", None, None),
    ] {
        assert_eq!((secteur::famille(code), secteur::couloir(code)), (famille, couloir), "{code}");
    }
    assert!(secteur::is_officine("SA65") && !secteur::is_officine("SA35"));
}

#[test]
fn categories() {
    assert!(categorie::is_officine("620") && categorie::is_lbm("611") && categorie::is_dialyse("146"));
    assert!(categorie::is_centre_de_sante("124") && categorie::is_maison_de_sante("603"));
    assert!(categorie::may_be_gie("698") && categorie::is_medico_social("500"));
    assert!(!categorie::is_officine("627") && !categorie::is_centre_de_sante("636"));
    assert_eq!(categorie::couloir("355"), Some(Couloir::Hopital));
    assert_eq!(categorie::couloir("698"), None);
    assert_eq!(categorie::famille("705"), Some(categorie::Famille::NonCouvert));
    assert_eq!(categorie::famille("000"), None);
    assert_eq!(categorie::agregat("141"), Some("1203"));
    let medico_social =
        Table::CategorieEtablissement.entries().iter().filter(|e| categorie::is_medico_social(e.code));
    assert_eq!(medico_social.count(), 66);
}

#[test]
fn statuts_and_legal_categories() {
    let public = Table::StatutJuridique.entries().iter().filter(|e| statut::is_public(e.code));
    assert_eq!(public.count(), 29);
    assert!(statut::is_public("13") && !statut::is_public("09") && !statut::is_public("89"));
    assert_eq!(statut::fonction_publique("13"), Some("02"));
    assert_eq!(statut::fonction_publique("73"), None);
    assert!(statut::is_scm("79") && statut::is_gie("76") && statut::is_sel("91") && statut::is_scp("88"));
    assert_eq!(statut::nature("100"), None);
    assert!(categorie_juridique::is_scm("6589") && categorie_juridique::is_sel("5485"));
    for code in ["6589", "5385", "5485", "5585", "5685", "5785", "6511", "6220", "6571", "6575", "6585"] {
        assert!(label(Table::CategorieJuridique, code).is_some(), "{code}");
    }
}

#[test]
fn typed_columns_hold_known_values() {
    let radiologie: Vec<_> =
        Table::SavoirFaire.entries().iter().filter(|e| savoir_faire::is_radiologie(e.code)).collect();
    assert_eq!(radiologie.iter().map(|e| e.code).collect::<Vec<_>>(), ["SM28", "SM44", "SM45", "SM55"]);
    let not_covered = |code: &str| secteur::famille(code) == Some(secteur::Famille::NonCouvert);
    assert_eq!(Table::SecteurActivite.entries().iter().filter(|e| not_covered(e.code)).count(), 43);
    let not_covered = |code: &str| categorie::famille(code) == Some(categorie::Famille::NonCouvert);
    assert_eq!(Table::CategorieEtablissement.entries().iter().filter(|e| not_covered(e.code)).count(), 190);
}

#[test]
fn departements() {
    let name = |found: Option<&'static aiguilleur_nomenclature::Entry>| found.map(|e| e.label);
    for (postcode, expected) in [
        ("75019", Some("Paris")),
        ("20090", Some("Corse-du-Sud")),
        ("20200", Some("Haute-Corse")),
        ("97133", Some("Saint-Barthélemy")),
        ("97400", Some("La Réunion")),
        ("98800", Some("Nouvelle-Calédonie")),
        ("01300", Some("Ain")),
        ("00000", None),
        ("1300", None),
        ("é0130", None),
    ] {
        assert_eq!(name(departement::of_postcode(postcode)), expected, "{postcode}");
    }
    assert_eq!(name(departement::of_commune("2A004")), Some("Corse-du-Sud"));
    assert_eq!(name(departement::of_commune("97209")), Some("Martinique"));
    assert_eq!(name(departement::of_finess_code("9A")), Some("Guadeloupe"));
    assert_eq!(name(departement::of_finess_code("")), None);
}
