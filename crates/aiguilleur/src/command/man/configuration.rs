//! aiguilleur.toml(5): every option of the configuration file.

use clap_mangen::roff::{Roff, roman};

use super::more::section;
use crate::{arguments::VERSION, configuration::reference};

pub(super) fn page() -> anyhow::Result<Vec<u8>> {
    let mut page = Roff::new();
    page.control("TH", ["aiguilleur.toml", "5", "", VERSION, "Aiguilleur"]);
    page.control("SH", ["NAME"]);
    page.text([roman("aiguilleur.toml - configuration d'Aiguilleur")]);
    page.control("SH", ["DESCRIPTION"]);
    page.text([roman(
        "Un fichier TOML ; tout a un défaut, un fichier vide suffit. L'environnement l'emporte sur le fichier, et la ligne de commande sur l'environnement. « aiguilleur config » donne ce qui vaut et d'où, « aiguilleur config --check » ce qui est à corriger.",
    )]);
    for (title, options) in reference::sections()? {
        let options: Vec<(&str, &str)> =
            options.iter().map(|(name, says)| (name.as_str(), says.as_str())).collect();
        section(&mut page, &format!("[{title}]"), &options);
    }
    page.control("SH", ["VOIR AUSSI"]);
    page.text([roman("aiguilleur(1), aiguilleur-config(1)")]);
    Ok(page.render().into_bytes())
}
