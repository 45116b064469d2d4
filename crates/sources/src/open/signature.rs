//! Recognises binary contents by their first bytes, so that the message can name the format.

/// What binary content this is, in French; `None` for text.
pub(super) fn describe(head: &[u8]) -> Option<&'static str> {
    const SIGNATURES: [(&[u8], &str); 10] = [
        (b"%PDF", "c'est un PDF"),
        (b"PAR1", "c'est un fichier Parquet"),
        (b"PK\x03\x04", "c'est une archive .zip dans une archive"),
        (b"\x1f\x8b", "c'est un .gz dans une archive"),
        (b"BZh", "c'est une archive .bz2"),
        (b"7z\xBC\xAF\x27\x1C", "c'est une archive .7z"),
        (b"\xFD7zXZ\0", "c'est une archive .xz"),
        (b"\xD0\xCF\x11\xE0", "c'est un classeur Excel"),
        (b"\xFF\xFE", "c'est un texte en UTF-16, sans doute enregistré par un autre logiciel"),
        (b"\xFE\xFF", "c'est un texte en UTF-16, sans doute enregistré par un autre logiciel"),
    ];
    if let Some((_, found)) = SIGNATURES.iter().find(|(signature, _)| head.starts_with(signature)) {
        return Some(found);
    }
    let binary = |byte: &u8| *byte < b' ' && !matches!(*byte, b'\t' | b'\n' | b'\r' | 0x0C);
    head.iter().any(binary).then_some("c'est un contenu binaire")
}
