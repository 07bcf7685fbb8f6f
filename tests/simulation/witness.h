// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QMap>
#include <QSet>
#include <QString>

#include <utility>

namespace cairn::sim {

/// Remembers what each person was promised: every save that was acknowledged, what was deleted by
/// whom, and what somebody took back on purpose.
class Witness {
public:
    enum class Fate {
        Kept, ///< must be in a text or a conflict on every device
        Overruled, ///< somebody decided against it: it must still be in a history somewhere
        TakenBack, ///< somebody removed it on purpose
        Unsure, ///< the save failed: it may or may not be there
    };
    struct Word {
        QString note;
        int device = 0; ///< on which it was written
        Fate fate = Fate::Kept;
    };

    QString newWord() { return QStringLiteral("zq%1v").arg(++m_count); }
    void saved(const QString &word, const QString &note, int device)
    {
        m_words.insert(word, {note, device, Fate::Kept});
        written(note, device);
    }
    void written(const QString &note, int device) { ++m_written[{note, device}]; }
    /// How often somebody wrote in it there.
    int writings(const QString &note, int device) const { return m_written.value({note, device}); }
    void unsure(const QString &word, int device)
    {
        if (!m_words.contains(word))
            m_words.insert(word, {QString(), device, Fate::Unsure});
    }
    /// The person saw the first in this note and left the second.
    void
    edited(const QString &note, const QSet<QString> &before, const QSet<QString> &after, Fate fate)
    {
        for (const QString &word : before) {
            if (m_words.value(word).fate == Fate::Unsure)
                noteMade(note); // the save that failed was done all the same
            if (!after.contains(word))
                lower(word, fate);
        }
    }
    const QMap<QString, Word> &words() const { return m_words; }

    void noteMade(const QString &id)
    {
        m_notes.insert(id);
        m_unsureNotes.remove(id);
    }
    /// The write that makes it failed, or the process died in it: it may or may not be there.
    void noteUnsure(const QString &id)
    {
        if (!m_notes.contains(id))
            m_unsureNotes.insert(id);
    }
    bool mayKnow(const QString &id) const { return m_unsureNotes.contains(id); }
    bool knows(const QString &id) const { return m_notes.contains(id); }
    const QSet<QString> &notes() const { return m_notes; }
    /// A decision may have made a copy that could not be read.
    void copyUnseen() { m_unseenCopies = true; }
    bool mayHaveUnseenCopies() const { return m_unseenCopies; }
    void noteDeleted(const QString &id) { m_deleted.insert(id); }
    bool wasDeleted(const QString &id) const { return m_deleted.contains(id); }
    void noteTrashed(const QString &id) { m_trashed.insert(id); }
    bool wasTrashed(const QString &id) const { return m_trashed.contains(id); }
    /// A server took it away, in whatever dress, without anybody having asked for it.
    void noteLied(const QString &id) { m_lied.insert(id); }
    bool wasLied(const QString &id) const { return m_lied.contains(id); }
    bool wasAnyLied() const { return !m_lied.isEmpty(); }
    /// Somebody chose between its versions, or went back to an earlier one.
    void noteDecided(const QString &id) { m_decided.insert(id); }
    bool wasDecided(const QString &id) const { return m_decided.contains(id); }

private:
    void lower(const QString &word, Fate fate)
    {
        const auto it = m_words.find(word);
        if (it != m_words.end() && it->fate < fate)
            it->fate = fate;
    }
    QMap<QString, Word> m_words;
    QHash<std::pair<QString, int>, int> m_written;
    QSet<QString> m_notes;
    QSet<QString> m_unsureNotes;
    QSet<QString> m_deleted;
    QSet<QString> m_trashed;
    QSet<QString> m_lied;
    QSet<QString> m_decided;
    int m_count = 0;
    bool m_unseenCopies = false;
};

} // namespace cairn::sim
