//! The bounds of a search: whatever the text, the work stays below them.

/// Most hits in one answer.
pub const MAX_LIMIT: usize = 100;
/// Farthest first hit.
pub const MAX_OFFSET: usize = 1_000;

/// Steps of one search in one shard: the work of every stage, and the candidates whose texts are compared twice, when
/// no person has all the words.
pub const MAX_STEPS: usize = STAGES * (MAX_WORK + TEXT_COST) + 2 * MAX_CANDIDATES * TEXT_COST;

/// Bytes of text read, about twice the longest name, specialty and town together; what follows is ignored.
pub(crate) const MAX_TEXT_BYTES: usize = 400;
/// Words read; the bits of a [`u16`] hold them, and one more.
pub(crate) const MAX_WORDS: usize = 15;
/// Characters of a word; a longer one is cut, and matches nothing but by its beginning.
pub(crate) const MAX_WORD_CHARS: usize = 40;
/// Words that a town's or a specialty's name may have.
pub(crate) const MAX_SPAN: usize = 5;

/// Words that the name of a kind of structures may have.
pub(crate) const MAX_KIND_SPAN: usize = 9;

/// Work of one stage in one shard: documents met in lists count 1, those whose text is compared [`TEXT_COST`].
pub(crate) const MAX_WORK: usize = 40_000;
/// Stages that may follow one another.
const STAGES: usize = 7;
/// What comparing the text of a document costs, in documents met in a list.
pub(crate) const TEXT_COST: usize = 5;
/// Documents of a list that are read as fast as one is met and checked.
pub(crate) const READ_TOGETHER: usize = 8;
/// Documents of which more than their lists is asked at once.
pub(crate) const BATCH: usize = 64;
/// Documents scored in one shard for one query.
pub(crate) const MAX_CANDIDATES: usize = 2_000;
/// Candidates of a shard whose texts are compared: those that promise most. Namesakes count up to some hundred and
/// eighty, pages show ten; as many as a page needs are compared in any case.
pub(crate) const MAX_COMPARED: usize = 400;
/// Structures of a shard whose names are compared, the heaviest: whole pages of them when every one has the words.
pub(crate) const MAX_COMPARED_STRUCTURES: usize = 100;
/// Words of a text about structures that are looked for with slips and by ear.
pub(crate) const MAX_GUESSED: usize = 5;
/// People of a shard who are compared when none has all the words, the heaviest.
pub(crate) const MAX_RELAXED: usize = 100;
/// From this many candidates on, finding out which names matter costs less than comparing them all.
pub(crate) const MANY: usize = 100;
/// Lists that hold one document in this many, or more, are kept as bits: so none takes more room than it has ids.
pub(crate) const DENSE: u32 = 64;
/// Dictionary terms read behind one prefix.
pub(crate) const MAX_PREFIX_TERMS: usize = 4_000;
/// Terms kept of the neighbours of one word, the most borne first.
pub(crate) const MAX_NEIGHBOURS: usize = 64;

/// The next, more tolerant stage is tried when fewer candidates than this are known.
pub(crate) const ENOUGH: usize = 5;
/// The same for a text of three words or more: a slip hardly makes another person's name and town of them.
pub(crate) const ENOUGH_OF_MANY_WORDS: usize = 1;
/// With as many candidates that begin like the last word, slips would not be seen on the first page.
pub(crate) const ENOUGH_WITH_PREFIX: usize = 10;
/// Checking the text of this many documents costs about as much as one look in the dictionary for neighbours.
pub(crate) const CHEAPER_THAN_NEIGHBOURS: u64 = 600;
