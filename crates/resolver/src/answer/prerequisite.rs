//! What must be there before an order: contracts, cards, forms.

use crate::codes::codes;

codes! {
    /// Something an order needs.
    pub enum Prerequisite {
        ContratAdhesion = "contrat_adhesion", "contrat d'adhésion aux services de l'ANS";
        ContratAdhesionMiseAJour = "contrat_adhesion_mise_a_jour", "contrat d'adhésion mis à jour au nom du nouveau représentant légal";
        ContratAdhesionEditeur = "contrat_adhesion_editeur", "contrat d'adhésion de l'éditeur avec l'ANS";
        F101 = "f101", "formulaire 101 : carte du représentant légal (CDE)";
        Cde = "cde", "carte CDE active du représentant légal";
        CpsResponsable = "cps_responsable", "CPS du représentant légal, fonction de responsable enregistrée par son ordre";
        FonctionResponsableOrdre = "fonction_responsable_ordre", "enregistrement par l'ordre de la fonction de responsable d'établissement";
        Cps = "cps", "carte CPS active du professionnel";
        F301 = "f301", "formulaire 301 : carte de personnel de structure (CPE ou CPA)";
        CpeViaTops = "cpe_via_tops", "carte CPE d'un salarié du cabinet, demandée par le radiologue via TOPS";
        CarteCpx = "carte_cpx", "carte CPx de l'administrateur technique, via TOM ou le formulaire 301";
        CarteAdministrateur = "carte_administrateur", "carte active de l'administrateur technique";
        CarteUtilisateur = "carte_utilisateur", "carte CPS ou CPE de chaque utilisateur";
        DomaineMessagerie = "domaine_messagerie", "nom de domaine de messagerie de la structure";
        F413 = "f413", "formulaire 413 : déclaration des administrateurs techniques";
        BonDeCommandeSegur = "bon_de_commande_segur", "bon de commande Ségur";
        FinessGeographique = "finess_geographique", "FINESS géographique du site";
    }
}
