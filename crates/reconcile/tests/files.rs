//! Whole files: what spreadsheets make, one bad line, the same bytes twice, and what is new since last time.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::{fs, ops::ControlFlow, path::Path};

use aiguilleur_directory::Snapshot;
use aiguilleur_domain::Date;
use aiguilleur_importer::{ImportRequest, import};
use aiguilleur_reconcile::{
    Aside, ClientFile, ColumnMap, Exchange, FailOn, Format, Judge, Options, Previous, ReconcileError, Report,
    Run, Summary, Verdict,
};
use aiguilleur_store::{BlockCache, DataDir};
use serde_json::Value;
use tempfile::TempDir;

const FIXTURES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../fixtures");

struct Desk {
    folder: TempDir,
    snapshot: Snapshot,
    options: Options,
}

impl Desk {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let data = DataDir::open(folder.path().join("data")).unwrap();
        let files = fs::read_dir(FIXTURES).unwrap().map(|entry| entry.unwrap().path());
        let files =
            files.filter(|path| path.is_file() && path.extension().is_some_and(|e| e != "md")).collect();
        import(&data, &ImportRequest::new(files), &mut |_| {}).unwrap().publish().unwrap();
        let snapshot = Snapshot::current(&data, &BlockCache::default()).unwrap();
        Self { folder, snapshot, options: Options::new(Date::constant(2026, 11, 21)) }
    }

    fn path(&self, name: &str) -> std::path::PathBuf {
        self.folder.path().join(name)
    }

    fn run(&self, clients: &[u8], format: Format, previous: Option<&Path>) -> (Vec<u8>, Summary) {
        let path = self.path("clients");
        fs::write(&path, clients).unwrap();
        let previous = previous.map(|path| Previous::open(path).unwrap());
        let judge = Judge::new(&self.snapshot, &self.options);
        let run = Run { judge, previous: previous.as_ref(), threads: 3 };
        let mut out = Vec::new();
        let file = ClientFile::open(&path, ColumnMap::parse(["Notre code=client_id"]).unwrap()).unwrap();
        let summary = run
            .over(file, &mut [Report { format, out: &mut out }], &mut |_| ControlFlow::Continue(()))
            .unwrap();
        (out, summary)
    }

    fn answers(&self, clients: &[u8]) -> Vec<Value> {
        lines(&self.run(clients, Format::Jsonl, None).0)
    }
}

fn lines(out: &[u8]) -> Vec<Value> {
    String::from_utf8_lossy(out).lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn verdicts(answers: &[Value]) -> Vec<(u64, &str)> {
    answers.iter().map(|a| (a["line"].as_u64().unwrap(), a["verdict"].as_str().unwrap())).collect()
}

#[test]
fn what_spreadsheets_make_is_read() {
    let desk = Desk::new();
    let text = "Notre code;N° RPPS;Nom;Prénom;Identifiant;Ville;Note\r\n\
                1;=\"99700000203\";FAUVEL;Clarisse;990 010 159;Rouen;\"deux\r\nlignes; là\"\r\n\
                \r\n\
                2;99700000104;Vauquelin;Hortense;9,97E+13;Rouen;é\r\n\
                3;99700000104;Vauquelin;Hortense\r\n\
                4;99700000104;\"Vauquelin;Hortense;99700000104007;Rouen;\r\n\
                5;99700000104;Vauquelin;Hortense;99700000104007;Rouen;=1+1\r\n";
    let expect = [(2, "ok"), (5, "to_fix"), (6, "error"), (7, "error"), (8, "ok")];
    let latin = encoding_rs::WINDOWS_1252.encode(text).0.into_owned();
    let marked = [b"\xEF\xBB\xBF", text.as_bytes()].concat();
    let tabs = text.replace("; là", " là").replace(';', "\t").into_bytes();
    let announced = format!("sep=;\r\n{text}").into_bytes();
    for (clients, shift) in
        [(text.as_bytes().to_vec(), 0), (latin, 0), (marked, 0), (tabs, 0), (announced, 1)]
    {
        let answers = desk.answers(&clients);
        let shifted: Vec<(u64, &str)> =
            expect.iter().map(|(line, verdict)| (line + shift, *verdict)).collect();
        assert_eq!(verdicts(&answers), shifted);
        assert_eq!(answers[1]["carried"]["Note"], "é");
        assert_eq!(answers[0]["client_id"], "1");
    }
}

#[test]
fn lost_zeros_json_numbers_and_arrays() {
    let desk = Desk::new();
    let array = br#"[{"client_id": 7, "rpps": 99700000203, "identifier": 990010159, "x": {"y": 1}}, {"rpps": tru}, 3]"#;
    let answers = desk.answers(array);
    assert_eq!(verdicts(&answers), [(1, "ok"), (2, "error"), (3, "error")]);
    assert_eq!(answers[0]["client_id"], "7");
    assert_eq!(answers[0]["carried"]["x"]["y"], 1);
    let (_, summary) = desk.run(b"{\"rpps\":\"99700000203\"}\n", Format::Jsonl, None);
    assert_eq!(summary.input.format, "jsonl");
}

#[test]
fn files_of_no_use_are_refused_with_the_way_out() {
    let desk = Desk::new();
    for (bytes, word) in [
        (&b""[..], "vide"),
        (b"\xFF\xFEa\0", "UTF-16"),
        (b"PK\x03\x04....", "classeur"),
        (b"PAR1....PAR1", "Parquet"),
        (b"a;b\n1;2\n", "--map"),
    ] {
        let path = desk.path("refused");
        fs::write(&path, bytes).unwrap();
        let error = ClientFile::open(&path, ColumnMap::default()).unwrap_err();
        assert!(error.to_string().contains(word), "{error}");
    }
}

fn many() -> String {
    let mut text = "client_id;rpps;identifier\n".to_owned();
    for index in 0..1500 {
        let identifier = ["990010159", "990001133", "990010150", "990001018"][index % 4];
        text.push_str(&format!("C{index};99700000203;{identifier}\n"));
    }
    text
}

#[test]
fn the_same_file_gives_the_same_bytes_in_its_order() {
    let desk = Desk::new();
    for format in Format::ALL {
        let (first, summary) = desk.run(many().as_bytes(), format, None);
        let (second, _) = desk.run(many().as_bytes(), format, None);
        assert_eq!(first, second);
        assert_eq!((summary.tally.records, summary.tally.verdict(Verdict::Ok)), (1500, 375));
    }
    let answers = desk.answers(many().as_bytes());
    assert!(answers.iter().enumerate().all(|(index, answer)| answer["client_id"] == format!("C{index}")));
}

#[test]
fn threads_change_nothing_and_several_reports_are_those_made_alone() {
    let desk = Desk::new();
    let path = desk.path("clients");
    fs::write(&path, many()).unwrap();
    let judge = Judge::new(&desk.snapshot, &desk.options);
    let run = |threads: usize, formats: &[Format]| {
        let mut outs = vec![Vec::new(); formats.len()];
        let mut reports: Vec<Report<'_>> =
            formats.iter().zip(&mut outs).map(|(format, out)| Report { format: *format, out }).collect();
        let file = ClientFile::open(&path, ColumnMap::default()).unwrap();
        let run = Run { judge: judge.clone(), previous: None, threads };
        let summary = run.over(file, &mut reports, &mut |_| ControlFlow::Continue(())).unwrap();
        drop(reports);
        (outs, summary)
    };
    let together = run(1, &Format::ALL);
    assert_eq!(together, run(4, &Format::ALL));
    for (format, out) in Format::ALL.iter().zip(&together.0) {
        assert_eq!(run(2, &[*format]).0[0], *out, "{format:?}");
    }
}

#[test]
fn an_interrupted_run_is_an_error() {
    let desk = Desk::new();
    let path = desk.path("clients");
    fs::write(&path, many()).unwrap();
    let run = Run { judge: Judge::new(&desk.snapshot, &desk.options), previous: None, threads: 2 };
    let (mut out, mut seen) = (Vec::new(), 0);
    let mut reports = [Report { format: Format::Csv, out: &mut out }];
    let broken =
        run.over(ClientFile::open(&path, ColumnMap::default()).unwrap(), &mut reports, &mut |progress| {
            seen = progress.records;
            if seen >= 1000 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        });
    assert!(matches!(broken, Err(ReconcileError::BrokenOff)) && seen == 1024, "{broken:?} {seen}");
}

#[test]
fn parquet_goes_in_and_out() {
    let desk = Desk::new();
    let text = "client_id;rpps;identifier;note\nA;99700000203;990010159;é\nB;99700000203;990001133;\n";
    let (csv, _) = desk.run(text.as_bytes(), Format::Csv, None);
    let (table, _) = desk.run(text.as_bytes(), Format::Parquet, None);
    let report = desk.path("report.parquet");
    fs::write(&report, &table).unwrap();
    let reader = aiguilleur_columnar::Reader::open(fs::File::open(&report).unwrap()).unwrap();
    let columns = reader.columns().to_vec();
    let rows: Vec<Vec<Option<String>>> = reader.map(Result::unwrap).collect();
    let cell = |row: usize, name: &str| rows[row][columns.iter().position(|c| c == name).unwrap()].as_deref();
    assert_eq!((cell(0, "verdict"), cell(0, "note"), cell(0, "line")), (Some("ok"), Some("é"), Some("2")));
    assert_eq!((cell(1, "verdict"), cell(1, "proposed")), (Some("to_fix"), Some("990010159")));
    let header = String::from_utf8_lossy(&csv).lines().next().unwrap().replace('\u{FEFF}', "");
    assert_eq!(header, columns.join(";"));

    let column =
        |name: &str| aiguilleur_columnar::Column { name: name.into(), kind: aiguilleur_columnar::Kind::Text };
    let columns = ["N° client", "RPPS", "identifiant", "note"].map(column);
    let mut batch = aiguilleur_columnar::Batch::new(&columns);
    batch.push(&[Some("A"), Some("99700000203"), Some("990 010 159"), Some("é")]).unwrap();
    batch.push(&[Some("B"), Some("99700000203"), Some("990001133"), None]).unwrap();
    let mut writer = aiguilleur_columnar::Writer::new(&columns, aiguilleur_columnar::Codec::Snappy).unwrap();
    let mut clients = writer.append(batch).unwrap();
    clients.extend(writer.finish().unwrap());
    let (out, summary) = desk.run(&clients, Format::Jsonl, None);
    let answers = lines(&out);
    assert_eq!(verdicts(&answers), [(1, "ok"), (2, "to_fix")]);
    assert_eq!((&answers[0]["client_id"], &answers[0]["carried"]["note"]), (&"A".into(), &"é".into()));
    assert_eq!((summary.input.format, summary.tally.records), ("parquet", 2));
}

/// A workbook as people keep them: a title above, digits that Excel took for numbers, a second sheet.
fn workbook() -> Vec<u8> {
    use rust_xlsxwriter::{Format as CellFormat, Workbook};
    let mut workbook = Workbook::new();
    workbook.add_worksheet().set_name("Notes").unwrap().write_string(0, 0, "à relire").unwrap();
    let sheet = workbook.add_worksheet().set_name("Clients").unwrap();
    sheet.write_string(0, 0, "Clients au 12 novembre").unwrap();
    let header = ["N° client", "RPPS", "identifiant", "note", "depuis"];
    sheet.write_row(2, 0, header).unwrap();
    sheet.write_string(3, 0, "0012").unwrap().write_number(3, 1, 99_700_000_203_f64).unwrap();
    sheet.write_number(3, 2, 990_010_159).unwrap().write_string(3, 3, "é").unwrap();
    let day = rust_xlsxwriter::ExcelDateTime::from_ymd(2026, 11, 3).unwrap();
    sheet.write_with_format(3, 4, &day, &CellFormat::new().set_num_format("dd/mm/yyyy")).unwrap();
    sheet.write_string(5, 0, "B").unwrap().write_string(5, 1, "99700000203").unwrap();
    sheet.write_number(5, 2, 990_001_133).unwrap();
    sheet.write_string(6, 0, "C").unwrap().write_string(6, 7, "de trop").unwrap();
    workbook.save_to_buffer().unwrap()
}

#[test]
fn workbooks_go_in_and_out() {
    use calamine::{Data, Reader, Xlsx};
    let desk = Desk::new();
    let (out, summary) = desk.run(&workbook(), Format::Jsonl, None);
    let answers = lines(&out);
    assert_eq!(verdicts(&answers), [(4, "ok"), (6, "to_fix"), (7, "error")]);
    let carried = &answers[0]["carried"];
    assert_eq!((&carried["note"], &carried["depuis"]), (&"é".into(), &"2026-11-03".into()));
    let ids: Vec<&str> = answers.iter().map(|answer| answer["client_id"].as_str().unwrap()).collect();
    assert_eq!(ids, ["0012", "B", "C"]);
    let input = summary.input;
    assert_eq!(
        (input.format, input.sheet.as_deref(), input.other_sheets.as_slice()),
        ("xlsx", Some("Clients"), &["Notes".to_owned()][..])
    );

    let text = "client_id;rpps;identifier;note\n0012;99700000203;990010159;=1+1\nB;99700000203;990001133;\n";
    let (book, _) = desk.run(text.as_bytes(), Format::Xlsx, None);
    let mut report: Xlsx<_> = Xlsx::new(std::io::Cursor::new(book.clone())).unwrap();
    let range = report.worksheet_range("clients").unwrap();
    let header: Vec<String> = range.rows().next().unwrap().iter().map(ToString::to_string).collect();
    let cell = |row: usize, name: &str| {
        range.get((row, header.iter().position(|column| column == name).unwrap())).cloned()
    };
    let is = |text: &str| Some(Data::String(text.to_owned()));
    assert_eq!((cell(1, "client_id"), cell(1, "identifier")), (is("0012"), is("990010159")));
    assert_eq!((cell(2, "verdict"), cell(2, "proposed")), (is("to_fix"), is("990010159")));
    assert_eq!((cell(1, "note"), cell(1, "line")), (is("=1+1"), Some(Data::Float(2.0))));
    assert!(report.worksheet_formula("clients").unwrap().is_empty());

    let path = desk.path("report.xlsx");
    fs::write(&path, book).unwrap();
    let (out, _) = desk.run(text.as_bytes(), Format::Jsonl, Some(&path));
    assert!(lines(&out).iter().all(|answer| answer["since"] == "unchanged"), "{out:?}");
}

#[test]
fn since_last_time_from_either_report() {
    let desk = Desk::new();
    let before = b"client_id;rpps;identifier\nA;99700000203;990001133\nB;99700000203;990010159\n\
                   C;99700000203;990001133\nD;99700000203;990010159\n";
    let after = b"client_id;rpps;identifier\nA;99700000203;990010159\nB;99700000203;990010159\n\
                  C;99700000203;990001133\nE;99700000203;990001018\nF;99700000203;990010159\n";
    for format in [Format::Jsonl, Format::Csv] {
        let report = desk.path("report");
        fs::write(&report, desk.run(before, format, None).0).unwrap();
        let (out, summary) = desk.run(after, Format::Jsonl, Some(&report));
        let since: Vec<Value> = lines(&out).iter().map(|answer| answer["since"].clone()).collect();
        assert_eq!(since, ["resolved", "unchanged", "unchanged", "new", "new"], "{format:?}");
        assert_eq!(summary.vanished, Some(1));
        let calls = |text: &str| text.parse::<FailOn>().unwrap().calls(&summary.tally);
        assert!(calls("new") && calls("to_fix") && calls("new,wrong_identifier"));
        assert!(!calls("never") && !calls("new,wrong_identifier_type") && !calls("not_found"));
    }
}

#[test]
fn csv_and_page_hold_no_live_formula_and_no_script() {
    let desk = Desk::new();
    let clients = "client_id;rpps;identifier;note\n=cmd|x;99700000203;990001133;@<script>alert(1)</script>\n";
    let (csv, _) = desk.run(clients.as_bytes(), Format::Csv, None);
    let csv = String::from_utf8(csv).unwrap();
    assert!(
        csv.starts_with('\u{FEFF}') && csv.contains("\"'=cmd|x\"") && csv.contains("\"'@<script>"),
        "{csv}"
    );
    assert!(csv.contains("\"=\"\"990010159\"\"\""), "{csv}");
    let clients = "client_id;rpps;identifier;nom\n<script>;99700000203;990001133;<img src=x>\n";
    let (page, _) = desk.run(clients.as_bytes(), Format::Html, None);
    let page = String::from_utf8(page).unwrap();
    assert!(page.contains("<svg") && page.contains("&lt;script&gt;") && page.ends_with("</html>\n"));
    assert!(!page.contains("<script") && !page.contains("<img") && !page.contains("http"), "{page}");
}

#[test]
fn the_feed_tells_what_is_new_in_well_formed_xml() {
    let desk = Desk::new();
    let before = b"client_id;rpps;identifier\nA;99700000203;990001133\n";
    let report = desk.path("report");
    fs::write(&report, desk.run(before, Format::Jsonl, None).0).unwrap();
    let after = "client_id;rpps;identifier\nA;99700000203;990001133\n<B & C>;99700000203;990001133\n\
                 D;99700000203;990010159\n";
    let feed = |previous| String::from_utf8(desk.run(after.as_bytes(), Format::Atom, previous).0).unwrap();
    let (new, all) = (feed(Some(report.as_path())), feed(None));
    assert_eq!((new.matches("<entry>").count(), all.matches("<entry>").count()), (1, 2), "{new}");
    assert!(new.contains("3 clients ; nouveaux à traiter : 1, dont 1 ici."), "{new}");
    assert!(new.contains("<title>&lt;B &amp; C&gt; : À corriger</title>"), "{new}");
    assert!(
        new.contains("<category term=\"wrong_identifier_type\"/>") && new.ends_with("</feed>\n"),
        "{new}"
    );
    assert_eq!(new.matches("<updated>2026-11-21T00:00:00Z</updated>").count(), 2);
    assert_eq!(new, feed(Some(report.as_path())));
}

#[test]
fn what_is_to_be_mended_stands_first_on_the_page() {
    let desk = Desk::new();
    let clients = "client_id;rpps;identifier\nA;99700000245;990010225\nB;99700000203;990001133\n";
    let page = String::from_utf8(desk.run(clients.as_bytes(), Format::Html, None).0).unwrap();
    let at = |text: &str| page.find(text).unwrap_or_else(|| panic!("{text} is missing in {page}"));
    let order = [
        "<h2>À faire aujourd'hui</h2>",
        "<li><a href=\"#replace\"><b>1</b> Remplacer l'identifiant</a></li>",
        "<h2 id=\"replace\">Remplacer l'identifiant <small>(1)</small></h2>",
        "<tr class=\"to_fix\">",
        "<tr class=\"to_review\">",
        "Mauvais type d&#39;identifiant",
    ];
    assert!(order.windows(2).all(|pair| at(pair[0]) < at(pair[1])), "{page}");
}

#[test]
fn a_stream_is_answered_in_kind_whatever_its_pieces() {
    let desk = Desk::new();
    let judge = Judge::new(&desk.snapshot, &desk.options);
    let exchange = |body: &[u8], piece: usize| {
        let mut exchange = Exchange::new();
        let mut out = Vec::new();
        let drain = |exchange: &mut Exchange, out: &mut Vec<u8>, last: bool| loop {
            let (bytes, more) = exchange.answer(&judge, 2, last).unwrap();
            out.extend(bytes);
            if !more {
                break;
            }
        };
        for bytes in body.chunks(piece) {
            exchange.take(bytes);
            drain(&mut exchange, &mut out, false);
        }
        drain(&mut exchange, &mut out, true);
        out
    };
    let one = r#"{"client_id":"1","rpps":"99700000203","identifier":"990010159"}"#;
    let two = r#"{"client_id":"2","rpps":"99700000203","identifier":"990001133"}"#;
    let array = format!("\u{FEFF}[{one},\n{two}, {{\"rpps\": }},{one}]");
    let expect = ["ok", "to_fix", "error", "ok"];
    for piece in [1, 7, 1000] {
        let answers: Vec<Value> = serde_json::from_slice(&exchange(array.as_bytes(), piece)).unwrap();
        assert_eq!(answers.iter().map(|answer| answer["verdict"].clone()).collect::<Vec<_>>(), expect);
        let body = format!("{one}\n{two}\n{{\"rpps\": }}\n\n{one}");
        let answers = lines(&exchange(body.as_bytes(), piece));
        assert_eq!(answers.iter().map(|answer| answer["verdict"].clone()).collect::<Vec<_>>(), expect);
        assert_eq!(exchange(b" [ ] ", piece), b"[]\n");
        assert_eq!(exchange(b"  ", piece), b"");
    }
}

#[test]
fn an_interrupted_report_leaves_the_last_one() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("report.csv");
    fs::write(&path, "last night's").unwrap();
    {
        use std::io::Write;
        let mut aside = Aside::begin(&path).unwrap();
        aside.write_all(b"half").unwrap();
        aside.flush().unwrap();
    }
    assert_eq!(fs::read_to_string(&path).unwrap(), "last night's");
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    Aside::begin(&path).unwrap().finish().unwrap();
    assert_eq!(fs::read_to_string(&path).unwrap(), "");
}
