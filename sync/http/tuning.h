// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

/// Every number the engine is tuned with, in one place, with its reason. Times in milliseconds,
/// sizes in bytes.
namespace cairn::tuning {

// --- schedule
inline constexpr qint64 kDebounceMs =
    2'000; ///< a pause in saving; short enough to feel live, long enough to coalesce
inline constexpr qint64 kMaxDebounceMs = 10'000; ///< who types without a pause is still sent
inline constexpr qint64 kTickMs =
    60'000; ///< a run at least this often while no live feed watches the server
inline constexpr qint64 kFirstRetryMs = 1'000;
inline constexpr qint64 kMaxRetryMs =
    30'000; ///< also the distance of health probes: nobody waits longer for a healed server
inline constexpr int kRetryJitterPercent =
    25; ///< devices that lost one server together must not return in one moment
inline constexpr qint64 kLockedRetryMs =
    300'000; ///< CouchDB locks an account for 300 s after five wrong passwords
inline constexpr int kMaxRefusedSignIns =
    3; ///< within that time, whatever process tried; the others are left to the person
inline constexpr qint64 kStrangersRestMs =
    3'600'000; ///< asked for by what is no CouchDB: a proxy that shows a page for people
inline constexpr qint64 kLongestRestMs =
    7ll * 24 * 3'600'000; ///< a longer Retry-After is a wrong clock or a joke
inline constexpr qint64 kRejectedRetryMs =
    30'000; ///< between attempts to send a document the server itself refused
inline constexpr qint64 kStatusIntervalMs =
    100; ///< no window repaints a status faster; the last one always arrives
inline constexpr qint64 kChangesIntervalMs =
    50; ///< change sets of a transfer are united; the first one leaves at once
inline constexpr qint64 kPaceMs =
    2'000; ///< a time left is told once so much of a transfer is known
inline constexpr qint64 kLastSyncSaveMs =
    60'000; ///< the time of the last sync is written to disk at most this often

// --- requests
inline constexpr qint64 kInactivityMs =
    30'000; ///< this long without a byte and the request is over
inline constexpr qint64 kDeadlineMs =
    300'000; ///< a trickling proxy must not hold a run for ever; 4 MB at 14 KB/s
inline constexpr qint64 kQuickHeadMs = 1'000; ///< who answers a request as soon as this …
inline constexpr qint64 kHeadMs =
    7'000; ///< … needs no longer for the headers of another small one, unless they have no end
inline constexpr qint64 kHeldMs =
    1'000; ///< no socket has so much to read at once, unless the other side sends without end
inline constexpr qint64 kSmallRequestBytes =
    4'000; ///< with more to work through, a server may think for as long as it is not silent
inline constexpr qint64 kHearOutMs =
    5'000; ///< for the head of an answer that nobody waits for: it may ask for a pause
inline constexpr qint64 kProbeDeadlineMs = 10'000; ///< a health probe is a few hundred bytes
inline constexpr qint64 kReadBufferBytes =
    1'000'000; ///< without a bound Qt reads a whole feed into memory
inline constexpr qint64 kSessionBytes = 64'000; ///< the answer to a sign-in: a name and some roles
inline constexpr qint64 kErrorBytes =
    64'000; ///< of an answer that says no; what it means is in its status and its first words
inline constexpr qint64 kReplyBytes =
    1'000'000; ///< facts about a database, a list of emergency notes, a checkpoint: fifty sequences
               ///< of a large cluster
inline constexpr qint64 kReplyBytesPerDocument =
    20'000; ///< of an answer about many documents: which revisions it lacks, why it refused one
inline constexpr qint64 kMaxReplyBytes =
    32'000'000; ///< documents with their ancestry: more are asked for in smaller portions
inline constexpr int kMaxJsonDepth = 200; ///< no document of ours nests; others' do so a little
inline constexpr qint64 kMaxJsonValues =
    1'000'000; ///< in one answer, or in one row of a feed; a parser takes 20 to 100 bytes for each
inline constexpr qint64 kMaxBlankBytes =
    64'000; ///< between two rows; a heartbeat is one byte a minute
inline constexpr qsizetype kMaxWords =
    300; ///< of what a server says, in characters: enough to tell a person, or a search engine
inline constexpr int kMaxRequests = 3; ///< in flight for one database while sending
inline constexpr qint64 kFirstPauseMs = 100; ///< distance of requests after a 429, doubling …
inline constexpr qint64 kMaxPauseMs = 5'000; ///< … up to here
inline constexpr qint64 kMaxThrottleWaitMs =
    10'000; ///< a longer Retry-After ends the run, so that the status can say so
inline constexpr qint64 kQuietRestMs =
    3'600'000; ///< a longer Retry-After is told: until when, and who asked for it
inline constexpr int kMaxThrottled = 8; ///< 429 answers to one request before the run ends
inline constexpr int kMaxThrottledInARow = 2 * kMaxThrottled; ///< to any of a run's, and no success

// --- pull
inline constexpr int kFirstPageRows =
    250; ///< before the size of a row is known; one second at 350 KB/s for 1 KB notes
inline constexpr int kMinPageRows = 25;
inline constexpr int kMaxPageRows =
    1'000; ///< CouchDB: pages of 1,000 reach 92 % of an unlimited feed
inline constexpr int kMaxPlainRows = 4'000; ///< the same for rows without documents
inline constexpr int kSequenceRows =
    250; ///< rows from one sequence to the next: one in each row halves the speed of a feed without
         ///< documents, and takes a quarter of one with them
inline constexpr qint64 kPageBytes = 2'000'000; ///< aimed at, from the average row seen so far
inline constexpr qint64 kMaxPageBytes =
    16'000'000; ///< a page is cut after the row that passes this
inline constexpr qint64 kMaxRowBytes =
    16'000'000; ///< max_document_size is 8 MB by default; JSON escapes and stubs come on top. Of a
                ///< longer one …
inline constexpr qint64 kRowHeadBytes =
    64'000; ///< … only this much is kept: it says which document it is …
inline constexpr qint64 kMaxSkippedBytes =
    128'000'000; ///< … and one that does not end within this ends the feed
inline constexpr qsizetype kMaxIdLength = 1'000; ///< characters of an id; it travels in an address
inline constexpr int kMaxStalledPages =
    3; ///< pages that did not move on before the feed counts as one without end
inline constexpr int kMaxIdlePages =
    20; ///< the same for pages without news, behind which not less was left: a second or two …
inline constexpr qint64 kMaxIdleMs = 30'000; ///< … and of slow ones for so long
inline constexpr qint64 kPullTurnMs =
    5'000; ///< so long what the person saved waits for a feed that is being read; then it is sent
inline constexpr int kIdleRows =
    1'000; ///< rows without news, beyond one for each document: what is no document of ours
inline constexpr int kMaxSequenceLength =
    8'000; ///< characters; it travels in an address. Large clusters have some thousands
inline constexpr int kStoreRows =
    250; ///< handed to the store at once, which splits them into transactions by time
inline constexpr int kFetchRevisions = 100; ///< revisions in one _bulk_get
inline constexpr qsizetype kFetchedRevisions =
    1'000; ///< … and from several of them, before they are stored …
inline constexpr qint64 kFetchedBytes = 32'000'000; ///< … or so much
inline constexpr qint64 kCheckpointMs =
    5'000; ///< between server checkpoints in a long pull: what a crash makes us read again
inline constexpr int kCheckpointHistory = 50; ///< as CouchDB's own replicator keeps

// --- doubt
inline constexpr qint64 kCheckpointLookMs =
    120'000; ///< a server may be set back while its live feed goes on: before a run replaces a
             ///< checkpoint it reads the one there, and in a long run so often
inline constexpr int kCheckDocuments = 500; ///< asked about in one _revs_diff
inline constexpr qint64 kSelfCheckMs =
    7ll * 24 * 3'600'000; ///< distance of full checks that the server still has everything
inline constexpr int kSelfCheckPages = 20; ///< in one run: half a second for 10,000 documents
inline constexpr qint64 kSelfCheckLookMs =
    6ll * 3'600'000; ///< is it due? a device may run for months
inline constexpr qint64 kSelfCheckGoesOnMs = 60'000; ///< between the parts of a long check
inline constexpr qint64 kLongAbsenceMs =
    7ll * 24 * 3'600'000; ///< after this, conflicts are reviewed in one list
inline constexpr qint64 kVeryLongAbsenceMs =
    30ll * 24 * 3'600'000; ///< after this, nothing is taken for granted
inline constexpr int kUnreadDocuments = 50; ///< asked for again in one run

// --- reconcile
inline constexpr int kReconcileDocuments = 5; ///< in one go; a merge may take a second at worst
inline constexpr int kBaseDocuments = 50; ///< looked through in one go for texts to ask for

// --- push
inline constexpr int kFirstBatch = 10;
inline constexpr int kMaxBatch =
    500; ///< CouchDB gains 3 % from 500 to 1,000 and answers half as often
inline constexpr qint64 kMaxBatchBytes = 4'000'000; ///< proxies in front of CouchDB allow 1–10 MB
inline constexpr qint64 kMinBatchBytes = 64'000;
inline constexpr qint64 kSuspectBytes =
    500'000; ///< a proxy may just close the connection on more than it likes
inline constexpr qint64 kQuickMs =
    1'000; ///< batches double while answers come under this, and quadruple under a quarter of it …
inline constexpr qint64 kSlowMs = 2'000; ///< … and halve over this

// --- live
inline constexpr qint64 kHeartbeatMs =
    60'000; ///< a wake-up a minute; CouchDB beats no slower (chttpd/changes_timeout)
inline constexpr qint64 kShortHeartbeatMs =
    55'000; ///< once a silence was cut: proxies and NATs often allow no more than 60 s of it
inline constexpr qint64 kPollInactivityMs = kHeartbeatMs + kInactivityMs;
inline constexpr qint64 kMinPollMs =
    1'000; ///< an empty answer sooner than this means that the server does not wait

inline constexpr int kMaxFruitless =
    5; ///< answers of a live feed, each sooner than that, behind which there was nothing new

/// Passes of pull, reconcile, push in one run. Each ends sooner when nothing is left; a server that
/// changes all the time must not keep a run from ever reporting.
inline constexpr int kMaxPasses = 20;

} // namespace cairn::tuning
