//! Files that are refused for their date: of a day that has not come, or older than what is served.

use aiguilleur_domain::Date;
use aiguilleur_store::{Generation, SourceReport};

use super::ImportError;

/// What the dates of a source are judged by.
pub(super) struct Days<'g> {
    pub(super) today: Date,
    pub(super) served: Option<&'g Generation>,
}

impl Days<'_> {
    /// Refuses a file dated after today, or before the file of the same source that is served.
    pub(super) fn judge(&self, file: &str, source: &str, dated: Option<Date>) -> Result<(), ImportError> {
        let Some(dated) = dated else { return Ok(()) };
        let file = file.to_owned();
        if dated > self.today {
            return Err(ImportError::Future { file, dated, today: self.today });
        }
        match self.served_date(source).filter(|served| dated < *served) {
            Some(served) => Err(ImportError::Older { file, dated, served }),
            None => Ok(()),
        }
    }

    /// The same for files whose date is at their end.
    pub(super) fn judge_all(&self, reports: &[SourceReport]) -> Result<(), ImportError> {
        reports.iter().try_for_each(|report| self.judge(&report.file, &report.name, report.dated))
    }

    /// Refuses a day before the one that is served: its history would have to be forgotten.
    pub(super) fn judge_day(&self, as_of: Date) -> Result<(), ImportError> {
        let served = self.served.map(|served| served.manifest().as_of);
        match served.filter(|served| as_of < *served) {
            Some(served) => Err(ImportError::OlderDay { as_of, served }),
            None => Ok(()),
        }
    }

    fn served_date(&self, source: &str) -> Option<Date> {
        let reports = self.served?.manifest().sources.iter();
        reports.filter(|report| report.name == source).filter_map(|report| report.dated).max()
    }
}
