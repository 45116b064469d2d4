//! Everything that one order needs, on one page: the forms first, then the numbers, the certificates, the steps.

use aiguilleur_kit::{Kit, Moment, Order, Step};
use askama::Template;

use super::{
    copied::mail,
    number::Number,
    shell::Shell,
    sign::{Notice, Sign},
};
use crate::wording::{self, Tone};

/// The page of an order.
#[derive(Debug, Template)]
#[template(path = "kit.html")]
pub(crate) struct KitPage {
    pub(crate) shell: Shell,
    /// Name of the professional or structure.
    pub(crate) subject: String,
    /// Address of their page.
    pub(crate) back: String,
    /// What for.
    pub(crate) purpose: String,
    /// Whether something is ordered, in a word.
    pub(crate) sign: Sign,
    /// What it comes to.
    pub(crate) summary: String,
    /// What to look at first.
    pub(crate) notices: Vec<Notice>,
    /// The forms as PDF: what each is, its address, who signs it.
    pub(crate) forms: Vec<FormFile>,
    /// What is ordered.
    pub(crate) orders: Vec<OrderCard>,
    /// The steps, by moment.
    pub(crate) moments: Vec<(&'static str, Vec<Step>)>,
    /// The message to the client.
    pub(crate) message: String,
    /// The same, in a mail program.
    pub(crate) mail: String,
    /// Every file: its address, its name, what it is.
    pub(crate) files: Vec<(String, String, String)>,
}

/// A form as PDF.
#[derive(Debug)]
pub(crate) struct FormFile {
    pub(crate) href: String,
    pub(crate) title: String,
    /// « signé par … , carte n° … ».
    pub(crate) signer: String,
}

/// What one decision orders.
#[derive(Debug)]
pub(crate) struct OrderCard {
    pub(crate) structure: String,
    pub(crate) number: Option<Number>,
    /// The number that the platform lists.
    pub(crate) platform: Option<String>,
    pub(crate) certificates: Vec<CertificateLine>,
}

/// A certificate to order.
#[derive(Debug)]
pub(crate) struct CertificateLine {
    pub(crate) name: String,
    pub(crate) serves: String,
    pub(crate) cn: String,
    /// The exact name, to be copied; none where it is free.
    pub(crate) exact: Option<&'static str>,
    /// The command that makes its key and request.
    pub(crate) command: Option<String>,
}

impl From<&Order> for OrderCard {
    fn from(order: &Order) -> Self {
        let certificates = order.certificates.iter().map(|one| CertificateLine {
            name: format!("{} {}", one.offer, one.usage),
            serves: one.serves.join(", "),
            cn: match &one.cn_proposed {
                Some(name) => format!("{}, par exemple « {name} »", one.cn_text),
                None => one.cn_text.clone(),
            },
            exact: one.cn.value,
            command: one.request.as_ref().map(|request| request.command.clone()),
        });
        Self {
            structure: order.structure.clone(),
            number: order.identifier.as_ref().and_then(Number::of),
            platform: order.identifier.as_ref().and_then(|it| it.id_nat_struct.clone()),
            certificates: certificates.collect(),
        }
    }
}

impl KitPage {
    /// The page of `kit`, whose files are under `here`; `query` is the address's own.
    pub(crate) fn new(kit: Kit, back: String, here: &str, query: &str) -> Self {
        let href = |name: &str| format!("{here}/{name}{query}");
        let forms = kit.files.iter().filter(|file| file.media_type == "application/pdf");
        let signed = |sheet: Option<&aiguilleur_kit::Sheet>| {
            let signer = sheet.and_then(|sheet| sheet.signer.as_ref());
            signer.map_or_else(String::new, |s| {
                let card = s.card.number().map(|number| format!(", carte n° {number}")).unwrap_or_default();
                format!("à signer par {} {}{card}", s.given_name, s.family_name)
            })
        };
        let forms = forms.zip(kit.sheets.iter().map(Some).chain(std::iter::repeat(None)));
        let forms = forms.map(|(file, sheet)| FormFile {
            href: href(&file.name),
            title: file.title.clone(),
            signer: signed(sheet),
        });
        let moments = Moment::ALL.into_iter().map(|moment| {
            let steps = kit.steps.iter().filter(|step| step.when == moment).cloned().collect::<Vec<_>>();
            (moment.label_fr(), steps)
        });
        let files = kit.files.iter().map(|file| (href(&file.name), file.name.clone(), file.title.clone()));
        Self {
            shell: Shell::new(format!("Commande — {}", kit.subject)),
            purpose: wording::usages(&kit.usages),
            sign: if kit.ready {
                Sign::new(Tone::Go, "Prêt")
            } else {
                Sign::new(Tone::Stop, "Rien à commander en l'état")
            },
            notices: kit.warnings.iter().map(Notice::from).collect(),
            forms: forms.collect(),
            orders: kit.orders.iter().map(OrderCard::from).collect(),
            moments: moments.filter(|(_, steps)| !steps.is_empty()).collect(),
            mail: mail(None, &kit.message.subject, &kit.message.text),
            message: kit.message.text,
            files: files.collect(),
            summary: kit.summary,
            subject: kit.subject,
            back,
        }
    }
}
