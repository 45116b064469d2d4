//! A site to test: the fixtures imported aside, and the pages over them. Not a test.

use std::{fs, path::Path, sync::Arc};

use aiguilleur_directory::{Clock, DataDir, Host, HostOptions};
use aiguilleur_domain::Date;
use aiguilleur_importer::{ImportRequest, import};
use aiguilleur_kit::{Administrator, Editeur};
use aiguilleur_web::Legal;
use tempfile::TempDir;

const FIXTURES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../fixtures");
const PEOPLE: &str = "PS_LibreAcces_Personne_activite_202611200812.txt";

/// The day of the fixtures.
const TODAY: Date = Date::constant(2026, 11, 20);

/// Who is gone on the second day: a radiologue in a cabinet individuel.
pub(crate) const ENDED: &str = "99700000112";

/// The vendor who prepares the orders.
pub(crate) fn editeur() -> Editeur {
    let administrator = |family_name: &str, card: &str| Administrator {
        family_name: family_name.to_owned(),
        given_name: "Zoé".to_owned(),
        card: card.to_owned(),
        phone: "0199000000".to_owned(),
        email: "certificats@exemple.fr".to_owned(),
        rpps: String::new(),
    };
    Editeur {
        name: "Éditions de l'Été".to_owned(),
        solution: "RIS Étoile".to_owned(),
        administrators: vec![
            administrator("TESTARD", "9970000001"),
            administrator("ÉCHANTILLON", "9970000002"),
        ],
        ..Editeur::default()
    }
}

/// Who answers for the site: markup that must stay text, and an address that no line of a small screen holds.
pub(crate) fn legal() -> Legal {
    let contact = "correspondant-des-professionnels-de-sante@exemple.fr";
    Legal {
        editor: "Éditions <Exemple>".to_owned(),
        contact: contact.to_owned(),
        contact_address: Some(format!("mailto:{contact}")),
        notice: "https://exemple.fr/mentions?a=1&b=2".to_owned(),
    }
}

/// The fixtures, imported.
pub(crate) struct Site {
    /// What the pages read.
    pub(crate) host: Arc<Host>,
    _folder: TempDir,
}

impl Site {
    /// The fixtures as they are.
    pub(crate) fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let data = DataDir::open(folder.path().join("data")).unwrap();
        import_files(&data, Path::new(FIXTURES), &fixture_names());
        Self::over(data, folder)
    }

    /// The fixtures, and the card of each professional.
    pub(crate) fn with_cards() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let data = DataDir::open(folder.path().join("data")).unwrap();
        let cards = "complements/Porteurs_CPS_CPF_202611200812.txt".to_owned();
        let names: Vec<String> = fixture_names().into_iter().chain([cards]).collect();
        import_files(&data, Path::new(FIXTURES), &names);
        Self::over(data, folder)
    }

    /// The pages over `data`, on the day of the fixtures.
    fn over(data: DataDir, folder: TempDir) -> Self {
        let host =
            Host::with(data, HostOptions { clock: Clock::Fixed(TODAY), ..HostOptions::default() }).unwrap();
        Self { host: Arc::new(host), _folder: folder }
    }

    /// The pages over it, for a vendor of two administrators, with a legal foot.
    pub(crate) fn pages(&self) -> aiguilleur_web::Site {
        let pages = aiguilleur_web::Site::new(Arc::clone(&self.host));
        pages.for_editeur(Arc::new(editeur())).published_by(legal())
    }

    /// The fixtures, then a second day on which [`ENDED`] is in the open stock no more.
    pub(crate) fn second_day() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let data = DataDir::open(folder.path().join("data")).unwrap();
        import_files(&data, Path::new(FIXTURES), &fixture_names());
        let next = folder.path().join("next");
        fs::create_dir(&next).unwrap();
        for name in fixture_names() {
            fs::copy(Path::new(FIXTURES).join(&name), next.join(&name)).unwrap();
        }
        let text = fs::read_to_string(next.join(PEOPLE)).unwrap();
        let kept: String = text.split_inclusive('\n').filter(|line| !line.contains(ENDED)).collect();
        assert_ne!(text.len(), kept.len(), "the fixtures hold {ENDED}");
        fs::remove_file(next.join(PEOPLE)).unwrap();
        fs::write(next.join(PEOPLE.replace("20261120", "20261121")), kept).unwrap();
        import_files(&data, &next, &names(&next));
        Self::over(data, folder)
    }
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap().map(Result::unwrap);
    let files = entries.filter(|entry| entry.file_type().unwrap().is_file());
    files.map(|entry| entry.file_name().into_string().unwrap()).collect()
}

fn fixture_names() -> Vec<String> {
    let mut names = names(Path::new(FIXTURES));
    names.retain(|name| name != "README.md");
    names
}

fn import_files(data: &DataDir, folder: &Path, names: &[String]) {
    let files = names.iter().map(|name| folder.join(name)).collect();
    import(data, &ImportRequest::new(files), &mut |_| ()).unwrap().publish().unwrap();
}
