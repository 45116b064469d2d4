//! What the README shows a newcomer is what the program prints: each `console` block, run on the fixtures.

use aiguilleur_tests::{Data, root};
use regex::Regex;

/// The commands of a page with what they print; `[…]` matches anything.
fn shown(page: &str) -> Vec<(String, String)> {
    let blocks = page.split("```console\n$ aiguilleur ").skip(1).filter_map(|rest| rest.split_once("\n```"));
    blocks
        .filter_map(|(block, _)| block.split_once('\n'))
        .map(|(a, b)| (a.to_owned(), b.to_owned()))
        .collect()
}

#[test]
fn the_readme_shows_what_the_program_prints() {
    let data = Data::of_fixtures();
    for (page, count) in [("README.md", 3), ("LISEZMOI.md", 1)] {
        let found = shown(&std::fs::read_to_string(root().join(page)).unwrap());
        assert_eq!(found.len(), count, "{page}");
        for (command, expected) in found {
            let printed = data.run(&command.split(' ').collect::<Vec<_>>()).done().stdout;
            let pattern = expected.split("[…]").map(regex::escape).collect::<Vec<_>>().join("(?s:.*)");
            let pattern = Regex::new(&format!("^{pattern}\\s*$")).unwrap();
            assert!(pattern.is_match(&printed), "{page}: $ aiguilleur {command}\n{printed}");
        }
    }
}
