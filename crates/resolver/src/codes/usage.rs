//! What a certificate is for.

codes! {
    /// What a certificate is for.
    pub enum Usage {
        Dmp = "dmp", "alimentation du DMP";
        InsiManu = "insi_manu", "téléservice INSi, appels d'utilisateurs connectés";
        InsiAuto = "insi_auto", "téléservice INSi, appels automatiques";
        Psc = "psc", "Pro Santé Connect";
        MssanteBalApplicative = "mssante_bal_applicative", "MSSanté, boîte aux lettres applicative";
        MssanteOperateur = "mssante_operateur", "MSSanté, opérateur";
        Roc = "roc", "ROC, complémentaires santé";
        DpConsultation = "dp_consultation", "Dossier Pharmaceutique, consultation";
        DpAlimentation = "dp_alimentation", "Dossier Pharmaceutique, alimentation";
        Ror = "ror", "Répertoire opérationnel des ressources (ROR)";
        AnnuaireSante = "annuaire_sante", "Annuaire Santé";
        Diapason = "diapason", "Diapason";
        Psig = "psig", "PSIG";
        MessagerieSmime = "messagerie_smime", "messagerie S/MIME (HPRIM NET)";
    }
}

impl Usage {
    /// Whether this is one of the two INSi usages, whose certificates are never shared.
    pub const fn is_insi(self) -> bool {
        matches!(self, Self::InsiManu | Self::InsiAuto)
    }

    /// Whether a professional's own card opens it. A mailbox of an application, an operator's server, calls
    /// without a user: nobody is there to put a card in.
    pub const fn is_served_by_card(self) -> bool {
        !matches!(
            self,
            Self::MssanteOperateur
                | Self::MssanteBalApplicative
                | Self::InsiAuto
                | Self::Diapason
                | Self::Psig
                | Self::MessagerieSmime
        )
    }

    /// Whether this is a usage of the Dossier Pharmaceutique, whose certificates are personal.
    pub const fn is_dp(self) -> bool {
        matches!(self, Self::DpConsultation | Self::DpAlimentation)
    }
}
