// SPDX-License-Identifier: GPL-3.0-or-later
#include "welcome.h"

#include "store/notes/notestore.h"
#include "store/replica/outboxstore.h"
#include "store/store.h"
#include "store/tree/metastore.h"

#include <QFile>
#include <QLocale>

// Naming the resources makes the linker take them out of the static library.
static void linkResources() { Q_INIT_RESOURCE(ui); }

namespace cairn {

namespace {

const QString kMeta = QStringLiteral("welcome_note"); // its id; "-": the store had notes already

NoteContent contentOf(const QString &markdown)
{
    NoteContent content;
    const qsizetype end = markdown.indexOf(u'\n');
    content.title = markdown.left(end).mid(markdown.startsWith(u"# ") ? 2 : 0).trimmed();
    content.body = end < 0 ? QString() : markdown.mid(end + 1).trimmed() + u'\n';
    return content;
}

} // namespace

Result<std::optional<QString>> addWelcomeNote(Store &store, const QString &markdown)
{
    CAIRN_ASSIGN(const auto known, store.meta().value(kMeta));
    if (known || markdown.isEmpty())
        return std::nullopt;
    CAIRN_ASSIGN(const Tallies tallies, store.tallies());
    CAIRN_ASSIGN(const Account account, store.meta().account());
    QString id = QStringLiteral("-");
    // A profile that was set up on the command line is no first meeting, and its notes are on their
    // way.
    if (tallies.notes + tallies.trashed == 0 && !account.isValid()) {
        CAIRN_ASSIGN(const Saved saved, store.notes().create(contentOf(markdown)));
        id = saved.id;
    }
    CAIRN_TRY(store.meta().setValue(kMeta, id));
    return id.size() > 1 ? std::optional<QString>(id) : std::nullopt;
}

Result<bool> dropUntouchedWelcomeNote(Store &store, const QString &markdown)
{
    CAIRN_ASSIGN(const auto known, store.meta().value(kMeta));
    if (!known || known->size() < 2)
        return false;
    const NoteContent content = contentOf(markdown);
    const auto note = store.notes().note(*known);
    const bool untouched = note && note->title == content.title && note->body == content.body
        && note->tags.isEmpty() && note->notebookId.isEmpty() && !note->trashedAt;
    if (untouched) {
        // The server never had it: giving up its sending leaves no trace of it, not even a
        // deletion.
        CAIRN_ASSIGN(const auto unsent, store.outbox().list());
        for (const OutboxItem &item : unsent) {
            if (item.documentId == *known)
                CAIRN_TRY(store.outbox().forget(item.id));
        }
    }
    CAIRN_TRY(store.meta().setValue(kMeta, QStringLiteral("-")));
    return untouched;
}

QString welcomeText()
{
    linkResources();
    const QString language = QLocale().name().section(u'_', 0, 0);
    for (const QString &name :
         {QStringLiteral(":/cairn/welcome_%1.md").arg(language),
          QStringLiteral(":/cairn/welcome.md")}) {
        QFile file(name);
        if (file.open(QIODevice::ReadOnly))
            return QString::fromUtf8(file.readAll());
    }
    return {};
}

} // namespace cairn
