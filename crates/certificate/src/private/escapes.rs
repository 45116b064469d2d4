//! Characters written as their numbers: `%2D` of addresses, `=2D` of mail, `\x2D`, `\u002D` and `\\` of programs, `&#45;` of HTML.

/// `text` with its escapes resolved; nothing where it has none. Characters beyond one byte are left out: no key has any.
pub(super) fn unescaped(text: &[u8]) -> Option<Vec<u8>> {
    let first = (0..text.len()).find(|at| escape(&text[*at..]).is_some())?;
    let mut plain = text[..first].to_vec();
    let mut rest = &text[first..];
    while let [byte, ..] = rest {
        let (byte, length) = escape(rest).unwrap_or((*byte, 1));
        plain.push(byte);
        rest = &rest[length..];
    }
    Some(plain)
}

/// The character that `text` begins with as an escape, and the bytes that this takes.
fn escape(text: &[u8]) -> Option<(u8, usize)> {
    match text {
        [b'%' | b'=', a, b, ..] => Some((hexadecimal(&[*a, *b])?, 3)),
        [b'\\', b'\\', ..] => Some((b'\\', 2)),
        [b'\\', b'x' | b'X', a, b, ..] => Some((hexadecimal(&[*a, *b])?, 4)),
        [b'\\', b'u' | b'U', b'0', b'0', a, b, ..] => Some((hexadecimal(&[*a, *b])?, 6)),
        [b'&', b'#', rest @ ..] => entity(rest),
        _ => None,
    }
}

/// `45;` or `x2D;`.
fn entity(rest: &[u8]) -> Option<(u8, usize)> {
    let end = rest.iter().take(8).position(|byte| *byte == b';')?;
    let code = match &rest[..end] {
        [b'x' | b'X', digits @ ..] => u8::from_str_radix(std::str::from_utf8(digits).ok()?, 16),
        digits => std::str::from_utf8(digits).ok()?.parse(),
    };
    Some((code.ok()?, end + 3))
}

fn hexadecimal(digits: &[u8]) -> Option<u8> {
    let plain = digits.iter().all(u8::is_ascii_hexdigit);
    u8::from_str_radix(std::str::from_utf8(digits).ok().filter(|_| plain)?, 16).ok()
}
