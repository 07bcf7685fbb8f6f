// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "error.h"
#include "revision.h"
#include "store/care/doctor.h"
#include "store/tree/treerepair.h"

#include <QHash>
#include <QJsonObject>
#include <QStringList>

#include <optional>

namespace cairn {

struct StoreContext;
struct StoredDocument;

/// Texts that are missing where they have to be, or that cannot be read (json.h, isReadable()):
/// what is left of each is looked for where it is nearest to what was written. Inside a
/// transaction; what follows from the trees has to be made again afterwards.
///
/// 1. The history has that very revision: it is put back.
/// 2. A server is signed in to that has it: it is asked, from the beginning (compareAnew()) and,
/// for
///    the status, as a document that could not be read (UnreadStore). Until then the list shows
///    what it showed. A server that was asked and did not give it is not waited for.
/// 3. The list shows it: it is written anew from there, as a revision of its own, for what others
///    have under its name stays theirs. The list is on the same disk: where nothing proves its
///    words, that is to be said (unproven()).
/// 4. Nobody has it: it is given up.
class TextRescue {
public:
    explicit TextRescue(StoreContext &context);
    Result<void> run();
    /// Document ids of what was given up: a leaf, or a version of the history.
    const QStringList &givenUp() const { return m_givenUp; }
    /// Of what was written anew as the list shows it.
    const QList<UnprovenText> &unproven() const { return m_unproven; }
    bool asksServer() const { return m_asks; }

    /// A revision whose text is damaged, and what is left of that.
    struct Remains {
        QByteArray kept;
        RevId rev;
        std::optional<RevId> parent;
    };
    /// Whether the sum of the text or the name of the revision says that what the list shows
    /// (`listed`: members of the body) was written. `writer`: the member `device` of what is
    /// written here; empty where that is not known.
    static bool
    isProven(const QJsonObject &listed, const Remains &remains, const QJsonObject &writer);

    /// How many leaves and versions cannot be read, `ids` of the first few, and how many of the
    /// leaves the server is asked for.
    struct Count {
        qint64 damaged = 0;
        qint64 asked = 0;
        QStringList ids;
    };
    static Result<Count> count(StoreContext &context, qsizetype named);

private:
    Result<void> forgetAltered();
    Result<bool> rescueLeaves();
    Result<bool> canAsk(const QString &document);
    Result<bool> rewriteNote(const treerepair::DamagedLeaf &leaf);
    Result<bool> rewriteNotebook(const treerepair::DamagedLeaf &leaf);
    Result<bool>
    rewrite(const treerepair::DamagedLeaf &leaf, QJsonObject body, const QString &title);
    Result<void> noteUnproven(
        const treerepair::DamagedLeaf &leaf, const StoredDocument &document,
        const QJsonObject &listed, const QString &title);

    StoreContext &m_context;
    bool m_signedIn = false;
    bool m_asks = false;
    QStringList m_givenUp;
    QHash<qint64, QByteArray> m_altered; ///< what was forgotten: texts by the keys of revisions
    QList<UnprovenText> m_unproven;
};

} // namespace cairn
