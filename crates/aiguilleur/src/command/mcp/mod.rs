//! `mcp`: the directory for an assistant, over the Model Context Protocol on standard input and output.

mod tools;

use std::sync::Arc;

use aiguilleur_directory::{Clock, Host, HostOptions};
use aiguilleur_store::DataDir;
use rmcp::{
    ErrorData, RoleServer, ServerHandler, ServiceExt,
    model::{
        CallToolRequestParams, CallToolResponse, CallToolResult, ContentBlock, Implementation,
        ListToolsResult, PaginatedRequestParams, ServerCapabilities, ServerConfig, Tool, ToolAnnotations,
    },
    service::RequestContext,
    transport::stdio,
};
use serde_json::{Map, Value, json};

use crate::{Ending, arguments::Mcp};

/// The instructions that an assistant gets first.
const INSTRUCTIONS: &str = "Annuaire français des professionnels et structures de santé. Dit sur quel identifiant \
    commander un certificat IGC-Santé, avec la règle et son passage. Ne proposez jamais d'autre numéro que celui de la \
    ligne « Commander sur » ; sans cette ligne, une personne doit choisir.";

pub(crate) fn run(arguments: &Mcp, clock: Clock) -> anyhow::Result<Ending> {
    let data = DataDir::existing(arguments.data.dir());
    let host = Host::with(data, HostOptions { clock, ..HostOptions::default() })?;
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build()?;
    runtime.block_on(async {
        let service = Server(Arc::new(host)).serve(stdio()).await?;
        service.waiting().await?;
        anyhow::Ok(())
    })?;
    // Reading the standard input cannot be interrupted.
    runtime.shutdown_background();
    Ok(Ending::Done)
}

/// Answers calls, each from the generation that is served then.
#[derive(Clone)]
struct Server(Arc<Host>);

/// A tool: its name, what it is for, its parameters (name, meaning, whether required).
struct Described(&'static str, &'static str, &'static [(&'static str, &'static str, bool)]);

const TOOLS: [Described; 4] = [
    Described(
        "chercher",
        "Trouve un professionnel ou une structure par ce que l'on sait : nom, commune, profession, numéro.",
        &[("texte", "Ce que l'on cherche, dans l'ordre que l'on veut.", true)],
    ),
    Described(
        "identifiant",
        "Dit sur quel identifiant commander, pour un professionnel (RPPS, ADELI) ou une structure (FINESS, SIRET, \
         RPPS-rang), avec la règle et le passage.",
        &[
            ("numero", "Le numéro, dans l'écriture que l'on a.", true),
            ("usages", "Codes séparés par des virgules ; dmp par défaut.", false),
        ],
    ),
    Described(
        "verifier",
        "Dit ce qu'est un numéro, si sa clé est juste, et si un certificat peut s'y commander.",
        &[("numero", "Le numéro, dans l'écriture que l'on a.", true)],
    ),
    Described(
        "rapprocher",
        "Compare la fiche d'un client à l'annuaire : juste, à corriger, à examiner.",
        &[
            ("nom", "Nom du client, personne ou structure.", false),
            ("rpps", "Son RPPS.", false),
            ("identifiant", "L'identifiant de structure de la fiche.", false),
            ("ville", "Sa commune.", false),
            ("code_postal", "Son code postal.", false),
        ],
    ),
];

impl Described {
    fn tool(&self) -> Tool {
        let Self(name, meaning, parameters) = *self;
        let property = |(name, meaning, _): &(&str, &str, bool)| {
            ((*name).to_owned(), json!({ "type": "string", "description": meaning }))
        };
        let required =
            parameters.iter().filter(|(.., required)| *required).map(|(name, ..)| Value::from(*name));
        let mut schema = Map::new();
        schema.insert("type".to_owned(), "object".into());
        schema.insert("properties".to_owned(), Value::Object(parameters.iter().map(property).collect()));
        schema.insert("required".to_owned(), required.collect());
        schema.insert("additionalProperties".to_owned(), false.into());
        Tool::new(name, meaning, schema)
            .with_annotations(ToolAnnotations::new().read_only(true).open_world(false))
    }
}

impl ServerHandler for Server {
    fn get_info(&self) -> ServerConfig {
        ServerConfig::new(ServerCapabilities::builder().enable_tools().build())
            .with_server_info(Implementation::new("aiguilleur", env!("CARGO_PKG_VERSION")))
            .with_instructions(INSTRUCTIONS)
    }

    async fn list_tools(
        &self,
        _request: Option<PaginatedRequestParams>,
        _context: RequestContext<RoleServer>,
    ) -> Result<ListToolsResult, ErrorData> {
        Ok(ListToolsResult::with_all_items(TOOLS.iter().map(Described::tool).collect()))
    }

    async fn call_tool(
        &self,
        request: CallToolRequestParams,
        _context: RequestContext<RoleServer>,
    ) -> Result<CallToolResponse, ErrorData> {
        let Some(Described(name, _, parameters)) = TOOLS.iter().find(|tool| tool.0 == request.name) else {
            return Err(ErrorData::invalid_params("outil inconnu", None));
        };
        let given = request.arguments.unwrap_or_default();
        if let Some(unknown) = given.keys().find(|key| parameters.iter().all(|(name, ..)| name != key)) {
            return Err(ErrorData::invalid_params(format!("paramètre inconnu : {unknown}"), None));
        }
        let host = Arc::clone(&self.0);
        let answered = tokio::task::spawn_blocking(move || {
            // A generation that does not open changes nothing: the one before is answered from.
            let _kept = host.refresh();
            tools::answer(&host.snapshot(), name, &given)
        });
        let answered = answered.await.map_err(|error| ErrorData::internal_error(error.to_string(), None))?;
        Ok(match answered {
            Ok(text) => CallToolResult::success(vec![ContentBlock::text(text)]),
            Err(error) => CallToolResult::error(vec![ContentBlock::text(error.to_string())]),
        }
        .into())
    }
}
