//! One value of JSON.

use std::fmt::{Display, Write as _};
use std::io::Write as _;

use aiguilleur_resolver::written;
use serde::ser::{Serialize, Serializer};

use super::{Unwritable, Writer, compound::Members, text};

/// What a value is written as, or why not.
type Done = Result<(), Unwritable>;

impl<'o> Writer<'o> {
    pub(super) fn put(&mut self, bytes: &[u8]) {
        self.out.extend_from_slice(bytes);
    }

    pub(super) fn push(&mut self, byte: u8) {
        self.out.push(byte);
    }

    /// The name of a field or variant: ours, and nothing in it needs an escape.
    pub(super) fn name(&mut self, name: &'static str) {
        self.out.reserve(name.len() + 3);
        self.push(b'"');
        self.put(name.as_bytes());
        self.put(b"\":");
    }

    fn display(&mut self, value: impl Display) {
        // Writing to memory does not fail.
        let _infallible = write!(self.out, "{value}");
    }

    fn begin(&mut self, open: &[u8], close: &'static [u8]) -> Members<'_, 'o> {
        self.put(open);
        Members { writer: self, any: false, close }
    }

    fn variant(&mut self, variant: &'static str) {
        self.push(b'{');
        self.name(variant);
    }
}

macro_rules! displayed {
    ($($method:ident: $type:ty),+) => {
        $(fn $method(self, value: $type) -> Done {
            self.display(value);
            Ok(())
        })+
    };
}

impl<'w, 'o> Serializer for &'w mut Writer<'o> {
    type Ok = ();
    type Error = Unwritable;
    type SerializeSeq = Members<'w, 'o>;
    type SerializeTuple = Members<'w, 'o>;
    type SerializeTupleStruct = Members<'w, 'o>;
    type SerializeTupleVariant = Members<'w, 'o>;
    type SerializeMap = Members<'w, 'o>;
    type SerializeStruct = Members<'w, 'o>;
    type SerializeStructVariant = Members<'w, 'o>;

    displayed!(
        serialize_i8: i8, serialize_i16: i16, serialize_i32: i32, serialize_i64: i64, serialize_i128: i128,
        serialize_u8: u8, serialize_u16: u16, serialize_u32: u32, serialize_u64: u64, serialize_u128: u128
    );

    /// Not for people where JSON is at hand: see [`written`].
    fn is_human_readable(&self) -> bool {
        !self.raw
    }

    fn serialize_bool(self, value: bool) -> Done {
        self.put(if value { b"true" } else { b"false" });
        Ok(())
    }

    fn serialize_f32(self, value: f32) -> Done {
        // Rare: `serde_json` knows the shortest form.
        serde_json::to_writer(&mut *self.out, &value).map_err(serde::ser::Error::custom)
    }

    fn serialize_f64(self, value: f64) -> Done {
        serde_json::to_writer(&mut *self.out, &value).map_err(serde::ser::Error::custom)
    }

    fn serialize_char(self, value: char) -> Done {
        self.serialize_str(value.encode_utf8(&mut [0; 4]))
    }

    fn serialize_str(self, value: &str) -> Done {
        if std::mem::take(&mut self.raw) {
            self.put(value.as_bytes());
            return Ok(());
        }
        self.out.reserve(value.len() + 2);
        self.push(b'"');
        text::put(self.out, value);
        self.push(b'"');
        Ok(())
    }

    fn collect_str<T: Display + ?Sized>(self, value: &T) -> Done {
        self.push(b'"');
        write!(text::Displayed(self.out), "{value}").map_err(serde::ser::Error::custom)?;
        self.push(b'"');
        Ok(())
    }

    fn serialize_bytes(self, value: &[u8]) -> Done {
        self.collect_seq(value)
    }

    fn serialize_none(self) -> Done {
        self.serialize_unit()
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Done {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Done {
        self.put(b"null");
        Ok(())
    }

    fn serialize_unit_struct(self, _name: &'static str) -> Done {
        self.serialize_unit()
    }

    fn serialize_unit_variant(self, _name: &'static str, _index: u32, variant: &'static str) -> Done {
        self.serialize_str(variant)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, name: &'static str, value: &T) -> Done {
        self.raw = name == written::TOKEN;
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _name: &'static str,
        _index: u32,
        variant: &'static str,
        value: &T,
    ) -> Done {
        self.variant(variant);
        value.serialize(&mut *self)?;
        self.push(b'}');
        Ok(())
    }

    fn serialize_seq(self, _length: Option<usize>) -> Result<Members<'w, 'o>, Unwritable> {
        Ok(self.begin(b"[", b"]"))
    }

    fn serialize_tuple(self, _length: usize) -> Result<Members<'w, 'o>, Unwritable> {
        Ok(self.begin(b"[", b"]"))
    }

    fn serialize_tuple_struct(
        self,
        _name: &'static str,
        _length: usize,
    ) -> Result<Members<'w, 'o>, Unwritable> {
        Ok(self.begin(b"[", b"]"))
    }

    fn serialize_tuple_variant(
        self,
        _name: &'static str,
        _index: u32,
        variant: &'static str,
        _length: usize,
    ) -> Result<Members<'w, 'o>, Unwritable> {
        self.variant(variant);
        Ok(self.begin(b"[", b"]}"))
    }

    fn serialize_map(self, _length: Option<usize>) -> Result<Members<'w, 'o>, Unwritable> {
        Ok(self.begin(b"{", b"}"))
    }

    fn serialize_struct(self, _name: &'static str, _length: usize) -> Result<Members<'w, 'o>, Unwritable> {
        Ok(self.begin(b"{", b"}"))
    }

    fn serialize_struct_variant(
        self,
        _name: &'static str,
        _index: u32,
        variant: &'static str,
        _length: usize,
    ) -> Result<Members<'w, 'o>, Unwritable> {
        self.variant(variant);
        Ok(self.begin(b"{", b"}}"))
    }
}
