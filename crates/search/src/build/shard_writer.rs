//! A writing thread: documents of one kind into one shard after another, in the order in which they come.

use std::{
    borrow::Cow,
    fs,
    path::{Path, PathBuf},
    sync::mpsc::Receiver,
};

use tantivy::schema::Field;

use super::{
    parcel::{Opened, Parcel},
    person::PersonForm,
    shard::Shard,
    structure::StructureForm,
};
use crate::{
    error::{Cause, SearchError},
    manifest::{ShardEntry, ShardKind},
    schema,
};

pub(super) struct ShardWriter {
    dir: PathBuf,
    form: Form,
    name: String,
    memory: usize,
    finished: Vec<ShardEntry>,
}

/// What brings documents to their form; large, once a thread.
enum Form {
    Person(Box<PersonForm>),
    Structure(Box<StructureForm>),
}

impl Form {
    fn of(kind: ShardKind) -> Self {
        match kind {
            ShardKind::People => Self::Person(Box::new(PersonForm::new())),
            ShardKind::Structures => Self::Structure(Box::new(StructureForm::new())),
        }
    }

    const fn kind(&self) -> ShardKind {
        match self {
            Self::Person(_) => ShardKind::People,
            Self::Structure(_) => ShardKind::Structures,
        }
    }

    fn add(&mut self, document: &mut Opened<'_>, shard: &mut Shard) {
        match self {
            Self::Person(form) => form.add(document, shard),
            Self::Structure(form) => form.add(document, shard),
        }
    }

    /// What is indexed of a text of a field.
    fn indexed<'t>(&self, field: Field, text: &'t str) -> Cow<'t, str> {
        match self {
            Self::Person(form) => form.indexed(field, text),
            Self::Structure(form) => form.indexed(field, text),
        }
    }
}

impl ShardWriter {
    pub(super) fn new(dir: &Path, kind: ShardKind, name: String, memory: usize) -> Self {
        Self { dir: dir.to_owned(), form: Form::of(kind), name, memory, finished: Vec::new() }
    }

    /// Writes what it receives until the builder closes the channel.
    pub(super) fn run(mut self, parcels: &Receiver<Parcel>) -> Result<Vec<ShardEntry>, SearchError> {
        let mut open: Option<Shard> = None;
        for parcel in parcels.iter().filter(|parcel| parcel.documents() > 0) {
            let mut shard = match open.take() {
                Some(shard) => shard,
                None => self.begin().map_err(|e| self.failed(e))?,
            };
            let mut opened = parcel.open();
            for _ in 0..parcel.documents() {
                self.form.add(&mut opened, &mut shard);
                shard.end_document();
            }
            if shard.bytes() < self.memory {
                open = Some(shard);
            } else {
                self.end(shard)?;
            }
        }
        if let Some(shard) = open {
            self.end(shard)?;
        }
        Ok(self.finished)
    }

    /// The folder of the shard at hand.
    fn shard_name(&self) -> String {
        format!("{}.{}", self.name, self.finished.len())
    }

    fn begin(&self) -> Result<Shard, Cause> {
        let dir = self.dir.join(self.shard_name());
        fs::create_dir_all(&dir)?;
        let schema = match self.form.kind() {
            ShardKind::People => schema::people().0,
            ShardKind::Structures => schema::structures().0,
        };
        Shard::create(&dir, schema)
    }

    fn end(&mut self, shard: Shard) -> Result<(), SearchError> {
        let documents = shard.documents();
        shard.finish(|field, text| self.form.indexed(field, text)).map_err(|e| self.failed(e))?;
        self.finished.push(ShardEntry { dir: self.shard_name(), kind: self.form.kind(), documents });
        Ok(())
    }

    fn failed(&self, source: Cause) -> SearchError {
        SearchError::Write { dir: self.dir.clone(), source }
    }
}
