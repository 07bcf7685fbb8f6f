// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QHashFunctions>
#include <QJsonObject>
#include <QString>

#include <compare>
#include <optional>

namespace cairn {

/// A document edited every minute gets there in two years. A line of revisions that comes from
/// elsewhere begins here at the latest: what begins later is no history but a way to end one.
inline constexpr int kMaxFirstGeneration = 1'000'000;
/// What is read. Who edits a revision of the greatest number that is accepted writes a greater one,
/// and every other device must accept that as well: its line says where it comes from.
inline constexpr int kMaxGeneration = 2 * kMaxFirstGeneration;

/// A revision id of CouchDB: generation and a hash of 32 lower-case hex digits, written `N-hash`.
/// Ordered as CouchDB orders them: generation first, then the hash by bytes.
struct RevId {
    int generation = 0;
    QByteArray hash;

    bool isNull() const { return generation == 0; }
    QString toString() const;
    /// Anything but `<1 to kMaxGeneration>-<non-empty, up to 200 characters>` is nothing. Foreign
    /// writers may use hashes of other shapes.
    static std::optional<RevId> parse(QStringView text);

    friend bool operator==(const RevId &, const RevId &) = default;
    friend std::strong_ordering operator<=>(const RevId &a, const RevId &b)
    {
        if (a.generation != b.generation)
            return a.generation <=> b.generation;
        return a.hash.compare(b.hash) <=> 0;
    }
};

size_t qHash(const RevId &id, size_t seed = 0) noexcept;

/// The id of a new revision. It is derived from everything that the revision is (parent, deleted
/// flag, canonical body), so one id never names two contents and two devices that make the same
/// revision give it the same id. `body` holds no `_` members.
RevId makeRevId(const std::optional<RevId> &parent, bool deleted, const QJsonObject &body);

} // namespace cairn
