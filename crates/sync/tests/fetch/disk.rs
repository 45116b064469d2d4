//! A disk that refuses writes: a clear failure, and the previous file is untouched.

use aiguilleur_sync::publisher::SourceName;

use crate::{
    reply::{Reply, Served},
    world::{World, words},
};

#[cfg(target_os = "linux")]
#[tokio::test(start_paused = true)]
async fn a_full_disk_is_distinguished_from_a_broken_one() {
    let world = World::scripted([Reply::File(Served::zip(900_000))]).await;
    let folder = world.folder(SourceName::RppsLibreAcces);
    std::fs::create_dir_all(&folder).unwrap();
    // Every write to this device fails as on a full disk.
    std::os::unix::fs::symlink("/dev/full", folder.join("download.part")).unwrap();
    assert_eq!(words(&world.direct().await), "Permanent DiskFull after 1");
    // Room was made.
    assert_eq!(words(&world.direct().await), "fetched after 1");
}

#[tokio::test(start_paused = true)]
async fn a_folder_that_cannot_be_written() {
    let world = World::scripted([Reply::File(Served::zip(5_000))]).await;
    std::fs::write(world.data.path().join("downloads"), "in the way").unwrap();
    assert_eq!(words(&world.direct().await), "Permanent Disk after 1");
}
