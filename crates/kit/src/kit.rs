//! The kit of one answer: everything that its orders need, and the files that say so.

use aiguilleur_certificate::calendar;
use aiguilleur_directory::{Decided, Snapshot, StoreError, card_warning};
use aiguilleur_domain::{Date, IdNatPp};
use aiguilleur_reconcile::ReconcileError;
use aiguilleur_resolver::{RecommendationStatus, Usage, Warning};
use serde::Serialize;

use crate::{
    blank::{self, BlankError},
    dates,
    editeur::Editeur,
    file::File,
    list::{Client, OrderTable},
    message::{self, Message},
    order::Order,
    page::{self, Foot},
    readme,
    sheet::Sheet,
    signatory,
    step::{self, Step},
};

/// Why no kit could be made.
#[derive(Debug, thiserror::Error)]
pub enum KitError {
    /// The directory could not answer.
    #[error("l'annuaire n'a pas pu répondre")]
    Directory(#[from] StoreError),
    /// The blank that the configuration names.
    #[error("le formulaire vierge configuré (editeur.f413_blank) ne peut pas servir")]
    Blank(#[from] BlankError),
    /// The blank cannot be opened.
    #[error("le formulaire vierge configuré (editeur.f413_blank) ne s'ouvre pas")]
    Open(#[from] std::io::Error),
    /// A face that the program carries.
    #[error("la police du pense-bête ne se lit pas")]
    Font(#[from] ttf_parser::FaceParsingError),
    /// A record could not be judged, or the workbook not be written.
    #[error(transparent)]
    Reconcile(#[from] ReconcileError),
    /// JSON could not be written.
    #[error("le dossier ne s'écrit pas en JSON")]
    Json(#[from] serde_json::Error),
}

/// What a kit is made with.
#[derive(Debug, Clone, Copy)]
pub struct Options<'a> {
    /// The vendor's constants.
    pub editeur: &'a Editeur,
    /// What the certificates are for.
    pub usages: &'a [Usage],
    /// The day.
    pub today: Date,
}

/// Everything that the orders of one answer need.
#[derive(Debug, Clone, Serialize)]
pub struct Kit {
    /// Name of the professional or structure.
    pub subject: String,
    /// Usages that the certificates are for.
    pub usages: Vec<Usage>,
    /// The day.
    pub today: Date,
    /// Whether something is ordered.
    pub ready: bool,
    /// Whether one answer can be followed as it stands.
    #[serde(skip)]
    pub settled: bool,
    /// In one sentence.
    pub summary: String,
    /// What is ordered, decision by decision.
    pub orders: Vec<Order>,
    /// The forms, filled.
    pub sheets: Vec<Sheet>,
    /// What to do, in order.
    pub steps: Vec<Step>,
    /// What to write to the client.
    pub message: Message,
    /// What to look at first.
    pub warnings: Vec<Warning>,
    /// The vendor.
    pub editeur: String,
    /// The generation that answered.
    pub generation: String,
    /// Files of the downloadable folder.
    #[serde(skip)]
    pub files: Vec<File>,
}

/// The kit of `decided`, with its files.
///
/// # Errors
/// [`KitError`].
pub fn prepare(snapshot: &Snapshot, decided: &Decided, options: &Options<'_>) -> Result<Kit, KitError> {
    let mut kit = plan(snapshot, decided, options)?;
    kit.fill(options.editeur)?;
    Ok(kit)
}

/// The same without its files.
pub(crate) fn plan(snapshot: &Snapshot, decided: &Decided, options: &Options<'_>) -> Result<Kit, KitError> {
    let Options { editeur, usages, today } = *options;
    let orders: Vec<Order> = decided.decisions.iter().filter_map(|view| Order::of(view, editeur)).collect();
    let subject = subject(decided);
    let mut warnings = warnings(decided);
    let sheets = if orders.is_empty() { Vec::new() } else { sheets(snapshot, decided, options)? };
    if !sheets.is_empty() {
        administrators(snapshot, options)?.into_iter().for_each(|one| add(&mut warnings, Some(one)));
    }
    let steps = step::steps(decided, &orders, &sheets, usages);
    let facts = message::Facts {
        decided,
        orders: &orders,
        sheets: &sheets,
        steps: &steps,
        editeur,
        usages,
        subject: &subject,
    };
    Ok(Kit {
        settled: decided.recommendation.status == RecommendationStatus::Unique,
        message: message::message(&facts),
        ready: !orders.is_empty(),
        summary: summary(decided, &orders),
        usages: usages.to_vec(),
        editeur: editeur.name.clone(),
        generation: snapshot.id().to_string(),
        subject,
        today,
        orders,
        sheets,
        steps,
        warnings,
        files: Vec::new(),
    })
}

/// The forms, filled.
fn sheets(snapshot: &Snapshot, decided: &Decided, options: &Options<'_>) -> Result<Vec<Sheet>, StoreError> {
    let mut sheets = Vec::with_capacity(decided.forms.len());
    for form in &decided.forms {
        let signer = signatory::of(snapshot, form, options.today)?;
        sheets.push(Sheet::new(form, options.editeur, signer));
    }
    Ok(sheets)
}

fn add(warnings: &mut Vec<Warning>, one: Option<Warning>) {
    warnings.extend(one.filter(|one| !warnings.contains(one)));
}

/// What is wrong with the cards of the vendor's administrators, as far as the card file names them.
fn administrators(snapshot: &Snapshot, options: &Options<'_>) -> Result<Vec<Warning>, StoreError> {
    let mut found = Vec::new();
    for one in &options.editeur.administrators {
        let holder = match one.rpps.parse() {
            Ok(rpps) => Some(IdNatPp::Rpps(rpps)),
            Err(_) => snapshot.card_holder(&one.card)?,
        };
        let cards = holder.map(|id| snapshot.cards(id)).transpose()?.flatten().unwrap_or_default();
        let name = format!("{} {}", one.given_name, one.family_name);
        let stated = Some(one.card.as_str()).filter(|card| !card.is_empty());
        found.extend(card_warning(name.trim(), stated, &cards, options.today));
    }
    Ok(found)
}

fn subject(decided: &Decided) -> String {
    if let Some(who) = &decided.professional {
        return format!("{} {}", who.given_name, who.family_name).trim().to_owned();
    }
    let structure = decided.decisions.first().and_then(|view| view.structure.as_ref());
    structure.map(|it| it.name.clone()).unwrap_or_default()
}

fn warnings(decided: &Decided) -> Vec<Warning> {
    let mut found: Vec<Warning> = decided.warnings.clone();
    for warning in decided.decisions.iter().flat_map(|view| view.decision.warnings()) {
        add(&mut found, Some(warning.clone()));
    }
    found
}

/// What the kit comes to.
fn summary(decided: &Decided, orders: &[Order]) -> String {
    match (orders, decided.decisions.as_slice()) {
        ([one], _) => one.summary.clone(),
        ([], [view]) => view.decision.summary().to_owned(),
        ([], []) => "Aucune situation d'exercice n'est connue : rien à commander.".to_owned(),
        ([], _) => "Aucune de ces situations ne permet de commander en l'état.".to_owned(),
        (several, _) => {
            format!(
                "{} commandes : demandez laquelle est concernée avant d'envoyer quoi que ce soit.",
                several.len()
            )
        }
    }
}

impl Kit {
    /// The file of that name.
    pub fn file(&self, name: &str) -> Option<&File> {
        self.files.iter().find(|file| file.name == name)
    }

    fn fill(&mut self, editeur: &Editeur) -> Result<(), KitError> {
        self.fill_forms(editeur)?;
        self.fill_requests();
        if !self.message.text.is_empty() {
            let text = format!("Objet : {}\n\n{}", self.message.subject, self.message.text);
            self.files.push(File::text("message-client.txt", "Message au client, prêt à envoyer", text));
        }
        if self.ready {
            self.fill_table()?;
            let dates = calendar(&dates::events(self), self.today).into_bytes();
            let media_type = "text/calendar; charset=utf-8";
            self.files.push(File::of(
                "calendrier.ics".to_owned(),
                "Validation, renouvellement, échéance",
                media_type,
                dates,
            ));
        }
        let json = serde_json::to_vec_pretty(&self)?;
        self.files.push(File::of(
            "dossier.json".to_owned(),
            "Le même, pour un logiciel",
            "application/json",
            json,
        ));
        self.files
            .insert(0, File::text("LISEZ-MOI.txt", "Ce qu'il y a à faire, dans l'ordre", readme::text(self)));
        Ok(())
    }

    fn fill_table(&mut self) -> Result<(), KitError> {
        let mut table = OrderTable::new();
        table.add(&Client::default(), self);
        let title = "Une ligne par certificat à commander";
        self.files.push(File::of("certificats.csv".to_owned(), title, File::CSV, table.csv()));
        let title = "Le même tableau, pour un tableur";
        self.files.push(File::of("certificats.xlsx".to_owned(), title, File::XLSX, table.xlsx()?));
        Ok(())
    }

    fn fill_forms(&mut self, editeur: &Editeur) -> Result<(), KitError> {
        let several = self.sheets.len() > 1;
        let foot =
            Foot { origin: format!("Aiguilleur, génération {}", self.generation), today: self.today };
        let blank = editeur.f413_blank.as_ref().map(std::fs::read).transpose()?;
        for (sheet, place) in self.sheets.iter_mut().zip(1..) {
            let mut bytes = None;
            if let Some(blank) = blank.as_deref().filter(|_| sheet.form == "F413")
                && let Some(filled) = blank::fill(blank, sheet, &editeur.f413_fields)?
            {
                (sheet.official, sheet.by_hand) = (true, filled.by_hand);
                bytes = Some(filled.bytes);
            }
            let bytes = match bytes {
                Some(bytes) => bytes,
                None => page::pdf(sheet, &foot)?,
            };
            let name =
                if several { format!("{}-{place}.pdf", sheet.form) } else { format!("{}.pdf", sheet.form) };
            let kind = if sheet.official { "formulaire officiel rempli" } else { "pense-bête" };
            let title = format!("{} ({kind})", sheet.title);
            self.files.push(File::of(name, &title, "application/pdf", bytes));
        }
        Ok(())
    }

    /// The configuration and the command of each request; several orders of one name share it.
    fn fill_requests(&mut self) {
        let mut commands = String::new();
        for certificate in self.orders.iter().flat_map(|order| &order.certificates) {
            let Some(request) = &certificate.request else { continue };
            if self.files.iter().any(|file| file.name == request.file) {
                continue;
            }
            commands.push_str(&format!(
                "# {} {}, nom (CN) : {}\n",
                certificate.offer, certificate.usage, request.cn
            ));
            commands.push_str(&format!("{}\n\n", request.command));
            let title = format!("Configuration openssl : {}", request.cn);
            self.files.push(File::text(&request.file, &title, request.configuration.clone()));
        }
        if !commands.is_empty() {
            let text = format!(
                "# À exécuter sur le serveur où chaque certificat sera installé. La clé (.key) y reste.\n\n{commands}"
            );
            self.files.push(File::text(
                "csr-commandes.txt",
                "Commandes qui font les clés et les demandes (CSR)",
                text,
            ));
        }
    }
}
