//! The real directory behind a run, on a file of the fixtures.

use std::{path::Path, sync::Arc};

use aiguilleur_importer::ImportRequest;
use aiguilleur_store::DataDir;
use aiguilleur_sync::{
    publisher::SourceName,
    run::{DataFolder, Directory, Mode, Verdict},
};

use crate::world::World;

const FIXTURE: &str = "../../fixtures/PS_LibreAcces_Personne_activite_202611200812.txt";

#[tokio::test]
async fn a_download_becomes_the_generation_that_is_served() {
    let world = World::new().await;
    let data = DataDir::open(world.data.path()).unwrap();
    let directory: Arc<dyn Directory> =
        Arc::new(DataFolder::new(data.clone(), ImportRequest::new(Vec::new()), |_| {}));
    let worker = world.worker(Arc::clone(&directory), &[SourceName::RppsLibreAcces]);

    // Bytes that no decoder knows are our failure to build, and serve nothing.
    assert!(worker.run_once(Mode::Publish).await.is_err());
    assert_eq!(data.current().unwrap(), None);

    let fixture = Path::new(env!("CARGO_MANIFEST_DIR")).join(FIXTURE);
    world.publishes_bytes(stored_zip(
        "PS_LibreAcces_Personne_activite_202611200812.txt",
        &std::fs::read(fixture).unwrap(),
    ));
    let report = worker.run_once(Mode::Publish).await.unwrap();
    world.expect(&report, &Verdict::Published, 0);
    let served = data.current().unwrap().unwrap();
    assert_eq!(report.generation.as_deref(), Some(served.as_str()));
    let census = directory.census(served.as_str()).unwrap();
    let rpps = &census.sources["PS_LibreAcces_Personne_activite"];
    assert!(rpps.rows_read > 0);
    assert_eq!(rpps.dated.unwrap().to_string(), "2026-11-20");

    world.expect(&worker.run_once(Mode::Publish).await.unwrap(), &Verdict::Unchanged, 0);
    assert_eq!(data.generations().unwrap().len(), 1);
}

/// A zip of one stored file, by hand: 30 + 46 + 22 bytes of headers around it.
fn stored_zip(name: &str, content: &[u8]) -> Vec<u8> {
    let (size, length) = (u32::try_from(content.len()).unwrap(), u16::try_from(name.len()).unwrap());
    // From the flags to the length of the extra field, the same in both headers.
    let mut shared = vec![0, 0, 0, 0, 0, 0, 0x21, 0x5a];
    for field in [crc32(content), size, size] {
        shared.extend(field.to_le_bytes());
    }
    shared.extend(length.to_le_bytes());
    shared.extend([0, 0]);
    let mut zip = [b"PK\x03\x04\x14\x00".as_slice(), &shared, name.as_bytes(), content].concat();
    let start = u32::try_from(zip.len()).unwrap();
    zip.extend([b"PK\x01\x02\x14\x00\x14\x00".as_slice(), &shared, &[0; 14], name.as_bytes()].concat());
    let directory = u32::try_from(zip.len()).unwrap() - start;
    zip.extend(b"PK\x05\x06\x00\x00\x00\x00\x01\x00\x01\x00");
    zip.extend([directory.to_le_bytes(), start.to_le_bytes()].concat());
    zip.extend([0, 0]);
    zip
}

fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0, |crc: u32, byte| {
        (0..8).fold(
            crc ^ u32::from(*byte),
            |crc, _| if crc & 1 == 1 { crc >> 1 ^ 0xedb8_8320 } else { crc >> 1 },
        )
    })
}
