//! Values of JSON that hold others.

use serde::ser::{
    Serialize, SerializeMap, SerializeSeq, SerializeStruct, SerializeStructVariant, SerializeTuple,
    SerializeTupleStruct, SerializeTupleVariant,
};

use super::{Unwritable, Writer};

/// A list or an object that is being written.
pub(super) struct Members<'w, 'o> {
    pub(super) writer: &'w mut Writer<'o>,
    /// Whether it has a member already.
    pub(super) any: bool,
    pub(super) close: &'static [u8],
}

impl Members<'_, '_> {
    fn next(&mut self) {
        if std::mem::replace(&mut self.any, true) {
            self.writer.push(b',');
        }
    }

    fn item<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Unwritable> {
        self.next();
        value.serialize(&mut *self.writer)
    }

    fn field<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) -> Result<(), Unwritable> {
        self.next();
        self.writer.name(name);
        value.serialize(&mut *self.writer)
    }

    fn finish(self) {
        self.writer.put(self.close);
    }
}

macro_rules! lists {
    ($($trait:ident $method:ident),+) => {
        $(impl $trait for Members<'_, '_> {
            type Ok = ();
            type Error = Unwritable;

            fn $method<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Unwritable> {
                self.item(value)
            }

            fn end(self) -> Result<(), Unwritable> {
                self.finish();
                Ok(())
            }
        })+
    };
}

lists!(
    SerializeSeq serialize_element,
    SerializeTuple serialize_element,
    SerializeTupleStruct serialize_field,
    SerializeTupleVariant serialize_field
);

macro_rules! objects {
    ($($trait:ident),+) => {
        $(impl $trait for Members<'_, '_> {
            type Ok = ();
            type Error = Unwritable;

            fn serialize_field<T: Serialize + ?Sized>(
                &mut self,
                name: &'static str,
                value: &T,
            ) -> Result<(), Unwritable> {
                self.field(name, value)
            }

            fn end(self) -> Result<(), Unwritable> {
                self.finish();
                Ok(())
            }
        })+
    };
}

objects!(SerializeStruct, SerializeStructVariant);

impl SerializeMap for Members<'_, '_> {
    type Ok = ();
    type Error = Unwritable;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Unwritable> {
        self.next();
        let at = self.writer.out.len();
        key.serialize(&mut *self.writer)?;
        match self.writer.out.get(at) {
            Some(b'"') => Ok(()),
            _ => Err(serde::ser::Error::custom("a key is no text")),
        }
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Unwritable> {
        self.writer.push(b':');
        value.serialize(&mut *self.writer)
    }

    fn end(self) -> Result<(), Unwritable> {
        self.finish();
        Ok(())
    }
}
