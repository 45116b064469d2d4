//! The resolver's files and which file imports which: rules are data below, what decides is above, and no knot grows back.

use std::collections::{BTreeMap, BTreeSet};

use super::{check, sources};

/// Files that may import each other in one circle.
const CIRCLE: usize = 10;

/// Floors of the crate: a module of its root is above those that it imports, `lib.rs` on top.
const FLOORS: usize = 9;

type Module = Vec<String>;
type Graph = BTreeMap<Module, BTreeSet<Module>>;

/// The module that a file of the crate is.
fn module(path: &str) -> Module {
    let mut parts: Module = path.trim_end_matches(".rs").split('/').map(str::to_owned).collect();
    parts.pop_if(|last| last == "mod" || last == "lib");
    parts
}

/// The text without comments and tests.
fn product(text: &str) -> String {
    let text = text.split("#[cfg(test)]\nmod tests").next().unwrap_or_default();
    let lines = text.lines().filter(|line| !line.trim_start().starts_with("//"));
    lines.collect::<Vec<_>>().join("\n")
}

/// Every path of a use tree: `a::{b, c::d}` is `a::b` and `a::c::d`.
fn leaves(tree: &str, before: &str, found: &mut Vec<String>) {
    let (mut depth, mut begin) = (0, 0);
    let mut parts = Vec::new();
    for (at, c) in tree.char_indices() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 => {
                parts.push(&tree[begin..at]);
                begin = at + 1;
            }
            _ => {}
        }
    }
    parts.push(&tree[begin..]);
    for part in parts.into_iter().map(str::trim).filter(|part| !part.is_empty()) {
        match part.split_once('{') {
            Some((head, inner)) => {
                leaves(inner.trim_end().trim_end_matches('}'), &format!("{before}{head}"), found);
            }
            None => found.push(format!("{before}{part}")),
        }
    }
}

/// Every path that a file names: those it imports, and those written out in its code.
fn paths(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut rest = String::new();
    for (at, statement) in text.split(';').enumerate() {
        match statement.rsplit_once("use ").filter(|(before, _)| {
            before.trim_end().is_empty()
                || before.ends_with("pub ")
                || before.ends_with(") ")
                || before.ends_with('\n')
        }) {
            Some((_, tree)) if at < 80 && !tree.contains('=') => {
                leaves(&tree.replace('\n', " "), "", &mut found);
            }
            _ => rest.push_str(statement),
        }
    }
    let words = rest.split(|c: char| !c.is_alphanumeric() && c != '_' && c != ':');
    found.extend(words.filter(|word| word.contains("::")).map(str::to_owned));
    found
}

/// The file that a path of `from` leads to.
fn target(path: &str, from: &Module, files: &BTreeSet<Module>) -> Option<Module> {
    let mut parts: Vec<&str> = path.split("::").map(str::trim).collect();
    let mut base = match *parts.first()? {
        "crate" => Module::new(),
        "super" => from[..from.len().checked_sub(1)?].to_vec(),
        "self" => from.clone(),
        child => {
            let own: Module = from.iter().cloned().chain([child.to_owned()]).collect();
            return files.contains(&own).then_some(own);
        }
    };
    parts.remove(0);
    for part in parts {
        let deeper: Module = base.iter().cloned().chain([part.to_owned()]).collect();
        if !files.contains(&deeper) {
            break;
        }
        base = deeper;
    }
    Some(base).filter(|base| !base.is_empty() && base != from)
}

fn graph() -> Graph {
    let all = sources::all();
    let own: Vec<(Module, String)> = all
        .iter()
        .filter_map(|source| {
            let shown = source.shown();
            let path = shown.strip_prefix("crates/resolver/src/")?;
            (path != "testing.rs").then(|| (module(path), product(&source.text)))
        })
        .filter(|(module, _)| !module.is_empty())
        .collect();
    let files: BTreeSet<Module> = own.iter().map(|(module, _)| module.clone()).collect();
    let imports = |(module, text): &(Module, String)| {
        let named = paths(text).into_iter().filter_map(|path| target(&path, module, &files)).collect();
        (module.clone(), named)
    };
    own.iter().map(imports).collect()
}

/// Everything that can be reached from a module.
fn reach<'g>(from: &'g Module, graph: &'g Graph) -> BTreeSet<&'g Module> {
    let mut seen = BTreeSet::new();
    let mut todo: Vec<&Module> = graph[from].iter().collect();
    while let Some(module) = todo.pop() {
        if seen.insert(module) {
            todo.extend(&graph[module]);
        }
    }
    seen
}

/// Which modules import each other, each circle once.
fn circles(graph: &Graph) -> BTreeSet<BTreeSet<&Module>> {
    let reached: BTreeMap<&Module, BTreeSet<&Module>> =
        graph.keys().map(|module| (module, reach(module, graph))).collect();
    let with = |module: &&Module| -> BTreeSet<&Module> {
        let back = reached[*module].iter().copied().filter(|other| reached[other].contains(module));
        back.collect()
    };
    reached.keys().map(with).filter(|circle| circle.len() > 1).collect()
}

fn shown(circle: &BTreeSet<&Module>) -> String {
    let names: Vec<String> = circle.iter().map(|module| module.join("::")).collect();
    format!("{} files: {}", names.len(), names.join(", "))
}

/// The modules of the root, as wholes.
fn rooms(graph: &Graph) -> Graph {
    let mut rooms = Graph::new();
    for (module, imports) in graph {
        let room = vec![module[0].clone()];
        let others = imports.iter().map(|other| vec![other[0].clone()]).filter(|other| *other != room);
        rooms.entry(room.clone()).or_default().extend(others.collect::<Vec<_>>());
    }
    rooms
}

fn floor(module: &Module, rooms: &Graph) -> usize {
    1 + rooms[module].iter().map(|below| floor(below, rooms)).max().unwrap_or(0)
}

#[test]
fn no_knot_of_files() {
    let graph = graph();
    let edges: usize = graph.values().map(BTreeSet::len).sum();
    assert!(graph.len() > 80 && edges > 4 * graph.len(), "{} files, {edges} imports", graph.len());
    let knots = circles(&graph).into_iter().filter(|circle| circle.len() > CIRCLE);
    check(
        "files of the resolver import each other in one large circle:",
        "put what they share below them: a closed list in codes, a rule in rule, a type of the answer in answer",
        knots.map(|circle| shown(&circle)).collect::<Vec<_>>(),
    );
}

#[test]
fn the_root_is_a_stack_of_floors() {
    let graph = graph();
    let rooms = rooms(&graph);
    let back = circles(&rooms).iter().map(shown).collect::<Vec<_>>();
    check("modules of the resolver's root import each other:", "the lower one must not know the upper", back);
    let high = rooms.keys().map(|room| (floor(room, &rooms), room)).max().expect("some module");
    let high = Some(high).filter(|(height, _)| height + 1 > FLOORS);
    check(
        "the resolver has grown a floor:",
        "find the floor that imports one module of another for one item, and move that item down",
        high.map(|(height, room)| format!("{} stands on {} floors", room.join("::"), height - 1)),
    );
}

#[test]
fn a_knot_is_seen() {
    let files =
        BTreeSet::from([vec!["a".to_owned()], vec!["b".to_owned()], vec!["b".to_owned(), "c".to_owned()]]);
    let of = |text: &str, from: &str| -> BTreeSet<Module> {
        let named = paths(&product(text));
        named.iter().filter_map(|path| target(path, &module(from), &files)).collect()
    };
    let graph = Graph::from([
        (module("a.rs"), of("//! x\n\nuse crate::{b::{self, c::D}};\n", "a.rs")),
        (module("b/mod.rs"), of("mod c;\n\npub(crate) use c::D;\n", "b/mod.rs")),
        (module("b/c.rs"), of("fn f() { crate::a::g(super::x) }", "b/c.rs")),
    ]);
    let all = circles(&graph);
    assert_eq!(all.iter().map(shown).collect::<Vec<_>>(), ["3 files: a, b, b::c"]);
}
