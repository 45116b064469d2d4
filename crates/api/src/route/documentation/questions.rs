//! The first page: five questions of a client file, each in six languages, and what to keep of the answer.

use std::fmt::Write;

use crate::html::{escaped, marked};

/// A question: what is asked, the address, and what of the answer is shown, by the steps to it.
struct Question {
    title: &'static str,
    path: &'static str,
    steps: &'static [&'static str],
    keep: &'static str,
}

const QUESTIONS: [Question; 5] = [
    Question {
        title: "Sur quel identifiant commander, pour ce professionnel ?",
        path: "/v1/professionals/99700000104/decisions?usages=dmp",
        steps: &["recommendation", "identifier"],
        keep: "`recommendation.status` dit `unique` quand une décision peut être suivie telle quelle : gardez alors \
               `recommendation.identifier`. Sinon montrez `summary` et les messages : une personne choisit.",
    },
    Question {
        title: "Et pour cette structure ?",
        path: "/v1/structures/990010159/decisions?usages=dmp",
        steps: &["recommendation", "identifier"],
        keep: "La même réponse, pour une officine, un laboratoire, un cabinet, un établissement ou son entité juridique.",
    },
    Question {
        title: "Ce numéro est-il juste, et peut-on commander dessus ?",
        path: "/v1/identifiers/99900002900010",
        steps: &["orderable", "message"],
        keep: "`orderable.verdict` est `yes`, `no` ou `depends`. Rien n'est réparé en silence : voir `repairs`.",
    },
    Question {
        title: "Qui est ce client dont je n'ai que le nom et la ville ?",
        path: "/v1/search?q=vauquelin%20rouen",
        steps: &["hits", "0", "rpps"],
        keep: "`homonyms` au-dessus de 1 : ne retenez personne sans autre indice.",
    },
    Question {
        title: "Qu'est-ce qui a changé depuis la dernière fois ?",
        path: "/v1/changes?limit=10",
        steps: &["generation"],
        keep: "Redonnez en `since` la génération que vous avez gardée : seuls les changements d'après viennent.",
    },
];

pub(super) fn page() -> String {
    let mut out = String::from(
        "<p>Deux champs à garder dans votre fiche client : <code>recommendation.identifier</code> (<code>kind</code> et \
         <code>value</code>), sur quoi l'on commande, et <code>data.generation</code>, les données qui l'ont dit ; \
         <code>rule.id</code> avec eux dit pourquoi. À montrer : <code>summary</code> et les <code>message</code> des \
         avertissements. Aucun autre champ ne porte de numéro sur lequel commander.</p>\n\
         <p>Tous les codes : <a href=\"/docs/codes\">ce qu'ils disent et ce que l'on en fait</a>. Toutes les \
         opérations : <a href=\"/docs/reference\">référence</a>, <a href=\"/docs/console\">console</a>. Clients de \
         l'Annuaire Santé en FHIR : changez l'adresse de base en <code>/fhir/v2</code>.</p>\n",
    );
    for question in &QUESTIONS {
        // Writing to a string does not fail.
        let _infallible = write!(
            out,
            "<section><h2>{}</h2>\n<p>{}</p>\n<pre>{}</pre>\n",
            escaped(question.title),
            marked(question.keep),
            escaped(&format!("GET {}", question.path)),
        );
        for (language, code) in question.languages() {
            let _infallible = writeln!(
                out,
                "<details><summary>{language}</summary>\n<pre>{}</pre></details>",
                escaped(&code)
            );
        }
        out.push_str("</section>\n");
    }
    out
}

impl Question {
    fn languages(&self) -> [(&'static str, String); 6] {
        [
            ("curl", self.curl()),
            ("Python", self.python()),
            ("TypeScript", self.typescript()),
            ("C#", self.csharp()),
            ("PHP", self.php()),
            ("Java", self.java()),
        ]
    }

    /// The steps to what is shown, each as `key` or as `index` writes it.
    fn steps(&self, key: impl Fn(&str) -> String, index: impl Fn(&str) -> String) -> String {
        let step = |step: &&str| {
            if step.bytes().all(|b| b.is_ascii_digit()) { index(step) } else { key(step) }
        };
        self.steps.iter().map(step).collect()
    }

    fn curl(&self) -> String {
        let steps = self.steps(|key| format!(".{key}"), |index| format!("[{index}]"));
        format!(
            "curl -s -H \"Authorization: Bearer $AIGUILLEUR_KEY\" \\\n  \"$AIGUILLEUR_URL{}\" | jq '{steps}'\n",
            self.path
        )
    }

    fn python(&self) -> String {
        let steps = self.steps(|key| format!("[\"{key}\"]"), |index| format!("[{index}]"));
        format!(
            "import json, os, urllib.request\n\n\
             request = urllib.request.Request(\n    os.environ[\"AIGUILLEUR_URL\"] + \"{}\",\n    \
             headers={{\"Authorization\": f\"Bearer {{os.environ['AIGUILLEUR_KEY']}}\"}},\n)\n\
             with urllib.request.urlopen(request) as answer:\n    print(json.load(answer){steps})\n",
            self.path
        )
    }

    fn typescript(&self) -> String {
        let steps = self.steps(|key| format!(".{key}"), |index| format!("[{index}]"));
        format!(
            "const answer = await fetch(`${{process.env.AIGUILLEUR_URL}}{}`, {{\n  \
             headers: {{ Authorization: `Bearer ${{process.env.AIGUILLEUR_KEY}}` }},\n}});\n\
             if (!answer.ok) throw new Error((await answer.json()).detail);\n\
             console.log((await answer.json()){steps});\n",
            self.path
        )
    }

    fn csharp(&self) -> String {
        let steps = self.steps(|key| format!("[\"{key}\"]"), |index| format!("[{index}]"));
        format!(
            "using System.Net.Http.Headers;\nusing System.Text.Json.Nodes;\n\n\
             var client = new HttpClient {{ BaseAddress = new Uri(Environment.GetEnvironmentVariable(\"AIGUILLEUR_URL\")!) }};\n\
             client.DefaultRequestHeaders.Authorization =\n    \
             new AuthenticationHeaderValue(\"Bearer\", Environment.GetEnvironmentVariable(\"AIGUILLEUR_KEY\"));\n\
             var answer = JsonNode.Parse(await client.GetStringAsync(\"{}\"))!;\n\
             Console.WriteLine(answer{steps});\n",
            self.path
        )
    }

    fn php(&self) -> String {
        let steps = self.steps(|key| format!("['{key}']"), |index| format!("[{index}]"));
        format!(
            "<?php\n$context = stream_context_create(['http' => [\n    \
             'header' => 'Authorization: Bearer ' . getenv('AIGUILLEUR_KEY'),\n]]);\n\
             $text = file_get_contents(getenv('AIGUILLEUR_URL') . '{}', false, $context);\n\
             $answer = json_decode($text, true, 512, JSON_THROW_ON_ERROR);\n\
             echo json_encode($answer{steps}, JSON_UNESCAPED_UNICODE), PHP_EOL;\n",
            self.path
        )
    }

    fn java(&self) -> String {
        let steps = self.steps(|key| format!(".get(\"{key}\")"), |index| format!(".get({index})"));
        format!(
            "import com.fasterxml.jackson.databind.ObjectMapper;\nimport java.net.URI;\nimport java.net.http.*;\n\n\
             class Question {{\n  public static void main(String[] arguments) throws Exception {{\n    \
             var request = HttpRequest.newBuilder(URI.create(System.getenv(\"AIGUILLEUR_URL\") + \"{}\"))\n        \
             .header(\"Authorization\", \"Bearer \" + System.getenv(\"AIGUILLEUR_KEY\")).build();\n    \
             var text = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).body();\n    \
             System.out.println(new ObjectMapper().readTree(text){steps});\n  }}\n}}\n",
            self.path
        )
    }
}
