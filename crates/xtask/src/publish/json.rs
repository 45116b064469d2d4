//! JSON as FINESS+ publishes it: two spaces, CRLF, empty values as `null`. It writes, it checks nothing.

/// A document being written; take the bytes whenever they should go to the file.
#[derive(Default)]
pub(crate) struct Json {
    /// Bytes not yet taken.
    pub(crate) out: Vec<u8>,
    depth: usize,
    follows: bool,
    after_key: bool,
}

impl Json {
    fn separate(&mut self) {
        if std::mem::take(&mut self.after_key) {
            return;
        }
        if self.follows {
            self.out.push(b',');
        }
        self.line();
        self.follows = true;
    }

    fn line(&mut self) {
        const SPACES: &[u8; 32] = b"                                ";
        if self.depth > 0 {
            self.out.extend_from_slice(b"\r\n");
            self.out.extend_from_slice(&SPACES[..(2 * self.depth).min(SPACES.len())]);
        }
    }

    /// Begins an object or an array with `bracket`.
    pub(crate) fn open(&mut self, bracket: u8) {
        self.separate();
        self.out.push(bracket);
        self.depth += 1;
        self.follows = false;
    }

    /// Ends it.
    pub(crate) fn close(&mut self, bracket: u8) {
        self.depth -= 1;
        if std::mem::replace(&mut self.follows, true) {
            if self.depth == 0 {
                self.out.extend_from_slice(b"\r\n");
            }
            self.line();
        }
        self.out.push(bracket);
    }

    /// The name of the next value.
    pub(crate) fn key(&mut self, name: &str) {
        self.separate();
        self.text(name);
        self.out.extend_from_slice(b": ");
        self.after_key = true;
    }

    /// Begins the object or array `name`.
    pub(crate) fn open_at(&mut self, name: &str, bracket: u8) {
        self.key(name);
        self.open(bracket);
    }

    /// `"name": "value"`, or `null` when the value is empty.
    pub(crate) fn field(&mut self, name: &str, value: &str) {
        self.key(name);
        self.after_key = false;
        if value.is_empty() {
            self.out.extend_from_slice(b"null");
        } else {
            self.text(value);
        }
    }

    /// A text in an array.
    pub(crate) fn item(&mut self, value: &str) {
        self.separate();
        self.text(value);
    }

    /// An empty array.
    pub(crate) fn empty(&mut self, name: &str) {
        self.open_at(name, b'[');
        self.close(b']');
    }

    fn text(&mut self, value: &str) {
        self.out.push(b'"');
        for byte in value.bytes() {
            if matches!(byte, b'"' | b'\\') {
                self.out.push(b'\\');
            }
            self.out.push(byte);
        }
        self.out.push(b'"');
    }
}

#[cfg(test)]
mod tests {
    use super::Json;

    #[test]
    fn as_published() {
        let mut json = Json::default();
        json.open(b'{');
        json.field("a", "x \"y\"");
        json.field("b", "");
        json.open_at("c", b'[');
        json.item("1");
        json.open(b'{');
        json.field("d", "e");
        json.close(b'}');
        json.close(b']');
        json.empty("f");
        json.close(b'}');
        let expected = "{\r\n  \"a\": \"x \\\"y\\\"\",\r\n  \"b\": null,\r\n  \"c\": [\r\n    \"1\",\r\n    {\r\n      \"d\": \"e\"\r\n    }\r\n  ],\r\n  \"f\": []\r\n}";
        assert_eq!(String::from_utf8(json.out).unwrap(), expected);
    }
}
